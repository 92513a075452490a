//! What calibration learnt: quantities before and after, and published numbers predicted from the others.
use super::{Question, Surface};
use crate::chart::{Chart, Colour, IntervalRow, Intervals};
use crate::figure::{Cell, Figure, IntervalKind, Method, Number, Table};
use crate::unit::Unit;
use crate::view::View;
use crate::words::{percent, say, shortened};
use ::scenarios::{Baseline, CalibrationRow, ParameterRecord, Statistic};
use agents::parameters::Quantity;
use agents::text::{Label, Language};
use outputs::{Detail, ParameterMode, indicator, permille_quantile};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "calibration",
    title: Label::new("参数校准", "Calibration"),
    surfaces: Surface::AWAY,
    needs: Detail::Headline,
    figures,
};

/// A quantity is informed where its 80 % band is narrower than this share of the prior's.
const INFORMED: f64 = 0.9;
/// Quantities in the picture.
const CHARTED: usize = 24;
/// Longest name in a picture.
const LONGEST: usize = 36;
/// The prior's own band, as places inside it.
const PRIOR: [f64; 2] = [0.1, 0.9];

fn figures(view: &View<'_>) -> Vec<Figure> {
    match view.results.run.manifest.plan.parameters {
        ParameterMode::Posterior => of_baseline(&view.results.baseline, view.language),
        ParameterMode::Prior | ParameterMode::Fixed => Vec::new(),
    }
}

/// The figures of a baseline; none where it was not calibrated.
pub fn of_baseline(baseline: &Baseline, language: Language) -> Vec<Figure> {
    [quantities(baseline, language), published(baseline, language)].into_iter().flatten().collect()
}

/// A quantity with places of its posterior inside the prior range: 2.5th, 10th, 50th, 90th and 97.5th percentile.
struct Informed<'a> {
    record: &'a ParameterRecord,
    places: [f64; 5],
}

impl Informed<'_> {
    /// Width of the 80 % band relative to the prior's, in the quantity's own unit.
    fn width(&self) -> f64 {
        let [low, high] = [self.places[1], self.places[3]].map(|place| self.value(place));
        let [prior_low, prior_high] = PRIOR.map(|place| self.value(place));
        (high - low) / (prior_high - prior_low)
    }

    fn value(&self, place: f64) -> f64 {
        let [low, high] = self.record.range;
        Quantity { value: self.record.value, low, high }.at(place)
    }
}

fn quantities(baseline: &Baseline, language: Language) -> Option<Figure> {
    let posterior = baseline.district.posterior.as_ref()?;
    let of = |(at, id): (usize, &String)| {
        let record = baseline.quantities.iter().find(|record| record.id == *id)?;
        let mut places: Vec<f64> = posterior.draws.iter().filter_map(|draw| draw.get(at).copied()).collect();
        places.sort_unstable_by(f64::total_cmp);
        let at = |permille| permille_quantile(&places, permille);
        Some(Informed { record, places: [at(25)?, at(100)?, at(500)?, at(900)?, at(975)?] })
    };
    let mut all: Vec<Informed<'_>> = posterior.quantities.iter().enumerate().filter_map(of).collect();
    all.sort_by(|a, b| a.width().total_cmp(&b.width()));
    let name = |of: &Informed<'_>| baseline.quantity_name(&of.record.id, language);
    let row = |of: &Informed<'_>| IntervalRow {
        name: shortened(&name(of), LONGEST),
        kind: usize::from(of.width() >= INFORMED),
        point: of.places[2],
        inner: [of.places[1], of.places[3]],
        outer: [of.places[0], of.places[4]],
    };
    let kinds = [
        (Label::new("公布数据有所约束", "informed by published numbers"), Colour::Blue),
        (Label::new("基本未受约束", "hardly informed"), Colour::Grey),
    ];
    let chart = Intervals {
        rows: all.iter().take(CHARTED).map(row).collect(),
        kinds: kinds.map(|(name, colour)| (name.get(language).to_string(), colour)).to_vec(),
        unit: Unit::Share,
        axis: say!(
            language,
            "校准后位于原范围的何处（先验80%区间：10%至90%）",
            "place inside the prior range (80 % band of the prior: 10 to 90 %)"
        ),
        line: Some(0.5),
    };
    let informed = all.iter().filter(|of| of.width() < INFORMED).count();
    let with_range = baseline.quantities.iter().filter(|record| record.range[0] < record.range[1]).count();
    let (moved, draws, rest) = (all.len(), posterior.draws.len(), with_range - informed.min(with_range));
    let most = all.first().map(|of| (name(of), percent(language, of.width())));
    let most = most.map_or_else(String::new, |(name, width)| {
        say!(
            language,
            "收窄最多的是{name}（80%区间为先验的 {width}）",
            "the most: {name} (80 % band {width} of the prior's)"
        )
    });
    Some(Figure {
        id: "calibration-quantities",
        title: say!(language, "校准前后的参数", "Quantities before and after calibration"),
        chart: Some(Chart::Intervals(chart)),
        sentence: say!(
            language,
            "公布数据约束了 {moved} 项参与校准的参数中的 {informed} 项，{most}；其余 {rest} 项有范围的数值，数据没有提供信息，仍按原范围抽取\
             （粗线80%、细线95%区间，{draws} 个后验样本）。",
            "Published numbers inform {informed} of the {moved} quantities that were calibrated, {most}. Of the other {rest} quantities with a range \
             they say nothing: these are drawn from their ranges (thick lines 80 %, thin lines 95 % bands, {draws} draws of the posterior)."
        ),
        caveats: vec![say!(
            language,
            "参数在后验中相互关联，单项区间不能任意组合；后验以模型成立为前提，模型与现实的偏差另计",
            "quantities are correlated in the posterior: bands of single ones cannot be combined at will; the posterior supposes the model, \
             whose discrepancy from the world is added apart"
        )],
        tables: vec![quantities_table(&all, &name, language)],
        ..Figure::default()
    })
}

fn quantities_table(all: &[Informed<'_>], name: &dyn Fn(&Informed<'_>) -> String, language: Language) -> Table {
    let heads = [
        Label::new("名称", "name"),
        Label::new("编号", "id"),
        Label::new("单位", "unit"),
        Label::new("先验中位数〔80%区间〕", "prior median [80 % band]"),
        Label::new("后验中位数〔80%区间〕", "posterior median [80 % band]"),
        Label::new("区间宽度之比", "ratio of widths"),
    ];
    let row = |of: &Informed<'_>| {
        let number = |places: [f64; 3]| {
            let [low, middle, high] = places.map(|place| of.value(place));
            let number = Number::new(Unit::Ratio, middle, Method::Computed).within([low, high], IntervalKind::Band80);
            Cell::Number(number)
        };
        vec![
            Cell::text(name(of)),
            Cell::text(of.record.id.clone()),
            Cell::text(of.record.unit.clone()),
            number([PRIOR[0], 0.5, PRIOR[1]]),
            number([of.places[1], of.places[2], of.places[3]]),
            Cell::Number(Number::new(Unit::Probability, of.width(), Method::Computed)),
        ]
    };
    Table {
        caption: say!(language, "先验与后验", "Prior and posterior"),
        heads: heads.map(|head| head.get(language).to_string()).to_vec(),
        rows: all.iter().map(row).collect(),
    }
}

/// Share of bands that hold the published number: 80 % and 95 %.
fn inside(rows: &[&CalibrationRow], band: fn(&CalibrationRow) -> Option<[f64; 5]>) -> (usize, [usize; 2]) {
    let found: Vec<(f64, [f64; 5])> = rows.iter().filter_map(|row| Some((row.published, band(row)?))).collect();
    let holds = |low: usize, high: usize| {
        found.iter().filter(|(published, band)| (band[low]..=band[high]).contains(published)).count()
    };
    (found.len(), [holds(1, 3), holds(0, 4)])
}

fn published(baseline: &Baseline, language: Language) -> Option<Figure> {
    use ::scenarios::Role;
    let rows = &baseline.calibration;
    if rows.is_empty() {
        return None;
    }
    let of = |role: Role| -> Vec<&CalibrationRow> { rows.iter().filter(|row| row.role == role).collect() };
    let (fitted, held) = (of(Role::Calibrate), of(Role::HoldOut));
    let (n, [fitted80, _]) = inside(&fitted, |row| Some(row.posterior));
    let (folds, [out80, out95]) = inside(&fitted, |row| row.left_out);
    let (tests, [held80, held95]) = inside(&held, |row| Some(row.posterior));
    let kinds = [
        (Role::Calibrate.name(), Colour::Orange),
        (Role::HoldOut.name(), Colour::Blue),
        (Role::Report.name(), Colour::Purple),
    ];
    let is_growth =
        |key: &str| baseline.observations.iter().any(|of| of.key == key && of.statistic == Statistic::Growth);
    let chart_row = |row: &CalibrationRow| {
        let relative = |value: f64| value / row.published - 1.0;
        // What the other groups say is the test; of what was not calibrated to, the posterior is.
        let band = row.left_out.unwrap_or(row.posterior);
        // A growth near 0 has no share to be off by: it is in the table.
        (!is_growth(&row.key)).then(|| IntervalRow {
            name: shortened(&name(baseline, &row.key, language), LONGEST),
            kind: match row.role {
                Role::Calibrate => 0,
                Role::HoldOut => 1,
                Role::Report => 2,
            },
            point: relative(band[2]),
            inner: [relative(band[1]), relative(band[3])],
            outer: [relative(band[0]), relative(band[4])],
        })
    };
    let chart = Intervals {
        rows: rows.iter().filter_map(chart_row).collect(),
        kinds: kinds.map(|(name, colour)| (name.get(language).to_string(), colour)).to_vec(),
        unit: Unit::Deviation,
        axis: say!(
            language,
            "由其他数据推算，相对公布值的偏差（%）",
            "predicted from the others, against published (%)"
        ),
        line: Some(0.0),
    };
    Some(Figure {
        id: "calibration-published",
        title: say!(
            language,
            "公布数据：校准、留出与交叉检验",
            "Published numbers: calibrated to, held out and cross-validated"
        ),
        chart: Some(Chart::Intervals(chart)),
        sentence: say!(
            language,
            "校准后 {n} 项公布数据中有 {fitted80} 项落在80%区间内。逐组留出、只用其余各组校准时，{folds} 项中有 {out80} 项落在80%、{out95} 项落在95%区间内；\
             从未用于校准的 {tests} 项中有 {held80} 项落在80%、{held95} 项落在95%区间内。区间含公布值自身的误差。",
            "After calibration {fitted80} of {n} published numbers lie inside the 80 % band. With each group left out once and the others alone \
             calibrated to, {out80} of {folds} lie inside the 80 % and {out95} inside the 95 % band; of {tests} numbers that were never \
             calibrated to, {held80} and {held95} do. Bands hold the published numbers' own error."
        ),
        tables: vec![published_table(baseline, language)],
        ..Figure::default()
    })
}

/// The name of an observation.
fn name(baseline: &Baseline, key: &str, language: Language) -> String {
    let Some(of) = baseline.observations.iter().find(|of| of.key == key) else { return key.to_string() };
    let name = |id: &str| indicator(id).map_or_else(|| id.to_string(), |known| known.name.get(language).to_string());
    let per = of.per.as_deref().map_or_else(String::new, |per| format!(" / {}", name(per)));
    format!("{}{per} {}", name(&of.indicator), of.month)
}

fn published_table(baseline: &Baseline, language: Language) -> Table {
    let heads = [
        Label::new("公布数据", "published number"),
        Label::new("编号", "key"),
        Label::new("用途", "use"),
        Label::new("公布值", "published"),
        Label::new("先验〔80%区间〕", "prior [80 % band]"),
        Label::new("后验〔80%区间〕", "posterior [80 % band]"),
        Label::new("留出该组〔80%区间〕", "its group left out [80 % band]"),
    ];
    let row = |row: &CalibrationRow| {
        let of = baseline.observations.iter().find(|of| of.key == row.key);
        let unit = of.and_then(|of| Unit::of(&of.unit)).unwrap_or(Unit::Ratio);
        let number = |band: [f64; 5]| {
            Cell::Quantity(
                Number::new(unit, band[2], Method::Computed).within([band[1], band[3]], IntervalKind::Band80),
            )
        };
        vec![
            Cell::text(name(baseline, &row.key, language)),
            Cell::text(row.key.clone()),
            Cell::text(row.role.name().get(language)),
            Cell::Quantity(Number::new(unit, row.published, Method::Published)),
            number(row.prior),
            number(row.posterior),
            row.left_out.map_or(Cell::Empty, number),
        ]
    };
    Table {
        caption: say!(language, "公布数据与推算", "Published numbers and what was said of them"),
        heads: heads.map(|head| head.get(language).to_string()).to_vec(),
        rows: baseline.calibration.iter().map(row).collect(),
    }
}
