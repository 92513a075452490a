//! Many scenarios read by several threads.
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What `of` makes of each of `all`, in their order, by `threads`. Errors: that of the first in that order, of those that were
/// looked at.
pub fn side_by_side<T: Sync, Made: Send, Error: Send>(
    all: &[T],
    threads: usize,
    of: impl Fn(&T) -> Result<Made, Error> + Sync,
) -> Result<Vec<Made>, Error> {
    let next = AtomicUsize::new(0);
    let made: Mutex<Vec<(usize, Result<Made, Error>)>> = Mutex::new(Vec::with_capacity(all.len()));
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(one) = all.get(at) else { return };
            let one = of(one);
            if one.is_err() {
                next.store(all.len(), Ordering::Relaxed);
            }
            made.lock().unwrap_or_else(PoisonError::into_inner).push((at, one));
        }
    };
    std::thread::scope(|scope| {
        let more = threads.clamp(1, all.len().max(1)) - 1;
        // Where the machine gives fewer threads, those that there are do the work.
        for worker in 0..more {
            let thread = std::thread::Builder::new().name(format!("reader-{worker}"));
            if thread.spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        work();
    });
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_unstable_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, one)| one).collect()
}
