//! The kinds of actors of a district in one type, and the audit over all of them.
use crate::budget::Bureau;
use crate::budget::report::{AccountCounts, BureauMonth};
use crate::care::beds::BED_TYPES;
use crate::care::report::{AgencyMonth, BedEvent, FacilityMonth};
use crate::community::Community;
use crate::facility::Facility;
use crate::home_care::HomeCareAgency;
use crate::mail::{Incoming, Mail, Outgoing};
use crate::model::{Model, Now};
use crate::report::CommunityMonth;
use crate::text::Label;
use crate::workforce::report::{EmployerMonth, LevelCounts, MarketMonth, TrainingMonth};
use crate::workforce::{Employer, LabourMarket, Occupation, TrainingCentre};
use serde::{Deserialize, Serialize};
use sim_core::{Actor, Digest, Imbalance, Letter, Month, Outbox};

/// Makes [`DistrictActor`] and [`ActorMonth`] of THE list of kinds. Each kind has `name`, `step` and `digest`.
macro_rules! actors {
    ($($kind:ident $name:ident: $actor:ident => $month:ident, $zh:literal, $en:literal;)*) => {
        /// An actor of a district.
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub enum DistrictActor {
            $(#[doc = concat!("A ", $en, ".")] $kind(Box<$actor>),)*
        }

        /// One actor's month.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum ActorMonth {
            $(#[doc = concat!("That of a ", $en, ".")] $kind(Box<$month>),)*
        }

        impl DistrictActor {
            /// The kinds in words.
            pub const KINDS: &[Label] = &[$(Label::new($zh, $en)),*];

            $(
                #[doc = concat!("The ", $en, ", if it is one.")]
                pub fn $name(&self) -> Option<&$actor> {
                    match self {
                        DistrictActor::$kind(actor) => Some(actor),
                        _ => None,
                    }
                }
            )*

            fn live(&mut self, now: Now<'_>, mail: &mut Incoming, out: &mut Outgoing<'_>) -> ActorMonth {
                match self {
                    $(DistrictActor::$kind(actor) => ActorMonth::$kind(Box::new(actor.step(now, mail, out))),)*
                }
            }

            fn name_of(&self) -> String {
                match self {
                    $(DistrictActor::$kind(actor) => actor.name(),)*
                }
            }

            fn take_into(&self, digest: &mut Digest) {
                match self {
                    $(DistrictActor::$kind(actor) => actor.digest(digest),)*
                }
            }
        }

        impl ActorMonth {
            /// Position of its kind in [`DistrictActor::KINDS`].
            pub fn kind(&self) -> usize {
                enum Kind {
                    $($kind,)*
                }
                match self {
                    $(ActorMonth::$kind(_) => Kind::$kind as usize,)*
                }
            }

            $(
                #[doc = concat!("The month of the ", $en, ", if it is one.")]
                pub fn $name(&self) -> Option<&$month> {
                    match self {
                        ActorMonth::$kind(month) => Some(month),
                        _ => None,
                    }
                }
            )*
        }

        $(
            impl From<$actor> for DistrictActor {
                fn from(actor: $actor) -> Self {
                    DistrictActor::$kind(Box::new(actor))
                }
            }
        )*
    };
}

actors! {
    Community community: Community => CommunityMonth, "街镇", "community";
    Facility facility: Facility => FacilityMonth, "养老机构", "care home";
    Agency agency: HomeCareAgency => AgencyMonth, "居家照护机构", "home-care agency";
    Training training: TrainingCentre => TrainingMonth, "培训中心", "training centre";
    Market market: LabourMarket => MarketMonth, "劳动力市场", "labour market";
    Bureau bureau: Bureau => BureauMonth, "民政局", "bureau";
}

impl DistrictActor {
    /// Position in [`Self::KINDS`] of the first kind of which a district has one.
    pub const FIRST_SINGLE: usize = 3;

    /// Those whom it employs, if it employs anybody.
    pub fn employer(&self) -> Option<&Employer> {
        match self {
            DistrictActor::Community(community) => Some(community.office()),
            DistrictActor::Facility(home) => Some(home.workers()),
            DistrictActor::Agency(agency) => Some(agency.workers()),
            _ => None,
        }
    }
}

impl ActorMonth {
    /// The month of those whom the actor employs, if it employs anybody.
    pub fn employer(&self) -> Option<&EmployerMonth> {
        match self {
            ActorMonth::Community(month) => Some(&month.office),
            ActorMonth::Facility(month) => Some(&month.workforce),
            ActorMonth::Agency(month) => Some(&month.workforce),
            _ => None,
        }
    }
}

impl Actor for DistrictActor {
    type Shared = Model;
    type Mail = Mail;
    type Report = ActorMonth;

    fn name(&self) -> String {
        self.name_of()
    }

    fn step(&mut self, model: &Model, month: Month, mail: &[Letter<Mail>], out: &mut Outbox<Mail>) -> ActorMonth {
        let mail = &mut Incoming::sort(mail);
        let report = self.live(Now::new(model, month), mail, &mut Outgoing::new(out));
        assert!(mail.is_empty(), "letters that the {} does not read: {mail:?}", self.name());
        report
    }

    fn adopt(&mut self, before: &Model, now: &Model, month: Month) {
        // All others read the tables anew each month.
        if let DistrictActor::Community(community) = self {
            community.adopt(before, now, month);
        }
    }

    fn digest(&self, digest: &mut Digest) {
        self.take_into(digest);
    }

    fn audit(reports: &[ActorMonth]) -> Result<(), Imbalance> {
        let communities: Vec<&CommunityMonth> = reports.iter().filter_map(ActorMonth::community).collect();
        elders(&communities)?;
        beds(reports, &communities)?;
        workers(reports)?;
        money(reports, &communities)
    }
}

/// Everybody who was there, came or went.
fn elders(communities: &[&CommunityMonth]) -> Result<(), Imbalance> {
    let (mut moved_out, mut moved_in) = (0, 0);
    for (place, CommunityMonth { counts: c, books, care, .. }) in communities.iter().enumerate() {
        let sum = books.opening + c.entrants + c.arrivals + c.moved_in - c.deaths - c.departures - c.moved_out;
        Imbalance::check(
            || format!("elders of community {place}"),
            ("opening + entrants + arrivals + moved in - deaths - departures - moved out", sum),
            ("closing", books.closing),
        )?;
        Imbalance::check(
            || format!("yearly recount of community {place}"),
            ("elders on whose state tallies and recount differ", books.recount_difference),
            ("none", 0),
        )?;
        Imbalance::check(
            || format!("cases of community {place}"),
            ("elders and cases that do not match", care.recount_difference),
            ("none", 0),
        )?;
        for cell in &care.cells {
            Imbalance::check(
                || format!("hours of care in community {place}"),
                ("need", cell.need),
                ("served + gap", cell.served() + cell.gap),
            )?;
        }
        moved_out += c.moved_out;
        moved_in += c.moved_in;
    }
    Imbalance::check(|| "moves between communities".into(), ("moved out", moved_out), ("moved in", moved_in))
}

/// Homes and communities agree on who lives where, and no bed is taken twice or without being usable.
fn beds(reports: &[ActorMonth], communities: &[&CommunityMonth]) -> Result<(), Imbalance> {
    let homes = reports.iter().filter_map(ActorMonth::facility);
    let cells = homes.clone().count() * BED_TYPES;
    let (mut lived_in, mut gone) = (vec![0i64; cells], vec![0i64; cells]);
    for community in communities {
        for (sum, residents) in lived_in.iter_mut().zip(&community.care.residents) {
            *sum += i64::from(*residents);
        }
        for event in &community.care.bed_events {
            if let BedEvent::Left { facility, bed_type, .. } | BedEvent::Refused { facility, bed_type } = event {
                gone[usize::from(*facility) * BED_TYPES + *bed_type as usize] += 1;
            }
        }
    }
    for home in homes {
        for (i, beds) in home.beds.iter().enumerate() {
            let at = usize::from(home.facility) * BED_TYPES + i;
            let account = || format!("beds of type {i} of home {}", home.facility);
            Imbalance::check(
                account,
                ("residents by the home's list less those who left or declined this month", beds.listed - gone[at]),
                ("residents by the communities' books", lived_in[at]),
            )?;
            Imbalance::check(
                account,
                ("taken beds above usable ones", (beds.taken - beds.usable).max(0)),
                ("none", 0),
            )?;
            Imbalance::check(
                account,
                ("usable beds above built ones", (beds.usable - beds.built).max(0)),
                ("none", 0),
            )?;
        }
    }
    Ok(())
}

/// Every employer's heads, whoever is on the labour market, and everybody's certificate once.
fn workers(reports: &[ActorMonth]) -> Result<(), Imbalance> {
    for (address, employer) in reports.iter().enumerate().filter_map(|(at, report)| Some((at, report.employer()?))) {
        let counts = &employer.counts;
        let account = || format!("workers of the {} at address {address}", employer.kind.id());
        Imbalance::check(
            account,
            ("opening + hires - leavers", counts.opening + counts.hires - counts.left()),
            ("closing", counts.closing),
        )?;
        let sum = |of: fn(&LevelCounts) -> i64| employer.levels.iter().map(of).sum::<i64>();
        Imbalance::check(account, ("heads of all levels", sum(|level| level.heads)), ("closing", counts.closing))?;
        Imbalance::check(account, ("hires of all levels", sum(|level| level.hires)), ("hires", counts.hires))?;
        Imbalance::check(
            account,
            ("leavers of all levels", sum(|level| level.left + level.retired)),
            ("leavers", counts.left()),
        )?;
    }
    for market in reports.iter().filter_map(ActorMonth::market) {
        for (occupation, m) in Occupation::ALL.iter().zip(&market.occupations) {
            Imbalance::check(
                || format!("labour market of {}", occupation.id()),
                (
                    "opening + newcomers + left employers + graduates",
                    m.opening + m.newcomers + m.left_employers + m.graduates,
                ),
                ("hired + gave up + seeking + away", m.hired + m.gave_up + m.seeking + m.away),
            )?;
        }
    }
    Ok(())
}

/// Every fen of every account and programme, and that the bureau received what communities claimed.
fn money(reports: &[ActorMonth], communities: &[&CommunityMonth]) -> Result<(), Imbalance> {
    for (place, community) in communities.iter().enumerate() {
        let hardship = &community.relief.hardship;
        Imbalance::check(
            || format!("households in hardship of community {place}"),
            ("running sums and a recount that differ", community.relief.recount_difference),
            ("none", 0),
        )?;
        Imbalance::check(
            || format!("households in hardship of community {place}"),
            ("opening + new - ended", community.relief.opening + hardship.new_households - hardship.ended),
            ("closing", hardship.households),
        )?;
        let caseload = community.relief.caseload_opening + hardship.caseload_entries - hardship.caseload_exits;
        Imbalance::check(
            || format!("relief caseload of community {place}"),
            ("opening + entries - exits", caseload),
            ("closing", hardship.caseload_households),
        )?;
        let h = hardship;
        let entries = h.caseload_in_found + h.caseload_in_loss + h.caseload_in_standard + h.caseload_in_recheck;
        let exits = h.caseload_out_death
            + h.caseload_out_income
            + h.caseload_out_pensions
            + h.caseload_out_pay
            + h.caseload_out_recheck;
        Imbalance::check(
            || format!("relief caseload of community {place}"),
            ("entries less exits by reason", entries - exits),
            ("entries less exits", h.caseload_entries - h.caseload_exits),
        )?;
    }
    for (place, community) in communities.iter().enumerate() {
        let hardship = &community.relief.hardship;
        let opening = community.relief.registered_opening;
        Imbalance::check(
            || format!("register of disabled persons of community {place}"),
            ("opening + new - deaths", opening + hardship.registered_new - hardship.registered_deaths),
            ("closing", hardship.registered),
        )?;
    }
    for bureau in reports.iter().filter_map(ActorMonth::bureau) {
        for (number, account) in bureau.accounts.iter().enumerate() {
            let AccountCounts { opening, paid, returned, closing, .. } = account.counts;
            Imbalance::check(
                || format!("account {number}"),
                ("opening + in - paid - returned", opening + account.came_in() - paid - returned),
                ("closing", closing),
            )?;
            let negative = account.inflows.iter().chain([&opening, &paid, &returned, &closing]).filter(|fen| **fen < 0);
            Imbalance::check(|| format!("account {number}"), ("negative sums", negative.count() as i64), ("none", 0))?;
        }
        let of_accounts: i64 = bureau.accounts.iter().map(|account| account.counts.paid).sum();
        let of_programmes: i64 = bureau.programmes.iter().map(|programme| programme.paid).sum();
        Imbalance::check(
            || "all accounts".into(),
            ("paid by accounts", of_accounts),
            ("paid by programmes", of_programmes),
        )?;
        for (number, programme) in bureau.programmes.iter().enumerate() {
            Imbalance::check(
                || format!("programme {number}"),
                ("fen and person-times: owed before + claimed - paid - refused - owed", programme.difference()),
                ("none", 0),
            )?;
            let parts = &bureau.by_community[number * communities.len()..][..communities.len()];
            let received: i64 = parts.iter().map(|part| part.claimed).sum();
            let claimed: i64 = communities.iter().map(|month| month.relief.programmes[number].last_claim_fen).sum();
            Imbalance::check(
                || format!("programme {number}"),
                ("claimed by communities last month", claimed),
                ("received from them", received),
            )?;
        }
    }
    Ok(())
}
