//! The care half of a community: its cases, what services it can still give, and the month's rules for
//! them.
use super::beds::{BED_TYPES, BedType};
use super::case::{Case, Cases, NEVER, NO_CASE, NOWHERE, UNPLACED, flag, in_need};
use super::preferences::{self, Among, Board, Choice};
use super::report::{BedEvent, CARE_CELLS, CareCounts, CareMonth, LeavingReason, ServiceCounts, Wait, WaitEnd};
use super::services::{SERVICES, given_once};
use super::steady::{Steady, Sums, is_settled};
use crate::budget::{Claimant, FULL};
use crate::decision::BED_MOMENT;
use crate::events::LifeEvent;
use crate::mail::{Application, Bulletin, CareLetter, HomeLetter, Incoming, Outgoing, Person};
use crate::model::{Model, Now};
use crate::moment::Moment;
use crate::relief::tables::CASE_CELLS;
use crate::status::Status;
use serde::{Deserialize, Serialize};
use sim_core::{Digest, Letter, Month};
use std::hint::black_box;

/// Classes of care level in which free hours of home care are given: levels 2 and 3; 4; 5 and 6.
pub(super) const HOUR_CLASSES: usize = 3;

/// What a community keeps of a service from month to month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ServiceState {
    /// Persons with a place.
    pub held: u32,
    /// Persons who asked last month and have no place.
    pub asking: u32,
}

/// When in a month a person applies for a bed.
fn applied(model: &Model, person: u32, month: i16) -> Moment {
    let draw = model.draws.screen_key(model.district().start + i32::from(month), BED_MOMENT).draw(person);
    Moment::within(month, draw)
}

/// When this month a person leaves a bed or a list.
pub(super) fn left(now: Now<'_>, person: u32) -> Moment {
    let draw = now.model.draws.screen_key(now.month, BED_MOMENT).draw(person);
    Moment::within(now.number, draw.rotate_left(16))
}

/// Why a case ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The person died.
    Death,
    /// The person left the district, or the community.
    Departure,
}

/// The care of a community.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CommunityCare {
    pub(super) place: u32,
    pub(crate) cases: Cases,
    /// What each home last told.
    pub(crate) board: Board,
    /// Hours of home care granted for this month.
    pub(super) granted: u32,
    /// Hours of those served last month.
    pub(super) served: u32,
    /// Hours of those who asked in vain last month, by class of level.
    pub(super) unserved: [u32; HOUR_CLASSES],
    pub(super) services: Vec<ServiceState>,
    /// Elders in need without a valid assessment, last month.
    pub(super) unassessed: u32,
    pub(super) credits: i64,
    pub(super) dependants: u32,
    /// By service: how far the bureau pays for it, of [`crate::budget::FULL`].
    pub(super) funded: Vec<u16>,
    /// Assessed elders by cell at the end of the last half-year.
    assessed: Vec<i64>,
    /// Persons of this community in each home's beds, `[home * BED_TYPES + bed type]`.
    pub(crate) residents: Vec<u16>,
    /// Sums over the cases about which nothing changes.
    pub(super) steady: Steady,
    /// Cases for which something is to be done this month.
    #[serde(skip)]
    pub(super) dues: Vec<(u32, u8)>,
    /// Cases that are looked at this month.
    #[serde(skip)]
    pub(super) visits: Vec<u32>,
    /// The month's report as far as it has come.
    #[serde(skip)]
    pub(super) month: CareMonth,
}

impl CommunityCare {
    /// No cases yet.
    pub fn new(model: &Model, place: u32) -> Self {
        let mut care = CommunityCare {
            place,
            cases: Cases::default(),
            board: Board::new(model.reference.zones.of(place as usize).homes.clone()),
            granted: 0,
            served: 0,
            unserved: [0; HOUR_CLASSES],
            services: vec![ServiceState::default(); SERVICES.len()],
            unassessed: 0,
            credits: 0,
            dependants: 0,
            funded: vec![FULL; SERVICES.len()],
            assessed: vec![0; CASE_CELLS],
            residents: vec![0; model.district().care.facilities.len() * BED_TYPES],
            steady: Steady::default(),
            dues: Vec::new(),
            visits: Vec::new(),
            month: CareMonth::default(),
        };
        care.begin();
        care
    }

    /// The tables became others: which services are asked for, and the sums and bounds of steady cases, follow from
    /// the new ones. Whoever is steady by them too stays so, as hours are kept for steady cases first.
    pub fn adopt(&mut self, now: Now<'_>) {
        let care = &now.model.care;
        let before = std::mem::take(&mut self.steady);
        self.steady.watch.grow(self.cases.places() as usize);
        let last_month = now.number - 1;
        for at in 0..self.cases.places() {
            let Some(mut case) = self.cases.get(at).copied() else { continue };
            let (asks, has) = (case.asks, case.has);
            case.set(flag::STEADY, false);
            self.refresh_asking(now.model, &mut case);
            let same = (asks, has) == (case.asks, case.has);
            if before.watch.keeps(at) && same && is_settled(care, &case, last_month) {
                self.steady.keep(care, at, &mut case, last_month);
            }
            *self.cases.at(at) = case;
        }
    }

    /// Notes how far services can be given for the money there is.
    pub fn serve(&mut self, now: Now<'_>, claimant: &Claimant) {
        for (funded, service) in self.funded.iter_mut().zip(SERVICES) {
            let programme = service.activity.and_then(|activity| now.model.relief.activity(activity));
            *funded = programme.map_or(FULL, |programme| claimant.rate(programme));
        }
    }

    /// Elders with a valid assessment by care level, income, and whether they live in a bed, as they were counted at
    /// the end of the last half-year: who gets the subsidy is settled twice a year.
    pub fn assessed(&mut self, now: Now<'_>) -> &[i64] {
        if now.number < 0 || now.month.of_year().is_multiple_of(6) {
            self.assessed = self.count_assessed(now).to_vec();
        }
        &self.assessed
    }

    fn count_assessed(&self, now: Now<'_>) -> [i64; CASE_CELLS] {
        let mut cells = [0; CASE_CELLS];
        for (_, case) in self.cases.iter() {
            let is_valid = case.assessed >= now.number && !case.is(flag::DEPENDANT);
            let cell = usize::from(case.level) * 6 + case.status.income() as usize * 2 + usize::from(case.in_bed());
            cells[cell % CASE_CELLS] += i64::from(is_valid);
        }
        cells
    }

    /// Empties the month's report.
    pub fn begin(&mut self) {
        self.month = CareMonth {
            cells: vec![CareCounts::default(); CARE_CELLS],
            services: vec![ServiceCounts::default(); SERVICES.len()],
            ..CareMonth::default()
        };
    }

    /// The cases.
    pub fn cases(&self) -> &Cases {
        &self.cases
    }

    /// Takes the cases at these places into the cache, all at once: the month's rules would wait for each.
    pub fn touch(&self, places: impl Iterator<Item = u32>) {
        let (mut cases, mut watched) = (0, false);
        for at in places.filter(|at| *at != NO_CASE) {
            cases |= self.cases.get(at).map_or(0, |case| case.id);
            watched |= self.steady.watch.keeps(at);
        }
        black_box((cases, watched));
    }

    /// Opens a case for a person of this community and says where it is.
    pub fn open(&mut self, model: &Model, id: u32, birth: Month, status: Status) -> u32 {
        let mut case = Case::new(id, (birth - model.district().start) as i16, status);
        self.refresh_asking(model, &mut case);
        self.cases.add(case)
    }

    /// Takes in the case of somebody who moved here.
    pub fn take_in(&mut self, model: &Model, mut case: Case) -> u32 {
        (case.has, case.served) = (0, NEVER);
        case.set(flag::MOVING, false);
        case.set(flag::STEADY, false);
        self.refresh_asking(model, &mut case);
        self.cases.add(case)
    }

    /// Which services the person asks for, from lasting preferences and the present situation.
    pub(crate) fn refresh_asking(&self, model: &Model, case: &mut Case) {
        if !case.at_home() || !in_need(case.status) || case.is(flag::DEPENDANT) {
            (case.asks, case.has) = (0, 0);
            return;
        }
        let kin = model.care.kin(case.status, case.is(flag::SPOUSE_GAVE_UP), case.is(flag::CHILDREN_GAVE_UP)) > 0;
        case.asks = model.care.asks(case.id, case.status, kin, case.strain >= model.care.strain_months);
        case.asks &= !given_once(case.flags);
        case.has &= case.asks;
    }

    /// An event changed an elder's state. Returns whether the case is still needed; if not, it is closed.
    pub fn changed(
        &mut self,
        now: Now<'_>,
        at: u32,
        event: &LifeEvent,
        status: Status,
        out: &mut Outgoing<'_>,
    ) -> bool {
        let mut case = *self.cases.at(at);
        self.steady.let_go(&now.model.care, at, &mut case);
        let before = case;
        case.status = status;
        case.set(flag::CHANGED, false);
        (event.consequences.care)(&mut case, now.number);
        if case.carer_lost != before.carer_lost {
            self.month.cells[usize::from(now.model.care.class(status).cell)].carers_lost += i64::from(in_need(status));
        }
        if case.is(flag::CHANGED) {
            let requirement = preferences::requirement(now.model, &case);
            let letter = HomeLetter::Change { person: case.id, requirement };
            let addresses = now.model.addresses();
            if case.in_bed() {
                out.send(addresses.home(case.place), letter);
            }
            if case.waits() && case.list != UNPLACED && case.list != case.place {
                out.send(addresses.home(case.list), letter);
            }
        }
        case.set(flag::CHANGED, case.is(flag::CHANGED) || before.is(flag::CHANGED));
        self.refresh_asking(now.model, &mut case);
        *self.cases.at(at) = case;
        if in_need(status) || case.is_tied() {
            return true;
        }
        self.cases.remove(at);
        false
    }

    /// A case ends with its person.
    pub fn end(&mut self, now: Now<'_>, at: u32, end: End, out: &mut Outgoing<'_>) {
        let mut case = self.cases.remove(at);
        self.steady.let_go(&now.model.care, at, &mut case);
        if case.waits() {
            self.month.waiting[usize::from(case.wanted)].died_waiting += i64::from(end == End::Death);
            self.note_wait(
                now,
                &case,
                if end == End::Death { WaitEnd::Died } else { WaitEnd::Left },
                left(now, case.id),
            );
            self.withdraw(now, &mut case, out);
        }
        if case.in_bed() {
            let reason = if end == End::Death { LeavingReason::Death } else { LeavingReason::Discharge };
            self.leave(now, &mut case, reason, out);
        }
    }

    /// Removes the case of somebody who went to another community.
    pub fn release(&mut self, model: &Model, at: u32) {
        let mut case = self.cases.remove(at);
        self.steady.let_go(&model.care, at, &mut case);
    }

    /// Whether the sums over the steady cases, and what is watched of them, are what these cases add up
    /// to at the month's end.
    pub fn steady_is_right(&self, now: Now<'_>) -> bool {
        let (care, watch) = (&now.model.care, &self.steady.watch);
        let mut again = Sums::default();
        let mut right = true;
        for at in 0..self.cases.places() {
            match self.cases.get(at) {
                Some(case) if watch.keeps(at) => {
                    right &= watch.is_right(care, at, case, now.number);
                    again.count_case::<1>(care, case, watch.stage(at));
                }
                case => right &= watch.is_empty(at) && !case.is_some_and(|case| case.is(flag::STEADY)),
            }
        }
        right && again == self.steady.sums
    }

    /// Marks somebody as on the way to another community, unless a home or a list keeps them here:
    /// returns whether the move can be.
    pub fn start_moving(&mut self, at: u32) -> bool {
        let case = self.cases.at(at);
        case.set(flag::MOVING, !case.is_tied());
        case.is(flag::MOVING)
    }

    /// Whether care that this elder received averts an event.
    pub fn averts(&self, now: Now<'_>, at: u32, event: &LifeEvent) -> bool {
        self.cases.get(at).is_some_and(|case| (event.consequences.averted)(now, case))
    }

    /// An independent elder applies for a bed. Returns false for one who has a bed or waits already.
    pub fn apply_unprompted(&mut self, now: Now<'_>, at: u32, out: &mut Outgoing<'_>) -> bool {
        let mut case = *self.cases.at(at);
        let free = !case.is_tied() && !case.is(flag::MOVING);
        if free {
            self.steady.let_go(&now.model.care, at, &mut case);
            self.apply(now, at, &mut case, out);
            *self.cases.at(at) = case;
        }
        free
    }

    /// Applies for the best acceptable bed, or waits for one to become acceptable.
    pub(super) fn apply(&mut self, now: Now<'_>, at: u32, case: &mut Case, out: &mut Outgoing<'_>) {
        case.applied = now.number;
        match preferences::choose(now.model, self.place, case, now.month, &self.board, Among::All) {
            Some(choice) => self.join(now, at, case, choice, out),
            None => {
                case.list = UNPLACED;
                case.wanted = preferences::fitting(now.model, case).0 as u8;
            }
        }
        self.month.waiting[usize::from(case.wanted)].applications += 1;
    }

    /// Puts a person on a home's list.
    pub(super) fn join(&mut self, now: Now<'_>, at: u32, case: &mut Case, choice: Choice, out: &mut Outgoing<'_>) {
        (case.list, case.wanted, case.listed) = (choice.home, choice.bed as u8, now.number);
        let application = self.application(now.model, at, case, choice);
        out.send(now.model.addresses().home(choice.home), HomeLetter::Apply { application });
        self.month.bed_events.push(BedEvent::Applied { facility: choice.home, bed_type: choice.bed });
    }

    pub(crate) fn application(&self, model: &Model, at: u32, case: &Case, choice: Choice) -> Application {
        Application {
            person: Person { id: case.id, case: at },
            bed: choice.bed,
            requirement: preferences::requirement(model, case),
            applied: applied(model, case.id, case.applied),
            listed: applied(model, case.id, case.listed),
            surplus: choice.surplus,
        }
    }

    /// Notes how a wait at home ended, or that it goes on.
    pub(super) fn note_wait(&mut self, now: Now<'_>, case: &Case, end: WaitEnd, to: Moment) {
        if !case.in_bed() {
            let from = applied(now.model, case.id, case.applied);
            let bed = BedType::ALL[usize::from(case.wanted)];
            self.month.waits.push(Wait { bed, from, to: to.max(from), end });
        }
    }

    /// Takes a person off the list.
    pub(super) fn withdraw(&mut self, now: Now<'_>, case: &mut Case, out: &mut Outgoing<'_>) {
        self.withdraw_at(now, case, left(now, case.id), out);
    }

    fn withdraw_at(&mut self, now: Now<'_>, case: &mut Case, at: Moment, out: &mut Outgoing<'_>) {
        if case.list != UNPLACED {
            let bed = BedType::ALL[usize::from(case.wanted)];
            out.send(now.model.addresses().home(case.list), HomeLetter::Withdraw { person: case.id, bed, at });
        }
        case.list = NOWHERE;
    }

    /// Takes a person out of a bed.
    pub(super) fn leave(&mut self, now: Now<'_>, case: &mut Case, reason: LeavingReason, out: &mut Outgoing<'_>) {
        let bed = BedType::ALL[usize::from(case.bed)];
        self.residents[usize::from(case.place) * BED_TYPES + bed as usize] -= 1;
        out.send(
            now.model.addresses().home(case.place),
            HomeLetter::Leave { person: case.id, bed, at: left(now, case.id) },
        );
        self.month.bed_events.push(BedEvent::Left {
            facility: case.place,
            bed_type: bed,
            reason,
            stayed: (now.number - case.since).max(0) as u16,
        });
        case.place = NOWHERE;
    }

    /// Letters of last month.
    pub fn read(&mut self, now: Now<'_>, mail: &mut Incoming, out: &mut Outgoing<'_>) {
        let home = |letter: &Letter<CareLetter>| now.model.addresses().home_at(letter.from);
        for letter in mail.care.drain(..) {
            match letter.body {
                CareLetter::Bulletin { news } => self.board.put(home(&letter), news),
                CareLetter::HoursGranted { hours } => self.granted = hours,
                CareLetter::Offer { person, bed, at } => self.answer(now, person, home(&letter), (bed, at), out),
                CareLetter::PutOut { person } => self.put_out(now, person, home(&letter), out),
            }
        }
    }

    /// Takes an offer or declines it. Offers to those who have gone, or have left the list in the month
    /// of the offer, need no answer: their letter was on its way.
    fn answer(
        &mut self,
        now: Now<'_>,
        person: Person,
        home: u16,
        (bed, at): (BedType, Moment),
        out: &mut Outgoing<'_>,
    ) {
        let Some(mut case) = self.cases.of(person.case, person.id).copied() else { return };
        // An application needs a month to be read and an offer another.
        if case.list != home || case.wanted != bed as u8 || now.number - case.listed < 2 {
            return;
        }
        let u = now.model.draws.screen_key(now.month, crate::decision::REFUSAL).draw(case.id);
        if u < now.model.care.refusal {
            self.note_wait(now, &case, WaitEnd::GaveUp, at);
            self.withdraw_at(now, &mut case, at, out);
            self.month.waiting[bed as usize].refusals += 1;
            self.month.bed_events.push(BedEvent::Refused { facility: home, bed_type: bed });
        } else {
            let moved_in = at.after_days(now.model.care.handling_days);
            self.note_wait(now, &case, WaitEnd::Admitted, moved_in);
            if case.in_bed() {
                let within = case.place == home;
                self.leave(
                    now,
                    &mut case,
                    if within { LeavingReason::Transfer } else { LeavingReason::OtherHome },
                    out,
                );
            }
            let applied = applied(now.model, case.id, case.applied);
            let waited = moved_in.days_since(applied);
            (case.place, case.bed, case.since, case.list) = (home, bed as u8, now.number, NOWHERE);
            (case.served, case.strain) = (NEVER, 0);
            self.residents[usize::from(home) * BED_TYPES + bed as usize] += 1;
            self.month.waiting[bed as usize].admissions += 1;
            self.month.bed_events.push(BedEvent::Admitted { facility: home, bed_type: bed, waited });
        }
        self.refresh_asking(now.model, &mut case);
        *self.cases.at(person.case) = case;
    }

    /// The home closes: residents go home and look for another bed, those on its list look elsewhere.
    fn put_out(&mut self, now: Now<'_>, person: Person, home: u16, out: &mut Outgoing<'_>) {
        let Some(mut case) = self.cases.of(person.case, person.id).copied() else { return };
        // Its own last word on vacancies may still be on its way.
        self.board.put(home, Bulletin::default());
        self.steady.let_go(&now.model.care, person.case, &mut case);
        if case.place == home {
            self.leave(now, &mut case, LeavingReason::Closure, out);
            if !case.waits() {
                self.apply(now, person.case, &mut case, out);
            }
        }
        if case.list == home {
            // The wait goes on elsewhere.
            case.list = UNPLACED;
            let choice = preferences::choose(now.model, self.place, &case, now.month, &self.board, Among::All);
            if let Some(choice) = choice {
                self.join(now, person.case, &mut case, choice, out);
            }
        }
        self.refresh_asking(now.model, &mut case);
        *self.cases.at(person.case) = case;
    }

    /// Takes all state that influences the future into `digest`.
    pub fn digest(&self, digest: &mut Digest) {
        self.cases.digest(digest);
        for bulletin in self.board.bulletins() {
            digest.column(&bulletin.built);
            digest.column(&bulletin.vacant);
            digest.column(&bulletin.queue);
            digest.number(u64::from(bulletin.price));
        }
        digest.number(u64::from(self.granted) << 32 | u64::from(self.served));
        digest.column(&self.unserved);
        for service in &self.services {
            digest.number(u64::from(service.held) << 32 | u64::from(service.asking));
        }
        digest.column(&self.residents);
        digest.number(u64::from(self.unassessed));
        digest.number(self.credits as u64);
        digest.number(u64::from(self.dependants));
        digest.column(&self.funded);
        digest.column(&self.assessed);
    }
}
