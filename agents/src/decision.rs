//! The list of decisions that draw a random number. A number once given never changes and the list
//! only grows at its end: it is part of the address of every draw, so results depend on it.

/// Which event, if any, happens to an elder this month (the screened draw).
pub const EVENT: u16 = 0;
/// Whether an elder dies of a shock this month.
pub const SHOCK_DEATH: u16 = 1;
/// A parameter's value; the person is the hash of the parameter's id.
pub const PARAMETER: u16 = 2;
/// How a cohort's fractional size is rounded; the person is the cell.
pub const COHORT_SIZE: u16 = 3;
/// Ability and dementia at entry into the model.
pub const INITIAL_HEALTH: u16 = 4;
/// Spouse, children and co-residence at entry into the model.
pub const INITIAL_HOUSEHOLD: u16 = 5;
/// Income band and place of residence at entry into the model.
pub const INITIAL_CIRCUMSTANCES: u16 = 6;
/// Whether somebody below 60 lives to be an entrant.
pub const SURVIVAL_TO_ENTRY: u16 = 7;
/// How many register into a community; the person is the community.
pub const ARRIVALS: u16 = 8;
/// Age and sex of somebody who registers into a community.
pub const ARRIVAL_AGE: u16 = 9;
/// Which community an elder moves to.
pub const DESTINATION: u16 = 10;
/// What becomes of a case this month: the upper half of the draw decides on the assessment, the lower
/// half on an application for a bed or, for residents, on leaving.
pub const CASE: u16 = 11;
/// Which care level an assessment finds, and whether home care is asked for.
pub const CARE_LEVEL: u16 = 12;
/// Whether a strained carer gives up this month (the upper half of the draw), and who gets free hours
/// of home care (the lower half).
pub const CARERS: u16 = 13;
/// Whether somebody who waits gives up this month.
pub const GIVE_UP: u16 = 15;
/// Whether an offer is declined.
pub const REFUSAL: u16 = 17;
/// Which services an elder asks for; the month of the address is the service's number.
pub const SERVICE_ASKED: u16 = 19;
/// What an elder is willing to pay for a bed, and where it may be.
pub const BED_PREFERENCES: u16 = 20;
/// How much an elder likes a home; the month of the address is the home's number.
pub const TASTE: u16 = 21;
/// Whether an adapted home prevents a decline.
pub const ADAPTATION: u16 = 22;
/// Who lives in a bed at the start.
pub const INITIAL_BED: u16 = 23;
/// How far assessment and strain have gone at the start.
pub const INITIAL_CARE: u16 = 24;
/// How many severely disabled children are newly cared for by elders; the person is the community.
pub const DEPENDANTS: u16 = 25;
/// Whether an elder who lives elsewhere applies here.
pub const ELSEWHERE: u16 = 26;
/// Whether a worker quits this month; the person of this and the next ones is the worker.
pub const WORKER_QUITS: u16 = 27;
/// Whether a worker who may retire does.
pub const WORKER_RETIRES: u16 = 28;
/// Where somebody who quits goes, and for how long; the lower half of the draw names the neighbouring trade.
pub const WORKER_DESTINATION: u16 = 29;
/// Whether a worker asks for a seat in a course, or registers for an exam.
pub const WORKER_ENROLS: u16 = 30;
/// Whether an exam is passed.
pub const EXAM: u16 = 31;
/// Age, sex, certificate and pay of a worker; the month of the address is the number of the attribute.
pub const WORKER_ATTRIBUTES: u16 = 32;
/// How many come new to an occupation in a month; the person is the occupation.
pub const NEWCOMERS: u16 = 33;
/// Which employer an applicant goes to (the upper half of the draw), and whether a certificate comes first (the lower).
pub const EMPLOYER_CHOSEN: u16 = 34;
/// Whether a pupil graduates.
pub const GRADUATION: u16 = 35;
/// Who is in a household in hardship and what it lives on; the person of this and the next ones is the
/// household, the month of the address the number of the attribute.
pub const HOUSEHOLD_ATTRIBUTES: u16 = 36;
/// What happens to a household in hardship this month.
pub const HOUSEHOLD_LIFE: u16 = 37;
/// Whether a household unknown to the office applies or is found this month.
pub const HOUSEHOLD_FOUND: u16 = 38;
/// How many households come into hardship; the person is the community, twice, and the kind.
pub const HOUSEHOLDS_NEW: u16 = 39;
/// Whether an elder is at the head of a household in hardship at the start.
pub const HOUSEHOLD_HEAD: u16 = 40;
/// Whether the cross-check shows a rise of income.
pub const INCOME_SEEN: u16 = 41;
/// Person-times of a programme with so many a month; the person is the programme and the community.
pub const FIXED_PROGRAMME: u16 = 42;
/// A year's step of a path in time; the person is the hash of the path's name, the months are two of the year.
pub const WALK: u16 = 43;
/// Whether a winter has an epidemic (January of its first year), and how large it is (February).
pub const EPIDEMIC: u16 = 44;
/// When in its month somebody applies for a bed (the upper half of the draw), or leaves one (the lower half).
pub const BED_MOMENT: u16 = 45;
/// Whether a planned home is built; the person is the home's position.
pub const HOME_BUILT: u16 = 46;
/// Whether a private home closes; the person is the home's position.
pub const HOME_CLOSES: u16 = 47;
/// How many children an elder has, and whether one lives near and is at work, at entry into the model.
pub const INITIAL_KIN: u16 = 60;
/// Which service is newly given to somebody who asks. The numbers after it, one a service up to 131,
/// say who has a place at the start and who keeps one when places get fewer.
pub const SERVICE_LOT: u16 = 100;
/// Paths of the projection without actors; the person is the quantity and its number, the month the origin.
pub const PROJECTION: u16 = 200;
/// Numbers of samplers and resamples; the person is the step and the number's place, the month the purpose.
pub const INFERENCE: u16 = 201;
