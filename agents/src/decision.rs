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
