use super::*;
use crate::provenance::Grade;
use agents::parameters::PARAMETERS;

/// A scaled district is read without a mistake, all that counts is the factor times as much, and all else is the same.
fn check(id: &str, factor: f64, copies: usize) {
    let source = Source::embedded(id).unwrap();
    let before = read(&source).unwrap();
    let made = scaled(&source, factor).unwrap_or_else(|problems| panic!("{id} times {factor}: {problems}"));
    let now = read(&made).unwrap();
    let (district, of) = (&now.district, &before.district);

    let persons = |baseline: &Baseline| (baseline.district.pyramid.persons.sum() * 10.0).round() / 10.0;
    assert!((persons(&now) - persons(&before) * factor).abs() <= 0.51, "{} of {}", persons(&now), persons(&before));
    let whole = |of: f64| (of * factor).round();
    let sizes = |district: &agents::district::District| district.communities.iter().map(|c| c.size.value).sum::<f64>();
    assert_eq!(sizes(district), whole(sizes(of)));
    let beds =
        |district: &agents::district::District| district.care.facilities.iter().map(|h| h.beds.value).sum::<f64>();
    assert_eq!(beds(district), whole(beds(of)));
    let yuan = |district: &agents::district::District| {
        district.budget.accounts.iter().map(|account| account.appropriation.value).sum::<f64>()
    };
    assert_eq!(yuan(district), whole(yuan(of)));

    assert_eq!(district.communities.len(), of.communities.len() * copies);
    assert_eq!(district.care.agencies.len(), of.care.agencies.len() * copies);
    if factor >= 1.0 {
        assert_eq!(district.care.facilities.len(), of.care.facilities.len() * copies);
    }
    for (parameter, (now, before)) in PARAMETERS.iter().zip(district.quantities.iter().zip(&of.quantities)) {
        let expected = match (parameter.is_extensive, parameter.is_whole) {
            (false, _) => before.value,
            (true, true) => whole(before.value),
            (true, false) => times(before.value, factor),
        };
        assert_eq!(now.value, expected, "{}", parameter.id);
        assert!(now.low <= now.value && now.value <= now.high, "{}", parameter.id);
    }
    let is_scaled = |id: &str| id.starts_with("community.") && id.ends_with(".size") || id.ends_with("advisers");
    for record in now.quantities.iter().filter(|record| is_scaled(&record.id)) {
        assert_eq!(record.grade, Grade::Assumed, "{}", record.id);
        assert!(record.source.starts_with(&format!("synthetic, {factor} times {id}: ")), "{}", record.source);
    }
    // A home is in the copy of its community, and elders look for homes in their copy.
    for home in &district.care.facilities {
        let copy = home.id.rsplit_once("-x").and_then(|(_, copy)| copy.parse::<usize>().ok()).unwrap_or(1);
        assert_eq!(home.community / of.communities.len() + 1, copy, "{}", home.id);
        assert_eq!(district.communities[home.community].zone + 1, copy, "{}", home.id);
    }
}

#[test]
fn all_that_counts_is_scaled_and_nothing_else() {
    check("qingxi", 1.0, 1);
    check("qingxi", 2.0, 2);
    check("qingxi", 0.5, 1);
    check("qingxi", 2.5, 3);
    check("changning", 10.0, 10);
    check("changning", 100.0, 100);
    check("changning", 0.1, 1);
}

#[test]
fn what_is_about_the_real_place_is_left_out() {
    let made = scaled(&Source::embedded("changning").unwrap(), 2.0).unwrap();
    let names: Vec<&str> = made.files().map(|(name, _)| name).collect();
    // What is correlated is no matter of the place.
    assert_eq!(names, [crate::FILES, &[crate::files::priors::FILE]].concat());
    let now = read(&made).unwrap();
    assert_eq!(now.district.id, "changning-x2");
    assert!(now.facts.iter().all(|fact| fact.key != "report_signed_month"));
    let fact = |key: &str| now.facts.iter().find(|fact| fact.key == key).unwrap();
    assert_eq!(fact("beds_total").value, 13_856.0);
    assert!(now.observations.is_empty());
    assert!(now.community_codes.iter().all(Option::is_none));
}

#[test]
fn a_district_beyond_what_can_be_read_is_refused() {
    let problems = scaled(&Source::embedded("changning").unwrap(), 500.0).unwrap_err();
    assert!(problems.0.iter().any(|problem| problem.file == "district.toml"), "{problems}");
}

#[test]
fn parts_add_up_and_the_largest_remainders_get_the_rest() {
    assert_eq!(apportion(&[1.0, 1.0, 1.0], 10), [4, 3, 3]);
    assert_eq!(apportion(&[0.5, 2.6, 0.9], 4), [0, 3, 1]);
    assert_eq!(apportion(&[0.0, 0.0], 0), [0, 0]);
    assert!(apportion(&[], 3).is_empty());
}
