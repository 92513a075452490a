//! Parts of a whole over the years, stacked, with lines over them.
use super::style::{Shade, axis, dash, layout, years};
use agents::text::Language;
use findings::Estimate;
use findings::chart::{COLOURS, Colour, Stack};
use plotly::common::{ErrorData, ErrorType, Line, Marker, MarkerSymbol, Mode};
use plotly::layout::BarMode;
use plotly::{Bar, Plot, Scatter};

/// The chart.
pub(super) fn stack(chart: &Stack, language: Language) -> Plot {
    let shown = |value: f64| chart.unit.shown(language, value);
    let split = |values: &[(i32, f64)]| -> (Vec<i32>, Vec<f64>) {
        values.iter().map(|(year, value)| (*year, shown(*value))).unzip()
    };
    let words = |name: &str, values: &[(i32, f64)]| -> Vec<String> {
        let told = values
            .iter()
            .map(|(year, value)| format!("<b>{year}</b> {name}<br>{}", chart.unit.value(language, *value)));
        told.collect()
    };
    let mut plot = Plot::new();
    for (at, layer) in chart.layers.iter().enumerate() {
        let (x, y) = split(&layer.values);
        plot.add_trace(
            Bar::new(x, y)
                .name(&layer.name)
                .marker(Marker::new().color(COLOURS[at % COLOURS.len()].at(0.85)))
                .text_array(words(&layer.name, &layer.values))
                .text_position(plotly::common::TextPosition::None)
                .hover_template("%{text}<extra></extra>"),
        );
    }
    for (at, layer) in chart.over.iter().enumerate() {
        // Purple and black are of no layer: stacks have four at most beside them.
        let colour = [Colour::Black, Colour::Purple][at % 2];
        let (x, y) = split(&layer.values);
        plot.add_trace(
            Scatter::new(x, y)
                .mode(Mode::LinesMarkers)
                .line(Line::new().width(2.4).color(colour.at(1.0)).dash(dash(at + 1)))
                .marker(Marker::new().size(5).color(colour.at(1.0)))
                .name(&layer.name)
                .text_array(words(&layer.name, &layer.values))
                .hover_template("%{text}<extra></extra>"),
        );
    }
    if let Some((name, whole)) = &chart.whole {
        let x: Vec<i32> = whole.iter().map(|(year, _)| *year).collect();
        let ends = |end: fn(&Estimate) -> f64| whole.iter().map(|(_, of)| shown(end(of))).collect::<Vec<f64>>();
        let told = whole.iter().map(|(year, of)| {
            let (value, band) = (chart.unit.value(language, of.median), chart.unit.band(language, of.band80));
            format!("<b>{year}</b> {name}<br>{value}<br>80% {band}")
        });
        plot.add_trace(
            Scatter::new(x, ends(|of| of.median))
                .mode(Mode::Markers)
                .marker(Marker::new().symbol(MarkerSymbol::Diamond).size(7).color(Colour::Black.at(1.0)))
                .error_y(
                    ErrorData::new(ErrorType::Data)
                        .array(ends(|of| of.band80[1] - of.median))
                        .array_minus(ends(|of| of.median - of.band80[0]))
                        .color(Colour::Black.at(0.9))
                        .thickness(1.5)
                        .width(4),
                )
                .name(name)
                .text_array(told.collect::<Vec<String>>())
                .hover_template("%{text}<extra></extra>"),
        );
    }
    let all = chart.layers.iter().flat_map(|layer| layer.values.iter().map(|(year, _)| *year));
    let (first, last) = (all.clone().min().unwrap_or(0), all.max().unwrap_or(1));
    plot.set_layout(
        layout()
            .bar_mode(BarMode::Stack)
            .bar_gap(0.25)
            .x_axis(years(first, last).range(vec![f64::from(first) - 0.6, f64::from(last) + 0.6]))
            .y_axis(axis(&chart.axis)),
    );
    plot
}
