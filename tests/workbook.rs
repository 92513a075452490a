//! Workbooks read back by openpyxl, in both languages, beside the files they were made from.
use crate::command_line::check;
use crate::readers::python;
use std::path::Path;
use std::process::Command;

#[test]
fn the_numbers_of_a_workbook_are_those_of_the_run() {
    let (root, python) = (Path::new(env!("CARGO_MANIFEST_DIR")), python());
    let place = tempfile::tempdir().unwrap();
    let run = ["run", "baseline", "build-beds", "--district", "qingxi", "--replicates", "2", "--until", "2026-06"];
    check(place.path(), &[&run[..], &["--out", "r"]].concat(), 0);
    let manifest = std::fs::read(place.path().join("r/manifest.json")).unwrap();
    let hash = blake3::hash(&manifest).to_hex();
    for language in ["zh", "en"] {
        let file = format!("{language}.xlsx");
        check(place.path(), &["workbook", "r", "--out", &file, "--lang", language], 0);
        let read = Command::new(&python)
            .arg(root.join("tests/workbook.py"))
            .args([place.path().join("r"), place.path().join(&file)])
            .args([language, hash.as_str()])
            .output()
            .expect("Python starts");
        let said = format!("{}{}", String::from_utf8_lossy(&read.stdout), String::from_utf8_lossy(&read.stderr));
        assert!(read.status.success(), "{said}");
        assert!(said.contains("numbers agree"), "{said}");
    }
}
