//! Ensembles of Changning at the best estimates without shocks, each lived once and looked at by
//! several tests.
use super::worlds::{advance, baseline, changed, district_counts, median, reference, world};
use agents::report::{PopulationCounts, Pyramid, PyramidCell};
use scenarios::Baseline;
use std::sync::LazyLock;

/// Replicates of each ensemble.
pub const REPLICATES: u32 = 11;

/// Nobody registers in or out, so stocks change by entry and death alone.
pub const CLOSED_BORDERS: [(&str, f64); 3] =
    [("migration.registration_in", 0.0), ("migration.net_out", 0.0), ("migration.net_out_80", 0.0)];

/// The district at a year's end.
pub struct YearEnd {
    /// The year.
    pub year: i32,
    /// Stocks and December's flows.
    pub counts: PopulationCounts,
    /// Elders by sex and age, deaths and months lived of the year.
    pub pyramid: Pyramid,
}

/// The year ends of every replicate.
pub struct Ensemble(pub Vec<Vec<YearEnd>>);

/// With registration in and out.
pub static OPEN: LazyLock<Ensemble> = LazyLock::new(|| Ensemble::live(&baseline("changning").without_shocks()));

/// With closed borders.
pub static CLOSED: LazyLock<Ensemble> =
    LazyLock::new(|| Ensemble::live(&changed(&baseline("changning").without_shocks(), &CLOSED_BORDERS)));

impl Ensemble {
    fn live(baseline: &Baseline) -> Self {
        let reference = reference(baseline);
        Ensemble(
            (0..REPLICATES)
                .map(|replicate| {
                    let mut world = world(&reference, replicate);
                    let mut years = Vec::new();
                    while world.month() <= reference.district.end {
                        let month = world.month();
                        let reports = advance(&mut world);
                        let counts = district_counts(&reports);
                        let pyramids: Option<Vec<Pyramid>> = reports.into_iter().map(|report| report.pyramid).collect();
                        if let Some(pyramids) = pyramids {
                            years.push(YearEnd { year: month.year(), counts, pyramid: total(&pyramids) });
                        }
                    }
                    years
                })
                .collect(),
        )
    }

    /// The year ends of `year`, one a replicate.
    pub fn at(&self, year: i32) -> impl Iterator<Item = &YearEnd> {
        self.0.iter().map(move |years| years.iter().find(|y| y.year == year).expect("a simulated year"))
    }

    /// The median over replicates of a number at the end of `year`.
    pub fn median(&self, year: i32, value: impl Fn(&YearEnd) -> f64) -> f64 {
        median(self.at(year).map(value))
    }
}

fn total(pyramids: &[Pyramid]) -> Pyramid {
    let mut cells = vec![PyramidCell::default(); pyramids[0].cells.len()];
    for pyramid in pyramids {
        for (sum, cell) in cells.iter_mut().zip(&pyramid.cells) {
            sum.persons += cell.persons;
            sum.mild += cell.mild;
            sum.moderate += cell.moderate;
            sum.severe += cell.severe;
            sum.dementia += cell.dementia;
            sum.alone += cell.alone;
            sum.partnered += cell.partnered;
            sum.elder_only += cell.elder_only;
            sum.one_child += cell.one_child;
            sum.childless += cell.childless;
            sum.deaths += cell.deaths;
            sum.months_lived += cell.months_lived;
        }
    }
    Pyramid { cells }
}
