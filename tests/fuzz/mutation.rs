//! Random changes of texts and bytes.
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

/// Random numbers of one trial.
pub struct Chance(TestRng);

impl Chance {
    /// Those of a trial: any one can be made again alone.
    pub fn of(seed: u64, kind: &str, trial: u64) -> Chance {
        let hash = blake3::hash(format!("{seed} {kind} {trial}").as_bytes());
        Chance(TestRng::from_seed(RngAlgorithm::ChaCha, hash.as_bytes()))
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.0.next_u64() % end as u64) as usize }
    }

    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// What readers of numbers, TOML, CSV and JSON, and writers of pages, have trouble with.
const PIECES: [&str; 46] = [
    "\"",
    "'",
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
    "\t",
    " ",
    "\u{feff}",
    "\0",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{2028}",
    "nan",
    "inf",
    "-inf",
    "-1",
    "-0",
    "0",
    "0.5",
    "1,000",
    "1e308",
    "1e999",
    "1e-320",
    "1_000",
    "0x7f",
    "7.3",
    "18446744073709551616",
    "-9223372036854775809",
    "4294967296",
    "年",
    "2021-01",
    "0000-01",
    "9999-12",
    "2024-13",
    "true",
    "null",
    "<!--<script>",
    "=cmd|'/c calc'!A1",
];

/// A text changed in one place mostly, in four at the most.
pub fn text(mut text: Vec<u8>, others: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    for _ in 0..*chance.one_of(&[1, 1, 1, 2, 4]) {
        text = match chance.below(8) {
            0..3 => another_number(text, chance),
            3 => lines(text, chance),
            4 => {
                let piece = *chance.one_of(&PIECES);
                splice(text, piece.as_bytes(), chance)
            }
            5 => {
                let other = chance.one_of(others).clone();
                let piece = span(&other, 200, chance);
                splice(text, &other[piece], chance)
            }
            6 => bytes(text, chance),
            _ => word(text, chance),
        };
    }
    text
}

/// Bytes changed in one place: a bit, a run of zeros, a piece gone, twice or moved, the end cut off.
pub fn bytes(mut bytes: Vec<u8>, chance: &mut Chance) -> Vec<u8> {
    if bytes.is_empty() {
        return vec![chance.below(256) as u8];
    }
    match chance.below(7) {
        0..3 => {
            let at = chance.below(bytes.len());
            bytes[at] ^= 1 << chance.below(8);
        }
        3 => {
            let length = chance.below(bytes.len());
            bytes.truncate(length);
        }
        4 => {
            let zeros = span(&bytes, 64, chance);
            bytes[zeros].fill(0);
        }
        5 => {
            let gone = span(&bytes, 64, chance);
            bytes.drain(gone);
        }
        _ => {
            let twice = span(&bytes, 256, chance);
            let piece = bytes[twice].to_vec();
            bytes = splice(bytes, &piece, chance);
        }
    }
    bytes
}

/// A random piece of at most `most` bytes.
fn span(bytes: &[u8], most: usize, chance: &mut Chance) -> std::ops::Range<usize> {
    let from = chance.below(bytes.len());
    let to = (from + 1 + chance.below(most)).min(bytes.len());
    from..to.max(from)
}

/// `piece` in place of up to eight bytes.
fn splice(mut text: Vec<u8>, piece: &[u8], chance: &mut Chance) -> Vec<u8> {
    let at = span(&text, 8, chance);
    let end = if chance.below(2) == 0 { at.start } else { at.end };
    text.splice(at.start..end, piece.iter().copied());
    text
}

/// One of the numbers becomes another.
fn another_number(mut text: Vec<u8>, chance: &mut Chance) -> Vec<u8> {
    let is_number = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-');
    let starts: Vec<usize> =
        (0..text.len()).filter(|at| text[*at].is_ascii_digit() && (*at == 0 || !is_number(&text[*at - 1]))).collect();
    if starts.is_empty() {
        return text;
    }
    let start = *chance.one_of(&starts);
    let end = start + text[start..].iter().take_while(|byte| is_number(byte)).count();
    let number = match chance.below(4) {
        0 => chance.one_of(&PIECES).to_string(),
        1 => format!("{}", chance.below(1000)),
        2 => format!("{}.{}", chance.below(3), chance.below(1000)),
        _ => format!("-{}", chance.below(100)),
    };
    text.splice(start..end, number.into_bytes());
    text
}

/// A line goes, comes twice, or changes places with another.
fn lines(text: Vec<u8>, chance: &mut Chance) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
    if lines.is_empty() {
        return text;
    }
    let (a, b) = (chance.below(lines.len()), chance.below(lines.len()));
    match chance.below(3) {
        0 => drop(lines.remove(a)),
        1 => lines.insert(b, lines[a]),
        _ => lines.swap(a, b),
    }
    lines.concat()
}

/// A word in place of another.
fn word(text: Vec<u8>, chance: &mut Chance) -> Vec<u8> {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
    let starts: Vec<usize> =
        (0..text.len()).filter(|at| is_word(&text[*at]) && (*at == 0 || !is_word(&text[*at - 1]))).collect();
    if starts.is_empty() {
        return text;
    }
    let of = |start: usize| start..start + text[start..].iter().take_while(|byte| is_word(byte)).count();
    let (from, to) = (of(*chance.one_of(&starts)), of(*chance.one_of(&starts)));
    let piece = text[from].to_vec();
    let mut changed = text.clone();
    changed.splice(to, piece);
    changed
}
