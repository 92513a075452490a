//! Targets as probabilities.
use super::Section;
use crate::charts::{Bars, COLOURS, bars};
use crate::figure::{Cell, Figure, Picture, Table};
use crate::report::Report;
use crate::results::Scenario;
use crate::words::{Unit, counted, height_of_rows, percent, say};
use agents::text::Label;
use outputs::TargetRow;
use scenarios::{Aim, Target};

/// The section.
pub const SECTION: Section =
    Section {
        id: "targets", title: Label::new("目标达成的概率", "How likely targets are met"), needs: &[], figures
    };

fn simulated<'a>(report: &'a Report<'_>) -> Vec<&'a Target> {
    let all = report.results.baseline.targets.targets.iter();
    all.filter(|target| matches!(target.aim, Aim::Simulated { .. })).collect()
}

fn row<'a>(scenario: &'a Scenario, target: &Target) -> Option<&'a TargetRow> {
    scenario.targets.iter().find(|row| row.kind == "target" && row.id == target.id)
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
fn named(report: &Report<'_>, target: &Target) -> String {
    let (name, due) = (target.name.get(report.language), row(&report.results.base, target).map(due));
    match due {
        Some(due) => say!(report.language, "{name}（{due}）", "{name} ({due})"),
        None => name.to_string(),
    }
}

fn figures(report: &Report<'_>) -> Vec<Figure> {
    let language = report.language;
    let targets = simulated(report);
    let all: Vec<&Scenario> = std::iter::once(&report.results.base).chain(&report.results.others).collect();
    let known: Vec<&&Target> = targets
        .iter()
        .filter(|target| row(&report.results.base, target).is_some_and(|row| row.probability.is_some()))
        .collect();
    if known.is_empty() {
        return Vec::new();
    }
    let value = |scenario: &Scenario, target: &Target| {
        let probability = row(scenario, target)?.probability?;
        Some((probability * 100.0, percent(language, probability)))
    };
    let kinds = all.iter().enumerate().map(|(at, scenario)| {
        let values = known.iter().map(|target| value(scenario, target)).collect();
        (scenario.name.get(language).to_string(), COLOURS[at % COLOURS.len()], values)
    });
    let chart = Bars {
        names: known.iter().map(|target| named(report, target)).collect(),
        kinds: kinds.collect(),
        axis: report.words("达标的模拟占比（%）", "% of replicates that meet it"),
        range: Some([0.0, 114.0]),
        line: None,
        is_single: all.len() == 1,
    };
    let names = chart.names.iter().map(String::as_str);
    let height = height_of_rows(100, names, language).max(100 + known.len() as u32 * (30 + 14 * all.len() as u32));
    vec![Figure {
        id: "targets-probability",
        title: report.words("各目标到期达成的概率", "Probability that each target is met when it is due"),
        picture: Picture::Plot(Box::new(bars(&chart, language)), height),
        sentence: sentence(report, &known),
        tables: all.iter().map(|scenario| table(report, scenario)).collect(),
    }]
}

fn sentence(report: &Report<'_>, known: &[&&Target]) -> String {
    let language = report.language;
    let told = known.iter().filter_map(|target| {
        let probability = row(&report.results.base, target)?.probability?;
        Some((probability, target.name.get(language)))
    });
    let mut told: Vec<(f64, &str)> = told.collect();
    told.sort_by(|a, b| a.0.total_cmp(&b.0));
    let Some(((low, least), (high, most))) = told.first().copied().zip(told.last().copied()) else {
        return String::new();
    };
    let (low, high, n) = (percent(language, low), percent(language, high), report.results.manifest.plan.replicates);
    let likely = told.iter().filter(|(probability, _)| *probability >= 0.5).count();
    let all = told.len();
    let reasons = report.results.baseline.targets.targets.iter().filter_map(|target| match &target.aim {
        Aim::NotSimulated { reason, .. } => Some(format!("{}: {}", target.name.get(language), reason.get(language))),
        Aim::Simulated { .. } => None,
    });
    let reasons: Vec<String> = reasons.collect();
    let left_out = if reasons.is_empty() {
        String::new()
    } else {
        let reasons = reasons.join(&report.words("；", "; "));
        say!(language, "未模拟的目标：{reasons}。", " Not simulated: {reasons}.")
    };
    say!(
        language,
        "{all} 个目标中有 {likely} 个达成的可能不小于一半；最难的是“{least}”（{low}），最易的是“{most}”（{high}）。概率为 {n} 次模拟中达标的比例，\
         是模型在其假定之内的概率，不是承诺。{left_out}",
        "Of {all} targets {likely} are at least as likely met as not; the hardest is “{least}” ({low}), the easiest “{most}” ({high}). A \
         probability is the share of {n} replicates that meet it: that of the model within its assumptions, no promise.{left_out}"
    )
}

fn table(report: &Report<'_>, scenario: &Scenario) -> Table {
    let language = report.language;
    let replicates = report.results.manifest.plan.replicates as usize;
    let rows = simulated(report).into_iter().filter_map(|target| {
        let found = row(scenario, target)?;
        let unit = Unit::of(found.unit.as_deref().unwrap_or_default());
        let date = due(found);
        let number = match (found.p10, found.p50, found.p90) {
            (Some(p10), Some(p50), Some(p90)) => Cell::with_band(language, unit, p50, [p10, p90]),
            _ => Cell::text("–"),
        };
        let probability = match found.probability {
            Some(probability) => {
                Cell { text: counted(language, probability, replicates), value: Some(probability), band: None }
            }
            None => Cell::text(report.words("未模拟到", "beyond the run")),
        };
        // What has no unit of its own here is told with that of the file.
        let of = match unit {
            Unit::Plain => format!(" {}", scenarios::unit(found.unit.as_deref().unwrap_or_default(), language)),
            _ => String::new(),
        };
        let wanted = found.value.map_or_else(|| "–".to_string(), |value| unit.value(language, value) + &of);
        let never = report.words("未达到", "never");
        let reached = found.reached[1].map_or(never, |month| month.to_string());
        let note = target.note.as_ref().map_or("", |note| note.get(language));
        Some(vec![
            Cell::text(target.name.get(language)),
            Cell::text(wanted),
            Cell::text(date),
            probability,
            number,
            Cell::text(reached),
            Cell::text(note),
        ])
    });
    let name = scenario.name.get(language);
    Table {
        caption: say!(language, "目标：{name}", "Targets: {name}"),
        heads: vec![
            report.words("目标", "target"),
            report.words("要求", "wanted"),
            report.words("日期", "date"),
            report.words("概率〔95%区间〕", "probability [95 % interval]"),
            report.words("到期数值〔80%区间〕", "number when due [80 % band]"),
            report.words("半数模拟首次达到", "reached by half of the replicates"),
            report.words("说明", "note"),
        ],
        rows: rows.collect(),
    }
}
