//! `projection`: at each year's end, the elders that the agents count beside those that the projection expects.
use super::PERSONS;
use super::key::{Key, Keyed, keys};
use super::pyramid::district_pyramid;
use crate::Result;
use crate::column::{Column, Columns};
use crate::detail::{Detail, Kept};
use crate::month::MonthOf;
use crate::table::Table;
use crate::topic::{TopicRows, TopicTable};
use agents::report::{AGES, FIRST_AGE, PyramidCell};
use agents::status::ABILITIES;
use agents::text::Label;

/// Ages from which on elders are compared, completed years.
pub const EXPECTED_FROM: [usize; 5] = [60, 65, 70, 80, 90];

/// Elders that a projection expects at a month's end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Expected {
    /// By sex (0 men, 1 women) and first age, in the order of [`EXPECTED_FROM`].
    pub elders: [[ExpectedElders; EXPECTED_FROM.len()]; 2],
    /// Share of the declines of elders in need that adapted homes averted in the month.
    pub averted: f64,
}

/// Elders of a sex and age.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ExpectedElders {
    /// Persons by ability, independent to severely disabled.
    pub abilities: [f64; ABILITIES],
    /// Persons with dementia, on file or not.
    pub dementia: f64,
}

/// One row.
pub(crate) struct ProjectionRow {
    pub key: Key,
    /// 0 men, 1 women.
    pub sex: usize,
    /// First age, completed years.
    pub from: usize,
    /// As the agents count them; only persons, abilities and dementia.
    pub counted: PyramidCell,
    pub expected: ExpectedElders,
    pub averted: f64,
}

impl ProjectionRow {
    fn independent(&self) -> i64 {
        self.counted.persons - self.counted.mild - self.counted.moderate - self.counted.severe
    }
}

impl Keyed for ProjectionRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

/// The topic.
#[derive(Default)]
pub(crate) struct Projections;

impl TopicTable for Projections {
    type Row = ProjectionRow;

    const TABLE: Table<ProjectionRow> = Table {
        name: "projection",
        label: Label::new(
            "各情景、重复模拟每年12月末的户籍老年人：逐人模拟的人数与队列要素法推算的期望人数对照，按性别和起始年龄",
            "The registered elders at the end of each December as the agents count them, beside those that an independent \
             cohort-component projection expects, by sex and first age.",
        ),
        columns: &[Columns::Listed(keys()), Columns::Listed(COLUMNS)],
    };

    const OF_COMMUNITIES: bool = false;

    const FROM: Detail = Detail::Headline;

    const HEADLINE_EXTRAS: &'static [&'static str] = &[
        "sex",
        "from_age",
        "persons",
        "independent",
        "mild",
        "moderate",
        "severe",
        "dementia",
        "expected_persons",
        "expected_independent",
        "expected_mild",
        "expected_moderate",
        "expected_severe",
        "expected_dementia",
        "averted",
    ];

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<ProjectionRow>) -> Result<()> {
        let (Some(expected), Some(cells)) = (&month.expected, district_pyramid(month)?) else { return Ok(()) };
        // Few rows, and every run is checked by them.
        let key = Key { kept: Kept::All, ..month.district.clone() };
        for (sex, elders) in expected.elders.iter().enumerate() {
            for (from, expected_elders) in EXPECTED_FROM.into_iter().zip(elders) {
                let mut counted = PyramidCell::default();
                cells[sex * AGES..][..AGES].iter().skip(from - FIRST_AGE).for_each(|cell| counted += cell);
                rows.push(&ProjectionRow {
                    key: key.clone(),
                    sex,
                    from,
                    counted,
                    expected: *expected_elders,
                    averted: expected.averted,
                })?;
            }
        }
        Ok(())
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<ProjectionRow>] = &[
    Column::text("sex", "male or female", "性别：male 男，female 女", "Sex: `male` or `female`.", |row| if row.sex == 0 { "male" } else { "female" }),
    Column::integer("from_age", "years", "起始周岁年龄：60、65、70、80、90，含该年龄以上所有老年人", "First age in completed years: 60, 65, 70, 80 or 90, with all older elders.", |row| row.from as i64),
    Column::integer("persons", PERSONS, "逐人模拟：该性别、该年龄及以上的户籍老年人，年末数", "As counted: registered elders of this sex and age or older, at the year's end.", |row| row.counted.persons),
    Column::integer("independent", PERSONS, "其中：生活能够自理，年末数", "Those who are independent, at the year's end.", ProjectionRow::independent),
    Column::integer("mild", PERSONS, "其中：轻度失能，年末数", "Those with a mild disability, at the year's end.", |row| row.counted.mild),
    Column::integer("moderate", PERSONS, "其中：中度失能，年末数", "Those with a moderate disability, at the year's end.", |row| row.counted.moderate),
    Column::integer("severe", PERSONS, "其中：重度失能，年末数", "Those with a severe disability, at the year's end.", |row| row.counted.severe),
    Column::integer("dementia", PERSONS, "其中：患认知障碍（含未建档），年末数", "Those with dementia, on file or not, at the year's end.", |row| row.counted.dementia),
    Column::number("expected_persons", PERSONS, "推算：同样老年人的期望人数，年末数", "As projected: the expected number of these elders, at the year's end.", |row| row.expected.abilities.iter().sum()),
    Column::number("expected_independent", PERSONS, "推算：生活能够自理的期望人数，年末数", "As projected: the expected number of the independent, at the year's end.", |row| row.expected.abilities[0]),
    Column::number("expected_mild", PERSONS, "推算：轻度失能的期望人数，年末数", "As projected: the expected number of those with a mild disability, at the year's end.", |row| row.expected.abilities[1]),
    Column::number("expected_moderate", PERSONS, "推算：中度失能的期望人数，年末数", "As projected: the expected number of those with a moderate disability, at the year's end.", |row| row.expected.abilities[2]),
    Column::number("expected_severe", PERSONS, "推算：重度失能的期望人数，年末数", "As projected: the expected number of those with a severe disability, at the year's end.", |row| row.expected.abilities[3]),
    Column::number("expected_dementia", PERSONS, "推算：患认知障碍的期望人数，年末数", "As projected: the expected number of those with dementia, at the year's end.", |row| row.expected.dementia),
    Column::number("averted", "share", "推算时假定：有照护需求的老年人能力下降中，因适老化改造而避免的比例，12月", "Assumed in the projection: share of the declines of elders in need that adapted homes avert, in December.", |row| row.averted),
];
