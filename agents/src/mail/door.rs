//! Doors, and letters through them.
use super::letters::Mail;
use sim_core::{Address, Outbox};
use std::marker::PhantomData;

/// Where one kind of letters is read. Made by [`Addresses`](super::Addresses) alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Door<L> {
    address: Address,
    letters: PhantomData<L>,
}

impl<L> Door<L> {
    pub(super) fn at(address: Address) -> Self {
        Door { address, letters: PhantomData }
    }

    /// The address of the actor behind it.
    pub fn address(self) -> Address {
        self.address
    }
}

/// What an actor writes in a month: letters that their reader knows.
///
/// ```compile_fail,E0308
/// # use agents::mail::{Addresses, BureauLetter, Outgoing};
/// fn to_the_wrong_reader(addresses: Addresses, out: &mut Outgoing<'_>) {
///     out.send(addresses.home(0), BureauLetter::Committed { fen: 1 });
/// }
/// ```
#[derive(Debug)]
pub struct Outgoing<'a>(&'a mut Outbox<Mail>);

impl<'a> Outgoing<'a> {
    /// Letters that go into `outbox`.
    pub fn new(outbox: &'a mut Outbox<Mail>) -> Self {
        Outgoing(outbox)
    }

    /// Sends a letter.
    pub fn send<L: Into<Mail>>(&mut self, to: Door<L>, letter: L) {
        self.0.send(to.address, letter.into());
    }
}
