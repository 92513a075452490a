//! `parameters.toml`: a value and a range for every parameter of the model.
use crate::document::Page;
use crate::nearest::nearest;
use crate::problem::{ProblemKind, Problems};
use crate::provenance::ParameterRecord;
use crate::quantity::{Allowed, quantity};
use crate::source::Source;
use agents::parameters::{PARAMETERS, Quantity};

pub(crate) const FILE: &str = "parameters.toml";

/// Section and key of a parameter's id.
pub(crate) fn section_and_key(id: &'static str) -> (&'static str, &'static str) {
    id.split_once('.').unwrap_or(("", id))
}

/// The sections, each once, in the order of their first parameters.
pub(crate) fn sections() -> Vec<&'static str> {
    let mut sections: Vec<&'static str> = Vec::new();
    for (section, _) in PARAMETERS.iter().map(|p| section_and_key(p.id)) {
        if !sections.contains(&section) {
            sections.push(section);
        }
    }
    sections
}

/// The parameters in the order of [`PARAMETERS`].
pub(crate) fn read(source: &Source, problems: &mut Problems) -> Option<Vec<(Quantity, ParameterRecord)>> {
    let text = source.text(FILE, problems)?;
    let page = Page::new(source.shown(FILE), text);
    let entries = page.parse(text, problems)?;
    let root = page.root(&entries);
    let sections = sections();
    root.refuse_unknown(&sections, problems);
    let mut found = vec![None; PARAMETERS.len()];
    for section in sections {
        let Some(table) = root.table(section, problems) else { continue };
        let here: Vec<&str> = PARAMETERS
            .iter()
            .map(|p| section_and_key(p.id))
            .filter(|(s, _)| *s == section)
            .map(|(_, key)| key)
            .collect();
        for name in table.names().filter(|name| !here.contains(name)) {
            // The whole id is compared, so that a key in the wrong section finds its own.
            let id = format!("{section}.{name}");
            let elsewhere = PARAMETERS.iter().map(|p| p.id).find(|id| section_and_key(id).1 == name);
            let near = elsewhere.map(str::to_string).or_else(|| nearest(&id, PARAMETERS.iter().map(|p| p.id)));
            table.refuse(name, ProblemKind::UnknownKey { nearest: near }, problems);
        }
        for (found, definition) in found.iter_mut().zip(PARAMETERS).filter(|(_, p)| section_and_key(p.id).0 == section)
        {
            let allowed = Allowed { unit: definition.unit, least: definition.least, most: definition.most };
            *found = quantity(&table, section_and_key(definition.id).1, allowed, problems);
        }
    }
    // Every absent one is a problem already.
    found.into_iter().collect()
}
