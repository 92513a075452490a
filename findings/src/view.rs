//! What every figure has at hand: the results, the language, and the tables and charts that many of them share.
use crate::chart::{Chart, Colour, Fan, History, Mark};
use crate::estimate::{Estimate, Estimates, in_year};
use crate::figure::{Cell, Figure, IntervalKind, Number, Table, band_name};
use crate::results::Results;
use crate::unit::Unit;
use crate::words::say;
use crate::{COMPARED_YEARS, WATERFALL_YEARS};
use agents::text::{Label, Language};
use outputs::Indicator;
use scenarios::{Grade, Observation};

/// Results seen in a language.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The results.
    pub results: &'a Results,
    /// The language of all words.
    pub language: Language,
}

/// A column of a table of medians: name, unit, by year.
pub type BandColumn = (String, Unit, Estimates);

impl View<'_> {
    /// The title of everything that shows the run.
    pub fn title(&self) -> String {
        let district = self.results.baseline.district.name.get(self.language);
        say!(self.language, "{district}老龄化预测报告", "Ageing in {district}: a forecast")
    }

    /// Months, scenarios, replicates, seed and version of the run.
    pub fn subtitle(&self) -> String {
        let plan = &self.results.run.manifest.plan;
        let (n, seed, version) = (plan.replicates, plan.seed, &plan.silverpeak_version);
        let all = std::iter::once(&self.results.base).chain(&self.results.others);
        let scenarios: Vec<String> = all.map(|scenario| scenario.name.get(self.language).to_string()).collect();
        let (start, end, scenarios) = (&plan.start, &plan.end, self.list(&scenarios));
        let shocks = self.shocks();
        say!(
            self.language,
            "{start} 至 {end} · 情景：{scenarios} · {shocks} · {n} 次模拟 · 种子 {seed} · silverpeak {version}",
            "{start} to {end} · scenarios: {scenarios} · {shocks} · {n} replicates · seed {seed} · silverpeak {version}"
        )
    }

    /// The dated shocks of the baseline by name.
    fn shocks(&self) -> String {
        let all = self.results.baseline.district.shocks.iter();
        let simulated = all.filter(|shock| shock.month <= self.results.run.last);
        let names: Vec<String> = simulated.map(|shock| shock.name.get(self.language).to_string()).collect();
        let list = self.list(&names);
        match names.is_empty() {
            true => self.words("不含冲击", "no shocks"),
            false => say!(self.language, "假定的冲击：{list}", "assumed shocks: {list}"),
        }
    }

    /// Constant words.
    pub fn words(&self, zh: &'static str, en: &'static str) -> String {
        Label::new(zh, en).get(self.language).to_string()
    }

    /// Names in a row.
    pub fn list(&self, names: &[String]) -> String {
        names.join(Label::new("、", ", ").get(self.language))
    }

    /// Replicates of each scenario.
    pub fn n(&self) -> usize {
        self.results.replicates()
    }

    /// The year of the forecasts at the top: the last of the next plan, or the last simulated one before it.
    pub fn outlook_year(&self) -> i32 {
        WATERFALL_YEARS[1].min(self.last_year())
    }

    /// The first simulated year.
    pub fn first_year(&self) -> i32 {
        self.results.run.first.year()
    }

    /// The last simulated year.
    pub fn last_year(&self) -> i32 {
        self.results.run.last.year()
    }

    /// Years of tables of few columns.
    pub fn key_years(&self) -> Vec<i32> {
        let mut years: Vec<i32> = COMPARED_YEARS.into_iter().chain([self.last_year()]).collect();
        years.retain(|year| (self.first_year()..=self.last_year()).contains(year));
        years.sort_unstable();
        years.dedup();
        years
    }

    /// "the end of the year".
    pub fn end_of(&self, year: i32) -> String {
        say!(self.language, "{year}年末", "the end of {year}")
    }

    /// Where published figures end, on an axis of years' ends, for a chart of these indicators.
    pub fn history(&self, indicators: &[&Indicator]) -> Option<History> {
        let month = self.results.published_to()?;
        let is_known = indicators.iter().any(|of| self.marks(of).iter().any(|mark| mark.is_counted));
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

    /// A median with its unit and 80 % band, in a sentence.
    pub fn quantity(&self, unit: Unit, estimate: &Estimate) -> String {
        Number::median(unit, estimate).quantity(self.language)
    }

    /// The same of an indicator of the base scenario in a year; empty where there is none.
    pub fn told(&self, of: &Indicator, year: i32) -> String {
        let estimate = self.results.base.estimate(of, year);
        estimate.map(|estimate| self.quantity(Unit::of_indicator(of), &estimate)).unwrap_or_default()
    }

    /// Whether the baseline gives a discrepancy of an indicator, or, without one, of any.
    pub fn has_discrepancy(&self, of: Option<&Indicator>) -> bool {
        let discrepancy = &self.results.baseline.discrepancy;
        of.map_or(!discrepancy.terms.is_empty(), |of| discrepancy.term(of.id).is_some())
    }

    /// How many replicates a number is from, and what its band is.
    pub fn method(&self) -> String {
        let n = self.n();
        say!(self.language, "中位数〔80%区间〕，{n} 次模拟", "median [80 % band], {n} replicates")
    }

    /// Published figures of an indicator as marks on an axis of years' ends.
    pub fn marks(&self, of: &Indicator) -> Vec<Mark> {
        let run = &self.results.run;
        let observations = self.results.baseline.observations.iter().filter(|observation| {
            observation.is_level_of_the_district(of.id) && (run.first..=run.last).contains(&observation.month)
        });
        let mark = |observation: &Observation| {
            let (month, is_counted) = (observation.month, observation.grade != Grade::Forecast);
            Mark {
                at: f64::from(month.year()) + f64::from(month.of_year()) / 12.0 - 1.0,
                value: observation.value,
                name: if is_counted {
                    say!(self.language, "公布值 {month}", "published, {month}")
                } else {
                    say!(self.language, "报告自身的预测 {month}（非观测值）", "the report's own forecast, {month}")
                },
                is_counted,
            }
        };
        observations.map(mark).collect()
    }

    /// The table of one number over the years, with all its bands.
    pub fn fan_table(&self, caption: &str, unit: Unit, years: &Estimates) -> Table {
        let row = |(year, estimate): &(i32, Estimate)| {
            let median = Number { interval: None, ..Number::median(unit, estimate) };
            let band = |ends: [f64; 2], kind| Cell::Interval(median.within(ends, kind));
            vec![
                Cell::Year(*year),
                Cell::Number(median),
                band(estimate.band50, IntervalKind::Band50),
                band(estimate.band80, IntervalKind::Band80),
                band(estimate.band95, IntervalKind::Band95),
            ]
        };
        let unit_name = unit.name(self.language);
        let median = say!(self.language, "中位数（{unit_name}）", "median ({unit_name})");
        let bands = [IntervalKind::Band50, IntervalKind::Band80, IntervalKind::Band95];
        let bands = bands.map(|kind| band_name(kind).get(self.language).to_string());
        Table {
            caption: caption.to_string(),
            heads: [self.words("年", "year"), median].into_iter().chain(bands).collect(),
            rows: years.iter().map(row).collect(),
        }
    }

    /// A table of medians with 80 % bands by year.
    pub fn bands_table(&self, caption: String, columns: &[BandColumn]) -> Table {
        let mut years: Vec<i32> =
            columns.iter().flat_map(|(_, _, known)| known.iter().map(|(year, _)| *year)).collect();
        years.sort_unstable();
        years.dedup();
        let row = |year: &i32| {
            let cells = columns.iter().map(|(_, unit, known)| Cell::median(*unit, in_year(known, *year)));
            std::iter::once(Cell::Year(*year)).chain(cells).collect()
        };
        let heads = columns.iter().map(|(name, unit, _)| self.head(name, *unit));
        Table {
            caption,
            heads: std::iter::once(self.words("年", "year")).chain(heads).collect(),
            rows: years.iter().map(row).collect(),
        }
    }

    /// A head with its unit.
    pub fn head(&self, name: &str, unit: Unit) -> String {
        match unit.name(self.language) {
            "" => name.to_string(),
            unit => say!(self.language, "{name}（{unit}）", "{name} ({unit})"),
        }
    }

    /// Columns of the base scenario.
    pub fn columns(&self, of: &[(&Indicator, Label)]) -> Vec<BandColumn> {
        let column = |(of, name): &(&Indicator, Label)| {
            (name.get(self.language).to_string(), Unit::of_indicator(of), self.results.base.estimates(of))
        };
        of.iter().map(column).collect()
    }

    /// An indicator of the base scenario as a fan with its table; none where there are no values.
    pub fn fan_figure(&self, of: FanFigure<'_>) -> Option<Figure> {
        let years = self.results.base.estimates(of.indicator);
        if years.is_empty() {
            return None;
        }
        let unit = Unit::of_indicator(of.indicator);
        Some(Figure {
            id: of.id,
            tables: vec![self.fan_table(&of.title, unit, &years)],
            title: of.title,
            chart: Some(Chart::Fan(Fan {
                years,
                unit,
                axis: of.axis,
                colour: of.colour,
                history: self.history(&[of.indicator]),
                marks: self.marks(of.indicator),
                aim: of.aim,
                peak: of.peak,
            })),
            sentence: of.sentence,
            method: self.method(),
            ..Figure::default()
        })
    }
}

/// What [`View::fan_figure`] shows.
pub struct FanFigure<'a> {
    /// Id of the figure.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// The indicator.
    pub indicator: &'a Indicator,
    /// Title of the axis of values.
    pub axis: String,
    /// Colour of the bands.
    pub colour: Colour,
    /// The sentence.
    pub sentence: String,
    /// A line to be reached and its words.
    pub aim: Option<(f64, String)>,
    /// The highest point: year, value, words by line.
    pub peak: Option<(i32, f64, Vec<String>)>,
}
