//! What a calibration leaves: the two files of a baseline.
use super::folds::place_of;
use super::{Calibrated, Calibration, CalibrationError, Target};
use experiments::ExperimentError;
use outputs::write_whole;
use scenarios::{Baseline, CalibrationRow, Place, Role, Statistic, calibration_file};
use std::path::{Path, PathBuf};

/// The files.
pub struct Files {
    /// Draws of the posterior.
    pub posterior: PathBuf,
    /// What was said of the published numbers.
    pub calibration: PathBuf,
}

/// Shares of a predictive distribution that are written.
const SHARES: [f64; 5] = [0.025, 0.1, 0.5, 0.9, 0.975];
/// How near to a published total a run must come.
const NEAR: f64 = 0.05;

impl Calibrated {
    /// Writes both files into `folder`.
    pub fn write(&self, of: &Calibration<'_>, folder: &Path) -> Result<Files, CalibrationError> {
        let made = self.baseline(of)?;
        let text = |name: &str| made.files.iter().find(|file| file.file == name).map(|file| file.text.to_string());
        let files = Files { posterior: folder.join("posterior.csv"), calibration: folder.join("calibration.csv") };
        for (path, name) in [(&files.posterior, "posterior.csv"), (&files.calibration, "calibration.csv")] {
            let text = text(name).unwrap_or_default();
            write_whole(path, text.as_bytes()).map_err(ExperimentError::from)?;
        }
        Ok(files)
    }

    /// The baseline with what was found.
    pub fn baseline(&self, of: &Calibration<'_>) -> Result<Baseline, CalibrationError> {
        let version = env!("CARGO_PKG_VERSION");
        let about = [
            format!(
                "source: silverpeak {version} calibrate, seed {}, {} and {} replicates a wave",
                of.seed, of.sizes.prior, of.sizes.wave
            ),
            "unit: share of the prior range below the value; a row is a draw from the joint posterior".to_string(),
        ];
        let table = [
            format!("source: silverpeak {version} calibrate, seed {}", of.seed),
            "unit: that of the observation; percentiles of what would be published, its error included".to_string(),
            format!("runs of the posterior within 5 % of all published totals of relief: {:.3}", self.share_near(true)),
            format!(
                "runs of the posterior within 5 % of all published totals of the district: {:.3}",
                self.share_near(false)
            ),
        ];
        let calibration = calibration_file(&self.rows(), &table);
        Ok(of.baseline.with_calibration(&self.posterior, &about, &calibration)?)
    }

    /// What was said of each published number that runs have.
    pub fn rows(&self) -> Vec<CalibrationRow> {
        let row = |(at, target): (usize, &Target)| {
            let band = |outputs: &[Option<f64>]| -> Option<[f64; 5]> {
                let mixture: Vec<(f64, f64)> = outputs.iter().flatten().map(|output| (*output, target.sd)).collect();
                (!mixture.is_empty()).then(|| SHARES.map(|share| target.value(place_of(&mixture, share))))
            };
            let left_out = self.left_out.get(at);
            let [prior, posterior] = &self.outputs;
            Some(CalibrationRow {
                key: target.observation.key.clone(),
                role: target.observation.role,
                group: target.observation.group,
                published: target.observation.value,
                prior: band(&prior[at])?,
                posterior: band(&posterior[at])?,
                left_out: left_out.map(|found| found.at.map(|place| target.value(place))),
                pit: left_out.map(|found| found.pit),
            })
        };
        self.targets.iter().enumerate().filter_map(row).collect()
    }

    /// Share of the runs of the posterior that are within 5 % of all published totals of the district: of relief alone, or of
    /// all. A total is a number of the district itself that was calibrated to and is no share; of centenarians, of whom there
    /// are fewer than 400, chance alone exceeds 5 %.
    pub fn share_near(&self, of_relief: bool) -> f64 {
        let is_total = |target: &Target| {
            let of = &target.observation;
            let is_own = of.role == Role::Calibrate && of.place == Place::District && of.per.is_none();
            let is_count = of.statistic != Statistic::Growth && of.unit != "share" && of.value >= 400.0;
            let is_sharp = of.error <= 0.02 * of.value;
            is_own && is_count && is_sharp && (!of_relief || of.indicator.starts_with("relief."))
        };
        let totals: Vec<usize> = (0..self.targets.len()).filter(|at| is_total(&self.targets[*at])).collect();
        let outputs = &self.outputs[1];
        let runs = outputs.first().map_or(0, Vec::len);
        let is_near = |run: usize, at: usize| {
            let target = &self.targets[at];
            outputs[at][run].is_some_and(|place| (target.value(place) / target.observation.value - 1.0).abs() <= NEAR)
        };
        let near = (0..runs).filter(|run| totals.iter().all(|at| is_near(*run, *at))).count();
        near as f64 / runs.max(1) as f64
    }
}
