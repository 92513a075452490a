//! `pyramid`: the district's elders by sex and single age at each year's end.
use super::key::{Key, Keyed, area, month, replicate, scenario};
use super::{PERSON_MONTHS_A_YEAR, PERSONS, PERSONS_A_YEAR};
use crate::column::Column;
use crate::month::MonthOf;
use crate::table::Table;
use crate::table_writer::TableWriter;
use crate::topic::TopicTable;
use crate::{OutputError, Result};
use agents::report::{AGES, FIRST_AGE, Pyramid, PyramidCell};
use agents::text::Label;

/// One row.
pub(crate) struct PyramidRow {
    pub key: Key,
    /// 0 men, 1 women.
    pub sex: usize,
    /// Years above [`FIRST_AGE`].
    pub age: usize,
    pub cell: PyramidCell,
}

impl Keyed for PyramidRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

/// The sum of the communities' pyramids; none when none reported one.
fn district_pyramid(month: &MonthOf<'_>) -> Result<Option<Vec<PyramidCell>>> {
    let communities = &month.reports.communities;
    let pyramids: Vec<&Pyramid> = communities.iter().filter_map(|community| community.pyramid.as_ref()).collect();
    if pyramids.is_empty() {
        return Ok(None);
    }
    if pyramids.len() != communities.len() || pyramids.iter().any(|pyramid| pyramid.cells.len() != 2 * AGES) {
        return Err(OutputError::Pyramid { month: month.district.month });
    }
    let mut sums = vec![PyramidCell::default(); 2 * AGES];
    for pyramid in pyramids {
        for (sum, cell) in sums.iter_mut().zip(&pyramid.cells) {
            add_cell(sum, cell);
        }
    }
    Ok(Some(sums))
}

fn add_cell(sum: &mut PyramidCell, cell: &PyramidCell) {
    // Taken apart by name, so that a new field is not forgotten.
    let PyramidCell { persons, mild, moderate, severe, dementia, alone, partnered, deaths, months_lived } = *cell;
    sum.persons += persons;
    sum.mild += mild;
    sum.moderate += moderate;
    sum.severe += severe;
    sum.dementia += dementia;
    sum.alone += alone;
    sum.partnered += partnered;
    sum.deaths += deaths;
    sum.months_lived += months_lived;
}

/// A column of the same name as its field.
macro_rules! count {
    ($field:ident, $unit:expr, $zh:literal, $en:literal) => {
        Column::integer(stringify!($field), $unit, $zh, $en, |row: &PyramidRow| row.cell.$field)
    };
}

/// The topic.
#[derive(Default)]
pub(crate) struct Pyramids;

impl TopicTable for Pyramids {
    type Row = PyramidRow;

    const TABLE: Table<PyramidRow> = Table {
        name: "pyramid",
        label: Label::new(
            "各情景、重复模拟每年12月末全区户籍老年人按性别和单岁年龄的分布，以及当年死亡和存活月数",
            "The district's registered elders by sex and single age at the end of each December, with the year's deaths \
             and months lived.",
        ),
        columns: COLUMNS,
    };

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TableWriter<PyramidRow>) -> Result<()> {
        let Some(cells) = district_pyramid(month)? else { return Ok(()) };
        let row = |(i, cell)| PyramidRow { key: month.district.clone(), sex: i / AGES, age: i % AGES, cell };
        rows.extend(cells.into_iter().enumerate().map(row))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<PyramidRow>] = &[
    scenario(),
    replicate(),
    month(),
    area(),
    Column::text("sex", "male or female", "性别：male 男，female 女", "Sex: `male` or `female`.", |row| if row.sex == 0 { "male" } else { "female" }),
    Column::integer("age", "years", "周岁年龄，60至110；110表示110岁及以上", "Age in completed years, 60 to 110; 110 stands for 110 and over.", |row| (FIRST_AGE + row.age) as i64),
    count!(persons, PERSONS, "该性别和年龄的户籍老年人，年末数", "Registered elders of this sex and age, at the year's end."),
    count!(mild, PERSONS, "其中：轻度失能，年末数", "Those with a mild disability, at the year's end."),
    count!(moderate, PERSONS, "其中：中度失能，年末数", "Those with a moderate disability, at the year's end."),
    count!(severe, PERSONS, "其中：重度失能，年末数", "Those with a severe disability, at the year's end."),
    count!(dementia, PERSONS, "其中：患认知障碍（含未建档），年末数", "Those with dementia, on file or not, at the year's end."),
    count!(alone, PERSONS, "其中：独居，年末数", "Those living alone, at the year's end."),
    count!(partnered, PERSONS, "其中：有配偶，年末数", "Those with a spouse, at the year's end."),
    count!(deaths, PERSONS_A_YEAR, "当年死亡，按死亡当月月初年龄计", "Deaths in the year, by age at the start of the month of death."),
    count!(months_lived, PERSON_MONTHS_A_YEAR, "当年在该年龄存活的人月数，按各月月初年龄计", "Months lived in the year at this age, by age at the start of each month."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_cell_is_a_column_in_the_same_order() {
        let cell = serde_json::to_value(PyramidCell::default()).unwrap();
        let fields: Vec<&str> = cell.as_object().unwrap().keys().map(String::as_str).collect();
        let columns: Vec<&str> = COLUMNS[6..].iter().map(|column| column.name).collect();
        assert_eq!(columns, fields);
    }
}
