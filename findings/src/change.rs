//! One change of a scenario: as a plan keeps it, and in words.
use crate::words::say;
use agents::care::beds::BedType;
use agents::district::District;
use agents::parameters::parameter_position;
use agents::text::{Label, Language};
use outputs::{PlannedChange, PlannedOperation, PlannedValue};
use scenarios::levers::Lever;
use scenarios::scenario::{Moved, Operation};
use sim_core::Month;

/// A change as a plan keeps it.
pub fn planned_change(moved: &Moved) -> PlannedChange {
    let month = |month: Option<Month>| month.map(|month| month.to_string());
    let (operation, number) = match moved.to {
        Operation::Set(value) => (PlannedOperation::Set, value),
        Operation::Add(value) => (PlannedOperation::Add, value),
        Operation::Multiply(value) => (PlannedOperation::Multiply, value),
    };
    let word = moved.lever.words().and_then(|words| words.get(number as usize));
    PlannedChange {
        lever: moved.lever.id.to_string(),
        elements: moved.elements.iter().map(|(key, id)| (key.to_string(), id.clone())).collect(),
        from: month(moved.from),
        ends: month(moved.ends),
        opens: month(moved.opens),
        operation,
        value: word.map_or(PlannedValue::Number(number), |word| PlannedValue::Word(word.to_string())),
        until: month(moved.until),
    }
}

/// A change in words, with the names of the district: "beds added (nursing) from 2026-01: +500 beds".
pub fn change_words(change: &PlannedChange, district: &District, language: Language) -> String {
    let lever = Lever::find(&change.lever);
    let name = lever.map_or(change.lever.as_str(), |lever| lever.name.get(language));
    let elements: Vec<&str> =
        change.elements.iter().map(|(key, id)| element_name(key, id, district, language)).collect();
    let elements = elements.join(Label::new("、", ", ").get(language));
    let elements = match elements.is_empty() {
        true => String::new(),
        false => say!(language, "（{elements}）", " ({elements})"),
    };
    let months = match (&change.from, &change.ends) {
        _ if change.opens.is_some() => String::new(),
        (None, _) => String::new(),
        (Some(from), None) => say!(language, "，自 {from} 起", " from {from}"),
        (Some(from), Some(ends)) => say!(language, "，{from} 至 {ends}", " from {from} to {ends}"),
    };
    let unit = lever.map_or("", |lever| lever.unit_name().get(language));
    let value = match (&change.value, change.operation) {
        (PlannedValue::Word(word), _) => word.clone(),
        (PlannedValue::Number(number), PlannedOperation::Set) => {
            say!(language, "设为 {number} {unit}", "{number} {unit}")
        }
        (PlannedValue::Number(number), PlannedOperation::Add) => format!("{number:+} {unit}"),
        (PlannedValue::Number(number), PlannedOperation::Multiply) => say!(language, "×{number}", "times {number}"),
    };
    let until = change.until.as_ref().map_or_else(String::new, |until| {
        say!(language, "，逐季到位，{until} 全部实现", ", in quarterly steps until {until}")
    });
    let value = value.trim_end();
    let opening = opening(change, lever, district, language);
    let also = lever.and_then(|lever| lever.also).map_or_else(String::new, |also| {
        let also = also.get(language);
        say!(language, "（{also}）", " ({also})")
    });
    say!(
        language,
        "{name}{elements}{months}：{value}{until}{opening}{also}",
        "{name}{elements}{months}: {value}{until}{opening}{also}"
    )
}

/// When what is built opens, and when work on it begins: one is planned, the other follows from the months of building.
fn opening(change: &PlannedChange, lever: Option<&Lever>, district: &District, language: Language) -> String {
    let months = parameter_position("budget.building_months").and_then(|at| district.quantities.get(at));
    let (Some(months), true) = (months, lever.is_some_and(|lever| lever.target.can_open)) else { return String::new() };
    let [value, low, high] = [months.value, months.low, months.high].map(|months| months.round() as i32);
    let month = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<Month>().ok());
    match (month(&change.opens), month(&change.from)) {
        (Some(opens), _) => {
            let [best, first, last] = [value, high, low].map(|months| opens - months);
            say!(
                language,
                "，计划 {opens} 开放（{best} 动工，{first} 至 {last}；资金不足则推迟）",
                ", to open in {opens} (begun in {best}, {first} to {last}; later where money is short)"
            )
        }
        (None, Some(from)) => {
            let [best, first, last] = [value, low, high].map(|months| from + months);
            say!(
                language,
                "，{best} 开放（{first} 至 {last}；资金不足则推迟）",
                ", open in {best} ({first} to {last}; later where money is short)"
            )
        }
        (None, None) => String::new(),
    }
}

/// The name of what a change is confined to; its id where the district has no such thing.
fn element_name<'a>(key: &str, id: &'a str, district: &'a District, language: Language) -> &'a str {
    let bed = || BedType::ALL.into_iter().find(|bed| bed.id() == id).map(|bed| bed.name().get(language));
    let name = match key {
        "type" => bed(),
        "community" => district.communities.iter().find(|of| of.id == id).map(|of| of.name.get(language)),
        "facility" => district.care.facilities.iter().find(|of| of.id == id).map(|of| of.name.get(language)),
        "programme" => district.relief.programmes.iter().find(|of| of.id == id).map(|of| of.name.get(language)),
        "account" => district.budget.accounts.iter().find(|of| of.id == id).map(|of| of.name.get(language)),
        _ => None,
    };
    name.unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use scenarios::scenario::scenarios;

    /// Changes of the library in words.
    fn words(scenario: &str, language: Language) -> Vec<String> {
        let baseline = scenarios::embedded("qingxi").expect("shipped").unwrap_or_else(|p| panic!("{p}"));
        let found = scenarios(&[scenario.to_string()], &baseline).unwrap_or_else(|p| panic!("{p}"));
        let changes = found[0].moved.iter().map(planned_change);
        changes.map(|change| change_words(&change, &baseline.district, language)).collect()
    }

    #[test]
    fn changes_are_told_in_both_languages_with_unit_and_months() {
        let [beds, cuts] = ["build-beds", "austerity"].map(|id| words(id, Language::En));
        let opening = ", open in 2028-07 (2028-01 to 2029-07; later where money is short)";
        assert_eq!(beds[0], format!("Beds built (nursing beds) from 2026-01: +500 beds{opening}"));
        assert_eq!(beds[2], "Appropriations (Homes: building and running) from 2026-01: times 2");
        assert_eq!(cuts[0], "Appropriations from 2026-01: times 0.8, in quarterly steps until 2029-01");
        assert!(cuts[2].ends_with(" from 2026-01: queue"), "{}", cuts[2]);
        assert_eq!(
            words("build-beds", Language::Zh)[0],
            "扩建床位（护理型床位），自 2026-01 起：+500 张，2028-07 开放（2028-01 至 2029-07；资金不足则推迟）"
        );
        assert_eq!(words("austerity", Language::Zh)[0], "账户拨款，自 2026-01 起：×0.8，逐季到位，2029-01 全部实现");
    }

    #[test]
    fn what_is_unknown_keeps_its_id() {
        let baseline = scenarios::embedded("qingxi").expect("shipped").unwrap_or_else(|p| panic!("{p}"));
        let change = PlannedChange {
            lever: "no.lever".into(),
            elements: [("facility".to_string(), "no-home".to_string())].into(),
            from: Some("2026-01".into()),
            ends: Some("2026-12".into()),
            opens: None,
            operation: PlannedOperation::Set,
            value: PlannedValue::Number(1.5),
            until: None,
        };
        let told = change_words(&change, &baseline.district, Language::En);
        assert_eq!(told, "no.lever (no-home) from 2026-01 to 2026-12: 1.5");
    }
}
