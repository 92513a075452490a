//! Published figures beside what the run reproduces.
use super::Section;
use crate::charts::{Colour, IntervalRow, Intervals, intervals};
use crate::figure::{Cell, Figure, Picture, Table};
use crate::report::Report;
use crate::words::{Unit, grouped, height_of_rows, say};
use agents::text::Label;
use outputs::{FactRow, indicator};
use scenarios::Grade;

/// The section.
pub const SECTION: Section =
    Section {
        id: "facts", title: Label::new("与公布数据对照", "Published figures reproduced"), needs: &[], figures
    };

/// What a figure is worth, in the order of the chart's colours.
fn kind(row: &FactRow) -> usize {
    match Grade::from_word(&row.grade) {
        Some(Grade::Forecast) => 2,
        Some(Grade::Calibrated) => 1,
        _ => 0,
    }
}

fn kinds(report: &Report<'_>) -> Vec<(String, Colour)> {
    vec![
        (report.words("检验（未用于校准）", "test (not calibrated to)"), Colour::BLUE),
        (report.words("已用于校准，不是检验", "calibrated to, no test"), Colour::ORANGE),
        (report.words("来源自身的预测，不是检验", "the source's own forecast, no test"), Colour::PURPLE),
    ]
}

fn name(report: &Report<'_>, row: &FactRow) -> String {
    let known = row.indicator.as_deref().and_then(indicator);
    let name = known.map_or(row.key.as_str(), |known| known.name.get(report.language));
    let month = row.month.map_or_else(String::new, |month| month.to_string());
    format!("{name} {month}")
}

fn figures(report: &Report<'_>) -> Vec<Figure> {
    let language = report.language;
    let validation = &report.results.facts;
    if validation.facts.is_empty() {
        return Vec::new();
    }
    let rows = validation.facts.iter().filter_map(|row| {
        let relative = |value: f64| (value / row.published - 1.0) * 100.0;
        let point = row.relative_error()? * 100.0;
        let words = format!("<b>{}</b><br>{:+.1}%", name(report, row), point);
        let [inner, outer] = [row.band_80?, row.band_95?].map(|band| band.map(relative));
        Some(IntervalRow { name: name(report, row), kind: kind(row), point, inner, outer: Some(outer), words })
    });
    let chart = Intervals {
        rows: rows.collect(),
        kinds: kinds(report),
        axis: report.words("模拟相对公布值的偏差（%）", "simulated against published (%)"),
        line: Some(0.0),
    };
    let (tests, all) = (&validation.tests, &validation.all);
    let (n, in80, in95) = (tests.n, tests.inside_80, tests.inside_95);
    let (all_n, all80, replicates) = (all.n, all.inside_80, report.results.manifest.plan.replicates);
    let tests = match n {
        0 => report.words("没有一项是独立检验", "none of them is an independent test"),
        _ => say!(
            language,
            "其中 {n} 项是检验（{in80} 项在80%、{in95} 项在95%区间内）",
            "{n} of them test the model ({in80} inside 80 %, {in95} inside 95 %)"
        ),
    };
    let outside = report
        .results
        .facts
        .facts
        .iter()
        .filter(|row| row.band_80.is_some_and(|[low, high]| row.published < low || row.published > high));
    let outside: Vec<String> = outside.map(|row| name(report, row)).collect();
    let outside = match outside.is_empty() {
        true => String::new(),
        false => {
            let names = outside.join(&report.words("、", ", "));
            say!(language, "（不在其内的：{names}）", " (outside: {names})")
        }
    };
    let height = height_of_rows(110, chart.rows.iter().map(|row| row.name.as_str()), language);
    vec![Figure {
        id: "facts-published",
        title: report
            .words("模拟中位数与区间相对公布值的偏差", "Simulated medians and bands against published figures"),
        picture: Picture::Plot(Box::new(intervals(&chart, language)), height),
        sentence: say!(
            language,
            "{all_n} 项公布数据中有 {all80} 项落在80%区间内{outside}；{tests}，其余已用于校准或本身是预测，重现它们不能证明模型（粗线80%、细线95%区间，\
             {replicates} 次模拟）。人口推算的独立检验是对全市过去的回测：silverpeak validate。",
            "{all80} of {all_n} published figures lie inside the 80 % band{outside}; {tests}, the others were calibrated to or are forecasts \
             themselves, and reproducing them proves nothing (thick lines 80 %, thin lines 95 % bands, {replicates} replicates). The \
             independent test of the demography is the backtest on the city's past: silverpeak validate."
        ),
        tables: vec![table(report)],
    }]
}

fn table(report: &Report<'_>) -> Table {
    let language = report.language;
    let kinds = kinds(report);
    let row = |row: &FactRow| {
        let unit = Unit::of(&row.unit);
        let band =
            |band: Option<[f64; 2]>| band.map_or_else(|| Cell::text("–"), |ends| Cell::band(language, unit, ends));
        let error = row.relative_error().map_or_else(
            || Cell::text("–"),
            |error| Cell { text: format!("{}%", grouped(error * 100.0, 1)), value: Some(error), band: None },
        );
        vec![
            Cell::text(name(report, row)),
            Cell { text: unit.value(language, row.published), value: Some(row.published), band: None },
            Cell::number(language, unit, row.p50),
            band(row.band_80),
            band(row.band_95),
            error,
            Cell::text(kinds.get(kind(row)).map_or("", |(name, _)| name)),
            Cell::text(row.source.clone()),
        ]
    };
    Table {
        caption: report.words("公布值与模拟", "Published and simulated"),
        heads: vec![
            report.words("数据、月份", "figure, month"),
            report.words("公布值", "published"),
            report.words("模拟中位数", "simulated median"),
            report.words("80%区间", "80 % band"),
            report.words("95%区间", "95 % band"),
            report.words("相对偏差", "relative misfit"),
            report.words("性质", "kind"),
            report.words("来源章节", "section of the source"),
        ],
        rows: report.results.facts.facts.iter().map(row).collect(),
    }
}
