//! What moves the spending of a programme from one year, or scenario, to another.
use outputs::ProgrammeYear;

/// The parts of a change of spending, yuan: they add up to it. Spending is a product, entitled x claiming of those
/// entitled x amount x the rest; the logarithmic mean of both sums shares its change out among the factors (LMDI I: Ang
/// 2005, Energy Policy 33:867), in any order and without a remainder.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SpendingFactors {
    /// More or fewer persons or households entitled.
    pub entitled: f64,
    /// More or fewer of those entitled who claim.
    pub take_up: f64,
    /// The index of the amount.
    pub amount: f64,
    /// All else that somebody who claims is paid more or less for.
    pub rest: f64,
}

impl SpendingFactors {
    /// From `a` to `b`; none where a factor is nothing in either, of which there is no logarithm.
    pub fn between(a: &ProgrammeYear, b: &ProgrammeYear) -> Option<SpendingFactors> {
        let factors = |y: &ProgrammeYear| [y.spending, y.entitled, y.claiming, y.amount_index];
        if factors(a).into_iter().chain(factors(b)).any(|factor| factor <= 0.0) {
            return None;
        }
        let ratio = b.spending / a.spending;
        let mean = if (ratio - 1.0).abs() < 1e-9 { a.spending } else { (b.spending - a.spending) / ratio.ln() };
        let entitled = mean * (b.entitled / a.entitled).ln();
        let amount = mean * (b.amount_index / a.amount_index).ln();
        let take_up = mean * ((b.claiming / b.entitled) / (a.claiming / a.entitled)).ln();
        let rest = b.spending - a.spending - entitled - amount - take_up;
        Some(SpendingFactors { entitled, take_up, amount, rest })
    }
}
