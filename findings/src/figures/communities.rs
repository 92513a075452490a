//! Communities side by side: tiles and ranked rows.
use super::{Question, Surface};
use crate::chart::{Chart, Colour, IntervalRow, Intervals, Tile, TileMap, Tiles};
use crate::estimate::Estimate;
use crate::figure::{Cell, Figure, Method, Number, Table};
use crate::unit::Unit;
use crate::view::View;
use crate::words::say;
use agents::text::Label;
use outputs::{Detail, Indicator, indicators};
use scenarios::Grade;

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "communities",
    title: Label::new("各街镇比较", "Communities side by side"),
    surfaces: Surface::AWAY,
    needs: Detail::District,
    figures,
};

const ELDERS: &Indicator = indicators::POPULATION_ELDERS;
const ELDERS_80: &Indicator = indicators::POPULATION_ELDERS_80_PLUS;
const ALONE: &Indicator = indicators::POPULATION_ALONE;
const GAP_PERSONS: &Indicator = indicators::CARE_GAP_PERSONS;
const WAITING: &Indicator = indicators::BEDS_WAITING;

/// Indicators that are read of communities.
pub const COLUMNS: &[&Indicator] = &[ELDERS, ELDERS_80, ALONE, GAP_PERSONS, WAITING];

/// Steps of shading.
const SHADES: usize = 5;

/// A number of a community and its indicator. Counts, not shares: every community begins with the district's ages, so
/// shares would show chance alone.
struct Measure {
    name: Label,
    of: &'static Indicator,
}

const MEASURES: [Measure; 4] = [
    Measure { name: Label::new("80岁及以上老人（人）", "aged 80 and over, persons"), of: ELDERS_80 },
    Measure { name: Label::new("独居老人（人）", "living alone, persons"), of: ALONE },
    Measure { name: Label::new("照护未完全满足（人）", "with unmet need, persons"), of: GAP_PERSONS },
    Measure { name: Label::new("在家轮候床位（人）", "waiting for a bed at home, persons"), of: WAITING },
];

/// An indicator of a community in the last year.
fn count(view: &View<'_>, area: &str, of: &Indicator) -> Option<Estimate> {
    Estimate::of(view.results.communities.of(of, area, view.last_year()))
}

fn figures(view: &View<'_>) -> Vec<Figure> {
    [tiles(view), ranked(view)].into_iter().flatten().collect()
}

/// Where a community stands: as the baseline says, else in rows as wide as they are many.
fn places(view: &View<'_>) -> Vec<[i32; 2]> {
    let baseline = &view.results.baseline;
    let count = baseline.district.communities.len();
    let width = (1..=count).find(|width| width * width >= count).unwrap_or(1);
    let derived = || (0..count).map(|at| [(at / width + 1) as i32, (at % width + 1) as i32]).collect();
    baseline.tiles.clone().unwrap_or_else(derived)
}

pub(super) fn caveat(view: &View<'_>) -> String {
    let quantities = &view.results.baseline.quantities;
    let assumed = quantities.iter().filter(|of| of.id.starts_with("community.") && of.grade == Grade::Assumed).count();
    let all = view.results.baseline.district.communities.len();
    say!(
        view.language,
        "{all} 个街镇中 {assumed} 个的规模是假定，年龄结构取全区一致，机构位置为虚构，所以只能看各街镇分到多少人，不能比较街镇之间的老龄化或失能程度",
        "sizes of {assumed} of {all} communities are assumed, all have the district's ages, and places of homes are made up, so read \
         how many live where, and compare neither age nor ability between communities"
    )
}

fn tiles(view: &View<'_>) -> Option<Figure> {
    let language = view.language;
    let communities = &view.results.baseline.district.communities;
    let places = places(view);
    let map = |measure: &Measure| {
        let values: Vec<Option<f64>> =
            communities.iter().map(|of| count(view, &of.id, measure.of).map(|of| of.median)).collect();
        let (low, high) = values.iter().flatten().fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(*v), h.max(*v)));
        // Differences of less than a tenth of the number are not blown up to the whole scale.
        let middle = (low + high) / 2.0;
        let (low, high) = (low.min(0.95 * middle), high.max(1.05 * middle));
        let shade = |value: f64| match high - low {
            spread if spread > 0.0 => (((value - low) / spread * SHADES as f64) as usize).min(SHADES - 1),
            _ => 0,
        };
        let tile = |((of, value), place): ((&agents::district::CommunityProfile, &Option<f64>), &[i32; 2])| {
            let value = (*value)?;
            let name = of.name.get(language).to_string();
            let number = Number::new(Unit::Persons, value, Method::Median).of(view.n());
            Some(Tile { name, number, place: *place, shade: shade(value) })
        };
        let tiles = communities.iter().zip(&values).zip(&places).filter_map(tile).collect();
        TileMap { caption: measure.name.get(language).to_string(), tiles }
    };
    let maps: Vec<TileMap> = MEASURES.iter().map(map).collect();
    let oldest = &maps.first()?.tiles;
    let most = oldest.iter().max_by(|a, b| a.number.value.total_cmp(&b.number.value))?;
    let least = oldest.iter().min_by(|a, b| a.number.value.total_cmp(&b.number.value))?;
    let (high, high_value) = (&most.name, most.number.digits(language));
    let (low, low_value) = (&least.name, least.number.digits(language));
    let (year, n) = (view.last_year(), view.n());
    let sentence = say!(
        language,
        "{year}年末80岁及以上老人最多的是{high}（{high_value} 人），最少的是{low}（{low_value} 人），差别来自街镇规模；{n} 次模拟的中位数，区间见下图\
         和表。",
        "At the end of {year} {high} has the most elders aged 80 and over ({high_value}) and {low} the fewest ({low_value}), because of their \
         sizes; medians of {n} replicates, bands are in the next picture and the table."
    );
    Some(Figure {
        id: "communities-tiles",
        title: say!(
            language,
            "各街镇示意图，{year}年末（越深越高；不是地图）",
            "Communities at the end of {year} (darker is higher; a sketch, no map)"
        ),
        chart: Some(Chart::Tiles(Tiles { maps })),
        sentence,
        caveats: vec![caveat(view)],
        method: view.method(),
        tables: vec![table(view)],
        ..Figure::default()
    })
}

fn table(view: &View<'_>) -> Table {
    let language = view.language;
    let (communities, year) = (&view.results.communities, view.last_year());
    let districts = &view.results.baseline.district.communities;
    let row = |of: &agents::district::CommunityProfile| {
        let elders = Cell::median(Unit::Persons, Estimate::of(communities.of(ELDERS, &of.id, year)).as_ref());
        let cell = |measure: &Measure| Cell::median(Unit::Persons, count(view, &of.id, measure.of).as_ref());
        let name = Cell::text(of.name.get(language));
        [name, elders].into_iter().chain(MEASURES.iter().map(cell)).collect()
    };
    let heads = [view.words("街镇", "community"), view.words("户籍老人（人）", "elders")];
    Table {
        caption: say!(
            language,
            "各街镇 {year}年末，中位数和80%区间",
            "Communities at the end of {year}, medians with 80 % bands"
        ),
        heads: heads.into_iter().chain(MEASURES.iter().map(|of| of.name.get(language).to_string())).collect(),
        rows: districts.iter().map(row).collect(),
    }
}

fn ranked(view: &View<'_>) -> Option<Figure> {
    let (language, year) = (view.language, view.last_year());
    let communities = &view.results.communities;
    let districts = &view.results.baseline.district.communities;
    let unit = Unit::Persons;
    let mut rows: Vec<IntervalRow> = districts
        .iter()
        .filter_map(|of| {
            let waiting = Estimate::of(communities.of(WAITING, &of.id, year))?;
            Some(IntervalRow {
                name: of.name.get(language).to_string(),
                kind: 0,
                point: waiting.median,
                inner: waiting.band80,
                outer: waiting.band95,
            })
        })
        .collect();
    rows.sort_by(|a, b| b.point.total_cmp(&a.point));
    let first = rows.first()?;
    let (name, value, band) = (first.name.clone(), unit.value(language, first.point), unit.band(language, first.inner));
    let n = view.n();
    let overlap = rows.last().is_some_and(|last| last.inner[1] >= first.inner[0]);
    let apart = if overlap {
        view.words(
            "首末两名的区间重叠，名次并不确定",
            "bands of the first and the last overlap, so ranks are not certain",
        )
    } else {
        view.words(
            "首末两名的区间不重叠，中间的名次并不确定",
            "bands of the first and the last do not overlap; ranks between are not certain",
        )
    };
    let chart = Intervals {
        rows,
        kinds: vec![(String::new(), Colour::Blue)],
        unit,
        axis: view.words("在家轮候床位的老人（人）", "elders at home waiting for a bed"),
        line: None,
    };
    Some(Figure {
        id: "communities-ranked",
        title: say!(
            language,
            "在家轮候床位的老人，按街镇排序，{year}年末",
            "Elders at home waiting for a bed, communities ranked, at the end of {year}"
        ),
        chart: Some(Chart::Intervals(chart)),
        sentence: say!(
            language,
            "轮候最多的是{name}：{value}{band}（点为中位数，粗线为80%、细线为95%区间，{n} 次模拟）；人数随街镇规模而变，{apart}。",
            "Most wait in {name}: {value} {band} (points are medians, thick lines 80 %, thin lines 95 % bands, {n} replicates); numbers go with \
             the size of a community, and {apart}."
        ),
        caveats: vec![caveat(view)],
        ..Figure::default()
    })
}
