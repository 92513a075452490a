//! How cells look: the formats of a workbook, in one place.
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// How a number is shown; its value is never rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Separated in thousands, without decimals.
    Whole,
    /// As a percentage.
    Percent,
    /// With two decimals.
    Decimals,
    /// With as many digits as it needs.
    Plain,
}

impl Shown {
    fn code(self) -> &'static str {
        match self {
            Shown::Whole => "#,##0",
            Shown::Percent => "0.0%",
            Shown::Decimals => "#,##0.00",
            Shown::Plain => "General",
        }
    }

    /// About how the number looks, to make room for it.
    pub fn text(self, number: f64) -> String {
        match self {
            // As wide as with a separator for every three digits.
            Shown::Whole => {
                let digits = format!("{number:.0}");
                let separators = digits.len().saturating_sub(1) / 3;
                digits + &",".repeat(separators)
            }
            Shown::Percent => format!("{:.1}%", number * 100.0),
            Shown::Decimals => format!("{number:.2}"),
            Shown::Plain => number.to_string(),
        }
    }
}

/// The formats of one sheet.
pub(crate) struct Formats {
    pub title: Format,
    pub caveat: Format,
    pub note: Format,
    pub head: Format,
    pub text: Format,
    pub strong: Format,
    pub month: Format,
}

const HEAD_BACKGROUND: Color = Color::RGB(0x1F3A5F);
const CAVEAT: Color = Color::RGB(0x9C3D00);
const GREY: Color = Color::RGB(0x555555);

impl Formats {
    pub fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Formats {
            title: Format::new().set_bold().set_font_size(14),
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
            strong: top().set_text_wrap().set_bold(),
            month: top().set_num_format("yyyy-mm").set_align(FormatAlign::Right),
        }
    }

    /// That of a number.
    pub fn number(&self, shown: Shown, strong: bool) -> Format {
        let format = Format::new().set_align(FormatAlign::Top).set_num_format(shown.code());
        if strong { format.set_bold() } else { format }
    }
}
