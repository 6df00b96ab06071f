//! What fields of results say, beside our own verdicts.

use serde::Serialize;

use super::claims::Claim;
use crate::{
    authres::{AuthenticationResults, MethodResult, Outcome},
    code::names,
    dkim::{Check, DkimResult, KeyCause, Verification},
    dmarc::{self, DmarcResult},
    spf::{self, SpfResult},
    trace::Standing,
};

names! {
    /// A method whose result can be compared with ours.
    Method {
        /// DKIM.
        Dkim = "dkim",
        /// SPF.
        Spf = "spf",
        /// DMARC.
        Dmarc = "dmarc",
    }
}

names! {
    /// Why what a field says is not what we find.
    Difference {
        /// The key is not published any more, or another one is.
        KeyGone = "key_gone",
        /// This copy has no body.
        HeaderOnly = "header_only",
        /// The message was changed after the field was written.
        Changed = "changed",
        /// The signature has expired since.
        Expired = "expired",
        /// The DNS was asked today, not when the message came in.
        RecordsSince = "records_since",
        /// The receiver goes by rules of its own, such as those on weak keys.
        LocalPolicy = "local_policy",
        /// We did not check, or could not.
        NotChecked = "not_checked",
        /// The message holds nothing that the result can be about.
        NothingLikeIt = "nothing_like_it",
        /// Nobody but the sender need have written it.
        Forgeable = "forgeable",
        /// None of these.
        Unknown = "unknown",
    }
}

/// A result of a field beside ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// The method.
    pub method: Method,
    /// Place of the result in [`AuthenticationResults::results`]; 0 of a Received-SPF field.
    pub result: usize,
    /// The result that the field gives, as it writes it.
    pub theirs: String,
    /// Ours, as the report spells it; `None` if there is nothing that it could be about.
    pub ours: Option<&'static str>,
    /// Place of the signature in [`Report::dkim`](crate::Report::dkim), or of the check in
    /// [`Report::spf`](crate::Report::spf).
    pub index: Option<usize>,
    /// Whether both say the same.
    pub agrees: bool,
    /// Why not; `None` where they agree, or ours is pending.
    pub difference: Option<Difference>,
}

/// Our own verdicts.
pub(super) struct Verdicts<'a> {
    pub(super) dkim: &'a [Verification],
    pub(super) spf: &'a [spf::Evaluation],
    pub(super) dmarc: &'a dmarc::Evaluation,
    /// Whether the reverse-path is null.
    pub(super) is_null: bool,
}

impl Verdicts<'_> {
    /// Puts ours beside what each field says.
    pub(super) fn compare(&self, claims: &mut [Claim]) {
        for claim in claims {
            let mut comparisons = Vec::new();
            if let Some(results) = &claim.results {
                let all = results.results.iter().enumerate();
                comparisons.extend(all.filter_map(|(place, one)| self.of_result(place, one, claim.standing)));
            }
            if let Some(spf) = &claim.received_spf
                && let (Some(outcome), Some(text)) = (spf.outcome, &spf.result)
            {
                let identity = spf.get("identity").map(|part| part.text.as_str());
                let is_helo = identity == Some("helo");
                let of =
                    spf.get(if is_helo { "helo" } else { "envelope-from" }).map(|part| part.text.as_str());
                let compared = self.spf(outcome, is_helo, of);
                comparisons.push(compared.close(Method::Spf, 0, &text.text, claim.standing));
            }
            claim.comparisons = comparisons;
        }
    }

    fn of_result(&self, place: usize, result: &MethodResult, standing: Standing) -> Option<Comparison> {
        let (outcome, text) = (result.outcome?, result.result.as_ref()?);
        let (method, compared) = if result.method.is("dkim") {
            (Method::Dkim, self.dkim(outcome, result))
        } else if result.method.is("spf") {
            let has = |name| property(result, name).is_some();
            let is_helo = has("helo") && !has("mailfrom");
            let of = property(result, if is_helo { "helo" } else { "mailfrom" });
            (Method::Spf, self.spf(outcome, is_helo, of))
        } else if result.method.is("dmarc") {
            (Method::Dmarc, self.dmarc(outcome, property(result, "from")))
        } else {
            return None;
        };
        Some(compared.close(method, place, &text.text, standing))
    }

    fn dkim(&self, theirs: Outcome, result: &MethodResult) -> Compared {
        compare_dkim(self.dkim, theirs, result)
    }

    /// `of` is the identity that the field names.
    fn spf(&self, theirs: Outcome, is_helo: bool, of: Option<&str>) -> Compared {
        let wanted = if is_helo { spf::Identity::Helo } else { spf::Identity::MailFrom };
        // Of mail with a null reverse-path there is one identity alone.
        let own = self
            .spf
            .iter()
            .position(|one| one.identity == wanted)
            .or_else(|| (self.is_null && !self.spf.is_empty()).then_some(0));
        let Some((place, one)) = own.and_then(|place| Some((place, self.spf.get(place)?))) else {
            return Compared::without(Difference::NotChecked);
        };
        let own = one.nodes.first().map(|node| node.domain.as_str());
        let is_another = own.zip(of).is_some_and(|(own, of)| is_another(own, of));
        let theirs = if theirs == Outcome::Hardfail { "fail" } else { theirs.name() };
        let difference = match one.result {
            _ if is_another => Some(Difference::NothingLikeIt),
            own if own.name() == theirs => None,
            SpfResult::NotChecked | SpfResult::TempError => Some(Difference::NotChecked),
            _ => Some(Difference::RecordsSince),
        };
        Compared {
            ours: Some(one.result.name()),
            index: Some(place),
            difference,
            open: one.result == SpfResult::Pending,
        }
    }

    /// `of` is the author domain that the field names.
    fn dmarc(&self, theirs: Outcome, of: Option<&str>) -> Compared {
        let author = self.dmarc.author_domain.as_ref();
        if author.zip(of).is_some_and(|(author, of)| is_another(author.as_str(), of)) {
            return Compared::without(Difference::NothingLikeIt);
        }
        let own = self.dmarc.result;
        let difference = match (theirs, own) {
            (Outcome::Pass, DmarcResult::Pass)
            | (Outcome::Fail, DmarcResult::Fail)
            | (Outcome::None | Outcome::BestGuessPass, DmarcResult::None)
            | (Outcome::Temperror, DmarcResult::TempError) => None,
            (Outcome::Pass, DmarcResult::WouldPass) => Some(Difference::HeaderOnly),
            (_, DmarcResult::NotChecked | DmarcResult::TempError) => Some(Difference::NotChecked),
            (Outcome::Pass, DmarcResult::Fail) => self.why_failed(),
            (_, DmarcResult::None) | (Outcome::None | Outcome::BestGuessPass, _) => {
                Some(Difference::RecordsSince)
            }
            (Outcome::Fail, _) => Some(Difference::LocalPolicy),
            _ => Some(Difference::Unknown),
        };
        Compared { ours: Some(own.name()), index: None, difference, open: own == DmarcResult::Pending }
    }

    /// Why DMARC fails with us: what keeps the signature of the author's domain from passing.
    fn why_failed(&self) -> Option<Difference> {
        let author = self.dmarc.author_domain.as_ref()?;
        let is_authors = |one: &&Verification| {
            let domain = one.signature.domain.as_ref();
            domain.is_some_and(|domain| {
                domain.a_label.is_at_or_below(author) || author.is_at_or_below(&domain.a_label)
            })
        };
        let own = self.dkim.iter().filter(is_authors).find_map(|one| of_signature(Outcome::Pass, one));
        own.or(Some(Difference::RecordsSince))
    }
}

/// Ours, and how it relates to theirs.
struct Compared {
    ours: Option<&'static str>,
    index: Option<usize>,
    difference: Option<Difference>,
    open: bool,
}

impl Compared {
    fn same(index: Option<usize>, ours: &'static str) -> Self {
        Self { ours: Some(ours), index, difference: None, open: false }
    }

    fn without(difference: Difference) -> Self {
        Self { ours: None, index: None, difference: Some(difference), open: false }
    }

    fn close(self, method: Method, result: usize, theirs: &str, standing: Standing) -> Comparison {
        let agrees = self.difference.is_none() && !self.open;
        let difference = match self.difference {
            _ if self.open => None,
            Some(_) if standing == Standing::Sender => Some(Difference::Forgeable),
            // What the sender may have written needs no other explanation, unless there is one for us alone.
            Some(Difference::RecordsSince | Difference::LocalPolicy | Difference::NothingLikeIt)
                if standing == Standing::Adjoining =>
            {
                Some(Difference::Forgeable)
            }
            other => other,
        };
        Comparison {
            method,
            result,
            theirs: theirs.to_owned(),
            ours: self.ours,
            index: self.index,
            agrees,
            difference,
        }
    }
}

fn compare_dkim(dkim: &[Verification], theirs: Outcome, result: &MethodResult) -> Compared {
    let identity = property(result, "i").map(|text| text.rsplit('@').next().unwrap_or_default());
    let domain = property(result, "d").or(identity).unwrap_or_default();
    let selector = property(result, "s");
    let is_meant = |one: &&Verification| {
        let is = |name: &Option<crate::dns::Domain>, text: &str| {
            name.as_ref().is_some_and(|name| name.a_label.as_str().eq_ignore_ascii_case(text))
        };
        let fields = &one.signature;
        (is(&fields.domain, domain) || is(&fields.identity_domain, domain))
            && selector.is_none_or(|selector| is(&fields.selector, selector))
    };
    let own = dkim.iter().enumerate().filter(|(_, one)| is_meant(one));
    // Of several that may be meant, the one that gives the same result is.
    let all = own.map(|(place, one)| (place, one, of_signature(theirs, one)));
    match all.min_by_key(|(_, _, difference)| difference.is_some()) {
        None if theirs == Outcome::None && dkim.is_empty() => Compared::same(None, "none"),
        None => Compared::without(Difference::NothingLikeIt),
        Some((place, one, difference)) => Compared {
            ours: Some(name_of(one.result)),
            index: Some(place),
            difference,
            open: one.result == DkimResult::Pending,
        },
    }
}

/// Whether the field says that a signature passes which is not there, or was not made over this message.
pub(super) fn contradicts(dkim: &[Verification], results: &AuthenticationResults) -> bool {
    results.results.iter().any(|result| {
        let is_pass = result.method.is("dkim") && result.outcome == Some(Outcome::Pass);
        is_pass
            && matches!(
                compare_dkim(dkim, Outcome::Pass, result).difference,
                Some(Difference::NothingLikeIt | Difference::Changed)
            )
    })
}

/// Why our verdict on a signature is another one; `None` if it is the same.
fn of_signature(theirs: Outcome, one: &Verification) -> Option<Difference> {
    let checks = &one.checks;
    match (theirs, one.result) {
        (Outcome::Pass, DkimResult::Pass)
        | (Outcome::Fail, DkimResult::Fail)
        | (Outcome::Neutral, DkimResult::Neutral | DkimResult::PermError)
        | (Outcome::Temperror, DkimResult::TempError)
        | (Outcome::Permerror | Outcome::Policy, DkimResult::PermError) => None,
        (_, DkimResult::NotChecked | DkimResult::TempError | DkimResult::Pending) => {
            Some(Difference::NotChecked)
        }
        (_, DkimResult::Neutral) => Some(Difference::HeaderOnly),
        (Outcome::Pass, _) if checks.time == Check::Fail && checks.body_hash != Check::Fail => {
            Some(Difference::Expired)
        }
        (Outcome::Pass, _) => match one.key_cause {
            Some(KeyCause::Missing | KeyCause::Revoked | KeyCause::Changed) => Some(Difference::KeyGone),
            Some(_) => Some(Difference::RecordsSince),
            None if checks.body_hash == Check::Fail || checks.signature == Check::Fail => {
                Some(Difference::Changed)
            }
            None => Some(Difference::LocalPolicy),
        },
        // Some know no Ed25519, and some want more of a key or of what is signed.
        (Outcome::Neutral | Outcome::Policy, DkimResult::Pass) => Some(Difference::LocalPolicy),
        (_, DkimResult::Pass) => Some(Difference::RecordsSince),
        // A failure by another name.
        (Outcome::Fail | Outcome::Permerror | Outcome::Neutral | Outcome::Policy, _) => None,
        _ => Some(Difference::Unknown),
    }
}

fn name_of(result: DkimResult) -> &'static str {
    match result {
        DkimResult::Pass => "pass",
        DkimResult::Fail => "fail",
        DkimResult::Neutral => "neutral",
        DkimResult::PermError => "permerror",
        DkimResult::TempError => "temperror",
        DkimResult::Pending => "pending",
        DkimResult::NotChecked => "not_checked",
    }
}

/// Whether an address or a domain that a field gives is of another domain than ours; of what is no plain name
/// it is not known.
fn is_another(own: &str, theirs: &str) -> bool {
    let domain = theirs.rsplit('@').next().unwrap_or(theirs).trim_matches(['<', '>', '"', '.', ' ']);
    let is_plain = |octet: u8| octet.is_ascii_alphanumeric() || b"-._".contains(&octet);
    !domain.is_empty() && domain.bytes().all(is_plain) && !domain.eq_ignore_ascii_case(own)
}

/// A property of the header or of SMTP.
fn property<'a>(result: &'a MethodResult, name: &str) -> Option<&'a str> {
    let types = ["header", "smtp"];
    types.into_iter().find_map(|ptype| result.property(ptype, name)).map(|part| part.text.as_str())
}
