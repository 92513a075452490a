//! What the sanity rules found, as a strategist reads it.
use super::grouped;
use agents::text::{Label, Language};
use experiments::{BROKEN, HOLDS, rule_name};
use outputs::{SanityRow, indicator};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// How many rules held; every one that did not.
pub fn page(found: &[SanityRow], language: Language) -> String {
    let count = |wanted: &dyn Fn(&&SanityRow) -> bool| found.iter().filter(wanted).count();
    let holds = count(&|row| row.verdict == HOLDS);
    let alone: BTreeSet<&str> = found.iter().filter(|row| row.against.is_none()).map(|row| row.rule.as_str()).collect();
    let between = count(&|row| row.against.is_some());
    let cases = grouped(found.iter().map(|row| row.checked as f64).sum());
    let mut text = match language {
        Language::Zh => format!(
            "合理性规则（守恒、界限 {} 条，情景之间的单调和只增不减 {between} 条；检查 {cases} 个情形）：{}\n",
            alone.len(),
            if holds == found.len() {
                "全部成立。".to_string()
            } else {
                format!("{} 项中 {holds} 项成立。", found.len())
            },
        ),
        Language::En => format!(
            "Sanity rules ({} of conservation and bounds, {between} of monotonicity and gains between scenarios; {cases} cases): {}\n",
            alone.len(),
            if holds == found.len() { "all hold.".to_string() } else { format!("{holds} of {} hold.", found.len()) },
        ),
    };
    let mut wrong: Vec<&SanityRow> = found.iter().filter(|row| row.verdict != HOLDS).collect();
    wrong.sort_by_key(|row| row.verdict != BROKEN);
    for row in wrong {
        text += &format!("  {}\n", sentence(row, language));
    }
    text + "\n"
}

fn sentence(row: &SanityRow, language: Language) -> String {
    let verdict = match row.verdict.as_str() {
        BROKEN => Label::new("不成立", "BROKEN"),
        _ => Label::new("个别模拟不符（均值不显著）", "within chance"),
    };
    let whom = match (&row.against, language) {
        (None, _) => row.scenario.clone(),
        (Some(against), Language::Zh) => format!("{} 对 {against}", row.scenario),
        (Some(against), Language::En) => format!("{} against {against}", row.scenario),
    };
    let worst = row.worst.map_or_else(String::new, |worst| format!("{worst:.3} {}", row.unit));
    let (wrong, checked) = (grouped(row.wrong as f64), grouped(row.checked as f64));
    match language {
        Language::Zh => {
            format!(
                "{}：{whom}，{}：{checked} 个情形中 {wrong} 个不符，最多差 {worst}",
                verdict.zh,
                said(&row.rule, language)
            )
        }
        Language::En => {
            format!(
                "{}: {whom}, {}: {wrong} of {checked} cases, by at most {worst}",
                verdict.en,
                said(&row.rule, language)
            )
        }
    }
}

/// A rule in words.
fn said(rule: &str, language: Language) -> String {
    if let Some(name) = rule_name(rule) {
        return name.get(language).to_string();
    }
    let Some((id, word)) = rule.split_once(' ') else { return rule.to_string() };
    let name = match id {
        "relief.claimed" => Label::new(
            "各街镇至各月累计申领的救助和残疾人补贴",
            "relief and disability subsidies claimed so far, in each month and community",
        ),
        _ => indicator(id).map_or(Label::new("", ""), |known| known.name),
    };
    let must = match word {
        "not_lower" => Label::new("不应降低", "must not be lower"),
        _ => Label::new("不应升高", "must not be higher"),
    };
    match language {
        Language::Zh => format!("“{}”{}", name.zh, must.zh),
        Language::En => format!("\"{}\" {}", name.en, must.en),
    }
}

/// The same for programs.
pub fn json(found: &[SanityRow]) -> Value {
    let of = |row: &SanityRow| {
        json!({
            "scenario": row.scenario, "against": row.against, "kind": row.kind, "rule": row.rule,
            "checked": row.checked, "wrong": row.wrong, "verdict": row.verdict, "worst": row.worst, "unit": row.unit,
        })
    };
    json!({
        "rules": found.len(),
        "hold": found.iter().filter(|row| row.verdict == HOLDS).count(),
        "others": found.iter().filter(|row| row.verdict != HOLDS).map(of).collect::<Vec<_>>(),
    })
}
