//! What communities, homes and agencies report of care each month. Hours are whole hours a month,
//! so that sums close exactly.
use super::beds::{BED_TYPES, BedType};
use crate::report::counts;
use crate::workforce::report::EmployerMonth;
use serde::{Deserialize, Serialize};

counts! {
    /// Elders of one community, ability and living arrangement who need care, at a month's end, and
    /// the hours of that month: need = the sum of what is served + gap.
    CareCounts {
        need_persons: "Elders who need care.";
        assessed: "Of these: with a valid assessment at care level 2 or above.";
        assessing: "Of these: waiting for the outcome of an assessment.";
        lapsed: "Of these: whose assessment lapsed and is not renewed.";
        in_bed: "Of these: living in a home's bed.";
        kin_persons: "Of these: cared for by kin.";
        home_persons: "Of these: served by home care under long-term care insurance.";
        home_waiting: "Of these: entitled to home care and asking for it, but not served.";
        strained: "Of these: whose carer has given more hours than can be endured for long.";
        gap_persons: "Of these: with any hour of need unmet.";
        need: "Hours: need.";
        served_kin: "Hours: by spouse and children.";
        served_home: "Hours: by home-care agencies under long-term care insurance.";
        served_family_bed: "Hours: by family care beds.";
        served_day: "Hours: in day care.";
        served_meals: "Hours of cooking and shopping saved by meals.";
        served_mutual: "Hours: by younger-old helpers and time-bank volunteers.";
        served_respite: "Hours: in respite stays.";
        served_bed: "Hours: in a home's bed.";
        gap: "Hours: unmet.";
        carers_gave_up: "Flow: carers who gave up.";
        carers_lost: "Flow: carers lost by death, by moving out or by giving up.";
        home_fund: "Fen: what long-term care insurance paid for home care.";
        home_copayment: "Fen: what families paid for the same hours.";
        bed_fund: "Fen: what long-term care insurance paid for care in homes.";
        bed_copayment: "Fen: what residents paid beside it, of the same daily rates.";
    }
}

impl CareCounts {
    /// Hours met, whatever the source.
    pub fn served(&self) -> i64 {
        self.served_kin
            + self.served_home
            + self.served_family_bed
            + self.served_day
            + self.served_meals
            + self.served_mutual
            + self.served_respite
            + self.served_bed
    }
}

counts! {
    /// One service of one community and month.
    ServiceCounts {
        capacity: "Persons who can be served.";
        demanded: "Persons who ask for it, served or not.";
        served: "Persons served.";
        waiting: "Persons who ask and are not served.";
        person_times: "Services, visits, screenings or meals: one person served twice counts twice.";
        hours: "Hours.";
        credits_earned: "Hours volunteers earned.";
        credits_spent: "Hours volunteers spent on being served themselves.";
        credits_outstanding: "Hours earned and not yet spent, at the month's end.";
    }
}

counts! {
    /// Those of one community who want a bed of one type.
    WaitingCounts {
        waiting: "Stock: persons at home with an open application.";
        transfer_in: "Stock: residents of beds of another type with an open application for this type.";
        transfer_out: "Stock: residents of beds of this type with an open application for another.";
        unplaced: "Stock: of those waiting or to be transferred in, for whom no home is acceptable in type, price and place.";
        residents: "Stock: persons of this community in beds of this type, wherever the home is.";
        applications: "Flow: persons who applied.";
        admissions: "Flow: persons who moved in.";
        refusals: "Flow: offers declined.";
        gave_up: "Flow: persons who gave up waiting.";
        died_waiting: "Flow: persons who died waiting.";
    }
}

/// Why somebody's stay in a bed ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LeavingReason {
    /// Died in the home.
    Death,
    /// Went home again or left the district.
    Discharge,
    /// Went to another bed.
    Transfer,
}

/// What happened between a person and a home, as the person's community saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BedEvent {
    /// Applied.
    Applied {
        /// Position of the home among the district's.
        facility: u16,
        /// Bed type.
        bed_type: BedType,
    },
    /// Took an offer and lives there from this month on.
    Admitted {
        /// Position of the home.
        facility: u16,
        /// Bed type.
        bed_type: BedType,
        /// Months from application to offer, at least 1.
        waited: u16,
    },
    /// Declined an offer.
    Refused {
        /// Position of the home.
        facility: u16,
        /// Bed type.
        bed_type: BedType,
    },
    /// Left a bed.
    Left {
        /// Position of the home.
        facility: u16,
        /// Bed type.
        bed_type: BedType,
        /// Why.
        reason: LeavingReason,
        /// Months of the stay.
        stayed: u16,
    },
}

/// Ability levels times living arrangements: the cells of [`CareMonth::cells`].
pub const CARE_CELLS: usize = 12;

/// The care of one community in one month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareMonth {
    /// By ability (0 independent to 3 severe) times 3 plus living arrangement (0 with family, 1
    /// couple only, 2 alone).
    pub cells: Vec<CareCounts>,
    /// One a service, in the order of [`super::services::SERVICES`].
    pub services: Vec<ServiceCounts>,
    /// By bed type.
    pub waiting: [WaitingCounts; BED_TYPES],
    /// Persons of this community living in each home's beds at the month's end, `[home * BED_TYPES + bed type]`.
    pub residents: Vec<u16>,
    /// In order of occurrence.
    pub bed_events: Vec<BedEvent>,
    /// Elders whose case and state differ, elders in need without a case, cases without an elder: 0.
    /// Counted in Decembers.
    pub recount_difference: i64,
}

counts! {
    /// Beds of one type of one home, at a month's end.
    BedCounts {
        built: "Stock: beds that stand.";
        staffed: "Stock: beds that the home's care workers can serve.";
        funded: "Stock: beds that are paid for.";
        usable: "Stock: beds that are built, staffed and funded; never fewer than are taken.";
        taken: "Stock: beds of residents and of persons with an offer, by the home's own list.";
        listed: "Stock: persons on the home's list of residents at the month's start, offers of last month included.";
        queue: "Stock: persons on the list without an offer.";
        offers: "Flow: offers; answered next month.";
        put_out: "Flow: residents told to leave because the home closes.";
        converted: "Flow: beds converted to this type.";
        opened: "Flow: beds opened.";
        closed: "Flow: beds closed.";
    }
}

/// One home's month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacilityMonth {
    /// Position among the district's homes.
    pub facility: u16,
    /// By bed type.
    pub beds: [BedCounts; BED_TYPES],
    /// Care workers that the residents' care levels demand, in thousandths.
    pub staff_required_milli: i64,
    /// Its care workers.
    pub workforce: EmployerMonth,
    /// Fen a month by bed type.
    pub price: [i64; BED_TYPES],
    /// Fen spent on converting beds.
    pub conversion_cost: i64,
    /// Fen spent on new beds.
    pub building_cost: i64,
}

/// One home-care agency's month. Hours are of this month, granted to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyMonth {
    /// Position among the district's agencies.
    pub agency: u16,
    /// Its care workers.
    pub workforce: EmployerMonth,
    /// Hours its workers can give.
    pub capacity: i64,
    /// Hours its communities asked for.
    pub wanted: i64,
    /// Hours granted.
    pub granted: i64,
}
