//! Units of levers in both languages. One line each.
use agents::text::Label;

const UNITS: &[Label] = &[
    Label::new("张/家", "beds a home"),
    Label::new("张/月", "beds a month"),
    Label::new("张", "beds"),
    Label::new("小时/周", "hours a week"),
    Label::new("户/月", "households a month"),
    Label::new("户/年", "households a year"),
    Label::new("客/日", "meals a day"),
    Label::new("月", "months"),
    Label::new("开或关", "open or closed"),
    Label::new("每年", "per year"),
    Label::new("人次/月", "person-times a month"),
    Label::new("人/月", "persons a month"),
    Label::new("人/年", "persons a year"),
    Label::new("人", "persons"),
    Label::new("个名额", "places"),
    Label::new("个岗位", "posts"),
    Label::new("倍", "ratio"),
    Label::new("人/护理员", "residents per care worker"),
    Label::new("规则", "rule"),
    Label::new("名额/年", "seats a year"),
    Label::new("低保标准的比例", "share of the standard"),
    Label::new("比例", "share"),
    Label::new("次/月", "visits a month"),
    Label::new("元/张", "yuan a bed"),
    Label::new("元/月", "yuan a month"),
    Label::new("元/小时", "yuan an hour"),
];

/// A lever's unit; the unit itself in both languages where it is that of a parameter which is no lever.
pub(super) fn label(unit: &'static str) -> Label {
    UNITS.iter().find(|label| label.en == unit).copied().unwrap_or(Label::new(unit, unit))
}

#[cfg(test)]
mod tests {
    use crate::levers::LEVERS;

    #[test]
    fn every_unit_has_a_chinese_name() {
        for lever in LEVERS {
            assert_ne!(lever.unit_name().zh, lever.unit, "{}", lever.id);
        }
    }
}
