//! The simulated quantity that a published number is compared with.
use crate::error::FindingError;
use crate::numbers::{Numbers, series_of};
use outputs::{DISTRICT_AREA, Indicator, SeriesKey, indicator};
use scenarios::{Observation, Statistic};
use sim_core::Month;

/// The quantity of `observation` by replicate, in the observation's unit. None where a month of it was not simulated or has no
/// number, or where it would be divided by 0.
pub fn simulated(numbers: &Numbers<'_>, observation: &Observation) -> Result<Vec<Option<f64>>, FindingError> {
    let Some(of) = indicator(&observation.indicator) else { return Ok(Vec::new()) };
    let series = numbers.indicator(of)?;
    let divisor = observation.per.as_deref().and_then(indicator);
    let divisor = divisor.map(|per| numbers.indicator(per)).transpose()?;
    let quantity = |(replicate, months): &(u32, Months)| {
        let per = match &divisor {
            None => None,
            Some(per) => Some(per.iter().find(|(other, _)| other == replicate).map(|(_, months)| months)?),
        };
        value(observation, months, per)
    };
    Ok(series.iter().map(quantity).collect())
}

/// What is read of the observations.
pub fn series_of_observations(observations: &[Observation]) -> Vec<SeriesKey> {
    let ids = observations.iter().flat_map(|of| [Some(of.indicator.as_str()), of.per.as_deref()]);
    let known: Vec<&Indicator> = ids.flatten().filter_map(indicator).collect();
    known.into_iter().map(|of| series_of(of, DISTRICT_AREA)).collect()
}

/// Numbers by month.
type Months = Vec<(Month, Option<f64>)>;

fn value(observation: &Observation, months: &Months, per: Option<&Months>) -> Option<f64> {
    let [first, last] = observation.months();
    let divided = |number: f64, [first, last]: [Month; 2]| match per {
        None => Some(number),
        Some(per) => mean(per, [first, last]).filter(|by| *by != 0.0).map(|by| number / by),
    };
    match observation.statistic {
        Statistic::Level | Statistic::Mean => divided(mean(months, [first, last])?, [first, last]),
        Statistic::Sum => divided(sum(months, [first, last])?, [first, last]),
        Statistic::Growth => {
            let at = |month| divided(mean(months, [month; 2])?, [month; 2]);
            let before = at(first).filter(|before| *before != 0.0)?;
            Some(at(last)? / before - 1.0)
        }
    }
}

/// The sum over all months of a span; none when one of them has no number.
fn sum(months: &Months, [first, last]: [Month; 2]) -> Option<f64> {
    let inside: Vec<f64> = months
        .iter()
        .filter(|(month, _)| (first..=last).contains(month))
        .map(|(_, number)| *number)
        .collect::<Option<_>>()?;
    (inside.len() as i32 == last - first + 1).then(|| inside.iter().sum())
}

fn mean(months: &Months, [first, last]: [Month; 2]) -> Option<f64> {
    Some(sum(months, [first, last])? / f64::from(last - first + 1))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use scenarios::{Grade, Group, Place, Role};

    /// A level of the elders in `month`, with an error of 1.
    pub(crate) fn observation(value: f64, month: Month, role: Role) -> Observation {
        Observation {
            key: format!("elders-{month}"),
            place: Place::District,
            statistic: Statistic::Level,
            indicator: "population.elders".into(),
            per: None,
            month,
            since: None,
            value,
            unit: "persons".into(),
            error: 1.0,
            reasons: Vec::new(),
            role,
            group: Group::Population,
            source: "一".into(),
            grade: Grade::Found,
            note: String::new(),
            file: "observations.csv".into(),
            line: 2,
        }
    }

    /// Ten months from 2021-01 on: 10, 11, ...
    fn rising(from: f64) -> Months {
        (0..10).map(|i| (Month::january(2021) + i, Some(from + f64::from(i)))).collect()
    }

    #[test]
    fn statistics_are_those_worked_out_by_hand() {
        let month = |i| Month::january(2021) + i;
        let check = |statistic, months: [i32; 2], per: Option<&Months>, expected: Option<f64>| {
            let since = (statistic != Statistic::Level).then(|| month(months[0]));
            let of = Observation { statistic, since, ..observation(0.0, month(months[1]), Role::HoldOut) };
            assert_eq!(value(&of, &rising(10.0), per), expected, "{statistic:?} {months:?}");
        };
        check(Statistic::Level, [3, 3], None, Some(13.0));
        check(Statistic::Mean, [0, 3], None, Some(11.5));
        check(Statistic::Sum, [0, 3], None, Some(46.0));
        check(Statistic::Growth, [0, 5], None, Some(0.5));
        let twos: Months = rising(2.0);
        check(Statistic::Level, [0, 0], Some(&twos), Some(5.0));
        check(Statistic::Sum, [0, 2], Some(&twos), Some(11.0));
        check(Statistic::Growth, [0, 8], Some(&twos), Some(1.8 / 5.0 - 1.0));
        // A month that was not simulated, a divisor of 0, a month without a number.
        check(Statistic::Mean, [8, 10], None, None);
        check(Statistic::Level, [11, 11], None, None);
        let zeros: Months = rising(0.0);
        check(Statistic::Level, [0, 0], Some(&zeros), None);
        let gaps: Months = rising(2.0).into_iter().map(|(month, _)| (month, None)).collect();
        check(Statistic::Mean, [0, 1], Some(&gaps), None);
    }
}
