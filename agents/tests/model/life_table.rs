//! People die as the life table says: by age and sex, at every age, though deaths are drawn by
//! ability and dementia. Deaths of a closed district without shocks against the table as it was read.
use super::ensembles::{CLOSED, CLOSED_BORDERS};
use super::life_histories::live;
use super::worlds::{baseline, changed, reference, world};
use agents::report::{AGES, FIRST_AGE, PyramidCell};
use agents::status::{Ability, Severity};
use std::collections::BTreeMap;

const SEXES: [&str; 2] = ["men", "women"];

/// Deaths of one sex and age with what the table makes of the months lived there.
#[derive(Clone, Copy, Default)]
struct Cell {
    deaths: f64,
    months: f64,
    /// Deaths the table expects in those months.
    expected: f64,
    /// Variance of the deaths: given the months lived, each month is one toss.
    variance: f64,
}

impl Cell {
    fn simulated(&self) -> f64 {
        self.deaths / self.months
    }

    fn of_table(&self) -> f64 {
        self.expected / self.months
    }

    fn z(&self) -> f64 {
        (self.deaths - self.expected) / self.variance.sqrt()
    }
}

/// The probability of dying within a month at the table's yearly rate. (Rate times a twelfth is more
/// than the table says: those who die do not live their whole month. 2 % at a rate of 0.5.)
fn monthly(rate: f64) -> f64 {
    1.0 - (-rate / 12.0).exp()
}

/// Deaths and months of all replicates in `years`, `[sex][age from 60]`.
fn deaths(years: std::ops::RangeInclusive<i32>) -> [Vec<Cell>; 2] {
    let table = baseline("changning").district.mortality;
    let mut cells = [vec![Cell::default(); AGES], vec![Cell::default(); AGES]];
    for end in CLOSED.0.iter().flatten().filter(|end| years.contains(&end.year)) {
        for (i, PyramidCell { deaths, months_lived, .. }) in end.pyramid.cells.iter().enumerate() {
            let (sex, age) = (i / AGES, i % AGES);
            let (q, months) = (monthly(table.rate(end.year, sex, FIRST_AGE + age)), *months_lived as f64);
            let cell = &mut cells[sex][age];
            cell.deaths += *deaths as f64;
            cell.months += months;
            cell.expected += months * q;
            cell.variance += months * q * (1.0 - q);
        }
    }
    cells
}

/// Shares alive on the birthdays from 60 to 110, at monthly death probabilities by age.
fn survivors(monthly_death: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut alive = vec![1.0];
    for q in monthly_death.take(AGES - 1) {
        alive.push(alive[alive.len() - 1] * (1.0 - q).powi(12));
    }
    alive
}

/// Years to live at 60, up to the 110th birthday, and their Monte Carlo standard error (Chiang's
/// formula, deaths of each age independent given the months lived).
fn life_expectancy(cells: &[Cell], death: impl Fn(&Cell) -> f64) -> (f64, f64) {
    let alive = survivors(cells.iter().map(&death));
    // Years lived within each age by one who reaches it; deaths fall at the month's middle on average.
    let within = |q: f64| (0..12).map(|m| (1.0 - q).powi(m) * (1.0 - q / 2.0) / 12.0).sum::<f64>();
    let (mut years, mut variance) = (0.0, 0.0);
    // Nobody may have reached the last ages: those who would live no years more.
    let reached = cells.iter().take(AGES - 1).take_while(|cell| cell.months > 0.0).count();
    for (age, cell) in cells.iter().enumerate().take(reached).rev() {
        let q = death(cell);
        // `years` are still those of one who reaches the next age.
        let p_change = 12.0 * (1.0 - q).powi(11) * (years + 0.5);
        variance += (alive[age] * p_change).powi(2) * q * (1.0 - q) / cell.months;
        years = within(q) + (1.0 - q).powi(12) * years;
    }
    (years, variance.sqrt())
}

#[test]
fn deaths_by_age_and_sex_are_the_tables() {
    let mut chi_square = 0.0;
    let mut tested = 0;
    for (sex, cells) in deaths(2021..=2035).iter().enumerate() {
        for (age, cell) in cells.iter().enumerate() {
            if cell.expected < 20.0 {
                continue; // too few for a normal deviate
            }
            let z = cell.z();
            println!(
                "{} {}: {:.0} deaths of {:.1}, z {z:+.2}",
                SEXES[sex],
                FIRST_AGE + age,
                cell.deaths,
                cell.expected
            );
            // One of a hundred standard normal deviates is beyond 4 once in 160 such tests.
            assert!(
                z.abs() < 4.0,
                "{} of {}: {} deaths, {:.1} expected, z {z:.2}",
                SEXES[sex],
                FIRST_AGE + age,
                cell.deaths,
                cell.expected
            );
            chi_square += z * z;
            tested += 1;
        }
        // All ages together show what is too small to be seen at any one of them.
        let sum = |part: fn(&Cell) -> f64| cells.iter().map(part).sum::<f64>();
        let (deaths, expected) = (sum(|cell| cell.deaths), sum(|cell| cell.expected));
        let z = (deaths - expected) / sum(|cell| cell.variance).sqrt();
        let found = format!("{deaths} deaths of {expected:.0}, {:+.3} %, z {z:+.2}", 100.0 * (deaths / expected - 1.0));
        println!("{}: {found}", SEXES[sex]);
        assert!(z.abs() < 4.0, "{}: {found}", SEXES[sex]);
    }
    // Mean `tested`, variance twice that; 4 standard deviations on either side.
    let spread = 4.0 * (2.0 * f64::from(tested)).sqrt();
    println!("chi-square {chi_square:.1} on {tested} ages");
    assert!(tested > 80, "{tested} ages with enough deaths");
    assert!((chi_square - f64::from(tested)).abs() < spread, "chi-square {chi_square:.1} on {tested} ages");
}

fn check_life_expectancy(years: std::ops::RangeInclusive<i32>) {
    for (sex, cells) in deaths(years.clone()).iter().enumerate() {
        let (simulated, error) = life_expectancy(cells, Cell::simulated);
        let (of_table, _) = life_expectancy(cells, Cell::of_table);
        println!("{} {years:?}: {simulated:.3} years at 60, table {of_table:.3}, error {error:.3}", SEXES[sex]);
        assert!(error < 0.05, "{} {years:?}: an error of {error:.3} years says little", SEXES[sex]);
        assert!(
            (simulated - of_table).abs() < 4.0 * error,
            "{} {years:?}: {simulated:.3} years at 60, table {of_table:.3}, error {error:.3}",
            SEXES[sex]
        );
    }
}

#[test]
fn life_expectancy_at_60_is_the_tables() {
    check_life_expectancy(2021..=2023); // one and the same table
    check_life_expectancy(2021..=2035); // the average table of all years
}

#[test]
fn survivors_from_60_to_100_are_the_tables() {
    for (sex, cells) in deaths(2021..=2035).iter().enumerate() {
        let simulated = survivors(cells.iter().map(Cell::simulated));
        let of_table = survivors(cells.iter().map(Cell::of_table));
        let mut variance_of_log = 0.0; // Greenwood's formula
        for age in 0..=40 {
            let error = simulated[age] * f64::sqrt(variance_of_log);
            let difference = simulated[age] - of_table[age];
            if age % 10 == 0 {
                println!("{} {}: {:.4}, table {:.4}", SEXES[sex], FIRST_AGE + age, simulated[age], of_table[age]);
            }
            assert!(
                difference.abs() <= 4.0 * error,
                "{} alive at {}: {:.5}, table {:.5}, error {error:.5}",
                SEXES[sex],
                FIRST_AGE + age,
                simulated[age],
                of_table[age]
            );
            let q = cells[age].simulated();
            variance_of_log += 144.0 * q / ((1.0 - q) * cells[age].months);
        }
    }
}

/// Deaths and months of those with a state and those without, in one group of people of like age.
#[derive(Clone, Copy, Default)]
struct Pair {
    deaths: [f64; 2],
    months: [f64; 2],
}

/// Mantel and Haenszel's rate ratio over the groups, and the standard error of its logarithm.
fn rate_ratio(groups: impl Iterator<Item = Pair>) -> (f64, f64) {
    let (mut with, mut without, mut variance) = (0.0, 0.0, 0.0);
    for Pair { deaths, months } in groups {
        let all = months[0] + months[1];
        if all > 0.0 {
            with += deaths[1] * months[0] / all;
            without += deaths[0] * months[1] / all;
            variance += (deaths[0] + deaths[1]) * months[0] * months[1] / (all * all);
        }
    }
    (with / without, (variance / (with * without)).sqrt())
}

#[test]
fn the_disabled_and_the_demented_die_sooner_by_their_hazard_ratios() {
    // Outside homes, where residents have ratios of their own.
    let nobody_enters = [
        ("facility.occupancy_at_start", 0.0),
        ("bed.entry_independent", 0.0),
        ("bed.entry_mild", 0.0),
        ("bed.entry_moderate", 0.0),
        ("bed.entry_severe", 0.0),
    ];
    let baseline = changed(&baseline("changning").without_shocks(), &CLOSED_BORDERS);
    let baseline = changed(&baseline, &nobody_enters);
    let reference = reference(&baseline);
    let lives = live(world(&reference, 0), reference.district.start + 23);
    // Closed, so whoever is gone has died. By sex, age and the state at the month's start.
    let mut tolls: BTreeMap<(usize, i32, Ability, Severity), [f64; 2]> = BTreeMap::new();
    let last = reference.district.start + 23;
    for life in lives.values() {
        for (i, status) in life.statuses.iter().enumerate() {
            let month = life.first + i as i32;
            if month < last {
                let group = (status.sex(), (month - life.birth) / 12, status.ability(), status.severity());
                let toll = tolls.entry(group).or_default();
                toll[0] += f64::from(u8::from(i + 1 == life.statuses.len()));
                toll[1] += 1.0;
            }
        }
    }
    let ratio = |with: (Ability, Severity), without: (Ability, Severity)| {
        let ages = (60..=110).flat_map(|age| [(0, age), (1, age)]);
        rate_ratio(ages.map(|(sex, age)| {
            let toll = |(ability, severity)| tolls.get(&(sex, age, ability, severity)).copied().unwrap_or_default();
            let ([d1, m1], [d0, m0]) = (toll(with), toll(without));
            Pair { deaths: [d0, d1], months: [m0, m1] }
        }))
    };
    let well = (Ability::Independent, Severity::None);
    let p = reference.district.parameters(agents::parameters::ParameterChoice::Fixed, &sim_core::Draws::new(0, 0));
    for (what, state, expected) in [
        ("mild", (Ability::Mild, Severity::None), p.mortality_hazard_ratio_mild),
        ("moderate", (Ability::Moderate, Severity::None), p.mortality_hazard_ratio_moderate),
        ("severe", (Ability::Severe, Severity::None), p.mortality_hazard_ratio_severe),
        ("dementia", (Ability::Independent, Severity::Mild), p.mortality_hazard_ratio_dementia),
        ("moderate dementia", (Ability::Independent, Severity::Moderate), p.mortality_hazard_ratio_dementia.powi(2)),
    ] {
        let (found, error) = ratio(state, well);
        println!(
            "{what}: {found:.3} times the death rate of the well, {expected} wanted, {:.1} % error",
            100.0 * error
        );
        assert!(found > 1.0, "{what}: {found:.3}");
        // Monthly probabilities are concave in the rate, which takes up to 1 % off the highest ratio.
        let tolerance = 4.0 * error + 0.01;
        assert!((found / expected).ln().abs() < tolerance, "{what}: {found:.3}, {expected} wanted, {error:.3} error");
    }
}
