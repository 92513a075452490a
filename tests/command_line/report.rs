//! The page of a run: its numbers, its words, and that it needs nothing else.
use super::{check, names};
use outputs::{DISTRICT_AREA, Summary, permille_quantile};
use serde_json::Value;
use sim_core::Month;
use std::path::Path;

const RUN: [&str; 10] =
    ["run", "baseline", "certify-80", "--district", "qingxi", "--replicates", "6", "--out", "made", "--json"];

/// What stands between two texts, each time.
fn between<'a>(page: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    page.split(from).skip(1).filter_map(|rest| rest.split(to).next()).collect()
}

fn attribute(text: &str, name: &str) -> f64 {
    between(text, &format!(" {name}=\""), "\"").first().expect("the attribute").parse().expect("a number")
}

/// The traces of a chart by name.
fn trace(page: &str, figure: &str, name: &str) -> Vec<f64> {
    let json = between(page, &format!("id=\"chart-{figure}\">"), "</script>")[0];
    let chart: Value = serde_json::from_str(json).expect("JSON");
    let traces = chart["data"].as_array().expect("traces");
    let trace = traces.iter().find(|trace| trace["name"] == name).unwrap_or_else(|| panic!("{figure}: no {name}"));
    trace["y"].as_array().expect("values").iter().map(|y| y.as_f64().expect("a number")).collect()
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).expect("the page")
}

#[test]
fn a_page_says_what_the_parquet_says_in_both_languages_and_needs_nothing_else() {
    let place = tempfile::tempdir().unwrap();
    check(place.path(), &RUN, 0);
    let (told, _) = check(place.path(), &["report", "made"], 0);
    assert!(told.contains("made/report-en.html"), "{told}");
    let run = place.path().join("made");
    let en = read(&run, "report-en.html");
    check(place.path(), &["report", "made", "--lang", "zh", "--out", "zh.html"], 0);
    let zh = read(place.path(), "zh.html");

    // Charts and cards against the summary.
    let summary = Summary::read(&run.join("summary.parquet")).unwrap();
    let medians = |indicator: &str| -> Vec<f64> {
        let rows = summary.series("baseline", DISTRICT_AREA, indicator);
        rows.iter().filter(|row| row.month.is_december()).map(|row| row.p50).collect()
    };
    for page in [&en, &zh] {
        let median = if std::ptr::eq(page, &en) { "median" } else { "中位数" };
        assert_eq!(trace(page, "elders-all", median), medians("population.elders"));
        assert_eq!(trace(page, "elders-80", median), medians("population.elders_80_plus"));
        let shares: Vec<f64> = trace(page, "certification-share", median).iter().map(|share| share * 0.01).collect();
        for (shown, share) in shares.iter().zip(medians("workforce.certified_share")) {
            assert!((shown - share).abs() < 1e-12, "{shown} is not {share}");
        }
        let card = between(page, "data-figure=\"beds-capacity\"", ">")[0];
        let row = summary.get("baseline", Month::new(2030, 12).unwrap(), DISTRICT_AREA, "beds.demand").unwrap();
        let found = ["data-value", "data-low", "data-high"].map(|name| attribute(card, name));
        assert_eq!(found, [row.p50, row.p10, row.p90]);
    }
    assert_eq!(trace(&en, "beds-capacity", "usable"), medians("beds.usable"));
    // Ends of the 95 % band are in no summary: from the replicates.
    let series =
        outputs::district_series(&outputs::Tables::of(&run), (outputs::Topic::Population, &[]), "baseline", "elders")
            .unwrap();
    let last = |(_, months): &(u32, Vec<(Month, Option<f64>)>)| months.last().and_then(|(_, value)| *value);
    let mut ends: Vec<f64> = series.iter().filter_map(last).collect();
    ends.sort_by(f64::total_cmp);
    let table = between(&en, "<figure id=\"elders-all\">", "</figure>")[0];
    let row = *between(table, "<tr><th scope=\"row\">2035</th>", "</tr>").first().unwrap();
    let band = *row.split("<td").collect::<Vec<_>>().get(4).unwrap();
    assert_eq!(attribute(band, "data-low"), permille_quantile(&ends, 25).unwrap());
    assert_eq!(attribute(band, "data-high"), permille_quantile(&ends, 975).unwrap());
    // Differences are those of `compare`.
    let compared = findings::compare(&run, "baseline", &run, "certify-80").unwrap();
    let expected = compared.headline(DISTRICT_AREA, "beds.waiting", 2030).unwrap();
    let table = between(&en, "<figure id=\"scenarios-waiting\">", "</figure>")[0];
    let cells: Vec<&str> = between(table, "2030</th>", "</tr>")[0].split("<td").collect();
    assert_eq!(attribute(cells[3], "data-value"), expected.difference);
    assert_eq!(Some(attribute(cells[4], "data-low")), expected.low95);

    for (page, is_zh) in [(&en, false), (&zh, true)] {
        // Nothing is fetched. What plotly.js itself holds is not run into: no map, no formula.
        let own: String = page.split("<script").filter(|part| !part.contains("plotly.js v")).collect();
        for fetch in
            ["src=\"http", "src='http", "src=\"//", "href=\"http", "href=\"//", "@import", "url(http", "fetch("]
        {
            assert!(!own.contains(fetch), "{fetch}");
        }
        assert!(!page.contains("cdn.plot.ly/plotly") && !page.contains("MathJax.js"));
        assert!(page.len() < 12_000_000, "{}", page.len());
        // No words of the other language in titles and sentences; nothing left open.
        let is_han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for tag in ["h2", "h3", "figcaption", "caption", "summary", "th scope=\"col\""] {
            let close = format!("</{}>", tag.split(' ').next().unwrap());
            for text in between(page, &format!("<{tag}>"), &close) {
                assert!(is_zh || !is_han(text), "{tag}: {text}");
                assert!(!text.trim().is_empty() && !text.contains("{}") && !text.contains("NaN"), "{tag}: {text}");
                assert!(!is_zh || is_han(text) || !matches!(tag, "h2" | "h3" | "figcaption"), "{tag}: {text}");
            }
        }
    }
    let parts = |page: &str| between(page, "<section id=\"", "\"").join(" ");
    assert_eq!(parts(&en), parts(&zh));
    for part in [
        "elders",
        "pyramid",
        "beds",
        "care",
        "certification",
        "sufficiency",
        "spending",
        "waterfall",
        "accounts",
        "communities",
        "scenarios",
        "targets",
        "assumptions",
        "about",
        "provenance",
    ] {
        assert!(parts(&en).split(' ').any(|id| id == part), "no {part}");
    }
    assert!(!en.contains(place.path().to_str().unwrap()), "no path of this machine");
    let figures = between(&en, "<figure id=\"", "\"");
    assert_eq!(figures, between(&zh, "<figure id=\"", "\""));

    // The same run is the same bytes, and a file that was named is not overwritten.
    check(place.path(), &["report", "made", "--out", "again.html"], 0);
    assert!(read(place.path(), "again.html") == en);
    let (_, refused) = check(place.path(), &["report", "made", "--out", "again.html"], 2);
    assert!(refused.contains("again.html"), "{refused}");
    // One scenario alone, against nobody.
    check(place.path(), &["report", "made", "--compare", "certify-80", "--out", "one.html"], 0);
    let one = read(place.path(), "one.html");
    assert!(
        one.contains("silverpeak report made ")
            && one.contains("--compare certify-80")
            && one.contains("compared with no other scenario")
            && !one.contains("id=\"differences")
    );
    let (_, refused) = check(place.path(), &["report", "made", "--compare", "baseline,nobody", "--out", "no.html"], 2);
    assert!(refused.contains("nobody"), "{refused}");
}

#[test]
fn what_is_no_finished_run_is_refused_and_leaves_no_page() {
    let place = tempfile::tempdir().unwrap();
    let run = ["run", "--district", "qingxi", "--replicates", "2", "--until", "2022-06", "--out", "made"];
    check(place.path(), &run, 0);
    let made = place.path().join("made");
    // A run of a year and a half has a page: what lies beyond it is left out.
    check(place.path(), &["report", "made"], 0);
    std::fs::remove_file(made.join("report-en.html")).unwrap();
    let before = names(&made);
    check(place.path(), &["report", "nowhere"], 2);
    check(place.path(), &["report", "made", "--district", "changning"], 2);
    let beds = std::fs::read(made.join("beds.parquet")).unwrap();
    std::fs::write(made.join("beds.parquet"), &beds[..beds.len() / 2]).unwrap();
    let (_, refused) = check(place.path(), &["report", "made"], 65);
    assert!(refused.contains("beds.parquet"), "{refused}");
    std::fs::write(made.join("beds.parquet"), beds).unwrap();
    let manifest = std::fs::read(made.join("manifest.json")).unwrap();
    std::fs::write(made.join("manifest.json"), &manifest[..manifest.len() / 2]).unwrap();
    check(place.path(), &["report", "made"], 74);
    std::fs::remove_file(made.join("manifest.json")).unwrap();
    let (_, refused) = check(place.path(), &["report", "made"], 2);
    assert!(refused.contains("made"), "{refused}");
    assert!(names(&made).iter().all(|name| !name.contains("report")), "{before:?}");
}
