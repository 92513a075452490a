//! The sheets by topic: every indicator of the district by year and scenario.
use crate::sheet::{Head, Sheet, Value, heads};
use crate::year::{self, Statistic};
use crate::{Content, WorkbookError, units};
use agents::parameters::{Domain, PARAMETERS};
use agents::text::{Label, Language};
use outputs::{DISTRICT_AREA, INDICATORS, Topic};
use rust_xlsxwriter::Worksheet;
use scenarios::{Baseline, Grade, ParameterRecord};

/// A sheet of indicators.
pub(crate) struct TopicSheet {
    pub name: Label,
    title: Label,
    topics: &'static [Topic],
    /// The parameters directly behind it.
    domain: Domain,
    /// Beginnings of the ids of other quantities behind it.
    quantities: &'static [&'static str],
    caveats: fn(&Content<'_>) -> Vec<String>,
}

/// The sheets, in order.
pub(crate) const SHEETS: &[TopicSheet] = &[
    TopicSheet {
        name: Label::new("老年人", "People"),
        title: Label::new("户籍老年人", "Registered elders"),
        topics: &[Topic::Population],
        domain: Domain::Life,
        quantities: &["community.", "shock."],
        caveats: |content| {
            let peak = content.request.baseline.peak_note.iter().map(|note| content.text(note));
            peak.chain(oldest(content.request.baseline, content.request.language)).collect()
        },
    },
    TopicSheet {
        name: Label::new("照护", "Care"),
        title: Label::new("照护需求、服务和缺口", "Care needed, given and lacking"),
        topics: &[Topic::Care],
        domain: Domain::Care,
        quantities: &[],
        caveats: |_| Vec::new(),
    },
    TopicSheet {
        name: Label::new("床位", "Beds"),
        title: Label::new("床位：需求、能力、入住、轮候、缺口", "Beds: demand, capacity, residents, waiting, gap"),
        topics: &[Topic::Beds],
        domain: Domain::Care,
        quantities: &["facility."],
        caveats: homes,
    },
    TopicSheet {
        name: Label::new("队伍", "Workforce"),
        title: Label::new("养老护理员和社区工作者", "Care workers and community workers"),
        topics: &[Topic::Workforce],
        domain: Domain::Workforce,
        quantities: &[],
        caveats: certified_at_start,
    },
    TopicSheet {
        name: Label::new("救助", "Relief"),
        title: Label::new("困难家庭、社会救助和补贴", "Households in hardship, relief and subsidies"),
        topics: &[Topic::Hardship, Topic::Relief],
        domain: Domain::Relief,
        quantities: &["programme.", "account."],
        caveats: |content| content.request.baseline.relief_note.iter().map(|note| content.text(note)).collect(),
    },
    TopicSheet {
        name: Label::new("预算", "Budget"),
        title: Label::new("民政局账户", "The bureau's accounts"),
        topics: &[Topic::Ledger],
        domain: Domain::Budget,
        quantities: &["programme.", "account."],
        caveats: appropriations,
    },
];

/// The ages of which the backtest says most.
const OLDEST: &str = "80+";
/// The share of care workers who are certified when the simulation begins.
const CERTIFIED_AT_START: &str = "care_workers.certified_at_start";

/// Fills one of [`SHEETS`].
pub(crate) fn sheet(content: &Content<'_>, of: &TopicSheet) -> Result<Worksheet, WorkbookError> {
    let language = content.request.language;
    let mut sheet = Sheet::new(of.name, of.title, language)?;
    sheet.note(content.say(HOW_TO_READ))?;
    for caveat in (of.caveats)(content) {
        sheet.caveat(&caveat)?;
    }
    if let Some(caveat) = assumed(content, of) {
        sheet.caveat(&caveat)?;
    }
    sheet.skip();
    let mut columns = heads(&[
        ("情景", "Scenario"),
        ("情景名称", "Scenario name"),
        ("指标", "Indicator"),
        ("编号", "Id"),
        ("单位", "Unit"),
        ("口径", "Of the year"),
        ("统计量", "Statistic"),
    ]);
    columns.extend(content.years.iter().map(|year| year.head()));
    sheet.header(&columns, 3)?;
    for scenario in &content.request.scenarios {
        for indicator in INDICATORS.iter().filter(|indicator| of.topics.contains(&indicator.topic)) {
            for statistic in Statistic::ALL {
                let mut cells: Vec<Value> = [
                    scenario.id.as_str(),
                    content.scenario_name(&scenario.id),
                    indicator.name.get(language),
                    indicator.id,
                    units::unit(&year::unit(indicator), language),
                    year::of_year(indicator).get(language),
                    statistic.name().get(language),
                ]
                .map(Value::text)
                .into();
                let value = |year| statistic.value(content, &scenario.id, DISTRICT_AREA, indicator, year);
                cells.extend(content.years.iter().map(|year| value(*year)));
                sheet.row(&cells, statistic.leads())?;
            }
        }
    }
    Ok(sheet.finish()?)
}

/// What every sheet by year says of its numbers.
pub(crate) const HOW_TO_READ: Label = Label::new(
    "存量、比例和天数为当年最后一个月各次模拟的中位数和80%区间（第10至第90百分位）；\
     流量先在每次模拟内合计全年各月，再取各次合计数的中位数和80%区间。各项的中位数之和不等于合计项的中位数。\
     区间只反映参数范围和随机性，不含模型本身的误差。全区。",
    "Stocks, shares and days: median and 80 % band (10th to 90th percentile) over the replicates in the year's last month. \
     Flows: the year's months are added up in each replicate; median and 80 % band are of these sums. Medians of parts do not \
     add up to that of the whole. Bands hold ranges of parameters and chance, not errors of the model. The whole district.",
);

/// How many of the quantities behind a sheet are assumed.
fn assumed(content: &Content<'_>, of: &TopicSheet) -> Option<String> {
    let records = behind(content.request.baseline, of);
    let (all, assumed) = (records.len(), records.iter().filter(|record| record.grade == Grade::Assumed).count());
    (assumed > 0).then(|| match content.request.language {
        Language::Zh => format!("本表直接依据的 {all} 项数值中，{assumed} 项为假定，见“来源”表。"),
        Language::En => {
            format!("{assumed} of the {all} quantities directly behind this sheet are assumed: see the sheet Sources.")
        }
    })
}

/// The quantities behind a sheet.
fn behind<'a>(baseline: &'a Baseline, of: &TopicSheet) -> Vec<&'a ParameterRecord> {
    let is_behind = |record: &&ParameterRecord| {
        PARAMETERS.iter().any(|parameter| parameter.domain == of.domain && parameter.id == record.id)
            || of.quantities.iter().any(|prefix| record.id.starts_with(prefix))
    };
    baseline.quantities.iter().filter(is_behind).collect()
}

/// Homes that were made up.
pub(crate) fn homes(content: &Content<'_>) -> Vec<String> {
    let tables = &content.request.baseline.tables;
    let made_up = tables.iter().find(|table| table.file.ends_with("facilities.csv") && table.grade == Grade::Assumed);
    let caveat = |table: &scenarios::TableRecord| match content.request.language {
        Language::Zh => format!("逐家机构的床位是假定的，只看全区合计；见“来源”表中的 {}。", table.file),
        Language::En => {
            format!(
                "single homes are assumed, only totals of the district hold: see {} in the sheet Sources.",
                table.file
            )
        }
    };
    made_up.map(caveat).into_iter().collect()
}

pub(crate) fn certified_at_start(content: &Content<'_>) -> Vec<String> {
    let mut quantities = content.request.baseline.quantities.iter();
    let record = quantities.find(|record| record.id == CERTIFIED_AT_START && record.grade == Grade::Assumed);
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    let caveat = |record: &ParameterRecord| {
        let (value, [low, high]) = (percent(record.value), record.range.map(percent));
        match content.request.language {
            Language::Zh => {
                format!("期初护理员持证率为假定值（{value}，范围 {low} 至 {high}），持证率的整条路径随之变动。")
            }
            Language::En => format!(
                "The share of care workers certified at the start is assumed ({value}, {low} to {high}); the whole path moves with it."
            ),
        }
    };
    record.map(caveat).into_iter().collect()
}

/// By how much the backtest misses the oldest at its end.
fn oldest(baseline: &Baseline, language: Language) -> Option<String> {
    let backtest = experiments::backtest(baseline)?;
    // The last variant is given most of what is known: what it misses is no fault of its inputs' level.
    let compared = backtest.variants.last()?.compared.iter().filter(|compared| compared.ages == OLDEST);
    let last = compared.max_by_key(|compared| compared.year)?;
    let (from, to) = (backtest.from, last.year);
    let years = to - from;
    let error = last.projected / last.observed - 1.0;
    let percent = (error.abs() * 100.0).round();
    if !error.is_finite() || percent < 1.0 {
        return None;
    }
    let side = match error > 0.0 {
        true => Label::new("偏高", "too high"),
        false => Label::new("偏低", "too low"),
    };
    let side = side.get(language);
    Some(match language {
        Language::Zh => format!(
            "用全市过去的数据回测（{from}年起推{years}年），80岁及以上人数到{to}年{side} {percent} %，且逐年扩大；\
             本表远期80岁及以上人数依据同样的死亡率，宜看作{side}。见 docs/validation.md。"
        ),
        Language::En => format!(
            "a backtest on the city's past ({years} years from {from}) puts elders of 80 and over {percent} % {side} by {to}, more \
             every year; those far ahead in this sheet rest on the same mortality: take them as rather {side}. See \
             docs/validation.md."
        ),
    })
}

fn appropriations(content: &Content<'_>) -> Vec<String> {
    let is_appropriation =
        |record: &&ParameterRecord| record.id.starts_with("account.") && record.id.ends_with(".appropriation");
    let records: Vec<&ParameterRecord> = content.request.baseline.quantities.iter().filter(is_appropriation).collect();
    let assumed = records.iter().filter(|record| record.grade == Grade::Assumed).count();
    if assumed == 0 {
        return Vec::new();
    }
    let all = records.len();
    vec![match content.request.language {
        Language::Zh => {
            format!("账户的 {all} 项拨款数中 {assumed} 项为假定：何时不足，只是需要的增长与假定的资金增长之比。")
        }
        Language::En => format!(
            "{assumed} of the {all} appropriations are assumed: when money runs short only compares the growth of needs with \
             that of assumed money."
        ),
    }]
}

impl Content<'_> {
    /// A heading for each scenario.
    pub fn scenario_heads(&self) -> Vec<Head> {
        let of = |scenario: &&outputs::PlannedScenario| {
            let (id, zh, en) = (&scenario.id, &scenario.name_zh, &scenario.name_en);
            Head::Text { zh: format!("{zh}（{id}）"), en: format!("{en} ({id})") }
        };
        self.request.scenarios.iter().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedded(id: &str) -> Baseline {
        scenarios::embedded(id).expect("shipped").expect("sound")
    }

    #[test]
    fn what_the_backtest_says_of_the_oldest_is_told_where_there_is_one() {
        let told = oldest(&embedded("changning"), Language::Zh).expect("a backtest");
        assert!(told.contains("2010年起推12年") && told.contains("到2022年偏高 11 %"), "{told}");
        assert_eq!(oldest(&embedded("qingxi"), Language::Zh), None);
    }

    #[test]
    fn amounts_accounts_and_homes_count_among_what_sheets_rest_on() {
        let baseline = embedded("qingxi");
        let all_of = |prefix: &str| baseline.quantities.iter().filter(|record| record.id.starts_with(prefix)).count();
        let behind = |sheet: &str, prefix: &str| {
            let sheet = SHEETS.iter().find(|known| known.name.en == sheet).expect(sheet);
            behind(&baseline, sheet).iter().filter(|record| record.id.starts_with(prefix)).count()
        };
        for (sheet, prefix) in [
            ("Beds", "facility."),
            ("Relief", "programme."),
            ("Relief", "account."),
            ("Budget", "account."),
            ("Budget", "programme."),
            ("People", "community."),
        ] {
            assert!(all_of(prefix) > 0 && behind(sheet, prefix) == all_of(prefix), "{sheet} {prefix}");
        }
        // Parameters of homes are of care; single homes are not.
        assert!(behind("Care", "facility.") < all_of("facility."));
    }
}
