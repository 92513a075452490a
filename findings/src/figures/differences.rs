//! The other scenarios of the run against the first, replicate by replicate.
use super::{Question, Surface, beds, certification};
use crate::Difference;
use crate::chart::{Chart, Line, Lines};
use crate::estimate::{Estimate, Estimates};
use crate::figure::{Cell, Figure, IntervalKind, Method, Number, Table};
use crate::results::Scenario;
use crate::unit::Unit;
use crate::view::View;
use crate::words::{NO_DISCREPANCY, percent, say};
use agents::text::Label;
use outputs::{Detail, Indicator, indicators};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "differences",
    title: Label::new("情景与基线之差", "Scenarios against the baseline"),
    surfaces: Surface::AWAY,
    needs: Detail::Headline,
    figures,
};

/// A figure each: id, indicator, unit, name.
const FIGURES: &[(&str, &Indicator, Unit, Label)] = &[
    (
        "scenarios-demand",
        beds::DEMAND,
        Unit::Persons,
        Label::new("床位需求，年末", "demand for beds, at the year's end"),
    ),
    ("scenarios-built", beds::BUILT, Unit::Beds, Label::new("建成床位，年末", "beds built, at the year's end")),
    ("scenarios-usable", beds::USABLE, Unit::Beds, Label::new("可用床位，年末", "usable beds, at the year's end")),
    (
        "scenarios-waiting",
        indicators::BEDS_WAITING,
        Unit::Persons,
        Label::new("在家轮候，年末", "elders waiting at home, at the year's end"),
    ),
    (
        "scenarios-gap",
        indicators::CARE_GAP_PERSONS,
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
        indicators::WORKFORCE_SUFFICIENCY,
        Unit::Share,
        Label::new("护理员充足率，年末", "sufficiency of care workers, at the year's end"),
    ),
    (
        "scenarios-relief",
        indicators::RELIEF_SPENDING,
        Unit::Yuan,
        Label::new("社会救助支出，当年", "social relief paid in the year"),
    ),
    (
        "scenarios-budget",
        indicators::BUDGET_OUT,
        Unit::Yuan,
        Label::new("全部账户支出，当年", "paid from all accounts in the year"),
    ),
];

/// Bands of more scenarios than this would hide one another.
const MOST_BANDS: usize = 3;

fn figures(view: &View<'_>) -> Vec<Figure> {
    FIGURES.iter().filter_map(|(id, indicator, unit, name)| figure(view, id, indicator, *unit, *name)).collect()
}

/// Names of what no scenario moves.
pub(super) fn unmoved(view: &View<'_>) -> Vec<String> {
    let is_unmoved = |(_, indicator, unit, _): &&(&str, &Indicator, Unit, Label)| {
        let others = &view.results.others;
        others.iter().all(|scenario| is_unmoved(&differences(view, scenario, indicator), *unit))
    };
    FIGURES.iter().filter(is_unmoved).map(|(_, _, _, name)| name.get(view.language).to_string()).collect()
}

/// Whether nothing would be seen of these differences.
fn is_unmoved(differences: &Estimates, unit: Unit) -> bool {
    let shows_nothing = |value: f64| unit.shows_nothing(value);
    differences.iter().all(|(_, of)| of.band80.into_iter().chain([of.mean]).all(shows_nothing))
}

/// A scenario less the base in a year, replicate by replicate.
fn difference(view: &View<'_>, scenario: &Scenario, indicator: &Indicator, year: i32) -> Option<Difference> {
    Difference::of(view.results.base.values(indicator, year), scenario.values(indicator, year))
}

fn differences(view: &View<'_>, scenario: &Scenario, indicator: &Indicator) -> Estimates {
    let in_year = |year: i32| {
        let pairs = view.results.base.values(indicator, year).iter().zip(scenario.values(indicator, year));
        Estimate::of(&pairs.map(|(a, b)| Some((*b)? - (*a)?)).collect::<Vec<_>>())
    };
    view.results.years().into_iter().filter_map(|year| Some((year, in_year(year)?))).collect()
}

fn figure(view: &View<'_>, id: &'static str, indicator: &Indicator, unit: Unit, name: Label) -> Option<Figure> {
    let language = view.language;
    let others = &view.results.others;
    let line = |scenario: &Scenario| Line {
        name: scenario.name.get(language).to_string(),
        years: differences(view, scenario, indicator),
        has_band: others.len() <= MOST_BANDS,
    };
    let unit_name = unit.of_change(language);
    let chart = Lines {
        lines: others.iter().map(line).collect(),
        unit,
        axis: say!(language, "差值（{unit_name}）", "difference ({unit_name})"),
        marks: Vec::new(),
        history: None,
        is_change: true,
    };
    // A chart of zeros says less than a line of words, see above.
    if others.is_empty() || chart.lines.iter().all(|line| is_unmoved(&line.years, unit)) {
        return None;
    }
    let year = view.outlook_year();
    let said = others.iter().filter_map(|scenario| {
        let found = difference(view, scenario, indicator, year)?;
        let (name, change) = (scenario.name.get(language), unit.change(language, found.mean));
        let higher = percent(language, found.share_higher);
        let [_, p10, _, p90, _] = found.percentiles;
        let single = unit.bare_band(language, [p10, p90]);
        let total = total(view, scenario, indicator, unit);
        Some(match found.interval {
            Some(ends) => {
                let mean = unit.bare_band(language, ends);
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
    let said = said.join(&view.words("；", "; "));
    let bands = if others.len() <= MOST_BANDS {
        view.words(
            "。图中线为差值的中位数，阴影为其80%区间",
            ". Lines are medians of the differences, shades their 80 % bands",
        )
    } else {
        view.words("，线为差值的中位数", "; lines are medians of the differences")
    };
    let title = name.get(language);
    let why = if indicator == beds::USABLE { not_all_usable(view, year) } else { String::new() };
    Some(Figure {
        id,
        title: say!(language, "与基线的差：{title}", "Against the baseline: {title}"),
        chart: Some(Chart::Lines(chart)),
        sentence: say!(
            language,
            "{year} 年（{unit_name}）：{said}{bands}。{why}",
            "{year} ({unit_name}): {said}{bands}.{why}"
        ),
        caveats: vec![NO_DISCREPANCY.get(language).to_string()],
        tables: vec![table(view, indicator, unit, title)],
        ..Figure::default()
    })
}

/// Why beds that a scenario builds do not all count.
fn not_all_usable(view: &View<'_>, year: i32) -> String {
    let language = view.language;
    let told = view.results.others.iter().filter_map(|scenario| {
        let built = difference(view, scenario, beds::BUILT, year)?.mean;
        let usable = difference(view, scenario, beds::USABLE, year)?.mean;
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
    let told = told.join(&view.words("；", "; "));
    say!(
        language,
        "{told}：床位要有人住或等，并配到护理员，才可用。",
        " {told}: a bed counts once somebody lives there or waits for it and workers are found."
    )
}

/// What a flow differs by over all simulated years: what is spent in one year may be saved in another.
fn total(view: &View<'_>, scenario: &Scenario, indicator: &Indicator, unit: Unit) -> String {
    if unit != Unit::Yuan {
        return String::new();
    }
    let years = view.results.years();
    let sums = |of: &Scenario| -> Vec<Option<f64>> {
        let mut sums: Vec<Option<f64>> = Vec::new();
        for year in &years {
            let values = of.values(indicator, *year);
            sums.resize(sums.len().max(values.len()), Some(0.0));
            sums.iter_mut().zip(values).for_each(|(sum, value)| *sum = sum.zip(*value).map(|(a, b)| a + b));
        }
        sums
    };
    let found = Difference::of(&sums(&view.results.base), &sums(scenario));
    let (Some(found), Some(first), Some(last)) = (found, years.first(), years.last()) else { return String::new() };
    let (change, language) = (unit.change(view.language, found.mean), view.language);
    say!(language, "；{first}–{last} 年累计平均 {change}", "; {change} on average over {first}–{last} together")
}

fn table(view: &View<'_>, indicator: &Indicator, unit: Unit, title: &str) -> Table {
    let language = view.language;
    let mut rows = Vec::new();
    for scenario in &view.results.others {
        for year in view.key_years() {
            let Some(found) = difference(view, scenario, indicator, year) else { continue };
            let [_, p10, p50, p90, _] = found.percentiles;
            let of = |value: f64, method| Number::new(unit, value, method).of(found.n as usize);
            let (mean, median) = (of(found.mean, Method::MeanDifference), of(p50, Method::MedianDifference));
            let interval = |ends: [f64; 2]| Cell::Interval(mean.within(ends, IntervalKind::Mean95));
            rows.push(vec![
                Cell::text(format!("{} {year}", scenario.name.get(language))),
                Cell::Number(of(found.mean_a, Method::Mean)),
                Cell::Number(of(found.mean_b, Method::Mean)),
                Cell::Number(mean),
                found.interval.map_or(Cell::Empty, interval),
                Cell::Number(median),
                Cell::Interval(median.within([p10, p90], IntervalKind::Band80)),
                Cell::Number(
                    Number::new(Unit::Probability, found.share_higher, Method::Probability).of(found.n as usize),
                ),
            ]);
        }
    }
    let unit_name = unit.of_change(language);
    Table {
        caption: say!(language, "{title}：配对差（{unit_name}）", "{title}: paired differences ({unit_name})"),
        heads: vec![
            view.words("情景、年", "scenario, year"),
            view.words("基线均值", "mean of the baseline"),
            view.words("情景均值", "mean of the scenario"),
            view.words("差的均值", "mean difference"),
            view.words("均值的95%区间", "95 % interval of the mean"),
            view.words("差的中位数", "median difference"),
            view.words("差的80%区间", "80 % band of differences"),
            view.words("更高的模拟", "replicates higher"),
        ],
        rows,
    }
}
