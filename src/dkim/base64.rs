//! Base64 as DKIM writes it: white space anywhere, nothing else foreign.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use super::problem::Base64Fault;
use crate::tag_list::is_fws;

const STRICT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::RequireCanonical);
const ENGINE: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, STRICT);
const LENIENT_BITS: GeneralPurpose =
    GeneralPurpose::new(&alphabet::STANDARD, STRICT.with_decode_allow_trailing_bits(true));

/// Octets read from base64 text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) octets: Vec<u8>,
    /// Unused bits at the end are not zero.
    pub(crate) trailing_bits: bool,
}

/// Reads base64 with FWS anywhere (RFC 6376 §3.5: "Whitespace is ignored in this value").
pub(crate) fn decode(text: &[u8]) -> Result<Decoded, Base64Fault> {
    let compact: Vec<u8> = text.iter().copied().filter(|octet| !is_fws(*octet)).collect();
    if compact.is_empty() {
        return Err(Base64Fault::Empty);
    }
    if let Ok(octets) = ENGINE.decode(&compact) {
        return Ok(Decoded { octets, trailing_bits: false });
    }
    match LENIENT_BITS.decode(&compact) {
        Ok(octets) => Ok(Decoded { octets, trailing_bits: true }),
        Err(base64::DecodeError::InvalidByte(_, octet)) if octet != b'=' => Err(Base64Fault::ForeignOctet),
        Err(_) => Err(Base64Fault::Padding),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignores_white_space_everywhere() {
        let decoded = decode(b" AQ\r\n ID\t=").map(|decoded| decoded.octets);
        assert_eq!(decode(b" AQ\r\n ID").map(|decoded| decoded.octets), Ok(vec![1, 2, 3]));
        assert_eq!(decoded, Err(Base64Fault::Padding));
    }

    #[test]
    fn names_what_is_wrong() {
        assert_eq!(decode(b" \r\n "), Err(Base64Fault::Empty));
        assert_eq!(decode(b"AQ-D"), Err(Base64Fault::ForeignOctet));
        assert_eq!(decode(b"AQI"), Err(Base64Fault::Padding));
        assert_eq!(decode(b"AQ=="), Ok(Decoded { octets: vec![1], trailing_bits: false }));
        assert_eq!(decode(b"AR=="), Ok(Decoded { octets: vec![1], trailing_bits: true }));
    }
}
