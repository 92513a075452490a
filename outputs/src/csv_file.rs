//! A table as CSV that Excel opens with its Chinese right.
use crate::cells::{Cell, Chosen, table_rows};
use crate::table::TableDescription;
use crate::visible::cell;
use crate::{OutputError, Result};
use std::io::{self, Write};
use std::path::Path;

/// The byte order mark: without it Excel reads Chinese in the encoding of the machine.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes the chosen rows of `table` in the file at `path` as CSV: the names of the columns, then a line a row. Months are
/// the dates of their first days, texts that a spreadsheet would compute open with an apostrophe, what has no value is empty, floats have as many digits as tell them apart. Rows are
/// written as they are read. Returns their number.
///
/// An error of `sink` is told as one of `target`.
pub fn write_csv(
    path: &Path,
    table: &TableDescription,
    chosen: Chosen<'_>,
    mut sink: impl Write,
    target: &Path,
) -> Result<u64> {
    sink.write_all(BYTE_ORDER_MARK).map_err(OutputError::io(target))?;
    let mut csv = csv::Writer::from_writer(sink);
    // The error of the sink itself, so that its kind is kept.
    let failed = |error: csv::Error| {
        OutputError::io(target)(match error.into_kind() {
            csv::ErrorKind::Io(source) => source,
            other => io::Error::other(format!("{other:?}")),
        })
    };
    csv.write_record(table.columns.iter().map(|column| column.name)).map_err(failed)?;
    let mut rows = 0;
    table_rows(path, table, chosen, |row| {
        for value in row {
            match value {
                Cell::Empty => csv.write_field(""),
                Cell::Text(text) => csv.write_field(cell(text).as_bytes()),
                Cell::Month(month) => csv.write_field(format!("{month}-01")),
                Cell::Integer(number) => csv.write_field(number.to_string()),
                Cell::Number(number) => csv.write_field(number.to_string()),
            }
            .map_err(failed)?;
        }
        rows += 1;
        csv.write_record(None::<&[u8]>).map_err(failed)
    })?;
    csv.flush().map_err(OutputError::io(target))?;
    Ok(rows)
}
