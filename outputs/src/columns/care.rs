//! `care`: elders who need care, by ability and living arrangement, what they need and who gives it.
use super::key::{Key, Keyed, keys};
use super::{ALL, DISTRICT_AREA, IDENTIFIER};
use crate::Result;
use crate::column::{Column, Columns};
use crate::detail::{Detail, Kept};
use crate::month::MonthOf;
use crate::table::Table;
use crate::topic::{TopicRows, TopicTable};
use agents::care::report::{CARE_CELLS, CareCounts};
use agents::counts::Holds;
use agents::text::Label;

/// One row.
pub(crate) struct CareRow {
    pub key: Key,
    pub ability: &'static str,
    pub living: &'static str,
    pub counts: CareCounts,
}

/// Ids of abilities and of living arrangements, in the order of a report's cells.
const ABILITIES: [&str; 4] = ["independent", "mild", "moderate", "severe"];
const LIVINGS: [&str; 3] = ["with_family", "couple_only", "alone"];
const _: () = assert!(ABILITIES.len() * LIVINGS.len() == CARE_CELLS);

impl Keyed for CareRow {
    fn key(&self) -> &Key {
        &self.key
    }
}

impl CareRow {
    /// An area's rows: everybody, then cell by cell. The cells of communities are written in Decembers
    /// alone: every month they would be nine tenths of all that a run writes.
    pub fn rows(key: &Key, cells: &[CareCounts; CARE_CELLS]) -> impl Iterator<Item = CareRow> {
        let in_cells = key.month.is_december() || key.area.as_ref() == DISTRICT_AREA;
        let cells_shown = if in_cells && key.kept == Kept::All { &cells[..] } else { &[] };
        let mut sum = CareCounts::default();
        for cell in cells {
            sum += cell;
        }
        let row = |ability, living, counts| CareRow { key: key.clone(), ability, living, counts };
        let cell = move |(i, counts): (usize, &CareCounts)| {
            row(ABILITIES[i / LIVINGS.len()], LIVINGS[i % LIVINGS.len()], *counts)
        };
        std::iter::once(row(ALL, ALL, sum)).chain(cells_shown.iter().enumerate().map(cell))
    }
}

impl Holds<CareCounts> for CareRow {
    type Value = i64;

    fn count(&self, of: impl FnOnce(&CareCounts) -> i64) -> i64 {
        of(&self.counts)
    }
}

/// The topic.
#[derive(Default)]
pub(crate) struct Care;

impl TopicTable for Care {
    type Row = CareRow;

    const TABLE: Table<CareRow> = Table {
        name: "care",
        label: Label::new(
            "各情景、重复模拟、月份和区域的照护需求、供给与缺口，按自理能力和居住方式划分",
            "Elders who need care, by ability and living arrangement: hours needed, hours given by each source, and what \
             is left unmet.",
        ),
        columns: &[Columns::Listed(keys()), Columns::Listed(COLUMNS), Columns::Counts(CareCounts::columns())],
    };

    const OF_COMMUNITIES: bool = true;

    const FROM: Detail = Detail::Headline;

    fn month(&mut self, month: &MonthOf<'_>, rows: &mut TopicRows<CareRow>) -> Result<()> {
        month.areas().try_for_each(|(key, area)| rows.extend(CareRow::rows(key, &area.cells)))
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column<CareRow>] = &[
    Column::text("ability", IDENTIFIER, "自理能力：all 合计，independent 自理，mild 轻度失能，moderate 中度失能，severe 重度失能", "Ability: `all`, `independent`, `mild`, `moderate` or `severe`.", |row| row.ability),
    Column::text("living", IDENTIFIER, "居住方式：all 合计，with_family 与子女同住，couple_only 仅与配偶同住，alone 独居", "Living arrangement: `all`, `with_family`, `couple_only` or `alone`.", |row| row.living),
];

#[cfg(test)]
mod tests {
    use super::*;
    use agents::status::{Ability, Living};

    #[test]
    fn the_ids_of_cells_are_in_the_order_of_the_model() {
        let snake = |name: String| {
            let words = name.char_indices().map(|(i, c)| match c {
                c if c.is_ascii_uppercase() && i > 0 => format!("_{}", c.to_ascii_lowercase()),
                c => c.to_ascii_lowercase().to_string(),
            });
            words.collect::<String>()
        };
        assert_eq!(Ability::ALL.map(|ability| snake(format!("{ability:?}"))), ABILITIES);
        let livings = [Living::WithFamily, Living::CoupleOnly, Living::Alone];
        assert_eq!(livings.map(|living| snake(format!("{living:?}"))), LIVINGS);
    }
}
