//! Kinds of beds, and the rule by which free ones are offered.
use crate::text::Label;
use serde::{Deserialize, Serialize};

/// Number of bed types.
pub const BED_TYPES: usize = 4;

/// A home's price as it was planned, in the parts in which homes tell their prices.
pub const PLANNED_PRICE: u16 = 1000;

/// What a bed is made for (床位类型). Nursing-type beds (护理型床位) in the sense of the plan's target
/// are all but the ordinary ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum BedType {
    /// 普通床位
    Ordinary,
    /// 护理型床位
    Nursing,
    /// 认知障碍照护床位
    Dementia,
    /// 困难重残养护床位
    SevereDisability,
}

impl BedType {
    /// By number.
    pub const ALL: [BedType; BED_TYPES] =
        [BedType::Ordinary, BedType::Nursing, BedType::Dementia, BedType::SevereDisability];

    /// The id in files.
    pub const fn id(self) -> &'static str {
        match self {
            BedType::Ordinary => "ordinary",
            BedType::Nursing => "nursing",
            BedType::Dementia => "dementia",
            BedType::SevereDisability => "severe_disability",
        }
    }

    /// Name in Chinese and English.
    pub const fn name(self) -> Label {
        match self {
            BedType::Ordinary => Label::new("普通床位", "ordinary beds"),
            BedType::Nursing => Label::new("护理型床位", "nursing beds"),
            BedType::Dementia => Label::new("认知障碍照护床位", "dementia beds"),
            BedType::SevereDisability => Label::new("困难重残养护床位", "severe-disability beds"),
        }
    }
}

/// In which order a home offers a free bed to those who wait for it (轮候规则).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlacementRule {
    /// 先到先得: whoever applied first.
    FirstCome,
    /// 失能优先: the more disabled first, with dementia before without, then whoever applied first.
    NeedFirst,
    /// 就近优先: those of the home's own community first, then whoever applied first.
    Nearest,
    /// 按意愿与支付: whoever can pay most above the price first, then whoever applied first.
    PreferenceAndPrice,
}

impl PlacementRule {
    /// Every rule.
    pub const ALL: [PlacementRule; 4] =
        [PlacementRule::FirstCome, PlacementRule::NeedFirst, PlacementRule::Nearest, PlacementRule::PreferenceAndPrice];

    /// The id in files.
    pub const fn id(self) -> &'static str {
        match self {
            PlacementRule::FirstCome => "first-come",
            PlacementRule::NeedFirst => "need-first",
            PlacementRule::Nearest => "nearest",
            PlacementRule::PreferenceAndPrice => "preference-and-price",
        }
    }

    /// Name in Chinese and English.
    pub const fn name(self) -> Label {
        match self {
            PlacementRule::FirstCome => Label::new("先到先得", "first come, first served"),
            PlacementRule::NeedFirst => Label::new("失能优先", "need first"),
            PlacementRule::Nearest => Label::new("就近优先", "nearest first"),
            PlacementRule::PreferenceAndPrice => Label::new("按意愿与支付", "by preference and price"),
        }
    }
}
