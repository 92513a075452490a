//! A CSV file whose every row still knows its line, and the `# name: ` lines it opens with.
use crate::document::is_id;
use crate::nearest::nearest;
use crate::problem::{Problem, ProblemKind, Problems};
use crate::provenance::{Grade, TableRecord};
use crate::quantity::is_date;
use csv::{ReaderBuilder, StringRecord, Trim};
use sim_core::Month;
use std::collections::BTreeMap;

/// A table as text.
pub(crate) struct Sheet {
    file: String,
    columns: Vec<String>,
    /// Position in the file of each of `columns`; none of one that is not there and need not be.
    positions: Vec<Option<usize>>,
    header_line: u32,
    /// The rows with the right number of cells.
    pub(crate) rows: Vec<Row>,
    /// Whether rows were left out because they could not be read.
    pub(crate) incomplete: bool,
}

/// A row of a sheet.
pub(crate) struct Row {
    pub(crate) line: u32,
    cells: StringRecord,
}

impl Sheet {
    /// Reads `text`, which must have every one of `columns` and no other, in any order.
    pub(crate) fn read(file: String, text: &str, columns: &[&str], problems: &mut Problems) -> Option<Self> {
        Sheet::read_some(file, text, columns, columns, problems)
    }

    /// The same, where only the columns `needed` must be there. Cells of the others are empty when they are not.
    pub(crate) fn read_some(
        file: String,
        text: &str,
        columns: &[&str],
        needed: &[&str],
        problems: &mut Problems,
    ) -> Option<Self> {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .comment(Some(b'#'))
            .trim(Trim::All)
            .from_reader(text.as_bytes());
        let mut lines = Lines { text, offset: 0, line: 1 };
        let mut records = Vec::new();
        for record in reader.records() {
            match record {
                Ok(cells) => {
                    let offset = cells.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(usize::MAX));
                    records.push(Row { line: lines.of_record_at(offset), cells });
                }
                Err(error) => {
                    let kind = ProblemKind::Syntax { detail: error.to_string() };
                    problems.push(Problem { file: file.clone(), line: None, key: String::new(), kind });
                    return None;
                }
            }
        }
        let mut rows = records.into_iter();
        let Some(header) = rows.next() else {
            problems.push(Problem { file, line: None, key: String::new(), kind: ProblemKind::NoRows });
            return None;
        };
        let mut sheet = Sheet {
            file,
            columns: columns.iter().map(ToString::to_string).collect(),
            positions: Vec::new(),
            header_line: header.line,
            rows: Vec::new(),
            incomplete: false,
        };
        sheet.match_columns(&header, needed, problems)?;
        let width = header.cells.len();
        for row in rows {
            if row.cells.len() == width {
                sheet.rows.push(row);
            } else {
                sheet.incomplete = true;
                let kind = ProblemKind::CellCount { found: row.cells.len(), expected: width };
                sheet.refuse(Some(row.line), "", kind, problems);
            }
        }
        Some(sheet)
    }

    /// Refuses a table of column names alone.
    pub(crate) fn require_rows(&self, problems: &mut Problems) {
        if self.rows.is_empty() && !self.incomplete {
            self.refuse(self.header_line(), "", ProblemKind::NoRows, problems);
        }
    }

    fn match_columns(&mut self, header: &Row, needed: &[&str], problems: &mut Problems) -> Option<()> {
        let line = Some(header.line);
        for (position, name) in header.cells.iter().enumerate() {
            if self.columns.iter().all(|column| column != name) {
                let near = nearest(name, self.columns.iter().map(String::as_str));
                self.refuse(line, name, ProblemKind::ColumnUnknown { nearest: near }, problems);
            } else if header.cells.iter().take(position).any(|earlier| earlier == name) {
                self.refuse(line, name, ProblemKind::Duplicate { name: name.to_string(), first: line }, problems);
            }
        }
        let positions: Vec<Option<usize>> =
            self.columns.iter().map(|column| header.cells.iter().position(|cell| cell == column)).collect();
        let absent = self.columns.iter().zip(&positions).filter(|(_, position)| position.is_none());
        let missing = absent.map(|(column, _)| column.clone()).filter(|column| needed.contains(&column.as_str()));
        let missing: Vec<String> = missing.collect();
        for column in &missing {
            self.refuse(line, column, ProblemKind::ColumnMissing, problems);
        }
        self.positions = positions;
        missing.is_empty().then_some(())
    }

    pub(crate) fn refuse(&self, line: Option<u32>, key: &str, kind: ProblemKind, problems: &mut Problems) {
        problems.push(Problem { file: self.file.clone(), line, key: key.to_string(), kind });
    }

    /// The line of the column names, for problems of the table as a whole.
    pub(crate) fn header_line(&self) -> Option<u32> {
        Some(self.header_line)
    }

    /// The text in `row` under the column called `column`.
    pub(crate) fn cell<'r>(&self, row: &'r Row, column: &str) -> &'r str {
        let position = self.columns.iter().position(|c| c == column).and_then(|c| self.positions.get(c));
        debug_assert!(position.is_some(), "no column {column}");
        position.and_then(|p| row.cells.get((*p)?)).unwrap_or_default()
    }

    /// Words, not empty.
    pub(crate) fn text<'r>(&self, row: &'r Row, column: &str, problems: &mut Problems) -> Option<&'r str> {
        let text = self.cell(row, column);
        if text.is_empty() {
            self.refuse(Some(row.line), column, ProblemKind::EmptyText, problems);
            return None;
        }
        Some(text)
    }

    /// A lower-case ASCII id that is not in `seen` yet, which it joins.
    pub(crate) fn id<'r>(
        &self,
        row: &'r Row,
        column: &str,
        seen: &mut BTreeMap<&'r str, u32>,
        problems: &mut Problems,
    ) -> Option<&'r str> {
        let text = self.text(row, column, problems)?;
        if !is_id(text) {
            let kind = ProblemKind::NotAnId { found: text.to_string() };
            self.refuse(Some(row.line), column, kind, problems);
            return None;
        }
        self.unique(row, column, text, seen, problems);
        Some(text)
    }

    /// Refuses `name`, found under the column, when it was seen before.
    pub(crate) fn unique<'r>(
        &self,
        row: &Row,
        column: &str,
        name: &'r str,
        seen: &mut BTreeMap<&'r str, u32>,
        problems: &mut Problems,
    ) {
        if let Some(first) = seen.get(name) {
            let kind = ProblemKind::Duplicate { name: name.to_string(), first: Some(*first) };
            self.refuse(Some(row.line), column, kind, problems);
        } else {
            seen.insert(name, row.line);
        }
    }

    /// One of `known` words, by position.
    pub(crate) fn word(
        &self,
        row: &Row,
        column: &str,
        known: &'static [&'static str],
        problems: &mut Problems,
    ) -> Option<usize> {
        let text = self.cell(row, column);
        let position = known.iter().position(|word| *word == text);
        if position.is_none() {
            let kind = ProblemKind::UnknownWord { found: text.to_string(), known };
            self.refuse(Some(row.line), column, kind, problems);
        }
        position
    }

    /// A grade of `known`.
    pub(crate) fn grade(&self, row: &Row, known: &'static [&'static str], problems: &mut Problems) -> Option<Grade> {
        Grade::from_word(known.get(self.word(row, "grade", known, problems)?)?)
    }

    /// A month.
    pub(crate) fn month(&self, row: &Row, column: &str, problems: &mut Problems) -> Option<Month> {
        let text = self.cell(row, column);
        let month = text.parse().ok();
        if month.is_none() {
            self.refuse(Some(row.line), column, ProblemKind::NotAMonth { found: text.to_string() }, problems);
        }
        month
    }

    /// A finite number.
    pub(crate) fn number(&self, row: &Row, column: &str, problems: &mut Problems) -> Option<f64> {
        let text = self.cell(row, column);
        let kind = match text.parse::<f64>() {
            Ok(number) if number.is_finite() => return Some(number),
            Ok(_) => ProblemKind::NotFinite,
            Err(_) => ProblemKind::CellNotNumber { found: text.to_string() },
        };
        self.refuse(Some(row.line), column, kind, problems);
        None
    }

    /// A number in `least..=most`; below a `least` of 0 it is called negative.
    pub(crate) fn bounded(
        &self,
        row: &Row,
        column: &str,
        least: f64,
        most: f64,
        problems: &mut Problems,
    ) -> Option<f64> {
        let value = self.number(row, column, problems)?;
        if (least..=most).contains(&value) {
            return Some(value);
        }
        let kind = if value < 0.0 && least == 0.0 {
            ProblemKind::Negative { value }
        } else {
            ProblemKind::OutsideBounds { value, least, most }
        };
        self.refuse(Some(row.line), column, kind, problems);
        None
    }

    /// A whole number in `least..=most`.
    pub(crate) fn whole(&self, row: &Row, column: &str, least: i32, most: i32, problems: &mut Problems) -> Option<i32> {
        let value = self.bounded(row, column, f64::from(least), f64::from(most), problems)?;
        if value.fract() != 0.0 {
            let kind = ProblemKind::WrongType { expected: crate::problem::Expected::Whole };
            self.refuse(Some(row.line), column, kind, problems);
            return None;
        }
        Some(value as i32)
    }
}

/// Provenance of the table in `text`: its opening `# source: `, `# unit: `, `# grade: ` and
/// `# date: ` lines, of which the unit must be `unit`. `name` is the file's name in the baseline,
/// `shown` the one for people.
pub(crate) fn table_record(
    name: &str,
    shown: &str,
    text: &str,
    unit: &'static str,
    problems: &mut Problems,
) -> Option<TableRecord> {
    let opening = Opening { file: shown, text };
    let source = opening.value("source", problems);
    let found_unit = opening.value("unit", problems);
    let date = opening.value("date", problems);
    let grade = opening.value("grade", problems);
    if let Some((line, found)) = found_unit.filter(|(_, found)| *found != unit) {
        let kind = ProblemKind::UnitDiffers { found: found.to_string(), expected: unit };
        opening.refuse(Some(line), "unit", kind, problems);
    }
    if let Some((line, found)) = date.filter(|(_, date)| !is_date(date)) {
        opening.refuse(Some(line), "date", ProblemKind::NotADate { found: found.to_string() }, problems);
    }
    let grade = grade.and_then(|(line, found)| {
        let grade = Grade::OF_QUANTITIES.contains(&found).then(|| Grade::from_word(found)).flatten();
        if grade.is_none() {
            let kind = ProblemKind::UnknownWord { found: found.to_string(), known: Grade::OF_QUANTITIES };
            opening.refuse(Some(line), "grade", kind, problems);
        }
        grade
    });
    Some(TableRecord {
        file: name.to_string(),
        source: source?.1.to_string(),
        unit: found_unit?.1.to_string(),
        date: date?.1.to_string(),
        grade: grade?,
    })
}

/// Refuses a table that does not open with a `# source: ` line.
pub(crate) fn require_source(shown: &str, text: &str, problems: &mut Problems) {
    Opening { file: shown, text }.value("source", problems);
}

/// The comment lines a table opens with.
struct Opening<'a> {
    file: &'a str,
    text: &'a str,
}

impl<'a> Opening<'a> {
    fn value(&self, name: &str, problems: &mut Problems) -> Option<(u32, &'a str)> {
        let lines = (1u32..).zip(self.text.lines()).take_while(|(_, line)| line.starts_with('#'));
        let value = lines
            .filter_map(|(number, line)| {
                Some((number, line.strip_prefix('#')?.trim_start().strip_prefix(name)?.strip_prefix(':')?.trim()))
            })
            .find(|(_, value)| !value.is_empty());
        if value.is_none() {
            self.refuse(None, name, ProblemKind::HeaderMissing, problems);
        }
        value
    }

    fn refuse(&self, line: Option<u32>, name: &str, kind: ProblemKind, problems: &mut Problems) {
        problems.push(Problem { file: self.file.to_string(), line, key: format!("# {name}:"), kind });
    }
}

/// Counts lines while records go by. The parser's own count names the line where it began to look
/// for a record, which is a comment or an empty line when those come first.
struct Lines<'a> {
    text: &'a str,
    offset: usize,
    line: u32,
}

impl Lines<'_> {
    fn of_record_at(&mut self, offset: usize) -> u32 {
        let bytes = self.text.as_bytes();
        let breaks = |from: usize, to: usize| {
            let passed = bytes.get(from..to).unwrap_or_default().iter().filter(|b| **b == b'\n').count();
            u32::try_from(passed).unwrap_or(u32::MAX)
        };
        self.line = self.line.saturating_add(breaks(self.offset, offset));
        self.offset = self.offset.max(offset);
        let mut start = self.offset;
        let mut line = self.line;
        loop {
            let rest = bytes.get(start..).unwrap_or_default();
            let skipped = match rest.first() {
                Some(b'\n' | b'\r') => 1,
                Some(b'#') => rest.iter().position(|b| *b == b'\n').map_or(rest.len(), |end| end + 1),
                _ => return line,
            };
            line = line.saturating_add(breaks(start, start + skipped));
            start += skipped;
        }
    }
}
