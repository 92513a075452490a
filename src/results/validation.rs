//! Published figures beside results, and the backtest, as pages and as JSON.
use super::{rows, table};
use agents::text::{Label, Language};
use experiments::{Backtest, Coverage, Validation};
use outputs::{FactRow, Plan, indicator};
use scenarios::Baseline;
use serde_json::{Value, json};
use std::path::PathBuf;

/// A run that was held against published figures.
pub struct Validated<'a> {
    /// Its baseline, as it is now.
    pub baseline: &'a Baseline,
    /// The run folder.
    pub folder: PathBuf,
    /// What was run.
    pub plan: Plan,
    /// The figures.
    pub validation: Validation,
    /// The demography's; none without the city's elders.
    pub backtest: Option<Backtest>,
    /// The table's file.
    pub file: PathBuf,
}

/// Below so many replicates the ends of a 95 % band are little more than the extremes.
const FEW: u32 = 40;

/// What `validate` prints.
pub fn page(validated: &Validated<'_>, language: Language) -> String {
    let district = &validated.baseline.district.name;
    let plan = &validated.plan;
    let mut page = match language {
        Language::Zh => format!(
            "{}：模拟结果与公布数据对照，{} 至 {}，{} 次模拟，种子 {}\n\n",
            district.zh, plan.start, plan.end, plan.replicates, plan.seed
        ),
        Language::En => format!(
            "{}: results against published figures, {} to {}, {} replicates, seed {}\n\n",
            district.en, plan.start, plan.end, plan.replicates, plan.seed
        ),
    };
    page += &notes(validated, language);
    let validation = &validated.validation;
    for (is_test, title) in [
        (true, Label::new("检验：未用于设定基线的公布数据", "Tests: figures that did not set the baseline")),
        (
            false,
            Label::new(
                "不是检验：已用于校准的数据和报告自身的预测",
                "No tests: figures calibrated to, and the report's own forecasts",
            ),
        ),
    ] {
        let chosen: Vec<&FactRow> = validation.facts.iter().filter(|row| (row.kind == "test") == is_test).collect();
        if !chosen.is_empty() {
            page += &format!("{}\n{}\n\n", title.get(language), facts(&chosen, language));
        }
    }
    page += &coverage(validation, language);
    page += "\n";
    page += &match &validated.backtest {
        Some(backtest) => super::backtest::page(backtest, language),
        None => Label::new(
            "没有回测：该基线没有全市户籍老人数据（city_elders.csv）。\n",
            "There is no backtest: this baseline has no elders of its city (city_elders.csv).\n",
        )
        .get(language)
        .to_string(),
    };
    let file = Label::new("\n文件：", "\nFile: ").get(language);
    page + file + &validated.file.display().to_string() + "\n"
}

/// What makes this run another than the default one.
fn notes(validated: &Validated<'_>, language: Language) -> String {
    let plan = &validated.plan;
    let mut notes = Vec::new();
    if plan.replicates < FEW {
        notes.push(Label::new(
            "模拟次数少，95%区间的两端近于最小和最大值",
            "few replicates: the ends of the 95 % band are little more than the extremes",
        ));
    }
    if !plan.overrides.is_empty() || plan.parameters != outputs::ParameterMode::Drawn {
        notes.push(Label::new(
            "该运行未按基线的范围抽取全部参数",
            "the run did not draw all parameters from the ranges of the baseline",
        ));
    }
    if !plan.shocks && !validated.baseline.district.shocks.is_empty() {
        notes.push(Label::new("该运行不含冲击", "the run has no shocks"));
    }
    let now = &validated.baseline.files;
    let differs = plan
        .inputs
        .iter()
        .any(|input| now.iter().find(|file| file.file == input.file).is_none_or(|file| file.blake3 != input.blake3));
    if differs || plan.inputs.len() != now.len() {
        notes.push(Label::new(
            "基线文件在运行之后有改动",
            "the files of the baseline are not those of the run any more",
        ));
    }
    let lines: String = notes.iter().map(|note| format!("* {}\n", note.get(language))).collect();
    if lines.is_empty() { lines } else { lines + "\n" }
}

fn facts(chosen: &[&FactRow], language: Language) -> String {
    let heads = [
        Label::new("公布数据", "published"),
        Label::new("月份", "month"),
        Label::new("公布值", "value"),
        Label::new("模拟中位数", "median"),
        Label::new("80%区间", "80 % band"),
        Label::new("95%区间", "95 % band"),
        Label::new("在区间内", "inside"),
        Label::new("误差", "error"),
        Label::new("相对误差", "relative"),
        Label::new("性质", "grade"),
        Label::new("章节", "section"),
    ];
    let cells = chosen.iter().map(|row| {
        let number = |value: f64| table::value(value, &row.unit, row.published);
        let band = |band: Option<[f64; 2]>| {
            band.map_or_else(String::new, |[low, high]| format!("{}–{}", number(low), number(high)))
        };
        let known = row.indicator.as_deref().and_then(indicator);
        let inside = match row.inside() {
            [Some(true), _] => Label::new("80%", "80 %"),
            [_, Some(true)] => Label::new("95%", "95 %"),
            _ => Label::new("否", "no"),
        };
        let sign = if row.error() < 0.0 { "-" } else { "+" };
        vec![
            known.map_or(row.key.as_str(), |known| known.name.get(language)).to_string(),
            row.month.map_or_else(String::new, |month| month.to_string()),
            number(row.published),
            number(row.p50),
            band(row.band_80),
            band(row.band_95),
            inside.get(language).to_string(),
            format!("{sign}{}", number(row.error().abs())),
            row.relative_error().map_or_else(String::new, |error| format!("{:+.1} %", error * 100.0)),
            grade(&row.grade, language).to_string(),
            row.source.clone(),
        ]
    });
    rows(heads.map(|head| head.get(language).to_string()), cells, 2)
}

/// The word of a grade in tables.
pub(super) fn grade(word: &str, language: Language) -> &str {
    let label = match word {
        "found" => Label::new("查得", "found"),
        "derived" => Label::new("推算", "derived"),
        "assumed" => Label::new("假定", "assumed"),
        "calibrated" => Label::new("已校准", "calibrated"),
        "forecast" => Label::new("报告预测", "forecast"),
        _ => return word,
    };
    label.get(language)
}

fn coverage(validation: &Validation, language: Language) -> String {
    if validation.all.n == 0 {
        let none = Label::new(
            "该基线没有可与这次运行的指标对照的公布数据。\n",
            "The baseline has no published figure that an indicator of this run reproduces.\n",
        );
        return none.get(language).to_string();
    }
    let said = |what: Label, Coverage { n, inside_80, inside_95 }: Coverage| match language {
        Language::Zh => format!("{}：{n} 项中80%区间内 {inside_80} 项，95%区间内 {inside_95} 项。\n", what.zh),
        Language::En => {
            format!(
                "{}: of {n} figures {inside_80} lie inside the 80 % band and {inside_95} inside the 95 % band.\n",
                what.en
            )
        }
    };
    let mut text = said(Label::new("检验", "Tests"), validation.tests);
    text += &said(Label::new("全部", "All"), validation.all);
    if !validation.not_simulated.is_empty() {
        let keys = validation.not_simulated.join(", ");
        text += &match language {
            Language::Zh => format!("所在月份未模拟：{keys}。\n"),
            Language::En => format!("Their months were not simulated: {keys}.\n"),
        };
    }
    text + Label::new(
        "公布值多为四舍五入数；检验项目很少，比例只供参考。\n",
        "Figures are mostly printed rounded; so few tests say little of coverage.\n",
    )
    .get(language)
}

/// The same as [`page`], for programs.
pub fn json(validated: &Validated<'_>) -> Value {
    let fact = |row: &FactRow| {
        let [inside_80, inside_95] = row.inside();
        json!({
            "key": row.key, "kind": row.kind, "indicator": row.indicator,
            "month": row.month.map(|month| month.to_string()), "unit": row.unit, "published": row.published,
            "simulated": row.p50, "band_80": row.band_80, "band_95": row.band_95, "inside_80": inside_80,
            "inside_95": inside_95, "error": row.error(), "relative_error": row.relative_error(), "n": row.n,
            "grade": row.grade, "source": row.source,
        })
    };
    let validation = &validated.validation;
    json!({
        "folder": validated.folder,
        "file": validated.file,
        "plan": validated.plan,
        "facts": validation.facts.iter().map(fact).collect::<Vec<_>>(),
        "not_simulated": validation.not_simulated,
        "coverage": { "tests": validation.tests, "all": validation.all },
        "backtest": validated.backtest.as_ref().map(super::backtest::json),
    })
}
