//! A forecast as a fan: median in bands of 50, 80 and 95 %, history shaded up to where published figures end.
use super::style::{Colour, History, axis, history, layout, level, years};
use crate::fan::Fan;
use crate::words::Unit;
use agents::text::{Label, Language};
use plotly::common::{Anchor, DashType, Fill, Font, HoverInfo, Line, Marker, MarkerSymbol, Mode};
use plotly::layout::Annotation;
use plotly::{Plot, Scatter};

/// What is drawn.
pub struct FanChart<'a> {
    /// By year.
    pub fans: &'a [(i32, Fan)],
    /// Unit of the values.
    pub unit: Unit,
    /// Title of the axis of values.
    pub axis: String,
    /// Colour of the bands.
    pub colour: Colour,
    /// Where published figures end.
    pub history: Option<History>,
    /// Figures from elsewhere.
    pub marks: Vec<Mark>,
    /// A line to be reached, in the unit of the values, and its words.
    pub aim: Option<(f64, String)>,
    /// The highest point: year, value, words.
    pub peak: Option<(i32, f64, String)>,
    /// Ends of the axis of values, in the unit of the values.
    pub range: Option<[f64; 2]>,
}

/// The ends of a band.
type Ends = fn(&Fan) -> [f64; 2];

/// A figure from elsewhere.
pub struct Mark {
    /// Where it stands on the axis of years.
    pub at: f64,
    /// The figure, in the unit of the values.
    pub value: f64,
    /// What it is.
    pub name: String,
    /// Whether somebody counted it; else it is a forecast or target.
    pub is_counted: bool,
}

impl Mark {
    /// As a diamond, filled where it was counted.
    pub(super) fn trace(&self, unit: Unit, language: Language) -> Box<Scatter<f64, f64>> {
        let symbol = if self.is_counted { MarkerSymbol::Diamond } else { MarkerSymbol::DiamondOpen };
        Scatter::new(vec![self.at], vec![unit.shown(language, self.value)])
            .mode(Mode::Markers)
            .marker(Marker::new().symbol(symbol).size(11).color(Colour::BLACK.at(1.0)))
            .name(&self.name)
            .hover_template(format!("{}<br>{}<extra></extra>", self.name, unit.value(language, self.value)))
    }
}

/// The chart.
pub fn fan_chart(chart: &FanChart<'_>, language: Language) -> Plot {
    let shown = |value: f64| chart.unit.shown(language, value);
    let mut plot = Plot::new();
    let bands: [(Ends, Label, f64); 3] = [
        (|fan| fan.band95, Label::new("95%区间", "95 % band"), 0.17),
        (|fan| fan.band80, Label::new("80%区间", "80 % band"), 0.36),
        (|fan| fan.band50, Label::new("50%区间", "50 % band"), 0.60),
    ];
    for (band, name, share) in bands {
        let (x, y) = outline(chart.fans, |fan| band(fan).map(shown));
        plot.add_trace(
            Scatter::new(x, y)
                .mode(Mode::Lines)
                .fill(Fill::ToSelf)
                .fill_color(chart.colour.tint(share))
                .line(Line::new().width(0.0).color(chart.colour.tint(share)))
                .name(name.get(language))
                .hover_info(HoverInfo::Skip),
        );
    }
    let x: Vec<i32> = chart.fans.iter().map(|(year, _)| *year).collect();
    let y: Vec<f64> = chart.fans.iter().map(|(_, fan)| shown(fan.median)).collect();
    let words = chart.fans.iter().map(|(year, fan)| {
        let (unit, band) = (chart.unit, |band| chart.unit.band(language, band));
        let (b50, b80, b95) = (band(fan.band50), band(fan.band80), band(fan.band95));
        format!("<b>{year}</b> {}<br>50% {b50}<br>80% {b80}<br>95% {b95}", unit.value(language, fan.median))
    });
    plot.add_trace(
        Scatter::new(x, y)
            .mode(Mode::LinesMarkers)
            .line(Line::new().width(2.5).color(chart.colour.at(1.0)))
            .marker(Marker::new().size(5).color(chart.colour.at(1.0)))
            .name(Label::new("中位数", "median").get(language))
            .text_array(words.collect::<Vec<String>>())
            .hover_template("%{text}<extra></extra>"),
    );
    for mark in &chart.marks {
        plot.add_trace(mark.trace(chart.unit, language));
    }
    let ends = chart.fans.first().zip(chart.fans.last());
    let (first, last) = ends.map_or((0, 1), |((first, _), (last, _))| (*first, *last));
    let mut values = axis(&chart.axis);
    if let Some(range) = chart.range {
        values = values.range(range.map(shown).to_vec());
    }
    let mut layout = layout().x_axis(years(first, last)).y_axis(values);
    let (mut shapes, mut labels) = (Vec::new(), Vec::new());
    if let Some(known) = &chart.history {
        let (marked, label) = history(f64::from(first) - 0.4, known);
        shapes.extend(marked);
        labels.push(label);
    }
    if let Some((aim, words)) = &chart.aim {
        let (line, label) = level(shown(*aim), words);
        shapes.push(line);
        labels.push(label);
    }
    if let Some((year, value, words)) = &chart.peak {
        labels.push(
            Annotation::new()
                .x(f64::from(*year))
                .y(shown(*value))
                .text(words)
                .show_arrow(true)
                .arrow_head(2)
                .arrow_width(1.2)
                // Below the bands, on a phone too.
                .ax(14.0)
                .ay(120.0)
                .x_anchor(Anchor::Left)
                .background_color("rgba(255,255,255,0.85)")
                .font(Font::new().size(12)),
        );
    }
    layout = layout.shapes(shapes).annotations(labels);
    plot.set_layout(layout);
    plot
}

/// The edge of a band: along its upper end, and back along its lower one.
pub(super) fn outline(fans: &[(i32, Fan)], band: impl Fn(&Fan) -> [f64; 2]) -> (Vec<i32>, Vec<f64>) {
    let upper = fans.iter().map(|(year, fan)| (*year, band(fan)[1]));
    let lower = fans.iter().rev().map(|(year, fan)| (*year, band(fan)[0]));
    upper.chain(lower).unzip()
}

/// A line that is to be told apart in print as well.
pub(super) fn stroke(colour: Colour, dash: DashType) -> Line {
    Line::new().width(2.2).color(colour.at(1.0)).dash(dash)
}
