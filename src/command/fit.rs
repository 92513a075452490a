//! `silverpeak fit`
use super::{baseline, print, print_json, refuse_existing};
use crate::arguments::Fit;
use crate::exit::Failure;
use crate::terminal;
use agents::text::{Label, Language};
use outputs::write_new;
use serde_json::json;

pub fn execute(asked: &Fit, language: Language) -> Result<(), Failure> {
    if let Some(file) = &asked.out {
        refuse_existing(file, language)?;
    }
    let baseline = baseline(&asked.district, language)?.map_err(|problems| Failure::bad_input(&problems, language))?;
    let fitted = findings::figures::fit(&baseline, language);
    let (table, figures) = fitted.map_err(|error| Failure::not_fitted(&error, language))?;
    if let Some(file) = &asked.out {
        write_new(file, table.as_bytes()).map_err(|error| Failure::experiment(error, language))?;
    }
    if asked.json {
        return print_json(&json!({ "district": baseline.district.id, "file": asked.out, "figures": figures }));
    }
    let title = Label::new("死亡率的拟合", "The fit of mortality").get(language);
    let written = asked.out.as_ref().map_or(String::new(), |file| match language {
        Language::Zh => format!("\n死亡率表：{}\n", file.display()),
        Language::En => format!("\nTable of mortality: {}\n", file.display()),
    });
    print(&(terminal::headed(title, &figures, language) + &written))
}
