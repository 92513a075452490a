//! The training centre: seats paid by the bureau's plans, classes, exams, retakes; and the two-year
//! school programmes.
//!
//! Someone who enrols in month t is known here in t + 1. A class begins when enough wait, or when the
//! first has waited long, and a plan has seats and an instructor is free. After the course comes the
//! next month with exams; the number of examiners limits how many candidates sit. The result reaches
//! the employer some months later; candidates who failed may sit again.
use super::candidate::{Candidate, NOBODY, News, TRACKS};
use super::plans::PLANS;
use super::report::{CourseCounts, TrainingMonth};
use super::worker::{self, Stage};
use super::{LEVELS, Occupation, entry};
use crate::budget::{self, Claimant};
use crate::decision;
use crate::district::CertificateLevel;
use crate::mail::{CentreLetter, EmployerLetter, Incoming, MarketLetter, Outgoing};
use crate::model::{Model, Now};
use crate::relief::programme::Activity;
use serde::{Deserialize, Serialize};
use sim_core::{Address, Digest, Month};

/// Months after which a class begins for however few there are seats.
const LONGEST_WAIT: i16 = 6;
/// Months for which a plan saves up seats that nobody takes.
const SEATS_SAVED: i64 = 12;
/// A seat, in the millionths in which plans save them up.
const ONE_SEAT: i64 = 1_000_000;
/// Months of a course and of its result, at the start.
const TAUGHT_MONTHS: i16 = 3;
/// Calendar month in which school begins, and in which it ends two years later.
const SCHOOL_BEGINS: u32 = 9;
const SCHOOL_ENDS: u32 = 7;
/// Months from the beginning of a school programme to its end.
const SCHOOL_MONTHS: i16 = 22;

/// Months for which the pass of somebody who left the employer waits for the next.
const KEPT: i16 = 24;

/// An exam that was sat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Outcome {
    candidate: Candidate,
    passed: bool,
    /// Month in which the letter goes.
    due: i16,
    /// The letter went last month: who left before reading it has not heard.
    told: bool,
}

/// A class under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Class {
    track: u8,
    /// First month in which those in it can sit the exam.
    ends: i16,
    pupils: Vec<Candidate>,
}

/// The training centre.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainingCentre {
    /// Those who wait for a seat, by track, first come first.
    queues: Vec<Vec<Candidate>>,
    classes: Vec<Class>,
    /// Those who have been taught, in order.
    sitting: Vec<Candidate>,
    results: Vec<Outcome>,
    /// Millionths of a seat each plan has.
    seats: [i64; PLANS.len()],
    /// School years under way: month of graduation, pupils.
    school: Vec<(i16, u32)>,
    claimant: Claimant,
}

/// Where a track is in the lists of occupations and levels.
fn occupation_and_level(track: usize) -> (usize, u8) {
    (track / (LEVELS - 1), (track % (LEVELS - 1)) as u8 + 1)
}

fn certificate(model: &Model, track: usize) -> Option<&CertificateLevel> {
    let (occupation, level) = occupation_and_level(track);
    model.district().certificates(occupation).get(usize::from(level) - 1)
}

impl TrainingCentre {
    /// The centre before the first month. Of those who asked, in order, the first are taught, as many as
    /// the plans' seats of [`TAUGHT_MONTHS`]; they sit in the first months one after another. The others
    /// wait. Returns how far each of them is.
    pub(super) fn at_start(model: &Model, asked: impl Iterator<Item = Candidate>) -> (Self, Vec<(Candidate, Stage)>) {
        let start = model.district().start;
        let july = |year: i32| Month::new(start.year() + year, SCHOOL_ENDS).map_or(-1, |july| july - start);
        let under_way = (0..3).map(july).filter(|months| (0..i32::from(SCHOOL_MONTHS)).contains(months));
        let mut centre = TrainingCentre {
            queues: vec![Vec::new(); TRACKS],
            classes: Vec::new(),
            sitting: Vec::new(),
            results: Vec::new(),
            seats: [0; PLANS.len()],
            school: under_way.map(|ends| (ends as i16, model.workforce.school_intake)).collect(),
            claimant: Claimant::new(model.district().relief.programmes.len()),
        };
        let mut seats = model.workforce.plan_seats.map(|a_month| a_month * i64::from(TAUGHT_MONTHS));
        let mut stages = Vec::new();
        for candidate in asked {
            let track = candidate.track();
            let Some(certificate) = certificate(model, track) else { continue };
            let paid = Self::plans(track).find(|plan| seats[*plan] >= ONE_SEAT);
            if let Some(plan) = paid {
                seats[plan] -= ONE_SEAT;
            }
            let is_taught = certificate.course_months == 0 || paid.is_some();
            if is_taught {
                let month = centre.sitting.len() as i16 % TAUGHT_MONTHS;
                centre.sitting.push(Candidate { month, ..candidate });
            } else {
                let month = -1 - centre.queues[track].len() as i16 % TAUGHT_MONTHS;
                centre.queues[track].push(Candidate { month, ..candidate });
            }
            stages.push((candidate, if is_taught { Stage::Enrolled } else { Stage::Waiting }));
        }
        for queue in &mut centre.queues {
            queue.sort_by_key(|candidate| candidate.month);
        }
        (centre, stages)
    }

    /// A name for people.
    pub fn name(&self) -> String {
        "training centre".into()
    }

    /// One month.
    pub fn step(&mut self, now: Now<'_>, mail: &mut Incoming, out: &mut Outgoing<'_>) -> TrainingMonth {
        let mut month = TrainingMonth::default();
        self.claimant.read(mail);
        let funded = self.claimant.served(now, Activity::Training);
        for (seats, a_month) in self.seats.iter_mut().zip(now.model.workforce.plan_seats) {
            let a_month = (a_month as f64 * funded) as i64;
            // One seat can always be saved up, however few there are in a year.
            *seats = (*seats + a_month).min((a_month * SEATS_SAVED).max(ONE_SEAT));
        }
        for letter in mail.centre.drain(..) {
            match letter.body {
                CentreLetter::Enrol { candidate } => self.register(now, letter.from, candidate, &mut month, out),
                CentreLetter::DropOut { worker } => self.drop_out(letter.from.0, worker, &mut month),
                CentreLetter::AskResult { worker } => self.look_for_result(now, letter.from, worker, out),
            }
        }
        for (plan, seats) in month.plans.iter_mut().zip(self.seats) {
            plan.seats_due = seats / ONE_SEAT;
        }
        self.end_classes(now);
        self.begin_classes(now, &mut month, out);
        self.examine(now, &mut month);
        self.tell_results(now, &mut month, out);
        self.teach_pupils(now, &mut month, out);
        self.count(now, &mut month);
        let care_workers = &month.courses[Occupation::CareWorker as usize];
        let units = care_workers.iter().map(|course| course.seats + course.examined).sum();
        let fen = care_workers.iter().map(|course| course.course_cost + course.exam_cost).sum();
        let claim = self.claimant.claim(now, Activity::Training, units, fen);
        budget::send(now, claim, out);
        month
    }

    fn register(
        &mut self,
        now: Now<'_>,
        employer: Address,
        candidate: Candidate,
        month: &mut TrainingMonth,
        out: &mut Outgoing<'_>,
    ) {
        let candidate = Candidate { employer: employer.0, month: now.number, failed: 0, ..candidate };
        let track = candidate.track();
        course(month, track).applications += 1;
        // Where there is no course one is registered for the exam at once.
        if certificate(now.model, track).is_some_and(|level| level.course_months == 0) {
            out.send(
                now.model.addresses().employer(employer),
                EmployerLetter::Training { worker: candidate.worker, news: News::Seat },
            );
            self.sitting.push(candidate);
        } else {
            self.queues[track].push(candidate);
        }
    }

    fn drop_out(&mut self, employer: u32, worker: u32, month: &mut TrainingMonth) {
        let gone = |candidate: &Candidate| candidate.worker == worker && candidate.employer == employer;
        // Who has passed has passed: the certificate waits for whoever employs its holder next.
        for outcome in self.results.iter_mut().filter(|outcome| outcome.passed && gone(&outcome.candidate)) {
            (outcome.candidate.employer, outcome.told) = (NOBODY, false);
        }
        let results = self.results.iter().map(|outcome| &outcome.candidate);
        let known = self.queues.iter().chain(self.classes.iter().map(|class| &class.pupils)).flatten();
        let Some(track) = known.chain(&self.sitting).chain(results).find(|c| gone(c)).map(Candidate::track) else {
            return;
        };
        course(month, track).dropped_out += 1;
        for list in self.queues.iter_mut().chain(self.classes.iter_mut().map(|class| &mut class.pupils)) {
            list.retain(|candidate| !gone(candidate));
        }
        self.sitting.retain(|candidate| !gone(candidate));
        self.results.retain(|outcome| !gone(&outcome.candidate));
    }

    /// Somebody who left another employer while enrolled works here now.
    fn look_for_result(&mut self, now: Now<'_>, employer: Address, worker: u32, out: &mut Outgoing<'_>) {
        let waits = |outcome: &&mut Outcome| outcome.candidate.worker == worker && outcome.candidate.employer == NOBODY;
        match self.results.iter_mut().find(waits) {
            Some(outcome) => outcome.candidate.employer = employer.0,
            None => out.send(
                now.model.addresses().employer(employer),
                EmployerLetter::Training { worker, news: News::NoResult },
            ),
        }
    }

    fn end_classes(&mut self, now: Now<'_>) {
        let sitting = &mut self.sitting;
        self.classes.retain_mut(|class| {
            let ended = class.ends <= now.number;
            if ended {
                sitting.extend(class.pupils.drain(..).map(|pupil| Candidate { month: class.ends, ..pupil }));
            }
            !ended
        });
    }

    /// Classes begin as long as there are seats and instructors for one, of those levels first whose
    /// first in the queue has waited longest.
    fn begin_classes(&mut self, now: Now<'_>, month: &mut TrainingMonth, out: &mut Outgoing<'_>) {
        let instructors = now.model.workforce.instructors as usize;
        while self.classes.len() < instructors {
            let first = |track: &usize| self.queues[*track].first().map(|first| first.month);
            let ready = (0..TRACKS).filter(|track| self.class_size(now, *track) > 0);
            let Some(track) = ready.min_by_key(first) else { break };
            self.begin_class(now, track, month, out);
        }
    }

    /// Plans that pay for a track: they are for care workers.
    fn plans(track: usize) -> impl Iterator<Item = usize> {
        let (occupation, level) = occupation_and_level(track);
        let own = occupation == Occupation::CareWorker as usize;
        (0..PLANS.len()).filter(move |plan| own && (PLANS[*plan].levels.0..=PLANS[*plan].levels.1).contains(&level))
    }

    /// Of how many a class could begin now: none when too few wait and none of them long.
    fn class_size(&self, now: Now<'_>, track: usize) -> usize {
        let tables = &now.model.workforce;
        let queue = &self.queues[track];
        let longest = queue.first().map_or(0, |first| now.number - first.month);
        let paid: i64 = Self::plans(track).map(|plan| self.seats[plan] / ONE_SEAT).sum();
        let size = queue.len().min(tables.class_size as usize).min(paid.max(0) as usize);
        let enough = size >= (tables.class_minimum as usize).min(tables.class_size as usize);
        if enough || longest >= LONGEST_WAIT { size } else { 0 }
    }

    fn begin_class(&mut self, now: Now<'_>, track: usize, month: &mut TrainingMonth, out: &mut Outgoing<'_>) {
        let Some(certificate) = certificate(now.model, track) else { return };
        let size = self.class_size(now, track);
        let pupils: Vec<Candidate> = self.queues[track].drain(..size).collect();
        let mut unpaid = size as i64;
        for plan in Self::plans(track) {
            let seats = unpaid.min(self.seats[plan] / ONE_SEAT);
            self.seats[plan] -= seats * ONE_SEAT;
            month.plans[plan].seats_used += seats;
            unpaid -= seats;
        }
        for pupil in &pupils {
            out.send(
                now.model.addresses().employer(Address(pupil.employer)),
                EmployerLetter::Training { worker: pupil.worker, news: News::Seat },
            );
        }
        let counts = course(month, track);
        counts.classes_begun += 1;
        counts.seats += size as i64;
        counts.course_cost += size as i64 * certificate.seat_cost;
        self.classes.push(Class { track: track as u8, ends: now.number + certificate.course_months, pupils });
    }

    /// Examines the candidates who are due, first come first served, up to the capacity of the examiners.
    /// Exams of community workers are national and need none.
    fn examine(&mut self, now: Now<'_>, month: &mut TrainingMonth) {
        let calendar = now.month.of_year() as usize - 1;
        let mut places = now.model.workforce.exam_places;
        let results = &mut self.results;
        self.sitting.retain(|candidate| {
            let track = candidate.track();
            let (occupation, level) = occupation_and_level(track);
            let Some(certificate) = certificate(now.model, track) else { return false };
            let own = occupation == Occupation::CareWorker as usize;
            if candidate.month > now.number || !certificate.exam_months[calendar] || (own && places == 0) {
                return true;
            }
            places -= u32::from(own);
            let tables = &now.model.workforce.occupations[occupation];
            let profile = &now.model.district().workforce.occupations[occupation];
            let age = (i32::from(now.number) - i32::from(candidate.birth)) / 12;
            let u = now.model.draws.bits(candidate.worker.into(), now.month, decision::EXAM) >> 32;
            let passed = (u as u32) < tables.pass(profile, level, age);
            let counts = course(month, track);
            counts.examined += 1;
            counts.passed += i64::from(passed);
            counts.exam_cost += certificate.exam_cost;
            let due = now.number + certificate.result_months;
            results.push(Outcome { candidate: *candidate, passed, due, told: false });
            false
        });
    }

    fn tell_results(&mut self, now: Now<'_>, month: &mut TrainingMonth, out: &mut Outgoing<'_>) {
        let retakes = now.model.workforce.retakes;
        let sitting = &mut self.sitting;
        self.results.retain_mut(|outcome| {
            let Outcome { candidate, passed, due, told } = *outcome;
            if due > now.number || told {
                return !told;
            }
            if candidate.employer == NOBODY {
                return now.number - due < KEPT;
            }
            let failed = candidate.failed + u8::from(!passed);
            // A nation-wide exam once a year is registered for anew each time.
            let again = worker::occupation_of(candidate.worker) == Occupation::CareWorker && failed <= retakes;
            let news = if passed { News::Passed } else { News::Failed { last: !again } };
            out.send(
                now.model.addresses().employer(Address(candidate.employer)),
                EmployerLetter::Training { worker: candidate.worker, news },
            );
            if !passed && again {
                sitting.push(Candidate { failed, month: now.number + 1, ..candidate });
            } else if !passed {
                course(month, candidate.track()).ended_failed += 1;
            }
            outcome.told = true;
            passed
        });
    }

    /// Two-year school programmes: pupils come in September and leave in July.
    fn teach_pupils(&mut self, now: Now<'_>, month: &mut TrainingMonth, out: &mut Outgoing<'_>) {
        let tables = &now.model.workforce;
        if now.month.of_year() == SCHOOL_BEGINS && tables.school_intake > 0 {
            self.school.push((now.number + SCHOOL_MONTHS, tables.school_intake));
        }
        let completion = tables.school_completion;
        self.school.retain(|(ends, pupils)| {
            if *ends > now.number {
                return true;
            }
            for number in 0..*pupils {
                let pupil = entry::graduate(now, number);
                if now.model.draws.uniform(pupil.id.into(), now.month, decision::GRADUATION) < completion {
                    out.send(now.model.addresses().market(), MarketLetter::Graduate { worker: pupil });
                    month.graduates += 1;
                }
            }
            false
        });
        month.pupils = self.school.iter().map(|(_, pupils)| i64::from(*pupils)).sum();
    }

    fn count(&self, now: Now<'_>, month: &mut TrainingMonth) {
        for (track, queue) in self.queues.iter().enumerate() {
            course(month, track).waiting = queue.len() as i64;
        }
        for class in &self.classes {
            let counts = course(month, class.track.into());
            counts.classes += 1;
            counts.in_class += class.pupils.len() as i64;
        }
        let awaited = self.results.iter().filter(|outcome| !outcome.told && outcome.candidate.employer != NOBODY);
        for candidate in self.sitting.iter().chain(awaited.map(|outcome| &outcome.candidate)) {
            course(month, candidate.track()).awaiting_exam += 1;
        }
        month.instructors_busy = self.classes.len() as i64;
        month.instructors = now.model.workforce.instructors.into();
        month.exam_places = now.model.workforce.exam_places.into();
    }

    /// Takes all state that influences the future into `digest`.
    pub fn digest(&self, digest: &mut Digest) {
        for queue in &self.queues {
            digest.number(queue.len() as u64);
            queue.iter().for_each(|candidate| candidate.digest(digest));
        }
        for class in &self.classes {
            digest.number(u64::from(class.track) << 16 | u64::from(class.ends as u16));
            class.pupils.iter().for_each(|candidate| candidate.digest(digest));
        }
        digest.number(self.sitting.len() as u64);
        self.sitting.iter().for_each(|candidate| candidate.digest(digest));
        for outcome in &self.results {
            let bits = u64::from(outcome.passed) | u64::from(outcome.told) << 1;
            digest.number(u64::from(outcome.due as u16) << 2 | bits);
            outcome.candidate.digest(digest);
        }
        digest.column(&self.seats);
        self.claimant.digest(digest);
        for (month, pupils) in &self.school {
            digest.number(u64::from(*month as u16) << 32 | u64::from(*pupils));
        }
    }
}

fn course(month: &mut TrainingMonth, track: usize) -> &mut CourseCounts {
    &mut month.courses[track / (LEVELS - 1)][track % (LEVELS - 1)]
}
