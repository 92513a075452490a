//! The merged files of a run folder, each with its footer read once.
use crate::Result;
use crate::columns::Topic;
use crate::reading::Source;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The topics' files in a run folder, opened when they are first asked for: a run of many scenarios is read scenario by scenario,
/// and its footers are long.
#[derive(Debug)]
pub struct Tables {
    folder: PathBuf,
    sources: [OnceLock<Source>; Topic::ALL.len()],
}

impl Tables {
    /// Those in `folder`.
    pub fn of(folder: &Path) -> Self {
        Tables { folder: folder.to_path_buf(), sources: [const { OnceLock::new() }; Topic::ALL.len()] }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file of a topic.
    pub(crate) fn source(&self, topic: Topic) -> Result<&Source> {
        let known = &self.sources[topic as usize];
        if let Some(source) = known.get() {
            return Ok(source);
        }
        let source = Source::open(&self.folder.join(topic.file_name()))?;
        Ok(known.get_or_init(|| source))
    }
}
