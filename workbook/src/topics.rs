//! The sheets by topic: every indicator of the district by year and scenario.
use crate::sheet::{Head, Sheet, Value, heads};
use crate::year::Statistic;
use crate::{Content, WorkbookError, units};
use agents::parameters::{Domain, PARAMETERS};
use agents::text::{Label, Language};
use outputs::{DISTRICT_AREA, INDICATORS, Topic};
use rust_xlsxwriter::Worksheet;
use scenarios::{Grade, ParameterRecord};

/// A sheet of indicators.
pub(crate) struct TopicSheet {
    pub name: Label,
    title: Label,
    topics: &'static [Topic],
    /// The parameters behind it.
    domain: Domain,
    caveats: fn(&Content<'_>) -> Vec<String>,
}

/// The sheets, in order.
pub(crate) const SHEETS: &[TopicSheet] = &[
    TopicSheet {
        name: Label::new("老年人", "People"),
        title: Label::new("户籍老年人", "Registered elders"),
        topics: &[Topic::Population],
        domain: Domain::Life,
        caveats: |content| content.request.baseline.peak_note.iter().map(|note| content.text(note)).collect(),
    },
    TopicSheet {
        name: Label::new("照护", "Care"),
        title: Label::new("照护需求、服务和缺口", "Care needed, given and lacking"),
        topics: &[Topic::Care],
        domain: Domain::Care,
        caveats: |_| Vec::new(),
    },
    TopicSheet {
        name: Label::new("床位", "Beds"),
        title: Label::new("床位：需求、能力、入住、轮候、缺口", "Beds: demand, capacity, residents, waiting, gap"),
        topics: &[Topic::Beds],
        domain: Domain::Care,
        caveats: homes,
    },
    TopicSheet {
        name: Label::new("队伍", "Workforce"),
        title: Label::new("养老护理员和社区工作者", "Care workers and community workers"),
        topics: &[Topic::Workforce],
        domain: Domain::Workforce,
        caveats: certified_at_start,
    },
    TopicSheet {
        name: Label::new("救助", "Relief"),
        title: Label::new("困难家庭、社会救助和补贴", "Households in hardship, relief and subsidies"),
        topics: &[Topic::Hardship, Topic::Relief],
        domain: Domain::Relief,
        caveats: |content| content.request.baseline.relief_note.iter().map(|note| content.text(note)).collect(),
    },
    TopicSheet {
        name: Label::new("预算", "Budget"),
        title: Label::new("民政局账户", "The bureau's accounts"),
        topics: &[Topic::Ledger],
        domain: Domain::Budget,
        caveats: appropriations,
    },
];

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
    if let Some(caveat) = assumed(content, of.domain) {
        sheet.caveat(&caveat)?;
    }
    sheet.skip();
    let mut columns = heads(&[
        ("情景", "Scenario"),
        ("指标", "Indicator"),
        ("编号", "Id"),
        ("单位", "Unit"),
        ("口径", "Of the year"),
        ("统计量", "Statistic"),
    ]);
    columns.extend(content.years.iter().map(|year| year.head()));
    sheet.header(&columns, 2)?;
    for scenario in &content.request.scenarios {
        for indicator in INDICATORS.iter().filter(|indicator| of.topics.contains(&indicator.topic)) {
            for statistic in Statistic::of(indicator) {
                let mut cells: Vec<Value> = [
                    scenario.id.as_str(),
                    indicator.name.get(language),
                    indicator.id,
                    units::unit(&statistic.unit(indicator), language),
                    statistic.of_year().get(language),
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
    "存量、比例和天数为当年最后一个月各次模拟的中位数和80%区间（第10至第90百分位）；流量为全年各月均值之和（均值可相加，中位数不能）。\
     区间只反映参数范围和随机性，不含模型本身的误差。全区。",
    "Stocks, shares and days: median and 80 % band (10th to 90th percentile) over the replicates in the year's last month. \
     Flows: sum of the months' means (means add up, medians do not). Bands hold ranges of parameters and chance, not errors \
     of the model. The whole district.",
);

/// How many of the parameters behind a sheet are assumed.
fn assumed(content: &Content<'_>, domain: Domain) -> Option<String> {
    let of_domain = |record: &&ParameterRecord| {
        PARAMETERS.iter().any(|parameter| parameter.domain == domain && parameter.id == record.id)
    };
    let records: Vec<&ParameterRecord> = content.request.baseline.quantities.iter().filter(of_domain).collect();
    let (all, assumed) = (records.len(), records.iter().filter(|record| record.grade == Grade::Assumed).count());
    (assumed > 0).then(|| match content.request.language {
        Language::Zh => format!("本表所依据的 {all} 项参数中，{assumed} 项为假定，见“来源”表。"),
        Language::En => {
            format!("{assumed} of the {all} parameters behind this sheet are assumed: see the sheet Sources.")
        }
    })
}

/// Homes that were made up.
pub(crate) fn homes(content: &Content<'_>) -> Vec<String> {
    let tables = &content.request.baseline.tables;
    let made_up = tables.iter().find(|table| table.file.ends_with("facilities.csv") && table.grade == Grade::Assumed);
    let caveat = |table: &scenarios::TableRecord| match content.request.language {
        Language::Zh => format!("逐家机构的床位是假定的，只看全区合计；来源：{}。", table.source),
        Language::En => {
            format!("Single homes are assumed, only totals of the district hold; source: {}.", table.source)
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
    /// A text of the baseline in the language of the workbook.
    pub fn text(&self, text: &agents::text::Text) -> String {
        text.get(self.request.language).to_string()
    }

    /// A heading for each scenario.
    pub fn scenario_heads(&self) -> Vec<Head> {
        let of = |scenario: &&outputs::PlannedScenario| Head { zh: scenario.id.clone(), en: scenario.id.clone() };
        self.request.scenarios.iter().map(of).collect()
    }
}
