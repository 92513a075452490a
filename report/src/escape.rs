//! The doors of words into the page: whatever a name holds, the page shows it letter by letter and obeys nothing in it.
use askama::filters::{Escaper, Html};
use findings::chart::{Chart, Mark};
use findings::visible;
use std::fmt::{Result, Write};

/// Words in elements and attributes: askama takes every one of them through here.
#[derive(Clone, Copy, Debug, Default)]
pub struct Page;

impl Escaper for Page {
    fn write_escaped_str<W: Write>(&self, page: W, words: &str) -> Result {
        Html.write_escaped_str(page, &visible(words))
    }
}

/// JSON that may stand inside a script element: nothing in it can end the element, begin another or a comment, or end a
/// line of a script.
pub fn in_script(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => escaped += &format!("\\u{:04x}", u32::from(character)),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A chart whose words plotly shows letter by letter: it takes some elements and entities of HTML for its own.
pub fn in_plotly(chart: &Chart) -> Chart {
    let mut chart = chart.clone();
    let marks = |marks: &mut Vec<Mark>| marks.iter_mut().for_each(|mark| plain(&mut mark.name));
    match &mut chart {
        Chart::Fan(fan) => {
            plain(&mut fan.axis);
            marks(&mut fan.marks);
            fan.history.iter_mut().for_each(|history| plain(&mut history.words));
            fan.aim.iter_mut().for_each(|(_, words)| plain(words));
            fan.peak.iter_mut().for_each(|(_, _, words)| words.iter_mut().for_each(plain));
        }
        Chart::Stack(stack) => {
            plain(&mut stack.axis);
            stack.layers.iter_mut().chain(&mut stack.over).for_each(|layer| plain(&mut layer.name));
            stack.whole.iter_mut().for_each(|(name, _)| plain(name));
        }
        Chart::Lines(lines) => {
            plain(&mut lines.axis);
            marks(&mut lines.marks);
            lines.lines.iter_mut().for_each(|line| plain(&mut line.name));
            lines.history.iter_mut().for_each(|history| plain(&mut history.words));
        }
        Chart::Bars(bars) => {
            plain(&mut bars.axis);
            bars.names.iter_mut().for_each(plain);
            bars.kinds.iter_mut().for_each(|kind| plain(&mut kind.name));
        }
        Chart::Intervals(intervals) => {
            plain(&mut intervals.axis);
            intervals.rows.iter_mut().for_each(|row| plain(&mut row.name));
            intervals.kinds.iter_mut().for_each(|(name, _)| plain(name));
        }
        Chart::Pyramid(pyramid) => pyramid.outlines.iter_mut().for_each(|outline| plain(&mut outline.name)),
        Chart::Waterfall(waterfall) => waterfall.steps.iter_mut().for_each(|step| plain(&mut step.name)),
        // Plotly draws none of these.
        Chart::Tiles(_) | Chart::Cards(_) | Chart::Statements(_) => (),
    }
    chart
}

fn plain(words: &mut String) {
    *words = visible(words).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
}

#[cfg(test)]
mod tests {
    use super::*;
    use findings::Unit;
    use findings::chart::{Step, Waterfall};

    /// Names that mean something to a browser or to plotly.
    const HOSTILE: [&str; 7] = [
        "<!--<script>",
        "</script><script>alert(1)</script>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "&lt;b&gt; & %{y}",
        "a\u{2028}b\u{2029}c",
        "\u{202e}reversed\u{1b}[2J",
        "'\" onmouseover='x'",
    ];

    #[test]
    fn json_in_a_script_keeps_its_meaning_and_no_mark_of_html() {
        for name in HOSTILE {
            let json = serde_json::to_string(&[name]).expect("JSON");
            let escaped = in_script(&json);
            assert!(!escaped.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{escaped}");
            let read: Vec<String> = serde_json::from_str(&escaped).expect("still JSON");
            assert_eq!(read, [name]);
        }
    }

    #[test]
    fn words_are_shown_letter_by_letter() {
        for name in HOSTILE {
            let mut page = String::new();
            Page.write_escaped_str(&mut page, name).expect("a string");
            assert!(!page.contains(['<', '>', '"', '\'', '\u{1b}', '\u{202e}', '\u{2028}']), "{page}");
            let step = Step { name: name.into(), value: 1.0, is_sum: true };
            let chart = Chart::Waterfall(Waterfall { steps: vec![step], unit: Unit::Yuan });
            let Chart::Waterfall(drawn) = in_plotly(&chart) else { unreachable!("the kind stays") };
            let drawn = &drawn.steps[0].name;
            assert!(!drawn.contains(['<', '>', '\u{1b}', '\u{202e}']), "{drawn}");
            let decoded = drawn.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            assert_eq!(decoded, visible(name), "the name is kept");
        }
    }
}
