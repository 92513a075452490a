//! What is found of a run as a whole: targets and triggers, and facts beside results.
use crate::Result;
use crate::columns::sanity::SANITY;
use crate::columns::sensitivity::SENSITIVITY;
use crate::columns::targets::TARGETS;
use crate::columns::validation::VALIDATION;
use crate::reading::Source;
use crate::table::Table;
use crate::table_writer::TableWriter;
use crate::whole_file::FileRecord;
use arrow_array::Array;
use sim_core::Month;
use std::path::Path;

/// Name of the targets' file in the run folder.
pub const TARGETS_FILE: &str = "targets.parquet";
/// Name of the sanity rules' file in the run folder.
pub const SANITY_FILE: &str = "sanity.parquet";
/// Name of the file of a sensitivity analysis.
pub const SENSITIVITY_FILE: &str = "sensitivity.parquet";
/// Name of the validation's file in the run folder.
pub const VALIDATION_FILE: &str = "validation.parquet";

/// A target or a trigger of one scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TargetRow {
    /// Id of the scenario.
    pub scenario: String,
    /// `target` or `trigger`.
    pub kind: String,
    /// Id of the target or trigger.
    pub id: String,
    /// Indicator; none of a target that is not simulated.
    pub indicator: Option<String>,
    /// Indicator it is divided by.
    pub per: Option<String>,
    /// Area; none of a target that is not simulated.
    pub area: Option<String>,
    /// `at_least` or `at_most`: the right side of `value`.
    pub side: Option<String>,
    /// The value.
    pub value: Option<f64>,
    /// Its unit.
    pub unit: Option<String>,
    /// First month in which a target must hold.
    pub from: Option<Month>,
    /// Last month in which a target must hold.
    pub to: Option<Month>,
    /// How well the value is known.
    pub grade: String,
    /// Who says so.
    pub source: String,
    /// Replicates that have a value to judge by.
    pub n: u32,
    /// Replicates that meet the target.
    pub met: Option<i64>,
    /// `met` over `n`; of a trigger the probability of the right side in its month, or the last one.
    pub probability: Option<f64>,
    /// 10th percentile of the number at the date, of a span the worst of its months.
    pub p10: Option<f64>,
    /// Median.
    pub p50: Option<f64>,
    /// 90th percentile.
    pub p90: Option<f64>,
    /// Month by which 10, 50 and 90 % of all replicates have first been on the right side.
    pub reached: [Option<Month>; 3],
    /// First month in which the right side becomes less likely than not, or the first of all when it never was
    /// likely; of triggers.
    pub triggered: Option<Month>,
}

/// What a sanity rule found in one scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SanityRow {
    /// Id of the scenario.
    pub scenario: String,
    /// The scenario that it is held against, of rules about two.
    pub against: Option<String>,
    /// `conservation`, `bounds`, `projection`, `monotonicity` or `gain_only`.
    pub kind: String,
    /// The rule.
    pub rule: String,
    /// Cases looked at: rows, or pairs of replicates.
    pub checked: i64,
    /// Cases on the wrong side.
    pub wrong: i64,
    /// `holds`, `chance` (some replicates on the wrong side, their mean not significantly so) or `broken`.
    pub verdict: String,
    /// The worst case: how far it is on the wrong side, in `unit`; none where no case is.
    pub worst: Option<f64>,
    /// Its unit.
    pub unit: String,
    /// Replicate of the first wrong case.
    pub replicate: Option<i64>,
    /// Month of the first wrong case, of rules that look at months.
    pub month: Option<Month>,
    /// Area of the first wrong case.
    pub area: Option<String>,
}

/// A published number beside the simulated one, with its score.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FactRow {
    /// `calibrate`, `hold_out` or `report`, as its observation is used, or `backtest`.
    pub kind: String,
    /// Key of the observation; place, ages and origin of a backtest.
    pub key: String,
    /// Whose number it is; none of a backtest, as the next four.
    pub place: Option<String>,
    /// The group that is left out together.
    pub group: Option<String>,
    /// How months become one number.
    pub statistic: Option<String>,
    /// Indicator.
    pub indicator: Option<String>,
    /// Indicator it is divided by.
    pub per: Option<String>,
    /// First month of a span, or the earlier one of a growth.
    pub since: Option<Month>,
    /// The month, or the last one.
    pub month: Option<Month>,
    /// Unit of all values.
    pub unit: String,
    /// The number.
    pub published: f64,
    /// Its standard error, in the unit; none of a backtest.
    pub published_sd: Option<f64>,
    /// Standard deviation of the discrepancy, on the scale of the scores; none where there is no term.
    pub discrepancy_sd: Option<f64>,
    /// Median of the predictive distribution.
    pub p50: f64,
    /// Ends of the 50 % band.
    pub band_50: Option<[f64; 2]>,
    /// Ends of the 80 % band.
    pub band_80: Option<[f64; 2]>,
    /// Ends of the 95 % band.
    pub band_95: Option<[f64; 2]>,
    /// Share of the predictive distribution below the number.
    pub pit: Option<f64>,
    /// Continuous ranked probability score: on the log scale of counts and money, in logits of shares, of a backtest as a
    /// share of the count.
    pub crps: Option<f64>,
    /// Interval score of the 80 % band, on the same scale.
    pub interval_score: Option<f64>,
    /// The score of the forecast that the last number published stays.
    pub persistence_crps: Option<f64>,
    /// The score of the forecast that its last change goes on.
    pub trend_crps: Option<f64>,
    /// Replicates with a value, or paths of a backtest.
    pub n: Option<i64>,
    /// How well the figure is known.
    pub grade: String,
    /// Section of the source, or the source.
    pub source: String,
}

/// Effects of a group of inputs on a forecast. Shares are of the forecast's variance.
#[derive(Clone, Debug, PartialEq)]
pub struct SensitivityRow {
    /// Indicator that is forecast.
    pub indicator: String,
    /// Year of the forecast.
    pub year: i32,
    /// Id of the group.
    pub group: String,
    /// Parameters in it.
    pub inputs: usize,
    /// Rank by the Shapley effect, from 1.
    pub rank: usize,
    /// Mean absolute elementary effect of the screening, on the scale of the forecast.
    pub mean_absolute: f64,
    /// Total effect by the screening.
    pub screened_total: f64,
    /// First-order effect by the emulator.
    pub first: f64,
    /// Total effect by the emulator.
    pub total: f64,
    /// Shapley effect by the emulator.
    pub shapley: f64,
    /// Ends of its 90 % interval, from the standard errors of the coefficients.
    pub interval: [f64; 2],
}

impl FactRow {
    /// Simulated less published, in the unit.
    pub fn error(&self) -> f64 {
        self.p50 - self.published
    }

    /// The error relative to the published figure; none where that is 0.
    pub fn relative_error(&self) -> Option<f64> {
        (self.published != 0.0).then(|| self.error() / self.published)
    }

    /// Whether the number lies inside the 50, the 80 and the 95 % band.
    pub fn inside(&self) -> [Option<bool>; 3] {
        [self.band_50, self.band_80, self.band_95]
            .map(|band| band.map(|[low, high]| (low..=high).contains(&self.published)))
    }
}

/// Writes `targets.parquet` at `target`.
pub fn write_target_rows(rows: &[TargetRow], target: &Path) -> Result<FileRecord> {
    write(&TARGETS, rows, target)
}

/// Writes `sanity.parquet` at `target`.
pub fn write_sanity_rows(rows: &[SanityRow], target: &Path) -> Result<FileRecord> {
    write(&SANITY, rows, target)
}

/// Reads what [`write_sanity_rows`] wrote, as far as it is told: without where the first wrong case is.
pub fn read_sanity_rows(path: &Path) -> Result<Vec<SanityRow>> {
    let source = Source::open(path)?;
    let columns = ["scenario", "kind", "rule", "checked", "wrong", "verdict", "worst", "unit", "against"];
    let mut rows = Vec::new();
    for batch in source.read(source.row_groups().collect(), &columns)? {
        let batch = batch?;
        let [scenario, kind, rule, verdict, unit] = [
            batch.text("scenario")?,
            batch.text("kind")?,
            batch.text("rule")?,
            batch.text("verdict")?,
            batch.text("unit")?,
        ];
        let against = batch.optional_text("against")?;
        let [checked, wrong, worst] =
            [batch.any_numbers("checked")?, batch.any_numbers("wrong")?, batch.any_numbers("worst")?];
        for row in 0..batch.rows() {
            rows.push(SanityRow {
                scenario: scenario.value(row).into(),
                against: against.is_valid(row).then(|| against.value(row).into()),
                kind: kind.value(row).into(),
                rule: rule.value(row).into(),
                checked: checked.value(row) as i64,
                wrong: wrong.value(row) as i64,
                verdict: verdict.value(row).into(),
                worst: worst.is_valid(row).then(|| worst.value(row)),
                unit: unit.value(row).into(),
                ..SanityRow::default()
            });
        }
    }
    Ok(rows)
}

/// Writes `sensitivity.parquet` at `target`.
pub fn write_sensitivity_rows(rows: &[SensitivityRow], target: &Path) -> Result<FileRecord> {
    write(&SENSITIVITY, rows, target)
}

/// Writes a validation, or the scores of a run against anybody's numbers, at `target`.
pub fn write_validation_rows(rows: &[FactRow], target: &Path) -> Result<FileRecord> {
    write(&VALIDATION, rows, target)
}

fn write<Row>(table: &'static Table<Row>, rows: &[Row], target: &Path) -> Result<FileRecord> {
    let mut writer = TableWriter::create(table, target)?;
    for row in rows {
        writer.push(row)?;
    }
    writer.finish()
}
