//! A district's baseline: what the model starts from, and where every number comes from.
use crate::checks;
use crate::city::{CityElders, DistrictsCensus};
use crate::discrepancy::Discrepancy;
use crate::files::calibration::CalibrationRow;
use crate::files::posterior::{PosteriorState, posterior_file};
use crate::files::priors::PriorRecord;
use crate::files::{
    ability, agencies, budget, calibration, care, city_elders, discrepancy, district, districts_census, facilities,
    facts, mortality, mortality_standard, observations, parameters, posterior, priors, programmes, pyramid, relief,
    shocks, targets, tiles, workforce,
};
use crate::nearest::nearest;
use crate::observation::Observation;
use crate::problem::{Expected, Problem, ProblemKind, Problems};
use crate::provenance::{Fact, Grade, GradeCounts, InputFile, ParameterRecord, TableRecord};
use crate::scenario::SET;
use crate::source::{DISPLAY_FILES, FILES, OPTIONAL_FILES, Source};
use crate::targets::Targets;
use agents::district::{CareSystem, District};
use agents::parameters::{PARAMETERS, ParameterChoice, Quantity, parameter_position};
use agents::prior::Posterior;
use agents::relief::programme::ReliefSystem;
use agents::text::Text;
use ndarray::Array2;
use std::path::Path;
use std::sync::Arc;

/// A district, checked, with provenance.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// What the model reads.
    pub district: District,
    /// The files read, in the order of [`FILES`] and then [`OPTIONAL_FILES`], with their hashes.
    pub files: Vec<InputFile>,
    /// The files of [`DISPLAY_FILES`] that it has: in no identity of a run.
    pub display: Vec<InputFile>,
    /// Published figures as printed.
    pub facts: Vec<Fact>,
    /// Published numbers that results are compared with; empty in a baseline without them.
    pub observations: Vec<Observation>,
    /// What is to be reached, and when to act.
    pub targets: Targets,
    /// The city's elders, for the fit of mortality and its backtest; none in a baseline without them.
    pub city_elders: Option<CityElders>,
    /// Residents of the city's districts in two censuses, for the same; none in a baseline without them.
    pub districts_census: Option<DistrictsCensus>,
    /// The shape of mortality that is fitted: death rates per person-year by sex (men first) and age 40 to 110; none in
    /// a baseline without it.
    pub mortality_standard: Option<Array2<f64>>,
    /// How far the world may lie from the model, by indicator; no term in a baseline without it.
    pub discrepancy: Discrepancy,
    /// Every quantity: first the parameters in the order of
    /// [`PARAMETERS`], then sizes of communities, then beds and openings of homes, then shocks, then amounts of
    /// programmes, then appropriations of accounts.
    pub quantities: Vec<ParameterRecord>,
    /// Provenance of the tables: ability, pyramid, mortality, homes, agencies, then insured hours and
    /// each set of daily rates, then each occupation, level of certificate, the entry subsidy and the posts
    /// added, then each standard of relief and the needs assessment.
    pub tables: Vec<TableRecord>,
    /// Where the groups of correlated parameters come from, in the order of `district.priors`.
    pub priors: Vec<PriorRecord>,
    /// What is said of published numbers before and after calibration; empty in a baseline that was not calibrated.
    pub calibration: Vec<CalibrationRow>,
    /// Whether there is a posterior that may be used.
    pub posterior: PosteriorState,
    /// What readers must know wherever the peak of the elders is shown.
    pub peak_note: Option<Text>,
    /// What readers must know wherever money of relief is shown.
    pub relief_note: Option<Text>,
    /// Row and column, from 1, of each community in a picture, in the order of `district.communities`; none in a
    /// baseline without the file.
    pub tiles: Option<Vec<[i32; 2]>>,
    /// Official code of each community, where it has one, in the order of `district.communities`.
    pub community_codes: Vec<Option<String>>,
}

/// Reads the baseline in `folder`. The error holds everything that is wrong with it.
pub fn load(folder: &Path) -> Result<Baseline, Problems> {
    read(&Source::folder(folder))
}

/// The baseline called `id` inside the program (see [`crate::EMBEDDED`]); `None` when there is
/// none of that name.
pub fn embedded(id: &str) -> Option<Result<Baseline, Problems>> {
    Source::embedded(id).map(|source| read(&source))
}

/// Reads a baseline from named texts. The error holds everything that is wrong with it.
pub fn read(source: &Source) -> Result<Baseline, Problems> {
    let mut problems = Problems::default();
    let baseline = parts(source, &mut problems);
    problems.or(baseline)
}

/// The baseline as far as it can be put together; whatever keeps it from that is in `problems`.
fn parts(source: &Source, problems: &mut Problems) -> Option<Baseline> {
    let district = district::read(source, problems);
    let simulated = checks::simulated(source, district.as_ref(), problems);
    let parameters = parameters::read(source, problems);
    let ability = ability::read(source, problems);
    let pyramid = pyramid::read(source, district.as_ref().and_then(|d| d.pyramid_year), problems);
    let mortality = mortality::read(source, problems);
    let shocks = shocks::read(source, simulated, problems);
    let care = care::read(source, problems);
    let ids = district.as_ref().and_then(|d| d.community_ids.as_deref());
    let tiles = tiles::read(source, ids, problems);
    let facilities = facilities::read(source, ids, simulated, problems);
    let agencies = agencies::read(source, ids, problems);
    let workforce = workforce::read(source, problems);
    let relief = relief::read(source, problems);
    let budget = budget::read(source, problems);
    let accounts = budget.as_ref().and_then(|file| file.ids.as_deref());
    let programmes = programmes::read(source, accounts, problems);
    let facts = facts::read(source, problems);
    let observations = observations::read(source, facts.as_deref(), problems);
    let targets = targets::read(source, &targets::Scope { communities: ids, simulated }, problems);
    let city_elders = city_elders::read(source, problems);
    let districts_census = districts_census::read(source, problems);
    let mortality_standard = mortality_standard::read(source, problems);
    let discrepancy = discrepancy::read(source, problems);
    let calibration = calibration::read(source, problems);
    if let (Some(district), Some(simulated)) = (&district, simulated) {
        let (pyramid, mortality) = (pyramid.as_ref().map(|p| &p.0), mortality.as_ref().map(|m| &m.0));
        checks::coverage(source, district, simulated, pyramid, mortality, problems);
    }
    let (values, mut records): (Vec<Quantity>, Vec<ParameterRecord>) =
        parameters.unwrap_or_default().into_iter().unzip();
    checks::shares(&records, &source.shown(parameters::FILE), problems);
    let district = district?;
    let (pyramid, pyramid_record) = pyramid?;
    let (mortality, mortality_record) = mortality?;
    let (ability, ability_record) = ability?;
    let (placement_rule, homes_known, insurance, care_records) = care?;
    let (facilities, facility_quantities, facilities_record) = facilities?;
    checks::zones(source, &district.communities, &facilities, problems);
    let (agencies, agencies_record) = agencies?;
    let (workforce, workforce_records) = workforce?;
    let ([standards, pensions], assessment, relief_records, relief_note) = relief?;
    let budget = budget?;
    let (programmes, programme_quantities) = programmes?;
    records.extend(district.records);
    records.extend(facility_quantities);
    let (epidemics, shocks) = shocks?;
    let (shocks, shock_records): (Vec<_>, Vec<_>) = shocks.into_iter().unzip();
    records.extend(shock_records.into_iter().flatten());
    records.extend(programme_quantities);
    records.extend(budget.records);
    // They name quantities of all other files.
    let priors = priors::read(source, &records, problems);
    let posterior = posterior::read(source, &records, problems);
    let (prior_groups, priors): (Vec<_>, Vec<_>) = priors?.into_iter().unzip();
    let (posterior, posterior_state) = posterior?;
    let mut tables = vec![ability_record, pyramid_record, mortality_record, facilities_record, agencies_record];
    tables.extend(care_records);
    tables.extend(workforce_records);
    tables.extend(relief_records);
    let file = |name: &&str| {
        let bytes = source.bytes(name)?;
        let text = std::str::from_utf8(bytes).ok()?.into();
        Some(InputFile { file: name.to_string(), blake3: blake3::hash(bytes).to_hex().to_string(), text })
    };
    Some(Baseline {
        district: District {
            id: district.id?,
            name: district.name?,
            start: district.start?,
            end: district.end?,
            communities: district.communities,
            pyramid,
            mortality,
            ability,
            // Kept apart from `quantities`, which overrides change.
            baseline_quantities: values.clone(),
            quantities: values,
            priors: prior_groups,
            posterior: posterior.map(Arc::new),
            baseline_shocks: shocks.clone(),
            shocks,
            epidemics,
            care: CareSystem { placement_rule, homes_known, insurance, facilities, agencies },
            workforce,
            relief: ReliefSystem { standards, pensions, standard_ratio: 1.0, assessment, programmes },
            budget: budget.system?,
        },
        files: FILES.iter().chain(OPTIONAL_FILES).filter_map(file).collect(),
        display: DISPLAY_FILES.iter().filter_map(file).collect(),
        facts: facts?,
        observations: observations?,
        targets: targets?,
        city_elders,
        districts_census,
        mortality_standard,
        priors,
        calibration: calibration?,
        posterior: posterior_state,
        discrepancy: discrepancy?,
        quantities: records,
        tables,
        peak_note: district.peak_note,
        relief_note,
        tiles,
        community_codes: district.codes,
    })
}

impl Baseline {
    /// How many quantities have each grade.
    pub fn grade_counts(&self) -> GradeCounts {
        GradeCounts::of(&self.quantities)
    }

    /// Where replicates take their parameters from unless something else is asked for: the posterior, where there is one.
    pub fn usual_parameters(&self) -> ParameterChoice {
        if self.district.posterior.is_some() { ParameterChoice::Posterior } else { ParameterChoice::Prior }
    }

    /// The same baseline with each of these parameters known exactly: no replicate draws it any
    /// more. Errors: an unknown id, a value outside its bounds, or parts of one whole above 1
    /// together.
    pub fn with_overrides(&self, overrides: &[(&str, f64)]) -> Result<Baseline, Problems> {
        let mut problems = Problems::default();
        let mut changed = self.clone();
        for (id, value) in overrides {
            match check_override(id, *value) {
                Err(problem) => problems.push(problem),
                Ok(position) => {
                    if let Some(quantity) = changed.district.quantities.get_mut(position) {
                        *quantity = Quantity::exactly(*value);
                    }
                    if let Some(record) = changed.quantities.get_mut(position) {
                        record.source =
                            format!("set for this run; the baseline has {} ({})", record.value, record.source);
                        record.value = *value;
                        record.range = [*value; 2];
                        record.grade = Grade::Assumed;
                    }
                }
            }
        }
        if !overrides.is_empty() {
            checks::shares(&changed.quantities, SET, &mut problems);
        }
        problems.or(Some(changed))
    }

    /// The same baseline with another posterior and no calibration beside it. Errors: it does not fit the baseline.
    pub fn with_posterior(&self, posterior: &Posterior, about: &[String]) -> Result<Baseline, Problems> {
        self.with_files(posterior, about, None)
    }

    /// The same baseline with what calibration found: the posterior, and the text of the other file.
    pub fn with_calibration(
        &self,
        posterior: &Posterior,
        about: &[String],
        calibration: &str,
    ) -> Result<Baseline, Problems> {
        self.with_files(posterior, about, Some(calibration))
    }

    fn with_files(&self, draws: &Posterior, about: &[String], table: Option<&str>) -> Result<Baseline, Problems> {
        let made = [posterior::FILE, calibration::FILE];
        let others = self.files.iter().chain(&self.display).filter(|file| !made.contains(&file.file.as_str()));
        let mut files: Vec<(String, Vec<u8>)> =
            others.map(|file| (file.file.clone(), file.text.as_bytes().to_vec())).collect();
        let text = posterior_file(draws, &Source::from_files(files.clone()), about);
        files.push((posterior::FILE.to_string(), text.into_bytes()));
        files.extend(table.map(|table| (calibration::FILE.to_string(), table.as_bytes().to_vec())));
        read(&Source::from_files(files))
    }

    /// The same baseline with no shock, dated or of a coming winter.
    pub fn without_shocks(&self) -> Baseline {
        let mut changed = self.clone();
        changed.district.shocks.clear();
        changed.district.epidemics = false;
        changed.quantities.retain(|record| !record.id.starts_with("shock."));
        changed
    }
}

/// The position in [`PARAMETERS`] of `id`, when it may have `value`.
pub(crate) fn check_override(id: &str, value: f64) -> Result<usize, Problem> {
    let refuse = |kind| Problem { file: SET.to_string(), line: None, key: id.to_string(), kind };
    let known = parameter_position(id).and_then(|position| Some((position, PARAMETERS.get(position)?)));
    let Some((position, definition)) = known else {
        return Err(refuse(ProblemKind::UnknownKey { nearest: nearest(id, PARAMETERS.iter().map(|p| p.id)) }));
    };
    if !value.is_finite() {
        return Err(refuse(ProblemKind::NotFinite));
    }
    let (least, most) = (definition.least, definition.most);
    if !(least..=most).contains(&value) {
        return Err(refuse(ProblemKind::OutsideBounds { value, least, most }));
    }
    if value.fract() != 0.0 && definition.is_whole {
        return Err(refuse(ProblemKind::WrongType { expected: Expected::Whole }));
    }
    Ok(position)
}
