//! What every section has at hand: the results, the language, and how numbers are put into words.
use crate::charts::{Colour, FanChart, History, Mark};
use crate::fan::{Fan, Fans};
use crate::figure::{Cell, Figure, Picture, Table};
use crate::results::Results;
use crate::words::{Unit, say};
use agents::text::{Label, Language};
use experiments::{COMPARED_YEARS, WATERFALL_YEARS};
use scenarios::Grade;

/// A report being written.
pub struct Report<'a> {
    /// What is told.
    pub results: &'a Results,
    /// In which language.
    pub language: Language,
}

impl Report<'_> {
    /// Constant words.
    pub fn words(&self, zh: &'static str, en: &'static str) -> String {
        Label::new(zh, en).get(self.language).to_string()
    }

    /// The year of the forecasts at the top: the last of the next plan, or the last simulated one before it.
    pub fn outlook_year(&self) -> i32 {
        WATERFALL_YEARS[1].min(self.last_year())
    }

    /// The last simulated year.
    pub fn last_year(&self) -> i32 {
        self.results.last.year()
    }

    /// Years that tables of few columns are about.
    pub fn key_years(&self) -> Vec<i32> {
        let mut years: Vec<i32> = COMPARED_YEARS.into_iter().chain([self.last_year()]).collect();
        years.retain(|year| (self.results.first.year()..=self.last_year()).contains(year));
        years.sort_unstable();
        years.dedup();
        years
    }

    /// "at the end of the year".
    pub fn end_of(&self, year: i32) -> String {
        say!(self.language, "{year}年末", "the end of {year}")
    }

    /// Where published figures end, on an axis of years' ends, for a chart of these indicators.
    pub fn history(&self, indicators: &[&str]) -> Option<History> {
        let month = self.results.published_to()?;
        let is_known = indicators.iter().any(|id| self.marks(id).iter().any(|mark| mark.is_counted));
        let words = match is_known {
            true => {
                say!(self.language, " 公布数据至 {month}，其后为推算", " figures published to {month}; then forecast")
            }
            false => say!(
                self.language,
                " 本项无公布值（其他数据至 {month}）",
                " nothing published of this (of others to {month})"
            ),
        };
        Some(History { to: f64::from(month.year()) + f64::from(month.of_year()) / 12.0 - 1.0, words, is_known })
    }

    /// A value with its unit and 80 % band.
    pub fn told(&self, unit: Unit, fan: &Fan) -> String {
        let (value, band) = (unit.value(self.language, fan.median), unit.band(self.language, fan.band80));
        say!(self.language, "{value}{band}", "{value} {band}")
    }

    /// How many replicates a number is from, and what its band is.
    pub fn method(&self) -> String {
        let n = self.results.manifest.plan.replicates;
        say!(self.language, "中位数〔80%区间〕，{n} 次模拟", "median [80 % band], {n} replicates")
    }

    /// Published figures of an indicator as marks on an axis of years' ends.
    pub fn marks(&self, id: &str) -> Vec<Mark> {
        let facts = self.results.baseline.facts.iter().filter(|fact| fact.indicator.as_deref() == Some(id));
        let unit = outputs::indicator(id).map_or("", |indicator| indicator.unit);
        let mark = |fact: &scenarios::Fact| {
            let month = fact.month.filter(|month| (self.results.first..=self.results.last).contains(month))?;
            let is_counted = fact.grade != Grade::Forecast;
            Some(Mark {
                at: f64::from(month.year()) + f64::from(month.of_year()) / 12.0 - 1.0,
                value: fact.comparable(unit),
                name: if is_counted {
                    say!(self.language, "公布值 {month}", "published, {month}")
                } else {
                    say!(self.language, "报告自身的预测 {month}（非观测值）", "the report's own forecast, {month}")
                },
                is_counted,
            })
        };
        facts.filter_map(mark).collect()
    }

    /// The table of a fan.
    pub fn fan_table(&self, caption: &str, unit: Unit, fans: &Fans) -> Table {
        let language = self.language;
        let row = |(year, fan): &(i32, Fan)| {
            vec![
                Cell::text(year.to_string()),
                Cell::number(language, unit, fan.median),
                Cell::band(language, unit, fan.band50),
                Cell::band(language, unit, fan.band80),
                Cell::band(language, unit, fan.band95),
                Cell::text(fan.n.to_string()),
            ]
        };
        let unit_name = unit.name(language);
        let median = say!(language, "中位数（{unit_name}）", "median ({unit_name})");
        Table {
            caption: caption.to_string(),
            heads: vec![
                self.words("年", "year"),
                median,
                self.words("50%区间", "50 % band"),
                self.words("80%区间", "80 % band"),
                self.words("95%区间", "95 % band"),
                self.words("模拟次数", "replicates"),
            ],
            rows: fans.iter().map(row).collect(),
        }
    }

    /// A table of medians with 80 % bands, a column a number.
    pub fn bands_table(&self, caption: String, columns: &[(String, Unit, Fans)]) -> Table {
        let mut years: Vec<i32> = columns.iter().flat_map(|(_, _, fans)| fans.iter().map(|(year, _)| *year)).collect();
        years.sort_unstable();
        years.dedup();
        let row = |year: &i32| {
            let cell = |(_, unit, fans): &(String, Unit, Fans)| match crate::fan::in_year(fans, *year) {
                Some(fan) => Cell::with_band(self.language, *unit, fan.median, fan.band80),
                None => Cell::text("–"),
            };
            std::iter::once(Cell::text(year.to_string())).chain(columns.iter().map(cell)).collect()
        };
        let head = |(name, unit, _): &(String, Unit, Fans)| {
            let unit = unit.name(self.language);
            if unit.is_empty() { name.clone() } else { say!(self.language, "{name}（{unit}）", "{name} ({unit})") }
        };
        Table {
            caption,
            heads: std::iter::once(self.words("年", "year")).chain(columns.iter().map(head)).collect(),
            rows: years.iter().map(row).collect(),
        }
    }

    /// An indicator of the base scenario as a fan with its table; none where there are no values.
    pub fn fan_figure(&self, of: FanFigure<'_>) -> Option<Figure> {
        let fans = self.results.base.fans(of.indicator);
        if fans.is_empty() {
            return None;
        }
        let unit = of.unit;
        let chart = FanChart {
            fans: &fans,
            unit,
            axis: of.axis,
            colour: of.colour,
            history: self.history(&[of.indicator]),
            marks: self.marks(of.indicator),
            aim: of.aim,
            peak: of.peak,
            range: of.range,
        };
        let plot = crate::charts::fan_chart(&chart, self.language);
        Some(Figure {
            id: of.id,
            tables: vec![self.fan_table(&of.title, unit, &fans)],
            title: of.title,
            picture: Picture::Plot(Box::new(plot), 400),
            sentence: of.sentence,
        })
    }
}

/// What [`Report::fan_figure`] shows.
pub struct FanFigure<'a> {
    /// Id of the figure.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// The indicator.
    pub indicator: &'a str,
    /// Its unit.
    pub unit: Unit,
    /// Title of the axis of values.
    pub axis: String,
    /// Colour of the bands.
    pub colour: Colour,
    /// The sentence.
    pub sentence: String,
    /// A line to be reached and its words.
    pub aim: Option<(f64, String)>,
    /// The highest point: year, value, words.
    pub peak: Option<(i32, f64, String)>,
    /// Ends of the axis of values.
    pub range: Option<[f64; 2]>,
}
