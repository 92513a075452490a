//! The communities beside one another at the end of each year.
use super::{Question, Surface, communities, indicators};
use crate::figure::{Cell, Figure, IntervalKind, Method, Number, Table};
use crate::results::Scenario;
use crate::view::View;
use agents::district::CommunityProfile;
use agents::text::Label;
use outputs::indicators::{
    BEDS_BUILT, BEDS_DEMAND, BEDS_OCCUPIED, BEDS_PER_100_ELDERS, BEDS_USABLE, BEDS_WAITING, CARE_GAP_PERSONS,
    CARE_NEED_PERSONS, CARE_STRAINED, POPULATION_ALONE, POPULATION_DEMENTIA, POPULATION_ELDERS,
    POPULATION_ELDERS_80_PLUS, POPULATION_SEVERE, RELIEF_HOUSEHOLDS, RELIEF_PERSONS, WORKFORCE_CARE_WORKERS,
    WORKFORCE_COMMUNITY_CERTIFIED_SHARE, WORKFORCE_COMMUNITY_WORKERS, WORKFORCE_SUFFICIENCY,
};
use outputs::{Detail, Indicator, SummaryRow};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "community-years",
    title: Label::new("各街镇，逐年", "Communities by year"),
    surfaces: Surface::DATA,
    needs: Detail::District,
    figures,
};

/// Stocks and shares; no flows, whose sums by year are read of the district alone.
const SHOWN: &[&Indicator] = &[
    POPULATION_ELDERS,
    POPULATION_ELDERS_80_PLUS,
    POPULATION_ALONE,
    POPULATION_DEMENTIA,
    POPULATION_SEVERE,
    CARE_NEED_PERSONS,
    CARE_GAP_PERSONS,
    CARE_STRAINED,
    BEDS_DEMAND,
    BEDS_BUILT,
    BEDS_USABLE,
    BEDS_OCCUPIED,
    BEDS_WAITING,
    BEDS_PER_100_ELDERS,
    WORKFORCE_CARE_WORKERS,
    WORKFORCE_SUFFICIENCY,
    WORKFORCE_COMMUNITY_WORKERS,
    WORKFORCE_COMMUNITY_CERTIFIED_SHARE,
    RELIEF_PERSONS,
    RELIEF_HOUSEHOLDS,
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
        for indicator in SHOWN {
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
        for indicator in SHOWN {
            assert_ne!(OfYear::of_unit(indicator.unit), OfYear::Sum, "{}", indicator.id);
        }
    }
}
