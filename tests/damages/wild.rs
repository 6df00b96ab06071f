//! Changes that somebody makes on purpose, or by accident, and that no cause explains.

use super::{
    encode,
    mail::{Leaf, Mail},
    random::Random,
};

const WORDS: [&str; 12] = [
    "harbour", "invoice", "seven", "tomorrow", "not", "account", "payment", "quietly", "bridge", "password",
    "kaptein", "urgent",
];

type Change = fn(&mut Random, &mut Mail, &Mail) -> Option<()>;

const CHANGES: [(&str, Change); 16] = [
    ("a word inserted", |random, mail, _| {
        words(random, mail, |words, place, word| words.insert(place, word))
    }),
    ("a word replaced", |random, mail, _| words(random, mail, |words, place, word| words[place] = word)),
    ("a word deleted", |random, mail, _| {
        words(random, mail, |words, place, _| {
            words.remove(place);
        })
    }),
    ("words exchanged", |random, mail, _| {
        words(random, mail, |words, place, _| words.swap(place - 1, place))
    }),
    ("a number changed", number),
    ("an octet of the body flipped", octet),
    ("lines exchanged", |random, mail, _| {
        lines(random, mail, |lines, place, _| lines.swap(place - 1, place))
    }),
    ("a line deleted", |random, mail, _| {
        lines(random, mail, |lines, place, _| {
            lines.remove(place);
        })
    }),
    ("a line rewritten", |random, mail, _| lines(random, mail, |lines, place, text| lines[place] = text)),
    ("a line inserted", |random, mail, _| {
        lines(random, mail, |lines, place, text| lines.insert(place, text))
    }),
    ("a part of another message", part),
    ("the subject reworded", |random, mail, _| field(random, mail, "Subject")),
    ("an author's name reworded", |random, mail, _| field(random, mail, "From")),
    ("a recipient reworded", |random, mail, _| field(random, mail, "To")),
    ("digits of a field changed", digits),
    ("the signature of another message", signature),
];

/// Does one of them; `None` if the message, or the place hit, has nothing to change.
pub(crate) fn damage(random: &mut Random, mail: &mut Mail, other: &Mail) -> Option<&'static str> {
    let (name, change) = random.pick(&CHANGES);
    let before = mail.write();
    let header = mail.header();
    change(random, mail, other)?;
    // Copies of fields in the signature prove what became of them.
    let has_copies = mail.value("DKIM-Signature").is_some_and(|value| value.contains("\tz="));
    if has_copies && mail.header() != header {
        return None;
    }
    (mail.write() != before).then_some(*name)
}

fn leaf(random: &mut Random, mail: &Mail) -> Option<(Leaf, String)> {
    let leaves = mail.text_leaves();
    let leaf = random.pick(&leaves).clone();
    let text = mail.text(&leaf)?;
    Some((leaf, text))
}

/// Writes one line of a text anew, by its words. The first and the last word of the line are left.
fn words(
    random: &mut Random,
    mail: &mut Mail,
    change: fn(&mut Vec<&str>, usize, &'static str),
) -> Option<()> {
    let (leaf, text) = leaf(random, mail)?;
    let mut lines: Vec<String> = text.split("\r\n").map(str::to_owned).collect();
    let place = random.below(lines.len());
    let mut words: Vec<&str> = lines[place].split(' ').collect();
    if words.len() < 4 || words.iter().any(|word| word.is_empty()) {
        return None;
    }
    let at = 2 + random.below(words.len() - 3);
    change(&mut words, at, random.pick::<&str>(&WORDS));
    lines[place] = words.join(" ");
    mail.set_text(&leaf, &lines.join("\r\n"))
}

/// Changes lines of a text; the first two and the last two are left, so that nothing is put before
/// or after it.
fn lines(random: &mut Random, mail: &mut Mail, change: fn(&mut Vec<String>, usize, String)) -> Option<()> {
    let (leaf, text) = leaf(random, mail)?;
    let mut lines: Vec<String> = text.split("\r\n").map(str::to_owned).collect();
    if lines.len() < 7 {
        return None;
    }
    let place = 3 + random.below(lines.len() - 6);
    // Empty lines, and lines that say the same, change nothing that is to be seen.
    if lines[place].trim().is_empty() || lines[place - 1].trim().is_empty() || lines[place].starts_with('<') {
        return None;
    }
    let length = 3 + random.below(6);
    let text: Vec<&str> = (0..length).map(|_| *random.pick(&WORDS)).collect();
    change(&mut lines, place, text.join(" "));
    mail.set_text(&leaf, &lines.join("\r\n"))
}

fn number(random: &mut Random, mail: &mut Mail, _: &Mail) -> Option<()> {
    let (leaf, text) = leaf(random, mail)?;
    let text = change_digit(random, &text)?;
    mail.set_text(&leaf, &text)
}

fn change_digit(random: &mut Random, text: &str) -> Option<String> {
    let digits: Vec<usize> = text.match_indices(|one: char| one.is_ascii_digit()).map(|(at, _)| at).collect();
    if digits.is_empty() {
        return None;
    }
    let at = *random.pick(&digits);
    let digit = random.below(10).to_string();
    Some(text[..at].to_owned() + &digit + &text[at + 1..])
}

/// Any octet that is neither white space nor part of the structure.
fn octet(random: &mut Random, mail: &mut Mail, _: &Mail) -> Option<()> {
    let leaves = mail.leaves();
    let leaf = random.pick(&leaves);
    let content = mail.content(leaf);
    let at = leaf.content.start + random.below(content.len());
    let flipped = mail.body[at] ^ (1 << random.below(7));
    let is_text = |octet: u8| octet.is_ascii_alphanumeric();
    if !is_text(mail.body[at]) || !is_text(flipped) {
        return None;
    }
    mail.body[at] = flipped;
    Some(())
}

/// The text of another message in the place of the whole of one.
fn part(random: &mut Random, mail: &mut Mail, other: &Mail) -> Option<()> {
    let (leaf, old) = leaf(random, mail)?;
    let from = other.leaf(&leaf.kind)?;
    let text = other.text(&from)?;
    if text.contains(old.trim()) || old.contains(text.trim()) {
        return None;
    }
    mail.set_text(&leaf, &text)
}

/// Puts another word into a field: neither first nor last, so that it is no prefix and no suffix.
fn field(random: &mut Random, mail: &mut Mail, name: &str) -> Option<()> {
    let value = mail.flat(name)?;
    let word = *random.pick(&WORDS);
    let new = if value.contains("=?") {
        encode::b_word("UTF-8", &format!("{word} {}", random.pick(&WORDS)))
    } else if name == "Subject" {
        let mut words: Vec<&str> = value.split(' ').collect();
        let at = 1 + random.below(words.len() - 1);
        words[at] = word;
        words.join(" ")
    } else {
        value.replacen(if name == "From" { "Marit" } else { "pilots" }, word, 1)
    };
    mail.set(name, &new);
    Some(())
}

fn digits(random: &mut Random, mail: &mut Mail, _: &Mail) -> Option<()> {
    let name = *random.pick(&["Date", "Message-ID"]);
    let value = mail.flat(name)?;
    // Another zone alone is a cause that is known.
    let (value, zone) = value.split_at(value.rfind(" +").unwrap_or(value.len()));
    let value = change_digit(random, value)? + zone;
    mail.set(name, &value);
    Some(())
}

fn signature(_: &mut Random, mail: &mut Mail, other: &Mail) -> Option<()> {
    mail.fields[0].clone_from(&other.fields[0]);
    Some(())
}
