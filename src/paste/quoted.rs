//! A message that another one quotes in its text, as forwarding inline and answering do.

use super::{
    body::decode_part,
    mime::{self, Leaf},
    wrapped::plain,
};
use crate::{message::Header, platform::Platform, span::Span};

/// Octets of the body that are looked at.
const MAX_OCTETS: usize = 1 << 20;
/// Lines of a quoted header section, from its first to its last known one.
const MAX_LINES: usize = 10;

/// What programs show before the values of a header section, by the field that it stands for.
const LABELS: [(Label, &[&str]); 4] = [
    (
        Label::From,
        &["from", "差出人", "送信者", "送信元", "von", "de", "da", "发件人", "寄件者", "보낸 사람"],
    ),
    (
        Label::Date,
        &[
            "date",
            "sent",
            "日付",
            "日時",
            "送信日時",
            "datum",
            "gesendet",
            "date d'envoi",
            "envoyé",
            "fecha",
            "enviado",
            "发送时间",
            "日期",
        ],
    ),
    (
        Label::Subject,
        &["subject", "件名", "題名", "betreff", "objet", "asunto", "oggetto", "assunto", "主题", "主旨"],
    ),
    (Label::To, &["to", "宛先", "cc", "an", "à", "para", "a", "收件人"]),
];

/// A field of a quoted header section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    From,
    Date,
    Subject,
    To,
}

/// Whether the text of a message quotes another one with the header that programs show: From, and two more of Date,
/// Subject and To, on lines close to each other.
pub(crate) fn quotes_message(octets: &[u8], header: &Header, body: Span, platform: &Platform) -> bool {
    let end = body.end.min(body.start.saturating_add(MAX_OCTETS));
    let tree = mime::walk(octets, header, Span::new(body.start, end));
    tree.leaves.iter().any(|leaf| text_of(leaf, octets, platform).is_some_and(|text| shows_header(&text)))
}

fn text_of(leaf: &Leaf, octets: &[u8], platform: &Platform) -> Option<String> {
    let kind = leaf.content_type.kind.as_str();
    let is_html = kind == "text/html";
    if !(kind.is_empty() || kind == "text/plain" || is_html) {
        return None;
    }
    let octets = decode_part(leaf.body.of(octets), &leaf.encoding)?;
    let charset = leaf.content_type.charset.as_deref().unwrap_or("utf-8");
    let text = (platform.decode)(charset, &octets);
    let text = text.unwrap_or_else(|| String::from_utf8_lossy(&octets).into_owned());
    if !is_html {
        return Some(text);
    }
    // What begins a line in HTML, and nothing else.
    let one_line = text.replace(['\r', '\n'], " ");
    let mut broken = String::with_capacity(one_line.len());
    for (place, piece) in one_line.split('<').enumerate() {
        let tag = piece.trim_start_matches('/').bytes().take_while(u8::is_ascii_alphanumeric).count();
        let tag = piece.trim_start_matches('/').get(..tag).unwrap_or_default().to_ascii_lowercase();
        let breaks = ["br", "p", "div", "tr", "li", "blockquote", "hr", "table"].contains(&tag.as_str());
        broken.push_str(if place == 0 {
            ""
        } else if breaks {
            "\n<"
        } else {
            "<"
        });
        broken.push_str(piece);
    }
    Some(plain(&broken))
}

fn shows_header(text: &str) -> bool {
    let mut recent: Vec<(usize, Label)> = Vec::new();
    for (place, line) in text.lines().enumerate() {
        let Some(label) = label(line) else { continue };
        recent.retain(|(at, one)| place.saturating_sub(*at) < MAX_LINES && *one != label);
        recent.push((place, label));
        if recent.len() >= 3 && recent.iter().any(|(_, one)| *one == Label::From) {
            return true;
        }
    }
    false
}

/// What stands before the colon of a line, without marks of quotation and of bold type.
fn label(line: &str) -> Option<Label> {
    let line = line.trim_start_matches(['>', '|', ' ', '\t', '\u{3000}', '\u{A0}', '*', '_']);
    let near: String = line.chars().take(24).collect();
    let (name, _) = near.split_once([':', '：'])?;
    let name = name.trim_end_matches(['*', '_', ' ', '\u{3000}', '\u{A0}']).to_lowercase();
    // A value stands behind the colon.
    let value = line.split_once([':', '：']).map(|(_, value)| value.trim_matches(['*', '_', ' ', '\u{A0}']));
    value.filter(|value| !value.is_empty())?;
    LABELS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(label, _)| *label)
}

#[cfg(test)]
mod tests {
    use super::shows_header;

    #[test]
    fn knows_what_programs_quote() {
        for text in [
            "Look at this.\n\n---------- Forwarded message ---------\nFrom: Bank <a@b.example>\nDate: Mon, Nov 23, 2026 at 10:00\nSubject: Pay\nTo: <c@d.example>\n\nHi",
            "-----Original Message-----\nFrom: Bank\nSent: Monday\nTo: me\nSubject: Pay\n",
            "-----元のメッセージ-----\n差出人: 銀行 <a@b.example>\n送信日時: 2026年11月23日\n宛先: 花子\n件名: お支払い\n",
            "-------- 転送メッセージ --------\n件名: お支払い\n日付: Mon, 23 Nov 2026\n差出人: 銀行\n宛先: 花子\n",
            "> Begin forwarded message:\n> \n> From: Bank <a@b.example>\n> Subject: Pay\n> Date: 23 November 2026\n",
            "*From:* Bank <a@b.example>\n*Sent:* Monday\n*To:* me\n",
            "差出人：銀行\n件名：お支払い\n日時：2026/11/23\n",
        ] {
            assert!(shows_header(text), "{text}");
        }
    }

    #[test]
    fn other_text_is_no_quoted_message() {
        for text in [
            "Hello,\nthe train goes\nFrom: Oslo\nTo: Bergen\n",
            "From: and\nTo:\nSubject:\n",
            "Date: tomorrow\nSubject: lunch\nTo: everybody\n",
            "Subject: a\n\n\n\n\n\n\n\n\n\n\n\nFrom: b\n\n\n\n\n\n\n\n\n\n\n\nDate: c\n",
        ] {
            assert!(!shows_header(text), "{text}");
        }
    }
}
