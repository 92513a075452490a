//! `labour_market`: who seeks a post, by occupation.
use super::key::{Key, Keyed, area, month, replicate, scenario};
use super::{IDENTIFIER, PERSONS, PERSONS_A_MONTH, POSTS};
use crate::Result;
use crate::column::Column;
use crate::month::MonthOf;
use crate::table::Table;
use crate::table_writer::TableWriter;
use crate::topic::TopicTable;
use agents::text::Label;
use agents::workforce::Occupation;
use agents::workforce::report::{MarketCounts, MarketMonth};

/// One row.
pub(crate) struct MarketRow {
    pub key: Key,
    pub occupation: &'static str,
    pub counts: MarketCounts,
}

impl Keyed for MarketRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

impl MarketRow {
    /// A month's rows, one an occupation.
    pub fn rows(key: &Key, market: &MarketMonth) -> impl Iterator<Item = MarketRow> {
        let row = |(occupation, counts): (Occupation, MarketCounts)| MarketRow {
            key: key.clone(),
            occupation: occupation.id(),
            counts,
        };
        Occupation::ALL.into_iter().zip(market.occupations).map(row)
    }
}

/// A column of the same name as its field.
macro_rules! count {
    ($field:ident, $unit:expr, $zh:literal, $en:literal) => {
        Column::integer(stringify!($field), $unit, $zh, $en, |row: &MarketRow| row.counts.$field)
    };
}

/// The topic.
#[derive(Default)]
pub(crate) struct LabourMarket;

impl TopicTable for LabourMarket {
    type Row = MarketRow;

    const TABLE: Table<MarketRow> = Table {
        name: "labour_market",
        label: Label::new(
            "各情景、重复模拟、月份和职业的求职与招聘：期初＋新入行＋离开单位＋毕业＝录用＋放弃＋求职中＋暂离",
            "Who seeks a post: opening + newcomers + left employers + graduates = hired + gave up + seeking + away.",
        ),
        columns: COLUMNS,
    };

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TableWriter<MarketRow>) -> Result<()> {
        rows.extend(MarketRow::rows(&month.district, month.reports.market))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<MarketRow>] = &[
    scenario(),
    replicate(),
    month(),
    area(),
    Column::text("occupation", IDENTIFIER, "职业：care_worker 养老护理员，community_worker 社区工作者", "Occupation: `care_worker` or `community_worker`.", |row| row.occupation),
    count!(opening, PERSONS, "上月末求职或暂离人数", "Sought a post or were away at the end of the month before."),
    count!(newcomers, PERSONS_A_MONTH, "当月新入行求职者", "Persons new to the district's trade who seek a post."),
    count!(left_employers, PERSONS_A_MONTH, "上月离开单位、现在或日后仍从业者", "Persons who left an employer last month and go on in the trade, now or later."),
    count!(graduates, PERSONS_A_MONTH, "当月本区养老护理班毕业生", "Graduates of the district's own school programmes."),
    count!(returners, PERSONS_A_MONTH, "当月重新求职者", "Persons who begin to seek a post again."),
    count!(hired, PERSONS_A_MONTH, "当月录用，下月到岗", "Hired; they begin next month."),
    count!(gave_up, PERSONS_A_MONTH, "当月未找到岗位、另谋出路，或返回时已超龄", "Persons who found no post and look elsewhere, or would come back too old to be hired."),
    count!(seeking, PERSONS, "仍在求职，月末数", "Persons who found no post yet and go on, at the month's end."),
    count!(away, PERSONS, "暂离行业、日后返回，月末数", "Persons who left the trade and will be back, at the month's end."),
    count!(posts_open, POSTS, "当月开放的岗位", "Posts that were open in the month."),
    count!(posts_left, POSTS, "其中无人应聘", "Of these, posts that nobody took."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_of_the_model_is_a_column_in_the_same_order() {
        let counts = serde_json::to_value(MarketCounts::default()).unwrap();
        let fields: Vec<&str> = counts.as_object().unwrap().keys().map(String::as_str).collect();
        let columns: Vec<&str> = COLUMNS[5..].iter().map(|column| column.name).collect();
        assert_eq!(columns, fields);
    }
}
