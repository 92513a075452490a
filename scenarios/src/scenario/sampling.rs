//! Tables of designs that fill a space of levers and parameters: Latin hypercubes and Sobol sequences.
use super::Assignment;
use crate::baseline::Baseline;
use crate::levers::{LEVERS, Lever};
use crate::problem::{Problem, ProblemKind, Problems};
use agents::parameters::parameter_position;
use glob::Pattern;
use sim_core::{Draws, Month};

/// Most columns of a table: as many dimensions as the Sobol sequence has direction numbers for.
pub const MOST_AXES: usize = sobol_burley::NUM_DIMENSIONS as usize;
/// Most rows: the length of the sequence.
pub const MOST_DESIGNS: u32 = 1 << 16;

/// How a space is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sampling {
    /// Each axis is cut into as many equal parts as there are rows, and each part is used once (McKay, Beckman and Conover
    /// 1979).
    LatinHypercube,
    /// The first rows of an Owen-scrambled Sobol sequence: best with a power of two (Burley 2020).
    Sobol,
}

/// A column of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Its head: the lever's id, with the first month where it has one.
    pub key: String,
    /// The lever, or the parameter as one.
    pub lever: &'static Lever,
    /// Least and most; positions of words for a rule.
    pub range: [f64; 2],
}

/// The axes that `typed` asks for, each once: `id`, `id=LEAST..MOST`, both also with `@YYYY-MM` behind the id, or a pattern with `*` over the ids of all levers that
/// can be set over the whole time. Without a range it is that of the baseline where one is given, and the lever's bounds
/// elsewhere. Every mistake is in the error.
pub fn axes(typed: &[String], baseline: &Baseline) -> Result<Vec<Axis>, Problems> {
    let mut problems = Problems::default();
    let mut axes: Vec<Axis> = Vec::new();
    for one in typed {
        let (id, range) = match one.split_once('=') {
            Some((id, range)) => (id.trim(), Some(range.trim())),
            None => (one.trim(), None),
        };
        let mut found = Vec::new();
        match Pattern::new(id) {
            Ok(pattern) if id.contains('*') && range.is_none() => {
                let fits =
                    |lever: &&Lever| pattern.matches(lever.id) && !lever.needs_a_file() && !lever.needs_a_month();
                found.extend(LEVERS.iter().filter(fits).map(|lever| usual(lever.id, lever, baseline)));
            }
            _ => match axis(id, range, baseline) {
                Ok(axis) => found.push(axis),
                Err(problem) => problems.push(problem),
            },
        }
        found.retain(|axis| axes.iter().all(|known| known.key != axis.key));
        axes.extend(found);
    }
    if !(1..=MOST_AXES).contains(&axes.len()) && problems.0.is_empty() {
        let kind = ProblemKind::Count { found: axes.len(), least: 1, most: MOST_AXES };
        problems.push(Problem { file: "design".into(), line: None, key: String::new(), kind });
    }
    problems.or(Some(axes))
}

fn axis(id: &str, range: Option<&str>, baseline: &Baseline) -> Result<Axis, Problem> {
    let set = |value: &str| {
        let typed = Assignment { key: id.to_string(), value: value.to_string() };
        typed.change("design", None, baseline)
    };
    let Some((least, most)) = range.map(|range| range.split_once("..").unwrap_or((range, range))) else {
        // Any value inside the bounds says whether the id is known and may be set.
        let value = Lever::find(id.split('@').next().unwrap_or(id)).map_or("0".to_string(), |lever| {
            lever.words().map_or_else(|| lever.bounds(&baseline.district)[0].to_string(), |words| words[0].to_string())
        });
        let lever = set(&value)?.lever;
        return Ok(usual(id, lever, baseline));
    };
    let ends = [set(least.trim())?, set(most.trim())?];
    let [super::Operation::Set(a), super::Operation::Set(b)] = ends.clone().map(|end| end.to) else {
        return Ok(usual(id, ends[0].lever, baseline));
    };
    Ok(Axis { key: id.to_string(), lever: ends[0].lever, range: [a.min(b), a.max(b)] })
}

/// The lever over the range that the baseline gives its parameter, as far as it is inside the lever's bounds, or over these.
fn usual(key: &str, lever: &'static Lever, baseline: &Baseline) -> Axis {
    let [least, most] = lever.bounds(&baseline.district);
    let quantity = parameter_position(lever.id).and_then(|at| baseline.district.quantities.get(at));
    let range = quantity.map(|quantity| [quantity.low.max(least), quantity.high.min(most)]);
    let range = range.filter(|[low, high]| low < high).unwrap_or([least, most]);
    Axis { key: key.to_string(), lever, range }
}

/// The table: a header of ids, then `designs` rows of values, as `run --design` reads it. The same arguments give the same
/// table.
pub fn sample(axes: &[Axis], designs: u32, sampling: Sampling, seed: u64) -> String {
    let columns: Vec<Vec<f64>> = (0..axes.len())
        .map(|axis| match sampling {
            Sampling::LatinHypercube => latin(axis as u16, designs, seed),
            // The sequence takes 32 bits of the seed.
            Sampling::Sobol => (0..designs)
                .map(|row| f64::from(sobol_burley::sample(row, axis as u32, (seed ^ (seed >> 32)) as u32)))
                .collect(),
        })
        .collect();
    let mut table = axes.iter().map(|axis| axis.key.as_str()).collect::<Vec<_>>().join(",") + "\n";
    for row in 0..designs as usize {
        let cells = axes.iter().zip(&columns).map(|(axis, column)| written(axis, column[row]));
        table += &(cells.collect::<Vec<_>>().join(",") + "\n");
    }
    table
}

/// Points of one axis in [0, 1), one in each of `designs` equal parts, in random order.
fn latin(axis: u16, designs: u32, seed: u64) -> Vec<f64> {
    let draws = Draws::new(seed, 0);
    let [order, place] = [0, 1].map(Month::from_index);
    let mut parts: Vec<u32> = (0..designs).collect();
    parts.sort_by_cached_key(|part| (draws.bits(u64::from(*part), order, axis), *part));
    let point = |part: u32| (f64::from(part) + draws.uniform(u64::from(part), place, axis)) / f64::from(designs);
    parts.into_iter().map(point).collect()
}

/// A point of an axis as it is written: with six digits, or as the word of a rule.
fn written(axis: &Axis, at: f64) -> String {
    let [least, most] = axis.range;
    if let Some(words) = axis.lever.words() {
        let word = (least + at * (most - least + 1.0)).floor().clamp(least, most) as usize;
        return words.get(word).copied().unwrap_or_default().to_string();
    }
    let value = least + at * (most - least);
    if axis.lever.is_whole {
        return format!("{}", value.round().clamp(least.ceil(), most.floor().max(least.ceil())));
    }
    let digits = (5 - value.abs().max(1e-9).log10().floor() as i32).clamp(0, 12) as usize;
    let rounded: f64 = format!("{value:.digits$}").parse().unwrap_or(value);
    format!("{}", rounded.clamp(least, most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::read_designs;

    fn of(typed: &[&str]) -> Result<Vec<Axis>, Problems> {
        axes(&typed.iter().map(ToString::to_string).collect::<Vec<_>>(), &qingxi())
    }

    fn qingxi() -> Baseline {
        crate::embedded("qingxi").expect("known").expect("sound")
    }

    #[track_caller]
    fn check_fills(sampling: Sampling) {
        let axes = of(&["training.pass=0.5..0.9", "mortality.level", "care.placement_rule"]).expect("right");
        let table = sample(&axes, 16, sampling, 1);
        assert_eq!(table, sample(&axes, 16, sampling, 1));
        assert_ne!(table, sample(&axes, 16, sampling, 2));
        let designs = read_designs("d.csv", &table, &qingxi()).expect("a table that is read");
        assert_eq!(designs.len(), 16);
        // One value in each sixteenth of the range: both fill every axis evenly.
        let mut parts: Vec<u32> = table
            .lines()
            .skip(1)
            .filter_map(|line| line.split(',').next()?.parse::<f64>().ok())
            .map(|value| ((value - 0.5) / 0.4 * 16.0) as u32)
            .collect();
        parts.sort_unstable();
        assert_eq!(parts, (0..16).collect::<Vec<_>>(), "{table}");
        for word in ["first_come", "need_first", "nearest", "preference_and_price"] {
            assert!(table.contains(word), "{table}");
        }
    }

    #[test]
    fn both_ways_fill_every_axis_evenly() {
        check_fills(Sampling::LatinHypercube);
        check_fills(Sampling::Sobol);
    }

    #[test]
    fn axes_are_ids_ranges_and_patterns_and_every_mistake_is_said() {
        let found = of(&["mortality.*", "mortality.level"]).expect("right");
        assert_eq!(
            found.iter().map(|axis| axis.lever.id).collect::<Vec<_>>(),
            ["mortality.level", "mortality.improvement", "mortality.income_gradient"]
        );
        let wrong = of(&["mortalty.level", "training.pass=0.5..9", "beds.added", "training.pass=a..1"]).unwrap_err();
        assert_eq!(wrong.0.len(), 4, "{wrong}");
        assert!(wrong.to_string().contains("mortality.level"), "{wrong}");
        assert!(of(&[]).is_err());
    }
}
