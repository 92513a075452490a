//! Every lever of the list.
use super::{change, live, scenario};
use crate::worlds::{baseline, changed};
use agents::care::services::SERVICES;
use agents::parameters::{ParameterChoice, parameter_position};
use scenarios::levers::{LEVERS, Lever};
use scenarios::scenario::CompiledScenario;
use sim_core::Month;

/// What a lever that needs to know about what is tried on.
fn confined(lever: &Lever) -> &'static str {
    match lever.target.needs {
        Some("facility") => "facility = \"hekou-1\"",
        Some("programme") => "programme = \"medical\"",
        _ if lever.target.selectors.contains(&"type") => "type = \"nursing\"",
        _ => "",
    }
}

/// A value as it is written.
fn written(lever: &Lever, value: f64) -> String {
    match lever.words() {
        Some(words) => format!("set = \"{}\"", words[value as usize]),
        None => format!("set = {value:?}"),
    }
}

#[test]
fn every_lever_runs_clean_at_both_ends_and_changes_something() {
    // Enough graduates for the entry subsidy to matter in a small district.
    let baseline = changed(&baseline("qingxi"), &[("care_workers.newcomers_graduates", 0.5)]);
    let last = baseline.district.start + 80;
    // Prices move no state: what is reported in the last month counts too.
    let told = |scenario: &CompiledScenario| {
        let mut told = String::new();
        let world = live(&baseline, scenario, ParameterChoice::Fixed, last, |world, reports| {
            if world.month() > last {
                told = format!("{reports:?}");
            }
        });
        (world.fingerprint(), told)
    };
    let untouched = told(&CompiledScenario::baseline(&baseline));
    let mut idle = Vec::new();
    for lever in LEVERS.iter() {
        let mut changed = false;
        for end in lever.bounds(&baseline.district) {
            let tried = scenario(&baseline, &change(lever.id, "2021-09", &written(lever, end), confined(lever)));
            changed |= told(&tried) != untouched;
        }
        if !changed {
            idle.push(lever.id);
        }
    }
    assert!(idle.is_empty(), "moved to both ends, these change nothing: {idle:?}");
}

#[test]
fn both_ends_of_every_lever_fit_the_bands_of_both_districts() {
    for (district, months) in [("changning", 12), ("qingxi", 12)] {
        let baseline = baseline(district);
        let start = baseline.district.start + months;
        let model = crate::worlds::model(&crate::worlds::reference(&baseline), ParameterChoice::Fixed, 0);
        for lever in LEVERS.iter().filter(|lever| parameter_position(lever.id).is_some()) {
            for end in lever.bounds(&baseline.district) {
                let tried = scenario(&baseline, &change(lever.id, &start.to_string(), &written(lever, end), ""));
                let Some(next) = tried.stretches.get(1) else { continue }; // the baseline's own value
                let fits = model.then(next.from, std::sync::Arc::clone(&next.district));
                assert!(
                    fits.is_ok(),
                    "{district}: {} at {end}: {}",
                    lever.id,
                    fits.err().map_or(String::new(), |e| e.to_string())
                );
            }
        }
    }
}

#[test]
fn levers_have_unique_ids_words_in_both_languages_and_defaults_inside_their_bounds() {
    for district in ["changning", "qingxi"] {
        let baseline = baseline(district);
        for lever in LEVERS.iter() {
            assert_eq!(LEVERS.iter().filter(|other| other.id == lever.id).count(), 1, "{}", lever.id);
            let default = lever.default(&baseline.district);
            let [least, most] = lever.bounds(&baseline.district);
            assert!(
                (least..=most).contains(&default),
                "{district}: {} is {default}, outside {least}..{most}",
                lever.id
            );
            let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            for label in [lever.name, lever.help] {
                let right = chinese(label.zh) && label.en.is_ascii() && !label.en.is_empty();
                assert!(right, "{}: {} {}", lever.id, label.zh, label.en);
            }
            assert!(!lever.source.is_empty(), "{}", lever.id);
        }
    }
    assert!(LEVERS.len() >= 40);
}

#[test]
fn a_lever_does_nothing_before_its_month_and_is_undone_after_its_end() {
    let baseline = baseline("qingxi");
    let last = baseline.district.start + 47;
    let body = change("meals.capacity", "2022-01", "multiply = 3.0", "ends = \"2022-12\"");
    let tried = scenario(&baseline, &body);
    let months: Vec<Month> = tried.stretches.iter().map(|stretch| stretch.from).collect();
    assert_eq!(months, [baseline.district.start, baseline.district.start + 12, baseline.district.start + 24]);
    assert_eq!(tried.stretches[0].signature, tried.stretches[2].signature);
    let meals = SERVICES.iter().position(|service| service.id == "meals").expect("a service");
    let served = |scenario: &CompiledScenario| {
        let mut served = Vec::new();
        live(&baseline, scenario, ParameterChoice::Fixed, last, |_, reports| {
            let communities = reports.iter().filter_map(agents::ActorMonth::community);
            served.push(communities.map(|month| month.care.services[meals].capacity).sum::<i64>());
        });
        served
    };
    let (with, without) = (served(&tried), served(&CompiledScenario::baseline(&baseline)));
    assert_eq!(with[..12], without[..12]);
    assert!((12..24).all(|month| with[month] > 2 * without[month]), "{with:?}");
    assert_eq!(with[24..], without[24..]);
}

/// Dementia beds built, month by month, and the cost of building, with and without a change.
fn beds_and_cost(baseline: &scenarios::Baseline, body: &str, months: i32) -> [(Vec<i64>, i64); 2] {
    let last = baseline.district.start + months;
    [scenario(baseline, body), CompiledScenario::baseline(baseline)].map(|scenario| {
        let (mut built, mut cost) = (Vec::new(), 0);
        live(baseline, &scenario, ParameterChoice::Fixed, last, |_, reports| {
            let homes = reports.iter().filter_map(agents::ActorMonth::facility);
            built.push(homes.clone().map(|home| home.beds[2].built).sum::<i64>());
            cost += homes.map(|home| home.building_cost).sum::<i64>();
        });
        (built, cost)
    })
}

#[track_caller]
fn check_beds_open(change: &str, opening: i32) {
    let baseline = baseline("qingxi");
    let money = self::change("account.appropriation", "2022-01", "set = 5.0", "account = \"facilities\"");
    let [with, without] = beds_and_cost(&baseline, &(change.to_string() + &money), opening + 6);
    let opened = with.0.iter().zip(&without.0).position(|(with, without)| with != without).expect("they open");
    assert_eq!((with.0[opened] - without.0[opened], opened), (10, opening as usize), "{:?}", with.0);
    let fixed = baseline.district.parameters(ParameterChoice::Fixed, &sim_core::Draws::new(0, 0));
    assert_eq!(with.1 - without.1, 10 * (fixed.facility_building_cost * 100.0) as i64, "every fen of the cost, once");
}

#[test]
fn beds_that_are_added_open_after_the_months_of_building_or_in_the_month_that_was_said_and_are_paid_for() {
    // 30 months of building.
    let begun = change("beds.added", "2022-01", "add = 10", "type = \"dementia\"");
    check_beds_open(&begun, 12 + 30);
    check_beds_open(&begun.replace("from = \"2022-01\"", "opens = \"2024-09\""), 44);
}

#[test]
fn a_parameter_set_over_the_whole_time_is_the_baseline_with_that_value() {
    let baseline = baseline("qingxi");
    let last = baseline.district.start + 23;
    for (id, value) in [("mortality.level", 0.93), ("household.alone", 0.11), ("household.child_leaves", 0.1)] {
        let body = format!("[[change]]\nlever = \"{id}\"\nto = {{ set = {value} }}\n");
        let by_scenario = live(&baseline, &scenario(&baseline, &body), ParameterChoice::Prior, last, |_, _| ());
        let reference = crate::worlds::reference(&changed(&baseline, &[(id, value)]));
        let mut by_override = crate::worlds::model(&reference, ParameterChoice::Prior, 0).world();
        while by_override.month() <= last {
            crate::worlds::advance_all(&mut by_override);
        }
        assert_eq!(by_scenario.fingerprint(), by_override.fingerprint(), "{id}");
    }
}

#[test]
fn children_who_move_out_more_often_leave_more_elders_alone_and_fewer_hours_of_their_care() {
    let baseline = baseline("qingxi");
    let last = baseline.district.start + 83;
    let told = |by: f64| {
        let body = change("household.child_leaves", "2021-07", &format!("multiply = {by:?}"), "");
        let (mut out, mut back, mut alone) = (0, 0, 0);
        live(&baseline, &scenario(&baseline, &body), ParameterChoice::Fixed, last, |_, reports| {
            for month in reports.iter().filter_map(agents::ActorMonth::community) {
                let counts = &month.counts;
                out += counts.children_moved_out;
                back += counts.children_moved_in;
                alone += counts.alone;
            }
        });
        (out, back, alone)
    };
    let (as_it_is, more) = (told(1.0), told(1.4));
    println!("moved out, moved in, months alone: {as_it_is:?}, then {more:?}");
    assert!(more.0 * 10 > as_it_is.0 * 12, "more move out: {as_it_is:?}, {more:?}");
    // Some move back sooner, having left; their rate does not follow.
    assert!((more.1 - as_it_is.1) * 2 < more.0 - as_it_is.0, "not as many more move in: {as_it_is:?}, {more:?}");
    assert!(more.2 > as_it_is.2, "more live alone: {as_it_is:?}, {more:?}");
}
