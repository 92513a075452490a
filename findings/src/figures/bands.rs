//! What the bands contain: beside the band of each main forecast that of the replicates alone.
use super::{Question, Surface, beds, certification, elders, spending};
use crate::CERTIFIED_TARGET_YEAR;
use crate::estimate::Estimate;
use crate::figure::{Cell, Figure, IntervalKind, Method, Number, Table};
use crate::money::ALL;
use crate::unit::Unit;
use crate::view::View;
use crate::words::say;
use agents::text::Label;
use outputs::{Detail, Indicator, ParameterMode, indicators};
use scenarios::{DiscrepancyTerm, Scale};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "bands",
    title: Label::new("区间的组成", "What the bands contain"),
    surfaces: Surface::AWAY,
    needs: Detail::Headline,
    figures,
};

/// Indicators of the table, in order.
const ROWS: &[&Indicator] = &[
    elders::ELDERS,
    elders::ELDERS_80,
    indicators::POPULATION_ELDERS_100_PLUS,
    beds::DEMAND,
    beds::BUILT,
    beds::USABLE,
    indicators::BEDS_OCCUPIED,
    indicators::BEDS_WAITING,
    indicators::WORKFORCE_CARE_WORKERS,
    certification::SHARE,
    indicators::RELIEF_PERSONS,
    indicators::RELIEF_HOUSEHOLDS,
];

/// What the bands of the main forecasts contain, in one sentence.
pub(super) fn contents(view: &View<'_>) -> String {
    let language = view.language;
    let has_discrepancy = view.has_discrepancy(None);
    let month = view.results.published_to().map_or_else(String::new, |month| month.to_string());
    let parameters = match view.results.run.manifest.plan.parameters {
        ParameterMode::Posterior => say!(
            language,
            "参数的不确定性（已按截至{month}的公布数据校准）",
            "the uncertainty of the parameters (calibrated to figures published up to {month})"
        ),
        ParameterMode::Prior => say!(
            language,
            "参数的不确定性（先验范围，未经校准）",
            "the uncertainty of the parameters (prior ranges, not calibrated)"
        ),
        ParameterMode::Fixed => String::new(),
    };
    match (parameters.is_empty(), has_discrepancy) {
        (false, true) => say!(
            language,
            "区间含{parameters}、模拟的随机性和模型与现实的偏差。",
            "Bands contain {parameters}, chance, and the discrepancy between the model and the world."
        ),
        (false, false) => say!(
            language,
            "区间含{parameters}和模拟的随机性，不含模型与现实的偏差（基线未给出）。",
            "Bands contain {parameters} and chance, but no discrepancy between the model and the world (the baseline gives none)."
        ),
        (true, true) => say!(
            language,
            "区间含模拟的随机性和模型与现实的偏差；参数取最佳估计，不含其不确定性。",
            "Bands contain chance and the discrepancy between the model and the world; parameters are the best estimates, without their uncertainty."
        ),
        (true, false) => say!(
            language,
            "区间只含模拟的随机性：参数取最佳估计，基线未给出模型与现实的偏差。",
            "Bands contain chance alone: parameters are the best estimates, and the baseline gives no discrepancy between the model and the world."
        ),
    }
}

/// A forecast with its bands.
struct Row {
    name: String,
    unit: Unit,
    year: i32,
    with: Estimate,
    alone: Estimate,
    term: DiscrepancyTerm,
    /// Standard deviation of the discrepancy in the year, on its scale.
    sd: f64,
}

impl Row {
    /// How many times as wide the band is with the discrepancy; none where the replicates do not differ.
    fn ratio(&self) -> Option<f64> {
        let [with, alone] = [self.with, self.alone].map(|of| of.band80[1] - of.band80[0]);
        (alone > 0.0).then(|| with / alone)
    }

    /// The standard deviation about the median: a share of the value, or percentage points of a share.
    fn deviation(&self) -> Number {
        match self.term.scale {
            Scale::Log => Number::new(Unit::Share, self.sd, Method::Input),
            Scale::Logit => {
                let share = self.with.median;
                Number::new(Unit::Share, self.sd * share * (1.0 - share), Method::MeanDifference)
            }
        }
    }
}

fn row(view: &View<'_>, id: &str, name: String, unit: Unit, year: i32, values: &[Option<f64>]) -> Option<Row> {
    let term = view.results.baseline.discrepancy.term(id)?.clone();
    let sd = view.results.predictive(id, year, values)?.sd();
    let with = view.results.estimate(id, year, values)?;
    Some(Row { name, unit, year, with, alone: Estimate::of(values)?, term, sd })
}

fn rows(view: &View<'_>) -> Vec<Row> {
    let (language, outlook) = (view.language, view.outlook_year());
    let of_indicator = |of: &&Indicator| {
        let year = if of.id == certification::SHARE.id { CERTIFIED_TARGET_YEAR.min(view.last_year()) } else { outlook };
        let name = of.name.get(language).to_string();
        row(view, of.id, name, Unit::of_indicator(of), year, view.results.base.values(of, year))
    };
    let of_group = |group: &&str| {
        let id = spending::discrepancy_of(group);
        let values = view.results.money.paid(group)?.get(&outlook)?;
        row(view, id, spending::spending_name(view, group), Unit::Yuan, outlook, values)
    };
    // The sum last, below what it is made of.
    let groups = spending::GROUPS.iter().filter(|group| **group != ALL).chain([&ALL]);
    ROWS.iter().filter_map(of_indicator).chain(groups.filter_map(of_group)).collect()
}

fn figures(view: &View<'_>) -> Vec<Figure> {
    let language = view.language;
    let rows = rows(view);
    if rows.is_empty() {
        return Vec::new();
    }
    let cells = |row: &Row| {
        let median = Number { interval: None, ..Number::median(row.unit, &row.with) };
        let band = |of: &Estimate| Cell::Interval(median.within(of.band80, IntervalKind::Band80));
        let ratio = row.ratio().map(|ratio| Number::new(Unit::Ratio, ratio, Method::Computed));
        vec![
            Cell::text(&row.name),
            Cell::Year(row.year),
            Cell::Quantity(median),
            band(&row.with),
            band(&row.alone),
            ratio.map_or(Cell::Empty, Cell::Number),
            Cell::Quantity(row.deviation()),
            Cell::text(row.term.basis.name().get(language)),
            Cell::text(row.term.grade.name().get(language)),
        ]
    };
    let table = Table {
        caption: view.words("80%区间：含与不含模型与现实的偏差", "80 % bands with and without the discrepancy"),
        heads: vec![
            view.words("预测", "forecast"),
            view.words("年", "year"),
            view.words("中位数", "median"),
            view.words("80%区间", "80 % band"),
            view.words("仅参数与随机性", "parameters and chance alone"),
            view.words("宽度之比", "ratio of widths"),
            view.words("偏差的标准差", "sd of the discrepancy"),
            view.words("偏差的来源", "discrepancy from"),
            view.words("依据", "grade"),
        ],
        rows: rows.iter().map(cells).collect(),
    };
    vec![Figure {
        id: "bands-contents",
        title: QUESTION.title.get(language).to_string(),
        sentence: sentence(view, &rows),
        caveats: vec![view.words(
            "表中没有的指标、单个项目和各街镇没有偏差项，其区间只含参数和随机性；情景之差不含偏差，两边相同，大体抵消",
            "indicators that are not in the table, single programmes and communities have no discrepancy: their bands contain parameters and \
             chance alone. Differences between scenarios have none, because it is the same on both sides and largely cancels",
        )],
        method: view.method(),
        sources: rows.iter().map(|row| format!("{}: {}", row.name, row.term.source)).collect(),
        tables: vec![table],
        ..Figure::default()
    }]
}

fn sentence(view: &View<'_>, rows: &[Row]) -> String {
    let language = view.language;
    let contents = contents(view);
    let widest = rows.iter().filter_map(|row| Some((row.ratio()?, row))).max_by(|a, b| a.0.total_cmp(&b.0));
    let Some((ratio, row)) = widest else { return contents };
    let (name, year, ratio) = (&row.name, row.year, Unit::Ratio.number(language, (ratio * 10.0).round() / 10.0));
    let [with, alone] = [row.with, row.alone].map(|of| row.unit.band(language, of.band80));
    say!(
        language,
        "{contents}偏差使区间变宽最多的是{year}年的“{name}”：80%区间{with}，仅参数与随机性为{alone}，宽 {ratio} 倍。",
        "{contents} The discrepancy widens “{name}” in {year} most: the 80 % band is {with}, that of parameters and chance alone {alone}, \
         a ratio of {ratio}."
    )
}
