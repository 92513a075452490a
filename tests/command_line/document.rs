//! Pages that the program writes of itself.
use super::check;
use std::fs;
use std::path::Path;

/// What `document` prints is the page of the documentation.
#[track_caller]
fn page_is_up_to_date(name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (printed, _) = check(root, &["document", name], 0);
    let page = fs::read_to_string(root.join("docs/model").join(format!("{name}.md"))).unwrap();
    assert!(printed == page, "silverpeak document {name} --lang en > docs/model/{name}.md");
}

#[test]
fn the_register_of_assumptions_is_up_to_date() {
    page_is_up_to_date("assumptions");
}

#[test]
fn the_stress_checklist_is_up_to_date() {
    page_is_up_to_date("stress");
}

#[test]
fn every_quantity_and_every_table_is_in_the_register_once() {
    let baseline = scenarios::embedded("qingxi").unwrap().unwrap();
    for language in ["zh", "en"] {
        let (page, _) =
            check(Path::new("."), &["document", "assumptions", "--district", "qingxi", "--lang", language], 0);
        for record in &baseline.quantities {
            assert_eq!(page.matches(&format!("\n| `{}` |", record.id)).count(), 1, "{}", record.id);
        }
        for table in &baseline.tables {
            assert!(page.contains(&format!("\n| `{}`", table.file)), "{}", table.file);
        }
    }
}

#[test]
fn the_checklist_of_a_run_tells_of_its_experiment() {
    let folder = tempfile::tempdir().unwrap();
    let run = [
        "run",
        "baseline",
        "build-beds",
        "--district",
        "qingxi",
        "--replicates",
        "3",
        "--seed",
        "77",
        "--until",
        "2021-06",
    ];
    check(folder.path(), &[run.as_slice(), &["--set", "mortality.level=0.97", "--out", "mine"]].concat(), 0);
    let (page, _) = check(folder.path(), &["document", "stress", "--run", "mine"], 0);
    for words in
        ["`build-beds` Build beds", "seed 77", "Replicates: 3;", "2021-01 to 2021-06", "--set: mortality.level=0.97"]
    {
        assert!(page.contains(words), "{words}\n{page}");
    }
    let (_, err) = check(folder.path(), &["document", "stress", "--run", "nothing"], 2);
    assert!(err.contains("nothing"), "{err}");
    let (page, _) = check(folder.path(), &["document", "stress", "--run", "mine", "--lang", "zh"], 0);
    assert!(page.contains("新建床位"), "{page}");
}
