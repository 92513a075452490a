//! Levers on parameters, and the shares of communities in a capacity.
use crate::levers::target::{Element, Target};
use agents::care::services::SERVICES;
use agents::district::District;
use agents::parameters::{PARAMETERS, Quantity, parameter_position};

/// The parameter.
static VALUE: Target = Target {
    unchanged: |id, district, element| match element {
        Element::District => {
            let known = parameter_position(id).and_then(|position| district.quantities.get(position));
            known.copied().unwrap_or(Quantity::exactly(0.0))
        }
        _ => Quantity::exactly(1.0),
    },
    ..Target::ratio(|id, district, _, _, setting| put(id, district, setting.value))
};

/// The parameter that is a service's capacity; in one community the ratio to its share.
static CAPACITY: Target = Target {
    selectors: &["community"],
    is_shared: true,
    unchanged: VALUE.unchanged,
    ..Target::ratio(|id, district, element, _, setting| match element {
        Element::Community(community) => {
            if let (Some(service), Some(profile)) = (service(id), district.communities.get_mut(community)) {
                profile.services[service] = setting.value.value;
            }
        }
        _ => put(id, district, setting.value),
    })
};

/// How the parameter called `id` is moved.
pub(in crate::levers) fn of_value(id: &str) -> &'static Target {
    if service(id).is_some() { &CAPACITY } else { &VALUE }
}

/// The service whose capacity the parameter called `id` is.
fn service(id: &str) -> Option<usize> {
    SERVICES.iter().position(|service| service.shared == Some(id))
}

/// Keeps a quantity inside the bounds of its parameter.
fn put(id: &str, district: &mut District, value: Quantity) {
    let Some(position) = parameter_position(id) else { return };
    let (Some(definition), Some(quantity)) = (PARAMETERS.get(position), district.quantities.get_mut(position)) else {
        return;
    };
    let within = |value: f64| value.clamp(definition.least, definition.most);
    *quantity = Quantity { value: within(value.value), low: within(value.low), high: within(value.high) };
}
