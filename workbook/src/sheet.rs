//! One sheet: a question's title, and its figures below one another.
use crate::format::Formats;
use crate::grid::{Grid, Value};
use agents::text::{Label, Language};
use findings::chart::Chart;
use findings::figure::{Figure, Table};
use findings::visible;
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

/// Characters of a cell that Excel takes, with some room; it counts those of UTF-16.
const MOST_CHARACTERS: usize = 32_000;
/// Rows and columns that Excel takes.
const MOST: (u32, u16) = (1_048_576, 16_384);
/// A header below this row would fill the screen if it stayed in view with all lines above it.
const LOWEST_FROZEN: u32 = 20;
/// Widths of columns, in characters: those of Chinese count twice.
const WIDTHS: [usize; 2] = [7, 56];
/// Width of a line of text, likewise.
const LINE: usize = 130;
/// A4, as Excel numbers papers.
const A4: u8 = 9;
/// Points of a header of two lines.
const HEAD_HEIGHT: f64 = 33.0;

/// A sheet being filled from above.
pub(crate) struct Sheet {
    sheet: Worksheet,
    formats: Formats,
    language: Language,
    most: (u32, u16),
    next: u32,
    is_cut: bool,
    widths: Vec<usize>,
}

impl Sheet {
    /// The sheet called `name` of a question's figures.
    pub fn of(
        name: &str,
        title: &str,
        notes: &[String],
        figures: &[Figure],
        language: Language,
    ) -> Result<Worksheet, XlsxError> {
        let mut sheet = Sheet::new(MOST, language);
        sheet.sheet.set_name(name)?;
        sheet.sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_footer("&L&A&R&P / &N");
        sheet.fill(title, notes, figures)?;
        sheet.finish()
    }

    fn new(most: (u32, u16), language: Language) -> Self {
        let (sheet, formats) = (Worksheet::new(), Formats::new());
        Sheet { sheet, formats, language, most, next: 0, is_cut: false, widths: Vec::new() }
    }

    fn fill(&mut self, title: &str, notes: &[String], figures: &[Figure]) -> Result<(), XlsxError> {
        self.line(title, |formats| &formats.title)?;
        for note in notes {
            self.line(note, |formats| &formats.caveat)?;
        }
        let is_alone = figures.iter().map(|figure| figure.tables.len()).sum::<usize>() == 1;
        for figure in figures {
            self.figure(figure, title, is_alone)?;
        }
        Ok(())
    }

    fn figure(&mut self, figure: &Figure, question: &str, is_alone: bool) -> Result<(), XlsxError> {
        if figure.title != question {
            self.skip();
            self.line(&figure.title, |formats| &formats.figure)?;
        }
        self.line(&figure.sentence, |formats| &formats.note)?;
        if let Some(Chart::Statements(statements)) = &figure.chart {
            for line in &statements.lines {
                self.line(line, |formats| &formats.note)?;
            }
        }
        for caveat in &figure.caveats {
            let mark = Label::new("注意：", "Caveat: ").get(self.language);
            self.line(&format!("{mark}{caveat}"), |formats| &formats.caveat)?;
        }
        self.line(&figure.method, |formats| &formats.note)?;
        for source in &figure.sources {
            let mark = Label::new("来源：", "Source: ").get(self.language);
            self.line(&format!("{mark}{source}"), |formats| &formats.note)?;
        }
        for table in &figure.tables {
            self.table(table, is_alone)?;
        }
        Ok(())
    }

    fn skip(&mut self) {
        if self.has_room() {
            self.next += 1;
        }
    }

    /// A text across the sheet, in as many rows as it needs; it runs over the empty cells beside it and widens no column.
    fn line(&mut self, text: &str, format: impl Fn(&Formats) -> &Format) -> Result<(), XlsxError> {
        for part in lines(&self.fitting(text)) {
            if !part.is_empty() && self.has_room() {
                self.sheet.write_string_with_format(self.next, 0, part, format(&self.formats))?;
                self.next += 1;
            }
        }
        Ok(())
    }

    /// A table; one that is alone on its sheet has a filter, and a header that stays in view.
    fn table(&mut self, table: &Table, is_alone: bool) -> Result<(), XlsxError> {
        let Grid { heads, rows } = Grid::of(table, self.language);
        self.skip();
        self.line(&table.caption, |formats| &formats.caption)?;
        let (all, most) = (heads.len(), usize::from(self.most.1));
        if all > most {
            let text = match self.language {
                Language::Zh => format!("注意：本表有 {all} 列，只列出前 {most} 列"),
                Language::En => format!("Caveat: the table has {all} columns, of which the first {most} are shown"),
            };
            self.line(&text, |formats| &formats.caveat)?;
        }
        if !self.has_room() {
            return Ok(());
        }
        let header = self.next;
        for (column, head) in (0..self.most.1).zip(&heads) {
            self.cell(column, head, true)?;
        }
        self.sheet.set_row_height(header, HEAD_HEIGHT)?;
        self.next += 1;
        for row in &rows {
            if !self.has_room() {
                break;
            }
            for (column, value) in (0..self.most.1).zip(row) {
                self.cell(column, value, false)?;
            }
            self.next += 1;
        }
        let last = heads.len().min(most).checked_sub(1).and_then(|last| u16::try_from(last).ok());
        if let Some(last) = last.filter(|_| is_alone && self.next > header + 1) {
            self.sheet.autofilter(header, 0, self.next - 1, last)?;
            if header < LOWEST_FROZEN {
                self.sheet.set_freeze_panes(header + 1, 1)?;
                self.sheet.set_repeat_rows(header, header)?;
            }
        }
        Ok(())
    }

    fn cell(&mut self, column: u16, value: &Value, is_head: bool) -> Result<(), XlsxError> {
        let row = self.next;
        match value {
            Value::Empty => {}
            Value::Text(text) => {
                let text = self.fitting(text);
                self.widen(column, &text);
                let format = if is_head { &self.formats.head } else { &self.formats.text };
                self.sheet.write_string_with_format(row, column, text, format)?;
            }
            Value::Year(year) => {
                self.widen(column, "2035");
                let format = if is_head { &self.formats.head } else { self.formats.number("0", false) };
                self.sheet.write_number_with_format(row, column, f64::from(*year), format)?;
            }
            Value::Month(month) => {
                self.widen(column, "2035-12");
                let date = u16::try_from(month.year()).ok().zip(u8::try_from(month.of_year()).ok());
                if let Some((year, of_year)) = date {
                    let date = ExcelDateTime::from_ymd(year, of_year, 1)?;
                    self.sheet.write_datetime_with_format(row, column, &date, &self.formats.month)?;
                }
            }
            Value::Number { value, code, is_strong } => {
                // As wide as with a sign, separators and decimals.
                let digits = value.abs().max(1.0).log10() as usize + 1;
                self.widen(column, &"0".repeat(digits + digits / 3 + 3));
                let format = self.formats.number(code, *is_strong);
                self.sheet.write_number_with_format(row, column, *value, format)?;
            }
        }
        Ok(())
    }

    /// Whether a row is left besides the last, which is kept for the line that reports a cut.
    fn has_room(&mut self) -> bool {
        let has_room = self.next + 1 < self.most.0;
        self.is_cut |= !has_room;
        has_room
    }

    fn finish(mut self) -> Result<Worksheet, XlsxError> {
        if self.is_cut {
            let text = Label::new(
                "注意：超出 Excel 的行数上限，其后的内容已略去；请用 --scenario 少选几个情景",
                "Caveat: the content exceeds Excel's limit of rows and the rest is left out; choose fewer scenarios with --scenario",
            );
            let row = self.most.0 - 1;
            self.sheet.write_string_with_format(row, 0, text.get(self.language), &self.formats.caveat)?;
        }
        for (column, width) in (0..).zip(&self.widths) {
            // Room for the button of the filter.
            self.sheet.set_column_width(column, (width + 3).clamp(WIDTHS[0], WIDTHS[1]) as f64)?;
        }
        Ok(self.sheet)
    }

    /// The one door of words into cells: always texts, never formulas; nothing in them is obeyed, and what a cell cannot
    /// hold is cut.
    fn fitting(&self, text: &str) -> String {
        let text = visible(text);
        let mut units = 0;
        let is_beyond = |(_, character): &(usize, char)| {
            units += character.len_utf16();
            units > MOST_CHARACTERS
        };
        match text.char_indices().find(is_beyond) {
            Some((end, _)) => {
                let mark = Label::new("……（过长，已截断）", "… (too long for a cell: cut)").get(self.language);
                format!("{}{mark}", &text[..end])
            }
            None => text.into_owned(),
        }
    }

    fn widen(&mut self, column: u16, text: &str) {
        let width = text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
        let column = usize::from(column);
        if self.widths.len() <= column {
            self.widths.resize(column + 1, 0);
        }
        self.widths[column] = self.widths[column].max(width);
    }
}

/// A text in lines that fit a screen: broken after spaces and Chinese punctuation.
fn lines(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_inclusive([' ', '，', '。', '；', '：', '、']) {
        let line = lines.last().map_or(0, |line| line.width());
        if line > 0 && line + word.width() > LINE {
            lines.push(String::new());
        }
        if let Some(last) = lines.last_mut() {
            last.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use findings::figure::Cell;

    #[test]
    fn texts_are_broken_where_words_end_and_nothing_is_lost() {
        let text = "存量为年末数，".repeat(40) + &"median and band ".repeat(20);
        let lines = lines(&text);
        assert_eq!(lines.concat(), text);
        assert!(lines.len() > 5 && lines.iter().all(|line| line.width() <= LINE));
        assert_eq!(super::lines("short"), ["short"]);
    }

    #[test]
    fn tables_beyond_the_limits_are_cut_and_that_is_said() {
        let figure = Figure {
            title: "Beds".into(),
            tables: vec![Table {
                heads: vec!["a".into(); 3],
                rows: vec![vec![Cell::Year(2030); 3]; 9],
                ..Table::default()
            }],
            ..Figure::default()
        };
        // The title, an empty line, the header, nine rows, and the row that is kept free.
        for (most, columns, is_cut) in [((13, 3), 3, false), ((12, 3), 3, true), ((4, 3), 3, true), ((3, 3), 0, true)] {
            let mut sheet = Sheet::new(most, Language::En);
            sheet.fill("Beds", &[], std::slice::from_ref(&figure)).expect("a sheet");
            assert_eq!((sheet.is_cut, sheet.widths.len()), (is_cut, columns), "{most:?}");
            assert!(sheet.next < most.0, "{most:?}");
            sheet.finish().expect("a sheet");
        }
        let mut sheet = Sheet::new((20, 2), Language::En);
        sheet.fill("Beds", &[], &[figure]).expect("a sheet");
        assert_eq!((sheet.next, sheet.widths.len()), (13, 2), "a line more: that a column is cut");
        let long = sheet.fitting(&"x".repeat(MOST_CHARACTERS + 1));
        assert!(long.len() > MOST_CHARACTERS && long.ends_with("cut)"), "a text that is cut says so");
        let wide = sheet.fitting(&"🙂".repeat(MOST_CHARACTERS));
        assert!(wide.encode_utf16().count() < 32_767, "Excel counts a smile twice");
        assert_eq!(sheet.fitting("=1+1\u{1b}"), "=1+1\\u001b");
    }
}
