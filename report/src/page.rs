//! The page around the figures.
use crate::charts::plot;
use crate::escape::{in_plotly, in_script};
use agents::text::{Label, Language};
use askama::{Error, Template};
use findings::chart::Chart;
use findings::figure::{Cell, Figure, Interval, Number, band_name};
use findings::figures::{Surface, of_surface};
use findings::{View, notes};
use plotly::{Configuration, Plot};

const STYLE: &str = include_str!("../templates/style.css");
const SCRIPT: &str = include_str!("../templates/charts.js");

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    lang: &'a str,
    language: Language,
    title: String,
    subtitle: String,
    notes: Vec<String>,
    words: Words,
    headline: Option<Figure>,
    parts: Vec<Part>,
    style: &'a str,
    script: &'a str,
    plotly: String,
}

/// Words of the page that no figure says.
struct Words {
    contents: &'static str,
    to_top: &'static str,
    numbers: &'static str,
    no_script: &'static str,
    forecasts: &'static str,
    caveat: &'static str,
    foot: &'static str,
}

impl Words {
    fn of(language: Language) -> Self {
        let say = |zh, en| Label::new(zh, en).get(language);
        Words {
            contents: say("目录", "Contents"),
            to_top: say("回到顶部", "Back to the top"),
            numbers: say("数据表", "Data table"),
            no_script: say(
                "图要有脚本才能画出；每张图的数字都在它下面的表里。",
                "Charts need scripts to be drawn; the numbers of each are in the table below it.",
            ),
            forecasts: say("主要预测", "The forecasts"),
            caveat: say("注意：", "Caveat: "),
            foot: say(
                "每个数字都取自这次运行的 Parquet、清单和基线，见“来源与复现”。",
                "Every number is from the run's Parquet, its manifest and the baseline: see “Provenance”.",
            ),
        }
    }
}

/// The figures of a question, ready to be laid out.
struct Part {
    id: &'static str,
    title: &'static str,
    figures: Vec<Drawn>,
}

/// A figure and its chart, if plotly draws it.
struct Drawn {
    figure: Figure,
    plot: Option<(String, u32)>,
}

/// Puts the page together.
pub fn page(view: &View<'_>) -> Result<String, Error> {
    let language = view.language;
    let mut parts: Vec<Part> = Vec::new();
    let mut headline = None;
    for (question, figures) in of_surface(view, Surface::Page) {
        for figure in figures {
            if matches!(figure.chart, Some(Chart::Cards(_))) {
                headline = Some(figure);
                continue;
            }
            let drawn = drawn(figure, language);
            match parts.last_mut().filter(|part| part.id == question.id) {
                Some(part) => part.figures.push(drawn),
                None => parts.push(Part { id: question.id, title: question.title.get(language), figures: vec![drawn] }),
            }
        }
    }
    rendered([view.title(), view.subtitle()], notes(view), headline, parts, language)
}

/// The page of one part alone, under a title and a subtitle.
pub fn page_of(
    heading: [String; 2],
    (id, name): (&'static str, Label),
    figures: &[Figure],
    language: Language,
) -> Result<String, Error> {
    let figures = figures.iter().map(|figure| drawn(figure.clone(), language)).collect();
    let part = Part { id, title: name.get(language), figures };
    rendered(heading, Vec::new(), None, vec![part], language)
}

fn drawn(figure: Figure, language: Language) -> Drawn {
    let plot = figure.chart.as_ref().and_then(|chart| plot(&in_plotly(chart), language));
    Drawn { plot: plot.map(|(plot, height)| (json(plot), height)), figure }
}

fn rendered(
    [title, subtitle]: [String; 2],
    notes: Vec<String>,
    headline: Option<Figure>,
    parts: Vec<Part>,
    language: Language,
) -> Result<String, Error> {
    let page = Page {
        lang: match language {
            Language::Zh => "zh-CN",
            Language::En => "en",
        },
        language,
        title,
        subtitle,
        notes,
        words: Words::of(language),
        headline,
        parts,
        style: STYLE,
        script: SCRIPT,
        plotly: plotly_script(),
    };
    page.render()
}

/// The exact numbers of a cell, as attributes.
fn attributes(cell: &Cell) -> String {
    cell.number().map(number_attributes).unwrap_or_default()
}

fn number_attributes(Number { value, interval, .. }: &Number) -> String {
    let ends = interval
        .map_or_else(String::new, |Interval { low, high, .. }| format!(" data-low=\"{low}\" data-high=\"{high}\""));
    format!(" data-value=\"{value}\"{ends}")
}

/// The name of a number's interval and its ends; empty where it has none.
fn band(number: &Number, language: Language) -> String {
    let name = number.interval.map(|interval| band_name(interval.kind).get(language));
    name.map_or_else(String::new, |name| format!("{name} {}", number.band(language)))
}

/// A chart as JSON that may stand inside a script element.
fn json(mut plot: Plot) -> String {
    plot.set_configuration(
        Configuration::new()
            .display_mode_bar(plotly::configuration::DisplayModeBar::False)
            .responsive(true)
            .display_logo(false),
    );
    in_script(&plot.to_json())
}

/// plotly.js alone: of the scripts that the library embeds the first. The second sets formulas, of which there are none.
fn plotly_script() -> String {
    const END: &str = "</script>";
    let all = Plot::offline_js_sources();
    all.find(END).and_then(|at| all.get(..at + END.len())).unwrap_or_default().to_string()
}
