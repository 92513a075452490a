//! What employers, the training centre and the labour market report each month.
use super::plans::PLANS;
use super::{EmployerKind, LEVELS, OCCUPATIONS};
use crate::counts::counts;
use crate::units::{BEDS, FEN_A_MONTH, HOURS_A_MONTH, PERSONS, PERSONS_A_MONTH, POSTS};
use serde::{Deserialize, Serialize};

counts! {
    /// Workers of one employer. Stocks at the month's end.
    EmployerCounts {
        required_milli: "Workers, in thousandths, that the people in its care and those who could be demand.";
        opening: [PERSONS] "上月末在岗人数；仅合计行给出（下同）", "Heads at the end of the month before; like all that follows in the rows of all levels, null elsewhere.";
        posts: [POSTS] "希望配置的岗位", "Posts that employers want filled.";
        vacancies: [POSTS] "空缺岗位，月末数", "Posts that nobody has, at the month's end.";
        vacancies_reserved: [POSTS] "其中只招持证者的岗位", "Of these, posts kept for applicants who hold a certificate.";
        closing: "Heads at the month's end: opening + hires - all who left.";
        hires: "Flow: persons who began to work here.";
        hires_experienced: [PERSONS_A_MONTH] "入职者中曾在本区从业者", "Of those hired, who worked in the district's trade before.";
        hires_graduates: [PERSONS_A_MONTH] "入职者中应届毕业生", "Of those hired, who come from a school.";
        left_moved: [PERSONS_A_MONTH] "离职另找本区同行业岗位", "Left to seek another employer of the trade in the district.";
        left_away: [PERSONS_A_MONTH] "离开行业（长期或一时）", "Left the district's trade, for good or for some time.";
        left_hospitals: [PERSONS_A_MONTH] "其中转做医院护工", "Of those who left the trade, for care work in hospitals.";
        left_households: [PERSONS_A_MONTH] "其中转做住家保姆等家政服务", "Of those who left the trade, for domestic work in households.";
        left_retired: "Flow: retired.";
        left_closing: [PERSONS_A_MONTH] "因单位关闭失去岗位", "Lost the post because the employer closed.";
        women: [PERSONS] "女性", "Women.";
        migrants: [PERSONS] "外来人员", "Registered outside the city.";
        aged_under_35: [PERSONS] "35岁以下", "Below 35.";
        aged_35_54: [PERSONS] "35至54岁", "Aged 35 to 54.";
        aged_55_plus: [PERSONS] "55岁及以上", "Aged 55 and over.";
        service_under_1_year: [PERSONS] "在本单位不满1年", "Less than a year with their employer.";
        service_1_2_years: [PERSONS] "在本单位1至2年", "One or two completed years with their employer.";
        service_3_4_years: [PERSONS] "在本单位3至4年", "Three or four completed years with their employer.";
        service_5_years_plus: [PERSONS] "在本单位5年及以上", "Five years or more with their employer.";
        overloaded: [PERSONS] "工作量超过配比的人员", "Workers whose workload is above what the ratios ask.";
        beds_lost: [BEDS] "有人轮候但因缺人无法使用的床位", "Beds that stand and are paid for, that somebody waits for and that no worker can serve.";
        hours_lost: [HOURS_A_MONTH] "因缺人未能提供的居家照护时间", "Hours of home care asked for that no worker can give.";
        wage_bill: [FEN_A_MONTH] "工资总额，由用人单位支付", "Wages, paid by the employers.";
        certificate_pay: [FEN_A_MONTH] "工资总额中因证书等级多付的部分", "Part of the wages that is paid for certificates.";
        level_allowance: [FEN_A_MONTH] "按证书等级发放的激励补贴，由全市支付", "Level allowance, paid by the city for certificates.";
        entry_subsidy: [FEN_A_MONTH] "当月应付入职奖励", "Entry subsidy due in the month.";
    }
}

counts! {
    /// Workers of one employer and level of certificate. Heads and flows of workers by the level they
    /// hold, 0 none; courses and exams by the level sought.
    LevelCounts {
        heads: [PERSONS] "在岗人数，月末数", "Heads: workers, at the month's end.";
        hires: [PERSONS_A_MONTH] "当月入职（按所持等级）", "Hired in the month, by the level held.";
        left: [PERSONS_A_MONTH] "当月离职（不含退休，按所持等级）", "Left in the month but not by retiring, by the level held.";
        retired: [PERSONS_A_MONTH] "当月退休（按所持等级）", "Retired in the month, by the level held.";
        asked: [PERSONS_A_MONTH] "当月申请培训名额或报考（按所求等级）", "Asked for a seat or registered for an exam in the month, by the level sought.";
        waiting: [PERSONS] "等待培训名额（按所求等级），月末数", "Wait for a seat, by the level sought, at the month's end.";
        enrolled: [PERSONS] "在培训、待考或待公布结果（按所求等级），月末数", "In a course, before an exam or waiting for its result, by the level sought, at the month's end.";
        examined: [PERSONS_A_MONTH] "当月公布考试结果的人次（按所求等级）", "Results of exams in the month, by the level sought; who sits twice counts twice.";
        passed: [PERSONS_A_MONTH] "当月取得证书（按所求等级）", "Got the certificate in the month, by the level sought.";
    }
}

/// One employer's month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerMonth {
    /// Who employs.
    pub kind: EmployerKind,
    /// All workers.
    pub counts: EmployerCounts,
    /// By level.
    pub levels: [LevelCounts; LEVELS],
}

impl EmployerCounts {
    /// Workers who left, whatever the reason.
    pub fn left(&self) -> i64 {
        self.left_moved + self.left_away + self.left_retired + self.left_closing
    }
}

counts! {
    /// The training centre's month for one occupation and level sought.
    CourseCounts {
        applications: [PERSONS_A_MONTH] "当月申请培训名额，或直接报考", "Asked for a seat, or registered for an exam without a course, in the month.";
        waiting: [PERSONS] "等待名额，月末数", "Wait for a seat, at the month's end.";
        classes_begun: ["classes a month"] "当月开班数", "Classes begun in the month.";
        classes: ["classes"] "在办班数，月末数", "Classes under way, at the month's end.";
        seats: ["seats a month"] "当月使用的名额", "Seats given in the month.";
        in_class: [PERSONS] "在班人数，月末数", "In a class, at the month's end.";
        awaiting_exam: [PERSONS] "待考、待补考或待公布结果，月末数", "Wait for an exam, a retake or a result, at the month's end.";
        examined: ["person-times a month"] "当月参加考试人次", "Exams sat in the month; who sits twice counts twice.";
        passed: [PERSONS_A_MONTH] "其中通过（结果在以后月份公布）", "Of these passed; results follow in later months.";
        ended_failed: [PERSONS_A_MONTH] "当月最后一次补考未通过", "Told in the month that the last exam allowed was failed.";
        dropped_out: [PERSONS_A_MONTH] "当月因离职退出", "Dropped out in the month because they left their employer.";
        course_cost: [FEN_A_MONTH] "当月开班费用", "Cost of classes begun in the month.";
        exam_cost: [FEN_A_MONTH] "当月考试费用", "Cost of exams held in the month.";
    }
}

counts! {
    /// One plan's month.
    PlanCounts {
        seats_due: ["seats"] "当月有经费的名额，含结转", "Seats that the plan has money for in the month, those saved up included.";
        seats_used: ["seats a month"] "当月使用的名额", "Seats given in the month.";
    }
}

/// The training centre's month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrainingMonth {
    /// By occupation and level sought, `[occupation][level - 1]`.
    pub courses: [[CourseCounts; LEVELS - 1]; OCCUPATIONS],
    /// One a plan, in the order of [`PLANS`].
    pub plans: [PlanCounts; PLANS.len()],
    /// Instructors who lead a class.
    pub instructors_busy: i64,
    /// Instructors.
    pub instructors: i64,
    /// Candidates who could be examined this month.
    pub exam_places: i64,
    /// Pupils in two-year school programmes.
    pub pupils: i64,
    /// Flow: pupils who graduated.
    pub graduates: i64,
}

counts! {
    /// The labour market of one occupation: opening + newcomers + left employers + graduates = hired +
    /// gave up + seeking + away.
    MarketCounts {
        opening: [PERSONS] "上月末求职或暂离人数", "Sought a post or were away at the end of the month before.";
        newcomers: [PERSONS_A_MONTH] "当月新入行求职者", "Persons new to the district's trade who seek a post.";
        left_employers: [PERSONS_A_MONTH] "上月离开单位、现在或日后仍从业者", "Persons who left an employer last month and go on in the trade, now or later.";
        graduates: [PERSONS_A_MONTH] "当月本区养老护理班毕业生", "Graduates of the district's own school programmes.";
        returners: [PERSONS_A_MONTH] "当月重新求职者", "Persons who begin to seek a post again.";
        hired: [PERSONS_A_MONTH] "当月录用，下月到岗", "Hired; they begin next month.";
        gave_up: [PERSONS_A_MONTH] "当月未找到岗位、另谋出路，或返回时已超龄", "Persons who found no post and look elsewhere, or would come back too old to be hired.";
        seeking: [PERSONS] "仍在求职，月末数", "Persons who found no post yet and go on, at the month's end.";
        away: [PERSONS] "暂离行业、日后返回，月末数", "Persons who left the trade and will be back, at the month's end.";
        posts_open: [POSTS] "当月开放的岗位", "Posts that were open in the month.";
        posts_left: [POSTS] "其中无人应聘", "Of these, posts that nobody took.";
    }
}

/// The labour market's month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarketMonth {
    /// By occupation.
    pub occupations: [MarketCounts; OCCUPATIONS],
}

impl MarketMonth {
    /// Differences of the books of each occupation, without regard to sign.
    pub fn difference(&self) -> i64 {
        let difference = |m: &MarketCounts| {
            let came = m.opening + m.newcomers + m.left_employers + m.graduates;
            (came - m.hired - m.gave_up - m.seeking - m.away).abs()
        };
        self.occupations.iter().map(difference).sum()
    }
}
