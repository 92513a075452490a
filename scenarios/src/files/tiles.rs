//! `tiles.csv`: where communities stand in a picture. Not every baseline has it, and the model never reads it.
use crate::checks::community;
use crate::problem::{ProblemKind, Problems};
use crate::sheet::{Sheet, require_source};
use crate::source::Source;

pub(crate) const FILE: &str = "tiles.csv";
const COLUMNS: &[&str] = &["community", "row", "column"];
/// More rows or columns than any page has room for.
const MOST: i32 = 50;

/// Row and column, from 1, of each of `communities` in their order, when the baseline has the file.
pub(crate) fn read(source: &Source, communities: Option<&[String]>, problems: &mut Problems) -> Option<Vec<[i32; 2]>> {
    if !source.has(FILE) {
        return None;
    }
    let text = source.text(FILE, problems)?;
    require_source(&source.shown(FILE), text, problems);
    let sheet = Sheet::read(source.shown(FILE), text, COLUMNS, problems)?;
    let communities = communities?;
    let mut tiles: Vec<Option<[i32; 2]>> = vec![None; communities.len()];
    for row in &sheet.rows {
        let name = sheet.text(row, "community", problems);
        let tile = [sheet.whole(row, "row", 1, MOST, problems), sheet.whole(row, "column", 1, MOST, problems)];
        let ([Some(line), Some(column)], Some(name)) = (tile, name) else { continue };
        let place = match community(communities, name) {
            Ok(place) => place,
            Err(kind) => {
                sheet.refuse(Some(row.line), "community", kind, problems);
                continue;
            }
        };
        if tiles[place].is_some() || tiles.contains(&Some([line, column])) {
            let kind = ProblemKind::Duplicate { name: name.to_string(), first: None };
            sheet.refuse(Some(row.line), "community", kind, problems);
            continue;
        }
        tiles[place] = Some([line, column]);
    }
    let missing: Vec<&str> =
        communities.iter().zip(&tiles).filter(|(_, tile)| tile.is_none()).map(|(id, _)| id.as_str()).collect();
    if !missing.is_empty() && !sheet.incomplete {
        let kind = ProblemKind::MissingRows { rows: missing.join(", ") };
        sheet.refuse(sheet.header_line(), "community", kind, problems);
    }
    tiles.into_iter().collect()
}
