//! `training`: courses and exams by occupation and level sought.
use super::key::{Key, Keyed, keys};
use super::{ALL, FEN_A_MONTH, IDENTIFIER, PERSONS, PERSONS_A_MONTH};
use crate::Result;
use crate::column::{Column, Columns};
use crate::detail::Detail;
use crate::month::MonthOf;
use crate::table::Table;
use crate::topic::{TopicRows, TopicTable};
use agents::ActorMonth;
use agents::counts::Holds;
use agents::text::Label;
use agents::workforce::report::{CourseCounts, TrainingMonth};
use agents::workforce::{LEVELS, Occupation};

/// One row.
pub(crate) struct TrainingRow {
    pub key: Key,
    pub occupation: &'static str,
    pub level: &'static str,
    pub counts: CourseCounts,
    /// The whole centre; in the row of all levels of care workers, for whom it is there.
    pub centre: Option<TrainingMonth>,
}

const LEVEL_IDS: [&str; LEVELS - 1] = ["1", "2", "3", "4", "5"];

impl Keyed for TrainingRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

impl TrainingRow {
    /// A month's rows: of each occupation all levels, then level by level.
    pub fn rows(key: &Key, training: &TrainingMonth) -> Vec<TrainingRow> {
        let mut rows = Vec::new();
        for (occupation, courses) in Occupation::ALL.into_iter().zip(&training.courses) {
            let row = |level, counts, centre| TrainingRow {
                key: key.clone(),
                occupation: occupation.id(),
                level,
                counts,
                centre,
            };
            let mut sum = CourseCounts::default();
            courses.iter().for_each(|course| sum += course);
            let centre = (occupation == Occupation::CareWorker).then(|| training.clone());
            rows.push(row(ALL, sum, centre));
            let levels = LEVEL_IDS.iter().zip(courses).filter(|(_, counts)| **counts != CourseCounts::default());
            rows.extend(levels.map(|(level, counts)| row(level, *counts, None)));
        }
        rows
    }
}

/// A column of the same name as its field of the whole centre.
macro_rules! centre {
    ($field:ident, $unit:expr, $zh:literal, $en:literal) => {
        Column::optional_long(stringify!($field), $unit, $zh, $en, |row: &TrainingRow| {
            Some(row.centre.as_ref()?.$field)
        })
    };
}

impl Holds<CourseCounts> for TrainingRow {
    type Value = i64;

    fn count(&self, of: impl FnOnce(&CourseCounts) -> i64) -> i64 {
        of(&self.counts)
    }
}

/// The topic.
#[derive(Default)]
pub(crate) struct Training;

impl TopicTable for Training {
    type Row = TrainingRow;

    const TABLE: Table<TrainingRow> = Table {
        name: "training",
        label: Label::new(
            "各情景、重复模拟、月份、职业和所求证书等级的培训与考试",
            "Courses and exams by occupation and level sought: queues, classes, seats, exams and their costs.",
        ),
        columns: &[
            Columns::Listed(keys()),
            Columns::Listed(COLUMNS),
            Columns::Counts(CourseCounts::columns()),
            Columns::Listed(COST),
            Columns::Listed(CENTRE),
        ],
    };

    const OF_COMMUNITIES: bool = false;

    const FROM: Detail = Detail::Headline;

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<TrainingRow>) -> Result<()> {
        rows.extend(TrainingRow::rows(&month.district, month.reports.one(ActorMonth::training)?))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<TrainingRow>] = &[
    Column::text("occupation", IDENTIFIER, "职业：care_worker 养老护理员，community_worker 社区工作者", "Occupation: `care_worker` or `community_worker`.", |row| row.occupation),
    Column::text("level", IDENTIFIER, "所求证书等级：all 合计，1 至 5 同 workforce 表；全为零的等级不列", "Level sought: `all`, or `1` to `5` as in `workforce`; levels of which there is nothing have no row.", |row| row.level),
];

#[rustfmt::skip]
const COST: &[Column<TrainingRow>] = &[
    Column::long("cost", FEN_A_MONTH, "当月培训和考试费用合计", "Cost of classes begun and exams held in the month.", |row| row.counts.course_cost + row.counts.exam_cost),
];

#[rustfmt::skip]
const CENTRE: &[Column<TrainingRow>] = &[
    centre!(instructors, PERSONS, "内训师；仅养老护理员合计行给出（下同）", "Instructors; like all that follows in the rows of all levels of care workers, null elsewhere."),
    centre!(instructors_busy, PERSONS, "其中正在带班，月末数", "Of these, leading a class at the month's end."),
    centre!(exam_places, "persons a month", "考评员当月可考评人数", "Candidates that the examiners can examine in the month."),
    centre!(pupils, PERSONS, "两年制养老护理班在读学生，月末数", "Pupils in two-year school programmes, at the month's end."),
    centre!(graduates, PERSONS_A_MONTH, "当月毕业生", "Graduates in the month."),
];
