//! Many parts into one file, without decoding a value.
use crate::columns::Topic;
use crate::manifest::OutputFile;
use crate::part::Part;
use crate::reading::{guard, open_regular};
use crate::table_writer::properties;
use crate::verify::hash_of;
use crate::whole_file::{FileRecord, WholeFile};
use crate::{OutputError, Result};
use parquet::arrow::{ArrowSchemaConverter, add_encoded_arrow_schema_to_metadata};
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

/// Joins, scenario by scenario, what is taken over from an earlier run and then the files of `topic` of all parts, in
/// their order, into `target`: their row groups are copied as they are. One file is open at a time; what grows with
/// their number is the footer. Errors: a file is not the one that was written, by the hash of what is copied.
pub fn merge(topic: Topic, scenarios: &[(Option<Earlier<'_>>, Vec<Part>)], target: &Path) -> Result<FileRecord> {
    let in_target = || OutputError::parquet(target);
    let table = topic.table();
    let mut properties = properties(&table, target)?;
    add_encoded_arrow_schema_to_metadata(&table.schema(), &mut properties);
    let schema = parquet_schema(topic, target)?;
    let file = WholeFile::create(target)?;
    let mut writer =
        SerializedFileWriter::new(file, schema.root_schema_ptr(), Arc::new(properties)).map_err(in_target())?;
    let mut rows = 0;
    let mut taken: Option<File> = None;
    for (earlier, parts) in scenarios {
        if let Some(earlier) = earlier {
            let file = taken.take().map_or_else(|| earlier.open(topic), Ok)?;
            let path = earlier.folder.join(topic.file_name());
            rows += copy(topic, &path, &file, &mut writer, |group| earlier.holds(group))?;
            taken = Some(file);
        }
        for part in parts {
            let path = part.path(topic);
            rows += copy(topic, &path, &part.read(topic)?, &mut writer, |_| true)?;
        }
    }
    writer.into_inner().map_err(in_target())?.finish(rows)
}

/// Copies the row groups of `source` that are wanted; returns their rows.
fn copy<Source: ChunkReader>(
    topic: Topic,
    path: &Path,
    source: &Source,
    writer: &mut SerializedFileWriter<impl io::Write + Send>,
    is_wanted: impl Fn(&RowGroupMetaData) -> bool,
) -> Result<u64> {
    let metadata = part_metadata(topic, path, source)?;
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
}

/// The footer of a file of `topic`, when it is readable and of this version.
pub(crate) fn part_metadata<Source: ChunkReader>(
    topic: Topic,
    path: &Path,
    source: &Source,
) -> Result<ParquetMetaData> {
    let metadata = guard(path, || ParquetMetaDataReader::new().parse_and_finish(source))?;
    let metadata = metadata.map_err(OutputError::parquet(path))?;
    let found = metadata.file_metadata();
    let table = topic.table();
    let described = |expected| found.key_value_metadata().is_some_and(|all| all.contains(expected));
    let same = found.schema_descr().root_schema() == parquet_schema(topic, path)?.root_schema()
        && table.key_values().iter().all(described);
    if same { Ok(metadata) } else { Err(OutputError::OtherColumns { path: path.to_path_buf(), table: table.name }) }
}

fn parquet_schema(topic: Topic, path: &Path) -> Result<SchemaDescriptor> {
    ArrowSchemaConverter::new().convert(&topic.table().schema()).map_err(OutputError::parquet(path))
}
