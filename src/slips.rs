//! What people enter along with a record, or in place of a character of it: full-width characters, blanks of
//! other kinds, quotation marks, line breaks, a whole line of a zone file.
//!
//! SPF records are ASCII (RFC 7208 §3.1), and so are those of DMARC (RFC 9989 §4.8).

use crate::{code::names, span::Span};

names! {
    /// A slip in a record from which it can be told what was meant.
    Slip {
        /// Characters of full width, or look-alikes of other kinds, in place of ASCII.
        FullWidth = "full_width",
        /// Blanks other than the plain space.
        Blank = "blank",
        /// Characters that nobody sees.
        Invisible = "invisible",
        /// Quotation marks, which are no part of a record.
        Quotes = "quotes",
        /// Dashes and tildes of typography.
        Dash = "dash",
        /// Line breaks.
        LineBreak = "line_break",
        /// Backslashes before semicolons, which only zone files need.
        Backslash = "backslash",
        /// A whole line of a zone file, or its begin.
        ZoneLine = "zone_line",
        /// The version is not written as it has to be.
        Version = "version",
        /// The version is missing.
        VersionMissing = "version_missing",
        /// A space is missing before a term.
        SpaceMissing = "space_missing",
        /// A semicolon is missing after a tag.
        SemicolonMissing = "semicolon_missing",
        /// A space within a term.
        SpaceInside = "space_inside",
        /// Commas or semicolons where none belong.
        Separator = "separator",
        /// A term under a name that there is not.
        OtherName = "other_name",
        /// An address in a term that takes a name.
        AddressAsName = "address_as_name",
    }
}

names! {
    /// What a slip leads to.
    SlipEffect {
        /// The record is invalid as a whole.
        Invalid = "invalid",
        /// A part of it says something else than was meant.
        Misread = "misread",
        /// The policy does not count; the record is applied as `p=none`.
        CountsAsNone = "counts_as_none",
        /// DMARC is not applied.
        NotApplied = "not_applied",
        /// Reports are sent to nobody, or not to all.
        ReportsLost = "reports_lost",
        /// Receivers may read it as it was meant, and need not.
        Tolerated = "tolerated",
    }
}

/// A slip, as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) slip: Slip,
    /// What there is; characters by themselves or, where nobody sees them, by their number, each once.
    pub(crate) text: String,
    /// Where the first one stands, in octets of the record.
    pub(crate) span: Span,
}

/// Characters of one kind that are named.
const MAX_NAMED: usize = 5;
/// Octets of a text that are looked at: the answer of the DNS has no more.
const MAX_OCTETS: usize = 65_535;
/// Words before the version that a line of a zone file has.
const MAX_WORDS: usize = 8;

/// A text with each character that was meant as one of ASCII as that.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plain {
    pub(crate) text: Vec<u8>,
    /// Where each octet of `text` stands in the record.
    origins: Vec<usize>,
    pub(crate) slips: Vec<Found>,
}

/// What becomes of a character.
#[derive(Clone, Copy)]
enum Meant {
    Letter(u8),
    Blank,
    LineBreak,
    Invisible,
    Quote,
    Full(u8),
    Dash(u8),
    Foreign,
}

impl Plain {
    pub(crate) fn read(octets: &[u8]) -> Self {
        let octets = octets.get(..MAX_OCTETS).unwrap_or(octets);
        let mut plain = Self::default();
        let mut at = 0_usize;
        for chunk in octets.utf8_chunks() {
            for character in chunk.valid().chars() {
                plain.take(
                    meant(character),
                    character,
                    Span::new(at, at.saturating_add(character.len_utf8())),
                );
                at = at.saturating_add(character.len_utf8());
            }
            let invalid = chunk.invalid();
            let span = Span::new(at, at.saturating_add(invalid.len()));
            at = span.end;
            match invalid {
                [] => {}
                // The no-break space of Latin-1.
                [0xA0] => plain.take(Meant::Blank, '\u{A0}', span),
                _ => plain.push(FOREIGN, span.start),
            }
        }
        plain.trim_apostrophes();
        plain.join_strings();
        plain
    }

    /// Whether everything in it is ASCII now.
    pub(crate) fn is_ascii(&self) -> bool {
        self.text.iter().all(|octet| octet.is_ascii_graphic() || *octet == b' ')
    }

    /// Where the octet at `at` of the plain text stands in the record.
    pub(crate) fn origin(&self, at: usize) -> usize {
        self.origins.get(at).or(self.origins.last()).copied().unwrap_or_default()
    }

    pub(crate) fn note(&mut self, slip: Slip, text: &str, span: Span) {
        if let Some(known) = self.slips.iter_mut().find(|known| known.slip == slip) {
            let is_named = known.text.split(' ').any(|one| one == text);
            if !is_named && known.text.split(' ').count() < MAX_NAMED {
                known.text = format!("{} {text}", known.text);
            }
            return;
        }
        self.slips.push(Found { slip, text: text.to_owned(), span });
    }

    /// Takes out the backslashes that zone files need before semicolons.
    pub(crate) fn take_backslashes(&mut self) {
        while let Some(at) = self.text.windows(2).position(|pair| pair == b"\\;") {
            let span = Span::new(self.origin(at), self.origin(at.saturating_add(1)));
            self.note(Slip::Backslash, "\\;", span);
            self.text.remove(at);
            self.origins.remove(at);
        }
    }

    /// Leaves out the first `count` octets.
    pub(crate) fn cut(&mut self, count: usize) {
        self.text.drain(..count.min(self.text.len()));
        self.origins.drain(..count.min(self.origins.len()));
    }

    /// Leaves out what stands before the record on a line of a zone file. `begins` tells whether a text
    /// begins with a version.
    pub(crate) fn cut_zone_line(&mut self, begins: &dyn Fn(&[u8]) -> bool) {
        let Some(start) = zone_line(&self.text, begins) else { return };
        let before: Vec<u8> = self.text.iter().copied().take(start).collect();
        let before = String::from_utf8_lossy(before.trim_ascii()).into_owned();
        let span = Span::new(self.origin(0), self.origin(start));
        self.cut(start);
        if before.ends_with('(') || self.text.trim_ascii_end().ends_with(b")") {
            let end = self.text.trim_ascii_end().len();
            self.text.truncate(end);
            if self.text.last() == Some(&b')') {
                self.text.pop();
            }
        }
        // The quotation marks of a zone file are what it needs.
        self.slips.retain(|found| found.slip != Slip::Quotes);
        self.slips.push(Found { slip: Slip::ZoneLine, text: before, span });
    }

    fn take(&mut self, meant: Meant, character: char, span: Span) {
        let number = || format!("U+{:04X}", u32::from(character));
        let shown = || character.to_string();
        match meant {
            Meant::Letter(octet) => self.push(octet, span.start),
            Meant::Foreign => self.push(FOREIGN, span.start),
            Meant::Blank => {
                self.note(Slip::Blank, &number(), span);
                self.push(b' ', span.start);
            }
            Meant::LineBreak => {
                self.note(Slip::LineBreak, &number(), span);
                self.push(b' ', span.start);
            }
            Meant::Invisible => self.note(Slip::Invisible, &number(), span),
            Meant::Quote => {
                self.note(Slip::Quotes, &shown(), span);
                self.push(QUOTE, span.start);
            }
            Meant::Full(octet) => {
                self.note(Slip::FullWidth, &shown(), span);
                self.push(octet, span.start);
            }
            Meant::Dash(octet) => {
                self.note(Slip::Dash, &shown(), span);
                self.push(octet, span.start);
            }
        }
    }

    fn push(&mut self, octet: u8, origin: usize) {
        self.text.push(octet);
        self.origins.push(origin);
    }

    /// An apostrophe may stand in an address; around everything it is a quotation mark.
    fn trim_apostrophes(&mut self) {
        let is_around = |octet: &u8| !matches!(*octet, b'\'' | b'`' | b' ' | QUOTE);
        let start = self.text.iter().position(is_around).unwrap_or_default();
        let end = self.text.iter().rposition(is_around).unwrap_or_default();
        for at in 0..self.text.len() {
            let is_quote = matches!(self.text.get(at), Some(b'\'' | b'`')) && (at < start || at > end);
            if is_quote {
                let span = Span::new(self.origin(at), self.origin(at).saturating_add(1));
                self.note(Slip::Quotes, "'", span);
                if let Some(octet) = self.text.get_mut(at) {
                    *octet = QUOTE;
                }
            }
        }
    }

    /// Takes the quotation marks out, and the blanks between the end of one string and the begin of the next:
    /// the strings of a record are joined without any (RFC 7208 §3.3).
    fn join_strings(&mut self) {
        let mut kept = Vec::with_capacity(self.text.len());
        let mut origins = Vec::with_capacity(self.text.len());
        // Length of what is kept up to the last quotation mark, while nothing but blanks follow it.
        let mut after_quote = None;
        for (octet, origin) in self.text.iter().zip(&self.origins) {
            match (*octet, after_quote) {
                (QUOTE, Some(length)) => {
                    kept.truncate(length);
                    origins.truncate(length);
                    continue;
                }
                (QUOTE, None) => {
                    after_quote = Some(kept.len());
                    continue;
                }
                (b' ', _) => {}
                _ => after_quote = None,
            }
            kept.push(*octet);
            origins.push(*origin);
        }
        (self.text, self.origins) = (kept, origins);
    }
}

/// Stands for any quotation mark until all are taken out; no octet of UTF-8.
const QUOTE: u8 = 0xFE;
/// Stands for what is nothing of ASCII.
const FOREIGN: u8 = 0xFF;

fn meant(character: char) -> Meant {
    let code = u32::from(character);
    match character {
        ' ' | '!' | '#'..='~' => Meant::Letter(u8::try_from(code).unwrap_or_default()),
        '\r' | '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => Meant::LineBreak,
        '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
            Meant::Blank
        }
        '\0'..='\u{1F}'
        | '\u{7F}'
        | '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => Meant::Invisible,
        '"'
        | '\u{2018}'..='\u{201F}'
        | '\u{AB}'
        | '\u{BB}'
        | '\u{B4}'
        | '\u{2032}'
        | '\u{2033}'
        | '\u{2039}'
        | '\u{203A}'
        | '\u{300C}'..='\u{300F}'
        | '\u{301D}'..='\u{301F}'
        | '\u{FF02}'
        | '\u{FF07}'
        | '\u{FF62}'
        | '\u{FF63}' => Meant::Quote,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FC}' | '\u{FF70}' | '\u{FE63}' => Meant::Dash(b'-'),
        '\u{2DC}' | '\u{223C}' | '\u{301C}' | '\u{2053}' => Meant::Dash(b'~'),
        '\u{3002}' | '\u{FF61}' | '\u{FE52}' | '\u{2024}' => Meant::Full(b'.'),
        '\u{3001}' | '\u{FF64}' | '\u{FE50}' => Meant::Full(b','),
        '\u{FE54}' | '\u{37E}' => Meant::Full(b';'),
        '\u{FE55}' | '\u{2236}' | '\u{A789}' => Meant::Full(b':'),
        '\u{FE66}' => Meant::Full(b'='),
        '\u{FE6B}' => Meant::Full(b'@'),
        // The full-width forms stand in the order of ASCII.
        '\u{FF01}'..='\u{FF5E}' => Meant::Full(u8::try_from(code.saturating_sub(0xFEE0)).unwrap_or_default()),
        _ => Meant::Foreign,
    }
}

/// Where the record begins on a line of a zone file; `None` if it is none.
fn zone_line(text: &[u8], begins: &dyn Fn(&[u8]) -> bool) -> Option<usize> {
    let mut words = 0_usize;
    let mut last: &[u8] = &[];
    let mut at = 0_usize;
    for word in text.split(|octet| *octet == b' ') {
        let start = at;
        at = at.saturating_add(word.len()).saturating_add(1);
        if word.is_empty() {
            continue;
        }
        let rest = text.get(start..)?;
        let bare = word.strip_prefix(b"(").unwrap_or(word);
        let bracket = word.len().saturating_sub(bare.len());
        // `TXT:v=…` is one word.
        let glued = [&b"txt"[..], b"spf", b"dmarc"].iter().find_map(|label| {
            let after = bare.get(label.len()..)?;
            let is_label = bare.get(..label.len())?.eq_ignore_ascii_case(label);
            (is_label && matches!(after.first(), Some(b':' | b'='))).then(|| label.len().saturating_add(1))
        });
        for skipped in [bracket, bracket.saturating_add(glued.unwrap_or_default())] {
            let is_labelled = is_label(last) || skipped > bracket;
            if is_labelled && rest.get(skipped..).is_some_and(begins) {
                return Some(start.saturating_add(skipped));
            }
        }
        words = words.saturating_add(1);
        if words == MAX_WORDS {
            return None;
        }
        if bare.is_empty() {
            continue;
        }
        last = word;
    }
    None
}

/// Whether a word announces the text of a record.
fn is_label(word: &[u8]) -> bool {
    let bare = word.strip_suffix(b":").or_else(|| word.strip_suffix(b"=")).unwrap_or(word);
    let is_type = [&b"txt"[..], b"spf", b"dmarc"].iter().any(|label| bare.eq_ignore_ascii_case(label));
    is_type || (bare.len() < word.len() && !bare.is_empty())
}

/// The one word of `words` that `text` is a misspelling of: one letter in three at most, and never more than
/// two. Letters that changed places count once.
pub(crate) fn nearest<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    const LONGEST: usize = 16;
    if text.len() > LONGEST || words.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return None;
    }
    let text = text.to_ascii_lowercase();
    let allowed = |word: &str| (word.len() / 3).min(2);
    let mut near = words.iter().filter(|word| distance(&text, word) <= allowed(word));
    let found = near.next()?;
    near.next().is_none().then_some(*found)
}

/// How many letters are to be put in, left out, exchanged or swapped to get from one word to another.
fn distance(from: &str, to: &str) -> usize {
    let (from, to) = (from.as_bytes(), to.as_bytes());
    let get = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX);
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, letter) in from.iter().enumerate() {
        let mut next = vec![at.saturating_add(1)];
        for (place, other) in to.iter().enumerate() {
            let mut least = get(&row, place).saturating_add(usize::from(letter != other));
            least = least.min(get(&row, place.saturating_add(1)).saturating_add(1));
            least = least.min(get(&next, place).saturating_add(1));
            let is_swapped = at.checked_sub(1).and_then(|before| from.get(before)) == Some(other)
                && place.checked_sub(1).and_then(|before| to.get(before)) == Some(letter);
            if is_swapped {
                least = least.min(get(&before, place.saturating_sub(1)).saturating_add(1));
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        String::from_utf8_lossy(&Plain::read(text.as_bytes()).text).into_owned()
    }

    #[test]
    fn writes_what_was_meant_in_ascii() {
        for (text, expected) in [
            ("v＝spf1　ａ　～all", "v=spf1 a ~all"),
            ("”v=spf1 mx –all”", "v=spf1 mx -all"),
            ("「v=DMARC1；p=none」", "v=DMARC1;p=none"),
            ("\u{FEFF}v=spf1\u{A0}-all\u{200B}", "v=spf1 -all"),
            ("'v=spf1 mx -all'", "v=spf1 mx -all"),
            ("mailto:o'brien@a.example", "mailto:o'brien@a.example"),
            ("\"v=spf1 include:a.exam\" \"ple -all\"", "v=spf1 include:a.example -all"),
            ("v=spf1 \"mx\" -all", "v=spf1 mx -all"),
            ("v=spf1 mx\r\n-all", "v=spf1 mx  -all"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
            assert!(Plain::read(text.as_bytes()).is_ascii(), "{text}");
        }
        assert!(!Plain::read("v=spf1 a:é.example".as_bytes()).is_ascii());
        assert_eq!(Plain::read(b"v=spf1\xA0mx").text, b"v=spf1 mx");
    }

    #[test]
    fn names_each_kind_of_slip_once_with_its_first_place() {
        let found = Plain::read("v＝spf1　mx　～all；".as_bytes()).slips;
        let found: Vec<_> = found.iter().map(|one| (one.slip, one.text.as_str(), one.span)).collect();
        assert_eq!(
            found,
            [(Slip::FullWidth, "＝ ～ ；", Span::new(1, 4)), (Slip::Blank, "U+3000", Span::new(8, 11))]
        );
    }

    #[test]
    fn finds_the_record_on_a_line_of_a_zone_file() {
        let begins = |text: &[u8]| text.starts_with(b"v=spf1");
        for text in [
            "a.example. IN TXT \"v=spf1 mx -all\"",
            "a.example. 3600 IN TXT ( \"v=spf1 mx\" \" -all\" )",
            "TXT v=spf1 mx -all",
            "@ txt v=spf1 mx -all",
            "TXT:v=spf1 mx -all",
            "SPF: v=spf1 mx -all",
        ] {
            let mut plain = Plain::read(text.as_bytes());
            plain.cut_zone_line(&begins);
            assert_eq!(plain.text.trim_ascii(), b"v=spf1 mx -all", "{text}");
            assert_eq!(
                plain.slips.iter().map(|one| one.slip).collect::<Vec<_>>(),
                [Slip::ZoneLine],
                "{text}"
            );
        }
        for text in ["v=spf1 mx -all", "see also v=spf1 mx -all", "a b c d e f g h TXT v=spf1 mx"] {
            let mut plain = Plain::read(text.as_bytes());
            plain.cut_zone_line(&begins);
            assert_eq!(plain.text, text.as_bytes(), "{text}");
        }
    }

    #[test]
    fn guesses_words_only_where_one_is_near() {
        let policies = ["none", "quarantine", "reject"];
        for text in ["quarentine", "Quarantaine", "quarantined", "quarntin"] {
            assert_eq!(nearest(text, &policies), Some("quarantine"), "{text}");
        }
        for text in ["rejct", "rejected", "reject."] {
            assert_eq!(nearest(text, &policies), Some("reject"), "{text}");
        }
        for text in ["none", "REJECT", "monitor", "", "no", "block"] {
            assert_eq!(nearest(text, &policies), None, "{text}");
        }
        assert_eq!(nearest("rau", &["rua", "ruf"]), Some("rua"));
    }
}
