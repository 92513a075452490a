//! Levers (政策杠杆): everything that a scenario may move, in one list. The list drives the checking of scenarios, their
//! JSON Schema, `silverpeak levers` and every slider.
mod expectations;
mod handle;
mod list;

pub use expectations::{EXPECTATIONS, Expectation, GIVING};
pub use handle::{Element, Handle, SELECTORS, Selection, Setting};
pub(crate) use handle::{can_add_beds, scaled, shifted};
pub use list::LEVERS;

use agents::district::District;
use agents::parameters::{PARAMETERS, ParameterDefinition};
use agents::text::Label;
use std::sync::LazyLock;

/// What a lever is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Homes and beds.
    Beds,
    /// Home care and its insurance.
    HomeCare,
    /// Services of communities.
    Community,
    /// Workers, their pay and training.
    Workforce,
    /// Relief.
    Relief,
    /// Accounts and programmes.
    Budget,
    /// Lives, families, prices and incomes.
    World,
}

impl Group {
    /// All, in order.
    pub const ALL: [Group; 7] =
        [Group::Beds, Group::HomeCare, Group::Community, Group::Workforce, Group::Relief, Group::Budget, Group::World];

    /// The id in files.
    pub const fn id(self) -> &'static str {
        match self {
            Group::Beds => "beds",
            Group::HomeCare => "home_care",
            Group::Community => "community",
            Group::Workforce => "workforce",
            Group::Relief => "relief",
            Group::Budget => "budget",
            Group::World => "world",
        }
    }

    /// Name for people.
    pub const fn name(self) -> Label {
        match self {
            Group::Beds => Label::new("机构与床位", "homes and beds"),
            Group::HomeCare => Label::new("居家照护", "home care"),
            Group::Community => Label::new("社区服务", "services of communities"),
            Group::Workforce => Label::new("人员与培训", "workers and training"),
            Group::Relief => Label::new("救助", "relief"),
            Group::Budget => Label::new("预算", "budget"),
            Group::World => Label::new("人口、家庭、价格与收入", "population, families, prices and incomes"),
        }
    }
}

/// Who decides it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The bureau, or the city: a policy.
    Policy,
    /// Nobody: an assumption about the world.
    Assumption,
}

impl Kind {
    /// The id in files.
    pub const fn id(self) -> &'static str {
        match self {
            Kind::Policy => "policy",
            Kind::Assumption => "assumption",
        }
    }

    /// Name for people.
    pub const fn name(self) -> Label {
        match self {
            Kind::Policy => Label::new("政策", "policy"),
            Kind::Assumption => Label::new("假设", "assumption"),
        }
    }
}

/// A lever.
#[derive(Clone, Copy, Debug, PartialEq)]
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
    /// How it moves the district.
    pub handle: Handle,
    /// Name.
    pub name: Label,
    /// What it does.
    pub help: Label,
    /// The report's section that the scheme is from, or what else it rests on.
    pub source: &'static str,
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
            handle: Handle::Quantity,
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
        self.handle.words()
    }

    /// Its value in a district: best estimate, over all it may be applied to the first.
    pub fn default(&self, district: &District) -> f64 {
        let element = self.handle.elements(district, &Selection::default());
        element.first().map_or(0.0, |element| self.handle.default(self.id, district, *element).value)
    }
}
