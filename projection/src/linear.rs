//! Symmetric positive definite systems, small and dense.
use ndarray::Array2;

/// The lower triangle `l` with `l` times its transpose equal to `a`; none when `a` is not positive definite.
pub fn cholesky(a: &Array2<f64>) -> Option<Array2<f64>> {
    let n = a.nrows();
    let mut l = Array2::<f64>::zeros((n, n));
    for i in 0..n {
        for j in 0..=i {
            let inner: f64 = (0..j).map(|k| l[[i, k]] * l[[j, k]]).sum();
            let rest = a[[i, j]] - inner;
            if i == j {
                if !(rest > 0.0 && rest.is_finite()) {
                    return None;
                }
                l[[i, i]] = libm::sqrt(rest);
            } else {
                l[[i, j]] = rest / l[[j, j]];
            }
        }
    }
    Some(l)
}

/// `x` with `l` times its transpose times `x` equal to `b`.
pub fn solve(l: &Array2<f64>, b: &[f64]) -> Vec<f64> {
    let n = b.len();
    let mut x = b.to_vec();
    for i in 0..n {
        let inner: f64 = (0..i).map(|k| l[[i, k]] * x[k]).sum();
        x[i] = (x[i] - inner) / l[[i, i]];
    }
    for i in (0..n).rev() {
        let inner: f64 = (i + 1..n).map(|k| l[[k, i]] * x[k]).sum();
        x[i] = (x[i] - inner) / l[[i, i]];
    }
    x
}

/// The inverse of `l` times its transpose.
pub fn inverse(l: &Array2<f64>) -> Array2<f64> {
    let n = l.nrows();
    let mut inverse = Array2::zeros((n, n));
    for column in 0..n {
        let unit: Vec<f64> = (0..n).map(|row| f64::from(u8::from(row == column))).collect();
        for (row, value) in solve(l, &unit).into_iter().enumerate() {
            inverse[[row, column]] = value;
        }
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn a_system_is_solved_and_a_matrix_that_is_not_positive_definite_refused() {
        let a = array![[4.0, 2.0, 0.5], [2.0, 3.0, 1.0], [0.5, 1.0, 2.0]];
        let l = cholesky(&a).expect("positive definite");
        let x = solve(&l, &[1.0, 2.0, 3.0]);
        for (row, expected) in [1.0, 2.0, 3.0].into_iter().enumerate() {
            let found: f64 = (0..3).map(|k| a[[row, k]] * x[k]).sum();
            assert!((found - expected).abs() < 1e-12, "{found}");
        }
        let identity = a.dot(&inverse(&l));
        for i in 0..3 {
            for j in 0..3 {
                assert!((identity[[i, j]] - f64::from(u8::from(i == j))).abs() < 1e-12);
            }
        }
        assert_eq!(cholesky(&array![[1.0, 2.0], [2.0, 1.0]]), None);
        assert_eq!(cholesky(&array![[f64::NAN]]), None);
    }
}
