//! What is known of the city that a district belongs to: for the fit of mortality and its backtest, never read by the
//! model.
use crate::provenance::Grade;
use ndarray::Array4;

/// The city's series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CityElders {
    /// In the order of the file.
    pub rows: Vec<CityRow>,
}

/// A published number.
#[derive(Clone, Debug, PartialEq)]
pub struct CityRow {
    /// Whose number it is.
    pub area: Area,
    /// What it counts.
    pub series: Series,
    /// Year: at whose end the registered were counted, in whose September the oldest were alive, or of the life
    /// expectancy.
    pub year: i32,
    /// 0 men, 1 women; none for both.
    pub sex: Option<usize>,
    /// First age, completed years.
    pub age_from: usize,
    /// Last age; none when open-ended.
    pub age_to: Option<usize>,
    /// The number, in the unit of its series.
    pub value: f64,
    /// One standard deviation of its error: of persons as a share of the value, else in the unit.
    pub error: f64,
    /// How well it is known.
    pub grade: Grade,
    /// Who says so.
    pub source: String,
}

/// Whose number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// The whole city.
    City,
    /// The district of the baseline.
    District,
}

impl Area {
    /// All, in the order of [`Area::WORDS`].
    pub(crate) const ALL: [Area; 2] = [Area::City, Area::District];
    /// The words in the file.
    pub(crate) const WORDS: &'static [&'static str] = &["city", "district"];
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    /// Registered (户籍) elders at the year's end, persons.
    Registered,
    /// Men among the registered of these ages at the year's end, share.
    ShareMen,
    /// Of these ages a year ago, those who are alive in September, share.
    Survival,
    /// Life expectancy at birth of the registered, years.
    LifeExpectancy,
}

impl Series {
    /// All, in the order of [`Series::WORDS`].
    pub(crate) const ALL: [Series; 4] =
        [Series::Registered, Series::ShareMen, Series::Survival, Series::LifeExpectancy];
    /// The words in the file.
    pub(crate) const WORDS: &'static [&'static str] = &["registered", "share_men", "survival", "life_expectancy"];

    /// The word in the file.
    pub const fn word(self) -> &'static str {
        match self {
            Series::Registered => "registered",
            Series::ShareMen => "share_men",
            Series::Survival => "survival",
            Series::LifeExpectancy => "life_expectancy",
        }
    }

    /// The unit of its numbers.
    pub const fn unit(self) -> &'static str {
        match self {
            Series::Registered => "persons",
            Series::ShareMen | Series::Survival => "share",
            Series::LifeExpectancy => "years",
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

/// Residents of every district of the city in two censuses. Every age group but the last has the same width; the last
/// is open-ended.
#[derive(Clone, Debug, PartialEq)]
pub struct DistrictsCensus {
    /// The years of the censuses, in order.
    pub years: [i32; 2],
    /// Official code and id of each district, by code.
    pub districts: Vec<(String, String)>,
    /// First age of each group, completed years, in order.
    pub ages: Vec<usize>,
    /// Persons by census, district, sex and group.
    pub residents: Array4<f64>,
}
