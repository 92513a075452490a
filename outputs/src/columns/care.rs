//! `care`: elders who need care, by ability and living arrangement, what they need and who gives it.
use super::key::{Key, Keyed, area, month, replicate, scenario};
use super::{ALL, DISTRICT_AREA, FEN_A_MONTH, HOURS_A_MONTH, IDENTIFIER, PERSONS, PERSONS_A_MONTH};
use crate::Result;
use crate::column::Column;
use crate::month::MonthOf;
use crate::table::Table;
use crate::table_writer::TableWriter;
use crate::topic::TopicTable;
use agents::care::report::{CARE_CELLS, CareCounts};
use agents::text::Label;

/// One row.
pub(crate) struct CareRow {
    pub key: Key,
    pub ability: &'static str,
    pub living: &'static str,
    pub counts: CareCounts,
}

/// Ids of abilities and of living arrangements, in the order of a report's cells.
const ABILITIES: [&str; 4] = ["independent", "mild", "moderate", "severe"];
const LIVINGS: [&str; 3] = ["with_family", "couple_only", "alone"];
const _: () = assert!(ABILITIES.len() * LIVINGS.len() == CARE_CELLS);

impl Keyed for CareRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

impl CareRow {
    /// An area's rows: everybody, then cell by cell. The cells of communities are written in Decembers
    /// alone: every month they would be nine tenths of all that a run writes.
    pub fn rows(key: &Key, cells: &[CareCounts; CARE_CELLS]) -> impl Iterator<Item = CareRow> {
        let in_cells = key.month.is_december() || key.area.as_ref() == DISTRICT_AREA;
        let cells_shown = if in_cells { &cells[..] } else { &[] };
        let mut sum = CareCounts::default();
        for cell in cells {
            sum += cell;
        }
        let row = |ability, living, counts| CareRow { key: key.clone(), ability, living, counts };
        let cell = move |(i, counts): (usize, &CareCounts)| {
            row(ABILITIES[i / LIVINGS.len()], LIVINGS[i % LIVINGS.len()], *counts)
        };
        std::iter::once(row(ALL, ALL, sum)).chain(cells_shown.iter().enumerate().map(cell))
    }
}

/// A column of the same name as its field.
macro_rules! count {
    ($field:ident, $unit:expr, $zh:literal, $en:literal) => {
        Column::integer(stringify!($field), $unit, $zh, $en, |row: &CareRow| row.counts.$field)
    };
}

/// Money, as a column of the same name as its field.
macro_rules! money {
    ($field:ident, $zh:literal, $en:literal) => {
        Column::long(stringify!($field), FEN_A_MONTH, $zh, $en, |row: &CareRow| row.counts.$field)
    };
}

/// The topic.
#[derive(Default)]
pub(crate) struct Care;

impl TopicTable for Care {
    type Row = CareRow;

    const TABLE: Table<CareRow> = Table {
        name: "care",
        label: Label::new(
            "各情景、重复模拟、月份和区域的照护需求、供给与缺口，按自理能力和居住方式划分",
            "Elders who need care, by ability and living arrangement: hours needed, hours given by each source, and what \
             is left unmet.",
        ),
        columns: COLUMNS,
    };

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TableWriter<CareRow>) -> Result<()> {
        month.areas().try_for_each(|(key, area)| rows.extend(CareRow::rows(key, &area.cells)))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<CareRow>] = &[
    scenario(),
    replicate(),
    month(),
    area(),
    Column::text("ability", IDENTIFIER, "自理能力：all 合计，independent 自理，mild 轻度失能，moderate 中度失能，severe 重度失能", "Ability: `all`, `independent`, `mild`, `moderate` or `severe`.", |row| row.ability),
    Column::text("living", IDENTIFIER, "居住方式：all 合计，with_family 与子女同住，couple_only 仅与配偶同住，alone 独居", "Living arrangement: `all`, `with_family`, `couple_only` or `alone`.", |row| row.living),
    count!(need_persons, PERSONS, "有照护需求的老年人，月末数", "Elders who need care, at the month's end."),
    count!(assessed, PERSONS, "其中：统一需求评估有效且照护等级为二级及以上（当月各项处理之前）", "Of these, with a valid assessment at care level 2 or above, before the decisions of the month."),
    count!(assessing, PERSONS, "其中：正在等待评估结果（当月各项处理之前）", "Of these, waiting for the outcome of an assessment, before the decisions of the month."),
    count!(lapsed, PERSONS, "其中：评估已到期且未续评（当月各项处理之前）", "Of these, whose assessment lapsed and is not renewed, before the decisions of the month."),
    count!(in_bed, PERSONS, "其中：入住养老机构（当月各项处理之前）", "Of these, living in a home's bed, before the decisions of the month."),
    count!(kin_persons, PERSONS, "其中：由配偶或子女照护，月末数", "Of these, cared for by kin."),
    count!(home_persons, PERSONS, "其中：接受长护险居家照护，月末数", "Of these, served by home care under long-term care insurance."),
    count!(home_waiting, PERSONS, "其中：有资格并申请长护险居家照护但尚未获得，月末数", "Of these, entitled to home care and asking for it, but not served."),
    count!(strained, PERSONS, "其中：家庭照护者照护时间超过可长期承受的限度，月末数", "Of these, whose carer has given more hours than can be endured for long."),
    count!(gap_persons, PERSONS, "其中：有任何照护时间未得到满足，月末数", "Of these, with any hour of need unmet."),
    count!(need, HOURS_A_MONTH, "当月照护需求时间；等于各来源提供的时间与缺口之和", "Hours of care needed: the sum of what each source gives and of the gap."),
    count!(served_kin, HOURS_A_MONTH, "配偶和子女提供的照护时间", "Hours given by spouse and children."),
    count!(served_home, HOURS_A_MONTH, "居家照护机构在长护险下提供的照护时间", "Hours given by home-care agencies under long-term care insurance."),
    count!(served_family_bed, HOURS_A_MONTH, "家庭照护床位提供的照护时间", "Hours given by family care beds."),
    count!(served_day, HOURS_A_MONTH, "日间照护提供的照护时间", "Hours given in day care."),
    count!(served_meals, HOURS_A_MONTH, "助餐服务节省的做饭和采购时间", "Hours of cooking and shopping saved by meals."),
    count!(served_mutual, HOURS_A_MONTH, "老伙伴和时间银行志愿者提供的互助时间", "Hours given by younger-old helpers and time-bank volunteers."),
    count!(served_respite, HOURS_A_MONTH, "喘息服务提供的照护时间", "Hours given in respite stays."),
    count!(served_bed, HOURS_A_MONTH, "养老机构床位提供的照护时间", "Hours given in a home's bed."),
    count!(gap, HOURS_A_MONTH, "未满足的照护时间（缺口）", "Hours unmet: the gap."),
    count!(carers_gave_up, PERSONS_A_MONTH, "当月放弃照护的家庭照护者", "Carers who gave up in the month."),
    count!(carers_lost, PERSONS_A_MONTH, "当月因死亡、搬出或放弃而失去的家庭照护者", "Carers lost in the month by death, by moving out or by giving up."),
    money!(home_fund, "长护险基金支付的居家照护费用", "What long-term care insurance paid for home care."),
    money!(home_copayment, "家庭为同样的居家照护时间自付的费用", "What families paid for the same hours of home care."),
    money!(bed_fund, "长护险基金支付的机构照护费用", "What long-term care insurance paid for care in homes."),
    money!(bed_copayment, "入住者在同样的机构照护日费用中自付的部分", "What residents paid beside it, of the same daily rates."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use agents::status::{Ability, Living};

    #[test]
    fn every_count_of_the_model_is_a_column_in_the_same_order() {
        let counts = serde_json::to_value(CareCounts::default()).unwrap();
        let fields: Vec<&str> = counts.as_object().unwrap().keys().map(String::as_str).collect();
        let columns: Vec<&str> = COLUMNS[6..].iter().map(|column| column.name).collect();
        assert_eq!(columns, fields);
    }

    #[test]
    fn the_ids_of_cells_are_in_the_order_of_the_model() {
        let snake = |name: String| {
            let words = name.char_indices().map(|(i, c)| match c {
                c if c.is_ascii_uppercase() && i > 0 => format!("_{}", c.to_ascii_lowercase()),
                c => c.to_ascii_lowercase().to_string(),
            });
            words.collect::<String>()
        };
        assert_eq!(Ability::ALL.map(|ability| snake(format!("{ability:?}"))), ABILITIES);
        let livings = [Living::WithFamily, Living::CoupleOnly, Living::Alone];
        assert_eq!(livings.map(|living| snake(format!("{living:?}"))), LIVINGS);
    }
}
