//! A forecast as a fan: median in bands of 50, 80 and 95 %, history shaded up to where published figures end.
use super::style::{Shade, axis, history, layout, level, years};
use agents::text::{Label, Language};
use findings::chart::{Colour, Fan, Mark};
use findings::{Estimate, Unit};
use plotly::common::{Anchor, DashType, Fill, Font, HoverInfo, Line, Marker, MarkerSymbol, Mode};
use plotly::layout::Annotation;
use plotly::{Plot, Scatter};

/// The ends of a band.
type Ends = fn(&Estimate) -> [f64; 2];

/// A figure from elsewhere as a diamond, filled where it was counted.
pub(super) fn marked(mark: &Mark, unit: Unit, language: Language) -> Box<Scatter<f64, f64>> {
    let symbol = if mark.is_counted { MarkerSymbol::Diamond } else { MarkerSymbol::DiamondOpen };
    Scatter::new(vec![mark.at], vec![unit.shown(language, mark.value)])
        .mode(Mode::Markers)
        .marker(Marker::new().symbol(symbol).size(11).color(Colour::Black.at(1.0)))
        .name(&mark.name)
        // Words in a template of their own would be read as a template.
        .text_array(vec![format!("{}<br>{}", mark.name, unit.value(language, mark.value))])
        .hover_template("%{text}<extra></extra>")
}

/// The chart.
pub(super) fn fan(chart: &Fan, language: Language) -> Plot {
    let shown = |value: f64| chart.unit.shown(language, value);
    let mut plot = Plot::new();
    let bands: [(Ends, Label, f64); 3] = [
        (|of| of.band95, Label::new("95%区间", "95 % band"), 0.17),
        (|of| of.band80, Label::new("80%区间", "80 % band"), 0.36),
        (|of| of.band50, Label::new("50%区间", "50 % band"), 0.60),
    ];
    for (band, name, share) in bands {
        let (x, y) = outline(&chart.years, |of| band(of).map(shown));
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
    let x: Vec<i32> = chart.years.iter().map(|(year, _)| *year).collect();
    let y: Vec<f64> = chart.years.iter().map(|(_, of)| shown(of.median)).collect();
    let words = chart.years.iter().map(|(year, of)| {
        let (unit, band) = (chart.unit, |band| chart.unit.band(language, band));
        let (b50, b80, b95) = (band(of.band50), band(of.band80), band(of.band95));
        format!("<b>{year}</b> {}<br>50% {b50}<br>80% {b80}<br>95% {b95}", unit.value(language, of.median))
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
        plot.add_trace(marked(mark, chart.unit, language));
    }
    let ends = chart.years.first().zip(chart.years.last());
    let (first, last) = ends.map_or((0, 1), |((first, _), (last, _))| (*first, *last));
    let mut layout = layout().x_axis(years(first, last)).y_axis(axis(&chart.axis));
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
                .text(words.join("<br>"))
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
pub(super) fn outline(years: &[(i32, Estimate)], band: impl Fn(&Estimate) -> [f64; 2]) -> (Vec<i32>, Vec<f64>) {
    let upper = years.iter().map(|(year, of)| (*year, band(of)[1]));
    let lower = years.iter().rev().map(|(year, of)| (*year, band(of)[0]));
    upper.chain(lower).unzip()
}

/// A line that is to be told apart in print as well.
pub(super) fn stroke(colour: Colour, dash: DashType) -> Line {
    Line::new().width(2.2).color(colour.at(1.0)).dash(dash)
}
