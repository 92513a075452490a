//! `ability.csv`: measured shares of elders at each level of disability.
use crate::files::LAST_AGE;
use crate::problem::{ProblemKind, Problems};
use crate::provenance::TableRecord;
use crate::sheet::{Sheet, table_record};
use crate::source::Source;
use agents::district::AbilityPrevalence;

pub(crate) const FILE: &str = "ability.csv";
const COLUMNS: &[&str] = &["from_age", "to_age", "mild", "moderate", "severe"];

pub(crate) fn read(source: &Source, problems: &mut Problems) -> Option<(Vec<AbilityPrevalence>, TableRecord)> {
    let text = source.text(FILE, problems)?;
    let record = table_record(FILE, &source.shown(FILE), text, "percent", problems);
    let sheet = Sheet::read(source.shown(FILE), text, COLUMNS, problems)?;
    sheet.require_rows(problems);
    let mut bands: Vec<AbilityPrevalence> = Vec::new();
    let mut whole = !sheet.incomplete;
    for row in &sheet.rows {
        let mut age = |column| sheet.whole(row, column, 0, LAST_AGE, problems);
        let ages = (age("from_age"), age("to_age"));
        let mut share = |column| sheet.bounded(row, column, 0.0, 100.0, problems);
        let shares = (share("mild"), share("moderate"), share("severe"));
        let (Some(mild), Some(moderate), Some(severe)) = shares else {
            whole = false;
            continue;
        };
        let sum = mild + moderate + severe;
        if sum > 100.0 {
            sheet.refuse(Some(row.line), "", ProblemKind::SumTooLarge { sum, most: 100.0 }, problems);
        }
        let (Some(from), Some(to)) = ages else {
            whole = false;
            continue;
        };
        let (from_age, to_age) = (from as usize, to as usize);
        if to < from {
            let kind = ProblemKind::RangeReversed { low: f64::from(from), high: f64::from(to) };
            sheet.refuse(Some(row.line), "to_age", kind, problems);
        }
        if let Some(previous) = bands.last().filter(|previous| whole && previous.to_age + 1 != from_age) {
            let kind = ProblemKind::BandStart { found: from_age, expected: previous.to_age + 1 };
            sheet.refuse(Some(row.line), "from_age", kind, problems);
        }
        bands.push(AbilityPrevalence {
            from_age,
            to_age,
            mild: mild / 100.0,
            moderate: moderate / 100.0,
            severe: severe / 100.0,
        });
    }
    if let (Some(last), Some(row)) = (bands.last(), sheet.rows.last())
        && whole
        && last.to_age != LAST_AGE as usize
    {
        sheet.refuse(Some(row.line), "to_age", ProblemKind::BandsEnd { found: last.to_age }, problems);
    }
    (whole && !bands.is_empty()).then_some(bands).zip(record)
}
