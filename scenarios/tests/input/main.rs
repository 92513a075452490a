//! The baselines inside the program, what a wrong one is told, and that none makes a reader panic.
mod care;
mod discrepancy;
mod embedded;
mod mistakes;
mod observations;
mod posterior;
mod relief;
mod robustness;
mod scenario_files;
mod targets;
mod workforce;

use scenarios::{FILES, Source};

/// The files of an embedded baseline as names and texts.
fn texts(id: &str) -> Vec<(String, String)> {
    let source = Source::embedded(id).expect("an embedded baseline");
    let text = |name: &str| String::from_utf8(source.bytes(name).expect("the file").to_vec()).expect("UTF-8");
    FILES.iter().map(|name| (name.to_string(), text(name))).collect()
}

/// A source of those texts.
fn source(texts: Vec<(String, String)>) -> Source {
    Source::from_files(texts.into_iter().map(|(name, text)| (name, text.into_bytes())))
}
