//! Topics: the tables that tasks write and runs merge.
use crate::Result;
use crate::columns::Topic;
use crate::month::MonthOf;
use crate::table::Table;
use crate::table_writer::TableWriter;
use crate::whole_file::FileRecord;

/// A topic's table, and how a month becomes rows of it. One is made for each part.
pub(crate) trait TopicTable: Default {
    /// A row on its way into the table.
    type Row: 'static;

    /// Its name is the stem of the topic's files.
    const TABLE: Table<Self::Row>;

    /// Whether communities have rows of it, not only the district.
    const OF_COMMUNITIES: bool;

    /// Appends the rows of a month. Months come by replicate, then time.
    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TableWriter<Self::Row>) -> Result<()>;
}

/// A topic's file of a part, whatever its rows.
pub(crate) trait TopicWriter: Send {
    /// Appends the rows of a month.
    fn month(&mut self, month: &MonthOf<'_>) -> Result<()>;

    /// Writes the file and gives it its name.
    fn finish(self: Box<Self>) -> Result<FileRecord>;
}

pub(crate) struct Writer<Topic: TopicTable> {
    pub topic: Topic,
    pub rows: TableWriter<Topic::Row>,
}

impl<Topic: TopicTable + Send> TopicWriter for Writer<Topic> {
    fn month(&mut self, month: &MonthOf<'_>) -> Result<()> {
        self.topic.month(month, &mut self.rows)
    }

    fn finish(self: Box<Self>) -> Result<FileRecord> {
        self.rows.finish()
    }
}

/// Makes `Topic` of THE list of topics.
macro_rules! topics {
    ($($(#[$doc:meta])* $topic:ident: $table:ty;)*) => {
        /// A topic: one wide table, a part a task, one merged file a run.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Topic {
            $($(#[$doc])* $topic,)*
        }

        impl Topic {
            /// Every topic.
            pub const ALL: [Topic; [$(stringify!($topic)),*].len()] = [$(Topic::$topic),*];

            /// What its table is.
            pub fn table(self) -> $crate::table::TableDescription {
                match self {
                    $(Topic::$topic => <$table>::TABLE.description(),)*
                }
            }

            /// Its name, which is also the stem of its files' names.
            pub fn name(self) -> &'static str {
                match self {
                    $(Topic::$topic => <$table>::TABLE.name,)*
                }
            }

            /// Whether communities have rows of it, not only the district.
            pub fn is_of_communities(self) -> bool {
                match self {
                    $(Topic::$topic => <$table>::OF_COMMUNITIES,)*
                }
            }

            /// Begins a part's file, in memory.
            pub(crate) fn writer(self, target: &std::path::Path) -> $crate::Result<Box<dyn $crate::topic::TopicWriter>> {
                Ok(match self {
                    $(Topic::$topic => {
                        let rows = $crate::table_writer::TableWriter::in_memory(&<$table>::TABLE, target)?;
                        Box::new($crate::topic::Writer { topic: <$table>::default(), rows })
                    })*
                })
            }
        }
    };
}

impl Topic {
    /// Name of the merged file in the run folder.
    pub fn file_name(self) -> String {
        format!("{}.parquet", self.name())
    }
}

pub(crate) use topics;
