//! Constant hazards have stationary distributions in closed form: of service, and of certificates.
use super::see;
use crate::worlds::{baseline, changed, model, reference};
use agents::district::AgeShare;
use agents::parameters::ParameterChoice;
use agents::workforce::Occupation;
use scenarios::Baseline;

const REPLICATES: u32 = 6;
/// Months averaged over, after as many in which the start is forgotten.
const MONTHS: i32 = 90;

/// Qingxi with 2,000 community workers who all are like one another: new posts are never added, there
/// are always people for the open ones, nobody retires, exams are held every month without a course.
/// They quit at `first` a year in their first year and at `later` after it.
fn office(first: f64, later: f64, others: &[(&str, f64)]) -> Baseline {
    let mut overrides = vec![
        ("community_workers.posts", 2_000.0),
        ("community_workers.posts_added", 0.0),
        ("community_workers.newcomers", 300.0),
        ("community_workers.newcomers_graduates", 0.0),
        ("community_workers.first_year_attrition", 1.0 - (-first).exp()),
        ("community_workers.leaving", later),
        ("community_workers.leaving_young", 1.0),
        ("workforce.leaving_overload", 0.0),
        ("workforce.leaving_wage", 0.0),
        ("workforce.moving", 0.0),
        ("workforce.returning", 0.0),
        ("workforce.wage_growth", 0.0),
        ("workforce.alternatives_growth", 0.0),
        ("community_workers.enrolment", 0.0),
        ("community_workers.intermediate_at_start", 0.0),
    ];
    overrides.extend(others);
    let mut baseline = changed(&baseline("qingxi"), &overrides);
    let profile = &mut baseline.district.workforce.occupations[Occupation::CommunityWorker as usize];
    profile.retirement = [89, 90];
    // Old enough for any service.
    profile.ages_at_start = vec![AgeShare { from: 60, to: 69, share: 1.0 }];
    profile.levels.truncate(1);
    let level = &mut profile.levels[0];
    (level.exam_months, level.result_months) = ([true; 12], 0);
    level.registration[0].service_months = 0;
    baseline
}

/// Mean of `part` over replicates and months, and the standard error of it between replicates.
fn mean(baseline: &Baseline, part: impl Fn(&super::Seen) -> f64) -> (f64, f64) {
    let reference = reference(baseline);
    let replicate = |replicate| {
        let mut world = model(&reference, ParameterChoice::Fixed, replicate).world();
        (0..MONTHS).for_each(|_| drop(see(&mut world)));
        (0..MONTHS).map(|_| part(&see(&mut world))).sum::<f64>() / f64::from(MONTHS)
    };
    let means: Vec<f64> = (0..REPLICATES).map(replicate).collect();
    let mean = means.iter().sum::<f64>() / f64::from(REPLICATES);
    let variance = means.iter().map(|m| (m - mean) * (m - mean)).sum::<f64>() / f64::from(REPLICATES - 1);
    (mean, (variance / f64::from(REPLICATES)).sqrt())
}

#[track_caller]
fn check(what: &str, (found, error): (f64, f64), expected: f64) {
    println!("{what}: {found:.4} +- {error:.4}, in closed form {expected:.4}");
    assert!((found - expected).abs() < 4.0 * error + 0.002, "{what}: {found} +- {error}, in closed form {expected}");
}

/// Shares of heads at a month's end by completed years of service: under 1, 1 or 2, 3 or 4, 5 and more.
/// A worker of `s` months has lived through `s + 1` months in which to quit.
fn service_in_theory(first: f64, later: f64) -> [f64; 4] {
    let stay = |service: i32| {
        let (early, late) = ((service + 1).min(12), (service - 11).max(0));
        (-(first * f64::from(early) + later * f64::from(late)) / 12.0).exp()
    };
    let sum = |from: i32, to: i32| (from..to).map(stay).sum::<f64>();
    let rest = stay(60) / (1.0 - (-later / 12.0).exp());
    let parts = [sum(0, 12), sum(12, 36), sum(36, 60), rest];
    parts.map(|part| part / parts.iter().sum::<f64>())
}

#[test]
fn service_has_its_stationary_distribution() {
    for (first, later) in [(0.4, 0.4), (0.6, 0.2)] {
        let baseline = office(first, later, &[]);
        let theory = service_in_theory(first, later);
        let counts = |seen: &super::Seen| {
            let mut sum = agents::workforce::report::EmployerCounts::default();
            seen.of(Occupation::CommunityWorker).for_each(|employer| sum += &employer.counts);
            sum
        };
        let share = |of: fn(&agents::workforce::report::EmployerCounts) -> i64| {
            mean(&baseline, |seen| of(&counts(seen)) as f64 / counts(seen).closing as f64)
        };
        check("under a year", share(|c| c.service_under_1_year), theory[0]);
        check("one or two years", share(|c| c.service_1_2_years), theory[1]);
        check("three or four years", share(|c| c.service_3_4_years), theory[2]);
        check("five years and more", share(|c| c.service_5_years_plus), theory[3]);
    }
}

/// Certified share when everybody quits at the hazard `quit`, newcomers are certified with `brought`,
/// those without register at `enrol` a year and pass with `pass`. Who registers is examined in the month
/// after and hears of it in the next; who failed may register in the same month again.
fn certified_in_theory(quit: f64, enrol: f64, pass: f64, brought: f64) -> f64 {
    let stay = (-quit / 12.0).exp();
    let enrols = 1.0 - (-enrol / 12.0).exp();
    // For one newcomer a month: those who could register, after leaving and before registering.
    let free = stay * (1.0 - brought) / (1.0 - stay * (1.0 - enrols) - stay * stay * enrols * (1.0 - pass));
    let certified = stay * (brought + pass * stay * enrols * free) / (1.0 - stay);
    certified / (stay / (1.0 - stay))
}

#[test]
fn certified_share_is_what_constant_hazards_give() {
    for (quit, enrol, pass, brought) in [(0.4, 0.5, 0.6, 0.2), (0.5, 1.2, 0.3, 0.05), (0.35, 0.0, 0.5, 0.45)] {
        let baseline = office(
            quit,
            quit,
            &[
                ("community_workers.enrolment", enrol),
                ("community_workers.pass", pass),
                ("community_workers.newcomers_certified", brought),
            ],
        );
        let found = mean(&baseline, |seen| seen.certified_share(Occupation::CommunityWorker));
        let theory = certified_in_theory(quit, enrol, pass, brought);
        check(&format!("certified: quit {quit}, enrol {enrol}, pass {pass}, brought {brought}"), found, theory);
    }
}

#[test]
fn the_start_is_drawn_from_the_stationary_distribution() {
    // As many in each class of service at the end of the first month as at the end of the last.
    let (first, later) = (0.6, 0.2);
    let reference = reference(&office(first, later, &[]));
    let theory = service_in_theory(first, later);
    let (mut sums, mut heads) = ([0.0; 4], 0.0);
    for replicate in 0..REPLICATES {
        let seen = see(&mut model(&reference, ParameterChoice::Fixed, replicate).world());
        for counts in seen.of(Occupation::CommunityWorker).map(|employer| employer.counts) {
            let by_service = [
                counts.service_under_1_year,
                counts.service_1_2_years,
                counts.service_3_4_years,
                counts.service_5_years_plus,
            ];
            sums.iter_mut().zip(by_service).for_each(|(sum, n)| *sum += n as f64);
            heads += counts.closing as f64;
        }
    }
    for (what, (sum, expected)) in ["under 1", "1 or 2", "3 or 4", "5 and more"].iter().zip(sums.iter().zip(theory)) {
        let (found, error) = (sum / heads, (expected * (1.0 - expected) / heads).sqrt());
        println!("service {what}: {found:.4}, in closed form {expected:.4}");
        // In the first month nobody is hired yet: a twelfth of the first class is missing.
        assert!((found - expected).abs() < 4.0 * error + 0.05 * theory[0], "service {what}: {found}, {expected}");
    }
}
