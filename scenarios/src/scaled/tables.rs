//! CSV files, row by row.
use super::{EXTENSIVE_UNITS, Scale, apportion, times};
use agents::care::beds::BedType;
use agents::text::Text;
use csv::{ReaderBuilder, StringRecord, Trim, Writer};

/// A table whose cells are changed by the names of columns.
struct Table {
    /// The lines it opens with.
    notes: Vec<String>,
    header: StringRecord,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table that was read without a mistake, its source and grade those of a synthetic district.
    fn read(text: &str, scale: &Scale<'_>) -> Self {
        let notes = text.lines().take_while(|line| line.starts_with('#')).map(|line| match line.split_once(": ") {
            Some(("# source", source)) => format!("# source: {}", scale.source(source)),
            Some(("# grade", _)) => "# grade: assumed".to_string(),
            _ => line.to_string(),
        });
        let notes = notes.collect();
        let mut reader = ReaderBuilder::new().comment(Some(b'#')).trim(Trim::All).from_reader(text.as_bytes());
        let header = reader.headers().cloned().unwrap_or_default();
        let rows = reader.records().flatten().map(|row| row.iter().map(str::to_string).collect()).collect();
        Table { notes, header, rows }
    }

    /// Position of a column that is there, as the table was read before.
    fn at(&self, column: &str) -> usize {
        self.header.iter().position(|name| name == column).unwrap_or(0)
    }

    fn write(self) -> String {
        let mut writer = Writer::from_writer(Vec::new());
        let rows = self.rows.iter().map(|row| row.iter().map(String::as_str).collect::<StringRecord>());
        for row in std::iter::once(self.header.clone()).chain(rows) {
            // Writing to memory cannot fail, and all rows are as wide.
            let _ = writer.write_record(&row);
        }
        let rows = String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default();
        self.notes.iter().map(|note| format!("{note}\n")).collect::<String>() + &rows
    }
}

fn number(cell: &str) -> f64 {
    cell.parse().unwrap_or(0.0)
}

impl Scale<'_> {
    /// Persons in the parts of one in which the file counts them: whole ones, or tenths.
    pub(super) fn pyramid(&self, text: &str) -> String {
        let mut table = Table::read(text, self);
        let [male, female, total] = ["male", "female", "total"].map(|column| table.at(column));
        let cells: Vec<&str> = table.rows.iter().flat_map(|row| [row[male].as_str(), row[female].as_str()]).collect();
        let decimals = cells.iter().filter_map(|cell| Some(cell.split_once('.')?.1.len())).max().unwrap_or(0);
        let parts = 10f64.powi(decimals as i32);
        let persons: Vec<f64> = cells.iter().map(|cell| number(cell)).collect();
        let all = (persons.iter().sum::<f64>() * self.factor * parts).round() as u64;
        let persons = apportion(&persons, all);
        for (row, persons) in table.rows.iter_mut().zip(persons.chunks_exact(2)) {
            let written = |persons: u64| format!("{:.decimals$}", persons as f64 / parts);
            row[male] = written(persons[0]);
            row[female] = written(persons[1]);
            row[total] = written(persons[0] + persons[1]);
        }
        table.write()
    }

    /// Homes in copies; one that is left without a bed is left out.
    pub(super) fn homes(&self, text: &str) -> String {
        let mut table = Table::read(text, self);
        let types = BedType::ALL.map(|bed| table.at(bed.id()));
        let [beds, grade] = ["beds", "grade"].map(|column| table.at(column));
        let ends = ["beds_low", "beds_high"].map(|column| table.at(column));
        let by_type: Vec<f64> = table.rows.iter().flat_map(|row| types.map(|bed| number(&row[bed]))).collect();
        let all = (by_type.iter().sum::<f64>() * self.factor).round() as u64;
        let by_type = apportion(&by_type.repeat(self.copies), all);
        let mut homes = self.copied(&table, &["community"]);
        for (row, by_type) in homes.iter_mut().zip(by_type.chunks_exact(types.len())) {
            let sum: u64 = by_type.iter().sum();
            for (at, beds) in types.into_iter().zip(by_type) {
                row[at] = beds.to_string();
            }
            for (end, within) in ends.into_iter().zip([f64::min, f64::max]) {
                if !row[end].is_empty() {
                    let scaled = (number(&row[end]) * self.part()).round().max(1.0);
                    row[end] = within(scaled, sum as f64).to_string();
                }
            }
            row[beds] = sum.to_string();
            row[grade] = "assumed".to_string();
        }
        homes.retain(|row| row[beds] != "0");
        table.rows = homes;
        table.write()
    }

    pub(super) fn agencies(&self, text: &str) -> String {
        let mut table = Table::read(text, self);
        table.rows = self.copied(&table, &["communities"]);
        table.write()
    }

    /// All rows once a copy; `communities` are columns with ids of communities.
    fn copied(&self, table: &Table, communities: &[&str]) -> Vec<Vec<String>> {
        let [id, zh, en] = ["id", "name_zh", "name_en"].map(|column| table.at(column));
        let copies = (0..self.copies).flat_map(|copy| table.rows.iter().map(move |row| (copy, row.clone())));
        let copied = copies.map(|(copy, mut row)| {
            let name = Self::name(&Text { zh: row[zh].clone(), en: row[en].clone() }, copy);
            (row[zh], row[en]) = (name.zh, name.en);
            row[id] = self.id(&row[id], copy);
            for column in communities.iter().map(|column| table.at(column)) {
                let ids = row[column].split_whitespace().map(|id| self.id(id, copy));
                row[column] = ids.collect::<Vec<_>>().join(" ");
            }
            row
        });
        copied.collect()
    }

    /// Figures that count something. All others are about the real place.
    pub(super) fn facts(&self, text: &str) -> String {
        let mut table = Table::read(text, self);
        let [value, unit, grade] = ["value", "unit", "grade"].map(|column| table.at(column));
        let counts = |row: &[String]| EXTENSIVE_UNITS.contains(&row[unit].as_str());
        table.rows.retain(|row| counts(row));
        for row in &mut table.rows {
            row[value] = times(number(&row[value]), self.factor).to_string();
            if row[grade] == "found" {
                row[grade] = "derived".to_string();
            }
        }
        table.write()
    }
}
