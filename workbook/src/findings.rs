//! Targets and sanity rules, as the run's own Parquet files have them.
use crate::layout::Shown;
use crate::sheet::{Sheet, Value, heads};
use crate::{Content, WorkbookError, units};
use agents::text::{Label, Language, Text};
use experiments::rule_name;
use outputs::{Cell, Chosen, SANITY_FILE, TARGETS_FILE, TableDescription, indicator, table_rows, tables};
use rust_xlsxwriter::Worksheet;
use scenarios::Aim;

/// Words of the files, and what they are in the two languages.
const WORDS: &[(&str, Label)] = &[
    ("target", Label::new("目标", "target")),
    ("trigger", Label::new("触发点", "trigger")),
    ("at_least", Label::new("不低于", "at least")),
    ("at_most", Label::new("不高于", "at most")),
    ("conservation", Label::new("守恒", "conservation")),
    ("bounds", Label::new("界限", "bounds")),
    ("monotonicity", Label::new("单调", "monotonicity")),
    ("gain_only", Label::new("只增不减", "gain only")),
    ("holds", Label::new("成立", "holds")),
    ("chance", Label::new("个别模拟不符，均值不显著", "within chance")),
    ("broken", Label::new("不成立", "broken")),
];

/// Sides on which rules about two scenarios want an indicator.
const SIDES: &[(&str, Label)] = &[
    ("not_lower", Label::new("不低于对照情景", "not lower than in the other scenario")),
    ("not_higher", Label::new("不高于对照情景", "not higher than in the other scenario")),
];

/// The sheet of targets and triggers.
pub(crate) fn targets(content: &Content<'_>) -> Result<Worksheet, WorkbookError> {
    let mut sheet = Sheet::new(
        Label::new("目标", "Targets"),
        Label::new("目标的达标概率和触发点", "Targets as probabilities, and triggers"),
        content.request.language,
    )?;
    sheet.note(content.say(Label::new(
        "概率由各次模拟计数得出；首次达到：有百分之几的模拟到该月已首次达到，无论其后是否保持。",
        "Probabilities are counted over replicates. First reached: by which month so many per cent of the replicates have \
         been on the right side, whether they stay there or not.",
    )))?;
    sheet.note(content.say(Label::new(
        "须在一段时间内一直保持的目标，若在这段时间开始以前就已首次达到，只写“早于期间”：能否保持看概率。来源照录原文（多为英文）。",
        "Of targets that must hold for a span, what was first reached before the span begins is only said to be \"before the span\": \
         whether it lasts, the probability tells. Sources are quoted as they were recorded.",
    )))?;
    for caveat in crate::topics::certified_at_start(content) {
        sheet.caveat(&caveat)?;
    }
    sheet.skip();
    sheet.header(
        &heads(&[
            ("情景", "Scenario"),
            ("情景名称", "Scenario name"),
            ("类别", "Kind"),
            ("名称", "Name"),
            ("编号", "Id"),
            ("指标", "Indicator"),
            ("除以", "Divided by"),
            ("区域", "Area"),
            ("方向", "Side"),
            ("目标值", "Value"),
            ("单位", "Unit"),
            ("自", "From"),
            ("至", "To"),
            ("概率", "Probability"),
            ("达标次数", "Met"),
            ("模拟次数", "Replicates"),
            ("第10百分位", "10th percentile"),
            ("中位数", "Median"),
            ("第90百分位", "90th percentile"),
            ("10%首次达到", "10 % reached"),
            ("50%首次达到", "50 % reached"),
            ("90%首次达到", "90 % reached"),
            ("触发月", "Triggered"),
            ("依据", "Grade"),
            ("来源", "Source"),
            ("说明", "Note"),
        ]),
        4,
    )?;
    let columns = [
        "scenario",
        "scenario_name",
        "kind",
        "name",
        "id",
        "indicator",
        "per",
        "area",
        "side",
        "value",
        "unit",
        "from",
        "to",
        "probability",
        "met",
        "n",
        "p10",
        "p50",
        "p90",
        "reached_10",
        "reached_50",
        "reached_90",
        "triggered",
        "grade",
        "source",
        "note",
    ];
    fill(&mut sheet, content, TARGETS_FILE, &columns, |row, column| match column {
        "scenario_name" => Value::text(content.scenario_name(row.text("scenario"))),
        "reached_10" | "reached_50" | "reached_90" => reached(content, row, column),
        "name" => named(content, row.text("kind"), row.text("id")),
        "note" => noted(content, row.text("id")),
        "indicator" | "per" => Value::text(indicator_name(content, row.text(column))),
        _ => row.value(column),
    })?;
    Ok(sheet.finish()?)
}

/// The sheet of sanity rules.
pub(crate) fn sanity(content: &Content<'_>) -> Result<Worksheet, WorkbookError> {
    let mut sheet = Sheet::new(
        Label::new("合理性", "Sanity"),
        Label::new("合理性规则：守恒、界限、单调", "Sanity rules: conservation, bounds, monotonicity"),
        content.request.language,
    )?;
    sheet.note(content.say(Label::new(
        "每条规则检查的情形数和不符数；守恒或界限不成立即为程序缺陷。",
        "Cases that each rule looked at, and those on the wrong side. A broken rule of conservation or bounds is a bug.",
    )))?;
    sheet.skip();
    sheet.header(
        &heads(&[
            ("情景", "Scenario"),
            ("情景名称", "Scenario name"),
            ("对照情景", "Against"),
            ("类别", "Kind"),
            ("规则", "Rule"),
            ("结论", "Verdict"),
            ("检查情形", "Checked"),
            ("不符情形", "Wrong"),
            ("最严重", "Worst"),
            ("单位", "Unit"),
            ("模拟序号", "Replicate"),
            ("月份", "Month"),
            ("区域", "Area"),
        ]),
        1,
    )?;
    let columns = [
        "scenario",
        "scenario_name",
        "against",
        "kind",
        "rule",
        "verdict",
        "checked",
        "wrong",
        "worst",
        "unit",
        "replicate",
        "month",
        "area",
    ];
    fill(&mut sheet, content, SANITY_FILE, &columns, |row, column| match column {
        "scenario_name" => Value::text(content.scenario_name(row.text("scenario"))),
        "against" => match row.cell(column) {
            Cell::Text(id) => Value::text(content.scenario_name(id)),
            _ => Value::Empty,
        },
        "rule" => Value::text(rule(content, row.text("rule"))),
        // A distance, often far below 1.
        "worst" => row.number(column, Shown::Plain),
        _ => row.value(column),
    })?;
    Ok(sheet.finish()?)
}

/// One row of a file, by name of column.
struct Row<'a> {
    content: &'a Content<'a>,
    table: &'a TableDescription,
    cells: &'a [Cell<'a>],
}

impl<'a> Row<'a> {
    fn cell(&self, column: &str) -> Cell<'a> {
        let at = self.table.columns.iter().position(|known| known.name == column);
        at.and_then(|at| self.cells.get(at)).copied().unwrap_or(Cell::Empty)
    }

    fn text(&self, column: &str) -> &'a str {
        match self.cell(column) {
            Cell::Text(text) => text,
            _ => "",
        }
    }

    fn number(&self, column: &str, shown: Shown) -> Value {
        match self.cell(column) {
            Cell::Integer(number) => Value::Number(number as f64, shown),
            Cell::Number(number) => Value::Number(number, shown),
            _ => Value::Empty,
        }
    }

    fn value(&self, column: &str) -> Value {
        let language = self.content.request.language;
        match self.cell(column) {
            Cell::Empty => Value::Empty,
            Cell::Month(month) => Value::Month(month),
            Cell::Integer(_) => self.number(column, Shown::Whole),
            Cell::Number(_) if column == "probability" => self.number(column, Shown::Percent),
            Cell::Number(_) => self.number(column, units::shown(self.text("unit"))),
            Cell::Text(text) if column == "unit" => Value::text(units::unit(text, language)),
            Cell::Text(text) if column == "area" => Value::text(self.content.area_name(text)),
            Cell::Text(text) if column == "grade" => Value::text(units::grade(text, language)),
            Cell::Text(text) => {
                let word = WORDS.iter().filter(|_| matches!(column, "kind" | "side" | "verdict"));
                let known = word.filter(|(id, _)| *id == text).map(|(_, label)| label.get(language)).next();
                Value::text(known.unwrap_or(text))
            }
        }
    }
}

/// Adds the rows of a file of the run, scenario by scenario; a line where the run has no such file.
fn fill(
    sheet: &mut Sheet,
    content: &Content<'_>,
    file: &str,
    columns: &[&str],
    value: impl Fn(&Row<'_>, &str) -> Value,
) -> Result<(), WorkbookError> {
    let is_there = content.request.manifest.files.iter().any(|listed| listed.record.file == file);
    let stem = file.trim_end_matches(".parquet");
    let Some(table) = tables().into_iter().find(|table| is_there && table.name == stem) else {
        sheet.note(content.say(Label::new("该运行没有这些内容。", "The run has none.")))?;
        return Ok(());
    };
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for scenario in &content.request.scenarios {
        let chosen = Chosen { scenario: Some(&scenario.id), area: None };
        table_rows(&content.request.folder.join(file), &table, chosen, |cells| {
            let row = Row { content, table: &table, cells };
            rows.push(columns.iter().map(|column| value(&row, column)).collect());
            Ok(())
        })?;
    }
    for row in rows {
        sheet.row(&row, false)?;
    }
    Ok(())
}

/// A rule in words: of books by its name, of two scenarios by its indicator and side.
fn rule(content: &Content<'_>, id: &str) -> String {
    if let Some(name) = rule_name(id) {
        return content.say(name).to_string();
    }
    let side = |word: &str| SIDES.iter().find(|(known, _)| *known == word).map(|(_, label)| content.say(*label));
    let parts = id.rsplit_once(' ').and_then(|(of, word)| Some((of, side(word)?)));
    match (parts, content.request.language) {
        (Some((of, side)), Language::Zh) => format!("{}：{side}", indicator_name(content, of)),
        (Some((of, side)), Language::En) => format!("{}: {side}", indicator_name(content, of)),
        (None, _) => id.to_string(),
    }
}

/// When a target is first reached. Before a span in which it must hold this says nothing of the target.
fn reached(content: &Content<'_>, row: &Row<'_>, column: &str) -> Value {
    match (row.cell("from"), row.cell("to"), row.cell(column)) {
        (Cell::Month(from), Cell::Month(to), Cell::Month(month)) if from < to && month < from => {
            Value::text(content.say(Label::new("早于期间", "before the span")))
        }
        _ => row.value(column),
    }
}

fn named(content: &Content<'_>, kind: &str, id: &str) -> Value {
    let targets = &content.request.baseline.targets;
    let name = match kind {
        "trigger" => targets.triggers.iter().find(|trigger| trigger.id == id).map(|trigger| &trigger.name),
        _ => targets.targets.iter().find(|target| target.id == id).map(|target| &target.name),
    };
    Value::text(name.map_or_else(|| id.to_string(), |name| content.text(name)))
}

/// Why a target is not simulated, or what must be known of it.
fn noted(content: &Content<'_>, id: &str) -> Value {
    let target = content.request.baseline.targets.targets.iter().find(|target| target.id == id);
    let note: Option<&Text> = target.and_then(|target| match &target.aim {
        Aim::NotSimulated { reason, .. } => Some(reason),
        Aim::Simulated { .. } => target.note.as_ref(),
    });
    note.map_or(Value::Empty, |note| Value::text(content.text(note)))
}

fn indicator_name<'a>(content: &Content<'_>, id: &'a str) -> &'a str {
    indicator(id).map_or(id, |indicator| indicator.name.get(content.request.language))
}
