//! The discrepancy between the model and the world: how far a published number may lie from the model's, however well
//! the model's parameters are known.
use crate::provenance::Grade;
use agents::text::Label;
use sim_core::Month;

/// The scale on which errors of a number are symmetric: no band of a count falls below 0, none of a share leaves 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// The natural logarithm, of counts, money and ratios: an error of 0.05 is about 5 % of the value.
    Log,
    /// The logit, of shares: an error of 0.05 is about 0.05 p (1 - p) of the share p.
    Logit,
}

/// Values closer than this to the ends of a scale are taken for the end.
const LEAST: f64 = 1e-9;

impl Scale {
    /// All, in the order of [`Scale::WORDS`].
    pub(crate) const ALL: [Scale; 2] = [Scale::Log, Scale::Logit];
    /// The words in the file.
    pub(crate) const WORDS: &'static [&'static str] = &["log", "logit"];

    /// The word in the file.
    pub const fn word(self) -> &'static str {
        match self {
            Scale::Log => "log",
            Scale::Logit => "logit",
        }
    }

    /// The scale of numbers in this unit of the outputs.
    pub fn of_unit(unit: &str) -> Scale {
        if unit == "share" { Scale::Logit } else { Scale::Log }
    }

    /// A value on the scale. The ends (0; of a share 1 too) are far out, but finite.
    pub fn of(self, value: f64) -> f64 {
        match self {
            Scale::Log => libm::log(value.max(LEAST)),
            Scale::Logit => {
                let share = value.clamp(LEAST, 1.0 - LEAST);
                libm::log(share) - libm::log1p(-share)
            }
        }
    }

    /// The value at a place on the scale.
    pub fn value(self, at: f64) -> f64 {
        let near_zero = libm::log(LEAST * 1e3);
        match self {
            _ if at <= near_zero => 0.0,
            Scale::Log => libm::exp(at),
            Scale::Logit if at >= -near_zero => 1.0,
            Scale::Logit => 1.0 / (1.0 + libm::exp(-at)),
        }
    }

    /// A standard error of `value` on the scale: `error` is a share of a count, or in points of a share.
    pub fn error(self, value: f64, error: f64) -> f64 {
        match self {
            Scale::Log => error,
            Scale::Logit => {
                let share = value.clamp(0.001, 0.999);
                error / (share * (1.0 - share))
            }
        }
    }
}

/// What a term of discrepancy rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Errors of forecasts from past years that the forecasts' own bands do not explain.
    Backtest,
    /// Errors of naive forecasts of past series of the city or of comparable districts.
    PastSeries,
    /// Published numbers of the district that no parameter was fitted to.
    HeldOut,
    /// A number of the city that stands in for the district's.
    City,
    /// Judgement.
    Assumed,
}

impl Basis {
    /// All, in the order of [`Basis::WORDS`].
    pub(crate) const ALL: [Basis; 5] =
        [Basis::Backtest, Basis::PastSeries, Basis::HeldOut, Basis::City, Basis::Assumed];
    /// The words in the file.
    pub(crate) const WORDS: &'static [&'static str] = &["backtest", "past_series", "held_out", "city", "assumed"];

    /// In words.
    pub const fn name(self) -> Label {
        match self {
            Basis::Backtest => Label::new("回测", "backtest"),
            Basis::PastSeries => Label::new("历史数列", "past series"),
            Basis::HeldOut => Label::new("留出的公布数据", "held-out figures"),
            Basis::City => Label::new("以全市数据代替本区", "city standing in for the district"),
            Basis::Assumed => Label::new("假定", "assumed"),
        }
    }
}

/// The discrepancy of one indicator of the district.
#[derive(Clone, Debug, PartialEq)]
pub struct DiscrepancyTerm {
    /// Id of the indicator, or [`ALL_SPENDING`].
    pub indicator: String,
    /// Scale of the standard deviations.
    pub scale: Scale,
    /// The last month of which the model knows the world.
    pub known: Month,
    /// Standard deviation in that month and before.
    pub sd: f64,
    /// By how much the standard deviation of the error of the forecast since then grows a year.
    pub sd_a_year: f64,
    /// What it rests on.
    pub basis: Basis,
    /// How well it is known.
    pub grade: Grade,
    /// Where it is from.
    pub source: String,
    /// Its arithmetic.
    pub note: String,
}

impl DiscrepancyTerm {
    /// Standard deviation in a month, on the scale: the error of the starting point and that of the trend since then,
    /// which grows with the time, are independent.
    pub fn sd_in(&self, month: Month) -> f64 {
        let years = f64::from((month.index() - self.known.index()).max(0)) / 12.0;
        libm::hypot(self.sd, self.sd_a_year * years)
    }
}

/// Id of the discrepancy of what the four groups of relief and allowances cost together, which is no indicator.
pub const ALL_SPENDING: &str = "spending.all";

/// The discrepancies of a baseline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Discrepancy {
    /// In the order of the file; empty in a baseline without it.
    pub terms: Vec<DiscrepancyTerm>,
}

impl Discrepancy {
    /// The term of an indicator.
    pub fn term(&self, indicator: &str) -> Option<&DiscrepancyTerm> {
        self.terms.iter().find(|term| term.indicator == indicator)
    }

    /// Standard deviation of an indicator of the district in a month, on the scale of its unit; none without a term.
    pub fn sd(&self, indicator: &str, month: Month) -> Option<f64> {
        self.term(indicator).map(|term| term.sd_in(month))
    }
}
