//! Charts drawn by plotly: one file a kind.
mod bars;
mod fan;
mod intervals;
mod lines;
mod pyramid;
mod stack;
mod style;
mod waterfall;

use agents::text::Language;
use findings::chart::Chart;
use plotly::Plot;

/// A chart and its height, pixels; none of what the page draws without plotly.
pub fn plot(chart: &Chart, language: Language) -> Option<(Plot, u32)> {
    Some(match chart {
        Chart::Fan(chart) => (fan::fan(chart, language), 400),
        Chart::Stack(chart) => (stack::stack(chart, language), 420),
        Chart::Lines(chart) => (lines::lines(chart, language), 400),
        Chart::Bars(chart) => {
            // Bars of several kinds stand beside one another.
            let kinds = if chart.is_single || chart.is_stacked { 1 } else { chart.kinds.len() as u32 };
            let least = 100 + chart.names.len() as u32 * (30 + 14 * kinds);
            (bars::bars(chart, language), height_of_rows(chart.names.iter().map(String::as_str), language).max(least))
        }
        Chart::Intervals(chart) => {
            let names = chart.rows.iter().map(|row| row.name.as_str());
            (intervals::intervals(chart, language), height_of_rows(names, language))
        }
        Chart::Pyramid(chart) => (pyramid::pyramid(chart, language), 520),
        Chart::Waterfall(chart) => (waterfall::waterfall(chart, language), 380),
        Chart::Tiles(_) | Chart::Cards(_) | Chart::Statements(_) => return None,
    })
}

/// The height of a chart of named rows, pixels: its frame, and room for the names.
fn height_of_rows<'a>(names: impl Iterator<Item = &'a str>, language: Language) -> u32 {
    let lines: Vec<usize> = names.map(|name| wrapped(name, language).matches("<br>").count() + 1).collect();
    let most = lines.iter().copied().max().unwrap_or(1) as u32;
    110 + lines.len() as u32 * (14 + 16 * most).max(34)
}

/// A name cut into lines for an axis, as plotly breaks them.
fn wrapped(name: &str, language: Language) -> String {
    let most = if language == Language::Zh { 12 } else { 26 };
    let mut lines = vec![String::new()];
    let mut length = 0;
    let words: Vec<&str> = match language {
        Language::Zh => name.split_inclusive(|c: char| !c.is_ascii()).collect(),
        Language::En => name.split_inclusive(' ').collect(),
    };
    for word in words {
        let width = word.chars().count();
        // No line begins with what closes a bracket.
        let closes = word.starts_with(['）', '，', '、', '”', ')']);
        if length > 0 && length + width > most && !closes {
            lines.push(String::new());
            length = 0;
        }
        length += width;
        if let Some(line) = lines.last_mut() {
            line.push_str(word);
        }
    }
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join("<br>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_broken_into_lines() {
        assert_eq!(wrapped("养老护理员持证率80%及以上", Language::Zh), "养老护理员持证率80%及<br>以上");
        assert_eq!(wrapped("Registered elders of the district", Language::En), "Registered elders of the<br>district");
    }
}
