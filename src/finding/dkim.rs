//! What can be wrong with a DKIM signature or with the key record it names.

use crate::{
    code::{names, problems},
    dns::NameFault,
};

names! {
    /// Why base64 text cannot be read.
    Base64Fault {
        /// It holds an octet that is neither base64 nor white space.
        ForeignOctet = "foreign_octet",
        /// Its length or its padding is wrong.
        Padding = "padding",
        /// There is nothing.
        Empty = "empty",
    }
}

names! {
    /// Why octets are no public key of the type that the record names.
    KeyFault {
        /// The DER structure cannot be read.
        Der = "der",
        /// The structure holds a key of another algorithm.
        OtherAlgorithm = "other_algorithm",
        /// Octets follow the structure.
        TrailingOctets = "trailing_octets",
        /// The modulus is zero, one, negative or even.
        Modulus = "modulus",
        /// The public exponent is even, below 3 or not below 2^33.
        Exponent = "exponent",
        /// The modulus has more than 8192 bits.
        TooLarge = "too_large",
        /// An Ed25519 key does not have 32 octets.
        Length = "length",
        /// The octets are no point of the curve, or a point of small order.
        Point = "point",
    }
}

names! {
    /// What a text is that stands in place of a key record.
    OtherRecord {
        /// A record of SPF (RFC 7208).
        Spf = "spf",
        /// A record of DMARC (RFC 9989).
        Dmarc = "dmarc",
        /// Anything else.
        Other = "other",
    }
}

problems! {
    /// A problem of a DKIM signature (`dkim.signature.…`), of a key record (`dkim.key.…`) or of the
    /// set of signatures (`dkim.message.…`).
    Problem {
        /// The message has no DKIM-Signature field.
        Unsigned = "dkim.message.unsigned", Warning, 6376 "6.1";
        /// More signatures than are verified; the rest is `not_checked`.
        TooManySignatures {
            /// The cap.
            allowed: usize,
            /// How many there are.
            found: usize,
        } = "dkim.message.too-many-signatures", Warning, 6376 "6.1";
        /// More key names than are asked for at once; the rest is `not_checked`.
        TooManyKeyNames {
            /// The cap.
            allowed: usize,
            /// How many distinct names the signatures hold.
            found: usize,
        } = "dkim.message.too-many-key-names", Notice;

        /// The arithmetic that the signatures and keys ask for is more than is done; the rest is
        /// `not_checked`.
        TooMuchArithmetic = "dkim.message.too-much-arithmetic", Warning;

        /// The tag list breaks the syntax.
        TagSyntax = "dkim.signature.tag-syntax", Error, 6376 "3.2";
        /// A tag stands twice.
        TagDuplicate {
            /// The tag's name.
            tag: String,
        } = "dkim.signature.tag-duplicate", Error, 6376 "3.2";
        /// There are more tags than are looked at.
        TagLimit {
            /// The cap.
            allowed: usize,
        } = "dkim.signature.tag-limit", Error;
        /// A tag that must be there is not.
        TagMissing {
            /// The tag's name.
            tag: &'static str,
        } = "dkim.signature.tag-missing", Error, 6376 "3.5";
        /// A tag's value breaks that tag's syntax.
        TagValue {
            /// The tag's name.
            tag: &'static str,
        } = "dkim.signature.tag-value", Error, 6376 "3.5";
        /// `v=` is not 1.
        Version {
            /// What it is.
            value: String,
        } = "dkim.signature.version", Error, 6376 "3.5";
        /// `a=` names an algorithm that no RFC defines for DKIM.
        AlgorithmUnknown {
            /// What it names.
            value: String,
        } = "dkim.signature.algorithm-unknown", Error, 6376 "3.3";
        /// `a=rsa-sha1` must neither be used nor believed.
        Sha1 = "dkim.signature.sha1", Error, 8301 "3.1";
        /// `c=` names an unknown canonicalization.
        CanonicalizationUnknown {
            /// What it names.
            value: String,
        } = "dkim.signature.canonicalization-unknown", Error, 6376 "3.5";
        /// `q=` names no query method that is known.
        QueryMethodUnknown {
            /// What it names.
            value: String,
        } = "dkim.signature.query-method-unknown", Error, 6376 "3.5";
        /// The base64 of `b=` or `bh=` cannot be read.
        Base64 {
            /// The tag's name.
            tag: &'static str,
            /// Why.
            fault: Base64Fault,
        } = "dkim.signature.base64", Error, 6376 "3.5";
        /// Unused bits at the end of the base64 of `b=` or `bh=` are not zero.
        Base64TrailingBits {
            /// The tag's name.
            tag: &'static str,
        } = "dkim.signature.base64-trailing-bits", Notice, 6376 "3.5";
        /// `bh=` does not have the length of the hash that `a=` names.
        BodyHashLength {
            /// Octets it has.
            found: usize,
            /// Octets the hash has.
            expected: usize,
        } = "dkim.signature.body-hash-length", Error, 6376 "3.5";
        /// `d=`, `s=` or the domain of `i=` is no domain name, so no question can be asked.
        InvalidName {
            /// The tag's name.
            tag: &'static str,
            /// Why.
            fault: NameFault,
        } = "dkim.signature.invalid-name", Error, 6376 "3.5";
        /// `d=` is a name that is never asked for in the public DNS.
        PrivateName {
            /// The name that would be asked for.
            name: String,
        } = "dkim.signature.private-name", Notice, 6376 "3.6.2";
        /// The domain of `i=` is neither `d=` nor below it.
        IdentityOutside = "dkim.signature.identity-outside", Error, 6376 "3.5";
        /// `h=` does not hold From.
        FromNotSigned = "dkim.signature.from-not-signed", Error, 6376 "5.4";
        /// `h=` holds more names than are looked at.
        SignedFieldLimit {
            /// The cap.
            allowed: usize,
            /// How many there are.
            found: usize,
        } = "dkim.signature.signed-field-limit", Error;
        /// `l=` is larger than the canonical body.
        BodyLengthTooLarge {
            /// Octets of the canonical body.
            body: u64,
        } = "dkim.signature.body-length-too-large", Error, 6376 "3.5";
        /// `x=` lies in the past.
        Expired {
            /// Seconds since then.
            seconds: u64,
        } = "dkim.signature.expired", Error, 6376 "3.5";
        /// `x=` is not after `t=`.
        ExpirationBeforeTimestamp = "dkim.signature.expiration-before-timestamp", Error, 6376 "3.5";
        /// `t=` lies in the future.
        TimestampInFuture = "dkim.signature.timestamp-in-future", Warning, 6376 "3.5";
        /// The body is not the body that was signed.
        BodyHashMismatch = "dkim.signature.body-hash-mismatch", Error, 6376 "3.7";
        /// The body was not given, so its hash cannot be compared.
        BodyAbsent = "dkim.body.absent", Warning, 6376 "3.7";
        /// No key found verifies the signature over the header fields.
        SignatureMismatch = "dkim.signature.signature-mismatch", Error, 6376 "6.1.3";
        /// `l=` leaves the end of the body unsigned.
        UnsignedBody {
            /// Octets of the canonical body after the signed ones.
            octets: u64,
        } = "dkim.signature.unsigned-body", Warning, 6376 "8.2";
        /// A field that readers rely on is there and not signed.
        FieldUnsigned {
            /// The field's name in lower case.
            name: &'static str,
        } = "dkim.signature.field-unsigned", Warning, 6376 "5.4.1";
        /// A field of a name that is signed stands above the signed ones and is not signed itself.
        InstanceUnsigned {
            /// The field's name in lower case.
            name: String,
        } = "dkim.signature.instance-unsigned", Warning, 6376 "8.15";
        /// `d=` is a suffix under which a registry gives out names, by its form, or by its own policy record
        /// (RFC 9989 §4.7, `psd`).
        RegistrySuffix {
            /// `d=`
            domain: String,
        } = "dkim.signature.registry-suffix", Warning, 6376 "6.1.1";
        /// The same signature stands in the message before.
        SignatureDuplicate {
            /// The earlier one's place in [`Report::dkim`](crate::Report::dkim).
            first: usize,
        } = "dkim.signature.duplicate", Notice;
        /// The signature over the header is genuine, and of another domain than the author's.
        OtherDomain {
            /// The domain that signed.
            signer: String,
            /// The domain in From.
            author: String,
        } = "dkim.signature.other-domain", Warning, 6376 "6.3";

        /// The resolver says that the key's name does not exist.
        KeyNameMissing {
            /// The name asked for.
            name: String,
        } = "dkim.key.name-missing", Error, 6376 "6.1.2";
        /// The key's name exists, without a TXT record.
        KeyNoRecord {
            /// The name asked for.
            name: String,
        } = "dkim.key.no-record", Error, 6376 "6.1.2";
        /// The resolver could not get an answer.
        KeyServerFailure {
            /// The name asked for.
            name: String,
            /// The extended error's text (RFC 8914), if it sent one.
            text: Option<String>,
        } = "dkim.key.server-failure", Error, 6376 "6.1.2";
        /// No answer of the resolver could be read.
        KeyUnreachable {
            /// The name asked for.
            name: String,
        } = "dkim.key.unreachable", Error, 6376 "6.1.2";
        /// The reader chose not to ask.
        KeyDeclined {
            /// The name not asked for.
            name: String,
        } = "dkim.key.declined", Notice;
        /// Sources gave different records; an error where the signature verifies by one and not by another.
        KeyAnswersDiffer {
            /// The name asked for.
            name: String,
        } = "dkim.key.answers-differ", Warning;
        /// The key was found through a CNAME.
        KeyAlias {
            /// The name that holds the record.
            target: String,
        } = "dkim.key.alias", Info, 6376 "3.6.2";
        /// Several key records stand under one name; which one counts is undefined.
        KeyMultipleRecords {
            /// How many.
            count: usize,
        } = "dkim.key.multiple-records", Warning, 6376 "3.6.2.2";
        /// The record breaks the tag list syntax.
        KeyTagSyntax = "dkim.key.tag-syntax", Error, 6376 "3.6.1";
        /// A tag of the record stands twice.
        KeyTagDuplicate {
            /// The tag's name.
            tag: String,
        } = "dkim.key.tag-duplicate", Error, 6376 "3.2";
        /// `v=` is not DKIM1.
        KeyVersion {
            /// What it is.
            value: String,
        } = "dkim.key.version", Error, 6376 "3.6.1";
        /// `v=` is not the first tag.
        KeyVersionNotFirst = "dkim.key.version-not-first", Error, 6376 "3.6.1";
        /// There is no `p=`.
        KeyDataMissing = "dkim.key.data-missing", Error, 6376 "3.6.1";
        /// `p=` is empty: the key was revoked.
        KeyRevoked = "dkim.key.revoked", Error, 6376 "3.6.1";
        /// The base64 of `p=` cannot be read.
        KeyBase64 {
            /// Why.
            fault: Base64Fault,
        } = "dkim.key.base64", Error, 6376 "3.6.1";
        /// `k=` names a type of key that no RFC defines for DKIM.
        KeyTypeUnknown {
            /// What it names.
            value: String,
        } = "dkim.key.type-unknown", Error, 6376 "3.6.1";
        /// `k=` is of another family than the signature's `a=`.
        KeyTypeMismatch {
            /// The record's `k=`.
            key: &'static str,
            /// The signature's `a=`.
            algorithm: &'static str,
        } = "dkim.key.type-mismatch", Error, 6376 "6.1.2";
        /// `h=` of the record does not allow the signature's hash.
        KeyHashForbidden {
            /// The signature's hash.
            hash: &'static str,
        } = "dkim.key.hash-forbidden", Error, 6376 "6.1.2";
        /// `s=` of the record does not allow e-mail.
        KeyServiceForbidden = "dkim.key.service-forbidden", Error, 6376 "3.6.1";
        /// `t=s` asks for `i=` to be at `d=` itself, and it is below it.
        KeyStrictIdentity = "dkim.key.strict-identity", Error, 6376 "3.6.1";
        /// `t=y`: the domain says that it is testing DKIM.
        KeyTesting = "dkim.key.testing", Notice, 6376 "3.6.1";
        /// The octets of `p=` are no key of the record's type.
        KeyInvalid {
            /// Why.
            fault: KeyFault,
        } = "dkim.key.invalid", Error, 6376 "3.6.1";
        /// The modulus has under 1024 bits.
        KeyTooShort {
            /// Bits of the modulus.
            bits: usize,
        } = "dkim.key.too-short", Error, 8301 "3.2";
        /// The modulus has 1024 to 2047 bits.
        KeyWeak {
            /// Bits of the modulus.
            bits: usize,
        } = "dkim.key.weak", Warning, 8301 "3.2";
        /// The public exponent is below 65537.
        KeyLowExponent {
            /// The exponent.
            exponent: u64,
        } = "dkim.key.low-exponent", Warning, 6376 "3.3.1";
        /// A host name stands in a TXT record, where a CNAME record was meant.
        KeyAliasText {
            /// The host name.
            target: String,
        } = "dkim.key.alias-text", Error, 6376 "3.6.2.2";
        /// The record is none of DKIM; a wildcard may answer for every name.
        KeyOtherRecord {
            /// What it is.
            kind: OtherRecord,
        } = "dkim.key.other-record", Error, 6376 "3.6.2.1";
        /// Backslashes stand before semicolons: the escapes of a zone file, taken over literally.
        KeyEscapedSemicolon = "dkim.key.escaped-semicolon", Error, 6376 "3.6.1";
        /// Quotation marks stand in the text: those of a zone file, taken over literally.
        KeyStrayQuote = "dkim.key.stray-quote", Error, 6376 "3.6.1";
        /// Blanks or line ends that are no white space for DKIM stand in the text.
        KeyForeignBlank = "dkim.key.foreign-blank", Error, 6376 "3.6.1";
        /// The lines of a PEM file stand around the key.
        KeyPemArmour = "dkim.key.pem-armour", Error, 6376 "3.6.1";
        /// A private key was published: whoever reads it can sign in the domain's name.
        KeyPrivate = "dkim.key.private-key", Error, 6376 "8.3";
        /// Characters are lost inside of the key; its end is there.
        KeyCharactersMissing {
            /// How many characters of base64.
            missing: usize,
        } = "dkim.key.characters-missing", Error, 6376 "3.6.1";
        /// Blanks stand in `p=` where `+` stood.
        KeyPlusLost {
            /// How many.
            count: usize,
        } = "dkim.key.plus-lost", Error, 6376 "3.6.1";
        /// Several TXT records hold one key in pieces, where one record of several strings was meant.
        KeySplitRecords = "dkim.key.split-records", Error, 6376 "3.6.2.2";
        /// The name of a tag is a capital letter, and so another tag.
        KeyTagCase {
            /// The name as it stands.
            tag: String,
        } = "dkim.key.tag-case", Error, 6376 "3.2";
        /// Between tags stands something else than a semicolon.
        KeySeparator {
            /// What stands there; empty if nothing does.
            found: String,
        } = "dkim.key.separator", Error, 6376 "3.2";
        /// Full-width characters, or some that only look like those of ASCII, stand in the text.
        KeyFullWidth = "dkim.key.full-width", Error, 6376 "3.6.1";
        /// The end of the key is lost.
        KeyCutOff {
            /// Octets that are there.
            found: usize,
            /// Octets that the key says it has.
            expected: usize,
        } = "dkim.key.cut-off", Error, 6376 "3.6.2.2";
        /// `k=`, or `rsa` where it is absent, is not the type of the key in `p=`.
        KeyTypeDiffers {
            /// What the record says.
            named: String,
            /// What the key is.
            found: &'static str,
        } = "dkim.key.type-differs", Error, 6376 "3.6.1";
        /// The record stands under a name with the zone's name twice.
        KeyDoubledZone {
            /// That name.
            name: String,
        } = "dkim.key.doubled-zone", Error, 6376 "3.6.2.1";
        /// The signature does not open under this RSA key: another key signed, or `b=` was damaged.
        KeyDoesNotOpen = "dkim.key.does-not-open", Notice, 6376 "6.1.3";
        /// There is no such key today; the message says that a receiver verified the signature.
        KeyPassedBefore {
            /// The receiver, by its own name.
            receiver: String,
            /// When the mail came in, in seconds since 1970.
            time: Option<u64>,
        } = "dkim.key.passed-before", Info, 8601 "2.7.1";
        /// The message was changed, or the key; the message says that a receiver verified the signature before.
        SignaturePassedBefore {
            /// The receiver, by its own name.
            receiver: String,
            /// When the mail came in, in seconds since 1970.
            time: Option<u64>,
        } = "dkim.signature.passed-before", Info, 8601 "2.7.1";
        /// White space stands inside `p=`. It has no meaning, but not every receiver copes with it.
        KeyWhiteSpace = "dkim.key.white-space", Notice, 6376 "3.6.1";
        /// There is no `v=`, which is recommended.
        KeyVersionMissing = "dkim.key.version-missing", Info, 6376 "3.6.1";
        /// `p=` is a bare RSAPublicKey without SubjectPublicKeyInfo around it.
        KeyBareRsa = "dkim.key.bare-rsa", Info, 6376 "3.6.1";
    }
}

impl Problem {
    /// Whether it may come of a field that was not copied to its end.
    pub(crate) fn is_of_cut_off_field(&self) -> bool {
        matches!(
            self,
            Self::TagMissing { .. } | Self::TagValue { .. } | Self::Base64 { .. } | Self::FromNotSigned
        )
    }

    /// Whether it is about the text of a key record rather than about the key.
    pub(crate) fn is_of_key_text(&self) -> bool {
        matches!(
            self,
            Self::KeyTagSyntax
                | Self::KeyVersion { .. }
                | Self::KeyVersionMissing
                | Self::KeyWhiteSpace
                | Self::KeyDataMissing
                | Self::KeyBase64 { .. }
                | Self::KeyInvalid { .. }
                | Self::KeyTypeUnknown { .. }
                | Self::KeyTypeMismatch { .. }
        )
    }
}
