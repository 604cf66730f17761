//! How much is tried.

/// The size of a slow test: in CI, or by hand with `BY_HAND=1`.
#[expect(clippy::disallowed_methods, reason = "whoever runs the tests says how much is to be tried")]
pub fn size(ci: u64, by_hand: u64) -> u64 {
    if std::env::var_os("BY_HAND").is_some() { by_hand } else { ci }
}

/// Says what a test counted, for whoever runs it with `--nocapture`.
pub fn tell(text: impl AsRef<str>) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{}", text.as_ref());
}

/// A small generator (the constants are those of Knuth's MMIX).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}
