use agents::text::Language;
use proptest::collection::vec;
use proptest::prelude::*;
use scenarios::{FILES, Source, read};

/// A change to a file: where (as a part of its length), how many bytes go, and what comes instead.
type Edit = (f64, usize, Vec<u8>);

fn piece() -> impl Strategy<Value = Vec<u8>> {
    let telling = [
        "\"",
        "[",
        "]",
        "[[",
        "{",
        "}",
        "=",
        ",",
        ".",
        "#",
        "\n",
        "\r",
        "\u{feff}",
        "nan",
        "inf",
        "-1",
        "1e308",
        "1e999",
        "0x7fffffffffffffff",
        "99999999999999999999999",
        "-9999999999",
        "[[community]]\n",
        "[shock.mortality]\n",
        "[[insurance.daily_rate]]\n",
        "年",
        "2021-01",
        "0000-01",
        "9999-12",
        "true",
        "'''",
        "\"\"\"",
        "\\u0000",
        "\u{0}",
    ];
    prop_oneof![proptest::sample::select(telling.map(|text| text.as_bytes().to_vec()).to_vec()), vec(any::<u8>(), 0..4),]
}

fn files(id: &str) -> Vec<(String, Vec<u8>)> {
    let source = Source::embedded(id).unwrap();
    FILES.iter().map(|name| (name.to_string(), source.bytes(name).unwrap().to_vec())).collect()
}

fn survives(files: Vec<(String, Vec<u8>)>) {
    if let Err(problems) = read(&Source::from_files(files)) {
        assert!(!problems.0.is_empty());
        for problem in &problems.0 {
            assert!(!problem.message(Language::Zh).contains('\n'));
            assert!(!problem.message(Language::En).is_empty());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edited_files_never_panic(
        file in 0..FILES.len(),
        edits in vec((0.0..1.0f64, 0..12usize, piece()), 1..6),
    ) {
        let mut files = files("qingxi");
        for (place, removed, piece) in edits as Vec<Edit> {
            let bytes = &mut files[file].1;
            let from = (place * bytes.len() as f64) as usize;
            let to = (from + removed).min(bytes.len());
            bytes.splice(from..to, piece);
        }
        survives(files);
    }

    #[test]
    fn truncated_files_never_panic(file in 0..FILES.len(), part in 0.0..1.0f64) {
        let mut files = files("qingxi");
        let length = (part * files[file].1.len() as f64) as usize;
        files[file].1.truncate(length);
        survives(files);
    }

    #[test]
    fn arbitrary_files_never_panic(contents in vec(vec(piece(), 0..20), FILES.len())) {
        let contents = contents.into_iter().map(|pieces| pieces.concat());
        survives(FILES.iter().map(|name| name.to_string()).zip(contents).collect());
    }

    #[test]
    fn arbitrary_overrides_never_panic(text in "\\PC{0,40}|[a-z.]{0,30}=[-0-9e.]{0,10}") {
        let baseline = scenarios::embedded("qingxi").expect("shipped").expect("sound");
        let _ = scenarios::scenario::ScenarioSet::of(&[], &[text], None, &baseline);
    }
}
