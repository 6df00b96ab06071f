//! The results that methods have.

use crate::code::names;

names! {
    /// A result as RFC 8601 §2.7 and the methods' own RFCs define it, whatever the case of its letters.
    #[cfg_attr(feature = "schema", schemars(rename = "MethodOutcome"))]
    Outcome {
        /// Passed.
        Pass = "pass",
        /// Failed.
        Fail = "fail",
        /// SPF: probably not authorized.
        Softfail = "softfail",
        /// Exchange's `compauth`: passed for want of a reason against it.
        Softpass = "softpass",
        /// Nothing can be said.
        Neutral = "neutral",
        /// There was nothing to check.
        None = "none",
        /// Passed, but refused by the checker's own policy.
        Policy = "policy",
        /// A passing failure; a later try may succeed.
        Temperror = "temperror",
        /// A lasting failure, such as a record that cannot be read.
        Permerror = "permerror",
        /// BIMI: the domain publishes no indicator on purpose.
        Declined = "declined",
        /// BIMI: not looked at.
        Skipped = "skipped",
        /// ADSP: discardable.
        Discard = "discard",
        /// ADSP: the author's domain does not exist.
        Nxdomain = "nxdomain",
        /// ADSP, RRVS: unknown.
        Unknown = "unknown",
        /// Exchange: passed though the domain has no DMARC record.
        BestGuessPass = "bestguesspass",
        /// SPF's `fail` in RFC 5451 §2.4.2.
        Hardfail = "hardfail",
    }
}

impl Outcome {
    /// The result that `text` names, if it names one.
    pub(super) fn read(text: &str) -> Option<Self> {
        const ALL: [Outcome; 16] = [
            Outcome::Pass,
            Outcome::Fail,
            Outcome::Softfail,
            Outcome::Softpass,
            Outcome::Neutral,
            Outcome::None,
            Outcome::Policy,
            Outcome::Temperror,
            Outcome::Permerror,
            Outcome::Declined,
            Outcome::Skipped,
            Outcome::Discard,
            Outcome::Nxdomain,
            Outcome::Unknown,
            Outcome::BestGuessPass,
            Outcome::Hardfail,
        ];
        ALL.into_iter().find(|outcome| outcome.name().eq_ignore_ascii_case(text))
    }
}

/// Whether `outcome` is a result of `method`, given in lower case; `None` if the method is none that is
/// known here.
pub(super) fn is_defined(method: &str, outcome: Option<Outcome>) -> Option<bool> {
    use Outcome::{
        BestGuessPass, Declined, Discard, Fail, Hardfail, Neutral, None, Nxdomain, Pass, Permerror, Policy,
        Skipped, Softfail, Softpass, Temperror, Unknown,
    };
    let defined: &[Outcome] = match method {
        "dkim" | "domainkeys" | "smime" => &[None, Pass, Fail, Policy, Neutral, Temperror, Permerror],
        "spf" | "sender-id" => &[None, Pass, Fail, Softfail, Policy, Neutral, Temperror, Permerror, Hardfail],
        "dmarc" => &[None, Pass, Fail, Temperror, Permerror, BestGuessPass],
        "arc" => &[None, Pass, Fail],
        "auth" | "vbr" | "dkim-atps" => &[None, Pass, Fail, Temperror, Permerror],
        "iprev" => &[Pass, Fail, Temperror, Permerror],
        "dkim-adsp" => &[None, Pass, Unknown, Fail, Discard, Nxdomain, Temperror, Permerror],
        "rrvs" => &[None, Pass, Fail, Unknown, Temperror, Permerror],
        "bimi" => &[None, Pass, Fail, Temperror, Declined, Skipped],
        "compauth" => &[None, Pass, Fail, Softpass],
        _ => return Option::None,
    };
    Some(outcome.is_some_and(|outcome| defined.contains(&outcome)))
}
