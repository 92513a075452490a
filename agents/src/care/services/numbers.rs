//! Numbers and flags that follow from the list of services, worked out by the compiler; it refuses a list that breaks
//! a limit.
use super::{Mode, SERVICES, Service};
use crate::care::case::flag::MARKS;
use crate::parameters::parameter_position;
use crate::text::same;

/// Most services given by lot: there are tables of all sets of them.
const MOST_BY_LOT: usize = 12;

/// Number of services given by lot, the first of [`SERVICES`].
pub(in crate::care) const BY_LOT: usize = {
    let mut number = 0;
    while number < SERVICES.len() && !matches!(SERVICES[number].mode, Mode::Ledger) {
        number += 1;
    }
    number
};

/// Numbers of the services with places to keep.
pub(in crate::care) const PLACES: [usize; PLACES_COUNT] = {
    let (mut places, mut found, mut number) = ([0; PLACES_COUNT], 0, 0);
    while number < BY_LOT {
        if matches!(SERVICES[number].mode, Mode::Place) {
            places[found] = number;
            found += 1;
        }
        number += 1;
    }
    places
};

const PLACES_COUNT: usize = {
    let (mut count, mut number) = (0, 0);
    while number < BY_LOT {
        count += matches!(SERVICES[number].mode, Mode::Place) as usize;
        number += 1;
    }
    count
};

/// By number: the flag that a service leaves in the case of an elder who was given it; 0 for most.
pub(in crate::care) const MARK: [u16; SERVICES.len()] = {
    let (mut all, mut taken, mut number) = ([0; SERVICES.len()], 0, 0);
    while number < SERVICES.len() {
        let service = &SERVICES[number];
        if let Some(mark) = service.effects.mark {
            all[number] = MARKS[mark];
            assert!(taken & all[number] == 0, "two services have the same mark");
            taken |= all[number];
        }
        let lasts = service.effects.entry.is_some() || service.effects.exit.is_some();
        match service.mode {
            Mode::Once => assert!(all[number] != 0, "a service given once needs a mark"),
            Mode::Visit => assert!(!lasts || all[number] != 0, "a visit with a lasting effect needs a mark"),
            Mode::Place | Mode::Ledger => assert!(all[number] == 0, "only visits and what is given once have a mark"),
        }
        number += 1;
    }
    all
};

/// The flag of the service whose `exit` ratio holds for carers; 0 if there is none.
pub(in crate::care) const EXIT_MARK: u16 = {
    let (mut mark, mut number) = (0, 0);
    while number < SERVICES.len() {
        if SERVICES[number].effects.exit.is_some() {
            assert!(mark == 0, "carers have two chances to give up: one service may change it");
            mark = MARK[number];
        }
        number += 1;
    }
    mark
};

/// Flags of the services that are given once.
pub(crate) const ONCE_MARKS: u16 = {
    let (mut marks, mut number) = (0, 0);
    while number < SERVICES.len() {
        if matches!(SERVICES[number].mode, Mode::Once) {
            marks |= MARK[number];
        }
        number += 1;
    }
    marks
};

/// The services that are given once and were given, by the flags of a case.
#[inline]
pub(in crate::care) fn given_once(flags: u16) -> u16 {
    let given = |number: usize| SERVICES[number].mode == Mode::Once && flags & MARK[number] != 0;
    (0..BY_LOT).fold(0, |set, number| set | u16::from(given(number)) << number)
}

const _: () = {
    assert!(BY_LOT <= MOST_BY_LOT, "tables of all sets of services would be too large");
    let mut number = 0;
    while number < SERVICES.len() {
        let service = &SERVICES[number];
        assert!(number < BY_LOT || matches!(service.mode, Mode::Ledger), "ledgers come last");
        if let Some(id) = service.shared {
            assert!(parameter_position(id).is_some(), "a service's capacity is no parameter");
        }
        if service.effects.entry.is_some() {
            assert!(number < BY_LOT, "a ledger gives nobody anything");
        }
        assert!(matches!(service.mode, Mode::Once) || service.told.given.is_none(), "told as given once, and is not");
        number += 1;
    }
};

/// The number of a service of the list.
pub(super) const fn number_of(service: &Service) -> usize {
    let mut number = 0;
    while !same(SERVICES[number].id, service.id) {
        number += 1;
    }
    number
}

/// The mark that a service leaves in the flags of a case ([`Case::is`](crate::care::case::Case::is)); given once, or with a
/// lasting effect of a visit.
pub const fn mark(service: &Service) -> u16 {
    MARK[number_of(service)]
}
