//! What a parameter says of the lever on it. How levers act, and those that move no parameter, are the scenarios' matter.
use crate::text::Label;

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

/// Values of a lever inside which the model was tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Span {
    /// Least and most, in the lever's unit.
    Values([f64; 2]),
    /// Least and most as ratios to the baseline's value: what a rate may be depends on the district.
    Ratios([f64; 2]),
}

/// A lever on a parameter.
#[derive(Clone, Copy, Debug)]
pub struct ParameterLever {
    /// What it is about.
    pub group: Group,
    /// Who decides it.
    pub kind: Kind,
    /// Inside which values the model was tried.
    pub span: Span,
    /// Name.
    pub name: Label,
    /// What it does.
    pub help: Label,
    /// Other numbers of the model that follow it; none where it moves nothing but its own.
    pub also: Option<Label>,
    /// The report's section that the scheme is from, or what else it rests on.
    pub source: &'static str,
}
