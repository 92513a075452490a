//! Every indicator of every scenario by year.
use super::{Question, Surface};
use crate::figure::{Cell, Figure, Number, Table};
use crate::results::Scenario;
use crate::unit::Unit;
use crate::view::View;
use crate::words::say;
use crate::year;
use agents::text::Label;
use outputs::{Detail, INDICATORS, Indicator};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "indicators",
    title: Label::new("全部指标，逐年", "All indicators by year"),
    surfaces: Surface::DATA,
    needs: Detail::Headline,
    figures,
};

/// Subjects by the file that an indicator is read from.
const SUBJECTS: &[(&str, Label)] = &[
    ("population", Label::new("老年人", "people")),
    ("care", Label::new("照护", "care")),
    ("beds", Label::new("床位", "beds")),
    ("waits", Label::new("床位", "beds")),
    ("workforce", Label::new("队伍", "workforce")),
    ("training", Label::new("培训", "training")),
    ("hardship", Label::new("救助", "relief")),
    ("relief", Label::new("救助与补贴", "relief and allowances")),
    ("ledger", Label::new("预算", "budget")),
];

fn subject(indicator: &Indicator) -> Option<Label> {
    SUBJECTS.iter().find(|(topic, _)| *topic == indicator.topic.name()).map(|(_, label)| *label)
}

/// The unit in which an indicator is shown.
pub(super) fn unit(indicator: &Indicator) -> Unit {
    Unit::of(indicator.unit).unwrap_or(Unit::Ratio)
}

/// Caveats of tables by year.
pub(super) fn caveats(view: &View<'_>) -> Vec<String> {
    let run = &view.results.run;
    let bands = match view.has_discrepancy(None) {
        true => view.words(
            "主要指标的区间含模型与现实的偏差（见“区间的组成”），其余指标的区间只含参数和随机性",
            "bands of the main indicators contain the discrepancy between the model and the world (see what the bands contain), those of all \
             others parameters and chance alone",
        ),
        false => view.words(
            "区间反映参数和随机性，不含模型与现实的偏差",
            "bands reflect parameters and chance, not the discrepancy between the model and the world",
        ),
    };
    let mut caveats = vec![say!(
        view.language,
        "各项的中位数之和不等于合计项的中位数；{bands}",
        "medians of parts do not add up to the median of the whole; {bands}"
    )];
    for (month, is_whole) in [(run.first, run.first.of_year() == 1), (run.last, run.last.is_december())] {
        if !is_whole {
            let year = month.year();
            let from = if run.first.year() == year { run.first.of_year() } else { 1 };
            let to = if run.last.year() == year { run.last.of_year() } else { 12 };
            caveats.push(say!(
                view.language,
                "{year} 年只模拟了 {from} 月至 {to} 月，合计数只含这些月份",
                "{year} is simulated for months {from} to {to} only, and its sums are of these"
            ));
        }
    }
    caveats.dedup();
    caveats
}

fn figures(view: &View<'_>) -> Vec<Figure> {
    let language = view.language;
    let years = view.results.years();
    let row = |scenario: &Scenario, indicator: &Indicator| {
        let words = [
            indicator.name.get(language),
            indicator.id,
            subject(indicator).map_or("", |subject| subject.get(language)),
            scenario.name.get(language),
            &scenario.id,
            year::of_year(indicator).get(language),
        ];
        let number = |year: &i32| {
            let estimate = scenario.estimate(indicator, *year);
            estimate.map_or(Cell::Empty, |of| Cell::Quantity(Number::median(unit(indicator), &of)))
        };
        words.map(Cell::text).into_iter().chain(years.iter().map(number)).collect()
    };
    let all = std::iter::once(&view.results.base).chain(&view.results.others);
    let rows = all.flat_map(|scenario| INDICATORS.iter().map(move |indicator| (scenario, indicator)));
    let heads = [
        view.words("指标", "indicator"),
        view.words("编号", "id"),
        view.words("主题", "subject"),
        view.words("情景", "scenario"),
        view.words("情景编号", "scenario id"),
        view.words("口径", "of the year"),
    ];
    vec![Figure {
        id: "indicators-by-year",
        title: QUESTION.title.get(language).to_string(),
        sentence: view.words(
            "全区。流量为全年各月合计，其余指标为当年最后一个模拟月的数值；口径一栏逐项注明。",
            "The whole district. Flows are summed over the months of the year; all other indicators are those of its last simulated \
             month. The column “of the year” says which.",
        ),
        caveats: caveats(view),
        method: view.method(),
        tables: vec![Table {
            caption: view.words("中位数〔80%区间〕", "Medians [80 % bands]"),
            heads: heads.into_iter().chain(years.iter().map(i32::to_string)).collect(),
            rows: rows.map(|(scenario, indicator)| row(scenario, indicator)).collect(),
        }],
        ..Figure::default()
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_indicator_has_a_subject() {
        for indicator in INDICATORS {
            assert!(subject(indicator).is_some(), "{}", indicator.id);
        }
    }
}
