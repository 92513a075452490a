//! A run of several scenarios: beside one another, by year.
use super::{files, grouped, percent, rows, shocks};
use agents::text::{Label, Language};
use experiments::{Finished, RunRequest};
use outputs::{DISTRICT_AREA, Summary};
use scenarios::Aim;
use serde_json::{Value, json};
use sim_core::Month;

/// What a column of the tables says.
#[derive(Clone, Copy)]
enum Told {
    /// The median at the year's end.
    Stock,
    /// The same, as a percentage.
    Share,
    /// The sum of the year's means, in millions of yuan.
    Yearly,
    /// The median at the year's end, in millions of yuan of an indicator in fen.
    Owed,
}

const COLUMNS: &[(&str, Told, Label)] = &[
    ("population.elders", Told::Stock, Label::new("户籍老人", "elders")),
    ("beds.demand", Told::Stock, Label::new("床位需求", "bed demand")),
    ("beds.usable", Told::Stock, Label::new("可用床位", "usable beds")),
    ("beds.waiting", Told::Stock, Label::new("轮候", "waiting")),
    ("care.gap_persons", Told::Stock, Label::new("照护不足人数", "unmet need")),
    ("workforce.certified_share", Told::Share, Label::new("持证率", "certified")),
    ("workforce.sufficiency", Told::Share, Label::new("充足率", "sufficiency")),
    ("relief.spending", Told::Yearly, Label::new("救助支出", "relief")),
    ("budget.out", Told::Yearly, Label::new("预算支出", "budget out")),
    ("budget.arrears", Told::Owed, Label::new("拖欠", "arrears")),
];

fn told(summary: &Summary, scenario: &str, year: i32, (id, told, _): (&str, Told, Label)) -> Option<f64> {
    let at_end = || {
        let month = summary.series(scenario, DISTRICT_AREA, id).iter().rfind(|row| row.month.year() == year)?;
        Some(month.p50)
    };
    match told {
        Told::Stock | Told::Share => at_end(),
        Told::Owed => at_end().map(|fen| fen / 1e8),
        Told::Yearly => {
            let rows = summary.series(scenario, DISTRICT_AREA, id);
            let of_year: Vec<f64> = rows.iter().filter(|row| row.month.year() == year).map(|row| row.mean).collect();
            (!of_year.is_empty()).then(|| of_year.iter().sum::<f64>() / 1e6)
        }
    }
}

/// The years that are shown: the present plan's last, the next one's last, and the last that is simulated.
fn years(request: &RunRequest) -> Vec<i32> {
    let last = request.last.year();
    let mut years = vec![2025, 2030, last];
    years.retain(|year| (request.baseline.district.start.year()..=last).contains(year));
    years.dedup();
    years
}

/// What a run of one scenario says of it before its numbers; nothing of the baseline.
pub fn scenario(request: &RunRequest, language: Language) -> String {
    let [scenario] = &request.scenarios[..] else { return String::new() };
    if scenario.id == experiments::BASELINE {
        return String::new();
    }
    let mut text = match language {
        Language::Zh => format!("情景 {}：{}。{}\n", scenario.id, scenario.name.zh, scenario.description.zh),
        Language::En => format!("Scenario {}: {}. {}\n", scenario.id, scenario.name.en, scenario.description.en),
    };
    for moved in &scenario.moved {
        let kind = moved.lever.kind.name().get(language);
        text += &format!("  {}（{kind}）  {moved}\n", moved.lever.name.get(language));
    }
    text + "\n"
}

/// The page.
pub fn page(request: &RunRequest, finished: &Finished, language: Language) -> String {
    let plan = &finished.manifest.plan;
    let district = &request.baseline.district;
    let mut page = match language {
        Language::Zh => format!(
            "{}：{} 个情景，{} 至 {}，每个 {} 次模拟，种子 {}；{}\n各情景共用随机数，差别来自政策而非偶然；\
             区间和逐项差别用 silverpeak compare 查看\n\n",
            district.name.zh,
            plan.scenarios.len(),
            plan.start,
            plan.end,
            plan.replicates,
            plan.seed,
            shocks(request, language),
        ),
        Language::En => format!(
            "{}: {} scenarios, {} to {}, {} replicates each, seed {}; {}\nAll share their random numbers: differences are \
             policy, not chance. For intervals and single differences see silverpeak compare\n\n",
            district.name.en,
            plan.scenarios.len(),
            plan.start,
            plan.end,
            plan.replicates,
            plan.seed,
            shocks(request, language),
        ),
    };
    for year in years(request) {
        let title = match language {
            Language::Zh => format!("{year} 年末（人、张为中位数；支出为当年合计均值、拖欠为年末，百万元）"),
            Language::En => format!(
                "End of {year} (persons and beds: medians; spending: mean of the year, arrears: at its end, million yuan)"
            ),
        };
        page += &format!("{title}\n{}\n\n", table(request, finished, year, language));
    }
    page += &targets(request, finished, language);
    page += &descriptions(request, language);
    page += &super::sanity::page(&finished.sanity, language);
    page + &files(request, finished, language)
}

fn table(request: &RunRequest, finished: &Finished, year: i32, language: Language) -> String {
    let heads = std::iter::once(Label::new("情景", "scenario"))
        .chain(COLUMNS.iter().map(|(_, _, name)| *name))
        .map(|name| name.get(language).to_string());
    let lines = request.scenarios.iter().map(|scenario| {
        let cell = |column: &(&str, Told, Label)| match (told(&finished.summary, &scenario.id, year, *column), column.1)
        {
            (None, _) => "-".to_string(),
            (Some(value), Told::Share) => percent(value),
            (Some(value), Told::Yearly | Told::Owed) if value < 99.95 => format!("{value:.1}"),
            (Some(value), _) => grouped(value),
        };
        let name = match language {
            Language::Zh => format!("{} {}", scenario.id, scenario.name.zh),
            Language::En => scenario.id.clone(),
        };
        std::iter::once(name).chain(COLUMNS.iter().map(cell)).collect()
    });
    rows(heads, lines, 1)
}

/// How likely each target is met in each scenario.
fn targets(request: &RunRequest, finished: &Finished, language: Language) -> String {
    let known = &request.baseline.targets.targets;
    let simulated: Vec<_> = known.iter().filter(|target| matches!(target.aim, Aim::Simulated { .. })).collect();
    if simulated.is_empty() {
        return String::new();
    }
    let heads = std::iter::once(Label::new("情景", "scenario").get(language).to_string())
        .chain(simulated.iter().map(|target| target.name.get(language).to_string()));
    let lines = finished.judged.iter().map(|judged| {
        let aims = request.scenarios.iter().find(|scenario| scenario.id == judged.scenario);
        let cell = |id: &str| {
            let row = judged.rows.iter().find(|row| row.id == id);
            let probability = row.and_then(|row| row.probability).map_or_else(|| "-".to_string(), percent);
            let star = if aims.is_some_and(|scenario| scenario.targets.iter().any(|aim| aim == id)) { "*" } else { "" };
            format!("{probability}{star}")
        };
        std::iter::once(judged.scenario.clone()).chain(simulated.iter().map(|target| cell(&target.id))).collect()
    });
    let title = Label::new(
        "达标概率（模拟中达标的比例）；带*者为该情景所瞄准的目标",
        "Probability that targets are met (share of replicates); * marks what a scenario aims at",
    );
    format!("{}\n{}\n\n", title.get(language), rows(heads, lines, 1))
}

fn descriptions(request: &RunRequest, language: Language) -> String {
    let mut text = format!("{}\n", Label::new("各情景", "The scenarios").get(language));
    for scenario in &request.scenarios {
        text += &format!(
            "  {}  {}{}{}\n",
            scenario.id,
            scenario.name.get(language),
            Label::new("：", ": ").get(language),
            scenario.description.get(language)
        );
    }
    text + "\n"
}

/// The same as [`page`], for programs.
pub fn json(request: &RunRequest, finished: &Finished) -> Value {
    let band = |scenario: &str, month: Month, id: &str| {
        finished
            .summary
            .get(scenario, month, DISTRICT_AREA, id)
            .map(|row| json!({ "mean": row.mean, "p10": row.p10, "p50": row.p50, "p90": row.p90, "n": row.n }))
    };
    let scenarios: Vec<Value> = request
        .scenarios
        .iter()
        .map(|scenario| {
            let years: Vec<Value> = super::months(request)
                .into_iter()
                .map(|month| {
                    let values: serde_json::Map<String, Value> = COLUMNS
                        .iter()
                        .filter_map(|(id, _, _)| Some((id.to_string(), band(&scenario.id, month, id)?)))
                        .collect();
                    json!({ "month": month.to_string(), "indicators": values })
                })
                .collect();
            json!({ "id": scenario.id, "identity": scenario.identity, "years": years })
        })
        .collect();
    json!({
        "folder": request.folder,
        "plan": finished.manifest.plan,
        "identity": finished.manifest.identity,
        "scenarios": scenarios,
        "sanity": super::sanity::json(&finished.sanity),
        "files": finished.manifest.files,
    })
}
