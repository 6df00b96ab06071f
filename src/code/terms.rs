//! Values of records and fields that findings name.

use super::names;

names! {
    /// A canonicalization algorithm (RFC 6376 §3.4).
    #[derive(Hash)]
    Canonicalization {
        /// Tolerates next to nothing.
        Simple = "simple",
        /// Tolerates changes of white space.
        Relaxed = "relaxed",
    }
}

names! {
    /// What the owner of a domain would have done with mail that fails (RFC 9989 §4.7, `p`).
    Policy {
        /// No preference.
        None = "none",
        /// It is suspicious.
        Quarantine = "quarantine",
        /// It is not to be accepted.
        Reject = "reject",
    }
}

names! {
    /// How alike two domains must be (RFC 9989 §3.2.10).
    AlignmentMode {
        /// They have the same organizational domain.
        Relaxed = "relaxed",
        /// They are identical.
        Strict = "strict",
    }
}

names! {
    /// What a term is.
    TermKind {
        /// Always matches.
        All = "all",
        /// Matches if another record passes the client.
        Include = "include",
        /// The addresses of a domain.
        A = "a",
        /// The addresses of a domain's mail exchangers.
        Mx = "mx",
        /// The client's names.
        Ptr = "ptr",
        /// A range of IPv4.
        Ip4 = "ip4",
        /// A range of IPv6.
        Ip6 = "ip6",
        /// The existence of a name.
        Exists = "exists",
        /// The record to go on with.
        Redirect = "redirect",
        /// Where the explanation is.
        Explanation = "exp",
        /// A modifier that RFC 7208 does not define; ignored.
        UnknownModifier = "unknown_modifier",
        /// A term that breaks the syntax.
        Unreadable = "unreadable",
    }
}
