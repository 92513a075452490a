//! The figures of a finished run as an Excel workbook, a sheet a question, in one language. The same run makes the same
//! bytes.
mod error;
mod format;
mod grid;
mod name;
mod sheet;
#[cfg(test)]
mod tests;

pub use error::WorkbookError;

use agents::text::{Label, Language};
use findings::figure::Figure;
use findings::figures::{Surface, of_surface};
use findings::{Results, View, notes, visible};
use name::Names;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
use sheet::Sheet;

/// The most scenarios in one workbook: with more, its sheets are too long for readers and for Excel.
pub const MOST_SCENARIOS: usize = findings::MOST_SHOWN;

/// Characters of a district's name in the properties of a workbook, which hold 255.
const MOST_OF_A_TITLE: usize = 200;

/// A run and the language of its workbook.
pub struct Request<'a> {
    /// A finished run.
    pub results: &'a Results,
    /// The language of all words.
    pub language: Language,
}

/// Refuses more scenarios than a workbook can show.
pub fn check_scenarios(asked: usize) -> Result<(), WorkbookError> {
    if asked > MOST_SCENARIOS { Err(WorkbookError::TooManyScenarios { asked }) } else { Ok(()) }
}

/// The bytes of the workbook.
pub fn bytes(request: &Request<'_>) -> Result<Vec<u8>, WorkbookError> {
    let Request { results, language } = *request;
    check_scenarios(1 + results.others.len())?;
    let manifest = results.manifest();
    let district = results.baseline.district.name.get(language);
    let district: String = visible(district).chars().take(MOST_OF_A_TITLE).collect();
    let title = Label::new("人口老龄化模拟结果", "simulated population ageing").get(language);
    let properties = DocProperties::new()
        .set_title([&district, title].join(Label::new("：", ": ").get(language)))
        .set_author("silverpeak")
        .set_custom_property("identity", manifest.identity.as_str())
        .set_custom_property("manifest_blake3", results.run.manifest_blake3.as_str())
        // The library would write today's date.
        .set_creation_datetime(&creation(&manifest.created));
    let view = View { results, language };
    let questions = of_surface(&view, Surface::Workbook);
    let questions = questions.into_iter().map(|(question, figures)| (question.title.get(language), figures));
    book(&properties, &notes(&view), questions, language)
}

/// A workbook of questions, each with its figures; the first sheet opens with what must be known first.
fn book<'a>(
    properties: &DocProperties,
    notes: &[String],
    questions: impl Iterator<Item = (&'a str, Vec<Figure>)>,
    language: Language,
) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(properties);
    let mut names = Names::default();
    for (at, (title, figures)) in questions.enumerate() {
        let notes = if at == 0 { notes } else { &[] };
        workbook.push_worksheet(Sheet::of(&names.of(title), title, notes, &figures, language)?);
    }
    Ok(workbook.save_to_buffer()?)
}

/// The moment of the manifest to the second; the beginning of 2000 where a manifest has none.
fn creation(created: &str) -> ExcelDateTime {
    let to_second = created.get(..19).unwrap_or_default();
    ExcelDateTime::parse_from_str(to_second).or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1)).unwrap_or_default()
}
