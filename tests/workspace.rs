//! The house's walls: which crate may know which.
use cargo_metadata::{DependencyKind, MetadataCommand, Package};
use std::collections::BTreeMap;
use std::path::Path;

/// What each crate of the workspace may depend on. Never backwards.
const ALLOWED: [(&str, &[&str]); 8] = [
    ("sim-core", &[]),
    ("agents", &["sim-core"]),
    ("scenarios", &["agents", "sim-core"]),
    ("outputs", &["agents", "sim-core"]),
    ("experiments", &["scenarios", "outputs", "agents", "sim-core"]),
    ("report", &["experiments", "scenarios", "outputs", "agents", "sim-core"]),
    ("workbook", &["experiments", "scenarios", "outputs", "agents", "sim-core"]),
    ("silverpeak", &["report", "workbook", "experiments", "scenarios", "outputs", "agents", "sim-core"]),
];

/// Heavy or impure libraries and the only crates that may name them.
const HOMES: [(&str, &[&str]); 12] = [
    ("actix", &["sim-core"]),
    ("actix-rt", &["sim-core"]),
    ("tokio", &[]),
    ("actix-web", &[]),
    ("arrow-array", &["outputs"]),
    ("arrow-schema", &["outputs"]),
    ("parquet", &["outputs"]),
    ("serde_json", &["outputs", "scenarios", "experiments", "silverpeak"]),
    ("rust_xlsxwriter", &["workbook"]),
    ("plotly", &["report"]),
    ("askama", &["report"]),
    ("clap", &["silverpeak"]),
];

fn packages() -> BTreeMap<String, Package> {
    let metadata = MetadataCommand::new()
        .manifest_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
        .no_deps()
        .exec()
        .expect("cargo metadata");
    metadata.packages.into_iter().map(|package| (package.name.to_string(), package)).collect()
}

fn dependencies(package: &Package) -> impl Iterator<Item = &str> {
    package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal).map(|d| d.name.as_str())
}

#[test]
fn crates_depend_in_one_direction() {
    let packages = packages();
    let members: Vec<&str> = packages.keys().map(String::as_str).collect();
    let mut known: Vec<&str> = ALLOWED.iter().map(|(name, _)| *name).collect();
    known.sort_unstable();
    assert_eq!(members, known, "a new crate needs its place here and in ARCHITECTURE.md");
    for (name, allowed) in ALLOWED {
        for dependency in dependencies(&packages[name]).filter(|d| members.contains(d)) {
            assert!(allowed.contains(&dependency), "{name} must not depend on {dependency}");
        }
    }
}

#[test]
fn heavy_libraries_stay_in_their_homes() {
    for (name, package) in packages() {
        for dependency in dependencies(&package) {
            let home = HOMES.iter().find(|(library, _)| *library == dependency);
            assert!(home.is_none_or(|(_, homes)| homes.contains(&name.as_str())), "{name} must not know {dependency}");
        }
    }
}

#[test]
fn actix_is_named_in_one_file() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("sim-core/src");
    let mut naming: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(sources).expect("sources").flatten() {
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        if text.contains(concat!("actix", "::")) {
            naming.push(entry.file_name().into_string().expect("a plain name"));
        }
    }
    assert_eq!(naming, ["runtime.rs"]);
}
