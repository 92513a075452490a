//! The fit of mortality: how it meets what was published, its parameters, and how well they are known.
use super::{Question, Surface};
use crate::figure::{Cell, Figure, Method, Number, Table};
use crate::unit::Unit;
use crate::view::View;
use crate::words::say;
use agents::text::{Label, Language};
use outputs::Detail;
use projection::{Fit, Fitted, Measure, Observation, PARAMETERS, Spread};
use scenarios::Area;

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "mortality",
    title: Label::new("死亡率的拟合", "The fit of mortality"),
    surfaces: Surface::AWAY,
    needs: Detail::Headline,
    figures: |view: &View<'_>| view.results.backtest().map_or(Vec::new(), |of| vec![fit(&of.fitted, view.language)]),
};

/// Every observation beside the fit, for programs and spreadsheets.
pub(super) const RESIDUALS: Question = Question {
    id: "mortality-observations",
    title: Label::new("死亡率拟合的各观测值", "Every observation of the fit of mortality"),
    surfaces: Surface::DATA,
    needs: Detail::Headline,
    figures: |view: &View<'_>| {
        view.results.backtest().map_or(Vec::new(), |of| vec![residuals(&of.fitted.fit, view.language)])
    },
};

/// First age of the check by year.
const OLD: usize = 80;

/// Checks, parameters and spread.
pub(super) fn fit(of: &Fitted, language: Language) -> Figure {
    let say = |zh, en| Label::new(zh, en).get(language).to_string();
    let oldest = of.oldest.iter().rfind(|(year, _)| *year < projection::WAVE_YEAR);
    let mut told = Vec::new();
    let (residents, counted) = census(&of.fit);
    if counted > 0.0 {
        let year = of.censuses[1];
        let error = Unit::Deviation.value(language, residents / counted - 1.0);
        told.push(say!(
            language,
            "{year}年普查全市80岁及以上常住人口：拟合与普查相差 {error}",
            "the city's residents of 80 and over in the census of {year} are {error} from the count"
        ));
    }
    if let Some((year, rate)) = oldest {
        let rate = Unit::Ratio.number(language, *rate);
        told.push(say!(
            language,
            "{year}年99岁及以上死亡率为每人年 {rate}",
            "the death rate at 99 and over in {year} is {rate} a person-year"
        ));
    }
    if let Some([city, district]) = of.wave {
        let [city, district] = [city, district].map(|deaths| Unit::Persons.value(language, deaths));
        told.push(say!(
            language,
            "2022年12月疫情使80岁及以上居民年内多死亡：全市户籍 {city}，本区常住 {district}",
            "the wave of December 2022 cost {city} of the city's registered and {district} of the district's residents of 80 and over before the \
             year's end"
        ));
    }
    let told = told.join(&say("；", "; "));
    Figure {
        id: "mortality-fit",
        title: say("死亡率的拟合", "The fit of mortality"),
        sentence: match language {
            Language::Zh => format!("{told}。"),
            Language::En => {
                format!("{}{}.", told.get(..1).unwrap_or_default().to_uppercase(), told.get(1..).unwrap_or_default())
            }
        },
        caveats: vec![say(
            "拟合用全部数据，与公布值相符是拟合的要求，不是检验；检验是回测",
            "the fit uses all data, so that it meets them is no test; the backtest is",
        )],
        tables: vec![years(&of.fit, language), parameters(&of.fit, language), spread_table(&of.spread, language)],
        ..Figure::default()
    }
}

/// Fitted and counted residents of 80 and over of the city.
fn census(fit: &Fit) -> (f64, f64) {
    let of = fit
        .met
        .iter()
        .filter(|(of, _)| of.area == Area::City && of.measure == Measure::Residents && of.age_from >= OLD);
    of.fold((0.0, 0.0), |(fitted, counted), (of, value)| (fitted + value, counted + of.value))
}

fn years(fit: &Fit, language: Language) -> Table {
    let say = |zh, en| Label::new(zh, en).get(language).to_string();
    let is_meant = |of: &Observation| {
        of.area == Area::City && of.measure == Measure::Registered && of.sex.is_none() && of.age_from == OLD
    };
    let persons = |value: f64, method| Cell::Number(Number::new(Unit::Persons, value, method));
    let row = |(of, fitted): &(Observation, f64)| {
        vec![
            Cell::Year(of.year),
            persons(of.value, Method::Published),
            persons(*fitted, Method::Computed),
            Cell::Number(Number::new(Unit::Deviation, fitted / of.value - 1.0, Method::Computed)),
        ]
    };
    Table {
        caption: say("全市80岁及以上户籍老人", "The city's registered of 80 and over"),
        heads: vec![
            say("年末", "year's end"),
            say("公布（人）", "published (persons)"),
            say("拟合（人）", "fitted (persons)"),
            say("差", "difference"),
        ],
        rows: fit.met.iter().filter(|(of, _)| is_meant(of)).map(row).collect(),
    }
}

fn parameters(fit: &Fit, language: Language) -> Table {
    let say = |zh, en| Label::new(zh, en).get(language).to_string();
    let number = |value: f64, method| Cell::Number(Number::new(Unit::Ratio, value, method));
    let names = PARAMETERS.iter().flat_map(|kind| kind.each.iter().map(move |_| kind));
    let all = fit.ids.iter().zip(names).zip(fit.prior.iter().zip(fit.mode.iter().zip(fit.sds())));
    let rows = all.map(|((id, kind), ([mean, sd], (mode, posterior)))| {
        vec![
            Cell::text(id.clone()),
            Cell::text(kind.name.get(language)),
            number(*mean, Method::Input),
            number(*sd, Method::Input),
            number(*mode, Method::Computed),
            number(posterior, Method::Computed),
            Cell::text(kind.reason.get(language)),
        ]
    });
    Table {
        caption: say("参数", "Parameters"),
        heads: vec![
            say("参数", "parameter"),
            say("含义", "meaning"),
            say("先验均值", "prior mean"),
            say("先验标准差", "prior sd"),
            say("后验均值", "posterior mean"),
            say("后验标准差", "posterior sd"),
            say("先验的依据", "why this prior"),
        ],
        rows: rows.collect(),
    }
}

fn spread_table(spread: &[Spread], language: Language) -> Table {
    let say = |zh, en| Label::new(zh, en).get(language).to_string();
    let number = |value: f64| Cell::Number(Number::new(Unit::Ratio, value, Method::Computed));
    let share = |value: f64| Cell::Number(Number::new(Unit::Share, value, Method::Computed));
    let row = |of: &Spread| {
        let age = Cell::Number(Number::new(Unit::Count, of.age as f64, Method::Input));
        vec![Cell::Year(of.year), age, number(of.rates[0]), share(of.sds[0]), number(of.rates[1]), share(of.sds[1])]
    };
    Table {
        caption: say(
            "本区死亡率及其后验标准差（对数）",
            "The district's death rates and posterior sd of their logarithms",
        ),
        heads: vec![
            say("年", "year"),
            say("岁", "age"),
            say("男，每人年", "men, per person-year"),
            say("标准差", "sd"),
            say("女，每人年", "women, per person-year"),
            say("标准差", "sd"),
        ],
        rows: spread.iter().map(row).collect(),
    }
}

/// Every observation beside the fit.
pub(super) fn residuals(fit: &Fit, language: Language) -> Figure {
    let say = |zh, en| Label::new(zh, en).get(language).to_string();
    let row = |(of, fitted): &(Observation, f64)| {
        let (name, unit) = measure(of.measure);
        let area = match of.area {
            Area::City => Label::new("全市", "city"),
            Area::District => Label::new("本区", "district"),
        };
        let sex = match of.sex {
            Some(0) => say("男", "men"),
            Some(_) => say("女", "women"),
            None => String::new(),
        };
        let ages = match of.age_to {
            _ if of.measure == Measure::LifeExpectancy => String::new(),
            Some(to) => format!("{}-{to}", of.age_from),
            None => format!("{}+", of.age_from),
        };
        let words = [area.get(language), name.get(language), ages.as_str(), sex.as_str()];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let quantity = |value: f64, method| Cell::Quantity(Number::new(unit, value, method));
        vec![
            Cell::text(words.join(" ")),
            Cell::Year(of.year),
            quantity(of.value, Method::Published),
            quantity(*fitted, Method::Computed),
            Cell::Number(Number::new(Unit::Ratio, of.error, Method::Input)),
            Cell::Number(Number::new(Unit::Correlation, of.residual(*fitted), Method::Computed)),
        ]
    };
    let far = fit.met.iter().filter(|(of, fitted)| of.residual(*fitted).abs() > 2.0).count();
    let n = fit.met.len();
    Figure {
        id: "mortality-residuals",
        title: say("各观测值与拟合", "Every observation beside the fit"),
        sentence: say!(
            language,
            "{n} 个观测值中有 {far} 个与拟合相差两个标准差以上。",
            "Of {n} observations {far} are more than two of their standard deviations from the fit."
        ),
        tables: vec![Table {
            caption: say("观测值与拟合", "Observations and the fit"),
            heads: vec![
                say("观测值", "observation"),
                say("年", "year"),
                say("公布", "published"),
                say("拟合", "fitted"),
                say("误差标准差（人数为比例）", "sd of its error (of persons a share)"),
                say("残差（标准差）", "residual (sds)"),
            ],
            rows: fit.met.iter().map(row).collect(),
        }],
        ..Figure::default()
    }
}

fn measure(of: Measure) -> (Label, Unit) {
    match of {
        Measure::Registered => (Label::new("户籍", "registered"), Unit::Persons),
        Measure::Residents => (Label::new("常住", "residents"), Unit::Persons),
        Measure::ShareMen => (Label::new("男性比重", "share of men"), Unit::Share),
        Measure::Survival => (Label::new("一年存活率", "alive a year later"), Unit::Share),
        Measure::LifeExpectancy => (Label::new("期望寿命（岁）", "life expectancy (years)"), Unit::Ratio),
    }
}
