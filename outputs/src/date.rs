//! Months as days since 1970-01-01, the way Arrow's date32 counts.
use jiff::Unit;
use jiff::civil::{Date, date};
use sim_core::Month;

const EPOCH: Date = date(1970, 1, 1);

/// Days from 1970-01-01 to the first day of `month`; none beyond the years jiff knows.
pub(crate) fn days(month: Month) -> Option<i32> {
    let year = i16::try_from(month.year()).ok()?;
    let first = Date::new(year, month.of_year() as i8, 1).ok()?;
    Some(first.since((Unit::Day, EPOCH)).ok()?.get_days())
}

/// The month whose first day is `days` after 1970-01-01; none when that is no first day.
pub(crate) fn month(days: i32) -> Option<Month> {
    let span = jiff::Span::new().try_days(days).ok()?;
    let date = EPOCH.checked_add(span).ok()?;
    if date.day() != 1 {
        return None;
    }
    Month::new(i32::from(date.year()), u32::try_from(date.month()).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_comes_back_and_other_days_do_not() {
        assert_eq!(days("2021-01".parse().unwrap()), Some(18_628));
        for index in 0..=9999 * 12 + 11 {
            let day = days(Month::from_index(index)).unwrap();
            assert_eq!(month(day), Some(Month::from_index(index)));
        }
        assert_eq!(month(18_629), None);
        for extreme in [i32::MIN, i32::MAX] {
            assert_eq!(month(extreme), None);
            assert_eq!(days(Month::from_index(extreme)), None);
        }
    }
}
