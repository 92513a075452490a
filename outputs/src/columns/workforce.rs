//! `workforce`: care workers and community workers by kind of employer and level of certificate.
use super::key::{Key, Keyed, area, month, replicate, scenario};
use super::{ALL, BEDS, FEN_A_MONTH, HOURS_A_MONTH, IDENTIFIER, PERSONS, PERSONS_A_MONTH, POSTS, SHARE};
use crate::Result;
use crate::column::Column;
use crate::month::MonthOf;
use crate::table::Table;
use crate::table_writer::TableWriter;
use crate::tally::{EmployerTally, share};
use crate::topic::TopicTable;
use agents::text::Label;
use agents::workforce::report::LevelCounts;
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
            for (id, level) in LEVEL_IDS.iter().zip(&tally.levels) {
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

/// A column of the same name as its field, of the row's level.
macro_rules! level {
    ($field:ident, $unit:expr, $zh:literal, $en:literal) => {
        Column::integer(stringify!($field), $unit, $zh, $en, |row: &WorkforceRow| row.of_level.$field)
    };
}

/// A column of the same name as its field, in the rows of all levels.
macro_rules! count {
    ($field:ident, $unit:expr, $zh:literal, $en:literal) => {
        Column::optional_long(stringify!($field), $unit, $zh, $en, |row: &WorkforceRow| {
            Some(row.all.as_ref()?.counts.$field)
        })
    };
}

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
        columns: COLUMNS,
    };

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TableWriter<WorkforceRow>) -> Result<()> {
        month.areas().try_for_each(|(key, area)| rows.extend(WorkforceRow::rows(key, &area.employers)))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<WorkforceRow>] = &[
    scenario(),
    replicate(),
    month(),
    area(),
    Column::text("employer", IDENTIFIER, "用人单位：care 机构与居家合计（养老护理员），facility 养老机构，agency 居家照护机构（计入其服务的第一个街镇），community_office 街镇（社区工作者）", "Employer: `care` for homes and agencies together (care workers), `facility`, `agency` (counted in the first community it serves), `community_office` (community workers).", |row| row.employer),
    Column::text("level", IDENTIFIER, "证书等级：all 合计，none 无，1 初级或助理社会工作师，2 中级或社会工作师，3 高级或高级社会工作师，4 技师，5 高级技师；全为零的等级不列", "Level of certificate: `all`, `none`, `1` junior or assistant social worker, `2` intermediate or social worker, `3` senior, `4` technician, `5` senior technician; single levels of communities in Decembers only; levels of which there is nothing have no row.", |row| row.level),
    level!(heads, PERSONS, "在岗人数，月末数", "Heads: workers, at the month's end."),
    level!(hires, PERSONS_A_MONTH, "当月入职（按所持等级）", "Hired in the month, by the level held."),
    level!(left, PERSONS_A_MONTH, "当月离职（不含退休，按所持等级）", "Left in the month but not by retiring, by the level held."),
    level!(retired, PERSONS_A_MONTH, "当月退休（按所持等级）", "Retired in the month, by the level held."),
    level!(asked, PERSONS_A_MONTH, "当月申请培训名额或报考（按所求等级）", "Asked for a seat or registered for an exam in the month, by the level sought."),
    level!(waiting, PERSONS, "等待培训名额（按所求等级），月末数", "Wait for a seat, by the level sought, at the month's end."),
    level!(enrolled, PERSONS, "在培训、待考或待公布结果（按所求等级），月末数", "In a course, before an exam or waiting for its result, by the level sought, at the month's end."),
    level!(examined, PERSONS_A_MONTH, "当月公布考试结果的人次（按所求等级）", "Results of exams in the month, by the level sought; who sits twice counts twice."),
    level!(passed, PERSONS_A_MONTH, "当月取得证书（按所求等级）", "Got the certificate in the month, by the level sought."),
    count!(opening, PERSONS, "上月末在岗人数；仅合计行给出（下同）", "Heads at the end of the month before; like all that follows in the rows of all levels, null elsewhere."),
    count!(posts, POSTS, "希望配置的岗位", "Posts that employers want filled."),
    Column::optional_number("required", PERSONS, "按入住者照护等级、轮候者和所求居家时数所需的人员（折合全职）", "Workers that residents, those on lists with a bed in view and hours of home care asked for demand, in full-time posts.", |row| Some(row.all.as_ref()?.counts.required_milli as f64 / 1000.0)),
    count!(vacancies, POSTS, "空缺岗位，月末数", "Posts that nobody has, at the month's end."),
    Column::optional_long("certified", PERSONS, "持证人数，月末数", "Certified heads, at the month's end.", WorkforceRow::certified),
    Column::optional_long("intermediate_plus", PERSONS, "持中级及以上证书人数，月末数", "Heads with a certificate of the second level or above, at the month's end.", WorkforceRow::intermediate),
    Column::optional_number("certified_share", SHARE, "持证率＝持证人数/在岗人数", "Certified heads over heads; null without heads.", |row| share(row.certified()?, row.all.as_ref()?.counts.closing)),
    Column::optional_number("intermediate_share", SHARE, "中级及以上占比", "Heads of the second level or above over heads; null without heads.", |row| share(row.intermediate()?, row.all.as_ref()?.counts.closing)),
    Column::optional_number("sufficiency", SHARE, "充足率＝在岗人数/所需人数", "Sufficiency: heads over those required; null when nobody is required.", WorkforceRow::sufficiency),
    count!(hires_experienced, PERSONS_A_MONTH, "入职者中曾在本区从业者", "Of those hired, who worked in the district's trade before."),
    count!(hires_graduates, PERSONS_A_MONTH, "入职者中应届毕业生", "Of those hired, who come from a school."),
    count!(left_moved, PERSONS_A_MONTH, "离职另找本区同行业岗位", "Left to seek another employer of the trade in the district."),
    count!(left_away, PERSONS_A_MONTH, "离开行业（长期或一时）", "Left the district's trade, for good or for some time."),
    count!(left_closing, PERSONS_A_MONTH, "因单位关闭失去岗位", "Lost the post because the employer closed."),
    count!(women, PERSONS, "女性", "Women."),
    count!(migrants, PERSONS, "外来人员", "Registered outside the city."),
    count!(aged_under_35, PERSONS, "35岁以下", "Below 35."),
    count!(aged_35_54, PERSONS, "35至54岁", "Aged 35 to 54."),
    count!(aged_55_plus, PERSONS, "55岁及以上", "Aged 55 and over."),
    count!(service_under_1_year, PERSONS, "在本单位不满1年", "Less than a year with their employer."),
    count!(service_1_2_years, PERSONS, "在本单位1至2年", "One or two completed years with their employer."),
    count!(service_3_4_years, PERSONS, "在本单位3至4年", "Three or four completed years with their employer."),
    count!(service_5_years_plus, PERSONS, "在本单位5年及以上", "Five years or more with their employer."),
    count!(overloaded, PERSONS, "工作量超过配比的人员", "Workers whose workload is above what the ratios ask."),
    count!(beds_lost, BEDS, "有人轮候但因缺人无法使用的床位", "Beds that stand and are paid for, that somebody waits for and that no worker can serve."),
    count!(hours_lost, HOURS_A_MONTH, "因缺人未能提供的居家照护时间", "Hours of home care asked for that no worker can give."),
    count!(wage_bill, FEN_A_MONTH, "工资总额，由用人单位支付", "Wages, paid by the employers."),
    count!(entry_subsidy, FEN_A_MONTH, "当月应付入职奖励", "Entry subsidy due in the month."),
    Column::optional_number("change_training", SHARE, "持证率较上月变化：来自培训取证；四项之和等于总变化；仅 care 和 community_office 行给出", "Change of the certified share since the month before, by those who got their first certificate; the four add up to the whole change; in the rows of `care` and `community_office`.", WorkforceRow::change_training),
    Column::optional_number("change_hires", SHARE, "持证率较上月变化：来自入职", "The same, by those hired.", WorkforceRow::change_hires),
    Column::optional_number("change_leavers", SHARE, "持证率较上月变化：来自离职", "The same, by those who left but not by retiring.", WorkforceRow::change_leavers),
    Column::optional_number("change_retirement", SHARE, "持证率较上月变化：来自退休", "The same, by those who retired.", WorkforceRow::change_retirement),
];

#[cfg(test)]
mod tests {
    use super::*;
    use agents::workforce::report::EmployerCounts;

    #[test]
    fn every_count_of_the_model_is_a_column() {
        fn fields(counts: serde_json::Value) -> Vec<String> {
            counts.as_object().unwrap().keys().cloned().collect()
        }
        let of_level = fields(serde_json::to_value(LevelCounts::default()).unwrap());
        let columns: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
        assert_eq!(columns[6..6 + of_level.len()], of_level);
        // Under other names: closing is heads, what is left by retiring is retired.
        let elsewhere = ["required_milli", "closing", "hires", "left_retired"];
        for field in fields(serde_json::to_value(EmployerCounts::default()).unwrap()) {
            assert!(columns.contains(&&*field) || elsewhere.contains(&&*field), "{field}");
        }
    }

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
        let key = Key { scenario: "a".into(), replicate: 0, month: sim_core::Month::january(2021), area: "b".into() };
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
