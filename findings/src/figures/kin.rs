//! Kin: households of elders alone, living alone by both definitions, and parents of one child.
use super::{Question, Surface};
use crate::estimate::{Estimate, in_year};
use crate::figure::Figure;
use crate::unit::Unit;
use crate::view::{BandColumn, View};
use crate::words::say;
use agents::report::{AGES, FIRST_AGE};
use agents::text::Label;
use outputs::{Detail, PyramidCounts, indicators};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "kin",
    title: Label::new("家庭与子女", "Households and children"),
    surfaces: Surface::AWAY,
    needs: Detail::District,
    figures,
};

type Count = fn(&PyramidCounts) -> u32;

/// Shares of the elders from an age on.
const SHARES: [(Label, usize, Count); 4] = [
    (Label::new("纯老家庭占60岁及以上", "in households of elders alone, 60+"), 60, |cell| cell.elder_only),
    (Label::new("纯老家庭占80岁及以上", "in households of elders alone, 80+"), 80, |cell| cell.elder_only),
    (Label::new("独生子女父母占60岁及以上", "parents of one child, 60+"), 60, |cell| cell.one_child),
    (Label::new("独生子女父母占80岁及以上", "parents of one child, 80+"), 80, |cell| cell.one_child),
];

fn share(pyramid: &[PyramidCounts], from: usize, count: Count) -> Option<f64> {
    let sum = |count: Count| -> f64 {
        let sexes = pyramid.chunks(AGES).flat_map(|sex| sex.iter().skip(from - FIRST_AGE));
        sexes.map(|cell| f64::from(count(cell))).sum()
    };
    let persons = sum(|cell| cell.persons);
    (persons > 0.0).then(|| sum(count) / persons)
}

fn columns(view: &View<'_>) -> Vec<BandColumn> {
    let of_share = |(name, from, count): &(Label, usize, Count)| {
        let of_year = |(year, replicates): (&i32, &Vec<Vec<PyramidCounts>>)| {
            let shares: Vec<_> = replicates.iter().map(|pyramid| share(pyramid, *from, *count)).collect();
            Some((*year, Estimate::of(&shares)?))
        };
        let years = view.results.pyramids.iter().filter_map(of_year).collect();
        (name.get(view.language).to_string(), Unit::Share, years)
    };
    SHARES.iter().map(of_share).collect()
}

fn figures(view: &View<'_>) -> Vec<Figure> {
    let (language, year, columns) = (view.language, view.outlook_year(), columns(view));
    let told = |at: usize| {
        let (_, unit, years) = &columns[at];
        in_year(years, year).map(|estimate| view.quantity(*unit, estimate))
    };
    let [Some(elder_only), Some(oldest), Some(_), Some(one_child)] = [0, 1, 2, 3].map(told) else { return Vec::new() };
    let (alone, here) =
        (view.told(indicators::POPULATION_ALONE, year), view.told(indicators::POPULATION_ALONE_HERE, year));
    vec![Figure {
        id: "kin-households",
        title: view.words(
            "纯老家庭与独生子女父母，年末",
            "Households of elders alone and parents of one child, at the year's end",
        ),
        sentence: say!(
            language,
            "{year}年末：纯老家庭老人占60岁及以上的 {elder_only}、80岁及以上的 {oldest}；独生子女父母占80岁及以上的 {one_child}。独居有两个口径：\
             户籍口径（家中无配偶、无子女）{alone}，其中居住在本区、即普查口径的老人一人户 {here}。",
            "At the end of {year} {elder_only} of the elders and {oldest} of those of 80 and over live in households of elders alone; {one_child} of \
             those of 80 and over are parents of one child. Living alone has two definitions: {alone} by the register (neither spouse nor child in \
             the household), of whom {here} live in the district, which are one-person households as a census counts them."
        ),
        method: view.method(),
        tables: vec![
            view.bands_table(view.words("占比，中位数和80%区间", "Shares, medians with 80 % bands"), &columns),
        ],
        ..Figure::default()
    }]
}
