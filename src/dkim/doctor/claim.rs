//! What receivers wrote of the signatures when the mail came in (RFC 8601 §2.7.1). Claims, no more.

use crate::{
    authres::{AuthenticationResults, Outcome},
    message::Header,
    span::Span,
    trace::Received,
};

/// Fields that are looked at.
const MAX_FIELDS: usize = 50;

/// A `dkim=pass` in an Authentication-Results field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    /// `header.d`, or the domain of `header.i`, lower case.
    domain: String,
    /// `header.s`, lower case.
    selector: Option<String>,
    /// The authserv-id.
    pub(crate) receiver: String,
    /// Where the field stands.
    pub(crate) span: Span,
    /// The date of the Received field below, in seconds since 1970.
    pub(crate) time: Option<u64>,
}

impl Claim {
    /// Whether it is about a signature of this domain and selector.
    pub(crate) fn is_about(&self, domain: &str, selector: &str) -> bool {
        let is_below =
            self.domain.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        is_below && self.selector.as_ref().is_none_or(|one| one == selector)
    }
}

/// The claims of a header section, top to bottom.
pub(crate) fn read_claims(source: &[u8], header: &Header) -> Vec<Claim> {
    let mut claims = Vec::new();
    for place in header.places("authentication-results").take(MAX_FIELDS) {
        let Some(field) = header.fields.get(place) else { continue };
        let results = AuthenticationResults::parse(source, field.value);
        let Some(receiver) = results.authserv_id.map(|id| id.text.to_ascii_lowercase()) else { continue };
        let time = received_time(source, header, place);
        for result in results.results {
            if !result.method.is("dkim") || result.outcome != Some(Outcome::Pass) {
                continue;
            }
            let property = |name| result.property("header", name).map(|part| part.text.to_ascii_lowercase());
            let identity = || Some(property("i")?.rsplit('@').next()?.to_owned());
            if let Some(domain) = property("d").or_else(identity) {
                let (selector, receiver) = (property("s"), receiver.clone());
                claims.push(Claim { domain, selector, receiver, span: field.value, time });
            }
        }
    }
    claims
}

/// When the receiver that wrote the field at `place` took the mail: by the next Received field below.
fn received_time(source: &[u8], header: &Header, place: usize) -> Option<u64> {
    let below = header.fields.get(place..)?;
    let received = below.iter().find(|field| field.key == "received")?;
    Received::parse(source, received.value).time.and_then(|time| u64::try_from(time).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Claim> {
        let header = Header::split(text.as_bytes(), Span::new(0, text.len()));
        read_claims(text.as_bytes(), &header)
    }

    #[test]
    fn reads_what_the_receiver_wrote() {
        let claims = read(concat!(
            "Authentication-Results: mx.example (v; 1) 1;\r\n",
            "\tdkim=pass (2048; key) header.i=@Mail.Sender.example header.s=S1;\r\n",
            " dkim=fail header.d=other.example; spf=pass header.d=spf.example;\r\n",
            " x=\"a; dkim=pass header.d=quoted.example\"\r\n",
            "Received: from a by b;\r\n\tMon, 23 Nov 2026 09:04 +0000 (GMT)\r\n",
        ));
        assert_eq!(claims.len(), 1);
        assert_eq!((claims[0].receiver.as_str(), claims[0].time), ("mx.example", Some(1_795_424_640)));
        assert!(claims[0].is_about("sender.example", "s1"));
        assert!(!claims[0].is_about("sender.example", "s2"));
        assert!(!claims[0].is_about("der.example", "s1"));
    }

    #[test]
    fn takes_nothing_for_granted() {
        for text in [
            "Authentication-Results: mx; dkim=pass\r\n",
            "Authentication-Results: dkim=pass header.d=sender.example\r\n",
            "Authentication-Results: mx; (dkim=pass header.d=sender.example\r\n",
            "Authentication-Results:\r\n",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
        let claims = read("Authentication-Results: mx; dkim=pass header.d=sender.example\r\n");
        assert_eq!(claims[0].time, None);
        assert!(claims[0].is_about("sender.example", "any"));
    }
}
