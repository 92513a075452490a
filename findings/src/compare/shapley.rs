//! A change shared out among what changed.

/// How much each of `N` drivers moved a value, averaged over all orders in which they can change one after the other
/// (Shapley 1953; of rates and populations Das Gupta 1993; docs/comparison.md, C5). `value` is told which drivers have changed;
/// it is asked once for each of the 2^N answers. The parts add up to all changed less none changed, up to rounding.
pub fn shapley<const N: usize>(value: impl Fn([bool; N]) -> f64) -> [f64; N] {
    let sets = 1usize << N;
    let values: Vec<f64> = (0..sets).map(|set| value(std::array::from_fn(|driver| set >> driver & 1 == 1))).collect();
    std::array::from_fn(|driver| {
        let without = (0..sets).filter(|set| set >> driver & 1 == 0);
        let steps = without.map(|set| weight(N, set.count_ones() as usize) * (values[set | 1 << driver] - values[set]));
        steps.sum()
    })
}

/// Share of all orders of `n` drivers in which exactly a given set of `before` changes before a given one.
fn weight(n: usize, before: usize) -> f64 {
    // before! (n - 1 - before)! / n! = 1 / (n (n - 1 over before))
    let choices = (0..before).fold(1.0, |choices, i| choices * (n - 1 - i) as f64 / (i + 1) as f64);
    1.0 / (n as f64 * choices)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn of_a_product_of_two_each_gets_half_of_what_they_do_together() {
        // From 10 x 2 to 15 x 3.
        let parts = shapley(|[a, b]| if a { 15.0 } else { 10.0 } * if b { 3.0 } else { 2.0 });
        assert_eq!(parts, [12.5, 12.5]);
        // 5 x (2 + 3) / 2 and 1 x (10 + 20) / 2, by hand.
        let parts = shapley(|[a, b]| if a { 20.0 } else { 10.0 } * if b { 3.0 } else { 2.0 });
        assert_eq!(parts, [25.0, 15.0]);
    }

    #[test]
    fn what_does_not_change_gets_nothing_and_sums_are_shared_out_as_they_are() {
        assert_eq!(shapley(|[a, _, c]| if a { 4.0 } else { 1.0 } + if c { 5.0 } else { 6.0 }), [3.0, 0.0, -1.0]);
        assert!(shapley::<0>(|_| 7.0).is_empty());
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_change(before in prop::array::uniform4(-1e3..1e3f64), after in prop::array::uniform4(-1e3..1e3f64)) {
            let product = |changed: [bool; 4]| (0..4).map(|i| if changed[i] { after[i] } else { before[i] }).product::<f64>();
            let parts = shapley(product);
            let change = product([true; 4]) - product([false; 4]);
            let scale = (0..16).map(|set| product(std::array::from_fn(|i| set >> i & 1 == 1)).abs()).fold(1.0, f64::max);
            prop_assert!((parts.iter().sum::<f64>() - change).abs() <= 1e-12 * scale);
        }
    }
}
