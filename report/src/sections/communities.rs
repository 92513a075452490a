//! Communities side by side: tiles and ranked rows.
use super::Section;
use crate::charts::{Colour, IntervalRow, Intervals, intervals};
use crate::fan::Fan;
use crate::figure::{Cell, Figure, Picture, Table, Tile, TileMap};
use crate::report::Report;
use crate::words::{Unit, say};
use agents::text::Label;
use scenarios::Grade;

/// The section.
pub const SECTION: Section =
    Section {
        id: "communities", title: Label::new("各街镇比较", "Communities side by side"), needs: &[], figures
    };

const ELDERS: &str = "population.elders";
const ELDERS_80: &str = "population.elders_80_plus";
const ALONE: &str = "population.alone";
const GAP_PERSONS: &str = "care.gap_persons";
const WAITING: &str = "beds.waiting";

/// Indicators that are read of communities.
pub const COLUMNS: &[&str] = &[ELDERS, ELDERS_80, ALONE, GAP_PERSONS, WAITING];

/// Steps of shading.
const SHADES: usize = 5;

/// A number of a community and its indicator. Counts, not shares: every community begins with the district's ages, so
/// shares would show chance alone.
struct Measure {
    name: Label,
    of: &'static str,
}

const MEASURES: [Measure; 4] = [
    Measure { name: Label::new("80岁及以上老人（人）", "aged 80 and over, persons"), of: ELDERS_80 },
    Measure { name: Label::new("独居老人（人）", "living alone, persons"), of: ALONE },
    Measure { name: Label::new("照护未完全满足（人）", "with unmet need, persons"), of: GAP_PERSONS },
    Measure { name: Label::new("在家轮候床位（人）", "waiting for a bed at home, persons"), of: WAITING },
];

/// An indicator of a community in the last year.
fn count(report: &Report<'_>, area: &str, id: &str) -> Option<Fan> {
    Fan::of(report.results.communities.values(id, area, report.last_year()))
}

fn figures(report: &Report<'_>) -> Vec<Figure> {
    [tiles(report), ranked(report)].into_iter().flatten().collect()
}

/// Where a community stands: as the baseline says, else in rows as wide as they are many.
fn places(report: &Report<'_>) -> Vec<[i32; 2]> {
    let baseline = &report.results.baseline;
    let count = baseline.district.communities.len();
    let width = (1..=count).find(|width| width * width >= count).unwrap_or(1);
    let derived = || (0..count).map(|at| [(at / width + 1) as i32, (at % width + 1) as i32]).collect();
    baseline.tiles.clone().unwrap_or_else(derived)
}

fn caveat(report: &Report<'_>) -> String {
    let quantities = &report.results.baseline.quantities;
    let assumed = quantities.iter().filter(|of| of.id.starts_with("community.") && of.grade == Grade::Assumed).count();
    let all = report.results.baseline.district.communities.len();
    say!(
        report.language,
        "{all} 个街镇中 {assumed} 个的规模是假定，年龄结构取全区一致，机构位置为虚构，所以只能看各街镇分到多少人，不能比较街镇之间的老龄化或失能程度",
        "sizes of {assumed} of {all} communities are assumed, all have the district's ages, and places of homes are made up, so read \
         how many live where, and compare neither age nor ability between communities"
    )
}

fn tiles(report: &Report<'_>) -> Option<Figure> {
    let language = report.language;
    let communities = &report.results.baseline.district.communities;
    let places = places(report);
    let map = |measure: &Measure| {
        let values: Vec<Option<f64>> =
            communities.iter().map(|of| count(report, &of.id, measure.of).map(|fan| fan.median)).collect();
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
            let text = Unit::Persons.number(language, value);
            Some(Tile { name, text, value, place: *place, shade: shade(value) })
        };
        let tiles = communities.iter().zip(&values).zip(&places).filter_map(tile).collect();
        TileMap { caption: measure.name.get(language).to_string(), tiles }
    };
    let maps: Vec<TileMap> = MEASURES.iter().map(map).collect();
    let oldest = &maps.first()?.tiles;
    let most = oldest.iter().max_by(|a, b| a.value.total_cmp(&b.value))?;
    let least = oldest.iter().min_by(|a, b| a.value.total_cmp(&b.value))?;
    let (high, high_value, low, low_value) = (&most.name, &most.text, &least.name, &least.text);
    let (year, caveat, n) = (report.last_year(), caveat(report), report.results.manifest.plan.replicates);
    let sentence = say!(
        language,
        "{year}年末80岁及以上老人最多的是{high}（{high_value} 人），最少的是{low}（{low_value} 人），差别来自街镇规模；{n} 次模拟的中位数，区间见下图\
         和表；{caveat}。",
        "At the end of {year} {high} has the most elders aged 80 and over ({high_value}) and {low} the fewest ({low_value}), because of their \
         sizes; medians of {n} replicates, bands are in the next picture and the table; {caveat}."
    );
    Some(Figure {
        id: "communities-tiles",
        title: say!(
            language,
            "各街镇示意图，{year}年末（越深越高；不是地图）",
            "Communities at the end of {year} (darker is higher; a sketch, no map)"
        ),
        picture: Picture::Tiles(maps),
        sentence,
        tables: vec![table(report)],
    })
}

fn table(report: &Report<'_>) -> Table {
    let language = report.language;
    let (communities, year) = (&report.results.communities, report.last_year());
    let districts = &report.results.baseline.district.communities;
    let row = |of: &agents::district::CommunityProfile| {
        let elders = match Fan::of(communities.values(ELDERS, &of.id, year)) {
            Some(fan) => Cell::with_band(language, Unit::Persons, fan.median, fan.band80),
            None => Cell::text("–"),
        };
        let cell = |measure: &Measure| match count(report, &of.id, measure.of) {
            Some(fan) => Cell::with_band(language, Unit::Persons, fan.median, fan.band80),
            None => Cell::text("–"),
        };
        let name = Cell::text(of.name.get(language));
        [name, elders].into_iter().chain(MEASURES.iter().map(cell)).collect()
    };
    let heads = [report.words("街镇", "community"), report.words("户籍老人（人）", "elders")];
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

fn ranked(report: &Report<'_>) -> Option<Figure> {
    let (language, year) = (report.language, report.last_year());
    let communities = &report.results.communities;
    let districts = &report.results.baseline.district.communities;
    let unit = Unit::Persons;
    let mut rows: Vec<IntervalRow> = districts
        .iter()
        .filter_map(|of| {
            let fan = Fan::of(communities.values(WAITING, &of.id, year))?;
            let name = of.name.get(language).to_string();
            let (value, band) = (unit.value(language, fan.median), unit.band(language, fan.band80));
            Some(IntervalRow {
                words: format!("<b>{name}</b><br>{value}<br>80% {band}"),
                name,
                kind: 0,
                point: fan.median,
                inner: fan.band80,
                outer: Some(fan.band95),
            })
        })
        .collect();
    rows.sort_by(|a, b| b.point.total_cmp(&a.point));
    let first = rows.first()?;
    let (name, value, band) = (first.name.clone(), unit.value(language, first.point), unit.band(language, first.inner));
    let (count, n) = (rows.len() as u32, report.results.manifest.plan.replicates);
    let overlap = rows.last().is_some_and(|last| last.inner[1] >= first.inner[0]);
    let apart = if overlap {
        report.words(
            "首末两名的区间重叠，名次并不确定",
            "bands of the first and the last overlap, so ranks are not certain",
        )
    } else {
        report.words(
            "首末两名的区间不重叠，中间的名次并不确定",
            "bands of the first and the last do not overlap; ranks between are not certain",
        )
    };
    let chart = Intervals {
        rows,
        kinds: vec![(String::new(), Colour::BLUE)],
        axis: report.words("在家轮候床位的老人（人）", "elders at home waiting for a bed"),
        line: None,
    };
    Some(Figure {
        id: "communities-ranked",
        title: say!(
            language,
            "在家轮候床位的老人，按街镇排序，{year}年末",
            "Elders at home waiting for a bed, communities ranked, at the end of {year}"
        ),
        picture: Picture::Plot(Box::new(intervals(&chart, language)), 90 + 34 * count),
        sentence: say!(
            language,
            "轮候最多的是{name}：{value}{band}（点为中位数，粗线为80%、细线为95%区间，{n} 次模拟）；人数随街镇规模而变，{apart}。",
            "Most wait in {name}: {value} {band} (points are medians, thick lines 80 %, thin lines 95 % bands, {n} replicates); numbers go with \
             the size of a community, and {apart}."
        ),
        tables: Vec::new(),
    })
}
