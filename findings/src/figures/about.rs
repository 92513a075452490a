//! What the model is, and what it is not, in plain lines.
use super::{Question, Surface, bands};
use crate::chart::{Chart, Statements};
use crate::figure::Figure;
use crate::view::View;
use crate::words::say;
use agents::text::Label;
use outputs::Detail;
use scenarios::Grade;

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "about",
    title: Label::new("模型是什么，不是什么", "What the model is, and what it is not"),
    surfaces: Surface::AWAY,
    needs: Detail::Headline,
    figures,
};

fn figures(view: &View<'_>) -> Vec<Figure> {
    let language = view.language;
    let baseline = &view.results.baseline;
    let (name, plan) = (baseline.district.name.get(language), &view.results.run.manifest.plan);
    let (homes, communities) = (baseline.district.care.facilities.len(), baseline.district.communities.len());
    let (n, start, end) = (plan.replicates, &plan.start, &plan.end);
    let counts = baseline.grade_counts();
    let (all, assumed) = (counts.found + counts.derived + counts.assumed, counts.assumed);
    let contents = bands::contents(view);
    let mut lines = vec![
        say!(
            language,
            "是：{name}户籍老人逐人、逐月的模拟（{start} 至 {end}），{communities} 个街镇、{homes} 家机构（含规划的）、护理员、培训、困难家庭和民政资金在\
             同一个模型里相互影响。",
            "It is: a simulation of the registered elders of {name}, person by person and month by month ({start} to {end}); {communities} \
             communities, {homes} homes (planned ones among them), care workers, training, households in hardship and the bureau's money act on one another in one model."
        ),
        say!(
            language,
            "是：{n} 次模拟的分布。每次都从范围内重新抽取参数和偶然；“80%区间”是预测分布的第10至第90百分位，“95%区间”是第2.5至第97.5百分位。",
            "It is: the distribution of {n} replicates, each with its own draw of parameters and chance; an “80 % band” is the 10th to 90th \
             percentile of the predictive distribution, a “95 % band” the 2.5th to 97.5th."
        ),
        view.words(
            "是：比较政策的工具。同一次模拟在各情景下是同样的人、同样的偶然，差别来自政策。",
            "It is: a means to compare policies. A replicate is the same persons and the same chance in every scenario, so that differences \
             are policy.",
        ),
        say!(
            language,
            "不是：实测数据的汇总。{all} 项数值中有 {assumed} 项是假定。{contents}",
            "It is not: a summary of records. {assumed} of {all} quantities are assumed. {contents}"
        ),
        view.words(
            "不是：对某一个人、某一家机构的预测，也不是对拨款的承诺。需求、供给、入住、轮候和缺口是五个不同的数，不能互换。",
            "It is not: a forecast of any person or home, nor a promise of money. Demand, capacity, served, waiting and gap are five different \
             numbers and never stand for one another.",
        ),
    ];
    let homes_assumed =
        baseline.tables.iter().any(|table| table.file == "facilities.csv" && table.grade == Grade::Assumed);
    if homes_assumed {
        lines.push(view.words(
            "注意：机构名单是虚构的，只有全区合计有公布数据。",
            "Mind: the list of homes is made up; only totals of the district are published.",
        ));
    }
    vec![Figure {
        id: "about-model",
        title: view.words("读数字之前", "Before you quote a number"),
        chart: Some(Chart::Statements(Statements { lines })),
        ..Figure::default()
    }]
}
