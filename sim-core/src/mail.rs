//! Letters between actors.
use crate::Month;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The place of an actor in its world, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address(pub u32);

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// A message on its way, or just read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter<M> {
    /// Who reads it.
    pub to: Address,
    /// Who sent it.
    pub from: Address,
    /// How many letters the sender had sent before it in the same month.
    pub sequence: u32,
    /// What it says.
    pub body: M,
}

/// What an actor sends in one month. Read by the addressees in the next.
#[derive(Debug)]
pub struct Outbox<M> {
    from: Address,
    letters: Vec<Letter<M>>,
}

impl<M> Outbox<M> {
    pub(crate) fn new(from: Address) -> Self {
        Outbox { from, letters: Vec::new() }
    }

    /// Sends `body` to `to`.
    pub fn send(&mut self, to: Address, body: M) {
        let sequence = self.letters.len() as u32;
        self.letters.push(Letter { to, from: self.from, sequence, body });
    }

    pub(crate) fn into_letters(self) -> Vec<Letter<M>> {
        self.letters
    }
}

/// A letter to an address where nobody lives: a bug of the model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("in {month} actor {from} wrote to {to}, but there are only {actors} actors")]
pub struct NobodyThere {
    /// Who sent it.
    pub from: Address,
    /// The address.
    pub to: Address,
    /// When it was to be read.
    pub month: Month,
    /// How many actors there are.
    pub actors: usize,
}

/// The order in which letters are read, whatever the order in which they arrived.
fn reading_order<M>(letter: &Letter<M>) -> (Address, Address, u32) {
    (letter.to, letter.from, letter.sequence)
}

/// `letters` in reading order, without moving them.
pub(crate) fn in_reading_order<M>(letters: &[Letter<M>]) -> Vec<&Letter<M>> {
    let mut sorted: Vec<_> = letters.iter().collect();
    sorted.sort_by_key(|letter| reading_order(letter));
    sorted
}

/// Sorts `letters` into one pile an actor, each in reading order.
pub(crate) fn deliver<M>(
    letters: Vec<Letter<M>>,
    actors: usize,
    month: Month,
) -> Result<Vec<Vec<Letter<M>>>, NobodyThere> {
    // Letters mostly come in the order in which they were sent: piles first, then each is in order already.
    let nobody = |letter: &&Letter<M>| letter.to.0 as usize >= actors;
    if let Some(lost) = letters.iter().filter(nobody).min_by_key(|letter| reading_order(letter)) {
        return Err(NobodyThere { from: lost.from, to: lost.to, month, actors });
    }
    let mut piles: Vec<Vec<Letter<M>>> = (0..actors).map(|_| Vec::new()).collect();
    for letter in letters {
        piles[letter.to.0 as usize].push(letter);
    }
    for pile in &mut piles {
        pile.sort_by_key(reading_order);
    }
    Ok(piles)
}
