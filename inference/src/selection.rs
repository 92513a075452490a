//! Which terms an emulator keeps: forward selection by orthogonal least squares (Chen, Billings and Luo 1989).
//!
//! In each step the candidate with the largest t statistic enters. Selection ends when the square of that statistic is no
//! larger than 2 ln m for m candidates (risk inflation criterion, Foster and George 1994), a bound that all of m
//! unrelated candidates stay below with a probability that goes to 1.
use crate::term::Term;
use ndarray::{Array1, Array2, ArrayView1, Axis};

/// A candidate whose part that no other term explains is below this share of its variance says nothing of its own.
const OWN: f64 = 1e-8;
/// Degree of the polynomials of one input that are candidates for every input; higher ones are for active inputs.
const FIRST_DEGREES: [u8; 2] = [1, 2];
const LATER_DEGREE: u8 = 3;

/// What selection may take.
pub(crate) struct Limits<'a> {
    /// Inputs that may enter; none where all may.
    pub inputs: Option<&'a [usize]>,
    /// Most active inputs.
    pub most_active: usize,
    /// Most terms.
    pub most_terms: usize,
}

/// Candidates as rows, each orthogonal to the terms already taken.
struct Candidates {
    terms: Vec<Term>,
    rows: Array2<f64>,
    /// Their squares before anything was taken out of them.
    whole: Vec<f64>,
    is_open: Vec<bool>,
}

impl Candidates {
    fn of(terms: Vec<Term>, points: &[&[f64]], bases: &[Array1<f64>]) -> Self {
        let mut rows = Array2::zeros((terms.len(), points.len()));
        let mut whole = Vec::new();
        for (term, mut row) in terms.iter().zip(rows.rows_mut()) {
            row.iter_mut().zip(points).for_each(|(cell, point)| *cell = term.at(point));
            let mean = row.sum() / points.len().max(1) as f64;
            row -= mean;
            whole.push(row.dot(&row));
            for base in bases {
                let part = row.dot(base);
                row.scaled_add(-part, base);
            }
        }
        Candidates { is_open: vec![true; terms.len()], terms, rows, whole }
    }

    /// What each open candidate would take off the sum of squares of `left`: the best, the earliest among equals.
    fn best(&self, left: ArrayView1<'_, f64>) -> Option<(usize, f64)> {
        let mut best: Option<(usize, f64)> = None;
        for (at, row) in self.rows.axis_iter(Axis(0)).enumerate() {
            if !self.is_open[at] {
                continue;
            }
            let own = row.dot(&row);
            if own <= OWN * self.whole[at] {
                continue;
            }
            let along = row.dot(&left);
            let gain = along * along / own;
            if best.is_none_or(|(_, most)| gain > most) {
                best = Some((at, gain));
            }
        }
        best
    }

    /// Takes `base` out of all candidates.
    fn clear(&mut self, base: &Array1<f64>) {
        for (mut row, _) in self.rows.rows_mut().into_iter().zip(&self.is_open).filter(|(_, is_open)| **is_open) {
            let part = row.dot(base);
            row.scaled_add(-part, base);
        }
    }

    fn close(&mut self, mut keep: impl FnMut(&Term) -> bool) {
        self.is_open.iter_mut().zip(&self.terms).for_each(|(is_open, term)| *is_open &= keep(term));
    }
}

/// The terms that explain `outputs`, in the order in which they entered. All points have the same length.
pub(crate) fn select(points: &[&[f64]], outputs: &[f64], limits: &Limits<'_>) -> Vec<Term> {
    let inputs = points.first().map_or(0, |point| point.len());
    let mean = outputs.iter().sum::<f64>() / outputs.len().max(1) as f64;
    let mut left: Array1<f64> = outputs.iter().map(|output| output - mean).collect();
    let mut taken = Taken { terms: Vec::new(), bases: Vec::new(), active: Vec::new() };
    let open: Vec<usize> = limits.inputs.map_or_else(|| (0..inputs).collect(), <[usize]>::to_vec);
    let first = open.iter().flat_map(|input| FIRST_DEGREES.map(|degree| Term::of(*input, degree))).collect();
    taken.grow(Candidates::of(first, points, &[]), &mut left, limits);
    let active = taken.active.clone();
    let pairs = active.iter().enumerate().flat_map(|(at, a)| active.iter().skip(at + 1).map(|b| Term::pair(*a, *b)));
    let later = active.iter().map(|input| Term::of(*input, LATER_DEGREE)).chain(pairs).collect();
    let later = Candidates::of(later, points, &taken.bases);
    taken.grow(later, &mut left, limits);
    taken.terms
}

struct Taken {
    terms: Vec<Term>,
    /// Each term, orthogonal to those before it and of length 1.
    bases: Vec<Array1<f64>>,
    active: Vec<usize>,
}

impl Taken {
    fn grow(&mut self, mut candidates: Candidates, left: &mut Array1<f64>, limits: &Limits<'_>) {
        let bound = 2.0 * libm::log(candidates.terms.len().max(2) as f64);
        let n = left.len();
        while self.terms.len() < limits.most_terms && self.terms.len() + 3 < n {
            let Some((at, gain)) = candidates.best(left.view()) else { break };
            let rest = (left.dot(left) - gain).max(0.0);
            let free = (n - self.terms.len() - 2) as f64;
            if gain * free <= bound * rest || gain <= 0.0 {
                break;
            }
            let term = candidates.terms[at];
            let row = candidates.rows.row(at).to_owned();
            let base = &row / libm::sqrt(row.dot(&row));
            let part = left.dot(&base);
            left.scaled_add(-part, &base);
            candidates.close(|other| *other != term);
            for input in term.inputs() {
                if !self.active.contains(&input) {
                    self.active.push(input);
                }
            }
            if self.active.len() >= limits.most_active {
                let active = &self.active;
                candidates.close(|other| other.inputs().all(|input| active.contains(&input)));
            }
            candidates.clear(&base);
            self.terms.push(term);
            self.bases.push(base);
        }
    }
}
