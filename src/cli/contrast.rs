//! Which columns `explain`, `inspect` and `columns` count, and for what: settled by the first lines of
//! the first file, and carried by a state, so that `merge` asks of it what the run asked.

use crate::aggregate::{ContrastKind, Keep};
use crate::analysis::{
    AnalysisOptions, ContrastColumn, ContrastOptions, ContrastSection, ContrastUse,
};
use crate::condition::Subject;
use crate::error::{Error, Result};
use crate::extract::{Condition, ExtractOptions};
use crate::state::Options;

use super::state::{CONTRASTED, EXPLAINED, INSPECTED};

/// Items shown of a column in outputs for eyes.
const ITEMS: usize = 5;
/// Kinds of columns that hold numbers to be measured.
const MEASURED: [&str; 6] = ["number", "s", "ms", "us", "ns", "bytes"];

/// What is asked of the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Question {
    /// What the lines that meet a condition have in common.
    Explain(String),
    /// Who a value is.
    Inspect(Vec<u8>),
    Columns,
    /// What changed in the columns from one side to another.
    Diff,
}

/// A question and the columns that are counted for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ContrastPlan {
    pub(crate) question: Question,
    pub(crate) columns: Vec<ContrastColumn>,
}

impl ContrastPlan {
    /// Makes a run count and answer. Errors: a condition that cannot be read.
    pub(crate) fn apply(
        &self,
        extract: &mut ExtractOptions,
        keep: &mut Keep,
        analysis: &mut AnalysisOptions,
    ) -> Result<()> {
        let section = match &self.question {
            Question::Columns => ContrastSection::Columns,
            _ => ContrastSection::Makeup,
        };
        match &self.question {
            Question::Explain(text) => {
                let condition = Condition::parse("explain", text, &analysis.zone)?;
                if extract.ratio.replace(condition).is_some() {
                    return Err(Error::Usage(
                        "explain: its condition is the one that is counted; leave --ratio out"
                            .to_owned(),
                    ));
                }
                (keep.hits, analysis.ratio) = (true, true);
            }
            Question::Inspect(text) => {
                let subject = Subject::read(text);
                extract.subject = Some(subject.clone());
                analysis.subject = Some(subject);
            }
            Question::Columns | Question::Diff => {}
        }
        // Events carry the compared columns, the distinct column and that of --across first.
        let [distinct, across] = [&extract.distinct, &extract.across].map(Option::is_some);
        keep.first_contrasted = extract.compare.len() + usize::from(distinct) + usize::from(across);
        keep.contrasted = self.columns.iter().map(|column| kind(column, section)).collect();
        extract.contrasted = self.columns.iter().map(|column| column.name.clone()).collect();
        if self.question != Question::Diff {
            analysis.answers_only = !analysis.asks_for_rows;
        }
        let items = analysis.top.map(|_| ITEMS);
        let columns = self.columns.clone();
        analysis.contrast = Some(ContrastOptions { section, columns, items });
        Ok(())
    }

    /// Adds it to the options of a state.
    pub(crate) fn carry(&self, options: &mut Options) {
        let asked = match &self.question {
            Question::Explain(text) => Some((EXPLAINED, vec![text.clone()])),
            Question::Inspect(value) => Some((INSPECTED, pieces(Subject::read(value).text()))),
            Question::Columns => None,
            Question::Diff => return,
        };
        options.extend(asked.map(|(name, texts)| (name.to_owned(), texts)));
        options.insert(CONTRASTED.to_owned(), self.columns.iter().map(written).collect());
    }

    /// Reads what [`Self::carry`] added; `None` of a state of a plain run.
    pub(crate) fn carried(options: &Options) -> Option<Self> {
        let columns = options.get(CONTRASTED)?;
        let condition = options.get(EXPLAINED).and_then(|texts| texts.first());
        let question = match (condition, options.get(INSPECTED)) {
            (Some(condition), _) => Question::Explain(condition.clone()),
            (None, Some(pieces)) => Question::Inspect(joined(pieces)),
            (None, None) => Question::Columns,
        };
        Some(Self { question, columns: columns.iter().filter_map(|text| read(text)).collect() })
    }
}

/// What is counted of a column.
fn kind(column: &ContrastColumn, section: ContrastSection) -> ContrastKind {
    let is_measured = MEASURED.contains(&column.kind.as_str());
    match section {
        ContrastSection::Makeup if is_measured => ContrastKind::Numbers,
        _ => ContrastKind::Texts,
    }
}

/// A value as a state carries it, whose options are texts: by turns a text, and bytes that are not UTF-8, a
/// character for each byte.
fn pieces(value: &[u8]) -> Vec<String> {
    let mut pieces = Vec::new();
    for chunk in value.utf8_chunks() {
        pieces.push(chunk.valid().to_owned());
        if !chunk.invalid().is_empty() {
            pieces.push(chunk.invalid().iter().copied().map(char::from).collect());
        }
    }
    pieces
}

/// Reads what [`pieces`] wrote.
fn joined(pieces: &[String]) -> Vec<u8> {
    let mut value = Vec::new();
    for pair in pieces.chunks(2) {
        value.extend(pair.first().into_iter().flat_map(|text| text.bytes()));
        let bytes = pair.get(1).into_iter().flat_map(|bytes| bytes.chars());
        value.extend(bytes.filter_map(|byte| u8::try_from(byte).ok()));
    }
    value
}

/// A column as a state carries it: its name last, which may hold any character.
fn written(column: &ContrastColumn) -> String {
    let ContrastColumn { name, kind, unit, used } = column;
    let used = match used {
        ContrastUse::Makeup => "makeup",
        ContrastUse::Exclusive => "exclusive",
    };
    format!("{used}\t{kind}\t{}\t{name}", unit.as_deref().unwrap_or_default())
}

fn read(text: &str) -> Option<ContrastColumn> {
    let mut parts = text.splitn(4, '\t');
    let used = match parts.next()? {
        "exclusive" => ContrastUse::Exclusive,
        _ => ContrastUse::Makeup,
    };
    let (kind, unit) = (parts.next()?.to_owned(), parts.next()?);
    let unit = (!unit.is_empty()).then(|| unit.to_owned());
    Some(ContrastColumn { name: parts.next()?.to_owned(), kind, unit, used })
}

#[cfg(test)]
mod tests {
    use crate::state::Options;

    use super::{ContrastColumn, ContrastPlan, ContrastUse, Question};

    #[test]
    fn what_a_state_carries_is_read_again() {
        let column = |name: &str, kind: &str, unit: Option<&str>, used| ContrastColumn {
            name: name.to_owned(),
            kind: kind.to_owned(),
            unit: unit.map(str::to_owned),
            used,
        };
        let columns = vec![
            column("route", "text", None, ContrastUse::Makeup),
            column("a\tb", "ms", Some("milliseconds"), ContrastUse::Makeup),
            column("path", "text", None, ContrastUse::Exclusive),
        ];
        for question in [
            Question::Explain("status >= 500".to_owned()),
            Question::Inspect(b"203.0.113.7".to_vec()),
            Question::Inspect(Vec::new()),
            Question::Inspect(b"\xe9\xe9t\xc3\xa9\xff, \xff".to_vec()),
            Question::Columns,
        ] {
            let plan = ContrastPlan { question, columns: columns.clone() };
            let mut options = Options::new();
            plan.carry(&mut options);
            assert_eq!(ContrastPlan::carried(&options), Some(plan));
        }
        assert_eq!(ContrastPlan::carried(&Options::new()), None);
    }
}
