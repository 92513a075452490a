//! `relief`: whom each programme is for, who claims, and what is paid.
use super::key::{Key, Keyed, keys};
use super::{
    ALL, FEN, FEN_A_MONTH, HOUSEHOLDS, HOUSEHOLDS_A_MONTH, IDENTIFIER, PERSONS, PERSONS_A_MONTH, TIMES, TIMES_A_MONTH,
    YUAN, YUAN_A_MONTH,
};
use crate::Result;
use crate::areas::ProgrammeArea;
use crate::column::{Column, Columns};
use crate::detail::{Detail, Kept};
use crate::month::MonthOf;
use crate::table::Table;
use crate::tally::ProgrammeTally;
use crate::topic::{TopicRows, TopicTable};
use agents::relief::programme::Group;
use agents::text::Label;
use std::sync::Arc;

/// One row: a programme, or all of a group.
pub(crate) struct ReliefRow {
    pub key: Key,
    pub group: &'static str,
    pub programme: Arc<str>,
    pub tally: ProgrammeTally,
    /// Of one programme.
    pub index: Option<f64>,
    /// Paid since the first month: person-times, fen.
    pub to_date: [i64; 2],
}

impl Keyed for ReliefRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

impl ReliefRow {
    /// A month's rows of an area: one a programme that pays persons, one a group of these, one of all. `paid` is what
    /// each has paid since the first month.
    pub fn rows(
        key: &Key,
        programmes: &[ProgrammeArea],
        names: &[Arc<str>],
        tallies: &[ProgrammeTally],
        paid: &[[i64; 2]],
    ) -> Vec<ReliefRow> {
        let mut rows = Vec::with_capacity(programmes.len() + Group::ALL.len());
        let all: Arc<str> = names.last().cloned().unwrap_or_else(|| ALL.into());
        let sum = |group: &'static str, key: &Key| ReliefRow {
            key: key.clone(),
            group,
            programme: all.clone(),
            tally: ProgrammeTally::default(),
            index: None,
            to_date: [0; 2],
        };
        let mut total = sum(ALL, key);
        for group in Group::ALL.into_iter().filter(|group| *group != Group::Services) {
            let mut of_group = sum(group.id(), key);
            for (i, _) in programmes.iter().enumerate().filter(|(_, programme)| programme.group == group) {
                for sum in [&mut of_group, &mut total] {
                    sum.tally += &tallies[i];
                    sum.to_date[0] += paid[i][0];
                    sum.to_date[1] += paid[i][1];
                }
                rows.push(ReliefRow {
                    key: key.clone(),
                    group: group.id(),
                    programme: names[i].clone(),
                    tally: tallies[i],
                    index: Some(tallies[i].index as f64 / 1e6),
                    to_date: paid[i],
                });
            }
            rows.push(of_group);
        }
        rows.push(total);
        rows
    }

    /// What can be worked out from months is told of sums only.
    fn sums<T>(&self, value: T) -> Option<T> {
        self.index.is_none().then_some(value)
    }

    /// A count of persons: those of several programmes are not counted together.
    fn persons(&self, count: i64) -> Option<i64> {
        self.index.map(|_| count)
    }
}

/// The topic, with what was paid so far.
#[derive(Default)]
pub(crate) struct Relief {
    replicate: Option<u32>,
    /// Person-times and fen paid in the replicate so far, `[area * programmes + programme]`, the district first.
    paid: Vec<[i64; 2]>,
}

impl TopicTable for Relief {
    type Row = ReliefRow;

    const TABLE: Table<ReliefRow> = Table {
        name: "relief",
        label: Label::new(
            "各情景、重复模拟、月份、街镇和项目的救助与补贴：符合条件、领取、人次、金额、拖欠、多发少发",
            "Relief and allowances by programme: entitled, claiming, found, person-times, money, arrears, over- and underpaid.",
        ),
        columns: &[Columns::Listed(keys()), Columns::Listed(COLUMNS)],
    };

    const OF_COMMUNITIES: bool = true;

    const FROM: Detail = Detail::Headline;

    const HEADLINE_EXTRAS: &'static [&'static str] = &["claimed"];

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<ReliefRow>) -> Result<()> {
        let MonthOf { areas, names, .. } = month;
        let programmes = areas.programmes.len();
        if self.replicate != Some(month.district.replicate) {
            self.replicate = Some(month.district.replicate);
            self.paid = vec![[0; 2]; (1 + areas.communities.len()) * programmes];
        }
        for (place, (key, area)) in month.areas().enumerate() {
            let paid = &mut self.paid[place * programmes..][..programmes];
            for (paid, tally) in paid.iter_mut().zip(&area.programmes) {
                paid[0] += tally.payments.times;
                paid[1] += tally.payments.paid;
            }
            if key.kept != Kept::Nothing {
                rows.extend(ReliefRow::rows(key, &areas.programmes, &names.programmes, &area.programmes, paid))?;
            }
        }
        Ok(())
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<ReliefRow>] = &[
    Column::text("group", IDENTIFIER, "大类：relief 社会救助，disability 残疾人两项补贴，allowance 老年综合津贴，care_subsidy 养老服务补贴，all 四类合计", "Group: `relief`, `disability`, `allowance`, `care_subsidy`, or `all` four together.", |row| row.group),
    Column::text("programme", IDENTIFIER, "项目编号（见 programmes.toml）；all 为大类合计", "Id of the programme (programmes.toml); `all` for the whole group.", |row| &row.programme),
    Column::optional_long("entitled", PERSONS, "符合条件的人（按户发放的为户），月末数；合计行为空", "Persons entitled, or households where it is paid to the household; null in sums, which would count a person twice.", |row| row.persons(row.tally.counts.entitled)),
    Column::optional_long("claiming", PERSONS, "在册领取的人（按户发放的为户），月末数；合计行为空", "Persons, or households, to whom it is granted by the books; null in sums.", |row| row.persons(row.tally.counts.claiming)),
    Column::optional_long("households", HOUSEHOLDS, "在册领取的户，月末数；合计行为空", "Households to whom it is granted; null in sums.", |row| row.persons(row.tally.counts.households)),
    Column::optional_long("found", PERSONS_A_MONTH, "当月经顾问或数据发现而新领取的人；合计行为空", "Persons newly granted it whom advisers or data found; null in sums.", |row| row.persons(row.tally.counts.found)),
    Column::integer("over_months", HOUSEHOLDS_A_MONTH, "当月多发的户（账面高于应得）", "Households given more than is due, by books that lag behind.", |row| row.tally.counts.over_months),
    Column::integer("under_months", HOUSEHOLDS_A_MONTH, "当月少发的在册户（账面低于应得）", "Households on the books given less than is due.", |row| row.tally.counts.under_months),
    Column::integer("claimed_times", TIMES_A_MONTH, "当月申领人次（下月支付）", "Person-times claimed in the month, to be paid in the next.", |row| row.tally.counts.claim_times),
    Column::long("claimed", FEN_A_MONTH, "当月申领金额（下月支付）", "Money claimed in the month, to be paid in the next.", |row| row.tally.counts.claim_fen),
    Column::integer("person_times", TIMES_A_MONTH, "当月支付人次", "Person-times paid in the month.", |row| row.tally.payments.times),
    Column::long("paid", FEN_A_MONTH, "当月支付金额", "Money paid in the month.", |row| row.tally.payments.paid),
    Column::optional_number("spending", YUAN_A_MONTH, "当月支付金额（元）；仅合计行", "The same in yuan; in sums.", |row| row.sums(row.tally.payments.paid as f64 / 100.0)),
    Column::long("arrears", FEN, "拖欠：已申领未支付，月末数", "Arrears: claimed and not paid yet, at the month's end.", |row| row.tally.payments.owed),
    Column::integer("arrears_times", TIMES, "拖欠人次，月末数", "Person-times claimed and not paid yet, at the month's end.", |row| row.tally.payments.times_owed),
    Column::long("refused", FEN_A_MONTH, "当月因经费不足不予支付的金额（限量项目）", "Money claimed in vain for good, where the programme rations.", |row| row.tally.payments.refused),
    Column::integer("refused_times", TIMES_A_MONTH, "当月因经费不足不予支付的人次", "Person-times claimed in vain for good.", |row| row.tally.payments.times_refused),
    Column::optional_long("person_times_to_date", TIMES, "自模拟起点累计支付人次；仅合计行", "Person-times paid since the first simulated month; in sums.", |row| row.sums(row.to_date[0])),
    Column::optional_number("spending_to_date", YUAN, "自模拟起点累计支付金额（元）；仅合计行", "Yuan paid since the first simulated month; in sums.", |row| row.sums(row.to_date[1] as f64 / 100.0)),
    Column::optional_number("amount_index", "ratio", "单价指数：随低保标准或价格的变化，起点为1；合计行为空", "Growth of the amount with the standard or with prices since the start, 1 there; null in sums.", |row| row.index),
];
