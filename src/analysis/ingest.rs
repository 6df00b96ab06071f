//! Octets on their way in: the header section is split, and the body hashed while it comes.

use super::Analysis;
use crate::arc;
use crate::{
    dkim::{self, BodyHashes, Signature},
    finding::Finding,
    message::{Header, HeaderSearch, prefix},
    platform::Platform,
    span::Span,
};

/// How octets are to be read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Character sets and IDNA.
    pub platform: Platform,
}

/// Takes the octets of a source, in pieces of any size; hashes the body while it comes in.
#[derive(Debug)]
pub struct Ingest {
    options: Options,
    octets: Vec<u8>,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Header(HeaderSearch),
    Body(Box<BodyStage>),
}

/// What is known once the header section is over.
#[derive(Debug)]
pub(super) struct BodyStage {
    pub(super) header: Header,
    pub(super) header_span: Span,
    /// First octet of the body.
    pub(super) body_start: usize,
    pub(super) signatures: Vec<Signature>,
    pub(super) arc: arc::Fields,
    pub(super) hashes: BodyHashes,
    pub(super) findings: Vec<Finding>,
}

impl Ingest {
    /// Starts with room for `size` octets; more or fewer may come.
    #[must_use]
    pub fn new(size: usize, options: Options) -> Self {
        Self { options, octets: Vec::with_capacity(size), stage: Stage::Header(HeaderSearch::default()) }
    }

    /// Takes the next piece.
    pub fn push(&mut self, piece: &[u8]) {
        let before = self.octets.len();
        self.octets.extend_from_slice(piece);
        match &mut self.stage {
            Stage::Body(body) => body.hashes.push(self.octets.get(before..).unwrap_or_default()),
            Stage::Header(search) => {
                if let Some((header_end, body_start)) = search.run(&self.octets) {
                    let mut body = BodyStage::new(&self.octets, header_end, body_start, &self.options);
                    body.hashes.push(self.octets.get(body_start..).unwrap_or_default());
                    self.stage = Stage::Body(Box::new(body));
                }
            }
        }
    }

    /// How the octets are read.
    pub(crate) fn options(&self) -> Options {
        self.options
    }

    /// Ends the source: everything that needs neither the DNS nor a clock is done now.
    #[must_use]
    pub fn finish(self) -> Analysis {
        let end = self.octets.len();
        let (stage, body) = match self.stage {
            Stage::Body(stage) => {
                let body = Span::new(stage.body_start, end);
                (*stage, Some(body))
            }
            Stage::Header(_) => (BodyStage::new(&self.octets, end, end, &self.options), None),
        };
        Analysis::new(self.octets, stage, body, self.options)
    }
}

impl BodyStage {
    fn new(octets: &[u8], header_end: usize, body_start: usize, options: &Options) -> Self {
        let (start, findings) = prefix(octets);
        let header_span = Span::new(start.min(header_end), header_end);
        let header = Header::split(octets, header_span);
        let signatures = dkim::read_signatures(octets, &header, &options.platform);
        let wanted = dkim::wanted_body_hashes(&signatures, &header);
        let (arc, wanted) = {
            let arc = arc::Fields::read(octets, &header, &options.platform);
            let wanted: Vec<_> = wanted.into_iter().chain(arc.wanted_body_hashes()).collect();
            (arc, wanted)
        };
        Self { header, header_span, body_start, signatures, arc, hashes: BodyHashes::new(&wanted), findings }
    }
}
