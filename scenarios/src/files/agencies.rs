//! `agencies.csv`: home-care agencies and the communities they serve.
use crate::checks::{community, served};
use crate::problem::{ProblemKind, Problems};
use crate::provenance::TableRecord;
use crate::sheet::{Row, Sheet, table_record};
use crate::source::Source;
use agents::district::AgencyProfile;
use agents::text::Text;
use std::collections::BTreeMap;

pub(crate) const FILE: &str = "agencies.csv";
const COLUMNS: &[&str] = &["id", "name_zh", "name_en", "communities"];
const MOST_AGENCIES: usize = 1000;

/// Ids and communities seen so far, with the line of each.
#[derive(Default)]
struct Seen<'r> {
    ids: BTreeMap<&'r str, u32>,
    communities: BTreeMap<&'r str, u32>,
}

/// The agencies. `communities` are the ids of the district's, where known.
pub(crate) fn read(
    source: &Source,
    communities: Option<&[String]>,
    problems: &mut Problems,
) -> Option<(Vec<AgencyProfile>, TableRecord)> {
    let text = source.text(FILE, problems)?;
    let record = table_record(FILE, &source.shown(FILE), text, "identifier", problems);
    let sheet = Sheet::read(source.shown(FILE), text, COLUMNS, problems)?;
    sheet.require_rows(problems);
    if sheet.rows.len() > MOST_AGENCIES {
        let kind = ProblemKind::Count { found: sheet.rows.len(), least: 1, most: MOST_AGENCIES };
        sheet.refuse(sheet.header_line(), "", kind, problems);
    }
    let mut seen = Seen::default();
    let mut agencies = Vec::new();
    for row in &sheet.rows {
        agencies.push(agency(&sheet, row, communities, &mut seen, problems));
    }
    let agencies: Vec<AgencyProfile> = agencies.into_iter().collect::<Option<_>>()?;
    // The communities of a row that cannot be read would also look unserved: its own problem is enough.
    if let Some(communities) = communities.filter(|_| !sheet.incomplete)
        && let Err(kind) = served(communities, &agencies)
    {
        sheet.refuse(sheet.header_line(), "communities", kind, problems);
    }
    Some((agencies, record?))
}

fn agency<'r>(
    sheet: &Sheet,
    row: &'r Row,
    communities: Option<&[String]>,
    seen: &mut Seen<'r>,
    problems: &mut Problems,
) -> Option<AgencyProfile> {
    let id = sheet.id(row, "id", &mut seen.ids, problems);
    let name = (sheet.text(row, "name_zh", problems), sheet.text(row, "name_en", problems));
    let places = sheet.text(row, "communities", problems).zip(communities);
    let places = places.and_then(|(found, communities)| {
        let places: Vec<Option<usize>> = found
            .split_whitespace()
            .map(|found| match community(communities, found) {
                Ok(position) => {
                    sheet.unique(row, "communities", found, &mut seen.communities, problems);
                    Some(position)
                }
                Err(kind) => {
                    sheet.refuse(Some(row.line), "communities", kind, problems);
                    None
                }
            })
            .collect();
        places.into_iter().collect::<Option<Vec<usize>>>()
    });
    Some(AgencyProfile {
        id: id?.to_string(),
        name: Text { zh: name.0?.to_string(), en: name.1?.to_string() },
        communities: places?,
    })
}
