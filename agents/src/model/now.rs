//! The month that is lived, and the tables it is lived by.
use super::Model;
use sim_core::Month;

/// What all rules of a month read.
#[derive(Clone, Copy)]
pub struct Now<'a> {
    /// The replicate's tables.
    pub model: &'a Model,
    /// The month.
    pub month: Month,
    /// The same, counted from the first simulated one.
    pub number: i16,
}

impl<'a> Now<'a> {
    /// The month of a model.
    pub fn new(model: &'a Model, month: Month) -> Self {
        Now { model, month, number: (month - model.district().start) as i16 }
    }

    /// The simulated year, from 0; the month before the start counts with the first.
    pub fn year(&self) -> usize {
        (self.month.year() - self.model.district().start.year()).max(0) as usize
    }
}
