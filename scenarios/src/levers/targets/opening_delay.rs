//! Months by which planned homes open later (`facility.opening_delay`).
use crate::levers::target::{Element, Selection, Setting, Target, each, shifted};
use crate::levers::{Group, Kind, Lever, Span};
use agents::district::District;
use agents::parameters::Quantity;
use agents::text::Label;

pub(super) const LEVER: Lever = Lever {
    id: "facility.opening_delay",
    group: Group::Beds,
    kind: Kind::Policy,
    unit: "months",
    span: Span::Values([0.0, 60.0]),
    target: &Target {
        selectors: &["facility"],
        is_permanent: true,
        elements: |district, selection| each(selection.facility, district.care.facilities.len(), Element::Facility),
        unchanged: |_, _, _| Quantity::exactly(0.0),
        ..Target::ratio(delay)
    },
    name: Label::new("规划机构延期", "Delay of planned homes"),
    help: Label::new(
        "尚未开业的机构推迟的月数；可指定机构",
        "months by which homes that are still to open are put off; all or one",
    ),
    source: "四(二)1",
    is_whole: true,
    ..Lever::USUAL
};

fn delay(_: &str, district: &mut District, element: Element, _: &Selection, setting: Setting) {
    let Element::Facility(home) = element else { return };
    let planned = district.care.facilities.get_mut(home).and_then(|home| home.opens.as_mut());
    if let Some(opens) = planned.filter(|opens| opens.low > f64::from(setting.since.index())) {
        *opens = shifted(*opens, setting.value.value.round());
    }
}
