//! `targets.toml` and `city_elders.csv`.
use scenarios::{Aim, Series, Side, embedded, read};

/// The problems of a baseline after replacements in one of its files, each of the first place found.
#[track_caller]
fn problems(id: &str, file: &str, edits: &[(&str, &str)]) -> String {
    let mut texts = crate::texts(id);
    let (_, text) = texts.iter_mut().find(|(name, _)| name == file).expect("the file");
    for (from, to) in edits {
        assert!(text.contains(from), "no `{from}`");
        *text = text.replacen(from, to, 1);
    }
    read(&crate::source(texts)).expect_err("accepted").to_string()
}

#[test]
fn targets_are_those_of_the_report_and_the_citys_plan() {
    let baseline = embedded("changning").expect("embedded").unwrap_or_else(|problems| panic!("{problems}"));
    let targets = &baseline.targets.targets;
    let of = |id: &str| targets.iter().find(|target| target.id == id).expect(id);
    let fact = |key: &str| baseline.facts.iter().find(|fact| fact.key == key).expect(key).value;
    let value = |id: &str| match &of(id).aim {
        Aim::Simulated { value, .. } => Some(*value),
        Aim::NotSimulated { published, .. } => published.as_ref().map(|(value, _)| *value),
    };
    assert_eq!(value("certified-care-workers"), Some(fact("target_care_worker_cert_rate") / 100.0));
    assert_eq!(value("severe-disability-beds"), Some(fact("target_severe_disability_beds")));
    assert_eq!(value("community-space"), Some(fact("community_care_area_per_1000")));
    assert_eq!(value("beds-district"), Some(fact("beds_share_of_registered_elders")));
    // The report asks for the city's share and prints none.
    assert_eq!(value("intermediate-care-workers"), None);
    let Aim::Simulated { side, from, to, .. } = of("within-appropriation").aim else { panic!("simulated") };
    assert_eq!((side, from.to_string(), to.to_string()), (Side::AtMost, "2024-01".into(), "2030-12".into()));
    let untold = targets.iter().filter(|target| matches!(target.aim, Aim::NotSimulated { .. }));
    assert_eq!((targets.len(), untold.count(), baseline.targets.triggers.len()), (9, 2, 4));
}

#[test]
fn mistakes_of_targets_are_told_at_once_with_line_and_suggestion() {
    let found = problems(
        "qingxi",
        "targets.toml",
        &[
            ("is = \"at_least\"", "is = \"atleast\""),
            ("by = \"2025-12\"", "by = \"2045-12\""),
            ("date = \"2025-12\"", "date = \"end of 2025\""),
            ("id = \"beds\"", "id = \"certified-care-workers\""),
            ("per = \"population.elders\"", "per = \"elders\"\narea = \"nowhere\""),
            ("to = \"2030-12\"", "to = \"2024-12\""),
            ("unit = \"ratio\"\n", "unit = \"ratio\"\nnaem = \"x\"\n"),
            ("value = 50", "value = 5e13"),
            ("not_simulated = {", "by = \"2025-12\"\nnot_simulated = {"),
            ("below = 0.8", "below = 0.8\nabove = 0.9"),
        ],
    );
    for expected in [
        "`target.certified-care-workers.is`: `atleast` is none of at_least, at_most; did you mean `at_least`?",
        "`target.certified-care-workers.by`: 2045-12 is outside the simulated months 2021-01 to 2035-12",
        "`target.certified-care-workers.date`: `end of 2025` is no date",
        "`target.certified-care-workers.id`: `certified-care-workers` is there twice, first in line",
        "`target.certified-care-workers.per`: `elders` is no id",
        "`target.certified-care-workers.area`: ",
        "`target.certified-care-workers.to`: the last month 2024-12 is before the first, 2025-01",
        "`target.certified-care-workers.naem`: unknown key; did you mean `name`?",
        "`target.space.value`: 50000000000000 is outside the allowed range [-1000000000000, 1000000000000]",
        "`target.space.by`: it needs `indicator` beside it",
        "`trigger.sufficiency`: one of below, above is needed here; there are 2",
    ] {
        assert!(found.contains(expected), "{expected}\nis not in\n{found}");
    }
    assert_eq!(found.lines().count(), 11, "{found}");
    assert!(found.lines().all(|line| line.starts_with("targets.toml:")), "{found}");
}

#[test]
fn a_target_says_one_thing() {
    #[track_caller]
    fn check(from: &str, to: &str, expected: &str) {
        let found = problems("qingxi", "targets.toml", &[(from, to)]);
        assert!(found.contains(expected) && found.lines().count() == 1, "{expected}\nis not in\n{found}");
    }
    check("by = \"2025-12\"\n", "", "one of by, from is needed here; there are 0");
    check(
        "by = \"2025-12\"\n",
        "from = \"2025-12\"\n",
        "`target.certified-care-workers.from`: it needs `to` beside it",
    );
    check("to = \"2030-12\"\n", "by = \"2030-12\"\n", "one of by, from is needed here; there are 2");
    check("indicator = \"beds.built\"\n", "", "one of indicator, not_simulated is needed here; there are 0");
    check("below = 0.8\n", "", "one of below, above is needed here; there are 0");
    check("grade = \"assumed\"", "grade = \"forecast\"", "`forecast` is none of found, derived, assumed");
    check("name = { zh", "note = { zh = \"\", en = \"x\" }\nname = { zh", "it must not be empty");
}

#[test]
fn a_baseline_may_want_nothing() {
    let mut texts = crate::texts("qingxi");
    let (_, text) = texts.iter_mut().find(|(name, _)| name == "targets.toml").expect("the file");
    *text = "target = []\n".into();
    let baseline = read(&crate::source(texts)).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(baseline.targets, Default::default());
}

#[test]
fn the_citys_elders_are_read_where_there_are_any() {
    let changning = embedded("changning").expect("embedded").unwrap_or_else(|problems| panic!("{problems}"));
    let city = changning.city_elders.expect("the city's elders");
    let elders = |year| {
        let is_meant =
            |row: &&scenarios::CityRow| row.series == Series::Registered && row.year == year && row.ages() == "60+";
        city.rows.iter().find(is_meant).expect("a row").value
    };
    assert_eq!([2007, 2022].map(elders), [2_868_300.0, 5_536_600.0]);
    assert!(changning.files.iter().any(|file| file.file == "city_elders.csv"));
    let census = changning.districts_census.expect("the districts' residents");
    assert_eq!((census.years, census.districts.len(), census.ages.len()), ([2010, 2020], 16, 10));
    let oldest = |year: usize| census.residents.index_axis(ndarray::Axis(0), year).slice(ndarray::s![.., .., 9]).sum();
    assert_eq!([0, 1].map(oldest), [236_274.0, 458_128.0]);
    assert_eq!(changning.mortality_standard.expect("the standard").dim(), (2, 71));
    let qingxi = embedded("qingxi").expect("embedded").unwrap_or_else(|problems| panic!("{problems}"));
    assert!(qingxi.city_elders.is_none() && qingxi.files.len() == scenarios::FILES.len() + 1);
}

#[test]
fn mistakes_of_the_citys_elders_are_told_at_once() {
    let mut texts = crate::texts("qingxi");
    let text = "# source: made up\narea,series,year,sex,age_from,age_to,value,error,unit,grade,source\n\
        city,registered,2010,both,60,,1000,0.01,persons,found,made up\n\
        city,registered,2010,both,60,,1100,0.01,persons,found,made up\n\
        town,share_men,2010,F,60,64,0.4,0.01,share,found,made up\n\
        city,registered,2010,M,64,60,400,0.01,persons,found,made up\n\
        city,registered,2010,F,60,64,-1,0,person,found,made up\n\
        city,life_expectency,2015,M,0,,80,0.1,years,found,made up\n\
        city,survival,2015,both,99,,1.8,0.1,share,assumed,made up\n";
    texts.push(("city_elders.csv".into(), text.into()));
    let found = read(&crate::source(texts)).expect_err("accepted").to_string();
    for expected in [
        "city_elders.csv:4: `series`: `city registered 2010 both 60+` is there twice, first in line 3",
        "city_elders.csv:5: `area`: `town` is none of city, district",
        "city_elders.csv:5: `sex`: `F` is none of M",
        "city_elders.csv:6: `age_to`: the range [64, 60] is reversed",
        "city_elders.csv:7: `value`: -1 is negative",
        "city_elders.csv:7: `error`: 0 is outside the allowed range [0.0005, 5]",
        "city_elders.csv:7: `unit`: the unit is `person`; it should be `persons`",
        "city_elders.csv:8: `series`: `life_expectency` is none of registered, share_men, survival, life_expectancy",
        "city_elders.csv:9: `value`: 1.8 is outside the allowed range [0, 1]",
        "city_elders.csv:9: `grade`: `assumed` is none of found, derived",
        "rows are missing: life_expectancy",
    ] {
        assert!(found.contains(expected), "{expected}\nis not in\n{found}");
    }
}

#[test]
fn mistakes_of_the_census_and_the_standard_are_told_at_once() {
    let mut texts = crate::texts("qingxi");
    let census = "# source: made up\nyear,code,district,sex,age_from,age_to,residents\n\
        2010,1,one,M,80,84,10\n\
        2010,1,one,M,80,84,10\n\
        2010,1,two,F,80,85,-4\n\
        2010,1,one,X,85,,many\n";
    let standard = "# source: made up\n# unit: per person-year\n# grade: derived\n# date: 2024\nsex,age,mx\n\
        M,40,0\nM,41,0.1\nM,41,0.1\nM,111,0.1\nF,40,1.5\n";
    texts.push(("districts_census.csv".into(), census.into()));
    texts.push(("mortality_standard.csv".into(), standard.into()));
    let found = read(&crate::source(texts)).expect_err("accepted").to_string();
    for expected in [
        "districts_census.csv:4: `age_from`: `2010 1 M 80` is there twice, first in line 3",
        "districts_census.csv:5: `age_to`: 85 is outside the allowed range [84, 84]",
        "districts_census.csv:5: `residents`: -4 is negative",
        "districts_census.csv:5: `code`: `1` is there twice",
        "districts_census.csv:6: `sex`: `X` is none of M, F",
        "districts_census.csv:6: `residents`: `many` is no",
        "mortality_standard.csv:6: `mx`: 0 is outside the allowed range",
        "mortality_standard.csv:8: `age`: `M 41` is there twice, first in line 7",
        "mortality_standard.csv:9: `age`: 111 is outside the allowed range [40, 110]",
        "mortality_standard.csv:10: `mx`: 1.5 is outside the allowed range",
    ] {
        assert!(found.contains(expected), "{expected}\nis not in\n{found}");
    }
}
