//! What a community reports each month.
use crate::care::report::CareMonth;
use crate::care::services::adaptation;
use crate::counts::counts;
use crate::relief::report::ReliefMonth;
use crate::units::{PERSON_MONTHS_A_YEAR, PERSONS, PERSONS_A_MONTH, PERSONS_A_YEAR};
use crate::workforce::report::EmployerMonth;
use serde::{Deserialize, Serialize};

counts! {
    /// Counts of one community and month. Stocks are counted at the month's end, flows over it.
    /// The district's counts are the sums of its communities'.
    PopulationCounts {
        elders: [PERSONS] "60岁及以上户籍老年人，月末数", "Registered elders aged 60 and over, at the month's end.";
        men: [PERSONS] "其中：男性，月末数", "Registered elders who are men, at the month's end.";
        women: [PERSONS] "其中：女性，月末数", "Registered elders who are women, at the month's end.";
        aged_60_64: [PERSONS] "60至64岁，月末数", "Registered elders aged 60 to 64, at the month's end.";
        aged_65_69: [PERSONS] "65至69岁，月末数", "Registered elders aged 65 to 69, at the month's end.";
        aged_70_74: [PERSONS] "70至74岁，月末数", "Registered elders aged 70 to 74, at the month's end.";
        aged_75_79: [PERSONS] "75至79岁，月末数", "Registered elders aged 75 to 79, at the month's end.";
        aged_80_84: [PERSONS] "80至84岁，月末数", "Registered elders aged 80 to 84, at the month's end.";
        aged_85_89: [PERSONS] "85至89岁，月末数", "Registered elders aged 85 to 89, at the month's end.";
        aged_90_94: [PERSONS] "90至94岁，月末数", "Registered elders aged 90 to 94, at the month's end.";
        aged_95_99: [PERSONS] "95至99岁，月末数", "Registered elders aged 95 to 99, at the month's end.";
        aged_80_plus: [PERSONS] "80岁及以上（高龄），月末数", "Registered elders aged 80 and over, at the month's end.";
        aged_100_plus: [PERSONS] "100岁及以上（百岁老人），月末数", "Registered elders aged 100 and over, at the month's end.";
        independent: [PERSONS] "生活能够自理，月末数", "Registered elders who are independent, at the month's end.";
        mild: [PERSONS] "轻度失能，月末数", "Registered elders with a mild disability, at the month's end.";
        moderate: [PERSONS] "中度失能，月末数", "Registered elders with a moderate disability, at the month's end.";
        severe: [PERSONS] "重度失能，月末数", "Registered elders with a severe disability, at the month's end.";
        dementia: [PERSONS] "患认知障碍（含未建档），月末数", "Registered elders with dementia, on file or not, at the month's end.";
        dementia_undiagnosed: [PERSONS] "患认知障碍但未建档，月末数", "Registered elders with dementia and no case file, at the month's end.";
        dementia_on_file: [PERSONS] "患认知障碍且已建档，月末数", "Registered elders with dementia and a case file, at the month's end.";
        dementia_mild: [PERSONS] "认知障碍轻度，月末数", "Registered elders with mild dementia, at the month's end.";
        dementia_moderate: [PERSONS] "认知障碍中度，月末数", "Registered elders with moderate dementia, at the month's end.";
        dementia_severe: [PERSONS] "认知障碍重度，月末数", "Registered elders with severe dementia, at the month's end.";
        with_family: [PERSONS] "与子女同住，月末数", "Registered elders living with a child, at the month's end.";
        couple_only: [PERSONS] "仅与配偶同住，月末数", "Registered elders living with the spouse only, at the month's end.";
        alone: [PERSONS] "独居，月末数", "Registered elders living alone, at the month's end.";
        alone_here: [PERSONS] "独居且居住在本区（近似人口普查口径的一人户），月末数", "Registered elders living alone in the district: their one-person households, as a census would count them, at the month's end.";
        one_child: [PERSONS] "仅有一个子女，月末数", "Registered elders with one child, at the month's end.";
        several_children: [PERSONS] "有两个及以上子女，月末数", "Registered elders with two or more children, at the month's end.";
        child_near: [PERSONS] "有子女同住或住在附近，月末数", "Registered elders with a child in the household or near, at the month's end.";
        child_works: [PERSONS] "可照护的子女仍在工作，月末数", "Registered elders whose child who would care is still at work, at the month's end.";
        carer_spouse: [PERSONS] "首位非正式照护者为配偶，月末数", "Registered elders whose first informal carer would be the spouse, at the month's end.";
        carer_child: [PERSONS] "首位非正式照护者为子女，月末数", "Registered elders whose first informal carer would be a child, at the month's end.";
        carer_none: [PERSONS] "没有非正式照护者，月末数", "Registered elders without an informal carer, at the month's end.";
        income_low: [PERSONS] "低收入档，月末数", "Registered elders in the low income band, at the month's end.";
        income_middle: [PERSONS] "中等收入档，月末数", "Registered elders in the middle income band, at the month's end.";
        income_high: [PERSONS] "高收入档，月末数", "Registered elders in the high income band, at the month's end.";
        living_here: [PERSONS] "户籍在本区且实际居住在本区，月末数", "Registered elders who also live in the district, at the month's end.";
        entrants: [PERSONS_A_MONTH] "当月年满60岁进入老年人口", "Persons who turned 60 in the month.";
        arrivals: [PERSONS_A_MONTH] "当月户籍从区外迁入的老年人", "Elders whose registration came from outside the district in the month.";
        moved_in: [PERSONS_A_MONTH] "当月从本区其他街镇迁入；全区行为各街镇之和", "Elders who came from another community of the district in the month; the district's row is the sum.";
        deaths: [PERSONS_A_MONTH] "当月死亡（含冲击所致）", "Deaths in the month, those caused by shocks included.";
        shock_deaths: [PERSONS_A_MONTH] "当月因指定日期的冲击（如疫情、高温）死亡", "Deaths in the month caused by a dated shock such as an epidemic or a heat wave; part of `deaths`.";
        departures: [PERSONS_A_MONTH] "当月户籍迁出本区的老年人", "Elders whose registration left the district in the month.";
        moved_out: [PERSONS_A_MONTH] "当月迁往本区其他街镇；全区行为各街镇之和", "Elders who went to another community of the district in the month; the district's row is the sum.";
        declines: [PERSONS_A_MONTH] "当月能力下降一级", "Elders whose ability fell by one level in the month.";
        recoveries: [PERSONS_A_MONTH] "当月能力恢复一级", "Elders whose ability rose by one level in the month.";
        dementia_onsets: [PERSONS_A_MONTH] "当月新发认知障碍", "Elders whose dementia began in the month.";
        case_files: [PERSONS_A_MONTH] "当月认知障碍新建档", "Elders whose dementia was put on file in the month.";
        widowed: [PERSONS_A_MONTH] "当月丧偶", "Elders whose spouse died in the month.";
        children_moved_in: [PERSONS_A_MONTH] "当月有子女搬入同住", "Elders with whom a child came to live in the month.";
        // ANCHOR: count
        children_moved_out: [PERSONS_A_MONTH] "当月同住子女搬出", "Elders whose child moved out in the month.";
        // ANCHOR_END: count
        bed_applications: [PERSONS_A_MONTH] "当月申请入住养老机构的自理老年人；全部申请见 beds", "Independent elders who applied for a bed in the month; all applications are in `beds`.";
        dementia_progressions: [PERSONS_A_MONTH] "当月认知障碍加重一级", "Elders whose dementia went on to its next stage in the month.";
        children_retired: [PERSONS_A_MONTH] "当月可照护的子女退休", "Elders whose child who would care retired in the month.";
        hardship_onset: [PERSONS_A_MONTH] "当月陷入困难的低收入老年人", "Elders of low income who came into hardship in the month.";
    }
}

/// Youngest age of an elder, completed years.
pub const FIRST_AGE: usize = 60;
/// Single ages from 60 to 109, and 110 and over.
pub const AGES: usize = 51;

counts! {
    /// Elders of one sex and single age, by state, at a year's end.
    PyramidCell {
        persons: [PERSONS] "该性别和年龄的户籍老年人，年末数", "Registered elders of this sex and age, at the year's end.";
        mild: [PERSONS] "其中：轻度失能，年末数", "Those with a mild disability, at the year's end.";
        moderate: [PERSONS] "其中：中度失能，年末数", "Those with a moderate disability, at the year's end.";
        severe: [PERSONS] "其中：重度失能，年末数", "Those with a severe disability, at the year's end.";
        dementia: [PERSONS] "其中：患认知障碍（含未建档），年末数", "Those with dementia, on file or not, at the year's end.";
        alone: [PERSONS] "其中：独居，年末数", "Those living alone, at the year's end.";
        partnered: [PERSONS] "其中：有配偶，年末数", "Those with a spouse, at the year's end.";
        elder_only: [PERSONS] "其中：在纯老家庭（户内均为60岁及以上，含独居），年末数", "Those in a household of elders alone, living alone included, at the year's end.";
        one_child: [PERSONS] "其中：仅有一个子女，年末数", "Those with one child, at the year's end.";
        childless: [PERSONS] "其中：无子女，年末数", "Those without children, at the year's end.";
        deaths: [PERSONS_A_YEAR] "当年死亡，按死亡当月月初年龄计", "Deaths in the year, by age at the start of the month of death.";
        months_lived: [PERSON_MONTHS_A_YEAR] "当年在该年龄存活的人月数，按各月月初年龄计", "Months lived in the year at this age, by age at the start of each month.";
    }
}

/// The district's or a community's elders by sex (0 men, 1 women) and single age from 60, at a
/// December's end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pyramid {
    /// `2 * AGES` cells, men first.
    pub cells: Vec<PyramidCell>,
}

/// The sums that must agree at a month's end, of one community.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Books {
    /// Elders at the end of the month before.
    pub opening: i64,
    /// Elders at the end of this month.
    pub closing: i64,
    /// In Decembers: elders on whose state the running tallies and a recount of everybody differ; 0.
    pub recount_difference: i64,
}

/// One community's month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommunityMonth {
    /// Stocks and flows.
    pub counts: PopulationCounts,
    /// Opening and closing stock for the audit.
    pub books: Books,
    /// In Decembers: elders by sex and age, counted afresh from every elder.
    pub pyramid: Option<Pyramid>,
    /// Care.
    pub care: CareMonth,
    /// The workers of the community's office.
    pub office: EmployerMonth,
    /// Relief.
    pub relief: ReliefMonth,
}

impl CommunityMonth {
    /// Homes adapted for elders in the month.
    pub fn homes_adapted(&self) -> i64 {
        self.care.services.get(adaptation::NUMBER).map_or(0, |service| service.served)
    }
}
