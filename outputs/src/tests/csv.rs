//! Tables as CSV.
use super::*;
use std::io;

#[test]
fn texts_are_quoted_what_is_not_there_is_empty_and_numbers_have_all_their_digits() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(SANITY_FILE);
    let row = SanityRow {
        scenario: "基线, \"甲\"".into(),
        kind: "bounds".into(),
        rule: "r".into(),
        checked: i64::MAX,
        verdict: "broken".into(),
        worst: Some(0.1 + 0.2),
        unit: "persons".into(),
        month: Some(start()),
        area: Some("district".into()),
        ..SanityRow::default()
    };
    let other = SanityRow { scenario: "b".into(), area: None, worst: None, ..row.clone() };
    write_sanity_rows(&[row, other], &path).unwrap();
    let table = tables().into_iter().find(|table| table.name == "sanity").unwrap();
    let csv = |chosen| {
        let mut bytes = Vec::new();
        let rows = write_csv(&path, &table, chosen, &mut bytes, Path::new("out.csv")).unwrap();
        (rows, String::from_utf8(bytes).unwrap())
    };
    let head = "\u{feff}scenario,against,kind,rule,checked,wrong,verdict,worst,unit,replicate,month,area\n";
    let first = "\"基线, \"\"甲\"\"\",,bounds,r,9223372036854775807,0,broken,0.30000000000000004,persons,,2021-01-01,district\n";
    let second = "b,,bounds,r,9223372036854775807,0,broken,,persons,,2021-01-01,\n";
    assert_eq!(csv(Chosen::default()), (2, format!("{head}{first}{second}")));
    assert_eq!(csv(Chosen { scenario: Some("b"), area: None }), (1, format!("{head}{second}")));
    assert_eq!(csv(Chosen { scenario: None, area: Some("district") }), (1, format!("{head}{first}")));
    assert_eq!(texts_without(&path, "area", "district").unwrap(), None);
    assert_eq!(texts_without(&path, "area", "qinghe").unwrap(), Some(["district".to_string()].into()));
}

#[test]
fn texts_are_never_formulas_and_numbers_stay() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(SANITY_FILE);
    let row = SanityRow { scenario: "=cmd|'/c calc'!A1".into(), worst: Some(-1.5), ..SanityRow::default() };
    write_sanity_rows(&[row], &path).unwrap();
    let table = tables().into_iter().find(|table| table.name == "sanity").unwrap();
    let mut bytes = Vec::new();
    write_csv(&path, &table, Chosen::default(), &mut bytes, Path::new("out.csv")).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let line = text.lines().nth(1).unwrap();
    assert!(line.starts_with("'=cmd|'/c calc'!A1,") && line.contains(",-1.5,"), "{line}");
}

/// A reader that goes away after some bytes.
struct GoesAway(usize);

impl io::Write for GoesAway {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_that_went_away_is_told_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(SANITY_FILE);
    write_sanity_rows(&vec![SanityRow::default(); 10_000], &path).unwrap();
    let table = tables().into_iter().find(|table| table.name == "sanity").unwrap();
    for room in [0, 3, 10_000] {
        let error = write_csv(&path, &table, Chosen::default(), GoesAway(room), Path::new("out.csv")).unwrap_err();
        assert!(matches!(error, OutputError::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe));
    }
}
