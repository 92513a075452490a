//! What a report consists of: one file a section, and the one list of them.
mod about;
mod accounts;
mod assumptions;
pub mod beds;
mod care;
pub mod certification;
pub mod communities;
pub mod elders;
mod facts;
mod provenance;
mod pyramid;
pub mod scenarios;
pub mod spending;
mod sufficiency;
mod targets;
mod waterfall;

use crate::figure::Figure;
use crate::report::Report;
use agents::text::Label;

/// A part of the page.
pub struct Section {
    /// Its place on the page, as in links to it.
    pub id: &'static str,
    /// Title.
    pub title: Label,
    /// Indicators of the district that it tells of, beside what every report reads.
    pub needs: &'static [&'static str],
    /// Its figures; a section without any is left out.
    pub figures: fn(&Report<'_>) -> Vec<Figure>,
}

/// Every section, in the order of the page.
pub const SECTIONS: &[Section] = &[
    elders::SECTION,
    pyramid::SECTION,
    beds::SECTION,
    care::SECTION,
    certification::SECTION,
    sufficiency::SECTION,
    spending::SECTION,
    waterfall::SECTION,
    accounts::SECTION,
    communities::SECTION,
    scenarios::SECTION,
    targets::SECTION,
    facts::SECTION,
    assumptions::SECTION,
    about::SECTION,
    provenance::SECTION,
];
