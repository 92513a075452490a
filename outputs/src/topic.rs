//! THE list of topics: the tables that tasks write and runs merge.
use crate::Result;
use crate::columns::{
    agencies::Agencies, audit::Audit, beds::Beds, care::Care, facilities::Facilities, hardship::Hardship,
    labour_market::LabourMarket, ledger::Ledger, plans::Plans, population::Population, pyramid::Pyramids,
    relief::Relief, services::Services, training::Training, workforce::Workforce,
};
use crate::month::MonthOf;
use crate::table::{Table, TableDescription};
use crate::table_writer::TableWriter;
use std::path::Path;

/// A topic's table, and how a month becomes rows of it. One is made for each part.
pub(crate) trait TopicTable: Default {
    /// A row on its way into the table.
    type Row: 'static;

    /// Its name is the stem of the topic's files.
    const TABLE: Table<Self::Row>;

    /// Appends the rows of a month. Months come by replicate, then time.
    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TableWriter<Self::Row>) -> Result<()>;
}

/// A topic's file of a part, whatever its rows.
pub(crate) trait TopicWriter: Send {
    /// Appends the rows of a month.
    fn month(&mut self, month: &MonthOf<'_>) -> Result<()>;

    /// Writes the file and gives it its name.
    fn finish(self: Box<Self>) -> Result<()>;
}

struct Writer<Topic: TopicTable> {
    topic: Topic,
    rows: TableWriter<Topic::Row>,
}

impl<Topic: TopicTable + Send> TopicWriter for Writer<Topic> {
    fn month(&mut self, month: &MonthOf<'_>) -> Result<()> {
        self.topic.month(month, &mut self.rows)
    }

    fn finish(self: Box<Self>) -> Result<()> {
        self.rows.finish().map(drop)
    }
}

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
            pub fn table(self) -> TableDescription {
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

            /// Opens the temporary of a part's file.
            pub(crate) fn writer(self, target: &Path) -> Result<Box<dyn TopicWriter>> {
                Ok(match self {
                    $(Topic::$topic => {
                        let rows = TableWriter::create(&<$table>::TABLE, target)?;
                        Box::new(Writer { topic: <$table>::default(), rows })
                    })*
                })
            }
        }
    };
}

topics! {
    /// Elders by state, and the month's flows.
    Population: Population;
    /// The district's elders by sex and single age, in Decembers.
    Pyramid: Pyramids;
    /// Elders who need care, the hours they need and who gives them.
    Care: Care;
    /// Services beside beds and home care.
    Services: Services;
    /// Beds and those who want them, by area and bed type.
    Beds: Beds;
    /// Beds, queues, prices and workers of every care home.
    Facilities: Facilities;
    /// Workers and hours of every home-care agency.
    Agencies: Agencies;
    /// Care workers and community workers.
    Workforce: Workforce;
    /// Courses and exams.
    Training: Training;
    /// Seats of the training plans.
    Plans: Plans;
    /// Who seeks a post.
    LabourMarket: LabourMarket;
    /// Households in hardship and the relief office.
    Hardship: Hardship;
    /// Programmes: entitled, claiming, paid.
    Relief: Relief;
    /// The bureau's accounts.
    Ledger: Ledger;
    /// Books and fingerprints.
    Audit: Audit;
}

impl Topic {
    /// Name of the merged file in the run folder.
    pub fn file_name(self) -> String {
        format!("{}.parquet", self.name())
    }
}
