//! Registered elders and those of 80 and over, with the peak.
use super::Section;
use crate::charts::Colour;
use crate::figure::Figure;
use crate::report::{FanFigure, Report};
use crate::words::{Unit, percent, say};
use agents::text::Label;
use experiments::Peak;
use scenarios::Grade;

pub const ELDERS: &str = "population.elders";
pub const ELDERS_80: &str = "population.elders_80_plus";

/// The section.
pub const SECTION: Section = Section {
    id: "elders",
    title: Label::new("户籍老人与峰值", "Registered elders and their peak"),
    needs: &[ELDERS, ELDERS_80],
    figures,
};

fn figures(report: &Report<'_>) -> Vec<Figure> {
    let elders = FanFigure {
        id: "elders-all",
        title: report.words("户籍老人（60岁及以上），年末", "Registered elders (60 and over) at the year's end"),
        indicator: ELDERS,
        unit: Unit::Persons,
        axis: report.words("人（纵轴不从 0 起）", "persons (axis not from 0)"),
        colour: Colour::BLUE,
        sentence: sentence(report),
        aim: None,
        peak: report.results.peak.as_ref().and_then(|peak| mark(report, peak)),
        range: None,
    };
    let oldest = FanFigure {
        id: "elders-80",
        title: report.words("80岁及以上户籍老人，年末", "Elders aged 80 and over at the year's end"),
        indicator: ELDERS_80,
        unit: Unit::Persons,
        axis: report.words("人（纵轴不从 0 起）", "persons (axis not from 0)"),
        colour: Colour::VERMILION,
        sentence: oldest(report),
        aim: None,
        peak: None,
        range: None,
    };
    [elders, oldest].into_iter().filter_map(|figure| report.fan_figure(figure)).collect()
}

/// The year that is the peak in most replicates; the earlier of equals.
pub fn likeliest(peak: &Peak) -> Option<(i32, f64)> {
    let years = peak.years.iter().map(|year| (year.year, year.probability));
    years.rev().max_by(|(_, a), (_, b)| a.total_cmp(b))
}

fn mark(report: &Report<'_>, peak: &Peak) -> Option<(i32, f64, String)> {
    let (year, share) = likeliest(peak)?;
    let (height, share) = (Unit::Persons.number(report.language, peak.elders_p50), percent(report.language, share));
    let words = say!(
        report.language,
        "峰值 {year}（{share}的模拟）<br>{height} 人",
        "peak {year} ({share} of replicates)<br>{height}"
    );
    Some((year, report.results.base.fan(ELDERS, year)?.median, words))
}

fn sentence(report: &Report<'_>) -> String {
    let language = report.language;
    let base = &report.results.base;
    let mut said = Vec::new();
    if let Some((peak, (year, share))) = report.results.peak.as_ref().and_then(|peak| Some((peak, likeliest(peak)?))) {
        let others = peak.years.iter().filter(|other| other.year != year);
        let others: Vec<String> =
            others.map(|other| format!("{} {}", other.year, percent(language, other.probability))).collect();
        let list = others.join(&report.words("、", ", "));
        let others = if list.is_empty() { list } else { say!(language, "（其余：{list}）", " (others: {list})") };
        let (n, share) = (peak.n, percent(language, share));
        let height = Unit::Persons.value(language, peak.elders_p50);
        let band = Unit::Persons.band(language, [peak.elders_p10, peak.elders_p90]);
        said.push(say!(
            language,
            "峰值 {height}{band}，{n} 次模拟中有 {share} 落在 {year} 年末{others}",
            "The peak is {height} {band}; it falls at the end of {year} in {share} of {n} replicates{others}"
        ));
    }
    for year in [report.outlook_year(), report.last_year()] {
        if let Some(fan) = base.fan(ELDERS, year) {
            let (when, told) = (report.end_of(year), report.told(Unit::Persons, &fan));
            let one = say!(language, "{when} {told}", "at {when} {told}");
            if !said.contains(&one) {
                said.push(one);
            }
        }
    }
    for fact in report
        .results
        .baseline
        .facts
        .iter()
        .filter(|fact| fact.grade == Grade::Forecast && fact.indicator.as_deref() == Some(ELDERS))
    {
        let (value, Some(month)) = (Unit::Persons.value(language, fact.value), fact.month) else { continue };
        said.push(say!(
            language,
            "区报告所说的 {month} 户籍老人峰值 {value} 是报告自己的预测，不是观测值",
            "the registered peak of {value} in {month} is the report's own forecast, not an observation"
        ));
    }
    let mut text = said.join(&report.words("；", "; ")) + &report.words("。", ". ");
    if let Some(note) = &report.results.baseline.peak_note {
        text += note.get(language);
    }
    text
}

fn oldest(report: &Report<'_>) -> String {
    let language = report.language;
    let base = &report.results.base;
    let first = report.results.first.year();
    let told = |year: i32| base.fan(ELDERS_80, year).map(|fan| report.told(Unit::Persons, &fan)).unwrap_or_default();
    let (outlook, end, method) = (report.outlook_year(), report.last_year(), report.method());
    let (then, last) = (told(first), told(end));
    let mid = if outlook == end {
        String::new()
    } else {
        let mid = told(outlook);
        say!(language, "{outlook} 年末 {mid}、", "{mid} at the end of {outlook} and ")
    };
    let fans = base.fans(ELDERS_80);
    let highest = fans.iter().max_by(|(_, a), (_, b)| a.median.total_cmp(&b.median)).map_or(end, |(year, _)| *year);
    let peak = if highest == end {
        report.words("到模拟期末仍在上升", "still rising when the run ends")
    } else {
        say!(language, "中位数在 {highest} 年末最高", "the median is highest at the end of {highest}")
    };
    say!(
        language,
        "80岁及以上老人由 {first} 年末 {then} 变为 {mid}{end} 年末 {last}，{peak}（{method}）；区间含死亡率与\
         迁移的假定，不含模型本身的误差。",
        "Elders of 80 and over go from {then} at the end of {first} to {mid}{last} at the end of \
         {end}, {peak} ({method}); bands reflect the assumed ranges of mortality and migration, not errors of the model."
    )
}
