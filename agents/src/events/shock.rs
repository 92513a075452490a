//! Deaths of a dated shock, such as an epidemic wave (疫情). Drawn apart from the month's event, so a
//! district with the shock and one without share every other draw.
use crate::district::District;
use crate::parameters::ParameterChoice;
use crate::rates::{ProbabilityTable, Rates};
use crate::report::FIRST_AGE;
use sim_core::{Draws, Month};

/// The probabilities of shock death, month by month.
#[derive(Clone, Debug, Default)]
pub struct ShockTables(Vec<(Month, ProbabilityTable)>);

impl ShockTables {
    /// The shocks of `district` with this replicate's ratios: the excess hazard is (ratio - 1) times
    /// the hazard of death, so the frail die first in a shock too. Shocks of the same month add up.
    pub fn new(district: &District, choice: ParameterChoice, draws: &Draws, rates: &Rates) -> Self {
        let mut tables = Vec::new();
        if district.shocks.is_empty() {
            return ShockTables(tables);
        }
        let death = (super::death::EVENT.hazard)(rates);
        let mut month = district.start;
        while month <= district.end {
            let year = (month.year() - district.start.year()) as usize;
            let mut excess = vec![0.0; crate::report::AGES];
            for shock in district.shocks.iter().filter(|s| s.month <= month && month - s.month < s.months) {
                for (band, (from_age, ratio)) in shock.mortality.iter().enumerate() {
                    let id = format!("shock.{}.{from_age}", shock.id);
                    let ratio = choice.value(draws, &id, ratio);
                    let to_age = shock.mortality.get(band + 1).map_or(usize::MAX, |next| next.0);
                    for (age, excess) in excess.iter_mut().enumerate() {
                        if (*from_age..to_age).contains(&(FIRST_AGE + age)) {
                            *excess += ratio - 1.0;
                        }
                    }
                }
            }
            if excess.iter().any(|e| *e > 0.0) {
                let layer = death.slice(ndarray::s![year..=year, .., .., .., .., ..]);
                let mut hazards = layer.to_owned();
                for ((_, age, ..), hazard) in hazards.indexed_iter_mut() {
                    *hazard *= excess[age].max(0.0);
                }
                tables.push((month, ProbabilityTable::new(&hazards)));
            }
            month = month + 1;
        }
        ShockTables(tables)
    }

    /// The table of `month`, if a shock is on.
    pub fn get(&self, month: Month) -> Option<&ProbabilityTable> {
        self.0.iter().find(|(m, _)| *m == month).map(|(_, table)| table)
    }
}
