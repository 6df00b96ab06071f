//! Zone lines: the records of a sample or a case, as recorded DNS answers.

/// `name. 3600 IN TXT "…" "…"`, in character-strings of at most 255 octets (RFC 1035 §3.3.14).
pub(crate) fn txt(name: &str, text: &str) -> String {
    let strings: Vec<String> = text.as_bytes().chunks(255).map(quote).collect();
    format!("{name}. 3600 IN TXT {}\n", strings.join(" "))
}

/// `dig`'s answer that the name does not exist.
pub(crate) fn absent(name: &str) -> String {
    format!(";; status: NXDOMAIN,\n;{name}. IN TXT\n")
}

fn quote(octets: &[u8]) -> String {
    let mut quoted = String::from("\"");
    for octet in octets {
        match octet {
            b'"' | b'\\' => quoted.extend(['\\', char::from(*octet)]),
            0x20..=0x7e => quoted.push(char::from(*octet)),
            // RFC 1035 §5.1: \DDD.
            other => quoted.extend(format!("\\{other:03}").chars()),
        }
    }
    quoted.push('"');
    quoted
}
