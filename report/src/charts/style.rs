//! What all charts have in common. Colours are those of Okabe and Ito (2008), told apart by readers with any common
//! kind of colour blindness; lines also differ by dash.
use findings::chart::{Colour, History};
use plotly::Layout;
use plotly::color::Rgba;
use plotly::common::{Anchor, DashType, Font, Orientation, TickMode, Title};
use plotly::layout::{Annotation, Axis, HoverMode, Legend, Margin, Shape, ShapeLayer, ShapeLine, ShapeType};

/// Shades of a colour of the palette.
pub(super) trait Shade {
    /// Mixed with white to this share. A legend shows what is drawn only where nothing shines through.
    fn tint(self, share: f64) -> Rgba;
    /// Opaque to this share.
    fn at(self, opacity: f64) -> Rgba;
}

/// The parts of red, green and blue.
fn parts(colour: Colour) -> [u8; 3] {
    match colour {
        Colour::Blue => [0, 114, 178],
        Colour::Vermilion => [213, 94, 0],
        Colour::Green => [0, 158, 115],
        Colour::Orange => [230, 159, 0],
        Colour::Sky => [86, 180, 233],
        Colour::Purple => [204, 121, 167],
        Colour::Black => [30, 30, 30],
        Colour::Grey => [120, 124, 130],
    }
}

impl Shade for Colour {
    fn tint(self, share: f64) -> Rgba {
        let [r, g, b] = parts(self).map(|part| (255.0 - share * (255.0 - f64::from(part))).round() as u8);
        Rgba::new(r, g, b, 1.0)
    }

    fn at(self, opacity: f64) -> Rgba {
        let [r, g, b] = parts(self);
        Rgba::new(r, g, b, opacity)
    }
}

/// Dashes of lines in the same order.
pub(super) fn dash(at: usize) -> DashType {
    match at % 4 {
        0 => DashType::Solid,
        1 => DashType::Dash,
        2 => DashType::DashDot,
        _ => DashType::Dot,
    }
}

const FAMILY: &str = "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', \
                      'Noto Sans CJK SC', 'Noto Sans SC', 'WenQuanYi Micro Hei', sans-serif";
const GRID: &str = "#e3e6ea";
const INK: &str = "#22303c";

/// The frame of a chart whose legend stands above it.
pub(super) fn layout() -> Layout {
    Layout::new()
        .font(Font::new().family(FAMILY).size(13).color(INK))
        .auto_size(true)
        .margin(Margin::new().left(12).right(16).top(16).bottom(36).auto_expand(true))
        .paper_background_color("rgba(0,0,0,0)")
        .plot_background_color("rgba(0,0,0,0)")
        .separators(".,")
        .hover_mode(HoverMode::Closest)
        .legend(
            Legend::new()
                .orientation(Orientation::Horizontal)
                .x(0.0)
                .x_anchor(Anchor::Left)
                .y(1.02)
                .y_anchor(Anchor::Bottom),
        )
}

/// An axis of numbers.
pub(super) fn axis(title: &str) -> Axis {
    Axis::new()
        .title(Title::with_text(title))
        .grid_color(GRID)
        .zero_line_color("#9aa3ac")
        .auto_margin(true)
        .fixed_range(true)
        .tick_format(",")
}

/// An axis of names at the positions 0, 1, 2 and so on, the first at the top.
pub(super) fn names(names: Vec<String>) -> Axis {
    let last = names.len() as f64;
    Axis::new()
        .tick_mode(TickMode::Array)
        .tick_values((0..names.len()).map(|at| at as f64).collect())
        .tick_text(names)
        .range(vec![last - 0.4, -0.6])
        .show_grid(false)
        .zero_line(false)
        .auto_margin(true)
        .fixed_range(true)
}

/// An axis of years from the first to the last.
pub(super) fn years(first: i32, last: i32) -> Axis {
    let step = if last - first > 8 { 2.0 } else { 1.0 };
    Axis::new()
        .grid_color(GRID)
        .zero_line(false)
        .auto_margin(true)
        .fixed_range(true)
        .tick_format("d")
        .tick0(f64::from(first))
        .dtick(step)
        .range(vec![f64::from(first) - 0.4, f64::from(last) + 0.4])
}

/// The part of the years that published figures reach into, and the line where they end.
pub(super) fn history(from: f64, history: &History) -> (Vec<Shape>, Annotation) {
    let (to, words) = (history.to, &history.words);
    let shade = Shape::new()
        .shape_type(ShapeType::Rect)
        .x_ref("x")
        .y_ref("paper")
        .x0(from)
        .x1(to)
        .y0(0.0)
        .y1(1.0)
        .fill_color("rgba(120,124,130,0.09)")
        .line(ShapeLine::new().width(0.0))
        .layer(ShapeLayer::Below);
    let line = upright(to, "#6b7280", DashType::Dot);
    let label = Annotation::new()
        .x(to)
        .y(1.0)
        .x_ref("x")
        .y_ref("paper")
        .x_anchor(Anchor::Left)
        .y_anchor(Anchor::Top)
        .text(words)
        .show_arrow(false)
        .font(Font::new().size(11).color("#5b6470"));
    (if history.is_known { vec![shade, line] } else { vec![line] }, label)
}

/// A line across the whole height.
pub(super) fn upright(x: f64, colour: &'static str, dash: DashType) -> Shape {
    Shape::new()
        .shape_type(ShapeType::Line)
        .x_ref("x")
        .y_ref("paper")
        .x0(x)
        .x1(x)
        .y0(0.0)
        .y1(1.0)
        .line(ShapeLine::new().color(colour).width(1.5).dash(dash))
}

/// A line across the whole width, with words at its left end.
pub(super) fn level(y: f64, words: &str) -> (Shape, Annotation) {
    let line = Shape::new()
        .shape_type(ShapeType::Line)
        .x_ref("paper")
        .y_ref("y")
        .x0(0.0)
        .x1(1.0)
        .y0(y)
        .y1(y)
        .line(ShapeLine::new().color("#22303c").width(1.5).dash(DashType::Dash));
    let label = Annotation::new()
        .x(1.0)
        .y(y)
        .x_ref("paper")
        .y_ref("y")
        .x_anchor(Anchor::Right)
        .y_anchor(Anchor::Bottom)
        .text(words)
        .show_arrow(false)
        .font(Font::new().size(12));
    (line, label)
}
