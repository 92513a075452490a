//! The rule of what stands for a year: of flows the sum of the simulated months, of everything else the last simulated
//! month, a December where the year is whole. The same on every surface; the unit says which ([`of_year`]).
use agents::text::Label;
use outputs::{Indicator, OfYear};

/// What stands for a year of an indicator.
pub fn of_year(indicator: &Indicator) -> Label {
    match OfYear::of_unit(indicator.unit) {
        OfYear::Sum => Label::new("全年合计", "sum of the year"),
        _ => Label::new("年末", "year's end"),
    }
}
