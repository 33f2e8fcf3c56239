//! What stands between the fields of a line.

use std::str::FromStr;

use memchr::memmem;

/// The separator of fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Delimiter {
    /// Runs of blanks and tabs; a run that leads a line is skipped, as awk does.
    #[default]
    Blanks,
    /// Every occurrence of one character (its UTF-8 bytes), as cut does.
    Every(Vec<u8>),
}

impl Delimiter {
    /// How many fields a line has.
    pub(crate) fn fields(&self, line: &[u8]) -> usize {
        match self {
            Self::Blanks => {
                let fields = line.split(|byte| matches!(byte, b' ' | b'\t'));
                fields.filter(|field| !field.is_empty()).count()
            }
            Self::Every(delimiter) => memmem::find_iter(line, delimiter).count() + 1,
        }
    }
}

impl FromStr for Delimiter {
    type Err = String;

    /// Reads one character, or `\t` or `\0` for a tab or NUL.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut characters = text.chars();
        match (characters.next(), characters.next(), characters.next()) {
            (Some('\\'), Some('t'), None) => Ok(Self::Every(b"\t".to_vec())),
            (Some('\\'), Some('0'), None) => Ok(Self::Every(b"\0".to_vec())),
            (Some(_), None, _) => Ok(Self::Every(text.as_bytes().to_vec())),
            _ => Err(format!(
                "a delimiter is one character, such as ',' or '\\t' for a tab, not {text:?}; \
                 for anything longer use -p"
            )),
        }
    }
}
