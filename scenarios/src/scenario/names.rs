//! Scenarios by the names that were typed: ids of the library, files, patterns, `a+b`.
use super::file::{read, unknown};
use super::library::LIBRARY;
use super::{BASELINE, Change, CompiledScenario, Operation, Place, Scenario, compile};
use crate::baseline::Baseline;
use crate::levers::{LEVERS, Lever, Selection};
use crate::nearest::nearest;
use crate::problem::{Problem, ProblemKind, Problems, Thing};
use agents::parameters::PARAMETERS;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// How deep scenarios may extend one another.
const MOST_DEPTH: usize = 16;
/// A file beyond this is no scenario.
const MOST_BYTES: u64 = 1 << 20;

/// The scenarios that `names` stand for, each once, in their order: `baseline`, an id of the library, a file, a pattern
/// with `*` over ids, or over files where it ends in `.toml`, or several joined by `+`, the later laid over the earlier.
/// Everything wrong with any of them is in the error.
pub fn scenarios(names: &[String], baseline: &Baseline) -> Result<Vec<CompiledScenario>, Problems> {
    let mut problems = Problems::default();
    let mut shelf = Shelf { baseline, read: BTreeMap::new() };
    let mut found: Vec<CompiledScenario> = Vec::new();
    for name in names {
        for one in spread(name, &mut problems) {
            if let Some(scenario) = shelf.compiled(&one, &mut problems)
                && found.iter().all(|other| other.id != scenario.id)
            {
                found.push(scenario);
            }
        }
    }
    problems.or(Some(found))
}

/// `lever=value`, as given to `--set`, as a change over the whole time.
pub fn parse_setting(id: &str, value: &str) -> Result<Change, Problem> {
    let place = Place { file: "--set".into(), line: None, key: id.to_string() };
    let refuse = |kind| Problem { file: "--set".into(), line: None, key: id.to_string(), kind };
    let Some(lever) = Lever::of_parameter(id).or_else(|| Lever::find(id)) else {
        let known = LEVERS.iter().map(|lever| lever.id).chain(PARAMETERS.iter().map(|p| p.id));
        return Err(refuse(ProblemKind::UnknownKey { nearest: nearest(id, known) }));
    };
    if lever.needs_a_file() {
        return Err(refuse(ProblemKind::NotWhole));
    }
    let number = match lever.words() {
        Some(words) => words
            .iter()
            .position(|word| *word == value)
            .map(|at| at as f64)
            .ok_or_else(|| refuse(ProblemKind::UnknownWord { found: value.to_string(), known: words }))?,
        None => value.parse().map_err(|_| refuse(ProblemKind::CellNotNumber { found: value.to_string() }))?,
    };
    if !number.is_finite() {
        return Err(refuse(ProblemKind::NotFinite));
    }
    let [least, most] = lever.bounds;
    if !(least..=most).contains(&number) {
        return Err(refuse(ProblemKind::OutsideBounds { value: number, least, most }));
    }
    let to = Operation::Set(number);
    Ok(Change { lever, selection: Selection::default(), from: None, ends: None, to, until: None, place })
}

/// The names that a pattern stands for.
fn spread(name: &str, problems: &mut Problems) -> Vec<String> {
    if !name.contains('*') {
        return vec![name.to_string()];
    }
    let Ok(pattern) = glob::Pattern::new(name) else { return vec![name.to_string()] };
    let found: Vec<String> = if name.ends_with(".toml") {
        glob::glob(name).into_iter().flatten().flatten().map(|path| path.display().to_string()).collect()
    } else {
        let ids = std::iter::once(BASELINE).chain(LIBRARY.iter().map(|scenario| scenario.id));
        ids.filter(|id| pattern.matches(id)).map(ToString::to_string).collect()
    };
    if found.is_empty() {
        problems.push(no_scenario(name));
    }
    found
}

fn no_scenario(name: &str) -> Problem {
    let known = std::iter::once(BASELINE).chain(LIBRARY.iter().map(|scenario| scenario.id));
    let kind = unknown(Thing::Scenario, name, nearest(name, known));
    Problem { file: name.to_string(), line: None, key: String::new(), kind }
}

/// Scenarios read so far, by name or path.
struct Shelf<'a> {
    baseline: &'a Baseline,
    read: BTreeMap<String, Option<Scenario>>,
}

impl Shelf<'_> {
    fn compiled(&mut self, name: &str, problems: &mut Problems) -> Option<CompiledScenario> {
        if name == BASELINE {
            return Some(CompiledScenario::baseline(self.baseline));
        }
        let mut chain = Vec::new();
        let mut ids = Vec::new();
        let before = problems.0.len();
        for one in name.split('+').filter(|one| *one != BASELINE) {
            let parts = self.chain(one, problems)?;
            ids.push(parts.last()?.id.clone());
            chain.extend(parts);
        }
        if problems.0.len() > before {
            return None;
        }
        let parts: Vec<&Scenario> = chain.iter().collect();
        compile::compile(&parts, &ids.join("+"), self.baseline, problems)
    }

    /// A scenario and those that it extends, the first first.
    fn chain(&mut self, name: &str, problems: &mut Problems) -> Option<Vec<Scenario>> {
        let mut chain = Vec::new();
        let mut next = Some(name.to_string());
        let mut asked_in: Option<(String, PathBuf)> = None;
        while let Some(name) = next.take() {
            let folder = asked_in.as_ref().map(|(_, folder)| folder.clone());
            let (scenario, folder) = self.find(&name, folder.as_deref(), problems)?;
            if chain.len() >= MOST_DEPTH || chain.iter().any(|other: &Scenario| other.id == scenario.id) {
                let file = asked_in.map_or(name.clone(), |(file, _)| file);
                problems.push(Problem { file, line: None, key: "extends".into(), kind: ProblemKind::Circle });
                return None;
            }
            next = scenario.extends.clone().filter(|name| name != BASELINE);
            asked_in = Some((name, folder));
            chain.push(scenario);
        }
        chain.reverse();
        Some(chain)
    }

    /// The scenario called `name`: in the library, or a file, also beside the one that asks for it. With its folder.
    fn find(&mut self, name: &str, folder: Option<&Path>, problems: &mut Problems) -> Option<(Scenario, PathBuf)> {
        if let Some(one) = LIBRARY.iter().find(|one| one.id == name) {
            return Some((self.parse(&format!("{name}.toml"), one.text, true, problems)?, PathBuf::new()));
        }
        let candidates = [
            folder.map(|folder| folder.join(format!("{name}.toml"))),
            folder.map(|folder| folder.join(name)),
            Some(PathBuf::from(name)),
        ];
        let Some(path) = candidates.into_iter().flatten().find(|path| path.is_file()) else {
            problems.push(no_scenario(name));
            return None;
        };
        let shown = path.display().to_string();
        let unreadable = |kind| Problem { file: shown.clone(), line: None, key: String::new(), kind };
        let bytes = match fs::metadata(&path).map(|data| data.len()) {
            Ok(length) if length > MOST_BYTES => Err(ProblemKind::FileTooLarge { most: MOST_BYTES }),
            _ => fs::read(&path).map_err(|error| ProblemKind::FileUnreadable { reason: error.to_string() }),
        };
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).map_err(|_| ProblemKind::NotUtf8));
        match text {
            Err(kind) => {
                problems.push(unreadable(kind));
                None
            }
            Ok(text) => {
                let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
                let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
                Some((self.parse(&shown, text, false, problems)?, folder))
            }
        }
    }

    /// What is left of a scenario with mistakes is given too: what it extends may have mistakes of its own.
    fn parse(&mut self, file: &str, text: &str, is_of_library: bool, problems: &mut Problems) -> Option<Scenario> {
        if let Some(known) = self.read.get(file) {
            return known.clone();
        }
        let scenario = read(file, text, is_of_library, self.baseline, problems);
        self.read.insert(file.to_string(), scenario.clone());
        scenario
    }
}
