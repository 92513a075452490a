//! The other scenarios of the run against the first, replicate by replicate.
use super::{Section, beds, certification, elders};
use crate::charts::{Line, Lines, lines};
use crate::fan::{Fan, Fans};
use crate::figure::{Cell, Figure, Picture, Table};
use crate::report::Report;
use crate::results::Scenario;
use crate::words::{Unit, percent, say};
use agents::care::beds::BedType;
use agents::text::{Label, Language};
use experiments::Difference;
use scenarios::levers::Lever;

/// The section.
pub const SECTION: Section = Section {
    id: "scenarios",
    title: Label::new("情景与基线比较", "Scenarios against the baseline"),
    needs: COMPARED,
    figures,
};

const BUILT: &str = "beds.built";
const USABLE: &str = "beds.usable";

/// Indicators that are read of every scenario.
pub const COMPARED: &[&str] = &[
    elders::ELDERS,
    beds::DEMAND,
    BUILT,
    USABLE,
    "beds.waiting",
    "care.gap_persons",
    certification::SHARE,
    "workforce.sufficiency",
    "relief.spending",
    "budget.out",
];

/// A figure each: id, indicator, unit, name.
const FIGURES: &[(&str, &str, Unit, Label)] = &[
    (
        "scenarios-demand",
        beds::DEMAND,
        Unit::Persons,
        Label::new("床位需求，年末", "demand for beds, at the year's end"),
    ),
    ("scenarios-built", BUILT, Unit::Beds, Label::new("建成床位，年末", "beds built, at the year's end")),
    ("scenarios-usable", USABLE, Unit::Beds, Label::new("可用床位，年末", "usable beds, at the year's end")),
    (
        "scenarios-waiting",
        "beds.waiting",
        Unit::Persons,
        Label::new("在家轮候，年末", "elders waiting at home, at the year's end"),
    ),
    (
        "scenarios-gap",
        "care.gap_persons",
        Unit::Persons,
        Label::new("照护未完全满足的老人，年末", "elders with unmet need, at the year's end"),
    ),
    (
        "scenarios-certified",
        certification::SHARE,
        Unit::Share,
        Label::new("护理员持证率，年末", "certified share of care workers, at the year's end"),
    ),
    (
        "scenarios-sufficiency",
        "workforce.sufficiency",
        Unit::Share,
        Label::new("护理员充足率，年末", "sufficiency of care workers, at the year's end"),
    ),
    (
        "scenarios-relief",
        "relief.spending",
        Unit::Yuan,
        Label::new("社会救助支出，当年", "social relief paid in the year"),
    ),
    (
        "scenarios-budget",
        "budget.out",
        Unit::Yuan,
        Label::new("全部账户支出，当年", "paid from all accounts in the year"),
    ),
];

/// Bands of more scenarios than this would hide one another.
const MOST_BANDS: usize = 3;

fn figures(report: &Report<'_>) -> Vec<Figure> {
    if report.results.others.is_empty() {
        return Vec::new();
    }
    let told = FIGURES.iter().filter_map(|(id, indicator, unit, name)| figure(report, id, indicator, *unit, *name));
    [side_by_side(report), what_they_are(report)].into_iter().chain(told).collect()
}

/// The headline numbers of every scenario, so that nobody has to look for them in nine charts.
fn side_by_side(report: &Report<'_>) -> Figure {
    let (language, year, replicates) =
        (report.language, report.outlook_year(), report.results.manifest.plan.replicates);
    let due = experiments::CERTIFIED_TARGET_YEAR.min(report.last_year());
    let columns = [
        (beds::DEMAND, Unit::Persons, year, report.words("床位需求", "demand for beds")),
        (BUILT, Unit::Beds, year, report.words("建成床位", "beds built")),
        (USABLE, Unit::Beds, year, report.words("可用床位", "usable beds")),
        ("beds.waiting", Unit::Persons, year, report.words("在家轮候", "waiting at home")),
        ("care.gap_persons", Unit::Persons, year, report.words("照护未完全满足", "with unmet need")),
        (certification::SHARE, Unit::Share, due, report.words("护理员持证率", "certified care workers")),
        (certification::SHARE, Unit::Share, year, report.words("护理员持证率", "certified care workers")),
        ("relief.spending", Unit::Yuan, year, report.words("社会救助", "social relief")),
        ("budget.out", Unit::Yuan, year, report.words("全部账户支出", "paid from all accounts")),
    ];
    let all = || std::iter::once(&report.results.base).chain(&report.results.others);
    let cell = |scenario: &Scenario, id: &str, unit: Unit, year: i32| match scenario.fan(id, year) {
        Some(fan) => Cell::with_band(language, unit, fan.median, fan.band80),
        None => Cell::text("–"),
    };
    let rows = columns.iter().map(|(id, unit, year, name)| {
        let unit_name = unit.name(language);
        let head = Cell::text(say!(language, "{name}，{year}（{unit_name}）", "{name}, {year} ({unit_name})"));
        std::iter::once(head).chain(all().map(|scenario| cell(scenario, id, *unit, *year))).collect()
    });
    let unmoved = FIGURES.iter().filter(|(_, indicator, unit, _)| {
        report.results.others.iter().all(|scenario| is_unmoved(&differences(report, scenario, indicator), *unit))
    });
    let unmoved: Vec<&str> = unmoved.map(|(_, _, _, name)| name.get(language)).collect();
    let unmoved = match unmoved.is_empty() {
        true => String::new(),
        false => {
            let names = unmoved.join(&report.words("、", "; "));
            say!(language, "没有一个情景影响的：{names}。", " Moved by no scenario: {names}.")
        }
    };
    let heads =
        std::iter::once(report.words("指标", "indicator")).chain(all().map(|of| of.name.get(language).to_string()));
    Figure {
        id: "scenarios-numbers",
        title: report.words("各情景的主要数字", "The headline numbers of every scenario"),
        picture: Picture::Table,
        sentence: say!(
            language,
            "中位数〔80%区间〕，{replicates} 次模拟。区间主要来自参数不确定，各情景共有；要看政策的作用，请看下面逐次配对的差，它比两个区间之差窄得多。{unmoved}",
            "Medians [80 % bands] of {replicates} replicates. Bands are mostly uncertain parameters, which all scenarios share; what a policy does is \
             told by the paired differences below, which are much narrower.{unmoved}"
        ),
        tables: vec![Table {
            caption: report.words("各情景，年末或当年", "Scenarios, at the year's end or over the year"),
            heads: heads.collect(),
            rows: rows.collect(),
        }],
    }
}

/// Whether nothing would be seen of these differences.
fn is_unmoved(differences: &Fans, unit: Unit) -> bool {
    let nothing = |value: f64| unit.number(Language::Zh, value).chars().all(|c| !('1'..='9').contains(&c));
    differences.iter().all(|(_, fan)| fan.band80.into_iter().chain([fan.mean]).all(nothing))
}

/// A change of the plan, `beds.added (nursing) from 2026-01: +500`, with names in place of ids.
fn in_words(report: &Report<'_>, change: &str) -> String {
    let language = report.language;
    let (id, rest) = change.split_at(change.find([' ', ':']).unwrap_or(change.len()));
    let Some(lever) = Lever::find(id) else { return change.to_string() };
    let district = &report.results.baseline.district;
    let named = |id: &str| {
        let bed = BedType::ALL.into_iter().find(|bed| bed.id() == id).map(|bed| bed.name().get(language).to_string());
        let known = (district.communities.iter().map(|of| (&of.id, &of.name)))
            .chain(district.care.facilities.iter().map(|of| (&of.id, &of.name)))
            .chain(district.relief.programmes.iter().map(|of| (&of.id, &of.name)))
            .chain(district.budget.accounts.iter().map(|of| (&of.id, &of.name)));
        bed.or_else(|| {
            known.into_iter().find(|(known, _)| known.as_str() == id).map(|(_, name)| name.get(language).to_string())
        })
        .unwrap_or_else(|| id.to_string())
    };
    let rest = match rest.strip_prefix(" (").and_then(|rest| rest.split_once(')')) {
        Some((elements, rest)) => {
            let names: Vec<String> = elements.split(' ').map(named).collect();
            let names = names.join(&report.words("、", ", "));
            say!(language, "（{names}）{rest}", " ({names}){rest}")
        }
        None => rest.to_string(),
    };
    let rest = match language {
        Language::Zh => rest
            .replace(" from ", "，自 ")
            .replace(" to ", " 至 ")
            .replace(" by ", "，逐步到 ")
            .replace(": x ", "：×")
            .replace(": ", "："),
        Language::En => rest.replace(": x ", ": times "),
    };
    format!("{}{rest}", lever.name.get(language))
}

fn what_they_are(report: &Report<'_>) -> Figure {
    let language = report.language;
    let all = std::iter::once(&report.results.base).chain(&report.results.others);
    let row = |scenario: &Scenario| {
        let planned = report.results.manifest.plan.scenarios.iter().find(|planned| planned.id == scenario.id);
        let changes = planned.map(|planned| planned.changes.iter().map(|change| in_words(report, change)).collect());
        let changes: Vec<String> = changes.unwrap_or_default();
        let changes = changes.join(&report.words("；", "; "));
        vec![
            Cell::text(scenario.name.get(language)),
            Cell::text(scenario.description.get(language)),
            Cell::text(changes),
        ]
    };
    let (base, n) = (report.results.base.name.get(language), report.results.manifest.plan.replicates);
    Figure {
        id: "scenarios-told",
        title: report.words("各情景是什么", "What the scenarios are"),
        picture: Picture::Table,
        sentence: say!(
            language,
            "以下差值为各情景减“{base}”，按同一次模拟配对（{n} 次，同样的人、同样的偶然），差别只由政策引起；同一政策在不同参数和偶然下作用不同，所以差值\
             仍有区间。“均值的95%区间”说明平均作用算得多准，模拟越多越窄；“80%区间”说明单独一次会差多少，不随次数变窄。同时比较许多指标时，约每二十个\
             95%区间会有一个偶然不含真值；区间不含模型本身的误差。",
            "Differences below are a scenario less “{base}”, paired by replicate ({n}, the same persons and the same chance), so that policy alone makes \
             them; a policy does more under some parameters and chances than under others, so differences have bands. The 95 % interval of the \
             mean says how well the average effect is known and narrows with more replicates; the 80 % band says how far a single course may \
             be off and does not. When many numbers are compared, about one 95 % interval in twenty misses by chance; bands do not hold errors \
             of the model."
        ),
        tables: vec![Table {
            caption: report.words("情景", "Scenarios"),
            heads: vec![
                report.words("情景", "scenario"),
                report.words("说明", "what it is"),
                report.words("改变", "changes"),
            ],
            rows: all.map(row).collect(),
        }],
    }
}

/// A scenario less the base in a year, replicate by replicate.
fn difference(report: &Report<'_>, scenario: &Scenario, indicator: &str, year: i32) -> Option<Difference> {
    Difference::of(report.results.base.values(indicator, year), scenario.values(indicator, year))
}

fn differences(report: &Report<'_>, scenario: &Scenario, indicator: &str) -> Fans {
    let fan = |year: i32| {
        let pairs = report.results.base.values(indicator, year).iter().zip(scenario.values(indicator, year));
        Fan::of(&pairs.map(|(a, b)| Some((*b)? - (*a)?)).collect::<Vec<_>>())
    };
    report.results.years().into_iter().filter_map(|year| Some((year, fan(year)?))).collect()
}

fn figure(report: &Report<'_>, id: &'static str, indicator: &str, unit: Unit, name: Label) -> Option<Figure> {
    let language = report.language;
    let others = &report.results.others;
    let line = |scenario: &Scenario| Line {
        name: scenario.name.get(language).to_string(),
        fans: differences(report, scenario, indicator),
        has_band: others.len() <= MOST_BANDS,
    };
    let unit_name = unit.of_change(language);
    let chart = Lines {
        lines: others.iter().map(line).collect(),
        unit,
        axis: say!(language, "差值（{unit_name}）", "difference ({unit_name})"),
        marks: Vec::new(),
        history: None,
        from_zero: true,
    };
    // A chart of zeros says less than a line of words, see above.
    if chart.lines.iter().all(|line| is_unmoved(&line.fans, unit)) {
        return None;
    }
    let year = report.outlook_year();
    let said = others.iter().filter_map(|scenario| {
        let found = difference(report, scenario, indicator, year)?;
        let (name, change) = (scenario.name.get(language), unit.change(language, found.mean));
        let higher = percent(language, found.share_higher);
        let [_, p10, _, p90, _] = found.percentiles;
        let single = unit.band(language, [p10, p90]).replace('%', "");
        let total = total(report, scenario, indicator, unit);
        Some(match found.interval {
            Some(ends) => {
                let mean = unit.band(language, ends).replace('%', "");
                say!(
                    language,
                    "{name} 平均 {change}〔均值的95%区间〕{mean}，单次模拟的80%区间 {single}，{higher}的模拟中更高{total}",
                    "{name} {change} on average (95 % interval of the mean {mean}), 80 % of replicates {single}, higher in {higher}{total}"
                )
            }
            None => format!("{name} {change}{total}"),
        })
    });
    let said: Vec<String> = said.collect();
    let said = said.join(&report.words("；", "; "));
    let bands = if others.len() <= MOST_BANDS {
        report.words(
            "。图中线为差值的中位数，阴影为其80%区间",
            ". Lines are medians of the differences, shades their 80 % bands",
        )
    } else {
        report.words("，线为差值的中位数", "; lines are medians of the differences")
    };
    let title = name.get(language);
    let why = if indicator == USABLE { not_all_usable(report, year) } else { String::new() };
    Some(Figure {
        id,
        title: say!(language, "与基线的差：{title}", "Against the baseline: {title}"),
        picture: Picture::Plot(Box::new(lines(&chart, language)), 340),
        sentence: say!(
            language,
            "{year} 年（{unit_name}）：{said}{bands}。{why}",
            "{year} ({unit_name}): {said}{bands}.{why}"
        ),
        tables: vec![table(report, indicator, unit, title)],
    })
}

/// Why beds that a scenario builds do not all count.
fn not_all_usable(report: &Report<'_>, year: i32) -> String {
    let language = report.language;
    let told = report.results.others.iter().filter_map(|scenario| {
        let built = difference(report, scenario, BUILT, year)?.mean;
        let usable = difference(report, scenario, USABLE, year)?.mean;
        let name = scenario.name.get(language);
        let (built_words, usable) = (Unit::Beds.change(language, built), Unit::Beds.change(language, usable));
        (built >= 1.0).then(|| {
            say!(
                language,
                "“{name}”建成 {built_words} 张、可用 {usable} 张",
                "“{name}” builds {built_words}, {usable} are usable"
            )
        })
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        return String::new();
    }
    let told = told.join(&report.words("；", "; "));
    say!(
        language,
        "{told}：床位要有人住或等，并配到护理员，才可用。",
        " {told}: a bed counts once somebody lives there or waits for it and workers are found."
    )
}

/// What a flow differs by over all simulated years: what is spent in one year may be saved in another.
fn total(report: &Report<'_>, scenario: &Scenario, indicator: &str, unit: Unit) -> String {
    if unit != Unit::Yuan {
        return String::new();
    }
    let years = report.results.years();
    let sums = |of: &Scenario| -> Vec<Option<f64>> {
        let mut sums: Vec<Option<f64>> = Vec::new();
        for year in &years {
            let values = of.values(indicator, *year);
            sums.resize(sums.len().max(values.len()), Some(0.0));
            sums.iter_mut().zip(values).for_each(|(sum, value)| *sum = sum.zip(*value).map(|(a, b)| a + b));
        }
        sums
    };
    let found = Difference::of(&sums(&report.results.base), &sums(scenario));
    let (Some(found), Some(first), Some(last)) = (found, years.first(), years.last()) else { return String::new() };
    let (change, language) = (unit.change(report.language, found.mean), report.language);
    say!(language, "；{first}–{last} 年累计平均 {change}", "; {change} on average over {first}–{last} together")
}

fn table(report: &Report<'_>, indicator: &str, unit: Unit, title: &str) -> Table {
    let language = report.language;
    let mut rows = Vec::new();
    for scenario in &report.results.others {
        for year in report.key_years() {
            let Some(found) = difference(report, scenario, indicator, year) else { continue };
            let [_, p10, p50, p90, _] = found.percentiles;
            let change =
                Cell { text: unit.change(language, found.mean), value: Some(found.mean), band: found.interval };
            let interval = found.interval.map_or_else(|| Cell::text("–"), |ends| Cell::band(language, unit, ends));
            let median = Cell { text: unit.change(language, p50), value: Some(p50), band: None };
            rows.push(vec![
                Cell::text(format!("{} {year}", scenario.name.get(language))),
                Cell::number(language, unit, found.mean_a),
                Cell::number(language, unit, found.mean_b),
                change,
                interval,
                median,
                Cell::band(language, unit, [p10, p90]),
                Cell { text: percent(language, found.share_higher), value: Some(found.share_higher), band: None },
            ]);
        }
    }
    let unit_name = unit.of_change(language);
    Table {
        caption: say!(language, "{title}：配对差（{unit_name}）", "{title}: paired differences ({unit_name})"),
        heads: vec![
            report.words("情景、年", "scenario, year"),
            report.words("基线均值", "mean of the baseline"),
            report.words("情景均值", "mean of the scenario"),
            report.words("差的均值", "mean difference"),
            report.words("均值的95%区间", "95 % interval of the mean"),
            report.words("差的中位数", "median difference"),
            report.words("差的80%区间", "80 % band of differences"),
            report.words("更高的模拟", "replicates higher"),
        ],
        rows,
    }
}
