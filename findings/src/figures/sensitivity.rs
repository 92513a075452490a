//! The inputs that the forecasts depend on most: what `silverpeak sensitivity` finds.
use crate::chart::{BarKind, Bars, Chart, Colour};
use crate::figure::{Cell, Figure, Method, Number, Table};
use crate::unit::Unit;
use crate::words::{percent, say, shortened};
use agents::text::{Label, Language, Text};
use outputs::{Indicator, SensitivityRow};

/// Drivers shown of each forecast.
pub const DRIVERS: usize = 10;
/// Characters of a name in the chart.
const LONGEST: usize = 44;

/// What a sensitivity analysis found.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// Year of the forecasts.
    pub year: i32,
    /// Replicates of the random sample.
    pub sample: u32,
    /// Blocks of the screening, and its replicates.
    pub screening: [u32; 2],
    /// Inputs, and groups of them.
    pub inputs: [usize; 2],
    /// The forecasts.
    pub forecasts: Vec<ForecastDrivers>,
}

/// The inputs that a forecast depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct ForecastDrivers {
    /// The forecast.
    pub indicator: &'static Indicator,
    /// Share of its variance that all groups explain together.
    pub explained: f64,
    /// Share of its variance by chance alone; none where too few pairs of replicates tell.
    pub chance: Option<f64>,
    /// Mean absolute elementary effect that chance alone shows, on the scale of the forecast.
    pub chance_level: Option<f64>,
    /// All groups, the strongest first.
    pub drivers: Vec<Driver>,
}

/// A group of inputs and its effects on a forecast. Shares are of the forecast's variance over the prior.
#[derive(Clone, Debug, PartialEq)]
pub struct Driver {
    /// Id of the group.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Inputs in it.
    pub inputs: usize,
    /// Mean absolute elementary effect of the screening, on the scale of the forecast (logarithm or logit).
    pub mean_absolute: f64,
    /// Total effect by the screening.
    pub screened_total: f64,
    /// First-order effect by the emulator.
    pub first: f64,
    /// Total effect by the emulator.
    pub total: f64,
    /// Shapley effect by the emulator.
    pub shapley: f64,
    /// Its 90 % interval, from the standard errors of the coefficients.
    pub interval: [f64; 2],
}

impl Sensitivity {
    /// The rows of `sensitivity.parquet`.
    pub fn rows(&self) -> Vec<SensitivityRow> {
        let of_forecast = |of: &ForecastDrivers| -> Vec<SensitivityRow> {
            let row = |(rank, driver): (usize, &Driver)| SensitivityRow {
                indicator: of.indicator.id.to_string(),
                year: self.year,
                group: driver.id.clone(),
                inputs: driver.inputs,
                rank: rank + 1,
                mean_absolute: driver.mean_absolute,
                screened_total: driver.screened_total,
                first: driver.first,
                total: driver.total,
                shapley: driver.shapley,
                interval: driver.interval,
            };
            of.drivers.iter().enumerate().map(row).collect()
        };
        self.forecasts.iter().flat_map(of_forecast).collect()
    }
}

/// A figure a forecast.
pub fn sensitivity(found: &Sensitivity, language: Language) -> Vec<Figure> {
    found.forecasts.iter().map(|of| figure(found, of, language)).collect()
}

fn figure(found: &Sensitivity, of: &ForecastDrivers, language: Language) -> Figure {
    let words = |zh: &'static str, en: &'static str| Label::new(zh, en).get(language).to_string();
    // A group whose interval holds 0 cannot be told from one without effect.
    let shown: Vec<&Driver> = of.drivers.iter().filter(|of| of.interval[0] > 0.0).take(DRIVERS).collect();
    let share = |value: f64| Number::new(Unit::Share, value, Method::Computed);
    let chart = Bars {
        names: shown.iter().map(|of| shortened(of.name.get(language), LONGEST)).collect(),
        kinds: vec![BarKind {
            name: String::new(),
            colour: Colour::Blue,
            values: shown.iter().map(|of| Some(share(of.shapley))).collect(),
        }],
        axis: words("沙普利效应（占方差的%）", "Shapley effect (% of the variance)"),
        range: None,
        lines: Vec::new(),
        is_single: true,
        is_stacked: false,
    };
    let row = |driver: &&Driver| {
        let [low, high] = driver.interval.map(|end| Unit::Share.value(language, end));
        vec![
            Cell::text(driver.name.get(language)),
            Cell::Number(Number::new(Unit::Count, driver.inputs as f64, Method::Input)),
            Cell::Number(share(driver.shapley)),
            Cell::text(say!(language, "{low}至{high}", "{low} to {high}")),
            Cell::Number(share(driver.first)),
            Cell::Number(share(driver.total)),
            Cell::Number(Number::new(Unit::Ratio, driver.mean_absolute, Method::Computed)),
        ]
    };
    let name = of.indicator.name.get(language);
    let year = found.year;
    let first: Vec<String> = shown
        .iter()
        .take(3)
        .map(|driver| {
            let (name, share) = (driver.name.get(language), percent(language, driver.shapley));
            say!(language, "{name}（{share}）", "{name} ({share})")
        })
        .collect();
    let first = match first.is_empty() {
        true => words("没有一组参数的影响可与偶然区分。", "No group of parameters can be told from chance."),
        false => {
            let first = first.join(Label::new("、", ", ").get(language));
            say!(language, "影响最大的是{first}。", "The strongest drivers are {first}.")
        }
    };
    let explained = percent(language, of.explained.clamp(0.0, 1.0));
    let chance = match of.chance {
        Some(chance) => {
            let chance = percent(language, chance);
            say!(language, "，偶然占 {chance}", ", chance {chance}")
        }
        None => String::new(),
    };
    Figure {
        id: of.indicator.id,
        title: say!(language, "{name}，{year}年", "{name}, {year}"),
        chart: Some(Chart::Bars(chart)),
        sentence: say!(
            language,
            "{first}各组参数合计解释方差的 {explained}{chance}。",
            "{first} All groups together explain {explained} of the variance{chance}."
        ),
        method: method(found, language),
        tables: vec![Table {
            caption: match of.chance_level.map(|level| Unit::Ratio.number(language, level)) {
                Some(level) => say!(
                    language,
                    "影响最大的至多 {DRIVERS} 组（仅偶然时 μ* 为 {level}，对数或优势对数）",
                    "At most {DRIVERS} groups, the strongest first (chance alone gives a μ* of {level}, in logs or logits)"
                ),
                None => say!(language, "影响最大的至多 {DRIVERS} 组", "At most {DRIVERS} groups, the strongest first"),
            },
            heads: vec![
                words("参数组", "group of parameters"),
                words("参数数", "inputs"),
                words("沙普利效应（%）", "Shapley (%)"),
                words("90%区间", "90 % interval"),
                words("一阶效应（%）", "first-order (%)"),
                words("总效应（%）", "total (%)"),
                words("筛查 μ*", "screening μ*"),
            ],
            rows: shown.iter().map(row).collect(),
        }],
        ..Figure::default()
    }
}

fn method(found: &Sensitivity, language: Language) -> String {
    let Sensitivity { sample, screening: [blocks, runs], inputs: [inputs, groups], .. } = found;
    say!(
        language,
        "{inputs} 项参数分 {groups} 组，各在先验范围内抽取；筛查为 {blocks} 个径向组块、{runs} 次模拟（Morris、Campolongo），分解为 {sample} \
         次随机模拟上的多项式仿真器（Sobol、沙普利）",
        "{inputs} parameters in {groups} groups, drawn from their priors; screening by {blocks} radial blocks in {runs} replicates (Morris, \
         Campolongo), decomposition by a polynomial emulator of {sample} random replicates (Sobol, Shapley)"
    )
}
