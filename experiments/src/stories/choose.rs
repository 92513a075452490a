//! Whose lives are told: by rules that are said beside them, so that nobody is picked to please.
use super::lives::{Change, Lives, Seen};
use agents::care::services::SERVICES;
use agents::view::ElderView;
use serde::Serialize;
use sim_core::Month;
use std::cmp::Reverse;
use std::ops::Sub;

/// What lives are measured by, all in months from the first month in which the scenarios differ on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Months alive and registered in the district.
    Registered,
    /// Months in a home.
    InHome,
    /// Months at home with home care, day care or a family care bed.
    CareAtHome,
}

impl Measure {
    /// All of them; of equals the first counts as the main one.
    pub const ALL: [Measure; 3] = [Measure::Registered, Measure::InHome, Measure::CareAtHome];
}

/// A life in months; or the difference of two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Months {
    /// See [`Measure::Registered`].
    pub registered: i32,
    /// See [`Measure::InHome`].
    pub in_home: i32,
    /// See [`Measure::CareAtHome`].
    pub care_at_home: i32,
}

impl Months {
    /// One of the three.
    pub fn get(&self, measure: Measure) -> i32 {
        match measure {
            Measure::Registered => self.registered,
            Measure::InHome => self.in_home,
            Measure::CareAtHome => self.care_at_home,
        }
    }

    fn add(&mut self, view: &ElderView, months: i32) {
        self.registered += months;
        if view.bed.is_some() {
            self.in_home += months;
        } else if view.home_care || has_care(view.services) {
            self.care_at_home += months;
        }
    }
}

impl Sub for Months {
    type Output = Months;

    fn sub(self, other: Months) -> Months {
        Months {
            registered: self.registered - other.registered,
            in_home: self.in_home - other.in_home,
            care_at_home: self.care_at_home - other.care_at_home,
        }
    }
}

fn has_care(services: u16) -> bool {
    let mut all = SERVICES.iter().enumerate();
    all.any(|(number, service)| services >> number & 1 == 1 && service.told.is_care_at_home)
}

/// A life that is `start` at the end of the month `after` and changes as told, up to the end of `last`.
pub fn months(start: &ElderView, changes: &[(u32, Change)], after: Month, last: Month) -> Months {
    let mut months = Months::default();
    let (mut from, mut view) = (after + 1, Some(*start));
    for (_, Change { month, seen, .. }) in changes.iter().filter(|(_, change)| change.month <= last) {
        if let Some(view) = &view {
            months.add(view, *month - from);
        }
        from = *month;
        view = match seen {
            Seen::Here(view) => Some(*view),
            Seen::Gone(_) => None,
        };
    }
    if let Some(view) = &view {
        months.add(view, last - from + 1);
    }
    months
}

/// Both lives of a person, each as in [`months`]; but months in a home and with care at home are counted as long as the
/// person is registered in both, so that who lives longer does not count as better cared for.
pub fn months_of_both(lives: [(&ElderView, &[(u32, Change)]); 2], after: Month, last: Month) -> [Months; 2] {
    let ends = lives.map(|(_, changes)| match changes.last() {
        Some((_, Change { month, seen: Seen::Gone(_), .. })) => *month - 1,
        _ => last,
    });
    let common = ends[0].min(ends[1]);
    lives.map(|(start, changes)| Months {
        registered: months(start, changes, after, last).registered,
        ..months(start, changes, after, common)
    })
}

/// By which rule somebody was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "rule", content = "measure", rename_all = "snake_case")]
pub enum Rule {
    /// The largest gain from A to B.
    GainsMost(Measure),
    /// The largest loss from A to B.
    LosesMost(Measure),
    /// The median of the differences of all whose months differ.
    Typical(Measure),
    /// The same happens in both, only at other dates: of all these the median of the months by which they are apart.
    OtherDates,
    /// Evenly spaced, by id, among all whose lives differ.
    Further,
}

/// Somebody whose life differs, by the position in either register.
pub struct Differing {
    /// The person.
    pub id: u32,
    /// Position in A and in B.
    pub at: [usize; 2],
    /// B less A.
    pub months: Months,
    /// Months by which the dates are apart, in all, where the same happens in both.
    pub shift: Option<i32>,
}

impl Differing {
    /// Everybody who is in both registers, and those whose lives differ: in order of ids.
    pub fn of(lives: [&Lives; 2], after: Month, last: Month) -> (usize, Vec<Differing>) {
        let [a, b] = lives;
        let mut common = 0;
        let mut differing = Vec::new();
        for (in_a, start) in a.start.iter().enumerate() {
            let Some(in_b) = b.position(start.id) else { continue };
            let same_person =
                |other: &ElderView| (other.birth, other.status.sex()) == (start.birth, start.status.sex());
            let Some(other) = b.start.get(in_b).filter(|other| same_person(other)) else { continue };
            common += 1;
            let [of_a, of_b] = [a.changes(in_a), b.changes(in_b)];
            let same = of_a.iter().map(|(_, change)| change).eq(of_b.iter().map(|(_, change)| change));
            if same && start == other {
                continue;
            }
            let [in_first, in_second] = months_of_both([(start, of_a), (other, of_b)], after, last);
            differing.push(Differing {
                id: start.id,
                at: [in_a, in_b],
                months: in_second - in_first,
                shift: if start == other { shift(of_a, of_b) } else { None },
            });
        }
        (common, differing)
    }
}

/// Months by which the dates of two lives are apart, if the same changes happen in the same order and not all of them in
/// the same months. Of applications only the month differs then.
fn shift(a: &[(u32, Change)], b: &[(u32, Change)]) -> Option<i32> {
    let alike = |(a, b): (&(u32, Change), &(u32, Change))| without_months(a.1.seen) == without_months(b.1.seen);
    if a.len() != b.len() || !a.iter().zip(b).all(alike) {
        return None;
    }
    let apart = a.iter().zip(b).map(|(a, b)| (a.1.month - b.1.month).abs()).sum();
    (apart > 0).then_some(apart)
}

fn without_months(seen: Seen) -> Seen {
    match seen {
        Seen::Here(mut view) => {
            if let Some(wait) = &mut view.wait {
                wait.applied = view.birth;
            }
            Seen::Here(view)
        }
        gone => gone,
    }
}

/// Months by which lives have more of a measure in B than in A, in all: what goes the other way for others is taken off.
pub fn net(differing: &[Differing], measure: Measure) -> i64 {
    differing.iter().map(|one| i64::from(one.months.get(measure))).sum()
}

/// The measures, first the one that the scenarios move most on the whole: whose net difference is the largest. Not the one
/// in which most differs, as chance makes one elder get what another does not.
pub fn by_net(differing: &[Differing]) -> [Measure; 3] {
    let mut measures = Measure::ALL;
    measures.sort_by_key(|measure| Reverse(net(differing, *measure).abs())); // stable: of equals the first stays first
    measures
}

/// At most `number` of those whose lives differ, each once, with the rule: first by the measure that the
/// scenarios move most. A rule that finds nobody, or nobody who is not chosen yet, is passed over; the lowest id wins ties.
pub fn choose(differing: &[Differing], number: usize) -> Vec<(Rule, &Differing)> {
    let [first, second, third] = by_net(differing);
    let of = |measure| [Rule::GainsMost(measure), Rule::LosesMost(measure), Rule::Typical(measure)];
    let rules = of(first).into_iter().chain([Rule::OtherDates]).chain(of(second)).chain(of(third));
    let mut chosen: Vec<(Rule, &Differing)> = Vec::new();
    for rule in rules {
        if chosen.len() < number
            && let Some(one) = by(rule, differing, |id| chosen.iter().any(|(_, known)| known.id == id))
        {
            chosen.push((rule, one));
        }
    }
    let rest: Vec<&Differing> =
        differing.iter().filter(|one| chosen.iter().all(|(_, known)| known.id != one.id)).collect();
    let missing = (number - chosen.len()).min(rest.len());
    chosen.extend((0..missing).map(|nth| (Rule::Further, rest[nth * rest.len() / missing])));
    chosen
}

/// The person whom a rule finds.
fn by(rule: Rule, differing: &[Differing], is_chosen: impl Fn(u32) -> bool) -> Option<&Differing> {
    let largest = |value: &dyn Fn(&Differing) -> i32| {
        let candidates = differing.iter().filter(|one| value(one) > 0 && !is_chosen(one.id));
        candidates.max_by_key(|one| (value(one), Reverse(one.id)))
    };
    let median = |value: &dyn Fn(&Differing) -> Option<i32>| {
        let mut values: Vec<(i32, u32, &Differing)> =
            differing.iter().filter_map(|one| Some((value(one)?, one.id, one))).collect();
        values.sort_unstable_by_key(|(value, id, _)| (*value, *id));
        let (middle, ..) = *values.get(values.len().saturating_sub(1) / 2)?;
        values.iter().find(|(value, id, _)| *value == middle && !is_chosen(*id)).map(|(_, _, one)| *one)
    };
    match rule {
        Rule::GainsMost(measure) => largest(&|one| one.months.get(measure)),
        Rule::LosesMost(measure) => largest(&|one| -one.months.get(measure)),
        Rule::Typical(measure) => median(&|one| Some(one.months.get(measure)).filter(|months| *months != 0)),
        Rule::OtherDates => median(&|one| one.shift),
        Rule::Further => None,
    }
}
