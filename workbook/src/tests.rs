//! Made-up figures of every kind of cell on sheets.
use crate::grid::{Grid, Value};
use crate::{MOST_SCENARIOS, WorkbookError, book, check_scenarios};
use agents::text::Language;
use findings::Unit;
use findings::chart::{Chart, Statements};
use findings::figure::{Cell, Figure, IntervalKind, Method, Number, Table};
use rust_xlsxwriter::{DocProperties, ExcelDateTime};

fn table(heads: &[&str], rows: Vec<Vec<Cell>>) -> Table {
    Table { caption: "a table".into(), heads: heads.iter().map(ToString::to_string).collect(), rows }
}

fn median(unit: Unit, value: f64) -> Number {
    Number::new(unit, value, Method::Median).of(20).within([value * 0.5, value * 2.0], IntervalKind::Band80)
}

fn number(value: f64, code: &str) -> Value {
    Value::Number { value, code: code.into(), is_strong: false }
}

fn strong(value: f64, code: &str) -> Value {
    Value::Number { value, code: code.into(), is_strong: true }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn en(table: &Table) -> Grid {
    Grid::of(table, Language::En)
}

#[test]
fn numbers_ends_and_units_have_cells_of_their_own() {
    let share = Number { interval: None, ..median(Unit::Share, 0.8) };
    let row = vec![
        Cell::Year(2030),
        Cell::Month("2030-06".parse().expect("a month")),
        Cell::Number(median(Unit::Yuan, 2e9)),
        Cell::Number(share),
        Cell::Interval(share.within([0.7, 0.9], IntervalKind::Band95)),
    ];
    let heads = ["year", "due", "spent (million yuan) [80 % band]", "share (%)", "95 % band"];
    let grid = en(&table(&heads, vec![row, vec![Cell::Year(2031)]]));
    let heads = [
        "year",
        "due",
        "spent (million yuan)",
        "spent (million yuan)\n10th percentile",
        "spent (million yuan)\n90th percentile",
        "share (%)",
        "95 % band\n2.5th percentile",
        "95 % band\n97.5th percentile",
    ];
    assert_eq!(grid.heads, heads.map(text));
    let values = vec![
        Value::Year(2030),
        Value::Month("2030-06".parse().expect("a month")),
        number(2000.0, "#,##0"),
        number(1000.0, "#,##0"),
        number(4000.0, "#,##0"),
        number(0.8, "0.0%"),
        number(0.7, "0.0%"),
        number(0.9, "0.0%"),
    ];
    assert_eq!(grid.rows[0], values);
    assert_eq!(grid.rows[1][1..], vec![Value::Empty; 7]);
}

#[test]
fn units_stand_in_one_column_where_a_row_has_one_and_else_beside_each() {
    let quantity = |unit, value| Cell::Quantity(Number::new(unit, value, Method::Median));
    let one = en(&table(
        &["what", "a", "b"],
        vec![
            vec![Cell::text("elders"), Cell::Empty, quantity(Unit::Persons, 7.0)],
            vec![Cell::text("stay"), quantity(Unit::Months, 3.25), quantity(Unit::Months, 4.5)],
        ],
    ));
    assert_eq!(one.heads, ["what", "unit", "a", "b"].map(text));
    assert_eq!(one.rows[0], vec![text("elders"), text("persons"), Value::Empty, number(7.0, "#,##0")]);
    let two = en(&table(
        &["what", "a", "b"],
        vec![vec![Cell::text("x"), quantity(Unit::Persons, 7.0), quantity(Unit::Deviation, 0.02)]],
    ));
    assert_eq!(two.heads, ["what", "a", "a\nunit", "b", "b\nunit"].map(text));
    let percent = number(0.02, "+0.0%;-0.0%;0.0%");
    assert_eq!(two.rows[0], vec![text("x"), number(7.0, "#,##0"), text("persons"), percent, text("%")]);
}

#[test]
fn years_in_columns_have_their_band_in_rows() {
    let rows = vec![
        vec![Cell::text("spent"), Cell::Quantity(median(Unit::Yuan, 4e4)), Cell::Empty],
        vec![Cell::text("nothing"), Cell::Empty, Cell::Empty],
    ];
    let grid = Grid::of(&table(&["指标", "2030", "2031"], rows), Language::Zh);
    assert_eq!(grid.heads, [text("指标"), text("单位"), text("统计量"), Value::Year(2030), Value::Year(2031)]);
    let line = |name: &str, value: Value| vec![text("spent"), text("万元"), text(name), value, Value::Empty];
    assert_eq!(grid.rows[0], line("中位数", strong(4.0, "#,##0")));
    assert_eq!(grid.rows[1], line("第10百分位", number(2.0, "#,##0")));
    assert_eq!(grid.rows[2], line("第90百分位", number(8.0, "#,##0")));
    assert_eq!(grid.rows[3], [text("nothing"), Value::Empty, Value::Empty, Value::Empty, Value::Empty]);
}

#[test]
fn differences_of_shares_are_points_and_ratios_keep_their_digits() {
    let points = Number::new(Unit::Share, -0.125, Method::MeanDifference);
    let row = vec![
        Cell::text("x"),
        Cell::Number(points),
        Cell::Number(Number::new(Unit::Ratio, 0.012_345_6, Method::Input)),
        Cell::Number(Number::new(Unit::Probability, 1.0, Method::Probability)),
        Cell::Number(Number::new(Unit::Ratio, f64::INFINITY, Method::Computed)),
    ];
    let grid = en(&table(&["what", "change", "ratio", "p", "none"], vec![row]));
    let values = [
        text("x"),
        number(-12.5, "+#,##0.0;-#,##0.0;#,##0.0"),
        number(0.012_345_6, "General"),
        number(1.0, "0%"),
        Value::Empty,
    ];
    assert_eq!(grid.rows[0], values);
}

fn figures() -> Vec<Figure> {
    let rows = (0..40).map(|row| vec![Cell::Year(2000 + row), Cell::Number(median(Unit::Beds, f64::from(row)))]);
    vec![Figure {
        id: "made-up",
        title: "Beds".into(),
        sentence: "Two beds. ".repeat(40),
        caveats: vec!["made up".into()],
        method: "by hand".into(),
        sources: vec!["nobody".into()],
        chart: Some(Chart::Statements(Statements { lines: vec!["It is a test.".into()] })),
        tables: vec![table(&["year", "beds"], rows.collect())],
    }]
}

#[test]
fn the_same_figures_make_the_same_bytes() {
    let created = ExcelDateTime::from_ymd(2026, 1, 1).expect("a date");
    let properties = DocProperties::new().set_creation_datetime(&created);
    let make = || book(&properties, &[], [("Beds", figures()), ("Beds", figures())].into_iter(), Language::En);
    let bytes = make().expect("a workbook");
    assert!(bytes.len() > 1000 && bytes == make().expect("a workbook"));
}

#[test]
fn more_scenarios_than_a_workbook_shows_are_refused() {
    assert!(check_scenarios(MOST_SCENARIOS).is_ok());
    let refused = check_scenarios(MOST_SCENARIOS + 1);
    assert!(matches!(refused, Err(WorkbookError::TooManyScenarios { asked: 61 })), "{refused:?}");
}
