//! Scans for what canonicalization changes, many octets at a time.
//!
//! The module is built for size, which leaves loops as they stand; so the vector instructions are
//! written out for WebAssembly.

const BLOCK: usize = 64;
const LANES: usize = 16;

/// How many octets of `octets`, in whole blocks, hold CR and LF in pairs only. The octet after the
/// last one that counts is known; a CR before the first one is not looked at.
pub(crate) fn paired_line_ends(octets: &[u8]) -> usize {
    clean_blocks(octets, |here, next| here.equals(b'\r').xor(next.equals(b'\n')))
}

/// How many octets of `octets`, in whole blocks, are no tab, and no space that has white space or CR
/// after it.
pub(crate) fn relaxed_spaces(octets: &[u8]) -> usize {
    clean_blocks(octets, |here, next| {
        let ends = next.equals(b' ').or(next.equals(b'\t')).or(next.equals(b'\r'));
        here.equals(b'\t').or(here.equals(b' ').and(ends))
    })
}

/// Whether `octets` hold `what`, which begins with an octet that is rare.
///
/// The search of `memchr` for strings is faster for any string, and larger than all of this module's uses.
pub(crate) fn contains(octets: &[u8], what: &[u8]) -> bool {
    let Some((first, _)) = what.split_first() else { return true };
    let mut places = memchr::memchr_iter(*first, octets);
    places.any(|place| octets.get(place..).is_some_and(|rest| rest.starts_with(what)))
}

/// The octets before the first block in which `broken`, given each octet and the one after it, finds
/// something.
fn clean_blocks(octets: &[u8], broken: impl Fn(Lanes, Lanes) -> Lanes) -> usize {
    let (blocks, _) = octets.as_chunks::<BLOCK>();
    let (followers, _) = octets.get(1..).unwrap_or_default().as_chunks::<BLOCK>();
    let clean = blocks.iter().zip(followers).take_while(|(block, follower)| {
        let (here, _) = block.as_chunks::<LANES>();
        let (next, _) = follower.as_chunks::<LANES>();
        let pairs = here.iter().zip(next);
        !pairs
            .map(|(here, next)| broken(Lanes::new(here), Lanes::new(next)))
            .fold(Lanes::NONE, Lanes::or)
            .any()
    });
    clean.count().saturating_mul(BLOCK)
}

/// Sixteen octets, or sixteen answers.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[derive(Clone, Copy)]
struct Lanes(core::arch::wasm32::v128);

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
impl Lanes {
    const NONE: Self = Self(core::arch::wasm32::u64x2(0, 0));

    fn new(octets: &[u8; LANES]) -> Self {
        let whole = u128::from_le_bytes(*octets);
        #[allow(clippy::cast_possible_truncation)]
        Self(core::arch::wasm32::u64x2(whole as u64, (whole >> 64) as u64))
    }

    fn equals(self, octet: u8) -> Self {
        Self(core::arch::wasm32::u8x16_eq(self.0, core::arch::wasm32::u8x16_splat(octet)))
    }

    fn and(self, other: Self) -> Self {
        Self(core::arch::wasm32::v128_and(self.0, other.0))
    }

    fn or(self, other: Self) -> Self {
        Self(core::arch::wasm32::v128_or(self.0, other.0))
    }

    fn xor(self, other: Self) -> Self {
        Self(core::arch::wasm32::v128_xor(self.0, other.0))
    }

    fn any(self) -> bool {
        core::arch::wasm32::v128_any_true(self.0)
    }
}

/// Sixteen octets, or sixteen answers.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[derive(Clone, Copy)]
struct Lanes([u8; LANES]);

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
impl Lanes {
    const NONE: Self = Self([0; LANES]);

    fn new(octets: &[u8; LANES]) -> Self {
        Self(*octets)
    }

    fn equals(self, octet: u8) -> Self {
        Self(self.0.map(|one| u8::from(one == octet)))
    }

    fn and(self, other: Self) -> Self {
        self.with(other, |one, another| one & another)
    }

    fn or(self, other: Self) -> Self {
        self.with(other, |one, another| one | another)
    }

    fn xor(self, other: Self) -> Self {
        self.with(other, |one, another| one ^ another)
    }

    fn any(self) -> bool {
        self.0 != [0; LANES]
    }

    fn with(mut self, other: Self, operation: impl Fn(u8, u8) -> u8) -> Self {
        for (one, another) in self.0.iter_mut().zip(other.0) {
            *one = operation(*one, another);
        }
        self
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;

    #[test]
    fn stops_at_the_block_that_holds_something() {
        for place in 1..200 {
            for (octets, found) in [(&b"\r"[..], true), (b"\n", true), (b"\r\n", false), (b"\tx", false)] {
                let mut text = vec![b'x'; 260];
                text.splice(place..place + octets.len(), octets.iter().copied());
                let clean = paired_line_ends(&text);
                assert_eq!(
                    clean,
                    if found {
                        (place.saturating_sub(usize::from(octets == b"\n"))) / BLOCK * BLOCK
                    } else {
                        256
                    },
                    "{octets:?} {place}"
                );
            }
            for (octets, found) in
                [(&b"\t"[..], true), (b"  ", true), (b" \r", true), (b" x", false), (b"\r\n", false)]
            {
                let mut text = vec![b'x'; 260];
                text.splice(place..place + octets.len(), octets.iter().copied());
                assert_eq!(
                    relaxed_spaces(&text),
                    if found { place / BLOCK * BLOCK } else { 256 },
                    "{octets:?} {place}"
                );
            }
        }
    }
}
