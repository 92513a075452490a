//! The headline indicators: the same ids in summaries, targets, API and dashboard. Code names the constants; ids come
//! from files.
use crate::columns::Topic;
use crate::columns::{
    BEDS, BEDS_A_MONTH, BEDS_PER_100, DAYS, HOURS_A_MONTH, HOUSEHOLDS, HOUSEHOLDS_A_MONTH, MONTHS, PERSONS,
    PERSONS_A_MONTH, POSTS, SHARE, TIMES, TIMES_A_MONTH, YUAN, YUAN_A_MONTH,
};
use crate::reading::NumberColumn;
use agents::text::Label;

/// A headline indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Fixed id.
    pub id: &'static str,
    /// Unit of its values; of money yuan.
    pub unit: &'static str,
    /// Short name, for tables and charts.
    pub name: Label,
    /// The topic it is read from.
    pub topic: Topic,
    /// The column it is read from, and what its numbers are divided by.
    pub column: NumberColumn,
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

const WITHIN_60: (Topic, Keys) = (Topic::Waits, &[("bed_type", "all"), ("days", "60")]);
const WITHIN_YEAR: (Topic, Keys) = (Topic::Waits, &[("bed_type", "all"), ("days", "365")]);

const CARE_WORKERS: (Topic, Keys) = (Topic::Workforce, &[("employer", "care"), ("level", "all")]);
const IN_HOMES: (Topic, Keys) = (Topic::Workforce, &[("employer", "facility"), ("level", "all")]);
const IN_AGENCIES: (Topic, Keys) = (Topic::Workforce, &[("employer", "agency"), ("level", "all")]);
const COMMUNITY_WORKERS: (Topic, Keys) = (Topic::Workforce, &[("employer", "community_office"), ("level", "all")]);

const TRAINING: (Topic, Keys) = (Topic::Training, &[("occupation", "care_worker"), ("level", "all")]);

const HARDSHIP: (Topic, Keys) = (Topic::Hardship, &[]);
const RELIEF: (Topic, Keys) = (Topic::Relief, &[("group", "relief"), ("programme", "all")]);
const DISABILITY: (Topic, Keys) = (Topic::Relief, &[("group", "disability"), ("programme", "all")]);
const ALLOWANCE: (Topic, Keys) = (Topic::Relief, &[("group", "allowance"), ("programme", "all")]);
const CARE_SUBSIDY: (Topic, Keys) = (Topic::Relief, &[("group", "care_subsidy"), ("programme", "all")]);
const BUDGET: (Topic, Keys) = (Topic::Ledger, &[("account", "all"), ("programme", "all")]);

const fn plain(column: &'static str) -> NumberColumn {
    NumberColumn::plain(column)
}

/// Money that the topic keeps in fen.
const fn fen(column: &'static str) -> NumberColumn {
    NumberColumn::fen_as_yuan(column)
}

const fn of(
    (topic, keys): (Topic, Keys),
    id: &'static str,
    column: NumberColumn,
    unit: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Indicator {
    Indicator { id, unit, name: Label::new(zh, en), topic, column, keys }
}

/// The list: a constant of each, which has the name of its id, and all of them.
macro_rules! indicators {
    ($($name:ident = $id:literal: $rows:expr, $column:expr, $unit:expr, $zh:literal, $en:literal;)*) => {
        $(
            #[doc = $en]
            pub const $name: &Indicator = &of($rows, $id, $column, $unit, $zh, $en);
            const _: () = assert!(is_name_of(stringify!($name), $id), concat!("a constant other than its id, ", $id));
        )*

        /// Every indicator, in the order of `summary`.
        pub const INDICATORS: &[Indicator] = &[$(*$name),*];
    };
}

/// Whether `name` is `id` in capitals, with an underscore for the dot.
const fn is_name_of(name: &str, id: &str) -> bool {
    let (name, id) = (name.as_bytes(), id.as_bytes());
    let mut at = 0;
    while at < name.len() && at < id.len() {
        let expected = if id[at] == b'.' { b'_' } else { id[at].to_ascii_uppercase() };
        if name[at] != expected {
            return false;
        }
        at += 1;
    }
    name.len() == id.len()
}

#[rustfmt::skip]
indicators! {
    POPULATION_ELDERS = "population.elders": POPULATION, plain("elders"), PERSONS, "户籍老年人", "Registered elders";
    POPULATION_ELDERS_80_PLUS = "population.elders_80_plus": POPULATION, plain("aged_80_plus"), PERSONS, "80岁及以上老年人", "Elders aged 80 and over";
    POPULATION_ELDERS_100_PLUS = "population.elders_100_plus": POPULATION, plain("aged_100_plus"), PERSONS, "百岁老人", "Elders aged 100 and over";
    POPULATION_ALONE = "population.alone": POPULATION, plain("alone"), PERSONS, "独居老年人", "Elders living alone";
    POPULATION_ALONE_HERE = "population.alone_here": POPULATION, plain("alone_here"), PERSONS, "独居且居住本区老年人（普查口径一人户）", "Elders living alone in the district (one-person households)";
    POPULATION_COUPLE_ONLY = "population.couple_only": POPULATION, plain("couple_only"), PERSONS, "仅与配偶同住的老年人", "Elders living with their spouse alone";
    POPULATION_ONE_CHILD = "population.one_child": POPULATION, plain("one_child"), PERSONS, "独生子女父母", "Parents of one child";
    POPULATION_DEMENTIA = "population.dementia": POPULATION, plain("dementia"), PERSONS, "患认知障碍老年人", "Elders with dementia";
    POPULATION_DEMENTIA_SEVERE = "population.dementia_severe": POPULATION, plain("dementia_severe"), PERSONS, "重度认知障碍老年人", "Elders with severe dementia";
    POPULATION_INDEPENDENT = "population.independent": POPULATION, plain("independent"), PERSONS, "自理老年人", "Independent elders";
    POPULATION_MILD = "population.mild": POPULATION, plain("mild"), PERSONS, "轻度失能老年人", "Elders with a mild disability";
    POPULATION_MODERATE = "population.moderate": POPULATION, plain("moderate"), PERSONS, "中度失能老年人", "Elders with a moderate disability";
    POPULATION_SEVERE = "population.severe": POPULATION, plain("severe"), PERSONS, "重度失能老年人", "Elders with a severe disability";
    POPULATION_ENTRANTS = "population.entrants": POPULATION, plain("entrants"), PERSONS_A_MONTH, "年满60岁", "Persons turning 60";
    POPULATION_DEATHS = "population.deaths": POPULATION, plain("deaths"), PERSONS_A_MONTH, "死亡", "Deaths";
    POPULATION_CASE_FILES = "population.case_files": POPULATION, plain("case_files"), PERSONS_A_MONTH, "认知障碍新建档", "New dementia case files";
    POPULATION_ARRIVALS = "population.arrivals": POPULATION, plain("arrivals"), PERSONS_A_MONTH, "户籍迁入", "Arrivals";
    POPULATION_DEPARTURES = "population.departures": POPULATION, plain("departures"), PERSONS_A_MONTH, "户籍迁出", "Departures";

    CARE_NEED_PERSONS = "care.need_persons": CARE, plain("need_persons"), PERSONS, "有照护需求的老年人", "Elders who need care";
    CARE_NEED = "care.need": CARE, plain("need"), HOURS_A_MONTH, "照护需求时间", "Hours of care needed";
    CARE_SERVED_KIN = "care.served_kin": CARE, plain("served_kin"), HOURS_A_MONTH, "配偶和子女照护时间", "Hours by spouse and children";
    CARE_SERVED_HOME = "care.served_home": CARE, plain("served_home"), HOURS_A_MONTH, "居家照护时间", "Hours of home care";
    CARE_SERVED_FAMILY_BED = "care.served_family_bed": CARE, plain("served_family_bed"), HOURS_A_MONTH, "家庭照护床位照护时间", "Hours by family care beds";
    CARE_SERVED_DAY = "care.served_day": CARE, plain("served_day"), HOURS_A_MONTH, "日间照护时间", "Hours in day care";
    CARE_SERVED_MEALS = "care.served_meals": CARE, plain("served_meals"), HOURS_A_MONTH, "助餐节省时间", "Hours saved by meals";
    CARE_SERVED_MUTUAL = "care.served_mutual": CARE, plain("served_mutual"), HOURS_A_MONTH, "互助照护时间", "Hours of mutual aid";
    CARE_SERVED_RESPITE = "care.served_respite": CARE, plain("served_respite"), HOURS_A_MONTH, "喘息服务照护时间", "Hours in respite stays";
    CARE_SERVED_BED = "care.served_bed": CARE, plain("served_bed"), HOURS_A_MONTH, "机构床位照护时间", "Hours in homes' beds";
    CARE_GAP = "care.gap": CARE, plain("gap"), HOURS_A_MONTH, "照护时间缺口", "Hours of care unmet";
    CARE_GAP_PERSONS = "care.gap_persons": CARE, plain("gap_persons"), PERSONS, "照护未完全满足的老年人", "Elders with unmet need";
    CARE_HOME_PERSONS = "care.home_persons": CARE, plain("home_persons"), PERSONS, "接受居家照护的老年人", "Elders served by home care";
    CARE_HOME_WAITING = "care.home_waiting": CARE, plain("home_waiting"), PERSONS, "等待居家照护的老年人", "Elders waiting for home care";
    CARE_ASSESSED = "care.assessed": CARE, plain("assessed"), PERSONS, "评估二级及以上的老年人", "Elders assessed at level 2 or above";
    CARE_HOME_FUND = "care.home_fund": CARE, fen("home_fund"), YUAN_A_MONTH, "长护险居家照护支出", "Insurance: home care";
    CARE_BED_FUND = "care.bed_fund": CARE, fen("bed_fund"), YUAN_A_MONTH, "长护险机构照护支出", "Insurance: care in homes";
    CARE_STRAINED = "care.strained": CARE, plain("strained"), PERSONS, "家庭照护者负担过重的老年人", "Elders whose carer is strained";
    CARE_CARERS_LOST = "care.carers_lost": CARE, plain("carers_lost"), PERSONS_A_MONTH, "失去的家庭照护者", "Carers lost";

    BEDS_DEMAND = "beds.demand": ALL_BEDS, plain("demand"), PERSONS, "床位需求", "Demand for beds";
    BEDS_BUILT = "beds.built": ALL_BEDS, plain("built"), BEDS, "已建成床位", "Beds built";
    BEDS_STAFFED = "beds.staffed": ALL_BEDS, plain("staffed"), BEDS, "有人员保障的床位", "Beds staffed";
    BEDS_USABLE = "beds.usable": ALL_BEDS, plain("usable"), BEDS, "可用床位", "Usable beds";
    BEDS_OCCUPIED = "beds.occupied": ALL_BEDS, plain("occupied"), BEDS, "入住床位", "Occupied beds";
    BEDS_WAITING = "beds.waiting": ALL_BEDS, plain("waiting"), PERSONS, "在家轮候床位的老年人", "Elders at home waiting for a bed";
    BEDS_GAP = "beds.gap": ALL_BEDS, plain("gap"), BEDS, "床位缺口", "Beds lacking";
    BEDS_VACANT = "beds.vacant": ALL_BEDS, plain("vacant"), BEDS, "空置可用床位", "Vacant usable beds";
    BEDS_NURSING_SHARE = "beds.nursing_share": ALL_BEDS, plain("nursing_share"), SHARE, "护理型床位占比", "Share of nursing-type beds";
    BEDS_PER_100_ELDERS = "beds.per_100_elders": ALL_BEDS, plain("per_100_elders"), BEDS_PER_100, "每百名老年人床位", "Beds per 100 elders";
    BEDS_OCCUPANCY = "beds.occupancy": ALL_BEDS, plain("occupancy"), SHARE, "床位入住率", "Occupancy of beds";
    BEDS_WAIT_DAYS_P50 = "beds.wait_days_p50": ALL_BEDS, plain("wait_days_p50"), DAYS, "入住等待天数中位数", "Median days waited for a bed";
    BEDS_WAIT_DAYS_P85 = "beds.wait_days_p85": ALL_BEDS, plain("wait_days_p85"), DAYS, "入住等待天数第85百分位", "85th percentile of days waited for a bed";
    BEDS_WAIT_DAYS_P90 = "beds.wait_days_p90": ALL_BEDS, plain("wait_days_p90"), DAYS, "入住等待天数第90百分位", "90th percentile of days waited for a bed";
    BEDS_ADMITTED_60_DAYS = "beds.admitted_60_days": WITHIN_60, plain("admitted"), SHARE, "申请后60天内入住的比例", "Applicants admitted within 60 days";
    BEDS_ADMITTED_365_DAYS = "beds.admitted_365_days": WITHIN_YEAR, plain("admitted"), SHARE, "申请后一年内入住的比例", "Applicants admitted within a year";
    BEDS_GAVE_UP_365_DAYS = "beds.gave_up_365_days": WITHIN_YEAR, plain("gave_up"), SHARE, "申请后一年内放弃的比例", "Applicants who gave up within a year";
    BEDS_DIED_365_DAYS = "beds.died_365_days": WITHIN_YEAR, plain("died"), SHARE, "申请后一年内在轮候中死亡的比例", "Applicants who died waiting within a year";
    BEDS_WAITING_365_DAYS = "beds.waiting_365_days": WITHIN_YEAR, plain("waiting"), SHARE, "申请一年后仍在轮候的比例", "Applicants still waiting after a year";
    BEDS_LEFT_DEATH = "beds.left_death": ALL_BEDS, plain("left_death"), PERSONS_A_MONTH, "入住者死亡", "Deaths of residents";
    BEDS_LEFT_DISCHARGE = "beds.left_discharge": ALL_BEDS, plain("left_discharge"), PERSONS_A_MONTH, "入住者回家或迁出", "Residents who went home or left the district";
    BEDS_LEFT_HOSPITAL = "beds.left_hospital": ALL_BEDS, plain("left_hospital"), PERSONS_A_MONTH, "入住者转入医院长期住院", "Residents who went to a long-stay hospital";
    BEDS_LEFT_OTHER_HOME = "beds.left_other_home": ALL_BEDS, plain("left_other_home"), PERSONS_A_MONTH, "入住者转往其他机构", "Residents who went to another home";
    BEDS_PLANNED = "beds.planned": ALL_BEDS, plain("planned"), BEDS, "规划中床位", "Beds planned";
    BEDS_BUILDING = "beds.building": ALL_BEDS, plain("building"), BEDS, "建设中床位", "Beds under construction";
    BEDS_CLOSED = "beds.closed": ALL_BEDS, plain("closed"), BEDS_A_MONTH, "关闭床位", "Beds closed";
    BEDS_OPENED = "beds.opened": ALL_BEDS, plain("opened"), BEDS_A_MONTH, "新开放床位", "Beds opened";
    BEDS_STAY_MONTHS = "beds.stay_months": ALL_BEDS, plain("stay_months"), MONTHS, "平均入住月数", "Mean months of ended stays";
    BEDS_APPLICATIONS = "beds.applications": ALL_BEDS, plain("applications"), PERSONS_A_MONTH, "床位申请", "Applications for a bed";
    BEDS_ADMISSIONS = "beds.admissions": ALL_BEDS, plain("admissions"), PERSONS_A_MONTH, "入住", "Admissions to homes";
    BEDS_REFUSALS = "beds.refusals": ALL_BEDS, plain("refusals"), PERSONS_A_MONTH, "谢绝入住通知", "Offers of beds declined";
    BEDS_UNPLACED = "beds.unplaced": ALL_BEDS, plain("unplaced"), PERSONS, "无合适机构的轮候者", "Elders for whom no home is acceptable";
    BEDS_DEMAND_ORDINARY = "beds.demand_ordinary": ORDINARY, plain("demand"), PERSONS, "普通床位需求", "Demand for ordinary beds";
    BEDS_DEMAND_NURSING = "beds.demand_nursing": NURSING, plain("demand"), PERSONS, "护理型床位需求", "Demand for nursing beds";
    BEDS_DEMAND_DEMENTIA = "beds.demand_dementia": DEMENTIA, plain("demand"), PERSONS, "认知障碍照护床位需求", "Demand for dementia beds";
    BEDS_DEMAND_SEVERE_DISABILITY = "beds.demand_severe_disability": SEVERE, plain("demand"), PERSONS, "困难重残养护床位需求", "Demand for severe-disability beds";
    BEDS_BUILT_ORDINARY = "beds.built_ordinary": ORDINARY, plain("built"), BEDS, "已建成普通床位", "Ordinary beds built";
    BEDS_BUILT_NURSING = "beds.built_nursing": NURSING, plain("built"), BEDS, "已建成护理型床位", "Nursing beds built";
    BEDS_BUILT_DEMENTIA = "beds.built_dementia": DEMENTIA, plain("built"), BEDS, "已建成认知障碍照护床位", "Dementia beds built";
    BEDS_BUILT_SEVERE_DISABILITY = "beds.built_severe_disability": SEVERE, plain("built"), BEDS, "已建成困难重残养护床位", "Severe-disability beds built";
    BEDS_USABLE_ORDINARY = "beds.usable_ordinary": ORDINARY, plain("usable"), BEDS, "可用普通床位", "Usable ordinary beds";
    BEDS_USABLE_NURSING = "beds.usable_nursing": NURSING, plain("usable"), BEDS, "可用护理型床位", "Usable nursing beds";
    BEDS_USABLE_DEMENTIA = "beds.usable_dementia": DEMENTIA, plain("usable"), BEDS, "可用认知障碍照护床位", "Usable dementia beds";
    BEDS_USABLE_SEVERE_DISABILITY = "beds.usable_severe_disability": SEVERE, plain("usable"), BEDS, "可用困难重残养护床位", "Usable severe-disability beds";
    BEDS_OCCUPIED_ORDINARY = "beds.occupied_ordinary": ORDINARY, plain("occupied"), BEDS, "入住普通床位", "Occupied ordinary beds";
    BEDS_OCCUPIED_NURSING = "beds.occupied_nursing": NURSING, plain("occupied"), BEDS, "入住护理型床位", "Occupied nursing beds";
    BEDS_OCCUPIED_DEMENTIA = "beds.occupied_dementia": DEMENTIA, plain("occupied"), BEDS, "入住认知障碍照护床位", "Occupied dementia beds";
    BEDS_OCCUPIED_SEVERE_DISABILITY = "beds.occupied_severe_disability": SEVERE, plain("occupied"), BEDS, "入住困难重残养护床位", "Occupied severe-disability beds";
    BEDS_WAITING_ORDINARY = "beds.waiting_ordinary": ORDINARY, plain("waiting"), PERSONS, "在家轮候普通床位的老年人", "Elders at home waiting for an ordinary bed";
    BEDS_WAITING_NURSING = "beds.waiting_nursing": NURSING, plain("waiting"), PERSONS, "在家轮候护理型床位的老年人", "Elders at home waiting for a nursing bed";
    BEDS_WAITING_DEMENTIA = "beds.waiting_dementia": DEMENTIA, plain("waiting"), PERSONS, "在家轮候认知障碍照护床位的老年人", "Elders at home waiting for a dementia bed";
    BEDS_WAITING_SEVERE_DISABILITY = "beds.waiting_severe_disability": SEVERE, plain("waiting"), PERSONS, "在家轮候困难重残养护床位的老年人", "Elders at home waiting for a severe-disability bed";
    BEDS_GAP_ORDINARY = "beds.gap_ordinary": ORDINARY, plain("gap"), BEDS, "普通床位缺口", "Ordinary beds lacking";
    BEDS_GAP_NURSING = "beds.gap_nursing": NURSING, plain("gap"), BEDS, "护理型床位缺口", "Nursing beds lacking";
    BEDS_GAP_DEMENTIA = "beds.gap_dementia": DEMENTIA, plain("gap"), BEDS, "认知障碍照护床位缺口", "Dementia beds lacking";
    BEDS_GAP_SEVERE_DISABILITY = "beds.gap_severe_disability": SEVERE, plain("gap"), BEDS, "困难重残养护床位缺口", "Severe-disability beds lacking";

    WORKFORCE_CARE_WORKERS = "workforce.care_workers": CARE_WORKERS, plain("heads"), PERSONS, "养老护理员", "Care workers";
    WORKFORCE_CERTIFIED = "workforce.certified": CARE_WORKERS, plain("certified"), PERSONS, "持证养老护理员", "Certified care workers";
    WORKFORCE_CERTIFIED_SHARE = "workforce.certified_share": CARE_WORKERS, plain("certified_share"), SHARE, "养老护理员持证率（期初为假定）", "Certified share of care workers (start assumed)";
    WORKFORCE_INTERMEDIATE_SHARE = "workforce.intermediate_share": CARE_WORKERS, plain("intermediate_share"), SHARE, "养老护理员中级及以上占比（期初为假定）", "Intermediate share of care workers (start assumed)";
    WORKFORCE_SUFFICIENCY = "workforce.sufficiency": CARE_WORKERS, plain("sufficiency"), SHARE, "养老护理员充足率", "Sufficiency of care workers";
    WORKFORCE_REQUIRED = "workforce.required": CARE_WORKERS, plain("required"), PERSONS, "所需养老护理员", "Care workers required";
    WORKFORCE_VACANCIES = "workforce.vacancies": CARE_WORKERS, plain("vacancies"), POSTS, "养老护理员空缺岗位", "Vacancies of care workers";
    WORKFORCE_HIRES = "workforce.hires": CARE_WORKERS, plain("hires"), PERSONS_A_MONTH, "养老护理员入职", "Care workers hired";
    WORKFORCE_LEFT = "workforce.left": CARE_WORKERS, plain("left"), PERSONS_A_MONTH, "养老护理员离职", "Care workers who left";
    WORKFORCE_RETIRED = "workforce.retired": CARE_WORKERS, plain("retired"), PERSONS_A_MONTH, "养老护理员退休", "Care workers who retired";
    WORKFORCE_WAITING_FOR_SEAT = "workforce.waiting_for_seat": CARE_WORKERS, plain("waiting"), PERSONS, "等待培训名额的养老护理员", "Care workers waiting for a seat";
    WORKFORCE_PASSED = "workforce.passed": CARE_WORKERS, plain("passed"), PERSONS_A_MONTH, "养老护理员取得证书", "Certificates won by care workers";
    WORKFORCE_BEDS_LOST = "workforce.beds_lost": CARE_WORKERS, plain("beds_lost"), BEDS, "因缺人无法使用的床位", "Beds lost to missing staff";
    WORKFORCE_HOURS_LOST = "workforce.hours_lost": CARE_WORKERS, plain("hours_lost"), HOURS_A_MONTH, "因缺人未提供的居家照护时间", "Hours of home care lost to missing staff";
    WORKFORCE_WAGE_BILL = "workforce.wage_bill": CARE_WORKERS, fen("wage_bill"), YUAN_A_MONTH, "养老护理员工资总额", "Wage bill of care workers";
    WORKFORCE_CERTIFICATE_PAY = "workforce.certificate_pay": CARE_WORKERS, fen("certificate_pay"), YUAN_A_MONTH, "护理员证书加薪", "Pay of care workers for certificates";
    WORKFORCE_LEVEL_ALLOWANCE = "workforce.level_allowance": CARE_WORKERS, fen("level_allowance"), YUAN_A_MONTH, "护理员激励补贴", "Level allowance of care workers";
    TRAINING_COST = "training.cost": TRAINING, fen("cost"), YUAN_A_MONTH, "护理员培训和考试费用", "Cost of training and examining care workers";
    WORKFORCE_ENTRY_SUBSIDY = "workforce.entry_subsidy": CARE_WORKERS, fen("entry_subsidy"), YUAN_A_MONTH, "入职奖励", "Entry subsidy";
    WORKFORCE_CARE_WORKERS_IN_HOMES = "workforce.care_workers_in_homes": IN_HOMES, plain("heads"), PERSONS, "机构养老护理员", "Care workers in homes";
    WORKFORCE_SUFFICIENCY_IN_HOMES = "workforce.sufficiency_in_homes": IN_HOMES, plain("sufficiency"), SHARE, "机构养老护理员充足率", "Sufficiency of care workers in homes";
    WORKFORCE_CARE_WORKERS_IN_AGENCIES = "workforce.care_workers_in_agencies": IN_AGENCIES, plain("heads"), PERSONS, "居家养老护理员", "Care workers in home care";
    WORKFORCE_SUFFICIENCY_IN_AGENCIES = "workforce.sufficiency_in_agencies": IN_AGENCIES, plain("sufficiency"), SHARE, "居家养老护理员充足率", "Sufficiency of care workers in home care";
    WORKFORCE_COMMUNITY_WORKERS = "workforce.community_workers": COMMUNITY_WORKERS, plain("heads"), PERSONS, "社区工作者", "Community workers";
    WORKFORCE_COMMUNITY_CERTIFIED = "workforce.community_certified": COMMUNITY_WORKERS, plain("certified"), PERSONS, "持证社区工作者", "Certified community workers";
    WORKFORCE_COMMUNITY_CERTIFIED_SHARE = "workforce.community_certified_share": COMMUNITY_WORKERS, plain("certified_share"), SHARE, "社区工作者持证率", "Certified share of community workers";
    WORKFORCE_COMMUNITY_VACANCIES = "workforce.community_vacancies": COMMUNITY_WORKERS, plain("vacancies"), POSTS, "社区工作者空缺岗位", "Vacancies of community workers";
    RELIEF_PERSONS = "relief.persons": HARDSHIP, plain("caseload_persons"), PERSONS, "在册救助对象（低保、特困）", "Persons on cash relief";
    RELIEF_HOUSEHOLDS = "relief.households": HARDSHIP, plain("caseload_households"), HOUSEHOLDS, "在册救助家庭", "Households on cash relief";
    RELIEF_IN_HARDSHIP = "relief.in_hardship": HARDSHIP, plain("poor_households"), HOUSEHOLDS, "困难家庭", "Households in hardship";
    RELIEF_UNKNOWN = "relief.unknown": HARDSHIP, plain("unknown"), HOUSEHOLDS, "符合条件未纳入的家庭", "Entitled households not reached";
    RELIEF_CASELOAD_ENTRIES = "relief.caseload_entries": HARDSHIP, plain("caseload_entries"), HOUSEHOLDS_A_MONTH, "新成为在册救助对象的户", "Households newly on cash relief";
    RELIEF_CASELOAD_EXITS = "relief.caseload_exits": HARDSHIP, plain("caseload_exits"), HOUSEHOLDS_A_MONTH, "不再是在册救助对象的户", "Households no longer on cash relief";
    RELIEF_CASELOAD_IN_FOUND = "relief.caseload_in_found": HARDSHIP, plain("caseload_in_found"), HOUSEHOLDS_A_MONTH, "新增：申请或被发现", "New: applied or found";
    RELIEF_CASELOAD_IN_LOSS = "relief.caseload_in_loss": HARDSHIP, plain("caseload_in_loss"), HOUSEHOLDS_A_MONTH, "新增：收入减少", "New: loss of income or illness";
    RELIEF_CASELOAD_IN_STANDARD = "relief.caseload_in_standard": HARDSHIP, plain("caseload_in_standard"), HOUSEHOLDS_A_MONTH, "新增：标准上调等", "New: standard, savings";
    RELIEF_CASELOAD_IN_RECHECK = "relief.caseload_in_recheck": HARDSHIP, plain("caseload_in_recheck"), HOUSEHOLDS_A_MONTH, "新增：复核", "New: checks";
    RELIEF_CASELOAD_OUT_DEATH = "relief.caseload_out_death": HARDSHIP, plain("caseload_out_death"), HOUSEHOLDS_A_MONTH, "退出：死亡或迁出", "Off: death or departure";
    RELIEF_CASELOAD_OUT_INCOME = "relief.caseload_out_income": HARDSHIP, plain("caseload_out_income"), HOUSEHOLDS_A_MONTH, "退出：就业或脱困", "Off: work or end of hardship";
    RELIEF_CASELOAD_OUT_PENSIONS = "relief.caseload_out_pensions": HARDSHIP, plain("caseload_out_pensions"), HOUSEHOLDS_A_MONTH, "退出：养老金增长", "Off: pensions outgrew the standard";
    RELIEF_CASELOAD_OUT_PAY = "relief.caseload_out_pay": HARDSHIP, plain("caseload_out_pay"), HOUSEHOLDS_A_MONTH, "退出：工资增长", "Off: pay outgrew the standard";
    RELIEF_CASELOAD_OUT_RECHECK = "relief.caseload_out_recheck": HARDSHIP, plain("caseload_out_recheck"), HOUSEHOLDS_A_MONTH, "退出：定期复核", "Off: re-check";
    RELIEF_SCREENED = "relief.screened": HARDSHIP, plain("screened"), TIMES_A_MONTH, "救助顾问排查人次", "Visits by relief advisers";
    RELIEF_DEAD_ON_BOOKS = "relief.dead_on_books": HARDSHIP, plain("dead_on_books"), PERSONS, "已死亡未核销", "Dead persons on the books";
    RELIEF_PERSON_TIMES = "relief.person_times": RELIEF, plain("person_times"), TIMES_A_MONTH, "社会救助人次", "Person-times of relief";
    RELIEF_SPENDING = "relief.spending": RELIEF, plain("spending"), YUAN_A_MONTH, "社会救助支出", "Relief spending";
    RELIEF_ARREARS = "relief.arrears": RELIEF, fen("arrears"), YUAN, "社会救助拖欠", "Arrears of relief";
    RELIEF_PERSON_TIMES_TO_DATE = "relief.person_times_to_date": RELIEF, plain("person_times_to_date"), TIMES, "社会救助累计人次", "Person-times of relief to date";
    RELIEF_SPENDING_TO_DATE = "relief.spending_to_date": RELIEF, plain("spending_to_date"), YUAN, "社会救助累计支出", "Relief spending to date";
    DISABILITY_PERSONS = "disability.persons": HARDSHIP, plain("subsidised"), PERSONS, "领取残疾人两项补贴的人数", "Persons with a disability subsidy";
    DISABILITY_REGISTERED = "disability.registered": HARDSHIP, plain("registered"), PERSONS, "困难家庭以外在册重度残疾人", "Severely disabled persons on the register";
    DISABILITY_PERSON_TIMES = "disability.person_times": DISABILITY, plain("person_times"), TIMES_A_MONTH, "残疾人两项补贴人次", "Person-times of disability subsidies";
    DISABILITY_SPENDING = "disability.spending": DISABILITY, plain("spending"), YUAN_A_MONTH, "残疾人两项补贴支出", "Spending on disability subsidies";
    DISABILITY_PERSON_TIMES_TO_DATE = "disability.person_times_to_date": DISABILITY, plain("person_times_to_date"), TIMES, "残疾人两项补贴累计人次", "Person-times of disability subsidies to date";
    DISABILITY_SPENDING_TO_DATE = "disability.spending_to_date": DISABILITY, plain("spending_to_date"), YUAN, "残疾人两项补贴累计支出", "Spending on disability subsidies to date";
    ALLOWANCE_SPENDING = "allowance.spending": ALLOWANCE, plain("spending"), YUAN_A_MONTH, "老年综合津贴支出", "Spending on the elder allowance";
    CARE_SUBSIDY_SPENDING = "care_subsidy.spending": CARE_SUBSIDY, plain("spending"), YUAN_A_MONTH, "养老服务补贴支出", "Spending on the care-service subsidy";
    BUDGET_IN = "budget.in": BUDGET, plain("in_yuan"), YUAN_A_MONTH, "预算收入", "Money that came in";
    BUDGET_OUT = "budget.out": BUDGET, plain("out_yuan"), YUAN_A_MONTH, "预算支出", "Money paid out";
    BUDGET_BALANCE = "budget.balance": BUDGET, plain("balance_yuan"), YUAN, "账户余额", "Balance of all accounts";
    BUDGET_ARREARS = "budget.arrears": BUDGET, plain("arrears_yuan"), YUAN, "拖欠", "Arrears of all accounts";
    BUDGET_SUPPLEMENT = "budget.supplement": BUDGET, fen("in_supplement"), YUAN_A_MONTH, "年中追加", "Supplements";
    BUDGET_COMMITTED = "budget.committed": BUDGET, fen("committed"), YUAN, "在建承诺", "Commitments";
}

/// The indicator of that id, which comes from a file or from the user.
pub fn indicator(id: &str) -> Option<&'static Indicator> {
    INDICATORS.iter().find(|indicator| indicator.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::ColumnType;
    use agents::care::beds::BedType;

    #[test]
    fn every_indicator_is_a_column_of_numbers_in_its_unit() {
        for (i, Indicator { id, unit, topic, column, keys, .. }) in INDICATORS.iter().enumerate() {
            let table = topic.table();
            let find = |name: &str| table.columns.iter().find(|column| column.name == name);
            let found = find(column.name).unwrap_or_else(|| panic!("{id}"));
            // All money is in yuan, whatever the column keeps it in.
            assert!(!unit.contains("fen"), "{id}");
            match found.unit.strip_prefix("fen") {
                Some(of_time) => assert_eq!((format!("yuan{of_time}").as_str(), 100), (*unit, column.divisor), "{id}"),
                None => assert_eq!((found.unit, 1), (*unit, column.divisor), "{id}"),
            }
            assert!(!matches!(found.column_type, ColumnType::Utf8 | ColumnType::Date32), "{id}");
            for (key, text) in *keys {
                let key = find(key).unwrap_or_else(|| panic!("{id}: {key}"));
                assert_eq!(key.column_type, ColumnType::Utf8, "{id}");
                assert!(key.en.contains(&format!("`{text}`")), "{id}: {text}");
            }
            // What is paid has the names of its groups, what is on accounts that of the budget.
            let prefixes: &[&str] = match table.name {
                "hardship" => &["relief", "disability"],
                "waits" => &["beds"],
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
