//! `training`: courses and exams by occupation and level sought.
use super::key::{Key, Keyed, area, month, replicate, scenario};
use super::{ALL, FEN_A_MONTH, IDENTIFIER, PERSONS, PERSONS_A_MONTH};
use crate::Result;
use crate::column::Column;
use crate::month::MonthOf;
use crate::table::Table;
use crate::table_writer::TableWriter;
use crate::topic::TopicTable;
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

/// A column of the same name as its field.
macro_rules! course {
    ($field:ident, $unit:expr, $zh:literal, $en:literal) => {
        Column::integer(stringify!($field), $unit, $zh, $en, |row: &TrainingRow| row.counts.$field)
    };
}

/// A column of the same name as its field of the whole centre.
macro_rules! centre {
    ($field:ident, $unit:expr, $zh:literal, $en:literal) => {
        Column::optional_long(stringify!($field), $unit, $zh, $en, |row: &TrainingRow| {
            Some(row.centre.as_ref()?.$field)
        })
    };
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
        columns: COLUMNS,
    };

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TableWriter<TrainingRow>) -> Result<()> {
        rows.extend(TrainingRow::rows(&month.district, month.reports.training))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<TrainingRow>] = &[
    scenario(),
    replicate(),
    month(),
    area(),
    Column::text("occupation", IDENTIFIER, "职业：care_worker 养老护理员，community_worker 社区工作者", "Occupation: `care_worker` or `community_worker`.", |row| row.occupation),
    Column::text("level", IDENTIFIER, "所求证书等级：all 合计，1 至 5 同 workforce 表；全为零的等级不列", "Level sought: `all`, or `1` to `5` as in `workforce`; levels of which there is nothing have no row.", |row| row.level),
    course!(applications, PERSONS_A_MONTH, "当月申请培训名额，或直接报考", "Asked for a seat, or registered for an exam without a course, in the month."),
    course!(waiting, PERSONS, "等待名额，月末数", "Wait for a seat, at the month's end."),
    course!(classes_begun, "classes a month", "当月开班数", "Classes begun in the month."),
    course!(classes, "classes", "在办班数，月末数", "Classes under way, at the month's end."),
    course!(seats, "seats a month", "当月使用的名额", "Seats given in the month."),
    course!(in_class, PERSONS, "在班人数，月末数", "In a class, at the month's end."),
    course!(awaiting_exam, PERSONS, "待考、待补考或待公布结果，月末数", "Wait for an exam, a retake or a result, at the month's end."),
    course!(examined, "person-times a month", "当月参加考试人次", "Exams sat in the month; who sits twice counts twice."),
    course!(passed, PERSONS_A_MONTH, "其中通过（结果在以后月份公布）", "Of these passed; results follow in later months."),
    course!(ended_failed, PERSONS_A_MONTH, "当月最后一次补考未通过", "Told in the month that the last exam allowed was failed."),
    course!(dropped_out, PERSONS_A_MONTH, "当月因离职退出", "Dropped out in the month because they left their employer."),
    Column::long("course_cost", FEN_A_MONTH, "当月开班费用", "Cost of classes begun in the month.", |row| row.counts.course_cost),
    Column::long("exam_cost", FEN_A_MONTH, "当月考试费用", "Cost of exams held in the month.", |row| row.counts.exam_cost),
    centre!(instructors, PERSONS, "内训师；仅养老护理员合计行给出（下同）", "Instructors; like all that follows in the rows of all levels of care workers, null elsewhere."),
    centre!(instructors_busy, PERSONS, "其中正在带班，月末数", "Of these, leading a class at the month's end."),
    centre!(exam_places, "persons a month", "评估师当月可考评人数", "Candidates that the assessors can examine in the month."),
    centre!(pupils, PERSONS, "两年制养老护理班在读学生，月末数", "Pupils in two-year school programmes, at the month's end."),
    centre!(graduates, PERSONS_A_MONTH, "当月毕业生", "Graduates in the month."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_of_the_model_is_a_column_in_the_same_order() {
        let counts = serde_json::to_value(CourseCounts::default()).unwrap();
        let fields: Vec<&str> = counts.as_object().unwrap().keys().map(String::as_str).collect();
        let columns: Vec<&str> = COLUMNS[6..6 + fields.len()].iter().map(|column| column.name).collect();
        assert_eq!(columns, fields);
    }
}
