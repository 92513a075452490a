//! What a section is made of: a picture, a sentence, a table.
use crate::words::Unit;
use agents::text::Language;
use plotly::Plot;

/// A picture with its sentence and its table.
pub struct Figure {
    /// Short id, unique on the page.
    pub id: &'static str,
    /// Title.
    pub title: String,
    /// The picture.
    pub picture: Picture,
    /// What it shows: value, unit, interval, caveat.
    pub sentence: String,
    /// The numbers.
    pub tables: Vec<Table>,
}

/// What is to be seen.
pub enum Picture {
    /// A chart and its height, pixels.
    Plot(Box<Plot>, u32),
    /// Tiles, made of text.
    Tiles(Vec<TileMap>),
    /// Paragraphs, one a line.
    Lines(Vec<String>),
    /// Nothing beyond the table, which is then open.
    Table,
}

/// Communities as tiles, shaded by a number.
pub struct TileMap {
    /// What the number is.
    pub caption: String,
    /// The tiles.
    pub tiles: Vec<Tile>,
}

/// One community.
pub struct Tile {
    /// Name.
    pub name: String,
    /// The number, as shown.
    pub text: String,
    /// The number.
    pub value: f64,
    /// Row and column from 1.
    pub place: [i32; 2],
    /// Step of shading, 0 to 4.
    pub shade: usize,
}

/// A table of numbers.
pub struct Table {
    /// What it is of.
    pub caption: String,
    /// Heads of the columns.
    pub heads: Vec<String>,
    /// Rows; the first cell of each names it.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell: what is read, and the exact numbers behind it.
#[derive(Default)]
pub struct Cell {
    /// As shown.
    pub text: String,
    /// The number itself, in the unit of the results.
    pub value: Option<f64>,
    /// The ends of its band.
    pub band: Option<[f64; 2]>,
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Cell { text: text.into(), ..Cell::default() }
    }

    /// A number.
    pub fn number(language: Language, unit: Unit, value: f64) -> Self {
        Cell { text: unit.number(language, value), value: Some(value), band: None }
    }

    /// A number with the ends of its band.
    pub fn with_band(language: Language, unit: Unit, value: f64, band: [f64; 2]) -> Self {
        let text = format!("{} {}", unit.number(language, value), unit.band(language, band));
        Cell { text, value: Some(value), band: Some(band) }
    }

    /// The ends of a band.
    pub fn band(language: Language, unit: Unit, band: [f64; 2]) -> Self {
        Cell { text: unit.band(language, band), value: None, band: Some(band) }
    }

    /// The exact numbers, for the page's attributes.
    pub fn attributes(&self) -> String {
        let value = self.value.map_or_else(String::new, |value| format!(" data-value=\"{value}\""));
        let band =
            self.band.map_or_else(String::new, |[low, high]| format!(" data-low=\"{low}\" data-high=\"{high}\""));
        value + &band
    }
}
