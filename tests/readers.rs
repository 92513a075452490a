//! The run folder read by the tools of its reviewers: pyarrow, Polars and DuckDB.
use crate::command_line::check;
use std::path::Path;
use std::process::Command;

/// The Python of the readers, made when it is missing.
pub fn python() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let venv = Command::new("bash").arg(root.join("scripts/python-venv")).current_dir(root).output().expect("bash");
    assert!(venv.status.success(), "no Python environment: {}", String::from_utf8_lossy(&venv.stderr));
    String::from_utf8(venv.stdout).expect("a path").trim().to_string()
}

#[test]
fn pyarrow_polars_and_duckdb_read_every_file_alike() {
    let (root, python) = (Path::new(env!("CARGO_MANIFEST_DIR")), python());
    let place = tempfile::tempdir().unwrap();
    check(place.path(), &["run", "--district", "qingxi", "--replicates", "5", "--detail", "full", "--out", "r"], 0);
    let read = Command::new(python)
        .arg(root.join("tests/readers.py"))
        .arg(place.path().join("r"))
        .output()
        .expect("Python starts");
    let said = format!("{}{}", String::from_utf8_lossy(&read.stdout), String::from_utf8_lossy(&read.stderr));
    assert!(read.status.success(), "{said}");
    assert!(said.contains("readers: 21 files agree"), "{said}");
}
