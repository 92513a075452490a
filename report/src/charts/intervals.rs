//! Rows of a point between the ends of its bands.
use super::style::{Shade, axis, layout, names, upright};
use super::wrapped;
use agents::text::Language;
use findings::chart::{IntervalRow, Intervals};
use plotly::common::{DashType, HoverInfo, Line, Marker, Mode};
use plotly::{Plot, Scatter};

/// The chart.
pub(super) fn intervals(chart: &Intervals, language: Language) -> Plot {
    let shown = |value: f64| chart.unit.shown(language, value);
    let words = |row: &IntervalRow| {
        let (value, band) = (chart.unit.value(language, row.point), |ends| chart.unit.band(language, ends));
        format!("<b>{}</b><br>{value}<br>80% {}<br>95% {}", row.name, band(row.inner), band(row.outer))
    };
    let mut plot = Plot::new();
    for (kind, (name, colour)) in chart.kinds.iter().enumerate() {
        let rows: Vec<(usize, &IntervalRow)> =
            chart.rows.iter().enumerate().filter(|(_, row)| row.kind == kind).collect();
        let bars = |band: &dyn Fn(&IntervalRow) -> [f64; 2]| -> (Vec<Option<f64>>, Vec<Option<f64>>) {
            let ends = rows.iter().map(|(at, row)| (*at as f64, band(row).map(shown)));
            // A gap after each, so that rows stay apart.
            ends.flat_map(|(at, [low, high])| [(Some(low), Some(at)), (Some(high), Some(at)), (None, None)]).unzip()
        };
        for (width, (x, y)) in [(1.5, bars(&|row| row.outer)), (6.0, bars(&|row| row.inner))] {
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
                rows.iter().map(|(_, row)| shown(row.point)).collect(),
                rows.iter().map(|(at, _)| *at as f64).collect(),
            )
            .mode(Mode::Markers)
            .marker(Marker::new().size(9).color(colour.at(1.0)))
            .name(name)
            .show_legend(chart.kinds.len() > 1)
            .text_array(rows.iter().map(|(_, row)| words(row)).collect::<Vec<_>>())
            .hover_template("%{text}<extra></extra>"),
        );
    }
    let rows = chart.rows.iter().map(|row| wrapped(&row.name, language)).collect();
    let mut layout = layout().x_axis(axis(&chart.axis)).y_axis(names(rows));
    if let Some(line) = chart.line {
        layout = layout.shapes(vec![upright(shown(line), "#22303c", DashType::Dash)]);
    }
    plot.set_layout(layout.show_legend(chart.kinds.len() > 1));
    plot
}
