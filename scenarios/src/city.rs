//! What is known of the elders of the city that a district belongs to: for a backtest, never read by
//! the model.
use crate::provenance::Grade;

/// The city's series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CityElders {
    /// In the order of the file.
    pub rows: Vec<CityRow>,
}

/// A published number.
#[derive(Clone, Debug, PartialEq)]
pub struct CityRow {
    /// What it counts.
    pub series: Series,
    /// Year: of the census, at whose end the registered were counted, or of the life expectancy.
    pub year: i32,
    /// 0 men, 1 women; none for both.
    pub sex: Option<usize>,
    /// First age, completed years.
    pub age_from: usize,
    /// Last age; none when open-ended.
    pub age_to: Option<usize>,
    /// The number, in the unit of its series.
    pub value: f64,
    /// How well it is known.
    pub grade: Grade,
    /// Who says so.
    pub source: String,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    /// Registered (户籍) elders at the year's end, persons.
    Registered,
    /// Residents (常住人口) in a census, persons.
    Residents,
    /// Life expectancy at birth of the registered, years.
    LifeExpectancy,
    /// Life expectancy at birth by the baseline's life table in its first year, years.
    TableLifeExpectancy,
}

impl Series {
    /// All, in the order of [`Series::WORDS`].
    pub(crate) const ALL: [Series; 4] =
        [Series::Registered, Series::Residents, Series::LifeExpectancy, Series::TableLifeExpectancy];
    /// The words in the file.
    pub(crate) const WORDS: &'static [&'static str] =
        &["registered", "residents", "life_expectancy", "table_life_expectancy"];

    /// The word in the file.
    pub const fn word(self) -> &'static str {
        match self {
            Series::Registered => "registered",
            Series::Residents => "residents",
            Series::LifeExpectancy => "life_expectancy",
            Series::TableLifeExpectancy => "table_life_expectancy",
        }
    }

    /// The unit of its numbers.
    pub const fn unit(self) -> &'static str {
        match self {
            Series::Registered | Series::Residents => "persons",
            Series::LifeExpectancy | Series::TableLifeExpectancy => "years",
        }
    }
}

impl CityRow {
    /// The ages as text: `60+` or `60-64`.
    pub fn ages(&self) -> String {
        match self.age_to {
            Some(to) => format!("{}-{to}", self.age_from),
            None => format!("{}+", self.age_from),
        }
    }
}
