//! The gradient by income: the poor die and decline sooner, and all together as before.
use super::ensembles::CLOSED_BORDERS;
use super::life_histories::live;
use super::worlds::{baseline, changed, reference, world};
use agents::status::{Ability, Income};

const AGES: usize = 60;

/// Person-months and deaths by age, and person-months of the moderately and severely disabled, of a sex and income.
#[derive(Clone)]
struct Toll {
    months: [f64; AGES],
    deaths: [f64; AGES],
    disabled: [f64; AGES],
}

impl Toll {
    /// Life expectancy at 65, up to age 105, and the years of it with a disability.
    fn at_65(&self) -> [f64; 2] {
        let (mut alive, mut years) = (1.0, [0.0; 2]);
        for age in 5..45 {
            let months = self.months[age].max(1.0);
            let survives = (1.0 - self.deaths[age] / months).powi(12);
            let lived = alive * (1.0 + survives) / 2.0;
            years[0] += lived;
            years[1] += lived * self.disabled[age] / months;
            alive *= survives;
        }
        years
    }
}

#[test]
fn the_poor_die_and_decline_sooner_as_cohorts_found() {
    const MONTHS: i32 = 60;
    let baseline = changed(&baseline("changning").without_shocks(), &CLOSED_BORDERS);
    let reference = reference(&baseline);
    let last = reference.district.start + MONTHS - 1;
    let none = Toll { months: [0.0; AGES], deaths: [0.0; AGES], disabled: [0.0; AGES] };
    let mut tolls = vec![none; 2 * 3];
    for life in live(world(&reference, 0), last).into_values() {
        for (at, status) in life.statuses.iter().enumerate() {
            let month = life.first + at as i32;
            if month < last {
                let age = (((month - life.birth) / 12 - 60) as usize).min(AGES - 1);
                let toll = &mut tolls[status.sex() * 3 + status.income() as usize];
                toll.months[age] += 1.0;
                toll.deaths[age] += f64::from(u8::from(at + 1 == life.statuses.len()));
                toll.disabled[age] += f64::from(u8::from(status.ability() >= Ability::Moderate));
            }
        }
    }
    for sex in 0..2 {
        let of = |income: Income| tolls[sex * 3 + income as usize].at_65();
        let [[low, low_disabled], [middle, _], [high, high_disabled]] = Income::ALL.map(of);
        let shares = [low_disabled / low, high_disabled / high];
        println!(
            "sex {sex}: {low:.2}, {middle:.2}, {high:.2} years at 65 by income, disabled {low_disabled:.2}, \
             {high_disabled:.2}"
        );
        // 2.20 (men) and 2.04 (women) years between high and low economic status, 65 and over (CLHLS, Zhan 2022).
        assert!((1.0..3.6).contains(&(high - low)), "sex {sex}: {:.2} years", high - low);
        assert!(shares[0] > shares[1], "sex {sex}: {shares:.3?} of these years are lived disabled");
    }
}
