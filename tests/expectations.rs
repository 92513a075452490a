//! Every expectation of a lever, against the model: what a run of several scenarios would report as broken.
use experiments::{RunRequest, execute};
use findings::BROKEN;
use scenarios::levers::{EXPECTATIONS, GIVING, Lever};
use scenarios::scenario::ScenarioSet;
use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

/// Runs a lever at both ends of its range and in the middle; what the sanity rules found.
fn found(lever: &Lever) -> Vec<outputs::SanityRow> {
    let baseline = scenarios::embedded("qingxi").expect("shipped").unwrap_or_else(|problems| panic!("{problems}"));
    let [least, most] = lever.bounds(&baseline.district);
    let middle = (least + most) / 2.0;
    let middle = if lever.is_whole { middle.round() } else { middle };
    let values = [least, middle, most].map(|value| value.to_string()).join(",");
    let month = if lever.needs_a_month() { "@2021-06" } else { "" };
    let set = format!("{}{month}={values}", lever.id);
    let (set, designed) = ScenarioSet::of(&[], &[set], None, &baseline).unwrap_or_else(|problems| panic!("{problems}"));
    let folder = tempfile::tempdir().expect("a folder");
    let mut request = RunRequest::of_baseline(baseline, 4, folder.path().join("run"));
    // What is given is compared in every community.
    request.detail = outputs::Detail::Full;
    request.last = request.baseline.district.start + 71;
    (request.set, request.scenarios) = (set, designed);
    execute(&request, &|_| (), &AtomicBool::new(false)).unwrap_or_else(|error| panic!("{}: {error}", lever.id));
    outputs::read_sanity_rows(&request.folder.join(outputs::SANITY_FILE)).expect("the rules of the run")
}

#[test]
fn every_expectation_holds_from_one_end_of_its_lever_to_the_other() {
    let levers: BTreeSet<&str> = EXPECTATIONS.iter().map(|one| one.lever).chain(GIVING.iter().copied()).collect();
    let mut broken = Vec::new();
    let mut idle = Vec::new();
    for id in levers {
        let lever = Lever::find(id).expect("a lever");
        // Amounts are of one programme.
        if lever.needs_a_file() {
            continue;
        }
        let rows = found(lever);
        for row in rows.iter().filter(|row| row.against.is_some()) {
            println!(
                "{id}: {} against {:?}: {} of {} wrong, {}",
                row.rule, row.against, row.wrong, row.checked, row.verdict
            );
        }
        broken.extend(rows.iter().filter(|row| row.verdict == BROKEN).map(|row| format!("{id}: {row:?}")));
        if !rows.iter().any(|row| row.against.is_some()) {
            idle.push(id);
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert!(idle.is_empty(), "no pair of scenarios is held against what is expected of {idle:?}");
}
