//! THE list of the parameters of the fit, with their priors.
use agents::text::Label;

/// A parameter of the fit, or several of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Short id; of several the suffix says which.
    pub id: &'static str,
    /// Suffixes of the ids, one a parameter; one empty suffix where there is one.
    pub each: &'static [&'static str],
    /// Its name.
    pub name: Label,
    /// Means of the prior.
    pub means: &'static [f64],
    /// Standard deviations of the prior.
    pub sds: &'static [f64],
    /// Why this prior.
    pub reason: Label,
}

/// First of each kind in the vector of parameters, in the order of [`PARAMETERS`].
pub(crate) mod at {
    pub(crate) const LEVEL: usize = 0;
    pub(crate) const MIDDLE: usize = 2;
    pub(crate) const OLD: usize = 4;
    pub(crate) const FALL: usize = 6;
    pub(crate) const YOUNG: usize = 9;
    pub(crate) const WAVE: usize = 11;
    pub(crate) const NET: usize = 13;
    pub(crate) const REGISTERED: usize = 14;
    pub(crate) const MOVES: usize = 16;
    pub(crate) const SPLIT: usize = 18;
    pub(crate) const TILT: usize = 20;
    pub(crate) const START: usize = 24;
    pub(crate) const DISTRICT: usize = 38;
    pub(crate) const PERIOD: usize = 42;
    pub(crate) const END: usize = 56;
}

const SEXES: &[&str] = &["m", "f"];

/// All of them.
#[rustfmt::skip]
pub const PARAMETERS: &[Parameter] = &[
    Parameter { id: "level", each: SEXES, name: Label::new("死亡水平（60岁以下，相对标准表的logit）", "level below 60, logit relative to the standard"),
        means: &[0.0, 0.0], sds: &[0.15, 0.15],
        reason: Label::new("大城市期望寿命与香港相差两三年以内", "life expectancy of large cities within two to three years of Hong Kong's") },
    Parameter { id: "middle", each: SEXES, name: Label::new("60至80岁的斜率", "slope from 60 to 80"),
        means: &[0.0, 0.0], sds: &[0.15, 0.15],
        reason: Label::new("各地标准表之间的差别", "as standard tables differ from one another") },
    Parameter { id: "old", each: SEXES, name: Label::new("80岁以上的斜率（80至95岁）", "old-age slope, 80 to 95"),
        means: &[0.1, 0.1], sds: &[0.15, 0.15],
        reason: Label::new("期望寿命之外的高龄系数1.10〔1.00–1.25〕", "a factor of 1.10 [1.00-1.25] at old ages beyond life expectancy") },
    Parameter { id: "fall", each: &["60", "85", "97"], name: Label::new("死亡率每年下降", "fall of mortality a year"),
        means: &[0.017, 0.011, 0.003], sds: &[0.006, 0.005, 0.004],
        reason: Label::new("北京、浦东（60至79岁），CLHLS（80至94岁），各国百岁老人", "Beijing and Pudong (60-79), CLHLS (80-94), centenarians elsewhere") },
    Parameter { id: "young", each: SEXES, name: Label::new("活到40岁的比例，相对标准表", "share alive at 40 relative to the standard"),
        means: &[0.0, 0.0], sds: &[0.003, 0.003],
        reason: Label::new("香港与日本之间的差别", "as Hong Kong and Japan differ") },
    Parameter { id: "wave", each: &["size", "slope"], name: Label::new("2022年12月的疫情（80岁规模的对数，随年龄上升）", "wave of December 2022 (logarithm of its size at 80, rise with age)"),
        means: &[0.0, 1.0], sds: &[1.0, 0.5],
        reason: Label::new("浦东一镇的死亡登记：两个月超额为一年死亡的0.26倍，其中一部分在年底以前", "death register of a Pudong town: an excess of 0.26 of a year's deaths in two months, part of it before the year's end") },
    Parameter { id: "net", each: &[""], name: Label::new("65至79岁户籍净迁移（每年）", "net registration at 65 to 79 a year"),
        means: &[0.0], sds: &[0.002],
        reason: Label::new("每年0至-0.2%属合理", "0 to -0.2 % a year is plausible") },
    Parameter { id: "registered", each: &["65", "80"], name: Label::new("户籍与常住之比的对数（65岁以上，80岁以上另加）", "log of registered over resident (65+, in addition at 80+)"),
        means: &[-0.03, 0.0], sds: &[0.02, 0.02],
        reason: Label::new("2010年65岁以上的比为0.97", "0.97 at 65 and over in 2010") },
    Parameter { id: "moves", each: &["60", "75"], name: Label::new("常住净迁移（75岁以下、75岁以上，每年）", "net moves of residents a year (below 75, above)"),
        means: &[0.0, 0.0], sds: &[0.004, 0.002],
        reason: Label::new("普查间老人净迁移小", "elders move little between censuses") },
    Parameter { id: "split", each: SEXES, name: Label::new("85岁以上内部的分布", "spread inside 85 and over at the start"),
        means: &[0.0, 0.0], sds: &[0.3, 0.3],
        reason: Label::new("普查只有85岁以上合计", "the census has one group above 85") },
    Parameter { id: "tilt", each: &["60", "65", "70", "75"], name: Label::new("五岁组内部的分布", "spread inside five-year groups at the start"),
        means: &[0.0; 4], sds: &[0.12; 4],
        reason: Label::new("出生数逐年起伏（全国1956至1975年）", "births differed from year to year (national, 1956 to 1975)") },
    Parameter { id: "start", each: &["m65", "m70", "m75", "m80", "m85", "m90", "m95", "f65", "f70", "f75", "f80", "f85", "f90", "f95"],
        name: Label::new("2010年普查的误差", "error of the census of 2010"),
        means: &[0.0; 14], sds: &[0.01, 0.01, 0.01, 0.015, 0.03, 0.06, 0.15, 0.01, 0.01, 0.01, 0.015, 0.03, 0.06, 0.15],
        reason: Label::new("他国普查90岁以上误差5至15%", "censuses elsewhere are 5 to 15 % off in the 90s") },
    Parameter { id: "district", each: &["70", "85", "moves", "registered"],
        name: Label::new("本区相对全市（70岁、85岁死亡率，75岁以上净迁移，户籍比）", "the district relative to the city (mortality at 70 and 85, moves at 75+, registered)"),
        means: &[-0.08, 0.0, 0.0, 0.05], sds: &[0.08, 0.10, 0.004, 0.1],
        reason: Label::new("本区期望寿命高于全市一年多；静安区85岁以上无改善", "the district's life expectancy is a year above the city's; no gain at 85+ in Jing'an") },
    Parameter { id: "period", each: &["2009", "2010", "2011", "2012", "2013", "2014", "2015", "2016", "2017", "2018", "2019", "2020", "2021", "2022"],
        name: Label::new("各年相对趋势的偏离", "the year's deviation from the trend"),
        means: &[0.0; 14], sds: &[0.03; 14],
        reason: Label::new("各国逐年死亡率起伏2至3%", "mortality of single years varies by 2 to 3 % elsewhere") },
];

/// Id, mean and standard deviation of every parameter, in the order of the vector.
pub(crate) fn priors() -> impl Iterator<Item = (String, f64, f64)> {
    PARAMETERS.iter().flat_map(|kind| {
        let each = kind.each.iter().zip(kind.means).zip(kind.sds);
        each.map(|((suffix, mean), sd)| (format!("{} {suffix}", kind.id).trim_end().to_string(), *mean, *sd))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_follow_the_list() {
        let firsts = [
            at::LEVEL,
            at::MIDDLE,
            at::OLD,
            at::FALL,
            at::YOUNG,
            at::WAVE,
            at::NET,
            at::REGISTERED,
            at::MOVES,
            at::SPLIT,
            at::TILT,
            at::START,
            at::DISTRICT,
            at::PERIOD,
            at::END,
        ];
        assert_eq!(firsts.len(), PARAMETERS.len() + 1);
        for (kind, ends) in PARAMETERS.iter().zip(firsts.windows(2)) {
            let counts = [kind.each.len(), kind.means.len(), kind.sds.len()];
            assert_eq!(counts, [ends[1] - ends[0]; 3], "{}", kind.id);
        }
        assert_eq!(priors().count(), at::END);
    }
}
