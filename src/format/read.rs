//! A format's file -> [`Format`].

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::column::{Column, Origin};
use super::definition::{
    ColumnDefinition, Definition, Detect, Ordered, SampleDefinition, Samples, Texts,
};
use super::hint::DetectionHint;
use super::log_format::{ContinuedRule, Format, Sample, Syntax};
use super::{pattern, roles};

/// What is wrong in a format's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DefinitionError {
    /// What is wrong and what would be right.
    pub(crate) message: String,
    /// The bytes of the text it is about, if it is about some.
    pub(crate) span: Option<Range<usize>>,
}

/// What is wrong in a definition, and the key that it is about.
struct Fault {
    key: &'static str,
    message: String,
}

impl Fault {
    fn at(key: &'static str, message: impl Into<String>) -> Self {
        Self { key, message: message.into() }
    }
}

impl From<toml::de::Error> for DefinitionError {
    fn from(error: toml::de::Error) -> Self {
        Self { message: error.message().replace('\n', "; "), span: error.span() }
    }
}

impl Format {
    /// Reads the format `name` and its samples from a TOML text, in which it is the table at the path
    /// `table`; an empty path is the whole text. Errors: the text is not TOML or no format, or a pattern is
    /// no regular expression; the error says where and what would be right.
    pub(crate) fn read(
        name: &str,
        text: &str,
        table: &[&str],
    ) -> Result<(Self, Vec<Sample>), DefinitionError> {
        let value = value(text, table)?;
        let placed = |Fault { key, message }: Fault| {
            let own = value.get_ref().get(key).map(Spanned::span);
            DefinitionError { message, span: own.or(Some(value.span())) }
        };
        let definition = Definition::deserialize(ValueDeserializer::from(value.clone()))?;
        let format = format(name, definition).map_err(placed)?;
        if let Syntax::Pattern(expressions) = &format.syntax {
            for expression in expressions {
                pattern::check(expression)
                    .map_err(|message| placed(Fault::at("pattern", message)))?;
            }
        }
        for expression in &format.begins {
            pattern::check(expression).map_err(|message| placed(Fault::at("begins", message)))?;
        }
        for rule in &format.continued {
            if let ContinuedRule::Pattern(expression) = rule {
                pattern::check(expression)
                    .map_err(|message| placed(Fault::at("continued", message)))?;
            }
        }
        let samples = Samples::deserialize(ValueDeserializer::from(value))?;
        Ok((format, samples.sample.into_iter().map(sample).collect()))
    }

    /// Reads a built-in format from the JSON of its rules; `None` if they are no format. The patterns
    /// are not checked.
    pub(super) fn read_builtin(name: &str, rules: &str) -> Option<Self> {
        format(name, serde_json::from_str(rules).ok()?).ok()
    }
}

/// The table at a path in a text.
fn value<'a>(text: &'a str, path: &[&str]) -> Result<Spanned<DeValue<'a>>, DefinitionError> {
    let table = DeTable::parse(text)?;
    let mut value = Spanned::new(table.span(), DeValue::Table(table.into_inner()));
    for key in path {
        let span = Some(value.span());
        let inner = match value.into_inner() {
            DeValue::Table(mut table) => table.remove(*key),
            _ => None,
        };
        let message = format!("no table {}", path.join("."));
        value = inner.ok_or(DefinitionError { message, span })?;
    }
    Ok(value)
}

fn sample(definition: SampleDefinition) -> Sample {
    Sample { line: definition.line, gives: definition.gives.0 }
}

fn format(name: &str, definition: Definition) -> Result<Format, Fault> {
    let mut syntax = syntax(&definition)?;
    let mut own_patterns = 0;
    if let Syntax::Pattern(patterns) = &mut syntax {
        own_patterns = patterns.len();
        let also = pattern::expand_each(&definition.also.0);
        patterns.extend(also.map_err(|why| Fault::at("also", why))?);
    } else if !definition.also.0.is_empty() {
        return Err(Fault::at("also", "only a format with a pattern has other patterns beside it"));
    }
    let fields = fields(&definition);
    let columns = columns(&syntax, definition.columns);
    let known = |key: &'static str, asked: &Option<String>| match asked {
        Some(name) if !syntax.is_open() && columns.iter().all(|column| column.name != *name) => {
            Err(Fault::at(key, format!("the format has no column {name:?}")))
        }
        asked => Ok(asked.clone()),
    };
    let own_time = || columns.iter().any(|column| column.name == "time").then(|| "time".to_owned());
    Ok(Format {
        name: name.to_owned(),
        description: definition.description.unwrap_or_default(),
        value: known("value", &definition.value)?,
        time: known("time", &definition.time)?.or_else(own_time),
        time_format: definition.time_format.clone(),
        is_year_last: definition.year_last,
        wraps: known("wraps", &definition.wraps)?,
        programs: known("programs", &definition.programs)?,
        fields,
        header: definition.header,
        continued: continued(definition.continued.as_ref())?,
        begins: definition.begins.0,
        repeats: definition.repeats,
        note: definition.detect.note.clone(),
        hints: hints(&definition.detect),
        before: definition.detect.before,
        not_inside: definition.detect.not_inside,
        columns,
        syntax,
        own_patterns,
    })
}

fn syntax(definition: &Definition) -> Result<Syntax, Fault> {
    let Texts(words) = match (&definition.pattern, &definition.split) {
        (Some(Texts(patterns)), None) => {
            let patterns = pattern::expand_all(patterns);
            return patterns.map(Syntax::Pattern).map_err(|why| Fault::at("pattern", why));
        }
        (None, Some(split)) => split,
        _ => return Err(Fault::at("pattern", "a format has either pattern or split")),
    };
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let fields = fields(definition);
    let named = |need: &str| match fields.is_empty() {
        true => Err(Fault::at("split", need)),
        false => Ok(()),
    };
    let syntax = match words[..] {
        ["json"] => Syntax::Json,
        ["logfmt"] => Syntax::Logfmt,
        ["json", "logfmt"] => Syntax::JsonOrLogfmt,
        ["ltsv"] => Syntax::Ltsv,
        ["csv"] => return Ok(Syntax::Csv),
        ["tsv"] => return Ok(Syntax::Tsv),
        ["w3c"] => {
            named("w3c needs fields, the names until a line #Fields: says them")?;
            return Ok(Syntax::W3c(fields.join(" ")));
        }
        ["fields"] => {
            named("fields needs the key fields, the name of each")?;
            let expression = pattern::of_fields(&fields);
            return Ok(Syntax::Pattern(vec![expression]));
        }
        _ => {
            let right =
                "split is json, logfmt, ltsv, csv, tsv, w3c, fields, or [\"json\", \"logfmt\"]";
            return Err(Fault::at("split", right));
        }
    };
    match &definition.fields {
        Some(_) => {
            let right = "fields are named with split = \"csv\", \"tsv\", \"w3c\" or \"fields\"";
            Err(Fault::at("fields", right))
        }
        None => Ok(syntax),
    }
}

fn continued(rules: Option<&Texts>) -> Result<Vec<ContinuedRule>, Fault> {
    let read = |text: &String| {
        ContinuedRule::parse(text).map_err(|message| Fault::at("continued", message))
    };
    rules.iter().flat_map(|rules| &rules.0).map(read).collect()
}

/// The names of the fields: an array, or one text with blanks between them.
fn fields(definition: &Definition) -> Vec<String> {
    let texts = definition.fields.iter().flat_map(|Texts(fields)| fields);
    texts.flat_map(|text| text.split_ascii_whitespace()).map(str::to_owned).collect()
}

/// The columns: the groups of the pattern, except groups whose names begin with `_`, then the
/// columns that the file adds. What the file says of a group's column counts.
fn columns(syntax: &Syntax, own: Ordered<ColumnDefinition>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let mut add = |column: Column| {
        if columns.iter().all(|known| known.name != column.name) {
            columns.push(column);
        }
    };
    if let Syntax::Pattern(patterns) = syntax {
        let groups = || patterns.iter().flat_map(|pattern| pattern::groups(pattern));
        for group in groups().filter(|group| !group.starts_with('_')) {
            add(roles::of_group(group));
        }
        if groups().any(|group| group == "request") {
            roles::of_request().for_each(add);
        }
    }
    for (name, ColumnDefinition { kind, mut from }) in own.0 {
        let place = columns.iter().position(|column| column.name == name);
        if from.is_empty() {
            let known = place.and_then(|at| columns.get(at)).map(|column| column.from.clone());
            from = known.unwrap_or_else(|| vec![Origin::field(&name)]);
        }
        let kind = kind.unwrap_or_else(|| roles::kind(&name));
        let column = Column { name, kind, from };
        match place.and_then(|at| columns.get_mut(at)) {
            Some(known) => *known = column,
            None => columns.push(column),
        }
    }
    columns
}

fn hints(detect: &Detect) -> Vec<DetectionHint> {
    let mut hints: Vec<DetectionHint> = Vec::new();
    hints.extend(detect.starts_with.clone().map(DetectionHint::StartsWithAny));
    hints.extend(detect.contains.0.iter().cloned().map(DetectionHint::Contains));
    let any = &detect.contains_any.0;
    hints.extend((!any.is_empty()).then(|| DetectionHint::ContainsAny(any.clone())));
    hints.extend(detect.ends_with_digits.map(DetectionHint::EndsWithDigits));
    let key = |(key, shape): &(String, _)| DetectionHint::Key(key.clone(), *shape);
    hints.extend(detect.keys.0.iter().map(key));
    hints.extend(detect.any_key.0.iter().cloned().map(DetectionHint::AnyKey));
    hints.extend(detect.missing_key.0.iter().cloned().map(DetectionHint::MissingKey));
    hints.extend(detect.variant_of.0.iter().cloned().map(DetectionHint::VariantOf));
    hints.extend(detect.never.then_some(DetectionHint::NotDetected));
    hints.extend(detect.last_resort.then_some(DetectionHint::LastResort));
    hints
}
