//! Scores of a run against published numbers, by use and by group.
use super::facts::published;
use crate::figure::{Cell, Figure, Method, Number, Table};
use crate::unit::Unit;
use crate::words::say;
use crate::{Total, Validation};
use agents::text::{Label, Language};
use scenarios::{Group, Role};

/// The figures of a scoring: the numbers beside the bands of `n` replicates, and how they came out by use and by group.
pub fn scored(validation: &Validation, n: usize, language: Language) -> Vec<Figure> {
    let words = |zh, en| Label::new(zh, en).get(language).to_string();
    let missing = validation.not_simulated.join(Label::new("、", ", ").get(language));
    let not_simulated = match missing.is_empty() {
        true => String::new(),
        false => say!(
            language,
            "未比较（月份没有模拟）：{missing}。",
            " Not compared, because a month was not simulated: {missing}."
        ),
    };
    if validation.facts.is_empty() {
        let sentence =
            words("没有可对照的公布数据。", "There is no published figure of a simulated month to compare with.");
        let title = words("与公布数据对照", "Published figures reproduced");
        return vec![Figure { id: "facts-none", title, sentence: sentence + &not_simulated, ..Figure::default() }];
    }
    let mut figures = vec![published(validation, n, language), totals(validation, language)];
    if let Some(first) = figures.first_mut() {
        first.sentence += &not_simulated;
    }
    figures
}

/// Totals by use, then by group.
fn totals(validation: &Validation, language: Language) -> Figure {
    let words = |zh, en| Label::new(zh, en).get(language).to_string();
    let of = |name: Label, total: Option<Total>| Some((name.get(language).to_string(), total?));
    let roles = Role::ALL.iter().filter_map(|role| of(role.name(), validation.of_role(*role)));
    let groups = Group::ALL.iter().filter_map(|group| of(group.name(), validation.of_group(*group)));
    let heads = |first: String| {
        vec![
            first,
            words("项", "figures"),
            words("在50%区间内", "inside 50 %"),
            words("在80%区间内", "inside 80 %"),
            words("在95%区间内", "inside 95 %"),
            words("CRPS均值", "mean CRPS"),
            words("区间评分均值", "mean interval score"),
            words("相对“维持不变”的技巧", "skill against no change"),
            words("相对“延续趋势”的技巧", "skill against the trend"),
        ]
    };
    let table = |caption, first, rows: Vec<(String, Total)>| Table {
        caption,
        heads: heads(first),
        rows: rows.into_iter().map(|(name, total)| row(name, &total)).collect(),
    };
    Figure {
        id: "facts-scores",
        title: words("评分", "Scores"),
        sentence: held_out(validation, language),
        caveats: vec![words(
            "各项并不独立，多来自同一年份、同一份报告；项数少时覆盖率只供参考",
            "the figures are not independent, most are of the same years and one report; coverage of few of them says little",
        )],
        method: words(
            "CRPS和80%区间评分：计数、金额和比率按对数（约为占数值的比例），比例按logit，越低越好。技巧＝1－CRPS之比，只计有以往公布值的项目。",
            "CRPS and interval score of the 80 % band: of logarithms of counts, money and ratios (about shares of the value), of logits of \
             shares; lower is better. Skill is 1 less the ratio of CRPS, over the figures that had a value published before.",
        ),
        tables: vec![
            table(words("按用途", "By use"), words("用途", "use"), roles.collect()),
            table(
                words("按组（不含仅供对照的）", "By group, without those only shown"),
                words("组", "group"),
                groups.collect(),
            ),
        ],
        ..Figure::default()
    }
}

/// The held-out figures in a sentence.
fn held_out(validation: &Validation, language: Language) -> String {
    let Some(Total { n, inside: [_, in_80, in_95], crps, .. }) = validation.of_role(Role::HoldOut) else {
        let none = Label::new("没有留作检验的公布数据。", "No figure was held out.");
        return none.get(language).to_string();
    };
    let share = |count: usize| Unit::Probability.value(language, count as f64 / n as f64);
    let (of_80, of_95, crps) = (share(in_80), share(in_95), Unit::Ratio.number(language, crps));
    say!(
        language,
        "留作检验的 {n} 项中，80%区间含 {in_80} 项（{of_80}），95%区间含 {in_95} 项（{of_95}）；CRPS均值 {crps}。",
        "Of {n} figures held out the 80 % bands hold {in_80} ({of_80}) and the 95 % bands {in_95} ({of_95}); mean CRPS {crps}."
    )
}

fn row(name: String, total: &Total) -> Vec<Cell> {
    let number = |unit, value| Cell::Number(Number::new(unit, value, Method::Computed));
    let mut cells = vec![Cell::text(name), number(Unit::Count, total.n as f64)];
    cells.extend(total.inside.iter().map(|inside| number(Unit::Count, *inside as f64)));
    cells.extend([number(Unit::Ratio, total.crps), number(Unit::Ratio, total.interval)]);
    cells.extend(total.skill.iter().map(|skill| match skill {
        Some((n, skill)) => Cell::Quantity(Number::new(Unit::Share, *skill, Method::Computed).of(*n)),
        None => Cell::Empty,
    }));
    cells
}
