//! The certified share of care workers against its target.
use super::Section;
use crate::charts::Colour;
use crate::figure::{Cell, Figure, Table};
use crate::report::{FanFigure, Report};
use crate::words::{Unit, counted, grouped, percent, say};
use agents::text::Label;
use experiments::{CERTIFIED_TARGET, CERTIFIED_TARGET_YEAR, Certification, CertificationYear};
use scenarios::Grade;

pub const SHARE: &str = "workforce.certified_share";
const SHARE_AT_START: &str = "care_workers.certified_at_start";

/// The section.
pub const SECTION: Section = Section {
    id: "certification",
    title: Label::new("养老护理员持证率", "Certified care workers"),
    needs: &[SHARE],
    figures,
};

fn figures(report: &Report<'_>) -> Vec<Figure> {
    let language = report.language;
    let target = percent(language, CERTIFIED_TARGET);
    let figure = report.fan_figure(FanFigure {
        id: "certification-share",
        title: report.words("养老护理员持证率，年末", "Certified share of care workers at the year's end"),
        indicator: SHARE,
        unit: Unit::Share,
        axis: report.words("%（纵轴不从 0 起）", "% (axis not from 0)"),
        colour: Colour::GREEN,
        sentence: sentence(report),
        aim: Some((
            CERTIFIED_TARGET,
            say!(
                language,
                "目标 {target}（{CERTIFIED_TARGET_YEAR}年末）",
                "target {target} (end of {CERTIFIED_TARGET_YEAR})"
            ),
        )),
        peak: None,
        range: None,
    });
    let Some(mut figure) = figure else { return Vec::new() };
    figure.tables.extend(report.results.certification.as_ref().map(|found| contributions(report, found)));
    vec![figure]
}

/// The target's probability, in words.
pub fn probability(report: &Report<'_>) -> Option<(f64, String)> {
    let probability = report.results.certification.as_ref()?.probability?;
    Some((probability, counted(report.language, probability, report.results.manifest.plan.replicates as usize)))
}

/// That nobody has counted where the forecast begins.
pub fn caveat(report: &Report<'_>) -> String {
    let language = report.language;
    let found = report.results.certification.as_ref();
    let record = report.results.baseline.quantities.iter().find(|record| record.id == SHARE_AT_START);
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

fn sentence(report: &Report<'_>) -> String {
    let (language, base) = (report.language, &report.results.base);
    let (target, caveat, method) = (percent(language, CERTIFIED_TARGET), caveat(report), report.method());
    let told = |year: i32| base.fan(SHARE, year).map(|fan| report.told(Unit::Share, &fan));
    let mut said = Vec::new();
    let found = report.results.certification.as_ref();
    match (told(CERTIFIED_TARGET_YEAR), probability(report), found) {
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
    if let Some(share) = told(report.outlook_year()).filter(|_| report.outlook_year() != CERTIFIED_TARGET_YEAR) {
        let year = report.outlook_year();
        said.push(say!(language, "{year}年末 {share}", "at the end of {year} {share}"));
    }
    let said = said.join(&report.words("；", "; "));
    say!(
        language,
        "{said}（{method}；概率后为有限模拟次数的95%区间）；{caveat}。",
        "{said} ({method}; behind a probability its 95 % interval from the number of replicates); {caveat}."
    )
}

fn contributions(report: &Report<'_>, found: &Certification) -> Table {
    let points = |share: f64| {
        let number = grouped(share * 100.0, 2);
        Cell { text: if share > 0.0 { format!("+{number}") } else { number }, value: Some(share), band: None }
    };
    let row = |year: &CertificationYear| {
        let c = &year.contributions;
        let share = Cell::number(report.language, Unit::Share, year.share);
        let parts = [c.change(), c.training, c.hires, c.leavers, c.retirement].map(points);
        [Cell::text(year.year.to_string()), share].into_iter().chain(parts).collect()
    };
    Table {
        caption: report.words(
            "持证率变化的来源，百分点（各次模拟的均值；四项之和等于变化）",
            "What moved the share, percentage points (means over replicates; the four add up to the change)",
        ),
        heads: vec![
            report.words("年末", "year's end"),
            report.words("持证率均值（%）", "mean share (%)"),
            report.words("变化", "change"),
            report.words("培训取证", "training"),
            report.words("入职", "hires"),
            report.words("离职", "leavers"),
            report.words("退休", "retirement"),
        ],
        rows: found.years.iter().map(row).collect(),
    }
}
