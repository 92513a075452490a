//! The communities beside one another: some indicators in the last month of each year.
use crate::sheet::{Sheet, Value, heads};
use crate::topics::homes;
use crate::year::{self, Statistic};
use crate::{Content, WorkbookError, units};
use agents::text::{Label, Language};
use outputs::indicator;
use rust_xlsxwriter::Worksheet;
use scenarios::Grade;

/// Stocks and shares that are told of communities; no flows, whose sums by year are read of the district alone. All others
/// are in the run's summary by month.
const SHOWN: &[&str] = &[
    "population.elders",
    "population.elders_80_plus",
    "population.alone",
    "population.dementia",
    "population.severe",
    "care.need_persons",
    "care.gap_persons",
    "care.strained",
    "beds.demand",
    "beds.built",
    "beds.usable",
    "beds.occupied",
    "beds.waiting",
    "beds.per_100_elders",
    "workforce.care_workers",
    "workforce.sufficiency",
    "workforce.community_workers",
    "workforce.community_certified_share",
    "relief.persons",
    "relief.households",
];

/// The sheet.
pub(crate) fn sheet(content: &Content<'_>) -> Result<Worksheet, WorkbookError> {
    let language = content.request.language;
    let (name, title) = (
        Label::new("街镇", "Communities"),
        Label::new("各街镇，每年最后一个月", "Communities in the last month of each year"),
    );
    let mut sheet = Sheet::new(name, title, language)?;
    sheet.note(content.say(Label::new(
        "各次模拟的中位数和80%区间（第10至第90百分位）。各街镇的中位数之和不等于全区的中位数。流量不分街镇列出。",
        "Median and 80 % band (10th to 90th percentile) over the replicates. Medians of communities do not add up to that of \
         the district. Flows are not shown by community.",
    )))?;
    sheet.note(content.say(Label::new(
        "床位按机构所在地计，轮候和入住需求按户籍地计；居家照护机构的护理员计在其首个服务街镇。",
        "Beds are counted where they stand, demand and waiting where elders are registered; care workers of a home-care \
         agency in the first community that it serves.",
    )))?;
    sheet.caveat(&alike(content))?;
    for caveat in homes(content) {
        sheet.caveat(&caveat)?;
    }
    sheet.skip();
    let mut columns = heads(&[
        ("情景", "Scenario"),
        ("情景名称", "Scenario name"),
        ("街镇", "Community"),
        ("街镇编号", "Area id"),
        ("指标", "Indicator"),
        ("编号", "Id"),
        ("单位", "Unit"),
        ("统计量", "Statistic"),
    ]);
    columns.extend(content.years.iter().map(|year| year.head()));
    sheet.header(&columns, 5)?;
    for scenario in &content.request.scenarios {
        for indicator in SHOWN.iter().filter_map(|id| indicator(id)) {
            for community in &content.request.baseline.district.communities {
                for statistic in Statistic::ALL {
                    let mut cells: Vec<Value> = [
                        scenario.id.as_str(),
                        content.scenario_name(&scenario.id),
                        community.name.get(language),
                        &community.id,
                        indicator.name.get(language),
                        indicator.id,
                        units::unit(&year::unit(indicator), language),
                        statistic.name().get(language),
                    ]
                    .map(Value::text)
                    .into();
                    let value = |year| statistic.value(content, &scenario.id, &community.id, indicator, year);
                    cells.extend(content.years.iter().map(|year| value(*year)));
                    sheet.row(&cells, statistic.leads())?;
                }
            }
        }
    }
    Ok(sheet.finish()?)
}

/// What communities do not differ by.
fn alike(content: &Content<'_>) -> String {
    let quantities = content.request.baseline.quantities.iter();
    let sizes = quantities.filter(|record| record.id.starts_with("community."));
    let assumed = sizes.filter(|record| record.grade == Grade::Assumed).count();
    let all = content.request.baseline.district.communities.len();
    match content.request.language {
        Language::Zh => format!(
            "各街镇期初的年龄结构和健康状态构成都取全区一致，{all} 个街镇的规模中 {assumed} 个为假定：街镇之间只有规模和机构不同，\
             不能用来比较各街镇的老龄化或健康状况。"
        ),
        Language::En => format!(
            "all communities start with the same mix of ages and states, and {assumed} of {all} sizes are assumed: they differ by size \
             and homes only and must not be compared by age or health."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outputs::OfYear;

    #[test]
    fn what_is_shown_of_communities_is_known_and_no_flow() {
        for id in SHOWN {
            assert_ne!(OfYear::of_unit(indicator(id).expect(id).unit), OfYear::Sum, "{id}");
        }
    }
}
