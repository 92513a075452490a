//! The results of a run as a strategist reads them, and the same as JSON.
mod backtest;
mod beds;
mod certification;
pub mod compare;
pub mod describe;
pub mod document;
pub mod levers;
mod many;
mod money;
mod sanity;
mod table;
pub mod targets;
pub mod validation;
pub mod verify;

use agents::text::{Label, Language, Text};
use comfy_table::{CellAlignment, Table, presets};
use experiments::{Estimate, Finished, Outcome, Peak, Reached, RunRequest};
use outputs::{DISTRICT_AREA, SummaryRow, indicator};
use serde_json::{Value, json};
use sim_core::Month;

/// What `run` prints: tables by year, the peak, beds, workers, money, published facts beside results, the files.
pub fn page(request: &RunRequest, finished: &Finished, language: Language) -> String {
    match &finished.outcome {
        Some(outcome) => one(request, finished, outcome, language),
        None => many::page(request, finished, language),
    }
}

/// A run of one scenario.
fn one(request: &RunRequest, finished: &Finished, outcome: &Outcome, language: Language) -> String {
    let district = &request.baseline.district;
    let plan = &finished.manifest.plan;
    let drawn = plan.parameters == outputs::ParameterMode::Drawn;
    let mut page = match language {
        Language::Zh => format!(
            "{}户籍老人（60岁及以上）预测，{} 至 {}，{} 次模拟，种子 {}；{}，{}\n\
             每年年末；中位数〔80%区间：第10至第90百分位〕；单位：人，标“/万”者为万人\n\n",
            district.name.zh,
            plan.start,
            plan.end,
            plan.replicates,
            plan.seed,
            if drawn { "参数按范围抽取" } else { "参数取最佳估计" },
            shocks(request, language),
        ),
        Language::En => format!(
            "Registered elders (60 and over) of {}, {} to {}, {} replicates, seed {}; {}, {}\n\
             At each year's end; median [80 % band: 10th to 90th percentile]; persons, thousands where noted\n\n",
            district.name.en,
            plan.start,
            plan.end,
            plan.replicates,
            plan.seed,
            if drawn { "parameters drawn from their ranges" } else { "best estimates of parameters" },
            shocks(request, language),
        ),
    };
    page += &many::scenario(request, language);
    let shown = table::Shown { finished, outcome, months: &months(request), language };
    for columns in [table::PEOPLE, table::ABILITY] {
        page += &shown.table(columns);
        page += "\n\n";
    }
    if let Some(peak) = &outcome.peak {
        page += &peak_sentence(peak, request.baseline.peak_note.as_ref(), language);
    }
    for (title, columns) in table::CARE {
        page += &format!("{}\n{}\n\n", title.get(language), shown.table(columns));
    }
    if let Some(outlook) = experiments::bed_outlook(&finished.summary, &outcome.scenario, &months(request)) {
        page += &beds::outlook(&outlook, language);
    }
    for (title, columns) in table::WORKFORCE {
        page += &format!("{}\n{}\n\n", title.get(language), shown.table(columns));
    }
    page += &certification::certification(outcome.certification.as_ref(), request, language);
    let year_end = |year: i32, id: &str| Month::new(year, 12).ok().and_then(|month| row(finished, outcome, month, id));
    page += &money::money(&outcome.money, request, language, &year_end);
    if let [judged] = &finished.judged[..] {
        page += &targets::page(&judged.rows, &request.baseline, language);
    }
    page += &facts(request, finished, outcome, language);
    page += &caveats(request, language);
    page += &sanity::page(&finished.sanity, language);
    page += &files(request, finished, language);
    page
}

/// The dated shocks of the run by name.
fn shocks(request: &RunRequest, language: Language) -> String {
    let names = request.baseline.district.shocks.iter();
    let names: Vec<&str> =
        names.filter(|shock| shock.month <= request.last).map(|shock| shock.name.get(language)).collect();
    match (names.is_empty(), language) {
        (true, Language::Zh) => "不含冲击".into(),
        (true, Language::En) => "no shocks".into(),
        (false, Language::Zh) => format!("含冲击（假定）：{}", names.join("、")),
        (false, Language::En) => format!("with assumed shocks: {}", names.join(", ")),
    }
}

/// Ends of years, and the last month if it is no December.
fn months(request: &RunRequest) -> Vec<Month> {
    let mut months = Vec::new();
    let mut month = request.baseline.district.start;
    while month <= request.last {
        if month.is_december() || month == request.last {
            months.push(month);
        }
        month = month + 1;
    }
    months
}

fn row<'a>(finished: &'a Finished, outcome: &Outcome, month: Month, id: &str) -> Option<&'a SummaryRow> {
    finished.summary.get(&outcome.scenario, month, DISTRICT_AREA, id)
}

/// A table without lines, its columns from `first_right` on aligned to the right.
fn rows(
    heads: impl IntoIterator<Item = String>,
    rows: impl IntoIterator<Item = Vec<String>>,
    first_right: usize,
) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(heads.into_iter().collect::<Vec<String>>());
    table.add_rows(rows);
    for column in table.column_iter_mut().skip(first_right) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt()
}

/// A whole number with separators.
fn grouped(number: f64) -> String {
    let digits = format!("{:.0}", number.abs());
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0.0 { format!("-{text}") } else { text }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn peak_sentence(peak: &Peak, note: Option<&Text>, language: Language) -> String {
    let mut years = peak.years.clone();
    years.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(a.year.cmp(&b.year)));
    let Some(likeliest) = years.first() else { return String::new() };
    let others: Vec<String> =
        years[1..].iter().take(4).map(|y| format!("{} {}", y.year, percent(y.probability))).collect();
    let (p10, p50, p90) = (grouped(peak.elders_p10), grouped(peak.elders_p50), grouped(peak.elders_p90));
    let others = match (others.is_empty(), language) {
        (true, _) => String::new(),
        (false, Language::Zh) => format!("（其余：{}）", others.join("，")),
        (false, Language::En) => format!(" (others: {})", others.join(", ")),
    };
    let (n, year, share) = (peak.n, likeliest.year, percent(likeliest.probability));
    let mut text = match language {
        Language::Zh => {
            format!(
                "峰值：{n} 次模拟中有 {share} 的峰值年份为 {year} 年{others}；峰值中位数 {p50} 人〔{p10}–{p90}〕。\n"
            )
        }
        Language::En => format!(
            "Peak: it falls in {year} in {share} of {n} replicates{others}; median height {p50} persons [{p10}–{p90}].\n"
        ),
    };
    if let Some(note) = note {
        text += note.get(language);
        text += "\n";
    }
    text + "\n"
}

/// Published facts that an indicator of this run reproduces.
fn known_facts<'a>(
    request: &'a RunRequest,
    finished: &'a Finished,
    outcome: &'a Outcome,
) -> impl Iterator<Item = (&'a scenarios::Fact, &'a SummaryRow)> {
    request.baseline.facts.iter().filter_map(|fact| {
        let row = row(finished, outcome, fact.month?, fact.indicator.as_deref()?)?;
        Some((fact, row))
    })
}

fn facts(request: &RunRequest, finished: &Finished, outcome: &Outcome, language: Language) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let head = [
        Label::new("公布数据", "published"),
        Label::new("月份", "month"),
        Label::new("公布值", "value"),
        Label::new("模拟中位数", "simulated median"),
        Label::new("80%区间", "80 % band"),
        Label::new("相对偏差", "relative misfit"),
        Label::new("性质", "kind"),
    ];
    table.set_header(head.map(|label| label.get(language)));
    let mut any = false;
    for (fact, row) in known_facts(request, finished, outcome) {
        any = true;
        let known = indicator(&row.indicator);
        let (name, unit) = known.map_or(("", ""), |indicator| (indicator.name.get(language), indicator.unit));
        let published = fact.comparable(unit);
        let number = |value: f64| table::value(value, unit, published);
        let kind = match (fact.grade, language) {
            (scenarios::Grade::Forecast, Language::Zh) => "报告自身的预测",
            (scenarios::Grade::Forecast, Language::En) => "the report's own forecast",
            (scenarios::Grade::Calibrated, Language::Zh) => "报告，已用于校准，不是检验",
            (scenarios::Grade::Calibrated, Language::En) => "reported, calibrated to: no test",
            (_, Language::Zh) => "报告",
            (_, Language::En) => "reported",
        };
        table.add_row([
            name.to_string(),
            row.month.to_string(),
            number(published),
            number(row.p50),
            format!("{}–{}", number(row.p10), number(row.p90)),
            format!("{:+.1} %", (row.p50 / published - 1.0) * 100.0),
            kind.to_string(),
        ]);
    }
    for column in table.column_iter_mut().skip(2).take(4) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let title = Label::new("与公布数据对照", "Against published figures").get(language);
    if any { format!("{title}\n{}\n\n", table.trim_fmt()) } else { String::new() }
}

fn caveats(request: &RunRequest, language: Language) -> String {
    let grades = request.baseline.grade_counts();
    let (found, derived, assumed) = (grades.found, grades.derived, grades.assumed);
    match language {
        Language::Zh => format!(
            "依据：{} 项数值中查得 {found}，推算 {derived}，假定 {assumed}；区间只反映这些范围和随机性，不含模型本身的误差。\n\n",
            found + derived + assumed,
        ),
        Language::En => format!(
            "Basis: of {} quantities {found} were found, {derived} derived, {assumed} assumed; bands reflect their \
             ranges and chance, not errors of the model itself.\n\n",
            found + derived + assumed,
        ),
    }
}

fn files(request: &RunRequest, finished: &Finished, language: Language) -> String {
    let mut text = match language {
        Language::Zh => format!("文件：{}\n", request.folder.display()),
        Language::En => format!("Files: {}\n", request.folder.display()),
    };
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    for file in &finished.manifest.files {
        let description = match language {
            Language::Zh => &file.description_zh,
            Language::En => &file.description_en,
        };
        let rows = match language {
            Language::Zh => format!("{} 行", grouped(file.record.rows as f64)),
            Language::En => format!("{} rows", grouped(file.record.rows as f64)),
        };
        table.add_row([format!("  {}", file.record.file), rows, description.clone()]);
    }
    table.add_row([
        format!("  {}", outputs::MANIFEST_FILE),
        String::new(),
        Label::new("清单：输入指纹、种子、版本、用时、文件指纹", "hashes of inputs and files, seed, version, timings")
            .get(language)
            .to_string(),
    ]);
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    text += &table.trim_fmt();
    text + "\n"
}

/// The same as [`page`], for programs.
pub fn json(request: &RunRequest, finished: &Finished) -> Value {
    let Some(outcome) = &finished.outcome else { return many::json(request, finished) };
    let care = table::CARE.iter().chain(table::WORKFORCE).flat_map(|(_, columns)| columns.iter());
    let indicators = table::PEOPLE.iter().chain(table::ABILITY).chain(care).map(|column| column.id);
    let band = |row: &SummaryRow| {
        json!({
            "mean": row.mean, "p05": row.p05, "p10": row.p10, "p50": row.p50, "p90": row.p90, "p95": row.p95,
            "n": row.n,
        })
    };
    let outlook = experiments::bed_outlook(&finished.summary, &outcome.scenario, &months(request));
    let months: Vec<Value> = months(request)
        .into_iter()
        .map(|month| {
            let values: serde_json::Map<String, Value> = indicators
                .clone()
                .filter_map(|id| Some((id.to_string(), band(row(finished, outcome, month, id)?))))
                .collect();
            json!({ "month": month.to_string(), "indicators": values })
        })
        .collect();
    let facts: Vec<Value> = known_facts(request, finished, outcome)
        .map(|(fact, row)| {
            let published = fact.comparable(indicator(&row.indicator).map_or("", |indicator| indicator.unit));
            json!({
                "key": fact.key, "indicator": fact.indicator, "month": row.month.to_string(), "published": published,
                "simulated": band(row), "misfit": row.p50 / published - 1.0,
            })
        })
        .collect();
    json!({
        "folder": request.folder,
        "plan": finished.manifest.plan,
        "identity": finished.manifest.identity,
        "years": months,
        "scenario": outcome.scenario,
        "peak": outcome.peak,
        "bed_outlook": outlook,
        "certification": outcome.certification,
        "money": outcome.money,
        "certified_share_at_start": certification::share_at_start(&request.baseline),
        "facts": facts,
        "targets": finished.judged.first().map(|judged| targets::json(&judged.rows)),
        "sanity": sanity::json(&finished.sanity),
        "files": finished.manifest.files,
    })
}

/// What `--precision` reached.
pub fn precision(reached: &Reached, language: Language) -> String {
    let name = indicator(reached.indicator).map_or(reached.indicator, |indicator| indicator.name.get(language));
    let asked = format!("{:.2} %", reached.asked * 100.0);
    let mut text = match (language, reached.reached) {
        (Language::Zh, true) => {
            format!("精度：{name}（各月平均）的蒙特卡洛误差要求 {asked}，{} 次模拟已达到：\n", reached.replicates)
        }
        (Language::Zh, false) => {
            format!("精度：{name}（各月平均）的蒙特卡洛误差要求 {asked}，{} 次模拟仍未达到：\n", reached.replicates)
        }
        (Language::En, true) => {
            format!(
                "Precision: {name} (mean of all months), {asked} asked for, reached with {} replicates:\n",
                reached.replicates
            )
        }
        (Language::En, false) => {
            format!(
                "Precision: {name} (mean of all months), {asked} asked for, NOT reached with {} replicates:\n",
                reached.replicates
            )
        }
    };
    for error in &reached.errors {
        let (mean, half) = (grouped(error.mean), format!("{:.1}", error.half_width));
        text += &format!("  {}  {mean} ± {half} ({:.2} %)\n", error.scenario, error.relative * 100.0);
    }
    text
}

/// What `--dry-run` prints.
pub fn estimate(estimate: &Estimate, language: Language) -> String {
    let Estimate { tasks, replicates, months, shared, elders, seconds, megabytes } = *estimate;
    let elders = grouped(elders as f64);
    let common = match language {
        _ if shared < 0.005 => String::new(),
        Language::Zh => format!("各情景共同的历史只算一次，省去 {}的月数；", percent(shared)),
        Language::En => {
            format!("what scenarios have in common is lived once, which spares {} of all months; ", percent(shared))
        }
    };
    match language {
        Language::Zh => format!(
            "{tasks} 个任务，{replicates} 次模拟，每次 {months} 个月、期初 {elders} 名老人；\
             {common}约需 {seconds:.0} 秒，内存约 {megabytes:.0} MB。未写任何文件。\n"
        ),
        Language::En => format!(
            "{tasks} tasks, {replicates} replicates of {months} months and {elders} elders at the start; \
             {common}about {seconds:.0} s and {megabytes:.0} MB. Nothing was written.\n"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn numbers_are_grouped_in_threes() {
        for (number, text) in
            [(0.0, "0"), (999.4, "999"), (1_000.0, "1,000"), (231_100.0, "231,100"), (-12_345.0, "-12,345")]
        {
            assert_eq!(grouped(number), text);
        }
    }
}
