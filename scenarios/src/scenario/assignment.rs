//! A value set by hand: `lever[@YYYY-MM]=value`, of `--set` and of the cells of a design.
use super::{Change, Operation, Place};
use crate::baseline::Baseline;
use crate::checks::inside;
use crate::levers::{Lever, Selection};
use crate::nearest::nearest;
use crate::problem::{Expected, Problem, ProblemKind};
use serde::{Deserialize, Serialize};
use sim_core::Month;

/// What stands for the file in problems of the command line.
pub(crate) const SET: &str = "--set";

/// A value set by hand, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// Id of a lever or parameter; `@YYYY-MM` behind it is the first month.
    pub key: String,
    /// A number in the lever's unit, or the word of a rule.
    pub value: String,
}

impl Assignment {
    /// The change that it stands for. Errors, placed at `file` and `line`: an unknown id with the nearest known one, no
    /// month of the simulation, no number or word, a value outside the bounds.
    pub fn change(&self, file: &str, line: Option<u32>, baseline: &Baseline) -> Result<Change, Problem> {
        let key = &self.key;
        let refuse = |kind| Problem { file: file.to_string(), line, key: key.clone(), kind };
        let (id, month) = match key.split_once('@') {
            None => (key.as_str(), None),
            Some((id, month)) => (id.trim(), Some(month.trim())),
        };
        let Some(lever) = Lever::find(id) else {
            return Err(refuse(ProblemKind::UnknownKey { nearest: nearest(id, Lever::ids()) }));
        };
        if lever.needs_a_file() {
            return Err(refuse(ProblemKind::NeedsAFile));
        }
        let from = match month {
            None if lever.needs_a_month() => return Err(refuse(ProblemKind::NeedsAMonth { lever: lever.id })),
            None => None,
            Some(_) if !lever.is_dated => return Err(refuse(ProblemKind::WholeTimeOnly)),
            Some(month) => {
                let found = month.to_string();
                let month: Month = month.parse().map_err(|_| refuse(ProblemKind::NotAMonth { found }))?;
                Some(inside(month, (baseline.district.start, baseline.district.end)).map_err(refuse)?)
            }
        };
        let to = Operation::Set(self.number(lever, baseline).map_err(refuse)?);
        let place = Place { file: file.to_string(), line, key: key.clone() };
        Ok(Change { lever, selection: Selection::default(), from, ends: None, opens: None, to, until: None, place })
    }

    fn number(&self, lever: &Lever, baseline: &Baseline) -> Result<f64, ProblemKind> {
        let found = || self.value.clone();
        let number = match lever.words() {
            Some(words) => {
                let at = words.iter().position(|word| *word == self.value);
                at.ok_or_else(|| ProblemKind::UnknownWord { found: found(), known: words })? as f64
            }
            None => self.value.parse().map_err(|_| ProblemKind::CellNotNumber { found: found() })?,
        };
        if !number.is_finite() {
            return Err(ProblemKind::NotFinite);
        }
        let [least, most] = lever.bounds(&baseline.district);
        if !(least..=most).contains(&number) {
            return Err(ProblemKind::OutsideBounds { value: number, least, most });
        }
        if lever.is_whole && number.fract() != 0.0 {
            return Err(ProblemKind::WrongType { expected: Expected::Whole });
        }
        Ok(number)
    }
}

/// What `--set` says: values of all scenarios, and the axes of a grid.
#[derive(Debug, Default)]
pub(super) struct Typed {
    /// One value each.
    pub settings: Vec<Assignment>,
    /// Several values each.
    pub axes: Vec<(String, Vec<String>)>,
}

/// Reads `key=value` and `key=value,value`. Each key once; whether keys and values make sense is seen later.
pub(super) fn typed(texts: &[String]) -> Result<Typed, Vec<Problem>> {
    let (mut typed, mut problems) = (Typed::default(), Vec::new());
    let mut keys: Vec<&str> = Vec::new();
    let refuse = |key: &str, kind| Problem { file: SET.into(), line: None, key: key.to_string(), kind };
    for text in texts {
        let Some((key, values)) = text.split_once('=').map(|(key, values)| (key.trim(), values.trim())) else {
            problems.push(refuse("", ProblemKind::NotAnOverride { found: text.clone() }));
            continue;
        };
        if keys.contains(&key) {
            problems.push(refuse(key, ProblemKind::Duplicate { name: key.to_string(), first: None }));
            continue;
        }
        keys.push(key);
        let values: Vec<String> = values.split(',').map(|value| value.trim().to_string()).collect();
        match <[String; 1]>::try_from(values) {
            Ok([value]) => typed.settings.push(Assignment { key: key.to_string(), value }),
            Err(values) => typed.axes.push((key.to_string(), values)),
        }
    }
    if problems.is_empty() { Ok(typed) } else { Err(problems) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: Result<(Option<&str>, f64), &str>) {
        let baseline = crate::embedded("qingxi").expect("shipped").unwrap_or_else(|problems| panic!("{problems}"));
        let found = typed(&[text.to_string()]).map_err(|problems| problems[0].to_string()).and_then(|typed| {
            let change = typed.settings[0].change(SET, None, &baseline);
            change.map_err(|problem| problem.to_string())
        });
        match (found, wanted) {
            (Ok(change), Ok((from, value))) => {
                assert_eq!(change.to, Operation::Set(value), "{text}");
                assert_eq!(change.from.map(|month| month.to_string()).as_deref(), from, "{text}");
            }
            (Err(message), Err(fragment)) => {
                assert!(message.starts_with("--set: ") && message.contains(fragment), "{text}: {message}");
            }
            (found, wanted) => panic!("{text}: {found:?}, not {wanted:?}"),
        }
    }

    #[test]
    fn a_setting_is_an_id_a_month_where_it_needs_one_and_a_value_inside_its_bounds() {
        check("mortality.level=0.9", Ok((None, 0.9)));
        check(" household.alone = 1e-1 ", Ok((None, 0.1)));
        check("training.pass@2026-01=0.8", Ok((Some("2026-01"), 0.8)));
        check("beds.added@2026-01=500", Ok((Some("2026-01"), 500.0)));
        check("care.placement_rule@2026-01=nearest", Ok((Some("2026-01"), 2.0)));
        check("dementia.screenings=45", Ok((None, 45.0)));
        check("mortality.level", Err("is not written section.key=value"));
        check("mortality.levle=1", Err("did you mean `mortality.level`?"));
        check("mortality.level=x", Err("`x` is no number"));
        check("mortality.level=9", Err("9 is outside the allowed range [0.9, 1.1]"));
        check("dementia.screenings=61", Err("61 is outside the allowed range [0, 60]"));
        check("mortality.level=nan", Err("not a finite number"));
        check("mortality.level=inf", Err("not a finite number"));
        check("household.alone@2026-01=0.1", Err("without a first month"));
        check("beds.added=500", Err("needs a first month"));
        check("facility.open@2026-01=0", Err("write it in a scenario's file"));
        check("training.pass@2056-01=0.8", Err("outside the simulated months"));
        check("training.pass@soon=0.8", Err("`soon` is no month"));
        check("training.retakes=1.5", Err("a whole number"));
        check("care.placement_rule=nearst", Err("did you mean `nearest`?"));
        check("=", Err("unknown key"));
    }
}
