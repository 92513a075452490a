//! The agents against the projection that expects their numbers.
use super::{Question, Surface};
use crate::agreement::{Agreement, DEMENTIA, MEASURES, MeanDifference, PERSONS, TOLERANCE};
use crate::estimate::Z;
use crate::figure::{Cell, Figure, IntervalKind, Method, Number, Table};
use crate::unit::Unit;
use crate::view::View;
use crate::words::say;
use agents::text::Label;
use outputs::{Detail, EXPECTED_FROM};
use sim_core::Month;

const TITLE: Label = Label::new("逐人模拟与独立推算对照", "Agents against projection");

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "agreement",
    title: TITLE,
    surfaces: Surface::AWAY,
    needs: Detail::Headline,
    figures: |view: &View<'_>| figure(view, tables),
};

/// The same as a sentence, where there is little room.
pub(super) const TERMINAL: Question = Question {
    id: "agreement-terminal",
    title: TITLE,
    surfaces: Surface::TERMINALS,
    needs: Detail::Headline,
    figures: |view: &View<'_>| figure(view, |_| Vec::new()),
};

/// Ages of the sentence.
const TOLD: [usize; 2] = [60, 80];

fn figure(view: &View<'_>, tables: fn(&View<'_>) -> Vec<Table>) -> Vec<Figure> {
    let Some(sentence) = sentence(view) else { return Vec::new() };
    vec![Figure {
        id: "agreement-elders",
        title: TITLE.get(view.language).to_string(),
        sentence,
        method: view.words(
            "队列要素法按月推算各性别、出生月份、能力和认知状况的期望人数，输入与逐人模拟相同，但不模拟个人、不抽取随机数；\
             差异为各次模拟“逐人模拟减推算”的均值，〔均值的95%区间〕",
            "the cohort-component projection takes the agents' inputs and expects persons by sex, month of birth, ability and dementia, \
             month by month, without persons and draws; differences are means over the replicates of agents less projection [95 % interval \
             of the mean]",
        ),
        tables: tables(view),
        ..Figure::default()
    }]
}

fn number(of: &MeanDifference) -> Number {
    let number = Number { n: Some(of.n), ..Number::new(Unit::Residual, of.share, Method::Computed) };
    match of.error {
        Some(error) => number.within([of.share - Z * error, of.share + Z * error], IntervalKind::Mean95),
        None => number,
    }
}

fn sentence(view: &View<'_>) -> Option<String> {
    let (language, agreement) = (view.language, &view.results.agreement);
    let december = *agreement.decembers().last()?;
    let (year, n) = (december.year(), view.n());
    let told = |from: usize| {
        let difference = number(&agreement.mean(december, from, None, PERSONS)?).quantity(language);
        Some(say!(language, "{from}岁及以上 {difference}", "{difference} at {from} and over"))
    };
    let told = view.list(&TOLD.into_iter().filter_map(told).collect::<Vec<_>>());
    let limit = Unit::Share.value(language, TOLERANCE);
    Some(say!(
        language,
        "{year}年末逐人模拟的户籍老人与独立的队列要素法推算相差：{told}（{n} 次模拟的均值）；超过 {limit} 且超出偶然即为程序缺陷。",
        "At the end of {year} the agents differ from an independent cohort-component projection by {told} (mean of {n} replicates); \
         more than {limit} beyond chance is a fault of the program."
    ))
}

fn tables(view: &View<'_>) -> Vec<Table> {
    let agreement = &view.results.agreement;
    let ages: Vec<(String, usize, usize)> =
        EXPECTED_FROM.into_iter().map(|from| (format!("{from}+"), from, PERSONS)).collect();
    let states: Vec<(String, usize, usize)> = (PERSONS + 1..=DEMENTIA)
        .map(|measure| (MEASURES[measure].2.get(view.language).to_string(), EXPECTED_FROM[0], measure))
        .collect();
    let mut tables = vec![
        years(view, view.words("按年龄，逐人模拟减推算", "By age, agents less projection"), &ages),
        years(
            view,
            view.words("60岁及以上按能力和认知，逐人模拟减推算", "60 and over by state, agents less projection"),
            &states,
        ),
    ];
    tables.extend(agreement.decembers().last().map(|december| sexes(view, agreement, *december)));
    tables
}

/// Differences by year; columns are a name, a first age and a measure.
fn years(view: &View<'_>, caption: String, columns: &[(String, usize, usize)]) -> Table {
    let agreement = &view.results.agreement;
    let row = |december: Month| {
        let cell = |(_, from, measure): &(String, usize, usize)| {
            let mean = agreement.mean(december, *from, None, *measure);
            mean.map_or(Cell::Empty, |of| Cell::Number(number(&of)))
        };
        std::iter::once(Cell::Year(december.year())).chain(columns.iter().map(cell)).collect()
    };
    let heads = columns.iter().map(|(name, ..)| view.head(name, Unit::Residual));
    Table {
        caption,
        heads: std::iter::once(view.words("年末", "year's end")).chain(heads).collect(),
        rows: agreement.decembers().into_iter().map(row).collect(),
    }
}

/// Persons of both roads by sex and age in a December.
fn sexes(view: &View<'_>, agreement: &Agreement, december: Month) -> Table {
    let year = december.year();
    let names = [view.words("男", "men"), view.words("女", "women")];
    let row = |(sex, from): (usize, usize)| {
        let of = agreement.mean(december, from, Some(sex), PERSONS)?;
        let persons = |value: f64| Cell::Number(Number::mean(Unit::Persons, value, of.n));
        let name = Cell::text(format!("{} {from}+", names[sex]));
        Some(vec![name, persons(of.counted), persons(of.expected), Cell::Number(number(&of))])
    };
    let groups = [0, 1].into_iter().flat_map(|sex| EXPECTED_FROM.map(|from| (sex, from)));
    Table {
        caption: say!(view.language, "{year}年末按性别和年龄", "By sex and age at the end of {year}"),
        heads: vec![
            view.words("性别和年龄", "sex and age"),
            view.head(&view.words("逐人模拟", "agents"), Unit::Persons),
            view.head(&view.words("推算", "projection"), Unit::Persons),
            view.head(&view.words("差异", "difference"), Unit::Residual),
        ],
        rows: groups.filter_map(row).collect(),
    }
}
