//! Options before a subcommand: `-q inspect 203.0.113.7 FILE`.

use std::ffi::OsString;

use clap::{CommandFactory, Subcommand as _};

use super::args::{Args, Subcommand};

/// The subcommand that has no notes to leave out.
const PRESET: &str = "preset";
const QUIET: [&str; 2] = ["-q", "--quiet"];

/// The words with the subcommand first, where options stand before it; `None` where the words are in order.
///
/// A word is the subcommand if it has a subcommand's name and the words before it are options with their
/// values and nothing else. A file of that name is given as `./merge`.
pub(super) fn subcommand_first(words: &[OsString]) -> Option<Vec<OsString>> {
    let is_option = |word: &OsString| word.to_string_lossy().starts_with('-');
    let [program, first, ..] = words else { return None };
    if !is_option(first) {
        return None;
    }
    let is_options = |words: &[OsString]| {
        let matches = Args::command().try_get_matches_from(words);
        matches.is_ok_and(|matches| matches.subcommand().is_none() && !matches.contains_id("files"))
    };
    let ended = words.iter().position(|word| word == "--").unwrap_or(words.len());
    let is_name = |word: &OsString| word.to_str().is_some_and(Subcommand::has_subcommand);
    let at =
        (2..ended).find(|&at| words.get(at).is_some_and(is_name) && is_options(&words[..at]))?;
    let (options, rest) = (&words[1..at], &words[at..]);
    let mut options = options.to_vec();
    if rest.first().is_some_and(|word| word == PRESET) {
        options.retain(|word| !QUIET.iter().any(|quiet| word == quiet));
    }
    let end = rest.iter().position(|word| word == "--").unwrap_or(rest.len());
    Some([std::slice::from_ref(program), &rest[..end], &options, &rest[end..]].concat())
}
