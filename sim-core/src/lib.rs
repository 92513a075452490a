//! The engine of silverpeak: months, addressed draws, actors, letters, worlds and runtimes. It knows
//! nothing of ageing, of files or of columns of results.
//!
//! # What is guaranteed
//!
//! 1. **A month is a barrier.** Every actor is stepped once a month. A letter sent in month *t* is
//!    read in month *t* + 1, never earlier, never later, never lost. Nobody waits for an answer
//!    inside a month, so no deadlock can be written.
//! 2. **Letters are read in order of (sender, sequence)**, whatever the order in which they arrived
//!    and wherever the sender lived.
//! 3. **The sequential world is the definition.** [`World::advance`] steps the actors in order of
//!    address, in one thread. [`Runtime`] hosts the same actors on actix, packed into one thread or
//!    spread over several, and ends with the same [`World::fingerprint`], bit for bit.
//! 4. **A draw has an address, not a state.** [`Draws`] are pure functions of (seed, replicate,
//!    person, month, decision): the order of draws, threads and other persons change nothing.
//! 5. **Books close.** [`Actor::audit`] sees every month's reports; an [`Imbalance`] ends the
//!    replicate with the numbers that differ.
//! 6. **A panic is contained.** It ends its own replicate with [`RunError::Panicked`], which names
//!    the actor, the month and the replicate; other replicates go on.
//! 7. **A world can be forked and saved** after any month: [`World::fork`], [`World::save`] and
//!    [`World::load`] go on exactly as the original would have.
//!
//! ```
//! use serde::{Deserialize, Serialize};
//! use sim_core::*;
//! use std::ops::ControlFlow;
//! use std::sync::Arc;
//!
//! /// Sends its count to its neighbour, which adds it to its own.
//! #[derive(Clone, Serialize, Deserialize)]
//! struct Counter { count: u64, neighbour: Address }
//!
//! impl Actor for Counter {
//!     type Shared = ();
//!     type Mail = u64;
//!     type Report = u64;
//!     fn name(&self) -> String { format!("counter that writes to {}", self.neighbour) }
//!     fn step(&mut self, _: &(), _: Month, mail: &[Letter<u64>], out: &mut Outbox<u64>) -> u64 {
//!         self.count += mail.iter().map(|letter| letter.body).sum::<u64>();
//!         out.send(self.neighbour, self.count);
//!         self.count
//!     }
//!     fn digest(&self, digest: &mut Digest) { digest.number(self.count); }
//!     fn audit(_: &[u64]) -> Result<(), Imbalance> { Ok(()) }
//! }
//!
//! let start = Month::january(2021);
//! let world = || {
//!     let counters = vec![
//!         Counter { count: 1, neighbour: Address(1) },
//!         Counter { count: 10, neighbour: Address(0) },
//!     ];
//!     World::new(Arc::new(()), 0, start, counters)
//! };
//!
//! // A letter of January is read in February.
//! let mut sequential = world();
//! assert_eq!(sequential.advance().unwrap(), [1, 10]);
//! assert_eq!(sequential.advance().unwrap(), [11, 11]);
//!
//! // Hosted on two threads, the same months give the same fingerprint.
//! let runtime = Runtime { placement: Placement::Spread(2), fingerprint_after: |_| true };
//! let hosted = runtime.run(world(), start + 1, |_| ControlFlow::Continue(())).unwrap();
//! assert_eq!(hosted.fingerprint(), sequential.fingerprint());
//!
//! // A fork goes its own way; a saved world goes on where it stopped.
//! let mut fork = sequential.fork(Arc::new(()));
//! let mut loaded = World::<Counter>::load(&sequential.save(), Arc::new(())).unwrap();
//! sequential.advance().unwrap();
//! fork.advance().unwrap();
//! loaded.advance().unwrap();
//! assert_eq!(fork.fingerprint(), sequential.fingerprint());
//! assert_eq!(loaded.fingerprint(), sequential.fingerprint());
//! ```
mod actor;
mod digest;
mod draws;
mod mail;
mod month;
mod runtime;
mod screen;
mod world;

pub use actor::{Actor, Imbalance};
pub use digest::Digest;
pub use draws::{Draws, ScreenKey, name_hash, threshold};
pub use mail::{Address, Letter, NobodyThere, Outbox};
pub use month::{Month, NotAMonth};
pub use runtime::{Observed, Placement, Runtime};
pub use screen::{Candidate, screen};
pub use world::{NotAWorld, RunError, World};

#[cfg(test)]
mod tests;
