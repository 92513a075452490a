use agents::care::beds::{BedType, PlacementRule};
use agents::district::{FacilityProfile, Ownership, PriceBand};
use scenarios::{Baseline, embedded, read};
use sim_core::Month;

fn baseline(id: &str) -> Baseline {
    embedded(id).expect("embedded").unwrap_or_else(|problems| panic!("{problems}"))
}

fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

/// The homes that stand at the end of `month`. Their beds and openings are exact: what is published of
/// them all together holds in every replicate.
fn standing(baseline: &Baseline, month: Month) -> Vec<&FacilityProfile> {
    let homes: Vec<&FacilityProfile> = baseline
        .district
        .care
        .facilities
        .iter()
        .filter(|home| home.opens.is_none_or(|opens| opens.low <= f64::from(month.index())))
        .filter(|home| home.closes.is_none_or(|closes| month < closes))
        .collect();
    for home in &homes {
        assert_eq!(home.beds.low, home.beds.high, "{}", home.id);
        assert!(home.opens.is_none_or(|opens| opens.low == opens.high), "{}", home.id);
    }
    homes
}

fn beds(homes: &[&FacilityProfile]) -> f64 {
    homes.iter().map(|home| home.beds.value).sum()
}

fn of_types(homes: &[&FacilityProfile], types: &[BedType]) -> u32 {
    homes.iter().flat_map(|home| types.iter().map(|bed| home.by_type[*bed as usize])).sum()
}

const NURSING_TYPE: &[BedType] = &[BedType::Nursing, BedType::Dementia, BedType::SevereDisability];

#[test]
fn homes_of_changning_add_up_to_the_report() {
    let baseline = baseline("changning");
    let fact = |key: &str| baseline.facts.iter().find(|fact| fact.key == key).expect("the fact").value;

    let mid_2023 = standing(&baseline, month("2023-06"));
    assert_eq!(mid_2023.len() as f64, fact("care_institutions"));
    assert_eq!(beds(&mid_2023), fact("beds_total"));
    assert_eq!(mid_2023.iter().filter(|home| home.respite).count() as f64, fact("respite_institutions"));

    let at_start: Vec<_> = mid_2023.iter().copied().filter(|home| home.opens.is_none()).collect();
    assert_eq!((at_start.len(), beds(&at_start)), (49, 6_410.0));
    assert_eq!(beds(&mid_2023) - beds(&at_start), fact("beds_added"));
    assert_eq!(beds(&standing(&baseline, month("2022-12"))), beds(&mid_2023));
    assert_eq!(of_types(&at_start, NURSING_TYPE), 2_436);
    assert_eq!(of_types(&at_start, &[BedType::Dementia]), 200);
    assert_eq!(of_types(&at_start, &[BedType::SevereDisability]), 0);
    assert_eq!(of_types(&mid_2023, NURSING_TYPE) - 2_436, 311);
    assert_eq!(of_types(&mid_2023, &[BedType::Dementia]), 240);
    // Thirty months of conversions bring the printed share, with some room for homes that reach their goal.
    let conversions = baseline.quantities.iter().find(|record| record.id == "facility.conversions").unwrap().value;
    let missing = fact("nursing_beds_converted") - 2_436.0 - 311.0;
    assert!((1.0..1.1).contains(&(30.0 * conversions / missing)), "{conversions} a month for {missing}");
}

#[test]
fn homes_of_changning_are_of_many_kinds() {
    let baseline = baseline("changning");
    let mid_2023 = standing(&baseline, month("2023-06"));
    let small = mid_2023.iter().filter(|home| home.beds.value < 50.0);
    assert_eq!(small.clone().count(), 14);
    assert!(small.clone().all(|home| home.beds.value >= 20.0 && home.name.zh.contains("长者照护之家")));
    assert!(mid_2023.iter().all(|home| home.beds.value < 50.0 || (60.0..=400.0).contains(&home.beds.value)));
    let bands = [PriceBand::Economy, PriceBand::Standard, PriceBand::Premium];
    let counts = bands.map(|band| mid_2023.iter().filter(|home| home.price_band == band).count());
    assert_eq!(counts, [15, 27, 11]);
    for community in 0..baseline.district.communities.len() {
        assert!(mid_2023.iter().any(|home| home.community == community));
    }
    let planned: Vec<_> = baseline.district.care.facilities.iter().skip(mid_2023.len()).collect();
    assert_eq!([planned[0], planned[1]].map(|home| home.id.as_str()), ["qingchi", "severe-disability"]);
    assert!(planned[2..].iter().all(|home| home.id.starts_with("project-") && home.certainty == 0.5));
    let beds =
        |of: Ownership| mid_2023.iter().filter(|home| home.ownership == of).map(|home| home.beds.value).sum::<f64>();
    // Social investors had half of the city's beds in 2013.
    assert!((0.4..0.6).contains(&(beds(Ownership::Private) / Ownership::ALL.map(beds).iter().sum::<f64>())));
    assert_eq!(planned[0].by_type, [120, 140, 40, 0]);
    assert_eq!(planned[0].opens.map(|opens| opens.value), Some(f64::from(month("2025-12").index())));
    assert_eq!(planned[1].by_type, [0, 0, 0, 100]);
}

#[test]
fn sizes_and_openings_are_quantities_between_communities_and_shocks() {
    for (id, last_community, homes, planned) in [("changning", "xinjing", 65, 12), ("qingxi", "chaye", 5, 1)] {
        let baseline = baseline(id);
        let ids: Vec<&str> = baseline.quantities.iter().map(|record| record.id.as_str()).collect();
        let first = ids.iter().position(|id| id.starts_with("facility.") && id.ends_with(".beds")).unwrap();
        assert_eq!(ids[first - 1], format!("community.{last_community}.size"));
        let shocks = ids.iter().position(|id| id.starts_with("shock.")).unwrap();
        assert_eq!(shocks - first, homes + planned);
        let record = baseline.quantities.iter().find(|record| record.id == "facility.severe-disability.opens").unwrap();
        assert_eq!(record.unit, "month");
        assert_eq!(record.value, f64::from(month("2025-12").index()));
        assert_eq!(record.source, baseline.tables[3].source);
    }
}

#[test]
fn the_rest_of_the_care_system() {
    let care = baseline("changning").district.care;
    assert_eq!(care.placement_rule, PlacementRule::FirstCome);
    assert_eq!(care.insurance.weekly_hours, [0.0, 0.0, 3.0, 3.0, 5.0, 7.0, 7.0]);
    assert_eq!(care.insurance.daily_rates[1].from, month("2025-09"));
    assert_eq!(care.insurance.daily_rates[1].fen, [0, 0, 2500, 2500, 3500, 4500, 4500]);
    let mut served: Vec<usize> = care.agencies.iter().flat_map(|agency| agency.communities.clone()).collect();
    served.sort_unstable();
    assert_eq!(served, (0..10).collect::<Vec<_>>());

    let qingxi = baseline("qingxi");
    let care = &qingxi.district.care;
    assert_eq!(care.insurance.daily_rates[0].fen[6], 3250);
    assert_eq!(care.agencies[1].communities, [1, 2]);
    let beds: f64 = care.facilities.iter().filter(|home| home.id != "severe-disability").map(|h| h.beds.value).sum();
    assert_eq!((care.facilities.len(), beds), (5, 90.0));
    assert_eq!(care.facilities[1].closes, Some(month("2028-06")));
    let files: Vec<(&str, &str)> =
        qingxi.tables.iter().map(|table| (table.file.as_str(), table.unit.as_str())).collect();
    assert_eq!(
        files[3..6],
        [("facilities.csv", "beds"), ("agencies.csv", "identifier"), ("care.toml", "hours a week")]
    );
    assert_eq!(files[6], ("care.toml", "yuan a day"));
}

#[test]
fn a_percentage_is_compared_as_a_share_and_printed_as_it_is() {
    let baseline = baseline("changning");
    let fact = |key: &str| baseline.facts.iter().find(|fact| fact.key == key).expect("the fact");
    let (share, per_100) = (fact("nursing_bed_share"), fact("beds_share_of_registered_elders"));
    assert_eq!(share.value, 50.0);
    assert_eq!(per_100.value, 3.0);
}

#[test]
fn lists_have_limits() {
    let told = |file: &str, change: &dyn Fn(&str) -> String| {
        let mut texts = crate::texts("qingxi");
        let (_, text) = texts.iter_mut().find(|(name, _)| name == file).expect("the file");
        *text = change(text);
        read(&crate::source(texts)).unwrap_err().to_string()
    };
    let homes = told("facilities.csv", &|text| {
        let rows = (0..10_000).map(|n| format!("more-{n},多,More,chaye,,,,,5,,,5,0,0,0,1.0,no,private,,assumed\n"));
        text.to_string() + &rows.collect::<String>()
    });
    assert_eq!(homes, "facilities.csv:5: there are 10005; there should be 1 to 10000");
    let agencies = told("agencies.csv", &|text| {
        let rows = (0..1000).map(|n| format!("more-{n},多,More,chaye\n"));
        text.to_string() + &rows.collect::<String>()
    });
    assert!(agencies.starts_with("agencies.csv:5: there are 1002; there should be 1 to 1000"), "{agencies}");
    let none = told("facilities.csv", &|text| text.lines().take(5).collect::<Vec<_>>().join("\n"));
    assert_eq!(none, "facilities.csv:5: there are no rows");
    let rates = told("care.toml", &|text| text.split("# Yuan").next().unwrap().to_string() + "daily_rate = []\n");
    assert_eq!(rates, "care.toml:15: `insurance.daily_rate`: there are 0; there should be 1 to 100");
}

#[test]
fn an_unreadable_row_does_not_make_its_communities_unserved() {
    let mut texts = crate::texts("qingxi");
    let (_, text) = texts.iter_mut().find(|(name, _)| name == "agencies.csv").expect("the file");
    *text = text.replace("shanqian chaye", "shanqian chya");
    let problems = read(&crate::source(texts)).unwrap_err().to_string();
    assert_eq!(problems, "agencies.csv:7: `communities`: the district has no community `chya`; did you mean `chaye`?");
}
