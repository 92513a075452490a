//! One replicate's numbers of the budget in whole fen.
use super::account::{BudgetSystem, SOURCES, Source};
use crate::course::{Course, Stretch};
use crate::parameters::Quantity;
use crate::relief::tables::fen;
use sim_core::Month;

/// Millionths of one.
pub const ONE: i64 = 1_000_000;
/// By how much a year's spending moves the next appropriation at the most: it is cut to half, or raised by half.
const MOST_MOVED: i64 = ONE / 2;

/// An account's numbers.
#[derive(Clone, Debug)]
pub struct AccountTables {
    /// By simulated year: appropriation of the district, grants of higher levels, most that is added, as they would be if
    /// each year spent what it was given.
    pub yearly: Vec<[i64; 3]>,
    /// Share of the lottery welfare fund and of donations, in millionths.
    pub shares: [i64; 2],
    /// Whether what is left at a year's end stays.
    pub carries_over: bool,
}

/// Everything the bureau reads.
#[derive(Clone, Debug)]
pub struct BudgetTables {
    /// By account.
    pub accounts: Vec<AccountTables>,
    /// Calendar month in which grants arrive.
    grants_month: i32,
    /// By simulated year: fen a month of the lottery welfare fund and of donations.
    monthly: Vec<[i64; 2]>,
    /// How far an appropriation follows what was spent the year before, in millionths.
    follows: i64,
    /// Share of the money carried over that is deducted from the appropriation, in millionths.
    carry_over_deducted: i64,
    /// Share of a home's beds that it cannot run without the running subsidy.
    pub subsidy_dependence: f64,
    /// Months for which a new home is under construction.
    pub building_months: i32,
}

impl BudgetTables {
    /// The tables of a course.
    pub fn new(course: &Course) -> Self {
        let (district, p) = (course.district(), course.parameters());
        let BudgetSystem { accounts, grants_month } = &district.budget;
        let (first_year, last_year) = (district.start.year(), district.end.year().max(district.start.year()));
        // Of the fund the centre keeps its part, the district has its own, and the city passes on some of its.
        let kept = p.budget_lottery_district + p.budget_lottery_city * p.budget_lottery_passed_on;
        let lottery = p.budget_lottery_sales * p.budget_lottery_share * kept.min(1.0);
        let accounts = accounts.iter().enumerate().map(|(position, account)| {
            let drawn = |what: &str, quantity: &Quantity| {
                course.places().value(&format!("account.{}.{what}", account.id), quantity)
            };
            let first = drawn("appropriation", &account.appropriation);
            let growth = |stretch: &Stretch| {
                let then = stretch.district.budget.accounts.get(position).unwrap_or(account);
                drawn("growth", &then.growth)
            };
            let (grants, reserve) = (drawn("grants", &account.grants), drawn("reserve", &account.reserve));
            let year = |year: i32| {
                let all = fen(first * course.level(first_year, year, growth));
                let granted = share(all, grants);
                [all - granted, granted, share(all, reserve)]
            };
            AccountTables {
                yearly: (first_year..=last_year).map(year).collect(),
                shares: [account.lottery, account.donations].map(|share| libm::round(share * 1e6) as i64),
                carries_over: account.carries_over,
            }
        });
        BudgetTables {
            accounts: accounts.collect(),
            grants_month: *grants_month,
            monthly: (first_year..=last_year)
                .map(|year| {
                    let grown = course.level(first_year, year, |stretch| stretch.parameters.budget_lottery_growth);
                    [fen(lottery * grown), fen(p.budget_donations)]
                })
                .collect(),
            follows: libm::round(p.budget_follows * ONE as f64) as i64,
            carry_over_deducted: libm::round(p.budget_carry_over_deducted * ONE as f64) as i64,
            subsidy_dependence: p.budget_subsidy_dependence,
            building_months: libm::round(p.budget_building_months).clamp(1.0, 240.0) as i32,
        }
    }

    /// Where an account's appropriations stand against those of its table, in millionths, after a year for which
    /// `appropriated` was given and `needed` was needed beside other money: paid, or owed at its end.
    pub fn level(&self, before: i64, appropriated: i64, needed: i64) -> i64 {
        if appropriated <= 0 {
            return before;
        }
        let apart = i128::from(needed - appropriated) * i128::from(ONE) / i128::from(appropriated);
        let apart = apart.clamp(-i128::from(MOST_MOVED), i128::from(MOST_MOVED)) as i64;
        let moved =
            i128::from(before) * i128::from(apart) / i128::from(ONE) * i128::from(self.follows) / i128::from(ONE);
        (before + moved as i64).clamp(ONE / 100, ONE * 100)
    }

    /// A year's appropriation with grants, at a level.
    pub fn appropriation(&self, account: usize, year: usize, level: i64) -> i64 {
        let tables = &self.accounts[account];
        let [own, grants, _] = tables.yearly[year.min(tables.yearly.len() - 1)];
        (i128::from(own + grants) * i128::from(level) / i128::from(ONE)) as i64
    }

    /// What a year's appropriation is less for money carried over.
    pub fn deducted(&self, carried_over: i64) -> i64 {
        (i128::from(carried_over.max(0)) * i128::from(self.carry_over_deducted) / i128::from(ONE)) as i64
    }

    /// What flows into each account by itself in a month of a simulated year, by source, and what the district
    /// can add from now on; none outside Januaries. `level` is that of [`BudgetTables::level`].
    pub fn inflows(
        &self,
        account: usize,
        year: usize,
        month: Month,
        is_first: bool,
        level: i64,
    ) -> ([i64; SOURCES], Option<i64>) {
        let tables = &self.accounts[account];
        let year = year.min(tables.yearly.len() - 1);
        let at_level = |fen: i64| (i128::from(fen) * i128::from(level) / i128::from(ONE)) as i64;
        let [own, grants, reserve] = tables.yearly[year].map(at_level);
        let begins = month.of_year() == 1 || is_first;
        let mut inflows = [0; SOURCES];
        if begins {
            inflows[Source::District as usize] = own;
        }
        // Where the simulation begins after the month of the grants, they are there already.
        if month.of_year() as i32 == self.grants_month || (is_first && month.of_year() as i32 > self.grants_month) {
            inflows[Source::Grants as usize] = grants;
        }
        for (source, which) in [(Source::Lottery, 0), (Source::Donations, 1)] {
            inflows[source as usize] = self.part(account, which, self.monthly[year][which]);
        }
        (inflows, begins.then_some(reserve))
    }

    /// An account's part of a sum that is shared out without loss: by running sums of the shares.
    fn part(&self, account: usize, which: usize, all: i64) -> i64 {
        let upto = |account: usize| {
            let sum: i64 = self.accounts[..account].iter().map(|tables| tables.shares[which]).sum();
            (i128::from(all) * i128::from(sum) / 1_000_000) as i64
        };
        upto(account + 1) - upto(account)
    }
}

fn share(of: i64, share: f64) -> i64 {
    (of as f64 * share.clamp(0.0, 10.0)) as i64
}
