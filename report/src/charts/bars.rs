//! Rows of bars, the first at the top.
use super::style::{Shade, axis, layout, names, upright};
use super::wrapped;
use agents::text::Language;
use findings::chart::{BarKind, Bars};
use findings::figure::Number;
use plotly::Plot;
use plotly::common::{DashType, Marker, Orientation, TextPosition};
use plotly::layout::BarMode;

/// The chart.
pub(super) fn bars(chart: &Bars, language: Language) -> Plot {
    let mut plot = Plot::new();
    for BarKind { name, colour, values } in &chart.kinds {
        let known: Vec<(usize, &Number)> =
            values.iter().enumerate().filter_map(|(at, value)| Some((at, value.as_ref()?))).collect();
        let labels: Vec<String> = known.iter().map(|(_, number)| number.unit.value(language, number.value)).collect();
        plot.add_trace(
            plotly::Bar::new(
                known.iter().map(|(_, number)| number.unit.shown(language, number.value)).collect(),
                known.iter().map(|(at, _)| *at as f64).collect(),
            )
            .orientation(Orientation::Horizontal)
            .name(name)
            .marker(Marker::new().color(colour.at(0.88)))
            .text_array(labels)
            .text_position(if chart.is_stacked { TextPosition::Inside } else { TextPosition::Outside })
            .clip_on_axis(false)
            .show_legend(chart.kinds.len() > 1)
            .hover_info(plotly::common::HoverInfo::Skip),
        );
    }
    let unit = chart.kinds.iter().flat_map(|kind| kind.values.iter().flatten()).map(|number| number.unit).next();
    let shown = |value: f64| unit.map_or(value, |unit| unit.shown(language, value));
    let rows = chart.names.iter().map(|name| wrapped(name, language)).collect();
    let mut values = axis(&chart.axis);
    if let Some(range) = chart.range {
        values = values.range(range.map(shown).to_vec());
    }
    let mode = match (chart.is_stacked, chart.is_single) {
        (true, _) => BarMode::Stack,
        (false, true) => BarMode::Overlay,
        (false, false) => BarMode::Group,
    };
    let mut layout = layout().bar_mode(mode).bar_gap(0.3).x_axis(values).y_axis(names(rows));
    layout = layout.shapes(chart.lines.iter().map(|line| upright(shown(*line), "#22303c", DashType::Dash)).collect());
    plot.set_layout(layout.show_legend(chart.kinds.len() > 1));
    plot
}
