//! Rows of a point between the ends of its bands.
use super::style::{Colour, axis, layout, names, upright};
use crate::words::wrapped;
use agents::text::Language;
use plotly::common::{DashType, HoverInfo, Line, Marker, Mode};
use plotly::{Plot, Scatter};

/// What is drawn.
pub struct Intervals {
    /// Rows, the first at the top.
    pub rows: Vec<IntervalRow>,
    /// Kinds of rows, with their colours.
    pub kinds: Vec<(String, Colour)>,
    /// Title of the axis of values.
    pub axis: String,
    /// A line to look at.
    pub line: Option<f64>,
}

/// One row, in the unit of the axis.
pub struct IntervalRow {
    /// What it is.
    pub name: String,
    /// Its kind: a place in [`Intervals::kinds`].
    pub kind: usize,
    /// The point.
    pub point: f64,
    /// Ends of the inner, thick band.
    pub inner: [f64; 2],
    /// Ends of the outer, thin band, if there is one.
    pub outer: Option<[f64; 2]>,
    /// What is told of it.
    pub words: String,
}

/// The chart.
pub fn intervals(chart: &Intervals, language: Language) -> Plot {
    let mut plot = Plot::new();
    for (kind, (name, colour)) in chart.kinds.iter().enumerate() {
        let rows: Vec<(usize, &IntervalRow)> =
            chart.rows.iter().enumerate().filter(|(_, row)| row.kind == kind).collect();
        let bars = |band: &dyn Fn(&IntervalRow) -> Option<[f64; 2]>| -> (Vec<Option<f64>>, Vec<Option<f64>>) {
            let ends = rows.iter().filter_map(|(at, row)| Some((*at as f64, band(row)?)));
            // A gap after each, so that rows stay apart.
            ends.flat_map(|(at, [low, high])| [(Some(low), Some(at)), (Some(high), Some(at)), (None, None)]).unzip()
        };
        for (width, (x, y)) in [(1.5, bars(&|row| row.outer)), (6.0, bars(&|row| Some(row.inner)))] {
            plot.add_trace(
                Scatter::new(x, y)
                    .mode(Mode::Lines)
                    .line(Line::new().width(width).color(colour.at(if width > 2.0 { 0.45 } else { 0.8 })))
                    .show_legend(false)
                    .hover_info(HoverInfo::Skip),
            );
        }
        plot.add_trace(
            Scatter::new(
                rows.iter().map(|(_, row)| row.point).collect(),
                rows.iter().map(|(at, _)| *at as f64).collect(),
            )
            .mode(Mode::Markers)
            .marker(Marker::new().size(9).color(colour.at(1.0)))
            .name(name)
            .show_legend(chart.kinds.len() > 1)
            .text_array(rows.iter().map(|(_, row)| row.words.clone()).collect::<Vec<_>>())
            .hover_template("%{text}<extra></extra>"),
        );
    }
    let rows = chart.rows.iter().map(|row| wrapped(&row.name, language)).collect();
    let mut layout = layout().x_axis(axis(&chart.axis)).y_axis(names(rows));
    if let Some(line) = chart.line {
        layout = layout.shapes(vec![upright(line, "#22303c", DashType::Dash)]);
    }
    plot.set_layout(layout.show_legend(chart.kinds.len() > 1));
    plot
}
