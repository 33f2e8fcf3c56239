//! What a renderer is given.

use crate::report::{Body, Report, Section};
use crate::time::Timestamp;

/// How text is laid out; the other outputs do not depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of the screen; nothing is printed wider.
    pub width: usize,
    /// Escape sequences for colour.
    pub color: bool,
    /// Block characters for bars and an ellipsis; otherwise ASCII only.
    pub unicode: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 80, color: false, unicode: true }
    }
}

/// What outputs for other programs need beside the report.
#[derive(Debug, Clone, Copy)]
pub struct ProgramOptions<'r> {
    /// Seconds after which an address is no longer blocked; `None` for never.
    pub timeout: Option<u64>,
    /// One of the output's [`forms`](crate::render::Output::forms); `None` for the first.
    pub form: Option<&'r str>,
    /// The beginning of every path of Graphite.
    pub prefix: &'r str,
    /// The instant of the run, for figures of a log without times.
    pub now: Timestamp,
    /// Whether the run had errors.
    pub failed: bool,
    /// The most address blocks of `--rollup` that are blocked; `None` for all.
    pub most_blocks: Option<usize>,
    /// The prefix lengths, of IPv4 and of IPv6, where the counted column is made of addresses
    /// (`-k client/24`). Any other prefix among the values is text of the log, and is not blocked.
    pub made_lengths: Option<[u8; 2]>,
    /// Whether rows below the lower fence of outliers are not blocked: whoever asked little is no attacker.
    pub spares_low: bool,
}

impl Default for ProgramOptions<'_> {
    fn default() -> Self {
        let (now, failed) = (Timestamp::default(), false);
        let (timeout, form, most_blocks, made_lengths) = (None, None, None, None);
        let (prefix, spares_low) = ("streamstats", false);
        Self { timeout, form, prefix, now, failed, most_blocks, made_lengths, spares_low }
    }
}

/// What a renderer is given: the report, which sections of it, the layout.
#[derive(Debug, Clone, Copy)]
pub struct Request<'r, 'a> {
    /// The report.
    pub report: &'r Report<'a>,
    /// Only these sections; empty for all.
    pub only: &'r [String],
    /// The layout of text.
    pub style: Style,
    /// What outputs for other programs need.
    pub program: ProgramOptions<'r>,
    /// Threads that may make rows; at least 1.
    pub threads: usize,
}

impl<'r, 'a> Request<'r, 'a> {
    /// The sections to be printed.
    pub(super) fn sections(&self) -> impl Iterator<Item = &'r Section<'a>> {
        let only = self.only;
        let sections = self.report.sections.iter();
        sections
            .filter(move |section| only.is_empty() || only.iter().any(|name| name == section.name))
    }

    /// The section that outputs of one section print: the one asked for, else the report's main one.
    pub(super) fn only_section(&self) -> Option<&'r Body<'a>> {
        let asked = self.only.first().map(String::as_str);
        let section = self.report.section(asked.or(self.report.main)?);
        section.map(|section| &section.body)
    }
}
