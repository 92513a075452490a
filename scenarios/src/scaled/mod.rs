//! A synthetic district of another size: the elders of a baseline times a factor, in copies of its communities, homes and
//! agencies.
//!
//! There are as many copies as the factor rounds to, at least one, and each is `factor / copies` times as large. Sizes,
//! beds, persons of the pyramid and appropriations are whole and add up to the factor times those of the baseline: the
//! largest remainders get the rest. Numbers a person, shares, rates and prices stay.
mod rewrite;
mod tables;

use crate::baseline::{Baseline, read};
use crate::files;
use crate::problem::Problems;
use crate::source::{DISPLAY_FILES, OPTIONAL_FILES, Source};
use agents::text::Text;
use std::ops::RangeInclusive;

/// Factors by which a district can be scaled.
pub const FACTORS: RangeInclusive<f64> = 0.01..=1000.0;

/// Units of figures that grow with the district.
const EXTENSIVE_UNITS: [&str; 14] = [
    "persons",
    "person-times",
    "residents",
    "households",
    "couples",
    "beds",
    "places",
    "posts",
    "meals",
    "service times",
    "service records",
    "institutions",
    "CNY",
    "yuan",
];

/// The factor, the copies, and the baseline they are of.
struct Scale<'a> {
    baseline: &'a Baseline,
    factor: f64,
    copies: usize,
    /// What marks the id of a copy: `x`, of a copy of copies `xx`, and so on.
    mark: String,
}

/// The files of a synthetic district `factor` times as large as that of `source`. Files about the real place (the city
/// around it, the picture) are left out. Errors: mistakes in `source`, and counts beyond what a district may have.
pub fn scaled(source: &Source, factor: f64) -> Result<Source, Problems> {
    let baseline = read(source)?;
    let scale = Scale { baseline: &baseline, factor, copies: (factor.round() as usize).max(1), mark: mark(&baseline) };
    let kept = source.files().filter(|(name, _)| is_of_any_place(name));
    let made = Source::from_files(kept.map(|(name, bytes)| {
        // A baseline that was read is UTF-8.
        let text = String::from_utf8_lossy(bytes);
        (name.to_string(), scale.file(name, text.strip_prefix('\u{feff}').unwrap_or(&text)).into_bytes())
    }));
    read(&made).map(|_| made)
}

/// Whether a file says something of any district, and not of the real place.
fn is_of_any_place(name: &str) -> bool {
    name == files::priors::FILE || !(OPTIONAL_FILES.contains(&name) || DISPLAY_FILES.contains(&name))
}

impl Scale<'_> {
    fn file(&self, name: &str, text: &str) -> String {
        match name {
            files::district::FILE => self.district(),
            files::parameters::FILE => self.parameters(text),
            files::budget::FILE => self.budget(text),
            files::programmes::FILE => self.programmes(text),
            files::targets::FILE => self.targets(text),
            files::pyramid::FILE => self.pyramid(text),
            files::facilities::FILE => self.homes(text),
            files::agencies::FILE => self.agencies(text),
            files::facts::FILE => self.facts(text),
            _ => text.to_string(),
        }
    }

    /// How much larger one copy is.
    fn part(&self) -> f64 {
        self.factor / self.copies as f64
    }

    /// Where a number comes from, said of the original.
    fn source(&self, source: &str) -> String {
        format!("synthetic, {} times {}: {source}", self.factor, self.baseline.district.id)
    }

    /// The id of a copy, counted from 0; the first keeps the id, so that scenarios still find it.
    fn id(&self, id: &str, copy: usize) -> String {
        if copy == 0 { id.to_string() } else { format!("{id}-{}{}", self.mark, copy + 1) }
    }

    fn name(name: &Text, copy: usize) -> Text {
        match copy {
            0 => name.clone(),
            _ => Text {
                zh: format!("{}（第{}份）", name.zh, copy + 1),
                en: format!("{} (copy {})", name.en, copy + 1),
            },
        }
    }
}

/// The shortest mark that no id of a community or home ends with before its number.
fn mark(baseline: &Baseline) -> String {
    let district = &baseline.district;
    let communities = district.communities.iter().map(|community| community.id.as_str());
    let ids: Vec<&str> = communities.chain(district.care.facilities.iter().map(|home| home.id.as_str())).collect();
    let mut mark = "x".to_string();
    let has = |mark: &str| {
        let ends = format!("-{mark}");
        ids.iter().any(|id| id.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with(&ends))
    };
    while has(&mark) {
        mark.push('x');
    }
    mark
}

/// `factor` times a number, without digits that only the arithmetic made.
fn times(value: f64, factor: f64) -> f64 {
    (value * factor * 1e4).round() / 1e4
}

/// Whole numbers in proportion to `weights` that add up to `total`: the largest remainders get the rest, of equals the
/// first.
fn apportion(weights: &[f64], total: u64) -> Vec<u64> {
    let sum: f64 = weights.iter().sum();
    let quotas: Vec<f64> = weights.iter().map(|weight| weight / sum.max(f64::MIN_POSITIVE) * total as f64).collect();
    let mut whole: Vec<u64> = quotas.iter().map(|quota| *quota as u64).collect();
    let mut order: Vec<usize> = (0..whole.len()).collect();
    order.sort_by(|a, b| quotas[*b].fract().total_cmp(&quotas[*a].fract()).then(a.cmp(b)));
    let rest = total.saturating_sub(whole.iter().sum()) as usize;
    for at in order.into_iter().take(rest) {
        whole[at] += 1;
    }
    whole
}

#[cfg(test)]
mod tests;
