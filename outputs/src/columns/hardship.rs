//! `hardship`: households in hardship, and what the relief office did.
use super::key::{Key, Keyed, area, month, replicate, scenario};
use super::{HOUSEHOLDS, HOUSEHOLDS_A_MONTH, MONTHS, PERSONS, PERSONS_A_MONTH, TIMES_A_MONTH};
use crate::Result;
use crate::column::Column;
use crate::month::MonthOf;
use crate::table::Table;
use crate::table_writer::TableWriter;
use crate::topic::TopicTable;
use agents::relief::report::HardshipCounts;
use agents::text::Label;

/// One row.
pub(crate) struct HardshipRow {
    pub key: Key,
    pub counts: HardshipCounts,
}

impl Keyed for HardshipRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

/// A column of the same name as its field.
macro_rules! count {
    ($field:ident, $unit:expr, $zh:literal, $en:literal) => {
        Column::integer(stringify!($field), $unit, $zh, $en, |row: &HardshipRow| row.counts.$field)
    };
}

/// The topic.
#[derive(Default)]
pub(crate) struct Hardship;

impl TopicTable for Hardship {
    type Row = HardshipRow;

    const TABLE: Table<HardshipRow> = Table {
        name: "hardship",
        label: Label::new(
            "各情景、重复模拟、月份和街镇的困难家庭：存量、在册、发现、审批、退出",
            "Households in hardship: how many, how many on the books, how they were found, how long it took, why they left.",
        ),
        columns: COLUMNS,
    };

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TableWriter<HardshipRow>) -> Result<()> {
        month.areas().try_for_each(|(key, area)| rows.push(&HardshipRow { key: key.clone(), counts: area.hardship }))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<HardshipRow>] = &[
    scenario(),
    replicate(),
    month(),
    area(),
    count!(households, HOUSEHOLDS, "困难家庭和其他重残人员家庭，月末数", "Households in hardship, and others with a severely disabled member."),
    count!(poor_households, HOUSEHOLDS, "其中：因收入陷入困难的家庭", "Of these: in hardship by income when they came into being."),
    count!(persons, PERSONS, "上述家庭人数", "Persons in them."),
    count!(entitled, HOUSEHOLDS, "符合任一项目条件的家庭", "Households entitled to anything."),
    count!(on_books, HOUSEHOLDS, "在册家庭", "Households on the relief office's books."),
    count!(applying, HOUSEHOLDS, "已申请、待审批家庭", "Households that have applied and wait."),
    count!(unknown, HOUSEHOLDS, "符合条件但既未在册也未申请的家庭", "Households entitled to something that neither are on the books nor apply."),
    count!(caseload_persons, PERSONS, "在册救助对象（低保、特困）人数", "Persons on cash relief by the books: minimum living allowance and extreme hardship."),
    count!(caseload_households, HOUSEHOLDS, "在册救助对象户数", "Households on cash relief by the books."),
    count!(caseload_entries, HOUSEHOLDS_A_MONTH, "当月新成为在册救助对象的户", "Households newly on cash relief."),
    count!(caseload_exits, HOUSEHOLDS_A_MONTH, "当月不再是在册救助对象的户", "Households no longer on cash relief."),
    count!(new_households, HOUSEHOLDS_A_MONTH, "当月新陷入困难的家庭", "Households that came into hardship in the month."),
    count!(ended, HOUSEHOLDS_A_MONTH, "当月脱困、消亡或迁出的家庭", "Households that ceased to be in hardship, died out or left."),
    count!(screened, TIMES_A_MONTH, "当月救助顾问排查人次", "Visits by relief advisers, person-times."),
    count!(served, TIMES_A_MONTH, "其中：走访困难家庭并给予政策或服务的人次", "Of these: to a household in hardship, with advice or help, person-times."),
    count!(applied, HOUSEHOLDS_A_MONTH, "当月自行申请的家庭", "Households that applied unprompted."),
    count!(found_by_advisers, HOUSEHOLDS_A_MONTH, "当月经救助顾问发现而申请的家庭", "Households that applied after an adviser's visit."),
    count!(found_by_data, HOUSEHOLDS_A_MONTH, "当月经数据比对发现而申请的家庭（政策找人）", "Households that applied after data had shown their hardship."),
    count!(granted, HOUSEHOLDS_A_MONTH, "当月新纳入在册的家庭", "Households newly on the books."),
    Column::optional_number("mean_months_to_grant", MONTHS, "新纳入家庭从申请到审批的平均月数；无则为空", "Mean months from application to grant of these; null when there were none.", |row| (row.counts.granted > 0).then(|| row.counts.months_to_grant as f64 / row.counts.granted as f64)),
    count!(declared, HOUSEHOLDS_A_MONTH, "其中：采用信用告知承诺的家庭", "Of these: by own declaration instead of proofs."),
    count!(exits_death, HOUSEHOLDS_A_MONTH, "当月因死亡或迁出退出在册的家庭", "Households off the books because of a death or of leaving the district."),
    count!(exits_income, HOUSEHOLDS_A_MONTH, "当月因核查发现收入上升退出的家庭", "Households off the books because the cross-check showed a rise of income."),
    count!(exits_recheck, HOUSEHOLDS_A_MONTH, "当月因复核退出的家庭", "Households off the books after a re-check."),
    count!(deaths_on_books, PERSONS_A_MONTH, "当月死亡的在册家庭成员", "Persons of households on the books who died."),
    count!(dead_on_books, PERSONS, "已死亡而尚未核销的人数，月末数", "Dead persons whom the books do not know to be dead."),
];
