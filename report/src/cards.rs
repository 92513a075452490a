//! The first row of the page: the forecasts that a strategist looks for, with their uncertainty.
use crate::fan::{Fan, in_year};
use crate::report::Report;
use crate::results::ALL;
use crate::sections::{beds, certification, elders, spending};
use crate::words::{Unit, percent, say};
use experiments::{CERTIFIED_TARGET, CERTIFIED_TARGET_YEAR};

/// One number.
pub struct Card {
    /// What it is, and when.
    pub title: String,
    /// The number, without its unit.
    pub number: String,
    /// Its unit.
    pub unit: String,
    /// Its 80 % band, in words.
    pub band: String,
    /// What must be known beside it.
    pub note: String,
    /// The figure that shows it.
    pub figure: &'static str,
    /// Whether it is one of the three forecasts.
    pub is_forecast: bool,
    /// The number itself.
    pub value: f64,
    /// Ends of its band.
    pub ends: [f64; 2],
}

/// All that can be told, the three forecasts first.
pub fn cards(report: &Report<'_>) -> Vec<Card> {
    [demand(report), certified(report), relief(report), peak(report), oldest(report)].into_iter().flatten().collect()
}

fn card(report: &Report<'_>, unit: Unit, fan: &Fan, rest: (String, String, &'static str, bool)) -> Card {
    let (title, note, figure, is_forecast) = rest;
    let (language, band) = (report.language, unit.band(report.language, fan.band80));
    Card {
        title,
        number: unit.number(language, fan.median),
        unit: unit.name(language).to_string(),
        band: say!(language, "80%区间 {band}", "80 % band {band}"),
        note,
        figure,
        is_forecast,
        value: fan.median,
        ends: fan.band80,
    }
}

fn demand(report: &Report<'_>) -> Option<Card> {
    let (language, year) = (report.language, report.outlook_year());
    let fan = report.results.base.fan(beds::DEMAND, year)?;
    let usable = report.results.base.fan("beds.usable", year)?;
    let usable = report.told(Unit::Beds, &usable);
    let title = say!(language, "床位需求，{year}年末", "Demand for beds, end of {year}");
    let note =
        say!(language, "入住加轮候；同期可用床位 {usable}", "residents and those waiting; usable beds then {usable}");
    Some(card(report, Unit::Persons, &fan, (title, note, "beds-capacity", true)))
}

fn certified(report: &Report<'_>) -> Option<Card> {
    let language = report.language;
    let year = CERTIFIED_TARGET_YEAR.min(report.last_year());
    let fan = report.results.base.fan(certification::SHARE, year)?;
    let target = percent(language, CERTIFIED_TARGET);
    let note = match certification::probability(report) {
        Some((_, probability)) => say!(
            language,
            "达到{target}的概率 {probability}；期初值为假定",
            "target of {target} met with probability {probability}; start assumed"
        ),
        None => say!(language, "未模拟到目标日期；期初值为假定", "the target's date was not simulated; start assumed"),
    };
    let title = say!(language, "护理员持证率，{year}年末", "Certified care workers, end of {year}");
    Some(card(report, Unit::Share, &fan, (title, note, "certification-share", true)))
}

fn relief(report: &Report<'_>) -> Option<Card> {
    let (language, year) = (report.language, report.outlook_year());
    let all = spending::paid(report, ALL);
    let fan = in_year(&all, year)?;
    let relief = spending::paid(report, agents::relief::programme::Group::Relief.id());
    let relief = in_year(&relief, year).map(|fan| report.told(Unit::Yuan, fan)).unwrap_or_default();
    let title = say!(language, "救助与补贴支出，{year}年", "Relief spending, {year}");
    let allowance = spending::paid(report, agents::relief::programme::Group::Allowance.id());
    let allowance = in_year(&allowance, year).map(|fan| Unit::Yuan.value(language, fan.median)).unwrap_or_default();
    let note = say!(
        language,
        "四类合计；其中社会救助 {relief}，老年综合津贴 {allowance}",
        "four groups together; of which social relief {relief}, elder allowance {allowance}"
    );
    Some(card(report, Unit::Yuan, fan, (title, note, "spending-groups", true)))
}

fn peak(report: &Report<'_>) -> Option<Card> {
    let language = report.language;
    let peak = report.results.peak.as_ref()?;
    let (year, share) = elders::likeliest(peak)?;
    let share = percent(language, share);
    let ends = [peak.elders_p10, peak.elders_p90];
    let (number, band) = (Unit::Persons.number(language, peak.elders_p50), Unit::Persons.band(language, ends));
    Some(Card {
        title: report.words("户籍老人峰值", "Peak of registered elders"),
        number,
        unit: Unit::Persons.name(language).to_string(),
        band: say!(language, "80%区间 {band}", "80 % band {band}"),
        note: say!(
            language,
            "模型内 {share} 的模拟在 {year} 年末；出生数或迁出略有不同即会改变年份",
            "in {year} in {share} of replicates; slightly other births or moves would change the year"
        ),
        figure: "elders-all",
        is_forecast: false,
        value: peak.elders_p50,
        ends,
    })
}

fn oldest(report: &Report<'_>) -> Option<Card> {
    let (language, year) = (report.language, report.last_year());
    let fan = report.results.base.fan(elders::ELDERS_80, year)?;
    let first = report.results.first.year();
    let before = report.results.base.fan(elders::ELDERS_80, first)?;
    let before = Unit::Persons.value(language, before.median);
    let title = say!(language, "80岁及以上老人，{year}年末", "Elders of 80 and over, end of {year}");
    let note = say!(language, "{first}年末为 {before}", "{before} at the end of {first}");
    Some(card(report, Unit::Persons, &fan, (title, note, "elders-80", false)))
}
