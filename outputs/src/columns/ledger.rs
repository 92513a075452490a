//! `ledger`: the bureau's accounts and what was paid from them for each programme.
use super::key::{Key, Keyed, keys};
use super::{ALL, FEN, FEN_A_MONTH, IDENTIFIER, SHARE, TIMES, TIMES_A_MONTH, YUAN, YUAN_A_MONTH};
use crate::Result;
use crate::areas::Areas;
use crate::column::{Column, Columns};
use crate::detail::{Detail, Kept};
use crate::month::MonthOf;
use crate::table::Table;
use crate::topic::{TopicRows, TopicTable};
use agents::ActorMonth;
use agents::budget::FULL;
use agents::budget::report::{AccountMonth, BureauMonth, PaymentCounts};
use agents::text::Label;
use std::sync::Arc;

/// One row: an account, all accounts, or a programme.
pub(crate) struct LedgerRow {
    pub key: Key,
    pub account: Arc<str>,
    pub programme: Arc<str>,
    /// Of an account.
    pub books: Option<AccountMonth>,
    pub payments: PaymentCounts,
    /// Of a programme.
    pub rate: Option<u16>,
}

impl Keyed for LedgerRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

impl LedgerRow {
    /// A month's rows: all accounts together, then each account with its programmes.
    pub fn rows(key: &Key, areas: &Areas, bureau: &BureauMonth) -> Vec<LedgerRow> {
        let all: Arc<str> = ALL.into();
        let row = |account: &Arc<str>, programme: &Arc<str>| LedgerRow {
            key: key.clone(),
            account: account.clone(),
            programme: programme.clone(),
            books: None,
            payments: PaymentCounts::default(),
            rate: None,
        };
        let mut total = row(&all, &all);
        let mut sum = AccountMonth::default();
        let mut rows = Vec::new();
        for (number, (name, books)) in areas.accounts.iter().zip(&bureau.accounts).enumerate() {
            let name: Arc<str> = name.as_str().into();
            let mut account = row(&name, &all);
            account.books = Some(*books);
            sum.counts += &books.counts;
            for (sum, inflow) in sum.inflows.iter_mut().zip(books.inflows) {
                *sum += inflow;
            }
            let mut of_programmes = Vec::new();
            for (at, programme) in areas.programmes.iter().enumerate().filter(|(_, p)| p.account == number) {
                account.payments += &bureau.programmes[at];
                if key.kept != Kept::All {
                    continue;
                }
                let mut row = row(&name, &programme.id.as_str().into());
                (row.payments, row.rate) = (bureau.programmes[at], bureau.rates.get(at).copied());
                of_programmes.push(row);
            }
            total.payments += &account.payments;
            rows.push(account);
            rows.extend(of_programmes);
        }
        total.books = Some(sum);
        rows.insert(0, total);
        rows
    }
}

/// A column of an account's books; null for a programme.
macro_rules! book {
    ($name:literal, $unit:expr, $zh:literal, $en:literal, |$books:ident| $value:expr) => {
        Column::optional_long($name, $unit, $zh, $en, |row: &LedgerRow| row.books.map(|$books| $value))
    };
}

/// The topic.
#[derive(Default)]
pub(crate) struct Ledger;

impl TopicTable for Ledger {
    type Row = LedgerRow;

    const TABLE: Table<LedgerRow> = Table {
        name: "ledger",
        label: Label::new(
            "各情景、重复模拟、月份的预算账：账户期初＋收入－支出－上缴＝期末，及各项目支付",
            "The bureau's accounts: opening + in - paid - returned = closing, and what was paid for each programme.",
        ),
        columns: &[Columns::Listed(keys()), Columns::Listed(COLUMNS)],
    };

    const OF_COMMUNITIES: bool = false;

    const FROM: Detail = Detail::Headline;

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<LedgerRow>) -> Result<()> {
        rows.extend(LedgerRow::rows(&month.district, month.areas, month.reports.one(ActorMonth::bureau)?))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<LedgerRow>] = &[
    Column::text("account", IDENTIFIER, "账户编号（见 budget.toml）；all 为全部账户", "Id of the account (budget.toml); `all` for all of them.", |row| &row.account),
    Column::text("programme", IDENTIFIER, "项目编号（见 programmes.toml）；all 为账户合计", "Id of the programme (programmes.toml); `all` for the account.", |row| &row.programme),
    book!("opening", FEN, "期初余额；仅账户行", "Opening balance; of accounts.", |books| books.counts.opening),
    book!("in_district", FEN_A_MONTH, "收入：区级财政；仅账户行", "In: the district's budget; of accounts.", |books| books.inflows[0]),
    book!("in_grants", FEN_A_MONTH, "收入：上级补助；仅账户行", "In: grants of higher levels; of accounts.", |books| books.inflows[1]),
    book!("in_lottery", FEN_A_MONTH, "收入：福彩公益金；仅账户行", "In: lottery welfare fund; of accounts.", |books| books.inflows[2]),
    book!("in_donations", FEN_A_MONTH, "收入：捐赠；仅账户行", "In: donations; of accounts.", |books| books.inflows[3]),
    book!("in_supplement", FEN_A_MONTH, "收入：年中追加；仅账户行", "In: what the district added in the year; of accounts.", |books| books.inflows[4]),
    book!("came_in", FEN_A_MONTH, "收入合计；仅账户行", "In, all together; of accounts.", |books| books.came_in()),
    Column::long("paid", FEN_A_MONTH, "支出", "Out: paid.", |row| row.payments.paid),
    book!("returned", FEN_A_MONTH, "年末结余上缴；仅账户行", "Out: gone back to the district at the year's end; of accounts.", |books| books.counts.returned),
    book!("closing", FEN, "期末余额；仅账户行", "Closing balance; of accounts.", |books| books.counts.closing),
    book!("committed", FEN, "已承诺：在建机构后续款项；仅账户行", "Committed: later instalments of homes under construction; of accounts.", |books| books.counts.committed),
    book!("appropriated", FEN, "本年预算拨款，含上级补助；仅账户行", "This year's appropriation, with grants of higher levels; of accounts.", |books| books.counts.appropriated),
    book!("reserve_left", FEN, "本年尚可追加额度；仅账户行", "What the district can still add this year; of accounts.", |books| books.counts.reserve_left),
    Column::long("claimed", FEN_A_MONTH, "收到的申领（上月发生）", "Claims received: those of last month.", |row| row.payments.claimed),
    Column::long("arrears", FEN, "拖欠：已申领未支付，月末数", "Arrears: claimed and not paid yet, at the month's end.", |row| row.payments.owed),
    Column::long("refused", FEN_A_MONTH, "因经费不足不予支付（限量项目）", "Claimed in vain for good, where the programme rations.", |row| row.payments.refused),
    Column::integer("person_times", TIMES_A_MONTH, "支付人次（或单位数）", "Person-times, or units, paid.", |row| row.payments.times),
    Column::integer("arrears_times", TIMES, "拖欠人次，月末数", "Person-times claimed and not paid yet, at the month's end.", |row| row.payments.times_owed),
    Column::optional_number("served", SHARE, "下月起可保障的比例（限量项目受经费限制时小于1）；仅项目行", "How far the programme is served from next month on, below 1 when money limits one that rations; of programmes.", |row| row.rate.map(|rate| f64::from(rate) / f64::from(FULL))),
    Column::optional_number("in_yuan", YUAN_A_MONTH, "收入合计（元）；仅账户行", "In, in yuan; of accounts.", |row| row.books.map(|books| books.came_in() as f64 / 100.0)),
    Column::number("out_yuan", YUAN_A_MONTH, "支出（元）", "Paid, in yuan.", |row| row.payments.paid as f64 / 100.0),
    Column::optional_number("balance_yuan", YUAN, "期末余额（元）；仅账户行", "Closing balance, in yuan; of accounts.", |row| row.books.map(|books| books.counts.closing as f64 / 100.0)),
    Column::number("arrears_yuan", YUAN, "拖欠（元）", "Arrears, in yuan.", |row| row.payments.owed as f64 / 100.0),
];
