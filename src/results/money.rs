//! What relief and allowances cost, what moves the sum, and which accounts run short.
use super::{grouped, percent, rows};
use agents::relief::programme::Group;
use agents::text::{Label, Language};
use experiments::{AccountBands, Band, MoneyOutlook, RunRequest, SpendingYears, Waterfall};
use outputs::SummaryRow;
use scenarios::{Baseline, Grade};

/// Years of the tables: those up to the forecast, then every fifth.
fn is_shown(year: i32, last: i32) -> bool {
    year <= 2025 || year % 5 == 0 || year == last
}

/// Tables of money: by year, by programme, what moved the sum, accounts.
pub fn money(outlook: &MoneyOutlook, request: &RunRequest, language: Language, year_end: YearEnd) -> String {
    let title = Label::new(
        "救助与补贴：实际支付（当年，万元，当年价；上月申领、当月支付，不含拖欠；人次为万）和年末在册救助对象（低保、特困）：中位数〔80%区间〕",
        "Relief and allowances: paid in the year (million yuan of the year; claimed the month before, without arrears; person-times in \
         thousands),\nand persons on cash relief at its end: median [80 % band]",
    );
    let mut page = format!("{}\n{}\n\n", title.get(language), by_year(outlook, language, year_end));
    page += &growth(&request.baseline, language);
    if let Some(note) = &request.baseline.relief_note {
        page += &format!("{}\n", note.get(language));
    }
    let title = Label::new(
        "按项目的实际支付（当年，万元）：中位数〔80%区间〕，各行中位数不能相加；带*者金额或次数没有公布，为假定",
        "Paid by programme in the year (million yuan): median [80 % band], medians do not add up; * amounts or times are not published \
         and assumed",
    );
    page += &format!("\n{}\n{}\n", title.get(language), by_programme(outlook, request, language));
    if has_empty_lower_ends(outlook) {
        let note = Label::new(
            "下限为0者：部分模拟中账户资金用尽，排序靠后的项目当年拖欠或停办，并非没有需要。",
            "Lower ends of 0: in some replicates the account runs dry and programmes late in the order are owed or not given; need is \
             not zero.",
        );
        page += &format!("{}\n", note.get(language));
    }
    page += "\n";
    if let Some(fall) = &outlook.waterfall {
        page += &waterfall(fall, language);
    }
    let title = Label::new(
        "民政局全部账户（当年，万元）：上述四类之外还有服务、床位和人员；长护险为市级基金，不在内。拨款数和增长均为假定，只能说明需要与资金\n\
         增长之比，不代表实际资金多少。账户之间不调剂：一个账户有结余，另一个可同时拖欠；年末结余上缴（结转账户除外）；拖欠为年末累计未付数",
        "All accounts of the bureau (million yuan a year): beside the four kinds above services, beds and workers; long-term care insurance is \
         the city's and not included.\nAppropriations and their growth are assumed: they show how needs grow against money, not how much money \
         there is. Accounts do not lend to each other: one may\nhave money left while another owes; what is left in December goes back, but \
         where it carries over; arrears are all that is still owed at the year's end",
    );
    page + &format!(
        "{}\n{}\n\n{}\n\n",
        title.get(language),
        all_accounts(outlook, language),
        by_account(outlook, request, language)
    )
}

/// What amounts are assumed to grow with.
fn growth(baseline: &Baseline, language: Language) -> String {
    let share = |id: &str| {
        let record = baseline.quantities.iter().find(|record| record.id == id)?;
        let [value, low, high] = [record.value, record.range[0], record.range[1]].map(|share| share * 100.0);
        Some(match language {
            Language::Zh => format!("{value:.1}%〔{low:.1}–{high:.1}〕"),
            Language::En => format!("{value:.1} % [{low:.1}–{high:.1}]"),
        })
    };
    let (Some(standard), Some(prices)) = (share("relief.standard_growth"), share("relief.price_growth")) else {
        return String::new();
    };
    match language {
        Language::Zh => format!("假定：低保标准末次公布后每年增长 {standard}，随物价的单价每年增长 {prices}。\n"),
        Language::En => format!(
            "Assumed: after the last one published the living standard grows by {standard} a year, amounts that follow prices by {prices}.\n"
        ),
    }
}

/// Whether a programme that is mostly paid is not paid at all in a tenth of the replicates.
fn has_empty_lower_ends(outlook: &MoneyOutlook) -> bool {
    let last = |sum: &SpendingYears| sum.spending.last().is_some_and(|(_, band)| band.p10 < 0.5 && band.p50 > 5e4);
    outlook.spending.iter().any(last)
}

/// An indicator's row at a year's end.
pub type YearEnd<'a> = &'a dyn Fn(i32, &str) -> Option<&'a SummaryRow>;

fn find<'a>(outlook: &'a MoneyOutlook, group: &str) -> Option<&'a SpendingYears> {
    outlook.spending.iter().find(|sum| sum.group == group && sum.programme == "all")
}

fn in_year(bands: &[(i32, Band)], year: i32) -> Option<&Band> {
    bands.iter().find(|(known, _)| *known == year).map(|(_, band)| band)
}

fn last_year(outlook: &MoneyOutlook) -> i32 {
    find(outlook, "all").and_then(|sum| sum.spending.last()).map_or(0, |(year, _)| *year)
}

fn shown_years(outlook: &MoneyOutlook) -> Vec<i32> {
    let last = last_year(outlook);
    let years = find(outlook, "all").map(|sum| sum.spending.as_slice()).unwrap_or_default();
    years.iter().map(|(year, _)| *year).filter(|year| is_shown(*year, last)).collect()
}

/// Ten thousands of yuan (万元) in Chinese, millions with one decimal in English.
fn money_in(language: Language) -> fn(f64) -> String {
    match language {
        Language::Zh => |yuan| grouped(yuan / 1e4),
        Language::En => |yuan| match yuan / 1e6 {
            none if none.abs() < 0.005 => "0".into(),
            large if large.abs() >= 999.95 => grouped(large),
            millions => format!("{millions:.1}"),
        },
    }
}

fn cell(band: Option<&Band>, number: impl Fn(f64) -> String, language: Language) -> String {
    let Some(band) = band else { return "-".into() };
    let (low, middle, high) = (number(band.p10), number(band.p50), number(band.p90));
    match language {
        Language::Zh => format!("{middle}〔{low}–{high}〕"),
        Language::En => format!("{middle} [{low}–{high}]"),
    }
}

fn by_year(outlook: &MoneyOutlook, language: Language, year_end: YearEnd) -> String {
    let times = |value: f64| match language {
        Language::Zh => format!("{:.1}", value / 10_000.0),
        Language::En => grouped(value / 1_000.0),
    };
    let heads = [
        Label::new("年", "year"),
        Label::new("社会救助", "relief"),
        Label::new("救助人次/万", "person-times/1,000"),
        Label::new("在册救助对象/人", "persons on cash relief"),
        Label::new("残疾人两项补贴", "disability subsidies"),
        Label::new("老年综合津贴", "elder allowance"),
        Label::new("养老服务补贴", "care-service subsidy"),
        Label::new("四类合计", "four kinds"),
    ];
    let money = |group: &str, year: i32| {
        cell(find(outlook, group).and_then(|sum| in_year(&sum.spending, year)), money_in(language), language)
    };
    let table = shown_years(outlook).into_iter().map(|year| {
        let persons = year_end(year, "relief.persons").map(|row| Band {
            mean: row.mean,
            p10: row.p10,
            p50: row.p50,
            p90: row.p90,
        });
        let person_times = find(outlook, "relief").and_then(|sum| in_year(&sum.person_times, year));
        [
            year.to_string(),
            money("relief", year),
            cell(person_times, times, language),
            cell(persons.as_ref(), grouped, language),
            money("disability", year),
            money("allowance", year),
            money("care_subsidy", year),
            money("all", year),
        ]
        .to_vec()
    });
    rows(heads.map(|head| head.get(language).to_string()), table, 1)
}

fn by_programme(outlook: &MoneyOutlook, request: &RunRequest, language: Language) -> String {
    let last = last_year(outlook);
    let years: Vec<i32> = [2021, 2023, 2025, 2030, 2035].into_iter().filter(|year| *year <= last).collect();
    let heads = std::iter::once(Label::new("项目", "programme").get(language).to_string())
        .chain(years.iter().map(i32::to_string));
    let name = |sum: &SpendingYears| {
        let programmes = &request.baseline.district.relief.programmes;
        let group = Group::ALL.into_iter().find(|group| group.id() == sum.group);
        match programmes.iter().find(|programme| programme.id == sum.programme) {
            Some(programme) => {
                let star = if is_assumed(&request.baseline, &programme.id) { "*" } else { "" };
                format!("  {}{star}", programme.name.get(language))
            }
            None => group.map_or(sum.group.clone(), |group| group.name().get(language).to_string()),
        }
    };
    // A group of one programme is that programme.
    let of_group = |group: &str| outlook.spending.iter().filter(|sum| sum.group == group).count();
    let is_told = |sum: &&SpendingYears| sum.group != "all" && (sum.programme == "all" || of_group(&sum.group) > 2);
    let table = outlook.spending.iter().filter(is_told).map(|sum| {
        let cells = years.iter().map(|year| cell(in_year(&sum.spending, *year), money_in(language), language));
        std::iter::once(name(sum)).chain(cells).collect::<Vec<_>>()
    });
    rows(heads, table, 1)
}

/// Whether an amount of a programme, or how often it is paid, is assumed.
fn is_assumed(baseline: &Baseline, programme: &str) -> bool {
    let prefix = format!("programme.{programme}.band.");
    baseline.quantities.iter().any(|record| record.id.starts_with(&prefix) && record.grade == Grade::Assumed)
}

fn waterfall(fall: &Waterfall, language: Language) -> String {
    let Waterfall { from, to, before, ageing, caseload, standards, take_up, other, after } = *fall;
    let change = after - before;
    let money = |yuan: i64| money_in(language)(yuan as f64);
    let title = match language {
        Language::Zh => format!(
            "{from} 至 {to} 年四类支付变化的来源（万元；各次模拟的均值，故与上表中位数略有不同；逐项按元相加等于变化）"
        ),
        Language::En => format!(
            "What moves what is paid for the four kinds from {from} to {to} (million yuan; means over replicates, so slightly different from the \
             medians above; to the yuan the parts add up to the change)"
        ),
    };
    let lines = [
        (Label::new("起点年支付", "paid before"), before),
        (
            Label::new(
                "老龄化：符合条件的老人及其年龄、照护等级",
                "ageing: elders entitled, their ages and care levels",
            ),
            ageing,
        ),
        (Label::new("困难家庭：符合条件的户数和人数", "need: households and persons in hardship entitled"), caseload),
        (Label::new("标准：低保标准和各项补贴标准", "standards: the living standard and amounts"), standards),
        (Label::new("覆盖率：符合条件者中领取的比例", "take-up: share of those entitled who claim"), take_up),
        (
            Label::new(
                "其他：困难家庭的构成和收入、支付时间、资金不足",
                "other: composition and incomes of households, timing, lack of money",
            ),
            other,
        ),
        (Label::new("变化合计", "change"), change),
        (Label::new("终点年支付", "paid after"), after),
    ];
    let table = lines.into_iter().enumerate().map(|(at, (name, yuan))| {
        let is_part = (1..7).contains(&at);
        let sign = if is_part && yuan > 0 { "+" } else { "" };
        let share = if is_part && change != 0 { percent(yuan as f64 / change as f64) } else { String::new() };
        vec![format!("  {}", name.get(language)), format!("{sign}{}", money(yuan)), share]
    });
    let heads = [
        String::new(),
        Label::new("万元", "million yuan").get(language).to_string(),
        Label::new("占变化", "of the change").get(language).to_string(),
    ];
    format!("{title}\n{}\n\n", rows(heads, table, 1))
}

fn all_accounts(outlook: &MoneyOutlook, language: Language) -> String {
    let heads = [
        Label::new("年", "year"),
        Label::new("拨款等收入", "money in"),
        Label::new("其中：区财政追加", "of which added by the district"),
        Label::new("支出", "paid"),
        Label::new("年内结余", "left over"),
        Label::new("年末拖欠（累计）", "arrears"),
        Label::new("资金不足未提供", "not provided"),
    ];
    let last = last_year(outlook);
    let years = outlook.accounts.iter().find(|account| account.account == "all");
    let years = years.map(|account| account.years.as_slice()).unwrap_or_default();
    let table = years.iter().filter(|year| is_shown(year.year, last)).map(|year| {
        let AccountBands { came_in, supplement, paid, balance, arrears, refused, .. } = year;
        let sums = [came_in, supplement, paid, balance, arrears, refused];
        let cells = sums.map(|band| cell(Some(band), money_in(language), language));
        std::iter::once(year.year.to_string()).chain(cells).collect::<Vec<_>>()
    });
    rows(heads.map(|head| head.get(language).to_string()), table, 1)
}

/// Each account in the last year, and how often it lacks money.
fn by_account(outlook: &MoneyOutlook, request: &RunRequest, language: Language) -> String {
    let last = last_year(outlook).to_string();
    let heads = [
        Label::new("账户（最后一年，万元）", "account (last year, million yuan)").get(language).to_string(),
        Label::new("拨款等收入", "money in").get(language).to_string(),
        Label::new("支出", "paid").get(language).to_string(),
        Label::new("年末拖欠（累计）", "arrears").get(language).to_string(),
        match language {
            Language::Zh => format!("至{last}年任一月缺资金的模拟"),
            Language::En => format!("replicates short in any month to {last}"),
        },
        Label::new("半数模拟缺资金的年份", "half of all short by").get(language).to_string(),
    ];
    let accounts = &request.baseline.district.budget.accounts;
    let table = outlook.accounts.iter().filter_map(|outlook| {
        let account = accounts.iter().find(|account| account.id == outlook.account)?;
        let year = outlook.years.last()?;
        let band = |band: &Band| cell(Some(band), money_in(language), language);
        Some(vec![
            account.name.get(language).to_string(),
            band(&year.came_in),
            band(&year.paid),
            band(&year.arrears),
            percent(outlook.ever_short),
            outlook.short_by.map_or_else(|| "-".to_string(), |year| year.to_string()),
        ])
    });
    rows(heads, table, 1)
}
