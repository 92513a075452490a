//! `audit`: the books of every replicate, month and area, and the world's fingerprint.
use super::key::{Key, Keyed, area, month, replicate, scenario};
use super::{PERSONS, PERSONS_A_MONTH};
use crate::column::Column;
use crate::table::Table;
use agents::report::{Books, PopulationCounts};
use agents::text::Label;

/// One row.
pub(crate) struct AuditRow {
    pub key: Key,
    pub books: Books,
    pub counts: PopulationCounts,
    /// Hexadecimal.
    pub fingerprint: Option<String>,
}

impl Keyed for AuditRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

impl AuditRow {
    fn difference(&self) -> i64 {
        let PopulationCounts { entrants, arrivals, moved_in, deaths, departures, moved_out, .. } = self.counts;
        self.books.opening + entrants + arrivals + moved_in - deaths - departures - moved_out - self.books.closing
    }
}

/// The table.
pub(crate) static AUDIT: Table<AuditRow> = Table {
    name: "audit",
    label: Label::new(
        "人口账核对：期初加进入减离开是否等于期末，以及模拟世界的指纹",
        "The population's books: whether opening plus entries less exits equals closing, and the world's fingerprint.",
    ),
    columns: COLUMNS,
};

#[rustfmt::skip]
const COLUMNS: &[Column<AuditRow>] = &[
    scenario(),
    replicate(),
    month(),
    area(),
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
    Column::optional_text("fingerprint", "hexadecimal", "当月末模拟世界的64位指纹；仅全区行的每年12月和最后一个月给出，其余为空", "64-bit fingerprint of the world at the month's end; in the district's rows of Decembers and of the last month, null elsewhere.", |row| row.fingerprint.as_deref()),
];
