//! Seats, instructors and examiners are never exceeded; who registers may; the entry subsidy is paid in
//! its parts, once each.
use super::{number, see, workers};
use crate::worlds::{baseline, changed, model, reference, world};
use agents::parameters::ParameterChoice;
use agents::workforce::plans::PLANS;
use agents::workforce::{LEVELS, Occupation, Stage, Worker, flag};
use sim_core::Month;
use std::collections::BTreeMap;

#[test]
fn seats_instructors_and_examiners_bound_the_courses() {
    let scarce = [("training.instructors", 3.0), ("training.examiners", 2.0), ("training.enrolment", 2.0)];
    // Where the skills elite plan has no seats, gold managers' seats serve the fourth level.
    let no_elite = [("training.elite_seats", 0.0), ("training.level_up", 1.0)];
    for (overrides, plans) in [(&[][..], [0, 1, 2]), (&scarce[..], [0, 1, 2]), (&no_elite[..], [0, 1, 3])] {
        let baseline = changed(&baseline("changning"), overrides);
        let reference = reference(&baseline);
        let mut world = model(&reference, ParameterChoice::Fixed, 0).world();
        let tables = &world.shared().clone().workforce;
        let (mut used, mut examined) = ([0; PLANS.len()], 0);
        for months in 1..=120 {
            let seen = see(&mut world);
            let t = &seen.training;
            assert!(t.instructors_busy <= t.instructors, "{}: {t:?}", seen.month);
            let sat: i64 = t.courses[Occupation::CareWorker as usize].iter().map(|course| course.examined).sum();
            assert!(sat <= t.exam_places, "{}: {sat} examined, {} places", seen.month, t.exam_places);
            examined += sat;
            for ((used, plan), a_month) in used.iter_mut().zip(t.plans).zip(tables.plan_seats) {
                assert!(plan.seats_used <= plan.seats_due, "{}: {plan:?}", seen.month);
                *used += plan.seats_used;
                assert!(*used * 1_000_000 <= a_month * months, "{}: {used} seats of a plan", seen.month);
            }
            let seats: i64 = t.courses.iter().flatten().map(|course| course.seats).sum();
            assert_eq!(seats, t.plans.iter().map(|plan| plan.seats_used).sum::<i64>(), "{}", seen.month);
        }
        println!("{overrides:?}: seats used {used:?}, {examined} examined in ten years");
        assert!(plans.iter().all(|plan| used[*plan] > 0) && examined > 0, "plans {plans:?} are used: {used:?}");
    }
}

#[test]
fn a_plan_without_money_has_no_seats() {
    let baseline = changed(&baseline("changning"), &[("training.funded", 0.0)]);
    let mut world = world(&reference(&baseline), 0);
    let mut passed = 0;
    for months in 0..60 {
        let seen = see(&mut world);
        assert!(seen.training.plans.iter().all(|plan| plan.seats_used == 0), "{}", seen.month);
        // Those who were taught before the start may still pass, and fail, and sit again.
        let got: i64 = seen.of(Occupation::CareWorker).flat_map(|e| &e.levels).map(|level| level.passed).sum();
        passed += if months > 12 { got } else { 0 };
    }
    assert_eq!(passed, 0, "certificates without a course");
}

#[test]
fn whoever_registers_has_the_months_that_the_rules_ask_for() {
    let mut baseline = baseline("changning");
    // From 2024 on twice as many months are asked for the second level.
    let later: Month = "2024-01".parse().unwrap();
    let level = &mut baseline.district.workforce.occupations[0].levels[1];
    let mut rule = level.registration[0];
    (rule.from, rule.service_months, rule.previous_months) = (later, 48, 48);
    level.registration.push(rule);
    let reference = reference(&baseline);
    let mut world = world(&reference, 0);
    let mut before: BTreeMap<u32, Worker> = workers(&world).map(|(_, worker)| (worker.id, *worker)).collect();
    let mut asked = [[0; LEVELS]; 2];
    for _ in 0..96 {
        let seen = see(&mut world);
        let now = number(&world);
        let after: BTreeMap<u32, Worker> = workers(&world).map(|(_, worker)| (worker.id, *worker)).collect();
        for worker in after.values() {
            let known = before.get(&worker.id).copied().unwrap_or(*worker);
            if worker.stage == Stage::Free || (known.stage != Stage::Free && known.level == worker.level) {
                continue;
            }
            let (occupation, held) = (worker.occupation() as usize, usize::from(worker.level));
            let rules = &reference.district.workforce.occupations[occupation].levels[held].registration;
            let rule = rules.iter().rev().find(|rule| rule.from <= seen.month).unwrap_or(&rules[0]);
            // Counted at the month's end, this month among them.
            assert!(worker.worked > rule.service_months, "{}: {worker:?}, {rule:?}", seen.month);
            assert!(held == 0 || now - worker.certified >= rule.previous_months, "{}: {worker:?}", seen.month);
            asked[occupation][held] += 1;
        }
        before = after;
    }
    println!("asked, by occupation and level held: {asked:?}");
    assert!(asked[0][..3].iter().all(|n| *n > 0) && asked[1][..2].iter().all(|n| *n > 0), "{asked:?}");
}

#[test]
fn the_entry_subsidy_is_paid_in_parts_to_those_who_stay() {
    let reference = reference(&baseline("changning"));
    let subsidy = &reference.district.workforce.entry_subsidy;
    let from = (subsidy.from - reference.district.start) as i16;
    let mut world = world(&reference, 0);
    let (mut before, mut people, mut fen) = (BTreeMap::<u32, u8>::new(), 0, 0);
    for _ in 0..120 {
        let seen = see(&mut world);
        let paid: i64 = seen.employers.iter().map(|employer| employer.counts.entry_subsidy).sum();
        let mut due = 0;
        for (_, worker) in workers(&world) {
            let had = before.insert(worker.id, worker.parts_paid).unwrap_or(0);
            let graduate = worker.is(flag::CLAIM);
            assert!(!graduate || (worker.is(flag::GRADUATE) && worker.hired > from), "{worker:?}");
            assert!(worker.parts_paid == had || worker.parts_paid == had + 1, "{worker:?}");
            assert!(graduate || worker.parts_paid == 0, "{worker:?}");
            let Some((months, share)) = subsidy.parts.get(usize::from(had)).filter(|_| graduate) else { continue };
            if worker.occupation() != Occupation::CareWorker {
                continue;
            }
            assert_eq!(worker.parts_paid > had, worker.worked > *months, "{}: {worker:?}", seen.month);
            if worker.parts_paid > had {
                due += (subsidy.fen[usize::from(worker.is(flag::HIGHER))] as f64 * share).round() as i64;
                people += i64::from(had == 0);
            }
        }
        assert_eq!(paid, due, "{}: fen", seen.month);
        fen += paid;
    }
    println!("{people} persons, {} yuan in ten years", fen / 100);
    assert!(people > 20 && fen > 0);
}

#[test]
fn school_has_as_many_graduates_as_the_report() {
    // 22 from 2021 to mid-2023: two classes.
    let reference = reference(&baseline("changning"));
    let graduates = |replicate| {
        let mut world = world(&reference, replicate);
        (0..30).map(|_| see(&mut world).training.graduates).sum::<i64>()
    };
    let found: Vec<i64> = (0..6).map(graduates).collect();
    println!("graduates to mid-2023: {found:?}, the report has 22");
    let mean = found.iter().sum::<i64>() as f64 / found.len() as f64;
    assert!((mean - 22.0).abs() < 2.0, "{found:?}");
}
