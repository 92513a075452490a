use agents::parameters::ParameterChoice;
use agents::relief::programme::Over;
use agents::{Model, Reference};
use scenarios::{Baseline, embedded, read};
use sim_core::Draws;
use std::sync::Arc;

fn baseline(id: &str) -> Baseline {
    embedded(id).expect("embedded").unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn standards_and_amounts_are_those_of_the_sources() {
    let baseline = baseline("changning");
    let relief = &baseline.district.relief;
    let of = |month: &str| {
        let month = month.parse().expect("a month");
        relief.standards.iter().rev().find(|standard| standard.from <= month).expect("a standard").yuan
    };
    assert_eq!(
        ["2021-01", "2021-07", "2023-07", "2024-12", "2026-08"].map(of),
        [1240.0, 1330.0, 1510.0, 1595.0, 1690.0]
    );
    let fact = |key: &str| baseline.facts.iter().find(|fact| fact.key == key).expect("the fact").value;
    let value = |id: &str| baseline.quantities.iter().find(|record| record.id == id).expect(id).value;
    assert_eq!(value("relief.advisers"), fact("relief_adviser_team"));
    assert!(
        (value("relief.advisers") * value("relief.adviser_screenings") * 30.0 / fact("relief_outreach_screened") - 1.0)
            .abs()
            < 0.001
    );
    assert!((value("budget.lottery_sales") * 30.0 / fact("lottery_sales") - 1.0).abs() < 1e-6);
    let fund = value("budget.lottery_sales") * value("budget.lottery_share") * 30.0;
    assert!((fund / fact("lottery_welfare_fund") - 1.0).abs() < 0.001);
    assert!((value("programme.homeless.band.1.times") * 30.0 / fact("vagrant_relief") - 1.0).abs() < 0.001);
    // The district keeps 6 % of sales of what is raised.
    let kept = value("budget.lottery_share") * value("budget.lottery_district");
    assert!((kept - 0.06).abs() < 0.005, "{kept:.4} of sales");
    // No account is published: an appropriation is derived or assumed, and says so.
    let appropriations = baseline.quantities.iter().filter(|record| record.id.ends_with(".appropriation"));
    assert!(appropriations.clone().count() == 8 && appropriations.clone().all(|r| r.grade != scenarios::Grade::Found));
}

#[test]
fn a_programme_more_is_a_block_more() {
    let mut texts = crate::texts("qingxi");
    let (_, text) = texts.iter_mut().find(|(name, _)| name == "programmes.toml").expect("the file");
    *text += r#"
[[programme]]
id = "winter-fuel"
name = { zh = "冬季取暖补贴（虚构）", en = "Winter fuel (synthetic)" }
group = "relief"
account = "relief"
over = "member"
who = [{ attribute = "age", from = 70 }, { attribute = "tier", is = ["middle", "high"] }]
months = [12, 1, 2]
overspend = "queue"
[[programme.band]]
to = "2025-12"
yuan = { value = 100, unit = "yuan", range = [100, 100], source = "synthetic, made up for tests", date = "2020", grade = "assumed" }
[[programme.band]]
yuan = { value = 150, unit = "yuan", range = [150, 150], source = "synthetic, made up for tests", date = "2020", grade = "assumed" }
"#;
    let baseline = read(&crate::source(texts)).unwrap_or_else(|problems| panic!("{problems}"));
    let at = baseline.district.relief.programmes.len() - 1;
    assert_eq!(baseline.district.relief.programmes[at].over, Over::Member);
    assert!(baseline.quantities.iter().any(|record| record.id == "programme.winter-fuel.band.2.yuan"));
    let reference = Arc::new(Reference::new(baseline.district).expect("fits"));
    let mut world = Model::new(reference, ParameterChoice::Fixed, Draws::new(1, 0)).expect("fits").world();
    let mut paid = 0;
    for _ in 0..14 {
        let reports = world.advance().expect("books close").to_vec();
        let bureau = reports.iter().find_map(agents::ActorMonth::bureau).expect("a bureau");
        paid += bureau.programmes[at].paid;
    }
    assert!(paid > 0 && paid % 10_000 == 0, "{paid} fen of a programme that no code knows");
}

#[test]
fn mistakes_of_programmes_are_told_with_line_and_suggestion() {
    let mut texts = crate::texts("qingxi");
    let (_, text) = texts.iter_mut().find(|(name, _)| name == "programmes.toml").expect("the file");
    for (from, to) in [
        (
            "attribute = \"support\", is = [\"no\"] }, { attribute = \"savings\"",
            "attribute = \"suport\", is = [\"no\"] }, { attribute = \"savings\"",
        ),
        ("attribute = \"guardian\", is = [\"no\"]", "attribute = \"guardian\", is = [\"nobody\"]"),
        ("account = \"disability\"", "account = \"disabilty\""),
        ("from = 65, below = 70", "from = 70, below = 65"),
        ("from = 100 }", "from = 900 }"),
        ("attribute = \"care_level\", from = 5", "attribute = \"illness\", is = [\"yes\"]"),
        ("overspend = \"queue\"", "overspend = \"wait\""),
        ("over = \"death\"", "over = \"dead\""),
        ("months = [2, 9]", "months = [2, 19]"),
        ("index = \"standard\"", "index = \"inflation\""),
        ("id = \"housing\"", "id = \"medical\""),
    ] {
        assert!(text.contains(from), "no `{from}`");
        *text = text.replacen(from, to, 1);
    }
    let problems = read(&crate::source(texts)).unwrap_err().to_string();
    println!("{problems}");
    for expected in [
        "`programme.extreme-hardship.who.2.attribute`: there is no attribute `suport`; did you mean `support`?",
        "`programme.children.who.2.is`: `nobody` is none of no, yes",
        "`programme.disability-living.account`: the bureau has no account `disabilty`; did you mean `disability`?",
        "`programme.elder-allowance.band.1.when.1.below`: the range [70, 65] is reversed",
        "`programme.elder-allowance.band.5.when.1.from`: 900 is outside the allowed range [0, 130]",
        "`programme.care-service.band.1.when.1.attribute`: this makes no sense for a programme with over = \"case\"",
        "`programme.medical.overspend`: `wait` is none of top_up, queue, ration",
        "`programme.funeral.over`: `dead` is none of household, member, elder, case, death",
        "`programme.education.months`: 19 is outside the allowed range [1, 12]",
        "`programme.temporary.index`: `inflation` is none of none, standard, prices, wages",
        "`programme.medical.id`: `medical` is there twice, first in line",
    ] {
        assert!(problems.contains(expected), "{expected}\nis not in\n{problems}");
    }
    assert_eq!(problems.lines().count(), 11, "{problems}");
    assert!(problems.lines().all(|line| line.starts_with("programmes.toml:")), "{problems}");
}

/// Adds a programme, or changes a text, and looks for the one problem that follows.
#[track_caller]
fn check(file: &str, from: &str, to: &str, expected: &str) {
    let mut texts = crate::texts("qingxi");
    let (_, text) = texts.iter_mut().find(|(name, _)| name == file).expect("the file");
    assert!(text.contains(from), "no `{from}`");
    *text = text.replacen(from, to, 1);
    let problems = read(&crate::source(texts)).unwrap_err().to_string();
    assert!(problems.contains(expected), "{expected}\nis not in\n{problems}");
}

#[test]
fn what_cannot_be_paid_is_refused() {
    let yuan =
        "yuan = { value = 1, unit = \"yuan\", range = [1, 1], source = \"s\", date = \"2020\", grade = \"assumed\" }";
    let programme = |over: &str, band: &str| {
        format!(
            "[[programme]]\nid = \"more\"\nname = {{ zh = \"多\", en = \"more\" }}\ngroup = \"relief\"\naccount = \"relief\"\n\
             over = \"{over}\"\noverspend = \"queue\"\n{band}\n\n[[programme]]\nid = \"minimum-living\""
        )
    };
    let first = "[[programme]]\nid = \"minimum-living\"";
    let add =
        |over: &str, band: &str, expected: &str| check("programmes.toml", first, &programme(over, band), expected);
    let top_up = yuan.replace("yuan = {", "top_up = {").replace("\"yuan\"", "\"times the standard\"");
    add("household", &format!("[[programme.band]]\n{top_up}"), "one programme only may have this; `more` has it");
    add(
        "member",
        &format!("[[programme.band]]\n{top_up}"),
        "this makes no sense for a programme with over = \"member\"",
    );
    add("meals", &format!("[[programme.band]]\n{yuan}"), "one programme only may have this; `more` has it");
    add("elder", "[[programme.band]]\nmodel = true", "this makes no sense for a programme with over = \"elder\"");
    add("elder", "[[programme.band]]", "one of yuan, standard, top_up, bill, model is needed here; there are 0");
    let twice = format!("[[programme.band]]\n{yuan}\n[[programme.band]]\n{yuan}");
    add("elder", &twice, "the amount before it has no condition, so this one is never reached");
    let many = format!("[[programme.band]]\nwhen = [{{ attribute = \"age\", below = 5 }}]\n{yuan}\n").repeat(6);
    let more = programme("member", &many);
    let again = more.replace("id = \"more\"", "id = \"again\"");
    check("programmes.toml", first, &format!("{}{}", again.replace(first, ""), more), "could give a household");
}

#[test]
fn accounts_share_out_the_whole_of_lottery_and_donations() {
    check(
        "budget.toml",
        "lottery = 0.5",
        "lottery = 0.4",
        "`account`: the shares `lottery` of all accounts add up to 0.9",
    );
    check(
        "budget.toml",
        "grants_month = 4",
        "grants_month = 14",
        "`grants_month`: 14 is outside the allowed range [1, 12]",
    );
    check("budget.toml", "carries_over = true", "carries_over = \"yes\"", "wrong type; it should be true or false");
    check("relief.toml", "from = \"2021-07\"", "from = \"2020-06\"", "2020-06 is too early; 2020-08 at the earliest");
    check("relief.toml", "tiers = [25, 45, 65]", "tiers = [25, 15, 65]", "15 is outside the allowed range [25, 6000]");
}
