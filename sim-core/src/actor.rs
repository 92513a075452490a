//! What a model must say of its actors.
use crate::{Digest, Letter, Month, Outbox};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A plain state machine that is stepped once a month. It knows nothing of threads, of other
/// actors' state or of files; it hears letters and says letters.
///
/// Actors of several kinds in one world are an enum that implements this trait.
pub trait Actor: Clone + Send + Unpin + Serialize + DeserializeOwned + 'static {
    /// What all actors of a world may read and nobody may change: tables, draws, policy. Not part of
    /// the state: it is given again when a world is loaded, and may be another when one is forked.
    type Shared: Send + Sync + 'static;
    /// What letters say.
    type Mail: Clone + Send + Serialize + DeserializeOwned + 'static;
    /// What the actor tells the recorder each month.
    type Report: Send + 'static;

    /// A name for people, used in errors.
    fn name(&self) -> String;

    /// One month: reads `mail` (sent last month, in order of sender and sequence), changes itself,
    /// writes to `out` (read next month) and reports.
    fn step(
        &mut self,
        shared: &Self::Shared,
        month: Month,
        mail: &[Letter<Self::Mail>],
        out: &mut Outbox<Self::Mail>,
    ) -> Self::Report;

    /// What may be read became another before `month` is stepped: what the actor keeps that followed from the old must
    /// follow from the new. Given the same again, nothing changes. Not needed by actors that read everything anew each
    /// month.
    fn adopt(&mut self, before: &Self::Shared, now: &Self::Shared, month: Month) {
        let _ = (before, now, month);
    }

    /// Takes all state that influences the future into `digest`.
    fn digest(&self, digest: &mut Digest);

    /// Whether the books of the month close, from every actor's report in order of address.
    fn audit(reports: &[Self::Report]) -> Result<(), Imbalance>;
}

/// Books that do not close.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{account}: {left} = {left_value}, but {right} = {right_value}")]
pub struct Imbalance {
    /// Whose books, of what.
    pub account: String,
    /// What was added up on one side.
    pub left: String,
    /// Its sum.
    pub left_value: i64,
    /// What it must equal.
    pub right: String,
    /// Its value.
    pub right_value: i64,
}

impl Imbalance {
    /// Fails with the two sums when they differ.
    pub fn check(
        account: impl FnOnce() -> String,
        (left, left_value): (&str, i64),
        (right, right_value): (&str, i64),
    ) -> Result<(), Imbalance> {
        if left_value == right_value {
            return Ok(());
        }
        Err(Imbalance { account: account(), left: left.into(), left_value, right: right.into(), right_value })
    }
}
