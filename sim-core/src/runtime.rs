//! The same world, hosted on actix: one actix actor hosts one model actor, a coordinator sends each
//! its month and its mail and waits for all of them at the month's barrier.
//!
//! This is the only file that knows actix. `send` is awaited always; actix's fire-and-forget
//! sending drops letters without a word when a mailbox is full or closed.
use crate::mail::{Letter, Outbox};
use crate::world::{RunError, World, actor_digest};
use crate::{Actor, Address, Month};
use actix::{Actor as _, Addr, Arbiter, Context, Handler, Message, System};
use futures_util::future::join_all;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Where a world's actors live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// All in the calling thread: for ensembles, which run one replicate a thread.
    Packed,
    /// Dealt to this many threads, the calling one among them: for one replicate as soon as possible.
    Spread(usize),
}

/// What an observer sees at the end of a month.
pub struct Observed<'a, A: Actor> {
    /// The month that ended.
    pub month: Month,
    /// Every actor's report, in order of address.
    pub reports: &'a [A::Report],
    /// The world's fingerprint after this month, where one was asked for.
    pub fingerprint: Option<u64>,
}

/// How to run a world.
#[derive(Clone, Copy, Debug)]
pub struct Runtime {
    /// Where the actors live.
    pub placement: Placement,
    /// After which months, beside the last, the fingerprint is made. It reads all state once.
    pub fingerprint_after: fn(Month) -> bool,
}

impl Runtime {
    /// Runs `world` to the end of month `last`, shows each month to `observe`, and gives the world
    /// back. Ends with [`RunError::Stopped`] when the observer breaks.
    pub fn run<A: Actor>(
        &self,
        world: World<A>,
        last: Month,
        mut observe: impl FnMut(Observed<'_, A>) -> ControlFlow<()>,
    ) -> Result<World<A>, RunError> {
        System::new().block_on(async {
            let threads = match self.placement {
                Placement::Packed => 1,
                Placement::Spread(threads) => threads.max(1),
            };
            // This thread hosts its share: a coordinator that only waits would take a core from the work.
            let arbiters: Vec<Arbiter> = (1..threads).map(|_| Arbiter::new()).collect();
            let outcome = self.coordinate(world, last, &arbiters, &mut observe).await;
            for arbiter in &arbiters {
                arbiter.stop();
            }
            for arbiter in arbiters {
                let _ = arbiter.join(); // its actors' panics were caught and reported already
            }
            outcome
        })
    }

    async fn coordinate<A: Actor>(
        &self,
        mut world: World<A>,
        last: Month,
        arbiters: &[Arbiter],
        observe: &mut impl FnMut(Observed<'_, A>) -> ControlFlow<()>,
    ) -> Result<World<A>, RunError> {
        let replicate = world.replicate;
        let hosts = host(&mut world, arbiters);
        while world.month <= last {
            let month = world.month;
            let digest = (self.fingerprint_after)(month) || month == last;
            let piles = take_mail_of(&mut world, hosts.len())?;
            let months = hosts.iter().zip(piles).map(|(host, mail)| host.send(Step { month, mail, digest }));
            let mut reports = Vec::with_capacity(hosts.len());
            let mut digests = Vec::new();
            for (i, answer) in join_all(months).await.into_iter().enumerate() {
                let lost = RunError::HostLost { replicate, month, actor: Address(i as u32) };
                let stepped = answer.map_err(|_| lost)?.map_err(|Panic { actor, message }| RunError::Panicked {
                    replicate,
                    month,
                    actor,
                    message,
                })?;
                reports.push(stepped.report);
                digests.extend(stepped.digest);
                world.mail.extend(stepped.letters);
            }
            world.close_month(&reports)?;
            let fingerprint = digest.then(|| world.fingerprint_of(&digests));
            if observe(Observed { month, reports: &reports, fingerprint }).is_break() && month < last {
                return Err(RunError::Stopped { replicate, month });
            }
        }
        for (i, host) in hosts.into_iter().enumerate() {
            let lost = RunError::HostLost { replicate, month: world.month, actor: Address(i as u32) };
            world.actors.push(host.send(Release::default()).await.ok().flatten().ok_or(lost)?);
        }
        Ok(world)
    }
}

/// Moves the world's actors to their hosts, dealt round this thread and the arbiters.
fn host<A: Actor>(world: &mut World<A>, arbiters: &[Arbiter]) -> Vec<Addr<Host<A>>> {
    let actors = std::mem::take(&mut world.actors);
    let mut hosts = Vec::with_capacity(actors.len());
    for (i, actor) in actors.into_iter().enumerate() {
        let host = Host { actor: Some(actor), address: Address(i as u32), shared: Arc::clone(&world.shared) };
        // Remote hosts first in each round: they start while this thread is still sending.
        hosts.push(match arbiters.get(i % (arbiters.len() + 1)) {
            Some(arbiter) => Host::start_in_arbiter(&arbiter.handle(), |_| host),
            None => host.start(),
        });
    }
    hosts
}

/// [`World::take_mail`] while the actors are away at their hosts.
fn take_mail_of<A: Actor>(world: &mut World<A>, actors: usize) -> Result<Vec<Vec<Letter<A::Mail>>>, RunError> {
    crate::mail::deliver(std::mem::take(&mut world.mail), actors, world.month)
        .map_err(|nobody| RunError::NobodyThere { replicate: world.replicate, nobody })
}

struct Host<A: Actor> {
    /// Empty after a panic and after release.
    actor: Option<A>,
    address: Address,
    shared: Arc<A::Shared>,
}

impl<A: Actor> actix::Actor for Host<A> {
    type Context = Context<Self>;
}

struct Step<A: Actor> {
    month: Month,
    mail: Vec<Letter<A::Mail>>,
    digest: bool,
}

struct Stepped<A: Actor> {
    report: A::Report,
    letters: Vec<Letter<A::Mail>>,
    digest: Option<u64>,
}

struct Panic {
    actor: String,
    message: String,
}

impl<A: Actor> Message for Step<A> {
    type Result = Result<Stepped<A>, Panic>;
}

impl<A: Actor> Handler<Step<A>> for Host<A> {
    type Result = Result<Stepped<A>, Panic>;

    fn handle(&mut self, step: Step<A>, _: &mut Context<Self>) -> Self::Result {
        let gone = || Panic { actor: self.address.to_string(), message: "stepped after its end".into() };
        let mut actor = self.actor.take().ok_or_else(gone)?;
        let name = actor.name();
        let stepped = catch_unwind(AssertUnwindSafe(|| {
            let mut out = Outbox::new(self.address);
            let report = actor.step(&self.shared, step.month, &step.mail, &mut out);
            let digest = step.digest.then(|| actor_digest(&actor));
            self.actor = Some(actor);
            Stepped { report, letters: out.into_letters(), digest }
        }));
        stepped.map_err(|payload| Panic { actor: name, message: panic_message(payload.as_ref()) })
    }
}

fn panic_message(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|s| s.to_string());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".into())
}

/// Asks a host for its actor back.
struct Release<A>(std::marker::PhantomData<fn() -> A>);

impl<A> Default for Release<A> {
    fn default() -> Self {
        Release(std::marker::PhantomData)
    }
}

impl<A: Actor> Message for Release<A> {
    type Result = Option<A>;
}

impl<A: Actor> Handler<Release<A>> for Host<A> {
    type Result = Option<A>;

    fn handle(&mut self, _: Release<A>, _: &mut Context<Self>) -> Self::Result {
        self.actor.take()
    }
}
