//! What moves spending from one year to another.
use super::Section;
use crate::charts::{Step, waterfall};
use crate::figure::{Cell, Figure, Picture, Table};
use crate::report::Report;
use crate::words::{Unit, percent, say};
use agents::text::Label;

/// The section.
pub const SECTION: Section =
    Section { id: "waterfall", title: Label::new("支出变化的来源", "What moves spending"), needs: &[], figures };

fn figures(report: &Report<'_>) -> Vec<Figure> {
    let Some(fall) = &report.results.money.waterfall else { return Vec::new() };
    let (language, unit) = (report.language, Unit::Yuan);
    let (from, to) = (fall.from, fall.to);
    let step = |name: String, yuan: i64, is_sum: bool| Step { name, value: yuan as f64, is_sum };
    let year = |year: i32| say!(language, "{year} 年支付", "paid in {year}");
    let steps = vec![
        step(year(from), fall.before, true),
        step(report.words("老龄化", "ageing"), fall.ageing, false),
        step(report.words("困难家庭", "caseload"), fall.caseload, false),
        step(report.words("标准", "standards"), fall.standards, false),
        step(report.words("覆盖率", "take-up"), fall.take_up, false),
        step(report.words("其他", "other"), fall.other, false),
        step(year(to), fall.after, true),
    ];
    let change = (fall.after - fall.before) as f64;
    let share = |yuan: i64| if change == 0.0 { "–".to_string() } else { percent(language, yuan as f64 / change) };
    let row = |step: &Step| {
        let number = if step.is_sum { unit.number(language, step.value) } else { unit.change(language, step.value) };
        let of_change = if step.is_sum { String::new() } else { share(step.value as i64) };
        vec![
            Cell::text(step.name.clone()),
            Cell { text: number, value: Some(step.value), band: None },
            Cell::text(of_change),
        ]
    };
    let (ageing, standards) = (share(fall.ageing), share(fall.standards));
    let (moved, n) = (unit.change(language, change), report.results.manifest.plan.replicates);
    let unit_name = unit.name(language);
    let sentence = say!(
        language,
        "{from} 至 {to} 年四类支付变化 {moved} {unit_name}：老龄化（符合条件的老人及其年龄、照护等级）占 {ageing}，标准（低保标准和各项补贴）\
         占 {standards}（{n} 次模拟的均值，没有区间；逐项按元相加等于变化；各项之间的交互按对数均值分解分摊，不是因果）。",
        "From {from} to {to} what is paid for the four groups changes by {moved} {unit_name}: ageing (more elders entitled, their ages and care \
         levels) is {ageing} of it, standards and amounts {standards} (means over {n} replicates, no interval; parts add up to the yuan; \
         what acts together is shared out by logarithmic means, which is not cause and effect)."
    );
    let table = Table {
        caption: say!(language, "变化的来源（{unit_name}，均值）", "What moves it ({unit_name}, means)"),
        heads: vec![report.words("来源", "part"), unit_name.to_string(), report.words("占变化", "of the change")],
        rows: steps.iter().map(row).collect(),
    };
    vec![Figure {
        id: "waterfall-spending",
        title: say!(language, "{from} 至 {to} 年支付变化的来源", "From what is paid in {from} to what is paid in {to}"),
        picture: Picture::Plot(Box::new(waterfall(&steps, unit, unit_name, language)), 380),
        sentence,
        tables: vec![table],
    }]
}
