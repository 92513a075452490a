//! The bureau's plans that pay for seats, one line a plan (report section 一(二)2-5, 四(二)4).
use crate::parameters::Parameters;
use crate::text::Label;

/// A plan that pays for seats in courses.
#[derive(Debug)]
pub struct Plan {
    /// Short id.
    pub id: &'static str,
    /// Name for people.
    pub name: Label,
    /// Lowest and highest level of certificate it pays for.
    pub levels: (u8, u8),
    /// Seats a year.
    pub seats: fn(&Parameters) -> f64,
}

/// THE list of plans. Where two pay for a level, the first goes first.
pub const PLANS: [Plan; 4] = [
    Plan {
        id: "reach",
        name: Label::new("持证率达标计划", "Certification plan"),
        levels: (1, 1),
        seats: |p| p.training_reach_seats,
    },
    Plan {
        id: "upgrade",
        name: Label::new("护理等级提质计划", "Upgrading plan"),
        levels: (2, 2),
        seats: |p| p.training_upgrade_seats,
    },
    Plan {
        id: "elite",
        name: Label::new("职业技能尖兵计划", "Skills elite plan"),
        levels: (3, 4),
        seats: |p| p.training_elite_seats,
    },
    Plan {
        id: "leader",
        name: Label::new("金牌管理者选树计划", "Gold manager plan"),
        levels: (4, 5),
        seats: |p| p.training_leader_seats,
    },
];
