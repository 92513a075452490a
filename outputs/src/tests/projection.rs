//! What is expected, beside what is counted.
use super::*;

#[test]
fn decembers_have_what_is_expected_beside_what_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let december = start() + 11;
    let elders = |sex: usize, at: usize| ExpectedElders {
        abilities: [1.5, 0.25, 0.125, 0.0625].map(|persons| persons * (1 + at + 10 * sex) as f64),
        dementia: at as f64,
    };
    let elders = [0, 1].map(|sex| std::array::from_fn(|at| elders(sex, at)));
    let mut writer = PartWriter::create(folder.path(), "0", areas(), Keeping::full(), &Checks::default()).unwrap();
    for month in [december - 1, december, december + 1, december + 12] {
        if month == december {
            writer.expect(Expected { elders, averted: 0.5 });
        }
        writer.month(SCENARIO, 0, month, &reports(0, month), None).unwrap();
    }
    let path = writer.finish().unwrap().path(Topic::Projection);
    let of = |column: &str, sex: &str| -> Vec<f64> {
        numbers(&path, column, &[("sex", sex)]).into_iter().map(|value| value.unwrap()).collect()
    };
    // Nothing is expected of the second December.
    assert_eq!(of("from_age", "male"), EXPECTED_FROM.map(|from| from as f64));
    assert_eq!(of("expected_persons", "male")[..2], [1.9375, 3.875]);
    assert_eq!(of("expected_mild", "female")[1], 3.0);
    assert_eq!(of("expected_dementia", "female"), [0.0, 1.0, 2.0, 3.0, 4.0]);
    assert_eq!(of("averted", "female"), [0.5; 5]);
    // Each of two communities has as many of an age as the number of its cell.
    let counted = |cells: std::ops::Range<usize>| 2.0 * cells.sum::<usize>() as f64;
    let from = |first: usize| EXPECTED_FROM.map(|from| counted(first + from - 60..first + AGES));
    assert_eq!(of("persons", "male"), from(0));
    assert_eq!(of("persons", "female"), from(AGES));
    assert_eq!(of("independent", "female"), from(AGES));
}
