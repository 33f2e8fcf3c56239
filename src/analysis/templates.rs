//! Merging templates that differ in few words (`--merge-templates`), after the online step of Drain (He,
//! Zhu, Zheng, Lyu: "Drain: an online log parsing approach with fixed depth tree", ICWS 2017), over counted
//! templates in place of lines.
//!
//! Templates are taken by count, the largest first, then by their bytes, so the order of the lines changes
//! nothing.

use std::collections::BTreeMap;

use crate::aggregate::{Renames, Totals};

/// Two templates are merged if at least this share of their words is equal, place by place. Placeholders that
/// are equal do not count, because nearly all templates have them.
const SIMILAR: f64 = 0.6;
/// A template is compared with at most this many groups, the groups of the most frequent templates. Without a
/// bound the time grows with the square of the number of templates.
const MAX_GROUPS: usize = 1_000;
/// What stands for words that differ.
const ANY: &[u8] = b"<*>";

/// Templates that get one name.
struct TemplateGroup<'t> {
    /// The words of the name, [`ANY`] where members differ.
    words: Vec<&'t [u8]>,
    /// The templates, as they were counted.
    members: Vec<&'t [u8]>,
}

/// The templates of `totals` that are merged with others, and the merged template of each.
pub(crate) fn merged_templates(totals: &Totals) -> Renames {
    let counts = &totals.counts;
    let mut templates: Vec<(&[u8], u64)> = counts.entries().map(|at| counts.get(at)).collect();
    templates.sort_unstable_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
    let mut groups: BTreeMap<(usize, &[u8]), Vec<TemplateGroup<'_>>> = BTreeMap::new();
    for (template, _) in templates {
        let words: Vec<&[u8]> = template.split(|byte| *byte == b' ').collect();
        let first = words.first().copied().unwrap_or_default();
        let alike = groups.entry((words.len(), first)).or_default();
        match nearest(alike, &words) {
            Some(group) => {
                for (own, word) in group.words.iter_mut().zip(words) {
                    *own = if *own == word { word } else { ANY };
                }
                group.members.push(template);
            }
            None => alike.push(TemplateGroup { words, members: vec![template] }),
        }
    }
    let merged = groups.into_values().flatten().filter(|group| group.members.len() > 1);
    let renames = merged.flat_map(|TemplateGroup { words, members }| {
        let name = words.join(&b' ');
        members.into_iter().map(move |member| (member.to_vec(), name.clone()))
    });
    renames.collect()
}

/// The group with the largest [`similarity`] to `words`, the first of equals; `None` below [`SIMILAR`].
fn nearest<'g, 't>(
    groups: &'g mut [TemplateGroup<'t>],
    words: &[&[u8]],
) -> Option<&'g mut TemplateGroup<'t>> {
    let mut best: Option<(f64, usize)> = None;
    for (place, group) in groups.iter().enumerate().take(MAX_GROUPS) {
        let own = similarity(&group.words, words);
        if own >= SIMILAR && best.is_none_or(|(most, _)| own > most) {
            best = Some((own, place));
        }
    }
    best.and_then(|(_, place)| groups.get_mut(place))
}

/// The share, 0 to 1, of equal words, place by place, without equal placeholders; 1 if no other words are left.
fn similarity(own: &[&[u8]], words: &[&[u8]]) -> f64 {
    let compared = own.iter().zip(words).filter(|(own, word)| own != word || !is_placeholder(word));
    let (mut all, mut equal) = (0_u32, 0_u32);
    for (own, word) in compared {
        all += 1;
        equal += u32::from(own == word);
    }
    if all == 0 { 1.0 } else { f64::from(equal) / f64::from(all) }
}

/// Whether a word is a placeholder and no more than signs around it: `<num>`, `[<ip>]:`.
fn is_placeholder(word: &[u8]) -> bool {
    let begin = word.iter().position(|byte| *byte == b'<');
    let end = word.iter().rposition(|byte| *byte == b'>');
    let (Some(begin), Some(end)) = (begin, end) else { return false };
    let around = word.get(..begin).into_iter().chain(word.get(end + 1..)).flatten();
    begin < end && around.into_iter().all(u8::is_ascii_punctuation)
}

#[cfg(test)]
mod tests {
    use super::{SIMILAR, is_placeholder, similarity};

    fn split(text: &str) -> Vec<&[u8]> {
        text.as_bytes().split(|byte| *byte == b' ').collect()
    }

    #[test]
    fn words_that_tell_something_are_compared() {
        for (one, other, is_one) in [
            ("user anna logged in", "user bert logged in", true),
            ("user <num> logged in", "user <num> logged out", true),
            ("Worker <num> started", "Worker <num> stopped", false),
            ("job ines for <time>", "job hugo for <time>", true),
            ("a b c", "a d e", false),
            ("<num> <ip>", "<num> <ip>", true),
        ] {
            let found = similarity(&split(one), &split(other)) >= SIMILAR;
            assert_eq!(found, is_one, "{one} and {other}");
        }
        assert!(is_placeholder(b"[<ip>]:") && !is_placeholder(b"user<num>"));
        assert!(!is_placeholder(b"><") && !is_placeholder(b"word"));
    }
}
