//! What an observer may read of one elder between months. Nothing of the model reads it.
use crate::care::beds::BedType;
use crate::care::case::{Case, NEVER, UNPLACED, flag};
use crate::care::services::ONCE_MARKS;
use crate::status::Status;
use sim_core::Month;

/// One registered elder at a month's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ElderView {
    /// The person.
    pub id: u32,
    /// Month of birth.
    pub birth: Month,
    /// Sex, ability, dementia, household, income, residence.
    pub status: Status,
    /// Position of the community of registration.
    pub community: u16,
    /// The bed lived in.
    pub bed: Option<BedView>,
    /// The open application.
    pub wait: Option<WaitView>,
    /// Whether home care of the insurance is received.
    pub home_care: bool,
    /// Services with a place kept, by position in [`crate::care::services::SERVICES`], a bit each.
    pub services: u16,
    /// Services given once that were given, by [`crate::care::services::mark`].
    pub given: u16,
    /// Whether the spouse gave up caring.
    pub spouse_gave_up: bool,
    /// Whether the children gave up caring.
    pub children_gave_up: bool,
    /// The household that the elder leads, if it is or was in hardship.
    pub hardship: HardshipView,
}

/// A bed that somebody lives in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BedView {
    /// Position of the home.
    pub home: u16,
    /// Type of the bed.
    pub kind: BedType,
}

/// An application for a bed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitView {
    /// Position of the home on whose list the person is; none for want of an acceptable one.
    pub home: Option<u16>,
    /// Type of bed applied for.
    pub kind: BedType,
    /// Month of the first application of this wait.
    pub applied: Month,
}

/// How the relief office sees an elder's household.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HardshipView {
    /// It leads no household in hardship.
    #[default]
    None,
    /// In hardship, and not on the office's books.
    Unknown,
    /// On the office's books.
    OnBooks,
}

/// Why somebody is not on the register any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// Died.
    Died,
    /// Registered elsewhere.
    Departed,
}

impl ElderView {
    /// An elder without a case and without hardship.
    pub fn new(id: u32, birth: Month, status: Status, community: u16) -> Self {
        ElderView {
            id,
            birth,
            status,
            community,
            bed: None,
            wait: None,
            home_care: false,
            services: 0,
            given: 0,
            spouse_gave_up: false,
            children_gave_up: false,
            hardship: HardshipView::None,
        }
    }

    /// With what stands in the case; months of cases are counted from `start`.
    pub(crate) fn with_case(mut self, case: &Case, start: Month) -> Self {
        let kind = |number: u8| BedType::ALL.get(usize::from(number)).copied().unwrap_or(BedType::Ordinary);
        self.bed = case.in_bed().then(|| BedView { home: case.place, kind: kind(case.bed) });
        self.wait = case.waits().then(|| WaitView {
            home: (case.list != UNPLACED).then_some(case.list),
            kind: kind(case.wanted),
            applied: start + i32::from(case.applied),
        });
        self.home_care = !case.in_bed() && case.served != NEVER;
        self.services = case.has;
        self.given = case.flags & ONCE_MARKS;
        self.spouse_gave_up = case.is(flag::SPOUSE_GAVE_UP);
        self.children_gave_up = case.is(flag::CHILDREN_GAVE_UP);
        self
    }

    /// Completed age at the end of `month`, years.
    pub fn age(&self, month: Month) -> i32 {
        (month - self.birth).max(0) / 12
    }
}
