//! Published figures beside the baseline's results.
use crate::layout::Shown;
use crate::sheet::{Sheet, Value, heads};
use crate::{Content, WorkbookError, units};
use agents::text::{Label, Language};
use experiments::{BASELINE, Coverage, Numbers, series_of, validate_in};
use outputs::{DISTRICT_AREA, FactRow, SeriesKey, indicator};
use rust_xlsxwriter::Worksheet;

/// The sheet.
pub(crate) fn sheet(content: &Content<'_>) -> Result<Worksheet, WorkbookError> {
    let request = content.request;
    let name = Label::new("公布数据", "Facts");
    let title = Label::new("公布数据与基线模拟结果", "Published figures beside the baseline's results");
    let mut sheet = Sheet::new(name, title, request.language)?;
    let scenarios = &request.manifest.plan.scenarios;
    let validation = match scenarios.iter().any(|scenario| scenario.id == BASELINE) {
        true => {
            // Every topic read once instead of every figure's.
            let known = request.baseline.facts.iter().filter_map(|fact| indicator(fact.indicator.as_deref()?));
            let wanted: Vec<SeriesKey> = known.map(|known| series_of(known, DISTRICT_AREA)).collect();
            let numbers = Numbers::read_ahead(request.folder, BASELINE, &wanted)?;
            Some(validate_in(&numbers, request.baseline)?)
        }
        false => None,
    };
    let Some(validation) = validation else {
        sheet.note(content.say(Label::new(
            "该运行没有基线情景，无从对照。",
            "The run has no baseline scenario to be held against figures.",
        )))?;
        return Ok(sheet.finish()?);
    };
    if validation.facts.is_empty() {
        sheet.note(content.say(match validation.not_simulated.is_empty() {
            true => Label::new(
                "该基线没有可与模拟结果对照的公布数据。",
                "The baseline has no published figures that results could be held against.",
            ),
            false => Label::new(
                "该运行没有模拟到任何公布数据所在的月份，无从对照。",
                "The run simulates no month that a published figure is of.",
            ),
        }))?;
        return Ok(sheet.finish()?);
    }
    sheet.caveat(content.say(Label::new(
        "已用于校准的数据和来源自身的预测与结果相符，不是检验。",
        "that figures which were calibrated to, or that the source itself forecast, come out is no test.",
    )))?;
    sheet.note(&coverage(&validation.tests, request.language))?;
    sheet.skip();
    sheet.header(
        &heads(&[
            ("公布数据", "Figure"),
            ("编号", "Key"),
            ("指标", "Indicator"),
            ("月份", "Month"),
            ("单位", "Unit"),
            ("公布值", "Published"),
            ("模拟中位数", "Simulated median"),
            ("第10百分位", "10th percentile"),
            ("第90百分位", "90th percentile"),
            ("第2.5百分位", "2.5th percentile"),
            ("第97.5百分位", "97.5th percentile"),
            ("在80%区间内", "Inside 80 %"),
            ("在95%区间内", "Inside 95 %"),
            ("相对误差", "Relative error"),
            ("模拟次数", "Replicates"),
            ("性质", "Kind"),
            ("依据", "Grade"),
            ("来源章节", "Section"),
        ]),
        1,
    )?;
    for row in &validation.facts {
        sheet.row(&cells(content, row), false)?;
    }
    Ok(sheet.finish()?)
}

fn cells(content: &Content<'_>, row: &FactRow) -> Vec<Value> {
    let language = content.request.language;
    let shown = units::shown(&row.unit);
    let known = row.indicator.as_deref().and_then(indicator);
    let fact = content.request.baseline.facts.iter().find(|fact| fact.key == row.key);
    let indicator_name = known.map_or("", |indicator| indicator.name.get(language));
    // The source's own term, which alone may be a bare number.
    let name = match (language, fact) {
        (Language::Zh, Some(fact)) if fact.term_zh != indicator_name => {
            format!("{indicator_name}（原文：{}）", fact.term_zh)
        }
        (Language::Zh, None) => row.key.clone(),
        _ => indicator_name.to_string(),
    };
    let yes_or_no = |inside: Option<bool>| match inside {
        Some(true) => Value::text(content.say(Label::new("是", "yes"))),
        Some(false) => Value::text(content.say(Label::new("否", "no"))),
        None => Value::Empty,
    };
    let kind = match row.kind.as_str() {
        "test" => Label::new("检验", "test"),
        _ => Label::new("不是检验", "no test"),
    };
    let end = |band: Option<[f64; 2]>, end: usize| Value::number(band.map(|band| band[end]), shown);
    let [inside_80, inside_95] = row.inside();
    vec![
        Value::text(name),
        Value::text(&row.key),
        Value::text(indicator_name),
        Value::month(row.month),
        Value::text(units::unit(&row.unit, language)),
        Value::Number(row.published, shown),
        Value::Number(row.p50, shown),
        end(row.band_80, 0),
        end(row.band_80, 1),
        end(row.band_95, 0),
        end(row.band_95, 1),
        yes_or_no(inside_80),
        yes_or_no(inside_95),
        Value::number(row.relative_error(), Shown::Percent),
        Value::number(row.n.map(|n| n as f64), Shown::Whole),
        Value::text(content.say(kind)),
        Value::text(units::grade(&row.grade, language)),
        Value::text(&row.source),
    ]
}

fn coverage(tests: &Coverage, language: Language) -> String {
    let Coverage { n, inside_80, inside_95 } = tests;
    if *n == 0 {
        let none = Label::new(
            "没有独立检验：所列各项或已用于校准，或为来源自身的预测。",
            "There is no independent test: all figures were calibrated to, or were forecast by the source itself.",
        );
        return none.get(language).to_string();
    }
    match language {
        Language::Zh => format!("作为检验的 {n} 项中，{inside_80} 项在80%区间内，{inside_95} 项在95%区间内。"),
        Language::En => format!(
            "Of the {n} figures that are a test {inside_80} lie inside the 80 % band, {inside_95} inside the 95 % band."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_test_is_said_to_be_none() {
        let none = coverage(&Coverage::default(), Language::Zh);
        assert!(none.starts_with("没有独立检验"), "{none}");
        let two = coverage(&Coverage { n: 2, inside_80: 1, inside_95: 2 }, Language::En);
        assert_eq!(two, "Of the 2 figures that are a test 1 lie inside the 80 % band, 2 inside the 95 % band.");
    }
}
