//! The bureau's accounts: what comes in, what goes out, what is owed, and when money is short.
use super::Section;
use crate::charts::{Bars, Colour, Line, Lines, bars, lines};
use crate::fan::{Fan, Fans, in_year};
use crate::figure::{Cell, Figure, Picture, Table};
use crate::report::Report;
use crate::results::{ALL, ByYear, fans};
use crate::words::{Unit, percent, say};
use agents::text::Label;
use outputs::AccountYear;

/// The section.
pub const SECTION: Section =
    Section { id: "accounts", title: Label::new("民政资金账户", "Budget accounts"), needs: &[], figures };

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

fn sums(report: &Report<'_>, account: &str, of: Of) -> Fans {
    let mut years = ByYear::new();
    for year in report.results.accounts.iter().filter(|year| year.account == account) {
        years.entry(year.year).or_default().push(Some(of(year)));
    }
    fans(&years)
}

fn figures(report: &Report<'_>) -> Vec<Figure> {
    [all(report), single(report)].into_iter().flatten().collect()
}

fn all(report: &Report<'_>) -> Option<Figure> {
    let language = report.language;
    let columns: Vec<(String, Unit, Fans)> =
        SUMS.iter().map(|(name, of)| (name.get(language).to_string(), Unit::Yuan, sums(report, ALL, *of))).collect();
    let drawn = [1, 3, 5].into_iter().filter_map(|at| columns.get(at));
    let chart = Lines {
        lines: drawn.map(|(name, _, fans)| Line { name: name.clone(), fans: fans.clone(), has_band: true }).collect(),
        unit: Unit::Yuan,
        axis: Unit::Yuan.name(language).to_string(),
        marks: Vec::new(),
        history: None,
        from_zero: true,
    };
    let year = report.outlook_year();
    let told = |at: usize| Some(report.told(Unit::Yuan, in_year(&columns.get(at)?.2, year)?));
    let (came_in, paid, arrears, method) = (told(1)?, told(3)?, told(5)?, report.method());
    let carried = carried(report);
    Some(Figure {
        id: "accounts-all",
        title: report.words("全部账户：收入、支出与拖欠，当年", "All accounts: in, out and arrears, by year"),
        picture: Picture::Plot(Box::new(lines(&chart, language)), 400),
        sentence: say!(
            language,
            "{year} 年全部账户收入 {came_in}，支出 {paid}，年末累计拖欠 {arrears}（{method}）；各账户拨款及其增长均为假定，只说明需要与资金\
             增长之比，不代表实际资金多少；账户之间不调剂，长护险为市级基金，不在内。{carried}",
            "In {year} {came_in} come into all accounts, {paid} are paid and {arrears} are owed at its end ({method}); all appropriations and \
             their growth are assumed: they show how needs grow against money, not how much money there is; accounts do not lend to each \
             other; long-term care insurance is a city fund and in no account here.{carried}"
        ),
        tables: vec![
            report.bands_table(
                report.words("全部账户，中位数和80%区间", "All accounts, medians with 80 % bands"),
                &columns,
            ),
        ],
    })
}

/// The account with the most money left at the end: it says that its assumed appropriation is too high, or is not asked for.
fn carried(report: &Report<'_>) -> String {
    let (language, last) = (report.language, report.last_year());
    let known = &report.results.baseline.district.budget.accounts;
    let left = known.iter().filter_map(|account| {
        let fans = sums(report, &account.id, |year| year.closing);
        Some((account.name.get(language), in_year(&fans, last)?.median))
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

fn single(report: &Report<'_>) -> Option<Figure> {
    let language = report.language;
    let known = &report.results.baseline.district.budget.accounts;
    let named = |id: &str| known.iter().find(|account| account.id == id).map(|a| a.name.get(language).to_string());
    let mut told: Vec<_> =
        report.results.money.accounts.iter().filter_map(|of| Some((named(&of.account)?, of))).collect();
    // Those most often short first; a stable sort.
    told.sort_by(|(_, a), (_, b)| b.ever_short.total_cmp(&a.ever_short));
    let (worst, of) = told.first()?;
    let bar = |share: f64| Some((share * 100.0, percent(language, share)));
    let chart = Bars {
        names: told.iter().map(|(name, _)| name.clone()).collect(),
        kinds: vec![(String::new(), Colour::VERMILION, told.iter().map(|(_, of)| bar(of.ever_short)).collect())],
        axis: report.words("曾缺资金的模拟占比（%）", "% of replicates that are ever short"),
        range: Some([0.0, 112.0]),
        line: None,
        is_single: true,
    };
    let last = report.last_year();
    let cell = |fans: &Fans| match in_year(fans, last) {
        Some(Fan { median, band80, .. }) => Cell::with_band(language, Unit::Yuan, *median, *band80),
        None => Cell::text("–"),
    };
    let rows = told.iter().map(|(name, of)| {
        let sums = SUMS.iter().map(|(_, sum)| cell(&sums(report, &of.account, *sum)));
        let short = Cell { text: percent(language, of.ever_short), value: Some(of.ever_short), band: None };
        let by = Cell::text(of.short_by.map_or_else(|| "–".to_string(), |year| year.to_string()));
        std::iter::once(Cell::text(name.clone())).chain(sums).chain([short, by]).collect()
    });
    let (share, n, unit) =
        (percent(language, of.ever_short), report.results.manifest.plan.replicates, Unit::Yuan.name(language));
    let heads = SUMS.iter().map(|(name, _)| name.get(language).to_string());
    Some(Figure {
        id: "accounts-single",
        title: say!(
            language,
            "各账户到 {last} 年曾缺资金的可能",
            "How likely each account is ever short of money to {last}"
        ),
        picture: Picture::Plot(Box::new(bars(&chart, language)), 90 + 34 * told.len() as u32),
        sentence: say!(
            language,
            "最常缺资金的是“{worst}”：{n} 次模拟中 {share} 曾追加、拖欠或停办（任一月即算，概率没有区间）；拨款均为假定，这是需要与资金增长之比，\
             不是账户的预测。",
            "Most often short is “{worst}”: in {share} of {n} replicates something is added, owed or refused in some month (a probability \
             has no interval here); appropriations are assumed, so this is how needs grow against money, not a forecast of the account."
        ),
        tables: vec![Table {
            caption: say!(
                language,
                "各账户 {last} 年（{unit}），中位数和80%区间",
                "Accounts in {last} ({unit}), medians with 80 % bands"
            ),
            heads: std::iter::once(report.words("账户", "account"))
                .chain(heads)
                .chain([
                    report.words("曾缺资金的模拟", "replicates ever short"),
                    report.words("半数模拟缺资金的年份", "half of all short by"),
                ])
                .collect(),
            rows: rows.collect(),
        }],
    })
}
