//! The other scenarios of the run against the first, replicate by replicate.
use super::{Section, beds, certification, elders};
use crate::charts::{Line, Lines, lines};
use crate::fan::{Fan, Fans};
use crate::figure::{Cell, Figure, Picture, Table};
use crate::report::Report;
use crate::results::Scenario;
use crate::words::{Unit, percent, say};
use agents::text::Label;
use experiments::Difference;

/// The section.
pub const SECTION: Section = Section {
    id: "scenarios",
    title: Label::new("情景与基线比较", "Scenarios against the baseline"),
    needs: COMPARED,
    figures,
};

/// Indicators that are read of every scenario.
pub const COMPARED: &[&str] = &[
    elders::ELDERS,
    beds::DEMAND,
    "beds.usable",
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
    ("scenarios-usable", "beds.usable", Unit::Beds, Label::new("可用床位，年末", "usable beds, at the year's end")),
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
    std::iter::once(what_they_are(report)).chain(told).collect()
}

fn what_they_are(report: &Report<'_>) -> Figure {
    let language = report.language;
    let all = std::iter::once(&report.results.base).chain(&report.results.others);
    let row = |scenario: &Scenario| {
        let planned = report.results.manifest.plan.scenarios.iter().find(|planned| planned.id == scenario.id);
        let changes =
            planned.map(|planned| planned.changes.join(report.words("；", "; ").as_str())).unwrap_or_default();
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
            "以下差值为各情景减“{base}”，按同一次模拟配对（共用随机数，{n} 次），所以差值来自政策而非偶然；区间不含模型本身的误差。",
            "Differences below are a scenario less “{base}”, paired by replicate ({n}, sharing their random numbers), so they are policy and \
             not chance; bands do not hold errors of the model."
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
        published_to: report.published_to(),
        from_zero: true,
    };
    if chart.lines.iter().all(|line| line.fans.is_empty()) {
        return None;
    }
    let year = report.outlook_year();
    let said = others.iter().filter_map(|scenario| {
        let found = difference(report, scenario, indicator, year)?;
        let (name, change) = (scenario.name.get(language), unit.change(language, found.mean));
        let higher = percent(language, found.share_higher);
        Some(match found.interval {
            Some(ends) => {
                let band = unit.band(language, ends).replace('%', "");
                say!(
                    language,
                    "{name} {change}{band}，{higher}的模拟中更高",
                    "{name} {change} {band}, higher in {higher}"
                )
            }
            None => format!("{name} {change}"),
        })
    });
    let said: Vec<String> = said.collect();
    let said = said.join(&report.words("；", "; "));
    let bands = if others.len() <= MOST_BANDS {
        report.words("，阴影为差值的80%区间", "; shades are 80 % bands of the differences")
    } else {
        String::new()
    };
    let title = name.get(language);
    Some(Figure {
        id,
        title: say!(language, "与基线的差：{title}", "Against the baseline: {title}"),
        picture: Picture::Plot(Box::new(lines(&chart, language)), 340),
        sentence: say!(
            language,
            "{year} 年（{unit_name}，配对差的均值〔均值的95%区间〕）：{said}{bands}；多项指标同时比较，无差别者每二十项也有一项会偶然超出区间。",
            "{year} ({unit_name}, mean of paired differences [95 % interval of the mean]): {said}{bands}; of twenty numbers that nothing moves \
             one leaves its interval by chance."
        ),
        tables: vec![table(report, indicator, unit)],
    })
}

fn table(report: &Report<'_>, indicator: &str, unit: Unit) -> Table {
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
    let unit_name = unit.name(language);
    Table {
        caption: say!(language, "配对差（{unit_name}）", "Paired differences ({unit_name})"),
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
