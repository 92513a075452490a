//! Elders of a December in cells of sex, age, ability and living arrangement, and the beds that those of a cell demand.
//!
//! No table holds all of it. The pyramid has ability by sex and age, and those living alone by sex and age; `care` has
//! all disabled elders by ability and living arrangement; `beds` has the district's demand. The cells are what is most
//! even among all that agree with the three (iterative proportional fitting: no interaction of age, ability and living
//! beyond that in the tables). With family and with the spouse only are told apart in no pyramid, so there are two living
//! arrangements: alone, and not.
//!
//! Who waits is told by type of bed, not by ability. Demand is shared out among cells as residents are: those disabled
//! by `care` (`in_bed`, counted before the decisions of the month), all others evenly to the independent: independent
//! elders, those with dementia among them, and the few dependants, who are no elders. So what those waiting differ in from
//! residents is not seen, nor that older independent elders want beds more often: the latter is in propensity instead of
//! ageing. Sums are exact all the same: the cells' demand adds up to the district's.
use outputs::PyramidCounts;

/// Independent, mild, moderate, severe.
pub(super) const ABILITIES: usize = 4;

/// Rounds of fitting. In runs of either baseline ten leave a thousandth of a person, thirty less than a millionth; the
/// sums of drivers do not depend on it.
const ROUNDS: usize = 30;

/// What else is known of a December, in persons.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct December {
    /// Disabled elders by ability (the first is not read), those living alone first.
    pub disabled: [[f64; 2]; ABILITIES],
    /// Of these, who lives in a home.
    pub in_bed: [[f64; 2]; ABILITIES],
    /// Who lives in a home, dependants among them.
    pub residents: f64,
    /// Residents and those who wait at home.
    pub demand: f64,
}

/// The cells of one replicate and December, as factors. None where nobody is there to have a share of.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    /// Demand of the district, persons.
    pub demand: f64,
    /// Elders by sex and age.
    persons: Vec<f64>,
    /// Shares of the abilities among them.
    abilities: Vec<Option<[f64; ABILITIES]>>,
    /// Share living alone of each ability.
    alone: Vec<[Option<f64>; ABILITIES]>,
    /// Beds demanded by one person: of each ability, alone first.
    propensity: [[Option<f64>; 2]; ABILITIES],
}

impl Cells {
    pub fn of(pyramid: &[PyramidCounts], december: &December) -> Cells {
        let counts: Vec<[f64; ABILITIES]> = pyramid.iter().map(by_ability).collect();
        let persons: Vec<f64> = counts.iter().map(|counts| counts.iter().sum()).collect();
        let living_alone: Vec<f64> = pyramid.iter().map(|cell| f64::from(cell.alone)).collect();
        let of_ability = alone_by_ability(&counts, &living_alone, december);
        let fitted = fit(&counts, &living_alone, &of_ability);
        let alone: Vec<[Option<f64>; ABILITIES]> = counts
            .iter()
            .zip(&fitted)
            .map(|(counts, fitted)| {
                std::array::from_fn(|k| (counts[k] > 0.0).then(|| (fitted[k] / counts[k]).clamp(0.0, 1.0)))
            })
            .collect();
        let mut in_cells = [[0.0; 2]; ABILITIES];
        for (counts, alone) in counts.iter().zip(&alone) {
            for (k, sums) in in_cells.iter_mut().enumerate() {
                let share = alone[k].unwrap_or(0.0);
                sums[0] += counts[k] * share;
                sums[1] += counts[k] * (1.0 - share);
            }
        }
        let shares =
            |(counts, persons): (&[f64; ABILITIES], &f64)| (*persons > 0.0).then(|| counts.map(|c| c / persons));
        Cells {
            demand: december.demand,
            abilities: counts.iter().zip(&persons).map(shares).collect(),
            persons,
            alone,
            propensity: propensity(&in_cells, december),
        }
    }

    /// The demand of `a` with those of its factors that have `changed` (elders, prevalence, living arrangement,
    /// propensity) as in `b`. A share of nobody is that of the other side.
    pub fn mixed(a: &Cells, b: &Cells, changed: [bool; 4]) -> f64 {
        let [elders, abilities, living, propensity] = changed.map(|changed| if changed { [b, a] } else { [a, b] });
        let mut demand = 0.0;
        for at in 0..a.persons.len().min(b.persons.len()) {
            let shares = abilities[0].abilities[at].or(abilities[1].abilities[at]).unwrap_or_default();
            let mut a_head = 0.0;
            for (k, share) in shares.into_iter().enumerate() {
                let alone = living[0].alone[at][k].or(living[1].alone[at][k]).unwrap_or(0.0);
                let of = |l: usize| propensity[0].propensity[k][l].or(propensity[1].propensity[k][l]).unwrap_or(0.0);
                a_head += share * (alone * of(0) + (1.0 - alone) * of(1));
            }
            demand += elders[0].persons[at] * a_head;
        }
        demand
    }
}

fn by_ability(cell: &PyramidCounts) -> [f64; ABILITIES] {
    let disabled = [cell.mild, cell.moderate, cell.severe].map(f64::from);
    let independent = (f64::from(cell.persons) - disabled.iter().sum::<f64>()).max(0.0);
    [independent, disabled[0], disabled[1], disabled[2]]
}

/// Persons of each ability who live alone: of the disabled by `care`, of the independent all others of the pyramid.
fn alone_by_ability(counts: &[[f64; ABILITIES]], living_alone: &[f64], december: &December) -> [f64; ABILITIES] {
    let of_ability = |k: usize| counts.iter().map(|counts| counts[k]).sum::<f64>();
    let mut left: f64 = living_alone.iter().sum();
    let mut alone = [0.0; ABILITIES];
    for (k, (alone, [alone_here, together])) in alone.iter_mut().zip(december.disabled).enumerate().skip(1) {
        let known = alone_here + together;
        *alone = if known > 0.0 { alone_here / known * of_ability(k) } else { 0.0 };
        left -= *alone;
    }
    alone[0] = left.clamp(0.0, of_ability(0));
    alone
}

/// Persons living alone by sex and age, and ability.
fn fit(counts: &[[f64; ABILITIES]], living_alone: &[f64], of_ability: &[f64; ABILITIES]) -> Vec<[f64; ABILITIES]> {
    // Both start as even as they can; each round makes the three sums right in turn.
    let mut alone = counts.to_vec();
    let mut together = counts.to_vec();
    let scale = |wanted: f64, found: f64| if found > 0.0 { wanted.max(0.0) / found } else { 0.0 };
    let totals: [f64; ABILITIES] = std::array::from_fn(|k| counts.iter().map(|counts| counts[k]).sum());
    for _ in 0..ROUNDS {
        for ((alone, together), (counts, living_alone)) in
            alone.iter_mut().zip(&mut together).zip(counts.iter().zip(living_alone))
        {
            let up = scale(*living_alone, alone.iter().sum());
            let down = scale(counts.iter().sum::<f64>() - living_alone, together.iter().sum());
            alone.iter_mut().for_each(|persons| *persons *= up);
            together.iter_mut().for_each(|persons| *persons *= down);
        }
        for k in 0..ABILITIES {
            let up = scale(of_ability[k], alone.iter().map(|alone| alone[k]).sum());
            let down = scale(totals[k] - of_ability[k], together.iter().map(|together| together[k]).sum());
            alone.iter_mut().for_each(|alone| alone[k] *= up);
            together.iter_mut().for_each(|together| together[k] *= down);
        }
        for ((alone, together), counts) in alone.iter_mut().zip(&mut together).zip(counts) {
            for k in 0..ABILITIES {
                let right = scale(counts[k], alone[k] + together[k]);
                alone[k] *= right;
                together[k] *= right;
            }
        }
    }
    alone
}

/// Beds demanded by one person of each cell: the district's demand, shared out as residents are.
fn propensity(in_cells: &[[f64; 2]; ABILITIES], december: &December) -> [[Option<f64>; 2]; ABILITIES] {
    let disabled: f64 = december.in_bed.iter().skip(1).flatten().sum();
    let others = (december.residents - disabled).max(0.0);
    let mut residents = december.in_bed;
    let independent: f64 = in_cells[0].iter().sum();
    residents[0] = in_cells[0].map(|persons| if independent > 0.0 { others * persons / independent } else { 0.0 });
    for (residents, persons) in residents.iter_mut().flatten().zip(in_cells.iter().flatten()) {
        if *persons <= 0.0 {
            *residents = 0.0;
        }
    }
    // Where nobody lives in a home, evenly.
    let shared = if residents.iter().flatten().sum::<f64>() > 0.0 { &residents } else { in_cells };
    let all: f64 = shared.iter().flatten().sum();
    std::array::from_fn(|k| {
        std::array::from_fn(|l| {
            (in_cells[k][l] > 0.0 && all > 0.0).then(|| december.demand * shared[k][l] / all / in_cells[k][l])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_agree_with_all_that_is_known() {
        let cell = |persons, mild, severe, alone| PyramidCounts { persons, mild, severe, alone, ..Default::default() };
        let pyramid = [cell(100, 5, 1, 10), cell(60, 10, 6, 20), cell(0, 0, 0, 0)];
        let mut december = December { residents: 12.0, demand: 30.0, ..Default::default() };
        december.disabled = [[0.0; 2], [9.0, 6.0], [0.0; 2], [2.0, 5.0]];
        december.in_bed = [[0.0; 2], [1.0, 2.0], [0.0; 2], [2.0, 3.0]];
        let cells = Cells::of(&pyramid, &december);
        let mut by_age = [0.0; 3];
        let mut of_ability = [0.0; ABILITIES];
        for (at, counts) in pyramid.iter().map(by_ability).enumerate() {
            for k in 0..ABILITIES {
                let alone = counts[k] * cells.alone[at][k].unwrap_or(0.0);
                by_age[at] += alone;
                of_ability[k] += alone;
            }
        }
        let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-3, "{found}, not {expected}");
        by_age.into_iter().zip([10.0, 20.0, 0.0]).for_each(|(found, expected)| near(found, expected));
        of_ability.into_iter().zip([19.0, 9.0, 0.0, 2.0]).for_each(|(found, expected)| near(found, expected));
        // A resident stands for 30/12 of those who demand a bed.
        near(cells.propensity[3][0].unwrap(), 2.0 * 2.5 / 2.0);
        near(cells.propensity[1][1].unwrap(), 2.0 * 2.5 / 6.0);
        near(cells.propensity[0][0].unwrap(), 4.0 * 2.5 / 138.0);
        assert_eq!(cells.propensity[2], [None; 2]);
        assert!((Cells::mixed(&cells, &cells, [false; 4]) - 30.0).abs() < 1e-12);
    }

    #[test]
    fn demand_of_nobody_in_a_home_is_shared_out_evenly() {
        let pyramid = [PyramidCounts { persons: 10, ..Default::default() }];
        let cells = Cells::of(&pyramid, &December { demand: 5.0, ..Default::default() });
        assert_eq!(cells.propensity[0], [None, Some(0.5)]);
        let nobody = Cells::of(&[PyramidCounts::default()], &December { demand: 5.0, ..Default::default() });
        assert_eq!((nobody.propensity, Cells::mixed(&nobody, &cells, [true; 4])), ([[None; 2]; ABILITIES], 5.0));
    }
}
