//! `pyramid`: the district's elders by sex and single age at each year's end.
use super::key::{Key, Keyed, keys};
use crate::column::{Column, Columns};
use crate::detail::Detail;
use crate::month::MonthOf;
use crate::table::Table;
use crate::topic::{TopicRows, TopicTable};
use crate::{OutputError, Result};
use agents::counts::Holds;
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
pub(crate) fn district_pyramid(month: &MonthOf<'_>) -> Result<Option<Vec<PyramidCell>>> {
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
            *sum += cell;
        }
    }
    Ok(Some(sums))
}

impl Holds<PyramidCell> for PyramidRow {
    type Value = i64;

    fn count(&self, of: impl FnOnce(&PyramidCell) -> i64) -> i64 {
        of(&self.cell)
    }
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
        columns: &[Columns::Listed(keys()), Columns::Listed(COLUMNS), Columns::Counts(PyramidCell::columns())],
    };

    const OF_COMMUNITIES: bool = false;

    const FROM: Detail = Detail::District;

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<PyramidRow>) -> Result<()> {
        let Some(cells) = district_pyramid(month)? else { return Ok(()) };
        let row = |(i, cell)| PyramidRow { key: month.district.clone(), sex: i / AGES, age: i % AGES, cell };
        rows.extend(cells.into_iter().enumerate().map(row))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<PyramidRow>] = &[
    Column::text("sex", "male or female", "性别：male 男，female 女", "Sex: `male` or `female`.", |row| if row.sex == 0 { "male" } else { "female" }),
    Column::integer("age", "years", "周岁年龄，60至110；110表示110岁及以上", "Age in completed years, 60 to 110; 110 stands for 110 and over.", |row| (FIRST_AGE + row.age) as i64),
];
