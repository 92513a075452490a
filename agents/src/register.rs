//! The columns in which a community holds its elders, and the running tallies of what is in them.
use crate::ages::age_index;
use crate::care::equity::{self, EQUITY_CELLS};
use crate::report::{AGES, FIRST_AGE, PopulationCounts, Pyramid, PyramidCell};
use crate::status::{Ability, CIRCUMSTANCES, CLASSES, COUNTED, Carer, Dementia, Income, Living, Severity, Status};
use serde::{Deserialize, Serialize};
use sim_core::{Digest, Month};

/// Elders born in the same calendar month of any year. They have their birthdays together, which is
/// when the bounds of their screened draws change.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct BirthdayGroup {
    /// Person ids.
    pub ids: Vec<u32>,
    /// Upper bound of the probability that anything happens, for age and status.
    pub bounds: Vec<u32>,
    /// Months of birth, counted from January of year 0.
    pub births: Vec<i32>,
    /// States.
    pub statuses: Vec<Status>,
    /// Place of each elder's case in care, or [`crate::care::case::NO_CASE`].
    pub cases: Vec<u32>,
}

impl BirthdayGroup {
    /// Adds an elder.
    pub fn push(&mut self, id: u32, birth: Month, status: Status, bound: u32, case: u32) {
        self.ids.push(id);
        self.bounds.push(bound);
        self.births.push(birth.index());
        self.statuses.push(status);
        self.cases.push(case);
    }

    /// Takes out the elder at `position`; the last takes the place.
    pub fn swap_remove(&mut self, position: usize) {
        self.ids.swap_remove(position);
        self.bounds.swap_remove(position);
        self.births.swap_remove(position);
        self.statuses.swap_remove(position);
        self.cases.swap_remove(position);
    }

    /// Takes all that influences the future into `digest`; bounds follow from the rest.
    pub fn digest(&self, digest: &mut Digest) {
        digest.column(&self.ids);
        digest.column(&self.births);
        digest.column(&self.statuses);
        digest.column(&self.cases);
    }
}

/// Counts of a community's elders, kept up to date by every event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tallies {
    by_class: Vec<i64>,
    by_circumstance: Vec<i64>,
    /// Those who live alone in the district.
    alone_here: i64,
    /// `[(income * 2 + sex) * AGES + age]`, completed age at the month's end.
    by_means: Vec<i64>,
}

impl Default for Tallies {
    fn default() -> Self {
        Tallies {
            by_class: vec![0; CLASSES],
            by_circumstance: vec![0; CIRCUMSTANCES],
            alone_here: 0,
            by_means: vec![0; 3 * 2 * AGES],
        }
    }
}

impl Tallies {
    /// Adds (`by` = 1) or takes out (-1) an elder of an age (from 60).
    #[inline]
    pub fn count(&mut self, status: Status, age: usize, by: i64) {
        self.by_class[status.class()] += by;
        self.by_circumstance[status.circumstance()] += by;
        self.alone_here += by * i64::from(is_alone_here(status));
        self.by_means[means(status) * AGES + age] += by;
    }

    /// An elder's state changed.
    #[inline]
    pub fn change(&mut self, from: Status, to: Status) {
        self.by_class[from.class()] -= 1;
        self.by_class[to.class()] += 1;
        self.by_circumstance[from.circumstance()] -= 1;
        self.by_circumstance[to.circumstance()] += 1;
        self.alone_here += i64::from(is_alone_here(to)) - i64::from(is_alone_here(from));
    }

    /// An elder turned from `age` to the next.
    #[inline]
    pub fn birthday(&mut self, status: Status, age: usize) {
        let at = means(status) * AGES + age;
        self.by_means[at] -= 1;
        self.by_means[at + 1] += 1;
    }

    /// Elders.
    pub fn elders(&self) -> i64 {
        self.by_class.iter().sum()
    }

    /// Elders by sex and age, `[sex * AGES + age]`.
    pub fn by_age(&self) -> [i64; 2 * AGES] {
        std::array::from_fn(|cell| (0..3).map(|income| self.by_means[income * 2 * AGES + cell]).sum())
    }

    /// Elders by income, sex and age, `[(income * 2 + sex) * AGES + age]`.
    pub fn by_means(&self) -> &[i64] {
        &self.by_means
    }

    /// Elders by income.
    fn by_income(&self) -> [i64; 3] {
        std::array::from_fn(|income| self.by_means[income * 2 * AGES..][..2 * AGES].iter().sum())
    }

    /// Elders by group, in the order of the cells of [`equity`].
    pub fn by_group(&self) -> [i64; EQUITY_CELLS] {
        let mut groups = [0; EQUITY_CELLS];
        for (class, n) in self.by_class.iter().enumerate() {
            let status = Status::of_class(class);
            groups[0] += n;
            groups[equity::living_cell(status.living())] += n;
            groups[equity::sex_cell(status.sex())] += n;
        }
        for (income, n) in Income::ALL.into_iter().zip(self.incomes()) {
            groups[equity::income_cell(income)] += n;
        }
        groups
    }

    /// Elders by income, from the circumstances.
    fn incomes(&self) -> [i64; 3] {
        let mut incomes = [0; 3];
        for (circumstance, n) in self.by_circumstance.iter().enumerate() {
            incomes[Status::of_circumstance(circumstance).income() as usize] += n;
        }
        incomes
    }

    /// In how many places these tallies, a recount, differ from running ones, weighted by the difference. Incomes by
    /// age are compared by their sums, those by age and those by income.
    pub fn difference(&self, other: &Tallies) -> i64 {
        let apart = |a: &[i64], b: &[i64]| a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum::<i64>();
        apart(&self.by_class, &other.by_class)
            + apart(&self.by_circumstance, &other.by_circumstance)
            + (self.alone_here - other.alone_here).abs()
            + apart(&self.by_age(), &other.by_age())
            + apart(&self.incomes(), &other.by_income())
    }

    /// Fills in the stocks.
    pub fn stocks(&self, counts: &mut PopulationCounts) {
        for (class, n) in self.by_class.iter().enumerate().filter(|(_, n)| **n != 0) {
            let status = Status::of_class(class);
            counts.elders += n;
            *[&mut counts.men, &mut counts.women][status.sex()] += n;
            *match status.ability() {
                Ability::Independent => &mut counts.independent,
                Ability::Mild => &mut counts.mild,
                Ability::Moderate => &mut counts.moderate,
                Ability::Severe => &mut counts.severe,
            } += n;
            match status.severity() {
                Severity::None => (),
                Severity::Mild => counts.dementia_mild += n,
                Severity::Moderate => counts.dementia_moderate += n,
                Severity::Severe => counts.dementia_severe += n,
            }
            match status.dementia() {
                Dementia::None => (),
                Dementia::Undiagnosed => counts.dementia_undiagnosed += n,
                Dementia::OnFile => counts.dementia_on_file += n,
            }
            counts.one_child += if status.has_children() { *n } else { 0 };
            *match status.living() {
                Living::WithFamily => &mut counts.with_family,
                Living::CoupleOnly => &mut counts.couple_only,
                Living::Alone => &mut counts.alone,
            } += n;
            *match status.carer() {
                Carer::Spouse => &mut counts.carer_spouse,
                Carer::Child => &mut counts.carer_child,
                Carer::None => &mut counts.carer_none,
            } += n;
        }
        counts.dementia = counts.dementia_undiagnosed + counts.dementia_on_file;
        for (circumstance, n) in self.by_circumstance.iter().enumerate() {
            let status = Status::of_circumstance(circumstance);
            *match status.income() {
                Income::Low => &mut counts.income_low,
                Income::Middle => &mut counts.income_middle,
                Income::High => &mut counts.income_high,
            } += n;
            let count = |yes: bool| if yes { *n } else { 0 };
            counts.living_here += count(status.lives_here());
            counts.several_children += count(status.has_several_children());
            counts.child_near += count(status.child_near());
            counts.child_works += count(status.child_works());
        }
        counts.one_child -= counts.several_children;
        counts.alone_here = self.alone_here;
        let by_age = self.by_age();
        let aged = |from: usize, to: usize| -> i64 {
            let ages = from - FIRST_AGE..to.min(FIRST_AGE + AGES) - FIRST_AGE;
            by_age[ages.clone()].iter().sum::<i64>() + by_age[AGES..][ages].iter().sum::<i64>()
        };
        counts.aged_60_64 = aged(60, 65);
        counts.aged_65_69 = aged(65, 70);
        counts.aged_70_74 = aged(70, 75);
        counts.aged_75_79 = aged(75, 80);
        counts.aged_80_84 = aged(80, 85);
        counts.aged_85_89 = aged(85, 90);
        counts.aged_90_94 = aged(90, 95);
        counts.aged_95_99 = aged(95, 100);
        counts.aged_80_plus = aged(80, usize::MAX);
        counts.aged_100_plus = aged(100, usize::MAX);
    }
}

/// Income and sex as one number.
fn means(status: Status) -> usize {
    status.income() as usize * 2 + status.sex()
}

/// Whether an elder is a household of one in the district (独居且居住本区).
fn is_alone_here(status: Status) -> bool {
    status.living() == Living::Alone && status.lives_here()
}

/// States that a recount looks at together.
const RUN: usize = 64;

/// Everybody counted afresh at the end of `month`: tallies, and the pyramid by state. `age_gap` is the age of a husband less
/// that of the wife, years.
pub fn recount(groups: &[BirthdayGroup], month: Month, age_gap: i32) -> (Tallies, Pyramid) {
    let mut tallies = Tallies::default();
    // Persons by age and state first: there are far fewer of these than elders.
    let mut persons = vec![0u32; AGES * COUNTED];
    // Most are in the same circumstance: several counts in turn, so that none waits for the last.
    let mut circumstances = [[0i64; CIRCUMSTANCES]; 4];
    for group in groups {
        for (i, (birth, status)) in group.births.iter().zip(&group.statuses).enumerate() {
            persons[age_index(month.index() - birth) * COUNTED + status.counted()] += 1;
            circumstances[i % 4][status.circumstance()] += 1;
        }
    }
    for counts in circumstances {
        tallies.by_circumstance.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
    }
    let mut cells = vec![PyramidCell::default(); 2 * AGES];
    // Most states have nobody: runs of them are passed over at once.
    let runs = persons.chunks(RUN).enumerate().filter(|(_, run)| run.iter().fold(0, |any, n| any | n) > 0);
    let counted = runs.flat_map(|(run, counts)| counts.iter().enumerate().map(move |(i, n)| (run * RUN + i, *n)));
    for (at, n) in counted.filter(|(_, n)| *n > 0) {
        let (age, status, n) = (at / COUNTED, Status::of_counted(at % COUNTED), i64::from(n));
        tallies.by_class[status.class()] += n;
        tallies.alone_here += if is_alone_here(status) { n } else { 0 };
        // All under the lowest income: a recount counts ages and incomes apart.
        tallies.by_means[status.sex() * AGES + age] += n;
        let cell = &mut cells[status.sex() * AGES + age];
        let count = |yes: bool| if yes { n } else { 0 };
        cell.persons += n;
        cell.mild += count(status.ability() == Ability::Mild);
        cell.moderate += count(status.ability() == Ability::Moderate);
        cell.severe += count(status.ability() == Ability::Severe);
        cell.dementia += count(status.dementia() != Dementia::None);
        cell.alone += count(status.living() == Living::Alone);
        cell.partnered += count(status.has_spouse());
        let spouse_is_elder = age as i32 + if status.sex() == 1 { age_gap } else { -age_gap } >= 0;
        let elders_only = status.living() == Living::Alone || status.living() == Living::CoupleOnly && spouse_is_elder;
        cell.elder_only += count(elders_only);
        cell.one_child += count(status.has_children() && !status.has_several_children());
        cell.childless += count(!status.has_children());
    }
    (tallies, Pyramid { cells })
}
