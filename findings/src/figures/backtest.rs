//! The demography against the past of the city around the district.
use super::{Question, Surface};
use crate::figure::{Cell, Figure, Method, Number, Table};
use crate::unit::Unit;
use crate::view::View;
use crate::words::say;
use crate::{Backtest, BacktestVariant, backtest};
use agents::text::{Label, Language};
use outputs::Detail;
use std::collections::BTreeSet;

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "backtest",
    title: Label::new("人口推算的回测", "Backtest of the demography"),
    surfaces: Surface::AWAY,
    needs: Detail::Headline,
    figures: |view: &View<'_>| backtest(&view.results.baseline).iter().map(|of| figure(of, view.language)).collect(),
};

/// Ages whose years are shown.
const SHOWN: [&str; 2] = ["60+", "80+"];
/// Ages whose mean errors are shown.
const MEANS: [&str; 4] = ["60+", "65+", "70+", "80+"];

const CAVEAT: Label = Label::new(
    "回测检验的是死亡率和队列老化，不检验本区的迁移、失能、照护等其余部分。(1) 用的是以后年份的死亡率，对过去偏低，因此偏多是预料之中的；(3) \
     的60至64岁人数是给定的，其60岁及以上的误差只来自65岁以上。60岁以下的户籍人口按同一比例由居民折算，(1)(2) 在最后几年因此偏多。\
     总水平按期望寿命调整后，80岁以上仍一年比一年偏多：可能是生命表高龄死亡率对该市偏低，也可能是起点的年龄结构有误差",
    "this tests mortality and the ageing of cohorts, not migration of the district, disability or care. (1) uses the mortality of later \
     years, too low for the past, so an excess is expected; (3) is given the ages 60 to 64, so its error at 60+ is that of 65 and over. \
     The registered below 60 are residents at one ratio, which is why (1) and (2) are too high in the last years. That 80+ is too high, \
     more so every year, also at the city's life expectancy, may come from death rates at high ages that are too low for this city, or \
     from the ages at the start",
);

/// The backtest as a figure.
pub(crate) fn figure(of: &Backtest, language: Language) -> Figure {
    let (from, say) = (of.from, |zh, en| Label::new(zh, en).get(language).to_string());
    let variants: Vec<String> =
        (1..).zip(&of.variants).map(|(number, variant)| format!("({number}) {}", variant.name.get(language))).collect();
    let variants = variants.join(&say("；", "; "));
    Figure {
        id: "backtest-city",
        title: say("推算与公布的全市户籍老人", "Projected against published registered elders of the city"),
        sentence: say!(
            language,
            "把{from}年人口普查的居民换算成全市户籍老人，用模型的死亡率逐月推算，与此后各年末公布的户籍老人数对照。{variants}。",
            "The city's residents in the census of {from}, turned into registered elders and aged month by month by the model's mortality, \
             against the registered elders published of later year ends. {variants}."
        ),
        caveats: vec![CAVEAT.get(language).to_string()],
        tables: vec![years(of, language), errors(of, language)],
        ..Figure::default()
    }
}

fn years(of: &Backtest, language: Language) -> Table {
    let say = |zh, en| Label::new(zh, en).get(language);
    let mut heads = vec![say("年末", "year's end").to_string()];
    for ages in SHOWN {
        heads.push(format!("{ages} {}", say("公布（人）", "published (persons)")));
        heads.extend((1..=of.variants.len()).map(|number| format!("({number})")));
    }
    let all = of.variants.iter().flat_map(|variant| &variant.compared);
    let years: BTreeSet<i32> = all.map(|compared| compared.year).collect();
    let found = |variant: &BacktestVariant, year: i32, ages: &str| {
        variant.compared.iter().find(|of| of.year == year && of.ages == ages).map(|of| (of.observed, of.projected))
    };
    let row = |year: i32| {
        let mut cells = vec![Cell::Year(year)];
        for ages in SHOWN {
            let compared: Vec<Option<(f64, f64)>> = of.variants.iter().map(|of| found(of, year, ages)).collect();
            let observed = compared.iter().flatten().next();
            let published = |(observed, _): &(f64, f64)| Number::new(Unit::Persons, *observed, Method::Published);
            cells.push(observed.map_or(Cell::Empty, |of| Cell::Number(published(of))));
            let error = |(observed, projected): (f64, f64)| {
                Cell::Number(Number::new(Unit::Deviation, projected / observed - 1.0, Method::Computed))
            };
            cells.extend(compared.into_iter().map(|of| of.map_or(Cell::Empty, error)));
        }
        cells
    };
    Table {
        caption: say("推算与公布值之差（%）", "Projected less published (%)").to_string(),
        heads,
        rows: years.into_iter().map(row).collect(),
    }
}

fn errors(of: &Backtest, language: Language) -> Table {
    let say = |zh, en| Label::new(zh, en).get(language).to_string();
    let row = |(number, variant): (usize, &BacktestVariant)| {
        let errors = MEANS.into_iter().flat_map(|ages| match variant.error(ages) {
            Some((years, error)) => [
                Cell::Number(Number::new(Unit::Share, error, Method::Computed)),
                Cell::Number(Number::new(Unit::Count, years as f64, Method::Input)),
            ],
            None => [Cell::Empty, Cell::Empty],
        });
        std::iter::once(Cell::text(format!("({number})"))).chain(errors).collect()
    };
    let heads = MEANS.iter().flat_map(|ages| [format!("{ages} (%)"), format!("{ages} {}", say("年数", "years"))]);
    Table {
        caption: say("平均绝对百分比误差", "Mean absolute percentage error"),
        heads: std::iter::once(say("方案", "variant")).chain(heads).collect(),
        rows: (1..).zip(&of.variants).map(row).collect(),
    }
}
