//! Topics: the tables that tasks write and runs merge.
use crate::Result;
use crate::checks::{Checked, Checks, Selection, TopicChecks};
use crate::columns::key::Keyed;
use crate::columns::{DISTRICT_AREA, Topic};
use crate::detail::{Detail, Kept};
use crate::indicators::INDICATORS;
use crate::month::MonthOf;
use crate::table::{Table, TableDescription};
use crate::table_writer::TableWriter;
use crate::whole_file::FileRecord;
use std::path::Path;

/// A topic's table, and how a month becomes rows of it. One is made for each part.
pub(crate) trait TopicTable: Default {
    /// A row on its way into the table.
    type Row: Keyed + 'static;

    /// Its name is the stem of the topic's files.
    const TABLE: Table<Self::Row>;

    /// Whether communities have rows of it, not only the district.
    const OF_COMMUNITIES: bool;

    /// The lowest level of detail at which there is a file of it.
    const FROM: Detail;

    /// Columns that no indicator is read from, and that the headline level keeps all the same.
    const HEADLINE_EXTRAS: &'static [&'static str] = &[];

    /// Appends the rows of a month. Months come by replicate, then time.
    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<Self::Row>) -> Result<()>;
}

/// A topic's file of a part, whatever its rows.
pub(crate) trait TopicWriter: Send {
    /// Appends the rows of a month; adds what they say of the district to the differences between what topics say twice.
    fn month(&mut self, month: &MonthOf<'_>, differences: &mut [i64]) -> Result<()>;

    /// Writes the file, if the level of detail has one, and gives it its name. What checks found goes to its places.
    fn finish(self: Box<Self>, found: &mut [Checked]) -> Result<Option<FileRecord>>;
}

/// The rows of a topic on their way into a part: looked at by the checks, kept or not.
pub(crate) struct TopicRows<Row: 'static> {
    checks: TopicChecks<Row>,
    /// Rows that headline indicators are read from.
    headline: Vec<Selection<Row>>,
    /// None where the level of detail has no file of the topic.
    table: Option<TableWriter<Row>>,
    /// What the district's rows of this month say of what is said twice.
    differences: Vec<i64>,
}

impl<Row: Keyed> TopicRows<Row> {
    fn new(topic: Topic, table: &Table<Row>, target: &Path, detail: Detail, checks: &Checks) -> Result<Self> {
        let mut keys: Vec<_> =
            INDICATORS.iter().filter(|indicator| indicator.topic == topic).map(|indicator| indicator.keys).collect();
        keys.dedup();
        let is_kept = topic.from() <= detail;
        Ok(TopicRows {
            checks: TopicChecks::of(topic, table, checks),
            headline: keys.into_iter().map(|keys| Selection::of(table, keys)).collect(),
            table: is_kept.then(|| TableWriter::in_memory(table, &topic.table_at(detail), target)).transpose()?,
            differences: vec![0; checks.twice.len()],
        })
    }

    /// Whether nobody looks at rows of the topic.
    fn is_idle(&self) -> bool {
        self.table.is_none() && self.checks.is_empty()
    }

    /// Appends a row, if it is kept.
    pub fn push(&mut self, row: &Row) -> Result<()> {
        let key = row.key();
        if !self.checks.is_empty() {
            self.checks.see(row, (key.replicate, key.month, &key.area));
            if key.area.as_ref() == DISTRICT_AREA {
                self.checks.add(row, &mut self.differences);
            }
        }
        let is_kept = match key.kept {
            Kept::All => true,
            Kept::Headline => self.headline.iter().any(|selection| selection.holds(row)),
            Kept::Nothing => false,
        };
        match &mut self.table {
            Some(table) if is_kept => table.push(row),
            _ => Ok(()),
        }
    }

    /// Appends rows.
    pub fn extend(&mut self, rows: impl IntoIterator<Item = Row>) -> Result<()> {
        rows.into_iter().try_for_each(|row| self.push(&row))
    }
}

struct Writer<Topic: TopicTable> {
    topic: Topic,
    rows: TopicRows<Topic::Row>,
}

impl<Topic: TopicTable + Send> TopicWriter for Writer<Topic> {
    fn month(&mut self, month: &MonthOf<'_>, differences: &mut [i64]) -> Result<()> {
        self.topic.month(month, &mut self.rows)?;
        for (sum, of_topic) in differences.iter_mut().zip(&mut self.rows.differences) {
            *sum += std::mem::take(of_topic);
        }
        Ok(())
    }

    fn finish(self: Box<Self>, found: &mut [Checked]) -> Result<Option<FileRecord>> {
        let rows = self.rows;
        rows.checks.finish(found);
        rows.table.map(TableWriter::finish).transpose()
    }
}

/// Begins a topic's file of a part, in memory; none where nothing of it is kept or looked at.
pub(crate) fn writer<Of: TopicTable + Send + 'static>(
    topic: Topic,
    target: &Path,
    detail: Detail,
    checks: &Checks,
) -> Result<Option<Box<dyn TopicWriter>>> {
    let rows = TopicRows::new(topic, &Of::TABLE, target, detail, checks)?;
    Ok((!rows.is_idle()).then(|| Box::new(Writer { topic: Of::default(), rows }) as Box<dyn TopicWriter>))
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

            /// The lowest level of detail at which a run has a file of it.
            pub fn from(self) -> $crate::Detail {
                match self {
                    $(Topic::$topic => <$table>::FROM,)*
                }
            }

            pub(crate) fn headline_extras(self) -> &'static [&'static str] {
                match self {
                    $(Topic::$topic => <$table>::HEADLINE_EXTRAS,)*
                }
            }

            /// Begins a part's file, in memory; none where nothing of the topic is kept or looked at.
            pub(crate) fn writer(
                self,
                target: &std::path::Path,
                detail: $crate::Detail,
                checks: &$crate::Checks,
            ) -> $crate::Result<Option<Box<dyn $crate::topic::TopicWriter>>> {
                match self {
                    $(Topic::$topic => $crate::topic::writer::<$table>(self, target, detail, checks),)*
                }
            }
        }
    };
}

impl Topic {
    /// What its table is at a level of detail that has it.
    pub fn table_at(self, detail: Detail) -> TableDescription {
        let mut table = self.table();
        if detail == Detail::Headline {
            table.columns.retain(|column| self.is_headline_column(column.name));
        }
        table
    }

    /// The topic of that name.
    pub fn named(name: &str) -> Option<Topic> {
        Topic::ALL.into_iter().find(|topic| topic.name() == name)
    }

    /// Name of the merged file in the run folder.
    pub fn file_name(self) -> String {
        format!("{}.parquet", self.name())
    }
}

pub(crate) use topics;
