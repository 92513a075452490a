//! The workforce: every worker is in one place, certificates are won, carried in and taken away, and
//! what more seats, pay or leaving does has the sign that it must have. Recomputed from the rosters,
//! not from the model's own audit.
mod books;
mod certification;
mod facts;
mod known_answers;
mod policies;
mod prices;
mod training;

use super::worlds::advance_all;
use agents::ActorMonth;
use agents::DistrictActor;
use agents::workforce::report::{EmployerMonth, MarketMonth, TrainingMonth};
use agents::workforce::{EmployerKind, Occupation, Worker};
use sim_core::{Month, World};

/// A month as employers, the training centre and the labour market reported it.
pub struct Seen {
    pub month: Month,
    /// By address.
    pub employers: Vec<EmployerMonth>,
    pub training: TrainingMonth,
    pub market: MarketMonth,
}

/// Lives the next month of `world`.
pub fn see(world: &mut World<DistrictActor>) -> Seen {
    let month = world.month();
    let reports = advance_all(world);
    Seen {
        month,
        employers: reports.iter().filter_map(ActorMonth::employer).cloned().collect(),
        training: reports.iter().find_map(ActorMonth::training).expect("a training centre").clone(),
        market: reports.iter().find_map(ActorMonth::market).expect("a labour market").clone(),
    }
}

impl Seen {
    /// Those who employ an occupation.
    pub fn of(&self, occupation: Occupation) -> impl Iterator<Item = &EmployerMonth> {
        self.employers.iter().filter(move |employer| employer.kind.occupation() == occupation)
    }

    /// Heads, and how many of them hold at least `level`.
    pub fn heads(&self, occupation: Occupation, level: usize) -> (i64, i64) {
        let levels =
            |employer: &EmployerMonth, from: usize| employer.levels[from..].iter().map(|l| l.heads).sum::<i64>();
        let sum = |from: usize| self.of(occupation).map(|employer| levels(employer, from)).sum::<i64>();
        (sum(0), sum(level))
    }

    /// Share of an occupation's heads that are certified.
    pub fn certified_share(&self, occupation: Occupation) -> f64 {
        let (heads, certified) = self.heads(occupation, 1);
        certified as f64 / heads as f64
    }

    /// Heads at employers of a kind.
    pub fn heads_at(&self, kind: EmployerKind) -> i64 {
        self.employers.iter().filter(|employer| employer.kind == kind).map(|employer| employer.counts.closing).sum()
    }
}

/// Everybody at work: the employer's address, and the worker.
pub fn workers(world: &World<DistrictActor>) -> impl Iterator<Item = (u32, &Worker)> {
    let employers = world.actors().iter().enumerate().filter_map(|(at, actor)| Some((at as u32, actor.employer()?)));
    employers.flat_map(|(at, employer)| employer.roster().iter().map(move |worker| (at, worker)))
}

/// The month of a world that was last lived, counted from the first.
pub fn number(world: &World<DistrictActor>) -> i16 {
    (world.month() - 1 - world.shared().district().start) as i16
}
