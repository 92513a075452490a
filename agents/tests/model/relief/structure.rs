//! Ratios between programmes, which follow from rules and registers, beside those of districts and cities that publish
//! theirs. Other rules, other poverty: the interval of each ratio is that of the published ones, with room.
use super::{Seen, households, programme, see};
use crate::worlds::{baseline, reference, world};
use agents::relief::household::{flag, member_flag};
use scenarios::Baseline;
use std::ops::RangeInclusive;

const REPLICATES: u32 = 3;
const MONTHS: usize = 30;

/// What a mean over replicates of Changning at mid-2023 is.
struct Structure {
    baseline: Baseline,
    months: Vec<Vec<Seen>>,
    /// Persons, elders, disabled persons and households granted the minimum living allowance.
    on_allowance: [f64; 4],
}

fn structure() -> Structure {
    let baseline = baseline("changning");
    let allowance = programme(&baseline, "minimum-living");
    let reference = reference(&baseline);
    let mut on_allowance = [0.0; 4];
    let months = (0..REPLICATES)
        .map(|replicate| {
            let mut world = world(&reference, replicate);
            let months: Vec<Seen> = (0..MONTHS).map(|_| see(&mut world)).collect();
            for household in households(&world).filter(|household| household.is(flag::ON_BOOKS)) {
                if household.claimed.iter().any(|grant| grant.programme() == allowance) {
                    let members = || household.books.iter().filter(|member| member.is(member_flag::PRESENT));
                    let count = |of: fn(i32, u16) -> bool| {
                        members().filter(|member| of(member.age(MONTHS as i16), member.grade())).count() as f64
                    };
                    let counted = [count(|_, _| true), count(|age, _| age >= 60), count(|_, grade| grade > 0), 1.0];
                    on_allowance.iter_mut().zip(counted).for_each(|(sum, n)| *sum += n / f64::from(REPLICATES));
                }
            }
            months
        })
        .collect();
    Structure { baseline, months, on_allowance }
}

impl Structure {
    /// The mean over replicates.
    fn mean(&self, of: impl Fn(&[Seen]) -> f64) -> f64 {
        self.months.iter().map(|months| of(months)).sum::<f64>() / f64::from(REPLICATES)
    }

    /// Persons who are granted a programme in the last month.
    fn claiming(&self, id: &str) -> f64 {
        let at = programme(&self.baseline, id);
        self.mean(|months| {
            months[MONTHS - 1].relief.iter().map(|month| month.programmes[at].claiming).sum::<i64>() as f64
        })
    }

    /// Fen and person-times paid for a programme in the last twelve months.
    fn paid(&self, id: &str) -> [f64; 2] {
        let at = programme(&self.baseline, id);
        let year = |of: fn(&agents::budget::report::PaymentCounts) -> i64| {
            self.mean(|months| {
                months[MONTHS - 12..].iter().map(|seen| of(&seen.bureau.programmes[at])).sum::<i64>() as f64
            })
        };
        [year(|paid| paid.paid), year(|paid| paid.times)]
    }
}

fn check(what: &str, ratio: f64, published: &str, between: RangeInclusive<f64>) -> Option<String> {
    println!("{what}: {ratio:.3}; published: {published}");
    (!between.contains(&ratio)).then(|| format!("{what}: {ratio:.3} is outside {between:?}; published: {published}"))
}

#[test]
fn ratios_between_programmes_are_like_those_of_other_districts() {
    let s = structure();
    let mut wrong: Vec<Option<String>> = Vec::new();
    let mut check = |what: &str, ratio, published: &str, between| wrong.push(check(what, ratio, published, between));
    let [persons, elders, disabled, of_households] = s.on_allowance;
    let [living, nursing] = ["disability-living", "disability-nursing"].map(|id| s.claiming(id));
    let rules = "Jiading 5.0 in 2022, fewer poor and the same rules; Beijing 0.81, other rules";
    check("nursing over living subsidies", nursing / living, rules, 0.8..=5.0);
    let [fen, times] = s.paid("disability-nursing");
    check("share of grade 1 in nursing subsidies", fen / times / 15_000.0 - 1.0, "Jiading 0.36 to 0.42", 0.33..=0.45);
    let [fen, times] = s.paid("disability-living");
    check(
        "share of the higher rate in living subsidies",
        (fen / times / 100.0 - 290.0) / 120.0,
        "Jiading 0.82",
        0.7..=0.95,
    );
    let [fen, times] = s.paid("minimum-living");
    // Half a year of each standard.
    let paid = fen / times / 142_000.0;
    check("minimum allowance a head over the standard", paid, "Jiading 0.828 in 2021, its villages 0.739", 0.72..=0.9);
    check("persons a household on it", persons / of_households, "city 1.35, Jiading 1.58, Beijing 1.69", 1.3..=1.7);
    check("disabled persons on it", disabled / persons, "Fujian 0.301", 0.2..=0.4);
    println!("elders on it: {:.3}; published: Fujian 0.228, a younger province", elders / persons);
    let hardship = s.claiming("extreme-hardship") / s.claiming("minimum-living");
    check("extreme hardship over minimum living", hardship, "Beijing's towns 0.014, Fujian's 0.095", 0.01..=0.11);
    let temporary = s.paid("temporary")[1] / 4.0 / persons * 100.0;
    println!("temporary relief, person-times a quarter and 100 persons: {temporary:.1}; published: Beijing 2.8");
    let medical = (s.paid("medical")[0] + s.paid("medical-inpatient")[0]) / fen;
    println!("medical relief over the minimum allowance: {medical:.3}; published: city 0.115 in 2013");
    for programme in &s.baseline.district.relief.programmes[..20] {
        let [fen, times] = s.paid(&programme.id);
        println!(
            "{}: {:.2} million yuan, {times:.0} person-times in 2022-07 to 2023-06, {:.0} granted",
            programme.id,
            fen / 1e8,
            s.claiming(&programme.id)
        );
    }
    let subsidised = s.mean(|months| months.iter().map(|seen| seen.hardship().subsidised).sum::<i64>() as f64);
    check("persons with a disability subsidy, over the report's", subsidised / 212_900.0, "1, calibrated", 0.95..=1.05);
    let last = s.mean(|months| months[MONTHS - 1].hardship().registered as f64);
    let first = s.mean(|months| months[0].hardship().registered as f64);
    let elders = s.mean(|months| months[MONTHS - 1].hardship().registered_elders as f64);
    println!("register {first:.0} to {last:.0}, elders {elders:.0}");
    check(
        "yearly growth of the register",
        (last / first).powf(12.0 / 29.0) - 1.0,
        "Jiading's nursing list 0.03",
        0.0..=0.04,
    );
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
