//! One replicate's numbers of care as whole numbers: hours a month, fen, 32-bit thresholds. Made once
//! a replicate, read every month.
use super::WEEKS_A_MONTH;
use super::beds::{BED_TYPES, BedType};
use super::columns::of_district;
use super::services::{BY_LOT, MARK, Mode, PLACES, SERVICES, Service, Situation};
use crate::course::Course;
use crate::decision;
use crate::district::{CARE_LEVELS, CareSystem, Extension, Ownership};
use crate::parameters::Parameters;
use crate::rates::monthly_threshold;
use crate::status::{ABILITIES, Ability, CLASSES, Dementia, Income, KINS, Living, Severity, Status};
use crate::workforce::{self, EmployerKind};
use multiversion::multiversion;
use sim_core::{Month, ScreenKey, threshold};

/// Months of service in which the smaller number of extra hours is granted.
pub(super) const EXTRA_MONTHS: i16 = 6;

/// One, in the fixed-point ratios of [`CareTables`].
const ONE: f64 = 65_536.0;

/// What a home is made of in one replicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomePlan {
    /// Month of opening counted from the first simulated one; 0 or less when it stands at the start.
    pub opens: i32,
    /// Month from which on it has no beds.
    pub closes: i32,
    /// Beds by type.
    pub beds: [u32; BED_TYPES],
    /// Beds built onto it.
    pub extensions: Vec<Extension>,
    /// Who owns and runs it.
    pub ownership: Ownership,
}

/// Conversion of beds to one type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConversionTables {
    /// What beds become.
    pub to: BedType,
    /// Beds a month in a home, for each of its ordinary beds at the start.
    pub a_bed: f64,
    /// Share of beds in 2025 at which it ends, and its rise a year after.
    goal: f64,
    goal_growth: f64,
}

/// Year for which the goals of conversion are set.
const GOAL_YEAR: i32 = 2025;

impl ConversionTables {
    /// The share of beds at which it ends in a year.
    pub fn goal(&self, year: i32) -> f64 {
        (self.goal + self.goal_growth * f64::from((year - GOAL_YEAR).max(0))).min(1.0)
    }
}

/// Everything the rules of care read.
#[derive(Clone, Debug, PartialEq)]
pub struct CareTables {
    /// By class of status, what the month's loop reads.
    classes: Vec<ClassTables>,
    /// Who asks for services, by [`situation`].
    asking: Vec<Asking>,
    /// Keys of the lasting preferences for services.
    asked: [ScreenKey; BY_LOT],
    /// Hours a month that kin can give, by [`Status::kin`]: all of them, without the spouse, without the children, nobody.
    kin: Vec<[u16; 4]>,
    /// Hours of kin that an hour of insured care replaces, parts of 65,536.
    pub crowding_out: i64,
    /// Hours a month above which a carer is strained.
    pub endurance: u16,
    /// Months of strain after which a carer may give up.
    pub strain_months: u8,
    /// Monthly chance that a strained carer gives up: usually, and after the service that changes it.
    pub carer_exit: [u32; 2],
    /// Monthly chance to apply for assessment unprompted.
    pub assessment_own: u32,
    /// Monthly chance to renew a lapsed one.
    pub assessment_renewal: u32,
    /// Monthly chance that one under way ends.
    pub assessment_done: u32,
    /// Months for which it is valid.
    pub validity: i16,
    mild_below_2: f64,
    mild_level_3: f64,
    moderate_level_4: f64,
    severe_level_6: f64,
    /// Share that asks for home care when entitled.
    pub home_care_take_up: f64,
    home_hours: [u16; CARE_LEVELS],
    extra_hours: [u16; 2],
    /// `[simulated year]` fen of an hour of home care: paid by insurance, paid by the family.
    home_prices: Vec<[i64; 2]>,
    daily_rates: Vec<(i32, [i64; CARE_LEVELS])>,
    /// `[simulated year]` level of the daily rates.
    daily_index: Vec<f64>,
    bed_share: f64,
    entry_lost: u64,
    entry_elsewhere: u64,
    /// Services that change how often elders apply for a bed: bits of `has` and of `flags` of those concerned, ratio.
    entry_services: Vec<(u16, u16, u64)>,
    /// Share of independent applicants living elsewhere who apply here.
    pub elsewhere: f64,
    /// Monthly chance that a resident in an unsuited bed asks for another.
    pub transfer: u32,
    /// Share of offers declined.
    pub refusal: u32,
    /// Monthly chance to give up waiting.
    pub give_up: u32,
    /// Monthly chances of residents: to go home to kin, to go to a long-stay hospital, to look for another home.
    discharge: [u32; 3],
    /// Days from an offer to moving in.
    pub handling_days: f64,
    /// Monthly chance to leave a long-stay hospital.
    pub hospital_leaves: u32,
    /// Share who accept homes of their own community only.
    pub own_community_only: f64,
    /// Share with dementia who accept a nursing bed.
    pub dementia_accepts_nursing: f64,
    /// Share of the independent and mildly disabled who accept a nursing bed.
    pub ordinary_accepts_nursing: f64,
    /// Fen a month by income band, and the spread around it.
    pay: [f64; 3],
    pay_spread: f64,
    /// By simulated year.
    pay_growth: Vec<f64>,
    /// Hours a month of each service with places, for a person served.
    pub(super) place_hours: [i64; PLACES.len()],
    /// Keys of how much each home is liked.
    pub tastes: Vec<ScreenKey>,
    /// `[year][bed type][home]` whole fen a month, as numbers that choices weigh.
    prices: Vec<[Vec<f64>; BED_TYPES]>,
    /// Thousandths of a care worker that a resident demands, by ability and whether demented.
    staffing: [[u32; 2]; ABILITIES],
    /// Rates of dependants: apply, leave.
    pub dependants: [u32; 2],
    /// Expected number at the start and new ones a month.
    pub dependants_number: [f64; 2],
    /// Homes, in the order of the district.
    pub homes: Vec<HomePlan>,
    /// Share of a new home's beds that it has workers for when it opens.
    pub opening_staffed: f64,
    /// Share of beds that are paid for.
    pub funded: f64,
    /// Conversion to nursing beds and to dementia beds.
    pub conversions: [ConversionTables; 2],
    /// Yearly chance, as a monthly threshold, that a private home closes, and one after lasting losses.
    pub closure: [u32; 2],
    /// Occupancy below which a home makes losses.
    pub break_even: f64,
    /// Months of losses after which it may close.
    pub loss_months: i32,
    /// Yearly change of a private home's price per unit of occupancy above or below the usual one.
    pub price_response: f64,
    /// Fen a bed.
    pub conversion_cost: i64,
    /// Fen a bed that the bureau pays: in full, and the subsidy of private homes.
    pub building_cost: [i64; 2],
    /// Share of beds taken at the start.
    pub occupancy_at_start: f64,
    /// One a service.
    pub services: Vec<ServiceTables>,
}

/// What the month's loop reads of everybody in the same class of status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassTables {
    /// Monthly chance, as a threshold, to apply for a bed.
    entry: u32,
    /// The same with every ratio that could raise it: most draws are above it.
    pub entry_most: u32,
    /// Hours of care needed a month.
    pub need: u16,
    /// The cell of the report: ability times 3 plus living arrangement.
    pub cell: u8,
}

/// Who asks for services in one situation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Asking {
    /// Services that anybody asks for.
    anybody: u16,
    /// The last draw of those who do, by service.
    last: [u32; BY_LOT],
}

/// The services for which a person's lasting preference is within its bound.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2", "aarch64+neon"))]
fn likes(keys: &[ScreenKey; BY_LOT], id: u32, last: &[u32; BY_LOT]) -> u16 {
    let mut liked = 0;
    for service in 0..BY_LOT {
        liked |= u16::from(keys[service].draw(id) <= last[service]) << service;
    }
    liked
}

/// Incomes, in their order.
const INCOMES: [Income; 3] = [Income::Low, Income::Middle, Income::High];

/// Position of a situation among [`CareTables::asking`].
#[inline]
fn situation(status: Status, kin: bool, strained: bool) -> usize {
    (status.income() as usize * CLASSES + status.class()) * 4 + usize::from(kin) * 2 + usize::from(strained)
}

/// Probabilities of asking as draws, by [`situation`].
fn asking(p: &Parameters) -> Vec<Asking> {
    let mut all = vec![Asking::default(); 4 * CLASSES * INCOMES.len()];
    for (at, asking) in all.iter_mut().enumerate() {
        let status = Status::of_class(at / 4 % CLASSES).with_income(INCOMES[at / 4 / CLASSES]);
        let situation = Situation { status, has_kin: at & 2 != 0, strained: at & 1 != 0 };
        for (service, number) in SERVICES.iter().zip(0..BY_LOT) {
            // Draws are whole numbers: those below the chance are those up to the last one below it.
            let draws = libm::ceil((service.asks)(p, situation).clamp(0.0, 1.0) * 4_294_967_296.0) as u64;
            asking.anybody |= u16::from(draws > 0) << number;
            asking.last[number] = draws.saturating_sub(1) as u32;
        }
    }
    all
}

/// A service's numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceTables {
    /// The service.
    pub service: &'static Service,
    /// Persons the district can serve in a month.
    pub capacity: f64,
    /// Hours of need that it meets for a person served.
    pub hours: u16,
    /// Months of strain that it takes away when it is given.
    pub relief: u8,
}

/// The ratios by which services change how often elders apply for a bed.
fn entry_ratios(p: &Parameters) -> impl Iterator<Item = (usize, f64)> {
    SERVICES.iter().enumerate().filter_map(|(number, service)| Some((number, service.effects.entry?(p))))
}

fn hours(weekly: f64) -> u16 {
    libm::round(weekly * WEEKS_A_MONTH).clamp(0.0, 744.0) as u16
}

fn whole_hours(service: &Service, p: &Parameters) -> u16 {
    libm::round((service.hours)(p)).clamp(0.0, 744.0) as u16
}

fn fen(yuan: f64) -> i64 {
    libm::round(yuan * 100.0) as i64
}

impl CareTables {
    /// The tables of a course.
    pub fn new(course: &Course) -> Self {
        let (district, p) = (course.district(), course.parameters());
        let draws = course.draws();
        let system = &district.care;
        let exit_ratio = SERVICES.iter().find_map(|service| service.effects.exit).map(|ratio| ratio(p));
        let respite_homes = system.facilities.iter().filter(|home| home.respite).count();
        let staffing = |residents: f64| {
            let milli = |residents: f64| libm::round(1000.0 / residents) as u32;
            [milli(residents), milli(residents.min(p.staffing_dementia))]
        };
        let homes = homes(course);
        let at_start = homes.iter().filter(|home| home.opens <= 0);
        let ordinary_at_start: u32 = at_start.map(|home| home.beds[BedType::Ordinary as usize]).sum();
        let home_price = |index: f64| {
            let hour = workforce::prices::hour(p) * index;
            let insured = fen(hour * p.insurance_home_share);
            [insured, fen(hour) - insured]
        };
        let tariffs = |kind| workforce::prices::of_insurance(course, kind);
        let take_up =
            libm::pow(workforce::prices::own_payment(course).clamp(0.05, 20.0), -p.home_care_price_elasticity);
        CareTables {
            classes: (0..CLASSES).map(|class| class_tables(p, Status::of_class(class))).collect(),
            asking: asking(p),
            asked: std::array::from_fn(|number| {
                draws.screen_key(Month::from_index(number as i32), decision::SERVICE_ASKED)
            }),
            kin: (0..KINS).map(|kin| kin_hours(p, Status::of_kin(kin))).collect(),
            crowding_out: (p.kin_crowding_out * ONE) as i64,
            endurance: hours(p.kin_endurance),
            strain_months: p.kin_strain_months as u8,
            carer_exit: [
                monthly_threshold(p.kin_exit_rate),
                monthly_threshold(exit_ratio.map_or(p.kin_exit_rate, |ratio| p.kin_exit_rate * ratio)),
            ],
            assessment_own: monthly_threshold(p.assessment_own_rate),
            assessment_renewal: monthly_threshold(p.assessment_renewal_rate),
            assessment_done: threshold(1.0 / p.assessment_months.max(1.0)),
            validity: p.assessment_validity as i16,
            mild_below_2: p.assessment_mild_below_2,
            mild_level_3: p.assessment_mild_level_3,
            moderate_level_4: p.assessment_moderate_level_4,
            severe_level_6: p.assessment_severe_level_6,
            home_care_take_up: (p.home_care_take_up * take_up).min(1.0),
            home_hours: system.insurance.weekly_hours.map(hours),
            extra_hours: [system.insurance.extra_hours_first_months, system.insurance.extra_hours_later]
                .map(|h| libm::round(h) as u16),
            home_prices: tariffs(EmployerKind::Agency).into_iter().map(home_price).collect(),
            daily_rates: daily_rates(system, district.start),
            daily_index: tariffs(EmployerKind::Facility),
            bed_share: p.insurance_bed_share,
            entry_lost: (p.bed_entry_carer_lost * ONE) as u64,
            entry_elsewhere: (p.bed_entry_elsewhere * ONE) as u64,
            entry_services: entry_ratios(p)
                .map(|(number, ratio)| {
                    let has = if SERVICES[number].mode == Mode::Place { 1 << number } else { 0 };
                    (has, MARK[number], (ratio * ONE) as u64)
                })
                .collect(),
            elsewhere: p.bed_entry_elsewhere.min(1.0),
            transfer: monthly_threshold(p.bed_transfer),
            refusal: threshold(p.bed_refusal),
            give_up: monthly_threshold(p.bed_give_up),
            discharge: [p.bed_discharge, p.bed_discharge_hospital, p.bed_move].map(monthly_threshold),
            handling_days: p.bed_handling_days,
            hospital_leaves: monthly_threshold(p.hospital_leaving),
            own_community_only: p.bed_own_community_only,
            dementia_accepts_nursing: p.bed_dementia_accepts_nursing,
            ordinary_accepts_nursing: p.bed_ordinary_accepts_nursing,
            pay: [p.pay_low * 100.0, p.pay_middle * 100.0, p.pay_high * 100.0],
            pay_spread: p.pay_spread,
            pay_growth: course.growth(|stretch| stretch.parameters.pay_growth),
            place_hours: PLACES.map(|number| whole_hours(&SERVICES[number], p).into()),
            tastes: (0..of_district(system.facilities.len()) as i32)
                .map(|home| draws.screen_key(Month::from_index(home), decision::TASTE))
                .collect(),
            prices: prices(course),
            staffing: [
                staffing(p.staffing_independent),
                staffing(p.staffing_mild),
                staffing(p.staffing_moderate),
                staffing(p.staffing_severe),
            ],
            dependants: [monthly_threshold(p.dependants_entry), monthly_threshold(p.dependants_exit)],
            dependants_number: [p.dependants_at_start, p.dependants_new / 12.0],
            homes,
            opening_staffed: p.facility_opening_staffed,
            funded: p.facility_funded,
            conversions: [
                ConversionTables {
                    to: BedType::Nursing,
                    a_bed: p.facility_conversions / f64::from(ordinary_at_start.max(1)),
                    goal: p.facility_conversion_goal,
                    goal_growth: p.facility_conversion_goal_growth,
                },
                ConversionTables {
                    to: BedType::Dementia,
                    a_bed: p.facility_dementia_conversions / f64::from(ordinary_at_start.max(1)),
                    goal: p.facility_dementia_goal,
                    goal_growth: p.facility_dementia_goal_growth,
                },
            ],
            closure: [p.facility_closure, p.facility_closure_at_loss].map(monthly_threshold),
            break_even: p.facility_break_even,
            loss_months: p.facility_loss_months as i32,
            price_response: p.price_response,
            conversion_cost: fen(p.facility_conversion_cost),
            building_cost: [1.0, p.facility_private_subsidy].map(|share| fen(p.facility_building_cost * share)),
            occupancy_at_start: p.facility_occupancy_at_start,
            services: SERVICES
                .iter()
                .map(|service| ServiceTables {
                    service,
                    capacity: (service.capacity)(p, respite_homes).max(0.0),
                    hours: whole_hours(service, p),
                    relief: (service.effects.relief)(p) as u8,
                })
                .collect(),
        }
    }

    /// Services that the person asks for in a situation: `kin` could give any care, the carer is strained.
    #[inline]
    pub(super) fn asks(&self, id: u32, status: Status, kin: bool, strained: bool) -> u16 {
        let asking = &self.asking[situation(status, kin, strained)];
        likes(&self.asked, id, &asking.last) & asking.anybody
    }

    /// What the month's loop reads of this status.
    #[inline]
    pub fn class(&self, status: Status) -> &ClassTables {
        &self.classes[status.class()]
    }

    /// Hours of care needed a month.
    pub fn need(&self, status: Status) -> u16 {
        self.class(status).need
    }

    /// Hours a month that kin could give when some of them gave up.
    pub fn kin(&self, status: Status, spouse_gave_up: bool, children_gave_up: bool) -> u16 {
        self.kin[status.kin()][usize::from(spouse_gave_up) + 2 * usize::from(children_gave_up)]
    }

    /// The care level that an assessment finds; dementia raises it by one.
    pub fn level(&self, status: Status, u: f64) -> u8 {
        let level = match status.ability() {
            Ability::Independent => 1,
            Ability::Mild if u < self.mild_below_2 => 1,
            Ability::Mild if u >= 1.0 - self.mild_level_3 => 3,
            Ability::Mild => 2,
            Ability::Moderate => 3 + u8::from(u < self.moderate_level_4),
            Ability::Severe => 5 + u8::from(u < self.severe_level_6),
        };
        (level + u8::from(status.dementia() != Dementia::None)).min(6)
    }

    /// Hours of home care a month at a level after so many months of service.
    #[inline]
    pub fn home_hours(&self, level: u8, months_served: i16) -> u16 {
        let extra = match (level >= 5, months_served) {
            (false, _) | (true, ..=0) => 0,
            (true, 1..=EXTRA_MONTHS) => self.extra_hours[0],
            (true, _) => self.extra_hours[1],
        };
        self.home_hours[usize::from(level).min(CARE_LEVELS - 1)] + extra
    }

    /// Fen of an hour of home care: paid by insurance, paid by the family.
    pub fn home_price(&self, year: usize) -> [i64; 2] {
        self.home_prices[year.min(self.home_prices.len() - 1)]
    }

    /// Fen of a month's care in a home at a level: paid by insurance, paid by the resident.
    pub fn bed_rates(&self, level: u8, month: Month, start: Month) -> [i64; 2] {
        let at = self.daily_rates.partition_point(|(from, _)| *from <= month - start).max(1) - 1;
        let Some((_, rates)) = self.daily_rates.get(at) else { return [0, 0] };
        let year = (month.year() - start.year()).clamp(0, self.daily_index.len() as i32 - 1) as usize;
        let a_day = rates[usize::from(level).min(CARE_LEVELS - 1)] as f64 * self.daily_index[year];
        let whole = libm::round(a_day) as i64 * i64::from(month.days());
        let insured = libm::round(whole as f64 * self.bed_share) as i64;
        [insured, whole - insured]
    }

    /// Monthly chance, as a threshold, that somebody in need at home applies for a bed; `has` and `flags` are those of
    /// the case.
    #[inline]
    pub fn entry(&self, status: Status, carer_lost: bool, has: u16, flags: u16) -> u32 {
        let chance = self.class(status).entry;
        let ratios = [(carer_lost, self.entry_lost), (!status.lives_here(), self.entry_elsewhere)];
        let of_services = self.entry_services.iter().map(|(place, mark, ratio)| {
            let applies = has & place != 0 || flags & mark != 0;
            (applies, *ratio)
        });
        let scaled = |chance: u64, (applies, ratio): (bool, u64)| if applies { (chance * ratio) >> 16 } else { chance };
        ratios.into_iter().chain(of_services).fold(u64::from(chance), scaled).min(u64::from(u32::MAX)) as u32
    }

    /// Fen a month that somebody is willing to pay, `u` being the place among those of the same income.
    pub fn willing_to_pay(&self, status: Status, u: f64, year: usize) -> i64 {
        let spread = 1.0 + self.pay_spread * (2.0 * u - 1.0);
        (self.pay[status.income() as usize] * spread * self.pay_growth[year.min(self.pay_growth.len() - 1)]) as i64
    }

    /// Upper bounds of a resident's draw: to go home, to hospital, to look for another home, for a better suited bed.
    #[inline]
    pub fn resident_bounds(&self) -> [u32; 4] {
        let [home, hospital, moves] = self.discharge;
        let mut bound = 0u32;
        [home, hospital, moves, self.transfer].map(|chance| {
            bound = bound.saturating_add(chance);
            bound
        })
    }

    /// The last of them: above it nothing happens to a resident.
    #[inline]
    pub fn resident_most(&self) -> u32 {
        self.resident_bounds()[3]
    }

    /// Fen a month of a bed.
    pub fn price(&self, year: usize, home: usize, bed: BedType) -> i64 {
        self.prices_of(year, bed)[home] as i64
    }

    /// The same of all homes.
    pub fn prices_of(&self, year: usize, bed: BedType) -> &[f64] {
        &self.prices[year.min(self.prices.len() - 1)][bed as usize]
    }

    /// Thousandths of a care worker that a resident demands.
    pub fn staffing(&self, status: Status) -> u32 {
        self.staffing[status.ability() as usize][usize::from(status.dementia() != Dementia::None)]
    }

    /// The same for a typical resident of a bed type.
    pub fn typical_staffing(&self, bed: BedType) -> u32 {
        match bed {
            BedType::Ordinary => self.staffing[Ability::Mild as usize][0],
            BedType::Nursing => (self.staffing[2][0] + self.staffing[3][0]) / 2,
            BedType::Dementia => self.staffing[Ability::Moderate as usize][1],
            BedType::SevereDisability => self.staffing[Ability::Severe as usize][0],
        }
    }
}

fn class_tables(p: &Parameters, status: Status) -> ClassTables {
    let (mut need, mut entry) = match status.ability() {
        Ability::Independent => (0.0, 0.0),
        Ability::Mild => (p.need_mild, p.bed_entry_mild),
        Ability::Moderate => (p.need_moderate, p.bed_entry_moderate),
        Ability::Severe => (p.need_severe, p.bed_entry_severe),
    };
    if status.severity() != Severity::None {
        // Independent with dementia: as often as with the mildest disability.
        entry = f64::max(entry, p.bed_entry_mild);
        for _stage in 0..status.severity() as u8 {
            need += p.need_dementia;
            entry *= p.bed_entry_dementia;
        }
    }
    if status.living() == Living::Alone {
        entry *= p.bed_entry_alone;
    }
    let chance = monthly_threshold(entry);
    let ratios = [p.bed_entry_carer_lost, p.bed_entry_elsewhere].into_iter();
    let ratios = ratios.chain(entry_ratios(p).map(|(_, ratio)| ratio));
    let most = ratios.fold(f64::from(chance), |most, ratio| most * ratio.max(1.0));
    ClassTables {
        entry: chance,
        entry_most: (most + 1.0) as u32,
        need: hours(need),
        cell: status.ability() as u8 * 3 + status.living() as u8,
    }
}

/// Hours a month that kin can give: all of them, without the spouse, without the children, nobody.
fn kin_hours(p: &Parameters, status: Status) -> [u16; 4] {
    let spouse = if status.has_spouse() { hours(p.kin_spouse) } else { 0 };
    let nearest = match (status.has_children(), status.child_at_home(), status.child_near()) {
        (false, ..) => 0.0,
        (true, true, _) => p.kin_child_at_home,
        (true, false, true) => p.kin_child_elsewhere,
        (true, false, false) => p.kin_child_elsewhere * p.kin_child_far,
    };
    let several = if status.has_several_children() { p.kin_several } else { 1.0 };
    let retired = if status.child_works() { 1.0 } else { p.kin_retired };
    let children = hours(nearest * several * retired);
    [spouse + children, children, spouse, 0]
}

fn daily_rates(system: &CareSystem, start: Month) -> Vec<(i32, [i64; CARE_LEVELS])> {
    system.insurance.daily_rates.iter().map(|rates| (rates.from - start, rates.fen)).collect()
}

fn prices(course: &Course) -> Vec<[Vec<f64>; BED_TYPES]> {
    let (district, p) = (course.district(), course.parameters());
    let by_type = [p.price_ordinary, p.price_nursing, p.price_dementia, p.price_severe_disability];
    let homes = &district.care.facilities;
    let of_type = |growth: f64, yuan: f64| {
        let mut prices: Vec<f64> = homes.iter().map(|home| fen(yuan * home.price * growth) as f64).collect();
        prices.resize(of_district(prices.len()), 0.0);
        prices
    };
    let growth = workforce::prices::of_beds(course);
    growth.into_iter().map(|growth| by_type.map(|yuan| of_type(growth, yuan))).collect()
}

/// Month of opening of a planned home that is not built.
pub const NEVER_BUILT: i32 = i32::MAX / 2;

/// Beds and dates of every home in this replicate.
fn homes(course: &Course) -> Vec<HomePlan> {
    let (district, places, draws) = (course.district(), course.places(), course.draws());
    let delay = course.parameters().facility_delay;
    let homes = district.care.facilities.iter().enumerate().map(|(place, home)| {
        let size = places.value(&format!("facility.{}.beds", home.id), &home.beds);
        let opens = home.opens.as_ref().map(|month| {
            let month = places.value(&format!("facility.{}.opens", home.id), month);
            // Of a home whose date is known it is not put off.
            let delay = if home.opens.is_some_and(|opens| opens.low < opens.high) { delay } else { 0.0 };
            libm::round(month + delay) as i32 - district.start.index()
        });
        let lot = match course.choice().is_drawn() {
            true => draws.uniform(place as u64, Month::from_index(0), decision::HOME_BUILT),
            false => 0.5,
        };
        let opens = if lot < home.certainty { opens } else { Some(NEVER_BUILT) };
        let total = libm::round(size) as u32;
        let named: u32 = home.by_type.iter().sum();
        let mut beds = home.by_type;
        if total != named && named > 0 {
            // Rounded along the running sum, so that the types add up to the total.
            let (mut before, mut given) = (0u64, 0u32);
            for (scaled, count) in beds.iter_mut().zip(home.by_type) {
                before += u64::from(count);
                let upto = ((before * u64::from(total) * 2 + u64::from(named)) / (2 * u64::from(named))) as u32;
                *scaled = upto - given;
                given = upto;
            }
        }
        HomePlan {
            opens: opens.unwrap_or(0),
            closes: home.closes.map_or(i32::MAX, |month| month - district.start),
            beds,
            extensions: home.extensions.clone(),
            ownership: home.ownership,
        }
    });
    homes.collect()
}
