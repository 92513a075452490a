//! What moves spending from one year to another.
use super::{Question, Surface};
use crate::chart::{Chart, Step, Waterfall};
use crate::figure::{Cell, Figure, Method, Number, Table};
use crate::unit::Unit;
use crate::view::View;
use crate::words::{percent, say};
use agents::text::Label;
use outputs::Detail;

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "waterfall",
    title: Label::new("支出变化的来源", "What moves spending"),
    surfaces: Surface::FIRST,
    needs: Detail::District,
    figures,
};

fn figures(view: &View<'_>) -> Vec<Figure> {
    let Some(fall) = &view.results.money.waterfall else { return Vec::new() };
    let (language, unit) = (view.language, Unit::Yuan);
    let (from, to) = (fall.from, fall.to);
    let step = |name: String, yuan: i64, is_sum: bool| Step { name, value: yuan as f64, is_sum };
    let year = |year: i32| say!(language, "{year} 年支付", "paid in {year}");
    let steps = vec![
        step(year(from), fall.before, true),
        step(view.words("老龄化", "ageing"), fall.ageing, false),
        step(view.words("困难家庭", "caseload"), fall.caseload, false),
        step(view.words("标准", "standards"), fall.standards, false),
        step(view.words("覆盖率", "take-up"), fall.take_up, false),
        step(view.words("其他", "other"), fall.other, false),
        step(year(to), fall.after, true),
    ];
    let change = (fall.after - fall.before) as f64;
    let share = |yuan: i64| if change == 0.0 { "–".to_string() } else { percent(language, yuan as f64 / change) };
    let row = |step: &Step| {
        let method = if step.is_sum { Method::Mean } else { Method::MeanDifference };
        let of_change = match step.is_sum || change == 0.0 {
            true => Cell::Empty,
            false => Cell::Number(Number::new(Unit::Probability, step.value / change, Method::Computed)),
        };
        vec![Cell::text(step.name.clone()), Cell::Number(Number::new(unit, step.value, method).of(view.n())), of_change]
    };
    let (ageing, standards) = (share(fall.ageing), share(fall.standards));
    let (moved, n) = (unit.change(language, change), view.n());
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
        heads: vec![view.words("来源", "part"), unit_name.to_string(), view.words("占变化", "of the change")],
        rows: steps.iter().map(row).collect(),
    };
    vec![Figure {
        id: "waterfall-spending",
        title: say!(language, "{from} 至 {to} 年支付变化的来源", "From what is paid in {from} to what is paid in {to}"),
        chart: Some(Chart::Waterfall(Waterfall { steps, unit })),
        sentence,
        tables: vec![table],
        ..Figure::default()
    }]
}
