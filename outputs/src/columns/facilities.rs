//! `facilities`: every home's beds, queue, price and workers.
use super::key::{Key, Keyed, month, replicate, scenario};
use super::{ALL, BEDS, DAYS, FEN_A_MONTH, IDENTIFIER, PERSONS, PERSONS_A_MONTH, POSTS, YUAN_A_MONTH};
use crate::Result;
use crate::column::{Column, Columns, after, to};
use crate::detail::Detail;
use crate::month::MonthOf;
use crate::table::Table;
use crate::tally::{BedFlows, HomeTally, Supply, total};
use crate::topic::{TopicRows, TopicTable};
use agents::care::beds::BedType;
use agents::care::report::LeavingReason;
use agents::care::report::{BedCounts, FacilityMonth};
use agents::counts::{Count, Holds};
use agents::text::Label;
use std::sync::Arc;

/// One row.
pub(crate) struct FacilityRow {
    pub key: Key,
    pub facility: Arc<str>,
    pub bed_type: &'static str,
    pub price_band: &'static str,
    pub supply: Supply,
    pub flows: BedFlows,
    pub of: Of,
}

/// What a row says beside its beds.
pub(crate) enum Of {
    /// Of one bed type: fen a month.
    Type { price: i64 },
    /// Of the whole home.
    Home {
        care_workers: i64,
        posts: i64,
        beds_lost: i64,
        staff_required_milli: i64,
        conversion_cost: i64,
        building_cost: i64,
    },
}

impl Keyed for FacilityRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

impl FacilityRow {
    /// A home's rows: the whole home, then each bed type of which there is anything to say. `month`
    /// is its report, `tally` what was counted.
    pub fn rows<'a>(
        key: &'a Key,
        facility: &'a Arc<str>,
        price_band: &'static str,
        month: &'a FacilityMonth,
        tally: &'a HomeTally,
    ) -> impl Iterator<Item = FacilityRow> + 'a {
        let row = move |bed_type, supply, flows, of| {
            let (key, facility) = (key.clone(), facility.clone());
            FacilityRow { key, facility, bed_type, price_band, supply, flows, of }
        };
        let FacilityMonth { staff_required_milli, conversion_cost, building_cost, .. } = *month;
        let workers = &month.workforce.counts;
        let home = Of::Home {
            care_workers: workers.closing,
            posts: workers.posts,
            beds_lost: workers.beds_lost,
            staff_required_milli,
            conversion_cost,
            building_cost,
        };
        let all = row(ALL, total(&tally.supply), total(&tally.flows), home);
        let each = BedType::ALL.into_iter().filter_map(move |bed_type| {
            let at = bed_type as usize;
            let (supply, flows) = (&tally.supply[at], &tally.flows[at]);
            // Rows of types are left out only when they are all zeros: the whole home stays their sum.
            let any = *supply != Supply::default() || !flows.is_empty();
            any.then(|| row(bed_type.id(), *supply, flows.clone(), Of::Type { price: month.price[at] }))
        });
        std::iter::once(all).chain(each)
    }

    fn price(&self) -> Option<f64> {
        match self.of {
            Of::Type { price } => Some(price as f64 / 100.0),
            Of::Home { .. } => None,
        }
    }

    fn care_workers(&self) -> Option<i64> {
        match self.of {
            Of::Type { .. } => None,
            Of::Home { care_workers, .. } => Some(care_workers),
        }
    }

    fn posts(&self) -> Option<i64> {
        match self.of {
            Of::Type { .. } => None,
            Of::Home { posts, .. } => Some(posts),
        }
    }

    fn beds_lost(&self) -> Option<i64> {
        match self.of {
            Of::Type { .. } => None,
            Of::Home { beds_lost, .. } => Some(beds_lost),
        }
    }

    fn staff_required(&self) -> Option<f64> {
        match self.of {
            Of::Type { .. } => None,
            Of::Home { staff_required_milli, .. } => Some(staff_required_milli as f64 / 1000.0),
        }
    }

    fn conversion_cost(&self) -> i64 {
        match self.of {
            Of::Type { .. } => 0,
            Of::Home { conversion_cost, .. } => conversion_cost,
        }
    }

    fn building_cost(&self) -> i64 {
        match self.of {
            Of::Type { .. } => 0,
            Of::Home { building_cost, .. } => building_cost,
        }
    }
}

/// A column of the same name as its field of what the communities saw happen here.
macro_rules! flow {
    ($field:ident, $zh:literal, $en:literal) => {
        Column::integer(stringify!($field), PERSONS_A_MONTH, $zh, $en, |row: &FacilityRow| row.flows.$field)
    };
}

/// Residents who left for a reason.
macro_rules! left {
    ($name:literal, $reason:ident, $zh:literal, $en:literal) => {
        Column::integer($name, PERSONS_A_MONTH, $zh, $en, |row: &FacilityRow| row.flows.left(LeavingReason::$reason))
    };
}

impl Holds<BedCounts> for FacilityRow {
    type Value = i64;

    fn count(&self, of: impl FnOnce(&BedCounts) -> i64) -> i64 {
        of(&self.supply.counts)
    }
}

const COUNTED: &[Count<FacilityRow, i64>] = BedCounts::columns();

/// The topic.
#[derive(Default)]
pub(crate) struct Facilities;

impl TopicTable for Facilities {
    type Row = FacilityRow;

    const TABLE: Table<FacilityRow> = Table {
        name: "facilities",
        label: Label::new(
            "各情景、重复模拟和月份的每家养老机构：床位、轮候、价格、人员与费用",
            "Every home: its beds by type, queue, price, care workers and costs, before it opens and after it closes too.",
        ),
        columns: &[
            Columns::Listed(COLUMNS),
            Columns::Counts(to("taken", COUNTED)),
            Columns::Listed(OCCUPIED),
            Columns::Counts(to("queue", after("taken", COUNTED))),
            Columns::Listed(FLOWS),
            Columns::Counts(after("queue", COUNTED)),
            Columns::Listed(REST),
        ],
    };

    const OF_COMMUNITIES: bool = true;

    const FROM: Detail = Detail::Full;

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<FacilityRow>) -> Result<()> {
        for (i, (home, report)) in month.tally.homes.iter().zip(&month.reports.facilities).enumerate() {
            let place = &month.areas.facilities[i];
            let key = &month.communities[place.community];
            rows.extend(FacilityRow::rows(key, &month.names.facilities[i], place.price_band, report, home))?;
        }
        Ok(())
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<FacilityRow>] = &[
    scenario(),
    replicate(),
    month(),
    Column::text("area", IDENTIFIER, "机构所在街镇的编号", "Id of the community in which the home stands.", |row| &row.key.area),
    Column::text("facility", IDENTIFIER, "机构编号", "Id of the home.", |row| &row.facility),
    Column::text("bed_type", IDENTIFIER, "床位类型：all 合计，ordinary 普通，nursing 护理型，dementia 认知障碍照护，severe_disability 困难重残养护；全为零的类型不列", "Bed type: `all`, `ordinary`, `nursing`, `dementia` or `severe_disability`; types of which there is nothing have no row.", |row| row.bed_type),
    Column::text("price_band", IDENTIFIER, "价格档：economy 经济型，standard 标准型，premium 高端型", "Price band of the home: `economy`, `standard` or `premium`.", |row| row.price_band),
];

#[rustfmt::skip]
const OCCUPIED: &[Column<FacilityRow>] = &[
    Column::integer("occupied", BEDS, "有人入住的床位（按街镇统计），月末数", "Beds in which somebody lives, as the communities count them, at the month's end.", |row| row.supply.occupied),
    Column::integer("reserved", BEDS, "已向轮候者发出入住通知、下月答复的床位，月末数", "Beds offered to somebody who answers next month.", |row| row.supply.counts.offers),
    Column::integer("vacant", BEDS, "空置可用床位＝可用－入住－预留；不应小于0", "Usable beds less occupied less reserved; never below 0 in a good run.", |row| row.supply.vacant()),
];

#[rustfmt::skip]
const FLOWS: &[Column<FacilityRow>] = &[
    flow!(applications, "当月向该机构申请的老年人", "Persons who applied to the home in the month."),
    flow!(admissions, "当月入住该机构的老年人", "Persons who moved into the home in the month."),
    flow!(refusals, "当月谢绝该机构入住通知的老年人", "Persons who declined the home's offer in the month."),
    left!("left_death", Death, "当月死亡的入住者", "Residents who died in the month."),
    left!("left_discharge", Discharge, "当月离开机构回家由亲属照护或迁出本区的入住者", "Residents who went home to kin or left the district in the month."),
    left!("left_hospital", Hospital, "当月转入医院长期住院的入住者", "Residents who left for a long-stay hospital in the month."),
    left!("left_other_home", OtherHome, "当月转往其他机构的入住者", "Residents who went to another home in the month."),
    left!("left_closure", Closure, "当月因机构关闭离开的入住者", "Residents who left in the month because the home closes."),
    left!("left_transfer", Transfer, "当月在该机构内转往其他类型床位的入住者", "Residents who went to another type of bed of the home in the month."),
];

#[rustfmt::skip]
const REST: &[Column<FacilityRow>] = &[
    Column::optional_number("price", YUAN_A_MONTH, "该类型床位的月价格；合计行为空", "Price of a bed of this type; null in the rows of all types.", FacilityRow::price),
    Column::optional_number("wait_days_p50", DAYS, "当月入住者从申请到入住等待天数的中位数", "Median days from application to moving in, of those admitted in the month; null without admissions.", |row| row.flows.wait_days(50)),
    Column::optional_number("wait_days_p90", DAYS, "当月入住者从申请到入住等待天数的第90百分位数", "90th percentile of the days from application to moving in, of those admitted in the month; null without admissions.", |row| row.flows.wait_days(90)),
    Column::optional_long("care_workers", PERSONS, "护理人员，月末数；仅合计行给出", "Care workers, at the month's end; in the rows of all types, null elsewhere.", FacilityRow::care_workers),
    Column::optional_long("posts", POSTS, "护理岗位；仅合计行给出", "Posts of care workers that the home wants filled; in the rows of all types, null elsewhere.", FacilityRow::posts),
    Column::optional_long("beds_lost", BEDS, "有人轮候但因缺人无法使用的床位；仅合计行给出", "Beds that somebody waits for and that no worker can serve; in the rows of all types, null elsewhere.", FacilityRow::beds_lost),
    Column::optional_number("staff_required", PERSONS, "按入住者照护等级所需的护理人员，折合全职人数；仅合计行给出", "Care workers in full-time posts that the residents' care levels demand; in the rows of all types, null elsewhere.", FacilityRow::staff_required),
    Column::long("conversion_cost", FEN_A_MONTH, "当月改建床位的费用；仅合计行给出，其余为0", "Spent on converting beds in the month; in the rows of all types, 0 elsewhere.", FacilityRow::conversion_cost),
    Column::long("building_cost", FEN_A_MONTH, "当月新建床位的费用；仅合计行给出，其余为0", "Spent on new beds in the month; in the rows of all types, 0 elsewhere.", FacilityRow::building_cost),
];
