//! Units in both languages: of levers, of quantities and tables of baselines, of indicators.
use agents::text::{Label, Language};

/// One line a unit, in the order of the alphabet. One that is not here is told in English.
const UNITS: &[Label] = &[
    Label::new("次申请/月", "applications a month"),
    Label::new("个方面", "aspects"),
    Label::new("类奖励", "award types"),
    Label::new("张", "beds"),
    Label::new("张/家", "beds a home"),
    Label::new("张/月", "beds a month"),
    Label::new("张/年", "beds a year"),
    Label::new("张/百名户籍老人", "beds per 100 registered elders"),
    Label::new("个机构", "bodies"),
    Label::new("个品牌", "brands"),
    Label::new("个中心", "centres"),
    Label::new("课时", "class hours"),
    Label::new("期", "classes"),
    Label::new("元", "CNY"),
    Label::new("元/儿童·年", "CNY per child per year"),
    Label::new("个委员会", "committees"),
    Label::new("对", "couples"),
    Label::new("门课程（名称）", "courses (name)"),
    Label::new("天", "days"),
    Label::new("个部门", "departments"),
    Label::new("份文件", "documents"),
    Label::new("弹性系数", "elasticity"),
    Label::new("场", "events"),
    Label::new("处设施", "facilities"),
    Label::new("分", "fen"),
    Label::new("分/月", "fen a month"),
    Label::new("个团体", "groups"),
    Label::new("风险比", "hazard ratio"),
    Label::new("小时", "hours"),
    Label::new("小时/月", "hours a month"),
    Label::new("小时/周", "hours a week"),
    Label::new("小时/小时", "hours an hour"),
    Label::new("指数", "exponent"),
    Label::new("父母周岁年龄", "years of age of the parent"),
    Label::new("小时/年", "hours a year"),
    Label::new("户", "households"),
    Label::new("户/月", "households a month"),
    Label::new("户/年", "households a year"),
    Label::new("编号", "identifier"),
    Label::new("家机构", "institutions"),
    Label::new("级", "levels"),
    Label::new("平方米/千名居民", "m2 per 1000 residents"),
    Label::new("客", "meals"),
    Label::new("客/日", "meals a day"),
    Label::new("种方法（名称）", "methods (name)"),
    Label::new("分钟", "minutes"),
    Label::new("月份序号", "month"),
    Label::new("月", "months"),
    Label::new("月，元", "months, yuan"),
    Label::new("个居民区", "neighbourhoods"),
    Label::new("个", "number"),
    Label::new("优势比", "odds ratio"),
    Label::new("开或关", "open or closed"),
    Label::new("家组织", "organisations"),
    Label::new("个网点", "outlets"),
    Label::new("每万名居民", "per 10,000 residents"),
    Label::new("每人年", "per person-year"),
    Label::new("每年", "per year"),
    Label::new("百分比", "percent"),
    Label::new("百分比（或百分点）", "percent (points?)"),
    Label::new("人次", "person-times"),
    Label::new("人次（项目名称）", "person-times (programme name)"),
    Label::new("人次/月", "person-times a month"),
    Label::new("人次/年", "person-times a year"),
    Label::new("人", "persons"),
    Label::new("人/月", "persons a month"),
    Label::new("人/年", "persons a year"),
    Label::new("个名额", "places"),
    Label::new("个计划", "plans"),
    Label::new("块铭牌", "plates"),
    Label::new("个点", "points"),
    Label::new("个岗位", "posts"),
    Label::new("类项目", "project types"),
    Label::new("个项目", "projects"),
    Label::new("家供应商", "providers"),
    Label::new("名次", "rank"),
    Label::new("倍", "ratio"),
    Label::new("年对数变动", "log rate in a year"),
    Label::new("人（居民）", "residents"),
    Label::new("人/护理员", "residents per care worker"),
    Label::new("轮", "round"),
    Label::new("规则", "rule"),
    Label::new("个场景", "scenes"),
    Label::new("名额/年", "seats a year"),
    Label::new("个服务项目", "service items"),
    Label::new("条服务记录", "service records"),
    Label::new("次服务", "service times"),
    Label::new("比例", "share"),
    Label::new("按年龄的比例", "share by age"),
    Label::new("拨款的比例", "share of the appropriation"),
    Label::new("标准的比例", "share of the standard"),
    Label::new("家门店", "shops"),
    Label::new("处", "sites"),
    Label::new("个站点", "stations"),
    Label::new("门牌号", "street number"),
    Label::new("个工作室", "studios"),
    Label::new("个街镇", "subdistricts/towns"),
    Label::new("项任务", "tasks"),
    Label::new("档", "tiers"),
    Label::new("次/月", "times a month"),
    Label::new("倍标准", "times the standard"),
    Label::new("类", "types"),
    Label::new("个", "units"),
    Label::new("版本", "version"),
    Label::new("次/月", "visits a month"),
    Label::new("年份", "year"),
    Label::new("年", "years"),
    Label::new("岁", "years of age"),
    Label::new("岁/年", "years of age a year"),
    Label::new("元", "yuan"),
    Label::new("元/张", "yuan a bed"),
    Label::new("元/日", "yuan a day"),
    Label::new("元/月", "yuan a month"),
    Label::new("元/人·月", "yuan a month and person"),
    Label::new("元/人", "yuan a head"),
    Label::new("元/年", "yuan a year"),
    Label::new("元/小时", "yuan an hour"),
    Label::new("年月", "yyyymm"),
    Label::new("年月日", "yyyymmdd"),
];

/// The unit in a language.
pub fn unit(name: &str, language: Language) -> &str {
    UNITS.iter().find(|label| label.en == name).map_or(name, |label| label.get(language))
}

/// A lever's unit in both languages.
pub(crate) fn label(unit: &'static str) -> Label {
    UNITS.iter().find(|label| label.en == unit).copied().unwrap_or(Label::new(unit, unit))
}

#[cfg(test)]
mod tests {
    use super::UNITS;
    use crate::levers::LEVERS;

    #[test]
    fn every_unit_has_a_chinese_name() {
        let mut units: Vec<String> = LEVERS.iter().map(|lever| lever.unit.to_string()).collect();
        for id in crate::EMBEDDED {
            let baseline = crate::embedded(id).unwrap().unwrap();
            units.extend(baseline.quantities.into_iter().map(|record| record.unit));
            units.extend(baseline.tables.into_iter().map(|record| record.unit));
            units.extend(baseline.facts.into_iter().map(|fact| fact.unit));
        }
        units.retain(|unit| !UNITS.iter().any(|label| label.en == unit));
        units.sort();
        units.dedup();
        assert_eq!(units, Vec::<String>::new());
    }
}
