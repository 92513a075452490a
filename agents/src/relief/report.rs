//! What is reported of relief each month. Money is whole fen; persons and person-times (人次) are told apart.
use crate::counts::counts;
use crate::units::{HOUSEHOLDS, HOUSEHOLDS_A_MONTH, PERSONS, PERSONS_A_MONTH, TIMES_A_MONTH};
use serde::{Deserialize, Serialize};

counts! {
    /// Households in hardship of one community, and what the office did.
    HardshipCounts {
        households: [HOUSEHOLDS] "困难家庭，含尚未核销者，月末数", "Households in hardship, with those that the books do not know to be gone.";
        poor_households: [HOUSEHOLDS] "其中：仍有成员且未脱困的家庭", "Of these: with a member left and still in hardship.";
        persons: [PERSONS] "上述家庭人数", "Persons in them.";
        entitled: [HOUSEHOLDS] "符合任一项目条件的家庭", "Households entitled to anything.";
        on_books: [HOUSEHOLDS] "在册家庭", "Households on the relief office's books.";
        applying: [HOUSEHOLDS] "已申请、待审批家庭", "Households that have applied and wait.";
        unknown: [HOUSEHOLDS] "符合条件但既未在册也未申请的家庭", "Households entitled to something that neither are on the books nor apply.";
        caseload_persons: [PERSONS] "在册救助对象（低保、特困）人数", "Persons on cash relief by the books: minimum living allowance and extreme hardship.";
        caseload_households: [HOUSEHOLDS] "在册救助对象户数", "Households on cash relief by the books.";
        caseload_entries: [HOUSEHOLDS_A_MONTH] "当月新成为在册救助对象的户", "Households newly on cash relief.";
        caseload_exits: [HOUSEHOLDS_A_MONTH] "当月不再是在册救助对象的户", "Households no longer on cash relief.";
        caseload_in_found: [HOUSEHOLDS_A_MONTH] "其中：申请或被发现后纳入", "Of these: applied or were found.";
        caseload_in_loss: [HOUSEHOLDS_A_MONTH] "其中：在册家庭收入减少", "Of these: on the books before, reported a loss of income or an illness.";
        caseload_in_standard: [HOUSEHOLDS_A_MONTH] "其中：标准上调、财产动用等年度调整后符合条件", "Of these: on the books before, below the line since the standard rose or savings were spent.";
        caseload_in_recheck: [HOUSEHOLDS_A_MONTH] "其中：复核或死亡、收入变动核查后符合条件", "Of these: on the books before, after a re-check or a cross-check.";
        caseload_out_death: [HOUSEHOLDS_A_MONTH] "退出：死亡或迁出", "Off it: a death, or the household left the district.";
        caseload_out_income: [HOUSEHOLDS_A_MONTH] "退出：核查发现就业或脱困", "Off it: the cross-check showed work or the end of hardship.";
        caseload_out_pensions: [HOUSEHOLDS_A_MONTH] "退出：养老金增长超过标准", "Off it: with a pension, income outgrew the standard at the yearly adjustment.";
        caseload_out_pay: [HOUSEHOLDS_A_MONTH] "退出：工资增长超过标准", "Off it: without a pension, pay outgrew the standard at the yearly adjustment.";
        caseload_out_recheck: [HOUSEHOLDS_A_MONTH] "退出：定期复核", "Off it: after a re-check, or a report.";
        new_households: [HOUSEHOLDS_A_MONTH] "当月新陷入困难的家庭", "Households that came into hardship in the month.";
        ended: [HOUSEHOLDS_A_MONTH] "当月脱困、消亡或迁出的家庭", "Households that ceased to be in hardship, died out or left.";
        screened: [TIMES_A_MONTH] "当月救助顾问排查人次", "Visits by relief advisers, person-times.";
        served: [TIMES_A_MONTH] "其中：走访困难家庭并给予政策或服务的人次", "Of these: to a household in hardship, with advice or help, person-times.";
        applied: [HOUSEHOLDS_A_MONTH] "当月自行申请的家庭", "Households that applied unprompted.";
        found_by_advisers: [HOUSEHOLDS_A_MONTH] "当月经救助顾问发现而申请的家庭", "Households that applied after an adviser's visit.";
        found_by_data: [HOUSEHOLDS_A_MONTH] "当月经数据比对发现而申请的家庭（政策找人）", "Households that applied after data had shown their hardship.";
        granted: [HOUSEHOLDS_A_MONTH] "当月新纳入在册的家庭", "Households newly on the books.";
        months_to_grant: "Flow: months from application to grant, over the newly granted.";
        declared: [HOUSEHOLDS_A_MONTH] "其中：采用信用告知承诺的家庭", "Of these: by own declaration instead of proofs.";
        exits_death: [HOUSEHOLDS_A_MONTH] "当月因死亡或迁出退出在册的家庭", "Households off the books because of a death or of leaving the district.";
        exits_income: [HOUSEHOLDS_A_MONTH] "当月因核查发现收入上升退出的家庭", "Households off the books because the cross-check showed a rise of income.";
        exits_recheck: [HOUSEHOLDS_A_MONTH] "当月因复核退出的家庭", "Households off the books after a re-check.";
        deaths_on_books: [PERSONS_A_MONTH] "当月死亡的在册家庭成员", "Persons of households on the books who died.";
        registered: [PERSONS] "困难家庭以外的在册重度残疾人，月末数", "Severely disabled persons on the register outside households in hardship.";
        registered_elders: [PERSONS] "其中：60岁及以上", "Of these: 60 and over.";
        registered_new: [PERSONS_A_MONTH] "当月新登记的重度残疾人", "Persons newly on that register.";
        registered_deaths: [PERSONS_A_MONTH] "当月死亡的在册重度残疾人", "Persons of that register who died.";
        subsidised: [PERSONS] "领取残疾人两项补贴的人数（兼领者计一次）", "Persons granted one or both disability subsidies, each counted once.";
        dead_on_books: [PERSONS] "已死亡而尚未核销的人数，月末数", "Dead persons whom the books do not know to be dead.";
    }
}

counts! {
    /// One programme in one community: whom it is for and who claims. Claims are paid next month.
    ProgrammeCounts {
        entitled: "Stock: persons entitled, or households where it is paid to the household.";
        claiming: "Stock: those of them, and those by the books only, to whom it is granted.";
        households: "Stock: households that are granted it.";
        found: "Flow: newly granted to households found by advisers or data.";
        over_months: "Flow: household-months in which the books give more than is due.";
        under_months: "Flow: household-months on the books in which they give less than is due.";
        claim_times: "Flow: person-times claimed this month.";
        claim_fen: "Flow: fen claimed this month.";
        last_claim_fen: "Flow: fen claimed last month: what the bureau must have received.";
    }
}

/// Relief of one community in one month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReliefMonth {
    /// Households and the office.
    pub hardship: HardshipCounts,
    /// By programme, in the order of the district's.
    pub programmes: Vec<ProgrammeCounts>,
    /// By programme: the amount over that of the month before the start, as its index has it, in millionths.
    pub amount_index: Vec<i64>,
    /// Households at the end of the month before.
    pub opening: i64,
    /// Households of the caseload at the end of the month before.
    pub caseload_opening: i64,
    /// Persons on the register of disabled persons at the end of the month before.
    pub registered_opening: i64,
    /// 1 when running sums differ from a recount of all households, in months in which everybody is looked at anew; 0
    /// in a good run.
    pub recount_difference: i64,
}
