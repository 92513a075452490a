//! The backtest: forecasts from past years beside what was published later, on the city and its districts.
use super::{Question, Surface, backtest_discrepancy};
use crate::chart::{Chart, Colour, Fan, Mark};
use crate::estimate::Estimate;
use crate::figure::{Cell, Figure, IntervalKind, Method, Number, Table};
use crate::unit::Unit;
use crate::view::View;
use crate::words::say;
use agents::text::{Label, Language};
use outputs::Detail;
use projection::{Backtest, Case, PROCESS, Place, Scores, scores};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "backtest",
    title: Label::new("人口推算的回测", "Backtest of the demography"),
    surfaces: Surface::AWAY,
    needs: Detail::Headline,
    figures: |view: &View<'_>| view.results.backtest().map_or(Vec::new(), |of| figures(of, view.language)),
};

/// Ages of the city by which the forecast is judged; those above are shown.
const JUDGED: [&str; 4] = ["60+", "65+", "70+", "80+"];
const SHOWN: [&str; 3] = ["90+", "95+", "100+"];
/// Ages of the districts.
const DISTRICTS: [&str; 4] = ["60+", "70-79", "80+", "85+"];
/// Ages with a chart: id, ages, title, colour.
const CHARTS: [(&str, &str, Label, Colour); 2] = [
    (
        "backtest-80",
        "80+",
        Label::new("全市80岁及以上：回测与公布值", "The city's 80 and over: forecasts and counts"),
        Colour::Vermilion,
    ),
    (
        "backtest-60",
        "60+",
        Label::new("全市60岁及以上：回测与公布值", "The city's 60 and over: forecasts and counts"),
        Colour::Blue,
    ),
];

const CAVEAT: Label = Label::new(
    "各预测只用原点当时已知的数据；先验和过程误差的大小取自文献，但选取时已知道后来的结果，因此这不是盲测。\
     同一原点、同一区域的各预测彼此相关，有效个数远少于表中个数。回测检验死亡率、队列老化与户籍迁移，不检验失能、照护与资金",
    "each forecast uses only what was known at its origin; but priors and process errors, taken from literature, were chosen by people who \
     knew what came later, so this is no blind test. Forecasts of one origin or district depend on one another: there are far fewer \
     independent ones than the tables count. It tests mortality, the ageing of cohorts and registration, not disability, care or money",
);

/// All figures of a backtest.
pub(crate) fn figures(of: &Backtest, language: Language) -> Vec<Figure> {
    let fans = CHARTS.iter().filter_map(|(id, ages, title, colour)| fan(of, id, ages, *title, *colour, language));
    let scored = [coverage(of, language), skill(of, language)];
    fans.chain(scored).chain(backtest_discrepancy::figure(of, language)).collect()
}

fn city<'a>(of: &'a Backtest, ages: &'a str) -> impl Iterator<Item = &'a Case> + Clone {
    of.cases.iter().filter(move |case| case.place == Place::City && case.ages == ages)
}

/// Sets of cases with their names: the city by age and together, then the districts.
fn sets(of: &Backtest, language: Language) -> Vec<(String, Scores)> {
    let say = |zh, en| Label::new(zh, en).get(language);
    let [the_city, all, district] = [say("全市", "city"), say("合计", "together"), say("各区", "districts")];
    let is_district = |case: &&Case| case.place != Place::City;
    let name = |place: &str, ages: &str| format!("{place} {ages}");
    let by_age = |ages: &'static str| (name(the_city, ages), scores(city(of, ages)));
    let of_districts = |ages: &'static str| {
        (name(district, ages), scores(of.cases.iter().filter(move |case| is_district(case) && case.ages == ages)))
    };
    let mut sets: Vec<(String, Option<Scores>)> = JUDGED.into_iter().map(by_age).collect();
    sets.push((say("全市 60+ 65+ 70+ 80+ 合计", "city 60+ 65+ 70+ 80+ together").to_string(), judged(of)));
    sets.extend(SHOWN.into_iter().map(by_age));
    sets.extend(DISTRICTS.into_iter().map(of_districts));
    sets.push((name(district, all), scores(of.cases.iter().filter(is_district))));
    sets.into_iter().filter_map(|(name, scores)| Some((name, scores?))).collect()
}

fn estimate(case: &Case) -> Estimate {
    let (median, mean, n) = (case.median, case.mean, case.draws);
    Estimate { median, band50: case.band50, band80: case.band80, band95: case.band95, mean, error: None, n }
}

/// Forecasts of the first origin by year, and those of the last year by origin.
fn fan(
    of: &Backtest,
    id: &'static str,
    ages: &str,
    title: Label,
    colour: Colour,
    language: Language,
) -> Option<Figure> {
    let say = |zh, en| Label::new(zh, en).get(language).to_string();
    let first = city(of, ages).map(|case| case.origin).min()?;
    let last = city(of, ages).map(|case| case.year).max()?;
    let of_first: Vec<&Case> = city(of, ages).filter(|case| case.origin == first).collect();
    let mark = |case: &&Case| {
        let (at, year) = (f64::from(case.year), case.year);
        let name = say!(language, "公布值 {year}年末", "published, end of {year}");
        Mark { at, value: case.observed, name, is_counted: true }
    };
    let row = |case: &Case| {
        let band = Number::median(Unit::Persons, &estimate(case));
        vec![
            Cell::Year(case.origin),
            Cell::Year(case.year),
            Cell::Number(Number::new(Unit::Persons, case.observed, Method::Published)),
            Cell::Number(band),
            Cell::Number(Number::new(Unit::Deviation, case.median / case.observed - 1.0, Method::Computed)),
        ]
    };
    let [mut by_year, mut by_origin]: [Vec<&Case>; 2] =
        [of_first.clone(), city(of, ages).filter(|case| case.year == last).collect()];
    by_year.sort_by_key(|case| case.year);
    by_origin.sort_by_key(|case| case.origin);
    by_origin.retain(|case| case.origin != first);
    let far = by_year.last()?;
    let paths = far.draws;
    let number = |value: f64| Unit::Persons.number(language, value);
    let (median, observed) = (number(far.median), Unit::Persons.value(language, far.observed));
    let band = Unit::Persons.band(language, far.band80);
    let heads = [
        say("原点（年末）", "origin (year's end)"),
        say("年末", "year's end"),
        say("公布（人）", "published (persons)"),
        say("中位数〔80%区间〕", "median [80 % band]"),
        say("中位数之差", "error of the median"),
    ];
    Some(Figure {
        id,
        title: title.get(language).to_string(),
        chart: Some(Chart::Fan(Fan {
            years: by_year.iter().map(|case| (case.year, estimate(case))).collect(),
            unit: Unit::Persons,
            axis: say("人（纵轴不从 0 起）", "persons (axis not from 0)"),
            colour,
            history: None,
            marks: of_first.iter().map(mark).collect(),
            aim: None,
            peak: None,
        })),
        sentence: say!(
            language,
            "只用{first}年末已知的数据推算，{last}年末全市户籍老人（{ages}）为 {median}{band}，公布值为 {observed}。",
            "From what was known at the end of {first}, the city's registered of {ages} at the end of {last} are {median} {band}; \
             {observed} were published."
        ),
        method: say!(language, "{paths} 条路径", "{paths} paths"),
        tables: vec![Table {
            caption: say(
                "由第一个原点推算各年，再由以后各原点推算末年",
                "Every year from the first origin, then the last year from later ones",
            ),
            heads: heads.to_vec(),
            rows: by_year.into_iter().chain(by_origin).map(row).collect(),
        }],
        ..Figure::default()
    })
}

fn share(value: f64) -> Cell {
    Cell::Number(Number::new(Unit::Share, value, Method::Computed))
}

fn deviation(value: f64) -> Cell {
    Cell::Number(Number::new(Unit::Deviation, value, Method::Computed))
}

fn count(value: usize) -> Cell {
    Cell::Number(Number::new(Unit::Count, value as f64, Method::Input))
}

fn coverage(of: &Backtest, language: Language) -> Figure {
    let say = |zh, en| Label::new(zh, en).get(language).to_string();
    let sets = sets(of, language);
    let row = |(name, scores): &(String, Scores)| {
        let covered = scores.coverage.map(|inside| {
            let kind = IntervalKind::Probability95;
            Cell::Number(
                Number::new(Unit::Share, inside, Method::Computed)
                    .within(crate::estimate::wilson(inside, scores.n), kind),
            )
        });
        let fifths = scores.fifths.iter().map(|cases| count(*cases));
        let after = [share(scores.width), deviation(scores.bias)];
        [Cell::text(name.clone()), count(scores.n)].into_iter().chain(covered).chain(after).chain(fifths).collect()
    };
    let mut heads = vec![say("对象", "of"), say("预测数", "forecasts")];
    heads.extend(["50", "80", "95"].map(|band| say!(language, "{band}%区间覆盖", "inside {band} % band")));
    heads.extend([say("80%区间宽度", "width of 80 % band"), say("平均偏差", "mean error")]);
    heads.extend((1..=5).map(|fifth| say!(language, "第{fifth}个五分之一", "fifth {fifth}")));
    let processes = PROCESS.iter().map(|process| {
        vec![
            Cell::text(process.name.get(language)),
            Cell::Number(Number::new(Unit::Ratio, process.size, Method::Input)),
            Cell::text(process.source.get(language)),
        ]
    });
    let told = judged(of).map_or(String::new(), |scores| {
        let n = scores.n;
        let [_, inside80, inside95] = scores.coverage.map(|inside| Unit::Share.value(language, inside));
        say!(
            language,
            "全市60岁以上各年龄的 {n} 个预测中，公布值落在80%区间内的占 {inside80}，落在95%区间内的占 {inside95}。",
            "Of {n} forecasts of the city's 60+ to 80+, {inside80} of the counts lie inside the 80 % band and {inside95} inside the 95 % band."
        )
    });
    Figure {
        id: "backtest-coverage",
        title: say("预测区间的覆盖", "Coverage of the predictive bands"),
        sentence: told,
        caveats: vec![CAVEAT.get(language).to_string()],
        method: say(
            "后五列：公布值落在预测分布各五分之一内的个数；方括号为覆盖率的95%区间（Wilson，按独立计）",
            "the last five columns: counts by the fifth of the predictive distribution in which they lie; brackets: 95 % interval of the coverage \
             (Wilson, as if independent)",
        ),
        tables: vec![
            Table {
                caption: say("覆盖、宽度与偏差", "Coverage, width and error"),
                heads,
                rows: sets.iter().map(row).collect(),
            },
            Table {
                caption: say("原点之后的不确定来源", "Sources of uncertainty after the origin"),
                heads: vec![say("误差", "error"), say("大小", "size"), say("依据", "source")],
                rows: processes.collect(),
            },
        ],
        ..Figure::default()
    }
}

fn judged(of: &Backtest) -> Option<Scores> {
    scores(of.cases.iter().filter(|case| case.place == Place::City && JUDGED.contains(&case.ages.as_str())))
}

fn skill(of: &Backtest, language: Language) -> Figure {
    let say = |zh, en| Label::new(zh, en).get(language).to_string();
    let rivals = [say("不变", "no change"), say("增长不变", "constant growth"), say("旧生命表", "old table")];
    let row = |(name, scores): (String, Scores)| {
        let against = scores.rivals.iter().flat_map(|rival| match rival {
            Some((n, _, skill)) => [deviation(*skill), count(*n)],
            None => [Cell::Empty, Cell::Empty],
        });
        let own = [share(scores.crps), share(scores.interval)];
        [Cell::text(name), count(scores.n)].into_iter().chain(own).chain(against).collect()
    };
    let mut heads = vec![
        say("对象", "of"),
        say("预测数", "forecasts"),
        say("CRPS（占公布值）", "CRPS (share of the count)"),
        say("80%区间得分（占公布值）", "interval score, 80 %"),
    ];
    for rival in rivals {
        heads.push(say!(language, "相对“{rival}”的技巧", "skill against {rival}"));
        heads.push(say("其预测数", "its forecasts"));
    }
    Figure {
        id: "backtest-skill",
        title: say("评分与技巧", "Scores and skill"),
        sentence: say(
            "技巧为 CRPS 比对手低的比例，只比较双方都有预测的情形；正数为优于对手。",
            "Skill is the share by which the CRPS is below a rival's, over the forecasts that both have; above nothing is better.",
        ),
        method: say(
            "不变：原点的公布值；增长不变：最近三年的平均增长；二者的离散取自各自过去的误差。旧生命表：香港死亡率调到原点时已知的期望寿命，水平±5%。\
             各区没有更早的普查，因此没有增长不变，不变也没有离散",
            "no change: the count of the origin; constant growth: that of the last three years; both with the spread of their own past errors. Old \
             table: Hong Kong's mortality at the life expectancy known at the origin, its level within 5 %. Districts have no earlier census: no growth \
             there, and no spread of no change",
        ),
        tables: vec![Table {
            caption: say("评分与技巧", "Scores and skill"),
            heads,
            rows: sets(of, language).into_iter().map(row).collect(),
        }],
        ..Figure::default()
    }
}
