//! What is noteworthy about the way of a message, about claims in it, and about asking.

use crate::code::problems;

problems! {
    /// A problem of the way of a message (`trace.…`), of its envelope (`envelope.…`), of fields of results
    /// (`results.…`), of a signed message that is sent once more (`replay.…`), or of asking (`dns.…`).
    Problem {
        /// Received fields stand below the boundary: whoever handed the message over can have made them up.
        HopsUnproven {
            /// How many.
            count: usize,
        } = "trace.hops.unproven", Info, 5321 "4.4";
        /// A hop is dated before the one before it.
        ClockSkew {
            /// By how many seconds.
            seconds: u64,
        } = "trace.hop.clock-skew", Notice, 5321 "4.4";
        /// There is no Received field, so nothing tells from which address the message came: SPF is not checked.
        ReceivedAbsent = "envelope.received.absent", Info, 7208 "4.1";
        /// The Received field at the boundary names no client: SPF is not checked.
        ClientUnknown = "envelope.client.unknown", Notice, 7208 "4.1";
        /// The client's address is of a private network, or of the host itself, and so of no host that a domain
        /// could name: SPF is not checked.
        ClientPrivate {
            /// The address.
            client: String,
        } = "envelope.client.private", Notice, 7208 "4.1";
        /// Nothing that the receiver wrote tells the reverse-path.
        MailFromUnknown = "envelope.mail-from.unknown", Notice, 7208 "2.4";
        /// A field says that something passes, and the sender can have written it.
        ClaimUnproven {
            /// The name under which it says so, if it names one.
            name: Option<String>,
        } = "results.field.unproven", Notice, 8601 "7.1";
        /// A field is of a version that is not defined.
        VersionUnknown = "results.field.version-unknown", Notice, 8601 "2.2";
        /// Fields of results that are not read.
        TooManyFields {
            /// How many are.
            allowed: usize,
            /// How many there are.
            found: usize,
        } = "results.message.too-many-fields", Notice;
        /// The mailbox that the message was delivered to stands neither in To nor in Cc.
        RecipientNotNamed {
            /// The mailbox.
            recipient: String,
        } = "replay.recipient.not-named", Info, 6376 "8.6";
        /// The host that handed the message over is not of the domain that signed for the author.
        OtherHost {
            /// The address of the host.
            client: String,
            /// The signing domain.
            signer: String,
        } = "replay.host.other", Info, 6376 "8.6";
        /// The message was signed long before it was handed over.
        SignedLongBefore {
            /// Seconds between the two.
            seconds: u64,
        } = "replay.time.long-before", Notice, 6376 "8.6";
        /// A name holds what looks like a code made for one message.
        Token {
            /// The name.
            name: String,
        } = "dns.name.token", Notice;
        /// More questions than one message may cause.
        TooManyQuestions {
            /// How many may be asked.
            allowed: usize,
        } = "dns.message.too-many-questions", Warning;
    }
}
