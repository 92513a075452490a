//! Chosen columns of a Parquet file, batch by batch, with every surprise an error.
use crate::{OutputError, Result, date};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, BooleanArray, Date32Array, Float64Array, Int32Array, RecordBatch, StringViewArray};
use arrow_schema::{ArrowError, DataType, FieldRef, Fields, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowPredicateFn, ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder, RowFilter,
};
use sim_core::Month;
use std::fs::{self, File};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows decoded at once: enough to be fast, a few megabytes at most.
const BATCH_ROWS: usize = 32 * 1024;

/// Calls into the Parquet library with bytes that may be damaged. It asserts some of what a file
/// says about itself instead of returning an error (seen with flipped bytes in footers and pages);
/// its objects are dropped afterwards, so none is used half changed.
pub(crate) fn guard<T>(path: &Path, call: impl FnOnce() -> T) -> Result<T> {
    catch_unwind(AssertUnwindSafe(call)).map_err(|_| OutputError::Damaged { path: path.to_path_buf() })
}

/// Opens a regular file. A pipe would never end, a device neither.
pub(crate) fn open_regular(path: &Path) -> Result<File> {
    let is_file = fs::metadata(path).map_err(OutputError::io(path))?.is_file();
    if !is_file {
        return Err(OutputError::NotRegular(path.to_path_buf()));
    }
    File::open(path).map_err(OutputError::io(path))
}

/// A Parquet file whose footer was read.
#[derive(Debug)]
pub(crate) struct Source {
    path: PathBuf,
    metadata: ArrowReaderMetadata,
}

/// A column of numbers, and in which unit they are read. Topics keep money in fen, so that sums of whole numbers close;
/// indicators are in yuan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberColumn {
    /// Name in the file.
    pub name: &'static str,
    /// What the file's numbers are divided by: 1, or 100 of fen that are read as yuan.
    pub divisor: u8,
}

impl NumberColumn {
    /// The column as it is.
    pub const fn plain(name: &'static str) -> Self {
        NumberColumn { name, divisor: 1 }
    }

    /// A column in fen, read in yuan.
    pub(crate) const fn fen_as_yuan(name: &'static str) -> Self {
        NumberColumn { name, divisor: 100 }
    }
}

impl From<&'static str> for NumberColumn {
    fn from(name: &'static str) -> Self {
        NumberColumn::plain(name)
    }
}

/// Some rows of it.
pub(crate) struct Batch<'a> {
    path: &'a Path,
    rows: RecordBatch,
}

impl Source {
    /// Opens the file and reads its footer.
    pub fn open(path: &Path) -> Result<Self> {
        let file = open_regular(path)?;
        // Parquet's own types say all there is to know of our columns, also in a rewritten file.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let load = || {
            let metadata = ArrowReaderMetadata::load(&file, options.clone())?;
            // As views, texts are not copied row by row.
            let as_views = |field: &FieldRef| match field.data_type() {
                DataType::Utf8 => Arc::new(field.as_ref().clone().with_data_type(DataType::Utf8View)),
                _ => field.clone(),
            };
            let fields: Fields = metadata.schema().fields().iter().map(as_views).collect();
            let options = options.with_schema(Arc::new(Schema::new(fields)));
            ArrowReaderMetadata::try_new(metadata.metadata().clone(), options)
        };
        let metadata = guard(path, load)?.map_err(OutputError::parquet(path))?;
        Ok(Source { path: path.to_path_buf(), metadata })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The numbers of all row groups.
    pub fn row_groups(&self) -> Range<usize> {
        0..self.metadata.metadata().num_row_groups()
    }

    /// The numbers of the row groups that may hold rows of `scenario`: all but those whose statistics rule it out.
    pub fn row_groups_of(&self, scenario: &str) -> Vec<usize> {
        let metadata = self.metadata.metadata();
        let columns = metadata.file_metadata().schema_descr().columns();
        let column = columns.iter().position(|column| column.name() == "scenario");
        let may_hold = |group: &usize| {
            let chunk = column.and_then(|column| metadata.row_group(*group).columns().get(column));
            // Bounds may be cut short, but stay bounds; those of old writers are in another order.
            let Some(bounds) = chunk.and_then(|chunk| chunk.statistics()).filter(|s| !s.is_min_max_deprecated()) else {
                return true;
            };
            let above_lower = bounds.min_bytes_opt().is_none_or(|low| low <= scenario.as_bytes());
            above_lower && bounds.max_bytes_opt().is_none_or(|high| scenario.as_bytes() <= high)
        };
        self.row_groups().filter(may_hold).collect()
    }

    /// Number of rows in `row_groups`.
    pub fn rows(&self, row_groups: &[usize]) -> u64 {
        let groups = self.metadata.metadata().row_groups();
        let rows = row_groups.iter().filter_map(|group| groups.get(*group)).map(|group| group.num_rows());
        rows.filter_map(|rows| u64::try_from(rows).ok()).fold(0, u64::saturating_add)
    }

    /// The rows of `row_groups`, in file order, with only `columns` decoded.
    pub fn read(
        &self,
        row_groups: Vec<usize>,
        columns: &[&str],
    ) -> Result<impl Iterator<Item = Result<Batch<'_>>> + use<'_>> {
        self.read_of(None, row_groups, columns)
    }

    /// The same of the rows of `area`, where one is given: most rows are of communities, and need not be looked at.
    pub fn read_of(
        &self,
        area: Option<&str>,
        row_groups: Vec<usize>,
        columns: &[&str],
    ) -> Result<impl Iterator<Item = Result<Batch<'_>>> + use<'_>> {
        let schema = self.metadata.parquet_schema();
        let mask = ProjectionMask::columns(schema, columns.iter().copied());
        // Opened for each reader: they may be in several threads, and one open file has one position.
        let file = open_regular(&self.path)?;
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone())
            .with_row_groups(row_groups)
            .with_projection(mask)
            .with_batch_size(BATCH_ROWS);
        let builder = match area.map(String::from) {
            None => builder,
            Some(area) => {
                let is_of_it = move |rows: RecordBatch| {
                    let areas = rows.column(0).as_string_view_opt();
                    let areas = areas.ok_or_else(|| ArrowError::SchemaError("area is no text".into()))?;
                    Ok(areas.iter().map(|found| Some(found == Some(&area))).collect::<BooleanArray>())
                };
                let predicate = ArrowPredicateFn::new(ProjectionMask::columns(schema, ["area"]), is_of_it);
                builder.with_row_filter(RowFilter::new(vec![Box::new(predicate)]))
            }
        };
        let path = self.path.as_path();
        let mut reader = Some(guard(path, || builder.build())?.map_err(OutputError::parquet(path))?);
        Ok(std::iter::from_fn(move || {
            let batch = match guard(path, || reader.as_mut()?.next()) {
                Ok(batch) => batch?.map_err(OutputError::arrow(path)),
                Err(damaged) => Err(damaged),
            };
            if batch.is_err() {
                reader = None;
            }
            Some(batch.map(|rows| Batch { path, rows }))
        }))
    }
}

impl Batch<'_> {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows.num_rows()
    }

    /// A column of text.
    pub fn text(&self, name: &str) -> Result<&StringViewArray> {
        self.column(name, "utf8")
    }

    /// A column of text with gaps.
    pub fn optional_text(&self, name: &str) -> Result<&StringViewArray> {
        self.with_gaps(name, "utf8")
    }

    /// A column with gaps.
    pub fn with_gaps<Values: Array + 'static>(&self, name: &str, expected: &'static str) -> Result<&Values> {
        let column = self.rows.column_by_name(name).and_then(|column| column.as_any().downcast_ref());
        column.ok_or_else(|| self.no_column(name, expected))
    }

    /// A column of whole numbers.
    pub fn integers(&self, name: &str) -> Result<&[i32]> {
        Ok(self.column::<Int32Array>(name, "int32")?.values())
    }

    /// A column of floats.
    pub fn numbers(&self, name: &str) -> Result<&[f64]> {
        Ok(self.column::<Float64Array>(name, "float64")?.values())
    }

    /// A column of whole numbers or floats as floats, with its gaps. Exact to 2^53, beyond which no
    /// count or sum of money goes.
    pub fn any_numbers(&self, name: &str) -> Result<Float64Array> {
        let column = self.rows.column_by_name(name).ok_or_else(|| self.no_column(name, "number"))?;
        match column.data_type() {
            DataType::Int32 => Ok(column.as_primitive::<Int32Type>().unary(f64::from)),
            DataType::Int64 => Ok(column.as_primitive::<Int64Type>().unary(|number| number as f64)),
            DataType::Float64 => Ok(column.as_primitive::<Float64Type>().clone()),
            _ => Err(self.no_column(name, "number")),
        }
    }

    /// The same in the unit in which the column is read. The only place where an indicator is scaled.
    pub fn numbers_of(&self, column: NumberColumn) -> Result<Float64Array> {
        let numbers = self.any_numbers(column.name)?;
        if column.divisor == 1 {
            return Ok(numbers);
        }
        let divisor = f64::from(column.divisor);
        Ok(numbers.unary(|number| number / divisor))
    }

    /// The column `month`.
    pub fn months(&self) -> Result<Vec<Month>> {
        let days = self.column::<Date32Array>("month", "date32")?.values();
        // Rows of one month stand together, and telling the month of a day is dear.
        let mut known: Option<(i32, Month)> = None;
        let month = |day: &i32| match known {
            Some((before, month)) if before == *day => Ok(month),
            _ => {
                let month = date::month(*day).ok_or_else(|| self.value("month", *day, "first day of a month"))?;
                known = Some((*day, month));
                Ok(month)
            }
        };
        days.iter().map(month).collect()
    }

    /// A column of numbers from 0, such as `replicate`.
    pub fn naturals(&self, name: &'static str) -> Result<Vec<u32>> {
        let natural = |value: &i32| u32::try_from(*value).map_err(|_| self.value(name, *value, "number from 0"));
        self.integers(name)?.iter().map(natural).collect()
    }

    fn column<Values: Array + 'static>(&self, name: &str, expected: &'static str) -> Result<&Values> {
        self.rows
            .column_by_name(name)
            .filter(|column| column.null_count() == 0)
            .and_then(|column| column.as_any().downcast_ref())
            .ok_or_else(|| self.no_column(name, expected))
    }

    fn no_column(&self, name: &str, expected: &'static str) -> OutputError {
        OutputError::Column { path: self.path.to_path_buf(), column: name.to_string(), expected }
    }

    fn value(&self, column: &'static str, value: i32, expected: &'static str) -> OutputError {
        OutputError::Value { path: self.path.to_path_buf(), column, value: i64::from(value), expected }
    }
}
