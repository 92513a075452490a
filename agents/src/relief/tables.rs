//! One replicate's numbers of relief as whole numbers: thresholds, fen, millionths. Made once a replicate, read
//! every month.
use super::attributes::{ATTRIBUTES, ATTRIBUTES_COUNT, Values, at};
use super::disabled;
use super::household::{Household, Members, schooling};
use super::programme::{
    ACTIVITIES, Activity, Amount, Band, Group, Index, MOST_BANDS, MOST_MEMBERS, MOST_PROGRAMMES, NeedsAssessment, Over,
    Programme, ReliefSystem,
};
use super::rules::Rules;
use crate::course::{Course, Stretch};
use crate::district::{CARE_LEVELS, District};
use crate::rates::{Mortality, monthly_threshold};
use crate::report::{AGES, FIRST_AGE};
use sim_core::{Month, threshold};

/// Millionths of one.
pub const ONE_TIME: i64 = 1_000_000;
/// Whole money: above this no amount grows, so that its sums can be counted.
const MOST_FEN: f64 = 1e13;
/// Cells of elders by income, sex and age, in the order of the register's tallies.
pub const ELDER_CELLS: usize = 3 * 2 * AGES;
/// Cells of assessed elders: care level, income, at home or in a bed.
pub const CASE_CELLS: usize = CARE_LEVELS * 3 * 2;
/// Cells of disabled persons on the register: age, sex, at work, grade.
pub const REGISTER_CELLS: usize = 8 * (MOST_AGE + 1);
/// No band of a programme fits.
pub const NO_BAND: u8 = u8::MAX;
/// The oldest age of members below which their death rates are kept.
pub(super) const MOST_AGE: usize = 110;
/// Rise of mortality with each year of age below the youngest age of the life table.
const GOMPERTZ: f64 = 0.07;

/// What is paid each time, and how often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    /// Fen each time; for a top-up, fen a member up to which income is topped up.
    pub fen: i64,
    /// Millionths of times this month; 0 in months in which it is not paid.
    pub times: i64,
}

/// What those who are asked about in cells get: the band of each cell.
#[derive(Clone, Debug)]
pub struct CellProgramme {
    /// Position of the programme.
    pub programme: usize,
    /// By cell: the band, or [`NO_BAND`].
    pub bands: Vec<u8>,
}

/// Everything the rules of relief read.
#[derive(Clone, Debug)]
pub struct ReliefTables {
    /// By month from the one before the start: fen of the standard.
    standards: Vec<i64>,
    /// By month: thousandths of a fen for a yuan of pay and of pension; fen of pay that are disregarded.
    incomes: Vec<[i64; 3]>,
    /// By month and band of all programmes.
    rates: Vec<Rate>,
    /// Where the bands of each programme begin, and where the last ends.
    first_band: Vec<usize>,
    /// By band of all programmes: fen a month that it is worth at the start; none for top-ups.
    worth: Vec<Option<i64>>,
    /// By month and [`Index::ALL`]: growth since the month before the start.
    growth: Vec<[f64; 4]>,
    /// Months in which everybody is looked at anew: standards or dated amounts change.
    reviews: Vec<bool>,
    /// Programmes over households and members, with their positions.
    households: Vec<(usize, Programme)>,
    /// The same, flattened.
    pub(super) rules: Rules,
    /// Programmes over deaths.
    deaths: Vec<(usize, Programme)>,
    /// From which month on which cells hold: of elders, of cases, of the register of disabled persons.
    cells: Vec<(i16, [Vec<CellProgramme>; 3])>,
    /// Programmes with so many person-times a month.
    pub fixed: Vec<usize>,
    /// By programme: a bit for whether it makes the relief caseload.
    caseload: u64,
    /// By programme: a bit for whether it tops up income.
    top_ups: u64,
    /// By programme: a bit for whether it is a disability subsidy.
    disability: u64,
    /// Thousandths of the standard for a member below 18.
    minors: i64,
    /// Hundreds of yuan a head above which savings exclude from relief.
    pub savings_limit: i64,
    /// Thousandths of their savings that households spend in a year.
    pub savings_spent: u32,
    /// Share of the disabled persons outside households in hardship who claim what they are entitled to, in millionths.
    pub registered_take_up: i64,
    /// The programme of each activity.
    activities: [Option<usize>; ACTIVITIES],
    /// Share of those entitled who claim, in millionths, by programme.
    pub take_up: Vec<i64>,
    /// Points of the needs assessment, in thousandths.
    points: [i64; 6],
    tiers: [i64; 3],
    /// Monthly chance of death: `[simulated year][sex][age]`.
    mortality: Vec<[Vec<u32>; 2]>,
    /// Monthly chances of other events.
    pub job_lost: u32,
    /// Finding work.
    pub job_found: u32,
    /// Falling seriously ill.
    pub falls_ill: u32,
    /// Recovering.
    pub recovers: u32,
    /// Leaving hardship for other reasons.
    pub escapes: u32,
    /// Applying unprompted.
    pub applies: u32,
    /// Being found by data, of those whom data show.
    pub matched: u32,
    /// Households that advisers visit in a month, by community size 1.
    pub screenings: f64,
    /// Share of visits that go to a household in hardship.
    pub targeting: f64,
    /// Months from application to grant: with proofs, by declaration.
    pub processing: [i16; 2],
    /// Months until the cross-check shows a death, and other changes.
    pub lags: [i16; 2],
    /// Chance that the cross-check shows a rise of income at all.
    pub income_seen: u32,
    /// Months between re-checks.
    pub check_interval: i16,
    /// Fractions of months are kept to the day of the draw: expected new households a month, by year.
    pub new_poor: Vec<f64>,
}

/// The most grants that a household can have of a programme: [`super::household::MOST_GRANTS`] of all together.
pub fn most_grants_of(programme: &Programme) -> usize {
    match programme.over {
        Over::Household => 1,
        Over::Member => most_bands_at_once(&programme.bands).min(MOST_MEMBERS),
        _ => 0,
    }
}

/// How many bands hold in the same month: none begins to hold but before all time or in its first month.
fn most_bands_at_once(bands: &[Band]) -> usize {
    let holds = |band: &Band, month: Option<Month>| {
        band.from.is_none_or(|from| month.is_some_and(|month| from <= month))
            && band.to.is_none_or(|to| month.is_none_or(|month| month <= to))
    };
    let months = std::iter::once(None).chain(bands.iter().map(|band| band.from));
    months.map(|month| bands.iter().filter(|band| holds(band, month)).count()).max().unwrap_or(0)
}

impl ReliefTables {
    /// The tables of a course.
    pub fn new(course: &Course, mortality: &Mortality) -> Self {
        let (district, p) = (course.district(), course.parameters());
        let system = &district.relief;
        let programmes = &system.programmes[..system.programmes.len().min(MOST_PROGRAMMES)];
        let before = district.start - 1;
        let months: Vec<Month> = (0..=(district.end - before).max(0)).map(|m| before + m).collect();
        let yuan: Vec<f64> = months.iter().map(|month| standard(course, *month)).collect();
        // Incomes of the poor are brought up to date with the standard, in Julys: those since the start.
        let until = |month: &Month| month.year() + i32::from(month.of_year() >= 7);
        let julys = |month: &Month| (until(&before) + 1..=until(month)).map(|year| Month::january(year) + 6);
        let first = district.start.year();
        let growth: Vec<[f64; 4]> = months
            .iter()
            .zip(&yuan)
            .map(|(month, standard)| {
                let grown = |rate: fn(&Stretch) -> f64| course.level(first, month.year().max(first), rate);
                let prices = grown(|stretch| stretch.parameters.relief_price_growth);
                let wages = grown(|stretch| stretch.parameters.workforce_wage_growth);
                [1.0, standard / yuan[0].max(1e-9), prices, wages]
            })
            .collect();
        let mut first_band = vec![0];
        for programme in programmes {
            first_band.push(first_band[first_band.len() - 1] + programme.bands.len().min(MOST_BANDS));
        }
        let quantity = |id: String, quantity| course.places().value(&id, quantity);
        let mut drawn = Vec::new();
        for programme in programmes {
            for (number, band) in programme.bands.iter().take(MOST_BANDS).enumerate() {
                let id = |what| format!("programme.{}.band.{}.{what}", programme.id, number + 1);
                let amount = match &band.amount {
                    Amount::Yuan(yuan) => quantity(id("yuan"), yuan),
                    Amount::Standard(times) => quantity(id("standard"), times),
                    Amount::TopUp(times) => quantity(id("top_up"), times),
                    Amount::Bill(bill, covered) => {
                        let left = 1.0 - p.relief_insurance_share;
                        quantity(id("bill"), bill) * left * quantity(id("covered"), covered)
                    }
                    Amount::Model => 0.0,
                };
                drawn.push((amount, quantity(id("times"), &band.times)));
            }
        }
        let mut rates = Vec::with_capacity(months.len() * drawn.len());
        for ((month, standard), growth) in months.iter().zip(&yuan).zip(&growth) {
            let bands = programmes.iter().flat_map(|p| p.bands.iter().take(MOST_BANDS).map(move |band| (p, band)));
            for ((programme, band), (amount, times)) in bands.zip(&drawn) {
                let grown = growth[programme.index as usize];
                let yuan = match band.amount {
                    Amount::Yuan(_) | Amount::Bill(..) => amount * grown,
                    Amount::Standard(_) | Amount::TopUp(_) => amount * standard,
                    Amount::Model => 0.0,
                };
                let paid = programme.months[month.of_year() as usize - 1];
                let times = if paid { libm::round(times * ONE_TIME as f64) as i64 } else { 0 };
                rates.push(Rate { fen: fen(yuan), times });
            }
        }
        let dates = programmes.iter().flat_map(|p| &p.bands).flat_map(|band| [band.from, band.to.map(|to| to + 1)]);
        let dates: Vec<Month> = dates.flatten().collect();
        let reviews: Vec<bool> = (0..months.len())
            .map(|m| {
                let changed = m > 0 && libm::fabs(yuan[m] - yuan[m - 1]) > 1e-9;
                changed || months[m].of_year() == 7 || dates.contains(&months[m])
            })
            .collect();
        let of = |over: fn(&Over) -> bool| {
            let chosen = programmes.iter().enumerate().filter(|(_, programme)| over(&programme.over));
            chosen.map(|(position, programme)| (position, programme.clone())).collect::<Vec<_>>()
        };
        let mut cells = Vec::new();
        for (m, month) in months.iter().enumerate() {
            if m == 0 || dates.contains(month) {
                let tables = [
                    elder_cells(programmes, *month),
                    case_cells(programmes, *month),
                    register_cells(programmes, *month),
                ];
                cells.push((m as i16 - 1, tables));
            }
        }
        let activity = |activity: &Activity| programmes.iter().position(|p| p.over == Over::Activity(*activity));
        let years = (district.end.year() - district.start.year()).max(0) as usize + 1;
        let whole = |months: f64| libm::round(months).clamp(0.0, 600.0) as i16;
        let inflow = |a_year: f64| -> Vec<f64> {
            let trend = |stretch: &Stretch| stretch.parameters.relief_inflow_trend;
            (first..).take(years).map(|year| a_year / 12.0 * course.level(first, year, trend)).collect()
        };
        ReliefTables {
            standards: yuan.iter().map(|yuan| fen(*yuan)).collect(),
            incomes: months
                .iter()
                .zip(&yuan)
                .map(|(month, standard)| {
                    let pay =
                        fen(1000.0 * course.compound(julys(month), |stretch| stretch.parameters.relief_income_growth));
                    let pensions = fen(1000.0 * pension(course, *month) / pension(course, before));
                    [pay, pensions, fen(standard * p.relief_work_disregard)]
                })
                .collect(),
            worth: programmes
                .iter()
                .flat_map(|programme| programme.bands.iter().take(MOST_BANDS))
                .zip(&drawn)
                .map(|(band, (amount, times))| {
                    let fen = fen(amount * times * if let Amount::Standard(_) = band.amount { yuan[0] } else { 1.0 });
                    (!matches!(band.amount, Amount::TopUp(_))).then_some(fen)
                })
                .collect(),
            rates,
            first_band,
            growth,
            reviews,
            rules: Rules::new(programmes, district.start),
            households: of(|over| matches!(over, Over::Household | Over::Member)),
            deaths: of(|over| matches!(over, Over::Death)),
            cells,
            fixed: of(|over| matches!(over, Over::Fixed)).into_iter().map(|(position, _)| position).collect(),
            caseload: (0..).zip(programmes).map(|(at, p)| u64::from(p.caseload) << at).sum(),
            top_ups: (0..)
                .zip(programmes)
                .map(|(at, p)| u64::from(p.bands.iter().any(|band| matches!(band.amount, Amount::TopUp(_)))) << at)
                .sum(),
            disability: (0..).zip(programmes).map(|(at, p)| u64::from(p.group == Group::Disability) << at).sum(),
            minors: libm::round(p.relief_minor_standard * 1000.0) as i64,
            savings_limit: libm::round(p.relief_savings_limit / 100.0) as i64,
            savings_spent: libm::round(p.relief_savings_spent * 1000.0) as u32,
            registered_take_up: libm::round(p.disability_take_up * ONE_TIME as f64) as i64,
            activities: std::array::from_fn(|i| activity(&Activity::ALL[i])),
            take_up: programmes
                .iter()
                .map(|programme| {
                    let share = quantity(format!("programme.{}.take_up", programme.id), &programme.take_up);
                    libm::round(share * ONE_TIME as f64) as i64
                })
                .collect(),
            points: points(&system.assessment),
            tiers: system.assessment.tiers.map(|points| libm::round(points * 1000.0) as i64),
            mortality: deaths(district, mortality, years, p.relief_mortality),
            job_lost: monthly_threshold(p.relief_job_lost),
            job_found: monthly_threshold(p.relief_job_found),
            falls_ill: monthly_threshold(p.relief_falls_ill),
            recovers: monthly_threshold(p.relief_recovers),
            escapes: monthly_threshold(p.relief_escapes),
            applies: monthly_threshold(p.relief_applies),
            matched: monthly_threshold(p.relief_matching_rate),
            screenings: p.relief_advisers * p.relief_adviser_screenings,
            targeting: p.relief_adviser_targeting,
            processing: [whole(p.relief_processing), whole(p.relief_processing_declared)].map(|months| months.max(1)),
            lags: [whole(p.relief_death_lag), whole(p.relief_income_lag)],
            income_seen: threshold(p.relief_income_seen),
            check_interval: whole(p.relief_check_interval).max(1),
            new_poor: inflow(p.relief_new_households),
        }
    }

    /// Whether everybody is entitled to the same, in a month, as by other tables of the same programmes.
    pub fn entitles_as(&self, other: &ReliefTables, number: i16) -> bool {
        let bands = self.first_band[self.first_band.len() - 1];
        let rates = |tables: &ReliefTables| -> Vec<Rate> {
            let at = tables.month(number) * bands;
            tables.rates[at..at + bands].to_vec()
        };
        self.standard(number) == other.standard(number)
            && self.incomes(number) == other.incomes(number)
            && rates(self) == rates(other)
            && (self.points, self.tiers, &self.worth) == (other.points, other.tiers, &other.worth)
            && (self.minors, self.savings_limit) == (other.minors, other.savings_limit)
            && self.rules == other.rules
    }

    /// Whether the same happens to households as by other tables.
    pub fn lives_as(&self, other: &ReliefTables) -> bool {
        let chances = |t: &ReliefTables| [t.job_lost, t.job_found, t.falls_ill, t.recovers, t.escapes];
        chances(self) == chances(other) && self.mortality == other.mortality
    }

    /// Months are counted from the first simulated one; the month before it is -1.
    fn month(&self, number: i16) -> usize {
        (i32::from(number) + 1).clamp(0, self.standards.len() as i32 - 1) as usize
    }

    /// The standard, fen a month and person.
    #[inline]
    pub fn standard(&self, number: i16) -> i64 {
        self.standards[self.month(number)]
    }

    /// Thousandths of a fen for a yuan of pay and of pension at the start's level; fen of pay that are disregarded.
    #[inline]
    pub fn incomes(&self, number: i16) -> [i64; 3] {
        self.incomes[self.month(number)]
    }

    /// What a band of a programme is in a month.
    #[inline]
    pub fn rate(&self, number: i16, programme: usize, band: usize) -> Rate {
        let bands = self.first_band[self.first_band.len() - 1];
        self.rates[self.month(number) * bands + self.first_band[programme] + band]
    }

    /// Fen a month that a band is worth at the start; none for a top-up.
    #[inline]
    pub fn worth(&self, programme: usize, band: usize) -> Option<i64> {
        self.worth[self.first_band[programme] + band]
    }

    /// Where the bands of each programme begin in a list of all, and the number of all.
    pub fn first_band(&self) -> &[usize] {
        &self.first_band
    }

    /// Growth of amounts with an index since the month before the start.
    pub fn growth(&self, number: i16, index: Index) -> f64 {
        self.growth[self.month(number)][index as usize]
    }

    /// Whether everybody is looked at anew in a month.
    pub fn is_review(&self, number: i16) -> bool {
        self.reviews[self.month(number)]
    }

    /// Programmes over households and members, with their positions.
    #[inline]
    pub fn of_households(&self) -> &[(usize, Programme)] {
        &self.households
    }

    /// Programmes over deaths, with their positions.
    pub fn of_deaths(&self) -> &[(usize, Programme)] {
        &self.deaths
    }

    /// What elders, cases and disabled persons of the register get by cell in a month.
    pub fn cells(&self, number: i16) -> &[Vec<CellProgramme>; 3] {
        let at = self.cells.partition_point(|(from, _)| *from <= number).max(1) - 1;
        &self.cells[at].1
    }

    /// A bit for each disability subsidy.
    #[inline]
    pub fn disability_subsidies(&self) -> u64 {
        self.disability
    }

    /// How many standards a household has a right to, in thousandths: minors have a higher one.
    #[inline]
    pub fn persons_in_standards(&self, members: &Members, number: i16) -> i64 {
        Household::present(members).map(|at| if members[at].age(number) < 18 { self.minors } else { 1000 }).sum()
    }

    /// A bit for each programme that tops up income.
    #[inline]
    pub fn top_ups(&self) -> u64 {
        self.top_ups
    }

    /// Whether those who get a programme are the relief caseload.
    #[inline]
    pub fn is_caseload(&self, programme: usize) -> bool {
        self.caseload >> programme & 1 == 1
    }

    /// The programme that pays for an activity.
    #[inline]
    pub fn activity(&self, activity: Activity) -> Option<usize> {
        self.activities[activity as usize]
    }

    /// Chance that a member of an age dies this month.
    #[inline]
    pub fn dies(&self, year: usize, sex: usize, age: i32) -> u32 {
        self.mortality[year.min(self.mortality.len() - 1)][sex][(age.max(0) as usize).min(MOST_AGE)]
    }

    /// The tier of the needs assessment, as the word's position.
    pub fn tier(&self, values: &Values) -> i32 {
        let [income, illness, disability, schooling, housing, support] = self.points;
        let lacking = (2000 - i64::from(values[at::INCOME_RATIO])).max(0);
        let any = |position: usize| i64::from(values[position] > 0);
        let points = income * lacking / 2000
            + illness * any(at::ILL)
            + disability * any(at::DISABLED)
            + schooling * any(at::CHILDREN)
            + housing * any(at::HOUSING)
            + support * (1 - any(at::SUPPORT));
        self.tiers.iter().filter(|tier| points >= **tier).count() as i32
    }
}

/// Yuan of the standard in a month: as published, then growing every twelve months after the last; times the ratio
/// that holds then.
fn standard(course: &Course, month: Month) -> f64 {
    let system: &ReliefSystem = &course.district().relief;
    let Some(first) = system.standards.first() else { return 0.0 };
    let known = system.standards.iter().rev().find(|standard| standard.from <= month).unwrap_or(first);
    let last = system.standards.last().is_some_and(|last| last.from == known.from);
    let years = if last { ((month - known.from) / 12).max(0) } else { 0 };
    // Standards are set in steps of ten yuan.
    let growth = |stretch: &Stretch| stretch.parameters.relief_standard_growth;
    let steps = (1..=years).map(|year| known.from + 12 * year);
    let ratio = course.at(month).district.relief.standard_ratio;
    let yuan = known.yuan * course.compound(steps, growth) * ratio;
    if years == 0 && ratio == 1.0 { yuan } else { libm::round(yuan / 10.0) * 10.0 }
}

/// The basic pension of residents in a month: as published, then growing each July after the last; by itself where none
/// is published.
fn pension(course: &Course, month: Month) -> f64 {
    let pensions = &course.district().relief.pensions;
    let known = pensions.iter().rev().find(|pension| pension.from <= month).or(pensions.first());
    let (from, yuan) = known.map_or((course.district().start - 1, 1.0), |known| (known.from, known.yuan));
    if pensions.last().is_some_and(|last| last.from != from) {
        return yuan;
    }
    let julys = |month: Month| month.year() + i32::from(month.of_year() >= 7);
    let steps = (julys(from) + 1..=julys(month)).map(|year| Month::january(year - 1) + 6);
    yuan * course.compound(steps, |stretch| stretch.parameters.relief_pension_growth)
}

fn points(assessment: &NeedsAssessment) -> [i64; 6] {
    let a = assessment;
    [a.income, a.illness, a.disability, a.schooling, a.housing, a.support].map(|p| libm::round(p * 1000.0) as i64)
}

/// Monthly chances of death of members whom the register of elders does not know.
fn deaths(district: &District, mortality: &Mortality, years: usize, ratio: f64) -> Vec<[Vec<u32>; 2]> {
    let youngest = district.mortality.first_age.min(FIRST_AGE) as i32;
    let of = |year: i32, sex: usize, age: i32| {
        let rate = mortality.rate(year, sex, age.max(youngest) as usize);
        let rate = if age < youngest { rate * libm::exp(-GOMPERTZ * f64::from(youngest - age)) } else { rate };
        monthly_threshold(rate * ratio)
    };
    let year = |year: usize| {
        let year = district.start.year() + year as i32;
        [0, 1].map(|sex| (0..=MOST_AGE as i32).map(|age| of(year, sex, age)).collect())
    };
    (0..years).map(year).collect()
}

fn elder_cells(programmes: &[Programme], month: Month) -> Vec<CellProgramme> {
    let values = |cell: usize| {
        let mut values = Values::default();
        values[at::INCOME] = (cell / (2 * AGES)) as i32;
        values[at::SEX] = (cell / AGES % 2) as i32;
        values[at::AGE] = (FIRST_AGE + cell % AGES) as i32;
        values
    };
    by_cell(programmes, month, |over| over == Over::Elder, ELDER_CELLS, values)
}

fn case_cells(programmes: &[Programme], month: Month) -> Vec<CellProgramme> {
    let values = |cell: usize| {
        let mut values = Values::default();
        values[at::CARE_LEVEL] = (cell / 6) as i32;
        values[at::INCOME] = (cell / 2 % 3) as i32;
        values[at::PLACE] = (cell % 2) as i32;
        values
    };
    by_cell(programmes, month, |over| over == Over::Case, CASE_CELLS, values)
}

/// Programmes over members, asked of somebody who lives alone and well above every line of income.
fn register_cells(programmes: &[Programme], month: Month) -> Vec<CellProgramme> {
    let values = |cell: usize| {
        let (age, woman, works, grade) = disabled::of_cell(cell);
        let mut values = Values::default();
        values[at::MEMBERS] = 1;
        values[at::INCOME_RATIO] = 1_000_000;
        values[at::ELDERS] = i32::from(age >= 60);
        values[at::CHILDREN] = i32::from(age < 18);
        values[at::DISABLED] = 1;
        values[at::SUPPORT] = 1;
        values[at::AGE] = age;
        values[at::SEX] = i32::from(woman);
        values[at::DISABILITY] = grade;
        values[at::SCHOOLING] = schooling(age, false);
        values[at::WORK] = i32::from(works && (18..60).contains(&age));
        values[at::GUARDIAN] = 1;
        values
    };
    let mut cells = by_cell(programmes, month, |over| over == Over::Member, REGISTER_CELLS, values);
    cells.retain(|cells| cells.bands.iter().any(|band| *band != NO_BAND));
    cells
}

fn by_cell(
    programmes: &[Programme],
    month: Month,
    over: fn(Over) -> bool,
    cells: usize,
    values: impl Fn(usize) -> Values,
) -> Vec<CellProgramme> {
    let chosen = programmes.iter().enumerate().filter(|(_, programme)| over(programme.over));
    chosen
        .map(|(position, programme)| {
            let band = |cell: usize| {
                let values = values(cell);
                let band = if programme.is_for(&values) { programme.band(&values, month) } else { None };
                band.map_or(NO_BAND, |band| band as u8)
            };
            CellProgramme { programme: position, bands: (0..cells).map(band).collect() }
        })
        .collect()
}

/// Whole fen of yuan.
pub(crate) fn fen(yuan: f64) -> i64 {
    libm::round(yuan * 100.0).clamp(0.0, MOST_FEN) as i64
}

const _: () = assert!(ATTRIBUTES.len() == ATTRIBUTES_COUNT);
