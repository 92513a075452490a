//! How cells look: formats of texts and numbers, in one place.
use agents::text::Language;
use findings::Unit;
use findings::figure::{Method, Number};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use std::collections::BTreeMap;

/// A number for a cell and the code of its format; its value is never rounded. Shares are fractions, which Excel shows as
/// percentages; all else is in the unit that is shown.
pub(crate) fn cell(number: &Number, value: f64, language: Language) -> (f64, String) {
    let is_change = matches!(number.method, Method::MedianDifference | Method::MeanDifference);
    let shown = number.unit.shown(language, value);
    let is_share = matches!(number.unit, Unit::Share | Unit::Probability | Unit::Deviation | Unit::Residual);
    // Differences of shares are in percentage points, which are no percentages.
    let is_percentage = is_share && (!is_change || matches!(number.unit, Unit::Deviation | Unit::Residual));
    if number.unit == Unit::Ratio {
        return (value, "General".into());
    }
    let digits = match number.unit.decimals(language, shown) {
        0 => String::new(),
        decimals => format!(".{}", "0".repeat(decimals)),
    };
    let code = if is_percentage { format!("0{digits}%") } else { format!("#,##0{digits}") };
    let code = match is_change || matches!(number.unit, Unit::Deviation | Unit::Residual | Unit::Correlation) {
        true => format!("+{code};-{code};{code}"),
        false => code,
    };
    (if is_percentage { value } else { shown }, code)
}

/// The formats of one sheet.
pub(crate) struct Formats {
    pub title: Format,
    pub figure: Format,
    pub caption: Format,
    pub caveat: Format,
    pub note: Format,
    pub head: Format,
    pub text: Format,
    pub month: Format,
    numbers: BTreeMap<(String, bool), Format>,
}

const HEAD_BACKGROUND: Color = Color::RGB(0x1F3A5F);
const CAVEAT: Color = Color::RGB(0x9C3D00);
const GREY: Color = Color::RGB(0x555555);

impl Formats {
    pub fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Formats {
            title: Format::new().set_bold().set_font_size(14),
            figure: Format::new().set_bold().set_font_size(12),
            caption: Format::new().set_bold(),
            caveat: Format::new().set_font_color(CAVEAT),
            note: Format::new().set_font_color(GREY),
            head: Format::new()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(HEAD_BACKGROUND)
                .set_text_wrap()
                // Numbers too: on the right the button of the filter would cover them.
                .set_align(FormatAlign::Left)
                .set_align(FormatAlign::VerticalCenter)
                .set_border_bottom(FormatBorder::Thin),
            text: top().set_text_wrap(),
            month: top().set_num_format("yyyy-mm").set_align(FormatAlign::Right),
            numbers: BTreeMap::new(),
        }
    }

    /// That of numbers with this code; medians above the ends of their band are bold.
    pub fn number(&mut self, code: &str, is_strong: bool) -> &Format {
        self.numbers.entry((code.to_string(), is_strong)).or_insert_with(|| {
            let format = Format::new().set_align(FormatAlign::Top).set_num_format(code);
            if is_strong { format.set_bold() } else { format }
        })
    }
}
