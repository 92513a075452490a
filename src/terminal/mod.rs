//! Figures on the terminal: a title, sentences and tables that fit a page.
mod figure;
mod table;

use figure::figure;

pub use table::{plain, rows};

use agents::text::{Label, Language};
use findings::figure::Figure;
use findings::figures::{Question, Surface, of_surface};
use findings::{View, notes};
use serde_json::{Value, json};

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

/// The same as [`page`], for programs.
pub fn json(view: &View<'_>) -> Value {
    let run = &view.results.run;
    let questions: Vec<Value> = of_surface(view, Surface::Json)
        .iter()
        .map(|(question, figures)| {
            let Question { id, title, .. } = question;
            json!({ "id": id, "title": title.get(view.language), "figures": figures })
        })
        .collect();
    json!({
        "folder": run.folder.to_string_lossy(),
        "plan": run.manifest.plan,
        "identity": run.manifest.identity,
        "again": findings::figures::again(&run.folder),
        "notes": notes(view),
        "questions": questions,
        "sanity": json!({
            "verdicts": view.results.sanity.len(), "broken": view.results.broken(), "bugs": view.results.bugs(),
        }),
        "files": run.manifest.files,
    })
}

/// Text in lines that fit the page, behind `indent`.
pub fn wrapped(text: &str, indent: &str) -> String {
    let options = textwrap::Options::new(WIDTH).initial_indent(indent).subsequent_indent(indent);
    textwrap::fill(text, options) + "\n"
}

/// What stands before a caveat.
const CAVEAT: Label = Label::new("注意：", "Caveat: ");
