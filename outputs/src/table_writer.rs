//! A table into a Parquet file, always with the same settings.
use crate::table::{Rows, Table, TableDescription};
use crate::whole_file::{FileRecord, WholeFile};
use crate::{OutputError, Result};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterVersion};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What the files say they were created by. Constant, so that equal rows are equal bytes.
const CREATED_BY: &str = "silverpeak";

/// Zstd's own default: a third of the bytes, faster than the disk.
const COMPRESSION_LEVEL: i32 = 3;

/// Rows of a row group at the most: what a table holds in memory.
const MOST_ROWS: usize = 1 << 15;

/// Writes one table.
pub(crate) struct TableWriter<Row: 'static> {
    rows: Rows<Row>,
    in_memory: usize,
    writer: ArrowWriter<Sink>,
    target: PathBuf,
    written: u64,
}

/// Where the bytes of a table go until it is finished.
enum Sink {
    /// Into its temporary.
    File(Box<WholeFile>),
    /// Into memory: a task writes all topics of many scenarios at once, more than a process may have open files.
    Memory(Vec<u8>),
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Sink::File(file) => file.write(bytes),
            Sink::Memory(memory) => memory.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::File(file) => file.flush(),
            Sink::Memory(_) => Ok(()),
        }
    }
}

/// The writer's settings for `table`, stated rather than left to the library's defaults where the
/// bytes depend on them.
pub(crate) fn properties(table: &TableDescription, most_rows: Option<usize>, path: &Path) -> Result<WriterProperties> {
    let level = ZstdLevel::try_new(COMPRESSION_LEVEL).map_err(OutputError::parquet(path))?;
    Ok(WriterProperties::builder()
        .set_created_by(CREATED_BY.to_string())
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_compression(Compression::ZSTD(level))
        .set_dictionary_enabled(true)
        // Row groups end where the caller flushes, or says.
        .set_max_row_group_row_count(most_rows)
        // A chunk is a page or two: indexes inside it would only lengthen the footer.
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_key_value_metadata(Some(table.key_values()))
        .build())
}

impl<Row> TableWriter<Row> {
    /// Opens the temporary of `target`.
    pub fn create(table: &Table<Row>, target: &Path) -> Result<Self> {
        Self::into(table, &table.description(), target, Sink::File(Box::new(WholeFile::create(target)?)))
    }

    /// The same in memory, of those columns that are `described`: `target` is opened when the table is finished.
    pub fn in_memory(table: &Table<Row>, described: &TableDescription, target: &Path) -> Result<Self> {
        Self::into(table, described, target, Sink::Memory(Vec::new()))
    }

    fn into(table: &Table<Row>, described: &TableDescription, target: &Path, sink: Sink) -> Result<Self> {
        let properties = properties(described, None, target)?;
        let writer =
            ArrowWriter::try_new(sink, described.schema(), Some(properties)).map_err(OutputError::parquet(target))?;
        Ok(TableWriter {
            rows: Rows::of(table, described),
            in_memory: 0,
            writer,
            target: target.to_path_buf(),
            written: 0,
        })
    }

    /// Appends a row to the row group in memory, which is written when it is full.
    pub fn push(&mut self, row: &Row) -> Result<()> {
        self.rows.push(row)?;
        self.in_memory += 1;
        if self.in_memory == MOST_ROWS { self.flush() } else { Ok(()) }
    }

    /// Writes the rows in memory as one row group.
    pub fn flush(&mut self) -> Result<()> {
        let batch = self.rows.take().map_err(OutputError::arrow(&self.target))?;
        self.in_memory = 0;
        self.written += batch.num_rows() as u64;
        self.writer.write(&batch).map_err(OutputError::parquet(&self.target))?;
        self.writer.flush().map_err(OutputError::parquet(&self.target))
    }

    /// Writes what is left and gives the file its name.
    pub fn finish(mut self) -> Result<FileRecord> {
        self.flush()?;
        let file = match self.writer.into_inner().map_err(OutputError::parquet(&self.target))? {
            Sink::File(file) => *file,
            // Read by its hash alone: what a power cut leaves of it is made again.
            Sink::Memory(bytes) => {
                let mut file = WholeFile::create(&self.target)?;
                file.write_all(&bytes).map_err(OutputError::io(&self.target))?;
                return file.finish_unsynced(self.written);
            }
        };
        file.finish(self.written)
    }
}
