//! The marks that forwarders, mailing lists and mailboxes leave in a header.

use serde::Serialize;

use super::rewriting::Rewriting;
use crate::{authres::ReceivedSpf, code::names, span::Span, structured::Part};

/// Marks that are kept.
const MAX_SIGNS: usize = 200;

names! {
    /// What a mark is.
    SignKind {
        /// Return-Path: the envelope's sender at delivery (RFC 5321 §4.4).
        ReturnPath = "return_path",
        /// The envelope's sender as a check or a hop wrote it down.
        EnvelopeSender = "envelope_sender",
        /// Delivered-To: a mailbox that it was delivered to.
        DeliveredTo = "delivered_to",
        /// X-Original-To, Envelope-To: the recipient before aliases.
        OriginalTo = "original_to",
        /// Resent-*: sent again by a person or a program (RFC 5322 §3.6.6).
        Resent = "resent",
        /// X-Forwarded-To: where a mailbox forwarded it to.
        ForwardedTo = "forwarded_to",
        /// X-Forwarded-For: from which mailbox it was forwarded, and where to.
        ForwardedFor = "forwarded_for",
        /// List-Id: a mailing list (RFC 2919).
        ListId = "list_id",
    }
}

/// A mark of forwarding. Nothing here is proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sign {
    /// What it is.
    pub kind: SignKind,
    /// The field's place among the header fields.
    pub field: usize,
    /// What it says; an address without its angle brackets.
    pub value: Part,
    /// How the address was rewritten, if it was.
    pub rewriting: Option<Rewriting>,
}

#[derive(Default)]
pub(super) struct Signs {
    pub(super) list: Vec<Sign>,
    pub(super) left_out: usize,
}

impl Signs {
    /// Keeps the mark that the field is, if it is one.
    pub(super) fn read(&mut self, source: &[u8], field: usize, name: &str, value: Span) {
        let name = name.to_ascii_lowercase();
        let kind = match name.as_str() {
            "return-path" => SignKind::ReturnPath,
            "delivered-to" => SignKind::DeliveredTo,
            "x-original-to" | "envelope-to" | "x-envelope-to" => SignKind::OriginalTo,
            "x-envelope-from" | "x-env-sender" => SignKind::EnvelopeSender,
            "x-forwarded-to" => SignKind::ForwardedTo,
            "x-forwarded-for" => SignKind::ForwardedFor,
            "list-id" => SignKind::ListId,
            "received-spf" => {
                let spf = ReceivedSpf::parse(source, value);
                return self.add_envelope_from(field, spf.get("envelope-from"));
            }
            _ if name.starts_with("resent-") => SignKind::Resent,
            _ => return,
        };
        self.add(kind, field, Part::verbatim(source, trimmed(source, value)));
    }

    /// Keeps the envelope's sender if it tells of a rewriting; a plain one is no mark.
    pub(super) fn add_envelope_from(&mut self, field: usize, sender: Option<&Part>) {
        let rewritten = sender.filter(|sender| Rewriting::read(bare(&sender.text)).is_some());
        if let Some(sender) = rewritten {
            self.add(SignKind::EnvelopeSender, field, sender.clone());
        }
    }

    fn add(&mut self, kind: SignKind, field: usize, value: Part) {
        if self.list.len() >= MAX_SIGNS {
            self.left_out = self.left_out.saturating_add(1);
            return;
        }
        let is_sender = matches!(kind, SignKind::ReturnPath | SignKind::EnvelopeSender);
        let rewriting = if is_sender { Rewriting::read(bare(&value.text)) } else { None };
        self.list.push(Sign { kind, field, value, rewriting });
    }
}

/// The value without white space around it and, where it is nothing else, without angle brackets.
fn trimmed(source: &[u8], value: Span) -> Span {
    let text = value.of(source);
    let start = value.start.saturating_add(text.len().saturating_sub(text.trim_ascii_start().len()));
    let text = text.trim_ascii();
    match text.strip_prefix(b"<").and_then(|rest| rest.strip_suffix(b">")) {
        Some(inside) => {
            let start = start.saturating_add(1);
            Span::new(start, start.saturating_add(inside.len()))
        }
        None => Span::new(start, start.saturating_add(text.len())),
    }
}

fn bare(address: &str) -> &str {
    address.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(address)
}
