//! What is watched of each steady case: the bounds of its draws and its own next month, in columns, so
//! that one pass without a branch finds the few to whom something may happen this month.
use super::case::{Case, NEVER, flag};
use super::month::{Supply, hour_class, next_stage, stage};
use super::services::{BY_LOT, EXIT_MARK};
use super::sets::SETS;
use super::steady::{STAGES, counts_at_home, is_counted};
use super::tables::CareTables;
use multiversion::multiversion;
use serde::{Deserialize, Serialize};
use sim_core::ScreenKey;

/// Cases that are not kept are looked at every month.
const ALWAYS: i16 = i16::MIN;
/// Stages beside those of an assessment: a dependant; nobody to be assessed.
const DEPENDANT: u8 = STAGES as u8;
const NONE: u8 = STAGES as u8 + 1;

/// Values of [`Watch::carers`].
const CARERS: usize = 32;

/// A set of services given by lot: the column is gone through every month, so no wider than they need.
type Asked = <Width<{ BY_LOT > 8 }> as Set>::Set;

struct Width<const WIDE: bool>;

trait Set {
    type Set;
}

impl Set for Width<false> {
    type Set = u8;
}

impl Set for Width<true> {
    type Set = u16;
}

/// A column for each thing that is watched, by place of the case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Watch {
    ids: Vec<u32>,
    /// The next month in which the case must be looked at, whatever is drawn.
    months: Vec<i16>,
    /// Chance of anything that concerns beds.
    beds: Vec<u32>,
    /// Stage of the assessment.
    stages: Vec<u8>,
    /// Services asked for and not had.
    asking: Vec<Asked>,
    /// Two bits: whether the carer may give up (1), one who was helped (2); two bits: the class of hours
    /// asked for in vain, from 1; one bit: served.
    carers: Vec<u8>,
}

/// What is watched of one case: see [`Watch`].
#[derive(Clone, Copy, PartialEq, Eq)]
struct Watched {
    id: u32,
    month: i16,
    beds: u32,
    stage: u8,
    asking: Asked,
    carers: u8,
}

impl Watched {
    const NOBODY: Watched = Watched { id: 0, month: ALWAYS, beds: 0, stage: NONE, asking: 0, carers: 0 };

    #[inline]
    fn of(care: &CareTables, case: &Case, month: i16) -> Self {
        let counted = is_counted(care, case);
        let mut watched = Watched {
            id: case.id,
            month: if counted { next_stage(case, month) } else { i16::MAX },
            beds: match (case.at_home(), case.is(flag::DEPENDANT)) {
                (false, true) => 0,
                (false, false) if case.in_hospital() => care.hospital_leaves,
                (false, false) => care.resident_most(),
                (true, true) => care.dependants[0],
                (true, false) => care.class(case.status).entry_most,
            },
            stage: match counted {
                true => stage(case, month),
                false if case.is(flag::DEPENDANT) => DEPENDANT,
                false => NONE,
            },
            asking: 0,
            carers: 0,
        };
        if counts_at_home(care, case) {
            watched.asking = (case.asks & !case.has) as Asked;
            let strained = case.strain >= care.strain_months;
            let waits = case.served == NEVER && case.is(flag::WANTS_HOME_CARE) && case.entitled(month);
            let gives_up = if strained { 1 + u8::from(case.is(EXIT_MARK)) } else { 0 };
            let hours = if waits { 1 + hour_class(case.level) as u8 } else { 0 };
            watched.carers = gives_up | hours << 2 | u8::from(case.served != NEVER) << 4;
        }
        watched
    }
}

/// The month's bounds by what is watched. A draw up to the bound, itself included, is a hit.
struct Bounds {
    month: i16,
    decisions: ScreenKey,
    carers: ScreenKey,
    lots: ScreenKey,
    stages: [u32; 256],
    asking: [u32; SETS],
    gives_up: [u32; CARERS],
    hours: [u32; CARERS],
    /// A draw above it is a hit: hours are lost.
    kept: [u32; CARERS],
}

impl Bounds {
    fn of(care: &CareTables, supply: &Supply, month: i16) -> Self {
        let [_, dependant_leaves] = care.dependants;
        let exit = [0, care.carer_exit[0], care.carer_exit[1], 0];
        let [low, middle, high] = supply.hours_chance;
        let hours = [0, low, middle, high];
        let mut stages = [0; 256];
        for (bound, (own, prompted)) in stages.iter_mut().zip(supply.assessment) {
            *bound = u32::try_from(own + prompted).unwrap_or(u32::MAX);
        }
        stages[usize::from(DEPENDANT)] = dependant_leaves;
        Bounds {
            month,
            decisions: supply.decisions,
            carers: supply.carers,
            lots: supply.lots.key,
            stages,
            asking: *supply.lots.bounds(),
            gives_up: std::array::from_fn(|code| exit[code & 3]),
            hours: std::array::from_fn(|code| hours[code >> 2 & 3]),
            kept: std::array::from_fn(|code| if code >> 4 == 1 { supply.hours_kept } else { u32::MAX }),
        }
    }
}

impl Watch {
    /// Room for so many places.
    pub fn grow(&mut self, places: usize) {
        self.ids.resize(places, 0);
        self.months.resize(places, ALWAYS);
        self.beds.resize(places, 0);
        self.stages.resize(places, NONE);
        self.asking.resize(places, 0);
        self.carers.resize(places, 0);
    }

    /// Number of places that there is room for.
    pub fn places(&self) -> usize {
        self.ids.len()
    }

    /// Whether the case at this place is kept.
    #[inline]
    pub fn keeps(&self, at: u32) -> bool {
        self.months.get(at as usize).is_some_and(|month| *month != ALWAYS)
    }

    /// Whether it is kept, and need not be looked at for the month's sake.
    #[inline]
    pub fn is_current(&self, at: u32, month: i16) -> bool {
        self.keeps(at) && self.months[at as usize] > month
    }

    /// The stage in which a case was kept.
    #[inline]
    pub fn stage(&self, at: u32) -> u8 {
        self.stages[at as usize]
    }

    /// Watches a case from the next month on.
    pub fn keep(&mut self, care: &CareTables, at: u32, case: &Case, month: i16) {
        self.put(at, Watched::of(care, case, month));
    }

    /// Whether a case is watched as it is in this month.
    pub fn is_right(&self, care: &CareTables, at: u32, case: &Case, month: i16) -> bool {
        self.keeps(at) && self.at(at) == Watched::of(care, case, month)
    }

    /// Whether nothing is watched at a place.
    pub fn is_empty(&self, at: u32) -> bool {
        at as usize >= self.places() || self.at(at) == Watched::NOBODY
    }

    fn at(&self, at: u32) -> Watched {
        let at = at as usize;
        Watched {
            id: self.ids[at],
            month: self.months[at],
            beds: self.beds[at],
            stage: self.stages[at],
            asking: self.asking[at],
            carers: self.carers[at],
        }
    }

    #[inline]
    fn put(&mut self, at: u32, watched: Watched) {
        let at = at as usize;
        self.ids[at] = watched.id;
        self.months[at] = watched.month;
        self.beds[at] = watched.beds;
        self.stages[at] = watched.stage;
        self.asking[at] = watched.asking;
        self.carers[at] = watched.carers;
    }

    /// Forgets a case.
    pub fn let_go(&mut self, at: u32) {
        self.put(at, Watched::NOBODY);
    }

    /// Appends to `found`, in order, the places of all cases to look at: those not kept, those whose
    /// month has come, and those of whose draws one is within its bound.
    pub fn find(&self, care: &CareTables, supply: &Supply, month: i16, found: &mut Vec<u32>) {
        let bounds = Bounds::of(care, supply, month);
        let done = find_blocks::<64>(self, &bounds, 0, found);
        find_blocks::<1>(self, &bounds, done, found);
    }
}

/// Looks at whole blocks of `N` cases from place `start` on; returns where it stopped.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2", "aarch64+neon"))]
fn find_blocks<const N: usize>(watch: &Watch, bounds: &Bounds, start: usize, found: &mut Vec<u32>) -> usize {
    let blocks = watch.ids[start..].as_chunks::<N>().0.iter();
    let blocks = blocks.zip(watch.months[start..].as_chunks::<N>().0).zip(watch.beds[start..].as_chunks::<N>().0);
    let blocks = blocks.zip(watch.stages[start..].as_chunks::<N>().0).zip(watch.asking[start..].as_chunks::<N>().0);
    let blocks = blocks.zip(watch.carers[start..].as_chunks::<N>().0);
    let mut at = start;
    for (((((ids, months), beds), stages), asking), carers) in blocks {
        let mut hits = [false; N];
        for i in 0..N {
            let decision = bounds.decisions.draw(ids[i]);
            let carer = bounds.carers.draw(ids[i]);
            let lot = bounds.lots.draw(ids[i]);
            let code = usize::from(carers[i]) % CARERS;
            hits[i] = (months[i] <= bounds.month)
                | (decision <= bounds.stages[usize::from(stages[i])])
                | (decision.rotate_left(16) <= beds[i])
                | (carer <= bounds.gives_up[code])
                | (carer.rotate_left(16) <= bounds.hours[code])
                | (carer.rotate_left(16) > bounds.kept[code])
                | (lot <= bounds.asking[usize::from(asking[i]) % SETS]);
        }
        let mut mask = 0u64;
        for (i, hit) in hits.iter().enumerate() {
            mask |= u64::from(*hit) << i;
        }
        while mask != 0 {
            found.push((at + mask.trailing_zeros() as usize) as u32);
            mask &= mask - 1;
        }
        at += N;
    }
    at
}
