//! What holds for every paste, and the corners of single repairs.

use super::*;

const SOURCE: &str = "Received: from a by b; Mon, 23 Nov 2026 10:00:00 +0000\r\n\
    Message-ID: <1@sender.example>\r\n\
    From: Alice <alice@sender.example>\r\n\
    To: Bob <bob@receiver.example>\r\n\
    Subject: Lunch\r\n\
    \r\n\
    > quoted by the author\r\n\
    \r\n\
    Source: this line is no field.\r\n";

fn codes(octets: &[u8]) -> (String, Vec<&'static str>) {
    let reading = read(octets);
    let draft = reading.messages.first().and_then(|message| message.drafts.first()).cloned();
    let draft = draft.unwrap_or_else(|| Draft::new(Vec::new()));
    let codes = draft.repairs.iter().map(|repair| repair.problem.code()).collect();
    (String::from_utf8_lossy(&draft.octets).into_owned(), codes)
}

#[test]
fn a_plain_source_stays_as_it_is() {
    assert_eq!(codes(SOURCE.as_bytes()), (SOURCE.to_owned(), vec![]));
    let lf = SOURCE.replace("\r\n", "\n");
    assert_eq!(codes(lf.as_bytes()), (lf.clone(), vec![]));
}

#[test]
fn repairs_that_lie_over_each_other_are_undone_in_turn() {
    let mut text = SOURCE.replace("\r\n", "\n");
    for mark in [">", "    ", "| "] {
        text = text.lines().map(|line| [mark, line, "\n"].concat()).collect();
    }
    text = text
        .lines()
        .enumerate()
        .map(|(index, line)| [&format!("{index:3}: "), line, "\n"].concat())
        .collect();
    let (octets, found) = codes(format!("\u{feff}\n{text}").as_bytes());
    assert_eq!(octets, SOURCE.replace("\r\n", "\n"));
    let expected = [
        "message.source.byte-order-mark",
        "paste.source.blank-lines-before",
        "paste.source.line-numbers",
        "paste.source.quote-prefix",
        "paste.source.indent",
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_body_of_a_mail_is_no_header_section() {
    let body =
        format!("From: a@b.example\r\nMessage-ID: <2@b.example>\r\nTo: c\r\n\r\nSee below.\r\n\r\n{SOURCE}");
    assert_eq!(codes(body.as_bytes()), (body.clone(), vec![]));
}

#[test]
fn numbers_that_do_not_count_up_are_no_line_numbers() {
    let text = SOURCE.lines().map(|line| ["7 ", line, "\n"].concat()).collect::<String>();
    assert!(!codes(text.as_bytes()).1.contains(&"paste.source.line-numbers"));
}

#[test]
fn broken_compound_files_end() {
    for fill in [0x00_u8, 0x01, 0x02, 0xFE, 0xFF] {
        let mut file = outlook_msg::MAGIC.to_vec();
        file.resize(8_192, fill);
        // Sectors of 512 octets, the table in the first, the directory in the second.
        for (at, octets) in [(0x1E_usize, [9_u8, 0, 6, 0]), (0x30, [1, 0, 0, 0]), (0x4C, [0, 0, 0, 0])] {
            file.splice(at..at.saturating_add(4), octets);
        }
        assert!(outlook_msg::transport_headers(&file).is_none(), "{fill}");
    }
}

#[test]
fn an_mbox_is_split_at_its_from_lines_alone() {
    let from = "From a@b.example Mon Nov 23 10:00:00 2026\n";
    let text =
        SOURCE.replace("\r\n", "\n").replace("Source:", "\nFrom Monday 2026 on 10:00\nat noon\nSource:");
    let reading = read(format!("{from}{text}\n{from}{text}\n").as_bytes());
    assert_eq!((reading.container, reading.messages.len()), (Container::Mbox, 2));
}

#[test]
fn a_signed_message_inside_is_taken_only_from_one_that_nobody_is_to_believe() {
    let around = |head: &str| {
        format!(
            "{head}Message-ID: <2@r.example>\r\nContent-Type: message/rfc822\r\n\r\nDKIM-Signature: v=1\r\n{SOURCE}"
        )
    };
    let container = |head: &str| read(around(head).as_bytes()).container;
    assert_eq!(container("From: bob@receiver.example\r\n"), Container::Message);
    let delivered =
        "Received: from a by b; Mon, 23 Nov 2026 10:00:00 +0000\r\nFrom: bob@receiver.example\r\n";
    for outer in [
        delivered,
        "From: Alice <alice@sender.example>\r\n",
        "From: security@mail.sender.example\r\n",
        "DKIM-Signature: v=1\r\nFrom: bob@receiver.example\r\n",
    ] {
        let reading = read(around(outer).as_bytes());
        assert_eq!((reading.container, reading.others.len()), (Container::None, 1), "{outer}");
    }
}
