//! Care workers against those required.
use super::Section;
use crate::charts::Colour;
use crate::figure::Figure;
use crate::report::{FanFigure, Report};
use crate::words::{Unit, say};
use agents::text::Label;

const SUFFICIENCY: &str = "workforce.sufficiency";
const WORKERS: &str = "workforce.care_workers";
const REQUIRED: &str = "workforce.required";
const BEDS_LOST: &str = "workforce.beds_lost";

/// The section.
pub const SECTION: Section = Section {
    id: "sufficiency",
    title: Label::new("养老护理员充足率", "Sufficiency of care workers"),
    needs: &[SUFFICIENCY, WORKERS, REQUIRED, BEDS_LOST],
    figures,
};

fn figures(report: &Report<'_>) -> Vec<Figure> {
    let base = &report.results.base;
    let figure = report.fan_figure(FanFigure {
        id: "sufficiency-share",
        title: report.words(
            "养老护理员充足率（在岗÷所需），年末",
            "Sufficiency: care workers over those required, at the year's end",
        ),
        indicator: SUFFICIENCY,
        unit: Unit::Share,
        axis: report.words("%（纵轴不从 0 起）", "% (axis not from 0)"),
        colour: Colour::ORANGE,
        sentence: sentence(report),
        aim: Some((1.0, report.words("人手恰好足够", "just enough"))),
        peak: None,
        range: None,
    });
    let Some(mut figure) = figure else { return Vec::new() };
    let columns = [
        (WORKERS, Unit::Persons, report.words("在岗护理员", "care workers")),
        (REQUIRED, Unit::Persons, report.words("所需护理员", "required")),
        (BEDS_LOST, Unit::Beds, report.words("有人轮候而缺人的床位", "beds wanted, lacking staff")),
    ];
    let columns = columns.map(|(id, unit, name)| (name, unit, base.fans(id)));
    figure
        .tables
        .push(report.bands_table(report.words("人手，中位数和80%区间", "Workers, medians with 80 % bands"), &columns));
    vec![figure]
}

fn sentence(report: &Report<'_>) -> String {
    let (language, base, year) = (report.language, &report.results.base, report.outlook_year());
    let told = |id: &str, unit: Unit| base.fan(id, year).map(|fan| report.told(unit, &fan)).unwrap_or_default();
    let (share, workers) = (told(SUFFICIENCY, Unit::Share), told(WORKERS, Unit::Persons));
    let (required, lost, method) = (told(REQUIRED, Unit::Persons), told(BEDS_LOST, Unit::Beds), report.method());
    say!(
        language,
        "{year}年末充足率 {share}：在岗 {workers}，按配比所需 {required}，有人轮候而因缺人不能用的床位 {lost}（{method}）；配比、工资与离职的\
         数值大多是假定，所需人数只算已接受照护和已有床位或时数者，不含轮候者。",
        "At the end of {year} sufficiency is {share}: {workers} at work, {required} required by the ratios, {lost} that somebody waits for lack staff \
         ({method}); ratios, wages and leaving are mostly assumed, and only those in care or with a bed or hours in view count, not \
         those waiting."
    )
}
