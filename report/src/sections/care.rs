//! Hours of care needed, by who gives them, and what is unmet.
use super::Section;
use crate::charts::{Layer, Stack, stack};
use crate::figure::{Cell, Figure, Picture, Table};
use crate::report::Report;
use crate::words::{Unit, percent, say};
use agents::text::Label;

const NEED: &str = "care.need";
const GAP: &str = "care.gap";
const GAP_PERSONS: &str = "care.gap_persons";

/// The section.
pub const SECTION: Section = Section {
    id: "care",
    title: Label::new("照护需要与缺口", "Care needed and unmet"),
    needs: &[
        NEED,
        GAP,
        GAP_PERSONS,
        "care.served_kin",
        "care.served_home",
        "care.served_family_bed",
        "care.served_day",
        "care.served_meals",
        "care.served_mutual",
        "care.served_respite",
        "care.served_bed",
    ],
    figures,
};

/// Who gives the hours; the last is nobody.
const SOURCES: &[(Label, &[&str])] = &[
    (Label::new("配偶和子女", "kin"), &["care.served_kin"]),
    (Label::new("居家照护", "home care"), &["care.served_home"]),
    (Label::new("机构床位", "homes"), &["care.served_bed"]),
    (
        Label::new("社区等其他服务", "other services"),
        &[
            "care.served_family_bed",
            "care.served_day",
            "care.served_meals",
            "care.served_mutual",
            "care.served_respite",
        ],
    ),
    (Label::new("缺口", "unmet"), &[GAP]),
];

fn figures(report: &Report<'_>) -> Vec<Figure> {
    hours(report).into_iter().collect()
}

/// Mean hours a month over the months of a year.
fn monthly(report: &Report<'_>, id: &str) -> Vec<(i32, f64)> {
    let results = report.results;
    let months = |year: i32| {
        let all = (1..=12).filter_map(|month| sim_core::Month::new(year, month).ok());
        all.filter(|month| (results.first..=results.last).contains(month)).count().max(1) as f64
    };
    results.base.fans(id).iter().map(|(year, fan)| (*year, fan.mean / months(*year))).collect()
}

fn hours(report: &Report<'_>) -> Option<Figure> {
    let language = report.language;
    let base = &report.results.base;
    let layer = |(name, ids): &(Label, &[&str])| {
        let parts: Vec<Vec<(i32, f64)>> = ids.iter().map(|id| monthly(report, id)).collect();
        let first = parts.first().cloned().unwrap_or_default();
        let sum = |at: usize| parts.iter().filter_map(|part| part.get(at)).map(|(_, value)| value).sum();
        let values = first.iter().enumerate().map(|(at, (year, _))| (*year, sum(at))).collect();
        Layer { name: name.get(language).to_string(), values }
    };
    let layers: Vec<Layer> = SOURCES.iter().map(layer).collect();
    let year = report.outlook_year();
    let mean = |id: &str| monthly(report, id).into_iter().find(|(known, _)| *known == year).map(|(_, value)| value);
    let (need, gap) = (mean(NEED)?, mean(GAP)?);
    let share = percent(language, gap / need.max(1.0));
    let persons = report.told(Unit::Persons, &base.fan(GAP_PERSONS, year)?);
    let (need, gap, n) =
        (Unit::Hours.value(language, need), Unit::Hours.value(language, gap), report.results.manifest.plan.replicates);
    let columns = [(GAP_PERSONS, Unit::Persons, report.words("照护未完全满足的老人", "elders with unmet need"))];
    let columns = columns.map(|(id, unit, name)| (name, unit, base.fans(id)));
    let mut tables = vec![report.bands_table(
        report.words("照护未完全满足的老人，年末", "Elders with unmet need, at the year's end"),
        &columns,
    )];
    tables.push(means_table(report, &layers));
    Some(Figure {
        id: "care-hours",
        title: report.words(
            "照护时间：谁在照护，缺多少（当年月均）",
            "Hours of care: who gives them and what is unmet (monthly mean of the year)",
        ),
        picture: Picture::Plot(
            Box::new(stack(
                &Stack {
                    layers,
                    over: Vec::new(),
                    whole: None,
                    unit: Unit::Hours,
                    axis: Unit::Hours.name(language).to_string(),
                },
                language,
            )),
            420,
        ),
        sentence: say!(
            language,
            "{year} 年平均每月需要照护 {need}，其中 {gap}（{share}）无人提供；年末照护未完全满足的老人 {persons}（时数为 {n} 次模拟的均值，\
             人数为中位数〔80%区间〕；每人需要的时数是假定）。",
            "In {year} {need} of care are needed, of which {gap} ({share}) are given by nobody; at the year's end {persons} have unmet need (hours \
             are means over {n} replicates, persons a median with 80 % band; hours needed by a person are assumed)."
        ),
        tables,
    })
}

fn means_table(report: &Report<'_>, layers: &[Layer]) -> Table {
    let years = layers.first().map(|layer| layer.values.as_slice()).unwrap_or_default();
    let row = |(at, (year, _)): (usize, &(i32, f64))| {
        let cells = layers.iter().filter_map(|layer| layer.values.get(at));
        let cells = cells.map(|(_, value)| Cell::number(report.language, Unit::Hours, *value));
        std::iter::once(Cell::text(year.to_string())).chain(cells).collect()
    };
    let unit = Unit::Hours.name(report.language);
    Table {
        caption: say!(report.language, "照护时间的来源，均值（{unit}）", "Hours by source, means ({unit})"),
        heads: std::iter::once(report.words("年", "year"))
            .chain(layers.iter().map(|layer| layer.name.clone()))
            .collect(),
        rows: years.iter().enumerate().map(row).collect(),
    }
}
