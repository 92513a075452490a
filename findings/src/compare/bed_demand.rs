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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Four cells of sex and age, any of which may be empty, and whatever homes say.
    fn december() -> impl Strategy<Value = (Vec<PyramidCounts>, December)> {
        let cell = (0u32..300, prop::array::uniform3(0u32..40), 0u32..60).prop_map(
            |(more, [mild, moderate, severe], alone)| {
                // Disabled and living alone are some of all.
                let persons = if more < 50 { mild + moderate + severe } else { more + mild + moderate + severe };
                PyramidCounts { persons, mild, moderate, severe, alone: alone.min(persons), ..Default::default() }
            },
        );
        let by_living = || prop::array::uniform4(prop::array::uniform2(0.0..30.0f64));
        (prop::collection::vec(cell, 4), by_living(), by_living(), 0.0..100.0f64, 0.0..300.0f64).prop_map(
            |(pyramid, disabled, in_bed, residents, demand)| {
                (pyramid, December { disabled, in_bed, residents, demand })
            },
        )
    }

    proptest! {
        #[test]
        fn drivers_add_up_exactly_whatever_the_tables_hold(a in december(), b in december()) {
            let [before, after] = [a, b].map(|(pyramid, december)| Cells::of(&pyramid, &december));
            let d = BedDemandDrivers::between(&before, &after);
            let change = after.demand - before.demand;
            prop_assert!((d.ageing + d.prevalence + d.households + d.propensity - change).abs() < 1e-9);
            // What is left is propensity's own part, wherever there are elders to demand beds.
            let has_elders = |cells: &Cells| Cells::mixed(cells, cells, [false; 4]) > 0.0;
            if has_elders(&before) && has_elders(&after) {
                let [.., propensity] = shapley(|changed| Cells::mixed(&before, &after, changed));
                prop_assert!((d.propensity - propensity).abs() < 1e-7, "{} against {}", d.propensity, propensity);
            }
            let same = BedDemandDrivers::between(&before, &before);
            prop_assert_eq!([same.ageing, same.prevalence, same.households, same.propensity], [0.0; 4]);
        }
    }

    #[test]
    fn twice_as_many_elders_are_all_ageing_and_more_beds_wanted_a_head_all_propensity() {
        let cell = |persons, severe, alone| PyramidCounts { persons, severe, alone, ..Default::default() };
        let mut december = December { residents: 10.0, demand: 20.0, ..Default::default() };
        december.disabled[3] = [4.0, 6.0];
        december.in_bed[3] = [2.0, 4.0];
        let before = Cells::of(&[cell(100, 4, 20), cell(50, 6, 15)], &december);
        let doubled = December { demand: 40.0, ..december };
        let elders = Cells::of(&[cell(200, 8, 40), cell(100, 12, 30)], &doubled);
        let d = BedDemandDrivers::between(&before, &elders);
        for (part, expected) in
            [d.ageing, d.prevalence, d.households, d.propensity].into_iter().zip([20.0, 0.0, 0.0, 0.0])
        {
            assert!((part - expected).abs() < 1e-9, "{d:?}");
        }
        let wanted = Cells::of(&[cell(100, 4, 20), cell(50, 6, 15)], &doubled);
        let d = BedDemandDrivers::between(&before, &wanted);
        assert_eq!([d.ageing, d.prevalence, d.households, d.propensity], [0.0, 0.0, 0.0, 20.0]);
        // Where more are disabled demand grows by that, not by their number.
        let ill = Cells::of(&[cell(100, 8, 20), cell(50, 12, 15)], &December { demand: 27.0, ..december });
        let d = BedDemandDrivers::between(&before, &ill);
        assert!(d.prevalence > 5.0 && d.ageing.abs() < 1e-9, "{d:?}");
    }
}
