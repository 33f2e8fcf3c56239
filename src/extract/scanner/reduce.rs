//! Patterns reduced to the groups that are wanted, so that the others are not recorded, and to the parts that
//! make a difference ([`absorb`]).

use super::absorb::absorb;
use regex_syntax::ast::{self, Ast, GroupKind};
use regex_syntax::hir::{Capture, Hir, HirKind, Repetition};

/// The expression with the groups `wanted` only; the group `wanted[k]` gets the number k.
pub(super) fn captures(hir: Hir, wanted: &[usize]) -> Hir {
    let properties = hir.properties();
    if properties.explicit_captures_len() == 0 && properties.maximum_len().is_some() {
        // It has no group, and no run that could absorb what stands before it.
        return hir;
    }
    let all = |parts: Vec<Hir>| parts.into_iter().map(|part| captures(part, wanted)).collect();
    match hir.into_kind() {
        HirKind::Capture(capture) => {
            let sub = captures(*capture.sub, wanted);
            let is_it = |number: &usize| u32::try_from(*number) == Ok(capture.index);
            match wanted.iter().position(is_it).map(u32::try_from) {
                Some(Ok(index)) => Hir::capture(Capture { index, name: None, sub: Box::new(sub) }),
                _ => sub,
            }
        }
        HirKind::Repetition(repetition) => {
            let sub = Box::new(captures(*repetition.sub, wanted));
            Hir::repetition(Repetition { sub, ..repetition })
        }
        HirKind::Concat(parts) => Hir::concat(absorb(all(parts))),
        HirKind::Alternation(choices) => Hir::alternation(all(choices)),
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        HirKind::Class(class) => Hir::class(class),
        HirKind::Look(look) => Hir::look(look),
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WrittenGroup {
    pub(super) name: Option<String>,
    /// The offsets where its opening, `(` or `(?P<name>`, begins and ends.
    opening: (usize, usize),
}

/// The groups of a pattern, in the order of their numbers, which begin with 1.
pub(super) fn written(pattern: &Ast) -> Vec<WrittenGroup> {
    let Ok(groups) = ast::visit(pattern, Visitor::default());
    groups
}

/// `pattern`, whose groups are `written`, with the groups `wanted` only.
pub(super) fn pattern(pattern: &str, written: &[WrittenGroup], wanted: &[usize]) -> String {
    let mut reduced = String::new();
    let mut from = 0;
    for (index, group) in written.iter().enumerate() {
        if !wanted.contains(&(index + 1)) {
            let (start, end) = group.opening;
            reduced.push_str(pattern.get(from..start).unwrap_or_default());
            reduced.push_str("(?:");
            from = end;
        }
    }
    reduced.push_str(pattern.get(from..).unwrap_or_default());
    reduced
}

#[derive(Default)]
struct Visitor(Vec<WrittenGroup>);

impl ast::Visitor for Visitor {
    type Output = Vec<WrittenGroup>;
    type Err = std::convert::Infallible;

    fn finish(self) -> Result<Self::Output, Self::Err> {
        Ok(self.0)
    }

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), Self::Err> {
        let Ast::Group(group) = ast else { return Ok(()) };
        let start = group.span.start.offset;
        match &group.kind {
            GroupKind::CaptureIndex(_) => {
                self.0.push(WrittenGroup { name: None, opening: (start, start + 1) });
            }
            GroupKind::CaptureName { name, .. } => {
                let opening = (start, name.span.end.offset + 1);
                self.0.push(WrittenGroup { name: Some(name.name.clone()), opening });
            }
            GroupKind::NonCapturing(_) => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{pattern, written};
    use regex_syntax::ast::parse::Parser;

    #[test]
    fn groups_nobody_wants_do_not_capture() {
        for (text, wanted, reduced) in [
            (r"^(?P<a>\S+) (?<b>x(y)) \((?:z)[(]", &[1][..], r"^(?P<a>\S+) (?:x(?:y)) \((?:z)[(]"),
            ("(a)|(?P<b>b)|(c)", &[3], "(?:a)|(?:b)|(c)"),
            ("(?x) ( ?P<b> b ) # (\n (c)", &[2], "(?x) (?: b ) # (\n (c)"),
            ("(a(?i:b))", &[], "(?:a(?i:b))"),
            ("(a)", &[1], "(a)"),
        ] {
            let groups = written(&Parser::new().parse(text).unwrap());
            assert_eq!(pattern(text, &groups, wanted), reduced, "{text}");
        }
    }
}
