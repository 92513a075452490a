//! Why the relief caseload rises or falls.
use super::{Question, Surface};
use crate::figure::{Cell, Figure, Table};
use crate::unit::Unit;
use crate::view::View;
use crate::words::say;
use agents::text::Label;
use outputs::{Detail, Indicator, indicators};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "caseload",
    title: Label::new("救助对象增减原因", "Why the caseload changes"),
    surfaces: Surface::AWAY,
    needs: Detail::Headline,
    figures,
};

const HOUSEHOLDS: &Indicator = indicators::RELIEF_HOUSEHOLDS;
const ENTRIES: &Indicator = indicators::RELIEF_CASELOAD_ENTRIES;
const EXITS: &Indicator = indicators::RELIEF_CASELOAD_EXITS;

/// Reasons to come onto it, then to leave it.
const REASONS: &[(&Indicator, Label)] = &[
    (indicators::RELIEF_CASELOAD_IN_FOUND, Label::new("新增：申请或被发现", "new: applied or found")),
    (indicators::RELIEF_CASELOAD_IN_LOSS, Label::new("新增：收入减少、患病", "new: loss of income, illness")),
    (
        indicators::RELIEF_CASELOAD_IN_STANDARD,
        Label::new("新增：标准上调、财产动用", "new: standard rose, savings spent"),
    ),
    (indicators::RELIEF_CASELOAD_IN_RECHECK, Label::new("新增：核查复核", "new: checks")),
    (indicators::RELIEF_CASELOAD_OUT_DEATH, Label::new("退出：死亡、迁出", "off: death, departure")),
    (indicators::RELIEF_CASELOAD_OUT_INCOME, Label::new("退出：就业、脱困", "off: work, end of hardship")),
    (
        indicators::RELIEF_CASELOAD_OUT_PENSIONS,
        Label::new("退出：养老金超过标准", "off: pensions outgrew the standard"),
    ),
    (indicators::RELIEF_CASELOAD_OUT_PAY, Label::new("退出：工资超过标准", "off: pay outgrew the standard")),
    (indicators::RELIEF_CASELOAD_OUT_RECHECK, Label::new("退出：定期复核", "off: re-check")),
];

fn figures(view: &View<'_>) -> Vec<Figure> {
    figure(view).into_iter().collect()
}

/// A mean over replicates: means add up.
fn mean(view: &View<'_>, of: &Indicator, year: i32) -> Option<f64> {
    view.results.base.estimate(of, year).map(|of| of.mean)
}

fn figure(view: &View<'_>) -> Option<Figure> {
    let (language, year) = (view.language, view.outlook_year());
    let [entries, exits] = [ENTRIES, EXITS].map(|of| mean(view, of, year));
    let (entries, exits, households) = (entries?, exits?, view.told(HOUSEHOLDS, year));
    let largest = |from: usize, to: usize| {
        let told = REASONS.get(from..to)?.iter().filter_map(|(of, name)| Some((name, mean(view, of, year)?)));
        told.max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(name, _)| name.get(language))
    };
    let (most_in, most_out) = (largest(0, 4)?, largest(4, REASONS.len())?);
    let unit = Unit::of_indicator(ENTRIES);
    let [come, leave] = [entries, exits].map(|number| unit.value(language, number));
    let heads = view.results.years().into_iter().filter(|year| mean(view, ENTRIES, *year).is_some());
    let years: Vec<i32> = heads.collect();
    let row = |name: String, of: &Indicator| {
        let cells = years
            .iter()
            .map(|year| mean(view, of, *year).map_or(Cell::Empty, |number| Cell::text(unit.value(language, number))));
        std::iter::once(Cell::text(name)).chain(cells).collect::<Vec<_>>()
    };
    let sums = [(ENTRIES, Label::new("新增合计", "new, all")), (EXITS, Label::new("退出合计", "off, all"))];
    let rows = REASONS.iter().chain(&sums).map(|(of, name)| row(name.get(language).to_string(), of)).collect();
    let n = view.n();
    Some(Figure {
        id: "caseload-reasons",
        title: view.words(
            "在册救助对象：每年新增和退出的户数及原因",
            "Cash relief: households that come and leave in a year, and why",
        ),
        sentence: say!(
            language,
            "{year} 年新增 {come}，退出 {leave}，年末在册 {households}；新增最多的原因是“{most_in}”，退出最多的是“{most_out}”（{n} 次模拟的均值，\
             可以相加；在册户数为中位数〔80%区间〕）。",
            "In {year} {come} come onto cash relief and {leave} leave it; {households} have it at the year's end. Most come because “{most_in}” and \
             leave because “{most_out}” (means over {n} replicates, which add up; households are a median with 80 % band)."
        ),
        tables: vec![Table {
            caption: view.words("每年户数，均值", "Households a year, means"),
            heads: std::iter::once(view.words("原因", "reason")).chain(years.iter().map(i32::to_string)).collect(),
            rows,
        }],
        method: view.method(),
        ..Figure::default()
    })
}
