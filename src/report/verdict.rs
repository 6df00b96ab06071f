//! The verdict as data: the answer to the reader's question, which `crate::verdict` gives.

use serde::Serialize;

use crate::{
    code::names,
    diagnosis::CauseKind,
    dns::Domain,
    policy::{AuthorEvaluation, AuthorProof, Delivery, NextStep},
};

names! {
    /// How a statement is to be taken.
    VerdictState {
        /// The author's domain is proven.
        Pass = "pass",
        /// Something is proven, with a reservation.
        Warn = "warn",
        /// Another domain than the author's is proven.
        Alien = "alien",
        /// It was proven once: the signature has expired.
        Late = "late",
        /// Something that would prove the author fails.
        Fail = "fail",
        /// Nothing can be told: this copy, or the answers, do not allow it.
        Unknown = "unknown",
        /// Answers are awaited.
        Pending = "pending",
        /// There is nothing that proves anything.
        None = "none",
    }
}

names! {
    /// What is stated. Where signatures differ, the statement that stands first in this list is made: what is certain
    /// before what is open, both before what fails. What is stated of another domain than the author's counts as
    /// [`Self::OtherDomain`], and comes behind what a signature of the author's says that was right.
    VerdictCode {
        /// A signature of the author's domain verifies.
        Verified = "verified",
        /// The same, and parts that a reader sees are not signed.
        Partly = "partly",
        /// The same, made long before the message was handed over.
        Resent = "resent",
        /// The same, at a time that is still to come.
        Ahead = "ahead",
        /// The same, by a domain that says that it is testing.
        Testing = "testing",
        /// It verifies by one answer and not by another.
        Doubtful = "doubtful",
        /// It verifies, and From is written so that it can be taken for somebody else.
        Misleading = "misleading",
        /// It verifies, and there is no one author that it could be compared with.
        AuthorUnclear = "author_unclear",
        /// It fails by changes all of which are proven.
        Altered = "altered",
        /// It fails by a mistake of the signer's that is proven.
        Faulty = "faulty",
        /// No signature proves the author; SPF passes for it.
        Route = "route",
        /// It verifies, and is of another domain than the author's.
        OtherDomain = "other_domain",
        /// The answer about a key is awaited.
        Pending = "pending",
        /// It verifies over the header; the body was not given.
        BodyAbsent = "body_absent",
        /// Nobody answered about its key.
        Unreachable = "unreachable",
        /// Its key was not asked for.
        Declined = "declined",
        /// It was not checked.
        NotChecked = "not_checked",
        /// This is a part of a header section, without From.
        Fragment = "fragment",
        /// It is right but for its time.
        Expired = "expired",
        /// It is over the header, and over nothing of the text.
        NothingSigned = "nothing_signed",
        /// It is over this header and over another body.
        BodyChanged = "body_changed",
        /// It is over this header, with proven changes undone; the body is not explained.
        PartlyAltered = "partly_altered",
        /// It does not verify.
        Failed = "failed",
        /// The key is not the one that signed.
        Misfit = "misfit",
        /// It, or its key, has a lasting fault.
        Unusable = "unusable",
        /// There is a signature of the author's or none; SPF and DMARC can still tell.
        Undecided = "undecided",
        /// There is no signature, and too little is known of the way.
        UnsignedUnchecked = "unsigned_unchecked",
        /// There is no signature, and the DNS was not asked about the way.
        UnsignedUnasked = "unsigned_unasked",
        /// There is no signature, and nobody answered about the way.
        UnsignedUnanswered = "unsigned_unanswered",
        /// Nothing proves the author.
        Unproven = "unproven",
        /// There is no one author.
        NoAuthor = "no_author",
    }
}

names! {
    /// What the author's domain asks for, if the message is not proven to come from it.
    RequestedPolicy {
        /// There is no policy record.
        Absent = "absent",
        /// `none`
        None = "none",
        /// `quarantine`
        Quarantine = "quarantine",
        /// `reject`
        Reject = "reject",
    }
}

names! {
    /// How far the recipient can go by the sender that the message names.
    Trust {
        /// It is proven.
        Proven = "proven",
        /// It is proven in part, or by something weaker than a signature.
        Reserved = "reserved",
        /// It is not proven.
        Unproven = "unproven",
        /// It is not known yet, or cannot be.
        Open = "open",
    }
}

names! {
    /// What a verdict leaves out.
    Reserve {
        /// Parts are not proven.
        Part = "part",
        /// The signature has expired.
        Expired = "expired",
        /// It rests on the way that the message took.
        Route = "route",
        /// The name, or how the domain is written, misleads.
        Name = "name",
        /// It is not clear who the author is.
        Unclear = "unclear",
        /// The text is not proven.
        Body = "body",
        /// The domain has mail that is not proven held back or refused.
        Refused = "refused",
    }
}

names! {
    /// What keeps the verdict from being told.
    Obstacle {
        /// Questions were not agreed to.
        Declined = "declined",
        /// Questions were not answered.
        Unanswered = "unanswered",
        /// Questions are to be put.
        Question = "question",
        /// The body was not given.
        Body = "body",
        /// The copy does not hold enough.
        Source = "source",
        /// A cap was reached.
        Limit = "limit",
        /// The header tells too little of the way.
        Way = "way",
    }
}

/// What may be said of one signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(clippy::struct_excessive_bools, reason = "each is an answer of its own")]
pub struct SignatureVerdict {
    /// How it is to be taken.
    pub state: VerdictState,
    /// What is stated.
    pub code: VerdictCode,
    /// Whether it is of another domain than the author's, as DMARC finds it, or by its name.
    pub is_others: bool,
    /// The same also where it fails, so that DMARC does not look at it.
    pub is_foreign: bool,
    /// Whether nothing but the time speaks against it.
    pub has_expired: bool,
    /// Whether it fails in a way that can have a cause in the message, in its field or in its key.
    pub needs_explaining: bool,
    /// Whether it verifies with all proven causes undone, and then covers something that was written.
    pub is_explained: bool,
    /// The same, and the causes are changes on the way: it is over the message as it was before them.
    pub is_proven_before: bool,
    /// Whether its key was pasted, so that nothing tells what the domain publishes.
    pub is_key_pasted: bool,
}

/// What the receiver's own server found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReceiverResult {
    /// The field's place in [`Report::claims`].
    pub claim: usize,
    /// What the server calls itself; `None` where it does not say.
    pub host: Option<String>,
    /// The result of DMARC as the field writes it, such as `fail`.
    pub theirs: String,
}

/// The answer in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(clippy::struct_excessive_bools, reason = "each is an answer of its own")]
pub struct Verdict {
    /// How the statement is to be taken.
    pub state: VerdictState,
    /// What is stated.
    pub code: VerdictCode,
    /// The signature that the statement is about, as a place in [`Report::dkim`]; `None` if it is about none.
    pub signature: Option<usize>,
    /// The domain of that signature, if it can be read.
    pub signer: Option<Domain>,
    /// The display name in From, if there is one author: no method proves it.
    pub display_name: Option<String>,
    /// What the receiver's own server wrote of DMARC, where that can be believed.
    pub receiver: Option<ReceiverResult>,
    /// Why, as places in [`Report::findings`]: the weightiest first, no two of the same words, at most 6.
    pub reasons: Vec<usize>,
    /// What is proven to have happened to what was signed, each kind once.
    pub changes: Vec<CauseKind>,
    /// The key that the statement rests on, as a place in the signature's
    /// [`keys`](crate::dkim::Verification::keys).
    pub key: Option<usize>,
    /// What the author's domain asks for; `None` where the message is proven, and where that is not known.
    pub policy: Option<RequestedPolicy>,
    /// Whether the statement rests on a signature that was right, and the host that handed the message over may
    /// send for the author's domain, too (SPF).
    pub is_server_proven: bool,
    /// Whether it is open whom a proof would speak for, as programs may read From in different ways.
    pub is_author_unclear: bool,
    /// Whether this is a part of a header section, without From: that says nothing of the message.
    pub is_fragment: bool,
    /// How far the recipient can go by it.
    pub trust: Trust,
    /// What the statement leaves out, where it is more than that of all of its kind.
    pub reserve: Option<Reserve>,
    /// What keeps it from being told; `None` where it is told.
    pub obstacle: Option<Obstacle>,
    /// What may be said of each signature, as in [`Report::dkim`].
    pub each: Vec<SignatureVerdict>,
    /// Whether the author's domain is proven.
    pub author: AuthorProof,
    /// The signatures that prove it, as places in [`Report::dkim`].
    pub signatures: Vec<usize>,
    /// The check of SPF that passes for it, as a place in [`Report::spf`]; whether that says anything, `author` tells.
    pub spf: Option<usize>,
    /// What forwarding would make of it; none while questions are open, where the proof was not checked, or
    /// where no policy record is applied.
    pub forms: Vec<Delivery>,
    /// What the domain's owner can do next; `None` while questions are open, without an author, and where
    /// nothing tells that the message is the owner's: then it says nothing of how the owner sends.
    pub next_step: Option<NextStep>,
}

impl Verdict {
    /// What is known of the author before the report as a whole is judged.
    pub(crate) fn before(author: AuthorEvaluation) -> Self {
        let AuthorEvaluation { author, signatures, spf, forms, next_step } = author;
        Self {
            state: VerdictState::None,
            code: VerdictCode::NoAuthor,
            signature: None,
            signer: None,
            display_name: None,
            receiver: None,
            reasons: Vec::new(),
            changes: Vec::new(),
            key: None,
            policy: None,
            is_server_proven: false,
            is_author_unclear: false,
            is_fragment: false,
            trust: Trust::Open,
            reserve: None,
            obstacle: None,
            each: Vec::new(),
            author,
            signatures,
            spf,
            forms,
            next_step,
        }
    }
}
