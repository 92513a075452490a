//! Rows of bars, the first at the top.
use super::style::{Colour, axis, layout, names, upright};
use crate::words::wrapped;
use agents::text::Language;
use plotly::Plot;
use plotly::common::{DashType, Marker, Orientation, TextPosition};
use plotly::layout::BarMode;

/// The length of a bar, and the words at its end.
pub type Bar = (f64, String);

/// What is drawn.
pub struct Bars {
    /// Names of the rows.
    pub names: Vec<String>,
    /// Kinds of bars: name, colour, and a value and its words for each row.
    pub kinds: Vec<(String, Colour, Vec<Option<Bar>>)>,
    /// Title of the axis of values.
    pub axis: String,
    /// Ends of that axis.
    pub range: Option<[f64; 2]>,
    /// A line to look at.
    pub line: Option<f64>,
    /// Whether each row has one bar of one kind.
    pub is_single: bool,
}

/// The chart.
pub fn bars(chart: &Bars, language: Language) -> Plot {
    let mut plot = Plot::new();
    for (name, colour, values) in &chart.kinds {
        let known: Vec<(usize, &Bar)> =
            values.iter().enumerate().filter_map(|(at, value)| Some((at, value.as_ref()?))).collect();
        let labels: Vec<String> = known.iter().map(|(_, (_, words))| words.clone()).collect();
        plot.add_trace(
            plotly::Bar::new(
                known.iter().map(|(_, (value, _))| *value).collect(),
                known.iter().map(|(at, _)| *at as f64).collect(),
            )
            .orientation(Orientation::Horizontal)
            .name(name)
            .marker(Marker::new().color(colour.at(0.88)))
            .text_array(labels)
            .text_position(TextPosition::Outside)
            .clip_on_axis(false)
            .show_legend(chart.kinds.len() > 1)
            .hover_info(plotly::common::HoverInfo::Skip),
        );
    }
    let rows = chart.names.iter().map(|name| wrapped(name, language)).collect();
    let mut values = axis(&chart.axis);
    if let Some(range) = chart.range {
        values = values.range(range.to_vec());
    }
    let mode = if chart.is_single { BarMode::Overlay } else { BarMode::Group };
    let mut layout = layout().bar_mode(mode).bar_gap(0.3).x_axis(values).y_axis(names(rows));
    if let Some(line) = chart.line {
        layout = layout.shapes(vec![upright(line, "#22303c", DashType::Dash)]);
    }
    plot.set_layout(layout.show_legend(chart.kinds.len() > 1));
    plot
}
