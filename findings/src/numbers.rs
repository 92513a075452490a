//! Numbers of a scenario by replicate and month: read one by one from its run folder, or many at once for a page.
use crate::error::FindingError;
use crate::observed::series_of_observations;
use outputs::{
    DISTRICT_AREA, Indicator, Keys, NumberColumn, ReplicateSeries, SeriesKey, Tables, Topic, area_series, indicator,
    topic_series,
};
use scenarios::{Aim, Baseline};
use std::borrow::Cow;

/// The numbers of one scenario of a run folder.
pub struct Numbers<'a> {
    tables: &'a Tables,
    scenario: &'a str,
    /// What was read ahead.
    read: Vec<(SeriesKey, ReplicateSeries)>,
}

/// A series by its key.
type Found = (SeriesKey, ReplicateSeries);

impl<'a> Numbers<'a> {
    /// Those of `scenario` in a run folder's tables; each is read when it is asked for.
    pub fn of(tables: &'a Tables, scenario: &'a str) -> Self {
        Numbers { tables, scenario, read: Vec::new() }
    }

    /// The same with `wanted` read ahead: every topic once.
    pub fn read_ahead(tables: &'a Tables, scenario: &'a str, wanted: &[SeriesKey]) -> Result<Self, FindingError> {
        let of_topic = |topic: Topic| -> Result<Vec<Found>, FindingError> {
            let mut keys: Vec<&SeriesKey> = Vec::new();
            for key in wanted.iter().filter(|key| key.rows.0 == topic) {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
            if keys.is_empty() {
                return Ok(Vec::new());
            }
            let series = topic_series(tables, topic, scenario, &keys)?;
            Ok(keys.into_iter().cloned().zip(series).collect())
        };
        let mut read = Vec::new();
        for topic in Topic::ALL {
            read.extend(of_topic(topic)?);
        }
        Ok(Numbers { tables, scenario, read })
    }

    /// The id of the scenario.
    pub fn scenario(&self) -> &str {
        self.scenario
    }

    /// A column of an area by replicate and month.
    pub fn series(
        &self,
        rows: (Topic, Keys),
        area: &str,
        column: impl Into<NumberColumn>,
    ) -> Result<Cow<'_, ReplicateSeries>, FindingError> {
        let column = column.into();
        let is = |key: &SeriesKey| key.rows == rows && key.area == area && key.column == column;
        match self.read.iter().find(|(key, _)| is(key)) {
            Some((_, series)) => Ok(Cow::Borrowed(series)),
            None => Ok(Cow::Owned(area_series(self.tables, rows, self.scenario, area, column)?)),
        }
    }

    /// A headline indicator of the district.
    pub fn indicator(&self, of: &Indicator) -> Result<Cow<'_, ReplicateSeries>, FindingError> {
        self.series((of.topic, of.keys), DISTRICT_AREA, of.column)
    }
}

/// What is read of a headline indicator.
pub fn series_of(indicator: &Indicator, area: &str) -> SeriesKey {
    SeriesKey { rows: (indicator.topic, indicator.keys), area: area.to_string(), column: indicator.column }
}

/// What the published numbers, targets and triggers of `baseline` are compared with.
pub fn series_of_findings(baseline: &Baseline) -> Vec<SeriesKey> {
    let targets = baseline.targets.targets.iter().filter_map(|target| match &target.aim {
        Aim::Simulated { measure, .. } => Some(measure),
        Aim::NotSimulated { .. } => None,
    });
    let measures = targets.chain(baseline.targets.triggers.iter().map(|trigger| &trigger.measure));
    let measured = measures.flat_map(|measure| {
        let ids = [Some(&measure.indicator), measure.per.as_ref()];
        ids.into_iter().flatten().map(|id| (id.as_str(), measure.area.as_str()))
    });
    let mut all = series_of_observations(&baseline.observations);
    all.extend(measured.filter_map(|(id, area)| indicator(id).map(|known| series_of(known, area))));
    all
}
