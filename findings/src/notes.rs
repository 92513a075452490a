//! What must be known before any number of a run is read.
use crate::change::change_words;
use crate::figures::{again_with, left_out as left_out_titles};
use crate::view::View;
use crate::words::say;
use crate::{BASELINE, MOST_SHOWN};
use agents::district::District;
use agents::text::{Label, Language};
use outputs::{Detail, Plan};

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
        let planned = plan.scenarios.iter().filter(|planned| planned.id == base.id);
        let own = planned.flat_map(|planned| plan.own_changes(planned));
        notes.extend(own.map(|change| change_words(change, &view.results.baseline.district, view.language)));
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
    notes.extend(not_shown(view));
    notes.extend(left_out(view));
    notes.extend(set_by_hand(plan, &view.results.baseline.district, view.language));
    notes
}

/// How many scenarios of the run are not shown; none where all are.
fn not_shown(view: &View<'_>) -> Option<String> {
    let all = view.results.run.manifest.plan.scenarios.len();
    let (shown, folder) = (1 + view.results.others.len(), view.results.run.folder.display());
    (shown < all && shown >= MOST_SHOWN).then(|| {
        say!(
            view.language,
            "共 {all} 个情景，此处只列前 {shown} 个；选择其他情景：silverpeak report {folder} --compare 编号,编号；全部情景见 summary.parquet 和 \
             targets.parquet",
            "Of {all} scenarios the first {shown} are shown; choose others with silverpeak report {folder} --compare ID,ID; all of them \
             are in summary.parquet and targets.parquet"
        )
    })
}

/// What the run's level of detail leaves out, and how it is made; none where everything can be shown.
fn left_out(view: &View<'_>) -> Option<String> {
    let titles = left_out_titles(view);
    let (titles, level) = (view.list(&titles), view.results.run.detail().word());
    let again = again_with(&view.results.run.folder, Detail::District);
    (!titles.is_empty()).then(|| {
        say!(
            view.language,
            "运行只保留主要指标（--detail {level}），不含：{titles}。需要时：{again}",
            "The run keeps headline indicators alone (--detail {level}) and lacks: {titles}. To make them: {again}"
        )
    })
}

/// What was set by hand for all scenarios of a run; none where nothing was.
pub fn set_by_hand(plan: &Plan, district: &District, language: Language) -> Option<String> {
    if plan.settings.is_empty() {
        return None;
    }
    let words: Vec<String> = plan.settings.iter().map(|change| change_words(change, district, language)).collect();
    let words = words.join(Label::new("；", "; ").get(language));
    Some(say!(language, "全部情景均手工设定（--set）：{words}", "Set by hand in every scenario (--set): {words}"))
}
