//! The figures of a run: one file a question, and the one list of them.
mod about;
mod accounts;
mod agreement;
mod assumptions;
mod backtest;
mod backtest_discrepancy;
mod bands;
pub(crate) mod beds;
mod calibration;
mod care;
mod caseload;
mod certification;
pub(crate) mod communities;
mod community_years;
mod definitions;
mod differences;
mod elders;
mod equity;
mod facts;
mod headline;
mod indicators;
mod kin;
mod mortality;
mod provenance;
pub use provenance::{again, again_with};
pub use scores::scored;
mod pyramid;
mod sanity;
mod sensitivity;
pub use sensitivity::{DRIVERS, Driver, ForecastDrivers, Sensitivity, sensitivity};
mod scenarios;
mod scores;
mod side_by_side;
mod sources;
pub(crate) mod spending;
mod sufficiency;
mod targets;
mod uncertainty;
mod waterfall;

use crate::figure::Figure;
use crate::view::View;
use ::scenarios::Baseline;
use agents::text::{Label, Language};
use outputs::Detail;
use projection::{Backtest, NotFitted};

/// Where figures are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// The terminal, after a run of one scenario.
    Terminal,
    /// The terminal, after a run of several.
    TerminalOfMany,
    /// The page.
    Page,
    /// The workbook.
    Workbook,
    /// JSON.
    Json,
}

impl Surface {
    /// All of them.
    pub const ALL: &[Surface] =
        &[Surface::Terminal, Surface::TerminalOfMany, Surface::Page, Surface::Workbook, Surface::Json];
    /// All but the terminal of several scenarios: the figure is about the first alone.
    pub const FIRST: &[Surface] = &[Surface::Terminal, Surface::Page, Surface::Workbook, Surface::Json];
    /// The terminal, of one scenario and of several.
    pub const TERMINALS: &[Surface] = &[Surface::Terminal, Surface::TerminalOfMany];
    /// All but the terminal, whose reader can ask for more.
    pub const AWAY: &[Surface] = &[Surface::Page, Surface::Workbook, Surface::Json];
    /// Those read by programs and in spreadsheets, which take long tables.
    pub const DATA: &[Surface] = &[Surface::Workbook, Surface::Json];
}

/// A question, and the figures that answer it.
pub struct Question {
    /// Its id, as in links to it.
    pub id: &'static str,
    /// Title.
    pub title: Label,
    /// Where it is shown.
    pub surfaces: &'static [Surface],
    /// The lowest level of detail of which a run can answer it.
    pub needs: Detail,
    /// Its figures; none where the run cannot answer it.
    pub figures: fn(&View<'_>) -> Vec<Figure>,
}

/// Every question, in order; of a comparison the scenarios come first ([`of_surface`]).
pub const FIGURES: &[Question] = &[
    headline::QUESTION,
    uncertainty::QUESTION,
    elders::QUESTION,
    pyramid::QUESTION,
    kin::QUESTION,
    beds::QUESTION,
    care::QUESTION,
    equity::QUESTION,
    certification::QUESTION,
    sufficiency::QUESTION,
    spending::QUESTION,
    caseload::QUESTION,
    waterfall::QUESTION,
    accounts::QUESTION,
    communities::QUESTION,
    scenarios::QUESTION,
    differences::QUESTION,
    targets::QUESTION,
    facts::QUESTION,
    calibration::QUESTION,
    backtest::QUESTION,
    agreement::QUESTION,
    agreement::TERMINAL,
    mortality::QUESTION,
    bands::QUESTION,
    assumptions::QUESTION,
    sanity::QUESTION,
    about::QUESTION,
    provenance::QUESTION,
    indicators::QUESTION,
    side_by_side::QUESTION,
    community_years::QUESTION,
    definitions::QUESTION,
    sources::QUESTION,
    sanity::RULES,
    mortality::RESIDUALS,
];

/// The questions that a surface asks of a run of this detail. The headline leads; of a comparison the scenarios follow it,
/// because they are asked for.
pub fn asked_of(view: &View<'_>, surface: Surface) -> Vec<&'static Question> {
    let mut questions: Vec<&Question> = FIGURES.iter().filter(|of| of.surfaces.contains(&surface)).collect();
    if !view.results.others.is_empty() {
        questions.sort_by_key(|of| {
            (of.id != headline::QUESTION.id, ![scenarios::QUESTION.id, differences::QUESTION.id].contains(&of.id))
        });
    }
    questions.retain(|of| of.needs <= view.results.run.detail());
    questions
}

/// The same, each with its figures; those without any are left out.
pub fn of_surface(view: &View<'_>, surface: Surface) -> Vec<(&'static Question, Vec<Figure>)> {
    let answered = asked_of(view, surface).into_iter().map(|question| (question, (question.figures)(view)));
    answered.filter(|(_, figures)| !figures.is_empty()).collect()
}

/// Titles of what a surface shows of runs of more detail than this one.
pub fn left_out(view: &View<'_>) -> Vec<String> {
    let detail = view.results.run.detail();
    let outlook = (detail < beds::OUTLOOK_NEEDS).then_some(beds::OUTLOOK_TITLE);
    let questions = FIGURES.iter().filter(|of| of.needs > detail).map(|of| of.title);
    questions.chain(outlook).map(|title| title.get(view.language).to_string()).collect()
}

pub use calibration::of_baseline as calibration;

/// The backtest of a baseline and its figures.
pub fn backtest(baseline: &Baseline, language: Language) -> Result<(Backtest, Vec<Figure>), NotFitted> {
    let backtest = projection::backtest(baseline, projection::DRAWS)?;
    let figures = backtest::figures(&backtest, language);
    Ok((backtest, figures))
}

/// The table of mortality that the fit of a baseline gives, as the text of its file, and the figures of the fit.
pub fn fit(baseline: &Baseline, language: Language) -> Result<(String, Vec<Figure>), NotFitted> {
    let fitted = projection::fitted(baseline)?;
    let table = projection::mortality_table(baseline, &fitted.fit)?;
    Ok((table, vec![mortality::fit(&fitted, language), mortality::residuals(&fitted.fit, language)]))
}

/// The figures of a validation: published figures beside results, and the backtest.
pub fn validation(view: &View<'_>) -> Vec<Figure> {
    let none = |id, question: &Question, sentence| Figure {
        id,
        title: question.title.get(view.language).to_string(),
        sentence,
        ..Figure::default()
    };
    let facts = scored(&view.results.facts, view.n(), view.language);
    let mut backtest = (backtest::QUESTION.figures)(view);
    if backtest.is_empty() {
        let sentence = view.words(
            "没有回测：基线没有所在城市历年的户籍老人数。",
            "There is no backtest: the baseline has no past counts of the city's elders.",
        );
        backtest.push(none("backtest-none", &backtest::QUESTION, sentence));
    }
    facts.into_iter().chain(backtest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_has_an_id_of_its_own_and_a_surface() {
        for (at, question) in FIGURES.iter().enumerate() {
            assert!(!question.surfaces.is_empty(), "{}", question.id);
            assert!(FIGURES[..at].iter().all(|other| other.id != question.id), "{}", question.id);
        }
    }
}
