//! The communities beside one another at the end of each year.
use super::{Question, Surface, communities, indicators};
use crate::figure::{Cell, Figure, IntervalKind, Method, Number, Table};
use crate::results::Scenario;
use crate::view::View;
use agents::district::CommunityProfile;
use agents::text::Label;
use outputs::{Indicator, SummaryRow, indicator};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "community-years",
    title: Label::new("各街镇，逐年", "Communities by year"),
    surfaces: Surface::DATA,
    figures,
};

/// Stocks and shares; no flows, whose sums by year are read of the district alone.
const SHOWN: &[&str] = &[
    "population.elders",
    "population.elders_80_plus",
    "population.alone",
    "population.dementia",
    "population.severe",
    "care.need_persons",
    "care.gap_persons",
    "care.strained",
    "beds.demand",
    "beds.built",
    "beds.usable",
    "beds.occupied",
    "beds.waiting",
    "beds.per_100_elders",
    "workforce.care_workers",
    "workforce.sufficiency",
    "workforce.community_workers",
    "workforce.community_certified_share",
    "relief.persons",
    "relief.households",
];

fn figures(view: &View<'_>) -> Vec<Figure> {
    let language = view.language;
    let ends = view.results.run.year_ends();
    let row = |scenario: &Scenario, indicator: &Indicator, community: &CommunityProfile| {
        let words = [
            community.name.get(language),
            &community.id,
            indicator.name.get(language),
            indicator.id,
            scenario.name.get(language),
            &scenario.id,
        ];
        let median = |row: &SummaryRow| {
            let number = Number::new(indicators::unit(indicator), row.p50, Method::Median).of(row.n as usize);
            Cell::Quantity(number.within([row.p10, row.p90], IntervalKind::Band80))
        };
        let number = |month: &sim_core::Month| {
            let row = view.results.summary.get(&scenario.id, *month, &community.id, indicator.id);
            row.map_or(Cell::Empty, median)
        };
        words.map(Cell::text).into_iter().chain(ends.iter().map(number)).collect()
    };
    let mut rows = Vec::new();
    for scenario in std::iter::once(&view.results.base).chain(&view.results.others) {
        for indicator in SHOWN.iter().filter_map(|id| indicator(id)) {
            let communities = &view.results.baseline.district.communities;
            rows.extend(communities.iter().map(|community| row(scenario, indicator, community)));
        }
    }
    let heads = [
        view.words("街镇", "community"),
        view.words("街镇编号", "area id"),
        view.words("指标", "indicator"),
        view.words("编号", "id"),
        view.words("情景", "scenario"),
        view.words("情景编号", "scenario id"),
    ];
    vec![Figure {
        id: "communities-by-year",
        title: QUESTION.title.get(language).to_string(),
        sentence: view.words(
            "每年最后一个模拟月。床位按机构所在地计，轮候和入住需求按户籍地计；居家照护机构的护理员计在其首个服务街镇。流量不分街镇列出。",
            "In the last simulated month of each year. Beds are counted where they stand, demand and waiting where elders are registered; \
             care workers of a home-care agency in the first community that it serves. Flows are not shown by community.",
        ),
        caveats: vec![communities::caveat(view)],
        method: view.method(),
        tables: vec![Table {
            caption: view.words("中位数〔80%区间〕", "Medians [80 % bands]"),
            heads: heads.into_iter().chain(ends.iter().map(|month| month.year().to_string())).collect(),
            rows,
        }],
        ..Figure::default()
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use outputs::OfYear;

    #[test]
    fn indicators_of_communities_are_known_and_no_flows() {
        for id in SHOWN {
            assert_ne!(OfYear::of_unit(indicator(id).expect(id).unit), OfYear::Sum, "{id}");
        }
    }
}
