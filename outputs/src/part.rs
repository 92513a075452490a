//! What one task leaves behind: a block of replicates of one scenario, a file a topic.
use crate::areas::Areas;
use crate::columns::agencies::{AGENCIES, AgencyRow};
use crate::columns::audit::{AUDIT, AuditRow};
use crate::columns::beds::{BED_MONTHS, BedRow};
use crate::columns::care::{CARE, CareRow};
use crate::columns::facilities::{FACILITIES, FacilityRow};
use crate::columns::hardship::{HARDSHIP, HardshipRow};
use crate::columns::key::Key;
use crate::columns::labour_market::{LABOUR_MARKET, MarketRow};
use crate::columns::ledger::{LEDGER, LedgerRow};
use crate::columns::plans::{PLAN_MONTHS, PlanRow};
use crate::columns::population::{POPULATION, PopulationRow};
use crate::columns::pyramid::{PYRAMID, PyramidRow};
use crate::columns::relief::{RELIEF, ReliefRow};
use crate::columns::services::{SERVICE_MONTHS, ServiceRow};
use crate::columns::training::{TRAINING, TrainingRow};
use crate::columns::workforce::{WORKFORCE, WorkforceRow};
use crate::columns::{ALL, DISTRICT_AREA};
use crate::merge::part_metadata;
use crate::table_writer::TableWriter;
use crate::tally::{AreaTally, EmployerTally, Tally};
use crate::topic::Topic;
use crate::{OutputError, Result};
use agents::report::{AGES, ActorMonth, CommunityMonth, Pyramid, PyramidCell};
use sim_core::Month;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The finished files of one task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    folder: PathBuf,
    key: String,
}

impl Part {
    /// The part that an earlier run finished, or none when a file of it is missing, damaged or of
    /// another version.
    pub fn find(folder: &Path, key: &str) -> Option<Part> {
        let part = Part { folder: folder.to_path_buf(), key: key.to_string() };
        let whole = |topic: &Topic| part_metadata(*topic, &part.path(*topic)).is_ok();
        Topic::ALL.iter().all(whole).then_some(part)
    }

    /// The task's key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Its file of `topic`.
    pub fn path(&self, topic: Topic) -> PathBuf {
        path(&self.folder, topic, &self.key)
    }
}

fn path(folder: &Path, topic: Topic, key: &str) -> PathBuf {
    folder.join(format!("{}-{key}.parquet", topic.name()))
}

/// Writes one task's part. Rows are held in memory until [`PartWriter::finish`] (a task is a few
/// replicates); dropped before that, it leaves nothing.
pub struct PartWriter {
    part: Part,
    areas: Areas,
    names: Names,
    /// The scenario, and the replicate and month last written.
    last: Option<(Arc<str>, u32, Month)>,
    population: TableWriter<PopulationRow>,
    pyramid: TableWriter<PyramidRow>,
    care: TableWriter<CareRow>,
    services: TableWriter<ServiceRow>,
    beds: TableWriter<BedRow>,
    facilities: TableWriter<FacilityRow>,
    agencies: TableWriter<AgencyRow>,
    workforce: TableWriter<WorkforceRow>,
    training: TableWriter<TrainingRow>,
    plans: TableWriter<PlanRow>,
    labour_market: TableWriter<MarketRow>,
    hardship: TableWriter<HardshipRow>,
    relief: TableWriter<ReliefRow>,
    ledger: TableWriter<LedgerRow>,
    /// Person-times and fen paid in the replicate so far, `[area * programmes + programme]`, the district first.
    paid: Vec<[i64; 2]>,
    audit: TableWriter<AuditRow>,
}

/// The ids of [`Areas`], shared by all rows.
struct Names {
    district: Arc<str>,
    communities: Vec<Arc<str>>,
    facilities: Vec<Arc<str>>,
    agencies: Vec<Arc<str>>,
    /// And, last, the word for all of them.
    programmes: Vec<Arc<str>>,
}

impl Names {
    fn of(areas: &Areas) -> Self {
        let shared = |id: &String| Arc::from(id.as_str());
        Names {
            district: DISTRICT_AREA.into(),
            communities: areas.communities.iter().map(shared).collect(),
            facilities: areas.facilities.iter().map(|facility| shared(&facility.id)).collect(),
            agencies: areas.agencies.iter().map(|agency| shared(&agency.id)).collect(),
            programmes: areas
                .programmes
                .iter()
                .map(|programme| shared(&programme.id))
                .chain([Arc::from(ALL)])
                .collect(),
        }
    }
}

impl PartWriter {
    /// Opens the temporaries of the part `key` in `folder`, which is made when missing. `key`
    /// becomes part of file names; `areas` are those that will report.
    pub fn create(folder: &Path, key: &str, areas: Areas) -> Result<Self> {
        areas.check()?;
        std::fs::create_dir_all(folder).map_err(OutputError::io(folder))?;
        Ok(PartWriter {
            part: Part { folder: folder.to_path_buf(), key: key.to_string() },
            names: Names::of(&areas),
            areas,
            last: None,
            population: TableWriter::create(&POPULATION, &path(folder, Topic::Population, key))?,
            pyramid: TableWriter::create(&PYRAMID, &path(folder, Topic::Pyramid, key))?,
            care: TableWriter::create(&CARE, &path(folder, Topic::Care, key))?,
            services: TableWriter::create(&SERVICE_MONTHS, &path(folder, Topic::Services, key))?,
            beds: TableWriter::create(&BED_MONTHS, &path(folder, Topic::Beds, key))?,
            facilities: TableWriter::create(&FACILITIES, &path(folder, Topic::Facilities, key))?,
            agencies: TableWriter::create(&AGENCIES, &path(folder, Topic::Agencies, key))?,
            workforce: TableWriter::create(&WORKFORCE, &path(folder, Topic::Workforce, key))?,
            training: TableWriter::create(&TRAINING, &path(folder, Topic::Training, key))?,
            plans: TableWriter::create(&PLAN_MONTHS, &path(folder, Topic::Plans, key))?,
            labour_market: TableWriter::create(&LABOUR_MARKET, &path(folder, Topic::LabourMarket, key))?,
            hardship: TableWriter::create(&HARDSHIP, &path(folder, Topic::Hardship, key))?,
            relief: TableWriter::create(&RELIEF, &path(folder, Topic::Relief, key))?,
            ledger: TableWriter::create(&LEDGER, &path(folder, Topic::Ledger, key))?,
            paid: Vec::new(),
            audit: TableWriter::create(&AUDIT, &path(folder, Topic::Audit, key))?,
        })
    }

    /// Appends one month of a replicate: the district's rows, then those of each community, home and
    /// agency in the order of the areas. Months come in the order of replicates, then time, of one
    /// scenario. `reports` are those of the areas: communities, then homes, then agencies, the
    /// training centre and the labour market;
    /// `fingerprint` is the world's at the month's end. After an error the writer is good only for
    /// dropping.
    pub fn month(
        &mut self,
        scenario: &str,
        replicate: u32,
        month: Month,
        reports: &[ActorMonth],
        fingerprint: Option<u64>,
    ) -> Result<()> {
        let reports = self.areas.reports(reports)?;
        let tally = Tally::of(&self.areas, &reports)?;
        if self.last.as_ref().is_none_or(|(_, last, _)| *last != replicate) {
            self.paid = vec![[0; 2]; (1 + self.areas.communities.len()) * self.areas.programmes.len()];
        }
        let scenario = self.advance(scenario, replicate, month)?;
        let key = |area: &Arc<str>| Key { scenario: scenario.clone(), replicate, month, area: area.clone() };

        let district = key(&self.names.district);
        let fingerprint = fingerprint.map(|value| format!("{value:016x}"));
        let (training, market) = (reports.training, reports.market);
        let money = reports.bureau.accounts.iter().map(|account| account.difference()).sum::<i64>()
            + reports.bureau.programmes.iter().map(|programme| programme.difference()).sum::<i64>();
        let only = OnlyDistrict { market_difference: market.difference(), money_difference: money, fingerprint };
        self.area(&district, &tally.district, 0, only)?;
        for row in LedgerRow::rows(&district, &self.areas, reports.bureau) {
            self.ledger.push(&row)?;
        }
        for row in TrainingRow::rows(&district, training) {
            self.training.push(&row)?;
        }
        for row in PlanRow::rows(&district, training) {
            self.plans.push(&row)?;
        }
        for row in MarketRow::rows(&district, market) {
            self.labour_market.push(&row)?;
        }
        for (i, area) in tally.areas.iter().enumerate() {
            let key = key(&self.names.communities[i]);
            self.area(&key, area, 1 + i, OnlyDistrict::default())?;
        }
        for (i, (home, report)) in tally.homes.iter().zip(reports.facilities).enumerate() {
            let place = &self.areas.facilities[i];
            let key = key(&self.names.communities[place.community]);
            for row in FacilityRow::rows(&key, &self.names.facilities[i], place.price_band, report, home) {
                self.facilities.push(&row)?;
            }
        }
        for (agency, report) in self.names.agencies.iter().zip(reports.agencies) {
            let row = AgencyRow { key: district.clone(), agency: agency.clone(), month: report.clone() };
            self.agencies.push(&row)?;
        }
        if let Some(cells) = district_pyramid(month, &reports.communities)? {
            for (i, cell) in cells.into_iter().enumerate() {
                self.pyramid.push(&PyramidRow { key: district.clone(), sex: i / AGES, age: i % AGES, cell })?;
            }
        }
        Ok(())
    }

    /// Writes the files and gives them their names.
    pub fn finish(self) -> Result<Part> {
        self.pyramid.finish()?;
        self.care.finish()?;
        self.services.finish()?;
        self.beds.finish()?;
        self.facilities.finish()?;
        self.agencies.finish()?;
        self.workforce.finish()?;
        self.training.finish()?;
        self.plans.finish()?;
        self.labour_market.finish()?;
        self.hardship.finish()?;
        self.relief.finish()?;
        self.ledger.finish()?;
        self.audit.finish()?;
        self.population.finish()?;
        Ok(self.part)
    }

    fn area(&mut self, key: &Key, area: &AreaTally, place: usize, only: OnlyDistrict) -> Result<()> {
        let AreaTally { counts, books, care_books, hardship, hardship_books, .. } = *area;
        self.population.push(&PopulationRow { key: key.clone(), counts })?;
        for row in CareRow::rows(key, &area.cells) {
            self.care.push(&row)?;
        }
        for row in ServiceRow::rows(key, &area.services) {
            self.services.push(&row)?;
        }
        for row in BedRow::rows(key, area) {
            self.beds.push(&row)?;
        }
        for row in WorkforceRow::rows(key, &area.employers) {
            self.workforce.push(&row)?;
        }
        let mut workers = EmployerTally::default();
        area.employers.iter().for_each(|employers| workers += employers);
        self.hardship.push(&HardshipRow { key: key.clone(), counts: hardship })?;
        let programmes = self.areas.programmes.len();
        let paid = &mut self.paid[place * programmes..][..programmes];
        for (paid, tally) in paid.iter_mut().zip(&area.programmes) {
            paid[0] += tally.payments.times;
            paid[1] += tally.payments.paid;
        }
        for row in ReliefRow::rows(key, &self.areas.programmes, &self.names.programmes, &area.programmes, paid) {
            self.relief.push(&row)?;
        }
        let care = care_books;
        let households = hardship;
        self.audit.push(&AuditRow { key: key.clone(), books, counts, care, workers, households, hardship_books, only })
    }

    /// Notes where the part stands; an error when that is not after where it stood.
    fn advance(&mut self, scenario: &str, replicate: u32, month: Month) -> Result<Arc<str>> {
        let scenario = match &self.last {
            None => scenario.into(),
            Some((first, ..)) if first.as_ref() != scenario => {
                return Err(OutputError::TwoScenarios { first: first.to_string(), second: scenario.to_string() });
            }
            Some((_, last_replicate, last_month)) if (replicate, month) <= (*last_replicate, *last_month) => {
                let (last_replicate, last_month) = (*last_replicate, *last_month);
                return Err(OutputError::OutOfOrder { replicate, month, last_replicate, last_month });
            }
            Some((first, ..)) => first.clone(),
        };
        self.last = Some((scenario.clone(), replicate, month));
        Ok(scenario)
    }
}

/// What the audit says of the district alone.
#[derive(Default)]
pub(crate) struct OnlyDistrict {
    /// Of the labour market.
    pub market_difference: i64,
    /// Of accounts and programmes.
    pub money_difference: i64,
    /// Hexadecimal.
    pub fingerprint: Option<String>,
}

/// The sum of the communities' pyramids; none when none reported one.
fn district_pyramid(month: Month, communities: &[&CommunityMonth]) -> Result<Option<Vec<PyramidCell>>> {
    let pyramids: Vec<&Pyramid> = communities.iter().filter_map(|community| community.pyramid.as_ref()).collect();
    if pyramids.is_empty() {
        return Ok(None);
    }
    if pyramids.len() != communities.len() || pyramids.iter().any(|pyramid| pyramid.cells.len() != 2 * AGES) {
        return Err(OutputError::Pyramid { month });
    }
    let mut sums = vec![PyramidCell::default(); 2 * AGES];
    for pyramid in pyramids {
        for (sum, cell) in sums.iter_mut().zip(&pyramid.cells) {
            add_cell(sum, cell);
        }
    }
    Ok(Some(sums))
}

fn add_cell(sum: &mut PyramidCell, cell: &PyramidCell) {
    // Taken apart by name, so that a new field is not forgotten.
    let PyramidCell { persons, mild, moderate, severe, dementia, alone, partnered, deaths, months_lived } = *cell;
    sum.persons += persons;
    sum.mild += mild;
    sum.moderate += moderate;
    sum.severe += severe;
    sum.dementia += dementia;
    sum.alone += alone;
    sum.partnered += partnered;
    sum.deaths += deaths;
    sum.months_lived += months_lived;
}
