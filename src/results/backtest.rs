//! The backtest of the demography as a table, in words and as JSON.
use super::{grouped, rows};
use agents::text::{Label, Language};
use experiments::{Backtest, BacktestVariant, Compared};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Ages whose years are shown.
const SHOWN: [&str; 2] = ["60+", "80+"];
/// Ages whose mean errors are told.
const TOLD: [&str; 4] = ["60+", "65+", "70+", "80+"];

/// The table and the words.
pub fn page(backtest: &Backtest, language: Language) -> String {
    let mut page = match language {
        Language::Zh => format!(
            "回测：把{}年人口普查的居民换算成全市户籍老人，用模型的死亡率逐月推算，与此后各年末公布的户籍老人数对照\n\
             （推算值与公布值之差，%）\n",
            backtest.from
        ),
        Language::En => format!(
            "Backtest: the city's residents in the census of {}, turned into registered elders and aged month by month by \
             the model's mortality,\nagainst the registered elders published of later year ends (projected less published, %)\n",
            backtest.from
        ),
    };
    for (i, variant) in backtest.variants.iter().enumerate() {
        page += &format!("  ({}) {}\n", i + 1, variant.name.get(language));
    }
    page += &years(backtest, language);
    page += "\n\n";
    page += Label::new("平均绝对百分比误差（年数）\n", "Mean absolute percentage error (years)\n").get(language);
    page += &errors(backtest, language);
    page += "\n\n";
    page
        + Label::new(
            "回测检验的是死亡率和队列老化，不检验本区的迁移、失能、照护等其余部分。(1) 用的是以后年份的死亡率，对过去偏低，\n\
             因此偏多是预料之中的；(3) 的60至64岁人数是给定的，其60岁及以上的误差只来自65岁以上。60岁以下的户籍人口按\n\
             同一比例由居民折算，(1)(2) 在最后几年因此偏多。总水平按期望寿命调整后，80岁以上仍一年比一年偏多：可能是\n\
             生命表高龄死亡率对该市偏低，也可能是起点的年龄结构有误差。\n",
            "It tests mortality and the ageing of cohorts; not migration of the district, nor disability, care or anything \
             else. (1) has the mortality of\nlater years, too low for the past, so that it has too many is expected; (3) is \
             given the ages 60 to 64, so its error of 60+ is that of 65 and over.\nThe registered below 60 are residents at \
             one ratio, which is why (1) and (2) have too many in the last years. That 80+ is too high, more so\nevery year, \
             with the level at the city's life expectancy too, may come from rates at high ages that are too low for this city, \
             or from the\nages at the start.\n",
        )
        .get(language)
}

fn of<'a>(variant: &'a BacktestVariant, year: i32, ages: &str) -> Option<&'a Compared> {
    variant.compared.iter().find(|compared| compared.year == year && compared.ages == ages)
}

fn years(backtest: &Backtest, language: Language) -> String {
    let numbers = 1..=backtest.variants.len();
    let mut heads = vec![Label::new("年末", "year end").get(language).to_string()];
    for ages in SHOWN {
        heads.push(format!("{ages} {}", Label::new("公布（人）", "published").get(language)));
        heads.extend(numbers.clone().map(|number| format!("({number})")));
    }
    let all = backtest.variants.iter().flat_map(|variant| &variant.compared);
    let years: BTreeSet<i32> = all.map(|compared| compared.year).collect();
    let lines = years.into_iter().map(|year| {
        let mut cells = vec![year.to_string()];
        for ages in SHOWN {
            let found = backtest.variants.iter().map(|variant| of(variant, year, ages)).collect::<Vec<_>>();
            let observed = found.iter().flatten().next().map(|compared| grouped(compared.observed));
            cells.push(observed.unwrap_or_default());
            cells.extend(found.iter().map(|compared| {
                let error = |c: &Compared| format!("{:+.1}", 100.0 * (c.projected / c.observed - 1.0));
                compared.map_or_else(String::new, error)
            }));
        }
        cells
    });
    rows(heads, lines, 1)
}

fn errors(backtest: &Backtest, language: Language) -> String {
    let first = Label::new("方案", "variant").get(language).to_string();
    let heads = std::iter::once(first).chain(TOLD.map(String::from));
    let lines = backtest.variants.iter().enumerate().map(|(i, variant)| {
        let error = |ages| {
            let (years, error) = variant.error(ages)?;
            Some(format!("{:.1} % ({years})", error * 100.0))
        };
        let cells = TOLD.map(|ages| error(ages).unwrap_or_default());
        std::iter::once(format!("({})", i + 1)).chain(cells).collect()
    });
    rows(heads, lines, 1)
}

/// The same, for programs.
pub fn json(backtest: &Backtest) -> Value {
    let variants = backtest.variants.iter().map(|variant| {
        let errors: serde_json::Map<String, Value> = TOLD
            .iter()
            .filter_map(|ages| {
                let (years, error) = variant.error(ages)?;
                Some((ages.to_string(), json!({ "years": years, "mean_absolute_percentage_error": error })))
            })
            .collect();
        json!({
            "id": variant.id, "zh": variant.name.zh, "en": variant.name.en, "errors": errors,
            "compared": variant.compared,
        })
    });
    json!({ "from": backtest.from, "variants": variants.collect::<Vec<_>>() })
}
