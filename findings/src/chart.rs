//! Charts as data: values in the units of the results; who draws them scales them by the unit.
use crate::estimate::Estimates;
use crate::figure::Number;
use crate::unit::Unit;
use serde::Serialize;

/// A picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Chart {
    /// One number over the years with its bands.
    Fan(Fan),
    /// Parts that add up, over the years.
    Stack(Stack),
    /// Several numbers over the years.
    Lines(Lines),
    /// Named bars.
    Bars(Bars),
    /// Named points with intervals.
    Intervals(Intervals),
    /// Ages by sex, years over one another.
    Pyramid(Pyramid),
    /// Steps from one sum to another.
    Waterfall(Waterfall),
    /// Communities as tiles, shaded by a number.
    Tiles(Tiles),
    /// A few numbers in large type.
    Cards(Cards),
    /// Statements, one a line.
    Statements(Statements),
}

/// A colour of the palette of Okabe and Ito (2008), which people with any colour vision can distinguish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// Blue.
    Blue,
    /// Vermilion.
    Vermilion,
    /// Bluish green.
    Green,
    /// Orange.
    Orange,
    /// Reddish purple.
    Purple,
    /// Sky blue.
    Sky,
    /// Black.
    Black,
    /// For what is not the point.
    Grey,
}

/// For things without a colour of their own, in order.
pub const COLOURS: [Colour; 7] =
    [Colour::Blue, Colour::Vermilion, Colour::Green, Colour::Orange, Colour::Purple, Colour::Sky, Colour::Black];

/// One number over the years.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fan {
    /// By year.
    pub years: Estimates,
    /// Unit of the values.
    pub unit: Unit,
    /// Title of the axis of values.
    pub axis: String,
    /// Colour of the bands.
    pub colour: Colour,
    /// Where published figures end.
    pub history: Option<History>,
    /// Figures from elsewhere.
    pub marks: Vec<Mark>,
    /// A line to be reached and its words.
    pub aim: Option<(f64, String)>,
    /// The highest point: year, value, words by line.
    pub peak: Option<(i32, f64, Vec<String>)>,
}

/// A figure from elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mark {
    /// Where it stands on the axis of years, whose whole numbers are years' ends.
    pub at: f64,
    /// The figure, in the unit of the chart.
    pub value: f64,
    /// Its name.
    pub name: String,
    /// Whether somebody counted it; else it is a forecast or target.
    pub is_counted: bool,
}

/// Where published figures end.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct History {
    /// On the axis of years.
    pub to: f64,
    /// The words beside the line.
    pub words: String,
    /// Whether any of them is of the chart's numbers: only then the years before are shaded as known.
    pub is_known: bool,
}

/// Parts that add up: means, because means add up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stack {
    /// The parts, the lowest first.
    pub layers: Vec<Layer>,
    /// Lines over them.
    pub over: Vec<Layer>,
    /// The whole, as median with its 80 % band.
    pub whole: Option<(String, Estimates)>,
    /// Unit of all values.
    pub unit: Unit,
    /// Title of the axis of values.
    pub axis: String,
}

/// A part, or a line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Layer {
    /// Its name.
    pub name: String,
    /// By year.
    pub values: Vec<(i32, f64)>,
}

/// Several numbers over the years.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lines {
    /// The lines.
    pub lines: Vec<Line>,
    /// Unit of all values.
    pub unit: Unit,
    /// Title of the axis of values.
    pub axis: String,
    /// Figures from elsewhere.
    pub marks: Vec<Mark>,
    /// Where published figures end.
    pub history: Option<History>,
    /// Whether the values are differences.
    pub is_change: bool,
}

/// One number over the years.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// By year.
    pub years: Estimates,
    /// Whether its 80 % band is drawn.
    pub has_band: bool,
}

/// Named bars.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bars {
    /// Names of the rows.
    pub names: Vec<String>,
    /// Kinds of bars.
    pub kinds: Vec<BarKind>,
    /// Title of the axis of values.
    pub axis: String,
    /// Ends of that axis, in the unit of the values.
    pub range: Option<[f64; 2]>,
    /// Lines to look at, in the unit of the values.
    pub lines: Vec<f64>,
    /// Whether each row has one bar of one kind.
    pub is_single: bool,
    /// Whether the kinds of a row are parts of a whole, drawn one after another.
    pub is_stacked: bool,
}

/// Bars of one kind: a number for each row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BarKind {
    /// Name of the kind; empty where there is one.
    pub name: String,
    /// Colour.
    pub colour: Colour,
    /// A number for each row.
    pub values: Vec<Option<Number>>,
}

/// Named points with intervals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Intervals {
    /// Rows, the first at the top.
    pub rows: Vec<IntervalRow>,
    /// Kinds of rows, with their colours.
    pub kinds: Vec<(String, Colour)>,
    /// Unit of all values.
    pub unit: Unit,
    /// Title of the axis of values.
    pub axis: String,
    /// A line to look at.
    pub line: Option<f64>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IntervalRow {
    /// Its name.
    pub name: String,
    /// Its kind: a place in [`Intervals::kinds`].
    pub kind: usize,
    /// The point.
    pub point: f64,
    /// Ends of the inner, thick band.
    pub inner: [f64; 2],
    /// Ends of the outer, thin band.
    pub outer: [f64; 2],
}

/// Ages by sex, years over one another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pyramid {
    /// Age of the first of each list.
    pub first_age: usize,
    /// One a year.
    pub outlines: Vec<Outline>,
}

/// One year's outline: medians by age.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outline {
    /// The year.
    pub year: i32,
    /// Its name.
    pub name: String,
    /// Men by age from the first, persons.
    pub men: Vec<f64>,
    /// Women, likewise.
    pub women: Vec<f64>,
}

/// Steps from one sum to another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Waterfall {
    /// The steps, first and last the sums.
    pub steps: Vec<Step>,
    /// Unit of all values.
    pub unit: Unit,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// A whole sum, or what a step adds.
    pub value: f64,
    /// Whether it is a whole sum.
    pub is_sum: bool,
}

/// Communities as tiles, a map a number.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tiles {
    /// The maps.
    pub maps: Vec<TileMap>,
}

/// Communities shaded by one number.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TileMap {
    /// The number's name.
    pub caption: String,
    /// The tiles.
    pub tiles: Vec<Tile>,
}

/// One community.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tile {
    /// Name.
    pub name: String,
    /// The number.
    pub number: Number,
    /// Row and column from 1.
    pub place: [i32; 2],
    /// Step of shading, 0 to 4.
    pub shade: usize,
}

/// A few numbers in large type.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cards {
    /// The cards, the forecasts first.
    pub cards: Vec<Card>,
}

/// One number in large type.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card {
    /// Its name, and its year.
    pub title: String,
    /// The number.
    pub number: Number,
    /// What must be known beside it.
    pub note: String,
    /// Id of the figure that shows it.
    pub figure: &'static str,
    /// Whether it is one of the three forecasts.
    pub is_forecast: bool,
}

/// Statements, one a line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Statements {
    /// The lines.
    pub lines: Vec<String>,
}
