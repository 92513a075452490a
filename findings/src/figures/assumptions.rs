//! Assumptions, ranked by how weak their source is and how much they move the forecasts.
use super::{Question, Surface, beds, certification, elders};
use crate::chart::{BarKind, Bars, Chart, Colour};
use crate::figure::{Cell, Figure, IntervalKind, Method, Number, Table};
use crate::money::ALL;
use crate::unit::{Unit, grouped};
use crate::view::View;
use crate::words::{say, shortened};
use crate::{CERTIFIED_TARGET_YEAR, Influence, chance_level, influences};
use agents::text::Label;
use outputs::{Detail, ParameterMode};
use scenarios::{Grade, ParameterRecord};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "assumptions",
    title: Label::new("假定：来源的强弱与影响", "Assumptions: weakness of source times influence"),
    surfaces: Surface::AWAY,
    needs: Detail::Headline,
    figures,
};

/// Rows of the chart and of the table.
const CHARTED: usize = 15;
const TABLED: usize = 40;
/// Characters of a name in the chart; the table has all of it.
const LONGEST: usize = 44;
/// With fewer replicates ranks tell nothing.
const FEWEST: u32 = 5;

/// How much a grade counts against a source.
fn weakness(grade: Grade) -> f64 {
    match grade {
        Grade::Assumed => 1.0,
        Grade::Derived => 0.5,
        Grade::Found | Grade::Forecast => 0.25,
    }
}

/// A forecast: its name, and its values by replicate.
type Outcome = (String, Vec<Option<f64>>);

fn outcomes(view: &View<'_>) -> Vec<Outcome> {
    let (base, language) = (&view.results.base, view.language);
    let (outlook, last) = (view.outlook_year(), view.last_year());
    let certified = CERTIFIED_TARGET_YEAR.min(last);
    let spent = view.results.money.paid(ALL).and_then(|years| years.get(&outlook)).cloned();
    vec![
        (say!(language, "床位需求 {outlook}", "bed demand {outlook}"), base.values(beds::DEMAND, outlook).to_vec()),
        (
            say!(language, "持证率 {certified}", "certified share {certified}"),
            base.values(certification::SHARE, certified).to_vec(),
        ),
        (say!(language, "救助与补贴支出 {outlook}", "relief spending {outlook}"), spent.unwrap_or_default()),
        (say!(language, "户籍老人 {outlook}", "elders {outlook}"), base.values(elders::ELDERS, outlook).to_vec()),
    ]
}

/// A quantity with its influence and score.
struct Ranked<'a> {
    record: &'a ParameterRecord,
    influence: Influence,
    strongest: (usize, f64),
    score: f64,
}

fn ranked<'a>(view: &'a View<'_>, outcomes: &[Outcome]) -> Vec<Ranked<'a>> {
    let quantities = &view.results.baseline.quantities;
    let values: Vec<Vec<Option<f64>>> = outcomes.iter().map(|(_, values)| values.clone()).collect();
    let found = influences(quantities, &view.results.drawn(), &values);
    let mut ranked: Vec<Ranked<'_>> = found
        .into_iter()
        .filter_map(|influence| {
            let record = quantities.iter().find(|record| record.id == influence.id)?;
            let strongest = influence.strongest()?;
            let score = weakness(record.grade) * strongest.1 * strongest.1;
            Some(Ranked { record, influence, strongest, score })
        })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    ranked
}

fn figures(view: &View<'_>) -> Vec<Figure> {
    let plan = &view.results.run.manifest.plan;
    if plan.parameters == ParameterMode::Fixed || plan.replicates < FEWEST {
        return vec![counts_alone(view)];
    }
    let language = view.language;
    let outcomes = outcomes(view);
    let ranked = ranked(view, &outcomes);
    let chance = chance_level(ranked.len() * outcomes.len(), plan.replicates as usize);
    // What chance would show as well is in the table only, unless there is nothing else.
    let above = ranked.iter().filter(|of| of.strongest.1.abs() > chance);
    let shown: Vec<&Ranked<'_>> = above.take(CHARTED).collect();
    let shown = if shown.is_empty() { ranked.iter().take(CHARTED).collect() } else { shown };
    let name = |of: &Ranked<'_>| {
        let outcome = outcomes.get(of.strongest.0).map_or("", |(name, _)| name);
        let name = view.results.baseline.quantity_name(&of.record.id, language);
        format!("{} → {outcome}", shortened(&name, LONGEST))
    };
    let kinds = [(Grade::Assumed, Colour::Vermilion), (Grade::Derived, Colour::Orange), (Grade::Found, Colour::Blue)];
    let kinds = kinds.into_iter().map(|(grade, colour)| {
        let value = |of: &&Ranked<'_>| (of.record.grade == grade).then(|| correlation(of.strongest.1, view.n()));
        BarKind { name: grade.name().get(language).to_string(), colour, values: shown.iter().map(value).collect() }
    });
    let chart = Bars {
        names: shown.iter().map(|of| name(of)).collect(),
        kinds: kinds.collect(),
        axis: view.words("秩相关系数（虚线：偶然水平）", "rank correlation (dashed: level of chance)"),
        range: Some([-1.0, 1.0]),
        lines: vec![-chance, chance],
        is_single: true,
        is_stacked: false,
    };
    vec![Figure {
        id: "assumptions-ranked",
        title: view.words("最值得补查的假定", "The assumptions most worth looking into"),
        chart: Some(Chart::Bars(chart)),
        sentence: sentence(view, &ranked, &outcomes, chance),
        tables: vec![table(view, &ranked, &outcomes)],
        ..Figure::default()
    }]
}

fn correlation(rho: f64, n: usize) -> Number {
    Number::new(Unit::Correlation, rho, Method::Computed).of(n)
}

fn grades(view: &View<'_>) -> (usize, usize, usize, usize) {
    let counts = view.results.baseline.grade_counts();
    (counts.found + counts.derived + counts.assumed, counts.found, counts.derived, counts.assumed)
}

fn sentence(view: &View<'_>, ranked: &[Ranked<'_>], outcomes: &[Outcome], chance: f64) -> String {
    let language = view.language;
    let (all, found, derived, assumed) = grades(view);
    let above = ranked.iter().filter(|of| of.strongest.1.abs() > chance).count();
    let (tried, n, level) = (ranked.len(), view.n(), grouped(chance, 2));
    let first = ranked.first().filter(|_| above > 0).map(|of| {
        let name = view.results.baseline.quantity_name(&of.record.id, language);
        let (outcome, rho) = (
            outcomes.get(of.strongest.0).map_or("", |(name, _)| name),
            Unit::Correlation.number(language, of.strongest.1),
        );
        say!(
            language,
            "居首的是“{name}”（与{outcome}的秩相关 {rho}）",
            "first is “{name}” (rank correlation {rho} with {outcome})"
        )
    });
    let first = first.unwrap_or_else(|| {
        view.words(
            "这次的模拟次数太少，没有一项高于偶然水平，次序不能当真",
            "with so few replicates none is above the level of chance, and the order means nothing",
        )
    });
    say!(
        language,
        "{all} 项数值中查得 {found}、推算 {derived}、假定 {assumed}；按“来源弱度（假定1、推算0.5、查得0.25）×秩相关平方”排序，{first}。影响是 {n} 次\
         模拟里 {tried} 项抽取值与四项预测的斯皮尔曼秩相关（参数按种子重抽），不是灵敏度指数，看不出交互作用，换种子时次序会变（各组参数的效应及其区间见 silverpeak sensitivity）；绝对值低于 {level} 的与偶然无异，\
         高于它的有 {above} 项。",
        "Of {all} quantities {found} are found, {derived} derived, {assumed} assumed; ranked by weakness of source (assumed 1, derived 0.5, found \
         0.25) times squared rank correlation, {first}. Influence is Spearman's rank correlation over {n} replicates of {tried} drawn \
         quantities with four forecasts (drawn again from the seed), no sensitivity index, and blind to what acts only together, and its \
         order changes with the seed (silverpeak sensitivity gives effects of groups with intervals); below \
         {level} it cannot be told from chance, above it are {above}."
    )
}

fn table(view: &View<'_>, ranked: &[Ranked<'_>], outcomes: &[Outcome]) -> Table {
    let language = view.language;
    let row = |of: &Ranked<'_>| {
        let Ranked { record, influence, .. } = of;
        let correlations = influence.correlations.iter();
        let correlations =
            correlations.map(|rho| rho.map_or(Cell::Empty, |rho| Cell::Number(correlation(rho, view.n()))));
        let value = Number::new(Unit::Ratio, record.value, Method::Input).within(record.range, IntervalKind::Range);
        let words = [
            Cell::text(view.results.baseline.quantity_name(&record.id, language)),
            Cell::Number(value),
            Cell::text(record.unit.clone()),
            Cell::text(record.grade.name().get(language)),
            Cell::text(format!("{} ({})", record.source, record.date)),
        ];
        let score = Cell::Number(Number::new(Unit::Ratio, of.score, Method::Computed));
        words.into_iter().chain([score]).chain(correlations).collect()
    };
    let most = ranked.len().min(TABLED);
    let heads = [
        view.words("数值", "quantity"),
        view.words("最佳估计〔范围〕", "estimate [range]"),
        view.words("单位", "unit"),
        view.words("等级", "grade"),
        view.words("来源（日期）", "source (date)"),
        view.words("得分", "score"),
    ];
    Table {
        caption: say!(language, "前 {most} 项", "The first {most}"),
        heads: heads.into_iter().chain(outcomes.iter().map(|(name, _)| name.clone())).collect(),
        rows: ranked.iter().take(TABLED).map(row).collect(),
    }
}

/// Where nothing was drawn, or too little.
fn counts_alone(view: &View<'_>) -> Figure {
    let language = view.language;
    let (all, found, derived, assumed) = grades(view);
    let count = |grade: Grade, count: usize| {
        vec![
            Cell::text(grade.name().get(language)),
            Cell::Number(Number::new(Unit::Count, count as f64, Method::Input)),
        ]
    };
    Figure {
        id: "assumptions-counted",
        title: view.words("数值的依据", "What quantities rest on"),
        chart: None,
        sentence: say!(
            language,
            "{all} 项数值中查得 {found}、推算 {derived}、假定 {assumed}；这次运行没有抽取参数或次数太少，算不出影响。",
            "Of {all} quantities {found} are found, {derived} derived, {assumed} assumed; this run drew no parameters, or too few, to tell \
             their influence."
        ),
        tables: vec![Table {
            caption: view.words("按等级", "By grade"),
            heads: vec![view.words("等级", "grade"), view.words("项数", "quantities")],
            rows: vec![count(Grade::Found, found), count(Grade::Derived, derived), count(Grade::Assumed, assumed)],
        }],
        ..Figure::default()
    }
}
