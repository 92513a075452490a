//! Assumptions, ranked by how weak their source is and how much they move the forecasts.
use super::{Section, beds, certification, elders};
use crate::charts::{Bars, Colour, bars};
use crate::figure::{Cell, Figure, Picture, Table};
use crate::report::Report;
use crate::results::ALL;
use crate::words::{grouped, height_of_rows, say, shortened};
use agents::text::Label;
use experiments::{CERTIFIED_TARGET_YEAR, Influence, chance_level, influences};
use outputs::ParameterMode;
use scenarios::{Grade, ParameterRecord};

/// The section.
pub const SECTION: Section = Section {
    id: "assumptions",
    title: Label::new("假定：来源的强弱与影响", "Assumptions: weakness of source times influence"),
    needs: &[],
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
        Grade::Found | Grade::Forecast | Grade::Calibrated => 0.25,
    }
}

/// A forecast: its name, and its values by replicate.
type Outcome = (String, Vec<Option<f64>>);

fn outcomes(report: &Report<'_>) -> Vec<Outcome> {
    let (base, language) = (&report.results.base, report.language);
    let (outlook, last) = (report.outlook_year(), report.last_year());
    let certified = CERTIFIED_TARGET_YEAR.min(last);
    let spent = report.results.spending.get(ALL).and_then(|years| years.get(&outlook)).cloned();
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

fn ranked<'a>(report: &'a Report<'_>, outcomes: &[Outcome]) -> Vec<Ranked<'a>> {
    let quantities = &report.results.baseline.quantities;
    let values: Vec<Vec<Option<f64>>> = outcomes.iter().map(|(_, values)| values.clone()).collect();
    let found = influences(quantities, report.results.manifest.plan.seed, &values);
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

fn figures(report: &Report<'_>) -> Vec<Figure> {
    let plan = &report.results.manifest.plan;
    if plan.parameters == ParameterMode::Fixed || plan.replicates < FEWEST {
        return vec![counts_alone(report)];
    }
    let language = report.language;
    let outcomes = outcomes(report);
    let ranked = ranked(report, &outcomes);
    let chance = chance_level(ranked.len() * outcomes.len(), plan.replicates as usize);
    // What chance would show as well is in the table only, unless there is nothing else.
    let above = ranked.iter().filter(|of| of.strongest.1.abs() > chance);
    let shown: Vec<&Ranked<'_>> = above.take(CHARTED).collect();
    let shown = if shown.is_empty() { ranked.iter().take(CHARTED).collect() } else { shown };
    let name = |of: &Ranked<'_>| {
        let outcome = outcomes.get(of.strongest.0).map_or("", |(name, _)| name);
        let name = report.results.baseline.quantity_name(&of.record.id, language);
        format!("{} → {outcome}", shortened(&name, LONGEST))
    };
    let kinds = [(Grade::Assumed, Colour::VERMILION), (Grade::Derived, Colour::ORANGE), (Grade::Found, Colour::BLUE)];
    let kinds = kinds.into_iter().map(|(grade, colour)| {
        let value = |of: &&Ranked<'_>| {
            let rho = of.strongest.1;
            (of.record.grade == grade).then(|| (rho.abs(), signed(rho)))
        };
        (grade.name().get(language).to_string(), colour, shown.iter().map(value).collect())
    });
    let chart = Bars {
        names: shown.iter().map(|of| name(of)).collect(),
        kinds: kinds.collect(),
        axis: report
            .words("秩相关系数的绝对值（虚线：偶然水平）", "absolute rank correlation (dashed: level of chance)"),
        range: Some([0.0, 1.12]),
        line: Some(chance),
        is_single: true,
    };
    let height = height_of_rows(120, chart.names.iter().map(String::as_str), language);
    vec![Figure {
        id: "assumptions-ranked",
        title: report.words("最值得补查的假定", "The assumptions most worth looking into"),
        picture: Picture::Plot(Box::new(bars(&chart, language)), height),
        sentence: sentence(report, &ranked, &outcomes, chance),
        tables: vec![table(report, &ranked, &outcomes)],
    }]
}

fn signed(rho: f64) -> String {
    let number = grouped(rho, 2);
    if rho > 0.0 { format!("+{number}") } else { number }
}

fn grades(report: &Report<'_>) -> (usize, usize, usize, usize) {
    let counts = report.results.baseline.grade_counts();
    (counts.found + counts.derived + counts.assumed, counts.found, counts.derived, counts.assumed)
}

fn sentence(report: &Report<'_>, ranked: &[Ranked<'_>], outcomes: &[Outcome], chance: f64) -> String {
    let language = report.language;
    let (all, found, derived, assumed) = grades(report);
    let above = ranked.iter().filter(|of| of.strongest.1.abs() > chance).count();
    let (tried, n, level) = (ranked.len(), report.results.manifest.plan.replicates, grouped(chance, 2));
    let first = ranked.first().filter(|_| above > 0).map(|of| {
        let name = report.results.baseline.quantity_name(&of.record.id, language);
        let (outcome, rho) = (outcomes.get(of.strongest.0).map_or("", |(name, _)| name), signed(of.strongest.1));
        say!(
            language,
            "居首的是“{name}”（与{outcome}的秩相关 {rho}）",
            "first is “{name}” (rank correlation {rho} with {outcome})"
        )
    });
    let first = first.unwrap_or_else(|| {
        report.words(
            "这次的模拟次数太少，没有一项高于偶然水平，次序不能当真",
            "with so few replicates none is above the level of chance, and the order means nothing",
        )
    });
    say!(
        language,
        "{all} 项数值中查得 {found}、推算 {derived}、假定 {assumed}；按“来源弱度（假定1、推算0.5、查得0.25）×秩相关平方”排序，{first}。影响是 {n} 次\
         模拟里 {tried} 项抽取值与四项预测的斯皮尔曼秩相关（参数按种子重抽），不是灵敏度指数，看不出交互作用；绝对值低于 {level} 的与偶然无异，\
         高于它的有 {above} 项。",
        "Of {all} quantities {found} are found, {derived} derived, {assumed} assumed; ranked by weakness of source (assumed 1, derived 0.5, found \
         0.25) times squared rank correlation, {first}. Influence is Spearman's rank correlation over {n} replicates of {tried} drawn \
         quantities with four forecasts (drawn again from the seed), no sensitivity index, and blind to what acts only together; below \
         {level} it cannot be told from chance, above it are {above}."
    )
}

fn table(report: &Report<'_>, ranked: &[Ranked<'_>], outcomes: &[Outcome]) -> Table {
    let language = report.language;
    let row = |of: &Ranked<'_>| {
        let Ranked { record, influence, .. } = of;
        let correlation = |found: &Option<f64>| match found {
            Some(rho) => Cell { text: signed(*rho), value: Some(*rho), band: None },
            None => Cell::text("–"),
        };
        let value = Cell {
            text: format!("{} [{}–{}]", plain(record.value), plain(record.range[0]), plain(record.range[1])),
            value: Some(record.value),
            band: Some(record.range),
        };
        let words = [
            Cell::text(report.results.baseline.quantity_name(&record.id, language)),
            value,
            Cell::text(record.unit.clone()),
            Cell::text(record.grade.name().get(language)),
            Cell::text(format!("{} ({})", record.source, record.date)),
        ];
        let score = Cell { text: grouped(of.score, 3), value: Some(of.score), band: None };
        words.into_iter().chain([score]).chain(influence.correlations.iter().map(correlation)).collect()
    };
    let most = ranked.len().min(TABLED);
    let heads = [
        report.words("数值", "quantity"),
        report.words("最佳估计〔范围〕", "estimate [range]"),
        report.words("单位", "unit"),
        report.words("等级", "grade"),
        report.words("来源（日期）", "source (date)"),
        report.words("得分", "score"),
    ];
    Table {
        caption: say!(language, "前 {most} 项", "The first {most}"),
        heads: heads.into_iter().chain(outcomes.iter().map(|(name, _)| name.clone())).collect(),
        rows: ranked.iter().take(TABLED).map(row).collect(),
    }
}

/// A number as a file would have it, without needless decimals.
fn plain(value: f64) -> String {
    if value.abs() >= 1000.0 { grouped(value, 0) } else { format!("{}", (value * 1e4).round() / 1e4) }
}

/// Where nothing was drawn, or too little.
fn counts_alone(report: &Report<'_>) -> Figure {
    let language = report.language;
    let (all, found, derived, assumed) = grades(report);
    let count = |grade: Grade, count: usize| {
        vec![
            Cell::text(grade.name().get(language)),
            Cell { text: count.to_string(), value: Some(count as f64), band: None },
        ]
    };
    Figure {
        id: "assumptions-counted",
        title: report.words("数值的依据", "What quantities rest on"),
        picture: Picture::Table,
        sentence: say!(
            language,
            "{all} 项数值中查得 {found}、推算 {derived}、假定 {assumed}；这次运行没有抽取参数或次数太少，算不出影响。",
            "Of {all} quantities {found} are found, {derived} derived, {assumed} assumed; this run drew no parameters, or too few, to tell \
             their influence."
        ),
        tables: vec![Table {
            caption: report.words("按等级", "By grade"),
            heads: vec![report.words("等级", "grade"), report.words("项数", "quantities")],
            rows: vec![count(Grade::Found, found), count(Grade::Derived, derived), count(Grade::Assumed, assumed)],
        }],
    }
}
