//! What moves the demand for beds, between scenarios and over time: a product of factors by cell, see [`super::cells`].
use super::cells::{ABILITIES, Cells, December};
use super::shapley::shapley;
use super::side::{CARE_CELLS, CareColumn, SideYears};
use outputs::PyramidCounts;
use serde::Serialize;
use std::collections::BTreeMap;

/// What moved the demand for beds in December, persons; means over replicates. Each driver's part is averaged over all
/// orders of the four (Shapley); before + ageing + prevalence + households + propensity = after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct BedDemandDrivers {
    /// Demand in scenario A, or in the earlier year.
    pub before: f64,
    /// Number of elders, their ages and sexes.
    pub ageing: f64,
    /// How many of each sex and age are disabled, and how severely.
    pub prevalence: f64,
    /// How many of each sex, age and ability live alone.
    pub households: f64,
    /// Beds demanded by one person of an ability and living arrangement: prices, services, waiting, habits.
    pub propensity: f64,
    /// Demand in scenario B, or in the later year.
    pub after: f64,
}

impl BedDemandDrivers {
    /// Of one replicate.
    pub(super) fn between(a: &Cells, b: &Cells) -> Self {
        let [ageing, prevalence, households, _] = shapley(|changed| Cells::mixed(a, b, changed));
        Self::closed(a.demand, ageing, prevalence, households, b.demand)
    }

    /// Propensity is what is left, which is its own part up to rounding, so that sums are exact.
    fn closed(before: f64, ageing: f64, prevalence: f64, households: f64, after: f64) -> Self {
        let propensity = after - before - ageing - prevalence - households;
        BedDemandDrivers { before, ageing, prevalence, households, propensity, after }
    }

    /// The mean over replicates, in their order; none of none.
    pub(super) fn mean(of: impl ExactSizeIterator<Item = Self>) -> Option<Self> {
        let n = of.len() as f64;
        let sum = of.reduce(|sum, one| BedDemandDrivers {
            before: sum.before + one.before,
            ageing: sum.ageing + one.ageing,
            prevalence: sum.prevalence + one.prevalence,
            households: sum.households + one.households,
            propensity: 0.0,
            after: sum.after + one.after,
        })?;
        Some(Self::closed(sum.before / n, sum.ageing / n, sum.prevalence / n, sum.households / n, sum.after / n))
    }
}

/// The cells of every December, by year, then replicate.
pub(super) fn decembers(
    side: &SideYears,
    pyramids: &BTreeMap<i32, Vec<Vec<PyramidCounts>>>,
) -> BTreeMap<i32, Vec<Cells>> {
    let of_year = |(year, pyramids): (&i32, &Vec<Vec<PyramidCounts>>)| {
        let cells = pyramids.iter().enumerate().map(|(replicate, pyramid)| {
            let mut december = December {
                residents: side.residents(*year, replicate),
                demand: side.demand(*year, replicate),
                ..December::default()
            };
            for (number, (_, living, _)) in CARE_CELLS.iter().enumerate() {
                let (ability, together) = (number * ABILITIES / CARE_CELLS.len(), usize::from(*living != "alone"));
                let of = |column| side.care(column, number, *year, replicate);
                december.disabled[ability][together] += of(CareColumn::Persons);
                december.in_bed[ability][together] += of(CareColumn::InBed);
            }
            Cells::of(pyramid, &december)
        });
        (*year, cells.collect())
    };
    pyramids.iter().map(of_year).collect()
}
