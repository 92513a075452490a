//! Every expectation of a lever, against the model: what a run of several scenarios would report as broken.
use agents::lever::Scale;
use agents::parameters::{PARAMETERS, parameter_position};
use experiments::{RunRequest, execute};
use findings::BROKEN;
use scenarios::levers::{EXPECTATIONS, GIVING, Lever};
use scenarios::scenario::{designed, grid, scenarios};
use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

/// Runs a lever at both ends of its range and in the middle; what the sanity rules found.
fn found(lever: &Lever) -> Vec<outputs::SanityRow> {
    let baseline = scenarios::embedded("qingxi").expect("shipped").unwrap_or_else(|problems| panic!("{problems}"));
    // What is set by hand is the parameter, also where the lever is a ratio to it.
    let is_ratio = |at: &usize| PARAMETERS[*at].lever.is_some_and(|lever| lever.scale == Scale::Ratio);
    let parameter = parameter_position(lever.id).filter(is_ratio);
    let scale = parameter.map_or(1.0, |at| baseline.district.quantities[at].value);
    let [least, most] = lever.bounds.map(|bound| bound * scale);
    let middle = (least + most) / 2.0;
    let middle = if lever.is_whole() { middle.round() } else { middle };
    let values = [least, middle, most].map(|value| value.to_string());
    let axes = [(lever.id.to_string(), values.to_vec())];
    let base = scenarios(&["baseline".to_string()], &baseline).unwrap_or_else(|problems| panic!("{problems}"));
    let designs = grid(&axes).unwrap_or_else(|problems| panic!("{problems}"));
    let designed = designed(&base, &designs, &baseline).unwrap_or_else(|problems| panic!("{problems}"));
    let folder = tempfile::tempdir().expect("a folder");
    let mut request = RunRequest::of_baseline(baseline, 4, folder.path().join("run"));
    request.last = request.baseline.district.start + 71;
    request.scenarios = designed;
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
        // Beds are added from a month on, amounts of one programme.
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
