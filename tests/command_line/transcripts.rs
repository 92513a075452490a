//! What is printed, to the letter, in both languages: tests/transcripts. `TRYCMD=overwrite` writes
//! them anew; a change of numbers there is a change of results and belongs in CHANGELOG.md.

#[test]
fn transcripts() {
    trycmd::TestCases::new()
        .env("LC_ALL", "C.UTF-8")
        .case("tests/transcripts/*.md")
        .register_bin("silverpeak", std::path::Path::new(super::PROGRAM));
}
