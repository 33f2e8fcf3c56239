//! The walk through one line along the tree of wanted values.
//!
//! It is as deep as the tree; values that are not wanted are skipped in a loop, however deep they are.
//! In all functions `None` means that reading ends: all columns are found ([`Walk::missing`] is 0), or
//! the line is not well formed.

use super::super::quoted::{self, decode};
use super::super::texts::FieldTexts;
use super::direct::DirectColumn;
use super::scan;
use super::tree::{Node, Target, Tree};

/// One line being read.
pub(super) struct Walk<'w, 'a> {
    tree: &'w Tree,
    direct: &'w [DirectColumn],
    line: &'a [u8],
    fields: &'w mut FieldTexts<'a>,
    /// Columns that are not found yet, or may still be found by their literal key.
    missing: usize,
}

impl<'w, 'a> Walk<'w, 'a> {
    pub(super) fn new(
        tree: &'w Tree,
        direct: &'w [DirectColumn],
        line: &'a [u8],
        fields: &'w mut FieldTexts<'a>,
    ) -> Self {
        let found = (0..tree.columns()).filter(|column| fields.is_found(*column)).count();
        let missing = tree.columns() - found;
        Self { tree, direct, line, fields, missing }
    }

    /// Reads the object that starts at `start`; `None` if the line is not well formed where it is read.
    pub(super) fn run(&mut self, start: usize) -> Option<()> {
        let root = self.tree.node(0)?;
        match self.object(root, start + 1) {
            Some(end) => (scan::blanks(self.line, end) == self.line.len()).then_some(()),
            None => (self.missing == 0).then_some(()),
        }
    }

    /// Reads the members of an object whose first byte after the bracket is at `at`; gives its end.
    fn object(&mut self, node: &'w Node, at: usize) -> Option<usize> {
        let line = self.line;
        let mut at = scan::blanks(line, at);
        if line.get(at) == Some(&b'}') {
            return Some(at + 1);
        }
        loop {
            if line.get(at) != Some(&b'"') {
                return None;
            }
            let key = quoted::end(line, at + 1)?;
            let member = match key.is_escaped {
                false => node.member(&line[at + 1..key.quote]),
                true => self.escaped_member(node, &line[at + 1..key.quote]),
            };
            at = scan::blanks(line, key.quote + 1);
            if line.get(at) != Some(&b':') {
                return None;
            }
            at = self.value(member, scan::blanks(line, at + 1))?;
            at = scan::blanks(line, at);
            match line.get(at)? {
                b',' => at = scan::blanks(line, at + 1),
                b'}' => return Some(at + 1),
                _ => return None,
            }
        }
    }

    /// Reads the elements of an array whose first byte after the bracket is at `at`; gives its end.
    fn array(&mut self, node: &'w Node, at: usize) -> Option<usize> {
        let line = self.line;
        let mut at = scan::blanks(line, at);
        if line.get(at) == Some(&b']') {
            return Some(at + 1);
        }
        for index in 0_usize.. {
            at = self.value(node.element(index), at)?;
            at = scan::blanks(line, at);
            match line.get(at)? {
                b',' => at = scan::blanks(line, at + 1),
                b']' => return Some(at + 1),
                _ => return None,
            }
        }
        None
    }

    /// Reads the value that starts at `at` and its parts that `node` wants; gives its end.
    #[inline]
    fn value(&mut self, node: Option<usize>, at: usize) -> Option<usize> {
        let Some(node) = node.and_then(|node| self.tree.node(node)) else {
            return scan::value(self.line, at);
        };
        let mut end = None;
        match self.line.get(at)? {
            b'{' if !node.keys.is_empty() => end = Some(self.object(node, at + 1)?),
            b'[' if !node.elements.is_empty() => end = Some(self.array(node, at + 1)?),
            _ => {}
        }
        for target in &node.targets {
            end = Some(self.take(*target, at)?);
        }
        if self.missing == 0 {
            return None;
        }
        end.or_else(|| scan::value(self.line, at))
    }

    /// Keeps the value that starts at `at` for a column that has none yet; gives its end.
    fn take(&mut self, target: Target, at: usize) -> Option<usize> {
        let Target { column, by_path } = target;
        let slot = if by_path { self.tree.columns() + column } else { column };
        if self.fields.is_found(slot) || self.fields.is_found(column) {
            return scan::value(self.line, at);
        }
        let end = value(self.line, at, slot, self.fields)?;
        if self.fields.is_found(slot) && (!by_path || self.is_settled(column)) {
            self.missing = self.missing.saturating_sub(1);
        }
        Some(end)
    }

    /// Whether a column found by path is final because no literal key can come.
    fn is_settled(&self, column: usize) -> bool {
        self.direct.get(column).is_some_and(|direct| !direct.may_be_literal(self.line))
    }

    /// The node of a member whose key is written with escapes.
    #[cold]
    fn escaped_member(&self, node: &Node, key: &[u8]) -> Option<usize> {
        let mut plain = Vec::new();
        decode(key, &mut plain);
        node.member(&plain)
    }
}

/// Keeps the value that starts at `at` for the column `slot`, unless it is null; gives its end.
#[inline]
pub(super) fn value<'a>(
    line: &'a [u8],
    at: usize,
    slot: usize,
    fields: &mut FieldTexts<'a>,
) -> Option<usize> {
    match line.get(at)? {
        b'"' => {
            let string = quoted::end(line, at + 1)?;
            if string.is_escaped {
                let text = &line[at + 1..string.quote];
                fields.set_written(slot, |out| decode(text, out));
            } else {
                fields.set(slot, line.get(at + 1..string.quote));
            }
            Some(string.quote + 1)
        }
        b'{' | b'[' => {
            let end = scan::nested(line, at + 1)?;
            fields.set(slot, line.get(at..end));
            Some(end)
        }
        _ => {
            let end = scan::word(line, at)?;
            match &line[at..end] {
                b"null" => return Some(end),
                b"true" | b"false" => {}
                word if scan::is_number(word) => {}
                _ => return None,
            }
            fields.set(slot, line.get(at..end));
            Some(end)
        }
    }
}
