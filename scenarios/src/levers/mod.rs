//! Levers (政策杠杆): everything that a scenario may move, in one list. The list drives the checking of scenarios, their
//! JSON Schema, `silverpeak levers` and every slider.
mod expectations;
mod list;
mod target;
mod targets;

pub use agents::lever::{Group, Kind, Span};
pub use expectations::{EXPECTATIONS, Expectation, GIVING};
pub use list::LEVERS;
use list::PLAIN;
pub use target::{Element, SELECTORS, Selection, Setting, Target};
pub(crate) use target::{scaled, shifted};

use agents::district::District;
use agents::parameters::{PARAMETERS, Quantity, parameter_position};
use agents::text::Label;

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
    /// Inside which values the model was tried; positions of words for a rule.
    pub span: Span,
    /// Whether its value is a whole number.
    pub is_whole: bool,
    /// Whether it can be moved from a month on. What the start and the past are made from cannot.
    pub is_dated: bool,
    /// What it moves in a district, and how.
    pub target: &'static Target,
    /// Name.
    pub name: Label,
    /// What it does.
    pub help: Label,
    /// Other numbers of the model that follow it.
    pub also: Option<Label>,
    /// The report's section that the scheme is from, or what else it rests on.
    pub source: &'static str,
}

impl PartialEq for Lever {
    /// Ids are unique.
    fn eq(&self, other: &Lever) -> bool {
        self.id == other.id
    }
}

impl Lever {
    /// What most levers that move no parameter have in common.
    pub(crate) const USUAL: Lever = Lever {
        id: "",
        group: Group::World,
        kind: Kind::Policy,
        unit: "ratio",
        span: Span::Values([0.0, 1.0]),
        is_whole: false,
        is_dated: true,
        target: &Target::ratio(|_, _, _, _, _| ()),
        name: Label::new("", ""),
        help: Label::new("", ""),
        also: None,
        source: "",
    };

    /// The lever called `id`, or the parameter of that id as one: a file, `--set`, a design and `design` all ask here, so
    /// that an id has one unit and one set of bounds everywhere.
    pub fn find(id: &str) -> Option<&'static Lever> {
        LEVERS.iter().chain(PLAIN.iter()).find(|lever| lever.id == id)
    }

    /// Every id that [`Lever::find`] knows.
    pub fn ids() -> impl Iterator<Item = &'static str> {
        LEVERS.iter().chain(PLAIN.iter()).map(|lever| lever.id)
    }

    /// Least and most in a district.
    pub fn bounds(&self, district: &District) -> [f64; 2] {
        match self.span {
            Span::Values(bounds) => bounds,
            Span::Ratios(ratios) => {
                let position = parameter_position(self.id);
                let value = position.and_then(|at| district.baseline_quantities.get(at)).map_or(0.0, |q| q.value);
                let definition = position.and_then(|at| PARAMETERS.get(at));
                let [least, most] = definition.map_or([f64::MIN, f64::MAX], |of| [of.least, of.most]);
                let [a, b] = ratios.map(|ratio| (value * ratio).clamp(least, most));
                [a.min(b), a.max(b)]
            }
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

    /// Whether it can only stand in a scenario's file: what it is confined to must be said.
    pub const fn needs_a_file(&self) -> bool {
        self.target.needs.is_some()
    }

    /// Whether it needs a first month.
    pub const fn needs_a_month(&self) -> bool {
        self.target.is_permanent
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
