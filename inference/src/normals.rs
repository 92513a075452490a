//! Numbers for samplers, each with its address.
use agents::decision;
use sim_core::{Draws, Month};

/// The numbers of one chain.
#[derive(Clone, Copy)]
pub(crate) struct Numbers(Draws);

/// What a number is for; part of its address.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    Start,
    Ellipse,
    Threshold,
    Angle,
    Screening,
}

impl Numbers {
    pub fn new(seed: u64, chain: u32) -> Self {
        Numbers(Draws::new(seed, chain))
    }

    /// A uniform number in [0, 1): the `index`-th of step `step`.
    pub fn uniform(self, purpose: Purpose, step: u32, index: u32) -> f64 {
        self.at(purpose, step, u64::from(index) << 1)
    }

    fn at(self, purpose: Purpose, step: u32, index: u64) -> f64 {
        let person = u64::from(step) << 32 | index;
        self.0.uniform(person, Month::from_index(purpose as i32), decision::INFERENCE)
    }

    /// A standard normal number (Box and Muller). `index` is below 2^31.
    pub fn normal(self, purpose: Purpose, step: u32, index: u32) -> f64 {
        let [radius, angle] = [0, 1].map(|half| self.at(purpose, step, u64::from(index) << 1 | half));
        libm::sqrt(-2.0 * libm::log(1.0 - radius)) * libm::cos(std::f64::consts::TAU * angle)
    }
}
