//! What is told of a wrong `discrepancy.csv`.
use agents::text::Language;
use scenarios::{ALL_SPENDING, Basis, Scale, read};
use sim_core::Month;

const HEAD: &str = "# source: tests\nindicator,scale,month,sd,sd_a_year,basis,grade,source,note\n";
const ROW: &str = "beds.built,log,2023-06,0.03,0.004,past_series,derived,a paper,half of it";

/// The small district with this table.
fn with(table: &str) -> Result<scenarios::Baseline, scenarios::Problems> {
    let mut texts = crate::texts("qingxi");
    texts.push(("discrepancy.csv".into(), table.into()));
    read(&crate::source(texts))
}

#[test]
fn a_term_is_read_and_grows_with_the_years_since_its_month() {
    let baseline = with(&format!("{HEAD}{ROW}\n")).unwrap_or_else(|problems| panic!("{problems}"));
    let term = baseline.discrepancy.term("beds.built").expect("read");
    assert_eq!((term.scale, term.basis), (Scale::Log, Basis::PastSeries));
    let check = |year: i32, month: i32, expected: f64| {
        let found = baseline.discrepancy.sd("beds.built", Month::january(year) + (month - 1)).expect("a term");
        assert!((found - expected).abs() < 1e-12, "{year}-{month}: {found}");
    };
    // Known to 2023-06; then 0.004 a year: 3-4-5 after ten years.
    check(2021, 1, 0.03);
    check(2023, 6, 0.03);
    check(2033, 6, 0.05);
    assert_eq!(baseline.discrepancy.sd("beds.usable", Month::january(2030)), None);
    assert!(with_none().discrepancy.terms.is_empty());
}

fn with_none() -> scenarios::Baseline {
    read(&crate::source(crate::texts("qingxi"))).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn every_mistake_is_named_with_its_line() {
    let check = |from: &str, to: &str, line: u32, expected: &str| {
        assert!(ROW.contains(from), "{from}");
        let problems = with(&format!("{HEAD}{}\n", ROW.replacen(from, to, 1))).expect_err(to);
        let found = problems.0.iter().find(|problem| {
            problem.file == "discrepancy.csv"
                && problem.line == Some(line)
                && problem.message(Language::En).contains(expected)
        });
        assert!(found.is_some(), "{to}: {expected}\nis not in\n{problems}");
    };
    check("beds.built", "beds", 3, "indicator");
    check("beds.built", "", 3, "empty");
    check(",log,", ",lg,", 3, "did you mean `log`?");
    check("2023-06", "2023-13", 3, "2023-13");
    check("0.03", "-0.03", 3, "negative");
    check("0.03", "3", 3, "outside the allowed range [0, 2]");
    check("0.03", "NaN", 3, "not a finite number");
    check("0.004", "0.6", 3, "outside the allowed range [0, 0.5]");
    check("0.004", "much", 3, "much");
    check("past_series", "past", 3, "is none of");
    check("past_series", "assumed", 3, "`grade`");
    check("0.03,0.004,past_series", "0,0.004,city", 3, "outside the allowed range [0.001, 2]");
    check("derived", "forecast", 3, "is none of");
    check("a paper", "", 3, "empty");
    check("half of it", "", 3, "empty");
    check(",half of it", "", 3, "cells");
    check(ROW, &format!("{ROW}\n{ROW}"), 4, "beds.built");
    for (table, expected) in [
        ("", "no rows"),
        (HEAD, "no rows"),
        (&format!("indicator,scal\n{ROW}"), "did you mean `scale`?"),
        (&HEAD.replace("# source: tests\n", ""), "source"),
    ] {
        let problems = with(table).expect_err(table).to_string();
        assert!(problems.contains(expected), "{expected}\nis not in\n{problems}");
    }
}

#[test]
fn the_shipped_terms_cover_the_first_page_and_the_sum_follows_from_its_parts() {
    let baseline = scenarios::embedded("changning").expect("shipped").unwrap_or_else(|problems| panic!("{problems}"));
    let of = &baseline.discrepancy;
    let (start, later) = (Month::january(2023) + 5, Month::january(2030) + 11);
    for id in [
        "population.elders",
        "population.elders_80_plus",
        "population.elders_100_plus",
        "beds.demand",
        "beds.demand_nursing",
        "beds.built",
        "beds.usable",
        "beds.occupied",
        "beds.waiting",
        "workforce.care_workers",
        "workforce.certified_share",
        "relief.persons",
        "relief.households",
    ] {
        let [first, last] = [start, later].map(|month| of.sd(id, month).unwrap_or_else(|| panic!("{id}")));
        assert!(first > 0.0 && last > first, "{id}: {first} {last}");
    }
    // Shares of the sum in 2030, as the row's note says them; the four groups err independently.
    let parts = [
        ("relief.spending", 0.40),
        ("disability.spending", 0.05),
        ("allowance.spending", 0.53),
        ("care_subsidy.spending", 0.02),
    ];
    for month in [start, later] {
        let square = |(id, share): (&str, f64)| (share * of.sd(id, month).expect(id)).powi(2);
        let expected = parts.into_iter().map(square).sum::<f64>().sqrt();
        let found = of.sd(ALL_SPENDING, month).expect("a term");
        assert!((found / expected - 1.0).abs() < 0.02, "{month}: {found}, of its parts {expected}");
    }
}
