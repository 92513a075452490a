//! Published figures beside what the run reproduces.
use super::{Question, Surface};
use crate::chart::{Chart, Colour, IntervalRow, Intervals};
use crate::figure::{Cell, Figure, IntervalKind, Method, Number, Table};
use crate::unit::Unit;
use crate::view::View;
use crate::words::say;
use agents::text::Label;
use outputs::{Detail, FactRow, indicator};
use scenarios::Grade;

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "facts",
    title: Label::new("与公布数据对照", "Published figures reproduced"),
    surfaces: Surface::FIRST,
    needs: Detail::Headline,
    figures,
};

/// What a figure is worth, in the order of the chart's colours.
fn kind(row: &FactRow) -> usize {
    match Grade::from_word(&row.grade) {
        Some(Grade::Forecast) => 2,
        Some(Grade::Calibrated) => 1,
        _ => 0,
    }
}

fn kinds(view: &View<'_>) -> Vec<(String, Colour)> {
    vec![
        (view.words("检验（未用于校准）", "test (not calibrated to)"), Colour::Blue),
        (view.words("已用于校准，不是检验", "calibrated to, no test"), Colour::Orange),
        (view.words("来源自身的预测，不是检验", "the source's own forecast, no test"), Colour::Purple),
    ]
}

fn name(view: &View<'_>, row: &FactRow) -> String {
    let known = row.indicator.as_deref().and_then(indicator);
    let name = known.map_or(row.key.as_str(), |known| known.name.get(view.language));
    let month = row.month.map_or_else(String::new, |month| month.to_string());
    format!("{name} {month}")
}

fn figures(view: &View<'_>) -> Vec<Figure> {
    let language = view.language;
    let validation = &view.results.facts;
    if validation.facts.is_empty() {
        return Vec::new();
    }
    let rows = validation.facts.iter().filter_map(|row| {
        let relative = |value: f64| value / row.published - 1.0;
        let [inner, outer] = [row.band_80?, row.band_95?].map(|band| band.map(relative));
        Some(IntervalRow { name: name(view, row), kind: kind(row), point: row.relative_error()?, inner, outer })
    });
    let chart = Intervals {
        rows: rows.collect(),
        kinds: kinds(view),
        unit: Unit::Deviation,
        axis: view.words("模拟相对公布值的偏差（%）", "simulated against published (%)"),
        line: Some(0.0),
    };
    let (tests, all) = (&validation.tests, &validation.all);
    let (n, in80, in95) = (tests.n, tests.inside_80, tests.inside_95);
    let (all_n, all80, replicates) = (all.n, all.inside_80, view.n());
    let tests = match n {
        0 => view.words("没有一项是独立检验", "none of them is an independent test"),
        _ => say!(
            language,
            "其中 {n} 项是检验（{in80} 项在80%、{in95} 项在95%区间内）",
            "{n} of them test the model ({in80} inside 80 %, {in95} inside 95 %)"
        ),
    };
    let outside = view
        .results
        .facts
        .facts
        .iter()
        .filter(|row| row.band_80.is_some_and(|[low, high]| row.published < low || row.published > high));
    let outside: Vec<String> = outside.map(|row| name(view, row)).collect();
    let outside = match outside.is_empty() {
        true => String::new(),
        false => {
            let names = outside.join(&view.words("、", ", "));
            say!(language, "（不在其内的：{names}）", " (outside: {names})")
        }
    };
    vec![Figure {
        id: "facts-published",
        title: view.words("模拟中位数与区间相对公布值的偏差", "Simulated medians and bands against published figures"),
        chart: Some(Chart::Intervals(chart)),
        sentence: say!(
            language,
            "{all_n} 项公布数据中有 {all80} 项落在80%区间内{outside}；{tests}，其余已用于校准或本身是预测，重现它们不能证明模型（粗线80%、细线95%区间，\
             {replicates} 次模拟）。人口推算的独立检验是对全市过去的回测：silverpeak validate。",
            "{all80} of {all_n} published figures lie inside the 80 % band{outside}; {tests}, the others were calibrated to or are forecasts \
             themselves, and reproducing them proves nothing (thick lines 80 %, thin lines 95 % bands, {replicates} replicates). The \
             independent test of the demography is the backtest on the city's past: silverpeak validate."
        ),
        tables: vec![table(view)],
        caveats: vec![view.words(
            "公布值多为四舍五入数；检验项目很少，比例只供参考",
            "published figures are mostly rounded, and so few tests say little of coverage",
        )],
        ..Figure::default()
    }]
}

fn table(view: &View<'_>) -> Table {
    let kinds = kinds(view);
    let row = |row: &FactRow| {
        let unit = Unit::of(&row.unit).unwrap_or(Unit::Ratio);
        let median = Number::new(unit, row.p50, Method::Median).of(view.n());
        let band =
            |ends: Option<[f64; 2]>, kind| ends.map_or(Cell::Empty, |ends| Cell::Interval(median.within(ends, kind)));
        let error = row.relative_error().map(|error| Number::new(Unit::Deviation, error, Method::Computed));
        vec![
            Cell::text(name(view, row)),
            Cell::Quantity(Number::new(unit, row.published, Method::Published)),
            Cell::Quantity(median),
            band(row.band_80, IntervalKind::Band80),
            band(row.band_95, IntervalKind::Band95),
            error.map_or(Cell::Empty, Cell::Quantity),
            Cell::text(kinds.get(kind(row)).map_or("", |(name, _)| name)),
            Cell::text(row.source.clone()),
        ]
    };
    Table {
        caption: view.words("公布值与模拟", "Published and simulated"),
        heads: vec![
            view.words("数据、月份", "figure, month"),
            view.words("公布值", "published"),
            view.words("模拟中位数", "simulated median"),
            view.words("80%区间", "80 % band"),
            view.words("95%区间", "95 % band"),
            view.words("相对偏差", "relative misfit"),
            view.words("性质", "kind"),
            view.words("来源章节", "section of the source"),
        ],
        rows: view.results.facts.facts.iter().map(row).collect(),
    }
}
