//! Many parts into one file, without decoding a value.
use crate::columns::Topic;
use crate::detail::Detail;
use crate::manifest::OutputFile;
use crate::part::Part;
use crate::reading::{guard, open_regular};
use crate::table::TableDescription;
use crate::table_writer::properties;
use crate::verify::hash_of;
use crate::whole_file::{FileRecord, WholeFile};
use crate::{OutputError, Result};
use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::arrow::{ArrowSchemaConverter, ArrowWriter, add_encoded_arrow_schema_to_metadata};
use parquet::column::writer::ColumnCloseResult;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::reader::ChunkReader;
use parquet::file::statistics::Statistics;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::SchemaDescriptor;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Replicates of an earlier run that are taken over.
#[derive(Clone, Copy, Debug)]
pub struct Earlier<'a> {
    /// The folder of its merged files.
    pub folder: &'a Path,
    /// What its manifest says of them.
    pub files: &'a [OutputFile],
    /// The scenario.
    pub scenario: &'a str,
    /// Those below this.
    pub replicates: u32,
}

/// Rows of a row group of headline detail: of many scenarios, which are few rows each.
const PACKED_ROWS: usize = 4096;

/// Joins, scenario by scenario, what is taken over from an earlier run and then the files of `topic` of all parts, in
/// their order, into `target`: their row groups are copied as they are, but at headline detail, where they would be more than
/// what they hold, rows are packed again. One file is open at a time; what grows with their number is the footer. Errors: a file is not the one that was written, by the hash of what is copied.
pub fn merge(
    topic: Topic,
    detail: Detail,
    scenarios: &[(Option<Earlier<'_>>, Vec<Part>)],
    target: &Path,
) -> Result<FileRecord> {
    if detail == Detail::Headline {
        return pack(topic, scenarios, target);
    }
    let in_target = || OutputError::parquet(target);
    let table = topic.table_at(detail);
    let mut properties = properties(&table, None, target)?;
    add_encoded_arrow_schema_to_metadata(&table.schema(), &mut properties);
    let schema = parquet_schema(&table, target)?;
    let file = WholeFile::create(target)?;
    let mut writer =
        SerializedFileWriter::new(file, schema.root_schema_ptr(), Arc::new(properties)).map_err(in_target())?;
    let mut rows = 0;
    let mut taken: Option<File> = None;
    for (earlier, parts) in scenarios {
        if let Some(earlier) = earlier {
            let file = taken.take().map_or_else(|| earlier.open(topic), Ok)?;
            let path = earlier.folder.join(topic.file_name());
            rows += copy(&table, &path, &file, &mut writer, |group| earlier.holds(group))?;
            taken = Some(file);
        }
        for part in parts {
            let path = part.path(topic);
            rows += copy(&table, &path, &part.read(topic)?, &mut writer, |_| true)?;
        }
    }
    writer.into_inner().map_err(in_target())?.finish(rows)
}

/// The same with rows decoded and encoded again. Row groups are cut by the number of rows, so that the bytes depend on the
/// rows alone.
fn pack(topic: Topic, scenarios: &[(Option<Earlier<'_>>, Vec<Part>)], target: &Path) -> Result<FileRecord> {
    let table = topic.table_at(Detail::Headline);
    let in_target = || OutputError::parquet(target);
    let properties = properties(&table, Some(PACKED_ROWS), target)?;
    let file = WholeFile::create(target)?;
    let mut writer = ArrowWriter::try_new(file, table.schema(), Some(properties)).map_err(in_target())?;
    let mut rows = 0;
    let mut append = |batch: &RecordBatch| {
        rows += batch.num_rows() as u64;
        writer.write(batch).map_err(in_target())
    };
    let mut taken: Option<(File, ArrowReaderMetadata)> = None;
    for (earlier, parts) in scenarios {
        if let Some(earlier) = earlier {
            let path = earlier.folder.join(topic.file_name());
            let (file, metadata) = match taken.take() {
                Some(known) => known,
                None => {
                    let file = earlier.open(topic)?;
                    part_metadata(&table, &path, &file)?;
                    let loaded = guard(&path, || ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()))?;
                    (file, loaded.map_err(OutputError::parquet(&path))?)
                }
            };
            let groups = metadata.metadata().row_groups().iter().enumerate();
            let groups = groups.filter(|(_, group)| earlier.may_hold(group)).map(|(at, _)| at).collect();
            let reader = file.try_clone().map_err(OutputError::io(&path))?;
            let reader =
                ParquetRecordBatchReaderBuilder::new_with_metadata(reader, metadata.clone()).with_row_groups(groups);
            each_batch(&path, reader, |batch| append(&earlier.rows(&path, batch)?))?;
            taken = Some((file, metadata));
        }
        for part in parts {
            let (path, bytes) = (part.path(topic), part.read(topic)?);
            part_metadata(&table, &path, &bytes)?;
            let reader = guard(&path, || ParquetRecordBatchReaderBuilder::try_new(bytes))?;
            each_batch(&path, reader.map_err(OutputError::parquet(&path))?, |batch| append(&batch))?;
        }
    }
    writer.into_inner().map_err(in_target())?.finish(rows)
}

/// Hands the batches of a file on.
fn each_batch<Source: ChunkReader + 'static>(
    path: &Path,
    reader: ParquetRecordBatchReaderBuilder<Source>,
    mut hand_on: impl FnMut(RecordBatch) -> Result<()>,
) -> Result<()> {
    let mut reader =
        guard(path, || reader.with_batch_size(PACKED_ROWS).build())?.map_err(OutputError::parquet(path))?;
    while let Some(batch) = guard(path, || reader.next())? {
        hand_on(batch.map_err(OutputError::arrow(path))?)?;
    }
    Ok(())
}

/// Copies the row groups of `source` that are wanted; returns their rows.
fn copy<Source: ChunkReader>(
    table: &TableDescription,
    path: &Path,
    source: &Source,
    writer: &mut SerializedFileWriter<impl io::Write + Send>,
    is_wanted: impl Fn(&RowGroupMetaData) -> bool,
) -> Result<u64> {
    let metadata = part_metadata(table, path, source)?;
    let mut rows = 0;
    for group in metadata.row_groups().iter().filter(|group| is_wanted(group)) {
        let mut copy = writer.next_row_group().map_err(OutputError::parquet(path))?;
        let group_rows = u64::try_from(group.num_rows()).unwrap_or_default();
        for column in group.columns() {
            let chunk = ColumnCloseResult {
                bytes_written: u64::try_from(column.compressed_size()).unwrap_or_default(),
                rows_written: group_rows,
                metadata: column.clone(),
                bloom_filter: None,
                column_index: None,
                offset_index: None,
            };
            guard(path, || copy.append_column(source, chunk))?.map_err(OutputError::parquet(path))?;
        }
        copy.close().map_err(OutputError::parquet(path))?;
        rows += group_rows;
    }
    Ok(rows)
}

impl Earlier<'_> {
    /// Its file of `topic`: too large for memory, so that it is read through the file that was hashed.
    fn open(&self, topic: Topic) -> Result<File> {
        let path = self.folder.join(topic.file_name());
        let file = open_regular(&path)?;
        let hash = hash_of(&file, &path)?;
        let is_same = |listed: &OutputFile| listed.record.file == topic.file_name() && listed.record.blake3 == hash;
        if self.files.iter().any(is_same) { Ok(file) } else { Err(OutputError::Changed(path)) }
    }

    /// Whether a row group is among what is taken over, by what it says of itself: no group holds rows of two
    /// scenarios, or of two blocks of replicates.
    fn holds(&self, group: &RowGroupMetaData) -> bool {
        let statistics = |name: &str| {
            let column = group.columns().iter().find(|column| column.column_path().string() == name)?;
            column.statistics()
        };
        let scenario = match statistics("scenario") {
            Some(Statistics::ByteArray(values)) => values.min_opt().map(|text| text.data() == self.scenario.as_bytes()),
            _ => None,
        };
        let replicate = match statistics("replicate") {
            Some(Statistics::Int32(values)) => values.max_opt().map(|last| (*last as i64) < i64::from(self.replicates)),
            _ => None,
        };
        scenario == Some(true) && replicate == Some(true)
    }

    /// Whether a row group of packed rows may hold some of the scenario.
    fn may_hold(&self, group: &RowGroupMetaData) -> bool {
        let column = group.columns().iter().find(|column| column.column_path().string() == "scenario");
        match column.and_then(|column| column.statistics()) {
            Some(Statistics::ByteArray(values)) => {
                let (low, high) = (values.min_opt(), values.max_opt());
                low.is_none_or(|low| low.data() <= self.scenario.as_bytes())
                    && high.is_none_or(|high| self.scenario.as_bytes() <= high.data())
            }
            _ => true,
        }
    }

    /// The rows of a batch that are taken over. They stand together: rows are sorted by scenario, then replicate.
    fn rows(&self, path: &Path, batch: RecordBatch) -> Result<RecordBatch> {
        let no_column =
            |column: &str, expected| OutputError::Column { path: path.into(), column: column.into(), expected };
        let scenarios = batch.column_by_name("scenario").and_then(|column| column.as_string_opt::<i32>());
        let scenarios = scenarios.ok_or_else(|| no_column("scenario", "utf8"))?;
        let replicates = batch.column_by_name("replicate").and_then(|column| column.as_primitive_opt::<Int32Type>());
        let replicates = replicates.ok_or_else(|| no_column("replicate", "int32"))?;
        let is_taken = |row: &usize| {
            scenarios.value(*row) == self.scenario && i64::from(replicates.value(*row)) < i64::from(self.replicates)
        };
        let first = (0..batch.num_rows()).find(is_taken).unwrap_or(0);
        let rows = (first..batch.num_rows()).take_while(is_taken).count();
        Ok(batch.slice(first, rows))
    }
}

/// The footer of a file of `table`, when it is readable and of this version.
pub(crate) fn part_metadata<Source: ChunkReader>(
    table: &TableDescription,
    path: &Path,
    source: &Source,
) -> Result<ParquetMetaData> {
    let metadata = guard(path, || ParquetMetaDataReader::new().parse_and_finish(source))?;
    let metadata = metadata.map_err(OutputError::parquet(path))?;
    let found = metadata.file_metadata();
    let described = |expected| found.key_value_metadata().is_some_and(|all| all.contains(expected));
    let same = found.schema_descr().root_schema() == parquet_schema(table, path)?.root_schema()
        && table.key_values().iter().all(described);
    if same { Ok(metadata) } else { Err(OutputError::OtherColumns { path: path.to_path_buf(), table: table.name }) }
}

fn parquet_schema(table: &TableDescription, path: &Path) -> Result<SchemaDescriptor> {
    ArrowSchemaConverter::new().convert(&table.schema()).map_err(OutputError::parquet(path))
}
