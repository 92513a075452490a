use super::*;
use statrs::distribution::{ChiSquared, ContinuousCDF};

/// p-value of the chi-square test that `observed` fits equal expected counts.
fn even(observed: &[u64]) -> f64 {
    let expected = observed.iter().sum::<u64>() as f64 / observed.len() as f64;
    let statistic = observed.iter().map(|o| (*o as f64 - expected).powi(2) / expected).sum();
    1.0 - ChiSquared::new(observed.len() as f64 - 1.0).unwrap().cdf(statistic)
}

/// Neither far from even nor suspiciously even. The numbers are fixed, so this cannot flake.
fn check_even(what: &str, observed: &[u64]) {
    let p = even(observed);
    assert!((1e-4..1.0 - 1e-4).contains(&p), "{what}: p = {p:.2e}");
}

const PERSONS: u32 = 400_000;

fn months() -> impl Iterator<Item = Month> {
    (0..24).map(|m| Month::january(2021) + m)
}

/// Vectors from an independent implementation: xxh3 of Python's `xxhash`, the mix written out there.
#[test]
fn known_answers() {
    let month = Month::january(2021);
    let draws = Draws::new(1, 0);
    assert_eq!(draws.bits(0, month, 0), 14865639006442223283);
    assert_eq!(Draws::new(2026, 7).bits(231_099, month + 179, 12), 13534708956556408092);
    let key = draws.screen_key(month, 0);
    assert_eq!(
        [key.draw(0), key.draw(1), key.draw(231_099), key.draw(u32::MAX)],
        [75735377, 4086808846, 3649371348, 1268210940]
    );
    assert_eq!(Draws::new(2026, 7).screen_key(month + 179, 3).draw(77), 2849658209);
}

#[test]
fn addressed_draws_are_uniform() {
    let draws = Draws::new(5, 3);
    let mut bins = vec![0u64; 256];
    for person in 0..PERSONS {
        bins[(draws.uniform(person.into(), Month::january(2030), 2) * 256.0) as usize] += 1;
    }
    check_even("xxh3 over persons", &bins);
}

#[test]
fn screen_draws_are_uniform_over_persons_in_every_month() {
    for month in months() {
        let key = Draws::new(1, 0).screen_key(month, 0);
        let (mut high, mut low) = (vec![0u64; 256], vec![0u64; 256]);
        for person in 0..PERSONS {
            let x = key.draw(person);
            high[(x >> 24) as usize] += 1;
            low[(x & 255) as usize] += 1;
        }
        check_even(&format!("high byte, {month}"), &high);
        check_even(&format!("low byte, {month}"), &low);
    }
}

#[test]
fn screen_draws_of_one_person_are_uniform_over_months_and_replicates() {
    for person in [0, 1, 231_099] {
        let mut bins = vec![0u64; 64];
        for replicate in 0..400 {
            for month in 0..180 {
                let key = Draws::new(9, replicate).screen_key(Month::january(2021) + month, 0);
                bins[(key.draw(person) >> 26) as usize] += 1;
            }
        }
        check_even(&format!("person {person}"), &bins);
    }
}

/// Joint table of the top `bits` of two draws a person.
fn check_independent(what: &str, bits: u32, pair: impl Fn(u32) -> (u32, u32)) {
    let mut table = vec![0u64; 1 << (2 * bits)];
    for person in 0..PERSONS {
        let (a, b) = pair(person);
        table[((a >> (32 - bits)) << bits | b >> (32 - bits)) as usize] += 1;
    }
    check_even(what, &table);
}

#[test]
fn screen_draws_are_independent_of_their_neighbours() {
    let month = Month::january(2021);
    let key = |seed, replicate, month, decision| Draws::new(seed, replicate).screen_key(month, decision);
    let here = key(1, 0, month, 0);
    for step in [1, 2, 12, 16, 64, 1 << 12, 1 << 20] {
        check_independent(&format!("person and person + {step}"), 5, |p| {
            (here.draw(p), here.draw(p.wrapping_add(step)))
        });
    }
    for (what, there) in [
        ("next month", key(1, 0, month + 1, 0)),
        ("next year", key(1, 0, month + 12, 0)),
        ("next replicate", key(1, 1, month, 0)),
        ("next seed", key(2, 0, month, 0)),
        ("next decision", key(1, 0, month, 1)),
    ] {
        check_independent(what, 5, |p| (here.draw(p), there.draw(p)));
    }
    // Neighbouring keys are the worst case of the mix itself.
    for (first, second) in [(1, 0), (0, 1), (1 << 31, 0), (0, 1 << 31), (1, u32::MAX)] {
        let near = ScreenKey { first: here.first.wrapping_add(first), second: here.second.wrapping_add(second) };
        check_independent(&format!("key + ({first}, {second})"), 5, |p| (here.draw(p), near.draw(p.wrapping_mul(3))));
    }
}

/// What the screen uses is the low end: events of a few in a thousand must fall on persons and
/// months like coin tosses, alone and jointly.
#[test]
fn rare_events_arrive_at_their_rate() {
    let bound = threshold(0.003);
    let (mut single, mut twice) = (0u64, 0u64);
    let keys: Vec<ScreenKey> = (0..180).map(|m| Draws::new(4, 0).screen_key(Month::january(2021) + m, 0)).collect();
    for person in 0..231_000 {
        let mut last = false;
        for key in &keys {
            let now = key.draw(person) < bound;
            single += u64::from(now);
            twice += u64::from(now && last);
            last = now;
        }
    }
    let check = |what: &str, count: u64, mean: f64| {
        let z = (count as f64 - mean) / mean.sqrt();
        assert!(z.abs() < 3.5, "{what}: {count} against {mean}, z = {z:.2}");
    };
    check("events", single, 231_000.0 * 180.0 * 0.003);
    check("events in two months running", twice, 231_000.0 * 179.0 * 0.003 * 0.003);
}

#[test]
fn thresholds_meet_their_ends() {
    assert_eq!(threshold(0.0), 0);
    assert_eq!(threshold(-1.0), 0);
    assert_eq!(threshold(0.5), 1 << 31);
    assert_eq!(threshold(1.0), u32::MAX);
    assert_eq!(threshold(f64::NAN), 0);
}

#[test]
fn bits_are_xxh3_of_the_address() {
    for i in 0..1_000u64 {
        let scattered = |which: u64| xxh3_64(&(i * 8 + which).to_le_bytes());
        let (seed, replicate, person) = (scattered(0), scattered(1) as u32, scattered(2));
        let (month, decision) = (Month::from_index(scattered(3) as i32 >> 8), scattered(4) as u16);
        let mut address = seed.to_le_bytes().to_vec();
        address.extend(replicate.to_le_bytes());
        address.extend(person.to_le_bytes());
        address.extend(month.index().to_le_bytes());
        address.extend(decision.to_le_bytes());
        assert_eq!(Draws::new(seed, replicate).bits(person, month, decision), xxh3_64(&address));
    }
}
