//! `facilities.csv`: homes with beds, those of the future among them.
use crate::checks::{community, inside};
use crate::problem::{ProblemKind, Problems};
use crate::provenance::{Grade, ParameterRecord, TableRecord};
use crate::sheet::{Row, Sheet, table_record};
use crate::source::Source;
use agents::care::beds::{BED_TYPES, BedType};
use agents::district::{FacilityProfile, Ownership, PriceBand};
use agents::parameters::Quantity;
use agents::text::Text;
use sim_core::Month;
use std::collections::BTreeMap;

pub(crate) const FILE: &str = "facilities.csv";
#[rustfmt::skip]
const COLUMNS: &[&str] = &[
    "id", "name_zh", "name_en", "community", "opens", "opens_low", "opens_high", "closes", "beds", "beds_low",
    "beds_high", "ordinary", "nursing", "dementia", "severe_disability", "price", "respite", "ownership",
    "certainty", "grade",
];
const RESPITE: &[&str] = &["no", "yes"];
const MOST_HOMES: usize = 10_000;
const MOST_BEDS: i32 = 5000;
/// Price relative to the district's.
const PRICES: [f64; 2] = [0.2, 5.0];
/// Months that a home stands at the least: it gives notice before it closes.
const LEAST_MONTHS: i32 = 3;

/// A home with its quantities.
type Home = (FacilityProfile, Vec<Record>);

/// A quantity of a home: the last part of its id, its unit, itself, and its grade. Source and date are the table's.
type Record = (&'static str, &'static str, Quantity, Grade);

/// The homes with their quantities. `communities` and `simulated` are of the district, where known.
pub(crate) fn read(
    source: &Source,
    communities: Option<&[String]>,
    simulated: Option<(Month, Month)>,
    problems: &mut Problems,
) -> Option<(Vec<FacilityProfile>, Vec<ParameterRecord>, TableRecord)> {
    let text = source.text(FILE, problems)?;
    let table = table_record(FILE, &source.shown(FILE), text, "beds", problems);
    let sheet = Sheet::read(source.shown(FILE), text, COLUMNS, problems)?;
    sheet.require_rows(problems);
    if sheet.rows.len() > MOST_HOMES {
        let kind = ProblemKind::Count { found: sheet.rows.len(), least: 1, most: MOST_HOMES };
        sheet.refuse(sheet.header_line(), "", kind, problems);
    }
    let mut ids = BTreeMap::new();
    let mut homes = Vec::new();
    for row in &sheet.rows {
        homes.push(home(&sheet, row, &mut ids, communities, simulated, problems));
    }
    let homes: Option<Vec<Home>> = homes.into_iter().collect();
    let (homes, table) = (homes?, table?);
    let mut records = Vec::new();
    for (home, quantities) in &homes {
        records.extend(quantities.iter().map(|(name, unit, quantity, grade)| ParameterRecord {
            id: format!("facility.{}.{name}", home.id),
            value: quantity.value,
            range: [quantity.low, quantity.high],
            unit: unit.to_string(),
            source: table.source.clone(),
            date: table.date.clone(),
            grade: *grade,
        }));
    }
    Some((homes.into_iter().map(|(home, _)| home).collect(), records, table))
}

fn home<'r>(
    sheet: &Sheet,
    row: &'r Row,
    ids: &mut BTreeMap<&'r str, u32>,
    communities: Option<&[String]>,
    simulated: Option<(Month, Month)>,
    problems: &mut Problems,
) -> Option<Home> {
    let id = sheet.id(row, "id", ids, problems);
    let name = (sheet.text(row, "name_zh", problems), sheet.text(row, "name_en", problems));
    let place = sheet.text(row, "community", problems).zip(communities);
    let place = place.and_then(|(found, communities)| {
        community(communities, found).map_err(|kind| sheet.refuse(Some(row.line), "community", kind, problems)).ok()
    });
    let opens = opening(sheet, row, simulated, problems);
    let latest_opening = opens.flatten().map(|opens| Month::from_index(opens.high as i32));
    let closes = closing(sheet, row, latest_opening, simulated, problems);
    let beds = beds(sheet, row, problems);
    let by_type = BedType::ALL.map(|bed| sheet.whole(row, bed.id(), 0, MOST_BEDS, problems));
    let by_type = by_type.into_iter().map(|count| u32::try_from(count?).ok()).collect::<Option<Vec<u32>>>();
    let by_type = by_type.and_then(|counts| <[u32; BED_TYPES]>::try_from(counts).ok());
    if let (Some(beds), Some(by_type)) = (&beds, by_type) {
        let sum = f64::from(by_type.iter().sum::<u32>());
        if sum != beds.value {
            sheet.refuse(Some(row.line), "beds", ProblemKind::TotalDiffers { total: beds.value, sum }, problems);
        }
    }
    let ownership = sheet.word(row, "ownership", &Ownership::IDS, problems);
    let certainty = certainty(sheet, row, problems);
    let price = sheet.bounded(row, "price", PRICES[0], PRICES[1], problems);
    let respite = sheet.word(row, "respite", RESPITE, problems);
    let grade = sheet.grade(row, Grade::OF_QUANTITIES, problems);
    let (opens, beds, price, grade) = (opens?, beds?, price?, grade?);
    // A date without a range is a fact of the home like its name; a range makes it a quantity.
    let drawn_opening = opens.filter(|opens| opens.low < opens.high);
    let records = std::iter::once(("beds", "beds", beds, grade))
        .chain(drawn_opening.map(|opens| ("opens", "month", opens, grade)))
        .collect();
    let home = FacilityProfile {
        id: id?.to_string(),
        name: Text { zh: name.0?.to_string(), en: name.1?.to_string() },
        community: place?,
        opens,
        closes: closes?,
        beds,
        by_type: by_type?,
        price,
        price_band: PriceBand::of(price),
        respite: respite? == 1,
        ownership: Ownership::ALL[ownership?],
        certainty: certainty?,
        extensions: Vec::new(),
    };
    Some((home, records))
}

/// Share of replicates in which a planned home is built: 1 unless it is given, which needs a date of opening.
fn certainty(sheet: &Sheet, row: &Row, problems: &mut Problems) -> Option<f64> {
    if sheet.cell(row, "certainty").is_empty() {
        return Some(1.0);
    }
    if sheet.cell(row, "opens").is_empty() {
        sheet.refuse(Some(row.line), "certainty", ProblemKind::Alone { missing: "opens" }, problems);
        return None;
    }
    sheet.bounded(row, "certainty", 0.0, 1.0, problems)
}

/// Beds with their range. Without one they are taken as exact, whatever the grade: single homes are
/// often known less well than what they add up to.
fn beds(sheet: &Sheet, row: &Row, problems: &mut Problems) -> Option<Quantity> {
    let count = |column, problems: &mut Problems| sheet.whole(row, column, 1, MOST_BEDS, problems).map(f64::from);
    let value = count("beds", problems);
    let ends = ends(sheet, row, ["beds_low", "beds_high"], problems, count);
    let (value, ends) = (value?, ends?);
    let [low, high] = ends.unwrap_or([value, value]);
    let kind = if low > high {
        ProblemKind::RangeReversed { low, high }
    } else if !(low..=high).contains(&value) {
        ProblemKind::RangeWithoutValue { value, low, high }
    } else {
        return Some(Quantity { value, low, high });
    };
    sheet.refuse(Some(row.line), "beds_low", kind, problems);
    None
}

/// First month with beds, as [`Month::index`]: `Some(None)` for a home that stands at the start, `None`
/// when something is wrong.
fn opening(
    sheet: &Sheet,
    row: &Row,
    simulated: Option<(Month, Month)>,
    problems: &mut Problems,
) -> Option<Option<Quantity>> {
    let month = |column, problems: &mut Problems| {
        let month = sheet.month(row, column, problems)?;
        let Some(simulated) = simulated else { return Some(month) };
        inside(month, simulated).map_err(|kind| sheet.refuse(Some(row.line), column, kind, problems)).ok()
    };
    let given = !sheet.cell(row, "opens").is_empty();
    let opens = if given { month("opens", problems) } else { None };
    let ends = ends(sheet, row, ["opens_low", "opens_high"], problems, month);
    if !given {
        if ends?.is_some() {
            sheet.refuse(Some(row.line), "opens_low", ProblemKind::Alone { missing: "opens" }, problems);
            return None;
        }
        return Some(None);
    }
    let (month, ends) = (opens?, ends?);
    let [low, high] = ends.unwrap_or([month, month]);
    if !(low..=high).contains(&month) {
        let kind = ProblemKind::MonthNotBetween { month, low, high };
        sheet.refuse(Some(row.line), "opens_low", kind, problems);
        return None;
    }
    let [value, low, high] = [month, low, high].map(|month| f64::from(month.index()));
    Some(Some(Quantity { value, low, high }))
}

/// Month from which on a home has no beds: `Some(None)` when it stays.
fn closing(
    sheet: &Sheet,
    row: &Row,
    latest_opening: Option<Month>,
    simulated: Option<(Month, Month)>,
    problems: &mut Problems,
) -> Option<Option<Month>> {
    if sheet.cell(row, "closes").is_empty() {
        return Some(None);
    }
    let month = sheet.month(row, "closes", problems)?;
    let Some(simulated) = simulated else { return Some(Some(month)) };
    let earliest = latest_opening.map_or(simulated.0, |opening| opening.max(simulated.0)) + LEAST_MONTHS;
    let checked =
        if month < earliest { Err(ProblemKind::MonthTooEarly { month, earliest }) } else { inside(month, simulated) };
    checked.map_err(|kind| sheet.refuse(Some(row.line), "closes", kind, problems)).ok().map(Some)
}

/// Both ends of a range, each read by `read`: `Some(None)` when neither is given, `None` when something
/// is wrong.
fn ends<T>(
    sheet: &Sheet,
    row: &Row,
    columns: [&'static str; 2],
    problems: &mut Problems,
    read: impl Fn(&'static str, &mut Problems) -> Option<T>,
) -> Option<Option<[T; 2]>> {
    let [low, high] = columns;
    let (present, missing) = match columns.map(|column| sheet.cell(row, column).is_empty()) {
        [true, true] => return Some(None),
        [false, false] => {
            let (low, high) = (read(low, problems), read(high, problems));
            return Some(Some([low?, high?]));
        }
        [false, true] => (low, high),
        [true, false] => (high, low),
    };
    sheet.refuse(Some(row.line), present, ProblemKind::Alone { missing }, problems);
    None
}
