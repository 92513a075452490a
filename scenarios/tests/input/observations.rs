//! `observations.csv`: of a baseline, and anybody's for one run.
use scenarios::{Grade, Group, Observation, Place, Role, Statistic, embedded, read, read_observations};
use sim_core::Month;

const HEAD: &str =
    "key,place,statistic,indicator,per,month,since,fact,value,unit,error,reasons,use,group,source,grade,note";

/// What is wrong with these rows in qingxi.
fn mistakes(rows: &str) -> String {
    let mut texts = crate::texts("qingxi");
    texts.push(("observations.csv".into(), format!("# source: made up\n{HEAD}\n{rows}")));
    read(&crate::source(texts)).expect_err("accepted").to_string()
}

fn observations(id: &str) -> Vec<Observation> {
    embedded(id).expect("embedded").unwrap_or_else(|problems| panic!("{problems}")).observations
}

#[test]
fn those_of_changning_take_their_values_from_facts_and_a_third_is_held_out() {
    let all = observations("changning");
    let of = |key: &str| all.iter().find(|of| of.key == key).unwrap_or_else(|| panic!("{key}"));
    let share = of("nursing-share");
    assert_eq!((share.value, share.error, share.unit.as_str(), share.source.as_str()), (0.5, 0.01, "share", "一(一)3"));
    let spending = of("relief-spending");
    assert_eq!((spending.value, spending.error), (537e6, 5.37e6));
    let peak = of("elders-forecast-2024");
    assert_eq!((peak.value, peak.grade, peak.role), (237_400.0, Grade::Forecast, Role::Report));
    let home_care = of("home-care-2022");
    assert_eq!(
        (home_care.place, home_care.statistic, home_care.group),
        (Place::City, Statistic::Mean, Group::HomeCare)
    );
    assert_eq!(home_care.months().map(|month| month.to_string()), ["2022-01", "2022-12"]);
    let count = |role| all.iter().filter(|of| of.role == role).count();
    assert_eq!((all.len(), [Role::Calibrate, Role::HoldOut, Role::Report].map(count)), (44, [20, 20, 4]));
    // What is calibrated to is known, and simulated, by mid-2023; the city stands in with 5 % or more.
    let known = Month::new(2023, 6).unwrap();
    for of in all.iter().filter(|of| of.role != Role::Report) {
        assert!(of.month <= known && of.error > 0.0 && !of.reasons.is_empty(), "{}", of.key);
        let is_own = of.place == Place::District;
        assert!(is_own || of.unit == "share" || of.error >= 0.02 * of.value.abs(), "{}", of.key);
    }
    assert_eq!(observations("qingxi").len(), 6);
}

#[test]
fn every_mistake_of_a_baselines_observations_is_told() {
    let check = |row: &str, expected: &str| {
        let found = mistakes(&format!("{row}\n"));
        assert!(
            found.lines().any(|line| line.starts_with(&format!("observations.csv:3: {expected}"))),
            "{row}\n{found}"
        );
    };
    let level = "k,district,level,beds.built,,2021-12,,,70,beds,0.1,rounding,calibrate,beds,s,found,";
    let edit = |from: &str, to: &str| level.replacen(from, to, 1);
    check(&edit("k,", ","), "`key`: it must not be empty");
    check(&edit("district", "town"), "`place`: `town` is none of district, city, census, elsewhere");
    check(&edit("level", "levle"), "`statistic`: `levle` is none of level, mean, sum, growth; did you mean `level`?");
    check(&edit("beds.built,", ","), "`indicator`: it must not be empty");
    check(&edit("beds.built", "beds"), "`indicator`: `beds` is no id");
    check(&edit("beds.built,,", "beds.built,elders,"), "`per`: `elders` is no id");
    check(&edit("2021-12", "2021-13"), "`month`: `2021-13` is no month");
    check(&edit("2021-12,,", "2021-12,2021-01,"), "`since`: it cannot stand beside `statistic = level`");
    check(&edit("level", "mean"), "`since`: this key is missing");
    check(
        &edit("level,beds.built,,2021-12,,", "growth,beds.built,,2021-12,2021-12,"),
        "`since`: the last month 2021-12",
    );
    check(&edit(",70,", ",many,"), "`value`: `many` is no number");
    check(&edit("beds,0.1", ",0.1"), "`unit`: it must not be empty");
    check(&edit("0.1", "-0.1"), "`error`: -0.1 is negative");
    check(&edit("0.1", "3"), "`error`: 3 is outside the allowed range [0, 2]");
    check(&edit("beds,0.1", "share,0.6"), "`error`: 0.6 is outside the allowed range [0, 0.5]");
    check(&edit("0.1", "0"), "`error`: 0 is outside the allowed range");
    check(&edit("rounding", ""), "`reasons`: it must not be empty");
    check(&edit("rounding", "rounding guess"), "`reasons`: `guess` is none of rounding");
    check(&edit("calibrate", "fit"), "`use`: `fit` is none of calibrate, hold_out, report");
    check(&edit("calibrate,beds", "calibrate,bed"), "`group`: `bed` is none of");
    check(&edit("s,found", ",found"), "`source`: it must not be empty");
    check(&edit("found", "guessed"), "`grade`: `guessed` is none of found, derived, forecast");
    check(&edit(",70,", "registered_80plus,70,"), "`value`: it cannot stand beside `fact`");
    let fact =
        "k,district,level,population.elders,,2021-12,,registered_80plus,,persons,0.1,rounding,calibrate,population,,,";
    check(&fact.replacen("80plus", "80pluss", 1), "`fact`: there is no fact `registered_80pluss`");
    check(&fact.replacen("persons", "beds", 1), "`unit`: the fact is in `persons`, which cannot be taken for `beds`");
    let twice = mistakes(&format!("{level}\n{level}\n"));
    assert!(twice.contains("observations.csv:4: `key`: `k` is there twice, first in line 3"), "{twice}");
}

#[test]
fn anybodys_file_needs_four_columns() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("mine.csv");
    let write = |text: &str| std::fs::write(&file, text).unwrap();
    write("indicator,month,value,unit\npopulation.elders,2023-12,235000,persons\nbeds.occupancy,2023-12,0.6,share\n");
    let found = read_observations(&file).unwrap_or_else(|problems| panic!("{problems}"));
    let keys: Vec<&str> = found.iter().map(|of| of.key.as_str()).collect();
    assert_eq!(keys, ["population.elders 2023-12", "beds.occupancy 2023-12"]);
    assert_eq!((found[0].error, found[0].role, found[0].statistic), (0.0, Role::HoldOut, Statistic::Level));
    assert_eq!((found[0].source.as_str(), found[0].group), (file.to_str().unwrap(), Group::Other));

    let check = |text: &str, expected: &str| {
        write(text);
        let found = read_observations(&file).expect_err("accepted").to_string();
        assert!(found.contains(expected), "{text}\n{found}");
    };
    check("indicator,month,value\nbeds.built,2023-12,1\n", "mine.csv:1: `unit`: this column is missing");
    check("indicator,month,value,unit,erorr\n", "`erorr`: unknown column; did you mean `error`?");
    check("indicator,month,value,unit\n", "there are no rows");
    check("indicator,month,value,unit,fact\nbeds.built,2023-12,,beds,beds_total\n", "there is no fact `beds_total`");
    check("indicator,month,value,unit\nbeds.built,December,x,beds\n", "`December` is no month");
    check("indicator,month,value,unit\nbeds.built,December,x,beds\n", "`x` is no number");
    std::fs::write(&file, [0xff, 0xfe]).unwrap();
    assert!(read_observations(&file).expect_err("accepted").to_string().contains("not UTF-8"));
    let absent = read_observations(&place.path().join("nowhere.csv")).expect_err("accepted").to_string();
    assert!(absent.contains("nowhere.csv"), "{absent}");
}
