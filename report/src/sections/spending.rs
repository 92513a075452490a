//! What is paid for relief, subsidies and allowances.
use super::Section;
use crate::charts::{Layer, Stack, stack};
use crate::fan::Fans;
use crate::figure::{Cell, Figure, Picture, Table};
use crate::report::Report;
use crate::results::{ALL, fans};
use crate::words::{Unit, say};
use agents::relief::programme::Group;
use agents::text::Label;
use experiments::SpendingYears;
use scenarios::Grade;

/// The section.
pub const SECTION: Section =
    Section { id: "spending", title: Label::new("救助与补贴支出", "Relief spending"), needs: &[], figures };

/// What is summed: all, and each group.
pub const GROUPS: [&str; 5] =
    [ALL, Group::Relief.id(), Group::Disability.id(), Group::Allowance.id(), Group::CareSubsidy.id()];

/// Yuan paid in a year by a group, or by all.
pub fn paid(report: &Report<'_>, group: &str) -> Fans {
    report.results.spending.get(group).map(fans).unwrap_or_default()
}

fn name(report: &Report<'_>, group: &str) -> String {
    let known = Group::ALL.into_iter().find(|known| known.id() == group);
    known.map_or_else(|| report.words("四类合计", "all four"), |known| known.name().get(report.language).to_string())
}

fn figures(report: &Report<'_>) -> Vec<Figure> {
    let all = paid(report, ALL);
    if all.is_empty() {
        return Vec::new();
    }
    let language = report.language;
    let layer = |group: &&str| Layer {
        name: name(report, group),
        values: paid(report, group).iter().map(|(year, fan)| (*year, fan.mean)).collect(),
    };
    let chart = Stack {
        layers: GROUPS.iter().filter(|group| **group != ALL).map(layer).collect(),
        over: Vec::new(),
        whole: Some((report.words("合计中位数和80%区间", "median of the sum with 80 % band"), all)),
        unit: Unit::Yuan,
        axis: Unit::Yuan.name(language).to_string(),
    };
    let columns = GROUPS.map(|group| (name(report, group), Unit::Yuan, paid(report, group)));
    vec![Figure {
        id: "spending-groups",
        title: report.words(
            "救助与补贴实际支付，当年（当年价）",
            "Paid for relief, subsidies and allowances in the year (money of the year)",
        ),
        picture: Picture::Plot(Box::new(stack(&chart, language)), 430),
        sentence: sentence(report),
        tables: vec![
            report.bands_table(
                report.words(
                    "按类别，中位数和80%区间（中位数不能相加）",
                    "By group, medians with 80 % bands (medians do not add up)",
                ),
                &columns,
            ),
            programmes(report),
        ],
    }]
}

fn sentence(report: &Report<'_>) -> String {
    let (language, year) = (report.language, report.outlook_year());
    let told = |group: &str, year: i32| {
        crate::fan::in_year(&paid(report, group), year).map(|fan| report.told(Unit::Yuan, fan)).unwrap_or_default()
    };
    let last = report.last_year();
    let (sum, relief, method) = (told(ALL, year), told(Group::Relief.id(), year), report.method());
    let end = if last == year {
        String::new()
    } else {
        let end = told(ALL, last);
        say!(language, "；{last} 年合计 {end}", "; in {last} {end}")
    };
    let note = report.results.baseline.relief_note.as_ref().map_or("", |note| note.get(language));
    let text = say!(
        language,
        "{year} 年四类合计 {sum}，其中社会救助 {relief}{end}（{method}；柱为均值，可以相加）。",
        "In {year} the four groups together cost {sum}, of which social relief {relief}{end} ({method}; bars are means, which add up). "
    );
    text + note
}

/// Whether an amount of a programme, or how often it is paid, is assumed.
fn is_assumed(report: &Report<'_>, programme: &str) -> bool {
    let prefix = format!("programme.{programme}.band.");
    let mut quantities = report.results.baseline.quantities.iter();
    quantities.any(|record| record.id.starts_with(&prefix) && record.grade == Grade::Assumed)
}

fn programmes(report: &Report<'_>) -> Table {
    let language = report.language;
    let mut years = vec![report.results.first.year()];
    years.extend(report.key_years());
    years.dedup();
    let known = &report.results.baseline.district.relief.programmes;
    let row = |sum: &SpendingYears| {
        let found = known.iter().find(|programme| programme.id == sum.programme);
        let star = if is_assumed(report, &sum.programme) { "*" } else { "" };
        let name = found
            .map_or_else(|| name(report, &sum.group), |programme| format!("　{}{star}", programme.name.get(language)));
        let cell = |year: &i32| match sum.spending.iter().find(|(known, _)| known == year) {
            Some((_, band)) => Cell::with_band(language, Unit::Yuan, band.p50, [band.p10, band.p90]),
            None => Cell::text("–"),
        };
        std::iter::once(Cell::text(name)).chain(years.iter().map(cell)).collect()
    };
    let unit = Unit::Yuan.name(language);
    Table {
        caption: say!(
            language,
            "按项目（{unit}），中位数和80%区间；带*者金额或次数没有公布，为假定",
            "By programme ({unit}), medians with 80 % bands; * amounts or times are not published and assumed"
        ),
        heads: std::iter::once(report.words("项目", "programme")).chain(years.iter().map(i32::to_string)).collect(),
        rows: report.results.money.spending.iter().map(row).collect(),
    }
}
