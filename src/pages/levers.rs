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
             情景文件中写法见 silverpeak schema scenario；run --set 和设计表用同样的单位和范围，键@YYYY-MM 为起始月份。\n\
             带 @ 者须注明起始月份，带 * 者须注明对象、只能写在情景文件中。\n\n",
            LEVERS.len(),
            LEVERS.len() - policies,
            district.name.zh,
        ),
        Language::En => format!(
            "{} levers: {policies} policies, {} assumptions about the world. Values are those of {}; the model was tried at \
             both ends of every range.\nHow to write them: silverpeak schema scenario; run --set and designs take the same units and ranges, \
             KEY@YYYY-MM from a month on.\nThose with @ need a first month, those with * what they are confined to, in a file.\n\n",
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
            let star = match (lever.needs_a_file(), lever.needs_a_month()) {
                (true, _) => "*",
                (false, true) => "@",
                (false, false) => "",
            };
            let [least, most] = lever.bounds(district);
            let also = lever.also.map_or_else(String::new, |also| match language {
                Language::Zh => format!("；{}", also.zh),
                Language::En => format!("; {}", also.en),
            });
            let range = match lever.words() {
                Some(words) => words.join("|"),
                None => format!("{} – {}", number(least, lever), number(most, lever)),
            };
            vec![
                format!("  {}{star}", lever.id),
                lever.name.get(language).to_string(),
                lever.kind.name().get(language).to_string(),
                lever.unit_name().get(language).to_string(),
                number(lever.default(district), lever),
                range,
                format!("{}{also}", lever.help.get(language)),
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
        let [least, most] = lever.bounds(&baseline.district);
        json!({
            "id": lever.id, "group": lever.group.id(), "kind": lever.kind.id(), "unit": lever.unit, "unit_zh": lever.unit_name().zh,
            "least": least, "most": most, "default": lever.default(&baseline.district),
            "words": lever.words(), "confined_by": lever.target.selectors, "needs": lever.target.needs,
            "permanent": lever.target.is_permanent, "needs_a_month": lever.needs_a_month(), "whole": lever.is_whole,
            "also": lever.also.map(|also| json!({ "zh": also.zh, "en": also.en })),
            "name": { "zh": lever.name.zh, "en": lever.name.en }, "help": { "zh": lever.help.zh, "en": lever.help.en },
            "source": lever.source,
            "default_source": source.map(|record| record.source.clone()),
            "default_grade": source.map(|record| record.grade),
        })
    };
    json!({ "district": baseline.district.id, "levers": LEVERS.iter().map(one).collect::<Vec<_>>() })
}
