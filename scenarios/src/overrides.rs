//! Values given on the command line.
use crate::baseline::{OVERRIDES, check_override};
use crate::problem::{Problem, ProblemKind};
use agents::parameters::PARAMETERS;

/// Reads `section.key=value`, as given to `--set`. Errors: not of that form, an unknown id (with
/// the nearest known one), no number, or a number outside the parameter's bounds.
pub fn parse_override(text: &str) -> Result<(&'static str, f64), Problem> {
    let refuse = |key: &str, kind| Problem { file: OVERRIDES.to_string(), line: None, key: key.to_string(), kind };
    let Some((id, value)) = text.split_once('=').map(|(id, value)| (id.trim(), value.trim())) else {
        return Err(refuse("", ProblemKind::NotAnOverride { found: text.to_string() }));
    };
    let number = value.parse().ok();
    // An unknown id is said first: it is the likelier mistake.
    let definition = PARAMETERS.iter().find(|p| p.id == id);
    match (definition, number) {
        (Some(_), None) => Err(refuse(id, ProblemKind::CellNotNumber { found: value.to_string() })),
        _ => {
            let number = number.unwrap_or_default();
            let position = check_override(id, number)?;
            let known = PARAMETERS.get(position).map_or("", |p| p.id);
            Ok((known, number))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse_override;

    #[test]
    fn overrides_are_an_id_and_a_number_within_its_bounds() {
        assert_eq!(parse_override("mortality.level=0.9"), Ok(("mortality.level", 0.9)));
        assert_eq!(parse_override(" household.alone = 1e-1 "), Ok(("household.alone", 0.1)));
        for (wrong, fragment) in [
            ("mortality.level", "is not written section.key=value"),
            ("mortality.levle=1", "did you mean `mortality.level`?"),
            ("mortality.levle=x", "did you mean `mortality.level`?"),
            ("mortality.level=x", "`x` is no number"),
            ("mortality.level=9", "9 is outside the allowed range [0.2, 5]"),
            ("mortality.level=nan", "not a finite number"),
            ("mortality.level=inf", "not a finite number"),
            ("=", "unknown key"),
        ] {
            let message = parse_override(wrong).unwrap_err().to_string();
            assert!(message.starts_with("--set: ") && message.contains(fragment), "{wrong}: {message}");
        }
    }
}
