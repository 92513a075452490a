//! Words of units, so that the same unit is always the same words. A flow ends in "a month".

macro_rules! units {
    ($($name:ident = $word:literal;)*) => {
        $(#[doc = concat!("`", $word, "`")] pub const $name: &str = $word;)*
    };
}

units! {
    PERSONS = "persons";
    PERSONS_A_MONTH = "persons a month";
    PERSONS_A_YEAR = "persons a year";
    PERSON_MONTHS_A_YEAR = "person-months a year";
    POSTS = "posts";
    HOURS = "hours";
    HOURS_A_MONTH = "hours a month";
    HOUSEHOLDS = "households";
    HOUSEHOLDS_A_MONTH = "households a month";
    TIMES = "person-times";
    TIMES_A_MONTH = "person-times a month";
    BEDS = "beds";
    BEDS_A_MONTH = "beds a month";
    BEDS_PER_100 = "beds per 100 registered elders";
    SHARE = "share";
    DAYS = "days";
    MONTHS = "months";
    FEN = "fen";
    FEN_A_MONTH = "fen a month";
    YUAN = "yuan";
    YUAN_A_MONTH = "yuan a month";
}
