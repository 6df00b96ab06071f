//! What people type and paste in other forms of the same characters.

/// Invisible characters that are copied along: of width zero, and byte order marks.
const INVISIBLE: [char; 6] = ['\u{200B}', '\u{200C}', '\u{200D}', '\u{2060}', '\u{FEFF}', '\u{AD}'];

/// `text` with the characters that input methods and word processors write in place of those of ASCII: full-width
/// forms, ideographic spaces and full stops (RFC 3490 §3.1), curly quotation marks.
pub(super) fn fold(text: &str) -> String {
    text.chars().filter(|one| !INVISIBLE.contains(one)).map(fold_character).collect()
}

fn fold_character(one: char) -> char {
    let code = u32::from(one);
    match one {
        // Full-width forms lie as far apart as their ASCII.
        '\u{FF01}'..='\u{FF5E}' => code.checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(one),
        '\u{3000}' | '\u{A0}' => ' ',
        '\u{3002}' | '\u{FF61}' => '.',
        '\u{3001}' | '\u{FF64}' => ',',
        '“' | '”' | '„' | '‟' | '″' | '〝' | '〞' | '〟' => '"',
        '‘' | '’' | '‚' | '‛' | '′' => '\'',
        _ => one,
    }
}

/// Without quotation marks and brackets around it, and without the punctuation that a sentence puts behind it.
pub(super) fn bare(word: &str) -> &str {
    const AROUND: [(char, char); 11] = [
        ('"', '"'),
        ('\'', '\''),
        ('`', '`'),
        ('<', '>'),
        ('(', ')'),
        ('[', ']'),
        ('「', '」'),
        ('『', '』'),
        ('【', '】'),
        ('〈', '〉'),
        ('《', '》'),
    ];
    let mut word = word.trim();
    loop {
        let shorter = word.trim_end_matches([',', '.', ';', '!', '?']);
        let inside =
            AROUND.iter().find_map(|(open, close)| shorter.strip_prefix(*open)?.strip_suffix(*close));
        match inside.map(str::trim) {
            Some(inside) => word = inside,
            None => return shorter,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_stands_for_ascii() {
        assert_eq!(fold("ｉｎｆｏ＠ａ。ｅｘａｍｐｌｅ\u{3000}“x”、\u{200B}’"), "info@a.example \"x\",'");
        assert_eq!(fold("日本語.jp"), "日本語.jp");
    }

    #[test]
    fn takes_off_what_is_around() {
        for text in [
            "「a.example」",
            "『a.example』。",
            "\"a.example\",",
            " <a.example>. ",
            "a.example;",
            "'「a.example.」'",
        ] {
            assert_eq!(bare(&fold(text)), "a.example", "{text}");
        }
        assert_eq!(bare("[2001:db8::1]"), "2001:db8::1");
        assert_eq!(bare("\""), "\"");
    }
}
