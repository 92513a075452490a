//! What scenarios promise: the same draws, histories that may be shared, levers that work, dates that hold.
mod courses;
mod levers;

use super::worlds;
use agents::parameters::ParameterChoice;
use agents::{DistrictActor, Model, Reference};
use scenarios::Baseline;
use scenarios::scenario::{CompiledScenario, scenarios as compiled};
use sim_core::{Draws, Month, World};
use std::sync::Arc;

/// A scenario written out, on a baseline.
pub fn scenario(baseline: &Baseline, body: &str) -> CompiledScenario {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tried.toml");
    let head =
        "id = \"tried\"\nname = { zh = \"试\", en = \"Tried\" }\ndescription = { zh = \"试\", en = \"Tried\" }\n";
    std::fs::write(&path, format!("{head}{body}")).expect("written");
    let found = compiled(&[path.display().to_string()], baseline);
    found.unwrap_or_else(|problems| panic!("{problems}")).remove(0)
}

/// A change of a scenario's file.
pub fn change(lever: &str, from: &str, to: &str, more: &str) -> String {
    format!("\n[[change]]\nlever = \"{lever}\"\nfrom = \"{from}\"\n{more}\nto = {{ {to} }}\n")
}

/// Lives a scenario to the end of `last`, seen by `observe` in every month.
pub fn live(
    baseline: &Baseline,
    scenario: &CompiledScenario,
    choice: ParameterChoice,
    last: Month,
    mut observe: impl FnMut(&World<DistrictActor>, &[agents::ActorMonth]),
) -> World<DistrictActor> {
    let first = scenario.stretches.first().expect("a first stretch");
    let reference: Arc<Reference> = if first.signature.is_empty() && baseline.district.id == "qingxi" {
        Arc::clone(&worlds::QINGXI)
    } else {
        let base = Reference::new(baseline.district.clone()).unwrap_or_else(|unfit| panic!("{unfit}"));
        Arc::new(base.with_district(Arc::clone(&first.district)).unwrap_or_else(|unfit| panic!("{unfit}")))
    };
    let model = Model::new(reference, choice, Draws::new(worlds::SEED, 0)).unwrap_or_else(|unfit| panic!("{unfit}"));
    let mut world = model.world();
    let mut stretches = scenario.stretches[1..].iter().peekable();
    while world.month() <= last {
        if let Some(next) = stretches.next_if(|next| next.from == world.month()) {
            let model = world.shared().then(next.from, Arc::clone(&next.district));
            world.adopt(Arc::new(model.unwrap_or_else(|unfit| panic!("{unfit}"))));
        }
        let reports = worlds::advance_all(&mut world);
        observe(&world, &reports);
    }
    world
}
