//! THE list of attributes that programmes may ask for. Whoever is asked about is turned into a row of whole
//! numbers, one an attribute, so that a condition is one comparison.
use super::programme::Over;
use crate::text::Label;

/// Attributes.
pub const ATTRIBUTES_COUNT: usize = 20;
/// The values of one household, member, elder or case.
pub type Values = [i32; ATTRIBUTES_COUNT];

/// How an attribute is written in files.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A number between bounds; kept as this many parts of one.
    Number {
        /// Unit.
        unit: &'static str,
        /// Smallest value.
        least: f64,
        /// Largest value.
        most: f64,
        /// Parts of one.
        scale: f64,
    },
    /// One of these words, kept as its position.
    Words(&'static [&'static str]),
}

/// An attribute.
#[derive(Debug)]
pub struct Attribute {
    /// Id in files.
    pub id: &'static str,
    /// Name for people.
    pub name: Label,
    /// Of whom it may be asked.
    pub of: &'static [Over],
    /// How it is written.
    pub kind: Kind,
}

const NO_YES: &[&str] = &["no", "yes"];
const HOUSEHOLDS: &[Over] = &[Over::Household, Over::Member, Over::Death];
const MEMBERS: &[Over] = &[Over::Member, Over::Death];

const fn number(unit: &'static str, least: f64, most: f64, scale: f64) -> Kind {
    Kind::Number { unit, least, most, scale }
}

const fn attribute(id: &'static str, zh: &'static str, en: &'static str, of: &'static [Over], kind: Kind) -> Attribute {
    Attribute { id, name: Label::new(zh, en), of, kind }
}

/// Position of an attribute in [`ATTRIBUTES`]. Those of households come first, before [`at::AGE`].
pub mod at {
    #![allow(missing_docs, reason = "the ids and names are in the list")]
    pub const MEMBERS: usize = 0;
    pub const INCOME_RATIO: usize = 1;
    pub const TIER: usize = 2;
    pub const HOUSING: usize = 3;
    pub const ELDERS: usize = 4;
    pub const CHILDREN: usize = 5;
    pub const DISABLED: usize = 6;
    pub const ILL: usize = 7;
    pub const SUPPORT: usize = 8;
    pub const SAVINGS: usize = 9;
    pub const AGE: usize = 10;
    pub const SEX: usize = 11;
    pub const DISABILITY: usize = 12;
    pub const ILLNESS: usize = 13;
    pub const SCHOOLING: usize = 14;
    pub const WORK: usize = 15;
    pub const GUARDIAN: usize = 16;
    pub const INCOME: usize = 17;
    pub const CARE_LEVEL: usize = 18;
    pub const PLACE: usize = 19;
}

/// THE list. [`at`] has the positions.
#[rustfmt::skip]
pub const ATTRIBUTES: [Attribute; ATTRIBUTES_COUNT] = [
    attribute("members", "家庭人数", "members of the household", HOUSEHOLDS, number("persons", 1.0, 20.0, 1.0)),
    attribute("income_ratio", "人均核定收入与低保标准之比", "counted income a head over the minimum living standard", HOUSEHOLDS, number("ratio", 0.0, 1000.0, 1000.0)),
    attribute("tier", "困境程度", "tier of the needs assessment", HOUSEHOLDS, Kind::Words(&["none", "low", "middle", "high"])),
    attribute("housing", "住房", "housing", HOUSEHOLDS, Kind::Words(&["own", "rented"])),
    attribute("elders", "60岁以上人数", "members of 60 and over", HOUSEHOLDS, number("persons", 0.0, 20.0, 1.0)),
    attribute("children", "未成年人和在读学生人数", "children and pupils", HOUSEHOLDS, number("persons", 0.0, 20.0, 1.0)),
    attribute("disabled", "重残人数", "severely disabled members (grades 1 and 2)", HOUSEHOLDS, number("persons", 0.0, 20.0, 1.0)),
    attribute("ill", "重病人数", "seriously ill members", HOUSEHOLDS, number("persons", 0.0, 20.0, 1.0)),
    attribute("support", "有法定赡养抚养人", "somebody bound by law to support them", HOUSEHOLDS, Kind::Words(NO_YES)),
    attribute("savings", "财产超过限额", "savings above the limit", HOUSEHOLDS, Kind::Words(NO_YES)),
    attribute("age", "周岁年龄", "completed age", &[Over::Member, Over::Death, Over::Elder], number("years", 0.0, 130.0, 1.0)),
    attribute("sex", "性别", "sex", &[Over::Member, Over::Death, Over::Elder], Kind::Words(&["men", "women"])),
    attribute("disability", "残疾等级", "grade of the disability certificate", MEMBERS, Kind::Words(&["none", "grade-1", "grade-2", "grade-3", "grade-4"])),
    attribute("illness", "重病", "serious illness", MEMBERS, Kind::Words(NO_YES)),
    attribute("schooling", "就学", "schooling", MEMBERS, Kind::Words(&["none", "compulsory", "senior", "college"])),
    attribute("work", "就业", "at work", MEMBERS, Kind::Words(NO_YES)),
    attribute("guardian", "未成年人有监护人", "a child's guardian", MEMBERS, Kind::Words(NO_YES)),
    attribute("income", "老人收入档", "income band of an elder", &[Over::Elder, Over::Case], Kind::Words(&["low", "middle", "high"])),
    attribute("care_level", "照护等级", "assessed care level", &[Over::Case], number("level", 0.0, 6.0, 1.0)),
    attribute("place", "照护地点", "where an assessed elder is cared for", &[Over::Case], Kind::Words(&["home", "bed"])),
];

/// The position of the attribute called `id`.
pub fn attribute_position(id: &str) -> Option<usize> {
    ATTRIBUTES.iter().position(|attribute| attribute.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_those_of_the_list() {
        let known = [
            (at::MEMBERS, "members"),
            (at::INCOME_RATIO, "income_ratio"),
            (at::TIER, "tier"),
            (at::HOUSING, "housing"),
            (at::ELDERS, "elders"),
            (at::CHILDREN, "children"),
            (at::DISABLED, "disabled"),
            (at::ILL, "ill"),
            (at::SUPPORT, "support"),
            (at::SAVINGS, "savings"),
            (at::AGE, "age"),
            (at::SEX, "sex"),
            (at::DISABILITY, "disability"),
            (at::ILLNESS, "illness"),
            (at::SCHOOLING, "schooling"),
            (at::WORK, "work"),
            (at::GUARDIAN, "guardian"),
            (at::INCOME, "income"),
            (at::CARE_LEVEL, "care_level"),
            (at::PLACE, "place"),
        ];
        assert_eq!(known.len(), ATTRIBUTES_COUNT);
        for (position, id) in known {
            assert_eq!(ATTRIBUTES[position].id, id);
        }
    }
}
