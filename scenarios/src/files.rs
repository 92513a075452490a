//! One reader a file. Each reports all it can and gives back what could be read.
pub(crate) mod ability;
pub(crate) mod agencies;
pub(crate) mod budget;
pub(crate) mod calibration;
pub(crate) mod care;
pub(crate) mod city_elders;
pub(crate) mod discrepancy;
pub(crate) mod district;
pub(crate) mod districts_census;
pub(crate) mod facilities;
pub(crate) mod facts;
pub(crate) mod mortality;
pub(crate) mod mortality_standard;
pub(crate) mod observations;
pub(crate) mod parameters;
pub(crate) mod posterior;
pub(crate) mod priors;
pub(crate) mod programmes;
pub(crate) mod pyramid;
pub(crate) mod relief;
pub(crate) mod shocks;
pub(crate) mod targets;
pub(crate) mod tiles;
pub(crate) mod workforce;

/// Ages above this do not occur; open-ended bands end here.
pub(crate) const LAST_AGE: i32 = 120;
