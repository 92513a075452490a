//! A home with beds (养老机构): who lives there, who waits, how many beds it can run.
//!
//! A bed is usable when it is built, staffed and paid for. The home learns a month later that a
//! resident left, and offers the bed in the same month; whoever gets an offer moves in at the turn of
//! the month, or declines, which the home learns a month later again. Nobody is put out for want of
//! staff: the home only stops admitting. Care workers are persons on its roster.
mod beds;
mod construction;
mod list;
mod provider;
mod residents;
mod staff;

use construction::Works;
use list::Waiting;
use residents::{Resident, Residents};

use crate::budget::{self, Claimant};
use crate::care::beds::{BED_TYPES, BedType, PLANNED_PRICE};
use crate::care::report::FacilityMonth;
use crate::mail::{Application, Bulletin, CareLetter, Incoming, Outgoing};
use crate::model::{Model, Now};
use crate::relief::programme::Activity;
use crate::workforce::Employer;
use serde::{Deserialize, Serialize};
use sim_core::Digest;

/// Months before its end in which a home tells everybody to leave: told in one month, gone in the next.
pub const NOTICE: i32 = 2;

/// A home.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facility {
    place: u16,
    id: String,
    community: u32,
    built: [u32; BED_TYPES],
    residents: Residents,
    queue: [Vec<Waiting>; BED_TYPES],
    workers: Employer,
    /// Millionths of a bed, to nursing and to dementia beds.
    conversion_micro: [i64; 2],
    /// Ordinary beds at the start or at opening, to which conversion is proportional.
    convertible: u32,
    bulletin: Bulletin,
    claimant: Claimant,
    /// Months by which want of money has put off its opening, in parts of one: see [`construction`].
    delay: i32,
    /// Month from which on it has no beds: planned, or decided.
    closes: i32,
    /// Months in a row in which it made losses.
    months_at_loss: u16,
    /// Its price relative to the planned one, in thousandths.
    price: u16,
    /// Beds by type that stood and were paid for last month.
    capacity_before: [u32; BED_TYPES],
    /// The beds being built onto it, or built, in the order of the plan.
    extensions: Vec<Works>,
}

impl Facility {
    /// The `place`-th home before the first month, with `residents` who live there already and `list`
    /// who wait, each (community, application), and its care workers.
    pub fn new(
        model: &Model,
        place: usize,
        residents: &[(u32, Application)],
        list: &[(u32, Application)],
        workers: Employer,
    ) -> Self {
        let profile = &model.district().care.facilities[place];
        let mut home = Facility {
            place: place as u16,
            id: profile.id.clone(),
            community: profile.community as u32,
            built: [0; BED_TYPES],
            residents: Residents::default(),
            queue: Default::default(),
            workers,
            conversion_micro: [0; 2],
            convertible: 0,
            bulletin: Bulletin::default(),
            claimant: Claimant::new(model.district().relief.programmes.len()),
            delay: 0,
            closes: i32::MAX,
            months_at_loss: 0,
            price: PLANNED_PRICE,
            capacity_before: [0; BED_TYPES],
            extensions: Vec::new(),
        };
        if model.care.homes[place].opens <= 0 {
            home.open(model);
        }
        for (community, application) in residents {
            home.take(*community, application);
        }
        for (community, application) in list {
            home.queue[application.bed as usize].push(Waiting { application: *application, community: *community });
        }
        let taken = home.taken();
        let now = Now::new(model, model.district().start - 1);
        home.capacity_before = home.capacity(now);
        home.bulletin = home.news(&home.usable(now, &taken).map(|(_, usable)| usable), &taken);
        home
    }

    /// A name for people.
    pub fn name(&self) -> String {
        format!("home {}", self.id)
    }

    /// What it last told the communities.
    pub fn bulletin(&self) -> Bulletin {
        self.bulletin
    }

    fn open(&mut self, model: &Model) {
        self.built = model.care.homes[usize::from(self.place)].beds;
        self.convertible = self.built[BedType::Ordinary as usize];
    }

    fn take(&mut self, community: u32, application: &Application) {
        self.residents.add(Resident {
            person: application.person,
            community,
            bed: application.bed,
            staff: application.requirement.staff,
        });
    }

    fn taken(&self) -> [u32; BED_TYPES] {
        self.residents.taken()
    }

    /// One month.
    pub fn step(&mut self, today: Now<'_>, mail: &mut Incoming, out: &mut Outgoing<'_>) -> FacilityMonth {
        let (model, now) = (today.model, i32::from(today.number));
        let plan = &model.care.homes[usize::from(self.place)];
        let mut report = FacilityMonth { facility: self.place, ..Default::default() };
        self.closes = self.closes.min(plan.closes);
        self.decide_to_close(today);
        self.review_price(today);
        let is_open_soon = now < self.closes - NOTICE;
        self.read(today, is_open_soon, mail, out, &mut report.beds);
        self.claimant.read(mail);
        self.workers.live(today, mail, out);
        report.building_cost = self.build(today, out);
        if now > 0 && now == self.opens(model) && is_open_soon && self.built.iter().all(|built| *built == 0) {
            self.open(model);
            for (count, built) in report.beds.iter_mut().zip(self.built) {
                count.opened = i64::from(built);
            }
        }
        if is_open_soon {
            for (count, added) in report.beds.iter_mut().zip(self.extend(today)) {
                count.opened += i64::from(added);
            }
        }
        if now == self.closes {
            for (count, built) in report.beds.iter_mut().zip(std::mem::take(&mut self.built)) {
                count.closed = i64::from(built);
            }
        }
        if now >= self.closes {
            self.workers.close(today, out); // whoever was hired last month too
        }
        if now == self.closes - NOTICE {
            for (count, put_out) in report.beds.iter_mut().zip(self.give_notice(today, out)) {
                count.put_out = put_out;
            }
        } else if now > self.closes - NOTICE {
            self.turn_away(today, out);
        } else {
            let converted = self.convert(today);
            for (count, converted) in report.beds.iter_mut().zip(converted) {
                count.converted = i64::from(converted);
                report.conversion_cost += i64::from(converted) * model.care.conversion_cost;
            }
            self.offer_now(today, out, &mut report.beds);
            self.workers.note_lost(self.beds_lost(today), 0);
        }
        self.capacity_before = self.capacity(today);
        let (taken, funded) = (self.taken(), self.funded(today));
        let usable = self.usable(today, &taken);
        let [planned, building] = self.pipeline(today);
        for (i, count) in report.beds.iter_mut().enumerate() {
            count.built = i64::from(self.built[i]);
            count.funded = i64::from(funded[i]);
            (count.staffed, count.usable) = (i64::from(usable[i].0), i64::from(usable[i].1));
            count.taken = i64::from(taken[i]);
            count.listed = count.taken - count.offers;
            count.queue = self.queue[i].len() as i64;
            (count.planned, count.building) = (i64::from(planned[i]), i64::from(building[i]));
        }
        report.staff_required_milli = self.staff_required();
        report.workforce = self.workers.close_month(today, self.need(today), out);
        report.price = BedType::ALL.map(|bed| {
            let planned = model.care.price(today.year(), usize::from(self.place), bed);
            planned * i64::from(self.price) / i64::from(PLANNED_PRICE)
        });
        self.claim(today, &report, out);
        // Whoever applied to a home about to close would only be sent away again.
        let closing = now >= self.closes - NOTICE;
        report.closing = closing;
        let news = if closing {
            Bulletin { price: self.price, ..Bulletin::default() }
        } else {
            self.news(&usable.map(|(_, usable)| usable), &taken)
        };
        if news != self.bulletin {
            self.bulletin = news;
            for place in &model.reference.zones.of(self.community as usize).communities {
                out.send(model.addresses().care(*place as u32), CareLetter::Bulletin { news });
            }
        }
        report
    }

    /// What the month cost the bureau.
    fn claim(&mut self, now: Now<'_>, report: &FacilityMonth, out: &mut Outgoing<'_>) {
        let residents = self.residents.len() as i64;
        let converted = report.beds.iter().map(|beds| beds.converted).sum();
        let subsidy = report.workforce.counts.entry_subsidy;
        let spent = [
            (Activity::OccupiedBeds, residents, 0),
            (Activity::Conversion, converted, report.conversion_cost),
            (Activity::Building, i64::from(report.building_cost > 0), report.building_cost),
            (Activity::EntrySubsidy, i64::from(subsidy > 0), subsidy),
        ];
        let claims = spent.map(|(activity, units, fen)| self.claimant.claim(now, activity, units, fen));
        budget::send(now, claims.into_iter().flatten(), out);
    }

    /// Takes all state that influences the future into `digest`.
    pub fn digest(&self, digest: &mut Digest) {
        digest.column(&self.built);
        digest.column(&self.capacity_before);
        self.claimant.digest(digest);
        digest.number(self.delay as u64);
        for works in &self.extensions {
            digest.number((works.delay as u64) << 1 | u64::from(works.is_done));
        }
        self.workers.digest(digest);
        digest.column(&self.conversion_micro);
        digest.number((self.closes as u64) << 32 | u64::from(self.months_at_loss) << 16 | u64::from(self.price));
        digest.number(u64::from(self.convertible));
        digest.number(self.residents.len() as u64);
        for resident in self.residents.iter() {
            digest.number(u64::from(resident.person.id) << 32 | u64::from(resident.person.case));
            digest.number(u64::from(resident.community) << 32 | u64::from(resident.staff) << 8 | resident.bed as u64);
        }
        for queue in &self.queue {
            digest.number(queue.len() as u64);
            for Waiting { application: a, community } in queue {
                digest.number(u64::from(a.person.id) << 32 | u64::from(a.person.case));
                digest.number(u64::from(*community) << 32 | u64::from(a.surplus));
                digest.number(u64::from(a.requirement.staff) << 32 | u64::from(a.requirement.rank) << 16);
                digest.number(a.applied.number() << 32 | a.listed.number() & 0xFFFF_FFFF);
            }
        }
    }

    /// Its care workers.
    pub fn workers(&self) -> &Employer {
        &self.workers
    }

    pub(crate) fn workers_mut(&mut self) -> &mut Employer {
        &mut self.workers
    }

    /// Persons on its list of residents, those with an offer included, by type.
    pub fn residents(&self) -> impl Iterator<Item = (u32, BedType)> + '_ {
        self.residents.iter().map(|resident| (resident.person.id, resident.bed))
    }
}
