//! The forecasts that a strategist looks for first, with their uncertainty.
use super::{Question, Surface, bands, beds, certification, elders, spending, uncertainty};
use crate::chart::{Card, Cards, Chart};
use crate::estimate::{Estimate, in_year};
use crate::figure::{Cell, Figure, Number, Table};
use crate::money::ALL;
use crate::unit::Unit;
use crate::view::View;
use crate::words::{percent, say};
use crate::{CERTIFIED_TARGET, CERTIFIED_TARGET_YEAR};
use agents::relief::programme::Group;
use agents::text::Label;
use outputs::Detail;

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "headline",
    title: Label::new("主要预测", "The forecasts"),
    surfaces: Surface::ALL,
    needs: Detail::Headline,
    figures,
};

fn figures(view: &View<'_>) -> Vec<Figure> {
    let cards = [demand(view), certified(view), relief(view), peak(view), oldest(view)];
    let cards: Vec<Card> = cards.into_iter().flatten().collect();
    if cards.is_empty() {
        return Vec::new();
    }
    let row = |card: &Card| vec![Cell::text(&card.title), Cell::Quantity(card.number), Cell::text(&card.note)];
    let table = Table {
        caption: view.words("中位数〔80%区间〕", "Medians [80 % bands]"),
        heads: vec![view.words("预测", "forecast"), view.words("数值", "number"), view.words("说明", "note")],
        rows: cards.iter().map(row).collect(),
    };
    vec![Figure {
        id: "headline-forecasts",
        title: QUESTION.title.get(view.language).to_string(),
        sentence: reading(view),
        chart: Some(Chart::Cards(Cards { cards })),
        method: view.method(),
        tables: vec![table],
        ..Figure::default()
    }]
}

/// How the numbers are to be read.
fn reading(view: &View<'_>) -> String {
    let (language, n) = (view.language, view.n());
    let base = view.results.base.name.get(language);
    let known = view.results.published_to().map_or_else(String::new, |month| {
        say!(
            language,
            "；公布数据至 {month}，其后均为推算",
            "; published figures end in {month}, all later ones are forecasts"
        )
    });
    let contents = bands::contents(view);
    say!(
        language,
        "{contents}情景“{base}”；大字是 {n} 次模拟的中位数，〔〕内是80%区间：实际值有五分之四的可能在其内{known}。",
        "{contents} Scenario “{base}”. Large: the median of {n} replicates; in brackets the 80 % band, inside which the world lies with a \
         probability of four in five{known}."
    )
}

fn card(unit: Unit, estimate: &Estimate, (title, note, figure): (String, String, &'static str)) -> Card {
    Card { title, number: Number::median(unit, estimate), note, figure, is_forecast: true }
}

fn demand(view: &View<'_>) -> Option<Card> {
    let (language, year) = (view.language, view.outlook_year());
    let demand = view.results.base.estimate(beds::DEMAND, year)?;
    let usable = view.told(beds::USABLE, year);
    let title = say!(language, "床位需求，{year}年末", "Demand for beds, end of {year}");
    let note =
        say!(language, "入住加轮候；同期可用床位 {usable}", "residents and those waiting; usable beds then {usable}");
    let note = note + &uncertainty::clause(view, beds::DEMAND, year);
    Some(card(Unit::Persons, &demand, (title, note, "beds-capacity")))
}

fn certified(view: &View<'_>) -> Option<Card> {
    let language = view.language;
    let year = CERTIFIED_TARGET_YEAR.min(view.last_year());
    let share = view.results.base.estimate(certification::SHARE, year)?;
    let target = percent(language, CERTIFIED_TARGET);
    let note = match certification::probability(view) {
        Some((_, probability)) => {
            let prior = certification::prior(view).map_or_else(String::new, |prior| {
                let [parameters, explained] = [prior.parameters, prior.explained].map(|share| percent(language, share));
                say!(
                    language,
                    "，其方差至多 {parameters} 来自抽取参数，三项无数据的假定占 {explained}",
                    ", up to {parameters} of the variance behind it is drawn parameters, {explained} three assumptions without data"
                )
            });
            say!(
                language,
                "达到{target}的概率 {probability}；期初值为假定{prior}",
                "target of {target} met with probability {probability}; start assumed{prior}"
            )
        }
        None => say!(language, "未模拟到目标日期；期初值为假定", "the target's date was not simulated; start assumed"),
    };
    let title = say!(language, "护理员持证率，{year}年末", "Certified care workers, end of {year}");
    Some(card(Unit::Share, &share, (title, note, "certification-share")))
}

fn relief(view: &View<'_>) -> Option<Card> {
    let (language, year) = (view.language, view.outlook_year());
    let paid = |group: &str| in_year(&spending::paid(view, group), year).copied();
    let all = paid(ALL)?;
    let told = |group: Group| paid(group.id()).map(|of| view.quantity(Unit::Yuan, &of)).unwrap_or_default();
    let (relief, allowance) = (told(Group::Relief), told(Group::Allowance));
    let title = say!(language, "救助与补贴支出，{year}年", "Relief spending, {year}");
    let note = say!(
        language,
        "四类合计；其中社会救助 {relief}，老年综合津贴 {allowance}",
        "four groups together; of which social relief {relief}, elder allowance {allowance}"
    );
    Some(card(Unit::Yuan, &all, (title, note, "spending-groups")))
}

fn peak(view: &View<'_>) -> Option<Card> {
    let language = view.language;
    let peak = view.results.peak.as_ref()?;
    let (year, share) = peak.likeliest()?;
    let share = percent(language, share);
    Some(Card {
        title: view.words("户籍老人峰值", "Peak of registered elders"),
        number: peak.height(),
        note: say!(
            language,
            "模型内 {share} 的模拟在 {year} 年末；出生数或迁出略有不同即会改变年份",
            "in {year} in {share} of replicates; slightly other births or moves would change the year"
        ),
        figure: "elders-all",
        is_forecast: false,
    })
}

fn oldest(view: &View<'_>) -> Option<Card> {
    let (language, year, first) = (view.language, view.last_year(), view.first_year());
    let oldest = view.results.base.estimate(elders::ELDERS_80, year)?;
    let before = view.told(elders::ELDERS_80, first);
    let title = say!(language, "80岁及以上老人，{year}年末", "Elders of 80 and over, end of {year}");
    let note = say!(language, "{first}年末为 {before}", "{before} at the end of {first}");
    let note = note + &uncertainty::clause(view, elders::ELDERS_80, year);
    Some(Card { is_forecast: false, ..card(Unit::Persons, &oldest, (title, note, "elders-80")) })
}
