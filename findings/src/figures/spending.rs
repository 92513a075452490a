//! What is paid for relief, subsidies and allowances.
use super::{Question, Surface};
use crate::SpendingYears;
use crate::chart::{Chart, Layer, Stack};
use crate::estimate::{Estimate, Estimates, in_year};
use crate::figure::{Cell, Figure, Table};
use crate::money::ALL;
use crate::unit::Unit;
use crate::view::View;
use crate::words::say;
use agents::relief::programme::Group;
use agents::text::Label;
use outputs::{Detail, indicators};
use scenarios::{ALL_SPENDING, Grade};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "spending",
    title: Label::new("救助与补贴支出", "Relief spending"),
    surfaces: Surface::FIRST,
    needs: Detail::District,
    figures,
};

/// What is summed: all, and each group.
pub const GROUPS: [&str; 5] =
    [ALL, Group::Relief.id(), Group::Disability.id(), Group::Allowance.id(), Group::CareSubsidy.id()];

/// Yuan paid in a year by a group, or by all; bands have the discrepancy of the group, or of the sum.
pub(super) fn paid(view: &View<'_>, group: &str) -> Estimates {
    let years = view.results.money.paid(group).into_iter().flatten();
    let estimate = |(year, values): (&i32, &Vec<Option<f64>>)| {
        Some((*year, view.results.estimate(discrepancy_of(group), *year, values)?))
    };
    years.filter_map(estimate).collect()
}

/// Id of the discrepancy of what a group, or all of them, cost.
pub(super) fn discrepancy_of(group: &str) -> &'static str {
    let known = Group::ALL.into_iter().find(|known| known.id() == group);
    match known {
        Some(Group::Relief) => indicators::RELIEF_SPENDING.id,
        Some(Group::Disability) => indicators::DISABILITY_SPENDING.id,
        Some(Group::Allowance) => indicators::ALLOWANCE_SPENDING.id,
        Some(Group::CareSubsidy) => indicators::CARE_SUBSIDY_SPENDING.id,
        _ => ALL_SPENDING,
    }
}

fn name(view: &View<'_>, group: &str) -> String {
    let known = Group::ALL.into_iter().find(|known| known.id() == group);
    known.map_or_else(|| view.words("四类合计", "all four"), |known| known.name().get(view.language).to_string())
}

/// Name of what a group, or all of them, cost.
pub(super) fn spending_name(view: &View<'_>, group: &str) -> String {
    let name = name(view, group);
    say!(view.language, "{name}支出", "spending, {name}")
}

fn figures(view: &View<'_>) -> Vec<Figure> {
    let all = paid(view, ALL);
    if all.is_empty() {
        return Vec::new();
    }
    let language = view.language;
    let layer = |group: &&str| Layer {
        name: name(view, group),
        values: paid(view, group).iter().map(|(year, of)| (*year, of.mean)).collect(),
    };
    let chart = Stack {
        layers: GROUPS.iter().filter(|group| **group != ALL).map(layer).collect(),
        over: Vec::new(),
        whole: Some((view.words("合计中位数和80%区间", "median of the sum with 80 % band"), all)),
        unit: Unit::Yuan,
        axis: Unit::Yuan.name(language).to_string(),
    };
    let columns = GROUPS.map(|group| (name(view, group), Unit::Yuan, paid(view, group)));
    vec![Figure {
        id: "spending-groups",
        title: view.words(
            "救助与补贴实际支付，当年（当年价）",
            "Paid for relief, subsidies and allowances in the year (money of the year)",
        ),
        chart: Some(Chart::Stack(chart)),
        sentence: sentence(view),
        tables: vec![
            view.bands_table(
                view.words(
                    "按类别，中位数和80%区间（中位数不能相加）",
                    "By group, medians with 80 % bands (medians do not add up)",
                ),
                &columns,
            ),
            programmes(view),
        ],
        caveats: view.results.baseline.relief_note.iter().map(|note| note.get(language).to_string()).collect(),
        method: view.method(),
        ..Figure::default()
    }]
}

fn sentence(view: &View<'_>) -> String {
    let (language, year) = (view.language, view.outlook_year());
    let told = |group: &str, year: i32| {
        in_year(&paid(view, group), year).map(|of| view.quantity(Unit::Yuan, of)).unwrap_or_default()
    };
    let last = view.last_year();
    let (sum, relief, method) = (told(ALL, year), told(Group::Relief.id(), year), view.method());
    let end = if last == year {
        String::new()
    } else {
        let end = told(ALL, last);
        say!(language, "；{last} 年合计 {end}", "; in {last} {end}")
    };
    say!(
        language,
        "{year} 年四类合计 {sum}，其中社会救助 {relief}{end}（{method}；柱为均值，可以相加）。",
        "In {year} the four groups together cost {sum}, of which social relief {relief}{end} ({method}; bars are means, which add up)."
    )
}

/// Whether an amount of a programme, or how often it is paid, is assumed.
fn is_assumed(view: &View<'_>, programme: &str) -> bool {
    let prefix = format!("programme.{programme}.band.");
    let mut quantities = view.results.baseline.quantities.iter();
    quantities.any(|record| record.id.starts_with(&prefix) && record.grade == Grade::Assumed)
}

fn programmes(view: &View<'_>) -> Table {
    let language = view.language;
    let mut years = vec![view.first_year()];
    years.extend(view.key_years());
    years.dedup();
    let known = &view.results.baseline.district.relief.programmes;
    let row = |sum: &SpendingYears| {
        let found = known.iter().find(|programme| programme.id == sum.programme);
        let star = if is_assumed(view, &sum.programme) { "*" } else { "" };
        let name = found
            .map_or_else(|| name(view, &sum.group), |programme| format!("　{}{star}", programme.name.get(language)));
        let cell = |year: &i32| {
            let values = sum.spending.get(year).map(Vec::as_slice).unwrap_or_default();
            Cell::median(Unit::Yuan, Estimate::of(values).as_ref())
        };
        std::iter::once(Cell::text(name)).chain(years.iter().map(cell)).collect()
    };
    let unit = Unit::Yuan.name(language);
    Table {
        caption: say!(
            language,
            "按项目（{unit}），中位数和80%区间（仅各次模拟，不含模型与现实的偏差）；带*者金额或次数没有公布，为假定",
            "By programme ({unit}), medians with 80 % bands of the replicates, without discrepancy; * amounts or times are not published and assumed"
        ),
        heads: std::iter::once(view.words("项目", "programme")).chain(years.iter().map(i32::to_string)).collect(),
        rows: view.results.money.spending.iter().map(row).collect(),
    }
}
