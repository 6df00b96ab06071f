//! DMARC policy records (RFC 9989 §4.7, §4.8).

use serde::Serialize;

use super::{
    mend::{REMOVED, Reading, TAGS, tag_meant},
    problem::{Problem, RemovedTag, UriFault},
};
pub use crate::code::{AlignmentMode, Policy};
use crate::{
    code::names,
    slips::SlipEffect,
    span::Span,
    tag_list::{Tag, TagList, colon_list, trim},
    text::escape,
};

/// Addresses for reports that are read of one tag.
const MAX_URIS: usize = 20;

impl Policy {
    /// The policy one level below: what `t=y` asks for (RFC 9989 §4.7, `t`).
    #[must_use]
    pub fn lowered(self) -> Self {
        match self {
            Self::Reject => Self::Quarantine,
            Self::Quarantine | Self::None => Self::None,
        }
    }

    pub(super) fn read(value: &[u8]) -> Option<Self> {
        [Self::None, Self::Quarantine, Self::Reject]
            .into_iter()
            .find(|policy| value.eq_ignore_ascii_case(policy.name().as_bytes()))
    }
}

names! {
    /// Whether a domain is a public suffix (RFC 9989 §4.7, `psd`).
    PublicSuffix {
        /// It is.
        Yes = "y",
        /// It is not; it is the organizational domain of itself and of what is below it.
        No = "n",
        /// The record does not say.
        Unknown = "u",
    }
}

/// An address that reports are to be sent to (RFC 9989 §4.6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportingUri {
    /// As it stands in the record, escaped as all octets of a report are.
    pub text: String,
    /// The domain of a `mailto:` address, in lower case; `None` for any other scheme.
    pub domain: Option<String>,
}

/// A policy record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PolicyRecord {
    /// The record, escaped as all octets of a report are.
    pub text: String,
    /// `p=`, where it is valid.
    pub p: Option<Policy>,
    /// `sp=`, where it is valid.
    pub sp: Option<Policy>,
    /// `np=`, where it is valid.
    pub np: Option<Policy>,
    /// `psd=`.
    pub psd: PublicSuffix,
    /// `t=y`: the policy is to be tested, not applied.
    pub testing: bool,
    /// `adkim=`.
    pub adkim: AlignmentMode,
    /// `aspf=`.
    pub aspf: AlignmentMode,
    /// `rua=`.
    pub rua: Vec<ReportingUri>,
    /// `ruf=`.
    pub ruf: Vec<ReportingUri>,
    /// Whether DMARC is applied with it: not with an invalid policy and nobody to tell (RFC 9989 §4.10.1).
    pub applies: bool,
    /// The tags that it has for subdomains, right or wrong.
    #[serde(skip)]
    pub(super) below: Vec<&'static str>,
    /// What is wrong with it, each with its place in the record where it has one.
    #[serde(skip)]
    pub problems: Vec<(Problem, Option<Span>)>,
}

/// Whether `text` begins with the version tag: only then is it a policy record.
///
/// RFC 9989 §4.8: `dmarc-version = "v" equals %s"DMARC1"`: the case of the value matters, that of the name does
/// not (RFC 5234 §2.3, RFC 7405 §2.1).
pub(super) fn is_policy_record(text: &[u8]) -> bool {
    let Some(rest) = text.strip_prefix(b"v").or_else(|| text.strip_prefix(b"V")) else { return false };
    let Some(rest) = trim(rest).strip_prefix(b"=") else { return false };
    let value = rest.split(|octet| *octet == b';').next().unwrap_or_default();
    trim(value) == b"DMARC1"
}

/// Whether `text` was meant to be one, as far as can be told.
pub(super) fn resembles_policy_record(text: &[u8]) -> bool {
    Reading::new(text).is_some()
}

impl PolicyRecord {
    /// Reads a text that begins with the version tag; `None` for any other.
    #[must_use]
    pub fn parse(text: &[u8]) -> Option<Self> {
        is_policy_record(text).then(|| Reader::new(text).read(text))
    }

    /// The policy of `tag` where the record has it, else that of the tags it falls back to.
    #[must_use]
    pub(super) fn requested(&self) -> Policy {
        self.p.unwrap_or(Policy::None)
    }
}

impl PolicyRecord {
    /// The tag that leaves subdomains open to everybody while the domain itself is guarded: `sp`, or `np`
    /// for those that do not exist. Below a public suffix stand other organizations, which have records of
    /// their own.
    pub(super) fn open_below(&self) -> Option<(&'static str, Policy)> {
        let policy = self.p.filter(|p| *p != Policy::None && self.psd != PublicSuffix::Yes)?;
        let tags = [("sp", self.sp), ("np", self.np)];
        tags.into_iter().find(|(_, asked)| *asked == Some(Policy::None)).map(|(tag, _)| (tag, policy))
    }
}

struct Reader<'a> {
    list: TagList<'a>,
    problems: Vec<(Problem, Option<Span>)>,
    /// The first of `p`, `sp` and `np` that is there and invalid, with its value.
    invalid: Option<(&'static str, String, Span)>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a [u8]) -> Self {
        let list = TagList::parse(text);
        let mut problems: Vec<(Problem, Option<Span>)> =
            list.faults.iter().map(|span| (Problem::RecordSyntax, Some(*span))).collect();
        if list.cut_off {
            problems.push((Problem::RecordSyntax, None));
        }
        for tag in list.duplicates.iter().filter_map(|place| list.tags.get(*place)) {
            problems.push((Problem::RecordTagDuplicate { tag: tag.name.to_owned() }, Some(tag.whole)));
        }
        Self { list, problems, invalid: None }
    }

    fn read(mut self, text: &[u8]) -> PolicyRecord {
        self.note_names();
        let p = self.policy("p");
        let sp = self.policy("sp");
        let np = self.policy("np");
        let (rua, ruf) = (self.uris("rua"), self.uris("ruf"));
        if rua.is_empty() {
            self.problems.push((Problem::RecordNoReports, None));
        }
        let psd = self.choice(
            "psd",
            &[("y", PublicSuffix::Yes), ("n", PublicSuffix::No), ("u", PublicSuffix::Unknown)],
        );
        let modes = [("r", AlignmentMode::Relaxed), ("s", AlignmentMode::Strict)];
        let (adkim, aspf) = (self.choice("adkim", &modes), self.choice("aspf", &modes));
        let testing = self.choice("t", &[("y", true), ("n", false)]);
        self.note_options();
        let has_policy = self.invalid.is_none() && self.tag("p").is_some();
        let applies = has_policy || !rua.is_empty();
        self.note_policy(applies);
        // "act as if a record containing p=none was retrieved" (RFC 9989 §4.10.1).
        let (p, sp, np) = if has_policy { (p, sp, np) } else { (Some(Policy::None), None, None) };
        PolicyRecord {
            text: escape(text),
            p,
            sp,
            np,
            psd: psd.unwrap_or(PublicSuffix::Unknown),
            testing: testing.unwrap_or(false),
            adkim: adkim.unwrap_or(AlignmentMode::Relaxed),
            aspf: aspf.unwrap_or(AlignmentMode::Relaxed),
            rua,
            ruf,
            applies,
            below: ["sp", "np"].into_iter().filter(|name| self.tag(name).is_some()).collect(),
            problems: self.problems,
        }
    }

    /// The tag of this name. RFC 9989 §4.8 writes the names as strings whose case does not matter (RFC 5234
    /// §2.3), and receivers read them so.
    fn tag(&self, name: &str) -> Option<&Tag<'a>> {
        self.list.get_alike(name)
    }

    /// Tags of which only the name is of interest.
    fn note_names(&mut self) {
        const GONE: [RemovedTag; 3] = [RemovedTag::Pct, RemovedTag::Rf, RemovedTag::Ri];
        for (place, tag) in self.list.tags.iter().enumerate() {
            let lower = tag.name.to_ascii_lowercase();
            // The version stands first.
            let problem = if place == 0 {
                if tag.name == "v" {
                    continue;
                }
                Problem::RecordTagCase { tag: tag.name.to_owned() }
            } else if let Some(tag) = GONE.into_iter().find(|gone| gone.name() == tag.name) {
                Problem::RecordTagRemoved { tag }
            } else if TAGS.contains(&tag.name) {
                continue;
            } else if TAGS.contains(&lower.as_str()) {
                Problem::RecordTagCase { tag: tag.name.to_owned() }
            } else if REMOVED.contains(&lower.as_str()) {
                continue;
            } else {
                // RFC 9989 §4.8: "Unknown tags MUST be ignored".
                let meant = tag_meant(&lower, &escape(tag.value)).map(str::to_owned);
                Problem::RecordTagUnknown { tag: tag.name.to_owned(), meant }
            };
            self.problems.push((problem, Some(tag.whole)));
        }
    }

    fn policy(&mut self, name: &'static str) -> Option<Policy> {
        let tag = self.tag(name)?;
        let policy = Policy::read(tag.value);
        if policy.is_none() {
            let (value, span) = (escape(tag.value), tag.span);
            // The first one is told with what it leads to.
            if self.invalid.is_none() {
                self.invalid = Some((name, value, span));
            } else {
                self.note_value(name, value, span);
            }
        }
        policy
    }

    /// Tells of the policy that is invalid or missing; with `applies` the record counts as `p=none`.
    fn note_policy(&mut self, applies: bool) {
        if self.tag("p").is_none() {
            let effect = if applies { SlipEffect::CountsAsNone } else { SlipEffect::NotApplied };
            self.problems.push((Problem::RecordPolicyMissing { effect }, None));
        }
        if let Some((tag, value, span)) = self.invalid.take() {
            let tag = tag.to_owned();
            let problem = if applies {
                Problem::RecordPolicyNone { tag, value }
            } else {
                Problem::RecordPolicyInvalid { tag, value }
            };
            self.problems.push((problem, Some(span)));
        }
    }

    fn choice<T: Copy>(&mut self, name: &str, choices: &[(&str, T)]) -> Option<T> {
        let tag = self.tag(name)?;
        let found = choices.iter().find(|(value, _)| tag.value.eq_ignore_ascii_case(value.as_bytes()));
        if found.is_none() {
            self.note_value(name, escape(tag.value), tag.span);
        }
        found.map(|(_, choice)| *choice)
    }

    fn note_value(&mut self, name: &str, value: String, span: Span) {
        self.problems.push((Problem::RecordTagValue { tag: name.to_owned(), value }, Some(span)));
    }

    /// RFC 9989 §4.8, `dmarc-fo`: `0` or `1`, `d`, `s`, with colons between them, each at most once. RFC 7489
    /// §6.3 allowed `0` beside `1`.
    fn note_options(&mut self) {
        let Some(Tag { value, span, .. }) = self.tag("fo").cloned() else { return };
        let options: Vec<Vec<u8>> = colon_list(value).map(<[u8]>::to_ascii_lowercase).collect();
        let is_option = |option: &Vec<u8>| matches!(option.as_slice(), b"0" | b"1" | b"d" | b"s");
        let is_twice = options
            .iter()
            .enumerate()
            .any(|(at, one)| options.iter().skip(at.saturating_add(1)).any(|other| one == other));
        if is_twice || !options.iter().all(is_option) {
            self.note_value("fo", escape(value), span);
        }
    }

    fn uris(&mut self, name: &str) -> Vec<ReportingUri> {
        let Some(Tag { value, span, .. }) = self.tag(name).cloned() else { return Vec::new() };
        let mut found = Vec::new();
        for part in value.split(|octet| *octet == b',').take(MAX_URIS).map(trim) {
            let uri = uri(part);
            let (tag, value) = (name.to_owned(), escape(part));
            let problem = match &uri {
                None => Some(Problem::RecordUri { tag, value, fault: uri_fault(part) }),
                // The mailbox would be called `//…` (RFC 6068 §2).
                Some(uri)
                    if uri.domain.is_some() && part.get(7..).is_some_and(|rest| rest.starts_with(b"//")) =>
                {
                    Some(Problem::RecordUri { tag, value, fault: UriFault::Slashes })
                }
                // RFC 9989 §4.7: "MUST implement support for a "mailto:" URI"; of others nobody has to.
                Some(uri) if uri.domain.is_none() => Some(Problem::RecordReportsUnserved { tag, value }),
                Some(_) => None,
            };
            self.problems.extend(problem.map(|problem| (problem, Some(span))));
            found.extend(uri);
        }
        found
    }
}

/// Why something is no address for reports.
fn uri_fault(text: &[u8]) -> UriFault {
    if text.is_empty() {
        UriFault::Empty
    } else if text.contains(&b'@') && !text.contains(&b':') {
        UriFault::Scheme
    } else {
        UriFault::Unreadable
    }
}

/// An address that reports can be mailed to.
pub(super) fn mailto(text: &[u8]) -> Option<ReportingUri> {
    uri(text).filter(|uri| uri.domain.is_some())
}

/// `scheme:rest`, the obsolete `!size` at its end left out.
fn uri(text: &[u8]) -> Option<ReportingUri> {
    let colon = text.iter().position(|octet| *octet == b':')?;
    let (scheme, rest) = text.split_at(colon);
    let rest = rest.get(1..)?;
    let legal = |octet: &u8| octet.is_ascii_alphanumeric() || b"+-.".contains(octet);
    if !scheme.first()?.is_ascii_alphabetic() || !scheme.iter().all(legal) || rest.is_empty() {
        return None;
    }
    if rest.iter().any(|octet| !octet.is_ascii_graphic()) {
        return None;
    }
    let domain = if scheme.eq_ignore_ascii_case(b"mailto") { Some(domain_of(rest)?) } else { None };
    Some(ReportingUri { text: escape(text), domain })
}

fn domain_of(address: &[u8]) -> Option<String> {
    let address = address.split(|octet| *octet == b'?' || *octet == b'!').next()?;
    let at = address.iter().rposition(|octet| *octet == b'@').filter(|at| *at > 0)?;
    let domain = address.get(at.checked_add(1)?..)?;
    let legal = |octet: &u8| octet.is_ascii_alphanumeric() || b"-._".contains(octet);
    let is_domain = !domain.is_empty() && domain.iter().all(legal);
    is_domain.then(|| String::from_utf8_lossy(domain).to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> PolicyRecord {
        PolicyRecord::parse(text.as_bytes()).expect("a policy record")
    }

    fn codes(record: &PolicyRecord) -> Vec<&'static str> {
        record.problems.iter().map(|(problem, _)| problem.code()).collect()
    }

    #[test]
    fn the_version_comes_first_and_its_value_in_capitals() {
        for text in ["v=DMARC1", "v = DMARC1 ;p=none", "v=DMARC1;", "V=DMARC1", "V\t= DMARC1;"] {
            assert!(PolicyRecord::parse(text.as_bytes()).is_some(), "{text}");
        }
        let told = read("V=DMARC1; p=reject; rua=mailto:a@b.example");
        assert_eq!((told.p, codes(&told)), (Some(Policy::Reject), vec!["dmarc.record.tag-case"]));
        for text in [
            "",
            "v=dmarc1; p=none",
            "p=none; v=DMARC1",
            "v=DMARC1 p=none",
            " v=DMARC1",
            "V=dmarc1",
            "v=DMARC12",
        ] {
            assert!(PolicyRecord::parse(text.as_bytes()).is_none(), "{text}");
        }
        for text in ["v=dmarc1; p=none", "\"v=DMARC1; p=none\"", " v=DMARC1", "p=reject"] {
            assert!(resembles_policy_record(text.as_bytes()), "{text}");
        }
        assert!(!resembles_policy_record(b"v=spf1 -all"));
    }

    #[test]
    fn reads_all_tags() {
        let record = read(
            "v=DMARC1; p=Reject; sp=quarantine; np=none; psd=n; t=y; adkim=s; aspf=R; \
             rua=mailto:a@Report.example!10m , https://r.example/x; ruf=mailto:b@c.example; fo=1:d",
        );
        assert_eq!(
            (record.p, record.sp, record.np),
            (Some(Policy::Reject), Some(Policy::Quarantine), Some(Policy::None))
        );
        assert_eq!((record.psd, record.testing), (PublicSuffix::No, true));
        assert_eq!((record.adkim, record.aspf), (AlignmentMode::Strict, AlignmentMode::Relaxed));
        let domains: Vec<_> = record.rua.iter().map(|uri| uri.domain.as_deref()).collect();
        assert_eq!(domains, [Some("report.example"), None]);
        assert_eq!(codes(&record), ["dmarc.record.reports-unserved"]);
    }

    #[test]
    fn subdomains_may_be_left_open() {
        let open =
            |text: &str| read(text).open_below().map(|(tag, policy)| format!("{tag} {}", policy.name()));
        for (text, expected) in [
            ("v=DMARC1; p=reject; sp=none", Some("sp reject")),
            ("v=DMARC1; p=quarantine; sp=NONE; np=none", Some("sp quarantine")),
            ("v=DMARC1; p=reject; sp=reject; np=none", Some("np reject")),
            ("v=DMARC1; p=reject; sp=quarantine", None),
            ("v=DMARC1; p=none; sp=none", None),
            ("v=DMARC1; p=reject", None),
            ("v=DMARC1; p=reject; sp=none; np=reject; psd=y", None),
        ] {
            assert_eq!(open(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn an_invalid_policy_counts_as_none_only_where_reports_are_asked_for() {
        let told = read("v=DMARC1; p=foo; rua=mailto:a@b.example");
        assert_eq!((told.p, told.applies), (Some(Policy::None), true));
        assert_eq!(codes(&told), ["dmarc.record.policy-none"]);
        // What the first one leads to is told once; another one is a fault of its own.
        let both = read("v=DMARC1; p=foo; sp=bar; rua=mailto:a@b.example");
        assert_eq!(codes(&both), ["dmarc.record.tag-value", "dmarc.record.policy-none"]);
        let without = read("v=DMARC1; sp=bar; rua=mailto:a@b.example");
        assert_eq!(codes(&without), ["dmarc.record.policy-missing", "dmarc.record.policy-none"]);
        assert!(codes(&read("v=DMARC1")).contains(&"dmarc.record.policy-missing"));
        for text in [
            "v=DMARC1",
            "v=DMARC1; p=reject; sp=foo",
            "v=DMARC1; p=reject; np=x",
            "v=DMARC1; p=foo; rua=nobody",
        ] {
            assert!(!read(text).applies, "{text}");
        }
    }

    #[test]
    fn other_mistakes_fall_back_to_the_default() {
        let record = read(
            "v=DMARC1; p=reject; p=none; adkim=x; t=maybe; psd=; pct=50; P=none; nonsense; RUA=mailto:a@b.example",
        );
        assert_eq!(
            (record.p, record.adkim, record.testing),
            (Some(Policy::Reject), AlignmentMode::Relaxed, false)
        );
        assert!(record.applies);
        let mut codes = codes(&record);
        codes.sort_unstable();
        assert_eq!(
            codes,
            [
                "dmarc.record.syntax",
                "dmarc.record.tag-case",
                "dmarc.record.tag-case",
                "dmarc.record.tag-duplicate",
                "dmarc.record.tag-removed",
                "dmarc.record.tag-value",
                "dmarc.record.tag-value",
                "dmarc.record.tag-value",
            ]
        );
    }
}
