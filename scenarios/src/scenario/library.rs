//! The scenarios inside the program. One line each, and one file in `scenarios/library/`.

/// A scenario of the library.
#[derive(Clone, Copy, Debug)]
pub struct LibraryScenario {
    /// Its id.
    pub id: &'static str,
    /// Its file.
    pub text: &'static str,
}

macro_rules! library {
    ($($id:literal),* $(,)?) => {
        /// Every scenario, in the order in which they are shown.
        pub const LIBRARY: &[LibraryScenario] = &[
            $(LibraryScenario { id: $id, text: include_str!(concat!("../../library/", $id, ".toml")) }),*
        ];
    };
}

library! {
    "peak-without-epidemic",
    "epidemic-2027",
    "heat-wave-2027",
    "build-beds",
    "convert-beds",
    "home-care-first",
    "dementia",
    "certify-80",
    "retain-workers",
    "relief-outreach",
    "standards-frozen",
    "austerity",
    "long-life",
    "migration-stop",
    "wage-jump",
    "all-together",
}
