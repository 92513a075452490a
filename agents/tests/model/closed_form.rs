//! Shares that follow from constant rates on paper, against shares of simulated people: the only
//! places where the model's rates do not depend on age or year.
use super::life_histories::{Life, live};
use super::worlds::{baseline, model, reference, world};
use agents::parameters::ParameterChoice;
use agents::status::{Ability, Dementia, Status};
use sim_core::Draws;
use std::sync::LazyLock;

const MONTHS: i32 = 36;

/// Those who were in Changning at the start and still are three years later.
static LIVES: LazyLock<Vec<Life>> = LazyLock::new(|| {
    let reference = reference(&baseline("changning").without_shocks());
    let start = reference.district.start;
    let all = live(world(&reference, 0), start + MONTHS - 1);
    all.into_values().filter(|life| life.statuses.len() as i32 == MONTHS + 1).collect()
});

fn monthly(rate: f64) -> f64 {
    1.0 - (-rate / 12.0).exp()
}

/// Of those for whom `among` holds at every month's end, the share for whom `end` holds at the last.
fn check_share(what: &str, expected: f64, among: impl Fn(&Life) -> bool, end: impl Fn(Status) -> bool) {
    let last = |life: &&Life| end(life.statuses[MONTHS as usize]);
    let group: Vec<&Life> = LIVES.iter().filter(|life| among(life)).collect();
    let found = group.iter().copied().filter(last).count() as f64 / group.len() as f64;
    let error = (expected * (1.0 - expected) / group.len() as f64).sqrt();
    println!("{what}: {found:.4} of {}, {expected:.4} on paper, error {error:.4}", group.len());
    assert!((found - expected).abs() < 4.0 * error, "{what}: {found:.4}, {expected:.4} on paper, error {error:.4}");
}

#[test]
fn children_come_and_go_as_a_two_state_chain_does() {
    let p = baseline("changning").district.parameters(ParameterChoice::Fixed, &Draws::new(0, 0));
    let reference = reference(&baseline("changning"));
    let share = model(&reference, ParameterChoice::Fixed, 0).rates.household.with_child_when_partnered;
    let (leaves, returns) =
        (monthly(p.household_child_leaves), monthly(p.household_child_leaves * share / (1.0 - share)));
    let kept = (1.0 - leaves - returns).powi(MONTHS);
    let balance = returns / (leaves + returns);
    // Ability changes how soon children return, and a spouse's death changes it too.
    // (At most one event a month: those to whom nothing else happens have up to 1 % more of this one,
    // half a standard error.)
    let partnered_and_able = |life: &Life| {
        let able = |s: &Status| s.has_spouse() && s.has_children() && s.ability() < Ability::Moderate;
        life.statuses.iter().all(able)
    };
    let began = |life: &Life, at_home| partnered_and_able(life) && life.statuses[0].child_at_home() == at_home;
    let at_home = |status: Status| status.child_at_home();
    check_share("child at home, as at the start", balance + (1.0 - balance) * kept, |l| began(l, true), at_home);
    check_share("child at home, not so at the start", balance - balance * kept, |l| began(l, false), at_home);
}

#[test]
fn the_undiagnosed_are_found_at_a_constant_rate() {
    let district = baseline("changning").district;
    let p = district.parameters(ParameterChoice::Fixed, &Draws::new(0, 0));
    // Screenings meet elders at random; some of those who have it undiagnosed get a file.
    let case_finding = p.dementia_screenings * 12.0 / district.pyramid.elders() * p.dementia_case_files_per_screening;
    let undiagnosed = (1.0 - monthly(case_finding)).powi(MONTHS);
    let began = |life: &Life| life.statuses[0].dementia() == Dementia::Undiagnosed;
    check_share("still undiagnosed", undiagnosed, began, |status| status.dementia() == Dementia::Undiagnosed);
}
