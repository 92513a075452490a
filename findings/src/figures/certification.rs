//! The certified share of care workers against its target.
use super::{Question, Surface};
use crate::chart::Colour;
use crate::figure::{Cell, Figure, Method, Number, Table};
use crate::unit::Unit;
use crate::view::{FanFigure, View};
use crate::words::{counted, percent, say};
use crate::{CERTIFIED_TARGET, CERTIFIED_TARGET_YEAR, Certification, CertificationYear, explained};
use agents::text::Label;
use outputs::{Detail, Indicator, ParameterMode, indicators};
use scenarios::{Grade, ParameterRecord};

pub const SHARE: &Indicator = indicators::WORKFORCE_CERTIFIED_SHARE;
const SHARE_AT_START: &str = "care_workers.certified_at_start";
/// Assumptions that decide most of the share, and of which nothing is published.
const PRIORS: [&str; 3] = [SHARE_AT_START, "care_workers.newcomers_certified", "training.reach_seats"];
/// What certificates cost.
const COSTS: [(&Indicator, Label); 4] = [
    (indicators::WORKFORCE_PASSED, Label::new("取得证书", "certificates")),
    (indicators::TRAINING_COST, Label::new("培训和考试", "training and exams")),
    (indicators::WORKFORCE_CERTIFICATE_PAY, Label::new("证书加薪（用人单位支付）", "pay for certificates (employers)")),
    (indicators::WORKFORCE_LEVEL_ALLOWANCE, Label::new("激励补贴（全市支付）", "level allowance (city)")),
];

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
    figure.tables.push(costs(view));
    if let Some(prior) = prior(view) {
        figure.sentence = join(view, &figure.sentence, &prior.sentence(view));
        figure.tables.push(prior.table(view));
    }
    if let Some(drivers) = drivers(view) {
        figure.sentence = join(view, &figure.sentence, &drivers);
    }
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
    let discrepancy = match view.has_discrepancy(Some(SHARE)) {
        true => view.words(
            "到期概率含模型与现实的偏差，",
            "the probability when it is due contains the discrepancy between the model and the world; ",
        ),
        false => String::new(),
    };
    say!(
        language,
        "{said}（{method}；{discrepancy}概率后为有限模拟次数的95%区间）。",
        "{said} ({method}; {discrepancy}behind a probability its 95 % interval from the number of replicates)."
    )
}

/// Two sentences in a row.
fn join(view: &View<'_>, first: &str, second: &str) -> String {
    [first, second].join(&view.words("", " "))
}

/// How much of the probability was decided before the first month, by drawing assumptions that no data inform.
pub struct Prior {
    /// Share of the variance of the certified share at the target date that is drawn parameters, at the most: all but `chance`.
    pub parameters: f64,
    /// Share of it that goes with the three assumptions.
    pub explained: f64,
    /// Standard deviation by chance alone, as if each worker were certified or not by a toss: the least that it can be.
    chance: f64,
    /// Probabilities of the target among the replicates that start lower, and among those that start higher.
    halves: [f64; 2],
    /// Probability if every replicate had the mean change from its start.
    alone: f64,
    n: usize,
}

/// The prior's part; none where nothing was drawn, or the replicates are too few to tell.
pub fn prior(view: &View<'_>) -> Option<Prior> {
    let (plan, quantities) = (&view.results.run.manifest.plan, &view.results.baseline.quantities);
    if plan.parameters == ParameterMode::Fixed {
        return None;
    }
    let shares = view.results.base.values(SHARE, CERTIFIED_TARGET_YEAR);
    let records: Vec<&ParameterRecord> =
        PRIORS.iter().filter_map(|id| quantities.iter().find(|of| of.id == *id)).collect();
    let drawn = view.results.drawn();
    let explained = explained(&records, &drawn, shares)?;
    let at_start = records.first().map(|record| drawn.values(record))?;
    let mut pairs: Vec<(f64, f64)> =
        at_start.into_iter().zip(shares).filter_map(|(start, share)| Some((start, (*share)?))).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let n = pairs.len();
    let met = |of: &[(f64, f64)]| {
        of.iter().filter(|(_, share)| *share >= CERTIFIED_TARGET).count() as f64 / of.len().max(1) as f64
    };
    let change = pairs.iter().map(|(start, share)| share - start).sum::<f64>() / n as f64;
    let alone = pairs.iter().filter(|(start, _)| start + change >= CERTIFIED_TARGET).count() as f64 / n as f64;
    let (lower, higher) = pairs.split_at(n / 2);
    let heads = view.results.base.values(indicators::WORKFORCE_CARE_WORKERS, CERTIFIED_TARGET_YEAR);
    let tosses = shares.iter().zip(heads).filter_map(|(share, heads)| Some(((*share)?, (*heads)?)));
    let tosses: Vec<f64> = tosses.map(|(share, heads)| share * (1.0 - share) / heads.max(1.0)).collect();
    let chance = tosses.iter().sum::<f64>() / tosses.len().max(1) as f64;
    let mean = pairs.iter().map(|(_, share)| share).sum::<f64>() / n as f64;
    let variance = pairs.iter().map(|(_, share)| (share - mean).powi(2)).sum::<f64>() / (n as f64 - 1.0);
    let parameters = (1.0 - chance / variance).max(0.0);
    let chance = chance.sqrt();
    Some(Prior { parameters, explained, chance, halves: [met(lower), met(higher)], alone, n })
}

impl Prior {
    fn sentence(&self, view: &View<'_>) -> String {
        let language = view.language;
        let [parameters, explained, lower, higher, alone] =
            [self.parameters, self.explained, self.halves[0], self.halves[1], self.alone]
                .map(|share| percent(language, share));
        let chance = [Unit::Share.number(language, self.chance).as_str(), Unit::Share.of_change(language)].join(" ");
        say!(
            language,
            "概率中先验的部分：各次模拟{CERTIFIED_TARGET_YEAR}年末持证率的方差至多 {parameters} 来自抽取参数，期初持证率、新入行者持证比例和培训名额三项没有\
             数据的假定占 {explained}（校正R²）；参数不变时偶然的标准差至少 {chance}；期初较低的一半模拟达标 {lower}，较高的一半 {higher}；若各次模拟\
             变化相同，单凭期初值达标的占 {alone}。",
            "How much of the probability is prior: up to {parameters} of the variance at the end of {CERTIFIED_TARGET_YEAR} is drawn parameters, \
             {explained} three assumptions without data, the share at the start, newcomers' certificates and seats (adjusted R²); chance at \
             given parameters has a standard deviation of at least {chance}. The target is met in {lower} of the half of the replicates that start lower \
             and in {higher} of the other half; with the same change in all of them the start alone would meet it in {alone}."
        )
    }

    fn table(&self, view: &View<'_>) -> Table {
        let half =
            |at: usize| Number::probability(self.halves[at], if at == 0 { self.n / 2 } else { self.n - self.n / 2 });
        let of_all = |share: f64| Number::new(Unit::Probability, share, Method::Computed).of(self.n);
        let rows = [
            (view.words("抽取参数占方差", "variance by drawn parameters"), of_all(self.parameters)),
            (
                view.words(
                    "期初持证率、新入行者持证比例、培训名额决定的方差",
                    "variance decided by start, newcomers and seats",
                ),
                of_all(self.explained),
            ),
            (view.words("达标概率：期初较低的一半", "probability, lower half of starts"), half(0)),
            (view.words("达标概率：期初较高的一半", "probability, higher half of starts"), half(1)),
            (view.words("达标概率：各次模拟变化相同", "probability, same change in all"), of_all(self.alone)),
        ];
        Table {
            caption: view.words("达标概率中先验的部分", "How much of the probability is prior"),
            heads: vec![view.words("项目", "what"), view.words("比例", "share")],
            rows: rows.into_iter().map(|(name, number)| vec![Cell::text(name), Cell::Number(number)]).collect(),
        }
    }
}

/// What moved the share in the target's year, and what it cost.
fn drivers(view: &View<'_>) -> Option<String> {
    let (language, year) = (view.language, CERTIFIED_TARGET_YEAR.min(view.last_year()));
    let found = view.results.certification.as_ref()?;
    let moved = found.years.iter().find(|of| of.year == year)?.contributions;
    let points = |share: f64| Number::new(Unit::Share, share, Method::MeanDifference).quantity(language);
    let (training, hires) = (points(moved.training), points(moved.hires));
    let (leavers, retired) = (points(moved.leavers), points(moved.retirement));
    let told = |of: &Indicator| view.told(of, year);
    let [cost, pay, allowance] =
        [indicators::TRAINING_COST, indicators::WORKFORCE_CERTIFICATE_PAY, indicators::WORKFORCE_LEVEL_ALLOWANCE]
            .map(told);
    let a_point =
        view.results.base.estimate(indicators::TRAINING_COST, year).map(|cost| cost.median / (moved.training * 100.0));
    let a_point = a_point.filter(|yuan| moved.training > 0.0 && yuan.is_finite());
    let a_point = a_point.map_or_else(String::new, |yuan| {
        let yuan = Unit::Yuan.value(language, yuan);
        say!(language, "，每个百分点 {yuan}", ", {yuan} a point")
    });
    Some(say!(
        language,
        "{year}年推动持证率的：培训取证 {training}（培训和考试费用 {cost}{a_point}），入职 {hires}，离职 {leavers}，退休 {retired}；当年证书加薪 {pay}，\
         激励补贴 {allowance}。",
        "What moved the share in {year}: training {training} (courses and exams {cost}{a_point}), hires {hires}, leavers {leavers}, retirement \
         {retired}; employers paid {pay} for certificates, the city {allowance} of level allowance."
    ))
}

fn costs(view: &View<'_>) -> Table {
    view.bands_table(
        view.words(
            "证书及其费用，按年（中位数〔80%区间〕）",
            "Certificates and what they cost, by year (median [80 % band])",
        ),
        &view.columns(&COSTS),
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
