//! Where the uncertainty of the forecasts comes from.
use super::{Question, Surface};
use crate::FORECASTS;
use crate::chart::{BarKind, Bars, Chart, Colour};
use crate::figure::{Cell, Figure, Method, Number, Table};
use crate::unit::Unit;
use crate::variance::{FEWEST_PAIRS, Shares, shares, whole_percents};
use crate::view::View;
use crate::words::say;
use agents::parameters::set_of;
use agents::text::Label;
use outputs::{Detail, Indicator, ParameterMode};
use scenarios::Scale;
use sim_core::Month;

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "uncertainty",
    title: Label::new("不确定性的来源", "Where the uncertainty comes from"),
    surfaces: Surface::ALL,
    needs: Detail::Headline,
    figures,
};

/// Below it there is no pair of replicates with the same parameters.
const FEWEST: u32 = 5;

/// Sources, in the order of [`parts`], with the colours of their bars.
const SOURCES: [(Label, Colour); 4] = [
    (Label::new("情景", "scenario"), Colour::Purple),
    (Label::new("参数", "parameters"), Colour::Blue),
    (Label::new("偶然", "chance"), Colour::Orange),
    (Label::new("模型偏差", "model discrepancy"), Colour::Grey),
];

/// Shares by source in whole per cent.
fn parts(of: &Shares) -> [u32; 4] {
    whole_percents([of.scenario, of.parameters, of.chance, of.discrepancy])
}

/// The shares of a forecast in a year, over all scenarios shown, on the scale on which the discrepancy is known: logarithms
/// of counts and money, logits of shares.
fn shares_of(view: &View<'_>, of: &Indicator, year: i32) -> Option<Shares> {
    let plan = &view.results.run.manifest.plan;
    let set = |replicate| if plan.parameters == ParameterMode::Fixed { 0 } else { set_of(replicate) };
    let sets: Vec<u32> = (0..plan.replicates).map(set).collect();
    let all = std::iter::once(&view.results.base).chain(&view.results.others);
    let scale = Scale::of_unit(of.unit);
    let on_scale = |value: &Option<f64>| value.map(|value| scale.of(value));
    let values: Vec<Vec<Option<f64>>> =
        all.map(|scenario| scenario.values(of, year).iter().map(on_scale).collect()).collect();
    let month = (Month::january(year) + 11).min(view.results.run.last);
    let discrepancy = view.results.baseline.discrepancy.sd(of.id, month).unwrap_or(0.0);
    shares(&values, &sets, discrepancy * discrepancy)
}

/// A clause on the largest source of a forecast's variance; empty where it is not known.
pub(super) fn clause(view: &View<'_>, of: &Indicator, year: i32) -> String {
    let Some(shares) = shares_of(view, of, year) else { return String::new() };
    let largest = SOURCES.iter().zip(parts(&shares)).rev().max_by_key(|(_, part)| *part);
    largest.map_or_else(String::new, |((source, _), part)| {
        let source = source.get(view.language);
        say!(view.language, "；方差的 {part}% 来自{source}", "; {part} % of the variance is {source}")
    })
}

fn figures(view: &View<'_>) -> Vec<Figure> {
    let (language, year) = (view.language, view.outlook_year());
    let plan = &view.results.run.manifest.plan;
    if plan.replicates < FEWEST {
        return Vec::new();
    }
    let told = FORECASTS.iter().filter_map(|of| Some((*of, shares_of(view, of, year)?)));
    let told: Vec<(&Indicator, Shares)> = told.collect();
    if told.is_empty() {
        return vec![too_few(view)];
    }
    let shown: Vec<usize> =
        (0..SOURCES.len()).filter(|at| told.iter().any(|(_, shares)| parts(shares)[*at] > 0)).collect();
    let share = |shares: &Shares, at: usize| {
        let value = f64::from(parts(shares)[at]) / 100.0;
        Number::new(Unit::Probability, value, Method::Computed).of(view.n())
    };
    let kind = |at: &usize| BarKind {
        name: SOURCES[*at].0.get(language).to_string(),
        colour: SOURCES[*at].1,
        values: told.iter().map(|(_, shares)| Some(share(shares, *at))).collect(),
    };
    let name = |of: &Indicator| of.name.get(language).to_string();
    let chart = Bars {
        names: told.iter().map(|(of, _)| name(of)).collect(),
        kinds: shown.iter().map(kind).collect(),
        axis: view.words("占方差的比例（%）", "share of the variance (%)"),
        range: Some([0.0, 1.0]),
        lines: Vec::new(),
        is_single: false,
        is_stacked: true,
    };
    let row = |(of, shares): &(&Indicator, Shares)| {
        let estimate = view.results.base.estimate(of, year);
        let forecast =
            estimate.map_or(Cell::Empty, |estimate| Cell::Quantity(Number::median(Unit::of_indicator(of), &estimate)));
        let error = match shares.pairs {
            0 => Cell::Empty,
            _ => Cell::Number(Number::new(Unit::Count, (100.0 * shares.error).ceil(), Method::Computed)),
        };
        let parts = shown.iter().map(|at| Cell::Number(share(shares, *at)));
        [Cell::text(name(of)), forecast].into_iter().chain(parts).chain([error]).collect()
    };
    let heads = [view.words("预测", "forecast"), view.words("中位数〔80%区间〕", "median [80 % band]")];
    let sources = shown.iter().map(|at| SOURCES[*at].0.get(language).to_string());
    let error = view.words("参数与偶然拆分的标准误（百分点）", "standard error of parameters against chance (points)");
    vec![Figure {
        id: "uncertainty-sources",
        title: QUESTION.title.get(language).to_string(),
        chart: Some(Chart::Bars(chart)),
        sentence: sentence(view, &told, &shown),
        method: view.words(
            "方差分量：同一参数的成对模拟给出偶然，其余给出参数（随机效应单因素方差分析，各组大小不等），按人数和金额的对数、比例的优势对数计；各来源合计100%",
            "components of variance: pairs of replicates with the same parameters give chance, all others parameters \
             (one-way analysis of variance, random effects, groups of unequal size), of logarithms of counts and money and logits of shares; sources add up to 100 %",
        ),
        tables: vec![Table {
            caption: say!(language, "{year}年方差的来源", "Sources of variance, {year}"),
            heads: heads.into_iter().chain(sources).chain([error]).collect(),
            rows: told.iter().map(row).collect(),
        }],
        ..Figure::default()
    }]
}

fn sentence(view: &View<'_>, told: &[(&Indicator, Shares)], shown: &[usize]) -> String {
    let (language, year) = (view.language, view.outlook_year());
    let one = |(of, shares): &(&Indicator, Shares)| {
        let parts = parts(shares);
        let each: Vec<String> = shown
            .iter()
            .map(|at| {
                let (source, part) = (SOURCES[*at].0.get(language), parts[*at]);
                say!(language, "{source} {part}%", "{source} {part} %")
            })
            .collect();
        let (name, each) = (of.name.get(language), view.list(&each));
        say!(language, "{name}：{each}", "{name}: {each}")
    };
    let all = told.iter().map(one).collect::<Vec<_>>().join(Label::new("；", "; ").get(language));
    let meaning = view.words(
        "参数的部分可随查证缩小；偶然的部分是同一参数下各次模拟的差别，不能缩小。",
        "Better data narrow what parameters contribute; chance, which separates replicates with the same parameters, \
         cannot be narrowed.",
    );
    let most = told.iter().map(|(_, shares)| shares.error).fold(0.0, f64::max);
    let (pairs, points) = (told.iter().map(|(_, shares)| shares.pairs).min().unwrap_or(0), (100.0 * most).ceil());
    let error = match pairs {
        0 => view.words(
            "本次所有模拟都用最佳估计，因此没有参数的部分。",
            "All replicates use the best estimates, so parameters contribute nothing.",
        ),
        _ => say!(
            language,
            "拆分依据 {pairs} 对同参数的模拟，标准误不超过 {points} 个百分点。",
            "The split rests on {pairs} pairs of replicates with the same parameters; its standard error is at most {points} percentage points."
        ),
    };
    say!(
        language,
        "{year}年预测的方差来源：{all}。{meaning}{error}",
        "Sources of the variance of forecasts for {year}. {all}. {meaning} {error}"
    )
}

/// Where too few replicates have the parameters of another.
fn too_few(view: &View<'_>) -> Figure {
    let (language, pairs, least) = (view.language, view.n() / 5, FEWEST_PAIRS * 5);
    Figure {
        id: "uncertainty-unknown",
        title: QUESTION.title.get(language).to_string(),
        sentence: say!(
            language,
            "同参数的模拟只有 {pairs} 对，参数与偶然的部分无法分开；至少需要 {FEWEST_PAIRS} 对，即 {least} 次模拟。",
            "Only {pairs} pairs of replicates have the same parameters, too few to separate parameters from chance; \
             {FEWEST_PAIRS} pairs, or {least} replicates, are needed."
        ),
        ..Figure::default()
    }
}
