//! From bytes to text. Done before any parsing: in CP932 the second byte of 表, ソ or 能 is a backslash.

use encoding_rs::{Encoding, SHIFT_JIS, WINDOWS_1252};

use super::ImportError;

/// What a file that is not UTF-8 is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegacyEncoding {
    /// Windows-31J, what Japanese Excel saves as "CSV".
    Cp932,
    /// Windows-1252, which holds Latin-1.
    Windows1252,
}

impl LegacyEncoding {
    fn encoding(self) -> &'static Encoding {
        match self {
            // The Encoding Standard's Shift_JIS is CP932.
            LegacyEncoding::Cp932 => SHIFT_JIS,
            LegacyEncoding::Windows1252 => WINDOWS_1252,
        }
    }

    fn name(self) -> &'static str {
        match self {
            LegacyEncoding::Cp932 => "UTF-8 or CP932",
            LegacyEncoding::Windows1252 => "UTF-8 or Windows-1252",
        }
    }
}

/// The text of a file: UTF-8 if it is valid UTF-8, else the legacy encoding; never with replacement characters.
pub(super) fn decode(mut bytes: Vec<u8>, legacy: LegacyEncoding) -> Result<String, ImportError> {
    if bytes.last() == Some(&0x1A) {
        bytes.pop();
    }
    let has_bom = bytes.starts_with(b"\xEF\xBB\xBF");
    if has_bom {
        bytes.drain(..3);
    }
    let (bytes, valid) = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            (error.into_bytes(), valid)
        }
    };
    if has_bom || is_damaged_utf8(&bytes) {
        let line = 1 + bytes.iter().take(valid).filter(|byte| **byte == b'\n').count();
        return Err(ImportError::Encoding { line: line as u32, expected: "UTF-8".to_owned() });
    }
    let encoding = legacy.encoding();
    match encoding.decode_without_bom_handling_and_without_replacement(&bytes) {
        Some(text) => Ok(text.into_owned()),
        None => {
            // A line feed is never part of a character, so the lines can be tried one by one.
            let bad =
                |line: &[u8]| encoding.decode_without_bom_handling_and_without_replacement(line).is_none();
            let at = bytes.split(|byte| *byte == b'\n').position(bad).unwrap_or(0);
            Err(ImportError::Encoding { line: at as u32 + 1, expected: legacy.name().to_owned() })
        }
    }
}

/// Whether this was UTF-8 before it was cut off or damaged: reading it as CP932 would give garbage without an error.
///
/// Three valid bytes in a row for one character hardly ever happen in CP932 or Latin-1 text.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut long, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        long += chunk.valid().chars().filter(|c| c.len_utf8() >= 3).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    long > invalid
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cp932(text: &str) -> Vec<u8> {
        SHIFT_JIS.encode(text).0.into_owned()
    }

    #[test]
    fn ops_01_utf8_with_and_without_a_mark_and_cp932_are_read() {
        let text = "表,ソ,能,髙橋,①,ﾊﾝｶｸ\r\n";
        assert!(cp932(text).contains(&b'\\'), "the trap is in the test");
        for bytes in [text.as_bytes().to_vec(), [b"\xEF\xBB\xBF", text.as_bytes()].concat(), cp932(text)] {
            assert_eq!(decode(bytes, LegacyEncoding::Cp932).unwrap(), text);
        }
        assert_eq!(decode(b"caf\xE9 \x9650".to_vec(), LegacyEncoding::Windows1252).unwrap(), "café –50");
    }

    #[test]
    fn ops_01_damaged_text_is_refused_with_its_line_and_never_read_as_garbage() {
        let japanese = "名前,住所\n高橋,東京都千代田区\n山田,大阪市北区";
        let cut = japanese.as_bytes()[..japanese.len() - 1].to_vec();
        let refused =
            |line, expected: &str| Err(ImportError::Encoding { line, expected: expected.to_owned() });
        assert_eq!(decode(cut, LegacyEncoding::Cp932), refused(3, "UTF-8"));
        let mut stray = japanese.as_bytes().to_vec();
        stray[20] = 0xFF;
        assert_eq!(decode(stray, LegacyEncoding::Cp932), refused(2, "UTF-8"));
        let mut cut = cp932(japanese);
        cut.pop();
        assert_eq!(decode(cut, LegacyEncoding::Cp932), refused(3, "UTF-8 or CP932"));
        assert_eq!(decode(b"\xEF\xBB\xBFa\xE9".to_vec(), LegacyEncoding::Windows1252), refused(1, "UTF-8"));
    }
}
