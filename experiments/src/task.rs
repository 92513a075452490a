//! The unit of distributed work.

/// Replicates a task runs. A constant, so that the cut does not depend on threads or machines.
pub const REPLICATES_PER_TASK: u32 = 4;
/// The same where many scenarios are run together, each of which holds rows in memory.
pub const REPLICATES_PER_TASK_OF_MANY: u32 = 1;
/// Scenarios from which on there are many.
pub const MANY_SCENARIOS: usize = 5;

/// A block of replicates of all scenarios of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// First replicate.
    pub first: u32,
    /// One after the last replicate.
    pub end: u32,
    /// Names of the parts, one a scenario: hashes of all that determines their content, so that a scenario's part is the
    /// same whatever else is run with it.
    pub keys: Vec<String>,
}

/// How many replicates of each scenario a task runs.
pub fn replicates_per_task(scenarios: usize) -> u32 {
    if scenarios < MANY_SCENARIOS { REPLICATES_PER_TASK } else { REPLICATES_PER_TASK_OF_MANY }
}

/// Cuts replicates of scenarios, each an id and an identity, into tasks of `block`. `identity` stands for everything
/// else that determines the results.
pub fn tasks(
    identity: &str,
    scenarios: &[(String, String)],
    replicates: std::ops::Range<u32>,
    block: u32,
) -> Vec<Task> {
    let mut tasks = Vec::new();
    let mut first = replicates.start;
    while first < replicates.end {
        let end = (first + block).min(replicates.end);
        let key = |(id, own): &(String, String)| {
            let content = format!("{identity}\n{id}\n{own}\n{first}..{end}");
            blake3::hash(content.as_bytes()).to_hex()[..16].to_string()
        };
        tasks.push(Task { first, end, keys: scenarios.iter().map(key).collect() });
        first = end;
    }
    tasks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_cover_every_replicate_once_and_keep_their_keys_when_more_are_asked_for() {
        let scenario = |id: &str| (id.to_string(), format!("identity of {id}"));
        let one = [scenario("baseline")];
        let few = tasks("id", &one, 0..10, 4);
        let blocks: Vec<_> = few.iter().map(|t| (t.first, t.end)).collect();
        assert_eq!(blocks, [(0, 4), (4, 8), (8, 10)]);
        let more = tasks("id", &one, 0..16, 4);
        assert_eq!(few[..2], more[..2]);
        assert_ne!(few[2].keys, more[2].keys);
        assert_ne!(tasks("other", &one, 0..10, 4)[0].keys, few[0].keys);
        let two = tasks("id", &[scenario("dementia"), scenario("baseline")], 0..10, 4);
        assert_eq!(two[0].keys[1], few[0].keys[0], "a part does not hang on what is run with it");
    }
}
