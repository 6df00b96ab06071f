//! Received-SPF (RFC 7208 §9.1).

use std::net::IpAddr;

use serde::Serialize;

use super::{
    outcome::{Outcome, is_defined},
    problem::{Fault, Problem},
    reader::{MAX_PARTS, Reader},
};
use crate::{
    span::Span,
    structured::{Part, is_keyword},
};

/// A Received-SPF field: a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReceivedSpf {
    /// The field's value.
    pub span: Span,
    /// The result as written; `None` if there is none.
    pub result: Option<Part>,
    /// The result, if it is one of SPF's, those of older texts included.
    pub outcome: Option<Outcome>,
    /// The comments, without their parentheses.
    pub comments: Vec<Part>,
    /// The pairs in their order, up to 200.
    pub pairs: Vec<KeyValue>,
    /// The address that `client-ip` gives, if it is one.
    pub client_ip: Option<IpAddr>,
    /// Text that the grammar has no place for.
    pub unread: Vec<Part>,
    /// What is wrong with the field.
    pub faults: Vec<Fault>,
    /// Number of parts that are not kept because there are too many.
    pub left_out: usize,
}

/// `key=value`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyValue {
    /// The key as written.
    pub key: Part,
    /// The value; empty if none is written.
    pub value: Part,
}

impl ReceivedSpf {
    /// Reads the value of a field that stands at `value` in `source`.
    #[must_use]
    pub fn parse(source: &[u8], value: Span) -> Self {
        let mut reader = Reader::new(source, value);
        let mut field = Self {
            span: reader.cursor.rest(),
            result: None,
            outcome: None,
            comments: Vec::new(),
            pairs: Vec::new(),
            client_ip: None,
            unread: Vec::new(),
            faults: Vec::new(),
            left_out: 0,
        };
        reader.skip(&mut field.comments);
        if reader.cursor.peek().is_none() {
            reader.fault(Problem::Empty, field.span);
        } else {
            field.read_result(&mut reader);
            field.read_pairs(&mut reader);
        }
        field.client_ip = field.get("client-ip").and_then(|value| value.text.parse().ok());
        Self { faults: reader.faults, left_out: reader.left_out, ..field }
    }

    /// The first value of `key`, whatever the case of its letters.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Part> {
        self.pairs.iter().find(|pair| pair.key.is(key)).map(|pair| &pair.value)
    }

    fn read_result(&mut self, reader: &mut Reader<'_>) {
        let mut ahead = reader.cursor;
        let word = ahead.take_while(is_keyword);
        if word.is_empty() || ahead.after_cfws() == Some(b'=') {
            reader.fault(Problem::ValueMissing, word);
            return;
        }
        reader.cursor = ahead;
        let result = Part::new(reader.source, word);
        self.outcome = Outcome::read(&result.text);
        if is_defined("spf", self.outcome) != Some(true) {
            reader.fault(Problem::ResultUnknown, word);
        }
        self.result = Some(result);
    }

    /// `key-value-pair *( ";" [CFWS] key-value-pair ) [";"]`; white space alone parts them here and there.
    fn read_pairs(&mut self, reader: &mut Reader<'_>) {
        loop {
            reader.skip(&mut self.comments);
            if reader.cursor.eat(b';') {
                continue;
            }
            if reader.cursor.peek().is_none() {
                return;
            }
            let key = reader.cursor.take_while(|octet| is_keyword(octet) || octet == b'.');
            if key.is_empty() || reader.cursor.after_cfws() != Some(b'=') {
                reader.unread(key.start, &mut self.unread);
                continue;
            }
            reader.skip(&mut self.comments);
            reader.cursor.eat(b'=');
            reader.skip(&mut self.comments);
            let here = Span::new(reader.cursor.at(), reader.cursor.at());
            let value = reader.value(|_| false).unwrap_or(Part { text: String::new(), span: here });
            let span = Span::new(key.start, value.span.end);
            let key = Part::new(reader.source, key);
            if value.span.is_empty() {
                reader.fault(Problem::ValueMissing, span);
            } else if self.pairs.len() < MAX_PARTS && self.get(&key.text).is_some() {
                reader.fault(Problem::Duplicate, span);
            }
            reader.keep(&mut self.pairs, span, || KeyValue { key, value });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> ReceivedSpf {
        ReceivedSpf::parse(text.as_bytes(), Span::new(0, text.len()))
    }

    fn problems(field: &ReceivedSpf) -> Vec<&'static str> {
        field.faults.iter().map(|fault| fault.problem.name()).collect()
    }

    #[test]
    fn reads_the_form_of_the_rfc() {
        let field = read(
            " pass (mx.receiver.example: domain of\r\n a@sender.example designates 192.0.2.1) \
             client-ip=192.0.2.1; envelope-from=\"a@sender.example\"; helo=mail.sender.example;\r\n \
             receiver=mx.receiver.example; identity=mailfrom; mechanism=\"ip4:192.0.2.0/24\";",
        );
        assert_eq!(field.outcome, Some(Outcome::Pass));
        assert_eq!(field.client_ip, "192.0.2.1".parse().ok());
        assert_eq!(field.get("Envelope-From").map(|part| part.text.as_str()), Some("a@sender.example"));
        assert_eq!(field.get("mechanism").map(|part| part.text.as_str()), Some("ip4:192.0.2.0/24"));
        assert_eq!(field.pairs.len(), 6);
        assert!(field.comments[0].text.starts_with("mx.receiver.example: domain of a@"));
        assert_eq!(field.faults, []);
    }

    #[test]
    fn reads_what_programs_write() {
        let exchange = read(
            "SoftFail (protection.outlook.com: domain of transitioning sender.example discourages use of \
             2001:db8::1 as permitted sender) receiver=protection.outlook.com; client-ip=2001:db8::1; \
             helo=mail.sender.example; pr=C",
        );
        assert_eq!(exchange.outcome, Some(Outcome::Softfail));
        assert_eq!(exchange.client_ip, "2001:db8::1".parse().ok());
        assert_eq!(exchange.faults, []);
        let policyd = read(
            "None (mailfrom) identity=mailfrom; client-ip=192.0.2.7; helo=a.example; envelope-from=<>; \
             receiver=<UNKNOWN>",
        );
        assert_eq!(policyd.get("envelope-from").map(|part| part.text.as_str()), Some("<>"));
        assert_eq!(policyd.faults, []);
        let spaces = read("pass client-ip=192.0.2.7 helo=a.example");
        assert_eq!(spaces.pairs.len(), 2);
    }

    #[test]
    fn keeps_what_is_wrong() {
        let field = read("maybe client-ip=x; helo=; ??? ; helo=a; x (open");
        assert_eq!(
            problems(&field),
            ["result_unknown", "value_missing", "unread", "duplicate", "unread", "comment_unsound"]
        );
        assert_eq!(field.client_ip, None);
        assert_eq!(field.unread.len(), 2);
        assert_eq!(problems(&read(" ")), ["empty"]);
        assert_eq!(problems(&read("client-ip=192.0.2.1")), ["value_missing"]);
    }

    #[test]
    fn ends_at_the_caps() {
        let field = read(&["pass ", &"a=b;".repeat(500)].concat());
        assert_eq!((field.pairs.len(), field.left_out), (200, 300));
        assert!(problems(&field).contains(&"too_many"));
    }
}
