//! TOML files, number by number: all other bytes stay.
use super::{EXTENSIVE_UNITS, Scale, apportion, times};
use crate::files::parameters::section_and_key;
use agents::parameters::PARAMETERS;
use std::fmt::Write as _;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A text, and what is written over parts of it.
struct Rewrite<'a> {
    text: &'a str,
    changes: Vec<(Range<usize>, String)>,
}

impl<'a> Rewrite<'a> {
    /// Writes over parts of `text` as `changes` of its tables say.
    fn of(text: &'a str, changes: impl FnOnce(&DeTable<'a>, &mut Self)) -> String {
        let mut rewrite = Rewrite { text, changes: Vec::new() };
        let (tables, _) = DeTable::parse_recoverable(text);
        changes(tables.get_ref(), &mut rewrite);
        rewrite.changes.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
        rewrite.changes.into_iter().fold(text.to_string(), |mut text, (span, new)| {
            text.replace_range(span, &new);
            text
        })
    }

    fn put(&mut self, over: &Spanned<DeValue<'_>>, new: String) {
        self.changes.push((over.span(), new));
    }

    /// A number as it is written.
    fn number(&self, at: &Spanned<DeValue<'_>>) -> f64 {
        self.text[at.span()].replace('_', "").parse().unwrap_or(0.0)
    }

    /// Scales the value and the ends of the range of a quantity, and says so. One that was exact stays exact.
    fn quantity(&mut self, entry: &Spanned<DeValue<'_>>, scale: &Scale<'_>, new: impl Fn(f64) -> f64) {
        let Some(table) = entry.get_ref().as_table() else { return };
        let Some(value) = table.get("value") else { return };
        let number = new(self.number(value));
        match table.get("range").and_then(|range| range.get_ref().as_array()) {
            Some(ends) => {
                for (end, within) in ends.iter().zip([f64::min, f64::max]) {
                    self.put(end, within(new(self.number(end)), number).to_string());
                }
                self.put(value, number.to_string());
            }
            // What is not found needs a range.
            None => {
                let between = if self.text[entry.span()].starts_with('{') { ", " } else { "\n" };
                self.put(value, format!("{number}{between}range = [{number}, {number}]"));
            }
        }
        self.origin(table, scale);
    }

    /// Says of a table that its numbers are of a synthetic district.
    fn origin(&mut self, table: &DeTable<'_>, scale: &Scale<'_>) {
        if let Some(source) = table.get("source") {
            self.put(source, quoted(&scale.source(source.get_ref().as_str().unwrap_or_default())));
        }
        if let Some(grade) = table.get("grade") {
            self.put(grade, quoted("assumed"));
        }
    }
}

/// A string of TOML.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_string()).to_string()
}

/// The tables of a list of tables.
fn tables<'t, 'a>(root: &'t DeTable<'a>, name: &str) -> Vec<&'t DeTable<'a>> {
    let list = root.get(name).and_then(|list| list.get_ref().as_array());
    list.into_iter().flat_map(|list| list.iter()).filter_map(|table| table.get_ref().as_table()).collect()
}

fn text_of<'t>(table: &'t DeTable<'_>, key: &str) -> &'t str {
    table.get(key).and_then(|value| value.get_ref().as_str()).unwrap_or_default()
}

impl Scale<'_> {
    /// `district.toml`, written again: communities come in copies.
    pub(super) fn district(&self) -> String {
        let district = &self.baseline.district;
        let named = |name: &agents::text::Text| format!("{{ zh = {}, en = {} }}", quoted(&name.zh), quoted(&name.en));
        let title = agents::text::Text {
            zh: format!("{}（合成，{}倍）", district.name.zh, self.factor),
            en: format!("{} (synthetic, {} times)", district.name.en, self.factor),
        };
        let mut file = format!(
            "# Synthetic: {} times the elders of {}, in copies of its communities, homes and agencies. No such place.\n\
             id = {}\nname = {}\nstart = \"{}\"\nend = \"{}\"\npyramid_year = {}\n",
            self.factor,
            district.id,
            quoted(&format!("{}-x{}", district.id, self.factor).replace('.', "-")),
            named(&title),
            district.start,
            district.end,
            district.pyramid.year,
        );
        let zones = district.communities.iter().map(|community| community.zone + 1).max().unwrap_or(1);
        let sizes: Vec<f64> = district.communities.iter().map(|community| community.size.value).collect();
        let total = (sizes.iter().sum::<f64>() * self.factor).round() as u64;
        let sizes = apportion(&sizes.repeat(self.copies), total);
        let copies = (0..self.copies).flat_map(|copy| district.communities.iter().map(move |of| (copy, of)));
        for ((copy, community), size) in copies.zip(sizes) {
            let size = size.max(1) as f64;
            let [low, high] = [community.size.low, community.size.high].map(|end| (end * self.part()).round());
            let record = format!("community.{}.size", community.id);
            let record = self.baseline.quantities.iter().find(|known| known.id == record);
            let (source, date) = record.map_or(("", ""), |record| (&record.source, &record.date));
            let zone = copy * zones + community.zone + 1;
            let zone = if zones * self.copies > 1 { format!("zone = \"zone-{zone}\"\n") } else { String::new() };
            // Writing to a string cannot fail.
            let _ = write!(
                file,
                "\n[[community]]\nid = {}\nname = {}\n{zone}size = {{ value = {size}, unit = \"residents\", \
                 range = [{}, {}], source = {}, date = {}, grade = \"assumed\" }}\n",
                quoted(&self.id(&community.id, copy)),
                named(&Self::name(&community.name, copy)),
                low.min(size).max(1.0),
                high.max(size),
                quoted(&self.source(source)),
                quoted(date),
            );
        }
        file
    }

    pub(super) fn parameters(&self, text: &str) -> String {
        Rewrite::of(text, |root, rewrite| {
            for parameter in PARAMETERS.iter().filter(|parameter| parameter.is_extensive) {
                let (section, key) = section_and_key(parameter.id);
                let section = root.get(section).and_then(|section| section.get_ref().as_table());
                let Some(entry) = section.and_then(|section| section.get(key)) else { continue };
                rewrite.quantity(entry, self, |value| match parameter.is_whole {
                    true => (value * self.factor).round(),
                    false => times(value, self.factor),
                });
            }
        })
    }

    pub(super) fn budget(&self, text: &str) -> String {
        Rewrite::of(text, |root, rewrite| {
            let accounts = tables(root, "account");
            let yuan: Vec<f64> =
                self.baseline.district.budget.accounts.iter().map(|account| account.appropriation.value).collect();
            let total = (yuan.iter().sum::<f64>() * self.factor).round() as u64;
            for ((account, before), now) in accounts.into_iter().zip(&yuan).zip(apportion(&yuan, total)) {
                let Some(entry) = account.get("appropriation") else { continue };
                rewrite.quantity(entry, self, |value| match value == *before {
                    true => now as f64,
                    false => (value * self.factor).round(),
                });
            }
        })
    }

    /// `programmes.toml`: payments of a fixed number a month.
    pub(super) fn programmes(&self, text: &str) -> String {
        Rewrite::of(text, |root, rewrite| {
            let fixed = tables(root, "programme").into_iter().filter(|programme| text_of(programme, "over") == "fixed");
            for band in fixed.flat_map(|programme| tables(programme, "band")) {
                if let Some(entry) = band.get("times") {
                    rewrite.quantity(entry, self, |value| times(value, self.factor));
                }
            }
        })
    }

    /// `targets.toml`: those that count. Of one community only the first copy has it.
    pub(super) fn targets(&self, text: &str) -> String {
        Rewrite::of(text, |root, rewrite| {
            for table in ["target", "trigger"].into_iter().flat_map(|name| tables(root, name)) {
                if !EXTENSIVE_UNITS.contains(&text_of(table, "unit")) {
                    continue;
                }
                let factor = if table.contains_key("area") { self.part() } else { self.factor };
                for value in ["value", "below", "above"].into_iter().filter_map(|key| table.get(key)) {
                    let number = times(rewrite.number(value), factor);
                    rewrite.put(value, number.to_string());
                }
                rewrite.origin(table, self);
            }
        })
    }
}
