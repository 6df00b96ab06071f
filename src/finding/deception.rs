//! Look-alikes and tricks in what a message shows of its sender.

use crate::code::problems;

problems! {
    /// A look-alike or a trick in what a message shows of its sender, or hides from who reads it.
    Problem {
        /// A label of a domain mixes scripts that no writing system mixes (UTS #39, "moderately
        /// restrictive").
        DomainMixedScript {
            /// The field that holds the domain, in lower case.
            name: &'static str,
            /// The domain in Unicode.
            domain: String,
        } = "identity.domain.mixed-script", Warning, 5890 "4.4";
        /// Each character of a label that is not ASCII looks like a letter or digit of ASCII.
        DomainConfusable {
            /// The field that holds the domain, in lower case.
            name: &'static str,
            /// The domain in Unicode.
            domain: String,
            /// What it looks like.
            looks_like: String,
        } = "identity.domain.confusable", Warning, 5890 "4.4";
        /// A domain is written with characters that stand for others, such as full-width letters.
        DomainCompatibilityCharacters {
            /// The field that holds the domain, in lower case.
            name: &'static str,
            /// The domain as written.
            domain: String,
            /// The domain that programs make of it.
            means: String,
        } = "identity.domain.compatibility-characters", Warning, 5891 "5.4";
        /// A label begins with `xn--` and stands for no text, or for text that is not written so.
        DomainInvalidALabel {
            /// The field that holds the domain, in lower case.
            name: &'static str,
            /// The label.
            label: String,
        } = "identity.domain.invalid-a-label", Warning, 5890 "2.3.2.1";
        /// Characters that change the order in which text is shown.
        TextBidiControl {
            /// The field, in lower case.
            name: &'static str,
            /// The first one, such as `U+202E`.
            character: String,
            /// How many.
            count: usize,
        } = "identity.text.bidi-control", Warning;
        /// Characters that cannot be seen, where no writing system needs them.
        TextInvisibleCharacter {
            /// The field, in lower case.
            name: &'static str,
            /// The first one, such as `U+200B`.
            character: String,
            /// How many.
            count: usize,
        } = "identity.text.invisible-character", Warning;
        /// Control characters, plain or in an encoded word; those of From have a finding of their own.
        TextControlCharacter {
            /// The field, in lower case.
            name: &'static str,
            /// The first one, such as `U+000D`.
            character: String,
            /// How many.
            count: usize,
        } = "identity.text.control-character", Warning, 5322 "2.2";
        /// An encoded word is in a character set that is not known.
        TextUnknownCharset {
            /// The field, in lower case.
            name: &'static str,
            /// The character set as named there.
            charset: String,
        } = "identity.text.unknown-charset", Notice, 2047 "6.2";
        /// Text that is not ASCII stands in the field without the encoding that mail asks for: programs show it in
        /// one way or another.
        TextUnencoded {
            /// The field, in lower case.
            name: &'static str,
            /// The character set that it presumably is in.
            charset: String,
            /// What it says then.
            text: String,
        } = "identity.text.unencoded", Notice, 5322 "2.2";
        /// A display name shows a domain that has nothing to do with that of its address, nor with the author's.
        NameDomain {
            /// The field that holds the name, in lower case.
            name: &'static str,
            /// That domain, or an address of it where the field is not From.
            shown: String,
            /// The domain of the name's own address.
            author: String,
        } = "identity.name.domain", Warning, 5322 "3.4";
        /// Answers go to another domain than the author's.
        ReplyToOtherDomain {
            /// Where they go.
            domain: String,
            /// The author's.
            author: String,
        } = "identity.reply-to.other-domain", Notice, 5322 "3.6.2";
        /// Sender names another domain than From.
        SenderOtherDomain {
            /// The sender's.
            domain: String,
            /// The author's.
            author: String,
        } = "identity.sender.other-domain", Notice, 5322 "3.6.2";
        /// The envelope, by the topmost Return-Path, names another domain than From.
        ReturnPathOtherDomain {
            /// The envelope's.
            domain: String,
            /// The author's.
            author: String,
        } = "identity.return-path.other-domain", Notice, 5321 "4.4";
        /// After a line with one dot, which some servers take for the end of a message, the body goes
        /// on with the commands that send another one.
        SmuggledCommands = "message.body.smuggled-commands", Warning, 5321 "4.1.1.4";
        /// The text quotes another message with its sender, date and subject, of which nothing is proven.
        QuotedMessage = "message.body.quoted-message", Notice;
        /// DKIM2 fields, which are defined in drafts only; they were not looked at.
        Dkim2NotChecked = "dkim2.message.not-checked", Info;
    }
}
