//! An emulator: a polynomial that predicts a result of the model from its inputs, and knows its own error.
use crate::selection::{Limits, select};
use crate::term::Term;
use ndarray::Array2;
use projection::linear::{cholesky, inverse, solve};

/// Parts into which the points are cut for cross-validation.
const FOLDS: usize = 5;
/// Neighbouring points that stay in one part: a run's pairs of replicates with equal parameters are neighbours.
const BLOCK: usize = 5;
/// Fewest points from which anything is fitted.
pub const FEWEST_POINTS: usize = 30;
/// Keeps the normal equations positive definite; relative to the number of points.
const RIDGE: f64 = 1e-9;

/// How an emulator is fitted.
#[derive(Clone, Debug)]
pub struct Options {
    /// Inputs that it may use; none where it may choose among all.
    pub inputs: Option<Vec<usize>>,
    /// Most inputs it uses.
    pub most_active: usize,
    /// Standard deviation of an output by chance alone, in runs with equal inputs. None where it is not known: then all
    /// that the emulator leaves unexplained counts as its own error.
    pub chance_sd: Option<f64>,
}

impl Default for Options {
    fn default() -> Self {
        Options { inputs: None, most_active: 40, chance_sd: None }
    }
}

/// Why there is no emulator.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NotEmulated {
    /// Too few points.
    #[error("{found} points: an emulator needs at least {FEWEST_POINTS}")]
    TooFewPoints {
        /// Points given.
        found: usize,
    },
    /// Points and outputs do not belong together.
    #[error(
        "{points} points and {outputs} outputs; every point has one output, and all points the same number of inputs"
    )]
    Shape {
        /// Points given.
        points: usize,
        /// Outputs given.
        outputs: usize,
    },
    /// Not a number.
    #[error("point {at} (from 0) or its output is not a finite number")]
    NotFinite {
        /// Position of the point.
        at: usize,
    },
    /// An input that is none.
    #[error("there is no input {input}: each point has {inputs}")]
    NoInput {
        /// Position asked for.
        input: usize,
        /// Inputs of each point.
        inputs: usize,
    },
}

/// What an emulator says of a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// Expected output, over chance.
    pub mean: f64,
    /// Standard error of that mean: terms that the emulator lacks, and coefficients known from few points. The
    /// simulator's chance is not in it.
    pub sd: f64,
}

/// A polynomial in standard normal inputs with the error that cross-validation finds.
#[derive(Clone, Debug)]
pub struct Emulator {
    inputs: usize,
    terms: Vec<Term>,
    /// Of the constant, then of the terms.
    coefficients: Vec<f64>,
    /// Inverse of the normal equations.
    spread: Array2<f64>,
    active: Vec<usize>,
    residual_sd: f64,
    chance_sd: Option<f64>,
    explained: f64,
}

impl Emulator {
    /// The emulator of `outputs` at `points` of standard normal inputs.
    ///
    /// Terms are selected by [forward selection](crate::Term) of lines, parabolas, cubics and products of two active inputs,
    /// and fitted by least squares. The residual standard deviation is from five-fold cross-validation in which the
    /// terms are selected again, so that choosing them among many costs what it should. A result that does not vary has a
    /// constant emulator without error.
    pub fn fit(points: &[Vec<f64>], outputs: &[f64], options: &Options) -> Result<Emulator, NotEmulated> {
        let inputs = checked(points, outputs, options)?;
        let limits = |n: usize| Limits {
            inputs: options.inputs.as_deref(),
            most_active: options.most_active,
            most_terms: (n / 5).min(200),
        };
        let rows: Vec<&[f64]> = points.iter().map(Vec::as_slice).collect();
        let fold_of = |at: usize| at / BLOCK % FOLDS;
        let (mut squares, mut weights) = (0.0, 0.0);
        for fold in 0..FOLDS {
            let kept = |at: &usize| fold_of(*at) != fold;
            let known: Vec<&[f64]> = (0..rows.len()).filter(kept).map(|at| rows[at]).collect();
            let seen: Vec<f64> = (0..rows.len()).filter(kept).map(|at| outputs[at]).collect();
            let terms = select(&known, &seen, &limits(known.len()));
            let (coefficients, spread) = least_squares(&terms, &known, &seen);
            for at in (0..rows.len()).filter(|at| !kept(at)) {
                let row = row(&terms, rows[at]);
                let error = outputs[at] - dot(&row, &coefficients);
                // An error has the variance of the residual and that of the prediction.
                squares += error * error / (1.0 + quadratic(&spread, &row));
                weights += 1.0;
            }
        }
        let variance = if weights > 0.0 { squares / weights } else { 0.0 };
        let terms = select(&rows, outputs, &limits(rows.len()));
        let (coefficients, spread) = least_squares(&terms, &rows, outputs);
        let mut active: Vec<usize> = terms.iter().flat_map(Term::inputs).collect();
        active.sort_unstable();
        active.dedup();
        let whole = variance_of(outputs);
        let explained = if whole > 0.0 { (1.0 - variance / whole).max(0.0) } else { 0.0 };
        Ok(Emulator {
            inputs,
            terms,
            coefficients,
            spread,
            active,
            residual_sd: variance.sqrt(),
            chance_sd: options.chance_sd,
            explained,
        })
    }

    /// Mean output at a point, and how well the emulator knows it. Inputs that a point lacks count as 0, their median.
    pub fn predict(&self, point: &[f64]) -> Prediction {
        let row = row(&self.terms, point);
        let lack = self.lack_of_fit_sd();
        let estimation = self.residual_sd * self.residual_sd * quadratic(&self.spread, &row);
        Prediction { mean: dot(&row, &self.coefficients), sd: (lack * lack + estimation).sqrt() }
    }

    /// Mean output at a point, without its error: faster.
    pub fn mean(&self, point: &[f64]) -> f64 {
        let terms = self.terms.iter().map(|term| term.at(point));
        std::iter::once(1.0).chain(terms).zip(&self.coefficients).map(|(term, by)| term * by).sum()
    }

    /// Standard deviation of a run about the emulator: terms that it lacks, and the run's chance.
    pub fn residual_sd(&self) -> f64 {
        self.residual_sd
    }

    /// Standard deviation of what the emulator lacks: its residual without chance. All of the residual where chance is not
    /// known.
    pub fn lack_of_fit_sd(&self) -> f64 {
        let chance = self.chance_sd.unwrap_or(0.0);
        (self.residual_sd * self.residual_sd - chance * chance).max(0.0).sqrt()
    }

    /// Share of the variance of the outputs that the emulator predicts in points it has not seen.
    pub fn explained(&self) -> f64 {
        self.explained
    }

    /// Inputs that it uses, in order.
    pub fn active(&self) -> &[usize] {
        &self.active
    }

    /// Inputs of each point.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// The terms with their coefficients and the coefficients' standard errors, in the order in which they entered; the
    /// constant is not among them.
    pub fn terms(&self) -> impl Iterator<Item = (Term, f64, f64)> {
        let errors = self.spread.diag().into_iter().skip(1).map(|cell| self.residual_sd * cell.max(0.0).sqrt());
        let coefficients = self.coefficients.iter().skip(1).copied();
        self.terms.iter().copied().zip(coefficients).zip(errors).map(|((term, by), error)| (term, by, error))
    }
}

/// These terms with coefficients and standard errors of a fit without cross-validation, and the variance of its residual.
pub(crate) fn terms_of(points: &[&[f64]], outputs: &[f64], terms: Vec<Term>) -> (Vec<(Term, f64, f64)>, f64) {
    let (coefficients, spread) = least_squares(&terms, points, outputs);
    let errors = points.iter().zip(outputs).map(|(point, output)| output - dot(&row(&terms, point), &coefficients));
    let free = points.len().saturating_sub(terms.len() + 1).max(1) as f64;
    let variance = errors.map(|error| error * error).sum::<f64>() / free;
    let errors = spread.diag().into_iter().skip(1).map(|cell| (variance * cell.max(0.0)).sqrt()).collect::<Vec<_>>();
    let coefficients = coefficients.into_iter().skip(1);
    let terms = terms.into_iter().zip(coefficients).zip(errors).map(|((term, by), error)| (term, by, error));
    (terms.collect(), variance)
}

pub(crate) fn checked(points: &[Vec<f64>], outputs: &[f64], options: &Options) -> Result<usize, NotEmulated> {
    let inputs = points.first().map_or(0, Vec::len);
    if points.len() < FEWEST_POINTS {
        return Err(NotEmulated::TooFewPoints { found: points.len() });
    }
    if points.len() != outputs.len() || points.iter().any(|point| point.len() != inputs) {
        return Err(NotEmulated::Shape { points: points.len(), outputs: outputs.len() });
    }
    let is_finite = |at: &usize| outputs[*at].is_finite() && points[*at].iter().all(|z| z.is_finite());
    if let Some(at) = (0..points.len()).find(|at| !is_finite(at)) {
        return Err(NotEmulated::NotFinite { at });
    }
    if let Some(input) = options.inputs.iter().flatten().find(|input| **input >= inputs) {
        return Err(NotEmulated::NoInput { input: *input, inputs });
    }
    Ok(inputs)
}

fn row(terms: &[Term], point: &[f64]) -> Vec<f64> {
    std::iter::once(1.0).chain(terms.iter().map(|term| term.at(point))).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn quadratic(matrix: &Array2<f64>, row: &[f64]) -> f64 {
    matrix.rows().into_iter().zip(row).map(|(of, by)| by * of.iter().zip(row).map(|(a, b)| a * b).sum::<f64>()).sum()
}

fn variance_of(values: &[f64]) -> f64 {
    let n = values.len().max(2) as f64;
    let mean = values.iter().sum::<f64>() / n;
    values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0)
}

/// Coefficients of the constant and the terms, and the inverse of the normal equations.
fn least_squares(terms: &[Term], points: &[&[f64]], outputs: &[f64]) -> (Vec<f64>, Array2<f64>) {
    let columns = terms.len() + 1;
    let mut design = Array2::zeros((columns, points.len()));
    for (at, point) in points.iter().enumerate() {
        for (cell, value) in design.column_mut(at).iter_mut().zip(row(terms, point)) {
            *cell = value;
        }
    }
    let mut normal = design.dot(&design.t());
    let right: Vec<f64> =
        design.rows().into_iter().map(|of| of.iter().zip(outputs).map(|(a, b)| a * b).sum()).collect();
    let mut ridge = RIDGE * points.len() as f64;
    // Selected terms are independent: one ridge is enough but for points that repeat.
    for _ in 0..40 {
        normal.diag_mut().iter_mut().for_each(|cell| *cell += ridge);
        if let Some(l) = cholesky(&normal) {
            return (solve(&l, &right), inverse(&l));
        }
        ridge *= 10.0;
    }
    let mut constant = vec![0.0; columns];
    constant[0] = outputs.iter().sum::<f64>() / outputs.len().max(1) as f64;
    (constant, Array2::zeros((columns, columns)))
}

#[cfg(test)]
mod tests;
