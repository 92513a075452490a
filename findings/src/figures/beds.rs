//! Beds demanded against beds that stand, are staffed, usable and lived in; who waits; beds by type.
use super::elders::ELDERS;
use super::{Question, Surface};
use crate::beds::{BUILT_BY_TYPE, ByType, DEMAND_BY_TYPE, USABLE_BY_TYPE};
use crate::chart::{Chart, Layer, Line, Lines, Stack};
use crate::estimate::Estimate;
use crate::figure::{Cell, Figure, Method, Number, Table};
use crate::unit::Unit;
use crate::view::{BandColumn, View};
use crate::words::{say, spans};
use crate::{BEDS_PER_100_ELDERS, BedYear};
use agents::care::beds::BedType;
use agents::text::Label;
use outputs::{Detail, Indicator, indicators};
use scenarios::Grade;

pub const DEMAND: &Indicator = indicators::BEDS_DEMAND;
pub const BUILT: &Indicator = indicators::BEDS_BUILT;
const STAFFED: &Indicator = indicators::BEDS_STAFFED;
pub const USABLE: &Indicator = indicators::BEDS_USABLE;
const OCCUPIED: &Indicator = indicators::BEDS_OCCUPIED;
const LOST: &Indicator = indicators::WORKFORCE_BEDS_LOST;
pub const WAITING: &Indicator = indicators::BEDS_WAITING;
const GAP: &Indicator = indicators::BEDS_GAP;

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "beds",
    title: Label::new("养老床位：需求与供给", "Beds: demand and capacity"),
    surfaces: Surface::FIRST,
    needs: Detail::Headline,
    figures,
};

type Column = (&'static Indicator, Label);

const CAPACITY: &[Column] = &[
    (DEMAND, Label::new("床位需求", "demand")),
    (BUILT, Label::new("已建成", "built")),
    (STAFFED, Label::new("有人员保障", "staffed")),
    (USABLE, Label::new("可用", "usable")),
    (OCCUPIED, Label::new("入住", "occupied")),
];
const SHORTAGE: &[Column] = &[
    (WAITING, Label::new("在家轮候", "waiting at home")),
    (GAP, Label::new("床位缺口（各类型之和）", "beds lacking (sum over types)")),
];

fn figures(view: &View<'_>) -> Vec<Figure> {
    let all = [
        capacity(view),
        shortage(view),
        waits(view),
        by_type(view),
        supply(view),
        turnover(view),
        structure(view),
        outlook(view),
    ];
    all.into_iter().flatten().collect()
}

fn lines(view: &View<'_>, of: &[Column], with_band: &[&Indicator]) -> (Vec<BandColumn>, Lines) {
    let columns = view.columns(of);
    let shown: Vec<&Indicator> = of.iter().map(|(of, _)| *of).collect();
    // Beds that are staffed are mostly those that are usable: one line would hide the other.
    let drawn = shown.iter().zip(&columns).filter(|(of, _)| **of != STAFFED);
    let lines = Lines {
        lines: drawn
            .map(|(of, (name, _, years))| Line {
                name: name.clone(),
                years: years.clone(),
                has_band: with_band.contains(of),
            })
            .collect(),
        unit: Unit::Beds,
        axis: view.words("张；人", "beds; persons"),
        marks: shown.iter().flat_map(|of| view.marks(of)).collect(),
        history: view.history(&shown),
        is_change: false,
    };
    (columns, lines)
}

/// What must be known of single homes.
fn homes(view: &View<'_>) -> String {
    let homes = view.results.baseline.tables.iter().find(|table| table.file == "facilities.csv");
    match homes.is_some_and(|table| table.grade == Grade::Assumed) {
        true => view.words(
            "；各家机构的床位是虚构的，只有全区合计有据，请看全区",
            "; single homes are made up and only the district's totals are published, so look at the district",
        ),
        false => String::new(),
    }
}

fn capacity(view: &View<'_>) -> Option<Figure> {
    let (columns, lines) = lines(view, CAPACITY, &[DEMAND]);
    let (language, base, year) = (view.language, &view.results.base, view.outlook_year());
    let told = |of: &Indicator| Some(view.quantity(Unit::of_indicator(of), &base.estimate(of, year)?));
    let (demand, built) = (told(DEMAND)?, told(BUILT)?);
    let (usable, occupied) = (told(USABLE)?, told(OCCUPIED)?);
    let median = |of: &Indicator, year| base.estimate(of, year).map(|of| of.median);
    let above = |other: &Indicator| -> Vec<i32> {
        let years = view.results.years().into_iter();
        years.filter(|year| median(DEMAND, *year).zip(median(other, *year)).is_some_and(|(d, o)| d > o)).collect()
    };
    let (over_built, over_usable) = (above(BUILT), above(USABLE));
    let never = view.words("无", "no year");
    let years = |years: &[i32]| if years.is_empty() { never.clone() } else { spans(language, years) };
    let (over_built, over_usable, method, homes) =
        (years(&over_built), years(&over_usable), view.method(), homes(view));
    let idle = idle(view, year);
    Some(Figure {
        id: "beds-capacity",
        title: view.words(
            "床位需求与建成、可用、入住床位，年末",
            "Demand against beds built, usable and occupied, at the year's end",
        ),
        chart: Some(Chart::Lines(lines)),
        sentence: say!(
            language,
            "{year}年末床位需求（入住加轮候）{demand}，已建成 {built}、可用 {usable}、入住 {occupied}；需求中位数超过建成床位的年份：{over_built}，\
             超过可用床位的年份：{over_usable}（{method}；阴影为需求的80%区间{homes}）。{idle}",
            "At the end of {year} {demand} demand a bed (residents and those waiting), against {built} built, {usable} usable and \
             {occupied} occupied; the median of demand exceeds beds built in {over_built}, usable ones in {over_usable} ({method}; \
             the shade is the 80 % band of demand{homes}).{idle}"
        ),
        tables: vec![view.bands_table(
            view.words("床位需求与供给，中位数和80%区间", "Demand and capacity, medians with 80 % bands"),
            &columns,
        )],
        method: view.method(),
        ..Figure::default()
    })
}

/// Where the beds are that stand and cannot be used: a strategist's first question.
fn idle(view: &View<'_>, year: i32) -> String {
    let (language, base) = (view.language, &view.results.base);
    let pairs = base.values(BUILT, year).iter().zip(base.values(USABLE, year));
    let idle = Estimate::of(&pairs.map(|(built, usable)| Some((*built)? - (*usable)?)).collect::<Vec<_>>());
    let Some((idle, lost)) = idle.zip(base.estimate(LOST, year)) else { return String::new() };
    let (idle, lost) = (view.quantity(Unit::Beds, &idle), view.quantity(Unit::Beds, &lost));
    say!(
        language,
        "建成而不可用的 {idle}，其中 {lost} 有人轮候而缺护理员；其余主要是该机构、该类型没有人住也没有人等，机构按在住和轮候的人配护理员，\
         空着的床位没有人手（床位须建成、有人员、有经费才算可用）。",
        " Built but not usable are {idle}; of these {lost} lack workers while somebody waits. The others mostly stand where nobody lives or waits \
         for that home and type: homes hire for residents and those on their lists, so beds that nobody asks for have no workers (a bed is \
         usable when it stands, is staffed and is paid for)."
    )
}

fn shortage(view: &View<'_>) -> Option<Figure> {
    let (columns, lines) = lines(view, SHORTAGE, &[WAITING, GAP]);
    let (language, base, year) = (view.language, &view.results.base, view.outlook_year());
    let (waiting, gap) = (base.estimate(WAITING, year)?, base.estimate(GAP, year)?);
    let (waiting, gap, method) =
        (view.quantity(Unit::Persons, &waiting), view.quantity(Unit::Beds, &gap), view.method());
    Some(Figure {
        id: "beds-shortage",
        title: view.words("在家轮候者与床位缺口，年末", "Elders waiting at home and beds lacking, at the year's end"),
        chart: Some(Chart::Lines(lines)),
        sentence: say!(
            language,
            "{year}年末在家轮候 {waiting}，床位缺口 {gap}（{method}）；缺口是各类型需求超出可用床位之和，一类床位空置不能抵另一类短缺，\
             所以轮候与空置可以并存；等待使一部分人不再申请，故需求不含被等待劝退者。",
            "At the end of {year} {waiting} wait at home and {gap} are lacking ({method}); the gap is summed over types, a vacancy of one does \
             not fill another, so waiting and vacancy go together; elders whom the wait keeps from applying are not counted in demand."
        ),
        tables: vec![view.bands_table(
            view.words("轮候与缺口，中位数和80%区间", "Waiting and gap, medians with 80 % bands"),
            &columns,
        )],
        method: view.method(),
        ..Figure::default()
    })
}

fn by_type(view: &View<'_>) -> Option<Figure> {
    let (language, base) = (view.language, &view.results.base);
    let means =
        |of: &Indicator| -> Vec<(i32, f64)> { base.estimates(of).iter().map(|(year, of)| (*year, of.mean)).collect() };
    let medians = |of: &Indicator, by: f64| -> Vec<(i32, f64)> {
        base.estimates(of).iter().map(|(year, of)| (*year, by * of.median)).collect()
    };
    let layer =
        |bed: BedType| Layer { name: bed.name().get(language).to_string(), values: means(BUILT_BY_TYPE[bed as usize]) };
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
            Layer { name: view.words("床位需求（中位数）", "demand (median)"), values: medians(DEMAND, 1.0) },
        ],
        whole: None,
        unit: Unit::Beds,
        axis: view.words("张", "beds"),
    };
    let year = view.outlook_year();
    let at = |values: &[(i32, f64)]| values.iter().find(|(known, _)| *known == year).map(|(_, value)| *value);
    let (line, built) = (at(&rule)?, base.estimate(BUILT, year)?);
    let difference = Unit::Beds.change(language, built.median - line);
    let (line, built) = (Unit::Beds.value(language, line), view.quantity(Unit::Beds, &built));
    let short = BedType::ALL.into_iter().filter_map(|bed| {
        let median = |of: ByType| Some(base.estimate(of[bed as usize], year)?.median);
        let lacking = median(DEMAND_BY_TYPE)? - median(USABLE_BY_TYPE)?;
        let (name, lacking_words) = (bed.name().get(language), Unit::Beds.number(language, lacking));
        (lacking > 0.5).then(|| format!("{name} {lacking_words}"))
    });
    let short: Vec<String> = short.collect();
    let short = if short.is_empty() { view.words("无", "none") } else { view.list(&short) };
    Some(Figure {
        id: "beds-types",
        title: view.words(
            "已建成床位按类型，与户籍老人3%的线，年末",
            "Beds built by type, with the line of 3 % of elders, at the year's end",
        ),
        chart: Some(Chart::Stack(chart)),
        sentence: say!(
            language,
            "{year}年末已建成 {built}，比{BEDS_PER_100_ELDERS}%口径的 {line} 相差 {difference} 张；按中位数看各类型需求超过可用床位（张）：{short}；\
             {BEDS_PER_100_ELDERS}%口径只看老人总数，不看年龄和失能，总数达标时护理型等仍可短缺（柱为各类型均值，可以相加）。",
            "At the end of {year} {built} are built, {difference} against {line} by the rule of {BEDS_PER_100_ELDERS} %; by medians demand \
             exceeds usable beds by type: {short}; the rule looks at the number of elders, not at age and ability, so types may fall \
             short while it is met (bars are means, which add up)."
        ),
        tables: vec![types_table(view)],
        method: view.method(),
        ..Figure::default()
    })
}

fn types_table(view: &View<'_>) -> Table {
    let (language, base) = (view.language, &view.results.base);
    let mut rows = Vec::new();
    for year in view.key_years() {
        for bed in BedType::ALL {
            let cell = |of: &Indicator| Cell::median(Unit::of_indicator(of), base.estimate(of, year).as_ref());
            let name = format!("{year} {}", bed.name().get(language));
            let cells = [DEMAND_BY_TYPE, BUILT_BY_TYPE, USABLE_BY_TYPE].map(|of| cell(of[bed as usize]));
            rows.push(std::iter::once(Cell::text(name)).chain(cells).collect());
        }
    }
    Table {
        caption: view.words("按类型，中位数和80%区间", "By type, medians with 80 % bands"),
        heads: vec![
            view.words("年末、类型", "year's end, type"),
            view.words("需求（人）", "demand (persons)"),
            view.words("已建成（张）", "built (beds)"),
            view.words("可用（张）", "usable (beds)"),
        ],
        rows,
    }
}

/// How beds are made up and used, and how long those waited who were admitted in the year's last month.
const STRUCTURE: &[Column] = &[
    (indicators::BEDS_NURSING_SHARE, Label::new("护理型占比", "nursing share")),
    (indicators::BEDS_PER_100_ELDERS, Label::new("每百名老人床位", "per 100 elders")),
    (indicators::BEDS_OCCUPANCY, Label::new("入住率", "occupancy")),
    (indicators::BEDS_WAIT_DAYS_P50, Label::new("等待中位数", "median wait")),
    (indicators::BEDS_WAIT_DAYS_P90, Label::new("等待第90百分位", "90th percentile of waits")),
];

fn structure(view: &View<'_>) -> Option<Figure> {
    let (language, year) = (view.language, view.outlook_year());
    let columns = view.columns(STRUCTURE);
    let told = |at: usize| STRUCTURE.get(at).map(|(of, _)| view.told(of, year)).unwrap_or_default();
    let (nursing, occupancy, median, longest) = (told(0), told(2), told(3), told(4));
    let table = view.bands_table(view.words("中位数和80%区间", "Medians with 80 % bands"), &columns);
    (!table.rows.is_empty()).then(|| Figure {
        id: "beds-structure",
        title: view.words(
            "床位结构、入住率与12月入住者的等待天数",
            "Beds: structure, occupancy, and days waited by December's admissions",
        ),
        sentence: say!(
            language,
            "{year}年末护理型床位占 {nursing}，入住率 {occupancy}；当月入住者等待的中位数为 {median}，第90百分位 {longest}；仍在轮候的人不在等待天数内。",
            "At the end of {year} {nursing} of beds are of the nursing type and {occupancy} are occupied; those admitted in that month waited \
             {median} (median) and {longest} (90th percentile); persons still waiting are not in these days."
        ),
        tables: vec![table],
        method: view.method(),
        ..Figure::default()
    })
}

/// Where beds come from and go to.
const SUPPLY: &[Column] = &[
    (BUILT, Label::new("已建成", "built")),
    (indicators::BEDS_PLANNED, Label::new("规划中", "planned")),
    (indicators::BEDS_BUILDING, Label::new("建设中", "under construction")),
    (indicators::BEDS_OPENED, Label::new("当年开放", "opened in the year")),
    (indicators::BEDS_CLOSED, Label::new("当年关闭", "closed in the year")),
];

fn supply(view: &View<'_>) -> Option<Figure> {
    let (language, year) = (view.language, view.outlook_year());
    let columns = view.columns(SUPPLY);
    let told = |of: &Indicator| view.told(of, year);
    let (built, planned) = (told(BUILT), told(indicators::BEDS_PLANNED));
    let (building, closed) = (told(indicators::BEDS_BUILDING), told(indicators::BEDS_CLOSED));
    let table = view.bands_table(
        view.words("床位从规划到关闭，中位数和80%区间", "Beds from plan to closing, medians with 80 % bands"),
        &columns,
    );
    (!table.rows.is_empty()).then(|| Figure {
        id: "beds-supply",
        title: view.words("床位的规划、建设、开放与关闭", "Beds planned, built, opened and closed"),
        sentence: say!(
            language,
            "{year}年末已建成 {built}，规划中 {planned}、建设中 {building}，当年关闭 {closed}；规划项目能否建成、何时开放，民办机构是否关停，在各次模拟中不同。",
            "At the end of {year} {built} are built, {planned} planned and {building} under construction; {closed} closed in the year. Whether and \
             when projects open, and which private homes close, differs between replicates."
        ),
        tables: vec![table],
        method: view.method(),
        ..Figure::default()
    })
}

/// Who moves in and who leaves, and how.
const TURNOVER: &[Column] = &[
    (indicators::BEDS_ADMISSIONS, Label::new("入住", "admissions")),
    (indicators::BEDS_LEFT_DEATH, Label::new("死亡", "deaths")),
    (indicators::BEDS_LEFT_DISCHARGE, Label::new("回家或迁出", "home or out of the district")),
    (indicators::BEDS_LEFT_HOSPITAL, Label::new("转入医院", "to hospital")),
    (indicators::BEDS_LEFT_OTHER_HOME, Label::new("转往其他机构", "to another home")),
];

fn turnover(view: &View<'_>) -> Option<Figure> {
    let (language, base, year) = (view.language, &view.results.base, view.outlook_year());
    let columns = view.columns(TURNOVER);
    let median = |of: &Indicator| base.estimate(of, year).map(|of| of.median);
    let [_, deaths, rest @ ..] = TURNOVER else { return None };
    let deaths = median(deaths.0)?;
    let exits = rest.iter().try_fold(deaths, |sum, (of, _)| Some(sum + median(of)?))?;
    let share = Unit::Share.value(language, deaths / exits.max(1.0));
    let died = view.told(indicators::BEDS_LEFT_DEATH, year);
    let table = view.bands_table(
        view.words("全年入住与离开，中位数和80%区间", "Admissions and exits of the year, medians with 80 % bands"),
        &columns,
    );
    Some(Figure {
        id: "beds-turnover",
        title: view.words("养老机构的入住与离开", "Admissions to care homes, and exits"),
        sentence: say!(
            language,
            "{year}年入住者死亡 {died}，约占离开者的 {share}（国外长住型机构为67%至80%）；机构内转床不计。",
            "In {year} {died} residents die, some {share} of exits (67 to 80 % in homes for long stays elsewhere); moves within a home are left out."
        ),
        tables: vec![table],
        method: view.method(),
        ..Figure::default()
    })
}

/// How a wait that begins ends within a year.
const WAITS: &[Column] = &[
    (indicators::BEDS_ADMITTED_60_DAYS, Label::new("60天内入住", "admitted within 60 days")),
    (indicators::BEDS_ADMITTED_365_DAYS, Label::new("一年内入住", "admitted within a year")),
    (indicators::BEDS_WAITING_365_DAYS, Label::new("一年后仍在轮候", "waiting after a year")),
    (indicators::BEDS_GAVE_UP_365_DAYS, Label::new("一年内放弃或谢绝", "gave up or declined within a year")),
    (indicators::BEDS_DIED_365_DAYS, Label::new("一年内轮候中死亡", "died waiting within a year")),
];

fn waits(view: &View<'_>) -> Option<Figure> {
    let year = view.outlook_year();
    let (columns, lines) = lines(view, WAITS, &[indicators::BEDS_ADMITTED_60_DAYS, indicators::BEDS_WAITING_365_DAYS]);
    let lines =
        Lines {
            unit: Unit::Share, axis: view.words("占申请者的比例（%）", "share of applicants (%)"), ..lines
        };
    let told = |of: &Indicator| Some(view.quantity(Unit::of_indicator(of), &view.results.base.estimate(of, year)?));
    let told: Option<Vec<String>> = WAITS.iter().map(|(of, _)| told(of)).collect();
    let [soon, admitted, waiting, gave_up, died] = <[String; 5]>::try_from(told?).ok()?;
    let completed = view.told(indicators::BEDS_WAIT_DAYS_P50, year);
    let method = view.method();
    Some(Figure {
        id: "beds-waits",
        title: view.words(
            "申请床位后的结局：按申请后时间，含仍在轮候者",
            "How waits for a bed end, waits that go on included",
        ),
        chart: Some(Chart::Lines(lines)),
        sentence: say!(
            view.language,
            "按{year}年的轮候情况，申请者60天内入住 {soon}，一年内入住 {admitted}、放弃或谢绝 {gave_up}、轮候中死亡 {died}，一年后仍在轮候 {waiting}（{method}；\
             累积发生率，仍在轮候者按删失处理）。只看12月入住者时，等待的中位数为 {completed}：等得久的人还没有入住，所以已入住者的等待偏短。",
            "As waits go in {year}, {soon} of applicants move in within 60 days; within a year {admitted} move in, {gave_up} give up or decline \
             and {died} die, and {waiting} still wait ({method}; cumulative incidence, waits that go on being censored). Of those admitted in \
             December alone the median wait is {completed}: those who wait long have not moved in yet, so completed waits are the shorter ones."
        ),
        tables: vec![view.bands_table(
            view.words("申请后的结局，中位数和80%区间", "How waits end, medians with 80 % bands"),
            &columns,
        )],
        method: view.method(),
        ..Figure::default()
    })
}

/// The title of the three estimates.
pub(super) const OUTLOOK_TITLE: Label = Label::new("床位需求的三种口径", "Three estimates of beds needed");
/// Their average flow is of all months.
pub(crate) const OUTLOOK_NEEDS: Detail = Detail::District;

/// Three estimates of the beds needed.
fn outlook(view: &View<'_>) -> Option<Figure> {
    let language = view.language;
    let outlook = view.results.beds.as_ref()?;
    let number = |unit: Unit, value: f64, method: Method| Cell::Number(Number::new(unit, value, method).of(view.n()));
    let row = |year: &BedYear| {
        vec![
            Cell::Year(year.year),
            number(Unit::Beds, year.rule, Method::Median),
            year.average_flow.map_or(Cell::Empty, |flow| number(Unit::Beds, flow, Method::Computed)),
            number(Unit::Persons, year.demand, Method::Median),
            number(Unit::Beds, year.built, Method::Median),
        ]
    };
    let never = view.words("无", "no year");
    let years = |years: &[i32]| if years.is_empty() { never.clone() } else { spans(language, years) };
    let (rule, flow, demand) =
        (years(&outlook.rule_short), years(&outlook.average_flow_short), years(&outlook.demand_short));
    let types = BedType::ALL.into_iter().zip(&outlook.short_by_type).filter(|(_, short)| !short.is_empty());
    let types: Vec<String> = types
        .map(|(bed, short)| {
            let (name, short) = (bed.name().get(language), spans(language, short));
            say!(language, "{name}（{short}）", "{name} ({short})")
        })
        .collect();
    let types = if types.is_empty() { view.words("无", "none") } else { view.list(&types) };
    let percent = BEDS_PER_100_ELDERS;
    Some(Figure {
        id: "beds-outlook",
        title: OUTLOOK_TITLE.get(language).to_string(),
        sentence: say!(
            language,
            "超过建成床位的年份：{percent}%口径 {rule}；平均流量 {flow}；模型需求（各类型合计）{demand}。各类型需求超过可用床位的年份：{types}。\
             {percent}%口径＝户籍老人的{percent}%；平均流量＝月申请数×平均入住月数；模型＝入住加轮候。",
            "Beds built are exceeded by the {percent} % rule in {rule}, by the average flow in {flow}, by the model's demand, all types \
             together, in {demand}. Demand exceeds usable beds by type: {types}. The {percent} % rule is {percent} % of registered elders; the \
             average flow is applications a month times the mean stay; the model counts residents and those waiting."
        ),
        tables: vec![Table {
            caption: view.words("年末，中位数", "At the year's end, medians"),
            heads: vec![
                view.words("年", "year"),
                say!(language, "{percent}%口径（张）", "{percent} % rule (beds)"),
                view.words("平均流量（张）", "average flow (beds)"),
                view.words("模型需求（人）", "model's demand (persons)"),
                view.words("已建成（张）", "built (beds)"),
            ],
            rows: outlook.years.iter().map(row).collect(),
        }],
        method: view.method(),
        ..Figure::default()
    })
}
