//! The workforce in the month before the start.
use super::tables::WorkforceTables;
use super::{Employer, EmployerKind, TrainingCentre, entry};
use crate::model::{Model, Now};

/// Months before the start in which those asked who are taught or wait at the start.
const MONTHS_ASKED: f64 = 6.0;

/// Employers of one kind with their workers of the start: whole persons, of `persons` as many as wanted
/// for each, rounded along the running sum so that all together are as many as the sum says.
pub fn employers_at_start(model: &Model, kind: EmployerKind, persons: &[f64]) -> Vec<Employer> {
    let whole = whole_persons(persons);
    let employers = whole.iter().enumerate().map(|(place, persons)| {
        let address = model.addresses().employer_of(kind, place);
        let worker = |number| entry::at_start(model, kind.occupation(), address.0, number);
        Employer::new(kind, (0..*persons).map(worker).collect())
    });
    employers.collect()
}

/// Posts in a community's office in a month: its share of the district's, rounded along the running sum.
pub fn office_posts(model: &Model, place: usize, month: i16) -> i64 {
    let posts = model.workforce.community_posts(month);
    let upto = |places: usize| libm::round(model.share_before[places] * posts) as i64;
    upto(place + 1) - upto(place)
}

/// The training centre at the start. Of those of all `employers` who asked for a seat in the last months
/// as many have been taught as there were seats in the time that a course and its result take; the others
/// wait. Employers come in order of address.
pub fn training_at_start<'a>(model: &Model, employers: impl Iterator<Item = &'a mut Employer>) -> TrainingCentre {
    let now = Now::new(model, model.district().start);
    let mut employers: Vec<&mut Employer> = employers.collect();
    let mut asked = Vec::new();
    for (address, employer) in model.addresses().employers().zip(&employers) {
        let candidates = employer.candidates_at_start(now, MONTHS_ASKED).into_iter();
        asked.extend(candidates.map(|(draw, candidate)| (draw, candidate.of(address.0))));
    }
    asked.sort_unstable_by_key(|(draw, candidate)| (*draw, candidate.worker));
    let (centre, stages) = TrainingCentre::at_start(model, asked.into_iter().map(|(_, candidate)| candidate));
    for (candidate, stage) in stages {
        if let Some(employer) = employers.get_mut(candidate.employer as usize) {
            employer.set_stage(candidate.worker, stage);
        }
    }
    centre
}

fn whole_persons(persons: &[f64]) -> Vec<u32> {
    let (mut sum, mut given) = (0.0, 0.0);
    let whole = persons.iter().map(|persons| {
        sum += persons.max(0.0);
        let upto = libm::round(sum);
        let own = upto - given;
        given = upto;
        own as u32
    });
    whole.collect()
}

impl WorkforceTables {
    /// Posts of community workers in all offices in a month, counted from the first simulated one.
    fn community_posts(&self, month: i16) -> f64 {
        let [at_start, added] = self.community_posts;
        let [first, last] = self.posts_added;
        let part = f64::from(i32::from(month) - first + 1) / f64::from((last - first + 1).max(1));
        at_start + added * part.clamp(0.0, 1.0)
    }
}
