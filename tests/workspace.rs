//! The house's walls: which crate may know which.
use cargo_metadata::{DependencyKind, MetadataCommand, Package};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What each crate of the workspace may depend on. Never backwards.
const ALLOWED: [(&str, &[&str]); 11] = [
    ("sim-core", &[]),
    ("agents", &["sim-core"]),
    ("scenarios", &["agents", "sim-core"]),
    ("outputs", &["agents", "sim-core"]),
    ("projection", &["scenarios", "agents", "sim-core"]),
    ("findings", &["projection", "scenarios", "outputs", "agents", "sim-core"]),
    ("experiments", &["projection", "findings", "scenarios", "outputs", "agents", "sim-core"]),
    ("inference", &["experiments", "projection", "findings", "scenarios", "outputs", "agents", "sim-core"]),
    ("report", &["findings", "agents"]),
    ("workbook", &["findings", "agents", "sim-core"]),
    (
        "silverpeak",
        &["report", "workbook", "inference", "experiments", "findings", "scenarios", "outputs", "agents", "sim-core"],
    ),
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

/// Every source file below a folder, with its text without tests.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("text");
                let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_string();
                found.push((path.display().to_string(), code));
            }
        }
    }
    assert!(!found.is_empty(), "no source below {folder}");
    found
}

#[test]
fn renderers_draw_figures_and_read_nothing() {
    for folder in ["report/src", "workbook/src", "src/terminal"] {
        for (file, code) in sources(folder) {
            for word in ["outputs::", "experiments::", "scenarios::", "std::fs::read"] {
                assert!(!code.contains(word), "{file} names {word}");
            }
        }
    }
}

#[test]
fn findings_know_no_drawing_library() {
    let packages = packages();
    for dependency in dependencies(&packages["findings"]) {
        let known = [
            "agents",
            "libm",
            "outputs",
            "projection",
            "scenarios",
            "serde",
            "sim-core",
            "statrs",
            "thiserror",
            "tracing",
        ];
        assert!(known.contains(&dependency), "findings must not know {dependency}");
    }
}

#[test]
fn no_indicator_is_named_by_a_string() {
    for folder in ["src", "report/src", "workbook/src", "experiments/src", "findings/src"] {
        for (file, code) in sources(folder) {
            for indicator in outputs::INDICATORS {
                let quoted = format!("\"{}\"", indicator.id);
                assert!(!code.contains(&quoted), "{file} names {quoted}: use the constant of outputs::indicators");
            }
        }
    }
}

/// How many of the top folders and files of `agents` import one another in a circle. May shrink, never grow.
const CIRCLE_OF_AGENTS: usize = 13;

/// What each top folder or file of `agents` names of the others, tests aside.
fn rooms_of_agents() -> BTreeMap<String, BTreeSet<String>> {
    fn read(path: &Path, room: &str, rooms: &mut BTreeMap<String, BTreeSet<String>>) {
        if path.is_dir() {
            for entry in std::fs::read_dir(path).expect("sources").flatten() {
                read(&entry.path(), room, rooms);
            }
            return;
        }
        let text = std::fs::read_to_string(path).expect("a source file");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let named = lines.flat_map(|line| line.split("crate::").skip(1)).map(|path| {
            path.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default().to_string()
        });
        rooms.entry(room.to_string()).or_default().extend(named);
    }
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("agents/src");
    let mut rooms = BTreeMap::new();
    for entry in std::fs::read_dir(sources).expect("sources").flatten() {
        let path = entry.path();
        let room = path.file_stem().and_then(|stem| stem.to_str()).expect("a plain name").to_string();
        if room != "lib" {
            read(&path, &room, &mut rooms);
        }
    }
    rooms
}

#[test]
fn rooms_of_agents_import_one_another_no_more_than_before() {
    let rooms = rooms_of_agents();
    let reached = |from: &String| {
        let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(room) = open.pop() {
            for next in rooms.get(room).into_iter().flatten().filter(|next| rooms.contains_key(*next) && *next != room)
            {
                if reached.insert(next) {
                    open.push(next);
                }
            }
        }
        reached
    };
    let from: BTreeMap<&String, BTreeSet<&String>> = rooms.keys().map(|room| (room, reached(room))).collect();
    assert!(rooms["community"].contains("model"), "imports are found");
    let circle = |room: &&String| from[room].iter().filter(|other| from[*other].contains(room)).count();
    let largest = from.keys().max_by_key(|room| circle(room)).expect("rooms");
    let members: Vec<_> = from[largest].iter().filter(|other| from[*other].contains(largest)).collect();
    assert!(members.len() <= CIRCLE_OF_AGENTS, "{} rooms in one circle: {members:?}", members.len());
}
