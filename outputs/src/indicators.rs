//! The headline indicators: the same ids in summaries, targets, API and dashboard.
use crate::columns::{
    BEDS, BEDS_PER_100, DAYS, FEN, FEN_A_MONTH, HOURS_A_MONTH, HOUSEHOLDS, MONTHS, PERSONS, PERSONS_A_MONTH, POSTS,
    SHARE, TIMES, TIMES_A_MONTH, YUAN, YUAN_A_MONTH,
};
use crate::topic::Topic;
use agents::text::Label;

/// A headline indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Fixed id.
    pub id: &'static str,
    /// Unit of its values.
    pub unit: &'static str,
    /// Short name, for tables and charts.
    pub name: Label,
    /// The topic it is read from.
    pub topic: Topic,
    /// The column it is read from.
    pub column: &'static str,
    /// Which of the topic's rows: those with these texts in these columns. They leave one row for
    /// each scenario, replicate, month and area.
    pub keys: Keys,
}

/// Columns of text and what they must hold.
pub type Keys = &'static [(&'static str, &'static str)];

const POPULATION: (Topic, Keys) = (Topic::Population, &[]);
const CARE: (Topic, Keys) = (Topic::Care, &[("ability", "all"), ("living", "all")]);
const ALL_BEDS: (Topic, Keys) = (Topic::Beds, &[("bed_type", "all")]);
const ORDINARY: (Topic, Keys) = (Topic::Beds, &[("bed_type", "ordinary")]);
const NURSING: (Topic, Keys) = (Topic::Beds, &[("bed_type", "nursing")]);
const DEMENTIA: (Topic, Keys) = (Topic::Beds, &[("bed_type", "dementia")]);
const SEVERE: (Topic, Keys) = (Topic::Beds, &[("bed_type", "severe_disability")]);

const CARE_WORKERS: (Topic, Keys) = (Topic::Workforce, &[("employer", "care"), ("level", "all")]);
const IN_HOMES: (Topic, Keys) = (Topic::Workforce, &[("employer", "facility"), ("level", "all")]);
const IN_AGENCIES: (Topic, Keys) = (Topic::Workforce, &[("employer", "agency"), ("level", "all")]);
const COMMUNITY_WORKERS: (Topic, Keys) = (Topic::Workforce, &[("employer", "community_office"), ("level", "all")]);

const HARDSHIP: (Topic, Keys) = (Topic::Hardship, &[]);
const RELIEF: (Topic, Keys) = (Topic::Relief, &[("group", "relief"), ("programme", "all")]);
const DISABILITY: (Topic, Keys) = (Topic::Relief, &[("group", "disability"), ("programme", "all")]);
const ALLOWANCE: (Topic, Keys) = (Topic::Relief, &[("group", "allowance"), ("programme", "all")]);
const CARE_SUBSIDY: (Topic, Keys) = (Topic::Relief, &[("group", "care_subsidy"), ("programme", "all")]);
const BUDGET: (Topic, Keys) = (Topic::Ledger, &[("account", "all"), ("programme", "all")]);

const fn of(
    (topic, keys): (Topic, Keys),
    id: &'static str,
    column: &'static str,
    unit: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Indicator {
    Indicator { id, unit, name: Label::new(zh, en), topic, column, keys }
}

/// Every indicator, in the order of `summary`.
#[rustfmt::skip]
pub const INDICATORS: &[Indicator] = &[
    of(POPULATION, "population.elders", "elders", PERSONS, "户籍老年人", "Registered elders"),
    of(POPULATION, "population.elders_80_plus", "aged_80_plus", PERSONS, "80岁及以上老年人", "Elders aged 80 and over"),
    of(POPULATION, "population.elders_100_plus", "aged_100_plus", PERSONS, "百岁老人", "Elders aged 100 and over"),
    of(POPULATION, "population.alone", "alone", PERSONS, "独居老年人", "Elders living alone"),
    of(POPULATION, "population.dementia", "dementia", PERSONS, "患认知障碍老年人", "Elders with dementia"),
    of(POPULATION, "population.independent", "independent", PERSONS, "自理老年人", "Independent elders"),
    of(POPULATION, "population.mild", "mild", PERSONS, "轻度失能老年人", "Elders with a mild disability"),
    of(POPULATION, "population.moderate", "moderate", PERSONS, "中度失能老年人", "Elders with a moderate disability"),
    of(POPULATION, "population.severe", "severe", PERSONS, "重度失能老年人", "Elders with a severe disability"),
    of(POPULATION, "population.entrants", "entrants", PERSONS_A_MONTH, "年满60岁", "Persons turning 60"),
    of(POPULATION, "population.deaths", "deaths", PERSONS_A_MONTH, "死亡", "Deaths"),
    of(POPULATION, "population.arrivals", "arrivals", PERSONS_A_MONTH, "户籍迁入", "Arrivals"),
    of(POPULATION, "population.departures", "departures", PERSONS_A_MONTH, "户籍迁出", "Departures"),

    of(CARE, "care.need_persons", "need_persons", PERSONS, "有照护需求的老年人", "Elders who need care"),
    of(CARE, "care.need", "need", HOURS_A_MONTH, "照护需求时间", "Hours of care needed"),
    of(CARE, "care.served_kin", "served_kin", HOURS_A_MONTH, "配偶和子女照护时间", "Hours by spouse and children"),
    of(CARE, "care.served_home", "served_home", HOURS_A_MONTH, "居家照护时间", "Hours of home care"),
    of(CARE, "care.served_family_bed", "served_family_bed", HOURS_A_MONTH, "家庭照护床位照护时间", "Hours by family care beds"),
    of(CARE, "care.served_day", "served_day", HOURS_A_MONTH, "日间照护时间", "Hours in day care"),
    of(CARE, "care.served_meals", "served_meals", HOURS_A_MONTH, "助餐节省时间", "Hours saved by meals"),
    of(CARE, "care.served_mutual", "served_mutual", HOURS_A_MONTH, "互助照护时间", "Hours of mutual aid"),
    of(CARE, "care.served_respite", "served_respite", HOURS_A_MONTH, "喘息服务照护时间", "Hours in respite stays"),
    of(CARE, "care.served_bed", "served_bed", HOURS_A_MONTH, "机构床位照护时间", "Hours in homes' beds"),
    of(CARE, "care.gap", "gap", HOURS_A_MONTH, "照护时间缺口", "Hours of care unmet"),
    of(CARE, "care.gap_persons", "gap_persons", PERSONS, "照护未完全满足的老年人", "Elders with unmet need"),
    of(CARE, "care.home_persons", "home_persons", PERSONS, "接受居家照护的老年人", "Elders served by home care"),
    of(CARE, "care.home_waiting", "home_waiting", PERSONS, "等待居家照护的老年人", "Elders waiting for home care"),
    of(CARE, "care.assessed", "assessed", PERSONS, "评估二级及以上的老年人", "Elders assessed at level 2 or above"),
    of(CARE, "care.strained", "strained", PERSONS, "家庭照护者负担过重的老年人", "Elders whose carer is strained"),
    of(CARE, "care.carers_lost", "carers_lost", PERSONS_A_MONTH, "失去的家庭照护者", "Carers lost"),

    of(ALL_BEDS, "beds.demand", "demand", PERSONS, "床位需求", "Demand for beds"),
    of(ALL_BEDS, "beds.built", "built", BEDS, "已建成床位", "Beds built"),
    of(ALL_BEDS, "beds.staffed", "staffed", BEDS, "有人员保障的床位", "Beds staffed"),
    of(ALL_BEDS, "beds.usable", "usable", BEDS, "可用床位", "Usable beds"),
    of(ALL_BEDS, "beds.occupied", "occupied", BEDS, "入住床位", "Occupied beds"),
    of(ALL_BEDS, "beds.waiting", "waiting", PERSONS, "在家轮候床位的老年人", "Elders at home waiting for a bed"),
    of(ALL_BEDS, "beds.gap", "gap", BEDS, "床位缺口", "Beds lacking"),
    of(ALL_BEDS, "beds.vacant", "vacant", BEDS, "空置可用床位", "Vacant usable beds"),
    of(ALL_BEDS, "beds.nursing_share", "nursing_share", SHARE, "护理型床位占比", "Share of nursing-type beds"),
    of(ALL_BEDS, "beds.per_100_elders", "per_100_elders", BEDS_PER_100, "每百名老年人床位", "Beds per 100 elders"),
    of(ALL_BEDS, "beds.occupancy", "occupancy", SHARE, "床位入住率", "Occupancy of beds"),
    of(ALL_BEDS, "beds.wait_days_p50", "wait_days_p50", DAYS, "入住等待天数中位数", "Median days waited for a bed"),
    of(ALL_BEDS, "beds.wait_days_p85", "wait_days_p85", DAYS, "入住等待天数第85百分位", "85th percentile of days waited for a bed"),
    of(ALL_BEDS, "beds.wait_days_p90", "wait_days_p90", DAYS, "入住等待天数第90百分位", "90th percentile of days waited for a bed"),
    of(ALL_BEDS, "beds.stay_months", "stay_months", MONTHS, "平均入住月数", "Mean months of ended stays"),
    of(ALL_BEDS, "beds.applications", "applications", PERSONS_A_MONTH, "床位申请", "Applications for a bed"),
    of(ALL_BEDS, "beds.admissions", "admissions", PERSONS_A_MONTH, "入住", "Admissions to homes"),
    of(ALL_BEDS, "beds.refusals", "refusals", PERSONS_A_MONTH, "谢绝入住通知", "Offers of beds declined"),
    of(ALL_BEDS, "beds.unplaced", "unplaced", PERSONS, "无合适机构的轮候者", "Elders for whom no home is acceptable"),
    of(ORDINARY, "beds.demand_ordinary", "demand", PERSONS, "普通床位需求", "Demand for ordinary beds"),
    of(NURSING, "beds.demand_nursing", "demand", PERSONS, "护理型床位需求", "Demand for nursing beds"),
    of(DEMENTIA, "beds.demand_dementia", "demand", PERSONS, "认知障碍照护床位需求", "Demand for dementia beds"),
    of(SEVERE, "beds.demand_severe_disability", "demand", PERSONS, "困难重残养护床位需求", "Demand for severe-disability beds"),
    of(ORDINARY, "beds.built_ordinary", "built", BEDS, "已建成普通床位", "Ordinary beds built"),
    of(NURSING, "beds.built_nursing", "built", BEDS, "已建成护理型床位", "Nursing beds built"),
    of(DEMENTIA, "beds.built_dementia", "built", BEDS, "已建成认知障碍照护床位", "Dementia beds built"),
    of(SEVERE, "beds.built_severe_disability", "built", BEDS, "已建成困难重残养护床位", "Severe-disability beds built"),
    of(ORDINARY, "beds.usable_ordinary", "usable", BEDS, "可用普通床位", "Usable ordinary beds"),
    of(NURSING, "beds.usable_nursing", "usable", BEDS, "可用护理型床位", "Usable nursing beds"),
    of(DEMENTIA, "beds.usable_dementia", "usable", BEDS, "可用认知障碍照护床位", "Usable dementia beds"),
    of(SEVERE, "beds.usable_severe_disability", "usable", BEDS, "可用困难重残养护床位", "Usable severe-disability beds"),
    of(ORDINARY, "beds.occupied_ordinary", "occupied", BEDS, "入住普通床位", "Occupied ordinary beds"),
    of(NURSING, "beds.occupied_nursing", "occupied", BEDS, "入住护理型床位", "Occupied nursing beds"),
    of(DEMENTIA, "beds.occupied_dementia", "occupied", BEDS, "入住认知障碍照护床位", "Occupied dementia beds"),
    of(SEVERE, "beds.occupied_severe_disability", "occupied", BEDS, "入住困难重残养护床位", "Occupied severe-disability beds"),
    of(ORDINARY, "beds.waiting_ordinary", "waiting", PERSONS, "在家轮候普通床位的老年人", "Elders at home waiting for an ordinary bed"),
    of(NURSING, "beds.waiting_nursing", "waiting", PERSONS, "在家轮候护理型床位的老年人", "Elders at home waiting for a nursing bed"),
    of(DEMENTIA, "beds.waiting_dementia", "waiting", PERSONS, "在家轮候认知障碍照护床位的老年人", "Elders at home waiting for a dementia bed"),
    of(SEVERE, "beds.waiting_severe_disability", "waiting", PERSONS, "在家轮候困难重残养护床位的老年人", "Elders at home waiting for a severe-disability bed"),
    of(ORDINARY, "beds.gap_ordinary", "gap", BEDS, "普通床位缺口", "Ordinary beds lacking"),
    of(NURSING, "beds.gap_nursing", "gap", BEDS, "护理型床位缺口", "Nursing beds lacking"),
    of(DEMENTIA, "beds.gap_dementia", "gap", BEDS, "认知障碍照护床位缺口", "Dementia beds lacking"),
    of(SEVERE, "beds.gap_severe_disability", "gap", BEDS, "困难重残养护床位缺口", "Severe-disability beds lacking"),

    of(CARE_WORKERS, "workforce.care_workers", "heads", PERSONS, "养老护理员", "Care workers"),
    of(CARE_WORKERS, "workforce.certified", "certified", PERSONS, "持证养老护理员", "Certified care workers"),
    of(CARE_WORKERS, "workforce.certified_share", "certified_share", SHARE, "养老护理员持证率（期初为假定）", "Certified share of care workers (start assumed)"),
    of(CARE_WORKERS, "workforce.intermediate_share", "intermediate_share", SHARE, "养老护理员中级及以上占比（期初为假定）", "Intermediate share of care workers (start assumed)"),
    of(CARE_WORKERS, "workforce.sufficiency", "sufficiency", SHARE, "养老护理员充足率", "Sufficiency of care workers"),
    of(CARE_WORKERS, "workforce.required", "required", PERSONS, "所需养老护理员", "Care workers required"),
    of(CARE_WORKERS, "workforce.vacancies", "vacancies", POSTS, "养老护理员空缺岗位", "Vacancies of care workers"),
    of(CARE_WORKERS, "workforce.hires", "hires", PERSONS_A_MONTH, "养老护理员入职", "Care workers hired"),
    of(CARE_WORKERS, "workforce.left", "left", PERSONS_A_MONTH, "养老护理员离职", "Care workers who left"),
    of(CARE_WORKERS, "workforce.retired", "retired", PERSONS_A_MONTH, "养老护理员退休", "Care workers who retired"),
    of(CARE_WORKERS, "workforce.waiting_for_seat", "waiting", PERSONS, "等待培训名额的养老护理员", "Care workers waiting for a seat"),
    of(CARE_WORKERS, "workforce.passed", "passed", PERSONS_A_MONTH, "养老护理员取得证书", "Certificates won by care workers"),
    of(CARE_WORKERS, "workforce.beds_lost", "beds_lost", BEDS, "因缺人无法使用的床位", "Beds lost to missing staff"),
    of(CARE_WORKERS, "workforce.hours_lost", "hours_lost", HOURS_A_MONTH, "因缺人未提供的居家照护时间", "Hours of home care lost to missing staff"),
    of(CARE_WORKERS, "workforce.wage_bill", "wage_bill", FEN_A_MONTH, "养老护理员工资总额", "Wage bill of care workers"),
    of(CARE_WORKERS, "workforce.entry_subsidy", "entry_subsidy", FEN_A_MONTH, "入职奖励", "Entry subsidy"),
    of(IN_HOMES, "workforce.care_workers_in_homes", "heads", PERSONS, "机构养老护理员", "Care workers in homes"),
    of(IN_HOMES, "workforce.sufficiency_in_homes", "sufficiency", SHARE, "机构养老护理员充足率", "Sufficiency of care workers in homes"),
    of(IN_AGENCIES, "workforce.care_workers_in_agencies", "heads", PERSONS, "居家养老护理员", "Care workers in home care"),
    of(IN_AGENCIES, "workforce.sufficiency_in_agencies", "sufficiency", SHARE, "居家养老护理员充足率", "Sufficiency of care workers in home care"),
    of(COMMUNITY_WORKERS, "workforce.community_workers", "heads", PERSONS, "社区工作者", "Community workers"),
    of(COMMUNITY_WORKERS, "workforce.community_certified", "certified", PERSONS, "持证社区工作者", "Certified community workers"),
    of(COMMUNITY_WORKERS, "workforce.community_certified_share", "certified_share", SHARE, "社区工作者持证率", "Certified share of community workers"),
    of(COMMUNITY_WORKERS, "workforce.community_vacancies", "vacancies", POSTS, "社区工作者空缺岗位", "Vacancies of community workers"),
    of(HARDSHIP, "relief.persons", "caseload_persons", PERSONS, "在册救助对象（低保、特困）", "Persons on cash relief"),
    of(HARDSHIP, "relief.households", "caseload_households", HOUSEHOLDS, "在册救助家庭", "Households on cash relief"),
    of(HARDSHIP, "relief.in_hardship", "poor_households", HOUSEHOLDS, "困难家庭", "Households in hardship"),
    of(HARDSHIP, "relief.unknown", "unknown", HOUSEHOLDS, "符合条件未纳入的家庭", "Entitled households not reached"),
    of(HARDSHIP, "relief.screened", "screened", TIMES_A_MONTH, "救助顾问排查人次", "Visits by relief advisers"),
    of(HARDSHIP, "relief.dead_on_books", "dead_on_books", PERSONS, "已死亡未核销", "Dead persons on the books"),
    of(RELIEF, "relief.person_times", "person_times", TIMES_A_MONTH, "社会救助人次", "Person-times of relief"),
    of(RELIEF, "relief.spending", "spending", YUAN_A_MONTH, "社会救助支出", "Relief spending"),
    of(RELIEF, "relief.arrears", "arrears", FEN, "社会救助拖欠", "Arrears of relief"),
    of(RELIEF, "relief.person_times_to_date", "person_times_to_date", TIMES, "社会救助累计人次", "Person-times of relief to date"),
    of(RELIEF, "relief.spending_to_date", "spending_to_date", YUAN, "社会救助累计支出", "Relief spending to date"),
    of(DISABILITY, "disability.person_times", "person_times", TIMES_A_MONTH, "残疾人两项补贴人次", "Person-times of disability subsidies"),
    of(DISABILITY, "disability.spending", "spending", YUAN_A_MONTH, "残疾人两项补贴支出", "Spending on disability subsidies"),
    of(DISABILITY, "disability.person_times_to_date", "person_times_to_date", TIMES, "残疾人两项补贴累计人次", "Person-times of disability subsidies to date"),
    of(DISABILITY, "disability.spending_to_date", "spending_to_date", YUAN, "残疾人两项补贴累计支出", "Spending on disability subsidies to date"),
    of(ALLOWANCE, "allowance.spending", "spending", YUAN_A_MONTH, "老年综合津贴支出", "Spending on the elder allowance"),
    of(CARE_SUBSIDY, "care_subsidy.spending", "spending", YUAN_A_MONTH, "养老服务补贴支出", "Spending on the care-service subsidy"),
    of(BUDGET, "budget.in", "in_yuan", YUAN_A_MONTH, "预算收入", "Money that came in"),
    of(BUDGET, "budget.out", "out_yuan", YUAN_A_MONTH, "预算支出", "Money paid out"),
    of(BUDGET, "budget.balance", "balance_yuan", YUAN, "账户余额", "Balance of all accounts"),
    of(BUDGET, "budget.arrears", "arrears_yuan", YUAN, "拖欠", "Arrears of all accounts"),
    of(BUDGET, "budget.supplement", "in_supplement", FEN_A_MONTH, "年中追加", "Supplements"),
    of(BUDGET, "budget.committed", "committed", FEN, "在建承诺", "Commitments"),
];

/// The indicator of that id.
pub fn indicator(id: &str) -> Option<&'static Indicator> {
    INDICATORS.iter().find(|indicator| indicator.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::ColumnType;
    use agents::care::beds::BedType;

    #[test]
    fn every_indicator_is_a_column_of_numbers_in_the_same_unit() {
        for (i, Indicator { id, unit, topic, column, keys, .. }) in INDICATORS.iter().enumerate() {
            let table = topic.table();
            let find = |name: &str| table.columns.iter().find(|column| column.name == name);
            let found = find(column).unwrap_or_else(|| panic!("{id}"));
            assert_eq!(found.unit, *unit, "{id}");
            assert!(!matches!(found.column_type, ColumnType::Utf8 | ColumnType::Date32), "{id}");
            for (key, text) in *keys {
                let key = find(key).unwrap_or_else(|| panic!("{id}: {key}"));
                assert_eq!(key.column_type, ColumnType::Utf8, "{id}");
                assert!(key.en.contains(&format!("`{text}`")), "{id}: {text}");
            }
            // What is paid has the names of its groups, what is on accounts that of the budget.
            let prefixes: &[&str] = match table.name {
                "hardship" => &["relief"],
                "relief" => &["relief", "disability", "allowance", "care_subsidy"],
                "ledger" => &["budget"],
                name => &[name],
            };
            assert!(id.split_once('.').is_some_and(|(prefix, _)| prefixes.contains(&prefix)), "{id}");
            assert!(INDICATORS[..i].iter().all(|other| other.id != *id), "{id}");
        }
    }

    #[test]
    fn every_bed_type_has_its_indicators() {
        for bed_type in BedType::ALL {
            for column in ["demand", "built", "usable", "occupied", "waiting", "gap"] {
                let found = indicator(&format!("beds.{column}_{}", bed_type.id())).unwrap();
                let all = indicator(&format!("beds.{column}")).unwrap();
                assert_eq!((found.column, found.keys), (all.column, [("bed_type", bed_type.id())].as_slice()));
                assert!(found.name.zh.contains(bed_type.name().zh), "{}", found.id);
            }
        }
    }
}
