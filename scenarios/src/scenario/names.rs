//! Scenarios by the names that were typed: ids of the library, files, patterns, `a+b`.
use super::file::{read, unknown};
use super::library::LIBRARY;
use super::{BASELINE, CompiledScenario, Scenario, compile};
use crate::baseline::Baseline;
use crate::nearest::nearest;
use crate::problem::{Problem, ProblemKind, Problems, Thing};
use crate::source::read_regular;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How deep scenarios may extend one another.
const MOST_DEPTH: usize = 16;
/// A file beyond this is no scenario.
const MOST_BYTES: u64 = 1 << 20;

/// The scenarios that `names` stand for, each once, in their order: `baseline`, an id of the library, a file, a pattern
/// with `*` over ids, or over files where it ends in `.toml`, or several joined by `+`, the later laid over the earlier.
/// Everything wrong with any of them is in the error.
pub fn scenarios(names: &[String], baseline: &Baseline) -> Result<Vec<CompiledScenario>, Problems> {
    let mut problems = Problems::default();
    let mut shelf = Shelf { baseline, read: BTreeMap::new(), ids: BTreeMap::new() };
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
    /// File and text of each id that a file has.
    ids: BTreeMap<String, (String, Arc<str>)>,
}

/// The scenarios that `a+b` lays over one another. A path may have a `+` of its own: the longest that is a file counts.
fn overlaid(name: &str) -> Vec<String> {
    let parts: Vec<&str> = name.split('+').collect();
    let (mut overlaid, mut at) = (Vec::new(), 0);
    while at < parts.len() {
        let file = (at + 1..=parts.len()).rev().find(|end| Path::new(&parts[at..*end].join("+")).is_file());
        let end = file.unwrap_or(at + 1);
        overlaid.push(parts[at..end].join("+"));
        at = end;
    }
    overlaid
}

/// Whether there is a file, were it one that nobody lets us look at: reading it says why.
fn is_there(path: &Path) -> bool {
    let denied = |error: &std::io::Error| error.kind() == std::io::ErrorKind::PermissionDenied;
    path.is_file() || path.metadata().is_err_and(|error| denied(&error))
}

impl Shelf<'_> {
    fn compiled(&mut self, name: &str, problems: &mut Problems) -> Option<CompiledScenario> {
        let mut chain = Vec::new();
        let mut ids = Vec::new();
        let before = problems.0.len();
        let overlaid: Vec<String> = overlaid(name).into_iter().filter(|one| one != BASELINE).collect();
        if overlaid.is_empty() {
            return Some(CompiledScenario::baseline(self.baseline));
        }
        for one in &overlaid {
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
        let Some(path) = candidates.into_iter().flatten().find(|path| is_there(path)) else {
            problems.push(no_scenario(name));
            return None;
        };
        let shown = path.display().to_string();
        let unreadable = |kind| Problem { file: shown.clone(), line: None, key: String::new(), kind };
        let text = read_regular(&path, MOST_BYTES)
            .and_then(|bytes| String::from_utf8(bytes).map_err(|_| ProblemKind::NotUtf8));
        match text {
            Err(kind) => {
                problems.push(unreadable(kind));
                None
            }
            Ok(text) => {
                let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
                let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
                let scenario = self.parse(&shown, text, false, problems)?;
                self.keep_id(&shown, &scenario, problems);
                Some((scenario, folder))
            }
        }
    }

    /// Refuses a file with the id of the library or of another file, unless both are the same text.
    fn keep_id(&mut self, file: &str, scenario: &Scenario, problems: &mut Problems) {
        let of_library =
            LIBRARY.iter().find(|one| one.id == scenario.id).map(|one| (format!("{}.toml", one.id), one.text));
        let by = match (of_library, self.ids.get(&scenario.id)) {
            (Some((library, text)), _) if *text != *scenario.text => Some(format!("{library} (silverpeak)")),
            (None, Some((other, text))) if *text != scenario.text => Some(other.clone()),
            _ => None,
        };
        match by {
            Some(by) => {
                let kind = ProblemKind::IdTaken { found: scenario.id.clone(), by };
                let problem = Problem { file: file.to_string(), line: None, key: "id".into(), kind };
                if !problems.0.contains(&problem) {
                    problems.push(problem);
                }
            }
            None => {
                let known = (file.to_string(), scenario.text.clone());
                self.ids.entry(scenario.id.clone()).or_insert(known);
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
