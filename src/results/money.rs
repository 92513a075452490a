//! What relief and allowances cost, what moves the sum, and which accounts run short.
use super::{grouped, percent, rows};
use agents::relief::programme::Group;
use agents::text::{Label, Language};
use experiments::{AccountBands, Band, MoneyOutlook, RunRequest, SpendingYears, Waterfall};
use outputs::SummaryRow;

/// Years of the tables: those up to the forecast, then every fifth.
fn is_shown(year: i32, last: i32) -> bool {
    year <= 2025 || year % 5 == 0 || year == last
}

/// Tables of money: by year, by programme, what moved the sum, accounts.
pub fn money(outlook: &MoneyOutlook, request: &RunRequest, language: Language, year_end: YearEnd) -> String {
    let mut page = format!(
        "{}\n{}\n\n",
        Label::new(
            "救助与补贴支出（当年，万元；人次为万）和在册救助对象（年末，低保和特困）：中位数〔80%区间〕",
            "Spending on relief and allowances in the year (million yuan; person-times in thousands), and persons on cash \
             relief at its end: median [80 % band]",
        )
        .get(language),
        by_year(outlook, language, year_end),
    );
    page += &format!(
        "{}\n{}\n\n",
        Label::new(
            "按项目的支出（当年，万元）：中位数〔80%区间〕",
            "Spending by programme in the year (million yuan): median [80 % band]"
        )
        .get(language),
        by_programme(outlook, request, language),
    );
    if let Some(note) = &request.baseline.relief_note {
        page += &format!("{}\n\n", note.get(language));
    }
    if let Some(fall) = &outlook.waterfall {
        page += &waterfall(fall, language);
    }
    page += &format!(
        "{}\n{}\n\n",
        Label::new(
            "预算账户（当年，万元）：收入、支出、收支差，年末拖欠。拨款数均为假定（模型2021至2023年的需要加一成），\n\
             只能说明需要与资金增长之比，不代表实际资金多少",
            "Accounts (million yuan a year): in, out, in less out, arrears at the year's end. All appropriations are assumed (the \
             model's own\nneeds of 2021 to 2023 and a tenth more): they show how needs grow against money, not how much money there is",
        )
        .get(language),
        all_accounts(outlook, language),
    );
    page + &shortages(outlook, request, language)
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

/// Ten thousands of yuan (万元) in Chinese, millions with as many decimals as small ones need in English.
fn money_in(language: Language) -> fn(f64) -> String {
    match language {
        Language::Zh => |yuan| grouped(yuan / 1e4),
        Language::En => |yuan| match yuan / 1e6 {
            small if small.abs() < 0.995 => format!("{small:.2}"),
            middle if middle.abs() < 9.95 => format!("{middle:.1}"),
            large => grouped(large),
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
        Label::new("在册人数", "persons on cash relief"),
        Label::new("残疾人补贴", "disability"),
        Label::new("老年津贴", "elder allowance"),
        Label::new("养老服务补贴", "care-service"),
        Label::new("合计", "all"),
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
            Some(programme) => format!("  {}", programme.name.get(language)),
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

fn waterfall(fall: &Waterfall, language: Language) -> String {
    let Waterfall { from, to, before, ageing, caseload, standards, take_up, other, after } = *fall;
    let title = match language {
        Language::Zh => format!("{from} 至 {to} 年四类支出变化的来源（元，各次模拟的均值，逐项相加等于变化）："),
        Language::En => format!(
            "What moves the spending on relief and allowances from {from} to {to} (yuan, means over replicates; the parts add up):"
        ),
    };
    let lines = [
        (Label::new("起点年支出", "spending before"), before),
        (
            Label::new(
                "老龄化：符合条件的老人及其年龄、照护等级",
                "ageing: elders entitled, their ages and care levels",
            ),
            ageing,
        ),
        (Label::new("困难家庭：符合条件的家庭和成员", "caseload: households and members entitled"), caseload),
        (Label::new("标准：低保标准和单价", "standards: the living standard and amounts"), standards),
        (Label::new("覆盖率：符合条件者中领取的比例", "take-up: share of those entitled who claim"), take_up),
        (
            Label::new(
                "其他：困难家庭的构成和收入、支付时间、资金不足",
                "other: composition and incomes of households, timing, lack of money",
            ),
            other,
        ),
        (Label::new("终点年支出", "spending after"), after),
    ];
    let table = lines.into_iter().enumerate().map(|(at, (name, yuan))| {
        let is_part = (1..6).contains(&at);
        let sign = if is_part && yuan > 0 { "+" } else { "" };
        vec![format!("  {}", name.get(language)), format!("{sign}{}", grouped(yuan as f64))]
    });
    let heads = [String::new(), Label::new("元", "yuan").get(language).to_string()];
    format!("{title}\n{}\n\n", rows(heads, table, 1))
}

fn all_accounts(outlook: &MoneyOutlook, language: Language) -> String {
    let heads = [
        Label::new("年", "year"),
        Label::new("收入", "in"),
        Label::new("其中追加", "of it added"),
        Label::new("支出", "out"),
        Label::new("收支差", "in less out"),
        Label::new("拖欠", "arrears"),
        Label::new("限量拒付", "refused"),
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

/// One sentence an account that ever lacks money.
fn shortages(outlook: &MoneyOutlook, request: &RunRequest, language: Language) -> String {
    let accounts = &request.baseline.district.budget.accounts;
    let sentences: Vec<String> = outlook
        .accounts
        .iter()
        .filter(|account| account.ever_short > 0.0)
        .filter_map(|outlook| {
            let account = accounts.iter().find(|account| account.id == outlook.account)?;
            let (name, share) = (account.name.get(language), percent(outlook.ever_short));
            Some(match (language, outlook.short_by) {
                (Language::Zh, Some(year)) => format!("{name} {share}（到 {year} 年已有半数）"),
                (Language::Zh, None) => format!("{name} {share}"),
                (Language::En, Some(year)) => format!("{name} {share} (half of all by {year})"),
                (Language::En, None) => format!("{name} {share}"),
            })
        })
        .collect();
    match (language, sentences.is_empty()) {
        (Language::Zh, true) => "各账户在所有模拟中始终不缺资金。\n\n".into(),
        (Language::En, true) => "No account ever lacks money in any replicate.\n\n".into(),
        (Language::Zh, false) => format!("曾缺资金（追加、拖欠或拒付）的模拟占比：{}。\n\n", sentences.join("；")),
        (Language::En, false) => format!(
            "Share of replicates in which an account ever lacks money (something is added, owed or refused): {}.\n\n",
            sentences.join("; ")
        ),
    }
}
