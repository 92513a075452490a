//! The page around the sections.
use crate::cards::{Card, cards};
use crate::error::ReportError;
use crate::figure::{Figure, Picture};
use crate::report::Report;
use crate::sections::SECTIONS;
use crate::words::say;
use agents::text::{Label, Language};
use askama::Template;
use plotly::{Configuration, Plot};

const STYLE: &str = include_str!("../templates/style.css");
const SCRIPT: &str = include_str!("../templates/charts.js");

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    lang: &'a str,
    title: String,
    subtitle: String,
    notes: Vec<String>,
    contents: String,
    to_top: String,
    numbers: String,
    no_script: String,
    forecasts: String,
    foot: String,
    reading: String,
    cards: Vec<Card>,
    parts: Vec<Part>,
    style: &'a str,
    script: &'a str,
    plotly: String,
}

/// A section, ready to be laid out.
struct Part {
    id: &'static str,
    title: &'static str,
    figures: Vec<(Figure, Option<Chart>)>,
}

/// A chart, ready to be drawn.
struct Chart {
    json: String,
    height: u32,
}

/// Puts the page together.
pub fn page(report: &Report<'_>) -> Result<String, ReportError> {
    let language = report.language;
    let results = report.results;
    let plan = &results.manifest.plan;
    let district = results.baseline.district.name.get(language);
    let (n, seed, version) = (plan.replicates, plan.seed, &plan.silverpeak_version);
    let scenarios = std::iter::once(&results.base).chain(&results.others).map(|scenario| scenario.name.get(language));
    let scenarios = scenarios.collect::<Vec<_>>().join(Label::new("、", ", ").get(language));
    let (start, end) = (&plan.start, &plan.end);
    let part = |section: &crate::sections::Section| {
        let figures: Vec<_> = (section.figures)(report).into_iter().map(|figure| (chart(&figure), figure)).collect();
        let figures: Vec<_> = figures.into_iter().map(|(chart, figure)| (figure, chart)).collect();
        (!figures.is_empty()).then(|| Part { id: section.id, title: section.title.get(language), figures })
    };
    let page = Page {
        lang: match language {
            Language::Zh => "zh-CN",
            Language::En => "en",
        },
        title: say!(language, "{district}老龄化预测报告", "Ageing in {district}: a forecast"),
        subtitle: say!(
            language,
            "{start} 至 {end} · 情景：{scenarios} · {n} 次模拟 · 种子 {seed} · silverpeak {version}",
            "{start} to {end} · scenarios: {scenarios} · {n} replicates · seed {seed} · silverpeak {version}"
        ),
        notes: notes(report),
        contents: report.words("目录", "Contents"),
        to_top: report.words("回到顶部", "Back to the top"),
        numbers: report.words("数据表", "Data table"),
        no_script: report.words(
            "图要有脚本才能画出；每张图的数字都在它下面的表里。",
            "Charts need scripts to be drawn; the numbers of each are in the table below it.",
        ),
        forecasts: report.words("主要预测", "The forecasts"),
        foot: say!(
            language,
            "每个数字都取自这次运行的 Parquet、清单和基线，见“来源与复现”。",
            "Every number is from the run's Parquet, its manifest and the baseline: see “Provenance”."
        ),
        reading: reading(report),
        cards: cards(report),
        parts: in_order(report).into_iter().filter_map(part).collect(),
        style: STYLE,
        script: SCRIPT,
        plotly: plotly_script(),
    };
    Ok(page.render()?)
}

/// The sections; of a comparison the scenarios come first, because they are what is asked for.
fn in_order(report: &Report<'_>) -> Vec<&'static crate::sections::Section> {
    let mut sections: Vec<_> = SECTIONS.iter().collect();
    if !report.results.others.is_empty() {
        sections.sort_by_key(|section| section.id != crate::sections::scenarios::SECTION.id);
    }
    sections
}

/// How the numbers on the cards are to be read.
fn reading(report: &Report<'_>) -> String {
    let (language, n) = (report.language, report.results.manifest.plan.replicates);
    let base = report.results.base.name.get(language);
    let known = report.results.published_to().map_or_else(String::new, |month| {
        say!(
            language,
            "；公布数据至 {month}，其后均为推算",
            "; published figures end in {month}, all later ones are forecasts"
        )
    });
    say!(
        language,
        "情景“{base}”。大字是 {n} 次模拟的中位数；80%区间是第10至第90百分位，五次模拟中有四次在其内，含参数范围和偶然，不含模型本身的误差{known}。",
        "Scenario “{base}”. Large: the median of {n} replicates. Four of five replicates lie inside the 80 % band (10th to 90th percentile), which \
         reflects ranges of parameters and chance, not errors of the model{known}."
    )
}

/// What must be known before anything is read.
fn notes(report: &Report<'_>) -> Vec<String> {
    /// Below so many replicates the ends of a 95 % band are little more than the extremes.
    const FEW: u32 = 40;
    let plan = &report.results.manifest.plan;
    let mut notes = Vec::new();
    let base = &report.results.base;
    if base.id != experiments::BASELINE {
        let (name, description) = (base.name.get(report.language), base.description.get(report.language));
        notes.push(say!(report.language, "情景“{name}”：{description}", "Scenario “{name}”: {description}"));
    }
    if plan.replicates < FEW {
        let n = plan.replicates;
        notes.push(say!(
            report.language,
            "只有 {n} 次模拟：95%区间的两端近于最小和最大值，概率很粗。",
            "Only {n} replicates: the ends of 95 % bands are little more than the extremes, and probabilities are rough."
        ));
    }
    let last = report.results.last;
    if !last.is_december() {
        let year = last.year();
        notes.push(say!(
            report.language,
            "只模拟到 {last}：{year} 年的“年末”指该月，当年合计只含到该月的月份。",
            "Simulated to {last} only: “the end of {year}” is that month, and sums of that year hold the months up to it."
        ));
    }
    if plan.parameters == outputs::ParameterMode::Fixed {
        notes.push(report.words(
            "参数取最佳估计：区间只反映偶然，不含参数的不确定。",
            "Parameters are best estimates: bands hold chance alone, not uncertainty of parameters.",
        ));
    }
    if !plan.overrides.is_empty() {
        notes.push(
            report.words("有参数是手工设定的，见“来源与复现”。", "Some parameters were set by hand: see “Provenance”."),
        );
    }
    notes
}

fn chart(figure: &Figure) -> Option<Chart> {
    match &figure.picture {
        Picture::Plot(plot, height) => Some(Chart { json: json(plot), height: *height }),
        Picture::Tiles(_) | Picture::Lines(_) | Picture::Table => None,
    }
}

/// A chart as JSON that may stand inside a script element.
fn json(plot: &Plot) -> String {
    let mut plot = plot.clone();
    plot.set_configuration(
        Configuration::new()
            .display_mode_bar(plotly::configuration::DisplayModeBar::False)
            .responsive(true)
            .display_logo(false),
    );
    plot.to_json().replace("</", "<\\/")
}

/// plotly.js alone: of the scripts that the library embeds the first. The second sets formulas, of which there are none.
fn plotly_script() -> String {
    const END: &str = "</script>";
    let all = Plot::offline_js_sources();
    all.find(END).and_then(|at| all.get(..at + END.len())).unwrap_or_default().to_string()
}
