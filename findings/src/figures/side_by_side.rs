//! Every indicator by year with the scenarios in columns, for charts of one beside the other.
use super::{Question, Surface, indicators};
use crate::figure::{Cell, Figure, Number, Table};
use crate::results::Scenario;
use crate::view::View;
use crate::year;
use agents::text::Label;
use outputs::{Detail, INDICATORS};

/// The question. Its numbers are those of [`indicators`], so that programs need it no more than once.
pub(super) const QUESTION: Question = Question {
    id: "side-by-side",
    title: Label::new("情景并列", "Scenarios side by side"),
    surfaces: &[Surface::Workbook],
    needs: Detail::Headline,
    figures,
};

fn figures(view: &View<'_>) -> Vec<Figure> {
    if view.results.others.is_empty() {
        return Vec::new();
    }
    let language = view.language;
    let all: Vec<&Scenario> = std::iter::once(&view.results.base).chain(&view.results.others).collect();
    let years = view.results.years();
    let places = INDICATORS.iter().flat_map(|of| years.iter().map(move |year| (of, *year)));
    let row = |(indicator, year): (&outputs::Indicator, i32)| {
        let number = |scenario: &&Scenario| {
            let estimate = scenario.estimate(indicator, year);
            estimate.map_or(Cell::Empty, |of| Cell::Quantity(Number::median(indicators::unit(indicator), &of)))
        };
        let words = [indicator.name.get(language), indicator.id, year::of_year(indicator).get(language)];
        words.map(Cell::text).into_iter().chain([Cell::Year(year)]).chain(all.iter().map(number)).collect()
    };
    let heads = [
        view.words("指标", "indicator"),
        view.words("编号", "id"),
        view.words("口径", "of the year"),
        view.words("年份", "year"),
    ];
    let named = |scenario: &&Scenario| {
        let open = Label::new("（", " (").get(language);
        let close = Label::new("）", ")").get(language);
        format!("{}{open}{}{close}", scenario.name.get(language), scenario.id)
    };
    vec![Figure {
        id: "side-by-side-indicators",
        title: QUESTION.title.get(language).to_string(),
        sentence: view.words(
            "同一指标、同一年份的各情景并列。两列中位数之差不等于配对差的中位数；政策的作用看逐次配对的差。",
            "One row an indicator and year, the scenarios in columns. The difference of two medians is not the median of the paired \
             differences, which show what a policy does.",
        ),
        caveats: indicators::caveats(view),
        method: view.method(),
        tables: vec![Table {
            caption: view.words("中位数〔80%区间〕", "Medians [80 % bands]"),
            heads: heads.into_iter().chain(all.iter().map(named)).collect(),
            rows: places.map(row).collect(),
        }],
        ..Figure::default()
    }]
}
