//! Address lists (RFC 5322 §3.4, with the obsolete forms of §4.4), read strictly.

use super::problem::Limit;

/// Comments within comments, brackets within brackets.
const MAX_DEPTH: usize = 50;
/// Mailboxes read in one field.
const MAX_MAILBOXES: usize = 1_000;

/// A mailbox; the parts are as written, comments and folding taken away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Address {
    /// The display name; quoted strings without their quotes.
    pub(super) name: Vec<u8>,
    pub(super) local: Vec<u8>,
    pub(super) domain: Vec<u8>,
}

/// The mailboxes of a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct AddressList {
    pub(super) mailboxes: Vec<Address>,
    /// Something is there that the grammar does not allow.
    pub(super) faulty: bool,
    /// A route stands before an address: `<@a,@b:c@d>`.
    pub(super) has_route: bool,
    /// Encoded words stand where an address, or a part of one, must stand; they never are one (RFC 2047 §5).
    pub(super) has_encoded_member: bool,
    /// The names of groups, as those of mailboxes.
    pub(super) group_names: Vec<Vec<u8>>,
    /// The cap that was reached, and its size.
    pub(super) cut_off: Option<(Limit, usize)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token<'a> {
    Atom(&'a [u8]),
    Quoted(Vec<u8>),
    Literal(&'a [u8]),
    Special(u8),
}

impl AddressList {
    /// Reads the value of an address field.
    pub(super) fn parse(value: &[u8]) -> Self {
        let mut list = Self::default();
        let Some(tokens) = tokenize(value, &mut list) else { return list };
        let (mut in_group, mut depth) = (false, 0_usize);
        let mut pending: Vec<Token<'_>> = Vec::new();
        // Which of them white space or a comment stands before.
        let mut gaps: Vec<bool> = Vec::new();
        let mut bracket: Option<Vec<Token<'_>>> = None;
        for (token, gap) in tokens {
            match (&token, &mut bracket) {
                (Token::Special(b'>'), Some(inside)) => {
                    let inside = std::mem::take(inside);
                    bracket = None;
                    list.add_angle(&pending, &gaps, &inside);
                    (pending, gaps) = (vec![token], vec![false]);
                }
                (_, Some(inside)) => {
                    depth = depth.saturating_add(usize::from(token == Token::Special(b'<')));
                    inside.push(token);
                }
                (Token::Special(b'<'), None) => bracket = Some(Vec::new()),
                (Token::Special(b':'), None) if !in_group && !closed(&pending) => {
                    in_group = true;
                    list.faulty |= pending.is_empty() || !is_phrase(&pending);
                    list.group_names.push(phrase_text(&pending, &gaps));
                    pending.clear();
                    gaps.clear();
                }
                (Token::Special(b','), None) => list.end_mailbox(&mut pending, &mut gaps),
                (Token::Special(b';'), None) if in_group => {
                    in_group = false;
                    list.end_mailbox(&mut pending, &mut gaps);
                }
                (_, None) => {
                    list.faulty |= closed(&pending);
                    pending.push(token);
                    gaps.push(gap);
                }
            }
            if list.mailboxes.len() > MAX_MAILBOXES {
                list.cut_off = Some((Limit::Addresses, MAX_MAILBOXES));
            } else if depth > MAX_DEPTH {
                list.cut_off = Some((Limit::Nesting, MAX_DEPTH));
            }
            if list.cut_off.is_some() {
                return list;
            }
        }
        list.faulty |= bracket.is_some() || in_group;
        list.end_mailbox(&mut pending, &mut gaps);
        list
    }

    /// Ends a mailbox without angle brackets, if one is pending; empty list members are obsolete
    /// syntax (RFC 5322 §4.4).
    fn end_mailbox(&mut self, pending: &mut Vec<Token<'_>>, gaps: &mut Vec<bool>) {
        let tokens = std::mem::take(pending);
        gaps.clear();
        if tokens.is_empty() || closed(&tokens) {
            return;
        }
        match addr_spec(&tokens) {
            Some((local, domain)) => self.add(Vec::new(), local, domain),
            None if is_encoded(&tokens) => self.has_encoded_member = true,
            None => self.faulty = true,
        }
    }

    fn add(&mut self, name: Vec<u8>, local: Vec<u8>, domain: Vec<u8>) {
        self.has_encoded_member |= holds_encoded_word(&local) || holds_encoded_word(&domain);
        self.mailboxes.push(Address { name, local, domain });
    }

    fn add_angle(&mut self, phrase: &[Token<'_>], gaps: &[bool], inside: &[Token<'_>]) {
        // RFC 5322 §4.4: obs-route = obs-domain-list ":"
        let route_end = inside.iter().position(|token| *token == Token::Special(b':'));
        let address = match route_end {
            Some(end) if inside.first() == Some(&Token::Special(b'@')) => {
                self.has_route = true;
                inside.get(end.saturating_add(1)..).unwrap_or_default()
            }
            _ => inside,
        };
        self.faulty |= !is_phrase(phrase);
        if let Some((local, domain)) = addr_spec(address) {
            self.add(phrase_text(phrase, gaps), local, domain);
        } else {
            self.faulty = true;
            self.has_encoded_member |= is_encoded(address);
        }
    }
}

/// A piece of an address field, as who knows comments and quoted strings sees it.
enum Piece<'a> {
    Comment(&'a [u8]),
    Quoted(&'a [u8]),
    /// The bracket and a route after it.
    Route(&'a [u8]),
    Other(u8),
}

/// `value` without its comments and routes: what is left when all that means nothing is gone.
pub(super) fn without_asides(value: &[u8]) -> Vec<u8> {
    rewrite(value, |piece, plain| match piece {
        Piece::Comment(_) => {}
        Piece::Quoted(text) => plain.extend_from_slice(text),
        Piece::Route(_) => plain.push(b'<'),
        Piece::Other(octet) => plain.push(octet),
    })
}

/// `value` with `q` for each octet of a quoted string: what who knows quoted strings looks for addresses in.
pub(super) fn without_quoted(value: &[u8]) -> Vec<u8> {
    rewrite(value, |piece, plain| match piece {
        Piece::Quoted(text) => plain.extend(text.iter().map(|_| b'q')),
        Piece::Comment(text) | Piece::Route(text) => plain.extend_from_slice(text),
        Piece::Other(octet) => plain.push(octet),
    })
}

fn rewrite(value: &[u8], mut write: impl FnMut(Piece<'_>, &mut Vec<u8>)) -> Vec<u8> {
    let mut plain = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((first, after)) = rest.split_first() {
        let next = match first {
            b'(' => skip_comment(rest).map_or(&[][..], |(after, _)| after),
            b'"' => quoted_string(after).1,
            b'<' => skip_route(after),
            _ => after,
        };
        let whole = rest.get(..rest.len().saturating_sub(next.len())).unwrap_or_default();
        let piece = match first {
            b'(' => Piece::Comment(whole),
            b'"' => Piece::Quoted(whole),
            b'<' => Piece::Route(whole),
            other => Piece::Other(*other),
        };
        write(piece, &mut plain);
        rest = next;
    }
    plain
}

/// What follows `@a,@b:`, if `text` begins with that.
fn skip_route(text: &[u8]) -> &[u8] {
    let is_route = |octet: &u8| octet.is_ascii_alphanumeric() || b"@,.-_ \t".contains(octet);
    let length = text.iter().position(|octet| !is_route(octet)).unwrap_or(text.len());
    match text.get(length..).and_then(<[u8]>::split_first) {
        Some((b':', after)) if text.first() == Some(&b'@') => after,
        _ => text,
    }
}

/// Whether tokens are encoded words and nothing else; a dot may stand in one (RFC 2047 §4.2).
fn is_encoded(tokens: &[Token<'_>]) -> bool {
    let is_atom = |token: &Token<'_>| matches!(token, Token::Atom(_) | Token::Special(b'.'));
    tokens.iter().all(is_atom)
        && matches!(tokens.first(), Some(Token::Atom(text)) if text.starts_with(b"=?"))
        && matches!(tokens.last(), Some(Token::Atom(text)) if text.ends_with(b"?="))
}

/// Whether an encoded word stands in a part of an address.
fn holds_encoded_word(part: &[u8]) -> bool {
    let begin = part.windows(2).position(|pair| pair == b"=?");
    let rest = begin.and_then(|begin| part.get(begin.saturating_add(2)..));
    rest.is_some_and(|rest| rest.windows(2).any(|pair| pair == b"?="))
}

/// Whether an angle address has just ended: nothing but a comma may follow.
fn closed(pending: &[Token<'_>]) -> bool {
    matches!(pending, [Token::Special(b'>')])
}

/// `local-part "@" domain`, both with dots between their parts.
fn addr_spec(tokens: &[Token<'_>]) -> Option<(Vec<u8>, Vec<u8>)> {
    let at = tokens.iter().position(|token| *token == Token::Special(b'@'))?;
    let (local, domain) = tokens.split_at(at);
    let domain = domain.get(1..).unwrap_or_default();
    let domain = match domain {
        [Token::Literal(text)] => text.to_vec(),
        _ => dotted(domain, false)?,
    };
    Some((dotted(local, true)?, domain))
}

fn dotted(tokens: &[Token<'_>], quoted_too: bool) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let mut dot_expected = false;
    for token in tokens {
        match token {
            Token::Special(b'.') if dot_expected => text.push(b'.'),
            Token::Atom(atom) if !dot_expected => text.extend_from_slice(atom),
            Token::Quoted(content) if quoted_too && !dot_expected => text.extend_from_slice(content),
            _ => return None,
        }
        dot_expected = !dot_expected;
    }
    // It must end with a part, not with a dot.
    if dot_expected { Some(text) } else { None }
}

/// Whether these may stand in a display name: words, and the dots of obs-phrase (RFC 5322 §4.1).
fn is_phrase(tokens: &[Token<'_>]) -> bool {
    tokens.iter().all(|token| matches!(token, Token::Atom(_) | Token::Quoted(_) | Token::Special(b'.')))
}

/// A display name; `gaps` says which of the tokens something stands before.
fn phrase_text(phrase: &[Token<'_>], gaps: &[bool]) -> Vec<u8> {
    let mut text: Vec<u8> = Vec::new();
    let mut after_joined = false;
    for (token, gap) in phrase.iter().zip(gaps) {
        // An address that is no phrase may stand there all the same: it is shown as it is.
        let (part, is_joined): (&[u8], bool) = match token {
            Token::Atom(atom) => (atom, false),
            Token::Quoted(content) => (content, false),
            Token::Literal(literal) => (literal, false),
            Token::Special(special) => (std::slice::from_ref(special), true),
        };
        if !text.is_empty() && (*gap || !is_joined && !after_joined) {
            text.push(b' ');
        }
        text.extend_from_slice(part);
        after_joined = is_joined;
    }
    text
}

/// Tokens without comments and white space, and whether such stood before each; `None` if comments are nested
/// too deep.
fn tokenize<'a>(value: &'a [u8], list: &mut AddressList) -> Option<Vec<(Token<'a>, bool)>> {
    let mut tokens = Vec::new();
    let (mut rest, mut gap) = (value, false);
    while let Some((first, after)) = rest.split_first() {
        let before = std::mem::replace(&mut gap, false);
        match first {
            b' ' | b'\t' | b'\r' | b'\n' => (rest, gap) = (after, true),
            b'(' => {
                let Some((after, ended)) = skip_comment(rest) else {
                    list.cut_off = Some((Limit::Nesting, MAX_DEPTH));
                    return None;
                };
                list.faulty |= !ended;
                (rest, gap) = (after, true);
            }
            b'"' => {
                let (content, after, ended) = quoted_string(after);
                list.faulty |= !ended;
                tokens.push((Token::Quoted(content), before));
                rest = after;
            }
            b'[' => {
                let end = memchr::memchr(b']', rest).map_or(rest.len(), |end| end.saturating_add(1));
                let (literal, after) = rest.split_at(end);
                list.faulty |= literal.last() != Some(&b']');
                tokens.push((Token::Literal(literal), before));
                rest = after;
            }
            b'<' | b'>' | b',' | b':' | b';' | b'@' | b'.' => {
                tokens.push((Token::Special(*first), before));
                rest = after;
            }
            _ => {
                let end = encoded_word(rest).unwrap_or_else(|| {
                    rest.iter().position(|octet| !is_atom(*octet)).unwrap_or(rest.len()).max(1)
                });
                let (atom, after) = rest.split_at(end);
                // A control or a stray bracket, backslash: one octet that belongs nowhere.
                list.faulty |= atom.first().is_some_and(|octet| !is_atom(*octet));
                tokens.push((Token::Atom(atom), before));
                rest = after;
            }
        }
    }
    Some(tokens)
}

/// Octets of the encoded words that `text` begins with: one word, although there may be dots in them.
fn encoded_word(text: &[u8]) -> Option<usize> {
    let is_part = |octet: &u8| is_atom(*octet) || *octet == b'.';
    let length = text.iter().position(|octet| !is_part(octet)).unwrap_or(text.len());
    let word = text.get(..length)?;
    (word.len() > 4 && word.starts_with(b"=?") && word.ends_with(b"?=")).then_some(length)
}

/// atext (RFC 5322 §3.2.3), UTF-8 included (RFC 6532 §3.2).
fn is_atom(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || octet >= 0x80 || b"!#$%&'*+-/=?^_`{|}~".contains(&octet)
}

/// What follows the comment that `text` begins with, and whether the comment ends; `None` if it is nested too deep.
fn skip_comment(text: &[u8]) -> Option<(&[u8], bool)> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (place, octet) in text.iter().enumerate() {
        match octet {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth = depth.saturating_add(1),
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return None;
        }
        if depth == 0 {
            return Some((text.get(place.saturating_add(1)..).unwrap_or_default(), true));
        }
    }
    Some((&[], false))
}

/// The content of a quoted string whose opening quote is gone, what follows it, and whether it ends.
fn quoted_string(text: &[u8]) -> (Vec<u8>, &[u8], bool) {
    let mut content = Vec::new();
    let mut escaped = false;
    for (place, octet) in text.iter().enumerate() {
        match octet {
            b'\r' | b'\n' => {}
            _ if escaped => {
                escaped = false;
                content.push(*octet);
            }
            b'\\' => escaped = true,
            b'"' => return (content, text.get(place.saturating_add(1)..).unwrap_or_default(), true),
            _ => content.push(*octet),
        }
    }
    (content, &[], false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, bool) {
        let list = AddressList::parse(text.as_bytes());
        let show = |part: &[u8]| String::from_utf8_lossy(part).into_owned();
        let mailboxes = list
            .mailboxes
            .iter()
            .map(|m| format!("{}|{}@{}", show(&m.name), show(&m.local), show(&m.domain)))
            .collect();
        (mailboxes, list.faulty)
    }

    #[test]
    fn reads_the_forms_of_the_grammar() {
        assert_eq!(read(" a@b.example"), (vec!["|a@b.example".into()], false));
        assert_eq!(
            read("\"B, A\" <a@b.example>, c@d"),
            (vec!["B, A|a@b.example".into(), "|c@d".into()], false)
        );
        assert_eq!(read("A (x (y)) B. <a . b@c.example(z)>"), (vec!["A B.|a.b@c.example".into()], false));
        assert_eq!(read("A. B.C d.example <a@b>"), (vec!["A. B.C d.example|a@b".into()], false));
        assert_eq!(read("=?utf-8?Q?a.b?= \"c\" <a@b>"), (vec!["=?utf-8?Q?a.b?= c|a@b".into()], false));
        assert_eq!(read("G: a@b, c@d;"), (vec!["|a@b".into(), "|c@d".into()], false));
        assert_eq!(read("<@x,@y:a@b>"), (vec!["|a@b".into()], false));
        assert_eq!(read("\"a@b\"@c.example"), (vec!["|a@b@c.example".into()], false));
        assert_eq!(read("a@[192.0.2.1]"), (vec!["|a@[192.0.2.1]".into()], false));
    }

    #[test]
    fn an_address_in_place_of_a_name_is_shown_as_it_is() {
        assert_eq!(read("x.y@b.example <c@d>"), (vec!["x.y@b.example|c@d".into()], true));
        assert_eq!(read("x @ [192.0.2.1] via y <c@d>"), (vec!["x @ [192.0.2.1] via y|c@d".into()], true));
    }

    #[test]
    fn notices_what_the_grammar_forbids() {
        for text in [
            "<a@b> c@d",
            "a@b <c@d>",
            "a",
            "<a@b",
            "a@b@c",
            "a@b.",
            "\"a",
            "(a",
            "<a@b><c@d>",
            "a b@c",
            "a@b\0",
            "a@b: c@d;",
            "[a]: c@d;",
            "<>",
        ] {
            assert!(read(text).1, "{text}");
        }
    }

    #[test]
    fn knows_what_is_aside() {
        let plain = |text: &str| String::from_utf8(without_asides(text.as_bytes())).unwrap();
        assert_eq!(plain("a(@b(c))@d"), "a@d");
        assert_eq!(plain("A \"(b\\\" <@c:\" <@x,@y:a@b>"), "A \"(b\\\" <@c:\" <a@b>");
        assert_eq!(plain("<@x a@b>"), "<@x a@b>");
        assert_eq!(plain("a@b (open"), "a@b ");
        assert!(AddressList::parse(b"<@x,@y:a@b>").has_route);
        let list = AddressList::parse(b"=?utf-8?B?PGFAYj4=?=, a@b");
        assert!(list.has_encoded_member && !list.faulty && list.mailboxes.len() == 1);
    }

    #[test]
    fn ends_at_the_caps() {
        let limit = |text: String| AddressList::parse(text.as_bytes()).cut_off.map(|(limit, _)| limit);
        assert_eq!(limit("(".repeat(51)), Some(Limit::Nesting));
        assert_eq!(limit("<".repeat(52)), Some(Limit::Nesting));
        assert_eq!(limit("a@b,".repeat(1_002)), Some(Limit::Addresses));
    }
}
