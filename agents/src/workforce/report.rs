//! What employers, the training centre and the labour market report each month.
use super::plans::PLANS;
use super::{EmployerKind, LEVELS, OCCUPATIONS};
use crate::report::counts;
use serde::{Deserialize, Serialize};

counts! {
    /// Workers of one employer. Stocks at the month's end.
    EmployerCounts {
        posts: "Posts that the employer wants filled.";
        required_milli: "Workers, in thousandths, that the people in its care and those who could be demand.";
        opening: "Heads at the end of the month before.";
        closing: "Heads at the month's end: opening + hires - all who left.";
        hires: "Flow: persons who began to work here.";
        hires_experienced: "Flow, of these: who worked in the trade before.";
        hires_graduates: "Flow, of these: newly from a school.";
        left_moved: "Flow: quit to seek another employer of the trade in the district.";
        left_away: "Flow: left the trade, for good or for some time.";
        left_retired: "Flow: retired.";
        left_closing: "Flow: lost the post because the employer closed.";
        vacancies: "Posts that nobody has.";
        women: "Heads: women.";
        migrants: "Heads: registered outside the city.";
        aged_under_35: "Heads: below 35.";
        aged_35_54: "Heads: 35 to 54.";
        aged_55_plus: "Heads: 55 and over.";
        service_under_1_year: "Heads: less than 12 months with this employer.";
        service_1_2_years: "Heads: 12 to 35 months with this employer.";
        service_3_4_years: "Heads: 36 to 59 months with this employer.";
        service_5_years_plus: "Heads: 60 months and more with this employer.";
        overloaded: "Heads: whose workload is above what the ratios ask.";
        beds_lost: "Beds that stand and are paid for, that somebody waits for, and that no worker can serve.";
        hours_lost: "Hours of home care asked for that no worker can give.";
        wage_bill: "Fen: wages of the month.";
        entry_subsidy: "Fen: entry subsidy (入职奖励) due this month.";
    }
}

counts! {
    /// Workers of one employer and level of certificate. Heads and flows of workers by the level they
    /// hold, 0 none; courses and exams by the level sought.
    LevelCounts {
        heads: "Stock: workers who hold this level.";
        hires: "Flow: began to work here with it.";
        left: "Flow: left with it, but not by retiring.";
        retired: "Flow: retired with it.";
        asked: "Flow: asked for a seat or registered for an exam for it.";
        waiting: "Stock: wait for a seat in a course for it.";
        enrolled: "Stock: in a course, before the exam or waiting for its result.";
        examined: "Flow: got the result of an exam for it; who sits twice counts twice.";
        passed: "Flow: got it.";
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
        applications: "Flow: workers who asked for a seat, or registered for an exam without a course.";
        waiting: "Stock: wait for a seat.";
        classes_begun: "Flow: classes begun.";
        classes: "Stock: classes under way.";
        seats: "Flow: seats given.";
        in_class: "Stock: in a class.";
        awaiting_exam: "Stock: wait for an exam, a retake or a result.";
        examined: "Flow: sat an exam; who sits twice counts twice.";
        passed: "Flow, of these: passed.";
        ended_failed: "Flow: failed for the last time allowed.";
        dropped_out: "Flow: left their employer and with it queue, course or exam.";
        course_cost: "Fen: classes begun.";
        exam_cost: "Fen: exams held.";
    }
}

counts! {
    /// One plan's month.
    PlanCounts {
        seats_due: "Seats that the plan has money for this month, those saved up included.";
        seats_used: "Flow: seats given.";
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
        opening: "Persons who sought a post or were away at the end of the month before.";
        newcomers: "Flow: persons new to the district's trade who seek a post.";
        left_employers: "Flow: persons who left an employer last month and go on in the trade, now or later.";
        graduates: "Flow: graduates of the district's own school programmes.";
        returners: "Flow: persons who begin to seek a post again, of those who left employers this month or earlier.";
        hired: "Flow: persons hired; they begin next month.";
        gave_up: "Flow: persons who found no post and look elsewhere, or would come back too old to be hired.";
        seeking: "Stock: persons who found no post yet and go on.";
        away: "Stock: persons who left the trade and will be back.";
        posts_open: "Posts that were open this month.";
        posts_left: "Posts that nobody took.";
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
