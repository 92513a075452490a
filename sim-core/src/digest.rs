//! Fingerprints of state.
use xxhash_rust::xxh3::Xxh3;

/// Takes in state, piece by piece, and gives 64 bits that differ when the state does.
#[derive(Clone, Default)]
pub struct Digest(Xxh3);

impl Digest {
    /// An empty digest.
    pub fn new() -> Self {
        Digest(Xxh3::new())
    }

    /// Takes in a number.
    pub fn number(&mut self, number: u64) {
        self.0.update(&number.to_le_bytes());
    }

    /// Takes in a column: its length, then its values.
    pub fn column<T: bytemuck::NoUninit>(&mut self, values: &[T]) {
        self.number(values.len() as u64);
        self.0.update(bytemuck::cast_slice(values));
    }

    /// The fingerprint of all that was taken in.
    pub fn finish(&self) -> u64 {
        self.0.digest()
    }
}
