//! What moves the demand for beds, and spending, as tables.
use super::numbers::signed;
use crate::results::rows;
use agents::text::{Label, Language};
use experiments::{BedDemandDrivers, Comparison, Side, SpendingDrivers, YearDrivers};

/// The demand for beds: from A to B in the compared years, and over time within each.
pub fn bed_demand(comparison: &Comparison, years: &[i32], language: Language) -> String {
    let between = comparison.bed_demand.iter().filter(|drivers| years.contains(&drivers.from.1));
    let told: Vec<&YearDrivers> = between.chain(&comparison.bed_demand_over_time).collect();
    if told.is_empty() {
        return String::new();
    }
    let title = Label::new(
        "床位需求变化的来源（12月，人；各次模拟均值，四项之和等于变化，对全部先后顺序取平均）：老龄化＝老年人数及年龄性别；失能率＝各年龄性别的失能比例；\n\
         居住＝独居比例；倾向＝同样能力和居住方式的人要床位的比例（价格、服务、轮候和习惯）。轮候者按入住者的构成分摊",
        "What moves the demand for beds (December, persons; means over replicates, the four add up to the change, averaged over all orders): \
         ageing = elders, their ages and sexes;\nprevalence = disability at each age and sex; households = living alone; propensity = beds wanted \
         by a person of the same ability and living arrangement (prices, services, waiting, habits).\nThose waiting are shared out as residents are",
    );
    let heads = [
        Label::new("从", "from"),
        Label::new("到", "to"),
        Label::new("原需求", "before"),
        Label::new("老龄化", "ageing"),
        Label::new("失能率", "prevalence"),
        Label::new("居住", "households"),
        Label::new("倾向", "propensity"),
        Label::new("变化", "change"),
        Label::new("新需求", "after"),
    ];
    let table = told.into_iter().map(|told| {
        let BedDemandDrivers { before, ageing, prevalence, households, propensity, after } = told.drivers;
        let [before_text, after_text] = [before, after].map(|persons| format!("{persons:.1}"));
        let [from, to] = [told.from, told.to].map(|(side, year)| format!("{} {year}", letter(side).get(language)));
        let parts = [ageing, prevalence, households, propensity, after - before].map(|part| signed(part, 10.0));
        [from, to, before_text].into_iter().chain(parts).chain([after_text]).collect::<Vec<_>>()
    });
    format!("{}\n{}\n\n", title.get(language), rows(heads.map(|head| head.get(language).to_string()), table, 2))
}

fn letter(side: Side) -> Label {
    match side {
        Side::A => Label::new("甲", "A"),
        Side::B => Label::new("乙", "B"),
    }
}

/// Spending from A to B: all groups in the compared years, each in the last.
pub fn spending(comparison: &Comparison, years: &[i32], language: Language) -> String {
    let last = years.last();
    let is_told = |of: &&SpendingDrivers| years.contains(&of.year) && (of.group == "all" || Some(&of.year) == last);
    let told: Vec<&SpendingDrivers> = comparison.spending.iter().filter(is_told).collect();
    if told.is_empty() {
        return String::new();
    }
    let title = Label::new(
        "救助与补贴支出差异的来源（当年，万元；各次模拟均值，四项之和等于差异）：符合条件的人和户、领取比例、标准（指数）、其他（年龄、等级、收入、支付时间、资金不足）",
        "What moves spending on relief and allowances (in the year, million yuan; means over replicates, the four add up to the difference): \
         those entitled, their take-up, amounts (index), other (ages, care levels, incomes, timing, lack of money)",
    );
    let heads = [
        Label::new("年", "year"),
        Label::new("类别", "group"),
        Label::new("甲", "A"),
        Label::new("符合条件", "entitled"),
        Label::new("领取比例", "take-up"),
        Label::new("标准", "amounts"),
        Label::new("其他", "other"),
        Label::new("差", "difference"),
        Label::new("乙", "B"),
    ];
    let yuan = |value: f64| match language {
        Language::Zh => value / 1e4,
        Language::En => value / 1e6,
    };
    let table = told.into_iter().map(|of| {
        let SpendingDrivers { year, group, a, entitled, take_up, amount, other, b } = of;
        let levels = [*a, *b].map(|value| format!("{:.1}", yuan(value)));
        let [a_text, b_text] = levels;
        let parts = [*entitled, *take_up, *amount, *other, b - a].map(|part| signed(yuan(part), 0.0));
        [year.to_string(), name(group, language), a_text].into_iter().chain(parts).chain([b_text]).collect::<Vec<_>>()
    });
    format!("{}\n{}\n\n", title.get(language), rows(heads.map(|head| head.get(language).to_string()), table, 2))
}

fn name(group: &str, language: Language) -> String {
    let groups = agents::relief::programme::Group::ALL;
    match groups.into_iter().find(|known| known.id() == group) {
        Some(known) => known.name().get(language).to_string(),
        None => Label::new("合计", "all").get(language).to_string(),
    }
}
