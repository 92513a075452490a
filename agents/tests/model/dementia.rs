//! Dementia from its onset on: how it begins, progresses and ends, against what cohorts found. None of these outcomes is
//! a parameter.
use super::ensembles::CLOSED_BORDERS;
use super::life_histories::{Life, live};
use super::worlds::{baseline, changed, reference, world};
use agents::parameters::{ParameterChoice, Parameters};
use agents::status::{Severity, Status};
use sim_core::{Draws, Month};
use std::sync::LazyLock;

/// Long enough for nine of ten to have died.
const MONTHS: i32 = 144;

struct Lived {
    lives: Vec<Life>,
    last: Month,
    parameters: Parameters,
}

/// Changning with closed borders and no shocks: every elder who is gone has died.
static LIVED: LazyLock<Lived> = LazyLock::new(|| {
    let baseline = changed(&baseline("changning").without_shocks(), &CLOSED_BORDERS);
    let reference = reference(&baseline);
    let last = reference.district.start + MONTHS - 1;
    let parameters = reference.district.parameters(ParameterChoice::Fixed, &Draws::new(0, 0));
    Lived { lives: live(world(&reference, 0), last).into_values().collect(), last, parameters }
});

fn monthly(rate: f64) -> f64 {
    1.0 - (-rate / 12.0).exp()
}

/// Consecutive months of all lives: age in years, state before and after; none after for those who died.
fn steps() -> impl Iterator<Item = (i32, Status, Option<Status>)> {
    LIVED.lives.iter().flat_map(|life| {
        life.statuses.iter().enumerate().filter_map(move |(at, status)| {
            let month = life.first + at as i32;
            (month < LIVED.last).then(|| ((month - life.birth) / 12, *status, life.statuses.get(at + 1).copied()))
        })
    })
}

fn check_progression(from: Severity, to: Severity, rate: f64) {
    let (mut at_risk, mut gone_on) = (0.0, 0.0);
    for (_, before, after) in steps().filter(|(_, before, _)| before.severity() == from) {
        at_risk += 1.0;
        gone_on += f64::from(u8::from(after.is_some_and(|after| after.severity() == to)));
        assert!(after.is_none_or(|after| [from, to].contains(&after.severity())), "{before:?} to {after:?}");
    }
    let (found, expected) = (gone_on / at_risk, monthly(rate));
    let error = (expected * (1.0 - expected) / at_risk).sqrt();
    println!("{from:?} to {to:?}: {found:.5} a month, {expected:.5} on paper, error {error:.5}");
    assert!((found - expected).abs() < 4.0 * error, "{from:?} to {to:?}: {found:.5}, {expected:.5} on paper");
}

fn dementia_goes_through_its_stages_one_by_one_at_its_rates() {
    check_progression(Severity::Mild, Severity::Moderate, LIVED.parameters.dementia_progression_mild);
    check_progression(Severity::Moderate, Severity::Severe, LIVED.parameters.dementia_progression_moderate);
}

/// Kaplan and Meier's median and the mean up to the last month, in years, of durations that ended in death or not.
fn survival(lives: &[(usize, bool)]) -> (f64, f64) {
    let (mut alive, mut median, mut mean) = (1.0, f64::INFINITY, 0.0);
    for month in 0..MONTHS as usize {
        let at_risk = lives.iter().filter(|(months, _)| *months >= month).count();
        let deaths = lives.iter().filter(|(months, died)| *months == month && *died).count();
        mean += alive / 12.0;
        alive *= 1.0 - deaths as f64 / at_risk.max(1) as f64;
        if alive < 0.5 && median.is_infinite() {
            median = (month + 1) as f64 / 12.0;
        }
    }
    (median, mean)
}

/// Months from `begins` in each life, at some ages, to death or the last month.
fn durations(ages: std::ops::Range<i32>, begins: fn(&Life) -> Option<usize>) -> Vec<(usize, bool)> {
    let of_life = |life: &'static Life| {
        let begins = begins(life)?;
        let age = (life.first + begins as i32 - life.birth) / 12;
        let died = life.first + life.statuses.len() as i32 - 1 < LIVED.last;
        ages.contains(&age).then_some((life.statuses.len() - begins - 1, died))
    };
    LIVED.lives.iter().filter_map(of_life).collect()
}

fn is_demented(status: &Status) -> bool {
    status.severity() != Severity::None
}

fn onset(life: &Life) -> Option<usize> {
    let begins = |two: &[Status]| !is_demented(&two[0]) && is_demented(&two[1]);
    Some(life.statuses.windows(2).position(begins)? + 1)
}

/// The cases that a survey in 2021 would find.
fn prevalent(life: &Life) -> Option<usize> {
    let january = Month::january(2021);
    let at = usize::try_from(january - life.first).ok()?;
    life.statuses.get(at).is_some_and(is_demented).then_some(at)
}

fn survival_with_dementia_is_what_cohorts_found() {
    for ages in [60..75, 75..85, 85..90, 90..120] {
        let (median, mean) = survival(&durations(ages.clone(), onset));
        println!("onset at {ages:?}: median {median:.2} years, mean {mean:.2} up to {}", MONTHS / 12);
    }
    let ((incident, mean), (known, _)) =
        (survival(&durations(60..120, onset)), survival(&durations(65..120, prevalent)));
    println!("from onset: median {incident:.2} years, mean {mean:.2}; of those known: median {known:.2} years");
    // Of cases that a survey found: 4.2 [3.8, 4.6] years (Beijing, Wang 2010), where all die sooner than here.
    assert!((3.8..=5.1).contains(&known), "median {known:.2} years");
    // From onset 4.3 to 5.1 years in older cohorts; those who live longer at 85 live longer with dementia.
    assert!((4.3..=6.2).contains(&incident), "median {incident:.2} years");
}

fn incidence_at_65_and_over_is_within_published_cohorts() {
    let (mut months, mut onsets) = (0.0, 0.0);
    for (_, _, after) in steps().filter(|(age, before, _)| *age >= 65 && before.severity() == Severity::None) {
        months += 1.0;
        onsets += f64::from(u8::from(after.is_some_and(|after| after.severity() != Severity::None)));
    }
    let found = 12_000.0 * onsets / months;
    println!("{found:.1} onsets for 1,000 person-years at 65 and over");
    // 12.1 and 14.7; 22.5 (rural, 60+); 25.8 (Shanghai).
    assert!((12.0..=26.0).contains(&found), "{found:.1}");
}

fn dementia_doubles_deaths_at_the_same_age_and_stages_differ() {
    let mut groups = vec![[[0.0f64; 2]; 4]; 2 * 60];
    for (age, before, after) in steps() {
        let group = &mut groups[before.sex() * 60 + (age - 60).clamp(0, 59) as usize][before.severity() as usize];
        group[0] += 1.0;
        group[1] += f64::from(u8::from(after.is_none()));
    }
    // Mantel and Haenszel's ratio against those without.
    let ratio = |stages: std::ops::RangeInclusive<usize>| {
        let (mut with, mut without) = (0.0, 0.0);
        for group in &groups {
            let [months, deaths] = [0, 1].map(|i| stages.clone().map(|stage| group[stage][i]).sum::<f64>());
            let all = months + group[0][0];
            if all > 0.0 {
                with += deaths * group[0][0] / all;
                without += group[0][1] * months / all;
            }
        }
        with / without
    };
    let stages = [1, 2, 3].map(|stage| ratio(stage..=stage));
    let all = ratio(1..=3);
    println!("deaths against those without dementia of the same age and sex: {all:.2}; by stage {stages:.2?}");
    // 2.3 [1.6, 2.8]: Beijing and Sweden; severe against mild 8.8 [4.4, 17] in Beijing, ability not held.
    assert!((1.6..=2.8).contains(&all), "{all:.2}");
    assert!(stages[0] < stages[1] && stages[1] < stages[2], "{stages:.2?}");
    let now = LIVED.lives.iter().filter_map(|life| life.statuses.first());
    let mut shares = [0; 4];
    now.for_each(|status| shares[status.severity() as usize] += 1);
    println!("at entry or the start: {shares:?} without, mild, moderate, severe");
}

/// One world for all of it.
#[test]
fn dementia_begins_progresses_and_ends_as_cohorts_found() {
    dementia_goes_through_its_stages_one_by_one_at_its_rates();
    survival_with_dementia_is_what_cohorts_found();
    incidence_at_65_and_over_is_within_published_cohorts();
    dementia_doubles_deaths_at_the_same_age_and_stages_differ();
}
