//! The unit of distributed work.

/// Replicates a task runs. A constant, so that the cut does not depend on threads or machines.
pub const REPLICATES_PER_TASK: u32 = 4;

/// A block of replicates of one scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Scenario id.
    pub scenario: String,
    /// First replicate.
    pub first: u32,
    /// One after the last replicate.
    pub end: u32,
    /// Name of the task's part: a hash of all that determines its content.
    pub key: String,
}

/// Cuts `replicates` of each scenario into tasks. `identity` stands for everything else that
/// determines the results.
pub fn tasks(identity: &str, scenarios: &[String], replicates: u32) -> Vec<Task> {
    let mut tasks = Vec::new();
    for scenario in scenarios {
        let mut first = 0;
        while first < replicates {
            let end = (first + REPLICATES_PER_TASK).min(replicates);
            let content = format!("{identity}\n{scenario}\n{first}..{end}");
            let key = blake3::hash(content.as_bytes()).to_hex()[..16].to_string();
            tasks.push(Task { scenario: scenario.clone(), first, end, key });
            first = end;
        }
    }
    tasks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_cover_every_replicate_once_and_keep_their_keys_when_more_are_asked_for() {
        let scenarios = ["baseline".to_string()];
        let few = tasks("id", &scenarios, 10);
        let blocks: Vec<_> = few.iter().map(|t| (t.first, t.end)).collect();
        assert_eq!(blocks, [(0, 4), (4, 8), (8, 10)]);
        let more = tasks("id", &scenarios, 16);
        assert_eq!(few[..2], more[..2]);
        assert_ne!(few[2].key, more[2].key);
        assert_ne!(tasks("other", &scenarios, 10)[0].key, few[0].key);
    }
}
