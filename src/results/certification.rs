//! Whether and when enough care workers are certified, in words, and what moved their share, as a table.
use super::{percent, rows};
use agents::parameters::ParameterChoice;
use agents::text::{Label, Language};
use experiments::RunRequest;
use experiments::{CERTIFIED_TARGET, CERTIFIED_TARGET_YEAR, Certification, Contributions};
use scenarios::{Baseline, Grade, ParameterRecord};
use sim_core::Month;

const SHARE_AT_START: &str = "care_workers.certified_at_start";

/// The sentences and the table, or why there are none.
pub fn certification(outlook: Option<&Certification>, request: &RunRequest, language: Language) -> String {
    let Some(outlook) = outlook else {
        let none = Label::new(
            "有的模拟在某些月份没有养老护理员，达标概率和持证率变化的来源无法给出。",
            "In some replicate and month there is no care worker: no probability of the target and no decomposition.",
        );
        return format!("{}\n\n", none.get(language));
    };
    let start = request.baseline.district.start;
    let record = share_at_start(&request.baseline);
    let caveat = record.map_or_else(String::new, |record| caveat(outlook, record, request, language));
    let words = words(outlook, language);
    format!("{words}{caveat}\n{}\n{}\n\n", title(start, language), table(outlook, start, language))
}

/// What the baseline says of the certified share of care workers at the start.
pub fn share_at_start(baseline: &Baseline) -> Option<&ParameterRecord> {
    baseline.quantities.iter().find(|record| record.id == SHARE_AT_START)
}

/// Where the forecast begins: it moves with what nobody has counted.
fn caveat(outlook: &Certification, record: &ParameterRecord, request: &RunRequest, language: Language) -> String {
    let [low, high] = record.range.map(percent);
    let mean = percent(outlook.share_at_start);
    if request.overrides.contains_key(SHARE_AT_START) {
        return match language {
            Language::Zh => format!("期初持证率 {mean} 由 --set 指定，以上结果随之变动。\n"),
            Language::En => {
                format!("The share at the start, {mean}, was set for this run, and the forecast moves with it.\n")
            }
        };
    }
    let range = match (request.parameters, language) {
        (ParameterChoice::Fixed, Language::Zh) => format!("取最佳估计 {mean}，可能范围 {low}–{high}"),
        (ParameterChoice::Drawn, Language::Zh) => format!("平均 {mean}，范围 {low}–{high}"),
        (ParameterChoice::Fixed, Language::En) => format!("best estimate {mean}, thought possible {low}–{high}"),
        (ParameterChoice::Drawn, Language::En) => format!("{mean} on average, range {low}–{high}"),
    };
    match (record.grade, language) {
        (Grade::Assumed, Language::Zh) => {
            format!("期初持证率（{range}）没有公布数据，是假定值，以上结果随之变动。\n")
        }
        (Grade::Assumed, Language::En) => format!(
            "The share at the start ({range}) is assumed, nothing is published of it, and the forecast moves with it.\n"
        ),
        (_, Language::Zh) => format!("期初持证率：{range}。\n"),
        (_, Language::En) => format!("The share at the start: {range}.\n"),
    }
}

fn words(outlook: &Certification, language: Language) -> String {
    let (target, n) = (percent(CERTIFIED_TARGET), outlook.n);
    let by = match (outlook.probability, language) {
        (Some(probability), Language::Zh) => {
            format!(
                "养老护理员持证率在{CERTIFIED_TARGET_YEAR}年12月达到{target}的概率为 {}（{n} 次模拟）",
                percent(probability)
            )
        }
        (None, Language::Zh) => {
            format!("养老护理员持证率：未模拟到目标日期{CERTIFIED_TARGET_YEAR}年12月（{n} 次模拟）")
        }
        (Some(probability), Language::En) => format!(
            "Certified share of care workers: {target} is met in December {CERTIFIED_TARGET_YEAR} with probability {} ({n} replicates)",
            percent(probability)
        ),
        (None, Language::En) => format!(
            "Certified share of care workers: the target's date, December {CERTIFIED_TARGET_YEAR}, was not simulated ({n} replicates)"
        ),
    };
    let never = Label::new("未达到", "not reached").get(language);
    let [early, middle, late] =
        outlook.first_reached.map(|month| month.map_or_else(|| never.to_string(), |month| month.to_string()));
    match language {
        Language::Zh => format!(
            "{by}；模拟期内曾达到的占 {}。首次达到的月份：中位数 {middle}〔第10百分位 {early}，第90百分位 {late}〕。\n",
            percent(outlook.ever)
        ),
        Language::En => format!(
            "{by}; it is reached at some time in {} of them. Month of first reaching it: median {middle} [10th percentile \
             {early}, 90th {late}].\n",
            percent(outlook.ever)
        ),
    }
}

fn title(start: Month, language: Language) -> String {
    match language {
        Language::Zh => format!(
            "持证率变化的来源（百分点，各次模拟的平均；四项之和等于变化；自{start}起）：入职为负，是因为入职者持证少于\n\
             在岗者；离职为正，是因为离职者持证少于留任者；在区内换单位的人既算离职也算入职"
        ),
        Language::En => format!(
            "What moved the certified share (percentage points, means over replicates; the four add up to the change; from \
             {start}):\nhires lower it when fewer of them are certified than of those at work, leavers raise it when they are less often \
             certified than those who stay; who changes employers inside the district is a leaver and a hire"
        ),
    }
}

fn table(outlook: &Certification, start: Month, language: Language) -> String {
    let heads = [
        Label::new("年末", "year end"),
        Label::new("持证率（平均）", "certified (mean)"),
        Label::new("变化", "change"),
        Label::new("培训取证", "training"),
        Label::new("入职", "hires"),
        Label::new("离职", "leavers"),
        Label::new("退休", "retirement"),
    ];
    let before = Label::new("期初", "start").get(language).to_string();
    let mut table = vec![vec![before, format!("{:.1}%", outlook.share_at_start * 100.0)]];
    let points = |share: f64| format!("{:+.2}", share * 100.0);
    let mut sum = Contributions::default();
    let cells = |c: &Contributions| [c.change(), c.training, c.hires, c.leavers, c.retirement].map(points);
    for year in &outlook.years {
        let c = &year.contributions;
        sum = Contributions {
            training: sum.training + c.training,
            hires: sum.hires + c.hires,
            leavers: sum.leavers + c.leavers,
            retirement: sum.retirement + c.retirement,
        };
        let head = [year.year.to_string(), format!("{:.1}%", year.share * 100.0)];
        table.push(head.into_iter().chain(cells(c)).collect());
    }
    if outlook.years.len() > 1 {
        let all = match language {
            Language::Zh => format!("合计（自{start}）"),
            Language::En => format!("all, from {start}"),
        };
        table.push([all, String::new()].into_iter().chain(cells(&sum)).collect());
    }
    rows(heads.map(|head| head.get(language).to_string()), table, 1)
}
