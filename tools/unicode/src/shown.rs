//! The characters that the page shows as an escape: whoever looks at them would see nothing of them, or what
//! they do to the text around them, or whatever a font likes.

use std::{fmt::Write as _, ops::Range};

use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{DefaultIgnorableCodePoint, GeneralCategory, VariationSelector},
};
use unicode_script::{Script, UnicodeScript as _};

/// One past the last code point.
const END: u32 = 0x11_0000;

/// What is drawn as nothing though its category is that of a letter, a mark or a symbol: the blank pattern of
/// Braille, the filler of Khitan, the blanks of hieroglyphs and the head of no note.
const BLANK: [u32; 5] = [0x2800, 0x16FE4, 0x13441, 0x13442, 0x1D159];

/// The spaces between words: that of most writing, and the one as wide as a letter of Chinese or Japanese.
const ORDINARY: [u32; 2] = [0x20, 0x3000];

/// Columns of a line of the module.
const COLUMNS: usize = 120;

/// Panics unless the crates are of one version of Unicode: each assigns characters that the one before did
/// not, and these alone have a script.
pub(crate) fn check_version() {
    for one in '\0'..=char::MAX {
        let has_none =
            matches!(category_of(one.into()), GeneralCategory::Unassigned | GeneralCategory::PrivateUse);
        assert_eq!(one.script() == Script::Unknown, has_none, "two versions of Unicode: {one:?}");
    }
}

/// The module of the page.
pub(crate) fn module(version: &str) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "// The characters that are shown as an escape. Written by `make unicode`.\n");
    out += &constant(version);
    let _ = writeln!(
        out,
        "\n/** How many code points in turn are shown as they are and as an escape, from U+0000 on. */"
    );
    let _ = write!(out, "export const runs = [");
    let mut column = COLUMNS;
    let mut at = 0;
    for bound in ranges(is_escaped).iter().flat_map(|range| [range.start, range.end]) {
        let run = format!("{},", bound - at);
        at = bound;
        if column + 1 + run.len() > COLUMNS {
            out += "\n ";
            column = 1;
        }
        let _ = write!(out, " {run}");
        column += 1 + run.len();
    }
    out + "\n];\n"
}

/// The version alone, for a page that does not need the characters.
pub(crate) fn version_module(version: &str) -> String {
    format!("// Written by `make unicode`.\n{}", constant(version))
}

fn constant(version: &str) -> String {
    format!("/** The version of Unicode. */\nexport const unicode = '{version}';\n")
}

/// The ranges of the code points for which something holds.
pub(crate) fn ranges(holds: impl Fn(u32) -> bool) -> Vec<Range<u32>> {
    let mut found: Vec<Range<u32>> = Vec::new();
    for one in (0..END).filter(|one| holds(*one)) {
        match found.last_mut() {
            Some(range) if range.end == one => range.end += 1,
            _ => found.push(one..one + 1),
        }
    }
    found
}

/// Whether a code point has the property `Default_Ignorable_Code_Point`.
pub(crate) fn is_ignorable(one: u32) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains32(one)
}

fn is_escaped(one: u32) -> bool {
    match category_of(one) {
        GeneralCategory::Control
        | GeneralCategory::Format
        | GeneralCategory::LineSeparator
        | GeneralCategory::ParagraphSeparator
        | GeneralCategory::PrivateUse
        | GeneralCategory::Surrogate
        | GeneralCategory::Unassigned => true,
        GeneralCategory::SpaceSeparator => !ORDINARY.contains(&one),
        _ => {
            is_ignorable(one)
                || CodePointSetData::new::<VariationSelector>().contains32(one)
                || BLANK.contains(&one)
        }
    }
}

fn category_of(one: u32) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get32(one)
}
