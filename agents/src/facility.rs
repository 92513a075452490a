//! A home with beds (养老机构): who lives there, who waits, how many beds it can run.
//!
//! A bed is usable when it is built, staffed and paid for. The home learns a month later that a
//! resident left, and offers the bed in the same month; whoever gets an offer moves in at the turn of
//! the month, or declines, which the home learns a month later again. Nobody is put out for want of
//! staff: the home only stops admitting. Care workers are persons on its roster.
use crate::budget::{self, Claimant};
use crate::care::Now;
use crate::care::beds::{BED_TYPES, BedType, PlacementRule};
use crate::care::report::{BedCounts, FacilityMonth};
use crate::mail::{Application, Bulletin, Mail, Person, Requirement};
use crate::model::Model;
use crate::relief::programme::Activity;
use crate::workforce::{Employer, Need};
use serde::{Deserialize, Serialize};
use sim_core::{Address, Digest, Letter, Month, Outbox};

/// Months before its end in which a home tells everybody to leave: told in one month, gone in the next.
pub const NOTICE: i32 = 2;
/// Months before its opening in which a home begins to hire.
const HIRING_LEAD: i32 = 4;
/// Months from its opening in which it keeps the posts with which it opened.
const FILLING_UP: i32 = 12;

/// A resident, or somebody with an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Resident {
    person: Person,
    community: u32,
    bed: BedType,
    staff: u16,
}

/// Somebody on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Waiting {
    application: Application,
    community: u32,
}

/// A home.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facility {
    place: u16,
    id: String,
    community: u32,
    built: [u32; BED_TYPES],
    residents: Vec<Resident>,
    queue: [Vec<Waiting>; BED_TYPES],
    workers: Employer,
    /// Millionths of a bed.
    conversion_micro: i64,
    /// Ordinary beds at the start or at opening, to which conversion is proportional.
    convertible: u32,
    bulletin: Bulletin,
    claimant: Claimant,
    /// Months by which want of money has put off its opening, in [`PARTS`] of one.
    delay: i32,
    /// The beds being built onto it, or built, in the order of the plan.
    extensions: Vec<Works>,
}

/// Beds that are built onto a home.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Works {
    /// See [`Facility::delay`].
    delay: i32,
    /// Whether they stand.
    is_done: bool,
}

/// Something under construction, as far as is planned.
struct Site {
    /// First month of work, the month of opening, and months of work in all.
    from: i32,
    opens: i32,
    months: i32,
    beds: u32,
}

/// Parts of a month in which delays are counted.
const PARTS: i32 = 1024;

/// Whole months of a delay.
fn months_put_off(delay: i32) -> i32 {
    (delay + PARTS - 1) / PARTS
}

impl Site {
    /// The month's instalment where `share` of it is paid for, and what is left to pay; none outside the time of work.
    fn month(&self, now: Now<'_>, share: f64, delay: &mut i32) -> Option<[i64; 2]> {
        let month = i32::from(now.number);
        if month < self.from || month >= self.opens + months_put_off(*delay) {
            return None;
        }
        let cost = i64::from(self.beds) * now.model.care.building_cost;
        let left = i64::from(self.opens - self.from);
        let done = i64::from((month - self.from) * PARTS - *delay).max(0);
        let whole = i64::from(self.months) * i64::from(PARTS);
        let at =
            |parts: i64| (i128::from(cost) * i128::from(parts.min(left * i64::from(PARTS))) / i128::from(whole)) as i64;
        let step = (share * f64::from(PARTS)) as i64;
        *delay += PARTS - step as i32;
        Some([at(done + step) - at(done), at(i64::MAX) - at(done + step)])
    }
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
            residents: Vec::new(),
            queue: Default::default(),
            workers,
            conversion_micro: 0,
            convertible: 0,
            bulletin: Bulletin::default(),
            claimant: Claimant::new(model.district().relief.programmes.len()),
            delay: 0,
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
        self.residents.push(Resident {
            person: application.person,
            community,
            bed: application.bed,
            staff: application.requirement.staff,
        });
    }

    fn taken(&self) -> [u32; BED_TYPES] {
        let mut taken = [0; BED_TYPES];
        for resident in &self.residents {
            taken[resident.bed as usize] += 1;
        }
        taken
    }

    fn staff_required(&self) -> i64 {
        self.residents.iter().map(|resident| i64::from(resident.staff)).sum()
    }

    /// Thousandths of a care worker not bound by those who live there.
    fn staff_spare(&self) -> i64 {
        (self.workers.heads() * 1000 - self.staff_required()).max(0)
    }

    /// Beds that are paid for: without the running subsidy a part of them is not.
    fn funded(&self, now: Now<'_>) -> [u32; BED_TYPES] {
        let missing = 1.0 - self.claimant.served(now, Activity::OccupiedBeds);
        let funded = now.model.care.funded * (1.0 - missing * now.model.budget.subsidy_dependence);
        self.built.map(|built| (f64::from(built) * funded + 1e-9) as u32)
    }

    /// The month in which it opens, as far as is known.
    fn opens(&self, model: &Model) -> i32 {
        let plan = &model.care.homes[usize::from(self.place)];
        if plan.opens > 0 { plan.opens + months_put_off(self.delay) } else { plan.opens }
    }

    /// While anything is under construction: the month's instalments. What is not paid for is not built: the opening is
    /// put off.
    fn build(&mut self, now: Now<'_>, out: &mut Outbox<Mail>) -> i64 {
        let months = now.model.budget.building_months;
        let plan = &now.model.care.homes[usize::from(self.place)];
        let share = self.claimant.served(now, Activity::Building);
        let (mut instalments, mut committed, mut building) = (0, 0, false);
        let mut work = |site: Site, delay: &mut i32| {
            if let Some([instalment, left]) = site.month(now, share, delay) {
                (instalments, committed, building) = (instalments + instalment, committed + left, true);
            }
        };
        if plan.opens > 0 {
            // Of a home begun before the start, the instalments due before it have been paid.
            let from = (plan.opens - months).max(0);
            work(Site { from, opens: plan.opens, months, beds: plan.beds.iter().sum() }, &mut self.delay);
        }
        self.extensions.resize(plan.extensions.len(), Works::default());
        for ((from, beds), works) in plan.extensions.iter().zip(&mut self.extensions) {
            if !works.is_done {
                let site = Site { from: *from, opens: from + months, months, beds: beds.iter().sum() };
                work(site, &mut works.delay);
            }
        }
        if building && now.model.relief.activity(Activity::Building).is_some() {
            out.send(now.model.district().bureau_address(), Mail::Committed { fen: committed });
        }
        instalments
    }

    /// Opens what was built onto it; returns beds by type.
    fn extend(&mut self, now: Now<'_>) -> [u32; BED_TYPES] {
        let plan = &now.model.care.homes[usize::from(self.place)];
        let mut opened = [0; BED_TYPES];
        for ((from, beds), works) in plan.extensions.iter().zip(&mut self.extensions) {
            let opens = from + now.model.budget.building_months + months_put_off(works.delay);
            if !works.is_done && i32::from(now.number) >= opens {
                works.is_done = true;
                for i in 0..BED_TYPES {
                    self.built[i] += beds[i];
                    opened[i] += beds[i];
                }
            }
        }
        opened
    }

    /// By type: beds that the care workers can serve, and beds that are usable. Spare workers are
    /// counted for the beds of the heaviest care first, as a home would fill them.
    fn usable(&self, now: Now<'_>, taken: &[u32; BED_TYPES]) -> [(u32, u32); BED_TYPES] {
        let funded = self.funded(now);
        let mut spare = self.staff_spare();
        let mut beds = [(0, 0); BED_TYPES];
        for bed in BedType::ALL.into_iter().rev() {
            let i = bed as usize;
            let free = i64::from(self.built[i].saturating_sub(taken[i]));
            let a_bed = i64::from(now.model.care.typical_staffing(bed).max(1));
            let staffed = free.min(spare / a_bed);
            spare -= staffed * a_bed;
            let staffed = taken[i] + staffed as u32;
            beds[i] = (staffed, staffed.min(funded[i]).min(self.built[i]).max(taken[i]));
        }
        beds
    }

    fn news(&self, usable: &[u32; BED_TYPES], taken: &[u32; BED_TYPES]) -> Bulletin {
        let small = |n: u32| n.min(u32::from(u16::MAX)) as u16;
        let mut news = Bulletin::default();
        for i in 0..BED_TYPES {
            news.built[i] = small(self.built[i]);
            news.vacant[i] = small(usable[i].saturating_sub(taken[i]));
            news.queue[i] = small(self.queue[i].len() as u32);
        }
        news
    }

    /// Letters of last month: applications, withdrawals, leavings, changes.
    fn read(&mut self, mail: &[Letter<Mail>]) {
        for letter in mail {
            match letter.body {
                Mail::Apply(application) => {
                    self.queue[application.bed as usize].push(Waiting { application, community: letter.from.0 })
                }
                Mail::Withdraw { person, bed } if self.strike(person, bed) => (),
                Mail::Withdraw { person, bed } | Mail::Leave { person, bed } => {
                    let gone = |resident: &Resident| resident.person.id == person && resident.bed == bed;
                    if let Some(at) = self.residents.iter().position(gone) {
                        self.residents.remove(at);
                    }
                }
                Mail::Change { person, requirement } => self.change(person, requirement),
                _ => (),
            }
        }
    }

    /// Takes somebody off a list; false when not on it.
    fn strike(&mut self, person: u32, bed: BedType) -> bool {
        let queue = &mut self.queue[bed as usize];
        let found = queue.iter().position(|waiting| waiting.application.person.id == person);
        found.map(|at| queue.remove(at)).is_some()
    }

    fn change(&mut self, person: u32, requirement: Requirement) {
        for resident in self.residents.iter_mut().filter(|resident| resident.person.id == person) {
            resident.staff = requirement.staff;
        }
        let waiting = self.queue.iter_mut().flatten().filter(|waiting| waiting.application.person.id == person);
        for waiting in waiting {
            waiting.application.requirement = requirement;
        }
    }

    /// Everybody is told to go.
    fn give_notice(&mut self, out: &mut Outbox<Mail>) -> [i64; BED_TYPES] {
        let mut put_out = [0; BED_TYPES];
        for resident in &self.residents {
            out.send(Address(resident.community), Mail::PutOut { person: resident.person });
            put_out[resident.bed as usize] += 1;
        }
        self.turn_away(out);
        put_out
    }

    /// Those on the list are told to look elsewhere.
    fn turn_away(&mut self, out: &mut Outbox<Mail>) {
        for waiting in self.queue.iter_mut().flat_map(|queue| queue.drain(..)) {
            out.send(Address(waiting.community), Mail::PutOut { person: waiting.application.person });
        }
    }

    /// How many workers it wants: for its residents, for those on its list for whom there is a bed, and
    /// for the first residents of a home that opens.
    fn need(&self, now: Now<'_>) -> Need {
        let care = &now.model.care;
        let plan = &care.homes[usize::from(self.place)];
        let month = i32::from(now.number);
        let work_milli = self.staff_required();
        if month >= plan.closes - NOTICE {
            return Need { required_milli: work_milli, work_milli, posts: 0 };
        }
        let (taken, funded) = (self.taken(), self.funded(now));
        let mut required_milli = work_milli;
        for (i, queue) in self.queue.iter().enumerate() {
            let free = self.built[i].min(funded[i]).saturating_sub(taken[i]) as usize;
            let listed = queue.iter().take(free).map(|waiting| i64::from(waiting.application.requirement.staff));
            required_milli += listed.sum::<i64>();
        }
        let opens = self.opens(now.model);
        if opens > 0 && (opens - HIRING_LEAD..opens + FILLING_UP).contains(&month) {
            let beds = BedType::ALL.iter().map(|bed| plan.beds[*bed as usize] * care.typical_staffing(*bed));
            let opening = f64::from(beds.sum::<u32>()) * care.opening_staffed;
            required_milli = required_milli.max(opening as i64);
        }
        let posts = libm::ceil(required_milli as f64 * (1.0 + now.model.workforce.reserve) / 1000.0) as i64;
        Need { required_milli, work_milli, posts }
    }

    /// Beds that stand and are paid for, that somebody waits for, and that no worker can serve.
    fn beds_lost(&self, now: Now<'_>) -> i64 {
        let (taken, funded) = (self.taken(), self.funded(now));
        let lost = |i: usize| self.built[i].min(funded[i]).saturating_sub(taken[i]).min(self.queue[i].len() as u32);
        (0..BED_TYPES).map(|i| i64::from(lost(i))).sum()
    }

    /// Converts vacant ordinary beds to nursing beds until the goal is reached; returns how many.
    fn convert(&mut self, now: Now<'_>) -> u32 {
        let model = now.model;
        let funded = self.claimant.served(now, Activity::Conversion);
        let rate = f64::from(self.convertible) * model.care.conversions_a_bed * funded;
        self.conversion_micro += libm::round(rate * 1e6) as i64;
        let mut converted = 0;
        if self.conversion_micro < 1_000_000 {
            return converted;
        }
        let taken = self.taken();
        while self.conversion_micro >= 1_000_000 {
            let beds: u32 = self.built.iter().sum();
            let nursing = beds - self.built[BedType::Ordinary as usize];
            let vacant = self.built[0] > taken[0];
            if f64::from(nursing) >= model.care.conversion_goal * f64::from(beds) {
                self.conversion_micro = 0;
                break;
            }
            if !vacant {
                break; // kept for later
            }
            self.built[BedType::Ordinary as usize] -= 1;
            self.built[BedType::Nursing as usize] += 1;
            self.conversion_micro -= 1_000_000;
            converted += 1;
        }
        converted
    }

    /// The place on the list of whoever comes next under the rule.
    fn next(&self, rule: PlacementRule, bed: BedType) -> Option<usize> {
        let key = |waiting: &Waiting| {
            let a = &waiting.application;
            let first = match rule {
                PlacementRule::FirstCome => 0,
                PlacementRule::NeedFirst => -i64::from(a.requirement.rank),
                PlacementRule::Nearest => i64::from(waiting.community != self.community),
                PlacementRule::PreferenceAndPrice => -i64::from(a.surplus),
            };
            (first, a.applied, a.person.id)
        };
        let queue = &self.queue[bed as usize];
        (0..queue.len()).min_by_key(|at| key(&queue[*at]))
    }

    /// Offers every usable bed that nobody has.
    fn offer(&mut self, now: Now<'_>, out: &mut Outbox<Mail>, counts: &mut [BedCounts; BED_TYPES]) {
        let rule = now.model.district().care.placement_rule;
        let funded = self.funded(now);
        let mut taken = self.taken();
        let mut spare = self.staff_spare();
        for bed in BedType::ALL.into_iter().rev() {
            let i = bed as usize;
            while taken[i] < self.built[i].min(funded[i]) {
                let Some(at) = self.next(rule, bed) else { break };
                let Waiting { application, community } = self.queue[i][at];
                let staff = i64::from(application.requirement.staff);
                if staff > spare {
                    break; // nobody jumps the list for being easier to care for
                }
                self.queue[i].remove(at);
                spare -= staff;
                taken[i] += 1;
                self.take(community, &application);
                out.send(Address(community), Mail::Offer { person: application.person, bed });
                counts[i].offers += 1;
            }
        }
    }

    /// One month.
    pub fn step(
        &mut self,
        model: &Model,
        month: Month,
        mail: &[Letter<Mail>],
        out: &mut Outbox<Mail>,
    ) -> FacilityMonth {
        let today = Now::new(model, month);
        let now = i32::from(today.number);
        let plan = &model.care.homes[usize::from(self.place)];
        let mut report = FacilityMonth { facility: self.place, ..Default::default() };
        self.read(mail);
        self.claimant.read(mail);
        self.workers.live(today, mail, out);
        let listed = self.taken();
        report.building_cost = self.build(today, out);
        let is_open_soon = now < plan.closes - NOTICE;
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
        if now == plan.closes {
            for (count, built) in report.beds.iter_mut().zip(std::mem::take(&mut self.built)) {
                count.closed = i64::from(built);
            }
        }
        if now >= plan.closes {
            self.workers.close(today, out); // whoever was hired last month too
        }
        if now == plan.closes - NOTICE {
            for (count, put_out) in report.beds.iter_mut().zip(self.give_notice(out)) {
                count.put_out = put_out;
            }
        } else if now > plan.closes - NOTICE {
            self.turn_away(out);
        } else {
            let converted = self.convert(today);
            report.beds[BedType::Nursing as usize].converted = i64::from(converted);
            report.conversion_cost = i64::from(converted) * model.care.conversion_cost;
            self.offer(today, out, &mut report.beds);
            self.workers.note_lost(self.beds_lost(today), 0);
        }
        let (taken, funded) = (self.taken(), self.funded(today));
        let usable = self.usable(today, &taken);
        for (i, count) in report.beds.iter_mut().enumerate() {
            count.built = i64::from(self.built[i]);
            count.funded = i64::from(funded[i]);
            (count.staffed, count.usable) = (i64::from(usable[i].0), i64::from(usable[i].1));
            count.taken = i64::from(taken[i]);
            count.listed = i64::from(listed[i]);
            count.queue = self.queue[i].len() as i64;
        }
        report.staff_required_milli = self.staff_required();
        report.workforce = self.workers.close_month(today, self.need(today), out);
        report.price = BedType::ALL.map(|bed| model.care.price(today.year(), usize::from(self.place), bed));
        self.claim(today, &report, out);
        // Whoever applied to a home about to close would only be sent away again.
        let closing = now >= plan.closes - NOTICE;
        let news = if closing { Bulletin::default() } else { self.news(&usable.map(|(_, usable)| usable), &taken) };
        if news != self.bulletin {
            self.bulletin = news;
            for community in 0..model.district().communities.len() as u32 {
                out.send(Address(community), Mail::Bulletin(news));
            }
        }
        report
    }

    /// What the month cost the bureau.
    fn claim(&mut self, now: Now<'_>, report: &FacilityMonth, out: &mut Outbox<Mail>) {
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
        self.claimant.digest(digest);
        digest.number(self.delay as u64);
        for works in &self.extensions {
            digest.number((works.delay as u64) << 1 | u64::from(works.is_done));
        }
        self.workers.digest(digest);
        digest.number(self.conversion_micro as u64);
        digest.number(u64::from(self.convertible));
        digest.number(self.residents.len() as u64);
        for resident in &self.residents {
            digest.number(u64::from(resident.person.id) << 32 | u64::from(resident.person.case));
            digest.number(u64::from(resident.community) << 32 | u64::from(resident.staff) << 8 | resident.bed as u64);
        }
        for queue in &self.queue {
            digest.number(queue.len() as u64);
            for Waiting { application: a, community } in queue {
                digest.number(u64::from(a.person.id) << 32 | u64::from(a.person.case));
                digest.number(u64::from(*community) << 32 | u64::from(a.surplus));
                digest.number(u64::from(a.requirement.staff) << 32 | u64::from(a.requirement.rank) << 16);
                digest.number(a.applied as u64);
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
