//! One sheet being filled: title and notes, a header that stays, rows, widths that fit.
use crate::layout::{Formats, Shown};
use agents::text::{Label, Language};
use rust_xlsxwriter::{ExcelDateTime, Worksheet, XlsxError};
use sim_core::Month;
use unicode_width::UnicodeWidthStr;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(f64, Shown),
    /// A month, as the date of its first day.
    Month(Month),
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Value::Text(text.into())
    }

    /// A number, or nothing.
    pub fn number(number: Option<f64>, shown: Shown) -> Self {
        number.map_or(Value::Empty, |number| Value::Number(number, shown))
    }

    /// A whole number of a count.
    pub fn count(count: f64) -> Self {
        Value::Number(count, Shown::Whole)
    }

    /// A month, or nothing.
    pub fn month(month: Option<Month>) -> Self {
        month.map_or(Value::Empty, Value::Month)
    }
}

/// Characters of a cell that Excel takes, with some room.
const MOST_CHARACTERS: usize = 32_000;
/// Widths of columns, in characters: those of Chinese count twice.
const WIDTHS: [usize; 2] = [7, 56];
/// Width of a line of notes, likewise.
const LINE: usize = 130;
/// What notes of a baseline open with.
const NOTE_MARKS: [&str; 2] = ["说明：", "Note: "];
/// A4, as Excel numbers papers.
const A4: u8 = 9;
/// Points of a header of two lines.
const HEAD_HEIGHT: f64 = 33.0;

/// A sheet being filled from above.
pub(crate) struct Sheet {
    sheet: Worksheet,
    formats: Formats,
    language: Language,
    next: u32,
    head: Option<(u32, u16)>,
    widths: Vec<usize>,
}

impl Sheet {
    /// A sheet with its title.
    pub fn new(name: Label, title: Label, language: Language) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name.get(language))?;
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_footer("&L&A&R&P / &N");
        let mut sheet = Sheet { sheet, formats: Formats::new(), language, next: 0, head: None, widths: Vec::new() };
        let other = if language == Language::Zh { title.en } else { title.zh };
        let format = sheet.formats.title.clone();
        sheet.line(&format!("{}  {other}", title.get(language)), &format)?;
        Ok(sheet)
    }

    /// What must be known of the numbers below: something assumed, fragile or missing.
    pub fn caveat(&mut self, text: &str) -> Result<(), XlsxError> {
        // Notes of a baseline may open with a mark of their own.
        let text = NOTE_MARKS.iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text);
        let mark = Label::new("注意：", "Caveat: ").get(self.language);
        let format = self.formats.caveat.clone();
        self.line(&format!("{mark}{text}"), &format)
    }

    /// How the numbers below are to be read.
    pub fn note(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = self.formats.note.clone();
        self.line(text, &format)
    }

    /// A text across the sheet, in as many rows as it needs; it runs over the empty cells beside it and widens no column.
    fn line(&mut self, text: &str, format: &rust_xlsxwriter::Format) -> Result<(), XlsxError> {
        for part in lines(&cut(text)) {
            self.sheet.write_string_with_format(self.next, 0, part, format)?;
            self.next += 1;
        }
        Ok(())
    }

    /// An empty line.
    pub fn skip(&mut self) {
        self.next += 1;
    }

    /// The header of all rows to come, in both languages. It stays in view, with the first `fixed` columns.
    pub fn header(&mut self, heads: &[Head], fixed: u16) -> Result<(), XlsxError> {
        let row = self.next;
        self.subheader(heads)?;
        self.sheet.set_freeze_panes(row + 1, fixed)?;
        self.sheet.set_repeat_rows(row, row)?;
        self.head = heads.len().checked_sub(1).and_then(|last| u16::try_from(last).ok()).map(|last| (row, last));
        Ok(())
    }

    /// The header of another table below: it scrolls and has no filter.
    pub fn subheader(&mut self, heads: &[Head]) -> Result<(), XlsxError> {
        for (column, head) in (0..).zip(heads) {
            let text = match (head, self.language) {
                (Head::Number(number), _) => {
                    self.widen(column, &number.to_string());
                    let format = &self.formats.head;
                    self.sheet.write_number_with_format(self.next, column, f64::from(*number), format)?;
                    continue;
                }
                (Head::Text { zh, en }, _) if zh == en => zh.clone(),
                (Head::Text { zh, en }, Language::Zh) => format!("{zh}\n{en}"),
                (Head::Text { zh, en }, Language::En) => format!("{en}\n{zh}"),
            };
            self.widen(column, &text);
            self.sheet.write_string_with_format(self.next, column, cut(&text), &self.formats.head)?;
        }
        self.sheet.set_row_height(self.next, HEAD_HEIGHT)?;
        self.next += 1;
        Ok(())
    }

    /// A row; a strong one is bold.
    pub fn row(&mut self, cells: &[Value], strong: bool) -> Result<(), XlsxError> {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Value::Empty => {}
                Value::Text(text) => {
                    self.widen(column, text);
                    let format = if strong { &self.formats.strong } else { &self.formats.text };
                    self.sheet.write_string_with_format(self.next, column, cut(text), format)?;
                }
                Value::Number(number, shown) => {
                    self.widen(column, &shown.text(*number));
                    let format = self.formats.number(*shown, strong);
                    self.sheet.write_number_with_format(self.next, column, *number, &format)?;
                }
                Value::Month(month) => {
                    self.widen(column, "2035-12");
                    let date = u16::try_from(month.year()).ok().zip(u8::try_from(month.of_year()).ok());
                    let date = date.map(|(year, of_year)| ExcelDateTime::from_ymd(year, of_year, 1)).transpose()?;
                    if let Some(date) = date {
                        self.sheet.write_datetime_with_format(self.next, column, &date, &self.formats.month)?;
                    }
                }
            }
        }
        self.next += 1;
        Ok(())
    }

    /// The sheet, with its filter and widths.
    pub fn finish(mut self) -> Result<Worksheet, XlsxError> {
        if let Some((row, last)) = self.head.filter(|(row, _)| self.next > row + 1) {
            self.sheet.autofilter(row, 0, self.next - 1, last)?;
        }
        for (column, width) in (0..).zip(&self.widths) {
            // Room for the button of the filter.
            let width = (width + 3).clamp(WIDTHS[0], WIDTHS[1]) as f64;
            self.sheet.set_column_width(column, width)?;
        }
        Ok(self.sheet)
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

/// The heading of a column.
pub(crate) enum Head {
    /// In both languages.
    Text { zh: String, en: String },
    /// A year.
    Number(i32),
}

impl Head {
    /// A text that is the same in both languages.
    pub fn same(text: String) -> Self {
        Head::Text { zh: text.clone(), en: text }
    }
}

impl From<Label> for Head {
    fn from(Label { zh, en }: Label) -> Self {
        Head::Text { zh: zh.to_string(), en: en.to_string() }
    }
}

/// Headings that are always the same.
pub(crate) fn heads(labels: &[(&'static str, &'static str)]) -> Vec<Head> {
    labels.iter().map(|(zh, en)| Head::from(Label::new(zh, en))).collect()
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

fn cut(text: &str) -> String {
    text.chars().take(MOST_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_broken_where_words_end_and_nothing_is_lost() {
        let text = "存量为年末数，".repeat(40) + &"median and band ".repeat(20);
        let lines = lines(&text);
        assert_eq!(lines.concat(), text);
        assert!(lines.len() > 5 && lines.iter().all(|line| line.width() <= LINE));
        assert_eq!(super::lines("short"), ["short"]);
    }
}
