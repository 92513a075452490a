//! From yearly hazards to the integer thresholds of the monthly screen.
use crate::report::AGES;
use crate::status::{ABILITIES, CLASSES, DEMENTIAS, HOUSEHOLDS, Status};
use ndarray::{Array6, Axis};
use sim_core::threshold;

/// Yearly hazards by `[year, age, sex, ability, dementia, household]`. An axis on which an event does
/// not depend has length 1.
pub type Hazards = Array6<f64>;

/// The full length of each axis but the years'.
pub const AXES: [usize; 5] = [AGES, 2, ABILITIES, DEMENTIAS, HOUSEHOLDS];

/// Monthly probabilities of one event as 32-bit thresholds.
#[derive(Clone, Debug)]
pub struct ProbabilityTable {
    values: Vec<u32>,
    year_stride: usize,
    age_stride: usize,
    /// Offset of each class.
    class_offset: Vec<u32>,
}

/// The threshold of the probability that an event of yearly hazard `hazard` happens in a month.
pub fn monthly_threshold(hazard: f64) -> u32 {
    threshold(1.0 - libm::exp(-hazard / 12.0))
}

impl ProbabilityTable {
    /// The monthly probabilities of `hazards`.
    pub fn new(hazards: &Hazards) -> Self {
        Self::with(hazards, |hazard| monthly_threshold(*hazard))
    }

    fn with(hazards: &Hazards, value: impl Fn(&f64) -> u32) -> Self {
        // Axes of length 1 get stride 0: every position reads the same value.
        let mut strides = [0usize; 6];
        let mut step = 1;
        for axis in (0..6).rev() {
            let len = hazards.len_of(Axis(axis));
            strides[axis] = if len > 1 { step } else { 0 };
            step *= len;
        }
        let class_offset = (0..CLASSES)
            .map(|class| {
                let s = Status::of_class(class);
                let at = [s.sex(), s.ability() as usize, s.dementia() as usize, s.household()];
                at.iter().zip(&strides[2..]).map(|(i, stride)| i * stride).sum::<usize>() as u32
            })
            .collect();
        ProbabilityTable {
            values: hazards.iter().map(value).collect(),
            year_stride: strides[0],
            age_stride: strides[1],
            class_offset,
        }
    }

    /// The threshold for a year and age (both counted from their first) and a class.
    #[inline]
    pub fn get(&self, year: usize, age: usize, class: usize) -> u32 {
        self.values[year * self.year_stride + age * self.age_stride + self.class_offset[class] as usize]
    }
}

/// The fixed bands into which the unit interval is cut, one an event, for every age and class. They
/// depend on the baseline alone, never on a replicate's parameters or a policy: a draw names the
/// same candidate event in every scenario.
#[derive(Clone, Debug)]
pub struct Bands {
    events: usize,
    /// `[age][class][event]`: upper end of each event's band.
    ends: Vec<u32>,
    /// `[age][class]`: the end of the last band.
    bounds: Vec<u32>,
}

/// Bands that do not fit into the unit interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overfull {
    /// Completed age.
    pub age: usize,
    /// The class whose bands add up to more than one.
    pub status: Status,
    /// Sum of the bands.
    pub sum: f64,
}

impl Bands {
    /// Stacks the bands of all events, each given by its width as a yearly hazard (one year deep).
    pub fn stack(widths: &[Hazards]) -> Result<Self, Overfull> {
        let tables: Vec<ProbabilityTable> = widths.iter().map(ProbabilityTable::new).collect();
        let events = tables.len();
        let mut ends = Vec::with_capacity(AGES * CLASSES * events);
        let mut bounds = Vec::with_capacity(AGES * CLASSES);
        for age in 0..AGES {
            for class in 0..CLASSES {
                let mut end = 0u64;
                for table in &tables {
                    end += u64::from(table.get(0, age, class));
                    ends.push(end.min(u64::from(u32::MAX)) as u32);
                }
                bounds.push(end.min(u64::from(u32::MAX)) as u32);
                if end > u64::from(u32::MAX) {
                    let sum = end as f64 / 4_294_967_296.0;
                    return Err(Overfull { age: age + crate::report::FIRST_AGE, status: Status::of_class(class), sum });
                }
            }
        }
        Ok(Bands { events, ends, bounds })
    }

    /// Upper ends of the bands of an age (from 60) and class.
    #[inline]
    pub fn ends(&self, age: usize, class: usize) -> &[u32] {
        let at = (age * CLASSES + class) * self.events;
        &self.ends[at..at + self.events]
    }

    /// The bound below which a draw names any event at all.
    #[inline]
    pub fn bound(&self, age: usize, class: usize) -> u32 {
        self.bounds[age * CLASSES + class]
    }
}
