//! Names that look made for one message: from the question, whoever runs their zone learns that, and when, this
//! very message is looked at. What is counted is how much could be told by them, in bits.

use super::Name;

/// As much as tells one message from four billion others. A short code or two words stay below it.
const TELLING: usize = 32;
/// Of a letter or digit in a code, of a digit in a number, of a letter in a word.
const BITS_OF_CODE: usize = 4;
const BITS_OF_NUMBER: usize = 3;
const BITS_OF_WORD: usize = 2;
/// Changes between letters and digits that make a code; `s2048` has one.
const CHANGES: usize = 3;
/// Digits of numbers that tell a host from another: as many as an IPv4 address has, each number with three.
const HOST_DIGITS: usize = 12;
const HOST_NUMBER: usize = 3;
/// Letters from which on a word can be told from a code.
const WORD: usize = 6;

/// Who runs the DNS of these does not send the mail, and senders have no say in what stands there.
const OPERATORS: [&str; 9] = [
    "amazonses.com",
    "gappssmtp.com",
    "google.com",
    "in-addr.arpa",
    "onmicrosoft.com",
    "outlook.com",
    "pphosted.com",
    "sendgrid.net",
    "yahoo.com",
];

/// Words of names that serve e-mail.
const ORDINARY: [&str; 48] = [
    "amazonaws",
    "arcselector",
    "bounce",
    "bounces",
    "campaign",
    "campaigns",
    "compute",
    "customer",
    "customers",
    "default",
    "delivery",
    "dmarc",
    "domainkey",
    "email",
    "emails",
    "exchange",
    "gateway",
    "google",
    "host",
    "info",
    "internal",
    "mail",
    "mailer",
    "mailing",
    "mailout",
    "marketing",
    "message",
    "messages",
    "news",
    "newsletter",
    "newsletters",
    "notification",
    "notifications",
    "notify",
    "outbound",
    "production",
    "protection",
    "public",
    "relay",
    "reply",
    "report",
    "return",
    "selector",
    "server",
    "service",
    "services",
    "smtp",
    "transactional",
];

/// For each letter those that follow it in words, the lowest bit for `a`: every pair that is at least one in a
/// thousand in two of ten languages (the word lists of Debian for English, German, French, Italian, Spanish,
/// Dutch, Polish, Portuguese and Swedish, and the syllables of Japanese).
const PAIRS: [u32; 26] = [
    0x037e_bfee,
    0x0112_4911,
    0x001a_4d95,
    0x0016_6911,
    0x03fe_ffff,
    0x001a_4931,
    0x001e_69d1,
    0x0018_4111,
    0x027e_fe7f,
    0x0010_6011,
    0x001e_4911,
    0x011c_6919,
    0x0114_d113,
    0x031c_65ff,
    0x027e_fd7f,
    0x0016_c991,
    0x0010_0000,
    0x031e_7d5f,
    0x013c_dd97,
    0x011e_6991,
    0x004e_bfff,
    0x0000_4111,
    0x0010_4111,
    0x0000_0000,
    0x000c_2000,
    0x0010_4111,
];

/// Whether a name could have been made for one message. What stands left of the organization's domain counts,
/// except for ordinary words and those of the organization itself.
pub(super) fn is_made_for_one(name: &Name) -> bool {
    let organization = name.guessed_organization();
    let organization = organization.as_ref().map(Name::as_str).unwrap_or_default();
    if OPERATORS.contains(&organization) {
        return false;
    }
    let own = name.as_str().strip_suffix(organization).unwrap_or(name.as_str());
    let mut tally = Tally { known: runs(organization).collect(), ..Tally::default() };
    // No selector and no host is written in another script but in order to be told apart.
    own.split('.').any(|label| label.starts_with("xn--")) || tally.bits(own) >= TELLING
}

/// What a name is counted by.
#[derive(Default)]
struct Tally<'a> {
    /// Words that tell nothing more.
    known: Vec<&'a str>,
    codes: usize,
    letters: usize,
    /// Digits of short numbers, of years, dates and key sizes, and of all others.
    host_digits: usize,
    dates: usize,
    numbers: usize,
}

impl<'a> Tally<'a> {
    fn bits(&mut self, own: &'a str) -> usize {
        for part in own.split(|character: char| !character.is_ascii_alphanumeric()) {
            if runs(part).count() > CHANGES {
                self.codes = self.codes.saturating_add(part.len());
            } else {
                runs(part).for_each(|run| self.count(run));
            }
        }
        let host = if self.host_digits > HOST_DIGITS { BITS_OF_NUMBER } else { 1 };
        // A time of day beside it makes a date the moment of one message.
        let date = usize::from(self.numbers > 0 || self.dates > HOST_DIGITS).saturating_mul(BITS_OF_NUMBER);
        [
            (self.codes, BITS_OF_CODE),
            (self.letters, BITS_OF_WORD),
            (self.numbers, BITS_OF_NUMBER),
            (self.host_digits, host),
            (self.dates, date),
        ]
        .into_iter()
        .map(|(count, bits)| count.saturating_mul(bits))
        .sum()
    }

    /// Counts letters alone or digits alone.
    fn count(&mut self, run: &'a str) {
        let kind = if run.starts_with(|character: char| character.is_ascii_digit()) {
            match run.len() {
                ..=HOST_NUMBER => &mut self.host_digits,
                _ if is_date(run) => &mut self.dates,
                _ => &mut self.numbers,
            }
        } else if self.known.contains(&run) || ORDINARY.contains(&run) {
            return;
        } else {
            self.known.push(run);
            if is_word(run) { &mut self.letters } else { &mut self.codes }
        };
        *kind = kind.saturating_add(run.len());
    }
}

/// The letters and the digits of a text, in turns.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_ascii_alphanumeric()).flat_map(|part| {
        part.as_bytes()
            .chunk_by(|one, next| one.is_ascii_digit() == next.is_ascii_digit())
            .filter_map(|run| std::str::from_utf8(run).ok())
    })
}

/// Whether digits are a year, a month or a day of one, or the size of a key.
fn is_date(digits: &str) -> bool {
    let within = |range: std::ops::Range<usize>, least: u32, most: u32| {
        let number = digits.get(range).and_then(|digits| digits.parse::<u32>().ok());
        number.is_some_and(|number| (least..=most).contains(&number))
    };
    let has_month = || within(0..4, 1990, 2099) && within(4..6, 1, 12);
    match digits.len() {
        4 => within(0..4, 1990, 2099) || ["1024", "2048", "3072", "4096"].contains(&digits),
        6 => has_month(),
        8 => has_month() && within(6..8, 1, 31),
        _ => false,
    }
}

/// Whether letters follow each other as in words: of the pairs, fewer than a third are rare.
fn is_word(letters: &str) -> bool {
    let place = |letter: u8| usize::from(letter.wrapping_sub(b'a'));
    let is_rare = |(one, next): &(u8, u8)| {
        PAIRS.get(place(*one)).is_none_or(|pairs| *next > b'z' || pairs >> place(*next).min(31) & 1 == 0)
    };
    let rare = letters.bytes().zip(letters.bytes().skip(1)).filter(is_rare).count();
    letters.len() < WORD || rare.saturating_mul(3) < letters.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_telling(name: &str) -> bool {
        is_made_for_one(&Name::from_dns(name.as_bytes()).unwrap())
    }

    #[test]
    fn tells_what_could_be_made_for_one_message() {
        for token in [
            "u-7f3a9c21d4e8b6",
            "ug7nbtf4gccmlpwj322ax3p6ow6yfsug",
            // Letters, digits, little of both, another script.
            "kzqwxhvbnmtrplsdfgh",
            "ifbegrcfizxw",
            "kzqwxhvb",
            "837192047566128394",
            "17324512345",
            "abcdefgh12345678ijklmnop",
            "xn--7f3a9c21d4e8b6k2m4",
            "xn--bcher-kva",
            // In parts.
            "7f3a9c21.d4e8b6a1.c9e2f7b3",
            "7f3a9c21d4e-8b67f3a9c21",
            "8371.9204.7566.1283",
            "837.192.047.566.128.394",
            "ab-cd-ef-gh-ij-kl-mn-op",
            // Moments.
            "20261123-100000",
            "20261123100000pm",
            // Words, also ones that nobody says.
            "correct-horse-battery-staple",
            "purple_monkey.dishwasher",
            "lusab-babad-gutih-tugad",
        ] {
            for place in ["._domainkey.evil.example", ".evil.example", ".evil.co.uk", ".mail.evil.example"] {
                assert!(is_telling(&format!("{token}{place}")), "{token}{place}");
            }
            assert!(is_telling(&format!("_dmarc.{token}.evil.example")), "{token}");
        }
    }

    #[test]
    fn leaves_ordinary_names_alone() {
        for name in [
            "s1._domainkey.example.com",
            "selector1._domainkey.example.com",
            "selector20260101._domainkey.example.com",
            "s1024-2013-q3._domainkey.example.com",
            "20230601._domainkey.gmail.com",
            "arc-20240605._domainkey.example.com",
            "fm1._domainkey.example.com",
            "hs1-12345678._domainkey.example.com",
            "1a1hai._domainkey.example.com",
            "google._domainkey.vandenhooff.example",
            "koriander._domainkey.ueber.example",
            "example1-com._domainkey.example.co.jp",
            "selector1-tenant-onmicrosoft-com._domainkey.tenant.onmicrosoft.com",
            "224i4yxa5dv7c2xz3womw6peuasteono._domainkey.amazonses.com",
            "_dmarc.newsletters.example.co.jp",
            "_dmarc.xn--e1awd7f4a1b2c3.example",
            "example.com._report._dmarc.example.org",
            "mail-pj1-f41.example.com",
            "mta-rcv-e03.mail.example.jp",
            "ec2-203-0-113-249.eu-west-1.compute.example.com",
            "mail-bn8nam12on2071.outbound.protection.outlook.com",
            "249.113.0.203.in-addr.arpa",
            "203.0.113.249._spf.mta.example.com",
            "_spf-a.example.com",
            "transactional-notifications.example.com",
        ] {
            assert!(!is_telling(name), "{name}");
        }
    }
}
