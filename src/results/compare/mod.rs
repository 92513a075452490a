//! Two scenarios beside each other as a strategist reads them, and the same as JSON.
mod drivers;
mod numbers;
mod stories;

use super::rows;
use agents::district::District;
use agents::text::{Label, Language};
use experiments::{Comparison, Stories};
use numbers::{Scale, change, level};
use outputs::{ComparisonRow, DISTRICT_AREA, FileRecord, ParameterMode, indicator};
use serde_json::{Value, json};
use std::path::Path;

/// What matters first.
const SHOWN: [&str; 17] = [
    "population.elders",
    "population.severe",
    "population.dementia",
    "population.alone",
    "care.need",
    "care.gap",
    "care.gap_persons",
    "beds.demand",
    "beds.usable",
    "beds.waiting",
    "beds.gap",
    "beds.wait_days_p50",
    "workforce.care_workers",
    "workforce.certified_share",
    "relief.spending",
    "budget.out",
    "budget.arrears",
];

/// Of which the communities are told that differ most.
const OF_COMMUNITIES: [&str; 3] = ["beds.waiting", "beds.gap", "care.gap"];

/// Communities told of each.
const MOST_COMMUNITIES: usize = 5;

/// A file that was written, and where.
pub type Written<'a> = Option<&'a (&'a Path, FileRecord)>;

/// Stories, and the district whose names they use.
pub type Told<'a> = Option<(&'a Stories, &'a District)>;

/// What `compare` prints.
pub fn page(comparison: &Comparison, told: Told, file: Written, language: Language) -> String {
    let mut page = head(comparison, language);
    let years = comparison.shown_years();
    for year in &years {
        page += &indicators(comparison, *year, language);
    }
    if let Some(last) = years.last() {
        page += &narrower(comparison, *last, language);
        page += &communities(comparison, *last, language);
        page += &groups(comparison, *last, language);
    }
    page += &drivers::bed_demand(comparison, &years, language);
    page += &drivers::spending(comparison, &years, language);
    page += &note(language);
    if let Some((told, district)) = told {
        page += &stories::section(told, district, language);
    }
    page + &written(file, language)
}

fn head(comparison: &Comparison, language: Language) -> String {
    let Comparison { scenario_a: a, scenario_b: b, district, seed, start, end, replicates, .. } = comparison;
    let drawn = comparison.parameters == ParameterMode::Drawn;
    let district = scenarios::embedded(district)
        .and_then(Result::ok)
        .map_or(district.clone(), |baseline| baseline.district.name.get(language).to_string());
    let mut head = match language {
        Language::Zh => format!(
            "情景比较：{district}，甲＝{a}，乙＝{b}，{start} 至 {end}，{replicates} 次模拟配对，种子 {seed}；{}\n\
             差＝乙减甲，各次模拟的均值〔均值的95%置信区间〕：同一序号的模拟在两情景中共用全部随机数，区间只含其余的随机性\n\
             流量为全年累计，其余（存量、比例、天数）为年末月的数值\n",
            if drawn { "参数按范围抽取" } else { "参数取最佳估计" },
        ),
        Language::En => format!(
            "Scenarios compared: {district}, A = {a}, B = {b}, {start} to {end}, {replicates} replicates in pairs, seed {seed}; {}\n\
             Difference = B less A, mean over replicates [95 % interval of the mean]: replicates of a number share all draws in both \
             scenarios,\nso intervals hold only what chance is left. Flows are the year's sums; stocks, shares and days are those of \
             its last month\n",
            if drawn { "parameters drawn from their ranges" } else { "best estimates of parameters" },
        ),
    };
    if comparison.replicates == 1 {
        head += Label::new("只有一次模拟，没有区间。\n", "A single replicate: there are no intervals.\n").get(language);
    }
    if !comparison.run_differences.is_empty() {
        let differences: Vec<String> = comparison.run_differences.iter().map(|one| one.words(language)).collect();
        head += &match language {
            Language::Zh => format!("两次运行还有以下不同，已计入差中：{}\n", differences.join("；")),
            Language::En => {
                format!("The runs differ in this too, and it is part of the difference: {}\n", differences.join("; "))
            }
        };
    }
    head + "\n"
}

/// The indicators of one year.
fn indicators(comparison: &Comparison, year: i32, language: Language) -> String {
    let heads = [
        match language {
            Language::Zh => format!("{year} 年"),
            Language::En => year.to_string(),
        },
        Label::new("单位", "unit").get(language).into(),
        Label::new("甲", "A").get(language).into(),
        Label::new("乙", "B").get(language).into(),
        Label::new("差〔95%区间〕", "difference [95 % interval]").get(language).into(),
        Label::new("乙较高的模拟", "B higher in").get(language).into(),
        Label::new("不配对区间宽度", "width unpaired").get(language).into(),
    ];
    let table = SHOWN.iter().filter_map(|id| {
        let row = comparison.headline(DISTRICT_AREA, id, year)?;
        let scale = Scale::of(&row.unit);
        Some(vec![
            indicator(id).map_or(*id, |indicator| indicator.name.get(language)).to_string(),
            scale.unit(language).to_string(),
            level(row.mean_a, &scale, language),
            level(row.mean_b, &scale, language),
            change(row, &scale, language),
            super::percent(row.share_higher),
            ratio(row).map_or_else(|| "-".to_string(), times),
        ])
    });
    format!("{}\n\n", rows(heads, table, 2))
}

/// How many times wider the interval would be without common random numbers; none where nothing differs.
fn ratio(row: &ComparisonRow) -> Option<f64> {
    let (paired, unpaired) = row.se_paired.zip(row.se_unpaired)?;
    (paired > 0.0).then(|| unpaired / paired)
}

fn times(ratio: f64) -> String {
    if ratio < 100.0 { format!("×{ratio:.1}") } else { format!("×{}", super::grouped(ratio)) }
}

/// What pairing is worth.
fn narrower(comparison: &Comparison, year: i32, language: Language) -> String {
    let shown = SHOWN.iter().filter_map(|id| ratio(comparison.headline(DISTRICT_AREA, id, year)?));
    let mut ratios: Vec<f64> = shown.collect();
    ratios.sort_unstable_by(f64::total_cmp);
    let Some(middle) = outputs::quantile(&ratios, 50) else {
        let none = Label::new(
            "各次模拟的差都相同，没有剩余的随机性。\n\n",
            "All replicates have the same difference: no chance is left.\n\n",
        );
        return none.get(language).into();
    };
    let replicates = super::grouped(middle * middle * f64::from(comparison.replicates));
    match language {
        Language::Zh => format!(
            "共用随机数的作用（{year} 年，上列指标的中位数）：若两情景各用各的随机数，区间会宽 {middle:.1} 倍，要得到同样的区间需约 {replicates} 次模拟。\n\n"
        ),
        Language::En => format!(
            "What shared draws are worth ({year}, median of the indicators above): with draws of their own the intervals would be \
             {middle:.1} times as wide, and it would take about {replicates} replicates to narrow them as much.\n\n"
        ),
    }
}

/// Communities in which an indicator differs most, largest first.
fn largest<'a>(comparison: &'a Comparison, id: &str, year: i32) -> Vec<&'a ComparisonRow> {
    let here = |row: &&ComparisonRow| {
        row.year == year && row.indicator == id && row.area != DISTRICT_AREA && row.difference != 0.0
    };
    let mut found: Vec<&ComparisonRow> = comparison.rows.iter().filter(here).collect();
    found.sort_by(|a, b| b.difference.abs().total_cmp(&a.difference.abs()).then(a.area.cmp(&b.area)));
    found.truncate(MOST_COMMUNITIES);
    found
}

fn communities(comparison: &Comparison, year: i32, language: Language) -> String {
    let baseline = scenarios::embedded(&comparison.district).and_then(Result::ok);
    let communities = baseline.as_ref().map(|baseline| baseline.district.communities.as_slice()).unwrap_or_default();
    let name = |id: &str| {
        let known = communities.iter().find(|community| community.id == id);
        known.map_or_else(|| id.to_string(), |community| community.name.get(language).to_string())
    };
    let mut text = match language {
        Language::Zh => format!("差异最大的街镇（{year} 年）\n"),
        Language::En => format!("Communities that differ most ({year})\n"),
    };
    for id in OF_COMMUNITIES {
        let of = largest(comparison, id, year);
        let scale = Scale::of(of.first().map_or("", |row| row.unit.as_str()));
        let told: Vec<String> =
            of.iter().map(|row| format!("{} {}", name(&row.area), change(row, &scale, language))).collect();
        let what = indicator(id).map_or(id, |indicator| indicator.name.get(language));
        text += &match (told.is_empty(), language) {
            (true, Language::Zh) => format!("  {what}：无差异\n"),
            (true, Language::En) => format!("  {what}: no difference\n"),
            (false, Language::Zh) => format!("  {what}（{}）：{}\n", scale.unit(language), told.join("，")),
            (false, Language::En) => format!("  {what} ({}): {}\n", scale.unit(language), told.join(", ")),
        };
    }
    text + "\n"
}

/// Breakdowns told, and of which indicator.
const GROUPS: [(&str, &str, Label); 4] = [
    ("pyramid.disabled", "sex", Label::new("失能老年人", "disabled elders")),
    ("pyramid.disabled", "age_group", Label::new("失能老年人", "disabled elders")),
    ("care.gap", "living", Label::new("照护时间缺口", "hours of care unmet")),
    ("care.gap", "ability", Label::new("照护时间缺口", "hours of care unmet")),
];

/// Groups that differ.
fn groups(comparison: &Comparison, year: i32, language: Language) -> String {
    let of = |(id, breakdown, name): (&str, &str, Label)| {
        let here = move |row: &&ComparisonRow| {
            row.year == year && row.indicator == id && row.breakdown == breakdown && row.difference != 0.0
        };
        let row = move |row: &ComparisonRow| {
            let scale = Scale::of(&row.unit);
            let [a, b] = [row.mean_a, row.mean_b].map(|mean| level(mean, &scale, language));
            let what = format!("{} {}", name.get(language), numbers::group(&row.group, language));
            vec![what, scale.unit(language).to_string(), a, b, change(row, &scale, language)]
        };
        comparison.rows.iter().filter(here).map(row).collect::<Vec<_>>()
    };
    let table: Vec<Vec<String>> = GROUPS.into_iter().flat_map(of).collect();
    if table.is_empty() {
        let none = Label::new(
            "失能人数和照护缺口在性别、年龄组、居住方式、自理能力各人群中均无差异。\n\n",
            "Neither disability nor unmet care differs in any group of sex, age, living arrangement or ability.\n\n",
        );
        return none.get(language).into();
    }
    let heads = [
        match language {
            Language::Zh => format!("人群（{year} 年，有差异者）"),
            Language::En => format!("groups that differ ({year})"),
        },
        Label::new("单位", "unit").get(language).into(),
        Label::new("甲", "A").get(language).into(),
        Label::new("乙", "B").get(language).into(),
        Label::new("差〔95%区间〕", "difference [95 % interval]").get(language).into(),
    ];
    format!("{}\n\n", rows(heads, table, 2))
}

fn note(language: Language) -> String {
    let note = Label::new(
        "表中没有的：按收入的失能、照护需求与缺口（收入只有各档老年人数）；按能力的轮候者（故床位需求按入住者的构成分摊）；街镇的年龄结构。\n\
         区间只反映抽样次数有限带来的误差，不含参数取值范围和模型本身的误差；参数按范围抽取时，各次模拟之差的分位数（p05 至 p95）包含参数的不确定性。\n\n",
        "Not in the tables: disability, need and unmet care by income (only elders are counted by it); those waiting by ability (so demand for \
         beds is shared out as residents are); ages of communities.\nIntervals are of the mean, for a finite number of replicates; they are no \
         range of outcomes and hold no error of the model. Where parameters are drawn, the percentiles of differences (p05 to p95) hold the \
         parameters' uncertainty.\n\n",
    );
    note.get(language).into()
}

fn written(file: Written, language: Language) -> String {
    match (file, language) {
        (Some((path, record)), Language::Zh) => {
            format!("全部比较：{}，{} 行\n", path.display(), super::grouped(record.rows as f64))
        }
        (Some((path, record)), Language::En) => {
            format!("The whole comparison: {}, {} rows\n", path.display(), super::grouped(record.rows as f64))
        }
        (None, Language::Zh) => "全部指标、年份、街镇和人群：加 --out 文件名 写成 Parquet\n".into(),
        (None, Language::En) => {
            "All indicators, years, communities and groups: write them as Parquet with --out FILE\n".into()
        }
    }
}

/// The same as [`page`], for programs: of the rows those of the compared years, of communities what the page tells of.
/// Stories are null where none were asked for.
pub fn json(comparison: &Comparison, stories: Option<&Stories>, file: Written) -> Value {
    let years = comparison.shown_years();
    let is_told = |row: &&ComparisonRow| {
        let of_district = row.area == DISTRICT_AREA || OF_COMMUNITIES.contains(&row.indicator.as_str());
        of_district && years.contains(&row.year)
    };
    let told = Comparison { rows: comparison.rows.iter().filter(is_told).cloned().collect(), ..comparison.clone() };
    let file = file.map(|(path, record)| json!({ "path": path, "rows": record.rows, "blake3": record.blake3 }));
    json!({ "comparison": told, "stories": stories, "file": file })
}
