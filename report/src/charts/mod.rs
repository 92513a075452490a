//! Charts, built once here for report and dashboard: one file a kind.
mod bars;
mod fan;
mod intervals;
mod lines;
mod pyramid;
mod stack;
mod style;
mod waterfall;

pub use bars::{Bars, bars};
pub use fan::{FanChart, Mark, fan_chart};
pub use intervals::{IntervalRow, Intervals, intervals};
pub use lines::{Line, Lines, lines};
pub use pyramid::{Outline, pyramid};
pub use stack::{Layer, Stack, stack};
pub use style::{COLOURS, Colour, History};
pub use waterfall::{Step, waterfall};
