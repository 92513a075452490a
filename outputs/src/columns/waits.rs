//! `waits`: how waits for a bed end, those that have not ended counted in: cumulative incidence by days since the
//! application, in Decembers, of the twelve months to the end of October.
//!
//! Estimated as by Aalen and Johansen, with delayed entry: each wait is at risk while it lies within the twelve months.
//! What happens later is known late: an offer is answered up to two months after the moment in which it is made.
use super::key::{Key, Keyed, keys};
use super::{ALL, IDENTIFIER, PERSONS, SHARE};
use crate::Result;
use crate::column::{Column, Columns};
use crate::detail::Detail;
use crate::month::MonthOf;
use crate::table::Table;
use crate::topic::{TopicRows, TopicTable};
use agents::care::beds::{BED_TYPES, BedType};
use agents::care::report::{Wait, WaitEnd};
use agents::moment::Moment;
use agents::text::Label;

/// Days since the application of which there are rows.
const DAYS: [(&str, usize); 6] = [("30", 30), ("60", 60), ("90", 90), ("180", 180), ("365", 365), ("730", 730)];
/// Longest wait that is followed.
const MOST_DAYS: usize = 730;
/// Months of the window, and months before the end of the year at which it ends.
const WINDOW: i16 = 12;
const KNOWN_AFTER: i16 = 2;
/// Ways in which a wait ends that are told apart; those who leave the district are no longer followed.
const ENDS: [WaitEnd; 3] = [WaitEnd::Admitted, WaitEnd::GaveUp, WaitEnd::Died];

/// One row.
pub(crate) struct WaitRow {
    pub key: Key,
    pub bed_type: &'static str,
    pub days: &'static str,
    /// Waits that reached the day within the window.
    pub at_risk: i64,
    /// Shares that ended until the day, as [`ENDS`].
    pub ended: [Option<f64>; ENDS.len()],
}

impl Keyed for WaitRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

/// Waits of one type within the window, by days since the application.
struct Incidence {
    /// Waits whose follow-up begins and ends after so many days.
    enter: Vec<u32>,
    leave: Vec<u32>,
    ends: [Vec<u32>; ENDS.len()],
}

impl Incidence {
    fn new() -> Self {
        let days = || vec![0; MOST_DAYS + 2];
        Incidence { enter: days(), leave: days(), ends: std::array::from_fn(|_| days()) }
    }

    fn add(&mut self, wait: &Wait, window: [Moment; 2]) {
        let [from, to] = window;
        if wait.to < from || wait.from >= to {
            return;
        }
        let most = |days: u16| usize::from(days).min(MOST_DAYS + 1);
        let begin = most(from.max(wait.from).days_since(wait.from));
        let end = most(wait.to.min(to).days_since(wait.from));
        self.enter[begin] += 1;
        self.leave[end] += 1;
        if wait.to <= to
            && let Some(ends) = ENDS.iter().position(|end| *end == wait.end)
        {
            self.ends[ends][end] += 1;
        }
    }

    /// At each of [`DAYS`]: waits at risk, and shares that have ended, none where nobody was at risk before.
    fn rows(&self) -> [(i64, [Option<f64>; ENDS.len()]); DAYS.len()] {
        let mut rows = [(0, [None; ENDS.len()]); DAYS.len()];
        let (mut at_risk, mut waiting, mut ended) = (0i64, 1.0, [0.0; ENDS.len()]);
        let mut is_known = true;
        for day in 0..=MOST_DAYS {
            at_risk += i64::from(self.enter[day]);
            let events: [u32; ENDS.len()] = std::array::from_fn(|end| self.ends[end][day]);
            if at_risk > 0 {
                let before = waiting;
                for (share, events) in ended.iter_mut().zip(events) {
                    *share += before * f64::from(events) / at_risk as f64;
                }
                waiting = f64::max(1.0 - ended.iter().sum::<f64>(), 0.0);
            }
            is_known &= at_risk > 0;
            at_risk -= i64::from(self.leave[day]);
            if let Some(row) = DAYS.iter().position(|(_, known)| *known == day) {
                rows[row] = (at_risk, ended.map(|share| is_known.then_some(share)));
            }
        }
        rows
    }
}

/// The topic, with the waits of a replicate that may still reach into a window.
#[derive(Default)]
pub(crate) struct Waits {
    replicate: Option<u32>,
    waits: Vec<Wait>,
}

impl Waits {
    /// The rows of indicators, which have a row a month, without numbers.
    fn unknown(&self, month: &MonthOf<'_>, rows: &mut TopicRows<WaitRow>) -> Result<()> {
        let row =
            |days| WaitRow { key: month.district.clone(), bed_type: ALL, days, at_risk: 0, ended: [None; ENDS.len()] };
        rows.extend(DAYS.map(|(days, _)| row(days)))
    }
}

impl TopicTable for Waits {
    type Row = WaitRow;

    const TABLE: Table<WaitRow> = Table {
        name: "waits",
        label: Label::new(
            "各情景、重复模拟每年12月：截至10月末的12个月内轮候的累积结局（含仍在轮候者的删失处理），按床位类型和申请后天数；其他月份为空",
            "In Decembers (empty in other months), how waits for a bed at home end by days since the application, of the twelve months to the end of \
             October, waits that have not ended being counted as censored (Aalen and Johansen).",
        ),
        columns: &[Columns::Listed(keys()), Columns::Listed(COLUMNS)],
    };

    const OF_COMMUNITIES: bool = false;

    const FROM: Detail = Detail::Headline;

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<WaitRow>) -> Result<()> {
        if self.replicate != Some(month.district.replicate) {
            *self = Waits { replicate: Some(month.district.replicate), waits: Vec::new() };
        }
        self.waits.extend(month.reports.communities.iter().flat_map(|community| &community.care.waits));
        if !month.district.month.is_december() {
            return self.unknown(month, rows);
        }
        let Some(year_end) = self.waits.iter().filter(|wait| wait.end == WaitEnd::Waiting).map(|wait| wait.to).max()
        else {
            self.waits.clear();
            return self.unknown(month, rows);
        };
        let from = year_end.months_before(KNOWN_AFTER + WINDOW).max(Moment::start_of(0));
        let window = [from, year_end.months_before(KNOWN_AFTER)];
        let mut by_type: [Incidence; BED_TYPES] = std::array::from_fn(|_| Incidence::new());
        let mut all = Incidence::new();
        for wait in &self.waits {
            all.add(wait, window);
            by_type[wait.bed as usize].add(wait, window);
        }
        let types = std::iter::once((ALL, &all)).chain(BedType::ALL.map(BedType::id).into_iter().zip(&by_type));
        for (bed_type, incidence) in types {
            for ((days, _), (at_risk, ended)) in DAYS.into_iter().zip(incidence.rows()) {
                rows.push(&WaitRow { key: month.district.clone(), bed_type, days, at_risk, ended })?;
            }
        }
        // What ended after the window belongs to the next; who still waits is reported again.
        self.waits.retain(|wait| wait.end != WaitEnd::Waiting && wait.to > window[1]);
        Ok(())
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<WaitRow>] = &[
    Column::text("bed_type", IDENTIFIER, "床位类型：all 合计，ordinary 普通，nursing 护理型，dementia 认知障碍照护，severe_disability 困难重残养护", "Bed type waited for: `all`, `ordinary`, `nursing`, `dementia` or `severe_disability`.", |row| row.bed_type),
    Column::text("days", IDENTIFIER, "申请后的天数：30、60、90、180、365、730", "Days since the application: `30`, `60`, `90`, `180`, `365` or `730`.", |row| row.days),
    Column::integer("at_risk", PERSONS, "在这12个月内轮候达到该天数、尚未有结局的人数", "Waits that reached the day within the twelve months and had not ended.", |row| row.at_risk),
    Column::optional_number("admitted", SHARE, "到该天数已入住的比例（累积发生率）", "Share that has moved in until the day: cumulative incidence; null where nobody was followed so far.", |row| row.ended[0]),
    Column::optional_number("gave_up", SHARE, "到该天数已放弃轮候或谢绝入住的比例", "Share that has given up or declined an offer until the day.", |row| row.ended[1]),
    Column::optional_number("died", SHARE, "到该天数在轮候中死亡的比例", "Share that has died waiting until the day.", |row| row.ended[2]),
    Column::optional_number("waiting", SHARE, "到该天数仍在轮候的比例（Kaplan-Meier）", "Share still waiting at the day (Kaplan-Meier).", |row| Some((1.0 - row.ended[0]? - row.ended[1]? - row.ended[2]?).max(0.0))),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(from: f64, days: f64, end: WaitEnd) -> Wait {
        let from = Moment::start_of(0).after_days(from);
        Wait { bed: BedType::Nursing, from, to: from.after_days(days), end }
    }

    /// Of four who apply within the window one moves in after 10 days, one dies after 40, one is censored at 50, and one
    /// moves in after 100: Kaplan and Meier by hand.
    #[test]
    fn incidence_is_that_by_hand() {
        let mut incidence = Incidence::new();
        let window = [Moment::start_of(0), Moment::start_of(12)];
        let ends =
            [(10.0, WaitEnd::Admitted), (40.0, WaitEnd::Died), (50.0, WaitEnd::Left), (100.0, WaitEnd::Admitted)];
        for (days, end) in ends {
            incidence.add(&wait(20.0, days, end), window);
        }
        let [(_, day_30), (left, day_60), _, (_, day_180), ..] = incidence.rows();
        assert_eq!(day_30, [Some(0.25), Some(0.0), Some(0.0)]);
        // Three at risk when one of them dies: a third of the three quarters still waiting.
        assert_eq!((left, day_60), (1, [Some(0.25), Some(0.0), Some(0.25)]));
        // The last of all takes what is left; then nobody is followed any more.
        assert_eq!(day_180, [None, None, None]);
        let mut longer = Incidence::new();
        longer.add(&wait(20.0, 300.0, WaitEnd::Admitted), window);
        assert_eq!(longer.rows()[3], (1, [Some(0.0), Some(0.0), Some(0.0)]));
    }

    /// A wait that began before the window counts from the day on which the window opens.
    #[test]
    fn waits_enter_late() {
        let mut incidence = Incidence::new();
        let window = [Moment::start_of(6), Moment::start_of(18)];
        incidence.add(&wait(0.0, 400.0, WaitEnd::Admitted), window);
        incidence.add(&wait(200.0, 35.0, WaitEnd::GaveUp), window);
        let [(_, day_30), (at_risk, day_60), ..] = incidence.rows();
        assert_eq!(day_30, [Some(0.0), Some(0.0), Some(0.0)]);
        assert_eq!((at_risk, day_60[1]), (0, None), "the only one followed so far has gone");
    }
}
