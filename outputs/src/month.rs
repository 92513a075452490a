//! A month of a replicate on its way into tables.
use crate::areas::{Areas, Reports};
use crate::columns::key::Key;
use crate::columns::{ALL, DISTRICT_AREA, Expected};
use crate::detail::Kept;
use crate::tally::{AreaTally, Tally};
use std::sync::Arc;

/// The reports of a month, what was counted of them, and the keys of its rows.
pub(crate) struct MonthOf<'a> {
    pub areas: &'a Areas,
    pub names: &'a Names,
    pub reports: Reports<'a>,
    pub tally: Tally,
    /// Of rows of the district.
    pub district: Key,
    /// Of rows of each community.
    pub communities: Vec<Key>,
    /// The world's at the month's end.
    pub fingerprint: Option<u64>,
    /// What a projection expects at the month's end; none in most months.
    pub expected: Option<Expected>,
}

impl MonthOf<'_> {
    /// The same of those of which rows are kept this month.
    pub fn kept_areas(&self) -> impl Iterator<Item = (&Key, &AreaTally)> {
        self.areas().filter(|(key, _)| key.kept != Kept::Nothing)
    }

    /// The district, then each community: the key of its rows, and what was counted there.
    pub fn areas(&self) -> impl Iterator<Item = (&Key, &AreaTally)> {
        let communities = self.communities.iter().zip(&self.tally.areas);
        std::iter::once((&self.district, &self.tally.district)).chain(communities)
    }
}

/// The ids of [`Areas`], shared by all rows.
pub(crate) struct Names {
    pub district: Arc<str>,
    pub communities: Vec<Arc<str>>,
    pub facilities: Vec<Arc<str>>,
    pub agencies: Vec<Arc<str>>,
    /// And, last, the word for all of them.
    pub programmes: Vec<Arc<str>>,
}

impl Names {
    pub fn of(areas: &Areas) -> Self {
        let shared = |id: &String| Arc::from(id.as_str());
        let programmes = areas.programmes.iter().map(|programme| shared(&programme.id));
        Names {
            district: DISTRICT_AREA.into(),
            communities: areas.communities.iter().map(shared).collect(),
            facilities: areas.facilities.iter().map(|facility| shared(&facility.id)).collect(),
            agencies: areas.agencies.iter().map(|agency| shared(&agency.id)).collect(),
            programmes: programmes.chain([Arc::from(ALL)]).collect(),
        }
    }
}
