//! The lives of all elders in one replicate of a scenario, as what changed and when.
use crate::error::ExperimentError;
use crate::prepared::{Prepared, unfit};
use agents::events::LifeEvent;
use agents::view::{ElderView, Gone};
use agents::{Community, DistrictActor};
use sim_core::{Month, World};
use std::sync::Arc;

/// What is seen of somebody whose view changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The new view.
    Here(ElderView),
    /// The register does not hold the person any more.
    Gone(Gone),
}

/// A view that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The month at whose end it is so.
    pub month: Month,
    /// What is so.
    pub seen: Seen,
    /// The life event of the month, if stories tell it.
    pub event: Option<&'static LifeEvent>,
}

/// The lives of everybody who was registered at the end of a month. Only changes are kept: a view is some 50 bytes, and
/// most elders change it a few times in fifteen years.
pub struct Lives {
    /// Views at the end of that month, in order of ids.
    pub start: Vec<ElderView>,
    /// Position in `start`, and change: in order of positions, then months.
    changes: Vec<(u32, Change)>,
}

impl Lives {
    /// Simulates the first scenario in one replicate to the last month, and keeps what changes in the lives of those who
    /// are registered at the end of the month `after`.
    pub fn watch(prepared: &Prepared, replicate: u32, after: Month) -> Result<Lives, ExperimentError> {
        let mut watch = Watch {
            after,
            lives: Lives { start: Vec::new(), changes: Vec::new() },
            last: Vec::new(),
            told: Vec::new(),
        };
        simulate(prepared, replicate, |month, world| watch.see(month, world))?;
        let mut lives = watch.lives;
        // Changes of a month are in the order of communities; a person has one a month.
        lives.changes.sort_by_key(|(person, change)| (*person, change.month));
        Ok(lives)
    }

    #[cfg(test)]
    pub fn of(start: Vec<ElderView>, changes: Vec<(u32, Change)>) -> Lives {
        Lives { start, changes }
    }

    /// The changes of the person at a position of `start`, in order of time.
    pub fn changes(&self, person: usize) -> &[(u32, Change)] {
        let from = self.changes.partition_point(|(at, _)| (*at as usize) < person);
        let length = self.changes[from..].partition_point(|(at, _)| *at as usize == person);
        &self.changes[from..from + length]
    }

    /// The position of a person, if the person was registered.
    pub fn position(&self, id: u32) -> Option<usize> {
        position(&self.start, id)
    }
}

fn position(start: &[ElderView], id: u32) -> Option<usize> {
    start.binary_search_by_key(&id, |view| view.id).ok()
}

struct Watch {
    after: Month,
    lives: Lives,
    /// What was last seen of everybody in `lives.start`.
    last: Vec<ElderView>,
    /// The life event of the month of everybody in `lives.start`.
    told: Vec<Option<&'static LifeEvent>>,
}

impl Watch {
    fn see(&mut self, month: Month, world: &World<DistrictActor>) {
        if month < self.after {
            return;
        }
        let start = world.shared().district().start;
        let communities = || world.actors().iter().filter_map(DistrictActor::community);
        if month == self.after {
            let mut views: Vec<ElderView> = communities().flat_map(|community| community.views(start)).collect();
            views.sort_unstable_by_key(|view| view.id);
            self.last.clone_from(&views);
            self.told = vec![None; views.len()];
            self.lives.start = views;
            return;
        }
        for (id, event) in communities().flat_map(Community::told) {
            if let Some(at) = position(&self.lives.start, id) {
                self.told[at] = Some(event);
            }
        }
        // Those of a cell have following ids and mostly stand one after the other.
        let mut next = 0;
        for view in communities().flat_map(|community| community.views(start)) {
            let hit = self.last.get(next).is_some_and(|last| last.id == view.id);
            let Some(at) = (if hit { Some(next) } else { position(&self.lives.start, view.id) }) else { continue };
            next = at + 1;
            let event = self.told[at].take();
            if self.last[at] != view || event.is_some() {
                self.last[at] = view;
                self.lives.changes.push((at as u32, Change { month, seen: Seen::Here(view), event }));
            }
        }
        for (id, gone) in communities().flat_map(Community::gone) {
            if let Some(at) = position(&self.lives.start, *id) {
                self.lives.changes.push((at as u32, Change { month, seen: Seen::Gone(*gone), event: None }));
            }
        }
    }
}

/// Simulates one replicate of the first scenario in the calling thread, and shows the world in the month before the first
/// and after every month. By definition of the sequential world these are the months of a run.
fn simulate(
    prepared: &Prepared,
    replicate: u32,
    mut see: impl FnMut(Month, &World<DistrictActor>),
) -> Result<(), ExperimentError> {
    let Some(scenario) = prepared.scenarios.first() else { return Ok(()) };
    let unfit = unfit(scenario);
    let mut stretches = scenario.stretches.iter().filter(|stretch| stretch.from <= prepared.last).peekable();
    let Some(first) = stretches.next() else { return Ok(()) };
    let mut world = prepared.model(&first.signature, replicate).map_err(&unfit)?.world();
    see(world.month() - 1, &world);
    while world.month() <= prepared.last {
        let month = world.month();
        if let Some(next) = stretches.next_if(|stretch| stretch.from <= month) {
            let model = world.shared().then(next.from, Arc::clone(&next.district)).map_err(&unfit)?;
            world.adopt(Arc::new(model));
        }
        world.advance().map_err(|error| ExperimentError::Broken(vec![error]))?;
        see(month, &world);
    }
    Ok(())
}
