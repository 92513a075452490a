//! A table into a Parquet file, always with the same settings.
use crate::table::{Rows, Table, TableDescription};
use crate::whole_file::{FileRecord, WholeFile};
use crate::{OutputError, Result};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterVersion};
use std::path::Path;

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
    writer: ArrowWriter<WholeFile>,
    written: u64,
}

/// The writer's settings for `table`, stated rather than left to the library's defaults where the
/// bytes depend on them.
pub(crate) fn properties(table: &TableDescription, path: &Path) -> Result<WriterProperties> {
    let level = ZstdLevel::try_new(COMPRESSION_LEVEL).map_err(OutputError::parquet(path))?;
    Ok(WriterProperties::builder()
        .set_created_by(CREATED_BY.to_string())
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_compression(Compression::ZSTD(level))
        .set_dictionary_enabled(true)
        // Row groups end where the caller flushes.
        .set_max_row_group_row_count(None)
        // A chunk is a page or two: indexes inside it would only lengthen the footer.
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_key_value_metadata(Some(table.key_values()))
        .build())
}

impl<Row> TableWriter<Row> {
    /// Opens the temporary of `target`.
    pub fn create(table: &Table<Row>, target: &Path) -> Result<Self> {
        let description = table.description();
        let properties = properties(&description, target)?;
        let file = WholeFile::create(target)?;
        let writer =
            ArrowWriter::try_new(file, description.schema(), Some(properties)).map_err(OutputError::parquet(target))?;
        Ok(TableWriter { rows: Rows::of(table), in_memory: 0, writer, written: 0 })
    }

    /// Appends a row to the row group in memory, which is written when it is full.
    pub fn push(&mut self, row: &Row) -> Result<()> {
        self.rows.push(row)?;
        self.in_memory += 1;
        if self.in_memory == MOST_ROWS { self.flush() } else { Ok(()) }
    }

    /// Appends rows.
    pub fn extend(&mut self, rows: impl IntoIterator<Item = Row>) -> Result<()> {
        rows.into_iter().try_for_each(|row| self.push(&row))
    }

    /// Writes the rows in memory as one row group.
    pub fn flush(&mut self) -> Result<()> {
        let path = self.writer.inner().target().to_path_buf();
        let batch = self.rows.take().map_err(OutputError::arrow(&path))?;
        self.in_memory = 0;
        self.written += batch.num_rows() as u64;
        self.writer.write(&batch).map_err(OutputError::parquet(&path))?;
        self.writer.flush().map_err(OutputError::parquet(&path))
    }

    /// Writes what is left and gives the file its name.
    pub fn finish(mut self) -> Result<FileRecord> {
        self.flush()?;
        let path = self.writer.inner().target().to_path_buf();
        let file = self.writer.into_inner().map_err(OutputError::parquet(&path))?;
        file.finish(self.written)
    }
}
