//! Targets as probabilities.
use super::{Question, Surface};
use crate::chart::{BarKind, Bars, COLOURS, Chart};
use crate::figure::{Cell, Figure, IntervalKind, Method, Number, Table};
use crate::results::Scenario;
use crate::unit::Unit;
use crate::view::View;
use crate::words::{percent, say};
use agents::text::{Label, Language};
use outputs::{Detail, TargetRow};
use scenarios::{Aim, Target};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "targets",
    title: Label::new("目标达成的概率", "How likely targets are met"),
    surfaces: Surface::ALL,
    needs: Detail::Headline,
    figures,
};

fn simulated<'a>(view: &'a View<'_>) -> Vec<&'a Target> {
    let all = view.results.baseline.targets.targets.iter();
    all.filter(|target| matches!(target.aim, Aim::Simulated { .. })).collect()
}

fn row<'a>(scenario: &'a Scenario, target: &Target) -> Option<&'a TargetRow> {
    scenario.targets.iter().find(|row| row.kind == "target" && row.id == target.id)
}

fn unit_of(found: &TargetRow) -> Unit {
    found.unit.as_deref().and_then(Unit::of).unwrap_or(Unit::Ratio)
}

/// Median and 80 % band of the number when it is due.
fn measured(found: &TargetRow) -> Cell {
    match (found.p10, found.p50, found.p90) {
        (Some(p10), Some(p50), Some(p90)) => Cell::Quantity(
            Number::new(unit_of(found), p50, Method::Median)
                .of(found.n as usize)
                .within([p10, p90], IntervalKind::Band80),
        ),
        _ => Cell::Empty,
    }
}

/// The month by which half of the replicates have reached it. Before a span in which it must hold that says nothing of
/// the target.
fn reached(found: &TargetRow, language: Language) -> Cell {
    let is_span = found.from.zip(found.to).is_some_and(|(from, to)| from < to);
    let say = |zh, en| Cell::text(Label::new(zh, en).get(language));
    match found.reached[1] {
        None => say("未达到", "never"),
        Some(month) if is_span && found.from.is_some_and(|from| month < from) => {
            say("早于期间，不作数", "before the span")
        }
        Some(month) => Cell::Month(month),
    }
}

/// When it is due.
fn due(found: &TargetRow) -> String {
    match (found.from, found.to) {
        (Some(from), Some(to)) if from == to => to.to_string(),
        (Some(from), Some(to)) => format!("{from}–{to}"),
        _ => "–".into(),
    }
}

/// A target with its date: a scenario cannot move what is due before it begins.
fn named(view: &View<'_>, target: &Target) -> String {
    let (name, due) = (target.name.get(view.language), row(&view.results.base, target).map(due));
    match due {
        Some(due) => say!(view.language, "{name}（{due}）", "{name} ({due})"),
        None => name.to_string(),
    }
}

fn figures(view: &View<'_>) -> Vec<Figure> {
    let language = view.language;
    let targets = simulated(view);
    let all: Vec<&Scenario> = std::iter::once(&view.results.base).chain(&view.results.others).collect();
    let known: Vec<&&Target> = targets
        .iter()
        .filter(|target| row(&view.results.base, target).is_some_and(|row| row.probability.is_some()))
        .collect();
    if known.is_empty() {
        return Vec::new();
    }
    let value =
        |scenario: &Scenario, target: &Target| Some(Number::probability(row(scenario, target)?.probability?, view.n()));
    let kinds = all.iter().enumerate().map(|(at, scenario)| BarKind {
        name: scenario.name.get(language).to_string(),
        colour: COLOURS[at % COLOURS.len()],
        values: known.iter().map(|target| value(scenario, target)).collect(),
    });
    let chart = Bars {
        names: known.iter().map(|target| named(view, target)).collect(),
        kinds: kinds.collect(),
        axis: view.words("达标概率（%）", "probability that it is met (%)"),
        range: Some([0.0, 1.14]),
        lines: Vec::new(),
        is_single: all.len() == 1,
        is_stacked: false,
    };
    vec![Figure {
        id: "targets-probability",
        title: view.words("各目标到期达成的概率", "Probability that each target is met when it is due"),
        chart: Some(Chart::Bars(chart)),
        sentence: sentence(view, &known),
        tables: vec![table(view, &all), triggers(view)],
        ..Figure::default()
    }]
}

fn sentence(view: &View<'_>, known: &[&&Target]) -> String {
    let language = view.language;
    let told = known.iter().filter_map(|target| {
        let probability = row(&view.results.base, target)?.probability?;
        Some((probability, target.name.get(language)))
    });
    let mut told: Vec<(f64, &str)> = told.collect();
    told.sort_by(|a, b| a.0.total_cmp(&b.0));
    let Some(((low, least), (high, most))) = told.first().copied().zip(told.last().copied()) else {
        return String::new();
    };
    let (low, high, n) = (percent(language, low), percent(language, high), view.n());
    let discrepancy = match view.has_discrepancy(None) {
        true => view.words(
            "，主要指标另含模型与现实的偏差",
            ", of the main indicators with the discrepancy between the model and the world",
        ),
        false => String::new(),
    };
    let likely = told.iter().filter(|(probability, _)| *probability >= 0.5).count();
    let all = told.len();
    let colon = view.words("：", ": ");
    let reasons = view.results.baseline.targets.targets.iter().filter_map(|target| match &target.aim {
        Aim::NotSimulated { reason, .. } => {
            Some(format!("{}{colon}{}", target.name.get(language), reason.get(language)))
        }
        Aim::Simulated { .. } => None,
    });
    let reasons: Vec<String> = reasons.collect();
    let left_out = if reasons.is_empty() {
        String::new()
    } else {
        let reasons = reasons.join(&view.words("；", "; "));
        say!(language, "未模拟的目标：{reasons}。", " Not simulated: {reasons}.")
    };
    say!(
        language,
        "{all} 个目标中有 {likely} 个达成的可能不小于一半；最难的是“{least}”（{low}），最易的是“{most}”（{high}）。概率为 {n} 次模拟中达标的比例{discrepancy}，\
         是模型在其假定之内的概率，不是承诺。{left_out}",
        "Of {all} targets {likely} are at least as likely met as not; the hardest is “{least}” ({low}), the easiest “{most}” ({high}). A \
         probability is the share of {n} replicates that meet it{discrepancy}: that of the model within its assumptions, no promise.{left_out}"
    )
}

/// Targets by scenario; of one scenario without its name.
fn table(view: &View<'_>, scenarios: &[&Scenario]) -> Table {
    let language = view.language;
    let is_one = scenarios.len() == 1;
    let row = |scenario: &Scenario, target: &Target| {
        let found = row(scenario, target)?;
        let date = due(found);
        let number = measured(found);
        let probability = match found.probability {
            Some(probability) => Cell::Number(Number::probability(probability, found.n as usize)),
            None => Cell::text(view.words("未模拟到", "beyond the run")),
        };
        let wanted =
            found.value.map_or(Cell::Empty, |value| Cell::Quantity(Number::new(unit_of(found), value, Method::Input)));
        let note = target.note.as_ref().map_or("", |note| note.get(language));
        let cells = vec![
            Cell::text(target.name.get(language)),
            wanted,
            Cell::text(date),
            probability,
            number,
            reached(found, language),
            Cell::text(note),
        ];
        let name = (!is_one).then(|| Cell::text(scenario.name.get(language)));
        Some(name.into_iter().chain(cells).collect::<Vec<Cell>>())
    };
    let targets = simulated(view);
    let all = targets.iter().flat_map(|target| scenarios.iter().map(move |scenario| (scenario, target)));
    let rows = all.filter_map(|(scenario, target)| row(scenario, target));
    Table {
        caption: view.words("目标", "Targets"),
        heads: (!is_one)
            .then(|| view.words("情景", "scenario"))
            .into_iter()
            .chain([
                view.words("目标", "target"),
                view.words("要求", "wanted"),
                view.words("日期", "date"),
                view.words("概率〔95%区间〕", "probability [95 % interval]"),
                view.words("到期数值〔80%区间〕", "number when due [80 % band]"),
                view.words("半数模拟首次达到", "reached by half of the replicates"),
                view.words("说明", "note"),
            ])
            .collect(),
        rows: rows.collect(),
    }
}

/// When it becomes more likely than not that a limit is breached.
fn triggers(view: &View<'_>) -> Table {
    let language = view.language;
    let start = view.results.run.first;
    let rows = view.results.baseline.targets.triggers.iter().filter_map(|trigger| {
        let found = view.results.base.targets.iter().find(|row| row.kind == "trigger" && row.id == trigger.id)?;
        let month = match found.triggered {
            Some(month) if month == start => Cell::text(view.words("始终", "from the start")),
            Some(month) => Cell::Month(month),
            None => Cell::text(view.words("未触发", "never")),
        };
        let breached = found.probability.map(|holds| Number::probability(1.0 - holds, found.n as usize));
        Some(vec![
            Cell::text(trigger.name.get(language)),
            Cell::Quantity(Number::new(unit_of(found), trigger.value, Method::Input)),
            month,
            breached.map_or(Cell::Empty, Cell::Number),
            measured(found),
            Cell::text(trigger.origin.grade.name().get(language)),
        ])
    });
    Table {
        caption: view.words(
            "触发点：自该月起，越过界限的可能性大于不越过",
            "Triggers: from the month on it is more likely than not that the limit is breached",
        ),
        heads: vec![
            view.words("触发点", "trigger"),
            view.words("界限", "limit"),
            view.words("月份", "month"),
            view.words("当月越过界限的概率", "probability of a breach then"),
            view.words("当月数值〔80%区间〕", "number then [80 % band]"),
            view.words("依据", "grade"),
        ],
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sim_core::Month;

    #[test]
    fn a_month_before_the_span_of_a_target_is_not_shown_as_reached() {
        let check = |from: i32, to: i32, reached_in: Option<i32>, expected: Cell| {
            let [from, to] = [from, to].map(|year| Some(Month::january(year)));
            let found =
                TargetRow { from, to, reached: [None, reached_in.map(Month::january), None], ..TargetRow::default() };
            assert_eq!(reached(&found, Language::En), expected);
        };
        check(2024, 2030, Some(2021), Cell::text("before the span"));
        check(2024, 2030, Some(2026), Cell::Month(Month::january(2026)));
        // What is due in one month may be reached before it.
        check(2025, 2025, Some(2021), Cell::Month(Month::january(2021)));
        check(2024, 2030, None, Cell::text("never"));
    }
}
