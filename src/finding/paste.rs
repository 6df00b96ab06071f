//! What was assumed so that what was pasted can be read as a message.

use crate::code::{names, problems};

names! {
    /// What a message was found in.
    Container {
        /// Nothing: it stands by itself.
        None = "none",
        /// An mbox.
        Mbox = "mbox",
        /// A report about a message that could not be delivered (RFC 6522).
        Bounce = "bounce",
        /// Another message, to which it is attached.
        Message = "message",
        /// An Outlook `.msg` file.
        OutlookMsg = "outlook_msg",
    }
}

names! {
    /// What a source, or its header section, was taken out of.
    Wrapping {
        /// What Postfix prints of a file of its queue.
        PostfixQueue = "postfix_queue",
        /// A file of Exim's spool.
        EximSpool = "exim_spool",
        /// JSON that holds the source as a text.
        Json = "json",
        /// JSON that lists the fields.
        HeaderList = "header_list",
        /// A table of the fields.
        HeaderTable = "header_table",
    }
}

problems! {
    /// A repair: what was changed in the octets as given before they were read, or what is to be
    /// known about the reading.
    Problem {
        /// Line ends other than LF and CR LF: CR alone, or CR CR LF; read as CR LF.
        LineEnds {
            /// How many.
            count: usize,
        } = "paste.source.line-ends", Notice;
        /// Blank lines before the first header field, left out.
        BlankLinesBefore {
            /// How many.
            count: usize,
        } = "paste.source.blank-lines-before", Info;
        /// Lines of white space after the body, left out.
        BlankLinesAfter {
            /// How many.
            count: usize,
        } = "paste.source.blank-lines-after", Notice;
        /// Text around the source, left out.
        SurroundingText {
            /// Lines before it.
            before: usize,
            /// Lines after it.
            after: usize,
        } = "paste.source.surrounding-text", Notice;
        /// The text of a mail program's page or window around the source, left out.
        PageText {
            /// Lines before it.
            before: usize,
            /// Lines after it.
            after: usize,
        } = "paste.source.page-text", Notice;
        /// Marks of quotation at the start of each line, taken away.
        QuotePrefix {
            /// The marks.
            prefix: String,
            /// Number of lines.
            count: usize,
        } = "paste.source.quote-prefix", Notice;
        /// White space at the start of each line, taken away.
        Indent {
            /// Octets on each line.
            width: usize,
            /// Number of lines.
            count: usize,
        } = "paste.source.indent", Notice;
        /// Line numbers, taken away.
        LineNumbers {
            /// Number of lines.
            count: usize,
        } = "paste.source.line-numbers", Notice;
        /// Every line break was there twice; each second one was left out.
        DoubledLineBreaks {
            /// How many were left out.
            count: usize,
        } = "paste.source.doubled-line-breaks", Notice;
        /// The lines around a block of code, left out.
        CodeFence = "paste.source.code-fence", Notice;
        /// Text in UTF-16, read.
        Utf16 = "paste.source.utf16", Notice;
        /// The source was one JSON string.
        JsonString = "paste.source.json-string", Notice;
        /// The source, or its header section, was taken out of what a program writes around it.
        Extracted {
            /// What that is.
            wrapping: Wrapping,
        } = "paste.source.extracted", Notice;
        /// The whole source was in base64.
        Base64 = "paste.source.base64", Notice;
        /// The whole source was in quoted-printable.
        QuotedPrintable = "paste.source.quoted-printable", Notice;
        /// Characters written as references of HTML, read.
        HtmlEntities {
            /// How many.
            count: usize,
        } = "paste.source.html-entities", Notice;
        /// No-break spaces, read as spaces.
        NoBreakSpaces {
            /// How many.
            count: usize,
        } = "paste.source.no-break-spaces", Notice;
        /// UTF-8 that had been read as windows-1252, restored.
        Mojibake = "paste.source.mojibake", Notice;
        /// Lines of an mbox that are none of the messages': `From ` lines left out, `>From ` undone.
        Mbox {
            /// Messages in it.
            messages: usize,
            /// `>From ` lines of this message that lost their `>`.
            unescaped: usize,
        } = "paste.source.mbox", Notice;
        /// The message was found inside of another one, which is not judged.
        InnerMessage {
            /// What it was found in.
            container: Container,
        } = "paste.source.inner-message", Notice;
        /// The header section was taken out of an Outlook `.msg` file, which does not keep the body
        /// as it was sent.
        OutlookMsg = "paste.source.outlook-msg", Notice;
        /// Further messages can be chosen: attached ones, or the one around.
        OtherMessages {
            /// How many.
            count: usize,
        } = "paste.source.other-messages", Info;
        /// Continuation lines of header fields that stood at the margin were indented again.
        ContinuationIndent {
            /// Number of lines.
            count: usize,
        } = "paste.header.continuation-indent", Notice;
        /// Empty lines cut the header section in two; they were left out.
        HeaderCut {
            /// The field behind which the first of them stands.
            after: String,
            /// Number of lines.
            count: usize,
        } = "paste.header.cut", Warning;
        /// One field, or a few of them, is not the header section.
        HeaderIncomplete {
            /// Number of fields.
            count: usize,
        } = "paste.header.incomplete", Warning;
        /// Text that is not in the character set that its header names was written back in it.
        Reencoded {
            /// The character set.
            charset: String,
        } = "paste.body.charset", Notice;
        /// Escape characters of ISO-2022-JP that had got lost were put back.
        Escapes {
            /// How many.
            count: usize,
        } = "paste.body.escapes", Notice;
        /// The line that ends a message in a session of SMTP, POP3 or IMAP was saved with it; it was left out.
        EndOfData {
            /// That line.
            line: String,
            /// Lines that lost the dot that the session had put before them.
            undotted: usize,
        } = "paste.body.end-of-data", Notice;
        /// The last part of a multipart body is not closed: the body is incomplete.
        BodyIncomplete = "paste.body.incomplete", Warning;
        /// The source can be read in more than one way.
        Guess {
            /// How many ways were tried.
            readings: usize,
            /// What decided: `body_hash`, `signature`, or `nothing`.
            decided_by: Decision,
        } = "paste.reading.guess", Info;
    }
}

names! {
    /// What decided between two readings of a source.
    Decision {
        /// The body has the hash that was signed.
        BodyHash = "body_hash",
        /// A signature verifies.
        Signature = "signature",
        /// Nothing: the likelier one was taken.
        Nothing = "nothing",
    }
}
