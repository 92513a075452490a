//! What a calibration compares: published numbers on the scale on which their errors are symmetric.
use scenarios::{Observation, Scale, Statistic};

/// A published number to meet.
#[derive(Clone, Debug)]
pub struct Target {
    /// The published number.
    pub observation: Observation,
    /// Its place on its scale.
    pub at: f64,
    /// One standard deviation of its error there.
    pub sd: f64,
    scale: Scale,
    /// Added before the scale: 1 to a growth, which may be negative.
    offset: f64,
}

impl Target {
    /// The target of a published number.
    pub fn of(observation: &Observation) -> Target {
        let is_growth = observation.statistic == Statistic::Growth;
        let (scale, offset) = if is_growth { (Scale::Log, 1.0) } else { (Scale::of_unit(&observation.unit), 0.0) };
        let value = observation.value + offset;
        let slope = match scale {
            Scale::Log => 1.0 / value.abs().max(1e-9),
            Scale::Logit => Scale::Logit.error(value, 1.0),
        };
        let (at, sd) = (scale.of(value), observation.error * slope);
        Target { observation: observation.clone(), at, sd, scale, offset }
    }

    /// A simulated value on the scale; none where it has no place there.
    pub fn scaled(&self, value: f64) -> Option<f64> {
        let value = value + self.offset;
        let is_inside = value > 0.0 && (self.scale == Scale::Log || value < 1.0);
        is_inside.then(|| self.scale.of(value))
    }

    /// The value at a place on the scale.
    pub fn value(&self, at: f64) -> f64 {
        self.scale.value(at) - self.offset
    }
}
