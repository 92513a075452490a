//! `population`: elders of every replicate, month and area, by state, and what happened to them.
use super::key::{Key, Keyed, area, month, replicate, scenario};
use super::{PERSONS, PERSONS_A_MONTH};
use crate::Result;
use crate::column::Column;
use crate::month::MonthOf;
use crate::table::Table;
use crate::table_writer::TableWriter;
use crate::topic::TopicTable;
use agents::report::PopulationCounts;
use agents::text::Label;

/// One row.
pub(crate) struct PopulationRow {
    pub key: Key,
    pub counts: PopulationCounts,
}

impl Keyed for PopulationRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

/// A column of the same name as its field.
macro_rules! count {
    ($field:ident, $unit:expr, $zh:literal, $en:literal) => {
        Column::integer(stringify!($field), $unit, $zh, $en, |row: &PopulationRow| row.counts.$field)
    };
}

/// The topic.
#[derive(Default)]
pub(crate) struct Population;

impl TopicTable for Population {
    type Row = PopulationRow;

    const TABLE: Table<PopulationRow> = Table {
        name: "population",
        label: Label::new(
            "各情景、重复模拟、月份和区域的户籍老年人口：按状态划分的存量与当月变动",
            "Registered elders of every scenario, replicate, month and area: stocks by state, and the month's flows.",
        ),
        columns: COLUMNS,
    };

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TableWriter<PopulationRow>) -> Result<()> {
        month.areas().try_for_each(|(key, area)| rows.push(&PopulationRow { key: key.clone(), counts: area.counts }))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<PopulationRow>] = &[
    scenario(),
    replicate(),
    month(),
    area(),
    count!(elders, PERSONS, "60岁及以上户籍老年人，月末数", "Registered elders aged 60 and over, at the month's end."),
    count!(men, PERSONS, "其中：男性，月末数", "Registered elders who are men, at the month's end."),
    count!(women, PERSONS, "其中：女性，月末数", "Registered elders who are women, at the month's end."),
    count!(aged_60_64, PERSONS, "60至64岁，月末数", "Registered elders aged 60 to 64, at the month's end."),
    count!(aged_65_69, PERSONS, "65至69岁，月末数", "Registered elders aged 65 to 69, at the month's end."),
    count!(aged_70_74, PERSONS, "70至74岁，月末数", "Registered elders aged 70 to 74, at the month's end."),
    count!(aged_75_79, PERSONS, "75至79岁，月末数", "Registered elders aged 75 to 79, at the month's end."),
    count!(aged_80_84, PERSONS, "80至84岁，月末数", "Registered elders aged 80 to 84, at the month's end."),
    count!(aged_85_89, PERSONS, "85至89岁，月末数", "Registered elders aged 85 to 89, at the month's end."),
    count!(aged_90_94, PERSONS, "90至94岁，月末数", "Registered elders aged 90 to 94, at the month's end."),
    count!(aged_95_99, PERSONS, "95至99岁，月末数", "Registered elders aged 95 to 99, at the month's end."),
    count!(aged_80_plus, PERSONS, "80岁及以上（高龄），月末数", "Registered elders aged 80 and over, at the month's end."),
    count!(aged_100_plus, PERSONS, "100岁及以上（百岁老人），月末数", "Registered elders aged 100 and over, at the month's end."),
    count!(independent, PERSONS, "生活能够自理，月末数", "Registered elders who are independent, at the month's end."),
    count!(mild, PERSONS, "轻度失能，月末数", "Registered elders with a mild disability, at the month's end."),
    count!(moderate, PERSONS, "中度失能，月末数", "Registered elders with a moderate disability, at the month's end."),
    count!(severe, PERSONS, "重度失能，月末数", "Registered elders with a severe disability, at the month's end."),
    count!(dementia, PERSONS, "患认知障碍（含未建档），月末数", "Registered elders with dementia, on file or not, at the month's end."),
    count!(dementia_undiagnosed, PERSONS, "患认知障碍但未建档，月末数", "Registered elders with dementia and no case file, at the month's end."),
    count!(dementia_on_file, PERSONS, "患认知障碍且已建档，月末数", "Registered elders with dementia and a case file, at the month's end."),
    count!(with_family, PERSONS, "与子女同住，月末数", "Registered elders living with a child, at the month's end."),
    count!(couple_only, PERSONS, "仅与配偶同住，月末数", "Registered elders living with the spouse only, at the month's end."),
    count!(alone, PERSONS, "独居，月末数", "Registered elders living alone, at the month's end."),
    count!(carer_spouse, PERSONS, "首位非正式照护者为配偶，月末数", "Registered elders whose first informal carer would be the spouse, at the month's end."),
    count!(carer_child, PERSONS, "首位非正式照护者为子女，月末数", "Registered elders whose first informal carer would be a child, at the month's end."),
    count!(carer_none, PERSONS, "没有非正式照护者，月末数", "Registered elders without an informal carer, at the month's end."),
    count!(income_low, PERSONS, "低收入档，月末数", "Registered elders in the low income band, at the month's end."),
    count!(income_middle, PERSONS, "中等收入档，月末数", "Registered elders in the middle income band, at the month's end."),
    count!(income_high, PERSONS, "高收入档，月末数", "Registered elders in the high income band, at the month's end."),
    count!(living_here, PERSONS, "户籍在本区且实际居住在本区，月末数", "Registered elders who also live in the district, at the month's end."),
    count!(entrants, PERSONS_A_MONTH, "当月年满60岁进入老年人口", "Persons who turned 60 in the month."),
    count!(arrivals, PERSONS_A_MONTH, "当月户籍从区外迁入的老年人", "Elders whose registration came from outside the district in the month."),
    count!(moved_in, PERSONS_A_MONTH, "当月从本区其他街镇迁入；全区行为各街镇之和", "Elders who came from another community of the district in the month; the district's row is the sum."),
    count!(deaths, PERSONS_A_MONTH, "当月死亡（含冲击所致）", "Deaths in the month, those caused by shocks included."),
    count!(shock_deaths, PERSONS_A_MONTH, "当月因指定日期的冲击（如疫情、高温）死亡", "Deaths in the month caused by a dated shock such as an epidemic or a heat wave; part of `deaths`."),
    count!(departures, PERSONS_A_MONTH, "当月户籍迁出本区的老年人", "Elders whose registration left the district in the month."),
    count!(moved_out, PERSONS_A_MONTH, "当月迁往本区其他街镇；全区行为各街镇之和", "Elders who went to another community of the district in the month; the district's row is the sum."),
    count!(declines, PERSONS_A_MONTH, "当月能力下降一级", "Elders whose ability fell by one level in the month."),
    count!(recoveries, PERSONS_A_MONTH, "当月能力恢复一级", "Elders whose ability rose by one level in the month."),
    count!(dementia_onsets, PERSONS_A_MONTH, "当月新发认知障碍", "Elders whose dementia began in the month."),
    count!(case_files, PERSONS_A_MONTH, "当月认知障碍新建档", "Elders whose dementia was put on file in the month."),
    count!(widowed, PERSONS_A_MONTH, "当月丧偶", "Elders whose spouse died in the month."),
    count!(children_moved_in, PERSONS_A_MONTH, "当月有子女搬入同住", "Elders with whom a child came to live in the month."),
    // ANCHOR: column
    count!(children_moved_out, PERSONS_A_MONTH, "当月同住子女搬出", "Elders whose child moved out in the month."),
    // ANCHOR_END: column
    count!(bed_applications, PERSONS_A_MONTH, "当月申请入住养老机构的自理老年人；全部申请见 beds", "Independent elders who applied for a bed in the month; all applications are in `beds`."),
    count!(hardship_onset, PERSONS_A_MONTH, "当月陷入困难的低收入老年人", "Elders of low income who came into hardship in the month."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_of_the_model_is_a_column_in_the_same_order() {
        let counts = serde_json::to_value(PopulationCounts::default()).unwrap();
        let fields: Vec<&str> = counts.as_object().unwrap().keys().map(String::as_str).collect();
        let columns: Vec<&str> = COLUMNS[4..].iter().map(|column| column.name).collect();
        assert_eq!(columns, fields);
    }
}
