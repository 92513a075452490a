//! One home of the model among people who only apply, stay and leave: known answers of queueing
//! theory, a published care-home model, and what more beds or another rule must not do.
use super::worlds::{SEED, baseline, changed};
use agents::care::beds::{BED_TYPES, BedType, PlacementRule};
use agents::mail::{Application, CareLetter, HomeLetter, Incoming, Mail, Outgoing, Person, Requirement};
use agents::moment::{DAYS_A_MONTH, Moment};
use agents::parameters::{ParameterChoice, Quantity};
use agents::workforce::{Employer, EmployerKind, NEVER, Stage, Worker};
use agents::{Facility, Model, Now, Reference};
use serde::{Deserialize, Serialize};
use sim_core::{Actor, Digest, Draws, Imbalance, Letter, Month, Outbox, World};
use std::sync::{Arc, LazyLock};

/// A model of one community and one home with `beds` nursing beds, enough workers for them, nothing
/// converted and no price too high.
fn one_home(beds: u32, rule: PlacementRule) -> Model {
    // Whoever works here stays and learns nothing more.
    let still = [
        ("care_workers.first_year_attrition", 0.0),
        ("care_workers.leaving", 0.0),
        ("training.enrolment", 0.0),
        ("training.level_up", 0.0),
    ];
    let mut district = changed(&baseline("qingxi"), &still).district;
    district.communities.truncate(1);
    district.care.placement_rule = rule;
    district.care.agencies.truncate(1);
    district.care.agencies[0].communities = vec![0];
    district.care.facilities.truncate(1);
    // Nobody pays for anything: there is no bureau in these worlds.
    district.relief.programmes.clear();
    let home = &mut district.care.facilities[0];
    (home.community, home.opens, home.closes) = (0, None, None);
    home.beds = Quantity::exactly(f64::from(beds));
    home.by_type = [0, beds, 0, 0];
    let reference = Reference::new(district).unwrap_or_else(|unfit| panic!("{unfit}"));
    Model::new(Arc::new(reference), ParameterChoice::Fixed, Draws::new(SEED, 0)).unwrap_or_else(|u| panic!("{u}"))
}

/// Workers for ten thousand residents of a thousandth of a worker each, none of whom is born before the
/// last month that can be counted: they never retire.
fn workers() -> Employer {
    let worker = |id| Worker {
        id,
        birth: i16::MAX,
        worked: 0,
        hired: 0,
        certified: NEVER,
        pay: 1024,
        level: 0,
        flags: 0,
        stage: Stage::Free,
        parts_paid: 0,
    };
    Employer::new(EmployerKind::Facility, (0..11).map(worker).collect())
}

/// Who applies, stays and gives up, and how often. Rates a month.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Habits {
    /// Mean applications; a Poisson number, or exactly so many when `regular`.
    arrivals: f64,
    regular: bool,
    /// Chance to leave a bed.
    leave: f64,
    /// Chance to give up waiting.
    give_up: f64,
    /// Share who are severely disabled.
    severe: f64,
    replicate: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Place {
    List { applied: Moment },
    Bed,
}

/// Somebody, as the town knows them.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Someone {
    id: u32,
    severe: bool,
    place: Place,
}

/// Everybody outside the home's own books.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Town {
    habits: Habits,
    people: Vec<Someone>,
    next: u32,
    /// Days waited of everybody who was placed, by id, and whether severe.
    waits: Vec<(u32, bool, u16)>,
    /// Days on the list of everybody who gave up.
    gave_up: Vec<u16>,
    month: i16,
}

const ARRIVE: u16 = 1;
const LEAVE: u16 = 2;
const GIVE_UP: u16 = 3;
const SEVERE: u16 = 4;
const GONE: u16 = 5;
const CAME: u16 = 6;

fn poisson(mean: f64, mut u: f64) -> u32 {
    let (mut k, mut term) = (0, (-mean).exp());
    while u >= term {
        u -= term;
        k += 1;
        term *= mean / f64::from(k);
    }
    k
}

impl Town {
    fn draws(&self) -> Draws {
        Draws::new(SEED, self.habits.replicate)
    }

    fn application(id: u32, severe: bool, applied: Moment) -> Application {
        Application {
            person: Person { id, case: 0 },
            bed: BedType::Nursing,
            requirement: Requirement { rank: if severe { 6 } else { 2 }, staff: 1 },
            applied,
            listed: applied,
            surplus: 0,
        }
    }

    fn step(&mut self, now: Now<'_>, mail: &mut Incoming, out: &mut Outgoing<'_>) {
        let (month, home) = (now.month, now.model.addresses().home(0));
        for letter in mail.care.drain(..) {
            let CareLetter::Offer { person, bed, at } = letter.body else { continue };
            assert_eq!(bed, BedType::Nursing);
            let Some(someone) = self.people.iter_mut().find(|someone| someone.id == person.id) else { continue };
            let Place::List { applied } = someone.place else { panic!("{} is offered a second bed", person.id) };
            self.waits.push((person.id, someone.severe, at.days_since(applied)));
            someone.place = Place::Bed;
        }
        let draws = self.draws();
        let happens = |id: u32, what, chance| draws.uniform(id.into(), month, what) < chance;
        let moment = |id: u32, what| draws.screen_key(month, what).draw(id);
        let habits = self.habits;
        let (now, gave_up) = (self.month, &mut self.gave_up);
        self.people.retain(|someone| {
            let gone = match someone.place {
                Place::Bed => happens(someone.id, LEAVE, habits.leave),
                Place::List { .. } => happens(someone.id, GIVE_UP, habits.give_up),
            };
            if gone {
                let at = Moment::within(now, moment(someone.id, GONE));
                if let Place::List { applied } = someone.place {
                    gave_up.push(at.days_since(applied));
                }
                let bed = BedType::Nursing;
                out.send(
                    home,
                    match someone.place {
                        Place::Bed => HomeLetter::Leave { person: someone.id, bed, at },
                        Place::List { .. } => HomeLetter::Withdraw { person: someone.id, bed, at },
                    },
                );
            }
            !gone
        });
        let number = if habits.regular {
            let upto = |m: i16| (habits.arrivals * f64::from(m)).floor() as u32;
            upto(self.month + 1) - upto(self.month)
        } else {
            poisson(habits.arrivals, draws.uniform(0, month, ARRIVE))
        };
        for _ in 0..number {
            let id = self.next;
            self.next += 1;
            let applied = Moment::within(self.month, moment(id, CAME));
            let severe = draws.uniform(id.into(), Month::from_index(0), SEVERE) < habits.severe;
            self.people.push(Someone { id, severe, place: Place::List { applied } });
            let application = Town::application(id, severe, applied);
            out.send(home, HomeLetter::Apply { application });
        }
        self.month += 1;
    }
}

/// The town and the home.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Party {
    Town(Town),
    Home(Box<Facility>),
}

/// Of the home, its month; of the town, how many wait.
enum Seen {
    Waiting(usize),
    Home(Box<agents::care::report::FacilityMonth>),
}

impl Actor for Party {
    type Shared = Model;
    type Mail = Mail;
    type Report = Seen;

    fn name(&self) -> String {
        "party".into()
    }

    fn step(&mut self, model: &Model, month: Month, mail: &[Letter<Mail>], out: &mut Outbox<Mail>) -> Seen {
        let now = Now::new(model, month);
        let (mail, out) = (&mut Incoming::sort(mail), &mut Outgoing::new(out));
        match self {
            Party::Town(town) => {
                town.step(now, mail, out);
                Seen::Waiting(town.people.iter().filter(|someone| someone.place != Place::Bed).count())
            }
            Party::Home(home) => Seen::Home(Box::new(home.step(now, mail, out))),
        }
    }

    fn digest(&self, _: &mut Digest) {}

    fn audit(reports: &[Seen]) -> Result<(), Imbalance> {
        for report in reports {
            if let Seen::Home(month) = report {
                for beds in &month.beds {
                    Imbalance::check(|| "beds".into(), ("over", (beds.taken - beds.usable).max(0)), ("none", 0))?;
                    Imbalance::check(|| "beds".into(), ("over", (beds.usable - beds.built).max(0)), ("none", 0))?;
                }
            }
        }
        Ok(())
    }
}

/// A month as both see it.
#[derive(Clone, Copy, Debug)]
struct Books {
    /// Beds taken, by residents and those with an offer.
    placed: i64,
    /// On the home's list without an offer.
    queue: i64,
    /// Want a bed and have none at the month's end: on the list, or applied this month.
    waiting: i64,
}

/// Lives `months` and returns the books of each, and the town with everybody's wait.
fn live(model: Model, habits: Habits, residents: u32, months: usize) -> (Vec<Books>, Town) {
    let first: Vec<(u32, Application)> =
        (0..residents).map(|id| (0, Town::application(id, false, Moment::start_of(-1)))).collect();
    let home = Facility::new(&model, 0, &first, &[], workers());
    let people = (0..residents).map(|id| Someone { id, severe: false, place: Place::Bed }).collect();
    let town = Town { habits, people, next: residents, waits: vec![], gave_up: vec![], month: 0 };
    let start = model.district().start;
    let mut world = World::new(Arc::new(model), 0, start, vec![Party::Town(town), Party::Home(Box::new(home))]);
    let mut books = Vec::new();
    for _ in 0..months {
        let reports = world.advance().unwrap_or_else(|error| panic!("{error}"));
        let [Seen::Waiting(in_town), Seen::Home(home)] = &reports[..] else { panic!("two parties") };
        let placed: i64 = home.beds.iter().map(|beds| beds.taken).sum();
        let offers: i64 = home.beds.iter().map(|beds| beds.offers).sum();
        let queue: i64 = home.beds.iter().map(|beds| beds.queue).sum();
        books.push(Books { placed, queue, waiting: *in_town as i64 - offers });
    }
    let Party::Town(town) = &world.actors()[0] else { panic!("the town is first") };
    (books, town.clone())
}

fn mean(values: impl Iterator<Item = f64> + Clone) -> f64 {
    values.clone().sum::<f64>() / values.count() as f64
}

/// Mean and its standard error from batches of correlated series.
fn batch_mean<'a>(series: impl Iterator<Item = &'a [f64]>) -> (f64, f64) {
    let batches = series.flat_map(|values| values.chunks_exact(values.len() / 8));
    let batches: Vec<f64> = batches.map(|batch| mean(batch.iter().copied())).collect();
    let m = mean(batches.iter().copied());
    let variance = batches.iter().map(|b| (b - m) * (b - m)).sum::<f64>() / (batches.len() - 1) as f64;
    (m, (variance / batches.len() as f64).sqrt())
}

/// Stationary law of the number in an M/M/c queue with reneging (none when `theta` is 0): mean number
/// in service, mean number waiting.
fn queue_in_theory(c: u32, lambda: f64, mu: f64, theta: f64) -> (f64, f64) {
    let (mut weight, mut total, mut served, mut waiting) = (1.0, 0.0, 0.0, 0.0);
    for n in 0..20_000u32 {
        let busy = f64::from(n.min(c));
        let queue = f64::from(n.saturating_sub(c));
        total += weight;
        served += weight * busy;
        waiting += weight * queue;
        let next = f64::from((n + 1).min(c)) * mu + f64::from((n + 1).saturating_sub(c)) * theta;
        weight *= lambda / next;
        if n > c && weight < 1e-14 * total {
            break;
        }
    }
    (served / total, waiting / total)
}

/// The home against theory, at steps short enough for a month to look continuous: beds are held for
/// 100 of them, the last being the one in which the home hears that its bed was left. The sixteen bits
/// in which months are counted hold no longer run, so there are several.
fn check_queue(c: u32, arrivals: f64, give_up: f64) {
    let leave = 1.0 / 99.0;
    let (months, settled) = (32_000, 2_000);
    let runs: Vec<_> = (0..6)
        .map(|replicate| {
            let habits = Habits { arrivals, regular: false, leave, give_up, severe: 0.0, replicate };
            let (books, town) = live(one_home(c, PlacementRule::FirstCome), habits, 0, months);
            let of = |part: fn(&Books) -> i64| books[settled..].iter().map(|b| part(b) as f64).collect::<Vec<_>>();
            let placed = town.waits.iter().map(|(_, _, days)| f64::from(*days));
            let waits: Vec<f64> = placed.chain(town.gave_up.iter().map(|days| f64::from(*days))).collect();
            [of(|b| b.placed), of(|b| b.queue), waits]
        })
        .collect();
    let of = |what: usize| batch_mean(runs.iter().map(|run| &run[what][..]));
    let [(served, served_error), (queue, queue_error), (wait, wait_error)] = [0, 1, 2].map(of);
    let (served_theory, queue_theory) = queue_in_theory(c, arrivals, 0.01, -(1.0 - give_up).ln());
    println!(
        "M/M/{c}, {arrivals} a month, reneging {give_up}: served {served:.2} +- {served_error:.2} (theory \
         {served_theory:.2}), queue {queue:.3} +- {queue_error:.3} (theory {queue_theory:.3}), days waited \
         {wait:.2} +- {wait_error:.2} (theory {:.2})",
        queue_theory / arrivals * DAYS_A_MONTH
    );
    assert!((served - served_theory).abs() < 4.0 * served_error + 0.005 * served_theory, "served");
    assert!((queue - queue_theory).abs() < 4.0 * queue_error + 0.02 * queue_theory + 0.02, "queue");
    // Little's law turns the queue into the wait, of the placed and of those who give up together.
    let wait_theory = queue_theory / arrivals * DAYS_A_MONTH;
    assert!((wait - wait_theory).abs() < 4.0 * wait_error + 0.02 * wait_theory, "wait {wait_theory}");
}

#[test]
fn one_home_is_an_m_m_c_queue() {
    check_queue(20, 0.17, 0.0); // 85 % busy
    check_queue(60, 0.558, 0.0); // 93 % busy
}

#[test]
fn one_home_with_reneging_is_an_m_m_c_m_queue() {
    check_queue(20, 0.24, 1.0 / 50.0); // more than the beds can serve: those who give up keep it finite
    check_queue(60, 0.56, 1.0 / 100.0);
}

/// The Strategy Unit's care-home demand simulator (commit 24fcde0): 50,000 persons of 65 and over, 120
/// referrals per 10,000 a year, stays of 28 months, 625 places of which 600 are taken. There a place is
/// taken again in the month in which it is left; here the home hears of it a month later, so that a
/// place is held for a month more than somebody lives in it, and lived in for 27.
#[test]
fn the_published_stock_flow_model_is_reproduced() {
    const REPLICATES: u32 = 24;
    let habits = |replicate| Habits {
        arrivals: 50_000.0 * 120.0 / 10_000.0 / 12.0,
        regular: true,
        leave: 1.0 / 27.0,
        give_up: 0.0,
        severe: 0.0,
        replicate,
    };
    let check = |places: u32, month: usize, what: &str, of: fn(&Books) -> i64, published: f64| {
        let runs: Vec<f64> = (0..REPLICATES)
            .map(|replicate| {
                let model = one_home(places, PlacementRule::FirstCome);
                let (books, _) = live(model, habits(replicate), 600, month);
                of(&books[month - 1]) as f64
            })
            .collect();
        let m = mean(runs.iter().copied());
        let sd = (runs.iter().map(|r| (r - m) * (r - m)).sum::<f64>() / f64::from(REPLICATES - 1)).sqrt();
        let error = sd / f64::from(REPLICATES).sqrt();
        println!("{what} in month {month}: {m:.1} +- {error:.1}, published {published}");
        assert!((m - published).abs() <= 4.0 * error + 1e-9, "{what} in month {month}: {m} +- {error}");
    };
    check(625, 13, "placed", |b| b.placed, 625.0);
    check(625, 13, "waiting", |b| b.waiting, 358.0);
    check(625, 120, "waiting", |b| b.waiting, 3_319.6);
    // Without a limit the stock approaches applications times stay; 1,400 to within what is left of
    // the start after 15 mean stays.
    check(5_000, 420, "placed without a limit", |b| b.placed, 1_400.0);
}

/// The same people in two homes.
fn waits(beds: u32, rule: PlacementRule, months: usize) -> Vec<(u32, bool, u16)> {
    let habits = Habits { arrivals: 3.0, regular: false, leave: 1.0 / 28.0, give_up: 0.0, severe: 0.3, replicate: 3 };
    live(one_home(beds, rule), habits, 0, months).1.waits
}

#[test]
fn more_beds_let_nobody_wait_longer() {
    let sorted = |beds| {
        let mut all = waits(beds, PlacementRule::FirstCome, 240);
        all.sort_unstable();
        all
    };
    let (few, more, many) = (sorted(60), sorted(70), sorted(200));
    for (fewer, better) in [(&few, &more), (&more, &many)] {
        assert!(better.len() >= fewer.len());
        for ((id, _, wait), (same, _, shorter)) in fewer.iter().zip(better.iter()) {
            assert_eq!(id, same, "first come, first served: the same persons are placed");
            assert!(shorter <= wait, "person {id} waits {shorter} instead of {wait} days");
        }
    }
    assert!(many.iter().all(|(_, _, wait)| *wait == 0), "with beds for everybody nobody waits");
    assert!(
        few.iter().map(|w| i64::from(w.2)).sum::<i64>() > more.iter().take(few.len()).map(|w| i64::from(w.2)).sum()
    );
}

#[test]
fn need_first_lets_no_severe_elder_wait_longer() {
    let by_person = |rule| {
        let mut all: Vec<_> = waits(70, rule, 360).into_iter().filter(|(_, severe, _)| *severe).collect();
        all.sort_unstable();
        all
    };
    let (first_come, need_first) = (by_person(PlacementRule::FirstCome), by_person(PlacementRule::NeedFirst));
    let mean_wait = |waits: &[(u32, bool, u16)]| mean(waits.iter().map(|(_, _, wait)| f64::from(*wait)));
    let (before, after) = (mean_wait(&first_come), mean_wait(&need_first));
    println!("severe: {before:.1} days first come, {after:.1} days need first");
    assert!(need_first.len() >= first_come.len(), "at least as many of the severe are placed");
    assert!(after < before);
}

static NO_BEDS: LazyLock<Vec<Books>> = LazyLock::new(|| {
    let habits = Habits { arrivals: 3.0, regular: true, leave: 0.0, give_up: 0.0, severe: 0.0, replicate: 0 };
    let mut model = one_home(1, PlacementRule::FirstCome);
    model.care.homes[0].beds = [0; BED_TYPES];
    live(model, habits, 0, 24).0
});

#[test]
fn without_beds_everybody_waits() {
    for (month, books) in NO_BEDS.iter().enumerate() {
        assert_eq!((books.placed, books.waiting), (0, 3 * (month as i64 + 1)), "month {month}");
    }
}
