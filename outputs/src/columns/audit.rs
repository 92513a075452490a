//! `audit`: the books of every replicate, month and area, and the world's fingerprint.
use super::key::{Key, Keyed, keys};
use super::{BEDS, FEN, HOURS_A_MONTH, HOUSEHOLDS, HOUSEHOLDS_A_MONTH, PERSONS, PERSONS_A_MONTH};
use crate::Result;
use crate::column::{Column, Columns};
use crate::detail::Detail;
use crate::month::MonthOf;
use crate::table::Table;
use crate::tally::{AreaTally, CareBooks, EmployerTally};
use crate::topic::{TopicRows, TopicTable};
use agents::ActorMonth;
use agents::budget::report::{AccountMonth, BureauMonth, PaymentCounts};
use agents::relief::report::HardshipCounts;
use agents::report::{Books, PopulationCounts};
use agents::text::Label;

/// One row.
pub(crate) struct AuditRow {
    pub key: Key,
    pub books: Books,
    pub counts: PopulationCounts,
    pub care: CareBooks,
    /// All employers together.
    pub workers: EmployerTally,
    pub households: HardshipCounts,
    /// Households at the end of the month before; books of them that do not close.
    pub hardship_books: [i64; 2],
    /// In the district's rows.
    pub only: OnlyDistrict,
}

impl Keyed for AuditRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

/// What the audit says of the district alone.
#[derive(Default)]
pub(crate) struct OnlyDistrict {
    /// Of the labour market.
    pub market_difference: i64,
    /// Of accounts and programmes.
    pub money_difference: i64,
    /// Hexadecimal.
    pub fingerprint: Option<String>,
}

impl OnlyDistrict {
    fn of(month: &MonthOf<'_>) -> Result<Self> {
        let BureauMonth { accounts, programmes, .. } = month.reports.one(ActorMonth::bureau)?;
        Ok(OnlyDistrict {
            market_difference: month.reports.one(ActorMonth::market)?.difference(),
            money_difference: accounts.iter().map(AccountMonth::difference).sum::<i64>()
                + programmes.iter().map(PaymentCounts::difference).sum::<i64>(),
            fingerprint: month.fingerprint.map(|value| format!("{value:016x}")),
        })
    }
}

impl AuditRow {
    fn of(key: &Key, area: &AreaTally, only: OnlyDistrict) -> Self {
        let mut workers = EmployerTally::default();
        area.employers.iter().for_each(|employers| workers += employers);
        AuditRow {
            key: key.clone(),
            books: area.books,
            counts: area.counts,
            care: area.care_books,
            workers,
            households: area.hardship,
            hardship_books: area.hardship_books,
            only,
        }
    }

    fn difference(&self) -> i64 {
        let PopulationCounts { entrants, arrivals, moved_in, deaths, departures, moved_out, .. } = self.counts;
        self.books.opening + entrants + arrivals + moved_in - deaths - departures - moved_out - self.books.closing
    }
}

/// The topic.
#[derive(Default)]
pub(crate) struct Audit;

impl TopicTable for Audit {
    type Row = AuditRow;

    const TABLE: Table<AuditRow> = Table {
        name: "audit",
        label: Label::new(
            "人口账、床位账、照护账、人员账、困难家庭账和资金账核对，以及模拟世界的指纹",
            "The books of population, beds, care, workers, households in hardship and money, with their differences, and the world's fingerprint.",
        ),
        columns: &[Columns::Listed(keys()), Columns::Listed(COLUMNS)],
    };

    const OF_COMMUNITIES: bool = true;

    const FROM: Detail = Detail::District;

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<AuditRow>) -> Result<()> {
        for (place, (key, area)) in month.areas().enumerate() {
            let only = if place == 0 { OnlyDistrict::of(month)? } else { OnlyDistrict::default() };
            rows.push(&AuditRow::of(key, area, only))?;
        }
        Ok(())
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<AuditRow>] = &[
    Column::integer("opening", PERSONS, "期初：上月末户籍老年人数", "Opening: registered elders at the end of the month before.", |row| row.books.opening),
    Column::integer("entrants", PERSONS_A_MONTH, "加：当月年满60岁", "Plus: persons who turned 60.", |row| row.counts.entrants),
    Column::integer("arrivals", PERSONS_A_MONTH, "加：当月户籍从区外迁入", "Plus: registrations from outside the district.", |row| row.counts.arrivals),
    Column::integer("moved_in", PERSONS_A_MONTH, "加：当月从本区其他街镇迁入", "Plus: moves from another community of the district.", |row| row.counts.moved_in),
    Column::integer("deaths", PERSONS_A_MONTH, "减：当月死亡（含冲击所致）", "Less: deaths, those caused by shocks included.", |row| row.counts.deaths),
    Column::integer("departures", PERSONS_A_MONTH, "减：当月户籍迁出本区", "Less: registrations that left the district.", |row| row.counts.departures),
    Column::integer("moved_out", PERSONS_A_MONTH, "减：当月迁往本区其他街镇", "Less: moves to another community of the district.", |row| row.counts.moved_out),
    Column::integer("closing", PERSONS, "期末：当月末户籍老年人数", "Closing: registered elders at the month's end.", |row| row.books.closing),
    Column::integer("difference", PERSONS, "差额：期初＋进入－离开－期末；应始终为0", "Difference: opening plus entries less exits less closing; always 0 in a good run.", AuditRow::difference),
    Column::integer("recount_difference", PERSONS, "复核差异：12月逐人重新清点与累计账不一致的老年人数；应始终为0", "In Decembers, elders on whose state the running tallies and a recount of everybody differ; always 0 in a good run.", |row| row.books.recount_difference),
    Column::integer("beds_listed", PERSONS, "床位账：本区域各机构月初名单上的入住者，含上月已获通知者", "Beds: persons on the lists of the area's homes at the month's start, offers of last month included.", |row| row.care.listed),
    Column::integer("beds_left", PERSONS_A_MONTH, "减：当月离开这些机构的入住者", "Less: residents who left these homes.", |row| row.care.left),
    Column::integer("beds_refused", PERSONS_A_MONTH, "减：当月谢绝这些机构入住通知的人", "Less: persons who declined these homes' offers.", |row| row.care.refused),
    Column::integer("beds_occupied", PERSONS, "应等于：各街镇统计的在这些机构入住的人，月末数", "Equals: persons living in these homes, as their communities count them, at the month's end.", |row| row.care.occupied),
    Column::integer("bed_difference", PERSONS, "床位账差额：每家机构每种床位差额绝对值之和；应始终为0", "Difference of the beds' books, summed over homes and bed types without regard to sign; always 0 in a good run.", |row| row.care.bed_difference),
    Column::integer("beds_over_usable", BEDS, "占用超出可用的床位，逐家逐类型求和；应始终为0", "Beds taken beyond those usable, summed over homes and bed types; always 0 in a good run.", |row| row.care.over_usable),
    Column::integer("care_difference", HOURS_A_MONTH, "照护账差额：需求减各来源提供减缺口的绝对值之和；应始终为0", "Hours needed less hours served less the gap, summed over cells without regard to sign; always 0 in a good run.", |row| row.care.care_difference),
    Column::integer("case_recount_difference", PERSONS, "复核差异：12月逐人核对时照护个案与老年人状态不一致的人数；应始终为0", "In Decembers, elders whose case and state differ, or of whom one lacks the other; always 0 in a good run.", |row| row.care.recount_difference),
    Column::integer("workers_opening", PERSONS, "人员账：本区域护理员和社区工作者，上月末数", "Workers: care workers and community workers of the area's employers at the end of the month before.", |row| row.workers.counts.opening),
    Column::integer("workers_hired", PERSONS_A_MONTH, "加：当月入职", "Plus: hired.", |row| row.workers.counts.hires),
    Column::integer("workers_left", PERSONS_A_MONTH, "减：当月离职和退休", "Less: left or retired.", |row| row.workers.counts.left()),
    Column::integer("workers_closing", PERSONS, "应等于：当月末数", "Equals: those at the month's end.", |row| row.workers.counts.closing),
    Column::integer("worker_difference", PERSONS, "人员账差额：每个用人单位差额绝对值之和；应始终为0", "Difference of the heads, summed over employers without regard to sign; always 0 in a good run.", |row| row.workers.difference),
    Column::integer("market_difference", PERSONS, "求职账差额：各职业差额绝对值之和；仅全区行；应始终为0", "Difference of the labour market's books, summed over occupations without regard to sign; in the district's rows; always 0 in a good run.", |row| row.only.market_difference),
    Column::integer("households_opening", HOUSEHOLDS, "困难家庭账：上月末户数", "Households in hardship at the end of the month before.", |row| row.hardship_books[0]),
    Column::integer("households_new", HOUSEHOLDS_A_MONTH, "加：当月新增", "Plus: came into hardship.", |row| row.households.new_households),
    Column::integer("households_ended", HOUSEHOLDS_A_MONTH, "减：当月脱困、消亡或迁出", "Less: ceased to be, died out or left.", |row| row.households.ended),
    Column::integer("households_closing", HOUSEHOLDS, "应等于：当月末户数", "Equals: those at the month's end.", |row| row.households.households),
    Column::integer("household_difference", HOUSEHOLDS, "困难家庭账差额，含每年逐户复核；应始终为0", "Difference of the households' books, of each community without regard to sign, and of the yearly recount; always 0 in a good run.", |row| row.hardship_books[1]),
    Column::long("money_difference", FEN, "资金账差额：各账户、各项目差额绝对值之和（分）；仅全区行；应始终为0", "Difference of the books of all accounts and programmes, without regard to sign; in the district's rows; always 0 in a good run.", |row| row.only.money_difference),
    Column::optional_text("fingerprint", "hexadecimal", "当月末模拟世界的64位指纹；仅全区行的每年12月和最后一个月给出，其余为空", "64-bit fingerprint of the world at the month's end; in the district's rows of Decembers and of the last month, null elsewhere.", |row| row.only.fingerprint.as_deref()),
];
