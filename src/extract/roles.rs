//! Which of the columns that are compared are numbers, and which are texts.

use super::context::SourceContext;
use super::encoding::Encoding;
use super::extractor::Extractor;
use super::scratch::{Extracted, Scratch};
use crate::event::Event;
use crate::format::Kind;
use crate::number::Number;

/// What a column is compared as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// As a number: what is none is missing.
    Number,
    /// As a text.
    Text,
}

/// The place among the columns compared of the first text and the first number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grouping {
    pub(super) text: usize,
    pub(super) number: usize,
}

impl Grouping {
    /// By the first text and the first number; none where all are of one kind.
    pub(super) fn of(roles: &[Role]) -> Option<Self> {
        let place = |role: Role| roles.iter().position(|own| *own == role);
        Some(Self { text: place(Role::Text)?, number: place(Role::Number)? })
    }
}

impl Extractor {
    /// The event of a line whose columns are compared: the first text is the value, the first number
    /// is measured on it; one value for all where there is no text or no number.
    pub(super) fn group<'l>(
        &self,
        scratch: &mut Scratch,
        line: &'l [u8],
        extracted: Extracted<'l>,
    ) -> Extracted<'l> {
        let (weight, at) = match extracted {
            Extracted::InLine(event) => (event.weight, event.at),
            Extracted::Joined { weight, at } => (weight, at),
        };
        let nothing = Extracted::InLine(Event { value: &[], weight, at });
        let Some(Grouping { text, number }) = Grouping::of(self.roles()) else { return nothing };
        let first = self.wanted.compared().start;
        let places = &scratch.columns.places;
        scratch.number = places.text(line, first + number).and_then(Number::read);
        match places.in_line(line, first + text) {
            Some(value) => Extracted::InLine(Event { value, weight, at }),
            None => match places.text(line, first + text) {
                None => nothing,
                Some(value) => {
                    scratch.columns.joined.clear();
                    scratch.columns.joined.extend_from_slice(value);
                    Extracted::Joined { weight, at }
                }
            },
        }
    }

    /// What each of the compared columns is: settled by the first lines of the first source. A
    /// format says it of its columns; of others, numbers are those that are numbers in at least half
    /// of the lines that have them.
    pub fn roles(&self) -> &[Role] {
        self.roles.get().map_or(&[], Vec::as_slice)
    }

    /// Settles the roles by `lines`, once.
    pub(super) fn settle_roles(&self, context: &SourceContext, lines: &[&[u8]]) {
        if self.wanted.compared().is_empty() || lines.is_empty() {
            return;
        }
        self.roles.get_or_init(|| {
            let mut scratch = self.scratch();
            self.enter_source(&mut scratch, context);
            let mut seen = vec![(0_usize, 0_usize); self.wanted.compared().len()];
            for line in lines {
                let encoding = Encoding::of(line);
                if self.extract_kept(&mut scratch, line, encoding).is_err() {
                    continue;
                }
                for (column, seen) in seen.iter_mut().enumerate() {
                    if let Some(text) = self.compared(&scratch, line, column) {
                        let is_nothing = matches!(text, b"" | b"-");
                        seen.0 += usize::from(!is_nothing);
                        seen.1 += usize::from(Number::read(text).is_some());
                    }
                }
            }
            let role = |(column, (seen, numbers)): (usize, &(usize, usize))| {
                let name = self.wanted.name(self.wanted.compared().start + column);
                match context.kind(name) {
                    Some(Kind::Text | Kind::Status | Kind::Address | Kind::Time) => Role::Text,
                    Some(_) => Role::Number,
                    None if numbers * 2 >= *seen => Role::Number,
                    None => Role::Text,
                }
            };
            seen.iter().enumerate().map(role).collect()
        });
    }

    /// The text of one of the compared columns of the last line, which is `line`.
    pub fn compared<'a>(
        &self,
        scratch: &'a Scratch,
        line: &'a [u8],
        column: usize,
    ) -> Option<&'a [u8]> {
        scratch.columns.places.text(line, self.wanted.compared().start + column)
    }
}
