//! Terms of an emulator: products of Hermite polynomials of standard normal inputs.
//!
//! The polynomials are scaled to variance 1, so that over independent standard normal inputs the terms have mean 0,
//! variance 1 and no correlation, and the squares of their coefficients are shares of variance (polynomial chaos).

/// A polynomial of one input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Factor {
    /// Position of the input.
    pub input: usize,
    /// Degree, 1 to 3.
    pub degree: u8,
}

/// A polynomial of one input, or the product of two inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// Its first factor.
    pub first: Factor,
    /// Its second factor, of another input.
    pub second: Option<Factor>,
}

impl Factor {
    fn at(self, point: &[f64]) -> f64 {
        let z = point.get(self.input).copied().unwrap_or(0.0);
        match self.degree {
            1 => z,
            2 => (z * z - 1.0) * std::f64::consts::FRAC_1_SQRT_2,
            _ => z * (z * z - 3.0) * (1.0 / 6.0f64.sqrt()),
        }
    }
}

impl Term {
    /// The polynomial of `degree` of one input.
    pub(crate) fn of(input: usize, degree: u8) -> Self {
        Term { first: Factor { input, degree }, second: None }
    }

    /// The product of two inputs.
    pub(crate) fn pair(a: usize, b: usize) -> Self {
        let factor = |input| Factor { input, degree: 1 };
        Term { first: factor(a.min(b)), second: Some(factor(a.max(b))) }
    }

    /// Its value at a point of standard normal inputs.
    pub fn at(&self, point: &[f64]) -> f64 {
        self.first.at(point) * self.second.map_or(1.0, |second| second.at(point))
    }

    /// The inputs it depends on.
    pub fn inputs(&self) -> impl Iterator<Item = usize> + use<> {
        [Some(self.first.input), self.second.map(|second| second.input)].into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_orthonormal_under_a_standard_normal() {
        let terms = [Term::of(0, 1), Term::of(0, 2), Term::of(0, 3), Term::of(1, 1), Term::pair(1, 0)];
        // Gauss and Hermite's four points of a standard normal, exact to degree 7.
        let (near, far) = ((3.0 - 6.0f64.sqrt()).sqrt(), (3.0 + 6.0f64.sqrt()).sqrt());
        let [a, b] = [(3.0 + 6.0f64.sqrt()) / 12.0, (3.0 - 6.0f64.sqrt()) / 12.0];
        let nodes = [(-far, b), (-near, a), (near, a), (far, b)];
        let mean = |f: &dyn Fn(&[f64]) -> f64| -> f64 {
            nodes.iter().flat_map(|(x, p)| nodes.map(|(y, q)| p * q * f(&[*x, y]))).sum()
        };
        for (at, one) in terms.iter().enumerate() {
            assert!(mean(&|point| one.at(point)).abs() < 1e-12, "{one:?}");
            for (beside, other) in terms.iter().enumerate() {
                let found = mean(&|point| one.at(point) * other.at(point));
                assert!((found - f64::from(u8::from(at == beside))).abs() < 1e-12, "{one:?} {other:?}: {found}");
            }
        }
        assert_eq!(Term::pair(4, 2).inputs().collect::<Vec<_>>(), [2, 4]);
    }
}
