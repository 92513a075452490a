//! The scenarios of the run: numbers side by side, and what each changes.
use super::{Question, Surface, beds, certification, differences};
use crate::figure::{Cell, Figure, Table};
use crate::results::Scenario;
use crate::unit::Unit;
use crate::view::View;
use crate::words::say;
use crate::{BASELINE, change_words};
use agents::text::Label;
use outputs::{Detail, Indicator, PlannedChange, indicators};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "scenarios",
    title: Label::new("情景", "Scenarios"),
    surfaces: Surface::ALL,
    needs: Detail::Headline,
    figures,
};

fn figures(view: &View<'_>) -> Vec<Figure> {
    match (view.results.others.is_empty(), view.results.base.id == BASELINE) {
        (true, true) => Vec::new(),
        (true, false) => vec![descriptions(view)],
        (false, _) => vec![side_by_side(view), descriptions(view)],
    }
}

/// Scenarios that stand side by side in a table.
const MOST_SIDE_BY_SIDE: usize = 5;

/// A number of every scenario: indicator, unit, year, name.
type Headline = (&'static Indicator, Unit, i32, String);

/// The headline numbers of every scenario, so that nobody has to look for them in nine charts.
fn side_by_side(view: &View<'_>) -> Figure {
    let (language, year, replicates) = (view.language, view.outlook_year(), view.n());
    let due = crate::CERTIFIED_TARGET_YEAR.min(view.last_year());
    let columns: [Headline; 10] = [
        (beds::DEMAND, Unit::Persons, year, view.words("床位需求", "demand for beds")),
        (beds::BUILT, Unit::Beds, year, view.words("建成床位", "beds built")),
        (beds::USABLE, Unit::Beds, year, view.words("可用床位", "usable beds")),
        (beds::WAITING, Unit::Persons, year, view.words("在家轮候", "waiting at home")),
        (indicators::CARE_GAP_PERSONS, Unit::Persons, year, view.words("照护未完全满足", "with unmet need")),
        (certification::SHARE, Unit::Share, due, view.words("护理员持证率", "certified care workers")),
        (certification::SHARE, Unit::Share, year, view.words("护理员持证率", "certified care workers")),
        (indicators::RELIEF_SPENDING, Unit::Yuan, year, view.words("社会救助", "social relief")),
        (indicators::BUDGET_OUT, Unit::Yuan, year, view.words("全部账户支出", "paid from all accounts")),
        (indicators::BUDGET_ARREARS, Unit::Yuan, year, view.words("年末拖欠", "arrears at the year's end")),
    ];
    let all: Vec<&Scenario> = std::iter::once(&view.results.base).chain(&view.results.others).collect();
    let cell = |scenario: &Scenario, (of, unit, year, _): &Headline| {
        Cell::median(*unit, scenario.estimate(of, *year).as_ref())
    };
    let head = |(_, unit, year, name): &Headline| view.head(&format!("{name} {year}"), *unit);
    let names = all.iter().map(|scenario| scenario.name.get(language).to_string());
    // A few scenarios stand side by side, many below one another.
    let (heads, rows): (Vec<String>, Vec<Vec<Cell>>) = match all.len() <= MOST_SIDE_BY_SIDE {
        true => {
            let row = |of: &Headline| {
                std::iter::once(Cell::text(head(of))).chain(all.iter().map(|scenario| cell(scenario, of))).collect()
            };
            let first = view.words("指标", "indicator");
            (std::iter::once(first).chain(names).collect(), columns.iter().map(row).collect())
        }
        false => {
            let row = |(name, scenario): (String, &&Scenario)| {
                std::iter::once(Cell::text(name)).chain(columns.iter().map(|of| cell(scenario, of))).collect()
            };
            let first = view.words("情景", "scenario");
            (std::iter::once(first).chain(columns.iter().map(head)).collect(), names.zip(&all).map(row).collect())
        }
    };
    let unmoved = differences::unmoved(view);
    let unmoved = match unmoved.is_empty() {
        true => String::new(),
        false => {
            let names = view.list(&unmoved);
            say!(language, "没有一个情景影响的：{names}。", " Moved by no scenario: {names}.")
        }
    };
    Figure {
        id: "scenarios-numbers",
        title: view.words("各情景的主要数字", "The headline numbers of every scenario"),
        sentence: say!(
            language,
            "中位数〔80%区间〕，{replicates} 次模拟。区间主要来自参数不确定，各情景共有；要看政策的作用，请看下面逐次配对的差，它比两个区间之差窄得多。{unmoved}",
            "Medians [80 % bands] of {replicates} replicates. Bands are mostly uncertain parameters, which all scenarios share; the effect of a policy \
             is in the paired differences below, which are much narrower.{unmoved}"
        ),
        tables: vec![Table {
            caption: view.words("各情景，年末或当年", "Scenarios, at the year's end or over the year"),
            heads,
            rows,
        }],
        ..Figure::default()
    }
}

/// A change of the plan, in words.
fn in_words(view: &View<'_>, change: &PlannedChange) -> String {
    change_words(change, &view.results.baseline.district, view.language)
}

fn descriptions(view: &View<'_>) -> Figure {
    let language = view.language;
    let all = std::iter::once(&view.results.base).chain(&view.results.others);
    let row = |scenario: &Scenario| {
        let plan = &view.results.run.manifest.plan;
        let planned = plan.scenarios.iter().find(|planned| planned.id == scenario.id);
        let changes = planned.map(|planned| plan.own_changes(planned).map(|change| in_words(view, change)).collect());
        let changes: Vec<String> = changes.unwrap_or_default();
        let changes = changes.join(&view.words("；", "; "));
        vec![
            Cell::text(scenario.name.get(language)),
            Cell::text(scenario.description.get(language)),
            Cell::text(changes),
        ]
    };
    let (base, n) = (view.results.base.name.get(language), view.n());
    let sentence = match view.results.others.is_empty() {
        true => say!(
            language,
            "本页只有情景“{base}”，未与其他情景比较。",
            "This is “{base}” alone, compared with no other scenario."
        ),
        false => say!(
            language,
            "以下差值为各情景减“{base}”，按同一次模拟配对（{n} 次，同样的人、同样的偶然），差别只由政策引起；同一政策在不同参数和偶然下作用不同，所以差值\
             仍有区间。“均值的95%区间”说明平均作用算得多准，模拟越多越窄；“80%区间”说明单独一次会差多少，不随次数变窄。同时比较许多指标时，约每二十个\
             95%区间会有一个偶然不含真值；区间不含模型与现实的偏差（两个情景相同，大体抵消）。",
            "Differences below are a scenario less “{base}”, paired by replicate ({n}, the same persons and the same chance), so that policy alone makes \
             them; a policy does more under some parameters and chances than under others, so differences have bands. The 95 % interval of the \
             mean says how well the average effect is known and narrows with more replicates; the 80 % band says how far a single course may \
             be off and does not. When many numbers are compared, about one 95 % interval in twenty misses by chance; bands do not contain \
             the discrepancy between the model and the world, which is the same in both and largely cancels."
        ),
    };
    Figure {
        id: "scenarios-described",
        title: view.words("各情景是什么", "What the scenarios are"),
        sentence,
        tables: vec![Table {
            caption: view.words("情景", "Scenarios"),
            heads: vec![
                view.words("情景", "scenario"),
                view.words("说明", "what it is"),
                view.words("改变", "changes"),
            ],
            rows: all.map(row).collect(),
        }],
        ..Figure::default()
    }
}
