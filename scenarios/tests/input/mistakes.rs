use agents::text::Language;
use scenarios::{Problem, read};

/// The problems of Changning after replacing, in one of its files, the first `from` by `to`.
fn problems(file: &str, from: &str, to: &str) -> (Vec<Problem>, u32) {
    let mut texts = crate::texts("changning");
    let (_, text) = texts.iter_mut().find(|(name, _)| name == file).expect("the file");
    let at = text.find(from).unwrap_or_else(|| panic!("{file} has no `{from}`"));
    let line = 1 + text[..at].matches('\n').count() as u32;
    text.replace_range(at..at + from.len(), to);
    match read(&crate::source(texts)) {
        Err(problems) => (problems.0, line),
        Ok(_) => panic!("{file}: `{to}` was accepted"),
    }
}

/// Where a problem is expected: in the edited line, in a line given, in no line, or in another file.
enum At {
    Edit,
    Line(u32),
    File,
    Other(&'static str),
}
use At::{Edit, File, Line, Other};

const DISTRICT: &str = "district.toml";
const PARAMETERS: &str = "parameters.toml";
const SHOCKS: &str = "shocks.toml";
const ABILITY: &str = "ability.csv";
const PYRAMID: &str = "pyramid.csv";
const MORTALITY: &str = "mortality.csv";
const CARE: &str = "care.toml";
const FACILITIES: &str = "facilities.csv";
const AGENCIES: &str = "agencies.csv";
const WORKFORCE: &str = "workforce.toml";
const FACTS: &str = "facts.csv";

/// File, text to replace, by what, then where the problem is and what is said about it.
#[rustfmt::skip]
const MISTAKES: &[(&str, &str, &str, At, &str)] = &[
    // Keys
    (PARAMETERS, "level = {", "levle = {", Edit, "`mortality.levle`: unknown key; did you mean `mortality.level`?"),
    (PARAMETERS, "level = {", "levle = {", Line(5), "`mortality.level`: this key is missing"),
    (PARAMETERS, "level = {", "alone = {", Edit, "`mortality.alone`: unknown key; did you mean `household.alone`?"),
    (PARAMETERS, "[mortality]", "[mortalty]", Edit, "`mortalty`: unknown key; did you mean `mortality`?"),
    (PARAMETERS, "[mortality]", "[mortalty]", File, "`mortality`: this key is missing"),
    (PARAMETERS, "grade = \"assumed\"", "gade = \"assumed\"", Edit, "did you mean `grade`?"),
    (DISTRICT, "pyramid_year", "pyramid_yaer", Edit, "did you mean `pyramid_year`?"),
    (DISTRICT, "code = \"310105001\"", "cod = \"1\"", Edit, "`community.huayang.cod`: unknown key; did you mean `code`?"),
    (DISTRICT, "zh = \"长宁区\"", "cn = \"长宁区\"", Edit, "`name.zh`: this key is missing"),
    (SHOCKS, "enabled = true", "", File, "`enabled`: this key is missing"),
    // Types and syntax
    (PARAMETERS, "value = 1.0", "value = \"1.0\"", Edit, "`mortality.level.value`: wrong type; it should be a number"),
    (PARAMETERS, "[0.9, 1.1]", "[0.9]", Edit, "it should be two numbers, [low, high]"),
    (PARAMETERS, "value = 1.0", "value = nan", Edit, "not a finite number"),
    (PARAMETERS, "value = 1.0", "value = 1e999", Edit, "not a finite number"),
    (PARAMETERS, "[0.9, 1.1]", "[0.9, inf]", Edit, "not a finite number"),
    (PARAMETERS, "[ability]", "[ability", Edit, "syntax error"),
    (PARAMETERS, "[ability]", "[mortality]", Edit, "syntax error (duplicate key)"),
    (DISTRICT, "pyramid_year = 2022", "pyramid_year = 2022.5", Edit, "it should be a whole number"),
    (DISTRICT, "pyramid_year = 2022", "pyramid_year = 99999999999999999999", Edit, "outside the allowed range [1900, 2200]"),
    (SHOCKS, "enabled = true", "enabled = \"yes\"", Edit, "it should be true or false"),
    (SHOCKS, "[[shock]]", "[shock]", Edit, "`shock`: wrong type; it should be a list of tables, [[name]]"),
    // Quantities
    (PARAMETERS, "value = 1.0", "value = 9.0", Edit, "`mortality.level.value`: 9 is outside the allowed range [0.2, 5]"),
    (PARAMETERS, "[0.9, 1.1]", "[0.9, 50]", Edit, "`mortality.level.range`: 50 is outside the allowed range [0.2, 5]"),
    (PARAMETERS, "[0.9, 1.1]", "[1.1, 0.9]", Edit, "the range [1.1, 0.9] is reversed"),
    (PARAMETERS, "[0.9, 1.1]", "[1.01, 1.1]", Edit, "the range [1.01, 1.1] does not contain the value 1"),
    (PARAMETERS, "range = [0.9, 1.1], ", "", Edit, "only a value graded found may go without"),
    (PARAMETERS, "unit = \"ratio\"", "unit = \"percent\"", Edit, "the unit is `percent`; it should be `ratio`"),
    (PARAMETERS, "grade = \"assumed\"", "grade = \"asumed\"", Edit, "`asumed` is none of found, derived, assumed; did you mean `assumed`?"),
    (PARAMETERS, "grade = \"assumed\"", "grade = \"forecast\"", Edit, "`forecast` is none of found, derived, assumed"),
    (PARAMETERS, "date = \"2022\"", "date = \"last year\"", Edit, "`last year` is no date"),
    (DISTRICT, "code = \"310105001\"", "code = \" \"", Edit, "`community.huayang.code`: it must not be empty"),
    (PARAMETERS, "[0.2, 0.4]", "[0.2, 0.9]", File, "the sum 1.077 is above the most possible, 1"),
    (PARAMETERS, "[0.2, 0.45]", "[0.2, 0.7]", File, "`assessment.mild_below_2 + assessment.mild_level_3`: the sum 1.1"),
    (PARAMETERS, "range = [0.05, 0.2]", "range = [0.05, 0.4]", File, "`home_care.share_certified + home_care.share_nurse`: the sum 1.1"),
    // The district
    (DISTRICT, "start = \"2021-01\"", "start = \"2021-13\"", Edit, "`2021-13` is no month; write it as YYYY-MM"),
    (DISTRICT, "end = \"2035-12\"", "end = \"2019-12\"", Edit, "the last month 2019-12 is before the first, 2021-01"),
    (DISTRICT, "end = \"2035-12\"", "end = \"2190-12\"", Edit, "these are 2040 months; at most 1200"),
    (DISTRICT, "end = \"2035-12\"", "end = \"2045-12\"", Other(PYRAMID), "ages 40 to 109 are covered; 37 to 102 are needed"),
    (DISTRICT, "start = \"2021-01\"", "start = \"2024-02\"", Line(8), "the pyramid is of the end of 2022, before the starting stocks of 2024-01"),
    (DISTRICT, "id = \"huayang\"", "id = \"jiangsu\"", Line(20), "`jiangsu` is there twice, first in line 14"),
    (DISTRICT, "id = \"huayang\"", "id = \"district\"", Edit, "the id `district` is reserved"),
    (DISTRICT, "id = \"huayang\"", "id = \"华阳\"", Edit, "`community.1.id`: `华阳` is no id"),
    // Shocks
    (SHOCKS, "kind = \"epidemic\"", "kind = \"epidemy\"", Edit, "did you mean `epidemic`?"),
    (SHOCKS, "month = \"2022-12\"", "month = \"2202-12\"", Edit, "2202-12 is outside the simulated months 2021-01 to 2035-12"),
    (SHOCKS, "months = 2", "months = 0", Edit, "0 is outside the allowed range [1, 120]"),
    (SHOCKS, "\"60-69\"", "\"65-69\"", Edit, "the band starts at age 65; it should start at 60"),
    (SHOCKS, "\"90+\"", "\"95+\"", Edit, "the band starts at age 95; it should start at 90"),
    (SHOCKS, "\"90+\"", "\"90-99\"", Line(15), "the last band ends at age 99"),
    (SHOCKS, "\"90+\"", "\"over 80\"", Edit, "`over 80` is no age band"),
    // Care
    (CARE, "\"first-come\"", "\"first-comes\"", Edit, "`placement_rule`: `first-comes` is none of first-come, need-first, nearest, preference-and-price; did you mean `first-come`?"),
    (CARE, "[insurance]", "[insurence]", Edit, "`insurence`: unknown key; did you mean `insurance`?"),
    (CARE, "extra_hours_later", "extra_hours_latter", Edit, "did you mean `extra_hours_later`?"),
    (CARE, "extra_hours_later = 2", "", Line(10), "`insurance.extra_hours_later`: this key is missing"),
    (CARE, "extra_hours_later = 2", "extra_hours_later = 800", Edit, "800 is outside the allowed range [0, 744]"),
    (CARE, "5, 7, 7]", "5, 7]", Edit, "`insurance.weekly_hours`: wrong type; it should be seven numbers, one for each care level 0 to 6"),
    (CARE, "5, 7, 7]", "5, 7, true]", Edit, "it should be seven numbers"),
    (CARE, "5, 7, 7]", "5, 7, 169]", Edit, "169 is outside the allowed range [0, 168]"),
    (CARE, "date = \"2021\"", "date = \"since 2021\"", Edit, "`insurance.date`: `since 2021` is no date"),
    (CARE, "grade = \"found\"", "grade = \"sure\"", Edit, "`sure` is none of found, derived, assumed"),
    (CARE, "[[insurance.daily_rate]]", "[[insurance.daily_rates]]", Edit, "unknown key; did you mean `daily_rate`?"),
    (CARE, "30, 30]", "30, 10001]", Edit, "`insurance.daily_rate.1.yuan`: 10001 is outside the allowed range [0, 10000]"),
    (CARE, "30, 30]", "30, nan]", Edit, "not a finite number"),
    (CARE, "\"2025-09\"", "\"2025-9\"", Edit, "`insurance.daily_rate.2.from`: `2025-9` is no month"),
    (CARE, "\"2025-09\"", "\"2021-01\"", Edit, "2021-01 is too early; 2021-02 at the earliest"),
    (CARE, "\"2025-09\"", "\"2325-09\"", Edit, "2325 is outside the allowed range [1900, 2200]"),
    (FACILITIES, "# unit: beds", "# unit: places", Edit, "the unit is `places`; it should be `beds`"),
    (FACILITIES, "price,respite", "price,respit", Edit, "`respit`: unknown column; did you mean `respite`?"),
    (FACILITIES, "huayang-1,", "huayang_1,", Edit, "`id`: `huayang_1` is no id"),
    (FACILITIES, "huayang-2,", "huayang-1,", Edit, "`huayang-1` is there twice, first in line 7"),
    (FACILITIES, "Huayang Road home 1", "", Edit, "`name_en`: it must not be empty"),
    (FACILITIES, "home 1,huayang", "home 1,huayan", Edit, "`community`: the district has no community `huayan`; did you mean `huayang`?"),
    (FACILITIES, ",176,", ",176.5,", Edit, "`beds`: wrong type; it should be a whole number"),
    (FACILITIES, ",176,", ",6000,", Edit, "6000 is outside the allowed range [1, 5000]"),
    (FACILITIES, ",176,", ",177,", Edit, "`beds`: the total 177 differs from the sum of its parts, 176"),
    (FACILITIES, "300,150,500", "300,350,500", Edit, "`beds_low`: the range [350, 500] does not contain the value 300"),
    (FACILITIES, "300,150,500", "300,500,150", Edit, "`beds_low`: the range [500, 150] is reversed"),
    (FACILITIES, "300,150,500", "300,150,", Edit, "`beds_low`: it needs `beds_high` beside it"),
    (FACILITIES, "300,150,500", "300,,500", Edit, "`beds_high`: it needs `beds_low` beside it"),
    (FACILITIES, "2022-05", "2020-05", Edit, "`opens`: 2020-05 is outside the simulated months 2021-01 to 2035-12"),
    (FACILITIES, "2022-05", "May 2022", Edit, "`opens`: `May 2022` is no month"),
    (FACILITIES, "2022-05,,,", "2022-05,2022-01,,", Edit, "`opens_low`: it needs `opens_high` beside it"),
    (FACILITIES, "2022-05,,,", ",2022-01,2022-06,", Edit, "`opens_low`: it needs `opens` beside it"),
    (FACILITIES, "2025-12,2025-01", "2025-12,2026-01", Edit, "`opens_low`: the range 2026-01 to 2027-06 does not contain 2025-12, or its ends are reversed"),
    (FACILITIES, "2025-01,2027-06", "2027-06,2025-01", Edit, "its ends are reversed"),
    (FACILITIES, "2025-01,2027-06", "2025-01,2037-06", Edit, "`opens_high`: 2037-06 is outside the simulated months"),
    (FACILITIES, ",,,,,176", ",,,,2021-03,176", Edit, "`closes`: 2021-03 is too early; 2021-04 at the earliest"),
    (FACILITIES, ",,,,,176", ",,,,2036-01,176", Edit, "`closes`: 2036-01 is outside the simulated months"),
    (FACILITIES, "2027-06,,300", "2027-06,2027-08,300", Edit, "`closes`: 2027-08 is too early; 2027-09 at the earliest"),
    (FACILITIES, "0.95,yes", "9.5,yes", Edit, "`price`: 9.5 is outside the allowed range [0.2, 5]"),
    (FACILITIES, "0.95,yes", "0.95,yess", Edit, "`respite`: `yess` is none of no, yes; did you mean `yes`?"),
    (FACILITIES, "yes,public,,assumed", "yes,public,,guessed", Edit, "`grade`: `guessed` is none of found, derived, assumed"),
    (FACILITIES, "yes,public,,", "yes,state,,", Edit, "`ownership`: `state` is none of public, public_private, private"),
    (FACILITIES, "yes,public,,", "yes,public,0.5,", Edit, "`certainty`: it needs `opens` beside it"),
    (AGENCIES, "huayang jiangsu", "huayan jiangsu", Edit, "`communities`: the district has no community `huayan`; did you mean `huayang`?"),
    (AGENCIES, "huayang jiangsu", "", Edit, "`communities`: it must not be empty"),
    (AGENCIES, "huayang jiangsu", "huayang", Line(6), "`communities`: no agency serves these communities: jiangsu"),
    (AGENCIES, "huayang jiangsu", "huayang huayang jiangsu", Edit, "`huayang` is there twice, first in line 7"),
    (AGENCIES, "xinhua hongqiao", "xinhua hongqiao jiangsu", Edit, "`jiangsu` is there twice, first in line 7"),
    (AGENCIES, "home-care-2", "home-care-1", Edit, "`id`: `home-care-1` is there twice, first in line 7"),
    // Tables
    (ABILITY, "65,74,1.24", "65,74,-1.24", Edit, "`mild`: -1.24 is negative"),
    (ABILITY, "75,84,", "76,84,", Edit, "the band starts at age 76; it should start at 75"),
    (ABILITY, "85,120,", "85,99,", Edit, "the last band ends at age 99"),
    (ABILITY, "1.24,1.95", "90,80", Edit, "is above the most possible, 100"),
    (ABILITY, "moderate", "moderat", Edit, "`moderat`: unknown column; did you mean `moderate`?"),
    (ABILITY, "moderate", "moderat", Edit, "`moderate`: this column is missing"),
    (ABILITY, "# source:", "# sauce:", File, "`# source:`: the file does not open with this line"),
    (ABILITY, "# unit: percent", "# unit: share", Edit, "the unit is `share`; it should be `percent`"),
    (PYRAMID, "60,1962,4525.0", "60,1962,x", Edit, "`male`: `x` is no number"),
    (PYRAMID, "60,1962,4525.0", "60,1962,-4525.0", Edit, "`male`: -4525 is negative; it cannot be below 0"),
    (PYRAMID, "60,1962,4525.0", "60,1962,4625.0", Edit, "the total 9275.5 differs from the sum of its parts, 9375.5"),
    (PYRAMID, "60,1962,4525.0", "60,1963,4525.0", Edit, "`birth_year`: 1963 is outside the allowed range [1962, 1962]"),
    (PYRAMID, "60,1962,4525.0,4750.5,9275.5\n", "", Line(6), "`age`: rows are missing: 60"),
    (PYRAMID, "61,1961,", "60,1962,", Edit, "`60` is there twice, first in line 27"),
    (PYRAMID, "61,1961,", "61,", Edit, "this row has 4 cells; it should have 5"),
    (PYRAMID, "4525.0,4750.5,9275.5", "199999999.0,4750.5,200004749.5", Edit, "outside the allowed range [0, 200000000]"),
    (MORTALITY, "2024,F,71,", "2024,W,71,", Edit, "`sex`: `W` is none of M, F"),
    (MORTALITY, "2024,F,71,", "2024,F,71,9", Edit, "`mx`: 90.0"),
    (MORTALITY, "2024,F,71,", "# 2024,F,71,", Line(6), "rows are missing: 2024 F 71"),
    (WORKFORCE, "[care_worker]", "[care_workers]", Edit, "`care_workers`: unknown key; did you mean `care_worker`?"),
    (WORKFORCE, "[care_worker]", "[care_workers]", Line(16), "`care_worker.ages_at_start`: this key is missing"),
    (WORKFORCE, "[[19, 23, 1.0]]", "[[19, 23]]", Edit, "it should be rows of three numbers, such as [[18, 34, 0.2]]"),
    (WORKFORCE, "[[19, 23, 1.0]]", "[]", Edit, "`care_worker.ages_of_graduates`: there are 0; there should be 1 to 40"),
    (WORKFORCE, "[[19, 23, 1.0]]", "[[23, 19, 1.0]]", Edit, "23 is outside the allowed range [15, 19]"),
    (WORKFORCE, "[[19, 23, 1.0]]", "[[19, 23, nan]]", Edit, "not a finite number"),
    (WORKFORCE, "seat_yuan = 1500", "seat_yuan = -1", Edit, "`care_worker.level.junior.seat_yuan`: -1 is outside the allowed range [0, 1000000]"),
    (WORKFORCE, "exam_months = [3, 6, 9, 12]", "exam_months = 3", Edit, "it should be a list of numbers, such as [6, 11]"),
    (WORKFORCE, "share_at_start = 0.8", "share_at_start = 0.7", Line(16), "`care_worker.level`: the total 1 differs from the sum of its parts, 0.9"),
    (WORKFORCE, "secondary_yuan", "secondry_yuan", Edit, "unknown key; did you mean `secondary_yuan`?"),
    (WORKFORCE, "grade = \"assumed\"", "grade = \"guessed\"", Edit, "`guessed` is none of found, derived, assumed"),
    (FACTS, "centenarians,183", "centenarians,many", Edit, "`value`: `many` is no number"),
    (FACTS, ",forecast\n", ",projected\n", Edit, "`projected` is none of found, derived, forecast"),
    (FACTS, "centenarians,183", "registered_80plus,183", Edit, "`registered_80plus` is there twice"),
];

#[test]
fn every_mistake_is_named_with_its_place() {
    let mut wrong = Vec::new();
    for (file, from, to, at, fragment) in MISTAKES {
        let (found, edited) = problems(file, from, to);
        let place = match at {
            Edit => format!("{file}:{edited}: "),
            Line(line) => format!("{file}:{line}: "),
            File => format!("{file}: "),
            Other(other) => format!("{other}: "),
        };
        let messages: Vec<String> = found.iter().map(|problem| problem.message(Language::En)).collect();
        if !messages.iter().any(|message| message.starts_with(&place) && message.contains(fragment)) {
            let found = messages.join("\n         ");
            wrong.push(format!("`{from}` -> `{to}`\nexpected {place}{fragment}\nfound    {found}"));
        }
        for problem in &found {
            let chinese = problem.message(Language::Zh);
            assert!(chinese.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{chinese}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn mistakes_in_several_files_are_all_reported_in_order() {
    let mut texts = crate::texts("changning");
    let mut edit = |file: &str, from: &str, to: &str| {
        let (_, text) = texts.iter_mut().find(|(name, _)| name == file).expect("the file");
        assert!(text.contains(from), "{file} has no `{from}`");
        *text = text.replacen(from, to, 1);
    };
    edit("parameters.toml", "[0.9, 1.1]", "[1.1, 0.9]");
    edit("parameters.toml", "unit = \"hazard ratio\"", "unit = \"percent\"");
    edit("district.toml", "id = \"huayang\"", "id = \"Hua yang\"");
    edit("district.toml", "pyramid_year = 2022", "pyramid_year = \"2022\"");
    edit("pyramid.csv", "60,1962,4525.0", "60,1962,many");
    edit("mortality.csv", "2021,M,40,0.000741", "2021,M,40,-1");
    edit("shocks.toml", "enabled = true", "enabled = 1\nenable = true");
    edit("facts.csv", "centenarians,183", "centenarians,?");
    edit("ability.csv", "# date: 2018\n", "");
    let problems = read(&crate::source(texts)).unwrap_err();
    let expected = [
        "ability.csv: `# date:`: the file does not open with this line",
        "district.toml:8: `pyramid_year`: wrong type; it should be a whole number",
        "district.toml:14: `community.1.id`: `Hua yang` is no id; use lower-case letters, digits and hyphens, \
         a letter first, at most 40 characters",
        "facts.csv:203: `value`: `?` is no number",
        "mortality.csv:7: `mx`: -1 is negative; it cannot be below 0",
        "parameters.toml:7: `mortality.level.range`: the range [1.1, 0.9] is reversed; write the lower end first",
        "parameters.toml:11: `mortality.hazard_ratio_mild.unit`: the unit is `percent`; it should be `hazard ratio`",
        "pyramid.csv:27: `male`: `many` is no number",
        "shocks.toml:3: `enabled`: wrong type; it should be true or false",
        "shocks.toml:4: `enable`: unknown key; did you mean `enabled`?",
    ];
    assert_eq!(problems.to_string(), expected.join("\n"));
    assert_eq!(
        problems.0[5].message(Language::Zh),
        "parameters.toml:7：`mortality.level.range`：范围 [1.1, 0.9] 上下限颠倒"
    );
}

#[test]
fn encodings() {
    let edit = |file: &str, change: &dyn Fn(&str) -> Vec<u8>| {
        let files = crate::texts("qingxi").into_iter().map(|(name, text)| {
            let bytes = if name == file { change(&text) } else { text.into_bytes() };
            (name, bytes)
        });
        read(&scenarios::Source::from_files(files.collect::<Vec<_>>()))
    };
    for file in scenarios::FILES {
        assert!(edit(file, &|text| format!("\u{feff}{text}").into_bytes()).is_ok(), "{file} with a byte order mark");
        assert!(edit(file, &|text| text.replace('\n', "\r\n").into_bytes()).is_ok(), "{file} with CRLF");
        let latin = edit(file, &|text| [text.as_bytes(), b"\n# caf\xe9\n"].concat()).unwrap_err();
        assert!(latin.to_string().contains("not UTF-8"), "{latin}");
        assert!(latin.0[0].line.is_some());
        assert!(!edit(file, &|_| Vec::new()).unwrap_err().0.is_empty());
    }
    // Comments and empty lines between rows do not move the lines of later problems.
    let problems =
        edit("ability.csv", &|text| text.replace("70,79,", "\n# a word\n\n70,79,x").into_bytes()).unwrap_err();
    assert_eq!(problems.to_string(), "ability.csv:10: `mild`: `x3.5` is no number");
}
