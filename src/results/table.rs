//! Tables of indicators by year.
use super::{grouped, rows};
use agents::text::{Label, Language};
use experiments::{Finished, Outcome};
use outputs::{DISTRICT_AREA, SummaryRow};
use sim_core::Month;

/// How a column's numbers are shown.
#[derive(Clone, Copy)]
pub enum Scale {
    /// As they are.
    One,
    /// In a large district in units of ten thousand (Chinese) or thousand (English).
    Large,
    /// As percentages.
    Percent,
    /// With two decimals.
    Decimals,
}

/// A column of a table.
pub struct Column {
    /// Indicator.
    pub id: &'static str,
    name: Label,
    scale: Scale,
}

const fn column(id: &'static str, zh: &'static str, en: &'static str, scale: Scale) -> Column {
    Column { id, name: Label::new(zh, en), scale }
}

/// Who there is.
pub const PEOPLE: &[Column] = &[
    column("population.elders", "户籍老人", "elders", Scale::Large),
    column("population.elders_80_plus", "80岁以上", "80+", Scale::Large),
    column("population.elders_100_plus", "百岁", "100+", Scale::One),
    column("population.alone", "独居", "living alone", Scale::One),
    column("population.dementia", "认知障碍", "with dementia", Scale::One),
];

/// What they can do.
pub const ABILITY: &[Column] = &[
    column("population.independent", "自理", "independent", Scale::Large),
    column("population.mild", "轻度失能", "mildly disabled", Scale::One),
    column("population.moderate", "中度失能", "moderately", Scale::One),
    column("population.severe", "重度失能", "severely", Scale::One),
];

/// Care: beds, then hours.
pub const CARE: &[(Label, &[Column])] = &[
    (
        Label::new(
            "床位：需求＝入住者加轮候者（人）；可用＝建成、有人手且有经费；缺口按类型相加，不互抵",
            "Beds: demand = residents and those waiting (persons); usable = built, staffed and funded; the gap adds up \
             types, a surplus of one never hides a lack of another",
        ),
        &[
            column("beds.demand", "需求", "demand", Scale::One),
            column("beds.built", "建成", "built", Scale::One),
            column("beds.staffed", "有人手", "staffed", Scale::One),
            column("beds.occupied", "入住", "occupied", Scale::One),
            column("beds.waiting", "在家轮候", "waiting", Scale::One),
            column("beds.gap", "缺口", "gap", Scale::One),
        ],
    ),
    (
        Label::new(
            "床位需求与建成（按类型）：需求含住在其他类型床位、申请转入本类型者",
            "Beds demanded and built by type: whoever lives in a bed of one type and asks for another demands the other",
        ),
        &[
            column("beds.demand_ordinary", "普通需求", "ordinary wanted", Scale::One),
            column("beds.built_ordinary", "建成", "built", Scale::One),
            column("beds.demand_nursing", "护理型需求", "nursing wanted", Scale::One),
            column("beds.built_nursing", "建成", "built", Scale::One),
            column("beds.demand_dementia", "认知障碍需求", "dementia wanted", Scale::One),
            column("beds.built_dementia", "建成", "built", Scale::One),
            column("beds.demand_severe_disability", "困难重残需求", "severe disab. wanted", Scale::One),
            column("beds.built_severe_disability", "建成", "built", Scale::One),
        ],
    ),
    (
        Label::new(
            "床位：结构、每百名户籍老人床位、入住率、12月入住者等待天数",
            "Beds: structure, beds per 100 registered elders, occupancy, days waited by December's admissions",
        ),
        &[
            column("beds.nursing_share", "护理型占比", "nursing share", Scale::Percent),
            column("beds.per_100_elders", "每百人床位", "per 100 elders", Scale::Decimals),
            column("beds.occupancy", "入住率", "occupancy", Scale::Percent),
            column("beds.wait_days_p50", "等待中位", "median wait", Scale::One),
            column("beds.wait_days_p90", "等待第90百分位", "90th pct wait", Scale::One),
        ],
    ),
    (
        Label::new(
            "照护：有照护需要的老人（人）；需要、家人照护、居家照护、机构照护、缺口（每月时数）",
            "Care: elders in need (persons); hours a month needed, given by kin, by home care, in homes, and unmet",
        ),
        &[
            column("care.need_persons", "有需要者", "in need", Scale::One),
            column("care.need", "需要时数", "hours needed", Scale::Large),
            column("care.served_kin", "家人", "kin", Scale::Large),
            column("care.served_home", "居家", "home care", Scale::Large),
            column("care.served_bed", "机构", "homes", Scale::Large),
            column("care.gap", "缺口", "gap", Scale::Large),
            column("care.gap_persons", "缺口人数", "with a gap", Scale::One),
        ],
    ),
];

/// Who works.
pub const WORKFORCE: &[(Label, &[Column])] = &[
    (
        Label::new(
            "养老护理员：在岗（人）、持证率与中级及以上（期初值为假定）、充足率＝在岗/所需、空缺岗位、因缺人不可用床位（张）和未提供居家时数（每月）",
            "Care workers: heads, certified share and intermediate or above (assumed at the start), sufficiency = heads over \
             those required, vacancies; beds and hours a month lost to missing staff",
        ),
        &[
            column("workforce.care_workers", "护理员", "care workers", Scale::One),
            column("workforce.certified_share", "持证率", "certified", Scale::Percent),
            column("workforce.intermediate_share", "中级及以上", "intermediate +", Scale::Percent),
            column("workforce.sufficiency", "充足率", "sufficiency", Scale::Percent),
            column("workforce.vacancies", "空缺", "vacancies", Scale::One),
            column("workforce.beds_lost", "失用床位", "beds lost", Scale::One),
            column("workforce.hours_lost", "未供时数", "hours lost", Scale::Large),
        ],
    ),
    (
        Label::new("社区工作者：在岗（人）、持证率、空缺岗位", "Community workers: heads, certified share, vacancies"),
        &[
            column("workforce.community_workers", "社区工作者", "community workers", Scale::One),
            column("workforce.community_certified_share", "持证率", "certified", Scale::Percent),
            column("workforce.community_vacancies", "空缺", "vacancies", Scale::One),
        ],
    ),
];

/// Elders from which on numbers are easier to read in thousands.
const LARGE_DISTRICT: f64 = 20_000.0;

/// A run, and which of its months are shown.
pub struct Shown<'a> {
    /// The run.
    pub finished: &'a Finished,
    /// The scenario.
    pub outcome: &'a Outcome,
    /// Ends of years, and the last month.
    pub months: &'a [Month],
    /// The language.
    pub language: Language,
}

impl Shown<'_> {
    fn row(&self, month: Month, id: &str) -> Option<&SummaryRow> {
        self.finished.summary.get(&self.outcome.scenario, month, DISTRICT_AREA, id)
    }

    fn is_large(&self) -> bool {
        let first = self.months.first().and_then(|month| self.row(*month, "population.elders"));
        first.is_some_and(|elders| elders.p50 >= LARGE_DISTRICT)
    }

    /// A table by year: median and 80 % band.
    pub fn table(&self, columns: &[Column]) -> String {
        let (large, language) = (self.is_large(), self.language);
        let first = Label::new("年末", "year end").get(language).to_string();
        let unit = Label::new("/万", "/1,000").get(language);
        let heads = columns.iter().map(|column| {
            let scaled = large && matches!(column.scale, Scale::Large);
            format!("{}{}", column.name.get(language), if scaled { unit } else { "" })
        });
        let years = self.months.iter().map(|month| {
            let when = if month.is_december() { month.year().to_string() } else { month.to_string() };
            let cells = columns.iter().map(|column| {
                let scale = if large || !matches!(column.scale, Scale::Large) { column.scale } else { Scale::One };
                self.row(*month, column.id).map_or_else(|| "-".to_string(), |row| cell(row, scale, language))
            });
            std::iter::once(when).chain(cells).collect()
        });
        rows(std::iter::once(first).chain(heads), years, 1)
    }
}

fn cell(row: &SummaryRow, scale: Scale, language: Language) -> String {
    let number = |value: f64| match (scale, language) {
        (Scale::Large, Language::Zh) => format!("{:.2}", value / 10_000.0),
        (Scale::Large, Language::En) => format!("{:.1}", value / 1_000.0),
        (Scale::One, _) => grouped(value),
        (Scale::Percent, _) => format!("{:.1}%", value * 100.0),
        (Scale::Decimals, _) => format!("{value:.2}"),
    };
    let (low, middle, high) = (number(row.p10), number(row.p50), number(row.p90));
    match language {
        Language::Zh => format!("{middle}〔{low}–{high}〕"),
        Language::En => format!("{middle} [{low}–{high}]"),
    }
}

/// A number in its indicator's unit, with as many decimals as one of the size of `like` needs.
pub fn value(value: f64, unit: &str, like: f64) -> String {
    match unit {
        "share" => format!("{:.1}%", value * 100.0),
        _ if like.abs() < 20.0 => format!("{value:.2}"),
        _ => grouped(value),
    }
}
