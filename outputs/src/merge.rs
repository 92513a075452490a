//! Many parts into one file, without decoding a value.
use crate::columns::Topic;
use crate::part::Part;
use crate::reading::{guard, open_regular};
use crate::table_writer::properties;
use crate::whole_file::{FileRecord, WholeFile};
use crate::{OutputError, Result};
use parquet::arrow::{ArrowSchemaConverter, add_encoded_arrow_schema_to_metadata};
use parquet::column::writer::ColumnCloseResult;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::statistics::Statistics;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::SchemaDescriptor;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Replicates of an earlier run that are taken over.
#[derive(Clone, Copy, Debug)]
pub struct Earlier<'a> {
    /// The folder of its merged files.
    pub folder: &'a Path,
    /// The scenario.
    pub scenario: &'a str,
    /// Those below this.
    pub replicates: u32,
}

/// Joins, scenario by scenario, what is taken over from an earlier run and then the files of `topic` of all parts, in
/// their order, into `target`: their row groups are copied as they are. One file is open at a time; what grows with
/// their number is the footer.
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
    let sources = scenarios.iter().flat_map(|(earlier, parts)| {
        let taken = earlier.map(|earlier| (earlier.folder.join(topic.file_name()), Some(earlier)));
        taken.into_iter().chain(parts.iter().map(|part| (part.path(topic), None)))
    });
    for (path, earlier) in sources {
        let (file, metadata) = part_metadata(topic, &path)?;
        for group in metadata.row_groups() {
            if let Some(earlier) = earlier
                && !earlier.holds(group)
            {
                continue;
            }
            let mut copy = writer.next_row_group().map_err(in_target())?;
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
                guard(&path, || copy.append_column(&file, chunk))?.map_err(OutputError::parquet(&path))?;
            }
            copy.close().map_err(in_target())?;
            rows += group_rows;
        }
    }
    writer.into_inner().map_err(in_target())?.finish(rows)
}

impl Earlier<'_> {
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

/// A part's file of `topic` and its footer, when both are readable and of this version.
pub(crate) fn part_metadata(topic: Topic, path: &Path) -> Result<(File, ParquetMetaData)> {
    let file = open_regular(path)?;
    let metadata = guard(path, || ParquetMetaDataReader::new().parse_and_finish(&file))?;
    let metadata = metadata.map_err(OutputError::parquet(path))?;
    let found = metadata.file_metadata();
    let table = topic.table();
    let described = |expected| found.key_value_metadata().is_some_and(|all| all.contains(expected));
    let same = found.schema_descr().root_schema() == parquet_schema(topic, path)?.root_schema()
        && table.key_values().iter().all(described);
    if same {
        Ok((file, metadata))
    } else {
        Err(OutputError::OtherColumns { path: path.to_path_buf(), table: table.name })
    }
}

fn parquet_schema(topic: Topic, path: &Path) -> Result<SchemaDescriptor> {
    ArrowSchemaConverter::new().convert(&topic.table().schema()).map_err(OutputError::parquet(path))
}
