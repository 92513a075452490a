//! What a report reads of a run: every topic once, then only numbers by year and replicate.
use crate::error::ReportError;
use crate::fan::{Fan, Fans};
use crate::sections;
use agents::text::Text;
use experiments::{
    BASELINE, Certification, ExperimentError, MoneyOutlook, Numbers, Peak, Validation, certification_in, peak_in,
    series_of, series_of_certification, series_of_findings, target_rows_in, validate_in,
};
use outputs::{
    AccountYear, DISTRICT_AREA, INDICATORS, Indicator, MANIFEST_FILE, Manifest, OfYear, OutputError, ProgrammeYear,
    PyramidCounts, ReplicateSeries, Simulated, TargetRow, Topic, Within, YearColumn, YearValues, account_years,
    indicator, programme_years, pyramid_years, year_values,
};
use scenarios::{Baseline, Grade};
use sim_core::Month;
use std::collections::BTreeMap;
use std::path::Path;
use std::thread::{ScopedJoinHandle, scope};

/// Of sums: all groups.
pub const ALL: &str = "all";

/// Values by year, then replicate.
pub type ByYear = BTreeMap<i32, Vec<Option<f64>>>;

/// A finished run, read.
pub struct Results {
    /// What was done.
    pub manifest: Manifest,
    /// The district's baseline, with whatever the run overrides.
    pub baseline: Baseline,
    /// First simulated month.
    pub first: Month,
    /// Last simulated month.
    pub last: Month,
    /// The scenario that is told of, and that others are held against.
    pub base: Scenario,
    /// The others, in the order asked for.
    pub others: Vec<Scenario>,
    /// When the elders peak, if a December was simulated.
    pub peak: Option<Peak>,
    /// Whether and when enough care workers are certified.
    pub certification: Option<Certification>,
    /// What relief and allowances cost.
    pub money: MoneyOutlook,
    /// Yuan paid by group (`all` for all), year and replicate.
    pub spending: BTreeMap<&'static str, ByYear>,
    /// Accounts by year and replicate.
    pub accounts: Vec<AccountYear>,
    /// Pyramids of Decembers by replicate.
    pub pyramids: BTreeMap<i32, Vec<Vec<PyramidCounts>>>,
    /// Communities at years' ends.
    pub communities: Communities,
    /// Published figures beside results.
    pub facts: Validation,
}

/// One scenario.
pub struct Scenario {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What it is.
    pub description: Text,
    /// Indicators by year.
    years: BTreeMap<&'static str, ByYear>,
    /// Targets, then triggers.
    pub targets: Vec<TargetRow>,
}

impl Scenario {
    /// An indicator's values in a year by replicate; empty where there are none.
    pub fn values(&self, id: &str, year: i32) -> &[Option<f64>] {
        self.years.get(id).and_then(|years| years.get(&year)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The fans of an indicator.
    pub fn fans(&self, id: &str) -> Fans {
        self.years.get(id).map(fans).unwrap_or_default()
    }

    /// The fan of a year.
    pub fn fan(&self, id: &str, year: i32) -> Option<Fan> {
        Fan::of(self.values(id, year))
    }
}

/// The fans of values by year.
pub fn fans(years: &ByYear) -> Fans {
    years.iter().filter_map(|(year, values)| Some((*year, Fan::of(values)?))).collect()
}

impl Results {
    /// Reads the finished run in `folder`, made of `baseline`. Told of is the first of `chosen`, beside it the others;
    /// where none is chosen all of the run, the baseline first.
    pub fn read(folder: &Path, baseline: &Baseline, chosen: &[String]) -> Result<Results, ReportError> {
        let manifest = open(folder)?;
        let ids = chosen_scenarios(folder, &manifest, chosen)?;
        let month = |text: &str| text.parse::<Month>().map_err(|_| ReportError::Plan(folder.to_path_buf()));
        let (first, last) = (month(&manifest.plan.start)?, month(&manifest.plan.end)?);
        let baseline = as_run(baseline, &manifest)?;
        let (base_id, other_ids) = ids.split_first().ok_or_else(|| ReportError::Plan(folder.to_path_buf()))?;
        let reader = Reader { folder, manifest: &manifest, baseline: &baseline };
        let simulated = Simulated { scenario: base_id, replicates: manifest.plan.replicates, first, last };
        let read = scope(|threads| {
            let base = threads.spawn(|| reader.base(base_id));
            let others = threads.spawn(|| other_ids.iter().map(|id| reader.other(id)).collect::<Result<Vec<_>, _>>());
            let programmes = threads.spawn(|| programme_years(folder, base_id));
            let accounts = threads.spawn(|| account_years(folder, base_id));
            let pyramids = threads.spawn(|| pyramid_years(folder, &simulated));
            let communities = threads.spawn(|| Communities::read(folder, &simulated));
            (join(base), join(others), join(programmes), join(accounts), join(pyramids), join(communities))
        });
        let (base, others, programmes, accounts, pyramids, communities) = read;
        let Base { scenario: base, peak, certification, facts } = base?;
        let output = |error| ReportError::Experiment(ExperimentError::Output(error));
        let (programmes, accounts) = (programmes.map_err(output)?, accounts.map_err(output)?);
        Ok(Results {
            first,
            last,
            base,
            others: others?,
            peak,
            certification,
            money: MoneyOutlook::of(&programmes, &accounts, &baseline.district),
            spending: by_group(&programmes),
            accounts,
            pyramids: pyramids.map_err(output)?,
            communities: communities.map_err(output)?,
            facts,
            baseline,
            manifest,
        })
    }

    /// The last month of published figures that the model is held against; the source's own forecasts are none.
    pub fn published_to(&self) -> Option<Month> {
        let facts = self.baseline.facts.iter().filter(|fact| fact.grade != Grade::Forecast);
        facts.filter_map(|fact| fact.month).max()
    }

    /// Calendar years, the last perhaps in part.
    pub fn years(&self) -> Vec<i32> {
        (self.first.year()..=self.last.year()).collect()
    }
}

fn open(folder: &Path) -> Result<Manifest, ReportError> {
    let path = folder.join(MANIFEST_FILE);
    if !path.exists() {
        return Err(ExperimentError::Unfinished(folder.to_path_buf()).into());
    }
    Ok(Manifest::read(&path).map_err(ExperimentError::Output)?)
}

/// Ids of the scenarios that are told of, each once.
fn chosen_scenarios(folder: &Path, manifest: &Manifest, chosen: &[String]) -> Result<Vec<String>, ReportError> {
    let mut known = manifest.plan.scenario_ids();
    if let Some(missing) = chosen.iter().find(|id| !known.contains(id)) {
        let (path, scenario) = (folder.to_path_buf(), missing.clone());
        return Err(ExperimentError::NoScenario { path, scenario, known }.into());
    }
    // A stable sort: all else stays as it was run.
    known.sort_by_key(|id| id != BASELINE);
    let mut ids: Vec<String> = Vec::new();
    for id in if chosen.is_empty() { &known } else { chosen } {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    Ok(ids)
}

/// The baseline as the run had it.
fn as_run(baseline: &Baseline, manifest: &Manifest) -> Result<Baseline, ReportError> {
    let plan = &manifest.plan;
    let set: Vec<(&str, f64)> = plan.overrides.iter().map(|(id, value)| (id.as_str(), *value)).collect();
    let baseline = baseline.with_overrides(&set).map_err(ReportError::Baseline)?;
    Ok(if plan.shocks { baseline } else { baseline.without_shocks() })
}

/// What a thread read; its panic goes on, a bug told as one.
fn join<T>(reader: ScopedJoinHandle<'_, T>) -> T {
    reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

struct Reader<'a> {
    folder: &'a Path,
    manifest: &'a Manifest,
    baseline: &'a Baseline,
}

struct Base {
    scenario: Scenario,
    peak: Option<Peak>,
    certification: Option<Certification>,
    facts: Validation,
}

impl Reader<'_> {
    fn base(&self, id: &str) -> Result<Base, ReportError> {
        let ids: Vec<&'static str> = sections::SECTIONS.iter().flat_map(|section| section.needs).copied().collect();
        let mut wanted = wanted(&ids);
        wanted.extend(series_of_findings(self.baseline));
        wanted.extend(series_of_certification());
        let numbers = Numbers::read_ahead(self.folder, id, &wanted)?;
        Ok(Base {
            scenario: self.scenario(&numbers, &ids)?,
            peak: peak_in(&numbers)?,
            certification: certification_in(&numbers)?,
            facts: validate_in(&numbers, self.baseline)?,
        })
    }

    fn other(&self, id: &str) -> Result<Scenario, ReportError> {
        let mut wanted = wanted(sections::scenarios::COMPARED);
        wanted.extend(series_of_findings(self.baseline));
        self.scenario(&Numbers::read_ahead(self.folder, id, &wanted)?, sections::scenarios::COMPARED)
    }

    fn scenario(&self, numbers: &Numbers<'_>, ids: &[&'static str]) -> Result<Scenario, ReportError> {
        let id = numbers.scenario().to_string();
        let planned = self.manifest.plan.scenarios.iter().find(|planned| planned.id == id);
        let text = |zh: &String, en: &String| Text { zh: zh.clone(), en: en.clone() };
        let mut years = BTreeMap::new();
        for of in known(ids) {
            years.insert(of.id, by_year(&*numbers.indicator(of)?, of));
        }
        let targets = target_rows_in(numbers, self.baseline)?;
        let unnamed = || text(&id, &id);
        Ok(Scenario {
            name: planned.map_or_else(unnamed, |planned| text(&planned.name_zh, &planned.name_en)),
            description: planned.map_or_else(unnamed, |of| text(&of.description_zh, &of.description_en)),
            id,
            years,
            targets,
        })
    }
}

fn known<'a>(ids: &'a [&'static str]) -> impl Iterator<Item = &'static Indicator> + 'a {
    ids.iter().filter_map(|id| indicator(id))
}

fn wanted(ids: &[&'static str]) -> Vec<outputs::SeriesKey> {
    known(ids).map(|of| series_of(of, DISTRICT_AREA)).collect()
}

/// What stands for a year: of flows the sum of its months, of stocks and shares its last month.
fn by_year(series: &ReplicateSeries, of: &Indicator) -> ByYear {
    let is_flow = OfYear::of_unit(of.unit) == OfYear::Sum;
    let mut years = ByYear::new();
    for (_, months) in series {
        for of_year in months.chunk_by(|(a, _), (b, _)| a.year() == b.year()) {
            let known = of_year.iter().filter_map(|(_, value)| *value);
            let value = if is_flow { known.reduce(|a, b| a + b) } else { of_year.last().and_then(|(_, value)| *value) };
            if let Some((month, _)) = of_year.first() {
                years.entry(month.year()).or_default().push(value);
            }
        }
    }
    years
}

/// Yuan paid by group and year, replicate by replicate.
fn by_group(programmes: &[ProgrammeYear]) -> BTreeMap<&'static str, ByYear> {
    let mut sums: BTreeMap<&'static str, BTreeMap<i32, BTreeMap<u32, f64>>> = BTreeMap::new();
    for group in sections::spending::GROUPS {
        for year in programmes.iter().filter(|year| group == ALL || year.group == group) {
            *sums.entry(group).or_default().entry(year.year).or_default().entry(year.replicate).or_default() +=
                year.spending;
        }
    }
    let values = |years: BTreeMap<i32, BTreeMap<u32, f64>>| -> ByYear {
        years.into_iter().map(|(year, values)| (year, values.into_values().map(Some).collect())).collect()
    };
    sums.into_iter().map(|(group, years)| (group, values(years))).collect()
}

/// Values of communities at years' ends.
pub struct Communities {
    first_year: i32,
    /// A topic's indicators, and their values in that order.
    topics: Vec<(Vec<&'static str>, YearValues)>,
}

impl Communities {
    /// Every topic in one pass.
    fn read(folder: &Path, simulated: &Simulated<'_>) -> Result<Self, OutputError> {
        let mut topics = Vec::new();
        for topic in Topic::ALL {
            let mine = |of: &&Indicator| of.topic == topic && sections::communities::COLUMNS.contains(&of.id);
            let indicators: Vec<&Indicator> = INDICATORS.iter().filter(mine).collect();
            let column = |of: &&Indicator| YearColumn { column: of.column, keys: of.keys, of_year: OfYear::End };
            let columns: Vec<YearColumn> = indicators.iter().map(column).collect();
            if !columns.is_empty() {
                let values = year_values(folder, topic, simulated, &columns, Within::AllAreas)?;
                topics.push((indicators.iter().map(|of| of.id).collect(), values));
            }
        }
        Ok(Communities { first_year: simulated.first.year(), topics })
    }

    /// An indicator of an area at a year's end, by replicate; empty where there is none.
    pub fn values(&self, id: &str, area: &str, year: i32) -> &[Option<f64>] {
        let find = |(ids, values): &(Vec<&'static str>, YearValues)| {
            let column = ids.iter().position(|known| *known == id)?;
            Some((column, values.areas.iter().position(|known| known.as_ref() == area)?))
        };
        let found = self.topics.iter().find_map(|topic| Some((&topic.1, find(topic)?)));
        match (found, usize::try_from(year - self.first_year)) {
            (Some((values, (column, area))), Ok(year)) => values.of(column, area, year),
            _ => &[],
        }
    }
}
