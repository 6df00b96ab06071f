//! What can be wrong with an ARC chain, or noteworthy about it.

use crate::code::{names, problems};

names! {
    /// A field of an ARC set (RFC 8617 §4.1).
    ArcField {
        /// ARC-Authentication-Results.
        AuthenticationResults = "authentication_results",
        /// ARC-Message-Signature.
        MessageSignature = "message_signature",
        /// ARC-Seal.
        Seal = "seal",
    }
}

names! {
    /// Why a signature of an ARC set does not verify.
    SignatureFault {
        /// A tag is missing, stands twice or has a value that it may not have.
        Form = "form",
        /// `h=` stands in an ARC-Seal (RFC 8617 §4.1.3).
        SealListsFields = "seal_lists_fields",
        /// `h=` of an ARC-Message-Signature holds ARC-Seal (RFC 8617 §4.1.2).
        SealSigned = "seal_signed",
        /// There is no key record.
        KeyMissing = "key_missing",
        /// The key record does not serve.
        KeyUnusable = "key_unusable",
        /// `b=` does not verify: what was signed has changed, or the key.
        Signature = "signature",
        /// `x=` has passed.
        Expired = "expired",
        /// The body has changed.
        BodyHash = "body_hash",
    }
}

problems! {
    /// A problem of an ARC chain (`arc.chain.…`), a set (`arc.set.…`) or a signature of one.
    Problem {
        /// More sets than may be: the chain fails, and nothing of it is looked at.
        TooManySets {
            /// The most there may be.
            allowed: usize,
            /// How many there are.
            found: usize,
        } = "arc.chain.too-many-sets", Error, 8617 "5.2";
        /// The newest seal says that the chain had failed before.
        FailedBefore {
            /// The domain that sealed.
            domain: Option<String>,
        } = "arc.chain.failed-before", Error, 8617 "5.2";
        /// A field has no instance from 1 to 50.
        Instance {
            /// The field.
            field: ArcField,
        } = "arc.chain.instance", Error, 8617 "4.2.1";
        /// Instances are left out before the highest one.
        Gap {
            /// How many.
            missing: usize,
        } = "arc.chain.gap", Error, 8617 "5.2";
        /// A set lacks a field.
        FieldMissing {
            /// The field.
            field: ArcField,
        } = "arc.set.field-missing", Error, 8617 "5.2";
        /// A field stands in a set more than once.
        FieldDuplicate {
            /// The field.
            field: ArcField,
        } = "arc.set.field-duplicate", Error, 8617 "5.2";
        /// `cv=` is not what it must be in this set.
        ChainStatus {
            /// What it must be.
            expected: &'static str,
            /// What it is; `None` if there is none.
            found: Option<String>,
        } = "arc.seal.chain-status", Error, 8617 "5.2";
        /// The newest ARC-Message-Signature does not verify.
        MessageSignatureFailed {
            /// The domain that signed.
            domain: Option<String>,
            /// Why.
            fault: SignatureFault,
        } = "arc.message-signature.failed", Error, 8617 "5.2";
        /// An older ARC-Message-Signature does not verify, which is as it is when a later handler
        /// changes the message.
        MessageSignatureOutdated {
            /// The domain that signed.
            domain: Option<String>,
            /// Why.
            fault: SignatureFault,
        } = "arc.message-signature.outdated", Info, 8617 "5.2";
        /// A seal does not verify.
        SealFailed {
            /// The domain that sealed.
            domain: Option<String>,
            /// Why.
            fault: SignatureFault,
        } = "arc.seal.failed", Error, 8617 "5.2";
        /// More key names than are asked for at once; the signatures of the rest are not checked.
        TooManyKeyNames {
            /// The cap.
            allowed: usize,
            /// How many distinct names the chain holds.
            found: usize,
        } = "arc.chain.too-many-key-names", Notice, 8617 "9.2";
        /// Who sealed a set of a valid chain.
        Sealer {
            /// The domain.
            domain: String,
        } = "arc.set.sealer", Info, 8617 "5";
        /// A valid chain says that something passed; only the sealer vouches for that.
        UntrustedSealer {
            /// The domain that sealed.
            domain: String,
        } = "arc.chain.untrusted-sealer", Notice, 8617 "9.4";
        /// The newest set is by the server that wrote the topmost Authentication-Results: a receiver
        /// that seals what comes in has not forwarded it yet.
        ReceiversOwn {
            /// The server, by its own name.
            receiver: String,
        } = "arc.set.receivers-own", Info, 8617 "5.1.4";
        /// ARC is about to be declared historic (draft-ietf-dmarc-arc-to-historic).
        Historic = "arc.chain.historic", Info;
    }
}
