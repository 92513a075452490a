//! The scenarios beside one another, a column each.
use crate::layout::Shown;
use crate::sheet::{Sheet, Value, heads};
use crate::year::{self, Statistic, Year};
use crate::{Content, WorkbookError, units};
use agents::text::Label;
use outputs::{DISTRICT_AREA, INDICATORS};
use rust_xlsxwriter::Worksheet;

/// Years between those that are shown; the last is shown always.
const EVERY: i32 = 5;

/// The sheet.
pub(crate) fn sheet(content: &Content<'_>) -> Result<Worksheet, WorkbookError> {
    let language = content.request.language;
    let name = Label::new("情景对照", "Scenarios");
    let mut sheet = Sheet::new(name, Label::new("各情景并列，全区", "Scenarios side by side, the district"), language)?;
    sheet.note(content.say(crate::topics::HOW_TO_READ))?;
    sheet.note(content.say(Label::new(
        "情景之差请用 silverpeak compare：它逐次模拟配对，而两列中位数相减不是差的中位数。",
        "For differences use silverpeak compare, which pairs replicates: two medians subtracted are not the median of the \
         difference.",
    )))?;
    if content.request.scenarios.len() == 1 {
        sheet.caveat(content.say(Label::new("这里只有一个情景。", "there is only one scenario here.")))?;
    }
    sheet.skip();
    let mut columns = heads(&[
        ("指标", "Indicator"),
        ("编号", "Id"),
        ("单位", "Unit"),
        ("年份", "Year"),
        ("口径", "Of the year"),
        ("统计量", "Statistic"),
    ]);
    columns.extend(content.scenario_heads());
    sheet.header(&columns, 1)?;
    for indicator in INDICATORS {
        for year in shown(&content.years) {
            let of_year = year::of_year(indicator).get(language);
            let of_year = year.part().map_or(of_year.to_string(), |part| format!("{of_year} ({part})"));
            for statistic in Statistic::ALL {
                let mut cells = vec![
                    Value::text(indicator.name.get(language)),
                    Value::text(indicator.id),
                    Value::text(units::unit(&year::unit(indicator), language)),
                    Value::Number(f64::from(year.number()), Shown::Plain),
                    Value::text(&of_year),
                    Value::text(statistic.name().get(language)),
                ];
                let value = |scenario: &str| statistic.value(content, scenario, DISTRICT_AREA, indicator, year);
                cells.extend(content.request.scenarios.iter().map(|scenario| value(&scenario.id)));
                sheet.row(&cells, statistic.leads())?;
            }
        }
    }
    Ok(sheet.finish()?)
}

fn shown(years: &[Year]) -> impl Iterator<Item = Year> {
    let last = years.last().map(|year| year.first.year());
    years.iter().copied().filter(move |year| year.first.year() % EVERY == 0 || Some(year.first.year()) == last)
}
