//! What is printed, to the letter, in both languages: tests/transcripts, and the commands of the how-to pages.
//! `TRYCMD=overwrite` writes them anew; a change of numbers there is a change of results and belongs in CHANGELOG.md.

#[test]
fn transcripts() {
    trycmd::TestCases::new()
        .env("LC_ALL", "C.UTF-8")
        .case("tests/transcripts/*.md")
        .register_bin("silverpeak", std::path::Path::new(super::PROGRAM));
}

/// A page is a reader's path: its commands are run in its order, in a folder of their own.
#[test]
fn how_to_pages() {
    let pages = trycmd::TestCases::new();
    pages.env("LC_ALL", "C.UTF-8").env("PATH", path_with_program());
    for page in ["scenario", "programme", "district"] {
        pages.case(format!("docs/how-to/{page}.md"));
    }
    for (name, path) in [("silverpeak", super::PROGRAM), ("sh", "/bin/sh"), ("cat", "/bin/cat")] {
        pages.register_bin(name, std::path::Path::new(path));
    }
}

/// The search path with the program first, for commands inside `sh -c`.
fn path_with_program() -> String {
    let folder = std::path::Path::new(super::PROGRAM).parent().expect("the program is in a folder");
    format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default())
}
