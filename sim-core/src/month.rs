//! Calendar months, the only clock of a simulation.
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

/// A calendar month, counted from January of year 0. One simulation step is one month.
///
/// ```
/// use sim_core::Month;
/// let start: Month = "2021-01".parse().unwrap();
/// assert_eq!((start + 179).to_string(), "2035-12");
/// assert_eq!((start + 179) - start, 179);
/// assert_eq!(Month::new(2022, 12).unwrap().year(), 2022);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month(i32);

/// A text or a pair of numbers that names no calendar month.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no calendar month; write it as YYYY-MM, for example 2021-01")]
pub struct NotAMonth(String);

impl Month {
    /// The month `month` (1 to 12) of `year` (0 to 9999).
    pub fn new(year: i32, month: u32) -> Result<Self, NotAMonth> {
        if (0..=9999).contains(&year) && (1..=12).contains(&month) {
            Ok(Month(year * 12 + month as i32 - 1))
        } else {
            Err(NotAMonth(format!("{year}-{month}")))
        }
    }

    /// January of `year`. Years outside 0 to 9999 are moved to the nearest end.
    pub fn january(year: i32) -> Self {
        Month(year.clamp(0, 9999) * 12)
    }

    /// Calendar year.
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// Month within the year, 1 to 12.
    pub fn of_year(self) -> u32 {
        self.0.rem_euclid(12) as u32 + 1
    }

    /// Whether this is a December, the month whose end closes a year's stocks.
    pub fn is_december(self) -> bool {
        self.of_year() == 12
    }

    /// Days of the month (Gregorian).
    pub fn days(self) -> u32 {
        let year = self.year();
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        match self.of_year() {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// Months since January of year 0.
    pub fn index(self) -> i32 {
        self.0
    }

    /// The month with that many months since January of year 0.
    pub const fn from_index(index: i32) -> Self {
        Month(index)
    }
}

impl Add<i32> for Month {
    type Output = Month;
    fn add(self, months: i32) -> Month {
        Month(self.0 + months)
    }
}

impl Sub<i32> for Month {
    type Output = Month;
    fn sub(self, months: i32) -> Month {
        Month(self.0 - months)
    }
}

impl Sub for Month {
    type Output = i32;
    fn sub(self, other: Month) -> i32 {
        self.0 - other.0
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.of_year())
    }
}

impl FromStr for Month {
    type Err = NotAMonth;
    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let wrong = || NotAMonth(text.to_string());
        let (year, month) = text.split_once('-').ok_or_else(wrong)?;
        let digits = |s: &str, n| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(wrong());
        }
        Month::new(year.parse().map_err(|_| wrong())?, month.parse().map_err(|_| wrong())?).map_err(|_| wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_what_it_prints_and_nothing_else() {
        for index in [0, 11, 12, 2021 * 12, 2035 * 12 + 11] {
            let month = Month::from_index(index);
            assert_eq!(month.to_string().parse::<Month>().unwrap(), month);
        }
        for wrong in ["2021", "2021-13", "2021-00", "2021-1", "21-01", "2021-01-01", "", "+202-01", "二〇二一-01"] {
            assert!(wrong.parse::<Month>().is_err(), "{wrong}");
        }
    }
}
