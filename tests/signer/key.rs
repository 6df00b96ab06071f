//! Throw-away keys, and signing with them.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use crypto_bigint::{
    BoxedUint, Odd,
    modular::{BoxedMontyForm, BoxedMontyParams},
};
use ed25519_dalek::Signer as _;

use super::hash;

/// A private key.
pub(crate) struct Key {
    secret: Secret,
    /// SubjectPublicKeyInfo.
    public: Vec<u8>,
}

enum Secret {
    Rsa { modulus: Vec<u8>, exponent: Vec<u8> },
    Ed25519([u8; 32]),
}

/// Octets before the RSAPublicKey in the SubjectPublicKeyInfo of a key of 768 bits or more are two
/// headers of 2 to 4 octets, and this between them: rsaEncryption with NULL.
const RSA_ENCRYPTION: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";

impl Key {
    /// Reads `keys/NAME.pem` and `keys/NAME.public.pem`.
    pub(crate) fn load(name: &str) -> Self {
        let private = pem(&format!("{name}.pem"));
        let public = pem(&format!("{name}.public.pem"));
        // PKCS #8: version, algorithm, and the key in an OCTET STRING.
        let mut outer = Der(&private).enter();
        outer.next();
        outer.next();
        let inner = outer.next();
        let secret = if name.starts_with("ed25519") {
            let seed = Der(inner).next();
            Secret::Ed25519(seed.try_into().expect("a seed has 32 octets"))
        } else {
            // RSAPrivateKey: version, modulus, publicExponent, privateExponent.
            let mut fields = Der(inner).enter();
            fields.next();
            let modulus = strip_zeros(fields.next()).to_vec();
            fields.next();
            Secret::Rsa { modulus, exponent: fields.next().to_vec() }
        };
        Self { secret, public }
    }

    /// The value of `a=` that goes with it.
    pub(crate) fn algorithm(&self) -> &'static str {
        match self.secret {
            Secret::Rsa { .. } => "rsa-sha256",
            Secret::Ed25519(_) => "ed25519-sha256",
        }
    }

    /// The key record.
    pub(crate) fn record(&self) -> String {
        match self.secret {
            Secret::Rsa { .. } => format!("v=DKIM1; k=rsa; p={}", self.data()),
            Secret::Ed25519(_) => format!("v=DKIM1; k=ed25519; p={}", self.data()),
        }
    }

    /// The value of `p=`: SubjectPublicKeyInfo, or the 32 octets of an Ed25519 key (RFC 8463 §4).
    pub(crate) fn data(&self) -> String {
        let start = match self.secret {
            Secret::Rsa { .. } => 0,
            Secret::Ed25519(_) => self.public.len() - 32,
        };
        STANDARD.encode(&self.public[start..])
    }

    /// The octets of `p=` for an RSA key.
    pub(crate) fn public_info(&self) -> &[u8] {
        &self.public
    }

    /// The RSAPublicKey alone, in base64.
    pub(crate) fn bare_data(&self) -> String {
        let mut info = Der(&self.public).enter();
        let algorithm = info.0;
        assert!(algorithm.starts_with(RSA_ENCRYPTION), "an RSA key");
        info.next();
        // A BIT STRING begins with the number of unused bits.
        STANDARD.encode(&info.next()[1..])
    }

    /// Signs data: RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.1), or Ed25519 over the hash (RFC 8463 §3).
    pub(crate) fn sign(&self, hash_name: &str, data: &[u8]) -> Vec<u8> {
        let digest = hash(hash_name, data);
        match &self.secret {
            Secret::Ed25519(seed) => {
                ed25519_dalek::SigningKey::from_bytes(seed).sign(&digest).to_bytes().to_vec()
            }
            Secret::Rsa { modulus, exponent } => {
                let encoded = emsa_pkcs1_v1_5(hash_name, &digest, modulus.len());
                power(&encoded, exponent, modulus)
            }
        }
    }
}

/// RFC 8017 §9.2.
fn emsa_pkcs1_v1_5(hash_name: &str, digest: &[u8], length: usize) -> Vec<u8> {
    let prefix: &[u8] = match hash_name {
        "sha1" => b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
        _ => b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
    };
    let padding = vec![0xff; length - 3 - prefix.len() - digest.len()];
    [&[0, 1][..], &padding, &[0], prefix, digest].concat()
}

fn power(base: &[u8], exponent: &[u8], modulus: &[u8]) -> Vec<u8> {
    let bits = u32::try_from(modulus.len() * 8).expect("a modulus is short");
    let number = |octets: &[u8]| BoxedUint::from_be_slice(strip_zeros(octets), bits).expect("it fits");
    let odd = Odd::new(number(modulus)).expect("a modulus is odd");
    let parameters = BoxedMontyParams::new(odd);
    let result = BoxedMontyForm::new(number(base), &parameters).pow(&number(exponent)).retrieve();
    let octets = result.to_be_bytes();
    octets[octets.len() - modulus.len()..].to_vec()
}

/// SubjectPublicKeyInfo of an RSA key.
pub(crate) fn rsa_public_info(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
    // A leading zero octet keeps a number from being negative.
    let integer = |octets: &[u8]| element(0x02, &[&[0], octets].concat()[usize::from(octets[0] < 0x80)..]);
    let key = element(0x30, &[integer(modulus), integer(exponent)].concat());
    element(0x30, &[RSA_ENCRYPTION, &element(0x03, &[&[0], key.as_slice()].concat())].concat())
}

/// A DER element.
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let length = strip_zeros(&length);
    let short = content.len() < 0x80;
    let count = 0x80 | u8::try_from(length.len()).expect("a length is short");
    [&[tag][..], if short { &[] } else { std::slice::from_ref(&count) }, length, content].concat()
}

fn strip_zeros(octets: &[u8]) -> &[u8] {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    &octets[zeros..]
}

fn pem(file: &str) -> Vec<u8> {
    let path = format!("{}/tests/signer/keys/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let base64: String = text.lines().filter(|line| !line.starts_with("-----")).collect();
    STANDARD.decode(base64).expect("a PEM file holds base64")
}

/// As much of DER as well-formed keys need: one element after another.
struct Der<'a>(&'a [u8]);

impl<'a> Der<'a> {
    /// The content of the next element.
    fn next(&mut self) -> &'a [u8] {
        let (mut length, mut header) = (usize::from(self.0[1]), 2);
        if length >= 0x80 {
            header += length - 0x80;
            length = self.0[2..header].iter().fold(0, |sum, octet| sum << 8 | usize::from(*octet));
        }
        let content = &self.0[header..header + length];
        self.0 = &self.0[header + length..];
        content
    }

    /// The elements inside the next one.
    fn enter(mut self) -> Self {
        Self(self.next())
    }
}
