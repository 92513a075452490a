use super::choose::{Differing, Measure, Months, Rule, choose, months, months_of_both};
use super::event::{Event, Told, events};
use super::lives::{Change, Lives, Seen};
use agents::care::beds::BedType;
use agents::events::LIFE_EVENTS;
use agents::status::{Ability, Status};
use agents::view::{BedView, ElderView, Gone, WaitView};
use sim_core::Month;

const AFTER: &str = "2025-12";

fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

fn elder(id: u32) -> ElderView {
    ElderView::new(id, month("1942-05"), Status::new(1), 0)
}

fn waiting(view: ElderView, since: &str) -> ElderView {
    ElderView { wait: Some(WaitView { home: Some(1), kind: BedType::Nursing, applied: month(since) }), ..view }
}

fn in_bed(view: ElderView) -> ElderView {
    ElderView { bed: Some(BedView { home: 1, kind: BedType::Nursing }), wait: None, ..view }
}

fn here(person: u32, at: &str, view: ElderView) -> (u32, Change) {
    (person, Change { month: month(at), seen: Seen::Here(view), event: None })
}

fn dies(person: u32, at: &str) -> (u32, Change) {
    (person, Change { month: month(at), seen: Seen::Gone(Gone::Died), event: None })
}

#[test]
fn months_are_counted_to_the_death_or_the_end() {
    let view = elder(1);
    let life = [here(0, "2026-03", waiting(view, "2026-03")), here(0, "2026-06", in_bed(view)), dies(0, "2026-09")];
    let expected = Months { registered: 8, in_home: 3, care_at_home: 0 };
    assert_eq!(months(&view, &life, month(AFTER), month("2030-12")), expected);
    let served = ElderView { home_care: true, ..view };
    let expected = Months { registered: 12, in_home: 0, care_at_home: 10 };
    assert_eq!(months(&view, &[here(0, "2026-03", served)], month(AFTER), month("2026-12")), expected);
}

#[test]
fn whoever_lives_longer_does_not_count_as_better_cared_for() {
    let served = ElderView { home_care: true, ..elder(1) };
    let died = [dies(0, "2026-04")];
    let both = months_of_both([(&served, &[]), (&served, &died)], month(AFTER), month("2026-12"));
    let expected = [12, 3].map(|registered| Months { registered, in_home: 0, care_at_home: 3 });
    assert_eq!(both, expected);
}

#[test]
fn changes_of_a_view_are_told_as_events() {
    let district = scenarios::embedded("qingxi").expect("is there").expect("is right").district;
    let view = elder(1);
    let frail = ElderView { status: view.status.with_ability(Ability::Moderate), ..view };
    let told = |changes: &[(u32, Change)]| -> Vec<(String, Event)> {
        events(&view, changes, &district).into_iter().map(|one| (one.month.to_string(), one.event)).collect()
    };
    let home = district.care.facilities[1].id.clone();
    let bed = BedType::Nursing;
    let decline = LIFE_EVENTS.iter().find(|event| event.id == "decline").expect("an event");
    let mut declines = here(0, "2026-03", waiting(frail, "2026-03"));
    declines.1.event = Some(decline);
    let story = decline.story.as_ref().expect("it is told");
    let declined = Event::Told(Told { story, from: view.status, to: frail.status });
    let words = serde_json::json!({ "what": "ability", "from": "independent", "to": "moderate" });
    assert_eq!(serde_json::to_value(&declined).expect("plain"), words);
    let found = told(&[
        declines,
        here(0, "2026-09", in_bed(frail)),
        here(0, "2026-10", frail),
        here(0, "2026-11", waiting(frail, "2026-11")),
        dies(0, "2027-01"),
    ]);
    let expected = [
        ("2026-03", declined),
        ("2026-03", Event::Applied { home: Some(home.clone()), bed }),
        ("2026-09", Event::Admitted { home: home.clone(), bed, waited: 6 }),
        ("2026-10", Event::LeftHome),
        ("2026-11", Event::Applied { home: Some(home), bed }),
        ("2027-01", Event::Died { waiting: Some(2), home: None }),
    ];
    assert_eq!(found, expected.map(|(at, event)| (at.to_string(), event)));
}

/// Five elders: of the first nothing differs; the second is admitted in B only; the third loses; the fourth is admitted
/// at another date; the fifth is not in B.
fn lives() -> [Lives; 2] {
    let start: Vec<ElderView> = (1..6).map(elder).collect();
    let admitted = |at: u32, since: &str| {
        let view = elder(at + 1);
        [here(at, "2026-01", waiting(view, "2026-01")), here(at, since, in_bed(view))]
    };
    let mut in_a =
        vec![here(0, "2026-02", waiting(elder(1), "2026-02")), here(1, "2026-01", waiting(elder(2), "2026-01"))];
    in_a.extend(admitted(2, "2026-05"));
    in_a.extend(admitted(3, "2026-10"));
    let mut in_b = vec![here(0, "2026-02", waiting(elder(1), "2026-02"))];
    in_b.extend(admitted(1, "2026-06"));
    in_b.push(here(2, "2026-01", waiting(elder(3), "2026-01")));
    in_b.extend(admitted(3, "2026-08"));
    [Lives::of(start.clone(), in_a), Lives::of(start[..4].to_vec(), in_b)]
}

#[test]
fn different_kinds_of_difference_are_chosen_and_ties_go_to_the_lowest_id() {
    let lives = lives();
    let (elders, differing) = Differing::of(lives.each_ref(), month(AFTER), month("2026-12"));
    assert_eq!((elders, differing.len()), (4, 3));
    let chosen = |number| -> Vec<(Rule, u32)> {
        choose(&differing, number).into_iter().map(|(rule, one)| (rule, one.id)).collect()
    };
    let expected = vec![
        (Rule::GainsMost(Measure::InHome), 2),
        (Rule::LosesMost(Measure::InHome), 3),
        (Rule::Typical(Measure::InHome), 4),
    ];
    assert_eq!(chosen(10), expected);
    assert_eq!(chosen(1), expected[..1]);
    let shifts: Vec<Option<i32>> = differing.iter().map(|one| one.shift).collect();
    assert_eq!(shifts, [None, None, Some(2)]);
}

#[test]
fn one_life_against_itself_has_no_story() {
    let [a, _] = lives();
    let (elders, differing) = Differing::of([&a, &a], month(AFTER), month("2026-12"));
    assert_eq!((elders, differing.len()), (5, 0));
    assert!(choose(&differing, 4).is_empty());
}
