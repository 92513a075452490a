//! Hours of care needed, by who gives them, and what is unmet.
use super::{Question, Surface};
use crate::chart::{Chart, Layer, Stack};
use crate::figure::{Cell, Figure, Number, Table};
use crate::unit::Unit;
use crate::view::View;
use crate::words::{percent, say};
use agents::text::Label;
use outputs::{Detail, Indicator, indicators};

const NEED: &Indicator = indicators::CARE_NEED;
const GAP: &Indicator = indicators::CARE_GAP;
const GAP_PERSONS: &Indicator = indicators::CARE_GAP_PERSONS;

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "care",
    title: Label::new("照护需要与缺口", "Care needed and unmet"),
    surfaces: Surface::FIRST,
    needs: Detail::Headline,
    figures,
};

/// Elders in need.
const PERSONS: &[(&Indicator, Label)] = &[
    (indicators::CARE_NEED_PERSONS, Label::new("有照护需要的老人", "elders in need")),
    (GAP_PERSONS, Label::new("照护未完全满足的老人", "elders with unmet need")),
];

/// What long-term care insurance pays.
const FUND: &[(&Indicator, Label)] = &[
    (indicators::CARE_HOME_FUND, Label::new("居家照护", "home care")),
    (indicators::CARE_BED_FUND, Label::new("机构照护", "care in homes")),
];

/// Who gives the hours; the last is nobody.
const SOURCES: &[(Label, &[&Indicator])] = &[
    (Label::new("配偶和子女", "kin"), &[indicators::CARE_SERVED_KIN]),
    (Label::new("居家照护", "home care"), &[indicators::CARE_SERVED_HOME]),
    (Label::new("机构床位", "homes"), &[indicators::CARE_SERVED_BED]),
    (
        Label::new("社区等其他服务", "other services"),
        &[
            indicators::CARE_SERVED_FAMILY_BED,
            indicators::CARE_SERVED_DAY,
            indicators::CARE_SERVED_MEALS,
            indicators::CARE_SERVED_MUTUAL,
            indicators::CARE_SERVED_RESPITE,
        ],
    ),
    (Label::new("缺口", "unmet"), &[GAP]),
];

fn figures(view: &View<'_>) -> Vec<Figure> {
    hours(view).into_iter().collect()
}

/// Mean hours a month over the months of a year.
fn monthly(view: &View<'_>, indicator: &Indicator) -> Vec<(i32, f64)> {
    let results = view.results;
    let months = |year: i32| {
        let all = (1..=12).filter_map(|month| sim_core::Month::new(year, month).ok());
        all.filter(|month| (results.run.first..=results.run.last).contains(month)).count().max(1) as f64
    };
    results.base.estimates(indicator).iter().map(|(year, of)| (*year, of.mean / months(*year))).collect()
}

fn hours(view: &View<'_>) -> Option<Figure> {
    let language = view.language;
    let layer = |(name, of): &(Label, &[&Indicator])| {
        let parts: Vec<Vec<(i32, f64)>> = of.iter().map(|of| monthly(view, of)).collect();
        let first = parts.first().cloned().unwrap_or_default();
        let sum = |at: usize| parts.iter().filter_map(|part| part.get(at)).map(|(_, value)| value).sum();
        let values = first.iter().enumerate().map(|(at, (year, _))| (*year, sum(at))).collect();
        Layer { name: name.get(language).to_string(), values }
    };
    let layers: Vec<Layer> = SOURCES.iter().map(layer).collect();
    let year = view.outlook_year();
    let mean = |of: &Indicator| monthly(view, of).into_iter().find(|(known, _)| *known == year).map(|(_, value)| value);
    let (need, gap) = (mean(NEED)?, mean(GAP)?);
    let share = percent(language, gap / need.max(1.0));
    let persons = view.told(GAP_PERSONS, year);
    let (need, gap, n) = (Unit::HoursAMonth.value(language, need), Unit::HoursAMonth.value(language, gap), view.n());
    let mut tables = vec![view.bands_table(
        view.words("有照护需要和未完全满足的老人，年末", "Elders in need and with unmet need, at the year's end"),
        &view.columns(PERSONS),
    )];
    tables.push(means_table(view, &layers));
    tables.push(view.bands_table(
        view.words("长护险基金支出，按年", "What long-term care insurance pays, by year"),
        &view.columns(FUND),
    ));
    Some(Figure {
        id: "care-hours",
        title: view.words(
            "照护时间：谁在照护，缺多少（当年月均）",
            "Hours of care: who gives them and what is unmet (monthly mean of the year)",
        ),
        chart: Some(Chart::Stack(Stack {
            layers,
            over: Vec::new(),
            whole: None,
            unit: Unit::HoursAMonth,
            axis: Unit::HoursAMonth.name(language).to_string(),
        })),
        sentence: say!(
            language,
            "{year} 年平均每月需要照护 {need}，其中 {gap}（{share}）无人提供；年末照护未完全满足的老人 {persons}（时数为 {n} 次模拟的均值，\
             人数为中位数〔80%区间〕；每人需要的时数是假定）。",
            "In {year} {need} of care are needed, of which {gap} ({share}) are given by nobody; at the year's end {persons} have unmet need (hours \
             are means over {n} replicates, persons a median with 80 % band; hours needed by a person are assumed)."
        ),
        tables,
        method: view.method(),
        ..Figure::default()
    })
}

fn means_table(view: &View<'_>, layers: &[Layer]) -> Table {
    let years = layers.first().map(|layer| layer.values.as_slice()).unwrap_or_default();
    let row = |(at, (year, _)): (usize, &(i32, f64))| {
        let cells = layers.iter().filter_map(|layer| layer.values.get(at));
        let cells = cells.map(|(_, value)| Cell::Number(Number::mean(Unit::HoursAMonth, *value, view.n())));
        std::iter::once(Cell::Year(*year)).chain(cells).collect()
    };
    let unit = Unit::HoursAMonth.name(view.language);
    Table {
        caption: say!(view.language, "照护时间的来源，均值（{unit}）", "Hours by source, means ({unit})"),
        heads: std::iter::once(view.words("年", "year")).chain(layers.iter().map(|layer| layer.name.clone())).collect(),
        rows: years.iter().enumerate().map(row).collect(),
    }
}
