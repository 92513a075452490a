//! The pyramid of the last counted year, of the peak and of the last year.
use super::{Question, Surface};
use crate::Peak;
use crate::chart::{Chart, Outline, Pyramid};
use crate::estimate::Estimate;
use crate::figure::{Cell, Figure, Table};
use crate::unit::Unit;
use crate::view::View;
use crate::words::{percent, say};
use agents::report::{AGES, FIRST_AGE};
use agents::text::Label;
use outputs::{Detail, PyramidCounts, quantile};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "pyramid",
    title: Label::new("年龄金字塔", "The pyramid"),
    surfaces: Surface::AWAY,
    needs: Detail::District,
    figures,
};

/// Years of age in a row of the table.
const GROUP: usize = 5;

fn figures(view: &View<'_>) -> Vec<Figure> {
    let outlines = outlines(view);
    let Some((first, last)) = outlines.first().zip(outlines.last()) else { return Vec::new() };
    let from = |outline: &Outline, age: usize| -> f64 {
        [&outline.men, &outline.women].iter().map(|sex| sex.iter().skip(age - FIRST_AGE).sum::<f64>()).sum()
    };
    let language = view.language;
    let share = |outline: &Outline| percent(language, from(outline, 80) / from(outline, FIRST_AGE).max(1.0));
    let women = |outline: &Outline| {
        let of = |sex: &[f64]| sex.iter().skip(80 - FIRST_AGE).sum::<f64>();
        percent(language, of(&outline.women) / (of(&outline.men) + of(&outline.women)).max(1.0))
    };
    let (a, b) = (first.year, last.year);
    let (before, after, women, n) = (share(first), share(last), women(last), view.n());
    let centenarians = |outline: &Outline| Unit::Persons.value(language, from(outline, 100));
    let (first_hundred, last_hundred) = (centenarians(first), centenarians(last));
    let oldest = say!(
        language,
        "百岁及以上由 {first_hundred} 变为 {last_hundred}：取决于生命表95岁以上的死亡率和现在87岁以上的人数，没有数据可以检验。",
        " Those of 100 and over go from {first_hundred} to {last_hundred}, which rests on the life table's mortality above 95 and on those now 87 \
         and over; no figure tests it."
    );
    let sentence = say!(
        language,
        "80岁及以上占户籍老人的比例由 {a} 年末的 {before} 变为 {b} 年末的 {after}，其中女性占 {women}（各年龄为 {n} 次模拟的中位数，\
         单位：人；五岁组的区间见表，图上不画）。{oldest}",
        "The share of those aged 80 and over goes from {before} at the end of {a} to {after} at the end of {b}; {women} of them \
         are women (persons, medians by age over {n} replicates; bands by groups of five years are in the table, not in the picture).{oldest}"
    );
    vec![Figure {
        id: "pyramid-ages",
        title: view.words("按性别和单岁的户籍老人", "Registered elders by sex and single age"),
        sentence,
        method: view.method(),
        tables: outlines.iter().map(|outline| table(view, outline)).collect(),
        chart: Some(Chart::Pyramid(Pyramid { first_age: FIRST_AGE, outlines })),
        ..Figure::default()
    }]
}

/// The years shown, each once, in order of time.
fn outlines(view: &View<'_>) -> Vec<Outline> {
    let results = view.results;
    let known: Vec<i32> = results.pyramids.keys().copied().collect();
    let now = results.published_to().map(|month| if month.is_december() { month.year() } else { month.year() - 1 });
    let now = now.filter(|year| known.contains(year)).or(known.first().copied());
    let peak = results.peak.as_ref().and_then(Peak::likeliest).map(|(year, _)| year);
    let mut outlines: Vec<Outline> = Vec::new();
    for (year, what) in [
        (now, view.words("最近公布年末", "last published year's end")),
        (peak, view.words("峰值", "peak")),
        (known.last().copied(), view.words("模拟期末", "end of the run")),
    ] {
        let Some((year, replicates)) = year.and_then(|year| Some((year, results.pyramids.get(&year)?))) else {
            continue;
        };
        if outlines.iter().all(|known| known.year != year) {
            let ages = |first: usize| (first..first + AGES).map(|cell| median(replicates, &[cell])).collect();
            let name = say!(view.language, "{year}年末（{what}）", "{year} ({what})");
            outlines.push(Outline { year, name, men: ages(0), women: ages(AGES) });
        }
    }
    outlines.sort_by_key(|outline| outline.year);
    outlines
}

/// Persons in these cells together, in the order of replicates, upwards.
fn sums(replicates: &[Vec<PyramidCounts>], cells: &[usize]) -> Vec<f64> {
    let sum = |pyramid: &Vec<PyramidCounts>| {
        cells.iter().filter_map(|cell| pyramid.get(*cell)).map(|cell| f64::from(cell.persons)).sum()
    };
    let mut sums: Vec<f64> = replicates.iter().map(sum).collect();
    sums.sort_unstable_by(f64::total_cmp);
    sums
}

fn median(replicates: &[Vec<PyramidCounts>], cells: &[usize]) -> f64 {
    quantile(&sums(replicates, cells), 50).unwrap_or(0.0)
}

fn table(view: &View<'_>, outline: &Outline) -> Table {
    let replicates = view.results.pyramids.get(&outline.year).map(Vec::as_slice).unwrap_or_default();
    let rows = (0..AGES).step_by(GROUP).map(|from| {
        // The last group is open.
        let is_last = from + GROUP >= AGES;
        let to = if is_last { AGES } else { from + GROUP };
        let name = match is_last {
            true => format!("{}+", FIRST_AGE + from),
            false => format!("{}–{}", FIRST_AGE + from, FIRST_AGE + to - 1),
        };
        let cell = |first: usize| {
            let cells: Vec<usize> = (first + from..first + to).collect();
            let sums = sums(replicates, &cells);
            let sums: Vec<Option<f64>> = sums.into_iter().map(Some).collect();
            Cell::median(Unit::Persons, Estimate::of(&sums).as_ref())
        };
        vec![Cell::text(name), cell(0), cell(AGES)]
    });
    Table {
        caption: outline.name.clone(),
        heads: vec![view.words("年龄", "age"), view.words("男（人）", "men"), view.words("女（人）", "women")],
        rows: rows.collect(),
    }
}
