//! What a change does to the workforce, under common random numbers: on which side of nothing.
use super::{Seen, see};
use crate::worlds::{baseline, changed, model, reference};
use agents::parameters::ParameterChoice;
use agents::workforce::Occupation;
use std::sync::LazyLock;

const REPLICATES: u32 = 3;
/// What chance may do to a replicate's long-run certified share when a change moves who is hired where:
/// one percentage point. Two worlds share their draws by worker, but not who has a post.
const TOLERANCE: f64 = 0.01;

/// The last five years of a replicate, on average.
#[derive(Clone, Copy, Debug, Default)]
struct LongRun {
    certified_share: f64,
    community_share: f64,
    heads: f64,
    sufficiency: f64,
    beds_lost: f64,
    hours_lost: f64,
    left: f64,
    waiting_for_seat: f64,
}

fn live(overrides: &[(&str, f64)]) -> Vec<LongRun> {
    let reference = reference(&changed(&baseline("changning"), overrides));
    let replicate = |replicate| {
        let mut world = model(&reference, ParameterChoice::Fixed, replicate).world();
        (0..120).for_each(|_| drop(see(&mut world)));
        let months: Vec<Seen> = (0..60).map(|_| see(&mut world)).collect();
        let mean = |of: &dyn Fn(&Seen) -> f64| months.iter().map(of).sum::<f64>() / months.len() as f64;
        let sum = |of: fn(&agents::workforce::report::EmployerCounts) -> i64| {
            mean(&|seen| seen.of(Occupation::CareWorker).map(|employer| of(&employer.counts)).sum::<i64>() as f64)
        };
        let waiting = |seen: &Seen| seen.training.courses[0].iter().map(|course| course.waiting).sum::<i64>() as f64;
        LongRun {
            certified_share: mean(&|seen| seen.certified_share(Occupation::CareWorker)),
            community_share: mean(&|seen| seen.certified_share(Occupation::CommunityWorker)),
            heads: sum(|counts| counts.closing),
            sufficiency: 1000.0 * sum(|counts| counts.closing) / sum(|counts| counts.required_milli),
            beds_lost: sum(|counts| counts.beds_lost),
            hours_lost: sum(|counts| counts.hours_lost),
            left: sum(|counts| counts.left()) / sum(|counts| counts.closing),
            waiting_for_seat: mean(&waiting),
        }
    };
    (0..REPLICATES).map(replicate).collect()
}

static AS_IT_IS: LazyLock<Vec<LongRun>> = LazyLock::new(|| live(&[]));

fn value(id: &str) -> f64 {
    baseline("changning").quantities.iter().find(|quantity| quantity.id == id).expect("a known parameter").value
}

/// With a parameter at so many times its value.
fn times(id: &'static str, factor: f64) -> Vec<LongRun> {
    let changed = live(&[(id, factor * value(id))]);
    println!("{id} x {factor}:\n{changed:.3?}\nas it is:\n{:.3?}", *AS_IT_IS);
    changed
}

/// In every replicate.
#[track_caller]
fn check(what: &str, changed: &[LongRun], holds: impl Fn(&LongRun, &LongRun) -> bool) {
    for (after, before) in changed.iter().zip(AS_IT_IS.iter()) {
        assert!(holds(after, before), "{what}: {after:.4?}, as it is {before:.4?}");
    }
}

#[test]
fn more_seats_never_lower_the_certified_share() {
    let mut before = AS_IT_IS.clone();
    for factor in [1.5, 3.0] {
        let after = times("training.reach_seats", factor);
        for (after, before) in after.iter().zip(&before) {
            assert!(after.certified_share >= before.certified_share - TOLERANCE, "{after:.4?}, before {before:.4?}");
        }
        before = after;
    }
    check("three times the seats", &before, |after, before| after.certified_share > before.certified_share + 0.01);
    check("and a shorter queue", &before, |after, before| after.waiting_for_seat < before.waiting_for_seat);
}

/// A parameter at the lower end of its range, its best estimate and the upper end.
fn range(id: &str) -> [f64; 3] {
    let baseline = baseline("changning");
    let quantity = baseline.quantities.iter().find(|quantity| quantity.id == id).expect("a known parameter");
    [quantity.range[0], quantity.value, quantity.range[1]]
}

#[test]
fn more_quitting_never_raises_the_certified_share() {
    let mut before: Option<Vec<LongRun>> = None;
    for leaving in range("care_workers.leaving") {
        let after = live(&[("care_workers.leaving", leaving)]);
        println!("care_workers.leaving {leaving}: {after:.4?}");
        for (after, before) in after.iter().zip(before.iter().flatten()) {
            assert!(after.certified_share <= before.certified_share + TOLERANCE, "{after:.4?}, before {before:.4?}");
            assert!(after.heads < before.heads && after.left > before.left, "{after:.4?}, before {before:.4?}");
        }
        before = Some(after);
    }
    let after = times("community_workers.leaving", 2.0);
    check("of community workers", &after, |after, before| after.community_share <= before.community_share + TOLERANCE);
}

/// Where whoever leaves is replaced, and so seats a head stay nearly as they are, quitting lowers the
/// share, and quitting in the first year does not raise it by more than chance. Where nobody replaces
/// them it can raise it: fewer share the same seats (docs/validation.md).
#[test]
fn quitting_does_not_raise_the_certified_share_where_posts_are_filled_again() {
    // Nobody is preferred: else all who are hired would be certified.
    let nobody = ("care_workers.prefer_certified", 0.0);
    let plenty = ("care_workers.newcomers", 4.0 * value("care_workers.newcomers"));
    for (id, tolerance) in [("care_workers.leaving", 0.0), ("care_workers.first_year_attrition", TOLERANCE)] {
        let mut before: Option<Vec<LongRun>> = None;
        for rate in range(id) {
            let after = live(&[plenty, nobody, (id, rate)]);
            println!("{id} {rate}: {after:.4?}");
            for (after, before) in after.iter().zip(before.iter().flatten()) {
                // A post stays vacant for two months at the least.
                assert!(after.heads > 0.9 * before.heads, "{after:.4?}, before {before:.4?}");
                assert!(after.certified_share <= before.certified_share + tolerance, "{after:.4?}, {before:.4?}");
            }
            before = Some(after);
        }
    }
}

#[test]
fn beds_and_hours_exist_only_with_workers() {
    let fewer = times("care_workers.newcomers", 0.5);
    check("half of the newcomers", &fewer, |after, before| {
        after.sufficiency < before.sufficiency
            && after.beds_lost > before.beds_lost
            && after.hours_lost > before.hours_lost
            && after.heads < before.heads
    });
}

#[test]
fn better_pay_keeps_workers_and_brings_more() {
    let better = [
        vec![("workforce.wage_growth", value("workforce.wage_growth") + 0.02)],
        vec![("care_workers.wage_facility", 1.3 * value("care_workers.wage_facility"))],
        vec![("care_workers.alternative_wage", value("care_workers.alternative_wage") / 1.2)],
    ];
    for overrides in better {
        let after = live(&overrides);
        println!("{overrides:?}: {after:.4?}\nas it is: {:.4?}", *AS_IT_IS);
        // Those who come new leave more often than others, and more come.
        check("hardly more leave", &after, |after, before| after.left < 1.01 * before.left);
        // Pay 30 % better keeps a sixth of those who would leave.
        check("but not many fewer", &after, |after, before| after.left > 0.75 * before.left);
        // Better pay makes beds dearer, which fewer want: heads may fall a little, but work is done by more of those needed.
        check("hardly fewer work", &after, |after, before| after.heads > 0.99 * before.heads);
        check("and they suffice better", &after, |after, before| after.sufficiency > before.sufficiency);
    }
}

#[test]
fn overload_makes_workers_leave() {
    let scarce = [("care_workers.newcomers", 0.5 * value("care_workers.newcomers"))];
    let calm = live(&[scarce[0], ("workforce.leaving_overload", 0.0)]);
    let strained = live(&[scarce[0], ("workforce.leaving_overload", 3.0)]);
    println!("without: {calm:.4?}\nwith: {strained:.4?}");
    for (strained, calm) in strained.iter().zip(&calm) {
        assert!(strained.left > calm.left && strained.heads < calm.heads);
    }
}
