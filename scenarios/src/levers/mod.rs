//! Levers (政策杠杆): everything that a scenario may move, in one list. The list drives the checking of scenarios, their
//! JSON Schema, `silverpeak levers` and every slider.
mod expectations;
mod list;
mod target;
mod targets;

pub use agents::lever::{Group, Kind};
pub use expectations::{EXPECTATIONS, Expectation, GIVING};
pub use list::LEVERS;
pub use target::{Element, SELECTORS, Selection, Setting, Target};
pub(crate) use target::{scaled, shifted};

use agents::district::District;
use agents::parameters::{PARAMETERS, ParameterDefinition, Quantity};
use agents::text::Label;
use std::sync::LazyLock;

/// Levers and parameters that the model rounds, so that 7.3 would be simulated as 7 and called 7.3.
const WHOLE: &[&str] = &[
    "assessment.validity",
    "beds.added",
    "budget.building_months",
    "facility.opening_delay",
    "kin.strain_months",
    "relief.check_interval",
    "relief.death_lag",
    "relief.income_lag",
    "relief.processing",
    "relief.processing_declared",
    "school.intake",
    "training.class_minimum",
    "training.class_size",
    "training.instructors",
    "training.retakes",
];

/// A lever.
#[derive(Clone, Copy, Debug)]
pub struct Lever {
    /// Fixed id; that of the parameter where it moves one.
    pub id: &'static str,
    /// What it is about.
    pub group: Group,
    /// Who decides it.
    pub kind: Kind,
    /// Unit of its value; ratios are relative to the baseline.
    pub unit: &'static str,
    /// Least and most, inside which the model was tried; positions of words for a rule.
    pub bounds: [f64; 2],
    /// What it moves in a district, and how.
    pub target: &'static Target,
    /// Name.
    pub name: Label,
    /// What it does.
    pub help: Label,
    /// The report's section that the scheme is from, or what else it rests on.
    pub source: &'static str,
}

impl PartialEq for Lever {
    /// A parameter may be moved as a lever of the list or by hand, with other units or bounds.
    fn eq(&self, other: &Lever) -> bool {
        (self.id, self.unit, self.bounds) == (other.id, other.unit, other.bounds)
    }
}

impl Lever {
    /// The lever called `id`.
    pub fn find(id: &str) -> Option<&'static Lever> {
        LEVERS.iter().find(|lever| lever.id == id)
    }

    /// The parameter called `id` as a lever of the whole time and district, whether or not it is in the list: for
    /// settings by hand.
    pub fn of_parameter(id: &str) -> Option<&'static Lever> {
        static ALL: LazyLock<Vec<Lever>> = LazyLock::new(|| PARAMETERS.iter().map(Lever::plain).collect());
        ALL.iter().find(|lever| lever.id == id)
    }

    fn plain(definition: &ParameterDefinition) -> Lever {
        Lever {
            id: definition.id,
            group: Group::World,
            kind: Kind::Assumption,
            unit: definition.unit,
            bounds: [definition.least, definition.most],
            target: targets::parameter::of_value(definition.id),
            name: definition.name,
            help: definition.name,
            source: "",
        }
    }

    /// Its unit, for people.
    pub fn unit_name(&self) -> Label {
        crate::units::label(self.unit)
    }

    /// The words of a rule, or none where the value is a number.
    pub const fn words(&self) -> Option<&'static [&'static str]> {
        self.target.words
    }

    /// Whether its value is a whole number: the model takes no part of a month, a class or a bed of these.
    pub fn is_whole(&self) -> bool {
        self.unit != "ratio" && WHOLE.contains(&self.id)
    }

    /// Whether it can only stand in a scenario's file: a month, or what it is confined to, must be said.
    pub const fn needs_a_file(&self) -> bool {
        self.target.needs.is_some() || self.target.is_permanent
    }

    /// What a change of the selection is applied to.
    pub fn elements(&self, district: &District, selection: &Selection) -> Vec<Element> {
        (self.target.elements)(district, selection)
    }

    /// The value of an element in a district that no scenario changed.
    pub fn unchanged(&self, district: &District, element: Element) -> Quantity {
        (self.target.unchanged)(self.id, district, element)
    }

    /// Puts a value into a district.
    pub fn apply(&self, district: &mut District, element: Element, selection: &Selection, setting: Setting) {
        (self.target.apply)(self.id, district, element, selection, setting);
    }

    /// Its value in a district: best estimate, over all it may be applied to the first.
    pub fn default(&self, district: &District) -> f64 {
        let elements = self.elements(district, &Selection::default());
        elements.first().map_or(0.0, |element| self.unchanged(district, *element).value)
    }
}
