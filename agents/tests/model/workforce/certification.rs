//! Certificates as a rule and as a demand, the allowance, the neighbouring labour markets and the age of migrants.
use super::{Seen, number, see, workers};
use crate::worlds::{advance_all, baseline, changed, homes, model, reference, world};
use agents::parameters::ParameterChoice;
use agents::workforce::report::EmployerCounts;
use agents::workforce::{EmployerKind, Occupation, flag};
use agents::{ActorMonth, DistrictActor};
use scenarios::Baseline;
use sim_core::{Month, World};

const MONTHS: usize = 60;

fn changning(overrides: &[(&str, f64)]) -> Baseline {
    changed(&baseline("changning"), overrides)
}

/// Changning with a share required from the start on.
fn requiring(share: f64, overrides: &[(&str, f64)]) -> Baseline {
    let mut baseline = changning(overrides);
    let start = baseline.district.start;
    baseline.district.workforce.certification.required = vec![(start, share)];
    baseline
}

fn live(baseline: &Baseline, months: usize) -> Vec<Seen> {
    let mut world = model(&reference(baseline), ParameterChoice::Fixed, 0).world();
    (0..months).map(|_| see(&mut world)).collect()
}

fn sum(months: &[Seen], of: impl Fn(&EmployerCounts) -> i64) -> i64 {
    months.iter().flat_map(|seen| seen.of(Occupation::CareWorker)).map(|employer| of(&employer.counts)).sum()
}

/// By home: heads, and those certified.
fn certified(world: &World<DistrictActor>) -> Vec<(u32, u32)> {
    let count = |home: &agents::Facility| {
        let roster = home.workers().roster();
        (roster.len() as u32, roster.iter().filter(|worker| worker.level > 0).count() as u32)
    };
    homes(world).map(count).collect()
}

#[test]
fn beds_lose_their_funding_with_the_certificates_that_the_inspection_misses() {
    let baseline = requiring(0.9, &[("certification.withheld", 0.5), ("budget.subsidy_dependence", 0.0)]);
    let mut world = world(&reference(&baseline), 0);
    let (mut inspected, mut short) = (vec![None; homes(&world).count()], 0);
    for _ in 0..36 {
        if world.month().of_year() == 11 {
            inspected = certified(&world).into_iter().map(Some).collect();
        }
        let reports = advance_all(&mut world);
        let of_homes = reports.iter().filter_map(|report| match report {
            ActorMonth::Facility(month) => Some(month),
            _ => None,
        });
        for (report, found) in of_homes.zip(&inspected) {
            let share = found
                .filter(|(heads, _)| *heads > 0)
                .map_or(1.0, |(heads, certified)| f64::from(certified) / (0.9 * f64::from(heads)));
            let missing = (1.0 - share).max(0.0);
            short += i64::from(missing > 0.0);
            for beds in &report.beds {
                let expected = beds.built as f64 * (1.0 - 0.5 * missing);
                // Shares are kept in 1024ths.
                assert!((beds.funded as f64 - expected).abs() <= 1.0 + expected * 0.002, "{beds:?}, {share}");
            }
        }
    }
    assert!(short > 100, "homes fall short: {short}");
}

#[test]
fn posts_kept_for_the_certified_are_filled_by_nobody_else() {
    let strict = live(&requiring(1.0, &[("certification.reserved", 1.0)]), MONTHS);
    let free = live(&requiring(1.0, &[("certification.reserved", 0.0)]), MONTHS);
    let hires = |months: &[Seen], level: usize| -> i64 {
        // Who is hired in the first two months was on no letter of vacancies yet.
        let employers = months[2..].iter().flat_map(|seen| seen.of(Occupation::CareWorker));
        employers.map(|employer| employer.levels[level].hires).sum()
    };
    assert_eq!(hires(&strict, 0), 0, "hired without a certificate");
    assert!(hires(&strict, 1) > 0 && hires(&free, 0) > 100);
    assert_eq!(sum(&strict, |c| c.vacancies - c.vacancies_reserved), 0);
    assert_eq!(sum(&free, |c| c.vacancies_reserved), 0);
    // It costs posts that stay open.
    assert!(sum(&strict, |c| c.closing) < sum(&free, |c| c.closing));
    let share = |months: &[Seen]| months[MONTHS - 1].certified_share(Occupation::CareWorker);
    assert!(share(&strict) > share(&free) + 0.02, "{}, {}", share(&strict), share(&free));
}

#[test]
fn a_failed_inspection_sends_workers_to_courses() {
    let asked = |push: f64, share: f64| -> [i64; 2] {
        let months = live(&requiring(share, &[("certification.push", push)]), MONTHS);
        let asked = |months: &[Seen]| -> i64 {
            months.iter().flat_map(|seen| seen.of(Occupation::CareWorker)).map(|e| e.levels[1].asked).sum()
        };
        // The first inspection is in the eleventh month.
        [asked(&months[..10]), asked(&months[10..24])]
    };
    let [calm, pushed, free] = [asked(1.0, 0.9), asked(3.0, 0.9), asked(3.0, 0.0)];
    println!("asked, before and after: {calm:?}, pushed {pushed:?}, nothing required {free:?}");
    assert_eq!(calm[0], pushed[0]);
    assert_eq!(calm, free);
    assert!(pushed[1] as f64 > 1.2 * calm[1] as f64, "{pushed:?}, {calm:?}");
}

#[test]
fn preferred_applicants_are_hired_where_posts_are_few() {
    // Four times the applicants: most of them find no post.
    let newcomers = 4.0 * 50.0;
    let share = |preferred: f64| {
        let overrides = [("care_workers.newcomers", newcomers), ("care_workers.prefer_certified", preferred)];
        live(&changning(&overrides), MONTHS)[MONTHS - 1].certified_share(Occupation::CareWorker)
    };
    let [none, half, all] = [0.0, 0.5, 1.0].map(share);
    println!("certified: nobody preferred {none:.3}, half {half:.3}, all {all:.3}");
    assert!(none < half && half < all && all > none + 0.05);
}

#[test]
fn the_level_allowance_is_paid_by_level_and_raises_asking_for_levels() {
    let reference = reference(&changning(&[]));
    let fen = reference.district.workforce.level_allowance.fen;
    let from = reference.district.workforce.level_allowance.from;
    let mut world = world(&reference, 0);
    let mut paid = 0;
    for _ in 0..MONTHS {
        let seen = see(&mut world);
        let care = workers(&world).filter(|(_, worker)| worker.occupation() == Occupation::CareWorker);
        let due: i64 = care.map(|(_, worker)| fen[usize::from(worker.level)]).sum();
        let expected = if seen.month < from { 0 } else { due };
        let found: i64 = seen.employers.iter().map(|employer| employer.counts.level_allowance).sum();
        assert_eq!(found, expected, "{}", seen.month);
        paid += found;
    }
    assert!(paid > 0);
    let long = |ratio: f64| {
        let months = live(&changning(&[("care_workers.allowance", ratio)]), 108);
        // In the first year of it, before the queue is longer.
        let asked: i64 =
            months[48..60].iter().flat_map(|s| s.of(Occupation::CareWorker)).map(|e| e.levels[1].asked).sum();
        (asked, months[107].certified_share(Occupation::CareWorker))
    };
    let (without, with) = (long(0.0), long(3.0));
    println!("asked in a year, certified share later: without {without:?}, three times the allowance {with:?}");
    assert!(with.0 as f64 > 1.1 * without.0 as f64 && with.1 > without.1 + 0.01);
}

#[test]
fn wages_of_certificates_are_the_steps_above_the_first_level() {
    let months = live(&changning(&[("workforce.wage_spread", 0.0)]), 12);
    for seen in &months {
        for employer in seen.employers.iter().filter(|employer| employer.counts.closing > 0) {
            let heads: Vec<f64> = employer.levels.iter().map(|level| level.heads as f64).collect();
            let steps = |level: usize| 1.08f64.powi(level as i32);
            let all: f64 = (0..heads.len()).map(|level| heads[level] * steps(level)).sum();
            let above = all - heads.iter().sum::<f64>();
            let found = employer.counts.certificate_pay as f64 / employer.counts.wage_bill as f64;
            assert!((found - above / all).abs() < 0.002, "{}: {found}, {}", seen.month, above / all);
        }
    }
}

#[test]
fn leavers_go_to_hospitals_and_households_by_size_and_pay() {
    let overrides = |domestic: f64| {
        [("neighbours.domestic_wage", domestic), ("workforce.moving", 0.0), ("workforce.returning", 0.0)]
    };
    let value = |id: &str| changning(&[]).quantities.iter().find(|q| q.id == id).expect("a parameter").value;
    let (hospital, other) = (0.2 * value("neighbours.hospital_wage"), 0.4 * value("care_workers.alternative_wage"));
    let mut heads = Vec::new();
    for domestic in [5_000.0, 12_000.0] {
        let months = live(&changning(&overrides(domestic)), MONTHS);
        let left = sum(&months, |c| c.left_away) as f64;
        let paid = hospital + 0.4 * domestic + other;
        for (expected, found) in [
            (hospital / paid, sum(&months, |c| c.left_hospitals)),
            (0.4 * domestic / paid, sum(&months, |c| c.left_households)),
        ] {
            let error = (expected * (1.0 - expected) / left).sqrt();
            let found = found as f64 / left;
            println!("domestic work at {domestic}: {found:.3} of {left} who left, expected {expected:.3}");
            assert!((found - expected).abs() < 4.0 * error);
        }
        heads.push(months[MONTHS - 1].heads(Occupation::CareWorker, 0).0);
    }
    assert!(heads[1] < heads[0], "well paid domestic work draws workers away: {heads:?}");
}

#[test]
fn migrants_who_come_new_get_older_and_then_stay_away() {
    let newcomers = |ageing: f64| {
        let baseline = changning(&[("care_workers.migrants_ageing", ageing)]);
        let mut world = world(&reference(&baseline), 0);
        let (mut ages, mut came) = ([const { Vec::new() }; 2], 0);
        for month in 0..144 {
            came += see(&mut world).market.occupations[Occupation::CareWorker as usize].newcomers;
            let now = number(&world);
            let period = match month {
                3..27 => 0,
                120.. => 1,
                _ => continue,
            };
            let new = workers(&world).map(|(_, worker)| worker).filter(|worker| {
                let has_come = worker.is(flag::MIGRANT) && !worker.is(flag::GRADUATE) && !worker.is(flag::RETURNED);
                worker.occupation() == Occupation::CareWorker && worker.hired == now && has_come
            });
            ages[period].extend(new.map(|worker| f64::from(worker.months(now)) / 12.0));
        }
        let oldest = ages.iter().flatten().fold(0.0, |oldest, age| f64::max(oldest, *age));
        // They seek for three months at the most.
        assert!(oldest < 61.3, "{oldest}");
        (ages.map(|ages| ages.iter().sum::<f64>() / ages.len() as f64), came)
    };
    let ([early, late], came) = newcomers(0.0);
    let ([_, older], fewer) = newcomers(1.0);
    println!(
        "mean age of new migrants: {early:.1}, {late:.1} without ageing, {older:.1} with; {came} and {fewer} came"
    );
    assert!((late - early).abs() < 1.5 && older > late + 4.0 && older < late + 10.0);
    assert!(fewer < came);
}

#[test]
fn without_a_rule_nothing_is_asked_for() {
    let mut ruled = requiring(1.0, &[("certification.push", 1.0)]);
    let lives = |baseline: &Baseline| -> Vec<i64> {
        live(baseline, 30).iter().map(|seen| seen.heads_at(EmployerKind::Facility)).collect()
    };
    let required = lives(&ruled);
    ruled.district.workforce.certification.required.clear();
    // A requirement that nobody answers to, and that no money hangs on, changes nothing.
    assert_eq!(required, lives(&ruled));
    let first: Month = "2021-01".parse().expect("a month");
    ruled.district.workforce.certification.required = vec![(first, 1.0), (first + 6, 0.0)];
    assert_eq!(required, lives(&ruled));
}
