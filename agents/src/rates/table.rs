//! From yearly hazards to the integer thresholds of the monthly screen.
use crate::report::AGES;
use crate::status::{ABILITIES, CLASSES, DEMENTIAS, HOUSEHOLDS, INCOMES, Status};
use ndarray::{Array6, Axis};
use sim_core::threshold;

/// Yearly hazards by `[year, age, sex, ability, dementia, household]`. An axis on which an event does
/// not depend has length 1.
pub type Hazards = Array6<f64>;

/// Room for events: a row of bands is one cache line.
pub const MOST_EVENTS: usize = 16;

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
                let at = [s.sex(), s.ability() as usize, s.dementia_state(), s.household()];
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

/// One, in the fixed-point factors of [`EventTables`].
pub const SCALE: u64 = 1 << 16;

/// The tables of all life events in one column.
#[derive(Clone, Debug)]
pub struct EventTables {
    values: Vec<u32>,
    shapes: [Shape; MOST_EVENTS],
    /// `[event][class]`: see [`ProbabilityTable`].
    class_offsets: Vec<u32>,
    /// Factors of the probabilities by event and income, in units of [`SCALE`].
    by_income: [[u32; 4]; MOST_EVENTS],
}

/// Where an event's values are.
#[derive(Clone, Copy, Debug, Default)]
struct Shape {
    first: u32,
    year_stride: u32,
    age_stride: u32,
}

/// The tables of one year.
pub struct YearTables<'a> {
    values: &'a [u32],
    class_offsets: &'a [u32],
    /// First value of the year and stride of ages, by event.
    shapes: [(u32, u32); MOST_EVENTS],
}

impl EventTables {
    /// Puts the tables of at most [`MOST_EVENTS`] events together, with the factors of each by income.
    pub fn new(tables: &[ProbabilityTable], by_income: &[[f64; INCOMES]]) -> Self {
        let mut all = EventTables {
            values: Vec::with_capacity(tables.iter().map(|table| table.values.len()).sum()),
            shapes: [Shape::default(); MOST_EVENTS],
            class_offsets: vec![0; MOST_EVENTS * CLASSES],
            by_income: [[SCALE as u32; 4]; MOST_EVENTS],
        };
        for (scales, factors) in all.by_income.iter_mut().zip(by_income) {
            for (scale, factor) in scales.iter_mut().zip(factors) {
                *scale = libm::round(factor * SCALE as f64) as u32;
            }
        }
        for (event, table) in tables.iter().enumerate() {
            all.shapes[event] = Shape {
                first: all.values.len() as u32,
                year_stride: table.year_stride as u32,
                age_stride: table.age_stride as u32,
            };
            all.values.extend_from_slice(&table.values);
            all.class_offsets[event * CLASSES..][..CLASSES].copy_from_slice(&table.class_offset);
        }
        all
    }

    /// The factor of an event's probability for an income, in units of [`SCALE`].
    #[inline]
    pub fn by_income(&self, event: usize, income: usize) -> u64 {
        u64::from(self.by_income[event % MOST_EVENTS][income % 4])
    }

    /// Those of a year, counted from the first.
    pub fn of_year(&self, year: usize) -> YearTables<'_> {
        YearTables {
            values: &self.values,
            class_offsets: &self.class_offsets,
            shapes: self.shapes.map(|shape| (shape.first + year as u32 * shape.year_stride, shape.age_stride)),
        }
    }
}

impl YearTables<'_> {
    /// Where the threshold of an event, an age (from 60) and a class is.
    #[inline]
    pub fn at(&self, event: usize, age: usize, class: usize) -> u32 {
        let (first, age_stride) = self.shapes[event % MOST_EVENTS];
        first + age as u32 * age_stride + self.class_offsets[event * CLASSES + class]
    }

    /// The threshold of an event, an age and a class.
    pub fn get(&self, event: usize, age: usize, class: usize) -> u32 {
        self.value(self.at(event, age, class))
    }

    /// The threshold there.
    #[inline]
    pub fn value(&self, at: u32) -> u32 {
        self.values[at as usize]
    }
}

/// The fixed bands into which the unit interval is cut, one an event, for every age and class. They
/// depend on the baseline alone, never on a replicate's parameters or a policy: a draw names the
/// same candidate event in every scenario.
#[derive(Clone, Debug)]
pub struct Bands {
    /// `[age][class]`.
    rows: Vec<BandRow>,
    /// `[age][class]`: the end of the last band.
    bounds: Vec<u32>,
}

/// Where each event's band begins, for one age and class: one cache line.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct BandRow([u32; MOST_EVENTS]);

impl BandRow {
    /// How wide an event's band is; of the last event, up to the end of the interval.
    pub fn width(&self, event: usize) -> u32 {
        self.0.get(event + 1).copied().unwrap_or(u32::MAX) - self.0[event]
    }

    /// The event that a draw below the bound names, and where its band begins.
    #[inline(always)]
    pub fn event(&self, draw: u32) -> (usize, u32) {
        let mut event = 0;
        for step in [8, 4, 2, 1] {
            event += if draw >= self.0[(event + step) % MOST_EVENTS] { step } else { 0 };
        }
        let event = event % MOST_EVENTS;
        (event, self.0[event])
    }
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
        let mut rows = Vec::with_capacity(AGES * CLASSES);
        let mut bounds = Vec::with_capacity(AGES * CLASSES);
        for age in 0..AGES {
            for class in 0..CLASSES {
                let mut end = 0u64;
                let mut row = BandRow([u32::MAX; MOST_EVENTS]);
                for (start, table) in row.0.iter_mut().zip(&tables) {
                    *start = end.min(u64::from(u32::MAX)) as u32;
                    end += u64::from(table.get(0, age, class));
                }
                rows.push(row);
                bounds.push(end.min(u64::from(u32::MAX)) as u32);
                if end > u64::from(u32::MAX) {
                    let sum = end as f64 / 4_294_967_296.0;
                    return Err(Overfull { age: age + crate::report::FIRST_AGE, status: Status::of_class(class), sum });
                }
            }
        }
        Ok(Bands { rows, bounds })
    }

    /// The bands of an age (from 60) and class.
    #[inline]
    pub fn row(&self, age: usize, class: usize) -> &BandRow {
        &self.rows[age * CLASSES + class]
    }

    /// Where the first band begins: 0, but it takes the row into the cache.
    #[inline]
    pub fn touch(&self, age: usize, class: usize) -> u32 {
        self.row(age, class).0[0]
    }

    /// The bound below which a draw names any event at all.
    #[inline]
    pub fn bound(&self, age: usize, class: usize) -> u32 {
        self.bounds[age * CLASSES + class]
    }
}
