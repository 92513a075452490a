//! Elders by sex and single age, years over one another: men to the left, women to the right.
use super::style::{Shade, axis, dash, layout};
use agents::text::{Label, Language};
use findings::Unit;
use findings::chart::{COLOURS, Pyramid};
use plotly::common::{Anchor, Fill, Font, Line, Mode};
use plotly::layout::Annotation;
use plotly::{Plot, Scatter};

/// Hardly anybody is older.
const OLDEST_DRAWN: f64 = 106.0;

/// The chart.
pub(super) fn pyramid(chart: &Pyramid, language: Language) -> Plot {
    let Pyramid { first_age, outlines } = chart;
    let first_age = *first_age;
    let mut plot = Plot::new();
    for (at, outline) in outlines.iter().enumerate() {
        let colour = COLOURS[at % COLOURS.len()];
        for (sex, persons, sign) in
            [(Label::new("男", "men"), &outline.men, -1.0), (Label::new("女", "women"), &outline.women, 1.0)]
        {
            let ages: Vec<usize> = (first_age..first_age + persons.len()).collect();
            let words = ages.iter().zip(persons).map(|(age, persons)| {
                let sex = sex.get(language);
                match language {
                    Language::Zh => format!("<b>{}年</b> {age}岁{sex}：{persons:.0}人", outline.year),
                    Language::En => format!("<b>{}</b> {sex} aged {age}: {persons:.0}", outline.year),
                }
            });
            let words: Vec<String> = words.collect();
            let mut trace = Scatter::new(persons.iter().map(|persons| sign * persons).collect(), ages)
                .mode(Mode::Lines)
                .line(Line::new().width(2.2).color(colour.at(1.0)).dash(dash(at)))
                .name(&outline.name)
                .legend_group(outline.year.to_string())
                .show_legend(sign < 0.0)
                .text_array(words)
                .hover_template("%{text}<extra></extra>");
            if at == 0 {
                trace = trace.fill(Fill::ToZeroX).fill_color(colour.at(0.14));
            }
            plot.add_trace(trace);
        }
    }
    let most = outlines.iter().flat_map(|of| of.men.iter().chain(&of.women)).copied().fold(1.0, f64::max);
    let step = [100.0, 250.0, 500.0, 1000.0, 2500.0, 5000.0, 10_000.0, 50_000.0];
    let step = step.into_iter().find(|step| most / step <= 4.0).unwrap_or(100_000.0);
    let ticks: Vec<f64> = (-4..=4).map(|i| f64::from(i) * step).filter(|tick| tick.abs() <= most * 1.05).collect();
    let side = |x: f64, anchor: Anchor, words: Label| {
        Annotation::new()
            .x(x)
            .y(1.0)
            .x_ref("paper")
            .y_ref("paper")
            .x_anchor(anchor)
            .y_anchor(Anchor::Top)
            .text(words.get(language))
            .show_arrow(false)
            .font(Font::new().size(14))
    };
    let words = Label::new("人（每一岁）", "persons of each age").get(language);
    let persons = axis(words)
        .tick_values(ticks.clone())
        .tick_text(ticks.iter().map(|tick| Unit::Persons.number(language, tick.abs())).collect::<Vec<_>>())
        .range(vec![-most * 1.08, most * 1.08]);
    plot.set_layout(
        layout()
            .x_axis(persons)
            .y_axis(
                axis(Label::new("年龄（岁）", "age").get(language)).range(vec![first_age as f64 - 0.5, OLDEST_DRAWN]),
            )
            .annotations(vec![
                side(0.02, Anchor::Left, Label::new("男", "men")),
                side(0.98, Anchor::Right, Label::new("女", "women")),
            ]),
    );
    plot
}
