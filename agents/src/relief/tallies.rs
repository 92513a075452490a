//! Running sums over a community's households: what they are entitled to and what they are granted.
use super::household::{Grant, Grants, Household, flag, member_flag};
use super::tables::ReliefTables;
use serde::{Deserialize, Serialize};

/// Persons and households of a programme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimants {
    /// Persons who get it, or households where it is paid to the household.
    pub persons: i64,
    /// Households in which somebody gets it.
    pub households: i64,
}

/// Sums over households, kept up to date by every change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tallies {
    /// By programme: entitled, whether on the books or not.
    pub entitled: Vec<Claimants>,
    /// By programme: granted.
    pub claiming: Vec<Claimants>,
    /// By band of all programmes: persons granted.
    pub by_band: Vec<i64>,
    /// By programme: households given more than they are entitled to.
    pub over: Vec<i64>,
    /// By programme: households on the books given less.
    pub under: Vec<i64>,
    /// Fen a month of the top-up granted.
    pub top_up: i64,
    /// Members granted one or both disability subsidies.
    pub subsidised: i64,
    /// Households.
    pub households: i64,
    /// Of these: with a member left.
    pub poor: i64,
    /// Persons in them.
    pub persons: i64,
    /// Households entitled to anything.
    pub entitled_households: i64,
    /// Households on the books.
    pub on_books: i64,
    /// Dead persons whom the books do not know to be dead.
    pub dead_on_books: i64,
    /// Households of the relief caseload.
    pub caseload: i64,
    /// Households that have applied.
    pub pending: i64,
    /// Households entitled to something, neither on the books nor applying.
    pub unknown: i64,
}

impl Tallies {
    /// Nobody yet.
    pub fn new(relief: &ReliefTables) -> Self {
        let (programmes, bands) = (relief.first_band().len() - 1, relief.first_band().last().copied().unwrap_or(0));
        Tallies {
            entitled: vec![Claimants::default(); programmes],
            claiming: vec![Claimants::default(); programmes],
            by_band: vec![0; bands],
            over: vec![0; programmes],
            under: vec![0; programmes],
            ..Tallies::default()
        }
    }

    /// Adds (`by` = 1) or takes out (-1) a household.
    pub fn count(&mut self, relief: &ReliefTables, household: &Household, by: i64) {
        self.plain(household, by);
        add(&mut self.entitled, &household.entitled, by);
        if household.is(flag::ON_BOOKS) {
            self.granted(relief, household, by);
            self.lag(relief, household, by);
        }
    }

    /// What is counted of every household.
    fn plain(&mut self, household: &Household, by: i64) {
        self.households += by;
        let persons = Household::present(&household.members).count() as i64;
        // Those of whom nobody is left are known to the books alone.
        self.poor += by * i64::from(persons > 0);
        self.persons += by * persons;
        self.entitled_households += by * i64::from(!household.entitled.is_empty());
        self.on_books += by * i64::from(household.is(flag::ON_BOOKS));
        self.pending += by * i64::from(household.is(flag::PENDING));
        self.unknown += by * i64::from(is_unknown(household));
    }

    /// Counts a household as it is now instead of as it was: only what differs.
    pub fn replace(&mut self, relief: &ReliefTables, before: &Household, now: &Household) {
        self.plain(before, -1);
        self.plain(now, 1);
        if before.entitled != now.entitled {
            add(&mut self.entitled, &before.entitled, -1);
            add(&mut self.entitled, &now.entitled, 1);
        }
        let (was, is) = (before.is(flag::ON_BOOKS), now.is(flag::ON_BOOKS));
        if was != is || before.claimed != now.claimed {
            for (household, by, on_books) in [(before, -1, was), (now, 1, is)] {
                if on_books {
                    self.granted(relief, household, by);
                }
            }
        }
        for (household, by, on_books) in [(before, -1, was), (now, 1, is)] {
            if on_books {
                self.lag(relief, household, by);
            }
        }
    }

    /// What is granted.
    fn granted(&mut self, relief: &ReliefTables, household: &Household, by: i64) {
        add(&mut self.claiming, &household.claimed, by);
        self.caseload += by * i64::from(is_caseload(relief, household));
        for grant in household.claimed.iter() {
            self.by_band[relief.first_band()[grant.programme()] + grant.band()] += by * grant.persons();
        }
        self.top_up += by * i64::from(household.claimed.top_up);
        self.subsidised += by * i64::from(household.claimed.subsidised);
    }

    /// How far the books lag behind.
    fn lag(&mut self, relief: &ReliefTables, household: &Household, by: i64) {
        if household.books != household.members {
            let books = household.books.iter().zip(&household.members);
            let dead = books.filter(|(known, so)| known.is(member_flag::PRESENT) && so.is(member_flag::DEAD));
            self.dead_on_books += by * dead.count() as i64;
        }
        if household.claimed != household.entitled {
            self.compare(relief, household, by);
        }
    }

    /// Where the books differ from what is so.
    fn compare(&mut self, relief: &ReliefTables, household: &Household, by: i64) {
        let (claimed, entitled) = (&household.claimed, &household.entitled);
        let mut either = claimed.missing_in(entitled) | entitled.missing_in(claimed);
        if claimed.top_up != entitled.top_up {
            either |= relief.top_ups();
        }
        while either != 0 {
            let programme = either.trailing_zeros() as usize;
            either &= either - 1;
            let (given, due) = (worth(relief, programme, claimed), worth(relief, programme, entitled));
            self.over[programme] += by * i64::from(given > due);
            self.under[programme] += by * i64::from(given < due);
        }
    }
}

/// Whether a household is granted a programme of the relief caseload.
pub fn is_caseload(relief: &ReliefTables, household: &Household) -> bool {
    household.is(flag::ON_BOOKS) && household.claimed.iter().any(|grant| relief.is_caseload(grant.programme()))
}

/// Whether a household is entitled to something and the office has not heard of it.
pub fn is_unknown(household: &Household) -> bool {
    !household.is(flag::ON_BOOKS) && !household.is(flag::PENDING) && !household.entitled.is_empty()
}

/// What a programme is worth to a household, for comparing the books with what is so: fen topped up, or persons
/// times what the band is worth in a month at the start.
fn worth(relief: &ReliefTables, programme: usize, grants: &Grants) -> i64 {
    let of = |grant: Grant| match relief.worth(programme, grant.band()) {
        None => i64::from(grants.top_up),
        Some(fen) => grant.persons() * fen,
    };
    grants.iter().filter(|grant| grant.programme() == programme).map(of).sum()
}

fn add(sums: &mut [Claimants], grants: &Grants, by: i64) {
    let mut seen = 0u64;
    for grant in grants.iter() {
        let sum = &mut sums[grant.programme()];
        sum.persons += by * grant.persons();
        sum.households += by * i64::from(seen >> grant.programme() & 1 == 0);
        seen |= 1 << grant.programme();
    }
}
