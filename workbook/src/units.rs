//! Units in both languages, and how their numbers are shown.
use crate::layout::Shown;
use agents::text::{Label, Language};

/// One line a unit of the outputs and of the baselines. A unit that is not here is told in English.
#[rustfmt::skip]
const UNITS: &[Label] = &[
    Label::new("次申请/月", "applications a month"),
    Label::new("张", "beds"),
    Label::new("张/家", "beds a home"),
    Label::new("张/月", "beds a month"),
    Label::new("张/年", "beds a year"),
    Label::new("张/百名户籍老人", "beds per 100 registered elders"),
    Label::new("天", "days"),
    Label::new("弹性系数", "elasticity"),
    Label::new("分", "fen"),
    Label::new("分/月", "fen a month"),
    Label::new("风险比", "hazard ratio"),
    Label::new("小时", "hours"),
    Label::new("小时/月", "hours a month"),
    Label::new("小时/周", "hours a week"),
    Label::new("小时/年", "hours a year"),
    Label::new("户", "households"),
    Label::new("户/月", "households a month"),
    Label::new("户/年", "households a year"),
    Label::new("平方米/千名居民", "m2 per 1000 residents"),
    Label::new("客/日", "meals a day"),
    Label::new("月份序号", "month"),
    Label::new("月", "months"),
    Label::new("个", "number"),
    Label::new("优势比", "odds ratio"),
    Label::new("每年", "per year"),
    Label::new("人次", "person-times"),
    Label::new("人次/月", "person-times a month"),
    Label::new("人次/年", "person-times a year"),
    Label::new("人", "persons"),
    Label::new("人/月", "persons a month"),
    Label::new("人/年", "persons a year"),
    Label::new("个名额", "places"),
    Label::new("个岗位", "posts"),
    Label::new("倍", "ratio"),
    Label::new("人（居民）", "residents"),
    Label::new("人/护理员", "residents per care worker"),
    Label::new("名额/年", "seats a year"),
    Label::new("比例", "share"),
    Label::new("拨款的比例", "share of the appropriation"),
    Label::new("标准的比例", "share of the standard"),
    Label::new("次/月", "times a month"),
    Label::new("倍标准", "times the standard"),
    Label::new("次/月", "visits a month"),
    Label::new("年", "years"),
    Label::new("岁", "years of age"),
    Label::new("元", "yuan"),
    Label::new("元/张", "yuan a bed"),
    Label::new("元/月", "yuan a month"),
    Label::new("元/年", "yuan a year"),
    Label::new("元/小时", "yuan an hour"),
];

/// The unit in a language.
pub(crate) fn unit(name: &str, language: Language) -> &str {
    UNITS.iter().find(|label| label.en == name).map_or(name, |label| label.get(language))
}

/// The unit in which a number is shown, and by what it is divided: money is kept in fen and shown in yuan, so that sheets
/// do not mix them.
pub(crate) fn yuan(unit: &str) -> (String, f64) {
    match unit.strip_prefix("fen") {
        Some(rest) => (format!("yuan{rest}"), 100.0),
        None => (unit.to_string(), 1.0),
    }
}

/// How numbers of a unit are shown.
pub(crate) fn shown(unit: &str) -> Shown {
    match unit {
        "share" => Shown::Percent,
        "ratio" => Shown::Plain,
        "beds per 100 registered elders" | "months" => Shown::Decimals,
        _ => Shown::Whole,
    }
}

/// The word of a grade in a language.
pub(crate) fn grade(word: &str, language: Language) -> &str {
    let label = match word {
        "found" => Label::new("查得", "found"),
        "derived" => Label::new("推算", "derived"),
        "assumed" => Label::new("假定", "assumed"),
        "calibrated" => Label::new("已用于校准", "calibrated to"),
        "forecast" => Label::new("来源自身的预测", "the source's forecast"),
        _ => return word,
    };
    label.get(language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use outputs::{INDICATORS, OfYear};

    #[test]
    fn every_unit_of_an_indicator_and_of_a_baseline_has_a_chinese_name() {
        let baseline = scenarios::embedded("changning").unwrap().unwrap();
        let of_years = INDICATORS.iter().map(|i| yuan(&OfYear::of_unit(i.unit).unit(i.unit)).0);
        let all = INDICATORS.iter().map(|i| i.unit.to_string()).chain(of_years);
        for name in all.chain(baseline.quantities.iter().map(|record| record.unit.clone())) {
            assert!(UNITS.iter().any(|label| label.en == name), "{name}");
        }
        assert_eq!((unit("persons", Language::Zh), unit("parsecs", Language::Zh)), ("人", "parsecs"));
    }

    #[test]
    fn money_is_shown_in_yuan() {
        assert_eq!(yuan("fen a year"), ("yuan a year".to_string(), 100.0));
        assert_eq!(yuan("yuan"), ("yuan".to_string(), 1.0));
    }
}
