//! The bureau's accounts: what comes in, what goes out, what is owed, and when money is short.
use super::{Question, Surface};
use crate::AccountOutlook;
use crate::chart::{BarKind, Bars, Chart, Colour, Line, Lines};
use crate::estimate::{Estimates, in_year};
use crate::figure::{Cell, Figure, Number, Table};
use crate::money::ALL;
use crate::results::{ByYear, estimates};
use crate::unit::Unit;
use crate::view::View;
use crate::words::say;
use agents::text::Label;
use outputs::{AccountYear, Detail};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "accounts",
    title: Label::new("民政资金账户", "Budget accounts"),
    surfaces: Surface::FIRST,
    needs: Detail::District,
    figures,
};

/// A sum of an account in a year.
type Of = fn(&AccountYear) -> f64;

const SUMS: &[(Label, Of)] = &[
    (Label::new("年初结转", "opening"), |year| year.closing + year.paid + year.returned - year.came_in),
    (Label::new("拨款等收入", "in"), |year| year.came_in),
    (Label::new("其中年中追加", "of which supplements"), |year| year.supplement),
    (Label::new("支出", "out"), |year| year.paid),
    (Label::new("年末上缴", "returned"), |year| year.returned),
    (Label::new("年末拖欠（累计）", "arrears"), |year| year.arrears),
];

fn sums(view: &View<'_>, account: &str, of: Of) -> Estimates {
    let mut years = ByYear::new();
    for year in view.results.accounts.iter().filter(|year| year.account == account) {
        years.entry(year.year).or_default().push(Some(of(year)));
    }
    estimates(&years)
}

fn figures(view: &View<'_>) -> Vec<Figure> {
    [all(view), single(view)].into_iter().flatten().collect()
}

fn all(view: &View<'_>) -> Option<Figure> {
    let language = view.language;
    let columns: Vec<(String, Unit, Estimates)> =
        SUMS.iter().map(|(name, of)| (name.get(language).to_string(), Unit::Yuan, sums(view, ALL, *of))).collect();
    let drawn = [1, 3, 5].into_iter().filter_map(|at| columns.get(at));
    let chart = Lines {
        lines: drawn
            .map(|(name, _, years)| Line { name: name.clone(), years: years.clone(), has_band: true })
            .collect(),
        unit: Unit::Yuan,
        axis: Unit::Yuan.name(language).to_string(),
        marks: Vec::new(),
        history: None,
        is_change: false,
    };
    let year = view.outlook_year();
    let told = |at: usize| Some(view.quantity(Unit::Yuan, in_year(&columns.get(at)?.2, year)?));
    let (came_in, paid, arrears, method) = (told(1)?, told(3)?, told(5)?, view.method());
    let carried = carried(view);
    Some(Figure {
        id: "accounts-all",
        title: view.words("全部账户：收入、支出与拖欠，当年", "All accounts: in, out and arrears, by year"),
        chart: Some(Chart::Lines(chart)),
        sentence: say!(
            language,
            "{year} 年全部账户收入 {came_in}，支出 {paid}，年末累计拖欠 {arrears}（{method}）；首年拨款按已公布支出或模型推算，\
             以后按上年拨款、增长、执行数和结转编制，其参数为假定，不代表实际资金多少；账户之间不调剂，长护险为市级基金，不在内。{carried}",
            "In {year} {came_in} come into all accounts, {paid} are paid and {arrears} are owed at its end ({method}); the first appropriations \
             are estimates, later ones follow last year's, growth, spending and carry-over by assumed rules: not how much money there is; accounts do not lend to each \
             other; long-term care insurance is a city fund and in no account here.{carried}"
        ),
        tables: vec![
            view.bands_table(
                view.words("全部账户，中位数和80%区间", "All accounts, medians with 80 % bands"),
                &columns,
            ),
        ],
        method: view.method(),
        ..Figure::default()
    })
}

/// The account with the most money left at the end: it says that its assumed appropriation is too high, or is not asked for.
fn carried(view: &View<'_>) -> String {
    let (language, last) = (view.language, view.last_year());
    let known = &view.results.baseline.district.budget.accounts;
    let left = known.iter().filter_map(|account| {
        let closing = sums(view, &account.id, |year| year.closing);
        Some((account.name.get(language), in_year(&closing, last)?.median))
    });
    let Some((name, left)) = left.max_by(|(_, a), (_, b)| a.total_cmp(b)).filter(|(_, left)| *left > 0.0) else {
        return String::new();
    };
    let left = Unit::Yuan.value(language, left);
    say!(
        language,
        "结转最多的是“{name}”，{last} 年末余 {left}（中位数）：拨款是假定的，余额大只说明假定的拨款高于模型里的需要，并非真有这笔钱；它也不能\
         补其他账户的不足。",
        " Most is left in “{name}”, {left} at the end of {last} (median): its appropriation is assumed, so this says that the assumption is \
         above what the model asks for, not that there is such money; nor does it make up for what other accounts lack."
    )
}

fn single(view: &View<'_>) -> Option<Figure> {
    let language = view.language;
    let known = &view.results.baseline.district.budget.accounts;
    let named = |id: &str| known.iter().find(|account| account.id == id).map(|a| a.name.get(language).to_string());
    let mut told: Vec<_> =
        view.results.money.accounts.iter().filter_map(|of| Some((named(&of.account)?, of))).collect();
    // Those most often short first; a stable sort.
    told.sort_by(|(_, a), (_, b)| b.ever_short.total_cmp(&a.ever_short));
    let (worst, of) = told.first()?;
    let short = |of: &AccountOutlook| Number::probability(of.ever_short, view.n());
    let chart = Bars {
        names: told.iter().map(|(name, _)| name.clone()).collect(),
        kinds: vec![BarKind {
            name: String::new(),
            colour: Colour::Vermilion,
            values: told.iter().map(|(_, of)| Some(short(of))).collect(),
        }],
        axis: view.words("曾缺资金的模拟占比（%）", "% of replicates that are ever short"),
        range: Some([0.0, 1.12]),
        lines: Vec::new(),
        is_single: true,
        is_stacked: false,
    };
    let last = view.last_year();
    let rows = told.iter().map(|(name, of)| {
        let sums = SUMS.iter().map(|(_, sum)| Cell::median(Unit::Yuan, in_year(&sums(view, &of.account, *sum), last)));
        let by = of.short_by.map_or(Cell::Empty, Cell::Year);
        std::iter::once(Cell::text(name.clone())).chain(sums).chain([Cell::Number(short(of)), by]).collect()
    });
    let (share, n, unit) = (short(of).quantity(language), view.n(), Unit::Yuan.name(language));
    let heads = SUMS.iter().map(|(name, _)| name.get(language).to_string());
    Some(Figure {
        id: "accounts-single",
        title: say!(
            language,
            "各账户到 {last} 年曾缺资金的可能",
            "How likely each account is ever short of money to {last}"
        ),
        chart: Some(Chart::Bars(chart)),
        sentence: say!(
            language,
            "最常缺资金的是“{worst}”：{n} 次模拟中 {share} 曾追加、拖欠或停办（任一月即算）；拨款均为假定，这是需要与资金增长之比，\
             不是账户的预测。",
            "Most often short is “{worst}”: in {share} of {n} replicates something is added, owed or refused in some month; appropriations are assumed, so this is how needs grow against money, not a forecast of the account."
        ),
        tables: vec![Table {
            caption: say!(
                language,
                "各账户 {last} 年（{unit}），中位数和80%区间",
                "Accounts in {last} ({unit}), medians with 80 % bands"
            ),
            heads: std::iter::once(view.words("账户", "account"))
                .chain(heads)
                .chain([
                    view.words("曾缺资金的模拟", "replicates ever short"),
                    view.words("半数模拟缺资金的年份", "half of all short by"),
                ])
                .collect(),
            rows: rows.collect(),
        }],
        ..Figure::default()
    })
}
