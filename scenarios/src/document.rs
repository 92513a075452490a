//! A TOML file whose every value still knows its line.
use crate::nearest::nearest;
use crate::problem::{Expected, Problem, ProblemKind, Problems};
use agents::district::CARE_LEVELS;
use agents::text::Text;
use sim_core::Month;
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One missing bracket makes the parser doubt every later line: more than this only hides it.
const MOST_SYNTAX_ERRORS: usize = 5;

/// A file's name and where its lines start.
pub(crate) struct Page {
    file: String,
    line_starts: Vec<usize>,
}

impl Page {
    pub(crate) fn new(file: String, text: &str) -> Self {
        let after_breaks = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1);
        Page { file, line_starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    fn line(&self, offset: usize) -> Option<u32> {
        u32::try_from(self.line_starts.partition_point(|start| *start <= offset)).ok()
    }

    /// Parses `text`; its first syntax errors become problems, and then there is nothing to go on
    /// with.
    pub(crate) fn parse<'a>(&self, text: &'a str, problems: &mut Problems) -> Option<DeTable<'a>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors.iter().take(MOST_SYNTAX_ERRORS) {
            problems.push(Problem {
                file: self.file.clone(),
                // An error at the end of the text has no place of its own: the last line is shown.
                line: self.line(error.span().map_or(text.len(), |span| span.start)),
                key: String::new(),
                kind: ProblemKind::Syntax { detail: error.message().to_string() },
            });
        }
        errors.is_empty().then(|| table.into_inner())
    }

    /// The whole document as a table.
    pub(crate) fn root<'a>(&'a self, entries: &'a DeTable<'a>) -> Table<'a> {
        Table { page: self, entries, path: String::new(), line: None }
    }
}

/// A table of a document.
#[derive(Clone)]
pub(crate) struct Table<'a> {
    page: &'a Page,
    entries: &'a DeTable<'a>,
    path: String,
    line: Option<u32>,
}

impl<'a> Table<'a> {
    /// The dotted key of the entry called `name`; the table's own when `name` is empty.
    pub(crate) fn key(&self, name: &str) -> String {
        match (self.path.is_empty(), name.is_empty()) {
            (true, _) => name.to_string(),
            (false, true) => self.path.clone(),
            (false, false) => format!("{}.{name}", self.path),
        }
    }

    /// The line of the entry called `name`, or of the table when it has none.
    pub(crate) fn line_of(&self, name: &str) -> Option<u32> {
        self.entries.get_key_value(name).map_or(self.line, |(key, _)| self.page.line(key.span().start))
    }

    pub(crate) fn refuse(&self, name: &str, kind: ProblemKind, problems: &mut Problems) {
        problems.push(Problem { file: self.page.file.clone(), line: self.line_of(name), key: self.key(name), kind });
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.entries.keys().map(|key| key.get_ref().as_ref())
    }

    /// Refuses every entry that is none of `known`.
    pub(crate) fn refuse_unknown(&self, known: &[&str], problems: &mut Problems) {
        for name in self.names().filter(|name| !known.contains(name)) {
            self.refuse(name, ProblemKind::UnknownKey { nearest: nearest(name, known.iter().copied()) }, problems);
        }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// The value called `name`, turned by `take`; a problem when absent or when `take` declines.
    fn value<T>(
        &self,
        name: &str,
        expected: Expected,
        problems: &mut Problems,
        take: impl FnOnce(&'a Spanned<DeValue<'a>>) -> Option<T>,
    ) -> Option<T> {
        let Some(value) = self.entries.get(name) else {
            self.refuse(name, ProblemKind::MissingKey, problems);
            return None;
        };
        let taken = take(value);
        if taken.is_none() {
            self.refuse(name, ProblemKind::WrongType { expected }, problems);
        }
        taken
    }

    /// Words, not empty.
    pub(crate) fn text(&self, name: &str, problems: &mut Problems) -> Option<&'a str> {
        let text = self.value(name, Expected::Text, problems, |v| v.get_ref().as_str())?;
        if text.trim().is_empty() {
            self.refuse(name, ProblemKind::EmptyText, problems);
            return None;
        }
        Some(text)
    }

    /// A finite number.
    pub(crate) fn number(&self, name: &str, problems: &mut Problems) -> Option<f64> {
        let number = self.value(name, Expected::Number, problems, |v| number(v.get_ref()))?;
        self.finite(name, number, problems)
    }

    fn finite(&self, name: &str, number: f64, problems: &mut Problems) -> Option<f64> {
        if !number.is_finite() {
            self.refuse(name, ProblemKind::NotFinite, problems);
            return None;
        }
        Some(number)
    }

    /// A whole number in `least..=most`.
    pub(crate) fn whole(&self, name: &str, least: i32, most: i32, problems: &mut Problems) -> Option<i32> {
        let number =
            self.value(name, Expected::Whole, problems, |v| v.get_ref().as_integer().and(number(v.get_ref())))?;
        self.within(name, number, f64::from(least), f64::from(most), problems).map(|whole| whole as i32)
    }

    /// `value`, found in the entry called `name`, when it is in `least..=most`.
    pub(crate) fn within(&self, name: &str, value: f64, least: f64, most: f64, problems: &mut Problems) -> Option<f64> {
        if (least..=most).contains(&value) {
            return Some(value);
        }
        self.refuse(name, ProblemKind::OutsideBounds { value, least, most }, problems);
        None
    }

    /// Two finite numbers.
    pub(crate) fn range(&self, name: &str, problems: &mut Problems) -> Option<[f64; 2]> {
        let [low, high] = self.value(name, Expected::Range, problems, |v| {
            let ends = v.get_ref().as_array()?;
            if ends.len() != 2 {
                return None;
            }
            Some([number(ends.first()?.get_ref())?, number(ends.get(1)?.get_ref())?])
        })?;
        Some([self.finite(name, low, problems)?, self.finite(name, high, problems)?])
    }

    /// A number for each care level, in `least..=most`.
    pub(crate) fn levels(
        &self,
        name: &str,
        least: f64,
        most: f64,
        problems: &mut Problems,
    ) -> Option<[f64; CARE_LEVELS]> {
        let levels = self.value(name, Expected::Levels, problems, |v| {
            let numbers: Option<Vec<f64>> = v.get_ref().as_array()?.iter().map(|item| number(item.get_ref())).collect();
            <[f64; CARE_LEVELS]>::try_from(numbers?).ok()
        })?;
        let checked = levels.map(|level| {
            let level = self.finite(name, level, problems)?;
            self.within(name, level, least, most, problems)
        });
        checked.iter().all(Option::is_some).then_some(levels)
    }

    /// One to `most` finite numbers.
    pub(crate) fn numbers(&self, name: &str, most: usize, problems: &mut Problems) -> Option<Vec<f64>> {
        let numbers = self.value(name, Expected::Numbers, problems, |v| {
            v.get_ref().as_array()?.iter().map(|item| number(item.get_ref())).collect::<Option<Vec<f64>>>()
        })?;
        self.counted(name, numbers.len(), most, problems)?;
        numbers.into_iter().map(|number| self.finite(name, number, problems)).collect()
    }

    /// One to `most` rows of `N` finite numbers.
    pub(crate) fn rows<const N: usize>(
        &self,
        name: &str,
        most: usize,
        problems: &mut Problems,
    ) -> Option<Vec<[f64; N]>> {
        let row = |item: &Spanned<DeValue<'a>>| {
            let numbers = item.get_ref().as_array()?.iter().map(|item| number(item.get_ref()));
            <[f64; N]>::try_from(numbers.collect::<Option<Vec<f64>>>()?).ok()
        };
        let rows = self.value(name, Expected::Rows(N), problems, |v| {
            v.get_ref().as_array()?.iter().map(row).collect::<Option<Vec<[f64; N]>>>()
        })?;
        self.counted(name, rows.len(), most, problems)?;
        let finite = rows.iter().flatten().all(|number| self.finite(name, *number, problems).is_some());
        finite.then_some(rows)
    }

    /// One to `most` words.
    pub(crate) fn texts(&self, name: &str, most: usize, problems: &mut Problems) -> Option<Vec<String>> {
        let texts = self.value(name, Expected::Texts, problems, |v| {
            v.get_ref()
                .as_array()?
                .iter()
                .map(|item| Some(item.get_ref().as_str()?.to_string()))
                .collect::<Option<Vec<_>>>()
        })?;
        self.counted(name, texts.len(), most, problems)?;
        Some(texts)
    }

    fn counted(&self, name: &str, found: usize, most: usize, problems: &mut Problems) -> Option<()> {
        if (1..=most).contains(&found) {
            return Some(());
        }
        self.refuse(name, ProblemKind::Count { found, least: 1, most }, problems);
        None
    }

    pub(crate) fn boolean(&self, name: &str, problems: &mut Problems) -> Option<bool> {
        self.value(name, Expected::Boolean, problems, |v| v.get_ref().as_bool())
    }

    pub(crate) fn month(&self, name: &str, problems: &mut Problems) -> Option<Month> {
        let text = self.text(name, problems)?;
        let month = text.parse().ok();
        if month.is_none() {
            self.refuse(name, ProblemKind::NotAMonth { found: text.to_string() }, problems);
        }
        month
    }

    /// A lower-case ASCII id.
    pub(crate) fn id(&self, name: &str, problems: &mut Problems) -> Option<String> {
        let text = self.text(name, problems)?;
        if !is_id(text) {
            self.refuse(name, ProblemKind::NotAnId { found: text.to_string() }, problems);
            return None;
        }
        Some(text.to_string())
    }

    /// One of `known` words, by position.
    pub(crate) fn word(&self, name: &str, known: &'static [&'static str], problems: &mut Problems) -> Option<usize> {
        let text = self.text(name, problems)?;
        let position = known.iter().position(|word| *word == text);
        if position.is_none() {
            self.refuse(name, ProblemKind::UnknownWord { found: text.to_string(), known }, problems);
        }
        position
    }

    /// The same words in Chinese and English.
    pub(crate) fn words(&self, name: &str, problems: &mut Problems) -> Option<Text> {
        let table = self.table(name, problems)?;
        table.refuse_unknown(&["zh", "en"], problems);
        let (zh, en) = (table.text("zh", problems), table.text("en", problems));
        Some(Text { zh: zh?.to_string(), en: en?.to_string() })
    }

    pub(crate) fn table(&self, name: &str, problems: &mut Problems) -> Option<Table<'a>> {
        let value = self.value(name, Expected::Table, problems, |v| v.get_ref().as_table().is_some().then_some(v))?;
        self.inner(self.key(name), self.line_of(name), value)
    }

    /// The list of tables called `name`; each is known by its `id`, or by its place in the list.
    pub(crate) fn tables(&self, name: &str, problems: &mut Problems) -> Option<Vec<Table<'a>>> {
        let values = self.value(name, Expected::Tables, problems, |v| {
            let values = v.get_ref().as_array()?;
            values.iter().all(|item| item.get_ref().is_table()).then_some(values)
        })?;
        let tables = values.iter().enumerate().filter_map(|(position, value)| {
            let id = value.get_ref().as_table()?.get("id").and_then(|id| id.get_ref().as_str());
            let known_by: Cow<'_, str> = match id {
                Some(id) if is_id(id) => id.into(),
                _ => (position + 1).to_string().into(),
            };
            self.inner(self.key(&format!("{name}.{known_by}")), self.page.line(value.span().start), value)
        });
        Some(tables.collect())
    }

    fn inner(&self, path: String, line: Option<u32>, value: &'a Spanned<DeValue<'a>>) -> Option<Table<'a>> {
        Some(Table { page: self.page, entries: value.get_ref().as_table()?, path, line })
    }
}

/// The number of a float or an integer, infinite when too large; `None` for anything else.
fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Float(float) => float.as_str().parse().ok(),
        DeValue::Integer(whole) if whole.radix() == 10 => whole.as_str().parse().ok(),
        DeValue::Integer(whole) => {
            Some(i64::from_str_radix(whole.as_str(), whole.radix()).map_or(f64::INFINITY, |w| w as f64))
        }
        _ => None,
    }
}

/// Whether `text` is a lower-case ASCII word of letters, digits and single hyphens.
pub(crate) fn is_id(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}
