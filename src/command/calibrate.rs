//! `silverpeak calibrate`
use super::ensemble::watched;
use super::{baseline, print, print_json};
use crate::arguments::Calibrate;
use crate::exit::{Exit, Failure};
use crate::terminal;
use agents::text::{Label, Language};
use experiments::{ExperimentError, Watch};
use inference::calibration::{Calibration, CalibrationError, Files};
use serde_json::json;
use std::path::PathBuf;

pub fn execute(asked: &Calibrate, language: Language) -> Result<(), Failure> {
    let baseline = baseline(&asked.district, language)?.map_err(|problems| Failure::bad_input(&problems, language))?;
    let calibration = Calibration::new(&baseline, asked.sizes, asked.seed, asked.threads);
    let folder = asked.out.clone().unwrap_or_else(|| {
        PathBuf::from("runs").join(format!("{}-calibration-{}", baseline.district.id, calibration.fingerprint()))
    });
    let made = watched(calibration.months(), language, |progress, stop| {
        Ok(calibration.run(&folder, Watch { progress, stop }))
    })?;
    let calibrated = made.map_err(|error| failure(error, language))?;
    let Files { posterior, calibration: table } =
        calibrated.write(&calibration, &folder).map_err(|error| failure(error, language))?;
    let made = calibrated.baseline(&calibration).map_err(|error| failure(error, language))?;
    let figures = findings::figures::calibration(&made, language);
    if asked.json {
        return print_json(&json!({
            "district": baseline.district.id, "folder": folder, "posterior": posterior, "calibration": table, "figures": figures,
        }));
    }
    let title = Label::new("参数的校准", "Calibration of the parameters").get(language);
    let files = [posterior.display().to_string(), table.display().to_string()];
    let written = match language {
        Language::Zh => format!(
            "\n后验样本：{}\n对照与留出检验：{}\n把两个文件放进基线文件夹，run 即默认采用。\n",
            files[0], files[1]
        ),
        Language::En => format!(
            "\nDraws of the posterior: {}\nComparison and cross-validation: {}\nPut both files into the baseline's folder, and run takes \
             them by default.\n",
            files[0], files[1]
        ),
    };
    print(&(terminal::headed(title, &figures, language) + &written))
}

/// Whose fault it is that there is no posterior.
fn failure(error: CalibrationError, language: Language) -> Failure {
    match error {
        CalibrationError::Experiment(error) => Failure::experiment(error, language),
        CalibrationError::Finding(error) => Failure::experiment(ExperimentError::from(error), language),
        CalibrationError::Input(problems) => Failure::bad_input(&problems, language),
        error => Failure::new(Exit::BadInput, error.message(language)),
    }
}
