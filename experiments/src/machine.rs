//! The memory of this machine.
use std::path::Path;
use sysinfo::{
    CGroupLimits, DiskRefreshKind, Disks, MemoryRefreshKind, Pid, ProcessRefreshKind, ProcessesToUpdate, System,
    get_current_pid,
};

const MEGABYTE: f64 = 1e6;

/// Megabytes that a process may have here: those of the machine, or fewer where a control group or a limit of the process
/// says so. None where it cannot be found out.
pub fn memory_limit() -> Option<f64> {
    let mut system = System::new().ok()?;
    system.refresh_memory_specifics(MemoryRefreshKind::nothing().with_ram());
    let machine = system.total_memory();
    let groups = [system.cgroup_limits(), group_of_process(&mut system)];
    let [all, own] = groups.map(|limits| limits.map(|limits| limits.total_memory));
    let limits = [Some(machine), all, own, address_space()];
    let least = limits.into_iter().flatten().filter(|bytes| *bytes > 0).min()?;
    Some(least as f64 / MEGABYTE)
}

/// Megabytes that are free on the disk of `folder`, which need not be there yet. None where it cannot be found out.
pub(crate) fn free_disk(folder: &Path) -> Option<f64> {
    let folder = std::path::absolute(folder).ok()?;
    let disks = Disks::new_with_refreshed_list_specifics(DiskRefreshKind::nothing().with_storage()).ok()?;
    let of_folder = disks.iter().filter(|disk| folder.starts_with(disk.mount_point()));
    let nearest = of_folder.max_by_key(|disk| disk.mount_point().components().count())?;
    Some(nearest.available_space() as f64 / MEGABYTE).filter(|free| *free > 0.0)
}

/// The control group of this process may lie below that of the system.
fn group_of_process(system: &mut System) -> Option<CGroupLimits> {
    let process = get_current_pid().ok()?;
    system.refresh_processes_specifics(ProcessesToUpdate::Some(&[process]), true, ProcessRefreshKind::nothing());
    system.process(process)?.cgroup_limits()
}

/// What `ulimit -v` leaves: of addresses, threads reserve some that they do not use.
#[cfg(unix)]
fn address_space() -> Option<u64> {
    let limit = rlimit::Resource::AS.get_soft().ok().filter(|limit| *limit != rlimit::INFINITY);
    limit.map(|limit| limit / 4 * 3)
}

#[cfg(not(unix))]
fn address_space() -> Option<u64> {
    None
}

/// Bytes of addresses that the program has without threads, and that a thread reserves for its stack and its heap.
const ADDRESSES: (u64, u64) = (300 << 20, 80 << 20);

/// Threads for which `ulimit -v` leaves addresses; none where there is no such limit. A thread beyond them may start, and the next
/// allocation of any thread ends the process.
#[cfg(unix)]
pub(crate) fn most_threads() -> Option<usize> {
    let limit = rlimit::Resource::AS.get_soft().ok().filter(|limit| *limit != rlimit::INFINITY)?;
    let (program, thread) = ADDRESSES;
    usize::try_from((limit.saturating_sub(program) / thread).max(1)).ok()
}

#[cfg(not(unix))]
pub(crate) fn most_threads() -> Option<usize> {
    None
}

/// Follows the memory of this process.
pub(crate) struct Resident {
    /// Where the system tells of processes.
    of: Option<(System, Pid)>,
}

impl Resident {
    /// Of this process.
    pub fn new() -> Self {
        Resident { of: System::new().ok().zip(get_current_pid().ok()) }
    }

    /// Megabytes that it has now; 0 where that cannot be found out.
    pub fn megabytes(&mut self) -> f64 {
        let Some((system, process)) = &mut self.of else { return 0.0 };
        let kind = ProcessRefreshKind::nothing().with_memory();
        system.refresh_processes_specifics(ProcessesToUpdate::Some(&[*process]), true, kind);
        system.process(*process).map_or(0.0, |process| process.memory() as f64 / MEGABYTE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_has_less_memory_than_the_machine() {
        let (limit, resident) = (memory_limit().expect("known here"), Resident::new().megabytes());
        assert!(0.5 < resident && resident < limit, "{resident} of {limit} MB");
    }
}
