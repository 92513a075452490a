//! A known answer: districts whose parameters are known are simulated, what they would publish is calibrated to, and the
//! parameters are found again as often as their bands say.
use agents::parameters::ParameterChoice;
use experiments::{BASELINE, RunRequest, Watch, execute};
use findings::{Numbers, simulated};
use inference::calibration::{Calibration, Sizes, Space};
use outputs::{Detail, Tables};
use scenarios::{Baseline, Grade, Group, Observation, Place, Reason, Role, Statistic};
use sim_core::{Draws, Month};
use std::sync::atomic::AtomicBool;

/// Data sets where nothing else is asked for (`KNOWN_ANSWER_SETS`): the last result of 20 is in docs/validation.md.
const SETS: u32 = 2;
/// Seed of the districts, which no calibration uses.
const TRUTHS: u64 = 4711;
/// The month of which they publish.
fn last() -> Month {
    Month::january(2021) + 5
}

/// What each district publishes, with its error as a share of the value.
const PUBLISHED: [(&str, f64); 8] = [
    ("population.elders", 0.003),
    ("population.elders_80_plus", 0.01),
    ("beds.occupied", 0.02),
    ("care.home_persons", 0.03),
    ("workforce.care_workers", 0.02),
    ("relief.persons", 0.01),
    ("relief.person_times_to_date", 0.01),
    ("disability.persons", 0.01),
];

fn observation(indicator: &str, value: f64, error: f64) -> Observation {
    Observation {
        key: indicator.replace('.', "-"),
        place: Place::District,
        statistic: Statistic::Level,
        indicator: indicator.into(),
        per: None,
        month: last(),
        since: None,
        value,
        unit: outputs::indicator(indicator).expect("known").unit.into(),
        error: error * value,
        reasons: vec![Reason::Rounding],
        role: Role::Calibrate,
        group: Group::Population,
        source: "synthetic".into(),
        grade: Grade::Assumed,
        note: String::new(),
        file: "observations.csv".into(),
        line: 0,
    }
}

/// What the districts of some replicates would publish: by number and replicate.
fn truths(baseline: &Baseline, sets: u32, folder: &std::path::Path) -> Vec<Vec<f64>> {
    let request = RunRequest {
        parameters: ParameterChoice::Prior,
        detail: Detail::Headline,
        last: last(),
        seed: TRUTHS,
        ..RunRequest::of_baseline(baseline.clone(), 2 * sets, folder.join("truths"))
    };
    execute(&request, &|_| (), &AtomicBool::new(false)).expect("runs");
    let tables = Tables::of(&request.folder);
    let numbers = Numbers::of(&tables, BASELINE);
    let read = |(indicator, _): &(&str, f64)| -> Vec<f64> {
        let found = simulated(&numbers, &observation(indicator, 1.0, 0.01)).expect("read");
        found.into_iter().map(|value| value.expect("simulated")).collect()
    };
    PUBLISHED.iter().map(read).collect()
}

#[test]
fn parameters_that_made_what_was_published_are_found_again() {
    let sets = std::env::var("KNOWN_ANSWER_SETS").ok().and_then(|sets| sets.parse().ok()).unwrap_or(SETS);
    let place = tempfile::tempdir().expect("a folder");
    let mut baseline = scenarios::embedded("qingxi").expect("shipped").unwrap_or_else(|p| panic!("{p}"));
    let truths = truths(&baseline, sets, place.path());
    let (mut inside, mut all) = (0usize, 0usize);
    for set in 0..sets {
        // The districts of a pair share their parameters: take one of each.
        let replicate = set + set / 4;
        let draws = Draws::new(TRUTHS, replicate);
        let published = |(at, (indicator, error)): (usize, &(&str, f64))| {
            let off = agents::normal::score_of(draws.uniform(at as u64, last(), agents::decision::INFERENCE));
            observation(indicator, truths[at][replicate as usize] * (1.0 + error * off), *error)
        };
        baseline.observations = PUBLISHED.iter().enumerate().map(published).collect();
        let sizes = Sizes { prior: 400, wave: 240, check: 100, draws: 400 };
        let calibration = Calibration::new(&baseline, sizes, u64::from(set) + 1, 2);
        let folder = place.path().join(set.to_string());
        let stop = AtomicBool::new(false);
        let found =
            calibration.run(&folder, Watch { progress: &|_| (), stop: &stop }).unwrap_or_else(|e| panic!("{e}"));
        let space = Space::of(&baseline);
        let own = space.own_scores(&draws);
        for (at, id) in found.active.iter().enumerate() {
            let truth = own[space.all.iter().position(|known| known == id).expect("a quantity")];
            let below =
                found.points.iter().filter(|point| point[at] < truth).count() as f64 / found.points.len() as f64;
            inside += usize::from((0.1..=0.9).contains(&below));
            all += 1;
        }
        std::fs::remove_dir_all(&folder).expect("removed");
    }
    let coverage = inside as f64 / all as f64;
    println!("{sets} data sets, {all} parameters: {coverage:.3} of the true values inside their 80 % bands");
    let allowed = if sets < 20 { 0.6..=1.0 } else { 0.7..=0.9 };
    assert!(all > 4 * sets as usize && allowed.contains(&coverage), "{inside} of {all}");
}
