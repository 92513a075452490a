//! Which two scenarios may be compared.
use crate::error::FindingError;
use crate::run::Run;
use agents::text::{Label, Language};
use outputs::{Detail, Plan, Simulated, Tables};
use serde::{Serialize, Serializer};
use sim_core::Month;
use std::fmt;
use std::path::{Path, PathBuf};

/// In what two runs differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlikeness {
    /// What differs.
    pub what: Label,
    /// What it is in either run; or which of them differ, and nothing.
    pub values: [String; 2],
}

impl Unlikeness {
    /// In words.
    pub fn words(&self, language: Language) -> String {
        let (what, [a, b]) = (self.what.get(language), &self.values);
        match (b.is_empty(), language) {
            (true, Language::Zh) => format!("{what}不同：{a}"),
            (true, Language::En) => format!("other {what}: {a}"),
            (false, Language::Zh) => format!("{what}为 {a} 与 {b}"),
            (false, Language::En) => format!("{what} {a} against {b}"),
        }
    }
}

impl fmt::Display for Unlikeness {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.words(Language::En))
    }
}

impl Serialize for Unlikeness {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Two scenarios of runs that share their draws.
pub(super) struct Pair {
    folders: [PathBuf; 2],
    /// Open as long as they are compared.
    runs: [Run; 2],
    /// How much both keep.
    pub detail: Detail,
    ids: [String; 2],
    pub plan: Plan,
    /// Replicates that both have, from 0.
    pub replicates: u32,
    pub first: Month,
    pub last: Month,
    /// What else differs.
    pub differences: Vec<Unlikeness>,
}

impl Pair {
    /// Opens both runs; an error, with all that differs, unless replicates of a number share their draws.
    pub fn open(a: (&Path, &str), b: (&Path, &str)) -> Result<Pair, FindingError> {
        let runs = [open(a.0, a.1)?, open(b.0, b.1)?];
        let plans = runs.each_ref().map(|run| run.manifest.plan.clone());
        let folders = [a.0.to_path_buf(), b.0.to_path_buf()];
        let ids = [a.1.to_string(), b.1.to_string()];
        let unlike = |differences| FindingError::Unlike { folders: folders.clone(), differences };
        let mut differences = differing(&plans, &MUST_AGREE);
        let month = |text: &str| text.parse::<Month>().ok();
        let months = month(&plans[0].start).zip(month(&plans[0].end)).filter(|(first, last)| first <= last);
        if months.is_none() {
            let [from, to] = [&plans[0].start, &plans[0].end];
            differences.push(Unlikeness {
                what: Label::new("月份有误：起止", "months make no sense:"),
                values: [from.clone(), to.clone()],
            });
        }
        let replicates = plans[0].replicates.min(plans[1].replicates);
        if replicates == 0 {
            differences.push(differing_in(
                &plans,
                Label::new("共同的模拟次数为零：", "no replicate is in both:"),
                |plan| plan.replicates.to_string(),
            ));
        }
        match months {
            Some((first, last)) if differences.is_empty() => {
                let mut differences = differing(&plans, &MAY_DIFFER);
                differences.extend(differing_inputs(&plans));
                let [plan, _] = plans;
                let detail = runs[0].detail().min(runs[1].detail());
                Ok(Pair { folders, runs, detail, ids, plan, replicates, first, last, differences })
            }
            _ => Err(unlike(differences)),
        }
    }

    /// The tables of A and B.
    pub fn tables(&self) -> [&Tables; 2] {
        self.runs.each_ref().map(|run| run.tables.as_ref())
    }

    /// The ids of A and B.
    pub fn ids(&self) -> [&str; 2] {
        [&self.ids[0], &self.ids[1]]
    }

    /// What of A and B is read.
    pub fn simulated(&self) -> [Simulated<'_>; 2] {
        let Pair { replicates, first, last, .. } = *self;
        self.ids().map(|scenario| Simulated { scenario, replicates, first, last })
    }

    /// The refusal of runs that differ in `what`, found out while reading.
    pub fn unlike(&self, what: Label, values: [String; 2]) -> FindingError {
        FindingError::Unlike { folders: self.folders.clone(), differences: vec![Unlikeness { what, values }] }
    }
}

/// The finished run that holds the scenario.
fn open(folder: &Path, scenario: &str) -> Result<Run, FindingError> {
    let run = Run::open(folder)?;
    run.scenario(scenario)?;
    Ok(run)
}

type Told = (Label, fn(&Plan) -> String);

/// Without these replicates of a number would not be the same persons with the same draws. Another version is
/// another model: its numbers differ for no scenario's sake.
const MUST_AGREE: [Told; 6] = [
    (Label::new("版本", "version"), |plan| plan.silverpeak_version.clone()),
    (Label::new("区", "district"), |plan| plan.district.clone()),
    (Label::new("种子", "seed"), |plan| plan.seed.to_string()),
    (Label::new("起始月份", "first month"), |plan| plan.start.clone()),
    (Label::new("结束月份", "last month"), |plan| plan.end.clone()),
    (Label::new("参数取法", "parameters"), |plan| plan.parameters.word().into()),
];

/// What a scenario may be about; said, because it is part of the difference.
const MAY_DIFFER: [Told; 2] = [
    (Label::new("是否含冲击", "shocks"), |plan| plan.shocks.to_string()),
    (Label::new("手工设定（--set）", "values set by hand"), |plan| {
        let set = plan.typed_settings();
        if set.is_empty() { "-".into() } else { set.join(" ") }
    }),
];

fn differing(plans: &[Plan; 2], told: &[Told]) -> Vec<Unlikeness> {
    let [a, b] = plans;
    told.iter()
        .filter(|(_, value)| value(a) != value(b))
        .map(|(what, value)| differing_in(plans, *what, value))
        .collect()
}

fn differing_in(plans: &[Plan; 2], what: Label, value: impl Fn(&Plan) -> String) -> Unlikeness {
    Unlikeness { what, values: [value(&plans[0]), value(&plans[1])] }
}

/// Names of the files that only one of the runs read, or with other contents; none when there are none.
fn differing_inputs([a, b]: &[Plan; 2]) -> Option<Unlikeness> {
    let mut names: Vec<&str> = Vec::new();
    for (mine, others) in [(a, b), (b, a)] {
        for input in mine.inputs.iter().filter(|input| !others.inputs.contains(input)) {
            if !names.contains(&input.file.as_str()) {
                names.push(&input.file);
            }
        }
    }
    let what = Label::new("输入文件", "input files");
    (!names.is_empty()).then(|| Unlikeness { what, values: [names.join(" "), String::new()] })
}
