//! Figures on the terminal: a title, sentences and tables that fit a page.
mod figure;
mod table;

use figure::figure;

pub use table::{plain, rows};

use agents::text::{Label, Language};
use findings::figure::Figure;
use findings::figures::{Question, Surface, asked_of, of_surface};
use findings::{View, notes};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::borrow::Cow;

/// Columns of a page.
pub const WIDTH: usize = 100;

/// The page of a finished run: its title, what must be known first, then each question with its figures.
pub fn page(view: &View<'_>) -> String {
    let surface = if view.results.others.is_empty() { Surface::Terminal } else { Surface::TerminalOfMany };
    let mut page = wrapped(&format!("{}\n{}", view.title(), view.subtitle()), "");
    for (at, note) in notes(view).iter().enumerate() {
        page += if at == 0 { "\n" } else { "" };
        page += &wrapped(note, "");
    }
    for (question, figures) in of_surface(view, surface) {
        page += &headed(question.title.get(view.language), &figures, view.language);
    }
    page + &folder(view)
}

/// Figures under a heading.
pub fn headed(title: &str, figures: &[Figure], language: Language) -> String {
    let mut text = format!("\n== {title}\n");
    for one in figures {
        text += &figure(one, title, language);
    }
    text
}

/// Where the files are, and how to read more of them.
fn folder(view: &View<'_>) -> String {
    let again = findings::figures::again(&view.results.run.folder);
    let (folder, files) = (view.results.run.folder.display(), view.results.manifest().files.len());
    match view.language {
        Language::Zh => format!(
            "\n表中只列至2025年各年、其后每五年和末年，全部年份见网页和工作簿。\n文件：{folder}（{files} 个 Parquet 和清单）\n更多：silverpeak report {folder}（网页），workbook（Excel），\
             table（任一表为 CSV），describe（各列说明）\n复现：{again}\n"
        ),
        Language::En => format!(
            "\nTables show the years to 2025, then every fifth and the last; all are on the page and in the workbook.\nFiles: {folder} ({files} Parquet files and the manifest)\nMore: silverpeak report {folder} (a page), workbook (Excel), \
             table (any table as CSV), describe (columns)\nMake the run again: {again}\n"
        ),
    }
}

/// The same as [`page`], for programs. Figures are made while they are written, question by question.
#[derive(Serialize)]
pub struct Json<'a> {
    folder: Cow<'a, str>,
    plan: Value,
    identity: &'a str,
    again: String,
    notes: Vec<String>,
    questions: Questions<'a>,
    sanity: Verdicts,
    files: Value,
    /// What `--precision` reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<Value>,
}

#[derive(Serialize)]
struct Verdicts {
    verdicts: usize,
    broken: usize,
    bugs: usize,
}

struct Questions<'a>(View<'a>);

impl Serialize for Questions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Answered<'a> {
            id: &'a str,
            title: &'a str,
            figures: Vec<Figure>,
        }
        let Questions(view) = self;
        let answered = asked_of(view, Surface::Json).into_iter().map(|Question { id, title, figures, .. }| Answered {
            id,
            title: title.get(view.language),
            figures: figures(view),
        });
        serializer.collect_seq(answered.filter(|answered| !answered.figures.is_empty()))
    }
}

/// The page for programs.
pub fn json<'a>(view: &View<'a>, precision: Option<Value>) -> Json<'a> {
    let results = view.results;
    let run = &results.run;
    Json {
        folder: run.folder.to_string_lossy(),
        plan: json!(run.manifest.plan),
        identity: &run.manifest.identity,
        again: findings::figures::again(&run.folder),
        notes: notes(view),
        questions: Questions(*view),
        sanity: Verdicts { verdicts: results.sanity.len(), broken: results.broken(), bugs: results.bugs() },
        files: json!(run.manifest.files),
        precision,
    }
}

/// Text in lines that fit the page, behind `indent`.
pub fn wrapped(text: &str, indent: &str) -> String {
    let options = textwrap::Options::new(WIDTH).initial_indent(indent).subsequent_indent(indent);
    textwrap::fill(text, options) + "\n"
}

/// What stands before a caveat.
const CAVEAT: Label = Label::new("注意：", "Caveat: ");
