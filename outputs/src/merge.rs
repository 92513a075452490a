//! Many parts into one file, without decoding a value.
use crate::part::Part;
use crate::reading::guard;
use crate::table_writer::properties;
use crate::topic::Topic;
use crate::whole_file::{FileRecord, WholeFile};
use crate::{OutputError, Result};
use parquet::arrow::{ArrowSchemaConverter, add_encoded_arrow_schema_to_metadata};
use parquet::column::writer::ColumnCloseResult;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::SchemaDescriptor;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Joins the files of `topic` of all `parts`, in their order, into `target`: their row groups are
/// copied as they are. One part is open at a time; what grows with their number is the footer.
pub fn merge(topic: Topic, parts: &[Part], target: &Path) -> Result<FileRecord> {
    let in_target = || OutputError::parquet(target);
    let table = topic.table();
    let mut properties = properties(&table, target)?;
    add_encoded_arrow_schema_to_metadata(&table.schema(), &mut properties);
    let schema = parquet_schema(topic, target)?;
    let file = WholeFile::create(target)?;
    let mut writer =
        SerializedFileWriter::new(file, schema.root_schema_ptr(), Arc::new(properties)).map_err(in_target())?;
    let mut rows = 0;
    for part in parts {
        let path = part.path(topic);
        let (file, metadata) = part_metadata(topic, &path)?;
        for group in metadata.row_groups() {
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

/// A part's file of `topic` and its footer, when both are readable and of this version.
pub(crate) fn part_metadata(topic: Topic, path: &Path) -> Result<(File, ParquetMetaData)> {
    let file = File::open(path).map_err(OutputError::io(path))?;
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
