//! Published figures beside what the run reproduces.
use super::{Question, Surface};
use crate::chart::{Chart, Colour, IntervalRow, Intervals};
use crate::figure::{Cell, Figure, IntervalKind, Method, Number, Table};
use crate::unit::Unit;
use crate::view::View;
use crate::words::say;
use crate::{Coverage, Validation};
use agents::text::{Label, Language};
use outputs::{Detail, FactRow, indicator};
use scenarios::{Place, Role, Statistic};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "facts",
    title: Label::new("与公布数据对照", "Published figures reproduced"),
    surfaces: Surface::FIRST,
    needs: Detail::Headline,
    figures,
};

fn figures(view: &View<'_>) -> Vec<Figure> {
    let validation = &view.results.facts;
    if validation.facts.is_empty() {
        return Vec::new();
    }
    let mut figure = published(validation, view.n(), view.language);
    figure.sentence += &view.words(
        "人口推算的独立检验是对全市过去的回测：silverpeak validate。",
        " The independent test of the demography is the backtest on the city's past: silverpeak validate.",
    );
    vec![figure]
}

/// Which use a number has, in the order of the chart's colours.
fn role(row: &FactRow) -> usize {
    Role::ALL.iter().position(|role| role.word() == row.kind).unwrap_or_default()
}

fn role_name(row: &FactRow, language: Language) -> String {
    Role::ALL.get(role(row)).map_or_else(String::new, |role| role.name().get(language).to_string())
}

/// Colours of the uses, in their order.
const COLOURS: [Colour; 3] = [Colour::Orange, Colour::Blue, Colour::Purple];

fn name(row: &FactRow, language: Language) -> String {
    let of = |id: &Option<String>| id.as_deref().and_then(indicator).map(|known| known.name.get(language));
    let name = of(&row.indicator).unwrap_or(row.key.as_str());
    let per = of(&row.per).map_or_else(String::new, |per| format!(" / {per}"));
    let statistic = Statistic::ALL.iter().find(|of| Some(of.word()) == row.statistic.as_deref());
    let statistic = statistic.filter(|of| **of != Statistic::Level);
    let statistic = statistic.map_or_else(String::new, |of| match language {
        Language::Zh => format!("（{}）", of.name().zh),
        Language::En => format!(" ({})", of.name().en),
    });
    let since = row.since.map_or_else(String::new, |since| format!("{since}/"));
    let month = row.month.map_or_else(String::new, |month| format!(" {since}{month}"));
    // Numbers of other places share names with one another and with the district's.
    let is_own =
        row.place.as_deref().is_none_or(|place| [Place::District, Place::Census].iter().any(|of| of.word() == place));
    let key = if is_own { String::new() } else { format!(" [{}]", row.key) };
    format!("{name}{per}{statistic}{month}{key}")
}

/// Published numbers beside the predictive distributions of `n` replicates.
pub(super) fn published(validation: &Validation, n: usize, language: Language) -> Figure {
    let words = |zh, en| Label::new(zh, en).get(language).to_string();
    let rows = validation.facts.iter().filter_map(|row| {
        let relative = |value: f64| value / row.published - 1.0;
        // Growths have bands about 0: their relative deviations say nothing.
        let is_level = row.statistic.as_deref() != Some(Statistic::Growth.word());
        let [inner, outer] = [row.band_80?, row.band_95?].map(|band| band.map(relative));
        let point = row.relative_error().filter(|_| is_level)?;
        Some(IntervalRow { name: name(row, language), kind: role(row), point, inner, outer })
    });
    let chart = Intervals {
        rows: rows.collect(),
        kinds: Role::ALL.iter().zip(COLOURS).map(|(role, colour)| (role.name().get(language).into(), colour)).collect(),
        unit: Unit::Deviation,
        axis: words("模拟相对公布值的偏差（%）", "simulated against published (%)"),
        line: Some(0.0),
    };
    Figure {
        id: "facts-published",
        title: words("模拟中位数与区间相对公布值的偏差", "Simulated medians and bands against published figures"),
        chart: Some(Chart::Intervals(chart)),
        sentence: sentence(validation, n, language),
        tables: vec![table(validation, n, language)],
        caveats: vec![words(
            "公布值多为四舍五入数；留作检验的多是全市或外地数据，误差是判断值",
            "published figures are mostly rounded; most of those held out are of the city or of other places, and their errors are judgements",
        )],
        ..Figure::default()
    }
}

fn sentence(validation: &Validation, replicates: usize, language: Language) -> String {
    let (Coverage { n, inside_80, inside_95 }, all) = (validation.tests, validation.all);
    let (all_n, all_80) = (all.n, all.inside_80);
    let tests = match n {
        0 => Label::new("没有一项是独立检验", "none of them is an independent test").get(language).to_string(),
        _ => say!(
            language,
            "其中 {n} 项留作检验（{inside_80} 项在80%、{inside_95} 项在95%区间内）",
            "{n} of them were held out and test the model ({inside_80} inside 80 %, {inside_95} inside 95 %)"
        ),
    };
    let outside = validation.facts.iter().filter(|row| row.inside()[1] == Some(false));
    let outside: Vec<String> = outside.map(|row| name(row, language)).collect();
    let outside = match outside.is_empty() {
        true => String::new(),
        false => {
            let names = outside.join(Label::new("、", ", ").get(language));
            say!(language, "（不在其内的：{names}）", " (outside: {names})")
        }
    };
    say!(
        language,
        "{all_n} 项公布数据中有 {all_80} 项落在80%区间内{outside}；{tests}，其余用于校准，或本身是预测、是模型的输入，重现它们不能证明模型。区间含参数、偶然、模型偏差和公布值\
         本身的误差（粗线80%、细线95%，{replicates} 次模拟）。",
        "{all_80} of {all_n} published figures lie inside the 80 % band{outside}; {tests}, the others were calibrated to, are forecasts \
         themselves or are read by the model, and reproducing them proves nothing. Bands hold parameters, chance, discrepancy and the \
         error of the figure (thick lines 80 %, thin lines 95 %, {replicates} replicates)."
    )
}

fn table(validation: &Validation, n: usize, language: Language) -> Table {
    let words = |zh, en| Label::new(zh, en).get(language).to_string();
    let row = |row: &FactRow| {
        let unit = Unit::of(&row.unit).unwrap_or(Unit::Ratio);
        let median = Number::new(unit, row.p50, Method::Median).of(n);
        let band =
            |ends: Option<[f64; 2]>, kind| ends.map_or(Cell::Empty, |ends| Cell::Interval(median.within(ends, kind)));
        let computed = |unit, value: Option<f64>| {
            value.map_or(Cell::Empty, |value| Cell::Quantity(Number::new(unit, value, Method::Computed)))
        };
        vec![
            Cell::text(name(row, language)),
            Cell::Quantity(Number::new(unit, row.published, Method::Published)),
            Cell::Quantity(median),
            band(row.band_50, IntervalKind::Band50),
            band(row.band_80, IntervalKind::Band80),
            band(row.band_95, IntervalKind::Band95),
            computed(Unit::Deviation, row.relative_error()),
            computed(Unit::Probability, row.pit),
            computed(Unit::Ratio, row.crps),
            computed(Unit::Ratio, row.interval_score),
            Cell::text(role_name(row, language)),
            Cell::text(row.source.clone()),
        ]
    };
    Table {
        caption: words("公布值与模拟", "Published and simulated"),
        heads: vec![
            words("数据、月份", "figure, month"),
            words("公布值", "published"),
            words("模拟中位数", "simulated median"),
            words("50%区间", "50 % band"),
            words("80%区间", "80 % band"),
            words("95%区间", "95 % band"),
            words("相对偏差", "relative misfit"),
            words("PIT", "PIT"),
            words("CRPS", "CRPS"),
            words("区间评分", "interval score"),
            words("用途", "use"),
            words("来源章节", "section of the source"),
        ],
        rows: validation.facts.iter().map(row).collect(),
    }
}
