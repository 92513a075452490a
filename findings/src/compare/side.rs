//! The district of one scenario in cells: those in need by ability and living arrangement, beds, and elders by income.
use crate::error::FindingError;
use outputs::{Keys, OfYear, Simulated, Tables, Topic, Within, YearColumn, YearValues, year_values};

/// The cells of `care`: ability, living arrangement, and the rows that hold it.
pub(super) const CARE_CELLS: [(&str, &str, Keys); 12] = [
    ("independent", "with_family", &[("ability", "independent"), ("living", "with_family")]),
    ("independent", "couple_only", &[("ability", "independent"), ("living", "couple_only")]),
    ("independent", "alone", &[("ability", "independent"), ("living", "alone")]),
    ("mild", "with_family", &[("ability", "mild"), ("living", "with_family")]),
    ("mild", "couple_only", &[("ability", "mild"), ("living", "couple_only")]),
    ("mild", "alone", &[("ability", "mild"), ("living", "alone")]),
    ("moderate", "with_family", &[("ability", "moderate"), ("living", "with_family")]),
    ("moderate", "couple_only", &[("ability", "moderate"), ("living", "couple_only")]),
    ("moderate", "alone", &[("ability", "moderate"), ("living", "alone")]),
    ("severe", "with_family", &[("ability", "severe"), ("living", "with_family")]),
    ("severe", "couple_only", &[("ability", "severe"), ("living", "couple_only")]),
    ("severe", "alone", &[("ability", "severe"), ("living", "alone")]),
];

/// What is read of each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CareColumn {
    /// Persons in need, at the year's end.
    Persons,
    /// Of these, who lives in a home, at the year's end.
    InBed,
    /// Hours needed in the year.
    Need,
    /// Hours unmet in the year.
    Gap,
}

const CARE_COLUMNS: [(&str, OfYear); 4] =
    [("need_persons", OfYear::End), ("in_bed", OfYear::End), ("need", OfYear::Sum), ("gap", OfYear::Sum)];

const ALL_BEDS: Keys = &[("bed_type", "all")];

/// Columns of incomes, and the id of each.
pub(super) const INCOMES: [(&str, &str); 3] =
    [("income_low", "low"), ("income_middle", "middle"), ("income_high", "high")];

/// One scenario.
pub(super) struct SideYears {
    first_year: i32,
    care: YearValues,
    beds: YearValues,
    incomes: YearValues,
}

impl SideYears {
    pub fn read(tables: &Tables, simulated: &Simulated) -> Result<Self, FindingError> {
        let cells = CARE_CELLS.iter().flat_map(|(_, _, keys)| {
            CARE_COLUMNS.iter().map(|(column, of_year)| YearColumn {
                column: (*column).into(),
                keys,
                of_year: *of_year,
            })
        });
        let at_end = |column: &'static str, keys| YearColumn { column: column.into(), keys, of_year: OfYear::End };
        let read = |topic, columns: &[YearColumn]| year_values(tables, topic, simulated, columns, Within::District);
        Ok(SideYears {
            first_year: simulated.first.year(),
            care: read(Topic::Care, &cells.collect::<Vec<_>>())?,
            beds: read(Topic::Beds, &["residents", "demand"].map(|column| at_end(column, ALL_BEDS)))?,
            incomes: read(Topic::Population, &INCOMES.map(|(column, _)| at_end(column, &[])))?,
        })
    }

    /// A cell's values by replicate; the cell's place in [`CARE_CELLS`].
    pub fn care_values(&self, column: CareColumn, cell: usize, year: i32) -> &[Option<f64>] {
        self.care.of(cell * CARE_COLUMNS.len() + column as usize, 0, self.place(year))
    }

    /// Elders of an income by replicate, at the year's end; the place in [`INCOMES`].
    pub fn income_values(&self, income: usize, year: i32) -> &[Option<f64>] {
        self.incomes.of(income, 0, self.place(year))
    }

    /// One of [`SideYears::care_values`].
    pub fn care(&self, column: CareColumn, cell: usize, year: i32, replicate: usize) -> f64 {
        known(self.care_values(column, cell, year), replicate)
    }

    /// Who lives in a home at the year's end, persons.
    pub fn residents(&self, year: i32, replicate: usize) -> f64 {
        known(self.beds.of(0, 0, self.place(year)), replicate)
    }

    /// Residents and those who wait at home, at the year's end, persons.
    pub fn demand(&self, year: i32, replicate: usize) -> f64 {
        known(self.beds.of(1, 0, self.place(year)), replicate)
    }

    fn place(&self, year: i32) -> usize {
        usize::try_from(year - self.first_year).unwrap_or(usize::MAX)
    }
}

/// None of these columns may be null.
fn known(values: &[Option<f64>], replicate: usize) -> f64 {
    values.get(replicate).copied().flatten().unwrap_or(0.0)
}
