//! The engine's promises, on a small model that depends on every one of them.
use crate::*;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Mixes what it hears, in the order in which it hears it, and passes random shares of a conserved
/// quantity on to random others.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Gossip {
    me: u32,
    tokens: i64,
    memory: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Gift {
    tokens: i64,
    rumour: u64,
}

struct Plan {
    draws: Draws,
    actors: u32,
    panic: Option<(u32, Month)>,
    lose_token: Option<Month>,
}

impl Plan {
    fn new(replicate: u32, actors: u32) -> Self {
        Plan { draws: Draws::new(11, replicate), actors, panic: None, lose_token: None }
    }
}

struct Holding {
    kept: i64,
    given: i64,
}

const TOKENS: i64 = 1_000;

impl Actor for Gossip {
    type Shared = Plan;
    type Mail = Gift;
    type Report = Holding;

    fn name(&self) -> String {
        format!("gossip {}", self.me)
    }

    fn step(&mut self, plan: &Plan, month: Month, mail: &[Letter<Gift>], out: &mut Outbox<Gift>) -> Holding {
        if plan.panic == Some((self.me, month)) {
            panic!("asked to");
        }
        for letter in mail {
            self.tokens += letter.body.tokens;
            self.memory = self.memory.rotate_left(7).wrapping_mul(31).wrapping_add(letter.body.rumour);
        }
        let mut given = 0;
        for i in 0..3 {
            let bits = plan.draws.bits(self.me.into(), month, i);
            let tokens = (bits % 5) as i64;
            out.send(Address((bits >> 32) as u32 % plan.actors), Gift { tokens, rumour: self.memory ^ bits });
            given += tokens;
        }
        self.tokens -= given;
        if plan.lose_token == Some(month) && self.me == 1 {
            self.tokens -= 1;
        }
        Holding { kept: self.tokens, given }
    }

    fn digest(&self, digest: &mut Digest) {
        digest.number(self.tokens as u64);
        digest.number(self.memory);
    }

    fn audit(reports: &[Holding]) -> Result<(), Imbalance> {
        let held: i64 = reports.iter().map(|r| r.kept + r.given).sum();
        let all = reports.len() as i64 * TOKENS;
        Imbalance::check(|| "tokens".into(), ("kept + on the way", held), ("handed out at the start", all))
    }
}

const START: Month = Month::from_index(2021 * 12);

fn world_of(plan: Plan) -> World<Gossip> {
    let actors = (0..plan.actors).map(|me| Gossip { me, tokens: TOKENS, memory: 0 }).collect();
    let replicate = plan.draws.replicate();
    World::new(Arc::new(plan), replicate, START, actors)
}

fn sequential(months: i32) -> (World<Gossip>, Vec<u64>) {
    let mut world = world_of(Plan::new(0, 7));
    let fingerprints = (0..months)
        .map(|_| {
            world.advance().unwrap();
            world.fingerprint()
        })
        .collect();
    (world, fingerprints)
}

#[test]
fn hosted_worlds_equal_the_sequential_world_in_every_month() {
    let (_, expected) = sequential(24);
    for placement in [Placement::Packed, Placement::Spread(1), Placement::Spread(2), Placement::Spread(3)] {
        let runtime = Runtime { placement, fingerprint_after: |_| true };
        let mut seen = vec![];
        let world = runtime
            .run(world_of(Plan::new(0, 7)), START + 23, |month| {
                seen.extend(month.fingerprint);
                ControlFlow::Continue(())
            })
            .unwrap();
        assert_eq!(seen, expected, "{placement:?}");
        assert_eq!(world.fingerprint(), *expected.last().unwrap(), "{placement:?}");
    }
}

#[test]
fn fork_and_save_after_any_month_go_on_as_the_original() {
    let months = 12;
    let (_, expected) = sequential(months);
    for at in 0..months {
        let mut world = world_of(Plan::new(0, 7));
        for _ in 0..at {
            world.advance().unwrap();
        }
        let forked = world.fork(Arc::clone(world.shared()));
        let loaded = World::<Gossip>::load(&world.save(), Arc::clone(world.shared())).unwrap();
        for (what, mut copy) in [("fork", forked), ("saved", loaded)] {
            for month in at..months {
                copy.advance().unwrap();
                assert_eq!(copy.fingerprint(), expected[month as usize], "{what} at {at}");
            }
        }
    }
    assert!(World::<Gossip>::load(b"no world", Arc::new(Plan::new(0, 7))).is_err());
}

#[test]
fn a_fork_with_another_plan_shares_only_the_past() {
    let (mut world, _) = sequential(3);
    let mut other = world.fork(Arc::new(Plan::new(5, 7)));
    assert_eq!(world.fingerprint(), other.fingerprint());
    world.advance().unwrap();
    other.advance().unwrap();
    assert_ne!(world.fingerprint(), other.fingerprint());
}

#[test]
fn a_panic_names_actor_month_and_replicate_and_leaves_other_replicates_running() {
    std::panic::set_hook(Box::new(|_| ())); // the panic is part of the test
    for placement in [Placement::Packed, Placement::Spread(2)] {
        let ends: Vec<_> = std::thread::scope(|scope| {
            let replicates = (0..3).map(|replicate| {
                scope.spawn(move || {
                    let mut plan = Plan::new(replicate, 7);
                    plan.panic = (replicate == 1).then_some((4, START + 5));
                    let runtime = Runtime { placement, fingerprint_after: |_| false };
                    runtime.run(world_of(plan), START + 11, |_| ControlFlow::Continue(())).map(|world| world.month())
                })
            });
            replicates.collect::<Vec<_>>().into_iter().map(|t| t.join().unwrap()).collect()
        });
        let error =
            RunError::Panicked { replicate: 1, month: START + 5, actor: "gossip 4".into(), message: "asked to".into() };
        assert_eq!(ends, [Ok(START + 12), Err(error), Ok(START + 12)], "{placement:?}");
    }
}

#[test]
fn books_that_do_not_close_stop_the_run_with_both_sums() {
    let mut plan = Plan::new(0, 7);
    plan.lose_token = Some(START + 2);
    let runtime = Runtime { placement: Placement::Packed, fingerprint_after: |_| false };
    let error = runtime.run(world_of(plan), START + 11, |_| ControlFlow::Continue(())).err().unwrap();
    assert_eq!(
        error.to_string(),
        "replicate 0, 2021-03: books do not close: tokens: kept + on the way = 6999, but handed out at the start = 7000"
    );
}

#[test]
fn a_letter_to_nobody_is_an_error() {
    let mut plan = Plan::new(0, 7);
    plan.actors = 9;
    let actors = (0..7).map(|me| Gossip { me, tokens: TOKENS, memory: 0 }).collect();
    let mut world = World::new(Arc::new(plan), 0, START, actors);
    let error = (0..20).find_map(|_| world.advance().err()).unwrap();
    assert!(matches!(error, RunError::NobodyThere { .. }), "{error}");
}

#[test]
fn an_observer_can_stop_a_run() {
    let runtime = Runtime { placement: Placement::Packed, fingerprint_after: |_| false };
    let stop = |seen: Observed<'_, Gossip>| match seen.month == START + 3 {
        true => ControlFlow::Break(()),
        false => ControlFlow::Continue(()),
    };
    let error = runtime.run(world_of(Plan::new(0, 7)), START + 11, stop).err().unwrap();
    assert_eq!(error, RunError::Stopped { replicate: 0, month: START + 3 });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// However the letters lie when they arrive, they are read in the same order.
    #[test]
    fn arrival_order_changes_nothing(swaps in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..60), months in 1i32..6) {
        let (mut straight, _) = sequential(months);
        let mut permuted = straight.fork(Arc::clone(straight.shared()));
        for (a, b) in swaps {
            let len = permuted.mail.len();
            permuted.mail.swap(a.index(len), b.index(len));
        }
        prop_assert_eq!(straight.fingerprint(), permuted.fingerprint());
        straight.advance().unwrap();
        permuted.advance().unwrap();
        prop_assert_eq!(straight.fingerprint(), permuted.fingerprint());
    }
}
