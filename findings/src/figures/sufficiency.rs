//! Care workers against those required.
use super::{Question, Surface};
use crate::chart::Colour;
use crate::figure::Figure;
use crate::view::{FanFigure, View};
use crate::words::say;
use agents::text::Label;
use outputs::{Detail, Indicator, indicators};

const SUFFICIENCY: &Indicator = indicators::WORKFORCE_SUFFICIENCY;
const WORKERS: &Indicator = indicators::WORKFORCE_CARE_WORKERS;
const REQUIRED: &Indicator = indicators::WORKFORCE_REQUIRED;
const BEDS_LOST: &Indicator = indicators::WORKFORCE_BEDS_LOST;

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "sufficiency",
    title: Label::new("养老护理员充足率", "Sufficiency of care workers"),
    surfaces: Surface::FIRST,
    needs: Detail::Headline,
    figures,
};

const WORKFORCE: &[(&Indicator, Label)] = &[
    (WORKERS, Label::new("在岗护理员", "care workers")),
    (REQUIRED, Label::new("所需护理员", "required")),
    (indicators::WORKFORCE_VACANCIES, Label::new("空缺岗位", "vacancies")),
    (indicators::WORKFORCE_INTERMEDIATE_SHARE, Label::new("中级及以上", "intermediate and above")),
    (BEDS_LOST, Label::new("有人轮候而缺人的床位", "beds wanted, lacking staff")),
    (
        indicators::WORKFORCE_HOURS_LOST,
        Label::new("因缺人未提供的居家照护（全年）", "home care lost to missing staff, in the year"),
    ),
];
const COMMUNITY: &[(&Indicator, Label)] = &[
    (indicators::WORKFORCE_COMMUNITY_WORKERS, Label::new("社区工作者", "community workers")),
    (indicators::WORKFORCE_COMMUNITY_CERTIFIED_SHARE, Label::new("持证率", "certified")),
    (indicators::WORKFORCE_COMMUNITY_VACANCIES, Label::new("空缺岗位", "vacancies")),
];

fn figures(view: &View<'_>) -> Vec<Figure> {
    let figure = view.fan_figure(FanFigure {
        id: "sufficiency-share",
        title: view.words(
            "养老护理员充足率（在岗÷所需），年末",
            "Sufficiency: care workers over those required, at the year's end",
        ),
        indicator: SUFFICIENCY,
        axis: view.words("%（纵轴不从 0 起）", "% (axis not from 0)"),
        colour: Colour::Orange,
        sentence: sentence(view),
        aim: Some((1.0, view.words("人手恰好足够", "just enough"))),
        peak: None,
    });
    let Some(mut figure) = figure else { return Vec::new() };
    figure.tables.push(view.bands_table(
        view.words("养老护理员，中位数和80%区间", "Care workers, medians with 80 % bands"),
        &view.columns(WORKFORCE),
    ));
    figure.tables.push(view.bands_table(
        view.words("社区工作者，中位数和80%区间", "Community workers, medians with 80 % bands"),
        &view.columns(COMMUNITY),
    ));
    vec![figure]
}

fn sentence(view: &View<'_>) -> String {
    let (language, year) = (view.language, view.outlook_year());
    let told = |of: &Indicator| view.told(of, year);
    let (share, workers) = (told(SUFFICIENCY), told(WORKERS));
    let (required, lost, method) = (told(REQUIRED), told(BEDS_LOST), view.method());
    say!(
        language,
        "{year}年末充足率 {share}：在岗 {workers}，按配比所需 {required}，有人轮候而因缺人不能用的床位 {lost}（{method}）；配比、工资与离职的\
         数值大多是假定，所需人数只算已接受照护和已有床位或时数者，不含轮候者。",
        "At the end of {year} sufficiency is {share}: {workers} at work, {required} required by the ratios, {lost} that somebody waits for lack staff \
         ({method}); ratios, wages and leaving are mostly assumed, and only those in care or with a bed or hours in view count, not \
         those waiting."
    )
}
