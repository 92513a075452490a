//! One replicate's numbers of the budget in whole fen.
use super::account::{BudgetSystem, SOURCES, Source};
use crate::course::{Course, Stretch};
use crate::parameters::Quantity;
use crate::relief::tables::fen;
use sim_core::Month;

/// An account's numbers.
#[derive(Clone, Debug)]
pub struct AccountTables {
    /// By simulated year: appropriation of the district, grants of higher levels, most that is added.
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
    /// Share of a home's beds that it cannot run without the running subsidy.
    pub subsidy_dependence: f64,
    /// Months for which a new home is under construction.
    pub building_months: i32,
}

impl BudgetTables {
    /// The tables of a course.
    pub fn new(course: &Course) -> Self {
        let (district, p) = (course.district(), course.parameters());
        let (choice, draws) = (course.choice(), course.draws());
        let BudgetSystem { accounts, grants_month } = &district.budget;
        let (first_year, last_year) = (district.start.year(), district.end.year().max(district.start.year()));
        let lottery = p.budget_lottery_sales * p.budget_lottery_share;
        let accounts = accounts.iter().enumerate().map(|(position, account)| {
            let drawn = |what: &str, quantity: &Quantity| {
                choice.value(draws, &format!("account.{}.{what}", account.id), quantity)
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
            subsidy_dependence: p.budget_subsidy_dependence,
            building_months: libm::round(p.budget_building_months).clamp(1.0, 240.0) as i32,
        }
    }

    /// What flows into each account by itself in a month of a simulated year, by source, and what the district
    /// can add from now on; none outside Januaries.
    pub fn inflows(&self, account: usize, year: usize, month: Month, is_first: bool) -> ([i64; SOURCES], Option<i64>) {
        let tables = &self.accounts[account];
        let year = year.min(tables.yearly.len() - 1);
        let [own, grants, reserve] = tables.yearly[year];
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
