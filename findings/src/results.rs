//! The numbers of a finished run by year and replicate: every topic read once.
use crate::Drawn;
use crate::agreement::Agreement;
use crate::error::FindingError;
use crate::estimate::{Estimate, Estimates};
use crate::figures::{beds, communities};
use crate::predictive::{Predictive, estimate, predictive};
use crate::run::Run;
use crate::sanity::BROKEN;
use crate::{
    BedOutlook, Certification, MoneyOutlook, Numbers, Peak, Validation, bed_outlook, certification, is_a_bug, peak,
    series_of_certification, series_of_findings, target_rows, validate,
};
use agents::text::Text;
use outputs::{
    AccountYear, Detail, INDICATORS, Indicator, Manifest, OfYear, OutputError, PlannedScenario, PyramidCounts,
    SANITY_FILE, SUMMARY_FILE, SanityRow, Simulated, Summary, Tables, TargetRow, Topic, Within, YearColumn, YearValues,
    account_years, programme_years, pyramid_years, read_sanity_rows, side_by_side, year_values,
};
use projection::Backtest;
use scenarios::{Baseline, Discrepancy, Grade};
use sim_core::Month;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use std::thread::{ScopedJoinHandle, scope};

/// Values by year, then replicate.
pub type ByYear = BTreeMap<i32, Vec<Option<f64>>>;

/// A finished run, read.
pub struct Results {
    /// The run.
    pub run: Run,
    /// The district's baseline as the run had it.
    pub baseline: Baseline,
    /// The scenario that the figures are about, and that others are compared with.
    pub base: Scenario,
    /// The others, in the order asked for.
    pub others: Vec<Scenario>,
    /// When the elders peak, if a December was simulated.
    pub peak: Option<Peak>,
    /// Whether and when enough care workers are certified.
    pub certification: Option<Certification>,
    /// Three estimates of the beds needed.
    pub beds: Option<BedOutlook>,
    /// The summary of the run by month and area: all months of the base, years' ends of the others that are shown.
    pub summary: Summary,
    /// What relief and allowances cost.
    pub money: MoneyOutlook,
    /// Accounts by year and replicate.
    pub accounts: Vec<AccountYear>,
    /// Pyramids of Decembers by replicate.
    pub pyramids: BTreeMap<i32, Vec<Vec<PyramidCounts>>>,
    /// Communities at years' ends.
    pub communities: Communities,
    /// Published figures beside results.
    pub facts: Validation,
    /// Agents of the base against their projection.
    pub agreement: Agreement,
    /// Verdicts of the sanity rules on all scenarios of the run.
    pub sanity: Vec<SanityRow>,
    backtest: OnceLock<Option<Backtest>>,
}

/// One scenario.
pub struct Scenario {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What it is.
    pub description: Text,
    /// Targets, then triggers.
    pub targets: Vec<TargetRow>,
    values: AreaYears,
    discrepancy: Discrepancy,
    last: Month,
}

impl Scenario {
    /// An indicator's values in a year by replicate; empty where there are none.
    pub fn values(&self, of: &Indicator, year: i32) -> &[Option<f64>] {
        self.values.of(of, outputs::DISTRICT_AREA, year)
    }

    /// An indicator by year.
    pub fn estimates(&self, of: &Indicator) -> Estimates {
        let years = self.values.years.clone();
        years.filter_map(|year| Some((year, self.estimate(of, year)?))).collect()
    }

    /// An indicator in a year; bands have the discrepancy of the model where the indicator has one.
    pub fn estimate(&self, of: &Indicator, year: i32) -> Option<Estimate> {
        estimate(&self.discrepancy, of.id, self.end_of(year), self.values(of, year))
    }

    /// The last simulated month of a year.
    fn end_of(&self, year: i32) -> Month {
        self.last.min(Month::january(year) + 11)
    }
}

/// Estimates of values by year.
pub fn estimates(years: &ByYear) -> Estimates {
    years.iter().filter_map(|(year, values)| Some((*year, Estimate::of(values)?))).collect()
}

impl Results {
    /// What the replicates of the run drew.
    pub(crate) fn drawn(&self) -> Drawn {
        let plan = &self.run.manifest.plan;
        Drawn::of(&self.baseline.district, plan.parameters.into(), plan.seed, plan.replicates)
    }

    /// Reads the numbers of `run`, made of `baseline`. The figures are about the first of `chosen`, beside it the others;
    /// where none is chosen all of the run, the baseline first.
    pub fn read(run: Run, baseline: Baseline, chosen: &[String]) -> Result<Results, FindingError> {
        let ids = run.choose(chosen)?;
        let (base_id, other_ids) = ids.split_first().ok_or_else(|| FindingError::Plan(run.folder.clone()))?;
        let (folder, tables, detail) = (run.folder.as_path(), run.tables.as_ref(), run.detail());
        let reader = Reader { run: &run, baseline: &baseline };
        let simulated = run.simulated(base_id);
        let (ends, shown) = (run.year_ends(), ids.iter().map(String::as_str).collect::<BTreeSet<_>>());
        // Flows of beds are read month by month, of the base alone.
        let is_shown =
            |scenario: &str, month: Month| scenario == base_id || (ends.contains(&month) && shown.contains(scenario));
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        // What the level of detail leaves out is nowhere shown: `Question::needs`.
        let of_district = detail >= Detail::District;
        let at_ends = Within::AllAreasAtYearEnds;
        let read = scope(|scope| {
            let base = scope.spawn(|| reader.base(base_id));
            let others = scope.spawn(|| side_by_side(other_ids, threads, |id| reader.other(id)));
            let programmes = scope.spawn(|| of_district.then(|| programme_years(tables, base_id)).transpose());
            let accounts = scope.spawn(|| of_district.then(|| account_years(tables, base_id)).transpose());
            let pyramids = scope.spawn(|| of_district.then(|| pyramid_years(tables, &simulated)).transpose());
            let communities = scope.spawn(|| {
                let columns: &[&Indicator] = if of_district { communities::COLUMNS } else { &[] };
                AreaYears::read(tables, &simulated, columns, at_ends)
            });
            let agreement = scope.spawn(|| Agreement::read(tables, base_id));
            let summary = scope.spawn(|| Summary::read_of(&folder.join(SUMMARY_FILE), is_shown));
            let (base, others, summary) = (join(base), join(others), join(summary));
            let agreement = join(agreement);
            (base, others, join(programmes), join(accounts), join(pyramids), join(communities), agreement, summary)
        });
        let (base, others, programmes, accounts, pyramids, communities, agreement, summary) = read;
        let Base { scenario: base, peak, certification, facts } = base?;
        let (programmes, accounts, summary) =
            (programmes?.unwrap_or_default(), accounts?.unwrap_or_default(), summary?);
        let outlook = || bed_outlook(&summary, base_id, &run.year_ends());
        Ok(Results {
            base,
            others: others?,
            peak,
            certification,
            beds: (detail >= beds::OUTLOOK_NEEDS).then(outlook).flatten(),
            summary,
            money: MoneyOutlook::of(&programmes, &accounts, &baseline.district),
            accounts,
            pyramids: pyramids?.unwrap_or_default(),
            communities: communities?,
            facts,
            agreement: agreement?,
            sanity: read_sanity_rows(&folder.join(SANITY_FILE))?,
            backtest: OnceLock::new(),
            baseline,
            run,
        })
    }

    /// The manifest of the run.
    pub fn manifest(&self) -> &Manifest {
        &self.run.manifest
    }

    /// The backtest of the baseline, made when it is first asked for; none where the baseline lacks what it needs.
    pub fn backtest(&self) -> Option<&Backtest> {
        self.backtest.get_or_init(|| projection::backtest(&self.baseline, projection::DRAWS).ok()).as_ref()
    }

    /// Sanity rules that are broken.
    pub fn broken(&self) -> usize {
        self.sanity.iter().filter(|row| row.verdict == BROKEN).count()
    }

    /// Rules of conservation, bounds and projection that are broken: bugs.
    pub fn bugs(&self) -> usize {
        self.sanity.iter().filter(|row| is_a_bug(row)).count()
    }

    /// Replicates of each scenario.
    pub fn replicates(&self) -> usize {
        self.run.manifest.plan.replicates as usize
    }

    /// The last month of published numbers that the model is compared with; the source's own forecasts are none.
    pub fn published_to(&self) -> Option<Month> {
        let observations = self.baseline.observations.iter().filter(|of| of.grade != Grade::Forecast);
        observations.map(|of| of.month).max()
    }

    /// What stands for a number of all areas together in a year, which is no indicator: bands have the discrepancy of `id`.
    pub fn estimate(&self, id: &str, year: i32, values: &[Option<f64>]) -> Option<Estimate> {
        estimate(&self.baseline.discrepancy, id, self.base.end_of(year), values)
    }

    /// The predictive distribution of the same; none without a discrepancy.
    pub fn predictive(&self, id: &str, year: i32, values: &[Option<f64>]) -> Option<Predictive> {
        predictive(&self.baseline.discrepancy, id, self.base.end_of(year), values)
    }

    /// Calendar years, the last perhaps in part.
    pub fn years(&self) -> Vec<i32> {
        (self.run.first.year()..=self.run.last.year()).collect()
    }
}

/// What a thread read; its panic goes on, as the bug that it is.
fn join<T>(reader: ScopedJoinHandle<'_, T>) -> T {
    reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

struct Reader<'a> {
    run: &'a Run,
    baseline: &'a Baseline,
}

struct Base {
    scenario: Scenario,
    peak: Option<Peak>,
    certification: Option<Certification>,
    facts: Validation,
}

impl Reader<'_> {
    fn base(&self, id: &str) -> Result<Base, FindingError> {
        let mut wanted = series_of_findings(self.baseline);
        wanted.extend(series_of_certification());
        let numbers = Numbers::read_ahead(&self.run.tables, id, &wanted)?;
        Ok(Base {
            scenario: self.scenario(&numbers)?,
            peak: peak(&numbers, &self.baseline.discrepancy)?,
            certification: certification(&numbers, &self.baseline.discrepancy)?,
            facts: validate(&numbers, self.baseline)?,
        })
    }

    fn other(&self, id: &str) -> Result<Scenario, FindingError> {
        self.scenario(&Numbers::read_ahead(&self.run.tables, id, &series_of_findings(self.baseline))?)
    }

    fn scenario(&self, numbers: &Numbers<'_>) -> Result<Scenario, FindingError> {
        let id = numbers.scenario().to_string();
        let PlannedScenario { name_zh, name_en, description_zh, description_en, .. } = self.run.scenario(&id)?;
        let text = |zh: &String, en: &String| Text { zh: zh.clone(), en: en.clone() };
        let all: Vec<&Indicator> = INDICATORS.iter().collect();
        Ok(Scenario {
            name: text(name_zh, name_en),
            description: text(description_zh, description_en),
            values: AreaYears::read(&self.run.tables, &self.run.simulated(&id), &all, Within::District)?,
            targets: target_rows(numbers, self.baseline)?,
            discrepancy: self.baseline.discrepancy.clone(),
            last: self.run.last,
            id,
        })
    }
}

/// Indicators of areas by year and replicate.
pub struct AreaYears {
    years: std::ops::RangeInclusive<i32>,
    /// A topic's indicators, and their values in that order.
    topics: Vec<(Vec<&'static str>, YearValues)>,
}

/// Communities at years' ends.
pub type Communities = AreaYears;

impl AreaYears {
    /// Every topic in one pass.
    fn read(
        tables: &Tables,
        simulated: &Simulated<'_>,
        wanted: &[&Indicator],
        within: Within,
    ) -> Result<Self, OutputError> {
        let of_topic = |topic: Topic| {
            let mine = |of: &&Indicator| of.topic == topic && wanted.iter().any(|wanted| wanted.id == of.id);
            let indicators: Vec<&Indicator> = INDICATORS.iter().filter(mine).collect();
            let column =
                |of: &&Indicator| YearColumn { column: of.column, keys: of.keys, of_year: OfYear::of_unit(of.unit) };
            let columns: Vec<YearColumn> = indicators.iter().map(column).collect();
            if columns.is_empty() {
                return Ok(None);
            }
            let values = year_values(tables, topic, simulated, &columns, within)?;
            Ok(Some((indicators.iter().map(|of| of.id).collect(), values)))
        };
        let topics = Topic::ALL.into_iter().filter_map(|topic| of_topic(topic).transpose());
        let topics = topics.collect::<Result<_, OutputError>>()?;
        Ok(AreaYears { years: simulated.first.year()..=simulated.last.year(), topics })
    }

    /// An indicator of an area in a year, by replicate; empty where there is none.
    pub fn of(&self, of: &Indicator, area: &str, year: i32) -> &[Option<f64>] {
        let find = |(ids, values): &(Vec<&'static str>, YearValues)| {
            let column = ids.iter().position(|known| *known == of.id)?;
            Some((column, values.areas.iter().position(|known| known.as_ref() == area)?))
        };
        let found = self.topics.iter().find_map(|topic| Some((&topic.1, find(topic)?)));
        match (found, usize::try_from(year - self.years.start())) {
            (Some((values, (column, area))), Ok(year)) => values.of(column, area, year),
            _ => &[],
        }
    }
}
