//! What was given in place of a message, where it names a domain or could have named one.

use serde::Serialize;

mod characters;
mod domain;

pub(crate) use domain::read as read_domain;

use crate::{code::names, dns::Name, platform::Platform};
use characters::{bare, fold};

/// Octets in which all the records of a domain have room; in a longer text nothing is looked for.
const MAX_OCTETS: usize = 60_000;
/// Octets of an address with a name before it.
const MAX_ADDRESS: usize = 800;

names! {
    /// What a text is that is no message.
    TypedKind {
        /// The address of a mailbox.
        Address = "address",
        /// The address of a page, or of a server under a name.
        Url = "url",
        /// A record of the DNS with its name.
        NamedRecord = "named_record",
        /// A record of the DNS without its name.
        Record = "record",
        /// The address of a host that is no domain.
        Host = "host",
    }
}

/// A text that is no message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Typed {
    /// What it is.
    pub kind: TypedKind,
    /// The domain that can be checked in its place.
    pub domain: Option<String>,
    /// What to enter for that: the domain, or the name of a key.
    pub query: Option<String>,
}

impl Typed {
    fn new(kind: TypedKind, domain: Option<String>) -> Self {
        Self { kind, query: domain.clone(), domain }
    }
}

/// An address that stands alone, or with a name before it.
pub(crate) fn address(octets: &[u8]) -> Option<Typed> {
    let text = std::str::from_utf8(octets).ok().filter(|text| text.len() <= MAX_ADDRESS)?;
    let text = fold(text);
    let line = text.trim();
    let bare_line = bare(line);
    let open = if line.ends_with('>') { line.find('<') } else { None };
    let address = match open {
        Some(open) => line.get(open.checked_add(1)?..line.len().checked_sub(1)?)?,
        None => strip_scheme(bare_line, "mailto:").unwrap_or(bare_line),
    };
    let (local, domain) = address.split_once('@')?;
    let before = open.and_then(|open| line.get(..open)).unwrap_or_default();
    let is_address = !local.is_empty()
        && !domain.contains('@')
        && !address.contains(|one: char| one.is_whitespace() || "<>".contains(one))
        && (open.is_some() || !local.contains(':'))
        && !before.contains(['@', ':', '>', '\r', '\n']);
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    let has_dot =
        domain.split_once('.').is_some_and(|(first, _)| !first.is_empty()) && !domain.ends_with('.');
    (is_address && has_dot).then(|| Typed::new(TypedKind::Address, Some(domain.to_owned())))
}

/// A record of the DNS, or the address of a page or a host.
pub(crate) fn record_or_host(octets: &[u8], platform: &Platform) -> Option<Typed> {
    let text = std::str::from_utf8(octets).ok().filter(|text| text.len() <= MAX_OCTETS)?;
    let text = fold(text);
    let line = text.trim();
    let is_word = !line.is_empty() && !line.contains(char::is_whitespace);
    record(line).or_else(|| if is_word { host(bare(line), platform) } else { None })
}

fn strip_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let start = text.get(..scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then(|| text.get(scheme.len()..))?
}

/// A record with the version of a protocol in it, as zone files, tools and the panels of providers write it.
fn record(text: &str) -> Option<Typed> {
    const VERSIONS: [&str; 3] = ["v=dkim1", "v=spf1", "v=dmarc1"];
    let plain = text.to_ascii_lowercase();
    if !VERSIONS.iter().any(|version| plain.contains(version)) {
        return None;
    }
    if let Some(name) = name_of_record(&plain) {
        let domain = name.split_once("._domainkey.").map(|(_, domain)| domain);
        let domain = domain.or_else(|| name.strip_prefix("_dmarc.")).unwrap_or(&name).to_owned();
        return Some(Typed { kind: TypedKind::NamedRecord, domain: Some(domain), query: Some(name) });
    }
    let begins = bare(&plain).trim_start_matches(['"', '\'', '「', '『']);
    // A column or a row of a panel says which type the record is of.
    let mut words = plain.split(|one: char| !(one.is_ascii_alphanumeric() || "_-.".contains(one)));
    let is_record =
        VERSIONS.iter().any(|version| begins.starts_with(version)) || words.any(|word| word == "txt");
    is_record.then(|| Typed::new(TypedKind::Record, None))
}

/// The first name that a TXT record stands under, in what a zone file, dig, host or nslookup writes.
fn name_of_record(plain: &str) -> Option<String> {
    plain.lines().find_map(|line| {
        let mut words = line.split_whitespace();
        let first = words.next()?;
        let name = first.strip_suffix('.').unwrap_or(first);
        let is_name = name.contains('.') && !name.contains([';', '"', '=', ':']);
        (is_name && words.any(|word| word == "txt" || word == "text")).then(|| name.to_owned())
    })
}

/// The host that a URL, or what could be one without its scheme, names.
fn host(word: &str, platform: &Platform) -> Option<Typed> {
    let rest = word.split_once("://").map_or(word, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    // An IPv6 address, be it without its brackets.
    if authority.starts_with('[') || authority.matches(':').count() > 1 {
        let is_address = authority.chars().all(|one| one.is_ascii_hexdigit() || ":.[]".contains(one));
        return is_address.then(|| Typed::new(TypedKind::Host, None));
    }
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    if !port.bytes().all(|octet| octet.is_ascii_digit()) {
        return None;
    }
    let name = Name::parse(host.as_bytes(), platform).ok()?;
    let is_host_octet = |octet: u8| octet.is_ascii_alphanumeric() || b"-_.".contains(&octet);
    if !name.as_str().bytes().all(is_host_octet) {
        return None;
    }
    if domain::is_domain(&name) {
        Some(Typed::new(TypedKind::Url, Some(name.to_string())))
    } else {
        Some(Typed::new(TypedKind::Host, None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        let found =
            address(text.as_bytes()).or_else(|| record_or_host(text.as_bytes(), &Platform::default()))?;
        let words = [Some(found.kind.name().to_owned()), found.domain, found.query];
        Some(words.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }

    fn each(texts: &[&str], expected: Option<&str>) {
        for text in texts {
            assert_eq!(of(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn an_address_names_its_domain() {
        let addresses = [
            "info@a.example",
            " mailto:info@a.example\r\n",
            "\"Info, sales\" <info@a.example>",
            "info＠a.example",
            "ｉｎｆｏ＠ａ．ｅｘａｍｐｌｅ",
            "info@a。example",
            "「info@a.example」",
            "info@a.example、",
            "花森 <info＠a.example>",
            "\u{3000}info@a.example\u{3000}",
        ];
        each(&addresses, Some("address a.example a.example"));
        for text in ["@", "info@", "a b@c.example", "a@b@c.example", "From: <a@b.example>", ""] {
            assert!(!of(text).unwrap_or_default().starts_with("address"), "{text}");
        }
    }

    #[test]
    fn a_url_names_the_domain_of_its_host() {
        let urls = [
            "https://A.example/path",
            "http://a.example:8080/",
            "a.example/path",
            "a.example:25",
            "ｈｔｔｐ：／／ａ．ｅｘａｍｐｌｅ／ｘ",
        ];
        each(&urls, Some("url a.example a.example"));
        let hosts = [
            "localhost",
            "http://localhost:8080/",
            "192.0.2.1",
            "192.0.2.1:25",
            "2001:db8::1",
            "[2001:db8::1]",
            "hello",
        ];
        each(&hosts, Some("host"));
        let long = "x".repeat(100);
        let longer = format!("{}.example", "x".repeat(70_000));
        each(&["two words", "p=MIIBIj+/", &long, &longer, "https://", ""], None);
    }

    #[test]
    fn a_record_names_the_domain_that_it_stands_under_and_its_key() {
        let keys = [
            "s1._domainkey.a.example. 3600 IN TXT \"v=DKIM1; p=\"",
            ";; ANSWER SECTION:\ns1._domainkey.a.example.\t300\tIN\tTXT\t\"v=DKIM1; p=\"\n",
            "s1._domainkey.a.example\ttext = \"v=DKIM1; p=\"",
            "s1._domainkey.a.example descriptive text \"v=DKIM1; p=\"",
        ];
        each(&keys, Some("named_record a.example s1._domainkey.a.example"));
        each(
            &["_dmarc.a.example. IN TXT \"v=DMARC1; p=none\""],
            Some("named_record a.example _dmarc.a.example"),
        );
        each(&["A.example. IN TXT \"v=spf1 -all\""], Some("named_record a.example a.example"));
    }

    #[test]
    fn the_rows_of_a_panel_are_a_record() {
        let rows = [
            "v=spf1 -all",
            "\"v=DKIM1; k=ed25519; p=AAAA\"",
            "v=DMARC1;p=none",
            "”v=DMARC1; p=none”",
            "「v=spf1 ~all」",
            "＂v=spf1 ~all＂",
            "’v=spf1 ~all’",
            "ｖ＝ｓｐｆ１ ~all",
            "エントリ名：@\nタイプ ：TXT\nデータ ：”v=spf1 include:_spf.sakura.example ~all”",
            "_dmarc\tTXT\tv=DMARC1; p=none; rua=mailto:d@a.example",
            "ホスト名\tTYPE\tVALUE\n@\tTXT\tv=spf1 mx ~all",
            "Type: TXT\nName: _dmarc\nValue: v=DMARC1; p=none",
            "種別 ＴＸＴ\nホスト s1._domainkey\n内容 v=DKIM1; k=rsa; p=MIIB",
        ];
        each(&rows, Some("record"));
        each(&["Please publish v=spf1 -all"], None);
    }
}
