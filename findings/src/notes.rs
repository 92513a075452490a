//! What must be known before any number of a run is read.
use crate::BASELINE;
use crate::view::View;
use crate::words::say;

/// What must be known before anything is read.
pub fn notes(view: &View<'_>) -> Vec<String> {
    /// Below so many replicates the ends of a 95 % band are little more than the extremes.
    const FEW: u32 = 40;
    let plan = &view.results.run.manifest.plan;
    let mut notes = Vec::new();
    let base = &view.results.base;
    if base.id != BASELINE {
        let (name, description) = (base.name.get(view.language), base.description.get(view.language));
        notes.push(say!(view.language, "情景“{name}”：{description}", "Scenario “{name}”: {description}"));
    }
    if plan.replicates < FEW {
        let n = plan.replicates;
        notes.push(say!(
            view.language,
            "只有 {n} 次模拟：95%区间的两端近于最小和最大值，概率很粗。",
            "Only {n} replicates: the ends of 95 % bands are little more than the extremes, and probabilities are rough."
        ));
    }
    let last = view.results.run.last;
    if !last.is_december() {
        let year = last.year();
        notes.push(say!(
            view.language,
            "只模拟到 {last}：{year} 年的“年末”指该月，当年合计只含到该月的月份。",
            "Simulated to {last} only: “the end of {year}” is that month, and sums of that year hold the months up to it."
        ));
    }
    if plan.parameters == outputs::ParameterMode::Fixed {
        notes.push(view.words(
            "参数取最佳估计：区间只反映偶然，不含参数的不确定。",
            "Parameters are best estimates: bands hold chance alone, not uncertainty of parameters.",
        ));
    }
    if !plan.overrides.is_empty() {
        notes.push(
            view.words("有参数是手工设定的，见“来源与复现”。", "Some parameters were set by hand: see “Provenance”."),
        );
    }
    notes
}
