//! What happened to an elder, told from what is seen before and after.
use super::lives::{Change, Seen};
use agents::care::beds::BedType;
use agents::care::services::{SERVICES, mark};
use agents::district::District;
use agents::events::{About, Story};
use agents::status::Status;
use agents::view::{ElderView, Gone, HardshipView};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use sim_core::Month;

/// Something that happened to one elder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Event {
    /// The spouse gave up caring.
    SpouseGaveUp,
    /// The children gave up caring.
    ChildrenGaveUp,
    /// The household came into hardship, and the relief office does not know of it.
    InHardship,
    /// The household was put on the books of the relief office.
    OnReliefBooks,
    /// The household was taken off them, and leads on in hardship or not.
    OffReliefBooks,
    /// The household is in hardship no more.
    OutOfHardship,
    /// Moved to another community.
    Moved {
        /// Its id.
        community: String,
    },
    /// Applied for a bed; while in another, asked for a better suited one.
    Applied {
        /// Id of the home on whose list the elder is; none while no home is acceptable.
        home: Option<String>,
        /// Type of bed.
        #[serde(serialize_with = "bed_id")]
        bed: BedType,
    },
    /// Went on waiting, on the list of another home.
    ChangedList {
        /// Id of the home; none while no home is acceptable.
        home: Option<String>,
        /// Type of bed.
        #[serde(serialize_with = "bed_id")]
        bed: BedType,
    },
    /// Left the list: gave up waiting or declined an offer.
    LeftList,
    /// Moved into a home.
    Admitted {
        /// Its id.
        home: String,
        /// Type of bed.
        #[serde(serialize_with = "bed_id")]
        bed: BedType,
        /// Months since the application.
        waited: i32,
    },
    /// Moved from one bed to another.
    Transferred {
        /// Id of the home.
        home: String,
        /// Type of bed.
        #[serde(serialize_with = "bed_id")]
        bed: BedType,
    },
    /// Moved out of the home.
    LeftHome,
    /// Home care of the insurance began.
    HomeCareBegan,
    /// It ended.
    HomeCareEnded,
    /// Got a place of a service.
    ServiceBegan {
        /// Id of the service.
        service: &'static str,
    },
    /// Lost or gave up the place.
    ServiceEnded {
        /// Id of the service.
        service: &'static str,
    },
    /// Died.
    Died {
        /// Months since the application, for those who were waiting.
        waiting: Option<i32>,
        /// Id of the home lived in.
        home: Option<String>,
    },
    /// Was registered elsewhere and left the district.
    Departed,
    /// A life event, or a service given once, as its file tells it.
    #[serde(untagged)]
    Told(Told),
}

/// Something that is told in the words of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// The words.
    pub story: &'static Story,
    /// The state before.
    pub from: Status,
    /// The state from now on.
    pub to: Status,
}

impl Serialize for Told {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("what", self.story.word)?;
        match self.story.about {
            About::Ability => {
                map.serialize_entry("from", &self.from.ability())?;
                map.serialize_entry("to", &self.to.ability())?;
            }
            About::Dementia => map.serialize_entry("to", &self.to.dementia())?,
            About::Severity => map.serialize_entry("to", &self.to.severity())?,
            About::Living => map.serialize_entry("living", &self.to.living())?,
            About::Nothing => (),
        }
        map.end()
    }
}

fn bed_id<S: Serializer>(bed: &BedType, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(bed.id())
}

/// An event and its month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dated {
    /// The month, YYYY-MM.
    #[serde(serialize_with = "month_text")]
    pub month: Month,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

pub(super) fn month_text<S: Serializer>(month: &Month, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(month)
}

/// The events of a life that begins as `start` and changes as told, in order of time.
pub fn events(start: &ElderView, changes: &[(u32, Change)], district: &District) -> Vec<Dated> {
    let mut before = *start;
    let mut told = Vec::new();
    for (_, Change { month, seen, event }) in changes {
        if let (Some(story), Seen::Here(now)) = (event.and_then(|event| event.story.as_ref()), seen) {
            let event = Event::Told(Told { story, from: before.status, to: now.status });
            told.push(Dated { month: *month, event });
        }
        let found = match seen {
            Seen::Here(now) => between(&before, now, *month, district),
            Seen::Gone(Gone::Departed) => vec![Event::Departed],
            Seen::Gone(Gone::Died) => vec![Event::Died {
                waiting: before.wait.map(|wait| *month - wait.applied),
                home: before.bed.map(|bed| home(district, bed.home)),
            }],
        };
        told.extend(found.into_iter().map(|event| Dated { month: *month, event }));
        if let Seen::Here(now) = seen {
            before = *now;
        }
    }
    told
}

fn home(district: &District, at: u16) -> String {
    district.care.facilities.get(usize::from(at)).map_or_else(|| at.to_string(), |home| home.id.clone())
}

/// Causes first: the household, where the person lives, what is asked for, what is received.
fn between(before: &ElderView, now: &ElderView, month: Month, district: &District) -> Vec<Event> {
    let mut events = Vec::new();
    if now.spouse_gave_up && !before.spouse_gave_up {
        events.push(Event::SpouseGaveUp);
    }
    if now.children_gave_up && !before.children_gave_up {
        events.push(Event::ChildrenGaveUp);
    }
    match (before.hardship, now.hardship) {
        (a, b) if a == b => (),
        (_, HardshipView::OnBooks) => events.push(Event::OnReliefBooks),
        (HardshipView::None, HardshipView::Unknown) => events.push(Event::InHardship),
        (HardshipView::OnBooks, _) => events.push(Event::OffReliefBooks),
        _ => events.push(Event::OutOfHardship),
    }
    if before.community != now.community {
        let known = district.communities.get(usize::from(now.community));
        let community = known.map_or_else(|| now.community.to_string(), |community| community.id.clone());
        events.push(Event::Moved { community });
    }
    beds(before, now, month, district, &mut events);
    for service in SERVICES.iter().filter(|service| now.given & !before.given & mark(service) != 0) {
        let told = service.told.given.as_ref().map(|story| Told { story, from: before.status, to: now.status });
        events.extend(told.map(Event::Told));
    }
    // Whoever moves into a home has no care at home any more: that needs no telling.
    if now.bed.is_none() || before.bed.is_some() {
        match (before.home_care, now.home_care) {
            (false, true) => events.push(Event::HomeCareBegan),
            (true, false) => events.push(Event::HomeCareEnded),
            _ => (),
        }
        for (number, service) in SERVICES.iter().enumerate() {
            let has = |view: &ElderView| view.services >> number & 1 == 1;
            match (has(before), has(now)) {
                (false, true) => events.push(Event::ServiceBegan { service: service.id }),
                (true, false) => events.push(Event::ServiceEnded { service: service.id }),
                _ => (),
            }
        }
    }
    events
}

fn beds(before: &ElderView, now: &ElderView, month: Month, district: &District, events: &mut Vec<Event>) {
    match (before.bed, now.bed) {
        (Some(from), Some(to)) if from != to => {
            events.push(Event::Transferred { home: home(district, to.home), bed: to.kind });
        }
        (None, Some(to)) => {
            let applied = before.wait.map_or(month, |wait| wait.applied);
            events.push(Event::Admitted { home: home(district, to.home), bed: to.kind, waited: month - applied });
        }
        (Some(_), None) => events.push(Event::LeftHome),
        _ => (),
    }
    let moved_in = now.bed.is_some() && before.bed != now.bed;
    match (before.wait, now.wait) {
        // A second application in the month in which the first one ended is a new one.
        (Some(old), Some(new)) if old.applied == new.applied && old != new => {
            events.push(Event::ChangedList { home: new.home.map(|at| home(district, at)), bed: new.kind });
        }
        (old, Some(new)) if old != Some(new) => {
            events.push(Event::Applied { home: new.home.map(|at| home(district, at)), bed: new.kind });
        }
        (Some(_), None) if !moved_in => events.push(Event::LeftList),
        _ => (),
    }
}
