//! Whether a hop was encrypted, as the receiving host wrote it.

use serde::Serialize;

use crate::{code::names, span::Span, structured::Part};

names! {
    /// Whether TLS was used.
    TlsUse {
        /// The protocol, or a comment, says so.
        Yes = "yes",
        /// The protocol is one that is written without TLS alone (RFC 3848, RFC 6531 §4.3).
        No = "no",
        /// Neither can be told.
        Unknown = "unknown",
    }
}

names! {
    /// A version of the protocol.
    TlsVersion {
        /// SSL 2.0.
        Ssl2 = "ssl2",
        /// SSL 3.0.
        Ssl3 = "ssl3",
        /// TLS 1.0.
        Tls10 = "tls1.0",
        /// TLS 1.1.
        Tls11 = "tls1.1",
        /// TLS 1.2.
        Tls12 = "tls1.2",
        /// TLS 1.3.
        Tls13 = "tls1.3",
    }
}

/// What a Received field says about the encryption of its hop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tls {
    /// Whether it was encrypted.
    pub used: TlsUse,
    /// The version, if a comment gives it.
    pub version: Option<TlsVersion>,
    /// The cipher suite as written, if a comment gives it.
    pub cipher: Option<Part>,
}

/// Protocols with TLS and without it, in lower case.
const WITH: [&str; 18] = [
    "esmtps",
    "esmtpsa",
    "smtps",
    "smtpsa",
    "asmtps",
    "ssmtp",
    "essmtp",
    "essmtpa",
    "lmtps",
    "lmtpsa",
    "utf8smtps",
    "utf8smtpsa",
    "utf8esmtps",
    "utf8esmtpsa",
    "utf8lmtps",
    "utf8lmtpsa",
    "https",
    "httprest",
];
const WITHOUT: [&str; 12] = [
    "smtp",
    "smtpa",
    "esmtp",
    "esmtpa",
    "asmtp",
    "lmtp",
    "lmtpa",
    "utf8smtp",
    "utf8smtpa",
    "utf8esmtp",
    "utf8esmtpa",
    "http",
];

fn is_in(list: &[&str], protocol: &str) -> bool {
    list.iter().any(|name| name.eq_ignore_ascii_case(protocol))
}

/// Whether it is the name of a protocol of which it is known whether it has TLS.
pub(super) fn is_protocol(word: &str) -> bool {
    is_in(&WITH, word) || is_in(&WITHOUT, word)
}

impl Tls {
    /// Reads it from the protocol's first word and from the comments' contents.
    pub(super) fn read(source: &[u8], protocol: &str, comments: impl Iterator<Item = Span>) -> Self {
        let mut tls = Self { used: TlsUse::Unknown, version: None, cipher: None };
        let mut said = false;
        for comment in comments {
            said |= tls.read_comment(source, comment);
        }
        tls.used = if said || is_in(&WITH, protocol) {
            TlsUse::Yes
        } else if is_in(&WITHOUT, protocol) {
            TlsUse::No
        } else {
            TlsUse::Unknown
        };
        tls
    }

    /// `using TLSv1.3 with cipher X`, `version=TLS1_2, cipher=X`, `TLS1.3:X:256`, `TLS: TLSv1.2,256bits,X`,
    /// `X encrypted`, `TLS`; whether there is anything of that kind.
    fn read_comment(&mut self, source: &[u8], comment: Span) -> bool {
        let mut said = is_word_of_tls(comment.of(source));
        let mut cipher_follows = false;
        let mut before = None;
        for word in words(source, comment) {
            let text = word.of(source);
            let follows = std::mem::take(&mut cipher_follows);
            let key = text.iter().position(|octet| matches!(octet, b'=' | b':')).unwrap_or(text.len());
            let (name, after) = text.split_at(key);
            let rest = Span::new(word.start.saturating_add(key).saturating_add(1), word.end);
            if let Some(version) = read_version(name) {
                said = true;
                self.version = self.version.or(Some(version));
                let end = rest.of(source).iter().position(|octet| *octet == b':').unwrap_or(rest.len());
                self.suite(source, Span::new(rest.start, rest.start.saturating_add(end).min(rest.end)));
            } else if follows {
                said = true;
                self.suite(source, word);
            } else if name.eq_ignore_ascii_case(b"cipher") {
                cipher_follows = after.is_empty();
                said |= !rest.is_empty();
                self.suite(source, rest);
            } else if let Some(length) = suite_of(text) {
                said = true;
                self.suite(source, Span::new(word.end.saturating_sub(length), word.end));
            } else if name.eq_ignore_ascii_case(b"version")
                || name.eq_ignore_ascii_case(b"tls") && !rest.is_empty()
            {
                let version = read_version(rest.of(source));
                said |= version.is_some();
                self.version = self.version.or(version);
            } else if text.eq_ignore_ascii_case(b"tls:") {
                said = true;
            } else if said && text.len() > 4 && text.to_ascii_lowercase().ends_with(b"bits") {
                cipher_follows = text.first().is_some_and(u8::is_ascii_digit);
            } else if let Some(suite) = before.filter(|_| text.eq_ignore_ascii_case(b"encrypted")) {
                said = true;
                self.suite(source, suite);
            }
            before = Some(word);
        }
        said
    }

    /// Keeps the cipher suite, if it is the first.
    fn suite(&mut self, source: &[u8], suite: Span) {
        if !suite.is_empty() && !is_word_of_tls(suite.of(source)) {
            self.cipher.get_or_insert_with(|| Part::new(source, suite));
        }
    }
}

/// The words of a `with` clause without what they say of encryption, and that: `ESMTP/TLS/X`, `X encrypted SMTP`,
/// `ESMTP TLS`.
pub(super) fn split_protocol(source: &[u8], with: Span) -> (Span, Option<Span>) {
    let text = with.of(source);
    if let Some(slash) = memchr::memchr(b'/', text) {
        let said = Span::new(with.start.saturating_add(slash).saturating_add(1), with.end);
        if suite_of(said.of(source)).is_some() || is_word_of_tls(said.of(source)) {
            return (Span::new(with.start, with.start.saturating_add(slash)), Some(said));
        }
    }
    let mut after_first = words(source, with).skip(1);
    let second = after_first.next();
    let is_encrypted = second.is_some_and(|word| word.of(source).eq_ignore_ascii_case(b"encrypted"));
    match (second, after_first.next()) {
        (Some(encrypted), Some(protocol)) if is_encrypted => {
            (Span::new(protocol.start, with.end), Some(Span::new(with.start, encrypted.end)))
        }
        (Some(word), None) if is_word_of_tls(word.of(source)) || read_version(word.of(source)).is_some() => {
            let first = words(source, with).next().unwrap_or(with);
            (first, Some(word))
        }
        _ => (with, None),
    }
}

/// The length of the suite in `TLS/X`.
fn suite_of(text: &[u8]) -> Option<usize> {
    let (name, suite) = text.split_at_checked(4)?;
    name.eq_ignore_ascii_case(b"tls/").then_some(suite.len())
}

/// Whether the text says no more than that there is encryption.
fn is_word_of_tls(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    [&b"tls"[..], b"ssl", b"starttls"].iter().any(|word| text.eq_ignore_ascii_case(word))
        || text.eq_ignore_ascii_case(b"tls secured channel")
}

/// What stands between white space, commas and parentheses.
pub(super) fn words(source: &[u8], span: Span) -> impl Iterator<Item = Span> + '_ {
    let is_gap = |octet: &u8| octet.is_ascii_whitespace() || b",()".contains(octet);
    let mut at = span.start;
    let whole = span.of(source);
    whole.split(move |octet| is_gap(octet)).filter_map(move |word| {
        let found = Span::new(at, at.saturating_add(word.len()));
        at = found.end.saturating_add(1);
        (!found.is_empty()).then_some(found)
    })
}

/// `TLSv1.3`, `TLS1_2`, `TLSv1`, `SSLv3`.
fn read_version(text: &[u8]) -> Option<TlsVersion> {
    let text = std::str::from_utf8(text).ok()?.to_ascii_lowercase();
    let (is_tls, rest) = match text.strip_prefix("tls") {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix("ssl")?),
    };
    // SmarterMail writes `TLS\Tls12`.
    let rest = rest.strip_prefix("\\tls").unwrap_or(rest);
    let number = rest.trim_start_matches('v').replace('_', ".");
    match (is_tls, number.as_str()) {
        (true, "1" | "1.0") => Some(TlsVersion::Tls10),
        (true, "1.1" | "11") => Some(TlsVersion::Tls11),
        (true, "1.2" | "12") => Some(TlsVersion::Tls12),
        (true, "1.3" | "13") => Some(TlsVersion::Tls13),
        (false, "2" | "2.0") => Some(TlsVersion::Ssl2),
        (false, "3" | "3.0") => Some(TlsVersion::Ssl3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(protocol: &str, comment: &str) -> (&'static str, Option<&'static str>, Option<String>) {
        let span = Span::new(0, comment.len());
        let tls = Tls::read(comment.as_bytes(), protocol, [span].into_iter());
        (tls.used.name(), tls.version.map(TlsVersion::name), tls.cipher.map(|part| part.text))
    }

    #[test]
    fn reads_comments_and_protocols() {
        for (protocol, comment, used, version, cipher) in [
            (
                "ESMTPS",
                "using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)",
                "yes",
                Some("tls1.3"),
                Some("TLS_AES_256_GCM_SHA384"),
            ),
            ("Microsoft", "version=TLS1_2, cipher=TLS_E", "yes", Some("tls1.2"), Some("TLS_E")),
            ("esmtps", "TLS1.2:ECDHE_X__AES:256", "yes", Some("tls1.2"), Some("ECDHE_X__AES")),
            ("esmtps", "TLS1.3", "yes", Some("tls1.3"), None),
            ("ESMTP", "version=TLSv1/SSLv3 cipher=AES128-SHA bits=128", "yes", None, Some("AES128-SHA")),
            ("Microsoft", "TLS", "yes", None, None),
            ("ESMTP", "a tls1.2.example [192.0.2.1]", "no", None, None),
            ("esmtpsa", "", "yes", None, None),
            ("ESMTPA", "", "no", None, None),
            ("mapi", "", "unknown", None, None),
        ] {
            let expected = (used, version, cipher.map(str::to_owned));
            assert_eq!(read(protocol, comment), expected, "{protocol} {comment}");
        }
    }
}
