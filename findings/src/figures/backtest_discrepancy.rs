//! The discrepancy that the backtest of the demography leaves, by age and horizon.
use crate::figure::{Cell, Figure, Method, Number, Table};
use crate::unit::Unit;
use crate::words::say;
use agents::text::{Label, Language};
use projection::{Backtest, Learnt, learnt};

/// Horizons that are shown, years.
const YEARS: [f64; 2] = [7.5, 12.5];

/// The figure; none of a backtest without cases.
pub(super) fn figure(of: &Backtest, language: Language) -> Option<Figure> {
    let words = |zh, en| Label::new(zh, en).get(language).to_string();
    let all = learnt(of);
    let share = |value: f64| Cell::Number(Number::new(Unit::Share, value, Method::Computed));
    let row = |learnt: &Learnt| {
        let n: usize = learnt.horizons.iter().map(|horizon| horizon.n).sum();
        let place = if learnt.is_city { words("全市", "city") } else { words("各区", "districts") };
        let last = learnt.horizons.last();
        let at_last = |of: fn(&projection::Horizon) -> f64| last.map_or(Cell::Empty, |horizon| share(of(horizon)));
        let mut cells = vec![
            Cell::text(format!("{place} {}", learnt.ages)),
            Cell::Number(Number::new(Unit::Count, n as f64, Method::Input)),
            last.map_or(Cell::Empty, |horizon| Cell::text(horizon.years.to_string())),
            at_last(|horizon| horizon.error),
            at_last(|horizon| horizon.own),
            Cell::Number(Number::new(Unit::Ratio, learnt.sd, Method::Computed)),
            Cell::Number(Number::new(Unit::Ratio, learnt.sd_a_year, Method::Computed)),
        ];
        cells.extend(YEARS.map(|years| share(learnt.after(years))));
        cells
    };
    let oldest = all.iter().find(|learnt| learnt.is_city && learnt.ages == "80+")?;
    let after = Unit::Share.value(language, oldest.after(YEARS[0]));
    Some(Figure {
        id: "backtest-discrepancy",
        title: words("回测给出的模型偏差", "Discrepancy left by the backtest"),
        sentence: say!(
            language,
            "预测误差中，预测自身区间不能解释的部分，7.5年后80岁及以上为 {after}（对数标准差）。",
            "Of the errors, what the forecasts' own bands do not explain is {after} for the 80+ after 7.5 years (sd of the logarithm)."
        ),
        tables: vec![Table {
            caption: words(
                "sd与sd_a_year即discrepancy.csv的两列：方差 = sd² + (sd_a_year × 年数)²",
                "sd and sd_a_year are the columns of discrepancy.csv: variance = sd² + (sd_a_year × years)²",
            ),
            heads: vec![
                words("对象", "of"),
                words("预测个数", "forecasts"),
                words("最远年数", "longest horizon"),
                words("其时误差（%）", "error then (%)"),
                words("其时预测自身的标准差（%）", "own sd then (%)"),
                "sd".into(),
                "sd_a_year".into(),
                words("7.5年后（%）", "after 7.5 years (%)"),
                words("12.5年后（%）", "after 12.5 years (%)"),
            ],
            rows: all.iter().map(row).collect(),
        }],
        ..Figure::default()
    })
}
