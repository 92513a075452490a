//! Targets and triggers as tables and as JSON.
use super::validation::grade;
use super::{percent, rows, table};
use agents::text::{Label, Language, Text};
use outputs::TargetRow;
use scenarios::{Aim, Baseline};
use serde_json::{Value, json};
use sim_core::Month;

/// The tables of one scenario's rows; nothing for a baseline without targets.
pub fn page(found: &[TargetRow], baseline: &Baseline, language: Language) -> String {
    let targets: Vec<&TargetRow> = found.iter().filter(|row| row.kind == "target").collect();
    let triggers: Vec<&TargetRow> = found.iter().filter(|row| row.kind == "trigger").collect();
    let mut page = String::new();
    if !targets.is_empty() {
        let title = Label::new(
            "目标：达标概率，该日期数值的中位数〔80%区间〕（期间目标取最差的月份），10%、50%、90%的模拟首次达到的月份",
            "Targets: probability that they are met, median [80 % band] of the number at the date (of spans in the worst \
             month), months by which 10, 50 and 90 % of the replicates first reach them",
        );
        page += &format!("{}\n{}\n", title.get(language), target_table(&targets, baseline, language));
        page += &reasons(baseline, language);
        page += "\n";
    }
    if !triggers.is_empty() {
        let title = Label::new(
            "触发点：处于正确一侧的概率首次降到二分之一以下的月份",
            "Triggers: the first month in which the wrong side becomes more likely than the right one",
        );
        page += &format!("{}\n{}\n\n", title.get(language), trigger_table(&triggers, baseline, language));
    }
    page
}

fn target_table(found: &[&TargetRow], baseline: &Baseline, language: Language) -> String {
    let heads = [
        Label::new("目标", "target"),
        Label::new("日期", "date"),
        Label::new("概率", "probability"),
        Label::new("数值", "number"),
        Label::new("首次达到", "first reached"),
        Label::new("依据", "grade"),
    ];
    let lines = found.iter().map(|row| {
        let known = baseline.targets.targets.iter().find(|target| target.id == row.id);
        let is_told = known.is_none_or(|target| matches!(target.aim, Aim::Simulated { .. }));
        let date = match (row.from, row.to) {
            (Some(from), Some(to)) if from == to => to.to_string(),
            (Some(from), Some(to)) => format!("{from}–{to}"),
            _ => "-".into(),
        };
        let none = if is_told {
            Label::new("未模拟到", "beyond the run")
        } else {
            Label::new("未模拟", "not simulated")
        };
        let probability = row.probability.map_or_else(
            || none.get(language).to_string(),
            |probability| format!("{} ({}/{})", percent(probability), row.met.unwrap_or_default(), row.n),
        );
        let reached = if is_told { row.reached.map(|month| shown(month, language)).join(" ") } else { "-".into() };
        let name = known.map_or(row.id.as_str(), |target| name(&target.name, language));
        vec![
            name.to_string(),
            date,
            probability,
            number(row, language),
            reached,
            grade(&row.grade, language).to_string(),
        ]
    });
    rows(heads.map(|head| head.get(language).to_string()), lines, 2)
}

fn trigger_table(found: &[&TargetRow], baseline: &Baseline, language: Language) -> String {
    let heads = [
        Label::new("触发点", "trigger"),
        Label::new("月份", "month"),
        Label::new("错误一侧的概率", "probability"),
        Label::new("数值", "number"),
        Label::new("依据", "grade"),
    ];
    let start = baseline.district.start;
    let lines = found.iter().map(|row| {
        let known = baseline.targets.triggers.iter().find(|trigger| trigger.id == row.id);
        let month = match row.triggered {
            Some(month) if month == start => Label::new("始终", "never right").get(language).to_string(),
            month => shown(month, language),
        };
        vec![
            known.map_or(row.id.as_str(), |trigger| name(&trigger.name, language)).to_string(),
            month,
            row.probability.map_or_else(|| "-".into(), |right| percent(1.0 - right)),
            number(row, language),
            grade(&row.grade, language).to_string(),
        ]
    });
    rows(heads.map(|head| head.get(language).to_string()), lines, 1)
}

fn name(text: &Text, language: Language) -> &str {
    text.get(language)
}

fn shown(month: Option<Month>, language: Language) -> String {
    let never = Label::new("未达到", "never").get(language);
    month.map_or_else(|| never.to_string(), |month| month.to_string())
}

/// Median and band in the unit of the target.
fn number(row: &TargetRow, language: Language) -> String {
    let (Some(p10), Some(p50), Some(p90)) = (row.p10, row.p50, row.p90) else { return "-".into() };
    let unit = row.unit.as_deref().unwrap_or_default();
    let number = |value: f64| match unit {
        // Ratios are small.
        "ratio" => format!("{value:.4}"),
        _ => table::value(value, unit, p50),
    };
    match language {
        Language::Zh => format!("{}〔{}–{}〕", number(p50), number(p10), number(p90)),
        Language::En => format!("{} [{}–{}]", number(p50), number(p10), number(p90)),
    }
}

/// Why targets are not simulated, and what must be known of others.
fn reasons(baseline: &Baseline, language: Language) -> String {
    let of = |target: &scenarios::Target| {
        let told = match &target.aim {
            Aim::NotSimulated { reason, .. } => Some(reason),
            Aim::Simulated { .. } => target.note.as_ref(),
        };
        let colon = Label::new("：", ": ").get(language);
        told.map(|told| format!("  {}{colon}{}\n", target.name.get(language), told.get(language)))
    };
    baseline.targets.targets.iter().filter_map(of).collect()
}

/// The same as [`page`], for programs.
pub fn json(found: &[TargetRow]) -> Value {
    let month = |month: Option<Month>| month.map(|month| month.to_string());
    let of = |row: &TargetRow| {
        json!({
            "kind": row.kind, "id": row.id, "indicator": row.indicator, "per": row.per, "area": row.area,
            "side": row.side, "value": row.value, "unit": row.unit, "from": month(row.from), "to": month(row.to),
            "grade": row.grade, "source": row.source, "n": row.n, "met": row.met, "probability": row.probability,
            "p10": row.p10, "p50": row.p50, "p90": row.p90, "reached": row.reached.map(month),
            "triggered": month(row.triggered),
        })
    };
    Value::Array(found.iter().map(of).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_triggers_and_what_is_not_simulated_are_told_in_both_languages() {
        let baseline = scenarios::embedded("qingxi").expect("shipped").unwrap_or_else(|p| panic!("{p}"));
        let month = |year| Some(Month::january(year));
        let row = |kind: &str, id: &str| TargetRow { kind: kind.into(), id: id.into(), ..TargetRow::default() };
        let met = TargetRow {
            unit: Some("share".into()),
            from: month(2025),
            to: month(2025),
            n: 4,
            met: Some(1),
            probability: Some(0.25),
            p10: Some(0.6),
            p50: Some(0.65),
            p90: Some(0.7),
            reached: [month(2024), None, None],
            grade: "assumed".into(),
            ..row("target", "certified-care-workers")
        };
        let rows = [
            met,
            row("target", "space"),
            TargetRow { triggered: month(2021), probability: Some(0.4), ..row("trigger", "sufficiency") },
        ];
        let en = page(&rows, &baseline, Language::En);
        for words in
            ["25 % (1/4)", "65.0% [60.0%–70.0%]", "2024-01 never never", "not simulated", "never right", "60 %"]
        {
            assert!(en.contains(words), "no `{words}` in\n{en}");
        }
        assert!(en.contains("Community space (synthetic): the model knows no floor space"), "{en}");
        let zh = page(&rows, &baseline, Language::Zh);
        for words in ["养老护理员持证率（虚构）", "65.0%〔60.0%–70.0%〕", "2024-01 未达到 未达到", "未模拟", "始终"]
        {
            assert!(zh.contains(words), "no `{words}` in\n{zh}");
        }
        assert_eq!(json(&rows)[0]["reached"][0], "2024-01");
        assert_eq!(page(&[], &baseline, Language::En), "");
    }
}
