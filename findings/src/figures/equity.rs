//! Equity: hours unmet, beds and waits by income, living arrangement and sex.
use super::{Question, Surface};
use crate::estimate::Estimate;
use crate::figure::{Cell, Figure, Table};
use crate::unit::Unit;
use crate::view::View;
use crate::words::say;
use agents::text::Label;
use outputs::{DISTRICT_AREA, Detail, Keys, Topic, visit_rows};

/// The question.
pub(super) const QUESTION: Question = Question {
    id: "equity",
    title: Label::new("公平性：收入、居住方式与性别", "Equity: income, living arrangement and sex"),
    surfaces: Surface::AWAY,
    needs: Detail::District,
    figures,
};

const GROUPS: [(Keys, Label); 9] = [
    (&[("dimension", "all")], Label::new("全部老人", "all elders")),
    (&[("dimension", "income"), ("group", "low")], Label::new("低收入", "low income")),
    (&[("dimension", "income"), ("group", "middle")], Label::new("中等收入", "middle income")),
    (&[("dimension", "income"), ("group", "high")], Label::new("高收入", "high income")),
    (&[("dimension", "living"), ("group", "with_family")], Label::new("与子女同住", "with family")),
    (&[("dimension", "living"), ("group", "couple_only")], Label::new("仅与配偶同住", "couple only")),
    (&[("dimension", "living"), ("group", "alone")], Label::new("独居", "alone")),
    (&[("dimension", "sex"), ("group", "male")], Label::new("男", "men")),
    (&[("dimension", "sex"), ("group", "female")], Label::new("女", "women")),
];
const COLUMNS: [(&str, Unit, Label); 3] = [
    ("unmet_share", Unit::Share, Label::new("未满足时间占需求", "hours unmet of hours needed")),
    ("bed_share", Unit::Share, Label::new("入住养老机构占该组老人", "in a care home, of the group's elders")),
    (
        "mean_wait",
        Unit::Months,
        Label::new("近12个月入住者平均等待", "mean wait of those who moved in within 12 months"),
    ),
];

/// A group's estimates in the December of a year, in the order of [`COLUMNS`].
fn estimates(view: &View<'_>, keys: Keys, year: i32) -> Option<[Option<Estimate>; 3]> {
    let mut values: [Vec<Option<f64>>; 3] = Default::default();
    let (tables, scenario) = (&view.results.run.tables, &view.results.base.id);
    let columns = COLUMNS.map(|(column, ..)| column);
    visit_rows(tables, (Topic::Equity, keys), scenario, &columns, &mut |at, row| {
        if at.area == DISTRICT_AREA && at.month.year() == year {
            values.iter_mut().zip(row).for_each(|(values, value)| values.push(*value));
        }
    })
    .ok()?;
    Some(values.map(|values| Estimate::of(&values)))
}

fn figures(view: &View<'_>) -> Vec<Figure> {
    let (language, year) = (view.language, view.outlook_year());
    let groups: Option<Vec<_>> = GROUPS.iter().map(|(keys, _)| estimates(view, keys, year)).collect();
    let Some(groups) = groups else { return Vec::new() };
    let unmet = |group: usize| groups[group][0].as_ref().map(|estimate| view.quantity(Unit::Share, estimate));
    let (Some(low), Some(high), Some(alone), Some(family)) = (unmet(1), unmet(3), unmet(6), unmet(4)) else {
        return Vec::new();
    };
    let row = |((_, name), estimates): (&(Keys, Label), &[Option<Estimate>; 3])| {
        let cells = COLUMNS.iter().zip(estimates).map(|((_, unit, _), of)| Cell::median(*unit, of.as_ref()));
        std::iter::once(Cell::text(name.get(language).to_string())).chain(cells).collect()
    };
    let heads = COLUMNS.iter().map(|(_, unit, name)| view.head(name.get(language), *unit));
    let when = view.end_of(year);
    vec![Figure {
        id: "equity-groups",
        title: say!(language, "照护缺口、床位与等待的公平性，{when}", "Unmet care, beds and waits by group, {when}"),
        sentence: say!(
            language,
            "照护时间未满足的比例：低收入 {low}、高收入 {high}；独居 {alone}、与子女同住 {family}（按通常月份计；各街镇的数见 equity 表）。",
            "The share of hours unmet is {low} at low and {high} at high income, {alone} of those living alone and {family} with family (of a usual \
             month; communities are in the table `equity`)."
        ),
        method: view.method(),
        tables: vec![Table {
            caption: view.words("按组别，中位数和80%区间", "By group, medians with 80 % bands"),
            heads: std::iter::once(view.words("组别", "group")).chain(heads).collect(),
            rows: GROUPS.iter().zip(&groups).map(row).collect(),
        }],
        ..Figure::default()
    }]
}
