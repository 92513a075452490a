//! Who works at the start, and who comes to the labour market: attributes of single workers, each an
//! addressed draw of the worker, so that the same person is the same in every scenario.
use super::tables::{ONE, OccupationTables, age_in_months};
use super::worker::{self, NEVER, Stage, Worker, flag};
use super::{LEVELS, Occupation};
use crate::decision;
use crate::district::{AgeShare, OccupationProfile};
use crate::model::{Model, Now};
use sim_core::Month;

/// Months in the trade of newcomers who bring a certificate: they worked elsewhere before.
const EXPERIENCE: i16 = 24;
/// Months before the start within which its certificates were got, at the most.
const CERTIFIED_WITHIN: f64 = 60.0;
/// Months of service before the start, at the most.
const LONGEST_SERVICE: f64 = 480.0;

/// Age from which on one can have worked, completed years.
const YOUNGEST: i32 = 16;

/// Attributes that are drawn, each under its own number.
#[derive(Clone, Copy)]
enum Attribute {
    Age,
    Sex,
    Origin,
    Certificate,
    Level,
    CertifiedSince,
    Pay,
    School,
    Service,
    Graduate,
}

/// One worker's draws.
struct Attributes<'a> {
    model: &'a Model,
    own: &'a OccupationTables,
    id: u32,
}

impl<'a> Attributes<'a> {
    fn of(model: &'a Model, id: u32) -> Self {
        Attributes { model, own: model.workforce.of(worker::occupation_of(id)), id }
    }

    fn draw(&self, attribute: Attribute) -> f64 {
        let number = Month::from_index(attribute as i32);
        self.model.draws.uniform(self.id.into(), number, decision::WORKER_ATTRIBUTES)
    }

    fn has(&self, attribute: Attribute, share: f64) -> bool {
        self.draw(attribute) < share
    }

    /// Somebody of an age drawn from `ages`, new to the trade in `month`, without certificate.
    fn somebody(&self, month: i16, ages: &[AgeShare]) -> Worker {
        let age = age_in_months(ages, self.draw(Attribute::Age));
        let spread = 1.0 + self.own.spread * (2.0 * self.draw(Attribute::Pay) - 1.0);
        let bit = |has: bool, flag: u8| if has { flag } else { 0 };
        Worker {
            id: self.id,
            birth: (i32::from(month) - age) as i16,
            worked: 0,
            hired: month,
            certified: NEVER,
            pay: libm::round(spread * f64::from(ONE)) as u16,
            level: 0,
            flags: bit(self.has(Attribute::Sex, self.own.women), flag::WOMAN)
                | bit(self.has(Attribute::Origin, self.own.migrants), flag::MIGRANT),
            stage: Stage::Free,
            parts_paid: 0,
        }
    }

    fn school(&self) -> u8 {
        if self.has(Attribute::School, self.own.graduates_higher) { flag::HIGHER } else { flag::SECONDARY }
    }

    /// The level of somebody certified, when `above` of the certified hold more than the first.
    fn level(&self, profile: &OccupationProfile, above: f64) -> u8 {
        let u = self.draw(Attribute::Level);
        if u >= above {
            return 1;
        }
        let mut part = u / above.max(1e-9);
        let levels = &profile.levels[..profile.levels.len().min(LEVELS - 1)];
        for (i, level) in levels.iter().enumerate().skip(1) {
            if part < level.share_at_start {
                return i as u8 + 1;
            }
            part -= level.share_at_start;
        }
        levels.len() as u8
    }
}

/// Months in the trade that a level asks for, by the first of its rules.
fn service_asked(profile: &OccupationProfile, level: u8) -> i16 {
    let level = profile.levels.get(usize::from(level).saturating_sub(1));
    level.and_then(|level| level.registration.first()).map_or(0, |rule| rule.service_months)
}

/// Certifies a worker in a month, at the drawn level or at the highest that somebody of that age can have
/// worked for; whoever holds it has worked as long as its rules ask.
fn certify(worker: &mut Worker, profile: &OccupationProfile, level: u8, month: i16, before: i16) {
    let at_work = (i32::from(month) - i32::from(worker.birth) - YOUNGEST * 12).max(0);
    let possible = (1..=level).rev().find(|level| i32::from(service_asked(profile, *level)) <= at_work);
    worker.level = possible.unwrap_or(1);
    worker.certified = month;
    worker.worked = worker.worked.max(service_asked(profile, worker.level).saturating_add(before - month));
}

fn profile(model: &Model, occupation: Occupation) -> &OccupationProfile {
    &model.district().workforce.occupations[occupation as usize]
}

/// Somebody who comes new to the district's trade. Migrants get older from year to year: nobody comes who is older than
/// the last age of newcomers.
pub(super) fn newcomer(now: Now<'_>, occupation: Occupation, number: u32) -> Option<Worker> {
    let attributes = Attributes::of(now.model, worker::newcomer_id(occupation, now.number, number));
    let (own, profile) = (attributes.own, profile(now.model, occupation));
    let graduate = attributes.has(Attribute::Graduate, own.newcomers_graduates);
    let migrant = !graduate && attributes.has(Attribute::Origin, own.migrants);
    let ages = match (graduate, migrant) {
        (true, _) => &profile.ages_of_graduates,
        (false, true) => &now.model.district().workforce.ages_of_migrants,
        (false, false) => &profile.ages_of_newcomers,
    };
    let mut worker = attributes.somebody(now.number, ages);
    if migrant {
        worker.birth = worker.birth.saturating_sub((own.ageing * f64::from(now.number)) as i16);
        let oldest = ages.iter().map(|band| band.to).max().unwrap_or(i32::MAX - 1);
        if worker.age(now.number) > oldest {
            return None;
        }
    }
    if graduate {
        worker.flags |= attributes.school() | claim(now, occupation);
    }
    if attributes.has(Attribute::Certificate, own.newcomers_certified) {
        let since = (attributes.draw(Attribute::CertifiedSince) * f64::from(EXPERIENCE)) as i16;
        let level = attributes.level(profile, own.newcomers_intermediate);
        if graduate {
            (worker.level, worker.certified) = (1, now.number); // school ends with the first
        } else {
            worker.worked = EXPERIENCE;
            certify(&mut worker, profile, level, now.number - since, now.number);
        }
    }
    Some(worker)
}

/// The claim to the entry subsidy of a graduate who seeks a post now.
fn claim(now: Now<'_>, occupation: Occupation) -> u8 {
    let has_claim = occupation == Occupation::CareWorker && now.number >= now.model.workforce.subsidy_from;
    if has_claim { flag::CLAIM } else { 0 }
}

/// A graduate of the district's own school programmes: they end with the first certificate.
pub(super) fn graduate(now: Now<'_>, number: u32) -> Worker {
    let attributes = Attributes::of(now.model, worker::graduate_id(now.number, number));
    let mut worker = attributes.somebody(now.number, &profile(now.model, Occupation::CareWorker).ages_of_graduates);
    worker.flags = (worker.flags & !flag::MIGRANT) | attributes.school() | claim(now, Occupation::CareWorker);
    (worker.level, worker.certified) = (1, now.number);
    worker
}

/// The `number`-th worker of an employer at the start; months count from the first simulated one.
pub(super) fn at_start(model: &Model, occupation: Occupation, employer: u32, number: u32) -> Worker {
    let attributes = Attributes::of(model, worker::id_at_start(occupation, employer, number));
    let (own, profile) = (attributes.own, profile(model, occupation));
    let mut worker = attributes.somebody(-1, &profile.ages_at_start);
    // Nobody has worked longer than since the youngest age of newcomers.
    let youngest = profile.ages_of_newcomers.iter().map(|band| band.from).min().unwrap_or(18) * 12;
    let most = f64::from((-1 - i32::from(worker.birth) - youngest).max(1)).min(LONGEST_SERVICE);
    let service = own.service_at(attributes.draw(Attribute::Service)).min(most);
    worker.hired = -1 - service as i16;
    worker.worked = -worker.hired;
    let [certified, intermediate] = own.at_start;
    if attributes.has(Attribute::Certificate, certified) {
        let since = f64::min(CERTIFIED_WITHIN, service + f64::from(EXPERIENCE));
        let month = -1 - (attributes.draw(Attribute::CertifiedSince) * since) as i16;
        certify(&mut worker, profile, attributes.level(profile, intermediate / certified.max(1e-9)), month, 0);
    }
    worker
}
