//! Beds demanded against beds that stand, are staffed, usable and lived in; who waits; beds by type.
use super::Section;
use super::elders::ELDERS;
use crate::charts::{Layer, Line, Lines, Stack, lines, stack};
use crate::fan::{Fan, Fans};
use crate::figure::{Cell, Figure, Picture, Table};
use crate::report::Report;
use crate::words::{Unit, say, spans};
use agents::care::beds::BedType;
use agents::text::Label;
use experiments::BEDS_PER_100_ELDERS;
use scenarios::Grade;

pub const DEMAND: &str = "beds.demand";
const BUILT: &str = "beds.built";
const STAFFED: &str = "beds.staffed";
const USABLE: &str = "beds.usable";
const OCCUPIED: &str = "beds.occupied";
const LOST: &str = "workforce.beds_lost";
const WAITING: &str = "beds.waiting";
const GAP: &str = "beds.gap";

/// The section.
pub const SECTION: Section = Section {
    id: "beds",
    title: Label::new("养老床位：需求与供给", "Beds: demand and capacity"),
    needs: &[
        DEMAND,
        BUILT,
        STAFFED,
        USABLE,
        OCCUPIED,
        LOST,
        WAITING,
        GAP,
        "beds.built_ordinary",
        "beds.built_nursing",
        "beds.built_dementia",
        "beds.built_severe_disability",
        "beds.demand_ordinary",
        "beds.demand_nursing",
        "beds.demand_dementia",
        "beds.demand_severe_disability",
        "beds.usable_ordinary",
        "beds.usable_nursing",
        "beds.usable_dementia",
        "beds.usable_severe_disability",
    ],
    figures,
};

type Column = (&'static str, Unit, Label);

const CAPACITY: &[Column] = &[
    (DEMAND, Unit::Persons, Label::new("床位需求", "demand")),
    (BUILT, Unit::Beds, Label::new("已建成", "built")),
    (STAFFED, Unit::Beds, Label::new("有人员保障", "staffed")),
    (USABLE, Unit::Beds, Label::new("可用", "usable")),
    (OCCUPIED, Unit::Beds, Label::new("入住", "occupied")),
];
const SHORTAGE: &[Column] = &[
    (WAITING, Unit::Persons, Label::new("在家轮候", "waiting at home")),
    (GAP, Unit::Beds, Label::new("床位缺口（各类型之和）", "beds lacking (sum over types)")),
];

fn figures(report: &Report<'_>) -> Vec<Figure> {
    [capacity(report), shortage(report), by_type(report)].into_iter().flatten().collect()
}

fn chart(report: &Report<'_>, of: &[Column], with_band: &[&str]) -> (Vec<(String, Unit, Fans)>, Lines) {
    let known: Vec<(&Column, Fans)> = of.iter().map(|column| (column, report.results.base.fans(column.0))).collect();
    let columns =
        known.iter().map(|((_, unit, name), fans)| (name.get(report.language).to_string(), *unit, fans.clone()));
    // Beds that are staffed are mostly those that are usable: one line would hide the other.
    let lines = known.iter().filter(|((id, ..), _)| *id != STAFFED).map(|((id, _, name), fans)| Line {
        name: name.get(report.language).to_string(),
        fans: fans.clone(),
        has_band: with_band.contains(id),
    });
    let lines = Lines {
        lines: lines.collect(),
        unit: Unit::Beds,
        axis: report.words("张；人", "beds; persons"),
        marks: of.iter().flat_map(|(id, ..)| report.marks(id)).collect(),
        history: report.history(&of.iter().map(|(id, ..)| *id).collect::<Vec<_>>()),
        from_zero: true,
    };
    (columns.collect(), lines)
}

/// What must be known of single homes.
fn homes(report: &Report<'_>) -> String {
    let homes = report.results.baseline.tables.iter().find(|table| table.file == "facilities.csv");
    match homes.is_some_and(|table| table.grade == Grade::Assumed) {
        true => report.words(
            "；各家机构的床位是虚构的，只有全区合计有据，请看全区",
            "; single homes are made up and only the district's totals are published, so look at the district",
        ),
        false => String::new(),
    }
}

fn capacity(report: &Report<'_>) -> Option<Figure> {
    let (columns, chart) = chart(report, CAPACITY, &[DEMAND]);
    let (language, base, year) = (report.language, &report.results.base, report.outlook_year());
    let told = |id, unit| Some(report.told(unit, &base.fan(id, year)?));
    let (demand, built) = (told(DEMAND, Unit::Persons)?, told(BUILT, Unit::Beds)?);
    let (usable, occupied) = (told(USABLE, Unit::Beds)?, told(OCCUPIED, Unit::Beds)?);
    let median = |id: &str, year| base.fan(id, year).map(|fan| fan.median);
    let above = |other: &str| -> Vec<i32> {
        let years = report.results.years().into_iter();
        years.filter(|year| median(DEMAND, *year).zip(median(other, *year)).is_some_and(|(d, o)| d > o)).collect()
    };
    let (over_built, over_usable) = (above(BUILT), above(USABLE));
    let never = report.words("无", "in no year");
    let years = |years: &[i32]| if years.is_empty() { never.clone() } else { spans(language, years) };
    let (over_built, over_usable, method, homes) =
        (years(&over_built), years(&over_usable), report.method(), homes(report));
    let idle = idle(report, year);
    Some(Figure {
        id: "beds-capacity",
        title: report.words(
            "床位需求与建成、可用、入住床位，年末",
            "Demand against beds built, usable and occupied, at the year's end",
        ),
        picture: Picture::Plot(Box::new(lines(&chart, language)), 420),
        sentence: say!(
            language,
            "{year}年末床位需求（入住加轮候）{demand}，已建成 {built}、可用 {usable}、入住 {occupied}；需求中位数超过建成床位的年份：{over_built}，\
             超过可用床位的年份：{over_usable}（{method}；阴影为需求的80%区间{homes}）。{idle}",
            "At the end of {year} {demand} demand a bed (residents and those waiting), against {built} built, {usable} usable and \
             {occupied} occupied; the median of demand exceeds beds built in {over_built}, usable ones in {over_usable} ({method}; \
             the shade is the 80 % band of demand{homes}).{idle}"
        ),
        tables: vec![report.bands_table(
            report.words("床位需求与供给，中位数和80%区间", "Demand and capacity, medians with 80 % bands"),
            &columns,
        )],
    })
}

/// Where the beds are that stand and cannot be used: a strategist's first question.
fn idle(report: &Report<'_>, year: i32) -> String {
    let (language, base) = (report.language, &report.results.base);
    let pairs = base.values(BUILT, year).iter().zip(base.values(USABLE, year));
    let idle = Fan::of(&pairs.map(|(built, usable)| Some((*built)? - (*usable)?)).collect::<Vec<_>>());
    let Some((idle, lost)) = idle.zip(base.fan(LOST, year)) else { return String::new() };
    let (idle, lost) = (report.told(Unit::Beds, &idle), report.told(Unit::Beds, &lost));
    say!(
        language,
        "建成而不可用的 {idle}，其中 {lost} 有人轮候而缺护理员；其余主要是该机构、该类型没有人住也没有人等，机构按在住和轮候的人配护理员，\
         空着的床位没有人手（床位须建成、有人员、有经费才算可用）。",
        " Built but not usable are {idle}; of these {lost} lack workers while somebody waits. The others mostly stand where nobody lives or waits \
         for that home and type: homes hire for residents and those on their lists, so beds that nobody asks for have no workers (a bed is \
         usable when it stands, is staffed and is paid for)."
    )
}

fn shortage(report: &Report<'_>) -> Option<Figure> {
    let (columns, chart) = chart(report, SHORTAGE, &[WAITING, GAP]);
    let (language, base, year) = (report.language, &report.results.base, report.outlook_year());
    let (waiting, gap) = (base.fan(WAITING, year)?, base.fan(GAP, year)?);
    let (waiting, gap, method) = (report.told(Unit::Persons, &waiting), report.told(Unit::Beds, &gap), report.method());
    Some(Figure {
        id: "beds-shortage",
        title: report.words("在家轮候者与床位缺口，年末", "Elders waiting at home and beds lacking, at the year's end"),
        picture: Picture::Plot(Box::new(lines(&chart, language)), 360),
        sentence: say!(
            language,
            "{year}年末在家轮候 {waiting}，床位缺口 {gap}（{method}）；缺口是各类型需求超出可用床位之和，一类床位空置不能抵另一类短缺，\
             所以轮候与空置可以并存；等待使一部分人不再申请，故需求不含被等待劝退者。",
            "At the end of {year} {waiting} wait at home and {gap} are lacking ({method}); the gap is summed over types, a vacancy of one does \
             not fill another, so waiting and vacancy go together; elders whom the wait keeps from applying are not counted in demand."
        ),
        tables: vec![report.bands_table(
            report.words("轮候与缺口，中位数和80%区间", "Waiting and gap, medians with 80 % bands"),
            &columns,
        )],
    })
}

fn by_type(report: &Report<'_>) -> Option<Figure> {
    let (language, base) = (report.language, &report.results.base);
    let means = |id: &str| -> Vec<(i32, f64)> { base.fans(id).iter().map(|(year, fan)| (*year, fan.mean)).collect() };
    let medians = |id: &str, by: f64| -> Vec<(i32, f64)> {
        base.fans(id).iter().map(|(year, fan)| (*year, by * fan.median)).collect()
    };
    let layer = |bed: BedType| Layer {
        name: bed.name().get(language).to_string(),
        values: means(&format!("beds.built_{}", bed.id())),
    };
    let rule = medians(ELDERS, BEDS_PER_100_ELDERS / 100.0);
    let chart = Stack {
        layers: BedType::ALL.map(layer).into(),
        over: vec![
            Layer {
                name: say!(
                    language,
                    "户籍老人的{BEDS_PER_100_ELDERS}%",
                    "{BEDS_PER_100_ELDERS} % of registered elders"
                ),
                values: rule.clone(),
            },
            Layer {
                name: report.words("床位需求（中位数）", "demand (median)"), values: medians(DEMAND, 1.0)
            },
        ],
        whole: None,
        unit: Unit::Beds,
        axis: report.words("张", "beds"),
    };
    let year = report.outlook_year();
    let at = |values: &[(i32, f64)]| values.iter().find(|(known, _)| *known == year).map(|(_, value)| *value);
    let (line, built) = (at(&rule)?, base.fan(BUILT, year)?);
    let difference = Unit::Beds.change(language, built.median - line);
    let (line, built) = (Unit::Beds.value(language, line), report.told(Unit::Beds, &built));
    let short = BedType::ALL.into_iter().filter_map(|bed| {
        let median = |what: &str| Some(base.fan(&format!("beds.{what}_{}", bed.id()), year)?.median);
        let lacking = median("demand")? - median("usable")?;
        let (name, lacking_words) = (bed.name().get(language), Unit::Beds.number(language, lacking));
        (lacking > 0.5).then(|| format!("{name} {lacking_words}"))
    });
    let short: Vec<String> = short.collect();
    let short = if short.is_empty() { report.words("无", "none") } else { short.join(&report.words("、", ", ")) };
    Some(Figure {
        id: "beds-types",
        title: report.words(
            "已建成床位按类型，与户籍老人3%的线，年末",
            "Beds built by type, with the line of 3 % of elders, at the year's end",
        ),
        picture: Picture::Plot(Box::new(stack(&chart, language)), 420),
        sentence: say!(
            language,
            "{year}年末已建成 {built}，比{BEDS_PER_100_ELDERS}%口径的 {line} 相差 {difference} 张；按中位数看各类型需求超过可用床位（张）：{short}；\
             {BEDS_PER_100_ELDERS}%口径只看老人总数，不看年龄和失能，总数达标时护理型等仍可短缺（柱为各类型均值，可以相加）。",
            "At the end of {year} {built} are built, {difference} against {line} by the rule of {BEDS_PER_100_ELDERS} %; by medians demand \
             exceeds usable beds by type: {short}; the rule looks at the number of elders, not at age and ability, so types may fall \
             short while it is met (bars are means, which add up)."
        ),
        tables: vec![types_table(report)],
    })
}

fn types_table(report: &Report<'_>) -> Table {
    let (language, base) = (report.language, &report.results.base);
    let mut rows = Vec::new();
    for year in report.key_years() {
        for bed in BedType::ALL {
            let cell = |what: &str, unit: Unit| match base.fan(&format!("beds.{what}_{}", bed.id()), year) {
                Some(fan) => Cell::with_band(language, unit, fan.median, fan.band80),
                None => Cell::text("–"),
            };
            let name = format!("{year} {}", bed.name().get(language));
            let cells = [cell("demand", Unit::Persons), cell("built", Unit::Beds), cell("usable", Unit::Beds)];
            rows.push(std::iter::once(Cell::text(name)).chain(cells).collect());
        }
    }
    Table {
        caption: report.words("按类型，中位数和80%区间", "By type, medians with 80 % bands"),
        heads: vec![
            report.words("年末、类型", "year's end, type"),
            report.words("需求（人）", "demand (persons)"),
            report.words("已建成（张）", "built (beds)"),
            report.words("可用（张）", "usable (beds)"),
        ],
        rows,
    }
}
