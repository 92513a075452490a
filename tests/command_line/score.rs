//! Scores of a run against anybody's published figures.
use super::{check, figure};
use serde_json::Value;
use std::path::Path;

const FILE: &str = "key,indicator,month,value,unit,error,group\n\
    right,population.elders,2021-06,2970,persons,0.01,population\n\
    wrong,population.elders,2021-09,9000,persons,0.01,population\n\
    persons,relief.person_times_to_date,2021-08,4200,person-times,0.1,caseload\n\
    later,population.elders,2030-12,3000,persons,0.01,population\n";

/// A run of the synthetic district to the end of 2021, and a file of figures.
fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let run = [
        "run",
        "--district",
        "qingxi",
        "--replicates",
        "4",
        "--until",
        "2021-12",
        "--detail",
        "headline",
        "--out",
        "r",
    ];
    check(place.path(), &run, 0);
    std::fs::write(place.path().join("mine.csv"), FILE).unwrap();
    place
}

const SCORE: [&str; 4] = ["score", "r", "--against", "mine.csv"];

#[test]
fn figures_are_scored_on_all_surfaces() {
    let place = place();
    let with = [&SCORE[..], &["--out", "score.parquet", "--page", "score.html", "--json"]].concat();
    let (json, _) = check(place.path(), &with, 0);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["coverage"]["all"]["n"], &json["coverage"]["tests"]["n"]), (&Value::from(3), &Value::from(3)));
    assert_eq!(json["not_simulated"], serde_json::json!(["later"]));
    let rows = figure(&json, "facts-published")["tables"][0]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[1][1]["quantity"]["value"], 9000.0);
    // Far above everything simulated.
    assert_eq!(rows[1][7]["quantity"]["value"], 1.0);
    let pit = rows[0][7]["quantity"]["value"].as_f64().unwrap();
    assert!((0.02..0.98).contains(&pit), "{pit}");
    let by_group = &figure(&json, "facts-scores")["tables"][1]["rows"];
    assert_eq!((&by_group[0][0]["text"], &by_group[1][0]["text"]), (&"population".into(), &"relief caseload".into()));
    // Person-times of June were known before August: there is a naive forecast, of the elders there is none.
    assert!(by_group[0][7].get("quantity").is_none() && by_group[1][7]["quantity"]["value"].is_number(), "{by_group}");

    // Parquet ends as it begins, and the page holds the numbers of the JSON.
    let parquet = std::fs::read(place.path().join("score.parquet")).unwrap();
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
    let page = std::fs::read_to_string(place.path().join("score.html")).unwrap();
    for row in rows {
        let value = row[8]["quantity"]["value"].as_f64().unwrap();
        assert!(page.contains(&format!("data-value=\"{value}\"")), "{value}");
    }
    assert!(page.contains("mine.csv") && page.contains("scored against published figures"));

    let (text, _) = check(place.path(), &SCORE, 0);
    let text = text.split_whitespace().collect::<Vec<&str>>().join(" ");
    assert!(
        text.contains("2 of 3 published figures lie inside the 80 % band (outside: Registered elders 2021-09)"),
        "{text}"
    );
    assert!(text.contains("Of 3 figures held out the 80 % bands hold 2"), "{text}");
    assert!(text.contains("Not compared, because a month was not simulated: later."), "{text}");
    let (zh, _) = check(place.path(), &[&SCORE[..], &["--lang", "zh"]].concat(), 0);
    let zh: String = zh.split_whitespace().collect();
    assert!(zh.contains("留作检验的3项中，80%区间含2项") && zh.contains("未比较（月份没有模拟）：later"), "{zh}");
}

#[test]
fn the_same_scores_are_the_same_bytes_and_nothing_is_overwritten() {
    let place = place();
    let made = |name: &str| {
        check(place.path(), &[&SCORE[..], &["--out", name]].concat(), 0);
        std::fs::read(place.path().join(name)).unwrap()
    };
    assert!(made("a.parquet") == made("b.parquet"));
    let (_, refused) = check(place.path(), &[&SCORE[..], &["--out", "a.parquet", "--page", "p.html"]].concat(), 2);
    assert!(refused.contains("a.parquet is there already") && !place.path().join("p.html").exists(), "{refused}");
}

#[test]
fn every_mistake_of_the_file_is_listed() {
    let place = tempfile::tempdir().unwrap();
    let refuse = |place: &Path, text: &str, exit: i32, said: &[&str]| {
        std::fs::write(place.join("mine.csv"), text).unwrap();
        let (_, refused) = check(place, &SCORE, exit);
        for said in said {
            assert!(refused.contains(said), "{said}\nis not in\n{refused}");
        }
    };
    let rows = "indicator,month,value,unit\npopulation.eldres,2021-13,x,persons\nbeds.built,2021-06,70,persons\n";
    refuse(
        place.path(),
        rows,
        65,
        &["mine.csv:2: `month`: `2021-13` is no month", "mine.csv:2: `value`: `x` is no number"],
    );
    let unknown = "indicator,month,value,unit\npopulation.eldres,2021-12,1,persons\nbeds.built,2021-06,70,persons\n";
    let said =
        ["mine.csv:2: `indicator`", "did you mean `population.elders`?", "mine.csv:3: `unit`", "it should be `beds`"];
    refuse(place.path(), unknown, 65, &said);
    refuse(place.path(), "indicator,month\n", 65, &["`value`", "`unit`"]);
    refuse(place.path(), FILE, 2, &["holds no finished run"]);
}
