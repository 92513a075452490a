//! A scenario put together with a baseline: districts, each with its first month.
use super::{Change, Operation, Place, Recipe, Scenario};
use crate::baseline::Baseline;
use crate::checks;
use crate::levers::{Element, Lever, SELECTORS, Selection, Setting, scaled, shifted};
use crate::problem::{Expected, Problem, ProblemKind, Problems};
use agents::district::{District, Shock};
use agents::parameters::Quantity;
use agents::text::Text;
use sim_core::Month;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A scenario as it is simulated.
#[derive(Clone, Debug)]
pub struct CompiledScenario {
    /// Its id in outputs.
    pub id: String,
    /// Name in Chinese and English.
    pub name: Text,
    /// What it is.
    pub description: Text,
    /// Ids of the targets that it aims at.
    pub targets: Vec<String>,
    /// Districts in order of time; the first begins with the simulation.
    pub stretches: Vec<CompiledStretch>,
    /// What it moves, in order.
    pub moved: Vec<Moved>,
    /// The same, to be put together with more.
    pub(super) changes: Vec<Change>,
    /// BLAKE3, hexadecimal, of all that differs from the baseline: two scenarios of one identity are the same whatever
    /// they are called.
    pub identity: String,
    /// What it was put together from.
    pub recipe: Recipe,
}

/// Months in which one district holds.
#[derive(Clone, Debug)]
pub struct CompiledStretch {
    /// First month.
    pub from: Month,
    /// The district.
    pub district: Arc<District>,
    /// What differs from the baseline's district: districts of one signature are equal.
    pub signature: String,
}

/// A change, with ids in place of positions.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The lever.
    pub lever: &'static Lever,
    /// What it is confined to, as the keys and ids of a scenario's file; empty when it is the whole district.
    pub elements: Vec<(&'static str, String)>,
    /// First month, if it does not hold from the start.
    pub from: Option<Month>,
    /// Last month, if it ends.
    pub ends: Option<Month>,
    /// The month in which what is built is planned to open, where that was said.
    pub opens: Option<Month>,
    /// What is done.
    pub to: Operation,
    /// For a ramp: when it is whole.
    pub until: Option<Month>,
}

type Key = (&'static str, Element);

/// A district as far as a scenario has changed it.
#[derive(Default)]
struct Draft {
    values: BTreeMap<Key, (&'static Lever, Setting)>,
    /// Permanent changes, in the order of the scenario.
    done: Vec<(&'static Lever, Element, Selection, Setting)>,
}

/// Puts together scenarios that extend one another or are laid over one another, the first first.
pub(super) fn compile(
    parts: &[&Scenario],
    id: &str,
    baseline: &Baseline,
    problems: &mut Problems,
) -> Option<CompiledScenario> {
    let start = baseline.district.start;
    let changes: Vec<&Change> = parts.iter().flat_map(|part| &part.changes).collect();
    let mut shocks: Vec<&Shock> = parts.iter().flat_map(|part| &part.shocks).collect();
    let without_shocks = parts.iter().any(|part| part.without_shocks);
    let kept = if without_shocks { &[] } else { &baseline.district.shocks[..] };
    shocks.extend(kept);
    shocks.sort_by_key(|shock| shock.month);
    let mut breaks: Vec<Month> = changes.iter().flat_map(|change| change.breaks(start)).collect();
    // A shock differs from the baseline from its month on, not before.
    breaks.extend(parts.iter().flat_map(|part| &part.shocks).map(|shock| shock.month).filter(|month| *month > start));
    breaks.push(start);
    breaks.retain(|month| *month <= baseline.district.end);
    breaks.sort_unstable();
    breaks.dedup();
    let before = problems.0.len();
    let mut stretches: Vec<CompiledStretch> = Vec::new();
    for from in breaks {
        let so_far = shocks.iter().filter(|shock| kept.contains(shock) || shock.month <= from);
        let mut district = baseline.district.clone();
        district.shocks = so_far.map(|shock| (*shock).clone()).collect();
        district.epidemics &= !without_shocks;
        let mut draft = Draft::default();
        for change in &changes {
            draft.take(change, from, baseline, problems);
        }
        let signature = draft.put(&mut district, kept, baseline);
        if let (Some((key, sum)), Some(last)) = (checks::shares_of(&district.quantities), changes.last()) {
            let place = Place { key, ..last.place.clone() };
            problems.push(refuse(&place, ProblemKind::SumTooLarge { sum, most: 1.0 }));
        }
        // Each mistake is said once.
        dedup(problems, before);
        if stretches.last().is_none_or(|last| last.signature != signature) {
            stretches.push(CompiledStretch { from, district: Arc::new(district), signature });
        }
    }
    if problems.0.len() > before {
        return None;
    }
    let last = parts.last()?;
    let content: Vec<String> =
        stretches.iter().map(|stretch| format!("{} {}", stretch.from, stretch.signature)).collect();
    let texts = |of: fn(&Scenario) -> &Text| -> Text {
        let overlaid: Vec<&Text> =
            parts.iter().filter(|part| id.split('+').any(|one| one == part.id)).map(|p| of(p)).collect();
        let join = |texts: Vec<&str>, with: &str| texts.join(with);
        match overlaid.len() {
            0 | 1 => of(last).clone(),
            _ => Text {
                zh: join(overlaid.iter().map(|text| text.zh.as_str()).collect(), " + "),
                en: join(overlaid.iter().map(|text| text.en.as_str()).collect(), " + "),
            },
        }
    };
    Some(CompiledScenario {
        id: id.to_string(),
        name: texts(|part| &part.name),
        description: texts(|part| &part.description),
        targets: parts.iter().flat_map(|part| part.targets.clone()).collect(),
        identity: blake3::hash(content.join("\n").as_bytes()).to_hex().to_string(),
        moved: changes.iter().map(|change| moved(change, &baseline.district)).collect(),
        changes: changes.into_iter().cloned().collect(),
        stretches,
        recipe: Recipe { id: id.to_string(), texts: parts.iter().map(|part| part.text.to_string()).collect() },
    })
}

fn dedup(problems: &mut Problems, from: usize) {
    let mut kept: Vec<Problem> = Vec::new();
    for problem in problems.0.drain(from..) {
        if !kept.contains(&problem) {
            kept.push(problem);
        }
    }
    problems.0.extend(kept);
}

impl Draft {
    /// Takes in what of a change holds in a month.
    fn take(&mut self, change: &Change, month: Month, baseline: &Baseline, problems: &mut Problems) {
        let part = change.part(month);
        if part == 0.0 {
            return;
        }
        let Change { lever, selection, place, .. } = change;
        let since = change.from.unwrap_or(baseline.district.start);
        for element in lever.elements(&baseline.district, selection) {
            let default = lever.unchanged(&baseline.district, element);
            let key = (lever.id, element);
            let before = match lever.target.is_permanent {
                true => default,
                false => self.values.get(&key).map_or(default, |(_, setting)| setting.value),
            };
            let whole = match change.to {
                Operation::Set(value) => Quantity::exactly(value),
                Operation::Add(by) => shifted(before, by),
                Operation::Multiply(by) => scaled(before, by),
            };
            let [least, most] = lever.bounds(&baseline.district);
            if !(least..=most).contains(&whole.value) {
                problems.push(refuse(place, ProblemKind::OutsideBounds { value: whole.value, least, most }));
                continue;
            }
            // What a whole number is multiplied by must leave it whole; on the way of a ramp it is rounded.
            let is_part = |value: f64| (value - value.round()).abs() > 1e-9;
            if lever.is_whole && is_part(whole.value) && !is_part(before.value) {
                problems.push(refuse(place, ProblemKind::WrongType { expected: Expected::Whole }));
                continue;
            }
            let toward = |from: f64, to: f64| from + (to - from) * part;
            let value = Quantity {
                value: toward(before.value, whole.value),
                low: toward(before.low, whole.low),
                high: toward(before.high, whole.high),
            };
            let setting = Setting { value, since, opens: change.opens };
            if lever.target.is_permanent {
                if let Some(kind) = (lever.target.forbids)(&baseline.district, selection, since) {
                    problems.push(refuse(place, kind));
                    continue;
                }
                self.done.push((lever, element, *selection, setting));
            } else {
                self.values.insert(key, (lever, setting));
            }
        }
    }

    /// Puts everything into a district; returns what differs from the baseline's.
    fn put(self, district: &mut District, kept: &[Shock], baseline: &Baseline) -> String {
        let mut signature = String::new();
        for ((id, element), (lever, setting)) in &self.values {
            let value = setting.value;
            if value == lever.unchanged(&baseline.district, *element) {
                continue;
            }
            lever.apply(district, *element, &Selection::default(), *setting);
            let bits = [value.value, value.low, value.high].map(f64::to_bits);
            signature += &format!("{id} {element:?} {bits:x?}\n");
        }
        for (lever, element, selection, setting) in &self.done {
            lever.apply(district, *element, selection, *setting);
            let bits = setting.value.value.to_bits();
            let (since, opens) = (setting.since, setting.opens);
            signature += &format!("{} {element:?} {selection:?} {since} {opens:?} {bits:x}\n", lever.id);
        }
        if kept != baseline.district.shocks || district.epidemics != baseline.district.epidemics {
            signature += "without shocks\n";
        }
        for shock in district.shocks.iter().filter(|shock| !kept.contains(shock)) {
            signature += &format!("{} {} {:?}\n", shock.month, shock.months, shock.mortality);
        }
        signature
    }
}

fn refuse(place: &Place, kind: ProblemKind) -> Problem {
    Problem { file: place.file.clone(), line: place.line, key: place.key.clone(), kind }
}

pub(super) fn moved(change: &Change, district: &District) -> Moved {
    let Selection { community, facility, bed_type, programme, account } = change.selection;
    let ids = [
        community.and_then(|at| district.communities.get(at)).map(|c| c.id.clone()),
        facility.and_then(|at| district.care.facilities.get(at)).map(|f| f.id.clone()),
        bed_type.map(|bed| bed.id().to_string()),
        programme.and_then(|at| district.relief.programmes.get(at)).map(|p| p.id.clone()),
        account.and_then(|at| district.budget.accounts.get(at)).map(|a| a.id.clone()),
    ];
    Moved {
        lever: change.lever,
        elements: SELECTORS.into_iter().zip(ids).filter_map(|(key, id)| Some((key, id?))).collect(),
        from: change.from,
        ends: change.ends,
        opens: change.opens,
        to: change.to,
        until: change.until,
    }
}

impl CompiledScenario {
    /// Whether nothing of it differs from `other` until `last`.
    pub fn is_as(&self, other: &CompiledScenario, last: Month) -> bool {
        let stretches = |of: &CompiledScenario| {
            let known = of.stretches.iter().filter(|stretch| stretch.from <= last);
            known.map(|stretch| (stretch.from, stretch.signature.clone())).collect::<Vec<_>>()
        };
        stretches(self) == stretches(other)
    }

    /// Its changes that begin after `last`.
    pub fn late(&self, last: Month) -> impl Iterator<Item = &Moved> {
        self.moved.iter().filter(move |moved| moved.from.is_some_and(|from| from > last))
    }

    /// The baseline, as if it were a scenario.
    pub fn baseline(baseline: &Baseline) -> Self {
        let label = |zh: &str, en: &str| Text { zh: zh.into(), en: en.into() };
        CompiledScenario {
            id: super::BASELINE.to_string(),
            name: label("基线", "Baseline"),
            description: label("政策和参数按基线不变。", "Policies and parameters stay as in the baseline."),
            targets: Vec::new(),
            stretches: vec![CompiledStretch {
                from: baseline.district.start,
                district: Arc::new(baseline.district.clone()),
                signature: String::new(),
            }],
            moved: Vec::new(),
            changes: Vec::new(),
            identity: blake3::hash(b"").to_hex().to_string(),
            recipe: Recipe { id: super::BASELINE.to_string(), texts: Vec::new() },
        }
    }
}
