//! Tables without lines, cut into blocks of columns that fit the page.
use super::WIDTH;
use agents::text::Language;
use comfy_table::{CellAlignment, ContentArrangement, Table as Grid, presets};
use findings::figure::{Cell, Table};
use unicode_width::UnicodeWidthStr;

/// Widest column of words before they are broken into lines.
const WIDEST: usize = 40;

/// The last year of which all before are shown.
const DETAILED_TO: i32 = 2025;

/// A table by year with fewer of its years: those up to the present plan's end, then every fifth and the last.
pub fn thinned(table: &Table) -> Table {
    let last = table.rows.last().and_then(|row| row.first()).cloned();
    let is_shown = |row: &&Vec<Cell>| match row.first() {
        Some(Cell::Year(year)) => *year <= DETAILED_TO || year % 5 == 0 || Some(Cell::Year(*year)) == last,
        _ => true,
    };
    Table { rows: table.rows.iter().filter(is_shown).cloned().collect(), ..table.clone() }
}

/// The table with its caption.
pub fn table(table: &Table, language: Language) -> String {
    let mut text = if table.caption.is_empty() { String::new() } else { format!("{}\n", table.caption) };
    let lines: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(|cell| cell.words(language)).collect()).collect();
    let is_number = |at: usize| {
        let cells = || table.rows.iter().filter_map(|row| row.get(at));
        cells().any(|cell| cell.number().is_some()) || cells().any(|cell| matches!(cell, Cell::Year(_)))
    };
    for columns in blocks(&table.heads, &lines) {
        let pick = |row: &Vec<String>| columns.iter().map(|at| row.get(*at).cloned().unwrap_or_default()).collect();
        let mut grid = grid(pick(&table.heads), lines.iter().map(pick));
        for (place, at) in columns.iter().enumerate() {
            if let Some(column) = grid.column_mut(place).filter(|_| is_number(*at)) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        text += &format!("{}\n", grid.trim_fmt());
    }
    text
}

/// Columns that fit the page beside the first, which every block repeats.
fn blocks(heads: &[String], lines: &[Vec<String>]) -> Vec<Vec<usize>> {
    let width = |at: usize| {
        let cells = lines.iter().filter_map(|row| row.get(at)).chain(heads.get(at));
        cells.map(|text| text.width()).max().unwrap_or(0).min(WIDEST) + 2
    };
    let mut blocks = vec![vec![0]];
    let mut taken = width(0);
    for at in 1..heads.len() {
        let more = width(at);
        if taken + more > WIDTH && blocks.last().is_some_and(|block| block.len() > 1) {
            blocks.push(vec![0]);
            taken = width(0);
        }
        taken += more;
        if let Some(block) = blocks.last_mut() {
            block.push(at);
        }
    }
    blocks
}

fn grid(heads: Vec<String>, lines: impl IntoIterator<Item = Vec<String>>) -> Grid {
    let mut grid = Grid::new();
    grid.load_style(presets::NOTHING);
    grid.set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH as u16);
    grid.set_header(heads);
    grid.add_rows(lines);
    grid
}

/// Rows of words under their heads, columns from `first_right` on aligned to the right.
pub fn rows(
    heads: impl IntoIterator<Item = String>,
    lines: impl IntoIterator<Item = Vec<String>>,
    first_right: usize,
) -> String {
    let mut grid = Grid::new();
    grid.load_style(presets::NOTHING);
    grid.set_header(heads.into_iter().collect::<Vec<String>>());
    grid.add_rows(lines);
    for column in grid.column_iter_mut().skip(first_right) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    grid.trim_fmt()
}

/// A whole number with separators.
pub fn plain(number: f64) -> String {
    findings::Unit::Count.number(Language::En, number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use findings::Unit;
    use findings::figure::{Method, Number};

    #[test]
    fn a_wide_table_is_cut_into_blocks_that_repeat_the_first_column_and_lose_nothing() {
        let number = |value: f64| Cell::Number(Number::new(Unit::Persons, value, Method::Median));
        let wide = Table {
            caption: "wide".into(),
            heads: (0..12).map(|at| format!("head number {at}")).collect(),
            rows: (2021..2036)
                .map(|year| {
                    std::iter::once(Cell::Year(year)).chain((1..12).map(|at| number(f64::from(at) * 1e6))).collect()
                })
                .collect(),
        };
        let text = table(&thinned(&wide), Language::En);
        assert!(text.lines().all(|line| line.width() <= WIDTH), "{text}");
        for at in 1..12 {
            assert!(text.contains(&format!("head number {at}")) && text.contains(&format!("{at},000,000")), "{text}");
        }
        let years: Vec<&str> = text.lines().filter_map(|line| line.split_whitespace().next()).collect();
        let years: Vec<&str> = years.into_iter().filter(|word| word.starts_with("20")).collect();
        assert_eq!(years[..7], ["2021", "2022", "2023", "2024", "2025", "2030", "2035"]);
        assert!(years.len() > 7 && years.len().is_multiple_of(7), "{years:?}");
    }
}
