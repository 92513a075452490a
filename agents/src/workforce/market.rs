//! The labour market: who seeks a post, who is hired by whom, who comes back later.
//!
//! An employer tells its open posts in month t, the market fills them in t + 1, the worker begins in
//! t + 2. What was filled in t + 1 was not known when the next letter on open posts was written, so the
//! market takes it off itself. Applicants with a certificate whom employers prefer go first, then those who have sought
//! longest, to any open post of another employer than the one left, with the same chance: homes pay less than agencies,
//! but give board and lodging. Posts kept for certificates are filled by those who hold one, or by nobody.
use super::posts::OpenPosts;
use super::report::{MarketCounts, MarketMonth};
use super::worker::Worker;
use super::{Occupation, entry};
use crate::decision;
use crate::mail::{EmployerLetter, Incoming, MarketLetter, Outgoing};
use crate::model::Now;
use crate::poisson::poisson;
use serde::{Deserialize, Serialize};
use sim_core::{Address, Digest};

/// Months after which somebody without a post looks elsewhere.
const PATIENCE: i16 = 3;

/// Somebody without a post in the trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Seeker {
    worker: Worker,
    /// First month of seeking.
    from: i16,
    /// Address of the employer that was left, or [`NOBODY`].
    left: u32,
}

/// No employer.
const NOBODY: u32 = u32::MAX;

/// The labour market.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LabourMarket {
    /// In order of their first month of seeking.
    seeking: Vec<Seeker>,
    /// Those who left the trade and will be back.
    away: Vec<Seeker>,
    /// By employer's address: hired last month.
    hired: Vec<u32>,
    #[serde(skip)]
    open: Vec<Open>,
}

/// Open posts of an employer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Open {
    employer: u32,
    occupation: Occupation,
    posts: u32,
    /// Of these, for holders of a certificate.
    reserved: u32,
}

impl LabourMarket {
    /// A name for people.
    pub fn name(&self) -> String {
        "labour market".into()
    }

    /// One month.
    pub fn step(&mut self, now: Now<'_>, mail: &mut Incoming, out: &mut Outgoing<'_>) -> MarketMonth {
        let mut month = MarketMonth::default();
        for seeker in self.seeking.iter().chain(&self.away) {
            month.of(&seeker.worker).opening += 1;
        }
        self.read(now, mail, &mut month);
        self.come_back(now, &mut month);
        for occupation in Occupation::ALL {
            let expected = now.model.workforce.newcomers(occupation, now.year());
            let u = now.model.draws.uniform(occupation as u64, now.month, decision::NEWCOMERS);
            for number in 0..poisson(expected, u) {
                let Some(worker) = entry::newcomer(now, occupation, number) else { continue };
                self.seeking.push(Seeker { worker, from: now.number, left: NOBODY });
                month.of(&worker).newcomers += 1;
            }
        }
        self.fill_posts(now, &mut month, out);
        self.give_up(now, &mut month);
        for seeker in &self.seeking {
            month.of(&seeker.worker).seeking += 1;
        }
        for seeker in &self.away {
            month.of(&seeker.worker).away += 1;
        }
        month
    }

    fn read(&mut self, now: Now<'_>, mail: &mut Incoming, month: &mut MarketMonth) {
        self.hired.resize(now.model.addresses().employers().len(), 0);
        self.open.clear();
        for letter in mail.market.drain(..) {
            match letter.body {
                MarketLetter::Vacancies { kind, posts, reserved } => {
                    let known = self.hired.get_mut(letter.from.0 as usize).map_or(0, std::mem::take);
                    let posts = posts.saturating_sub(known);
                    let occupation = kind.occupation();
                    month.occupations[occupation as usize].posts_open += i64::from(posts);
                    let reserved = reserved.min(posts);
                    self.open.push(Open { employer: letter.from.0, occupation, posts, reserved });
                }
                MarketLetter::Jobseeker { worker, from } => {
                    month.of(&worker).left_employers += 1;
                    self.away.push(Seeker { worker, from: from.max(now.number), left: letter.from.0 });
                }
                MarketLetter::Graduate { worker } => {
                    month.of(&worker).graduates += 1;
                    self.seeking.push(Seeker { worker, from: now.number, left: NOBODY });
                }
            }
        }
        mail.claimant.clear(); // it may claim as all before the bureau, and does not
        // An employer that asks for nobody hires nobody: nothing stays to be taken off.
        self.hired.fill(0);
    }

    fn come_back(&mut self, now: Now<'_>, month: &mut MarketMonth) {
        let seeking = &mut self.seeking;
        self.away.retain(|seeker| {
            if seeker.from > now.number {
                return true;
            }
            let worker = &seeker.worker;
            let [_, last] = now.model.workforce.of(worker.occupation()).retirement;
            if i32::from(now.number) - i32::from(worker.birth) < last {
                month.of(worker).returners += 1;
                seeking.push(*seeker);
            } else {
                month.of(worker).gave_up += 1; // too old by now
            }
            false
        });
    }

    fn fill_posts(&mut self, now: Now<'_>, month: &mut MarketMonth, out: &mut Outgoing<'_>) {
        let posts = |of: fn(&Open) -> u32| {
            Occupation::ALL.map(|occupation| {
                let open = self.open.iter().filter(|open| open.occupation == occupation);
                OpenPosts::new(open.map(|open| (open.employer, of(open))))
            })
        };
        let mut open = posts(|open| open.posts - open.reserved);
        let mut reserved = posts(|open| open.reserved);
        let hired = &mut self.hired;
        for preferred_alone in [true, false] {
            self.seeking.retain(|seeker| {
                let worker = seeker.worker;
                let is_certified = worker.level > 0;
                if preferred_alone && !is_certified {
                    return true;
                }
                let occupation = worker.occupation() as usize;
                let bits = now.model.draws.bits(worker.id.into(), now.month, decision::EMPLOYER_CHOSEN);
                if preferred_alone && bits as u32 >= now.model.workforce.occupations[occupation].preferred {
                    return true;
                }
                // Not where one has just left.
                let draw = bits >> 32;
                let kept = if is_certified { reserved[occupation].fill(draw, seeker.left) } else { None };
                let Some(employer) = kept.or_else(|| open[occupation].fill(draw, seeker.left)) else { return true };
                hired[employer as usize] += 1;
                month.of(&worker).hired += 1;
                let worker = Worker { hired: now.number + 1, ..worker };
                out.send(now.model.addresses().employer(Address(employer)), EmployerLetter::Hired { worker });
                false
            });
        }
        for (occupation, posts) in month.occupations.iter_mut().zip(open.iter().zip(&reserved)) {
            occupation.posts_left += i64::from(posts.0.total() + posts.1.total());
        }
    }

    fn give_up(&mut self, now: Now<'_>, month: &mut MarketMonth) {
        self.seeking.retain(|seeker| {
            let patient = now.number - seeker.from + 1 < PATIENCE;
            if !patient {
                month.of(&seeker.worker).gave_up += 1;
            }
            patient
        });
    }

    /// Takes all state that influences the future into `digest`.
    pub fn digest(&self, digest: &mut Digest) {
        for list in [&self.seeking, &self.away] {
            digest.number(list.len() as u64);
            for seeker in list {
                seeker.worker.digest(digest);
                digest.number(u64::from(seeker.from as u16) << 32 | u64::from(seeker.left));
            }
        }
        digest.column(&self.hired);
    }
}

impl MarketMonth {
    fn of(&mut self, worker: &Worker) -> &mut MarketCounts {
        &mut self.occupations[worker.occupation() as usize]
    }
}
