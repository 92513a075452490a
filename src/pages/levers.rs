//! The list of levers.
use crate::terminal::rows;
use agents::text::{Label, Language};
use scenarios::Baseline;
use scenarios::levers::{Group, LEVERS, Lever};
use serde_json::{Value, json};

fn number(value: f64, lever: &Lever) -> String {
    match lever.words() {
        Some(words) => words.get(value as usize).copied().unwrap_or("").to_string(),
        None if value != 0.0 && value.abs() < 0.01 => format!("{value:.4}"),
        None => format!("{}", (value * 1000.0).round() / 1000.0),
    }
}

/// A table by group, with the values of a district.
pub fn page(baseline: &Baseline, language: Language) -> String {
    let district = &baseline.district;
    let policies = LEVERS.iter().filter(|lever| lever.kind == scenarios::levers::Kind::Policy).count();
    let mut page = match language {
        Language::Zh => format!(
            "{} 个杠杆：政策 {policies} 个，对外部世界的假设 {} 个。取值为{}基线；范围之内已逐一试算。\n\
             情景文件中写法见 silverpeak schema scenario；带*者只能写在情景文件中（须注明月份或对象）。\n\n",
            LEVERS.len(),
            LEVERS.len() - policies,
            district.name.zh,
        ),
        Language::En => format!(
            "{} levers: {policies} policies, {} assumptions about the world. Values are those of {}; the model was tried at \
             both ends of every range.\nHow to write them: silverpeak schema scenario; those with * belong in a file (they need \
             a month or what they are confined to).\n\n",
            LEVERS.len(),
            LEVERS.len() - policies,
            district.name.en,
        ),
    };
    let heads = [
        Label::new("杠杆", "lever"),
        Label::new("名称", "name"),
        Label::new("性质", "kind"),
        Label::new("单位", "unit"),
        Label::new("基线", "baseline"),
        Label::new("范围", "range"),
        Label::new("作用", "what it does"),
    ];
    for group in Group::ALL {
        let lines = LEVERS.iter().filter(|lever| lever.group == group).map(|lever| {
            let star = if lever.needs_a_file() { "*" } else { "" };
            let range = match lever.words() {
                Some(words) => words.join("|"),
                None => format!("{} – {}", number(lever.bounds[0], lever), number(lever.bounds[1], lever)),
            };
            vec![
                format!("  {}{star}", lever.id),
                lever.name.get(language).to_string(),
                lever.kind.name().get(language).to_string(),
                lever.unit_name().get(language).to_string(),
                number(lever.default(district), lever),
                range,
                lever.help.get(language).to_string(),
            ]
        });
        let heads = heads.map(|head| head.get(language).to_string());
        page += &format!("{}\n{}\n\n", group.name().get(language), rows(heads, lines, 9));
    }
    page
}

/// The same for programs.
pub fn json(baseline: &Baseline) -> Value {
    let one = |lever: &Lever| {
        let source = baseline.quantities.iter().find(|record| record.id == lever.id);
        json!({
            "id": lever.id, "group": lever.group.id(), "kind": lever.kind.id(), "unit": lever.unit, "unit_zh": lever.unit_name().zh,
            "least": lever.bounds[0], "most": lever.bounds[1], "default": lever.default(&baseline.district),
            "words": lever.words(), "confined_by": lever.target.selectors, "needs": lever.target.needs,
            "for_good": lever.target.is_permanent,
            "name": { "zh": lever.name.zh, "en": lever.name.en }, "help": { "zh": lever.help.zh, "en": lever.help.en },
            "source": lever.source,
            "default_source": source.map(|record| record.source.clone()),
            "default_grade": source.map(|record| record.grade),
        })
    };
    json!({ "district": baseline.district.id, "levers": LEVERS.iter().map(one).collect::<Vec<_>>() })
}
