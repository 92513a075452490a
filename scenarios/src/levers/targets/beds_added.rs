//! Beds built onto homes (`beds.added`).
use crate::levers::target::{Element, Selection, Setting, Target};
use crate::levers::{Group, Kind, Lever, Span};
use crate::problem::ProblemKind;
use agents::care::beds::{BED_TYPES, BedType};
use agents::district::{BuildingDate, District, Extension};
use agents::parameters::Quantity;
use agents::text::Label;
use sim_core::Month;

pub(super) const LEVER: Lever = Lever {
    id: "beds.added",
    group: Group::Beds,
    kind: Kind::Policy,
    unit: "beds",
    span: Span::Values([0.0, 3000.0]),
    target: &Target {
        selectors: &["community", "facility", "type"],
        is_permanent: true,
        can_open: true,
        unchanged: |_, _, _| Quantity::exactly(0.0),
        forbids: |district, selection, month| {
            standing(district, selection, month).is_empty().then_some(ProblemKind::NoHomeStands { month })
        },
        ..Target::ratio(add)
    },
    name: Label::new("扩建床位", "Beds built"),
    help: Label::new(
        "在现有机构扩建：from 为动工月，经建设月数后开放；或以 opens 写开放月。可指定类型（type）、街镇或机构",
        "onto homes that stand: from is the month in which work begins, opens the one in which they open; of a type, in a community or a home",
    ),
    source: "一(一)3, 四(二)1",
    is_whole: true,
    ..Lever::USUAL
};

/// Homes of the selection that stand in a month and will not close.
fn standing(district: &District, selection: &Selection, month: Month) -> Vec<usize> {
    let stands = |(at, home): (usize, &agents::district::FacilityProfile)| {
        let chosen = selection.facility.is_none_or(|chosen| chosen == at)
            && selection.community.is_none_or(|community| community == home.community);
        let open = home.opens.as_ref().is_none_or(|opens| opens.high <= f64::from(month.index()));
        (chosen && open && home.closes.is_none()).then_some(at)
    };
    district.care.facilities.iter().enumerate().filter_map(stands).collect()
}

/// Beds are shared out over the homes by their size, along the running sum, so that they add up.
fn add(_: &str, district: &mut District, _: Element, selection: &Selection, setting: Setting) {
    let beds = setting.value.value;
    let date = setting.opens.map_or(BuildingDate::Begins(setting.since), BuildingDate::Opens);
    let homes = standing(district, selection, setting.since);
    let sizes: Vec<f64> = homes.iter().map(|home| district.care.facilities[*home].beds.value.max(1.0)).collect();
    let total: f64 = sizes.iter().sum();
    let bed_type = selection.bed_type.unwrap_or(BedType::Nursing) as usize;
    let (mut before, mut given) = (0.0, 0u32);
    for (home, size) in homes.into_iter().zip(sizes) {
        before += size;
        let upto = (beds * before / total.max(1.0)).round() as u32;
        let mut added = [0; BED_TYPES];
        added[bed_type] = upto - given.min(upto);
        given = upto;
        if added[bed_type] > 0 {
            district.care.facilities[home].extensions.push(Extension { date, beds: added });
        }
    }
}
