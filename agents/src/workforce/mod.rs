//! The workforce: care workers (养老护理员) and community workers (社区工作者) as persons, those who
//! employ them, the centre that trains and examines them, and the labour market between.
//!
//! A worker is a row in the roster of exactly one employer, or on the market. Homes, home-care
//! agencies and communities' offices all employ in the same way ([`Employer`]); what they need differs.
mod candidate;
mod employer;
mod entry;
mod market;
pub mod plans;
mod posts;
pub mod prices;
pub mod report;
mod start;
pub mod tables;
mod training;
mod worker;

pub use candidate::{Candidate, News};
pub use employer::{Employer, Need};
pub use market::LabourMarket;
pub use start::{employers_at_start, office_posts, training_at_start};
pub use training::TrainingCentre;
pub use worker::{NEVER, Stage, Worker, flag};

use crate::text::Label;

/// Levels of certificate, "none" among them: 0 none, 1 初级, 2 中级, 3 高级, 4 技师, 5 高级技师; of community
/// workers 1 助理社会工作师, 2 社会工作师, 3 高级社会工作师.
pub const LEVELS: usize = 6;
/// The month before the first simulated one, counted from it.
pub const BEFORE_START: i16 = -1;
/// Occupations.
pub const OCCUPATIONS: usize = 2;

/// What somebody works as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Occupation {
    /// Care worker (养老护理员), in homes and home-care agencies.
    CareWorker,
    /// Community worker (社区工作者), in communities' offices.
    CommunityWorker,
}

impl Occupation {
    /// All, in order.
    pub const ALL: [Occupation; OCCUPATIONS] = [Occupation::CareWorker, Occupation::CommunityWorker];

    /// The id in files.
    pub const fn id(self) -> &'static str {
        match self {
            Occupation::CareWorker => "care_worker",
            Occupation::CommunityWorker => "community_worker",
        }
    }

    /// Name for people.
    pub const fn name(self) -> Label {
        match self {
            Occupation::CareWorker => Label::new("养老护理员", "care worker"),
            Occupation::CommunityWorker => Label::new("社区工作者", "community worker"),
        }
    }
}

/// Who employs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum EmployerKind {
    /// A home (养老机构).
    #[default]
    Facility,
    /// A home-care agency (居家照护机构).
    Agency,
    /// A community's office (街镇社区工作者).
    CommunityOffice,
}

impl EmployerKind {
    /// All, in order.
    pub const ALL: [EmployerKind; 3] = [EmployerKind::Facility, EmployerKind::Agency, EmployerKind::CommunityOffice];

    /// The id in files.
    pub const fn id(self) -> &'static str {
        match self {
            EmployerKind::Facility => "facility",
            EmployerKind::Agency => "agency",
            EmployerKind::CommunityOffice => "community_office",
        }
    }

    /// Whom it employs.
    pub const fn occupation(self) -> Occupation {
        match self {
            EmployerKind::Facility | EmployerKind::Agency => Occupation::CareWorker,
            EmployerKind::CommunityOffice => Occupation::CommunityWorker,
        }
    }
}
