//! Several numbers over the years, told apart by colour and dash, some with their 80 % band.
use super::fan::{marked, outline, stroke};
use super::style::{Shade, axis, dash, history, layout, years};
use agents::text::Language;
use findings::chart::{COLOURS, Colour, Lines};
use plotly::common::{Fill, HoverInfo, Line as Stroke, Marker, Mode};
use plotly::layout::RangeMode;
use plotly::{Plot, Scatter};

/// The chart.
pub(super) fn lines(chart: &Lines, language: Language) -> Plot {
    let shown = |value: f64| chart.unit.shown(language, value);
    let mut plot = Plot::new();
    let coloured = |at: usize| -> Colour { COLOURS[at % COLOURS.len()] };
    for (at, line) in chart.lines.iter().enumerate().filter(|(_, line)| line.has_band) {
        let (x, y) = outline(&line.years, |of| of.band80.map(shown));
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
        let x: Vec<i32> = line.years.iter().map(|(year, _)| *year).collect();
        let y: Vec<f64> = line.years.iter().map(|(_, of)| shown(of.median)).collect();
        let words = line.years.iter().map(|(year, of)| {
            let (value, band) = match chart.is_change {
                true => (chart.unit.change(language, of.median), chart.unit.bare_band(language, of.band80)),
                false => (chart.unit.value(language, of.median), chart.unit.band(language, of.band80)),
            };
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
        plot.add_trace(marked(mark, chart.unit, language));
    }
    let all = chart.lines.iter().flat_map(|line| line.years.iter().map(|(year, _)| *year));
    let (first, last) = (all.clone().min().unwrap_or(0), all.max().unwrap_or(1));
    let values = axis(&chart.axis).range_mode(RangeMode::ToZero);
    let mut layout = layout().x_axis(years(first, last)).y_axis(values);
    if let Some(known) = &chart.history {
        let (shapes, label) = history(f64::from(first) - 0.4, known);
        layout = layout.shapes(shapes).annotations(vec![label]);
    }
    plot.set_layout(layout);
    plot
}
