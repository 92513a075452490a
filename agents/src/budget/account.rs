//! Accounts as the district's files have them.
use crate::parameters::Quantity;
use crate::text::{Label, Text};

/// Where money comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Source {
    /// The district's budget (区级财政): the appropriation less the grants.
    District,
    /// Grants of higher levels (上级补助).
    Grants,
    /// The lottery welfare fund (福彩公益金): the district's part, and what the city passes on of its own.
    Lottery,
    /// Donations (捐赠).
    Donations,
    /// What the district adds in the year where a programme tops up (追加).
    Supplement,
}

/// Number of sources.
pub const SOURCES: usize = 5;

impl Source {
    /// All, in order.
    pub const ALL: [Source; SOURCES] =
        [Source::District, Source::Grants, Source::Lottery, Source::Donations, Source::Supplement];

    /// The id in files.
    pub const fn id(self) -> &'static str {
        match self {
            Source::District => "district",
            Source::Grants => "grants",
            Source::Lottery => "lottery",
            Source::Donations => "donations",
            Source::Supplement => "supplement",
        }
    }

    /// Name for people.
    pub const fn name(self) -> Label {
        match self {
            Source::District => Label::new("区级财政", "district budget"),
            Source::Grants => Label::new("上级补助", "higher-level grants"),
            Source::Lottery => Label::new("福彩公益金", "lottery welfare fund"),
            Source::Donations => Label::new("捐赠", "donations"),
            Source::Supplement => Label::new("年中追加", "supplements"),
        }
    }
}

/// An account of the bureau.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Short id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Appropriation of the first simulated year, yuan, grants of higher levels included; later ones follow from it and from
    /// what is spent.
    pub appropriation: Quantity,
    /// Its yearly growth.
    pub growth: Quantity,
    /// Share of it that higher levels grant.
    pub grants: Quantity,
    /// Most that the district adds in a year, over the appropriation.
    pub reserve: Quantity,
    /// Share of the lottery welfare fund.
    pub lottery: f64,
    /// Share of donations.
    pub donations: f64,
    /// Whether what is left at a year's end stays; otherwise it goes back to the district.
    pub carries_over: bool,
}

/// The budget as the district's files have it.
#[derive(Clone, Debug, PartialEq)]
pub struct BudgetSystem {
    /// Accounts.
    pub accounts: Vec<Account>,
    /// Calendar month in which grants of higher levels arrive, 1 to 12.
    pub grants_month: i32,
}
