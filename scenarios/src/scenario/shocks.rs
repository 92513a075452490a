//! Dated shocks that can be laid over any scenario. A kind is one line in [`SHOCK_KINDS`].
use super::file::{SHOCK_KEYS, month, select};
use super::{Change, Operation, Place};
use crate::baseline::Baseline;
use crate::document::Table;
use crate::files::shocks::plain_mortality;
use crate::levers::Lever;
use crate::problem::{ProblemKind, Problems};
use agents::district::Shock;
use agents::parameters::Quantity;
use agents::text::{Label, Text};

/// What a shock is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acts {
    /// Mortality is a multiple by age band.
    Mortality,
    /// A home closes.
    Closure,
    /// These levers are multiplied by 1 + size for the time of the shock.
    Rise(&'static [&'static str]),
    /// These levers are multiplied by 1 - size for the time of the shock.
    Fall(&'static [&'static str]),
}

/// A kind of shock.
#[derive(Clone, Copy, Debug)]
pub struct ShockKind {
    /// The word in files.
    pub id: &'static str,
    /// Name.
    pub name: Label,
    /// How it acts.
    pub acts: Acts,
}

/// Every kind.
pub const SHOCK_KINDS: &[ShockKind] = &[
    ShockKind { id: "epidemic", name: Label::new("疫情", "epidemic"), acts: Acts::Mortality },
    ShockKind { id: "heat", name: Label::new("高温", "heat wave"), acts: Acts::Mortality },
    ShockKind { id: "provider_closure", name: Label::new("机构关停", "closure of a home"), acts: Acts::Closure },
    ShockKind {
        id: "wage_jump",
        name: Label::new("其他行业工资上涨", "jump of pay elsewhere"),
        acts: Acts::Rise(&["care_workers.alternative_wage"]),
    },
    ShockKind {
        id: "migration_stop",
        name: Label::new("外来务工中断", "stop of migration"),
        acts: Acts::Fall(&["care_workers.newcomers", "migration.registration_in"]),
    },
];

const WORDS: &[&str] = &["epidemic", "heat", "provider_closure", "wage_jump", "migration_stop"];
const MOST_MONTHS: i32 = 120;

/// The changes of a shock, and its rise of mortality. `prefix` becomes its id.
pub(super) fn shock(
    table: &Table<'_>,
    file: &str,
    prefix: &str,
    baseline: &Baseline,
    problems: &mut Problems,
) -> Option<(Vec<Change>, Option<Shock>)> {
    table.refuse_unknown(SHOCK_KEYS, problems);
    let kind = table.word("kind", WORDS, problems).and_then(|at| SHOCK_KINDS.get(at));
    if !table.has("month") {
        table.refuse("month", ProblemKind::MissingKey, problems);
    }
    let first = month(table, "month", baseline, problems);
    let kind = kind?;
    let takes: &[&str] = match kind.acts {
        Acts::Mortality => &["months", "mortality"],
        Acts::Closure => &["facility"],
        Acts::Rise(_) | Acts::Fall(_) => &["months", "size"],
    };
    for key in ["months", "size", "mortality", "facility"] {
        match (takes.contains(&key), table.has(key)) {
            (true, false) => table.refuse(key, ProblemKind::MissingKey, problems),
            (false, true) => table.refuse(key, ProblemKind::NotOf { over: kind.id.to_string() }, problems),
            _ => {}
        }
    }
    let mut whole = |key: &str| table.has(key).then(|| table.whole(key, 1, MOST_MONTHS, problems)).flatten();
    let months = whole("months");
    let place = |key: &str| Place { file: file.to_string(), line: table.line_of(key), key: table.key(key) };
    let change = |id: &str, to: Operation, ends, selection| {
        Lever::find(id).map(|lever| Change {
            lever,
            selection,
            from: first,
            ends,
            opens: None,
            to,
            until: None,
            place: place("month"),
        })
    };
    let selection = select(table, baseline, problems)?;
    match kind.acts {
        Acts::Mortality => {
            let mortality = plain_mortality(&table.table("mortality", problems)?, problems)?;
            let ratios = mortality.into_iter().map(|(age, ratio)| (age, Quantity::exactly(ratio))).collect();
            let name = Text { zh: kind.name.zh.to_string(), en: kind.name.en.to_string() };
            let shock = Shock {
                id: prefix.to_string(),
                name,
                month: first?,
                months: months?,
                size: Quantity::exactly(1.0),
                in_first_month: None,
                mortality: ratios,
            };
            Some((Vec::new(), Some(shock)))
        }
        Acts::Closure => {
            first?;
            let closure = change("facility.open", Operation::Set(0.0), None, selection);
            Some((closure.into_iter().collect(), None))
        }
        Acts::Rise(levers) | Acts::Fall(levers) => {
            let (most, sign) = if matches!(kind.acts, Acts::Rise(_)) { (2.0, 1.0) } else { (1.0, -1.0) };
            let size = table.number("size", problems)?;
            let size = table.within("size", size, 0.0, most, problems)?;
            let ends = Some(first? + (months? - 1)).filter(|ends| *ends < baseline.district.end);
            let ratio = Operation::Multiply(1.0 + sign * size);
            Some((levers.iter().filter_map(|id| change(id, ratio, ends, selection)).collect(), None))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_kinds_and_act_on_levers_that_exist() {
        assert_eq!(WORDS, SHOCK_KINDS.iter().map(|kind| kind.id).collect::<Vec<_>>());
        for kind in SHOCK_KINDS {
            if let Acts::Rise(levers) | Acts::Fall(levers) = kind.acts {
                assert!(levers.iter().all(|id| Lever::find(id).is_some()), "{}", kind.id);
            }
        }
    }
}
