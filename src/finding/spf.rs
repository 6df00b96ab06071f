//! What can be wrong with an SPF record, and with the way to its verdict.

use crate::{
    code::{Severity, TermKind, names, problems},
    slips::{Slip, SlipEffect},
};

names! {
    /// Why a term breaks the grammar of RFC 7208 §12.
    SyntaxFault {
        /// An octet that is no visible ASCII character.
        ForeignOctet = "foreign_octet",
        /// Neither a mechanism that there is, nor a modifier.
        UnknownMechanism = "unknown_mechanism",
        /// The mechanism or modifier needs a value, and has none.
        ValueMissing = "value_missing",
        /// The mechanism takes no value of this kind.
        ValueUnexpected = "value_unexpected",
        /// A domain that does not end in a dot and a label, nor in a macro.
        DomainSpec = "domain_spec",
        /// A percent sign that begins no macro, or a macro that does not end.
        Macro = "macro",
        /// A macro letter that there is not, or that only an explanation may hold.
        MacroLetter = "macro_letter",
        /// A prefix length that is no number, has a leading zero, or is too large.
        Prefix = "prefix",
        /// No IPv4 address after `ip4:`.
        Ip4Network = "ip4_network",
        /// No IPv6 address after `ip6:`.
        Ip6Network = "ip6_network",
        /// A second `redirect=` or `exp=`.
        Repeated = "repeated",
    }
}

names! {
    /// How a record ends that says nothing of those whom it does not name.
    OpenEnd {
        /// With neither `all` nor `redirect=`.
        Missing = "missing",
        /// With `?all`.
        Neutral = "neutral",
        /// It names nobody at all.
        Empty = "empty",
    }
}

problems! {
    /// A problem of the identity that is checked (`spf.identity.…`), of the records (`spf.record.…`)
    /// or of the DNS (`spf.dns.…`).
    Problem {
        /// What was named is no domain name of two labels or more.
        InvalidDomain {
            /// What was named.
            domain: String,
        } = "spf.identity.invalid-domain", Notice, 7208 "4.3";

        /// The domain publishes no SPF record.
        Absent {
            /// The domain.
            domain: String,
        } = "spf.record.absent", Warning, 7208 "4.5";
        /// A TXT record is meant to be one of SPF, and is none.
        Misspelt {
            /// How it begins.
            text: String,
            /// The slip by which it is none, where one tells what was meant; each has an entry of its own.
            slip: Option<Slip>,
            /// What there is of the slip, or what is missing.
            written: Option<String>,
        } = "spf.record.misspelt", Error, 7208 "4.5";
        /// A slip from which it can be told what was meant.
        Slip {
            /// Its kind.
            slip: Slip,
            /// What there is, or what is missing.
            text: String,
            /// What it leads to.
            effect: SlipEffect,
        } = "spf.record.slip", Error, 7208 "4.6.1";
        /// The domain publishes more than one SPF record.
        Multiple {
            /// How many.
            count: usize,
        } = "spf.record.multiple", Error, 7208 "4.5";
        /// A term breaks the syntax.
        Syntax {
            /// The term.
            text: String,
            /// Why.
            fault: SyntaxFault,
        } = "spf.record.syntax", Error, 7208 "4.6";
        /// `include:` names a domain without a record.
        IncludeWithoutRecord {
            /// The domain.
            domain: String,
        } = "spf.record.include-without-record", Error, 7208 "5.2";
        /// `redirect=` names a domain without a record.
        RedirectWithoutRecord {
            /// The domain.
            domain: String,
        } = "spf.record.redirect-without-record", Error, 7208 "6.1";
        /// More terms ask the DNS than may.
        TooManyTerms {
            /// How many may.
            allowed: usize,
        } = "spf.record.too-many-terms", Error, 7208 "4.6.4";
        /// The records seen hold more such terms than may be evaluated; this client met a match before.
        TermsOverLimit {
            /// How many may.
            allowed: usize,
            /// How many there are, in those records alone.
            found: usize,
        } = "spf.record.terms-over-limit", Warning, 7208 "4.6.4";
        /// The records hold more such terms than may be evaluated, looked through without a client: whoever is
        /// not found before gets an error.
        TermsExceeded {
            /// How many may.
            allowed: usize,
            /// How many there are; `None` where not all were counted.
            found: Option<u64>,
            /// The terms of the domain's own record, with what each of them comes to.
            costs: String,
        } = "spf.record.terms-exceeded", Error, 7208 "4.6.4";
        /// A record leads to itself: the evaluation ends with an error, unless a term matches before.
        Loop {
            /// The domains on the way, with ` -> ` between them; the first is the last.
            path: String,
        } = "spf.record.loop", Error, 7208 "4.6.4";
        /// A term leads to a name without an address, or without a mail exchanger: it matches nobody.
        DeadTarget {
            /// What the term is.
            kind: TermKind,
            /// The name.
            target: String,
        } = "spf.record.dead-target", Notice, 7208 "4.6.4";
        /// An MX record that `mx` leads to names an address in place of a host: nobody can deliver there, and
        /// `mx` does not match it.
        MxAddress {
            /// The domain whose MX record it is.
            domain: String,
            /// The address.
            address: String,
        } = "spf.record.mx-address", Warning, 1035 "3.3.9";
        /// More terms met with an empty answer than may.
        TooManyVoidLookUps {
            /// How many may.
            allowed: usize,
        } = "spf.record.too-many-void-lookups", Error, 7208 "4.6.4";
        /// `mx` names a domain with more mail exchangers than may be looked up.
        TooManyExchangers {
            /// How many may.
            allowed: usize,
            /// How many there are.
            found: usize,
        } = "spf.record.too-many-exchangers", Error, 7208 "4.6.4";
        /// A term leads to something that is no domain name; it cannot match.
        InvalidTarget {
            /// What it leads to.
            target: String,
        } = "spf.record.invalid-target", Warning, 7208 "4.8";
        /// A term leads to a name that is in no public zone.
        PrivateTarget {
            /// The name.
            target: String,
        } = "spf.record.private-target", Warning;
        /// Everybody passes.
        PassAll = "spf.record.pass-all", Warning, 7208 "5.1";
        /// A range of more addresses passes than one sender uses: wider than /16, or /32 for IPv6.
        WideRange {
            /// The length of the prefix.
            prefix: u64,
        } = "spf.record.wide-range", Warning, 7208 "5.6";
        /// `ptr` is not to be used.
        Ptr = "spf.record.ptr", Warning, 7208 "5.5";
        /// A term stands where it is never looked at: after `all`, or `redirect=` beside it.
        NeverReached {
            /// The term.
            text: String,
        } = "spf.record.never-reached", Notice, 7208 "5.1";

        /// A modifier that there is not, and that receivers ignore, looks like a term that there is.
        UnknownModifier {
            /// The modifier.
            text: String,
            /// The term that was meant; `None` where it is best left out.
            meant: Option<String>,
        } = "spf.record.unknown-modifier", Warning, 7208 "6";
        /// Of servers that it does not name the record says nothing: SPF gives "neutral".
        NoAll {
            /// How it ends.
            end: OpenEnd,
        } = "spf.record.no-all", Notice, 7208 "4.7";
        /// The record is so long that the answer with it may not fit into one packet.
        TooLong {
            /// Octets of the record.
            octets: usize,
            /// How many it should have at most.
            allowed: usize,
        } = "spf.record.too-long", Notice, 7208 "3.4";

        /// A question was not answered.
        LookUpFailed {
            /// The name asked for.
            name: String,
        } = "spf.dns.failed", Warning, 7208 "4.4";
        /// Sources give different answers.
        AnswersDiffer {
            /// The name asked for.
            name: String,
        } = "spf.dns.answers-differ", Warning;
        /// A question was not asked, or not allowed to be.
        NotAsked {
            /// The name.
            name: String,
        } = "spf.dns.not-asked", Notice;
    }
}

impl Problem {
    /// Whether it is a fault that the owner of the domain has to mend; `is_own`: of the domain's own record, not of one
    /// that it takes in. Answers that fail say nothing of a record, and a domain may do without one.
    pub(crate) fn is_fault_of_owner(&self, is_own: bool) -> bool {
        match self {
            Self::Absent { .. } => false,
            // Whosever record it is, it lets almost everybody send for the domain, or none of its own hosts.
            Self::PassAll | Self::Misspelt { .. } => true,
            _ => is_own && self.severity() >= Severity::Warning && self.code().starts_with("spf.record."),
        }
    }
}
