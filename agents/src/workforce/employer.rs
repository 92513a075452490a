//! Who works for one employer, and a month of their working lives.
//!
//! Order inside a month: those hired last month begin, news of the training centre is read, workers
//! quit or retire, ask for courses; what is left gives care; then open posts are told to the market.
use super::candidate::{Candidate, News};
use super::report::EmployerMonth;
use super::tables::{ONE, WorkforceTables, registration, scaled};
use super::worker::{Stage, Worker, flag};
use super::{EmployerKind, LEVELS};
use crate::decision;
use crate::mail::{CentreLetter, EmployerLetter, Incoming, MarketLetter, Outgoing};
use crate::model::Now;
use multiversion::multiversion;
use serde::{Deserialize, Serialize};
use sim_core::{Digest, ScreenKey};

/// An employer's workers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Employer {
    kind: EmployerKind,
    roster: Vec<Worker>,
    /// Work over workers of last month, in 1024ths of what the ratios ask.
    load: u32,
    /// Certified share found by the last inspection over the one required, in 1024ths; at most one.
    met: u32,
    /// The month's report as far as it has come.
    #[serde(skip)]
    month: EmployerMonth,
    /// Scratch: positions in the roster.
    #[serde(skip)]
    found: Vec<u32>,
}

/// Workers to whom something may happen this month: those whose draw is at most `last`, and those born
/// so early. Most are neither.
struct Notable {
    key: ScreenKey,
    last: u32,
    born_by: i32,
}

impl Notable {
    /// Appends the positions of all of them, in order.
    fn find(&self, roster: &[Worker], found: &mut Vec<u32>) {
        let done = find_blocks::<16>(self, roster, 0, found);
        find_blocks::<1>(self, roster, done, found);
    }
}

/// Looks at whole blocks of `N` workers from position `start` on; returns where it stopped.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2", "aarch64+neon"))]
fn find_blocks<const N: usize>(notable: &Notable, roster: &[Worker], start: usize, found: &mut Vec<u32>) -> usize {
    let mut position = start;
    for workers in roster[start..].as_chunks::<N>().0 {
        let mut mask = 0u32;
        for (i, worker) in workers.iter().enumerate() {
            let is_notable =
                (notable.key.draw(worker.id) <= notable.last) | (i32::from(worker.birth) <= notable.born_by);
            mask |= u32::from(is_notable) << i;
        }
        while mask != 0 {
            found.push(position as u32 + mask.trailing_zeros());
            mask &= mask - 1;
        }
        position += N;
    }
    position
}

/// How many workers an employer needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// Thousandths of a worker that the people in its care and those who could be demand.
    pub required_milli: i64,
    /// Thousandths of a worker that the people in its care demand: the work that is done.
    pub work_milli: i64,
    /// Posts it wants filled.
    pub posts: i64,
}

impl Employer {
    /// Nobody yet, or the workers of the start.
    pub fn new(kind: EmployerKind, roster: Vec<Worker>) -> Self {
        Employer { kind, roster, load: ONE, met: ONE, month: EmployerMonth::default(), found: Vec::new() }
    }

    /// Workers.
    pub fn heads(&self) -> i64 {
        self.roster.len() as i64
    }

    /// The workers, in order of hiring.
    pub fn roster(&self) -> &[Worker] {
        &self.roster
    }

    /// First half of the month: who begins, who leaves, who asks for a course.
    pub fn live(&mut self, now: Now<'_>, mail: &mut Incoming, out: &mut Outgoing<'_>) {
        self.month = EmployerMonth { kind: self.kind, ..EmployerMonth::default() };
        self.month.counts.opening = self.heads();
        self.inspect(now);
        for letter in mail.employer.drain(..) {
            match letter.body {
                EmployerLetter::Hired { worker } => self.begin(now, worker, out),
                EmployerLetter::Training { worker, news } => self.hear(now, worker, news),
            }
        }
        self.leave(now, out);
        self.enrol(now, out);
    }

    /// Workers who hold a certificate.
    fn certified(&self) -> i64 {
        self.roster.iter().filter(|worker| worker.level > 0).count() as i64
    }

    /// The yearly inspection: what it finds holds until the next.
    fn inspect(&mut self, now: Now<'_>) {
        let tables = &now.model.workforce;
        if now.month.of_year() != tables.inspection_month {
            return;
        }
        let asked = self.heads() * i64::from(tables.required(self.kind.occupation(), now.number));
        let met = self.certified() * i64::from(ONE) * i64::from(ONE) / asked.max(1);
        self.met = if asked == 0 { ONE } else { met.min(ONE.into()) as u32 };
    }

    /// Share of its beds that are paid for, as far as certificates decide it.
    pub fn funded(&self, tables: &WorkforceTables) -> f64 {
        1.0 - tables.withheld * f64::from(ONE - self.met) / f64::from(ONE)
    }

    /// Vacancies kept for applicants with a certificate, as many as the requirement is short of.
    fn reserved(&self, now: Now<'_>, posts: i64, vacancies: i64) -> i64 {
        let tables = &now.model.workforce;
        let required = i64::from(tables.required(self.kind.occupation(), now.number));
        if tables.reserved == 0 || required == 0 {
            return 0;
        }
        let missing = (posts * required + i64::from(ONE) - 1) / i64::from(ONE) - self.certified();
        let kept = missing.clamp(0, vacancies) * i64::from(tables.reserved);
        (kept + i64::from(ONE) - 1) / i64::from(ONE)
    }

    fn begin(&mut self, now: Now<'_>, mut worker: Worker, out: &mut Outgoing<'_>) {
        if worker.is(flag::AWAITING) {
            worker.flags &= !flag::AWAITING;
            worker.stage = Stage::Enrolled;
            out.send(now.model.addresses().centre(), CentreLetter::AskResult { worker: worker.id });
        }
        let counts = &mut self.month.counts;
        counts.hires += 1;
        counts.hires_experienced += i64::from(worker.is(flag::RETURNED));
        counts.hires_graduates += i64::from(worker.is(flag::GRADUATE) && !worker.is(flag::RETURNED));
        self.month.levels[usize::from(worker.level) % LEVELS].hires += 1;
        self.roster.push(worker);
    }

    /// News of somebody who has left meanwhile concerns nobody.
    fn hear(&mut self, now: Now<'_>, id: u32, news: News) {
        let Some(worker) = self.roster.iter_mut().find(|worker| worker.id == id) else { return };
        let sought = &mut self.month.levels[usize::from(worker.level + 1) % LEVELS];
        match news {
            News::Seat => worker.stage = Stage::Enrolled,
            News::Passed => {
                sought.examined += 1;
                sought.passed += 1;
                worker.level = (worker.level + 1).min(LEVELS as u8 - 1);
                worker.certified = now.number;
                worker.stage = Stage::Free;
            }
            News::Failed { last } => {
                sought.examined += 1;
                if last {
                    worker.stage = Stage::Free;
                }
            }
            News::NoResult => worker.stage = Stage::Free,
        }
    }

    fn leave(&mut self, now: Now<'_>, out: &mut Outgoing<'_>) {
        let (model, occupation) = (now.model, self.kind.occupation());
        let tables = &model.workforce;
        let own = tables.of(occupation);
        let quits = model.draws.screen_key(now.month, decision::WORKER_QUITS);
        let retires = model.draws.screen_key(now.month, decision::WORKER_RETIRES);
        let pay = tables.pay_of(self.kind, now);
        let load = self.load;
        let notable = Notable {
            key: quits,
            last: own.most_quits(load).saturating_sub(1).min(u32::MAX.into()) as u32,
            born_by: i32::from(now.number) - own.retirement[0],
        };
        let mut found = std::mem::take(&mut self.found);
        notable.find(&self.roster, &mut found);
        found.retain(|at| {
            let worker = &self.roster[*at as usize];
            let (month, level) = (&mut self.month, usize::from(worker.level) % LEVELS);
            let age = i32::from(now.number) - i32::from(worker.birth);
            if age >= own.retirement[0] && (age >= own.retirement[1] || retires.draw(worker.id) < own.retires) {
                month.counts.left_retired += 1;
                month.levels[level].retired += 1;
            } else if u64::from(quits.draw(worker.id)) < own.quits(tables, worker, now.number, &pay, load) {
                let u = model.draws.uniform(worker.id.into(), now.month, decision::WORKER_DESTINATION);
                let away = (u - own.moving) / f64::max(1.0 - own.moving, 1e-9);
                if u < own.moving {
                    month.counts.left_moved += 1;
                    seek_work(now, *worker, 1, out);
                } else {
                    month.counts.left_away += 1;
                    let lower = model.draws.bits(worker.id.into(), now.month, decision::WORKER_DESTINATION) as u32;
                    let [hospitals, households] = own.neighbours;
                    month.counts.left_hospitals += i64::from(lower < hospitals);
                    month.counts.left_households += i64::from(lower >= hospitals && lower < households);
                    if away < own.returning {
                        let months = -own.months_away * libm::log(1.0 - away / own.returning.max(1e-9) * 0.999);
                        seek_work(now, *worker, 2 + months.min(600.0) as i16, out);
                    }
                }
                month.levels[level].left += 1;
            } else {
                return false;
            }
            if worker.stage != Stage::Free {
                out.send(model.addresses().centre(), CentreLetter::DropOut { worker: worker.id });
            }
            true
        });
        for at in found.drain(..).rev() {
            self.roster.remove(at as usize);
        }
        self.found = found;
    }

    fn enrol(&mut self, now: Now<'_>, out: &mut Outgoing<'_>) {
        let occupation = self.kind.occupation();
        let tables = &now.model.workforce;
        let own = tables.of(occupation);
        let enrols = now.model.draws.screen_key(now.month, decision::WORKER_ENROLS);
        let rules = registration(now.model.district(), occupation, now.month);
        let enrol = own.enrols_in(now.number >= tables.allowance_from, self.met < ONE);
        let most = enrol.iter().copied().max().unwrap_or(0);
        let notable = Notable { key: enrols, last: most.saturating_sub(1), born_by: i32::MIN };
        let mut found = std::mem::take(&mut self.found);
        notable.find(&self.roster, &mut found);
        for at in found.drain(..) {
            let worker = &mut self.roster[at as usize];
            if enrols.draw(worker.id) >= enrol[usize::from(worker.level) % LEVELS] {
                continue;
            }
            let Some(level) = own.next_level(&rules, worker, now.number) else { continue };
            worker.stage = Stage::Waiting;
            self.month.levels[usize::from(level) % LEVELS].asked += 1;
            let candidate = Candidate::new(worker, level);
            out.send(now.model.addresses().centre(), CentreLetter::Enrol { candidate });
        }
        self.found = found;
    }

    /// Workers who have asked for a certificate in the `months` before the start, each with a draw by which
    /// to put them in order.
    pub(super) fn candidates_at_start(&self, now: Now<'_>, months: f64) -> Vec<(u32, Candidate)> {
        let occupation = self.kind.occupation();
        let own = now.model.workforce.of(occupation);
        let key = now.model.draws.screen_key(now.month - 1, decision::WORKER_ENROLS);
        let rules = registration(now.model.district(), occupation, now.month);
        let asked = |worker: &&Worker| {
            let chance = f64::from(own.enrols_in(false, false)[usize::from(worker.level) % LEVELS]) * months;
            f64::from(key.draw(worker.id)) < chance
        };
        let candidate = |worker: &Worker| {
            let level = own.next_level(&rules, worker, now.number)?;
            Some((key.draw(worker.id), Candidate::new(worker, level)))
        };
        self.roster.iter().filter(asked).filter_map(candidate).collect()
    }

    /// How far a worker is on the way to a certificate at the start.
    pub(super) fn set_stage(&mut self, id: u32, stage: Stage) {
        if let Some(worker) = self.roster.iter_mut().find(|worker| worker.id == id) {
            worker.stage = stage;
        }
    }

    /// Everybody loses the post and seeks another.
    pub fn close(&mut self, now: Now<'_>, out: &mut Outgoing<'_>) {
        for worker in std::mem::take(&mut self.roster) {
            self.month.counts.left_closing += 1;
            self.month.levels[usize::from(worker.level) % LEVELS].left += 1;
            if worker.stage != Stage::Free {
                out.send(now.model.addresses().centre(), CentreLetter::DropOut { worker: worker.id });
            }
            seek_work(now, worker, 1, out);
        }
    }

    /// Second half of the month: open posts, stocks, wages. Returns the report.
    pub fn close_month(&mut self, now: Now<'_>, need: Need, out: &mut Outgoing<'_>) -> EmployerMonth {
        let heads = self.heads();
        let vacancies = (need.posts - heads).max(0);
        if vacancies > 0 {
            let reserved = self.reserved(now, need.posts, vacancies);
            self.month.counts.vacancies_reserved = reserved;
            let letter =
                MarketLetter::Vacancies { kind: self.kind, posts: vacancies as u32, reserved: reserved as u32 };
            out.send(now.model.addresses().market(), letter);
        }
        // Who has nobody to work with cannot be overloaded either; four times the work is the most.
        let load = need.work_milli.max(0) * i64::from(ONE) / (heads * 1000).max(1);
        self.load = if heads == 0 { ONE } else { load.min(4 * i64::from(ONE)) as u32 };
        let counts = &mut self.month.counts;
        (counts.posts, counts.required_milli, counts.vacancies) = (need.posts, need.required_milli, vacancies);
        counts.closing = heads;
        counts.overloaded = if self.load > ONE { heads } else { 0 };
        self.count(now);
        std::mem::take(&mut self.month)
    }

    /// Stocks, wages and the entry subsidy of the month.
    fn count(&mut self, now: Now<'_>) {
        let tables = &now.model.workforce;
        let own = tables.of(self.kind.occupation());
        let wage = tables.wage(self.kind, now.year()).unsigned_abs();
        let allowance = tables.pay_of(self.kind, now).allowance;
        let (counts, levels) = (&mut self.month.counts, &mut self.month.levels);
        let mut aged = [0i64; 2];
        let mut served = [0i64; 3];
        // No branch: ages and months of service cannot be foretold.
        for worker in &mut self.roster {
            let level = usize::from(worker.level) % LEVELS;
            levels[level].heads += 1;
            let next = &mut levels[(level + 1) % LEVELS];
            next.waiting += i64::from(worker.stage == Stage::Waiting);
            next.enrolled += i64::from(worker.stage == Stage::Enrolled);
            counts.women += i64::from(worker.is(flag::WOMAN));
            counts.migrants += i64::from(worker.is(flag::MIGRANT));
            let (months, service) = (worker.months(now.number), worker.service(now.number));
            aged[0] += i64::from(months >= 35 * 12);
            aged[1] += i64::from(months >= 55 * 12);
            served[0] += i64::from(service >= 12);
            served[1] += i64::from(service >= 36);
            served[2] += i64::from(service >= 60);
            let without = scaled(wage, worker.pay.into());
            let pay = scaled(without, own.steps[level].into()) as i64;
            counts.wage_bill += pay;
            counts.certificate_pay += pay - without as i64;
            counts.level_allowance += allowance[level];
            counts.entry_subsidy += tables.subsidy_due(worker);
            worker.worked = worker.worked.saturating_add(1);
        }
        let heads = self.roster.len() as i64;
        counts.aged_under_35 = heads - aged[0];
        counts.aged_35_54 = aged[0] - aged[1];
        counts.aged_55_plus = aged[1];
        counts.service_under_1_year = heads - served[0];
        counts.service_1_2_years = served[0] - served[1];
        counts.service_3_4_years = served[1] - served[2];
        counts.service_5_years_plus = served[2];
    }

    /// Adds what only the employer knows to the month's report before it is closed.
    pub fn note_lost(&mut self, beds: i64, hours: i64) {
        self.month.counts.beds_lost = beds;
        self.month.counts.hours_lost = hours;
    }

    /// Takes all state that influences the future into `digest`.
    pub fn digest(&self, digest: &mut Digest) {
        digest.number(self.roster.len() as u64);
        digest.number(u64::from(self.met) << 32 | u64::from(self.load));
        for worker in &self.roster {
            worker.digest(digest);
        }
    }
}

/// A worker who left seeks work again `months` later.
fn seek_work(now: Now<'_>, worker: Worker, months: i16, out: &mut Outgoing<'_>) {
    let worker = worker.seeking_again();
    let from = now.number.saturating_add(months);
    out.send(now.model.addresses().market(), MarketLetter::Jobseeker { worker, from });
}
