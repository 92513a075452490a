//! The certified share of care workers against its target.
use super::{Question, Surface};
use crate::chart::Colour;
use crate::figure::{Cell, Figure, Method, Number, Table};
use crate::unit::Unit;
use crate::view::{FanFigure, View};
use crate::words::{counted, percent, say};
use crate::{CERTIFIED_TARGET, CERTIFIED_TARGET_YEAR, Certification, CertificationYear};
use agents::text::Label;
use outputs::{Detail, Indicator, indicators};
use scenarios::Grade;

pub const SHARE: &Indicator = indicators::WORKFORCE_CERTIFIED_SHARE;
const SHARE_AT_START: &str = "care_workers.certified_at_start";

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "certification",
    title: Label::new("养老护理员持证率", "Certified care workers"),
    surfaces: Surface::FIRST,
    needs: Detail::Headline,
    figures,
};

fn figures(view: &View<'_>) -> Vec<Figure> {
    let language = view.language;
    let target = percent(language, CERTIFIED_TARGET);
    let figure = view.fan_figure(FanFigure {
        id: "certification-share",
        title: view.words("养老护理员持证率，年末", "Certified share of care workers at the year's end"),
        indicator: SHARE,
        axis: view.words("%（纵轴不从 0 起）", "% (axis not from 0)"),
        colour: Colour::Green,
        sentence: sentence(view),
        aim: Some((
            CERTIFIED_TARGET,
            say!(
                language,
                "目标 {target}（{CERTIFIED_TARGET_YEAR}年末）",
                "target {target} (end of {CERTIFIED_TARGET_YEAR})"
            ),
        )),
        peak: None,
    });
    let Some(mut figure) = figure else { return Vec::new() };
    figure.caveats.push(caveat(view));
    figure.tables.extend(view.results.certification.as_ref().map(|found| contributions(view, found)));
    vec![figure]
}

/// The target's probability, in words.
pub fn probability(view: &View<'_>) -> Option<(f64, String)> {
    let probability = view.results.certification.as_ref()?.probability?;
    Some((probability, counted(view.language, probability, view.n())))
}

/// That nobody has counted where the forecast begins.
pub fn caveat(view: &View<'_>) -> String {
    let language = view.language;
    let found = view.results.certification.as_ref();
    let record = view.results.baseline.quantities.iter().find(|record| record.id == SHARE_AT_START);
    let Some((found, record)) = found.zip(record) else { return String::new() };
    let (mean, band) = (percent(language, found.share_at_start), Unit::Share.band(language, record.range));
    match record.grade {
        Grade::Assumed => say!(
            language,
            "期初持证率没有公布数据，是假定值（平均 {mean}，范围{band}），整条路径和达标概率都随之变动",
            "the share at the start is assumed ({mean} on average, range {band}), nothing is published of it, and all of the path moves \
             with it"
        ),
        _ => say!(language, "期初持证率 {mean}，范围{band}", "the share at the start is {mean}, range {band}"),
    }
}

fn sentence(view: &View<'_>) -> String {
    let (language, base) = (view.language, &view.results.base);
    let (target, method) = (percent(language, CERTIFIED_TARGET), view.method());
    let told = |year: i32| base.estimate(SHARE, year).map(|share| view.quantity(Unit::Share, &share));
    let mut said = Vec::new();
    let found = view.results.certification.as_ref();
    match (told(CERTIFIED_TARGET_YEAR), probability(view), found) {
        (Some(share), Some((_, probability)), Some(found)) => {
            let ever = percent(language, found.ever);
            said.push(say!(
                language,
                "{CERTIFIED_TARGET_YEAR}年末持证率 {share}，达到{target}的概率为 {probability}，模拟期内曾达到的占 {ever}",
                "At the end of {CERTIFIED_TARGET_YEAR} {share} are certified; the target of {target} is met with probability {probability}, and \
                 at some time in {ever} of the replicates"
            ));
        }
        _ => said.push(say!(
            language,
            "目标日期{CERTIFIED_TARGET_YEAR}年末未模拟到",
            "The target's date, the end of {CERTIFIED_TARGET_YEAR}, was not simulated"
        )),
    }
    if let Some(share) = told(view.outlook_year()).filter(|_| view.outlook_year() != CERTIFIED_TARGET_YEAR) {
        let year = view.outlook_year();
        said.push(say!(language, "{year}年末 {share}", "at the end of {year} {share}"));
    }
    let said = said.join(&view.words("；", "; "));
    say!(
        language,
        "{said}（{method}；概率后为有限模拟次数的95%区间）。",
        "{said} ({method}; behind a probability its 95 % interval from the number of replicates)."
    )
}

fn contributions(view: &View<'_>, found: &Certification) -> Table {
    let points = |share: f64| Cell::Number(Number::new(Unit::Share, share, Method::MeanDifference).of(found.n));
    let row = |year: &CertificationYear| {
        let c = &year.contributions;
        let share = Cell::Number(Number::mean(Unit::Share, year.share, found.n));
        let parts = [c.change(), c.training, c.hires, c.leavers, c.retirement].map(points);
        [Cell::Year(year.year), share].into_iter().chain(parts).collect()
    };
    Table {
        caption: view.words(
            "持证率变化的来源，百分点（各次模拟的均值；四项之和等于变化）",
            "What moved the share, percentage points (means over replicates; the four add up to the change)",
        ),
        heads: vec![
            view.words("年末", "year's end"),
            view.words("持证率均值（%）", "mean share (%)"),
            view.words("变化", "change"),
            view.words("培训取证", "training"),
            view.words("入职", "hires"),
            view.words("离职", "leavers"),
            view.words("退休", "retirement"),
        ],
        rows: found.years.iter().map(row).collect(),
    }
}
