//! `beds`: beds that stand in an area, and its persons who have or want one wherever it stands.
use super::key::{Key, Keyed, keys};
use super::{ALL, BEDS, BEDS_A_MONTH, BEDS_PER_100, DAYS, IDENTIFIER, MONTHS, PERSONS, PERSONS_A_MONTH, SHARE};
use crate::Result;
use crate::column::{Column, Columns};
use crate::detail::Detail;
use crate::month::MonthOf;
use crate::table::Table;
use crate::tally::{AreaTally, BedFlows, Supply, share, total};
use crate::topic::{TopicRows, TopicTable};
use agents::care::beds::BedType;
use agents::care::report::{LeavingReason, WaitingCounts};
use agents::counts::Holds;
use agents::text::Label;

/// One row.
pub(crate) struct BedRow {
    pub key: Key,
    pub bed_type: &'static str,
    pub supply: Supply,
    pub waiting: WaitingCounts,
    pub flows: BedFlows,
    pub demand: i64,
    pub gap: i64,
    /// Built beds of all types but the ordinary one; in the rows of all types.
    pub nursing: Option<i64>,
    /// Registered elders of the area.
    pub elders: i64,
}

impl Keyed for BedRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

/// Persons who would live in a bed of this type if there were enough of each.
fn demand(waiting: &WaitingCounts) -> i64 {
    waiting.residents - waiting.transfer_out + waiting.waiting + waiting.transfer_in
}

impl BedRow {
    /// An area's rows: all bed types together, then each.
    pub fn rows(key: &Key, area: &AreaTally) -> impl Iterator<Item = BedRow> {
        let elders = area.counts.elders;
        let each = BedType::ALL.map(|bed_type| {
            let at = bed_type as usize;
            let (supply, waiting, flows) = (area.supply[at], area.waiting[at], area.flows[at].clone());
            let demand = demand(&waiting);
            let gap = (demand - supply.counts.usable).max(0);
            let bed_type = bed_type.id();
            BedRow { key: key.clone(), bed_type, supply, waiting, flows, demand, gap, nursing: None, elders }
        });
        let (supply, waiting) = (total(&area.supply), total(&area.waiting));
        let all = BedRow {
            key: key.clone(),
            bed_type: ALL,
            supply,
            waiting,
            flows: total(&area.flows),
            // Who wants to change types needs one bed all the same.
            demand: waiting.residents + waiting.waiting,
            // A surplus of one type is no help to those who need another.
            gap: each.iter().map(|row| row.gap).sum(),
            nursing: Some(supply.counts.built - area.supply[BedType::Ordinary as usize].counts.built),
            elders,
        };
        std::iter::once(all).chain(each)
    }
}

/// A column of the same name as its field of what the homes count.
macro_rules! supply {
    ($field:ident, $unit:expr, $zh:literal, $en:literal) => {
        Column::integer(stringify!($field), $unit, $zh, $en, |row: &BedRow| row.supply.counts.$field)
    };
}

impl Holds<WaitingCounts> for BedRow {
    type Value = i64;

    fn count(&self, of: impl FnOnce(&WaitingCounts) -> i64) -> i64 {
        of(&self.waiting)
    }
}

/// The topic.
#[derive(Default)]
pub(crate) struct Beds;

impl TopicTable for Beds {
    type Row = BedRow;

    const TABLE: Table<BedRow> = Table {
        name: "beds",
        label: Label::new(
            "各情景、重复模拟、月份、区域和床位类型的养老床位供需：供给按床位所在区域，需求按老年人所属区域",
            "Beds by type: those that stand in the area, and the area's persons who have or want one, wherever the home is.",
        ),
        columns: &[
            Columns::Listed(keys()),
            Columns::Listed(COLUMNS),
            Columns::Counts(WaitingCounts::columns()),
            Columns::Listed(DERIVED),
        ],
    };

    const OF_COMMUNITIES: bool = true;

    const FROM: Detail = Detail::Headline;

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<BedRow>) -> Result<()> {
        month.areas().try_for_each(|(key, area)| rows.extend(BedRow::rows(key, area)))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<BedRow>] = &[
    Column::text("bed_type", IDENTIFIER, "床位类型：all 合计，ordinary 普通，nursing 护理型，dementia 认知障碍照护，severe_disability 困难重残养护", "Bed type: `all`, `ordinary`, `nursing`, `dementia` or `severe_disability`.", |row| row.bed_type),
    supply!(built, BEDS, "本区域内已建成的床位，月末数", "Beds that stand in the area, at the month's end."),
    supply!(staffed, BEDS, "其中：护理人员足以照护的床位，月末数", "Of these, beds that the homes' care workers can serve."),
    supply!(funded, BEDS, "其中：经费有保障的床位，月末数", "Of these, beds that are paid for."),
    supply!(usable, BEDS, "其中：可用床位（建成、有人员、有经费；不少于已占用数），月末数", "Of these, usable beds: built, staffed and funded; never fewer than are taken."),
    Column::integer("occupied", BEDS, "其中：有人入住的床位，月末数", "Of these, beds in which somebody lives.", |row| row.supply.occupied),
    Column::integer("reserved", BEDS, "其中：已向轮候者发出入住通知、下月答复的床位，月末数", "Of these, beds offered to somebody who answers next month.", |row| row.supply.counts.offers),
    Column::integer("vacant", BEDS, "其中：空置可用床位＝可用－入住－预留；不应小于0", "Usable beds less occupied less reserved; never below 0 in a good run.", |row| row.supply.vacant()),
    supply!(queue, PERSONS, "本区域各机构轮候名单上尚未收到通知的人数，月末数", "Persons on the lists of the area's homes without an offer, at the month's end."),
    supply!(converted, BEDS_A_MONTH, "当月改建为该类型的床位", "Beds converted to this type in the month."),
    supply!(opened, BEDS_A_MONTH, "当月新开放的床位", "Beds opened in the month."),
    supply!(planned, BEDS, "规划中、尚未开工的床位，月末数", "Beds planned, work on which has not begun, at the month's end."),
    supply!(building, BEDS, "建设中的床位，月末数", "Beds under construction, at the month's end."),
    supply!(closed, BEDS_A_MONTH, "当月关闭的床位", "Beds closed in the month."),
];

#[rustfmt::skip]
const DERIVED: &[Column<BedRow>] = &[
    Column::integer("demand", PERSONS, "床位需求＝入住－申请转出＋轮候＋申请转入；合计行为入住＋轮候", "Demand: residents less transfers out plus waiting plus transfers in; residents plus waiting in the rows of all types.", |row| row.demand),
    Column::integer("gap", BEDS, "床位缺口：需求超过可用床位的部分；合计行为各类型缺口之和，类型间不相抵", "Demand beyond usable beds; in the rows of all types the sum over types, so that a surplus of one hides no lack of another.", |row| row.gap),
    Column::integer("left_death", PERSONS_A_MONTH, "当月在机构死亡的本区域老年人", "The area's residents who died in the month.", |row| row.flows.left(LeavingReason::Death)),
    Column::integer("left_discharge", PERSONS_A_MONTH, "当月离开机构回家由亲属照护或迁出本区的本区域老年人", "The area's residents who went home to kin or left the district in the month.", |row| row.flows.left(LeavingReason::Discharge)),
    Column::integer("left_hospital", PERSONS_A_MONTH, "当月离开机构转入医院长期住院的本区域老年人", "The area's residents who left for a long-stay hospital in the month.", |row| row.flows.left(LeavingReason::Hospital)),
    Column::integer("left_other_home", PERSONS_A_MONTH, "当月转往其他机构的本区域老年人", "The area's residents who went to another home in the month.", |row| row.flows.left(LeavingReason::OtherHome)),
    Column::integer("left_closure", PERSONS_A_MONTH, "当月因机构关闭离开的本区域老年人", "The area's residents who left in the month because the home closes.", |row| row.flows.left(LeavingReason::Closure)),
    Column::integer("left_transfer", PERSONS_A_MONTH, "当月在同一机构内转往其他类型床位的本区域老年人", "The area's residents who went to another type of bed of the same home in the month.", |row| row.flows.left(LeavingReason::Transfer)),
    Column::optional_number("death_share", SHARE, "当月离开机构者中死亡的比例，不含机构内转床", "Deaths as a share of those who left the home in the month; moves within a home left out; null without any.", |row| row.flows.death_share()),
    Column::optional_number("nursing_share", SHARE, "护理型床位（除普通床位外）占已建成床位的比例；仅合计行给出", "Nursing-type beds, all but the ordinary, as a share of beds built; in the rows of all types, null elsewhere.", |row| share(row.nursing?, row.supply.counts.built)),
    Column::optional_number("per_100_elders", BEDS_PER_100, "每百名户籍老年人拥有的已建成床位", "Beds built per 100 registered elders of the area.", |row| Some(100.0 * share(row.supply.counts.built, row.elders)?)),
    Column::optional_number("occupancy", SHARE, "入住率：入住床位占已建成床位的比例", "Occupied beds as a share of beds built; null without beds.", |row| share(row.supply.occupied, row.supply.counts.built)),
    Column::optional_number("wait_days_p50", DAYS, "当月入住的本区域老年人从申请到入住等待天数的中位数", "Median days from application to moving in, of the area's persons admitted in the month; null without admissions.", |row| row.flows.wait_days(50)),
    Column::optional_number("wait_days_p85", DAYS, "当月入住的本区域老年人从申请到入住等待天数的第85百分位数", "85th percentile of the same.", |row| row.flows.wait_days(85)),
    Column::optional_number("wait_days_p90", DAYS, "当月入住的本区域老年人从申请到入住等待天数的第90百分位数", "90th percentile of the days from application to moving in, of the area's persons admitted in the month; null without admissions.", |row| row.flows.wait_days(90)),
    Column::optional_number("stay_months", MONTHS, "当月离开机构者的平均入住月数，不含机构内转床", "Mean months of the stays that ended in the month, moves within a home left out; null without any.", |row| row.flows.mean_stay()),
];
