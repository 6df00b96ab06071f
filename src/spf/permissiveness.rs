//! How far a record is open: what it gives to a client that its owner named nowhere.

use std::net::IpAddr;

use super::{
    evaluation::{Evaluation, Node, SpfResult, Term, TermKind},
    record::{Content, Mechanism, Record},
};

/// Ranges with shorter prefixes hold the networks of many owners: a match with one tells nothing of the
/// client. It is less strict than the advice on ranges, as providers give /14 for all their customers.
const NOBODYS: (u8, u8) = (12, 24);

impl Evaluation {
    /// Whether the client passes, yet only through a term that passes almost everybody: `all`, or a range
    /// that no single organization can own.
    #[must_use]
    pub fn passes_anybody(&self) -> bool {
        self.result == SpfResult::Pass && self.deciding_term().is_some_and(|term| self.is_open(term))
    }

    /// What the record gives to a client that it names nowhere, as for mail that somebody forwards without
    /// an envelope of its own. [`SpfResult::NotChecked`] where that stands in a record that was not read.
    #[must_use]
    pub fn of_strangers(&self) -> SpfResult {
        match self.result {
            SpfResult::Pass | SpfResult::Fail | SpfResult::SoftFail | SpfResult::Neutral => {
                self.nodes.first().map_or(SpfResult::NotChecked, |node| self.otherwise(node))
            }
            // It is the same whoever the client is.
            other => other,
        }
    }

    /// The term whose match gave the verdict, in the record that holds it.
    fn deciding_term(&self) -> Option<&Term> {
        let mut node = self.nodes.first()?;
        loop {
            let term = node.terms.get(node.decided_by?)?;
            // Each record stands after the one that leads to it, so this comes to an end.
            match term.node.and_then(|place| self.nodes.get(place)) {
                Some(below) => node = below,
                None => return Some(term),
            }
        }
    }

    fn is_open(&self, term: &Term) -> bool {
        let text = format!("v=spf1 {}", term.text);
        let record = Record::parse(text.as_bytes());
        let is_v4 = matches!(self.client, Some(IpAddr::V4(_)));
        let is_wide = |v4: u8, v6: u8| if is_v4 { v4 < NOBODYS.0 } else { v6 < NOBODYS.1 };
        match record.terms.first().map(|term| &term.content) {
            Some(Content::Directive(_, Mechanism::All)) => true,
            Some(Content::Directive(_, Mechanism::Network(_, prefix))) => is_wide(*prefix, *prefix),
            Some(Content::Directive(_, Mechanism::A(_, prefixes) | Mechanism::Mx(_, prefixes))) => {
                is_wide(prefixes.v4, prefixes.v6)
            }
            _ => false,
        }
    }

    /// What a record gives if none of its terms but `all` matches, here or in those it includes.
    fn otherwise(&self, node: &Node) -> SpfResult {
        let below = |term: &Term| term.node.and_then(|place| self.nodes.get(place));
        for term in &node.terms {
            let matches = match term.kind {
                TermKind::All => true,
                TermKind::Include => below(term).is_some_and(|node| self.otherwise(node) == SpfResult::Pass),
                _ => false,
            };
            if let Some(qualifier) = term.qualifier.filter(|_| matches) {
                return qualifier.into();
            }
        }
        let redirect = node.terms.iter().find(|term| term.kind == TermKind::Redirect);
        redirect.map_or(SpfResult::Neutral, |term| {
            below(term).map_or(SpfResult::NotChecked, |node| match node.result {
                SpfResult::Pass | SpfResult::Fail | SpfResult::SoftFail | SpfResult::Neutral => {
                    self.otherwise(node)
                }
                _ => SpfResult::NotChecked,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        dns::{Answers, Provenance, zone},
        platform::Platform,
        spf::{Evaluation, Identity, Limits, Session, check_host},
    };

    /// The check of a client with this record; others stand at `_spf.example.com`.
    fn check(record: &str, other: &str, client: &str) -> Evaluation {
        let text = format!(
            "example.com. TXT \"{record}\"\n_spf.example.com. TXT \"{other}\"\nexample.com. A 192.0.2.1\n"
        );
        let mut answers = Answers::default();
        zone::parse(&text, &Platform::default()).add_to(&mut answers, &Provenance::Recorded, &[]);
        let session = Session {
            client: client.parse().expect("an address"),
            helo: b"mail.example.com",
            mail_from: b"a@example.com",
            receiver: None,
            now: None,
        };
        check_host(&session, Identity::MailFrom, Limits::default(), &answers, &Platform::default())
    }

    #[test]
    fn tells_who_passes_for_no_reason() {
        for (record, other, anybody) in [
            ("v=spf1 ip4:192.0.2.0/24 +all", "", false),
            ("v=spf1 +all ip4:192.0.2.0/24", "", true),
            ("v=spf1 all", "", true),
            ("v=spf1 include:_spf.example.com -all", "v=spf1 all", true),
            ("v=spf1 redirect=_spf.example.com", "v=spf1 ip4:192.0.0.0/11 -all", true),
            ("v=spf1 include:_spf.example.com -all", "v=spf1 ip4:192.0.0.0/12 -all", false),
            ("v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all", "", true),
            ("v=spf1 a/8//64 -all", "", true),
            ("v=spf1 a/24//8 -all", "", false),
            ("v=spf1 ip4:198.51.100.7 -all", "", false),
        ] {
            assert_eq!(check(record, other, "192.0.2.1").passes_anybody(), anybody, "{record} {other}");
        }
        assert!(check("v=spf1 ip6:2000::/3 -all", "", "2001:db8::1").passes_anybody());
        assert!(!check("v=spf1 ip6:2001:db8::/32 -all", "", "2001:db8::1").passes_anybody());
    }

    #[test]
    fn tells_what_becomes_of_everybody_else() {
        for (record, other, result) in [
            ("v=spf1 ip4:192.0.2.1 -all", "", "fail"),
            ("v=spf1 ip4:192.0.2.1 ~all", "", "softfail"),
            ("v=spf1 ip4:192.0.2.1 ?all", "", "neutral"),
            ("v=spf1 ip4:192.0.2.1", "", "neutral"),
            ("v=spf1 ip4:192.0.2.1 +all", "", "pass"),
            ("v=spf1 redirect=_spf.example.com", "v=spf1 ip4:192.0.2.1 -all", "fail"),
            // What was never asked for is not known.
            ("v=spf1 ip4:192.0.2.1 redirect=_spf.example.com", "v=spf1 -all", "not_checked"),
            ("v=spf1 include:_spf.example.com -all", "v=spf1 ip4:192.0.2.1 ~all", "fail"),
            ("v=spf1 include:_spf.example.com -all", "v=spf1 all", "pass"),
            ("v=spf1 ip4:192.0.2.0/33 -all", "", "permerror"),
            ("hello", "", "none"),
        ] {
            assert_eq!(check(record, other, "192.0.2.1").of_strangers().name(), result, "{record} {other}");
        }
    }
}
