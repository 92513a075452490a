use agents::workforce::{Occupation, plans::PLANS};
use scenarios::{Baseline, embedded, read};

fn baseline(id: &str) -> Baseline {
    embedded(id).expect("embedded").unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn the_workforce_of_changning_is_what_the_report_and_its_sources_say() {
    let baseline = baseline("changning");
    let workforce = &baseline.district.workforce;
    let [care, community] = &workforce.occupations;
    let ids = |levels: &[agents::district::CertificateLevel]| levels.iter().map(|l| l.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&care.levels), ["junior", "intermediate", "senior", "technician", "senior-technician"]);
    assert_eq!(ids(&community.levels), ["assistant", "social-worker", "senior-social-worker"]);
    assert_eq!(care.levels[0].exam_months, [true; 12]);
    // The national exam of social workers is in June alone, without a course.
    assert_eq!((1..=12).filter(|month| community.levels[0].exam_months[month - 1]).collect::<Vec<_>>(), [6]);
    assert_eq!((community.levels[0].course_months, care.levels[0].seat_cost), (0, 150_000));

    let subsidy = &workforce.entry_subsidy;
    assert_eq!(subsidy.fen, [3_000_000, 4_000_000]);
    assert_eq!(subsidy.parts, [(12, 0.2), (36, 0.4), (60, 0.4)]);
    assert_eq!(workforce.posts_added.map(|month| month.to_string()), ["2021-01", "2023-06"]);

    let value = |id: &str| baseline.quantities.iter().find(|record| record.id == id).expect("a parameter").value;
    let fact = |key: &str| baseline.facts.iter().find(|fact| fact.key == key).expect("the fact").value;
    assert_eq!(value("training.instructors"), fact("care_internal_trainers_trained"));
    assert_eq!(value("community_workers.posts_added"), fact("community_worker_quota_added"));
    assert_eq!(value("community_workers.certified_at_start"), fact("community_worker_certified_share_before") / 100.0);
    let base = fact("community_workers_certified") / (fact("community_worker_certified_share") / 100.0);
    assert_eq!(value("community_workers.posts"), base.round() - fact("community_worker_quota_added") - 0.0);
    assert_eq!(PLANS.len(), 4);
}

#[test]
fn each_occupation_is_read_by_its_id() {
    for id in scenarios::EMBEDDED {
        let text = crate::texts(id).into_iter().find(|(name, _)| name == "workforce.toml").expect("the file").1;
        for occupation in Occupation::ALL {
            assert!(text.contains(&format!("[{}]", occupation.id())), "{id}");
        }
    }
}

#[test]
fn many_mistakes_of_one_file_are_told_at_once() {
    let mut texts = crate::texts("qingxi");
    let (_, text) = texts.iter_mut().find(|(name, _)| name == "workforce.toml").expect("the file");
    for (from, to) in [
        ("[[20, 30, 0.09], [31, 40, 0.201]", "[[20, 30, 0.19], [31, 40, 0.201]"),
        ("retirement = [55, 66]", "retirement = [66, 55]"),
        ("pass_by_age = [[15, 0.86], [30, 0.97]", "pass_by_age = [[15, 0.86], [10, 0.97]"),
        ("id = \"intermediate\"", "id = \"junior\""),
        ("course_months = 2", "course_months = 2.5"),
        ("result_months = 1", "result_months = 99"),
        ("exam_months = [6]", "exam_months = [13]"),
        ("service_months = 3,", "service_month = 3,"),
        ("parts = [[12, 0.2]", "parts = [[12, 0.3]"),
        ("to = \"2023-06\"", "to = \"2020-06\""),
    ] {
        assert!(text.contains(from), "no `{from}`");
        *text = text.replacen(from, to, 1);
    }
    let problems = read(&crate::source(texts)).unwrap_err().to_string();
    println!("{problems}");
    for expected in [
        "`care_worker.ages_at_start`: the total 1 differs from the sum of its parts, 1.1",
        "`care_worker.retirement`: 66 is outside the allowed range [15, 55]",
        "`care_worker.pass_by_age`: 10 is outside the allowed range [16, 90]",
        "`care_worker.level.junior.id`: `junior` is there twice, first in line",
        "`care_worker.level.junior.course_months`: wrong type; it should be a whole number",
        "`care_worker.level.junior.result_months`: 99 is outside the allowed range [0, 36]",
        "`community_worker.level.assistant.exam_months`: 13 is outside the allowed range [1, 12]",
        "`care_worker.level.junior.registration.1.service_month`: unknown key; did you mean `service_months`?",
        "`care_worker.level.junior.registration.1.service_months`: this key is missing",
        "`entry_subsidy.parts`: the total 1 differs from the sum of its parts, 1.1",
        "`posts_added.to`: 2020-06 is too early; 2021-01 at the earliest",
    ] {
        assert!(problems.contains(expected), "{expected}\nis not in\n{problems}");
    }
    assert_eq!(problems.lines().count(), 11, "{problems}");
    assert!(problems.lines().all(|line| line.starts_with("workforce.toml:")), "{problems}");
}
