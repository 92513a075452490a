//! One replicate's numbers of the workforce as whole numbers: thresholds, 1024ths, fen. Made once a
//! replicate, read every month.
use super::plans::PLANS;
use super::worker::{NEVER, Stage, Worker, flag};
use super::{EmployerKind, LEVELS, OCCUPATIONS, Occupation};
use crate::course::{Course, Stretch};
use crate::district::{AgeShare, District, OccupationProfile, WorkforceSystem};
use crate::model::{Now, Unfit};
use crate::parameters::Parameters;
use crate::rates::monthly_threshold;
use sim_core::{Month, threshold};

/// One, in the fixed-point ratios of pay and workload.
pub const ONE: u32 = 1024;
/// Bands of relative pay, an eighth of the going rate wide.
const PAY_BANDS: usize = 32;
/// Most of a month's workers that can be made to quit: nobody's chance is above it.
const MOST_QUIT: u64 = 4_080_218_931; // 0.95
/// Yuan a month above which no pay grows, so that its sums can be counted.
const MOST_PAY: f64 = 1e10;
/// Age below which workers count as young.
const YOUNG: i32 = 35;
/// Newcomers to an occupation that may be expected in a month: twelve standard deviations more still have ids of their own.
const MOST_NEWCOMERS: f64 = 40_000.0;

/// Everything the rules of the workforce read.
#[derive(Clone, Debug)]
pub struct WorkforceTables {
    /// One an occupation.
    pub occupations: [OccupationTables; OCCUPATIONS],
    /// Workers of the start: in homes, in agencies.
    pub care_workers_at_start: [f64; 2],
    /// Posts in communities' offices at the start, and those added between two months.
    pub community_posts: [f64; 2],
    /// First and last month in which posts are added, counted from the first simulated one.
    pub posts_added: [i32; 2],
    /// Posts above what is demanded.
    pub reserve: f64,
    /// Hours at elders' homes of one worker a month.
    pub hours_a_worker: f64,
    /// Share of the hours asked for in vain for which agencies open posts.
    pub expansion: f64,
    /// `[kind][simulated year]` fen a month without certificate.
    wages: [Vec<i64>; 3],
    /// `[kind][simulated year]` pay without certificate over that of other work, in 1024ths.
    relative_pay: [Vec<u32>; 3],
    /// Seats a month of each plan, in millionths.
    pub plan_seats: [i64; PLANS.len()],
    /// Training.
    pub class_size: u32,
    /// Persons for whom a class begins at once.
    pub class_minimum: u32,
    /// Instructors.
    pub instructors: u32,
    /// Candidates who can be examined in a month.
    pub exam_places: u32,
    /// Exams that can be taken again after a failure.
    pub retakes: u8,
    /// Pupils a year.
    pub school_intake: u32,
    /// Share of pupils who graduate.
    pub school_completion: f64,
    /// First month of those with a claim to the entry subsidy, counted from the first simulated one.
    pub subsidy_from: i16,
    /// Months in the trade after which a part is due, fen for secondary school and for college.
    subsidy_parts: Vec<(i16, [i64; 2])>,
    /// Calendar month of inspections.
    pub inspection_month: u32,
    /// First month, counted from the first simulated one, and share of care workers who must be certified, in 1024ths.
    required: Vec<(i32, u32)>,
    /// Share of beds that lose their funding where nobody is certified and somebody must be.
    pub withheld: f64,
    /// Share of the open posts that the requirement asks to fill with certificates that are kept for them, in 1024ths.
    pub reserved: u32,
    /// First month of the level allowance, counted from the first simulated one.
    pub allowance_from: i16,
    /// Fen a month by level.
    allowance: [i64; LEVELS],
    /// `[simulated year]` the same over pay of other work, in 1024ths.
    allowance_relative: Vec<[u32; LEVELS]>,
}

/// Pay of one kind of employer in a month.
#[derive(Clone, Copy, Debug)]
pub struct Pay<'a> {
    /// At the going rate without certificate over that of other work, in 1024ths.
    pub relative: u32,
    /// Level allowance in fen, by level.
    pub allowance: &'a [i64; LEVELS],
    /// The same over pay of other work, in 1024ths.
    pub added: &'a [u32; LEVELS],
}

const NO_ALLOWANCE: Pay<'static> = Pay { relative: 0, allowance: &[0; LEVELS], added: &[0; LEVELS] };

/// One occupation's numbers.
#[derive(Clone, Debug)]
pub struct OccupationTables {
    /// Monthly chance to quit by class of worker, as a threshold.
    quits: [u32; CLASSES],
    /// By band of relative pay, in 1024ths.
    pay_ratio: [u32; PAY_BANDS],
    /// Pay by level over pay without certificate, in 1024ths.
    pub steps: [u32; LEVELS],
    /// Rise of the chance to quit for each 1024th of workload above one, in 1024ths.
    overload: u32,
    /// Monthly chance to retire.
    pub retires: u32,
    /// Months of age from which workers may retire, and at which the last do.
    pub retirement: [i32; 2],
    /// Monthly chance to enrol by level held: whether there is a level allowance, whether the employer fell short.
    enrols: [[[u32; LEVELS]; 2]; 2],
    /// Chance, as a threshold, that an applicant with a certificate goes first.
    pub preferred: u32,
    /// Thresholds of those who leave the trade for hospitals, and for these or households.
    pub neighbours: [u32; 2],
    /// Months by which migrants who come new are older from month to month.
    pub ageing: f64,
    /// Share of those who quit who seek another employer, share of the others who come back, and the
    /// mean of their months away.
    pub moving: f64,
    /// See [`OccupationTables::moving`].
    pub returning: f64,
    /// See [`OccupationTables::moving`].
    pub months_away: f64,
    /// `[simulated year]` expected newcomers a month.
    newcomers: Vec<f64>,
    /// Chance to pass, as a threshold, `[level - 1][band of age]`; bands begin at the ages of the profile.
    pass: Vec<Vec<u32>>,
    /// Newcomers: share certified, share of these at intermediate level or above, share from a school.
    pub newcomers_certified: f64,
    /// See [`OccupationTables::newcomers_certified`].
    pub newcomers_intermediate: f64,
    /// See [`OccupationTables::newcomers_certified`].
    pub newcomers_graduates: f64,
    /// Shares of the start: certified, intermediate or above.
    pub at_start: [f64; 2],
    /// Shares of women and of migrants.
    pub women: f64,
    /// See [`OccupationTables::women`].
    pub migrants: f64,
    /// Half width of the spread of pay.
    pub spread: f64,
    /// Of those from a school, share with a college degree.
    pub graduates_higher: f64,
    /// Yearly hazards of quitting in the first year and after it, of a typical worker.
    service_hazards: [f64; 2],
}

/// Classes of workers between which the chance to quit differs for other reasons than pay and workload.
const CLASSES: usize = 32;

/// What tells classes apart.
struct Class {
    first_year: bool,
    young: bool,
    migrant: bool,
    certified: bool,
    subsidised: bool,
}

impl Class {
    fn number(&self) -> usize {
        usize::from(self.first_year)
            | usize::from(self.young) << 1
            | usize::from(self.migrant) << 2
            | usize::from(self.certified) << 3
            | usize::from(self.subsidised) << 4
    }

    fn of_number(n: usize) -> Class {
        let bit = |i: usize| n >> i & 1 == 1;
        Class { first_year: bit(0), young: bit(1), migrant: bit(2), certified: bit(3), subsidised: bit(4) }
    }
}

/// What one occupation reads of the parameters.
struct Values {
    first_year_attrition: f64,
    leaving: f64,
    young: f64,
    migrant: f64,
    certified: f64,
    subsidised: f64,
    newcomers: f64,
    retirement: f64,
    enrolment: [f64; 2],
    pass: [f64; 2],
    newcomers_certified: f64,
    newcomers_intermediate: f64,
    newcomers_graduates: f64,
    at_start: [f64; 2],
    women: f64,
    migrants: f64,
    preferred: f64,
    neighbours: [f64; 2],
    ageing: f64,
    /// Level allowance over pay without certificate, by level.
    allowance: [f64; LEVELS],
    /// Rise of asking for a certificate at employers that fell short.
    push: f64,
}

/// Of 1 and every `x`: 1024ths.
fn ratio(x: f64) -> u32 {
    libm::round(x * f64::from(ONE)).clamp(0.0, 4_000_000.0) as u32
}

/// `value` times a ratio in 1024ths.
#[inline]
pub(super) fn scaled(value: u64, ratio: u64) -> u64 {
    (value * ratio) >> 10
}

fn fen(yuan: f64) -> i64 {
    libm::round(yuan * 100.0) as i64
}

impl WorkforceTables {
    /// The tables of a course.
    pub fn new(course: &Course) -> Self {
        let (district, p) = (course.district(), course.parameters());
        let system = &district.workforce;
        let grown = course.growth(|stretch| stretch.parameters.workforce_wage_growth);
        let alternatives = course.growth(|stretch| stretch.parameters.workforce_alternatives_growth);
        let relative = |pay: f64, alternative: f64| -> Vec<f64> {
            grown.iter().zip(&alternatives).map(|(own, other)| pay * own / (alternative * other)).collect()
        };
        let outside = Neighbours::of(p);
        let (care, community) = (outside.pay, p.community_workers_alternative_wage);
        // A newcomer has not chosen between homes and agencies yet.
        let pay_of_care_workers = (p.care_workers_wage_facility + p.care_workers_wage_agency) / 2.0;
        let pay = [relative(pay_of_care_workers, care), relative(p.community_workers_wage, community)];
        // Rates of quitting are those at the pay that care workers have on average.
        let (usual, usual_community) = usual_pay(course.unmoved());
        let allowance = system.level_allowance.fen.map(|fen| fen as f64 / 100.0 * p.care_workers_allowance);
        let allowance_relative =
            alternatives.iter().map(|other| allowance.map(|yuan| ratio(yuan / (care * usual * other)))).collect();
        let in_1024ths = |relative: Vec<f64>| relative.into_iter().map(ratio).collect();
        let relative_pay = [
            in_1024ths(relative(p.care_workers_wage_facility, care * usual)),
            in_1024ths(relative(p.care_workers_wage_agency, care * usual)),
            in_1024ths(relative(p.community_workers_wage, community * usual_community)),
        ];
        let wage = |yuan: f64| grown.iter().map(|growth| fen((yuan * growth).min(MOST_PAY))).collect();
        let care = Values {
            first_year_attrition: p.care_workers_first_year_attrition,
            leaving: p.care_workers_leaving,
            young: p.care_workers_leaving_young,
            migrant: p.care_workers_leaving_migrant,
            certified: p.care_workers_leaving_certified,
            subsidised: p.care_workers_leaving_subsidised,
            newcomers: p.care_workers_newcomers,
            retirement: p.care_workers_retirement,
            enrolment: [p.training_enrolment, p.training_level_up],
            pass: [p.training_pass, p.training_pass_higher],
            newcomers_certified: p.care_workers_newcomers_certified,
            newcomers_intermediate: p.care_workers_newcomers_intermediate,
            newcomers_graduates: p.care_workers_newcomers_graduates,
            at_start: [p.care_workers_certified_at_start, p.care_workers_intermediate_at_start],
            women: p.care_workers_women,
            migrants: p.care_workers_migrants,
            preferred: p.care_workers_prefer_certified,
            neighbours: outside.leavers,
            ageing: p.care_workers_migrants_ageing,
            allowance: allowance.map(|yuan| yuan / pay_of_care_workers.max(1.0)),
            push: p.certification_push,
        };
        let community = Values {
            first_year_attrition: p.community_workers_first_year_attrition,
            leaving: p.community_workers_leaving,
            young: p.community_workers_leaving_young,
            migrant: 1.0,
            certified: 1.0,
            subsidised: 1.0,
            newcomers: p.community_workers_newcomers,
            retirement: p.community_workers_retirement,
            enrolment: [p.community_workers_enrolment, p.community_workers_level_up],
            pass: [p.community_workers_pass, 1.0],
            newcomers_certified: p.community_workers_newcomers_certified,
            newcomers_intermediate: p.community_workers_intermediate_at_start
                / p.community_workers_certified_at_start.max(1e-9),
            newcomers_graduates: p.community_workers_newcomers_graduates,
            at_start: [p.community_workers_certified_at_start, p.community_workers_intermediate_at_start],
            women: p.community_workers_women,
            migrants: 0.0,
            preferred: 0.0,
            neighbours: [0.0; 2],
            ageing: 0.0,
            allowance: [0.0; LEVELS],
            push: 1.0,
        };
        WorkforceTables {
            occupations: [
                OccupationTables::new(course, &care, &system.occupations[0], &pay[0]),
                OccupationTables::new(course, &community, &system.occupations[1], &pay[1]),
            ],
            relative_pay,
            care_workers_at_start: [p.care_workers_in_facilities, p.care_workers_in_agencies],
            community_posts: [p.community_workers_posts, p.community_workers_posts_added],
            posts_added: system.posts_added.map(|month| month - district.start),
            reserve: p.care_workers_reserve,
            expansion: p.home_care_expansion,
            hours_a_worker: p.home_care_hours_a_worker.max(1.0),
            wages: [
                wage(p.care_workers_wage_facility),
                wage(p.care_workers_wage_agency),
                wage(p.community_workers_wage),
            ],
            plan_seats: std::array::from_fn(|plan| {
                libm::round((PLANS[plan].seats)(p).max(0.0) * p.training_funded / 12.0 * 1e6) as i64
            }),
            class_size: libm::round(p.training_class_size) as u32,
            class_minimum: libm::round(p.training_class_minimum) as u32,
            instructors: libm::round(p.training_instructors) as u32,
            exam_places: libm::round(p.training_examiners * p.training_candidates_an_examiner) as u32,
            retakes: libm::round(p.training_retakes) as u8,
            school_intake: libm::round(p.school_intake) as u32,
            school_completion: p.school_completion,
            subsidy_from: (system.entry_subsidy.from - district.start).clamp(NEVER.into(), i16::MAX.into()) as i16,
            subsidy_parts: subsidy_parts(system),
            inspection_month: system.certification.inspection_month,
            required: system
                .certification
                .required
                .iter()
                .map(|(from, share)| (*from - district.start, ratio(*share)))
                .collect(),
            withheld: p.certification_withheld,
            reserved: ratio(p.certification_reserved),
            allowance_from: (system.level_allowance.from - district.start).clamp(NEVER.into(), i16::MAX.into()) as i16,
            allowance: allowance.map(fen),
            allowance_relative,
        }
    }

    /// Refuses more newcomers than can be drawn.
    pub fn check_newcomers(&self, first_year: i32) -> Result<(), Unfit> {
        let most = MOST_NEWCOMERS;
        for occupation in Occupation::ALL {
            let newcomers = self.of(occupation).newcomers.iter().enumerate();
            if let Some((year, expected)) = newcomers.into_iter().find(|(_, n)| !(0.0..=most).contains(*n)) {
                let (year, expected) = (first_year + year as i32, *expected);
                return Err(Unfit::TooManyNewcomers { occupation, year, expected, most });
            }
        }
        Ok(())
    }

    /// An occupation's numbers.
    pub fn of(&self, occupation: Occupation) -> &OccupationTables {
        &self.occupations[occupation as usize]
    }

    /// Fen a month without certificate at the going rate.
    pub fn wage(&self, kind: EmployerKind, year: usize) -> i64 {
        let wages = &self.wages[kind as usize];
        wages[year.min(wages.len() - 1)]
    }

    /// Pay without certificate over that of other work, in 1024ths, and the level allowance.
    pub fn pay_of(&self, kind: EmployerKind, now: Now<'_>) -> Pay<'_> {
        let (pay, year) = (&self.relative_pay[kind as usize], now.year());
        let relative = pay[year.min(pay.len() - 1)];
        if kind.occupation() == Occupation::CareWorker && now.number >= self.allowance_from {
            let added = &self.allowance_relative[year.min(self.allowance_relative.len() - 1)];
            Pay { relative, allowance: &self.allowance, added }
        } else {
            Pay { relative, ..NO_ALLOWANCE }
        }
    }

    /// Share of an employer's workers who must be certified in a month, in 1024ths.
    pub fn required(&self, occupation: Occupation, month: i16) -> u32 {
        let at = self.required.partition_point(|(from, _)| *from <= i32::from(month));
        let rule = at.checked_sub(1).filter(|_| occupation == Occupation::CareWorker);
        rule.map_or(0, |at| self.required[at].1)
    }

    /// Expected newcomers of an occupation a month.
    pub fn newcomers(&self, occupation: Occupation, year: usize) -> f64 {
        let newcomers = &self.of(occupation).newcomers;
        newcomers[year.min(newcomers.len() - 1)]
    }

    /// Whether parts of the entry subsidy are still to come to a worker.
    #[inline]
    pub fn is_subsidised(&self, worker: &Worker) -> bool {
        worker.is(flag::CLAIM) && usize::from(worker.parts_paid) < self.subsidy_parts.len()
    }

    /// Fen of the entry subsidy due to a worker now, who has it from then on.
    pub fn subsidy_due(&self, worker: &mut Worker) -> i64 {
        if !self.is_subsidised(worker) {
            return 0;
        }
        let (months, fen) = self.subsidy_parts[usize::from(worker.parts_paid)];
        if worker.worked < months {
            return 0;
        }
        worker.parts_paid += 1;
        fen[usize::from(worker.is(flag::HIGHER))]
    }
}

/// The work that care workers could do instead, and where those who leave the trade go.
struct Neighbours {
    /// Yuan a month, the mean of all kinds of it.
    pay: f64,
    /// Share of leavers who go to hospitals, and to households.
    leavers: [f64; 2],
}

impl Neighbours {
    /// Hospital care, domestic work and all else, each by its share of the posts that are open to care workers. Leavers
    /// choose among them by what each pays in all.
    fn of(p: &Parameters) -> Self {
        let all = f64::max(1.0, p.neighbours_hospital_share + p.neighbours_domestic_share);
        let (hospital, domestic) = (p.neighbours_hospital_share / all, p.neighbours_domestic_share / all);
        let paid = [hospital * p.neighbours_hospital_wage, domestic * p.neighbours_domestic_wage];
        let pay = paid[0] + paid[1] + (1.0 - hospital - domestic).max(0.0) * p.care_workers_alternative_wage;
        Neighbours { pay: pay.max(1.0), leavers: paid.map(|part| part / pay.max(1.0)) }
    }
}

/// Pay without certificate over that of other work, of care workers on average and of community workers.
fn usual_pay(p: &Parameters) -> (f64, f64) {
    let [homes, agencies] = [p.care_workers_in_facilities, p.care_workers_in_agencies];
    let paid = homes * p.care_workers_wage_facility + agencies * p.care_workers_wage_agency;
    let care = paid / (homes + agencies).max(1.0) / Neighbours::of(p).pay;
    let community = p.community_workers_wage / p.community_workers_alternative_wage;
    (care.max(1e-3), community.max(1e-3))
}

/// The parts of the subsidy in whole fen that add up to the whole.
fn subsidy_parts(system: &WorkforceSystem) -> Vec<(i16, [i64; 2])> {
    let (mut share, mut paid) = (0.0, [0; 2]);
    let mut parts = Vec::new();
    for (months, part) in &system.entry_subsidy.parts {
        share += part;
        let due = system.entry_subsidy.fen.map(|fen| libm::round(fen as f64 * share) as i64);
        parts.push((*months, [due[0] - paid[0], due[1] - paid[1]]));
        paid = due;
    }
    parts
}

impl OccupationTables {
    fn new(course: &Course, values: &Values, profile: &OccupationProfile, pay: &[f64]) -> Self {
        let (p, start) = (course.parameters(), course.district().start.year());
        let first_year = -libm::log(1.0 - values.first_year_attrition.min(0.99));
        let hazard = |class: &Class| {
            let ratios = [
                (class.young, values.young),
                (class.migrant, values.migrant),
                (class.certified, values.certified),
                (class.subsidised, values.subsidised),
            ];
            let base = if class.first_year { first_year } else { values.leaving };
            ratios.iter().fold(base, |hazard, (applies, ratio)| if *applies { hazard * ratio } else { hazard })
        };
        let newcomers = |(year, pay): (usize, &f64)| {
            let growth = |stretch: &Stretch| stretch.parameters.workforce_newcomer_growth;
            let grown = course.level(start, start + year as i32, growth);
            values.newcomers * grown * libm::pow(*pay, p.workforce_newcomer_wage)
        };
        let step = 1.0 + p.workforce_wage_step;
        OccupationTables {
            quits: std::array::from_fn(|class| monthly_threshold(hazard(&Class::of_number(class)))),
            pay_ratio: std::array::from_fn(|band| {
                ratio(libm::pow((band as f64).max(0.5) / 8.0, -p.workforce_leaving_wage))
            }),
            steps: std::array::from_fn(|level| ratio(libm::pow(step, level as f64))),
            overload: ratio(p.workforce_leaving_overload),
            retires: monthly_threshold(values.retirement),
            retirement: profile.retirement.map(|age| age * 12),
            enrols: [[0.0; LEVELS], values.allowance].map(|allowance| {
                [1.0, values.push].map(|push| {
                    std::array::from_fn(|level| {
                        let first = level == 0;
                        let rate = values.enrolment[usize::from(!first)] * if first { push } else { 1.0 };
                        // What the next certificate adds to pay, over what it adds without an allowance.
                        let paid = |level: usize| {
                            let (steps, added) = (libm::pow(step, level as f64), allowance[level.min(LEVELS - 1)]);
                            (steps + added) / steps
                        };
                        let gain = paid(level + 1) / paid(level);
                        monthly_threshold(rate * libm::pow(gain, p.training_enrolment_pay))
                    })
                })
            }),
            preferred: threshold(values.preferred),
            neighbours: [values.neighbours[0], values.neighbours[0] + values.neighbours[1]].map(threshold),
            ageing: values.ageing,
            moving: p.workforce_moving,
            returning: p.workforce_returning,
            months_away: p.workforce_months_away,
            newcomers: pay.iter().enumerate().map(newcomers).collect(),
            pass: (1..LEVELS)
                .map(|level| {
                    let base = values.pass[0] * if level > 1 { values.pass[1] } else { 1.0 };
                    profile.pass_by_age.iter().map(|(_, ratio)| threshold((base * ratio).clamp(0.0, 1.0))).collect()
                })
                .collect(),
            newcomers_certified: values.newcomers_certified,
            newcomers_intermediate: values.newcomers_intermediate,
            newcomers_graduates: values.newcomers_graduates,
            at_start: values.at_start,
            women: values.women,
            migrants: values.migrants,
            spread: p.workforce_wage_spread,
            graduates_higher: p.school_higher,
            service_hazards: [first_year, values.leaving],
        }
    }

    /// Months of service at the quantile `u` of a workforce in balance: of those who quit at one rate in
    /// their first year and at another after it, hired evenly over time.
    pub fn service_at(&self, u: f64) -> f64 {
        let [first, later] = self.service_hazards.map(|hazard| hazard.max(1e-6));
        let stay = libm::exp(-first);
        let in_first_year = (1.0 - stay) / first;
        let mass = u * (in_first_year + stay / later);
        let years = if mass < in_first_year {
            -libm::log(1.0 - mass * first) / first
        } else {
            let part = ((mass - in_first_year) * later / stay).min(1.0 - 1e-9);
            1.0 - libm::log(1.0 - part) / later
        };
        years * 12.0
    }

    /// Monthly chance to quit as a threshold, where pay over that of other work, and the workload, are so
    /// many 1024ths.
    #[inline]
    pub fn quits(&self, tables: &WorkforceTables, worker: &Worker, month: i16, pay: &Pay<'_>, load: u32) -> u64 {
        let class = Class {
            first_year: worker.service(month) < 12,
            young: worker.age(month) < YOUNG,
            migrant: worker.is(flag::MIGRANT),
            certified: worker.level > 0,
            subsidised: tables.is_subsidised(worker),
        };
        let level = usize::from(worker.level) % LEVELS;
        let own = scaled(scaled(worker.pay.into(), self.steps[level].into()), pay.relative.into());
        let pay = own + u64::from(pay.added[level]);
        let band = ((pay + 64) >> 7).min(PAY_BANDS as u64 - 1) as usize;
        let chance = scaled(self.quits[class.number()].into(), self.pay_ratio[band].into());
        scaled(chance, self.strain(load)).min(MOST_QUIT)
    }

    /// More than any worker's chance to quit at a workload: most draws are above it.
    #[inline]
    pub fn most_quits(&self, load: u32) -> u64 {
        let highest = |values: &[u32]| u64::from(values.iter().copied().max().unwrap_or(0));
        scaled(scaled(highest(&self.quits), highest(&self.pay_ratio)), self.strain(load))
    }

    /// What a workload does to the chance to quit, in 1024ths.
    #[inline]
    fn strain(&self, load: u32) -> u64 {
        u64::from(ONE) + scaled(load.saturating_sub(ONE).into(), self.overload.into())
    }

    /// Monthly chances to enrol, as thresholds, by level held.
    pub fn enrols_in(&self, with_allowance: bool, fell_short: bool) -> &[u32; LEVELS] {
        &self.enrols[usize::from(with_allowance)][usize::from(fell_short)]
    }

    /// The level that a worker may register for, if any.
    #[inline]
    pub fn next_level(&self, rules: &[(i16, i16)], worker: &Worker, month: i16) -> Option<u8> {
        let (service, previous) = *rules.get(usize::from(worker.level))?;
        let since = i32::from(month) - i32::from(worker.certified);
        let may = worker.worked >= service && (worker.level == 0 || since >= i32::from(previous));
        (may && worker.stage == Stage::Free).then_some(worker.level + 1)
    }

    /// Chance to pass an exam as a threshold.
    pub fn pass(&self, profile: &OccupationProfile, level: u8, age: i32) -> u32 {
        let bands = &self.pass[(usize::from(level).max(1) - 1) % (LEVELS - 1)];
        let band = profile.pass_by_age.partition_point(|(from, _)| *from <= age).max(1) - 1;
        bands.get(band).copied().unwrap_or(0)
    }
}

/// Registration rules of a month by level held: months in the trade, months since the last certificate.
pub fn registration(district: &District, occupation: Occupation, month: Month) -> Vec<(i16, i16)> {
    let rule = |level: &crate::district::CertificateLevel| {
        let at = level.registration.partition_point(|rule| rule.from <= month).max(1) - 1;
        level.registration.get(at).map_or((0, 0), |rule| (rule.service_months, rule.previous_months))
    };
    district.certificates(occupation as usize).iter().map(rule).collect()
}

/// The age in months at the quantile `u` of a list of shares.
pub(super) fn age_in_months(shares: &[AgeShare], u: f64) -> i32 {
    let mut from = 0.0;
    for (i, band) in shares.iter().enumerate() {
        if u < from + band.share || i + 1 == shares.len() {
            let part = ((u - from) / band.share.max(1e-9)).clamp(0.0, 0.999_999);
            return band.from * 12 + (part * f64::from((band.to + 1 - band.from) * 12)) as i32;
        }
        from += band.share;
    }
    30 * 12
}
