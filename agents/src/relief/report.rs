//! What is reported of relief each month. Money is whole fen; persons and person-times (人次) are told apart.
use crate::report::counts;
use serde::{Deserialize, Serialize};

counts! {
    /// Households in hardship of one community, and what the office did.
    HardshipCounts {
        households: "Stock: households in hardship, or with a severely disabled member.";
        poor_households: "Stock, of these: in hardship by income when they came into being.";
        persons: "Stock: persons in them.";
        entitled: "Stock: households entitled to anything.";
        on_books: "Stock: households on the office's books.";
        applying: "Stock: households that have applied and wait.";
        unknown: "Stock: households entitled to something that neither are on the books nor apply.";
        new_households: "Flow: households that came into hardship.";
        ended: "Flow: households that ceased to be in hardship, died out or left.";
        screened: "Flow, person-times: visits by relief advisers.";
        served: "Flow, person-times, of these: to a household in hardship, with advice or help.";
        applied: "Flow: households that applied unprompted.";
        found_by_advisers: "Flow: households that applied after an adviser's visit.";
        found_by_data: "Flow: households that applied after data had shown their hardship.";
        granted: "Flow: households newly on the books.";
        months_to_grant: "Flow: months from application to grant, over the newly granted.";
        declared: "Flow, of the newly granted: by own declaration instead of proofs.";
        exits_death: "Flow: households off the books because of a death.";
        exits_income: "Flow: households off the books because the cross-check showed a rise of income.";
        exits_recheck: "Flow: households off the books after a re-check.";
        deaths_on_books: "Flow: persons on the books who died.";
        dead_on_books: "Stock: dead persons whom the books do not know to be dead.";
        caseload_entries: "Flow: households that are granted a programme of the relief caseload anew.";
        caseload_exits: "Flow: households that are no longer granted one.";
        caseload_persons: "Stock: persons who are granted a programme of the relief caseload (在册救助对象).";
        caseload_households: "Stock: households that are granted one.";
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
    /// 1 when running sums differ from a recount of all households, in months in which everybody is looked at anew; 0
    /// in a good run.
    pub recount_difference: i64,
}
