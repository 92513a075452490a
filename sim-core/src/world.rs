//! A world: actors, the letters between them, and the month that comes next.
use crate::mail::{deliver, in_reading_order};
use crate::{Actor, Address, Digest, Imbalance, Letter, Month, Outbox};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// All state of one replicate. [`World::advance`] defines what a month is; the runtime must end
/// with the same [`World::fingerprint`].
pub struct World<A: Actor> {
    pub(crate) shared: Arc<A::Shared>,
    pub(crate) replicate: u32,
    pub(crate) month: Month,
    pub(crate) actors: Vec<A>,
    pub(crate) mail: Vec<Letter<A::Mail>>,
}

/// Why a replicate could not go on. Every variant is a bug of the model or the engine, never the
/// fault of an input, except [`RunError::Stopped`], which is what the observer asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    /// An actor panicked while it was stepped.
    #[error("replicate {replicate}, {month}: {actor} panicked: {message}")]
    Panicked {
        /// Replicate.
        replicate: u32,
        /// Month that was being stepped.
        month: Month,
        /// The actor's name.
        actor: String,
        /// What the panic said.
        message: String,
    },
    /// The month's books do not close.
    #[error("replicate {replicate}, {month}: books do not close: {imbalance}")]
    Books {
        /// Replicate.
        replicate: u32,
        /// Month whose books do not close.
        month: Month,
        /// The numbers that differ.
        imbalance: Imbalance,
    },
    /// A letter had no reader.
    #[error("replicate {replicate}: {nobody}")]
    NobodyThere {
        /// Replicate.
        replicate: u32,
        /// The letter's addresses.
        nobody: crate::NobodyThere,
    },
    /// A host went away without an answer.
    #[error("replicate {replicate}, {month}: the host of {actor} gave no answer")]
    HostLost {
        /// Replicate.
        replicate: u32,
        /// Month that was being stepped.
        month: Month,
        /// The actor's address.
        actor: Address,
    },
    /// The observer asked to stop after this month.
    #[error("replicate {replicate}: stopped after {month}")]
    Stopped {
        /// Replicate.
        replicate: u32,
        /// The last month that was stepped.
        month: Month,
    },
}

/// A saved world that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("not a saved world of this model: {0}")]
pub struct NotAWorld(#[from] postcard::Error);

#[derive(Serialize)]
struct Saved<'a, A, M> {
    replicate: u32,
    month: Month,
    actors: &'a [A],
    mail: &'a [Letter<M>],
}

#[derive(Deserialize)]
struct Loaded<A, M> {
    replicate: u32,
    month: Month,
    actors: Vec<A>,
    mail: Vec<Letter<M>>,
}

impl<A: Actor> World<A> {
    /// A world whose first month to be stepped is `month`. Addresses are positions in `actors`.
    pub fn new(shared: Arc<A::Shared>, replicate: u32, month: Month, actors: Vec<A>) -> Self {
        World { shared, replicate, month, actors, mail: Vec::new() }
    }

    /// The month that comes next.
    pub fn month(&self) -> Month {
        self.month
    }

    /// The actors, in order of address.
    pub fn actors(&self) -> &[A] {
        &self.actors
    }

    /// What the actors may read.
    pub fn shared(&self) -> &Arc<A::Shared> {
        &self.shared
    }

    /// One month of every actor in order of address, in this thread. Returns their reports.
    pub fn advance(&mut self) -> Result<Vec<A::Report>, RunError> {
        let month = self.month;
        let piles = self.take_mail()?;
        let mut reports = Vec::with_capacity(self.actors.len());
        for (i, (actor, pile)) in self.actors.iter_mut().zip(&piles).enumerate() {
            let mut out = Outbox::new(Address(i as u32));
            reports.push(actor.step(&self.shared, month, pile, &mut out));
            self.mail.extend(out.into_letters());
        }
        self.close_month(&reports)?;
        Ok(reports)
    }

    /// The undelivered letters, one pile an actor, in reading order.
    pub(crate) fn take_mail(&mut self) -> Result<Vec<Vec<Letter<A::Mail>>>, RunError> {
        deliver(std::mem::take(&mut self.mail), self.actors.len(), self.month)
            .map_err(|nobody| RunError::NobodyThere { replicate: self.replicate, nobody })
    }

    /// Audits the month and moves to the next.
    pub(crate) fn close_month(&mut self, reports: &[A::Report]) -> Result<(), RunError> {
        let (replicate, month) = (self.replicate, self.month);
        A::audit(reports).map_err(|imbalance| RunError::Books { replicate, month, imbalance })?;
        self.month = month + 1;
        Ok(())
    }

    /// A second world with the same past whose future is read from `shared`: the same tables for a
    /// copy, another policy for a what-if.
    pub fn fork(&self, shared: Arc<A::Shared>) -> World<A> {
        let mut world = World {
            shared: Arc::clone(&self.shared),
            replicate: self.replicate,
            month: self.month,
            actors: self.actors.clone(),
            mail: self.mail.clone(),
        };
        if !Arc::ptr_eq(&world.shared, &shared) {
            world.adopt(shared);
        }
        world
    }

    /// The same world, whose future is read from `shared`.
    pub fn adopt(&mut self, shared: Arc<A::Shared>) {
        for actor in &mut self.actors {
            actor.adopt(&self.shared, &shared, self.month);
        }
        self.shared = shared;
    }

    /// 64 bits that differ when the month, any actor's state or any undelivered letter does.
    pub fn fingerprint(&self) -> u64 {
        let digests = self.actors.iter().map(actor_digest).collect::<Vec<_>>();
        self.fingerprint_of(&digests)
    }

    /// The fingerprint, when the actors' digests are already known.
    pub(crate) fn fingerprint_of(&self, actors: &[u64]) -> u64 {
        let mut digest = Digest::new();
        digest.number(self.month.index() as u64);
        digest.column(actors);
        let bytes =
            postcard::to_stdvec(&in_reading_order(&self.mail)).expect("letters can always be written to memory");
        digest.column(&bytes);
        digest.finish()
    }

    /// The state as bytes, for [`World::load`] of the same version. `shared` is not part of it.
    pub fn save(&self) -> Vec<u8> {
        let saved = Saved { replicate: self.replicate, month: self.month, actors: &self.actors, mail: &self.mail };
        postcard::to_stdvec(&saved).expect("a world can always be written to memory")
    }

    /// The world that was saved as `bytes`.
    pub fn load(bytes: &[u8], shared: Arc<A::Shared>) -> Result<Self, NotAWorld> {
        let Loaded { replicate, month, actors, mail } = postcard::from_bytes(bytes)?;
        Ok(World { shared, replicate, month, actors, mail })
    }
}

/// The digest of one actor alone.
pub(crate) fn actor_digest<A: Actor>(actor: &A) -> u64 {
    let mut digest = Digest::new();
    actor.digest(&mut digest);
    digest.finish()
}
