//! What run this is, and how to make it again.
use crate::sheet::{Sheet, Value, heads};
use crate::{Content, WorkbookError};
use agents::text::{Label, Language};
use outputs::{ParameterMode, Plan};
use rust_xlsxwriter::Worksheet;
use scenarios::scenario::{BASELINE, LIBRARY};

/// The workbook's title.
pub(crate) fn title(content: &Content<'_>) -> String {
    let district = content.text(&content.request.baseline.district.name);
    match content.request.language {
        Language::Zh => format!("{district}：人口老龄化模拟结果"),
        Language::En => format!("{district}: simulated population ageing"),
    }
}

/// The sheet.
pub(crate) fn sheet(content: &Content<'_>) -> Result<Worksheet, WorkbookError> {
    let request = content.request;
    let language = request.language;
    let mut sheet =
        Sheet::new(Label::new("概览", "Overview"), Label::new("silverpeak 运行结果", "A run of silverpeak"), language)?;
    sheet.note(&title(content))?;
    sheet.caveat(content.say(Label::new(
        "区间只反映参数范围和随机性，不含模型本身的误差；引用数字前请看各表表头的说明和“来源”表。",
        "bands hold ranges of parameters and chance, not errors of the model. Before a number is quoted, read the lines above \
         its table and the sheet Sources.",
    )))?;
    sheet.skip();
    // Three tables stand below one another: a filter or a header in view would be of the first alone.
    sheet.subheader(&heads(&[("项目", "Item"), ("内容", "Content")]))?;
    for (label, text) in items(content) {
        sheet.row(&[Value::text(content.say(label)), text], false)?;
    }
    sheet.skip();
    sheet.subheader(&heads(&[
        ("情景编号", "Scenario id"),
        ("名称", "Name"),
        ("说明", "Description"),
        ("变动", "Changes"),
        ("情景指纹", "Identity"),
    ]))?;
    for scenario in &request.scenarios {
        let (name, description) = match language {
            Language::Zh => (&scenario.name_zh, &scenario.description_zh),
            Language::En => (&scenario.name_en, &scenario.description_en),
        };
        let changes = scenario.changes.join("\n");
        sheet.row(&[&scenario.id, name, description, &changes, &scenario.identity].map(Value::text), false)?;
    }
    sheet.skip();
    sheet.subheader(&heads(&[("输入文件", "Input file"), ("BLAKE3", "BLAKE3")]))?;
    for input in &request.manifest.plan.inputs {
        sheet.row(&[Value::text(&input.file), Value::text(&input.blake3)], false)?;
    }
    Ok(sheet.finish()?)
}

fn items(content: &Content<'_>) -> Vec<(Label, Value)> {
    let (manifest, plan) = (content.request.manifest, &content.request.manifest.plan);
    let district = &content.request.baseline.district;
    let drawn = match plan.parameters {
        ParameterMode::Drawn => Label::new("每次模拟从范围中抽取", "drawn from their ranges by each replicate"),
        ParameterMode::Fixed => Label::new("最佳估计", "best estimates"),
    };
    let shocks = if plan.shocks { Label::new("含", "with shocks") } else { Label::new("不含", "none") };
    let shown = content.request.scenarios.len();
    vec![
        (Label::new("区", "District"), Value::text(format!("{} ({})", content.text(&district.name), plan.district))),
        (Label::new("首月", "First month"), Value::text(&plan.start)),
        (Label::new("末月", "Last month"), Value::text(&plan.end)),
        (Label::new("情景数", "Scenarios in the run"), Value::count(plan.scenarios.len() as f64)),
        (Label::new("本簿所列情景数", "Scenarios shown here"), Value::count(shown as f64)),
        (Label::new("每个情景的模拟次数", "Replicates of each scenario"), Value::count(f64::from(plan.replicates))),
        // As text: Excel keeps fifteen digits of a number.
        (Label::new("随机种子", "Seed"), Value::text(plan.seed.to_string())),
        (Label::new("参数", "Parameters"), Value::text(content.say(drawn))),
        (Label::new("疫情等冲击", "Dated shocks"), Value::text(content.say(shocks))),
        (Label::new("手工设定的参数", "Values set by hand"), Value::text(overrides(plan, ", "))),
        (Label::new("程序版本", "Version of silverpeak"), Value::text(&plan.silverpeak_version)),
        (Label::new("结果格式版本", "Format version"), Value::count(f64::from(plan.format_version))),
        (Label::new("运行完成时间", "Run ended"), Value::text(to_second(&manifest.created))),
        (Label::new("计划指纹", "Identity of the plan"), Value::text(&manifest.identity)),
        (
            Label::new("清单 manifest.json 的 BLAKE3", "BLAKE3 of manifest.json"),
            Value::text(&content.request.manifest_blake3),
        ),
        (Label::new("重现命令", "To run it again"), Value::text(command(content))),
        (
            Label::new("核对命令", "To check the run folder"),
            Value::text(content.say(Label::new("silverpeak verify 结果文件夹", "silverpeak verify RUN"))),
        ),
    ]
}

/// A moment of a manifest without fractions of its second.
fn to_second(created: &str) -> String {
    match created.split_once('.') {
        Some((second, fraction)) => format!("{second}{}", fraction.trim_start_matches(|c: char| c.is_ascii_digit())),
        None => created.to_string(),
    }
}

fn overrides(plan: &Plan, between: &str) -> String {
    let set: Vec<String> = plan.overrides.iter().map(|(id, value)| format!("{id}={value}")).collect();
    set.join(between)
}

/// The command that makes the run's Parquet files anew, byte for byte.
fn command(content: &Content<'_>) -> String {
    let plan = &content.request.manifest.plan;
    let mut words = vec!["silverpeak run".to_string()];
    let ids = plan.scenario_ids();
    if ids != [BASELINE] {
        words.extend(ids.iter().map(|id| scenario(id, content)));
    }
    words.push("--district".into());
    words.push(match scenarios::embedded(&plan.district) {
        Some(_) => plan.district.clone(),
        None => content.say(Label::new("<基线文件夹>", "<folder of the baseline>")).to_string(),
    });
    words.push(format!("--replicates {} --seed {} --until {}", plan.replicates, plan.seed, plan.end));
    if plan.parameters == ParameterMode::Fixed {
        words.push("--parameters fixed".into());
    }
    // A baseline without shocks runs without them, whatever is asked.
    if !plan.shocks {
        words.push("--no-shocks".into());
    }
    if !plan.overrides.is_empty() {
        words.push(format!("--set {}", overrides(plan, " --set ")));
    }
    words.join(" ")
}

/// What names a scenario: its id in the library, or the file that only its author has.
fn scenario(id: &str, content: &Content<'_>) -> String {
    let is_known = |part: &str| part == BASELINE || LIBRARY.iter().any(|known| known.id == part);
    match (id.split('+').all(is_known), content.request.language) {
        (true, _) => id.to_string(),
        (false, Language::Zh) => format!("<{id} 的文件>"),
        (false, Language::En) => format!("<file of {id}>"),
    }
}

#[cfg(test)]
mod tests {
    use super::to_second;

    #[test]
    fn fractions_of_a_second_are_cut_and_nothing_else() {
        assert_eq!(to_second("2026-11-26T22:36:57.708067011Z"), "2026-11-26T22:36:57Z");
        assert_eq!(to_second("2026-11-26T22:36:57Z"), "2026-11-26T22:36:57Z");
        assert_eq!(to_second("某日.Z"), "某日Z");
        assert_eq!(to_second(""), "");
    }
}
