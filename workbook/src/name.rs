//! Names of sheets that Excel takes.

/// Characters of a name at the most.
const MOST: usize = 31;

/// The names of a workbook's sheets so far.
#[derive(Default)]
pub(crate) struct Names {
    taken: Vec<String>,
}

impl Names {
    /// A name for the sheet of that title: cut to Excel's 31 characters, without those that it refuses, and different from all others
    /// even without regard to case.
    pub fn of(&mut self, title: &str) -> String {
        let clean: String = title.chars().filter(|c| !r"[]:*?/\".contains(*c) && !c.is_control()).collect();
        let clean = clean.trim_matches(|c: char| c == '\'' || c.is_whitespace());
        let clean = if clean.is_empty() { "–" } else { clean };
        let free = |name: &String| !self.taken.contains(&name.to_lowercase());
        let numbered = (2..).map(|number| {
            let number = format!(" {number}");
            cut(clean, MOST - number.chars().count()) + &number
        });
        let name = std::iter::once(cut(clean, MOST)).chain(numbered).find(free).unwrap_or_default();
        self.taken.push(name.to_lowercase());
        name
    }
}

fn cut(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_string();
    }
    let start: String = name.chars().take(most - 1).collect();
    // Between words, where there are any.
    let end = start.rfind(' ').filter(|end| *end > most / 2).unwrap_or(start.len());
    format!("{}…", &start[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_clean_short_and_of_one_sheet_each() {
        let mut names = Names::default();
        assert_eq!(names.of("Beds: demand/supply?"), "Beds demandsupply");
        assert_eq!(names.of("BEDS demandsupply"), "BEDS demandsupply 2");
        assert_eq!(names.of("'模型是什么，不是什么'"), "模型是什么，不是什么");
        for _ in 0..12 {
            let name = names.of("What the model is, and what it is not");
            assert!(name.chars().count() <= 31 && name.starts_with("What the model is, and"), "{name}");
        }
        assert_eq!(names.of("[]"), "–");
    }
}
