//! `programmes.toml`: what the bureau pays, as data: for whom, how much, how often, from which account.
use crate::document::{Page, Table};
use crate::files::district::{near_month, unique};
use crate::nearest::nearest;
use crate::problem::{ProblemKind, Problems};
use crate::provenance::ParameterRecord;
use crate::quantity::{Allowed, quantity};
use crate::source::Source;
use agents::parameters::Quantity;
use agents::relief::attributes::{ATTRIBUTES, Kind, attribute_position};
use agents::relief::household::MOST_GRANTS;
use agents::relief::programme::{
    ACTIVITIES, Activity, Amount, Band, Condition, Group, Index, MOST_BANDS, MOST_PROGRAMMES, Over, Overspend,
    Programme,
};
use agents::relief::rules::{MOST_CONDITIONS, different_conditions};
use agents::relief::tables::most_grants_of;

pub(crate) const FILE: &str = "programmes.toml";
pub(crate) const KEYS: &[&str] = &["programme"];
pub(crate) const PROGRAMME_KEYS: &[&str] = &[
    "id",
    "name",
    "group",
    "account",
    "over",
    "who",
    "unless",
    "months",
    "take_up",
    "index",
    "overspend",
    "caseload",
    "band",
];
pub(crate) const BAND_KEYS: &[&str] =
    &["from", "to", "when", "yuan", "standard", "top_up", "bill", "covered", "model", "times"];
pub(crate) const CONDITION_KEYS: &[&str] = &["attribute", "from", "below", "is"];
pub(crate) const YUAN: Allowed = Allowed { unit: "yuan", least: 0.0, most: 10_000_000.0 };
pub(crate) const STANDARD: Allowed = Allowed { unit: "times the standard", least: 0.0, most: 20.0 };
pub(crate) const TIMES: Allowed = Allowed { unit: "times a month", least: 0.0, most: 50_000.0 };
pub(crate) const TAKE_UP: Allowed = Allowed { unit: "share", least: 0.0, most: 1.0 };

/// Ids of a list as words of a file.
macro_rules! words {
    ($name:ident, $list:expr) => {
        pub(crate) const $name: &[&str] = &{
            let mut words = [""; $list.len()];
            let mut at = 0;
            while at < words.len() {
                words[at] = $list[at].id();
                at += 1;
            }
            words
        };
    };
}
words!(GROUPS, Group::ALL);
words!(OVERSPENDS, Overspend::ALL);
words!(INDICES, Index::ALL);
/// About whom: the words of [`Over`], then the activities.
pub(crate) const OVERS: &[&str] = &{
    let mut words = [""; Over::WORDS.len() + ACTIVITIES];
    let mut at = 0;
    while at < words.len() {
        words[at] = if at < Over::WORDS.len() { Over::WORDS[at] } else { Activity::ALL[at - Over::WORDS.len()].id() };
        at += 1;
    }
    words
};

/// The programmes, with their quantities. `accounts` are the ids of the bureau's, when they could be read.
pub(crate) fn read(
    source: &Source,
    accounts: Option<&[String]>,
    problems: &mut Problems,
) -> Option<(Vec<Programme>, Vec<ParameterRecord>)> {
    let text = source.text(FILE, problems)?;
    let page = Page::new(source.shown(FILE), text);
    let entries = page.parse(text, problems)?;
    let root = page.root(&entries);
    root.refuse_unknown(KEYS, problems);
    let tables = root.tables("programme", problems)?;
    if !(1..=MOST_PROGRAMMES).contains(&tables.len()) {
        let kind = ProblemKind::Count { found: tables.len(), least: 1, most: MOST_PROGRAMMES };
        root.refuse("programme", kind, problems);
    }
    let mut reader = Reader { accounts, seen: Vec::new(), records: Vec::new(), problems };
    let programmes: Vec<_> = tables.iter().map(|table| reader.programme(table)).collect();
    let records = reader.records;
    let programmes: Vec<Programme> = programmes.into_iter().collect::<Option<_>>()?;
    only_once(&tables, &programmes, problems);
    let conditions = different_conditions(&programmes).len();
    if conditions > MOST_CONDITIONS {
        let kind = ProblemKind::Count { found: conditions, least: 0, most: MOST_CONDITIONS };
        root.refuse("programme", kind, problems);
    }
    Some((programmes, records))
}

/// What may be there once only: programmes that top up income, and what pays for an activity. And households
/// have room for so many grants.
fn only_once(tables: &[Table<'_>], programmes: &[Programme], problems: &mut Problems) {
    let tops_up = |programme: &Programme| programme.bands.iter().any(|band| matches!(band.amount, Amount::TopUp(_)));
    let mut grants = 0;
    for (at, (table, programme)) in tables.iter().zip(programmes).enumerate() {
        let earlier = &programmes[..at];
        let first = earlier.iter().find(|other| tops_up(programme) && tops_up(other));
        let same =
            earlier.iter().find(|other| matches!(programme.over, Over::Activity(_)) && other.over == programme.over);
        for (key, other) in [("band", first), ("over", same)] {
            if let Some(other) = other {
                table.refuse(key, ProblemKind::OnlyOnce { first: other.id.clone() }, problems);
            }
        }
        let before = grants;
        grants += most_grants_of(programme);
        if before <= MOST_GRANTS && grants > MOST_GRANTS {
            table.refuse("band", ProblemKind::TooManyGrants { found: grants, most: MOST_GRANTS }, problems);
        }
    }
}

struct Reader<'a> {
    accounts: Option<&'a [String]>,
    seen: Vec<(String, Option<u32>)>,
    records: Vec<ParameterRecord>,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn programme(&mut self, table: &Table<'_>) -> Option<Programme> {
        table.refuse_unknown(PROGRAMME_KEYS, self.problems);
        let id = table.id("id", self.problems);
        if let Some(id) = &id {
            unique(table, id, &mut self.seen, self.problems);
        }
        let name = table.words("name", self.problems);
        let group = table.word("group", GROUPS, self.problems);
        let account = self.account(table);
        let over = table.word("over", OVERS, self.problems).map(|at| match at {
            0 => Over::Household,
            1 => Over::Member,
            2 => Over::Elder,
            3 => Over::Case,
            4 => Over::Death,
            5 => Over::Fixed,
            at => Over::Activity(Activity::ALL[at - Over::WORDS.len()]),
        });
        let who = over.and_then(|over| self.conditions(table, "who", over));
        let unless = over.and_then(|over| self.conditions(table, "unless", over));
        let months = self.months(table);
        let take_up = self.optional(table, "take_up", TAKE_UP, 1.0);
        let word = |name, words, problems: &mut Problems| {
            if table.has(name) { table.word(name, words, problems) } else { Some(0) }
        };
        let index = word("index", INDICES, self.problems);
        let overspend = table.word("overspend", OVERSPENDS, self.problems);
        let caseload = if table.has("caseload") { table.boolean("caseload", self.problems) } else { Some(false) };
        // These happen when they happen.
        if let Some(Over::Death | Over::Activity(_)) = over
            && table.has("months")
        {
            let over = over.map_or("", Over::id).to_string();
            table.refuse("months", ProblemKind::NotOf { over }, self.problems);
        }
        let bands = self.bands(table, over);
        Some(Programme {
            id: id?,
            name: name?,
            group: Group::ALL[group?],
            account: account?,
            over: over?,
            who: who?,
            unless: unless?,
            bands: bands?,
            months: months?,
            take_up: take_up?,
            index: Index::ALL[index?],
            overspend: Overspend::ALL[overspend?],
            caseload: caseload?,
        })
    }

    fn account(&mut self, table: &Table<'_>) -> Option<usize> {
        let found = table.text("account", self.problems)?;
        let accounts = self.accounts?;
        let position = accounts.iter().position(|id| id == found);
        if position.is_none() {
            let near = nearest(found, accounts.iter().map(String::as_str));
            let kind = ProblemKind::AccountUnknown { found: found.to_string(), nearest: near };
            table.refuse("account", kind, self.problems);
        }
        position
    }

    /// Calendar months in which it is paid; all when none are named.
    fn months(&mut self, table: &Table<'_>) -> Option<[bool; 12]> {
        if !table.has("months") {
            return Some([true; 12]);
        }
        let mut months = [false; 12];
        for month in table.numbers("months", 12, self.problems)? {
            let month = table.within("months", month, 1.0, 12.0, self.problems)?;
            months[month as usize - 1] = true;
        }
        Some(months)
    }

    /// A quantity, or one known exactly when it is absent.
    fn optional(&mut self, table: &Table<'_>, name: &str, allowed: Allowed, otherwise: f64) -> Option<Quantity> {
        if !table.has(name) {
            return Some(Quantity::exactly(otherwise));
        }
        self.quantity(table, name, allowed)
    }

    fn quantity(&mut self, table: &Table<'_>, name: &str, allowed: Allowed) -> Option<Quantity> {
        let (quantity, record) = quantity(table, name, allowed, self.problems)?;
        self.records.push(record);
        Some(quantity)
    }

    fn bands(&mut self, table: &Table<'_>, over: Option<Over>) -> Option<Vec<Band>> {
        let tables = table.tables("band", self.problems)?;
        if !(1..=MOST_BANDS).contains(&tables.len()) {
            let kind = ProblemKind::Count { found: tables.len(), least: 1, most: MOST_BANDS };
            table.refuse("band", kind, self.problems);
        }
        let is_plain = matches!(over, Some(Over::Fixed | Over::Activity(_)));
        if is_plain && tables.len() > 1 {
            table.refuse("band", ProblemKind::Count { found: tables.len(), least: 1, most: 1 }, self.problems);
        }
        let bands: Vec<_> = tables.iter().map(|table| self.band(table, over)).collect();
        let mut tops_up = bands.iter().flatten().filter(|band| matches!(band.amount, Amount::TopUp(_)));
        if tops_up.nth(1).is_some() {
            let id = table.text("id", self.problems).unwrap_or_default().to_string();
            table.refuse("band", ProblemKind::OnlyOnce { first: id }, self.problems);
        }
        for (place, pair) in bands.windows(2).enumerate() {
            let always = |band: &Option<Band>| {
                band.as_ref().is_some_and(|b| b.conditions.is_empty() && b.from.is_none() && b.to.is_none())
            };
            if always(&pair[0]) {
                tables[place + 1].refuse("", ProblemKind::NeverReached, self.problems);
            }
        }
        bands.into_iter().collect()
    }

    fn band(&mut self, table: &Table<'_>, over: Option<Over>) -> Option<Band> {
        table.refuse_unknown(BAND_KEYS, self.problems);
        let month = |name, problems: &mut Problems| {
            if table.has(name) { near_month(table, name, problems).map(Some) } else { Some(None) }
        };
        let (from, to) = (month("from", self.problems), month("to", self.problems));
        if let (Some(Some(earliest)), Some(Some(month))) = (from, to)
            && month < earliest
        {
            table.refuse("to", ProblemKind::MonthTooEarly { month, earliest }, self.problems);
        }
        let conditions = over.and_then(|over| self.conditions(table, "when", over));
        let amount = self.amount(table, over);
        let is_plain = matches!(over, Some(Over::Fixed | Over::Activity(_)));
        for name in ["from", "to"].into_iter().filter(|name| is_plain && table.has(name)) {
            table.refuse(name, ProblemKind::NotOf { over: over.map_or("", Over::id).to_string() }, self.problems);
        }
        // What income lacks is paid once a month; a death happens once.
        if table.has("times") && (table.has("top_up") || table.has("model") || over == Some(Over::Death)) {
            table.refuse("times", ProblemKind::UnknownKey { nearest: None }, self.problems);
        }
        let times = self.optional(table, "times", TIMES, 1.0);
        Some(Band { from: from?, to: to?, conditions: conditions?, amount: amount?, times: times? })
    }

    /// Exactly one way to say how much, one that makes sense for those it is for.
    fn amount(&mut self, table: &Table<'_>, over: Option<Over>) -> Option<Amount> {
        const WAYS: [&str; 5] = ["yuan", "standard", "top_up", "bill", "model"];
        let said: Vec<&str> = WAYS.into_iter().filter(|way| table.has(way)).collect();
        let [way] = said[..] else {
            table.refuse("", ProblemKind::OneOf { found: said.len(), of: &WAYS }, self.problems);
            return None;
        };
        let fits = match (way, over) {
            (_, None) | ("yuan" | "standard", _) => true,
            ("bill", Some(over)) => over == Over::Member,
            ("top_up", Some(over)) => over == Over::Household,
            (_, Some(over)) => matches!(over, Over::Activity(activity) if activity.is_priced()),
        };
        if !fits {
            let over = over.map_or("", Over::id).to_string();
            table.refuse(way, ProblemKind::NotOf { over }, self.problems);
            return None;
        }
        if table.has("covered") && way != "bill" {
            table.refuse("covered", ProblemKind::UnknownKey { nearest: Some("bill".into()) }, self.problems);
        }
        match way {
            "bill" => {
                let bill = self.quantity(table, "bill", YUAN);
                self.quantity(table, "covered", TAKE_UP).and_then(|covered| Some(Amount::Bill(bill?, covered)))
            }
            "yuan" => self.quantity(table, "yuan", YUAN).map(Amount::Yuan),
            "standard" => self.quantity(table, "standard", STANDARD).map(Amount::Standard),
            "top_up" => self.quantity(table, "top_up", STANDARD).map(Amount::TopUp),
            _ => table.boolean("model", self.problems).map(|_| Amount::Model),
        }
    }

    fn conditions(&mut self, table: &Table<'_>, name: &str, over: Over) -> Option<Vec<Condition>> {
        if !table.has(name) {
            return Some(Vec::new());
        }
        let tables = table.tables(name, self.problems)?;
        let conditions: Vec<_> = tables.iter().map(|table| self.condition(table, over)).collect();
        conditions.into_iter().collect()
    }

    fn condition(&mut self, table: &Table<'_>, over: Over) -> Option<Condition> {
        table.refuse_unknown(CONDITION_KEYS, self.problems);
        let found = table.text("attribute", self.problems)?;
        let Some(position) = attribute_position(found) else {
            let mine = ATTRIBUTES.iter().filter(|attribute| attribute.of.contains(&over));
            let near = nearest(found, mine.map(|attribute| attribute.id));
            let kind = ProblemKind::AttributeUnknown { found: found.to_string(), nearest: near };
            table.refuse("attribute", kind, self.problems);
            return None;
        };
        let attribute = &ATTRIBUTES[position];
        if !attribute.of.contains(&over) {
            table.refuse("attribute", ProblemKind::NotOf { over: over.id().to_string() }, self.problems);
            return None;
        }
        match attribute.kind {
            Kind::Number { least, most, scale, .. } => self.range(table, position, [least, most], scale),
            Kind::Words(words) => self.words(table, position, words),
        }
    }

    fn range(&mut self, table: &Table<'_>, position: usize, bounds: [f64; 2], scale: f64) -> Option<Condition> {
        if table.has("is") {
            table.refuse("is", ProblemKind::UnknownKey { nearest: Some("from".into()) }, self.problems);
        }
        let end = |name, problems: &mut Problems| {
            if !table.has(name) {
                return Some(None);
            }
            let end = table.number(name, problems)?;
            table.within(name, end, bounds[0], bounds[1], problems).map(Some)
        };
        let (from, below) = (end("from", self.problems)?, end("below", self.problems)?);
        if from.is_none() && below.is_none() {
            table.refuse("", ProblemKind::OneOf { found: 0, of: &["from", "below"] }, self.problems);
            return None;
        }
        if let (Some(from), Some(below)) = (from, below)
            && from >= below
        {
            table.refuse("below", ProblemKind::RangeReversed { low: from, high: below }, self.problems);
            return None;
        }
        let scaled = |end: Option<f64>, otherwise| end.map_or(otherwise, |end| (end * scale).round() as i32);
        let (from, below) = (scaled(from, i32::MIN), scaled(below, i32::MAX));
        Some(Condition::range(position, from, below))
    }

    fn words(&mut self, table: &Table<'_>, position: usize, known: &'static [&'static str]) -> Option<Condition> {
        for name in ["from", "below"].into_iter().filter(|name| table.has(name)) {
            table.refuse(name, ProblemKind::UnknownKey { nearest: Some("is".into()) }, self.problems);
        }
        let mut words = 0;
        for found in table.texts("is", known.len(), self.problems)? {
            let Some(at) = known.iter().position(|word| *word == found) else {
                table.refuse("is", ProblemKind::UnknownWord { found, known }, self.problems);
                return None;
            };
            words |= 1 << at;
        }
        Some(Condition::words(position, words))
    }
}
