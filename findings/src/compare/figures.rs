//! A comparison of two scenarios as figures.
use super::comparison::{Comparison, Side, YearDrivers};
use super::{BedDemandDrivers, SpendingDrivers};
use crate::figure::{Cell, Figure, IntervalKind, Method, Number, Table};
use crate::unit::Unit;
use crate::words::{NO_DISCREPANCY, say};
use agents::district::District;
use agents::relief::programme::Group;
use agents::text::{Label, Language};
use outputs::{ComparisonRow, DISTRICT_AREA, Detail, Indicator, indicators, quantile};

/// Indicators of the district, what matters first.
const SHOWN: [&Indicator; 17] = [
    indicators::POPULATION_ELDERS,
    indicators::POPULATION_SEVERE,
    indicators::POPULATION_DEMENTIA,
    indicators::POPULATION_ALONE,
    indicators::CARE_NEED,
    indicators::CARE_GAP,
    indicators::CARE_GAP_PERSONS,
    indicators::BEDS_DEMAND,
    indicators::BEDS_USABLE,
    indicators::BEDS_WAITING,
    indicators::BEDS_GAP,
    indicators::BEDS_WAIT_DAYS_P50,
    indicators::WORKFORCE_CARE_WORKERS,
    indicators::WORKFORCE_CERTIFIED_SHARE,
    indicators::RELIEF_SPENDING,
    indicators::BUDGET_OUT,
    indicators::BUDGET_ARREARS,
];

/// Indicators of which the communities that differ most are shown.
const OF_COMMUNITIES: [&Indicator; 3] = [indicators::BEDS_WAITING, indicators::BEDS_GAP, indicators::CARE_GAP];

/// Communities shown of each.
const MOST_COMMUNITIES: usize = 5;

/// Breakdowns shown, and of which indicator.
const GROUPS: [(&str, &str, Label); 4] = [
    ("pyramid.disabled", "sex", Label::new("失能老年人", "disabled elders")),
    ("pyramid.disabled", "age_group", Label::new("失能老年人", "disabled elders")),
    (indicators::CARE_GAP.id, "living", Label::new("照护时间缺口", "hours of care unmet")),
    (indicators::CARE_GAP.id, "ability", Label::new("照护时间缺口", "hours of care unmet")),
];

/// A comparison being put into words; `district` lends the names of communities.
struct Telling<'a> {
    comparison: &'a Comparison,
    district: Option<&'a District>,
    language: Language,
}

impl Comparison {
    /// The figures of the comparison. Communities have their names where their `district` is known, else their ids.
    pub fn figures(&self, district: Option<&District>, language: Language) -> Vec<Figure> {
        let telling = Telling { comparison: self, district, language };
        let years = self.shown_years();
        let mut figures: Vec<Figure> = vec![telling.differences(&years)];
        if let Some(last) = years.last() {
            figures.extend((self.detail == Detail::Full).then(|| telling.communities(*last)));
            figures.extend((self.detail != Detail::Headline).then(|| telling.groups(*last)));
        }
        figures.extend([telling.bed_demand(&years), telling.spending(&years)].into_iter().flatten());
        figures
    }
}

/// The name of a group of a breakdown.
pub fn group_name(id: &str, language: Language) -> String {
    let words = match id {
        "male" => Label::new("男", "men"),
        "female" => Label::new("女", "women"),
        "independent" => Label::new("自理", "independent"),
        "mild" => Label::new("轻度失能", "mildly disabled"),
        "moderate" => Label::new("中度失能", "moderately disabled"),
        "severe" => Label::new("重度失能", "severely disabled"),
        "with_family" => Label::new("与子女同住", "with family"),
        "couple_only" => Label::new("仅与配偶同住", "couple only"),
        "alone" => Label::new("独居", "alone"),
        ages => return say!(language, "{ages}岁", "{ages}"),
    };
    words.get(language).to_string()
}

fn unit_of(row: &ComparisonRow) -> Unit {
    Unit::of(&row.unit).unwrap_or(Unit::Ratio)
}

fn mean_of(row: &ComparisonRow, mean: f64) -> Cell {
    Cell::Quantity(Number::mean(unit_of(row), mean, row.n as usize))
}

/// The mean difference with the 95 % interval of the mean.
fn difference(row: &ComparisonRow) -> Number {
    let mean = Number::new(unit_of(row), row.difference, Method::MeanDifference).of(row.n as usize);
    match row.low95.zip(row.high95) {
        Some((low, high)) => mean.within([low, high], IntervalKind::Mean95),
        None => mean,
    }
}

/// How much wider the interval would be without common random numbers; none where nothing differs.
fn ratio(row: &ComparisonRow) -> Option<f64> {
    let (paired, unpaired) = row.se_paired.zip(row.se_unpaired)?;
    (paired > 0.0).then(|| unpaired / paired)
}

impl Telling<'_> {
    fn say(&self, zh: &'static str, en: &'static str) -> String {
        Label::new(zh, en).get(self.language).to_string()
    }

    fn list(&self, names: &[String]) -> String {
        names.join(&self.say("；", "; "))
    }

    /// What the level of detail of the runs leaves out, and how it is made.
    fn left_out(&self) -> Option<String> {
        let level = self.comparison.detail;
        let again = self.comparison.folder_a.display();
        match level {
            Detail::Full => None,
            Detail::District => Some(say!(
                self.language,
                "运行只保留全区数据（--detail district），没有各街镇的比较；需要时：silverpeak run --again {again} --detail full --out 新文件夹",
                "the run keeps the district alone (--detail district), so communities are not compared; for them: silverpeak run --again {again} --detail full --out DIR"
            )),
            Detail::Headline => Some(say!(
                self.language,
                "运行只保留主要指标（--detail headline），没有街镇、人群、床位需求来源和支出来源的比较；需要时：silverpeak run --again {again} --detail full --out 新文件夹",
                "the run keeps headline indicators alone (--detail headline), so communities, groups, and drivers of bed demand and of spending are not compared; for them: silverpeak run --again {again} --detail full --out DIR"
            )),
        }
    }

    fn differences(&self, years: &[i32]) -> Figure {
        let Comparison { scenario_a: a, scenario_b: b, seed, start, end, replicates, .. } = self.comparison;
        let language = self.language;
        let words = self.comparison.parameters.name().get(language);
        let drawn = say!(language, "参数：{words}", "parameters: {words}");
        let mut caveats = vec![self.say(
            "区间是均值的95%置信区间，只反映模拟次数有限带来的误差，不含参数取值范围；参数按范围抽取时，差的分位数（见 Parquet）\
             含参数的不确定。按收入的失能、照护需求与缺口，按能力的轮候者，以及街镇的年龄结构不在表中",
            "intervals are of the mean and say how well a finite number of replicates knows it; they do not hold the ranges of parameters. \
             Where parameters are drawn, percentiles of differences (in the Parquet file) hold their uncertainty. \
             Disability, need and unmet care by income, those waiting by ability, and ages of communities are not in the tables",
        )];
        caveats.push(NO_DISCREPANCY.get(language).to_string());
        if *replicates == 1 {
            caveats.push(self.say("只有一次模拟，没有区间", "a single replicate: there are no intervals"));
        }
        if !self.comparison.run_differences.is_empty() {
            let differences: Vec<String> =
                self.comparison.run_differences.iter().map(|one| one.words(language)).collect();
            let differences = self.list(&differences);
            caveats.push(say!(
                language,
                "两次运行还有以下不同，已计入差中：{differences}",
                "the runs differ in this too, and it is part of the difference: {differences}"
            ));
        }
        caveats.extend(self.left_out());
        let worth = years.last().map(|last| self.worth_of_pairing(*last)).unwrap_or_default();
        Figure {
            id: "compare-indicators",
            title: say!(language, "情景比较：甲＝{a}，乙＝{b}", "Scenarios compared: A = {a}, B = {b}"),
            sentence: say!(
                language,
                "{start} 至 {end}，{replicates} 次模拟配对，种子 {seed}；{drawn}。差＝乙减甲：同一序号的模拟在两情景中共用全部随机数。流量为全年合计，其余为年末。{worth}",
                "{start} to {end}, {replicates} replicates in pairs, seed {seed}; {drawn}. A difference is B less A: replicates of a number share \
                 all draws in both scenarios. Flows are sums of the year, all else its last month. {worth}"
            ),
            caveats,
            tables: years.iter().map(|year| self.indicators(*year)).collect(),
            ..Figure::default()
        }
    }

    fn indicators(&self, year: i32) -> Table {
        let language = self.language;
        let row = |of: &&Indicator| {
            let row = self.comparison.headline(DISTRICT_AREA, of.id, year)?;
            let name = of.name.get(language);
            let higher = Number::new(Unit::Probability, row.share_higher, Method::Probability).of(row.n as usize);
            let wider = ratio(row).map(|ratio| Number::new(Unit::Ratio, ratio, Method::Computed));
            Some(vec![
                Cell::text(name),
                mean_of(row, row.mean_a),
                mean_of(row, row.mean_b),
                Cell::Quantity(difference(row)),
                Cell::Number(higher),
                wider.map_or(Cell::Empty, Cell::Number),
            ])
        };
        Table {
            caption: say!(language, "{year} 年，各次模拟的均值", "{year}, means over replicates"),
            heads: vec![
                self.say("指标", "indicator"),
                self.say("甲", "A"),
                self.say("乙", "B"),
                self.say("差〔均值的95%区间〕", "difference [95 % interval of the mean]"),
                self.say("乙较高的模拟", "B higher in"),
                self.say("不配对时区间宽几倍", "times wider unpaired"),
            ],
            rows: SHOWN.iter().filter_map(row).collect(),
        }
    }

    /// The worth of common random numbers.
    fn worth_of_pairing(&self, year: i32) -> String {
        let shown = SHOWN.iter().filter_map(|of| ratio(self.comparison.headline(DISTRICT_AREA, of.id, year)?));
        let mut ratios: Vec<f64> = shown.collect();
        ratios.sort_unstable_by(f64::total_cmp);
        let Some(middle) = quantile(&ratios, 50) else {
            return self.say(
                "各次模拟的差都相同，没有剩余的随机性。",
                "All replicates have the same difference: no chance is left.",
            );
        };
        let replicates = Unit::Count.number(self.language, middle * middle * f64::from(self.comparison.replicates));
        say!(
            self.language,
            "若两情景各用各的随机数，{year} 年区间会宽 {middle:.1} 倍（上列指标的中位数），要得到同样的区间需约 {replicates} 次模拟。",
            "With draws of their own the intervals of {year} would be {middle:.1} times as wide (median of the indicators below), and it would \
             take about {replicates} replicates to narrow them as much."
        )
    }

    /// Communities in which an indicator differs most, largest first.
    fn communities(&self, year: i32) -> Figure {
        let language = self.language;
        let known = self.district.map(|district| district.communities.as_slice()).unwrap_or_default();
        let name = |id: &str| {
            let of = known.iter().find(|community| community.id == id);
            of.map_or_else(|| id.to_string(), |community| community.name.get(language).to_string())
        };
        let mut rows = Vec::new();
        for of in OF_COMMUNITIES {
            let here = |row: &&ComparisonRow| {
                row.year == year && row.indicator == of.id && row.area != DISTRICT_AREA && row.difference != 0.0
            };
            let mut found: Vec<&ComparisonRow> = self.comparison.rows.iter().filter(here).collect();
            found.sort_by(|a, b| b.difference.abs().total_cmp(&a.difference.abs()).then(a.area.cmp(&b.area)));
            rows.extend(found.into_iter().take(MOST_COMMUNITIES).map(|row| {
                vec![Cell::text(of.name.get(language)), Cell::text(name(&row.area)), Cell::Quantity(difference(row))]
            }));
        }
        Figure {
            id: "compare-communities",
            title: say!(language, "差异最大的街镇，{year} 年", "Communities that differ most, {year}"),
            sentence: match rows.is_empty() {
                true => self.say("各街镇均无差异。", "No community differs."),
                false => String::new(),
            },
            tables: self.table_of(
                rows,
                vec![
                    self.say("指标", "indicator"),
                    self.say("街镇", "community"),
                    self.say("差〔均值的95%区间〕", "difference [95 % interval of the mean]"),
                ],
            ),
            ..Figure::default()
        }
    }

    fn table_of(&self, rows: Vec<Vec<Cell>>, heads: Vec<String>) -> Vec<Table> {
        if rows.is_empty() { Vec::new() } else { vec![Table { caption: String::new(), heads, rows }] }
    }

    /// Groups that differ.
    fn groups(&self, year: i32) -> Figure {
        let language = self.language;
        let of = |(id, breakdown, name): (&'static str, &'static str, Label)| {
            let here = move |row: &&ComparisonRow| {
                row.year == year && row.indicator == id && row.breakdown == breakdown && row.difference != 0.0
            };
            let row = move |row: &ComparisonRow| {
                let what = Cell::text(format!("{} {}", name.get(language), group_name(&row.group, language)));
                vec![what, mean_of(row, row.mean_a), mean_of(row, row.mean_b), Cell::Quantity(difference(row))]
            };
            self.comparison.rows.iter().filter(here).map(row)
        };
        let rows: Vec<Vec<Cell>> = GROUPS.into_iter().flat_map(of).collect();
        Figure {
            id: "compare-groups",
            title: say!(language, "有差异的人群，{year} 年", "Groups that differ, {year}"),
            sentence: match rows.is_empty() {
                true => self.say(
                    "失能人数和照护缺口在性别、年龄组、居住方式、自理能力各人群中均无差异。",
                    "Neither disability nor unmet care differs in any group of sex, age, living arrangement or ability.",
                ),
                false => String::new(),
            },
            tables: self.table_of(
                rows,
                vec![
                    self.say("人群", "group"),
                    self.say("甲", "A"),
                    self.say("乙", "B"),
                    self.say("差〔均值的95%区间〕", "difference [95 % interval of the mean]"),
                ],
            ),
            ..Figure::default()
        }
    }

    /// What moves the demand for beds: from A to B in the compared years, and over time within each.
    fn bed_demand(&self, years: &[i32]) -> Option<Figure> {
        let between = self.comparison.bed_demand.iter().filter(|drivers| years.contains(&drivers.from.1));
        let shown: Vec<&YearDrivers> = between.chain(&self.comparison.bed_demand_over_time).collect();
        let n = self.comparison.replicates as usize;
        let level = |persons: f64| Cell::Number(Number::mean(Unit::Persons, persons, n));
        let part = |persons: f64| Cell::Number(Number::new(Unit::Persons, persons, Method::MeanDifference).of(n));
        let when = |(side, year): (Side, i32)| {
            let side = match side {
                Side::A => self.say("甲", "A"),
                Side::B => self.say("乙", "B"),
            };
            Cell::text(format!("{side} {year}"))
        };
        let row = |of: &&YearDrivers| {
            let BedDemandDrivers { before, ageing, prevalence, households, propensity, after } = of.drivers;
            let parts = [ageing, prevalence, households, propensity, after - before].map(part);
            [when(of.from), when(of.to), level(before)].into_iter().chain(parts).chain([level(after)]).collect()
        };
        (!shown.is_empty()).then(|| Figure {
            id: "compare-bed-demand",
            title: self.say("床位需求变化的来源，12月", "Drivers of the demand for beds, December"),
            sentence: self.say(
                "各次模拟均值，四项之和等于变化，对全部先后顺序取平均。老龄化＝老年人数及年龄性别；失能率＝各年龄性别的失能比例；居住＝独居比例；\
                 倾向＝同样能力和居住方式的人要床位的比例（价格、服务、轮候和习惯）。轮候者按入住者的构成分摊。",
                "Means over replicates; the four add up to the change, averaged over all orders. Ageing: elders, their ages and sexes; prevalence: \
                 disability at each age and sex; households: living alone; propensity: beds wanted by a person of the same ability and \
                 living arrangement (prices, services, waiting, habits). Those waiting are shared out as residents are.",
            ),
            tables: vec![Table {
                caption: self.say("人", "persons"),
                heads: vec![
                    self.say("从", "from"),
                    self.say("到", "to"),
                    self.say("原需求", "before"),
                    self.say("老龄化", "ageing"),
                    self.say("失能率", "prevalence"),
                    self.say("居住", "households"),
                    self.say("倾向", "propensity"),
                    self.say("变化", "change"),
                    self.say("新需求", "after"),
                ],
                rows: shown.iter().map(row).collect(),
            }],
            ..Figure::default()
        })
    }

    /// What moves spending from A to B: all groups in the compared years, each in the last.
    fn spending(&self, years: &[i32]) -> Option<Figure> {
        let language = self.language;
        let last = years.last();
        let is_shown =
            |of: &&SpendingDrivers| years.contains(&of.year) && (of.group == "all" || Some(&of.year) == last);
        let shown: Vec<&SpendingDrivers> = self.comparison.spending.iter().filter(is_shown).collect();
        let n = self.comparison.replicates as usize;
        let level = |yuan: f64| Cell::Number(Number::mean(Unit::Yuan, yuan, n));
        let part = |yuan: f64| Cell::Number(Number::new(Unit::Yuan, yuan, Method::MeanDifference).of(n));
        let name = |id: &str| {
            let known = Group::ALL.into_iter().find(|known| known.id() == id);
            known.map_or_else(|| self.say("合计", "all"), |known| known.name().get(language).to_string())
        };
        let row = |of: &&SpendingDrivers| {
            let SpendingDrivers { year, group, a, entitled, take_up, amount, other, b } = of;
            let parts = [*entitled, *take_up, *amount, *other, b - a].map(part);
            let first = [Cell::Year(*year), Cell::text(name(group)), level(*a)];
            first.into_iter().chain(parts).chain([level(*b)]).collect()
        };
        (!shown.is_empty()).then(|| Figure {
            id: "compare-spending",
            title: self.say("救助与补贴支出差异的来源，当年", "Drivers of spending on relief and allowances, in the year"),
            sentence: self.say(
                "各次模拟均值，四项之和等于差：符合条件的人和户、领取比例、标准（指数）、其他（年龄、等级、收入、支付时间、资金不足）。",
                "Means over replicates; the four add up to the difference: those entitled, their take-up, amounts (index), other (ages, care levels, \
                 incomes, timing, lack of money).",
            ),
            tables: vec![Table {
                caption: Unit::Yuan.name(language).to_string(),
                heads: vec![
                    self.say("年", "year"),
                    self.say("类别", "group"),
                    self.say("甲", "A"),
                    self.say("符合条件", "entitled"),
                    self.say("领取比例", "take-up"),
                    self.say("标准", "amounts"),
                    self.say("其他", "other"),
                    self.say("差", "difference"),
                    self.say("乙", "B"),
                ],
                rows: shown.iter().map(row).collect(),
            }],
            ..Figure::default()
        })
    }
}
