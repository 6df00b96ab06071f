//! Punycode decoding (RFC 3492 §6.2).

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 128;

/// The text that `encoded` (without its `xn--`) stands for; `None` if it stands for none.
pub(super) fn decode(encoded: &str) -> Option<String> {
    let (basic, extended) = encoded.rsplit_once('-').unwrap_or(("", encoded));
    let mut output: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (INITIAL_N, 0_u32, INITIAL_BIAS);
    let mut digits = extended.bytes();
    while digits.len() > 0 {
        let before = i;
        let (mut weight, mut k) = (1_u32, BASE);
        loop {
            let digit = digit_value(digits.next()?)?;
            i = i.checked_add(digit.checked_mul(weight)?)?;
            let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE.checked_sub(threshold)?)?;
            k = k.checked_add(BASE)?;
        }
        let length = u32::try_from(output.len()).ok()?.checked_add(1)?;
        bias = adapt(i.checked_sub(before)?, length, before == 0);
        n = n.checked_add(i.checked_div(length)?)?;
        i = i.checked_rem(length)?;
        output.insert(usize::try_from(i).ok()?, char::from_u32(n)?);
        i = i.checked_add(1)?;
    }
    Some(output.into_iter().collect())
}

fn digit_value(octet: u8) -> Option<u32> {
    char::from(octet).to_digit(36).map(|value| {
        // Letters come first in punycode, digits after them.
        if value < 10 { value.saturating_add(26) } else { value.saturating_sub(10) }
    })
}

fn adapt(delta: u32, length: u32, first: bool) -> u32 {
    let delta = if first { delta / DAMP } else { delta / 2 };
    let mut delta = delta.saturating_add(delta.checked_div(length).unwrap_or(0));
    let mut k = 0_u32;
    while delta > ((BASE - T_MIN) * T_MAX) / 2 {
        delta /= BASE - T_MIN;
        k = k.saturating_add(BASE);
    }
    let numerator = (BASE - T_MIN + 1).saturating_mul(delta);
    k.saturating_add(numerator.checked_div(delta.saturating_add(SKEW)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn decodes_the_samples_of_rfc_3492() {
        // RFC 3492 §7.1 (A), (L) and (N).
        assert_eq!(decode("egbpdaj6bu4bxfgehfvwxn").as_deref(), Some("ليهمابتكلموشعربي؟"));
        assert_eq!(decode("3B-ww4c5e180e575a65lsy2b").as_deref(), Some("3年B組金八先生"));
        assert_eq!(decode("MajiKoi5-783gue6qz075azm5e").as_deref(), Some("MajiでKoiする5秒前"));
        assert_eq!(decode("bcher-kva").as_deref(), Some("bücher"));
    }

    #[test]
    fn refuses_what_is_none() {
        assert_eq!(decode("99999999999"), None);
        assert_eq!(decode("a!"), None);
    }
}
