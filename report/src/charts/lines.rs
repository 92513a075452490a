//! Several numbers over the years, told apart by colour and dash, some with their 80 % band.
use super::fan::Mark;
use super::fan::{outline, stroke};
use super::style::{COLOURS, Colour, History, axis, dash, history, layout, years};
use crate::fan::Fan;
use crate::words::Unit;
use agents::text::Language;
use plotly::common::{Fill, HoverInfo, Line as Stroke, Marker, Mode};
use plotly::layout::RangeMode;
use plotly::{Plot, Scatter};

/// What is drawn.
pub struct Lines {
    /// The lines, first to last.
    pub lines: Vec<Line>,
    /// Unit of all values.
    pub unit: Unit,
    /// Title of the axis of values.
    pub axis: String,
    /// Figures from elsewhere.
    pub marks: Vec<Mark>,
    /// Where published figures end.
    pub history: Option<History>,
    /// Whether the axis of values begins at zero.
    pub from_zero: bool,
}

/// One number over the years.
pub struct Line {
    /// What it is.
    pub name: String,
    /// By year.
    pub fans: Vec<(i32, Fan)>,
    /// Whether its 80 % band is drawn.
    pub has_band: bool,
}

/// The chart.
pub fn lines(chart: &Lines, language: Language) -> Plot {
    let shown = |value: f64| chart.unit.shown(language, value);
    let mut plot = Plot::new();
    let coloured = |at: usize| -> Colour { COLOURS[at % COLOURS.len()] };
    for (at, line) in chart.lines.iter().enumerate().filter(|(_, line)| line.has_band) {
        let (x, y) = outline(&line.fans, |fan| fan.band80.map(shown));
        plot.add_trace(
            Scatter::new(x, y)
                .mode(Mode::Lines)
                .fill(Fill::ToSelf)
                .fill_color(coloured(at).at(0.16))
                .line(Stroke::new().width(0.0).color(coloured(at).at(0.16)))
                .show_legend(false)
                .hover_info(HoverInfo::Skip),
        );
    }
    for (at, line) in chart.lines.iter().enumerate() {
        let x: Vec<i32> = line.fans.iter().map(|(year, _)| *year).collect();
        let y: Vec<f64> = line.fans.iter().map(|(_, fan)| shown(fan.median)).collect();
        let words = line.fans.iter().map(|(year, fan)| {
            let (value, band) = (chart.unit.value(language, fan.median), chart.unit.band(language, fan.band80));
            format!("<b>{year}</b> {}<br>{value}<br>80% {band}", line.name)
        });
        plot.add_trace(
            Scatter::new(x, y)
                .mode(Mode::LinesMarkers)
                .line(stroke(coloured(at), dash(at)))
                .marker(Marker::new().size(4).color(coloured(at).at(1.0)))
                .name(&line.name)
                .text_array(words.collect::<Vec<String>>())
                .hover_template("%{text}<extra></extra>"),
        );
    }
    for mark in &chart.marks {
        plot.add_trace(mark.trace(chart.unit, language));
    }
    let all = chart.lines.iter().flat_map(|line| line.fans.iter().map(|(year, _)| *year));
    let (first, last) = (all.clone().min().unwrap_or(0), all.max().unwrap_or(1));
    let values = axis(&chart.axis);
    let values = if chart.from_zero { values.range_mode(RangeMode::ToZero) } else { values };
    let mut layout = layout().x_axis(years(first, last)).y_axis(values);
    if let Some(known) = &chart.history {
        let (shapes, label) = history(f64::from(first) - 0.4, known);
        layout = layout.shapes(shapes).annotations(vec![label]);
    }
    plot.set_layout(layout);
    plot
}
