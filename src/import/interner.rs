//! Texts kept once, known by a small number. One arena and one table: a million invoice numbers cost what they are
//! long, and eight bytes more or twelve.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// Distinct texts, numbered in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// Numbers plus one beside half of their hash, found by the other half; a power of two many, at most two in three
    /// in use. The half hash spares most looks into the arena, which is far away.
    slots: Vec<(u32, u32)>,
}

impl Interner {
    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a number that [`Interner::intern`] gave.
    pub fn get(&self, index: u32) -> &str {
        // Only whole texts go in.
        std::str::from_utf8(self.bytes_of(index)).unwrap_or_default()
    }

    /// The number of a text, if it is there.
    pub fn find(&self, text: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let slot = self.slot(text.as_bytes(), hash(text.as_bytes()));
        self.slots[slot].0.checked_sub(1)
    }

    /// The number of a text, which is put in if it is new.
    pub fn intern(&mut self, text: &str) -> u32 {
        if (self.ends.len() + 1) * 3 > self.slots.len() * 2 {
            self.grow();
        }
        let hash = hash(text.as_bytes());
        let slot = self.slot(text.as_bytes(), hash);
        if let Some(index) = self.slots[slot].0.checked_sub(1) {
            return index;
        }
        let index =
            u32::try_from(self.ends.len()).expect("a table of four thousand million texts does not fit in memory");
        self.bytes.extend_from_slice(text.as_bytes());
        self.ends.push(self.bytes.len());
        self.slots[slot] = (index + 1, tag(hash));
        index
    }

    /// Whether a number is that text's; false when there is no such number.
    pub(super) fn is(&self, index: u32, text: &str) -> bool {
        (index as usize) < self.ends.len() && self.bytes_of(index) == text.as_bytes()
    }

    fn bytes_of(&self, index: u32) -> &[u8] {
        let index = index as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.bytes[start..self.ends[index]]
    }

    /// The slot of a text, or the free one that it would take.
    fn slot(&self, text: &[u8], hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let (number, tag_there) = self.slots[slot];
            let Some(index) = number.checked_sub(1) else { return slot };
            if tag_there == tag(hash) && self.bytes_of(index) == text {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(16);
        self.slots = vec![(0, 0); size];
        for index in 0..self.ends.len() as u32 {
            let hash = hash(self.bytes_of(index));
            let mut slot = hash as usize & (size - 1);
            while self.slots[slot].0 != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = (index + 1, tag(hash));
        }
    }
}

fn hash(text: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text);
    hasher.finish()
}

const fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_kept_once() {
        let mut texts = Interner::default();
        assert_eq!(texts.find("a"), None);
        for round in 0..2 {
            for number in 0..10_000u32 {
                assert_eq!(texts.intern(&format!("F{number}")), number, "round {round}");
            }
        }
        assert_eq!((texts.len(), texts.get(0), texts.get(9999)), (10_000, "F0", "F9999"));
        assert_eq!((texts.find("F77"), texts.find("F10000"), texts.find("")), (Some(77), None, None));
        assert_eq!(texts.intern(""), 10_000);
    }
}
