//! Registered elders and those of 80 and over, with the peak.
use super::{Question, Surface};
use crate::Peak;
use crate::chart::Colour;
use crate::figure::Figure;
use crate::unit::Unit;
use crate::view::{FanFigure, View};
use crate::words::{percent, say};
use agents::text::Label;
use outputs::{Detail, Indicator, indicators};
use scenarios::{Grade, Observation};

pub const ELDERS: &Indicator = indicators::POPULATION_ELDERS;
pub const ELDERS_80: &Indicator = indicators::POPULATION_ELDERS_80_PLUS;

/// Elders by state: indicator, unit, name; the first are all.
const STATES: &[(&Indicator, Label)] = &[
    (ELDERS, Label::new("户籍老人", "elders")),
    (indicators::POPULATION_ELDERS_100_PLUS, Label::new("百岁老人", "aged 100 and over")),
    (indicators::POPULATION_INDEPENDENT, Label::new("自理", "independent")),
    (indicators::POPULATION_MILD, Label::new("轻度失能", "mildly disabled")),
    (indicators::POPULATION_MODERATE, Label::new("中度失能", "moderately disabled")),
    (indicators::POPULATION_SEVERE, Label::new("重度失能", "severely disabled")),
    (indicators::POPULATION_DEMENTIA, Label::new("认知障碍", "with dementia")),
    (indicators::POPULATION_ALONE, Label::new("独居", "living alone")),
];

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "elders",
    title: Label::new("户籍老人与峰值", "Registered elders and their peak"),
    surfaces: Surface::FIRST,
    needs: Detail::Headline,
    figures,
};

fn figures(view: &View<'_>) -> Vec<Figure> {
    let elders = FanFigure {
        id: "elders-all",
        title: view.words("户籍老人（60岁及以上），年末", "Registered elders (60 and over) at the year's end"),
        indicator: ELDERS,
        axis: view.words("人（纵轴不从 0 起）", "persons (axis not from 0)"),
        colour: Colour::Blue,
        sentence: sentence(view),
        aim: None,
        peak: view.results.peak.as_ref().and_then(|peak| mark(view, peak)),
    };
    let oldest = FanFigure {
        id: "elders-80",
        title: view.words("80岁及以上户籍老人，年末", "Elders aged 80 and over at the year's end"),
        indicator: ELDERS_80,
        axis: view.words("人（纵轴不从 0 起）", "persons (axis not from 0)"),
        colour: Colour::Vermilion,
        sentence: oldest(view),
        aim: None,
        peak: None,
    };
    let caveats: Vec<String> =
        view.results.baseline.peak_note.iter().map(|note| note.get(view.language).to_string()).collect();
    let with_caveats = |figure: Figure| Figure { caveats: caveats.clone(), ..figure };
    let fans = [view.fan_figure(elders).map(with_caveats), view.fan_figure(oldest)];
    fans.into_iter().flatten().chain(states(view)).collect()
}

/// Elders by what they can do and how they live.
fn states(view: &View<'_>) -> Option<Figure> {
    let columns = view.columns(STATES);
    let table = view.bands_table(view.words("中位数和80%区间", "Medians with 80 % bands"), &columns);
    let year = view.outlook_year();
    let told: Vec<String> =
        STATES[1..].iter().map(|(of, name)| format!("{} {}", name.get(view.language), view.told(of, year))).collect();
    let told = view.list(&told);
    (!table.rows.is_empty()).then(|| Figure {
        id: "elders-states",
        title: view
            .words("户籍老人的自理能力、认知与居住，年末", "Elders by ability, dementia and living, at the year's end"),
        sentence: say!(view.language, "{year}年末：{told}。", "At the end of {year}: {told}."),
        method: view.method(),
        tables: vec![table],
        ..Figure::default()
    })
}

fn mark(view: &View<'_>, peak: &Peak) -> Option<(i32, f64, Vec<String>)> {
    let (year, share) = peak.likeliest()?;
    let (height, share) = (peak.height().digits(view.language), percent(view.language, share));
    let words = vec![
        say!(view.language, "峰值 {year}（{share}的模拟）", "peak {year} ({share} of replicates)"),
        say!(view.language, "{height} 人", "{height}"),
    ];
    Some((year, view.results.base.estimate(ELDERS, year)?.median, words))
}

fn sentence(view: &View<'_>) -> String {
    let language = view.language;
    let base = &view.results.base;
    let mut said = Vec::new();
    if let Some((peak, (year, share))) = view.results.peak.as_ref().and_then(|peak| Some((peak, peak.likeliest()?))) {
        let others = peak.years.iter().filter(|other| other.year != year);
        let others: Vec<String> =
            others.map(|other| format!("{} {}", other.year, percent(language, other.probability))).collect();
        let list = others.join(&view.words("、", ", "));
        let others = if list.is_empty() { list } else { say!(language, "（其余：{list}）", " (others: {list})") };
        let (n, share, height) = (peak.n, percent(language, share), peak.height().quantity(language));
        said.push(say!(
            language,
            "峰值 {height}，{n} 次模拟中有 {share} 落在 {year} 年末{others}",
            "The peak is {height}; it falls at the end of {year} in {share} of {n} replicates{others}"
        ));
    }
    for year in [view.outlook_year(), view.last_year()] {
        if let Some(elders) = base.estimate(ELDERS, year) {
            let (when, told) = (view.end_of(year), view.quantity(Unit::Persons, &elders));
            let one = say!(language, "{when} {told}", "at {when} {told}");
            if !said.contains(&one) {
                said.push(one);
            }
        }
    }
    let observations = view.results.baseline.observations.iter();
    let is_forecast = |of: &&Observation| of.grade == Grade::Forecast && of.is_level_of_the_district(ELDERS.id);
    for of in observations.filter(is_forecast) {
        let (value, month) = (Unit::Persons.value(language, of.value), of.month);
        said.push(say!(
            language,
            "区报告所说的 {month} 户籍老人峰值 {value} 是报告自己的预测，不是观测值",
            "the registered peak of {value} in {month} is the report's own forecast, not an observation"
        ));
    }
    said.join(&view.words("；", "; ")) + &view.words("。", ".")
}

fn oldest(view: &View<'_>) -> String {
    let language = view.language;
    let base = &view.results.base;
    let first = view.first_year();
    let told = |year: i32| view.told(ELDERS_80, year);
    let (outlook, end, method) = (view.outlook_year(), view.last_year(), view.method());
    let (then, last) = (told(first), told(end));
    let mid = if outlook == end {
        String::new()
    } else {
        let mid = told(outlook);
        say!(language, "{outlook} 年末 {mid}、", "{mid} at the end of {outlook} and ")
    };
    let years = base.estimates(ELDERS_80);
    let highest = years.iter().max_by(|(_, a), (_, b)| a.median.total_cmp(&b.median)).map_or(end, |(year, _)| *year);
    let peak = if highest == end {
        view.words("到模拟期末仍在上升", "still rising when the run ends")
    } else {
        say!(language, "中位数在 {highest} 年末最高", "the median is highest at the end of {highest}")
    };
    say!(
        language,
        "80岁及以上老人由 {first} 年末 {then} 变为 {mid}{end} 年末 {last}，{peak}（{method}）。",
        "Elders of 80 and over go from {then} at the end of {first} to {mid}{last} at the end of \
         {end}, {peak} ({method})."
    )
}
