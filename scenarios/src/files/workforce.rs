//! `workforce.toml`: who care workers and community workers are, by which rules they are certified,
//! when posts are added, and the entry subsidy.
use crate::document::{Page, Table};
use crate::files::district::{near_month, unique};
use crate::problem::{ProblemKind, Problems};
use crate::provenance::TableRecord;
use crate::quantity::provenance;
use crate::source::Source;
use agents::district::{
    AgeShare, CertificateLevel, CertificationRule, EntrySubsidy, LevelAllowance, OccupationProfile, RegistrationRule,
    WorkforceSystem,
};
use agents::workforce::{LEVELS, OCCUPATIONS, Occupation};
use sim_core::Month;

pub(crate) const FILE: &str = "workforce.toml";
pub(crate) const KEYS: &[&str] = &[
    "care_worker",
    "community_worker",
    "entry_subsidy",
    "posts_added",
    "certification",
    "level_allowance",
    "migrants",
];
pub(crate) const OCCUPATION_KEYS: &[&str] = &[
    "ages_at_start",
    "ages_of_newcomers",
    "ages_of_graduates",
    "pass_by_age",
    "retirement",
    "source",
    "date",
    "grade",
    "level",
];
pub(crate) const LEVEL_KEYS: &[&str] = &[
    "id",
    "name",
    "share_at_start",
    "course_months",
    "exam_months",
    "result_months",
    "seat_yuan",
    "exam_yuan",
    "registration",
    "source",
    "date",
    "grade",
];
pub(crate) const REGISTRATION_KEYS: &[&str] = &["from", "service_months", "previous_months"];
pub(crate) const SUBSIDY_KEYS: &[&str] = &["from", "secondary_yuan", "higher_yuan", "parts", "source", "date", "grade"];
pub(crate) const POSTS_KEYS: &[&str] = &["from", "to", "source", "date", "grade"];
pub(crate) const CERTIFICATION_KEYS: &[&str] = &["inspection_month", "required", "source", "date", "grade"];
pub(crate) const REQUIRED_KEYS: &[&str] = &["from", "share"];
pub(crate) const ALLOWANCE_KEYS: &[&str] = &["from", "yuan_a_month", "source", "date", "grade"];
pub(crate) const MIGRANTS_KEYS: &[&str] = &["ages_of_newcomers", "source", "date", "grade"];
/// Certificates of an occupation, "none" not among them.
pub(crate) const MOST_LEVELS: usize = LEVELS - 1;
pub(crate) const MOST_ROWS: usize = 40;
/// Ages of persons at work.
pub(crate) const AGES: [f64; 2] = [15.0, 90.0];
pub(crate) const MOST_RATIO: f64 = 5.0;
pub(crate) const MOST_COURSE_MONTHS: i32 = 36;
pub(crate) const MOST_MONTHS: i32 = 600;
pub(crate) const MOST_YUAN: f64 = 1_000_000.0;
/// Shares of one whole add up to 1 within this.
const ROUNDING: f64 = 1e-6;

/// What the file says, with where its numbers come from: each occupation, each of its levels, the
/// subsidy, the posts.
pub(crate) fn read(source: &Source, problems: &mut Problems) -> Option<(WorkforceSystem, Vec<TableRecord>)> {
    let text = source.text(FILE, problems)?;
    let page = Page::new(source.shown(FILE), text);
    let entries = page.parse(text, problems)?;
    let root = page.root(&entries);
    root.refuse_unknown(KEYS, problems);
    let mut records = Vec::new();
    let occupations: [Option<OccupationProfile>; OCCUPATIONS] = Occupation::ALL.map(|kind| {
        let table = root.table(kind.id(), problems)?;
        occupation(&table, &mut records, problems)
    });
    let [care_worker, community_worker] = occupations;
    let certification =
        root.table("certification", problems).and_then(|table| certification(&table, &mut records, problems));
    let allowance = root.table("level_allowance", problems).and_then(|table| allowance(&table, &mut records, problems));
    let migrants = root.table("migrants", problems).and_then(|table| migrants(&table, &mut records, problems));
    let subsidy = root.table("entry_subsidy", problems).and_then(|table| subsidy(&table, &mut records, problems));
    let posts = root.table("posts_added", problems).and_then(|table| posts(&table, &mut records, problems));
    let system = WorkforceSystem {
        occupations: [care_worker?, community_worker?],
        entry_subsidy: subsidy?,
        posts_added: posts?,
        certification: certification?,
        level_allowance: allowance?,
        ages_of_migrants: migrants?,
    };
    Some((system, records))
}

fn occupation(table: &Table<'_>, records: &mut Vec<TableRecord>, problems: &mut Problems) -> Option<OccupationProfile> {
    table.refuse_unknown(OCCUPATION_KEYS, problems);
    let ages = ["ages_at_start", "ages_of_newcomers", "ages_of_graduates"].map(|name| ages(table, name, problems));
    let [ages_at_start, ages_of_newcomers, ages_of_graduates] = ages;
    let pass_by_age = pass_by_age(table, problems);
    let retirement = table.range("retirement", problems).and_then(|[first, last]| {
        let last = table.within("retirement", last, AGES[0], AGES[1], problems);
        let first = table.within("retirement", first, AGES[0], last?, problems);
        Some([first? as i32, last? as i32])
    });
    records.extend(provenance(table, FILE, "share by age", problems));
    let tables = table.tables("level", problems)?;
    if !(1..=MOST_LEVELS).contains(&tables.len()) {
        let kind = ProblemKind::Count { found: tables.len(), least: 1, most: MOST_LEVELS };
        table.refuse("level", kind, problems);
    }
    let mut seen = Vec::new();
    let levels: Vec<_> = tables.iter().map(|table| level(table, &mut seen, records, problems)).collect();
    let levels: Vec<CertificateLevel> = levels.into_iter().collect::<Option<_>>()?;
    let sum = levels.iter().skip(1).map(|level| level.share_at_start).sum::<f64>();
    if levels.len() > 1 && (sum - 1.0).abs() > ROUNDING {
        table.refuse("level", ProblemKind::TotalDiffers { total: 1.0, sum }, problems);
    }
    Some(OccupationProfile {
        levels,
        ages_at_start: ages_at_start?,
        ages_of_newcomers: ages_of_newcomers?,
        ages_of_graduates: ages_of_graduates?,
        pass_by_age: pass_by_age?,
        retirement: retirement?,
    })
}

/// Rows of first age, last age and share; the shares add up to 1.
fn ages(table: &Table<'_>, name: &str, problems: &mut Problems) -> Option<Vec<AgeShare>> {
    let rows = table.rows::<3>(name, MOST_ROWS, problems)?;
    let mut bands = Vec::new();
    for [from, to, share] in &rows {
        let to = table.within(name, *to, AGES[0], AGES[1], problems);
        let from = to.and_then(|to| table.within(name, *from, AGES[0], to, problems));
        let share = table.within(name, *share, 0.0, 1.0, problems);
        bands.push(AgeShare { from: from? as i32, to: to? as i32, share: share? });
    }
    let sum = bands.iter().map(|band| band.share).sum::<f64>();
    if (sum - 1.0).abs() > ROUNDING {
        table.refuse(name, ProblemKind::TotalDiffers { total: 1.0, sum }, problems);
        return None;
    }
    Some(bands)
}

/// Rows of first age and ratio, from the youngest.
fn pass_by_age(table: &Table<'_>, problems: &mut Problems) -> Option<Vec<(i32, f64)>> {
    let mut next = AGES[0];
    let mut bands = Vec::new();
    for [from, ratio] in table.rows::<2>("pass_by_age", MOST_ROWS, problems)? {
        let from = table.within("pass_by_age", from, next, AGES[1], problems)?;
        let ratio = table.within("pass_by_age", ratio, 0.0, MOST_RATIO, problems)?;
        bands.push((from as i32, ratio));
        next = from + 1.0;
    }
    Some(bands)
}

fn level(
    table: &Table<'_>,
    seen: &mut Vec<(String, Option<u32>)>,
    records: &mut Vec<TableRecord>,
    problems: &mut Problems,
) -> Option<CertificateLevel> {
    table.refuse_unknown(LEVEL_KEYS, problems);
    let id = table.id("id", problems);
    if let Some(id) = &id {
        unique(table, id, seen, problems);
    }
    let name = table.words("name", problems);
    let number = |key: &str, most: f64, problems: &mut Problems| {
        let number = table.number(key, problems)?;
        table.within(key, number, 0.0, most, problems)
    };
    let share_at_start = number("share_at_start", 1.0, problems);
    let course_months = table.whole("course_months", 0, MOST_COURSE_MONTHS, problems);
    let exam_months = exam_months(table, problems);
    let result_months = table.whole("result_months", 0, MOST_COURSE_MONTHS, problems);
    let seat_yuan = number("seat_yuan", MOST_YUAN, problems);
    let exam_yuan = number("exam_yuan", MOST_YUAN, problems);
    let registration = registration(table, problems);
    records.extend(provenance(table, FILE, "months, yuan", problems));
    Some(CertificateLevel {
        id: id?,
        name: name?,
        share_at_start: share_at_start?,
        course_months: course_months? as i16,
        exam_months: exam_months?,
        result_months: result_months? as i16,
        seat_cost: fen(seat_yuan?),
        exam_cost: fen(exam_yuan?),
        registration: registration?,
    })
}

/// At most 10^8 fen.
fn fen(yuan: f64) -> i64 {
    (yuan * 100.0).round() as i64
}

/// Calendar months, at least one.
fn exam_months(table: &Table<'_>, problems: &mut Problems) -> Option<[bool; 12]> {
    let name = "exam_months";
    let mut held = [false; 12];
    for month in table.numbers(name, 12, problems)? {
        let month = table.within(name, month, 1.0, 12.0, problems)?;
        if let Some(held) = held.get_mut(month as usize - 1) {
            *held = true;
        }
    }
    Some(held)
}

fn registration(table: &Table<'_>, problems: &mut Problems) -> Option<Vec<RegistrationRule>> {
    let tables = table.tables("registration", problems)?;
    if !(1..=MOST_ROWS).contains(&tables.len()) {
        let kind = ProblemKind::Count { found: tables.len(), least: 1, most: MOST_ROWS };
        table.refuse("registration", kind, problems);
    }
    let mut before: Option<Month> = None;
    let mut rules = Vec::new();
    for table in &tables {
        table.refuse_unknown(REGISTRATION_KEYS, problems);
        let from = month_after(table, &mut before, problems);
        let service = table.whole("service_months", 0, MOST_MONTHS, problems);
        let previous = table.whole("previous_months", 0, MOST_MONTHS, problems);
        rules.push(from.zip(service).zip(previous).map(|((from, service), previous)| RegistrationRule {
            from,
            service_months: service as i16,
            previous_months: previous as i16,
        }));
    }
    rules.into_iter().collect()
}

/// The first month of a rule, which comes after that of the one before.
fn month_after(table: &Table<'_>, before: &mut Option<Month>, problems: &mut Problems) -> Option<Month> {
    let from = near_month(table, "from", problems)?;
    if let Some(earliest) = before.map(|before| before + 1).filter(|earliest| from < *earliest) {
        table.refuse("from", ProblemKind::MonthTooEarly { month: from, earliest }, problems);
    }
    *before = Some(from);
    Some(from)
}

fn subsidy(table: &Table<'_>, records: &mut Vec<TableRecord>, problems: &mut Problems) -> Option<EntrySubsidy> {
    table.refuse_unknown(SUBSIDY_KEYS, problems);
    let from = near_month(table, "from", problems);
    let yuan = ["secondary_yuan", "higher_yuan"].map(|key| {
        let yuan = table.number(key, problems)?;
        table.within(key, yuan, 0.0, MOST_YUAN, problems)
    });
    let parts = parts(table, problems);
    records.extend(provenance(table, FILE, "yuan", problems));
    let [secondary, higher] = yuan;
    Some(EntrySubsidy { from: from?, fen: [fen(secondary?), fen(higher?)], parts: parts? })
}

/// Rows of months in the trade and share paid then; the shares add up to 1.
fn parts(table: &Table<'_>, problems: &mut Problems) -> Option<Vec<(i16, f64)>> {
    let (mut next, mut sum) = (1.0, 0.0);
    let mut parts = Vec::new();
    for [months, share] in table.rows::<2>("parts", MOST_ROWS, problems)? {
        let months = table.within("parts", months, next, MOST_MONTHS.into(), problems)?;
        let share = table.within("parts", share, 0.0, 1.0, problems)?;
        parts.push((months as i16, share));
        (next, sum) = (months + 1.0, sum + share);
    }
    if (sum - 1.0).abs() > ROUNDING {
        table.refuse("parts", ProblemKind::TotalDiffers { total: 1.0, sum }, problems);
        return None;
    }
    Some(parts)
}

fn certification(
    table: &Table<'_>,
    records: &mut Vec<TableRecord>,
    problems: &mut Problems,
) -> Option<CertificationRule> {
    table.refuse_unknown(CERTIFICATION_KEYS, problems);
    let month = table.whole("inspection_month", 1, 12, problems);
    let tables = table.tables("required", problems)?;
    if tables.len() > MOST_ROWS {
        table.refuse("required", ProblemKind::Count { found: tables.len(), least: 0, most: MOST_ROWS }, problems);
    }
    let mut before: Option<Month> = None;
    let mut rules = Vec::new();
    for table in &tables {
        table.refuse_unknown(REQUIRED_KEYS, problems);
        let from = month_after(table, &mut before, problems);
        let share = table.number("share", problems).and_then(|share| table.within("share", share, 0.0, 1.0, problems));
        rules.push(from.zip(share));
    }
    records.extend(provenance(table, FILE, "share", problems));
    Some(CertificationRule { inspection_month: month? as u32, required: rules.into_iter().collect::<Option<_>>()? })
}

fn allowance(table: &Table<'_>, records: &mut Vec<TableRecord>, problems: &mut Problems) -> Option<LevelAllowance> {
    table.refuse_unknown(ALLOWANCE_KEYS, problems);
    let from = near_month(table, "from", problems);
    let name = "yuan_a_month";
    let yuan = table.numbers(name, LEVELS, problems)?;
    if yuan.len() != LEVELS {
        table.refuse(name, ProblemKind::Count { found: yuan.len(), least: LEVELS, most: LEVELS }, problems);
    }
    let mut sums = [0; LEVELS];
    for (sum, yuan) in sums.iter_mut().zip(yuan) {
        *sum = fen(table.within(name, yuan, 0.0, MOST_YUAN, problems)?);
    }
    records.extend(provenance(table, FILE, "yuan a month", problems));
    Some(LevelAllowance { from: from?, fen: sums })
}

fn migrants(table: &Table<'_>, records: &mut Vec<TableRecord>, problems: &mut Problems) -> Option<Vec<AgeShare>> {
    table.refuse_unknown(MIGRANTS_KEYS, problems);
    let ages = ages(table, "ages_of_newcomers", problems);
    records.extend(provenance(table, FILE, "share by age", problems));
    ages
}

fn posts(table: &Table<'_>, records: &mut Vec<TableRecord>, problems: &mut Problems) -> Option<[Month; 2]> {
    table.refuse_unknown(POSTS_KEYS, problems);
    let from = near_month(table, "from", problems);
    let to = near_month(table, "to", problems);
    if let (Some(earliest), Some(month)) = (from, to)
        && month < earliest
    {
        table.refuse("to", ProblemKind::MonthTooEarly { month, earliest }, problems);
    }
    records.extend(provenance(table, FILE, "months", problems));
    Some([from?, to?])
}
