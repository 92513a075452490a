//! How a sum becomes another, step by step.
use super::style::{Shade, axis, layout};
use super::wrapped;
use agents::text::Language;
use findings::chart::{Colour, Waterfall};
use plotly::common::{Marker, TextPosition, TickMode};
use plotly::layout::{Axis, BarMode};
use plotly::{Bar, Plot};

/// The chart.
pub(super) fn waterfall(chart: &Waterfall, language: Language) -> Plot {
    let Waterfall { steps, unit } = chart;
    let shown = |value: f64| unit.shown(language, value);
    let mut at_step = 0.0;
    let (mut base, mut height, mut colours, mut labels) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for step in steps {
        let (low, high) = if step.is_sum {
            at_step = step.value;
            (0.0, step.value)
        } else {
            let before = at_step;
            at_step += step.value;
            (before.min(at_step), before.max(at_step))
        };
        base.push(shown(low));
        height.push(shown(high - low));
        let colour = match (step.is_sum, step.value >= 0.0) {
            (true, _) => Colour::Grey,
            (false, true) => Colour::Vermilion,
            (false, false) => Colour::Blue,
        };
        colours.push(colour.at(0.9));
        labels.push(if step.is_sum { unit.number(language, step.value) } else { unit.change(language, step.value) });
    }
    let x: Vec<f64> = (0..steps.len()).map(|at| at as f64).collect();
    let mut plot = Plot::new();
    plot.add_trace(
        Bar::new(x.clone(), base)
            .marker(Marker::new().color("rgba(0,0,0,0)"))
            .show_legend(false)
            .hover_info(plotly::common::HoverInfo::Skip),
    );
    plot.add_trace(
        Bar::new(x.clone(), height)
            .marker(Marker::new().color_array(colours))
            .text_array(labels)
            .text_position(TextPosition::Outside)
            .clip_on_axis(false)
            .show_legend(false)
            .hover_info(plotly::common::HoverInfo::Skip),
    );
    let names: Vec<String> = steps.iter().map(|step| wrapped(&step.name, language)).collect();
    let names =
        Axis::new().tick_mode(TickMode::Array).tick_values(x).tick_text(names).auto_margin(true).fixed_range(true);
    plot.set_layout(
        layout()
            .bar_mode(BarMode::Stack)
            .bar_gap(0.3)
            .x_axis(names)
            .y_axis(axis(unit.name(language)))
            .show_legend(false),
    );
    plot
}
