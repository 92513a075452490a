//! `workforce`: care workers and community workers by kind of employer and level of certificate.
use super::key::{Key, Keyed, keys};
use super::{ALL, IDENTIFIER, PERSONS, SHARE};
use crate::Result;
use crate::column::{Column, Columns, after, to};
use crate::detail::{Detail, Kept};
use crate::month::MonthOf;
use crate::table::Table;
use crate::tally::{EmployerTally, share};
use crate::topic::{TopicRows, TopicTable};
use agents::counts::{Count, Holds};
use agents::text::Label;
use agents::workforce::report::{EmployerCounts, LevelCounts};
use agents::workforce::{EmployerKind, LEVELS};

/// One row.
pub(crate) struct WorkforceRow {
    pub key: Key,
    pub employer: &'static str,
    pub level: &'static str,
    pub of_level: LevelCounts,
    /// Those of all levels; in the rows of all levels.
    pub all: Option<EmployerTally>,
}

/// Ids of the levels, lowest first.
const LEVEL_IDS: [&str; LEVELS] = ["none", "1", "2", "3", "4", "5"];

/// Homes and home-care agencies together: all who employ care workers.
const CARE: &str = "care";

impl Keyed for WorkforceRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

impl WorkforceRow {
    /// An area's rows: care workers, then kind by kind; of each all levels, then level by level. Levels of
    /// which there is nothing have no row.
    pub fn rows(key: &Key, employers: &[EmployerTally; EmployerKind::ALL.len()]) -> Vec<WorkforceRow> {
        let mut care = employers[EmployerKind::Facility as usize];
        care += &employers[EmployerKind::Agency as usize];
        let kinds = EmployerKind::ALL.iter().map(|kind| (kind.id(), employers[*kind as usize]));
        let mut rows = Vec::new();
        for (employer, tally) in std::iter::once((CARE, care)).chain(kinds) {
            let row = |level, of_level, all| WorkforceRow { key: key.clone(), employer, level, of_level, all };
            rows.push(row(ALL, tally.total(), Some(tally)));
            let levels = if key.kept == Kept::All { &tally.levels[..] } else { &[] };
            for (id, level) in LEVEL_IDS.iter().zip(levels) {
                if *level != LevelCounts::default() {
                    rows.push(row(id, *level, None));
                }
            }
        }
        rows
    }

    fn certified(&self) -> Option<i64> {
        Some(self.all.as_ref()?.at_least(1).heads)
    }

    fn intermediate(&self) -> Option<i64> {
        Some(self.all.as_ref()?.at_least(2).heads)
    }

    fn sufficiency(&self) -> Option<f64> {
        let counts = &self.all.as_ref()?.counts;
        share(counts.closing * 1000, counts.required_milli)
    }

    /// By how much the certified share of one month differs from that of the month before on account
    /// of `persons` who came (or went, when negative), `certified` of them certified: what is left of
    /// them after the share of the month before, over today's heads. The four sum to the change. Told for
    /// whole occupations.
    fn contribution(&self, persons: i64, certified: i64) -> Option<f64> {
        let whole = [CARE, EmployerKind::CommunityOffice.id()].contains(&self.employer);
        let all = self.all.as_ref().filter(|_| whole)?;
        let with = all.at_least(1);
        let got = all.levels[1].passed;
        let certified_before = with.heads - got - with.hires + with.left + with.retired;
        let before = share(certified_before, all.counts.opening)?;
        (all.counts.closing != 0).then(|| (certified as f64 - before * persons as f64) / all.counts.closing as f64)
    }

    fn change_training(&self) -> Option<f64> {
        self.contribution(0, self.all.as_ref()?.levels[1].passed)
    }

    fn change_hires(&self) -> Option<f64> {
        let all = self.all.as_ref()?;
        self.contribution(all.counts.hires, all.at_least(1).hires)
    }

    fn change_leavers(&self) -> Option<f64> {
        let all = self.all.as_ref()?;
        self.contribution(-all.total().left, -all.at_least(1).left)
    }

    fn change_retirement(&self) -> Option<f64> {
        let all = self.all.as_ref()?;
        self.contribution(-all.total().retired, -all.at_least(1).retired)
    }
}

impl Holds<LevelCounts> for WorkforceRow {
    type Value = i64;

    fn count(&self, of: impl FnOnce(&LevelCounts) -> i64) -> i64 {
        of(&self.of_level)
    }
}

impl Holds<EmployerCounts> for WorkforceRow {
    type Value = Option<i64>;

    fn count(&self, of: impl FnOnce(&EmployerCounts) -> i64) -> Option<i64> {
        Some(of(&self.all.as_ref()?.counts))
    }
}

const EMPLOYER: &[Count<WorkforceRow, Option<i64>>] = EmployerCounts::columns();

/// The topic.
#[derive(Default)]
pub(crate) struct Workforce;

impl TopicTable for Workforce {
    type Row = WorkforceRow;

    const TABLE: Table<WorkforceRow> = Table {
        name: "workforce",
        label: Label::new(
            "各情景、重复模拟、月份、区域、用人单位类型和证书等级的养老护理员与社区工作者；期初持证率为假定值",
            "Care workers and community workers by kind of employer and level of certificate; the certified share of care \
             workers at the start is assumed.",
        ),
        columns: &[
            Columns::Listed(keys()),
            Columns::Listed(COLUMNS),
            Columns::Counts(LevelCounts::columns()),
            Columns::SomeCounts(to("posts", EMPLOYER)),
            Columns::Listed(REQUIRED),
            Columns::SomeCounts(to("vacancies", after("posts", EMPLOYER))),
            Columns::Listed(CERTIFIED),
            Columns::SomeCounts(after("vacancies", EMPLOYER)),
            Columns::Listed(CHANGES),
        ],
    };

    const OF_COMMUNITIES: bool = true;

    const FROM: Detail = Detail::Headline;

    const HEADLINE_EXTRAS: &'static [&'static str] =
        &["change_training", "change_hires", "change_leavers", "change_retirement"];

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<WorkforceRow>) -> Result<()> {
        month.areas().try_for_each(|(key, area)| rows.extend(WorkforceRow::rows(key, &area.employers)))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<WorkforceRow>] = &[
    Column::text("employer", IDENTIFIER, "用人单位：care 机构与居家合计（养老护理员），facility 养老机构，agency 居家照护机构（计入其服务的第一个街镇），community_office 街镇（社区工作者）", "Employer: `care` for homes and agencies together (care workers), `facility`, `agency` (counted in the first community it serves), `community_office` (community workers).", |row| row.employer),
    Column::text("level", IDENTIFIER, "证书等级：all 合计，none 无，1 初级或助理社会工作师，2 中级或社会工作师，3 高级或高级社会工作师，4 技师，5 高级技师；全为零的等级不列", "Level of certificate: `all`, `none`, `1` junior or assistant social worker, `2` intermediate or social worker, `3` senior, `4` technician, `5` senior technician; single levels of communities in Decembers only; levels of which there is nothing have no row.", |row| row.level),
];

#[rustfmt::skip]
const REQUIRED: &[Column<WorkforceRow>] = &[
    Column::optional_number("required", PERSONS, "按入住者照护等级、轮候者和所求居家时数所需的人员（折合全职）", "Workers that residents, those on lists with a bed in view and hours of home care asked for demand, in full-time posts.", |row| Some(row.all.as_ref()?.counts.required_milli as f64 / 1000.0)),
];

#[rustfmt::skip]
const CERTIFIED: &[Column<WorkforceRow>] = &[
    Column::optional_long("certified", PERSONS, "持证人数，月末数", "Certified heads, at the month's end.", WorkforceRow::certified),
    Column::optional_long("intermediate_plus", PERSONS, "持中级及以上证书人数，月末数", "Heads with a certificate of the second level or above, at the month's end.", WorkforceRow::intermediate),
    Column::optional_number("certified_share", SHARE, "持证率＝持证人数/在岗人数", "Certified heads over heads; null without heads.", |row| share(row.certified()?, row.all.as_ref()?.counts.closing)),
    Column::optional_number("intermediate_share", SHARE, "中级及以上占比", "Heads of the second level or above over heads; null without heads.", |row| share(row.intermediate()?, row.all.as_ref()?.counts.closing)),
    Column::optional_number("sufficiency", SHARE, "充足率＝在岗人数/所需人数", "Sufficiency: heads over those required; null when nobody is required.", WorkforceRow::sufficiency),
];

#[rustfmt::skip]
const CHANGES: &[Column<WorkforceRow>] = &[
    Column::optional_number("change_training", SHARE, "持证率较上月变化：来自培训取证；四项之和等于总变化；仅 care 和 community_office 行给出", "Change of the certified share since the month before, by those who got their first certificate; the four add up to the whole change; in the rows of `care` and `community_office`.", WorkforceRow::change_training),
    Column::optional_number("change_hires", SHARE, "持证率较上月变化：来自入职", "The same, by those hired.", WorkforceRow::change_hires),
    Column::optional_number("change_leavers", SHARE, "持证率较上月变化：来自离职", "The same, by those who left but not by retiring.", WorkforceRow::change_leavers),
    Column::optional_number("change_retirement", SHARE, "持证率较上月变化：来自退休", "The same, by those who retired.", WorkforceRow::change_retirement),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_change_of_the_certified_share_is_the_sum_of_its_parts() {
        // 60 of 100 certified; 10 leave with 8 certificates, 2 retire with 1, 20 come with 6, 9 pass.
        let mut tally = EmployerTally::default();
        tally.counts.opening = 100;
        (tally.counts.hires, tally.counts.closing) = (20, 108);
        tally.levels[0] =
            LevelCounts { heads: 40 - 2 - 1 + 14 - 9, hires: 14, left: 2, retired: 1, ..Default::default() };
        tally.levels[1] =
            LevelCounts { heads: 60 - 8 - 1 + 6 + 9, hires: 6, left: 8, retired: 1, passed: 9, ..Default::default() };
        let key = Key {
            scenario: "a".into(),
            replicate: 0,
            month: sim_core::Month::january(2021),
            area: "b".into(),
            kept: Kept::All,
        };
        let employer = "care";
        let row = WorkforceRow { key, employer, level: ALL, of_level: tally.total(), all: Some(tally) };
        let parts = [row.change_training(), row.change_hires(), row.change_leavers(), row.change_retirement()];
        let expected = [9.0 / 108.0, (6.0 - 12.0) / 108.0, (-8.0 + 6.0) / 108.0, (-1.0 + 1.2) / 108.0];
        for (part, expected) in parts.iter().zip(expected) {
            assert!((part.unwrap() - expected).abs() < 1e-15);
        }
        let change = 66.0 / 108.0 - 0.6;
        assert!((parts.iter().flatten().sum::<f64>() - change).abs() < 1e-15);
    }
}
