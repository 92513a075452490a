//! Sanity rules in words: those that do not hold first.
use super::{Question, Surface};
use crate::figure::{Cell, Figure, Method, Number, Table};
use crate::sanity::{BROKEN, HOLDS, is_a_bug, kind_name, rule_in_words, verdict_name};
use crate::unit::{Unit, grouped};
use crate::view::View;
use crate::words::say;
use agents::text::{Label, Language};
use outputs::{Detail, SanityRow};
use std::collections::BTreeSet;

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "sanity",
    title: Label::new("合理性规则", "Sanity rules"),
    surfaces: Surface::ALL,
    needs: Detail::Headline,
    figures,
};

/// Every rule in every scenario, for reviewers.
pub(super) const RULES: Question = Question {
    id: "sanity-rules",
    title: Label::new("合理性规则明细", "Sanity rules in full"),
    surfaces: Surface::DATA,
    needs: Detail::Headline,
    figures: rules,
};

/// Verdicts on the scenarios shown.
fn shown<'a>(view: &'a View<'_>) -> Vec<&'a SanityRow> {
    let results = view.results;
    let is_shown = |id: &str| results.base.id == id || results.others.iter().any(|scenario| scenario.id == id);
    results.sanity.iter().filter(|row| is_shown(&row.scenario)).collect()
}

fn figures(view: &View<'_>) -> Vec<Figure> {
    let rows = shown(view);
    if rows.is_empty() {
        return Vec::new();
    }
    let mut failed: Vec<&SanityRow> = rows.iter().copied().filter(|row| row.verdict != HOLDS).collect();
    failed.sort_by_key(|row| row.verdict != BROKEN);
    let bug = view.words(
        "守恒、界限或推算对照规则不成立，说明程序有缺陷，本次结果不能引用",
        "a broken rule of conservation, bounds or projection is a fault of the program: results of this run must not be quoted",
    );
    let failures = Table {
        caption: view.words("未成立的规则", "Rules that do not hold in every case"),
        ..table(view, &failed)
    };
    vec![Figure {
        id: "sanity-verdicts",
        title: view.words("合理性规则是否成立", "Whether the sanity rules hold"),
        sentence: sentence(view.language, &rows),
        caveats: if rows.iter().any(|row| is_a_bug(row)) { vec![bug] } else { Vec::new() },
        method: view.words(
            "规则检查的是数据表的各行（无论是否保留），不是模型内部的状态；情景之间按同一次模拟配对",
            "rules are checked on the rows of tables, kept or not, and not inside the model; scenarios are paired by replicate",
        ),
        tables: [failures, counts(view, &rows)].into_iter().filter(|table| !table.rows.is_empty()).collect(),
        ..Figure::default()
    }]
}

fn sentence(language: Language, rows: &[&SanityRow]) -> String {
    let with = |verdict: &str| rows.iter().filter(|row| row.verdict == verdict).count();
    let alone: BTreeSet<&str> = rows.iter().filter(|row| row.against.is_none()).map(|row| row.rule.as_str()).collect();
    let (alone, between) = (alone.len(), rows.iter().filter(|row| row.against.is_some()).count());
    let cases = grouped(rows.iter().map(|row| row.checked as f64).sum(), 0);
    let (all, holds, broken) = (rows.len(), with(HOLDS), with(BROKEN));
    let chance = all - holds - broken;
    let verdict = match holds == all {
        true => Label::new("全部成立", "All hold").get(language).to_string(),
        false => say!(
            language,
            "{all} 项中 {holds} 项成立，{broken} 项不成立，{chance} 项在个别模拟中不符但均值不显著",
            "Of {all} verdicts: {holds} hold, {broken} broken, {chance} within chance"
        ),
    };
    say!(
        language,
        "每个情景检查守恒、界限和推算对照规则 {alone} 条，情景之间检查单调和只增不减规则 {between} 条，共 {cases} 个情形；{verdict}。",
        "{alone} rules of conservation, bounds and projection for each scenario and {between} of order between scenarios, {cases} cases. {verdict}."
    )
}

fn count(count: i64) -> Cell {
    Cell::Number(Number::new(Unit::Count, count as f64, Method::Input))
}

/// Verdicts by kind of rule.
fn counts(view: &View<'_>, rows: &[&SanityRow]) -> Table {
    let mut kinds: Vec<&str> = Vec::new();
    for row in rows {
        if !kinds.contains(&row.kind.as_str()) {
            kinds.push(&row.kind);
        }
    }
    let line = |kind: &&str| {
        let of_kind = || rows.iter().filter(|row| row.kind == **kind);
        let with = |verdict: &str| of_kind().filter(|row| row.verdict == verdict).count() as i64;
        let (holds, broken, all) = (with(HOLDS), with(BROKEN), of_kind().count() as i64);
        let cases = of_kind().map(|row| row.checked).sum();
        let name = Cell::text(kind_name(kind).get(view.language));
        [name].into_iter().chain([holds, all - holds - broken, broken, cases].map(count)).collect()
    };
    Table {
        caption: view.words("按类别", "By kind of rule"),
        heads: vec![
            view.words("类别", "kind"),
            view.words("成立", "hold"),
            view.words("个别模拟不符", "within chance"),
            view.words("不成立", "broken"),
            view.words("检查情形", "cases"),
        ],
        rows: kinds.iter().map(line).collect(),
    }
}

fn rules(view: &View<'_>) -> Vec<Figure> {
    let rows = shown(view);
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Figure {
        id: "sanity-rules",
        title: RULES.title.get(view.language).to_string(),
        sentence: view.words(
            "每条规则在每个情景中检查的情形数、不符的情形数和最大偏差。",
            "For each rule and scenario: cases checked, cases on the wrong side, and the largest deviation.",
        ),
        tables: vec![Table { caption: view.words("全部规则", "All rules"), ..table(view, &rows) }],
        ..Figure::default()
    }]
}

fn table(view: &View<'_>, rows: &[&SanityRow]) -> Table {
    let language = view.language;
    let named = |id: &str| match (view.results.run.scenario(id), language) {
        (Ok(scenario), Language::Zh) => scenario.name_zh.clone(),
        (Ok(scenario), Language::En) => scenario.name_en.clone(),
        (Err(_), _) => id.to_string(),
    };
    let row = |row: &&SanityRow| {
        let worst =
            row.worst.map_or(Cell::Empty, |worst| Cell::Number(Number::new(Unit::Ratio, worst, Method::Computed)));
        let unit = if row.worst.is_some() { scenarios::unit(&row.unit, language) } else { "" };
        vec![
            Cell::text(rule_in_words(&row.rule, language)),
            Cell::text(kind_name(&row.kind).get(language)),
            Cell::text(named(&row.scenario)),
            row.against.as_deref().map_or(Cell::Empty, |against| Cell::text(named(against))),
            Cell::text(verdict_name(&row.verdict).get(language)),
            count(row.checked),
            count(row.wrong),
            worst,
            Cell::text(unit),
        ]
    };
    Table {
        caption: String::new(),
        heads: vec![
            view.words("规则", "rule"),
            view.words("类别", "kind"),
            view.words("情景", "scenario"),
            view.words("对照情景", "compared with"),
            view.words("结论", "verdict"),
            view.words("检查情形", "cases"),
            view.words("不符情形", "wrong"),
            view.words("最大偏差", "largest deviation"),
            view.words("偏差单位", "its unit"),
        ],
        rows: rows.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sanity::CHANCE;

    fn row(rule: &str, against: Option<&str>, verdict: &str) -> SanityRow {
        let (rule, verdict) = (rule.to_string(), verdict.to_string());
        SanityRow { rule, verdict, against: against.map(String::from), checked: 1000, ..SanityRow::default() }
    }

    #[test]
    fn verdicts_are_counted_and_those_that_fail_are_named() {
        let rows = [
            row("a", None, HOLDS),
            row("b", None, HOLDS),
            row("a", None, BROKEN),
            row("c not_lower", Some("baseline"), CHANCE),
        ];
        let rows: Vec<&SanityRow> = rows.iter().collect();
        let text = sentence(Language::En, &rows);
        assert!(
            text.starts_with("2 rules of conservation, bounds and projection for each scenario and 1 of order"),
            "{text}"
        );
        assert!(text.ends_with("4,000 cases. Of 4 verdicts: 2 hold, 1 broken, 1 within chance."), "{text}");
        assert!(sentence(Language::Zh, &rows[..2]).ends_with("全部成立。"));
    }
}
