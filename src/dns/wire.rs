//! DNS messages as RFC 8484 carries them: the question as octets, octets as an answer.

use std::net::{IpAddr, Ipv4Addr};

use domain::base::{
    Message, MessageBuilder, Name as WireName, ParseRecordData, ParsedName, Record, RecordData, Rtype,
    ToName as _,
    iana::{Class, Opcode, OptRcode, Rcode},
    message_builder::AdditionalBuilder,
    opt::{ClientSubnet, ExtendedError as WireExtendedError},
    wire::ParseError,
};
use domain::dep::octseq::Parser;

use super::{ExtendedError, Outcome, Query, RecordType, UnreachableReason};

/// Octets of an answer that are read.
pub const MAX_OCTETS: usize = 65_536;
/// Domains that prove to many services who owns them hold dozens of TXT records beside that of SPF.
const MAX_RECORDS: usize = 100;
const MAX_ALIASES: usize = 8;
const MAX_ERRORS: usize = 8;
const MAX_ERROR_TEXT: usize = 512;
const UDP_PAYLOAD: u16 = 1232;
/// RFC 8467 §4.1: "clients SHOULD pad queries to the closest multiple of 128 octets".
const PADDING_BLOCK: usize = 128;
const OPTION_HEADER: usize = 4;

type Parsed<'a> = ParsedName<&'a [u8]>;

/// What an answer's octets say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What came back; [`Outcome::Unreachable`] if the octets are no answer to the question.
    pub outcome: Outcome,
    /// The AD flag.
    pub authenticated: bool,
}

/// The octets of a question: ID 0 (RFC 8484 §4.1), RD and AD set, EDNS with an empty client subnet
/// (RFC 7871 §7.1.2) and padding (RFC 8467).
#[must_use]
pub fn encode(query: &Query) -> Vec<u8> {
    let Some(name) = wire_name(query) else { return Vec::new() };
    let rtype = wire_type(query.record_type);
    let length = build(&name, rtype, None).len().saturating_add(OPTION_HEADER);
    let padding = length.next_multiple_of(PADDING_BLOCK).saturating_sub(length);
    build(&name, rtype, u16::try_from(padding).ok())
}

fn wire_name(query: &Query) -> Option<WireName<Vec<u8>>> {
    let mut octets = Vec::with_capacity(query.name.as_str().len().saturating_add(2));
    for label in query.name.labels() {
        octets.push(u8::try_from(label.len()).ok()?);
        octets.extend_from_slice(label.as_bytes());
    }
    octets.push(0);
    WireName::from_octets(octets).ok()
}

fn wire_type(record_type: RecordType) -> Rtype {
    match record_type {
        RecordType::Txt => Rtype::TXT,
        RecordType::A => Rtype::A,
        RecordType::Aaaa => Rtype::AAAA,
        RecordType::Mx => Rtype::MX,
        RecordType::Ptr => Rtype::PTR,
    }
}

fn build(name: &WireName<Vec<u8>>, rtype: Rtype, padding: Option<u16>) -> Vec<u8> {
    // Appending to a Vec cannot fail, and one question and one OPT record always fit.
    let mut builder = MessageBuilder::new_vec();
    let header = builder.header_mut();
    header.set_rd(true);
    header.set_ad(true);
    let mut question = builder.question();
    let _ = question.push((name, rtype, Class::IN));
    let mut additional: AdditionalBuilder<Vec<u8>> = question.additional();
    let _ = additional.opt(|opt| {
        opt.set_udp_payload_size(UDP_PAYLOAD);
        opt.push(&ClientSubnet::new(0, 0, IpAddr::V4(Ipv4Addr::UNSPECIFIED)))?;
        padding.map_or(Ok(()), |length| opt.padding(length))
    });
    additional.finish()
}

/// Reads `octets` as the answer to `query`.
#[must_use]
pub fn decode(query: &Query, octets: &[u8]) -> Reading {
    if octets.len() > MAX_OCTETS {
        return unreachable(UnreachableReason::TooLarge);
    }
    let Ok(message) = Message::from_slice(octets) else {
        return unreachable(UnreachableReason::Truncated);
    };
    let header = message.header();
    if header.tc() {
        return unreachable(UnreachableReason::Truncated);
    }
    if !header.qr() || header.id() != 0 || header.opcode() != Opcode::QUERY || !echoes(message, query) {
        return unreachable(UnreachableReason::Malformed);
    }
    // Cut off before its OPT record, it would have another RCODE (RFC 6891 §6.1.3).
    if !is_whole(message) {
        return unreachable(UnreachableReason::Truncated);
    }
    let outcome = match message.opt_rcode() {
        OptRcode::NOERROR => records(message, query.record_type),
        OptRcode::NXDOMAIN => records(message, query.record_type).and_then(|found| absent(&found)),
        rcode => Ok(Outcome::ServFail { rcode: rcode.to_int(), errors: extended_errors(message) }),
    };
    match outcome {
        Ok(outcome) => Reading { outcome, authenticated: header.ad() && header.rcode() != Rcode::SERVFAIL },
        Err(reason) => unreachable(reason),
    }
}

fn unreachable(reason: UnreachableReason) -> Reading {
    Reading { outcome: Outcome::Unreachable { reason }, authenticated: false }
}

fn echoes(message: &Message<[u8]>, query: &Query) -> bool {
    let Some(name) = wire_name(query) else { return false };
    message.sole_question().is_ok_and(|question| {
        question.qname().name_eq(&name)
            && question.qtype() == wire_type(query.record_type)
            && question.qclass() == Class::IN
    })
}

/// Whether all records are there that the header counts.
fn is_whole(message: &Message<[u8]>) -> bool {
    message.sections().is_ok_and(|(.., mut additional)| additional.all(|record| record.is_ok()))
}

/// What NXDOMAIN says of the last name of the alias chain (RFC 6604 §3), which then has no records.
fn absent(found: &Outcome) -> Result<Outcome, UnreachableReason> {
    if *found == Outcome::NoData { Ok(Outcome::NxDomain) } else { Err(UnreachableReason::Malformed) }
}

/// The records at the end of the alias chain that starts at the question's name. That there are none is said
/// only by an answer without anything else: one about another name, type or class answers another question.
fn records(message: &Message<[u8]>, wanted: RecordType) -> Result<Outcome, UnreachableReason> {
    let malformed = |_| UnreachableReason::Truncated;
    let mut is_foreign = false;
    let mut found: Vec<(Parsed<'_>, Vec<u8>, u32)> = Vec::new();
    let mut links: Vec<(Parsed<'_>, Parsed<'_>, u32)> = Vec::new();
    for record in message.answer().map_err(malformed)? {
        let record = record.map_err(malformed)?;
        let is_wanted = record.rtype() == Rtype::CNAME || record.rtype() == wire_type(wanted);
        if record.class() != Class::IN || !is_wanted {
            // RFC 6672 §3.1: a DNAME comes along with the CNAME made of it; RFC 4035 §3.1.1: so do signatures.
            is_foreign |=
                record.class() != Class::IN || !matches!(record.rtype(), Rtype::DNAME | Rtype::RRSIG);
            continue;
        }
        let (owner, ttl) = (record.owner(), record.ttl().as_secs());
        match record.into_record::<Data<'_>>().map_err(malformed)?.map(Record::into_data) {
            Some(Data::Record(_, data)) => found.push((owner, data, ttl)),
            Some(Data::Alias(target)) => links.push((owner, target, ttl)),
            None => {}
        }
        if found.len() > MAX_RECORDS || links.len() > MAX_RECORDS {
            return Err(UnreachableReason::TooLarge);
        }
    }
    let chain = follow(message, &links)?;
    let Some(end) = chain.last() else { return Err(UnreachableReason::Malformed) };
    let (at_end, elsewhere): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(owner, ..)| owner.name_eq(&end.0));
    if at_end.is_empty() {
        let is_on_chain =
            |(owner, ..): &(Parsed<'_>, Parsed<'_>, u32)| chain.iter().any(|(name, _)| name.name_eq(owner));
        is_foreign |= !elsewhere.is_empty() || !links.iter().all(is_on_chain);
        return if is_foreign { Err(UnreachableReason::Malformed) } else { Ok(Outcome::NoData) };
    }
    let link_ttls = chain.iter().filter_map(|(_, ttl)| *ttl);
    Ok(Outcome::Records {
        ttl: at_end.iter().map(|(.., ttl)| *ttl).chain(link_ttls).min(),
        aliases: chain.iter().skip(1).map(|(name, _)| display(name)).collect(),
        records: at_end.into_iter().map(|(_, data, _)| data).collect(),
    })
}

/// What is read of a record; one type for all, so that little code comes of it.
enum Data<'a> {
    /// The data of a record of this type, as [`Outcome::Records`] keeps it.
    Record(Rtype, Vec<u8>),
    /// The name that an alias leads to.
    Alias(Parsed<'a>),
}

impl RecordData for Data<'_> {
    fn rtype(&self) -> Rtype {
        match self {
            Self::Record(rtype, _) => *rtype,
            Self::Alias(_) => Rtype::CNAME,
        }
    }
}

impl<'a> ParseRecordData<'a, [u8]> for Data<'a> {
    fn parse_rdata(rtype: Rtype, parser: &mut Parser<'a, [u8]>) -> Result<Option<Self>, ParseError> {
        let data = match rtype {
            Rtype::CNAME => return Ok(Some(Self::Alias(Parsed::parse(parser)?))),
            Rtype::TXT => {
                let mut text = Vec::with_capacity(parser.remaining());
                while parser.remaining() > 0 {
                    let length = parser.parse_u8()?;
                    text.extend_from_slice(parser.parse_octets(usize::from(length))?);
                }
                text
            }
            Rtype::A => {
                let mut octets = [0; 4];
                parser.parse_buf(&mut octets)?;
                octets.map(|octet| octet.to_string()).join(".").into_bytes()
            }
            Rtype::AAAA => {
                let mut groups = Vec::with_capacity(8);
                for _ in 0..8 {
                    groups.push(format!("{:x}", parser.parse_u16_be()?));
                }
                groups.join(":").into_bytes()
            }
            Rtype::MX => {
                let preference = parser.parse_u16_be()?;
                format!("{preference} {}", display(&Parsed::parse(parser)?)).into_bytes()
            }
            Rtype::PTR => display(&Parsed::parse(parser)?).into_bytes(),
            _ => return Ok(None),
        };
        Ok(Some(Self::Record(rtype, data)))
    }
}

/// The question's name and the names its aliases lead through, each with the link's time to live.
fn follow<'a>(
    message: &'a Message<[u8]>,
    links: &[(Parsed<'a>, Parsed<'a>, u32)],
) -> Result<Vec<(Parsed<'a>, Option<u32>)>, UnreachableReason> {
    let question = message.sole_question().map_err(|_| UnreachableReason::Malformed)?;
    let mut chain = vec![(*question.qname(), None)];
    while let Some((name, _)) = chain.last() {
        let mut own = links.iter().filter(|(owner, ..)| owner.name_eq(name));
        let Some((_, target, ttl)) = own.next() else { break };
        // RFC 2181 §10.1: "there may be only one such canonical name for any one alias".
        if own.any(|(_, other, _)| !other.name_eq(target)) {
            return Err(UnreachableReason::Malformed);
        }
        if chain.len() > MAX_ALIASES || chain.iter().any(|(seen, _)| seen.name_eq(target)) {
            return Err(UnreachableReason::AliasChain);
        }
        chain.push((*target, Some(*ttl)));
    }
    Ok(chain)
}

fn display(name: &Parsed<'_>) -> String {
    let text = name.to_string().to_ascii_lowercase();
    if text.is_empty() { ".".to_owned() } else { text }
}

fn extended_errors(message: &Message<[u8]>) -> Vec<ExtendedError> {
    let Some(opt) = message.opt() else { return Vec::new() };
    opt.opt()
        .iter::<WireExtendedError<&[u8]>>()
        .filter_map(Result::ok)
        .take(MAX_ERRORS)
        .map(|error| {
            let text = error.text_slice().unwrap_or_default();
            let text = text.get(..text.len().min(MAX_ERROR_TEXT)).unwrap_or_default();
            ExtendedError { code: error.code().to_int(), text: crate::text::escape(text) }
        })
        .collect()
}

#[cfg(test)]
mod tests;
