//! Why a condition cannot mean what was typed, by the texts that its column has: the value is of another kind
//! than all of them, or has one of them in other letters.

use super::list::{ListItem, read_block};
use super::parse::Operator;
use super::value::{Value, address};
use super::{Condition, Test};
use crate::number::{Number, Unit};
use crate::time::Zone;

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TextKind {
    Number,
    Address,
    Time,
    Text,
}

impl TextKind {
    fn of(text: &[u8]) -> Self {
        match std::str::from_utf8(text).map(|text| Value::read(text, &Zone::utc())) {
            Ok(Value::Number { .. }) => Self::Number,
            Ok(Value::Address(_)) => Self::Address,
            Ok(Value::Time(_)) => Self::Time,
            Ok(Value::Text(_)) if read_block_of(text) => Self::Address,
            Ok(Value::Text(_)) | Err(_) => Self::Text,
        }
    }

    /// The word for several of them.
    const fn noun(self) -> &'static str {
        match self {
            Self::Number => "numbers",
            Self::Address => "addresses",
            Self::Time => "times",
            Self::Text => "texts",
        }
    }
}

fn read_block_of(text: &[u8]) -> bool {
    std::str::from_utf8(text).ok().and_then(read_block).is_some()
}

/// Whether a text is of the value's kind.
fn is_comparable(value: &Value, text: &[u8]) -> bool {
    match value {
        Value::Text(_) => TextKind::of(text) == TextKind::Text,
        value => value.compare(text).is_some(),
    }
}

/// Whether a text equals the value but for the case of its letters.
fn differs_in_case(value: &Value, text: &[u8]) -> bool {
    matches!(value, Value::Text(own) if own != text && own.eq_ignore_ascii_case(text))
}

impl Condition {
    /// Whether it compares with a number that has a unit.
    pub(crate) fn has_unit(&self) -> bool {
        let Test::Order { value: Value::Number { text, .. }, .. } = &self.test else {
            return false;
        };
        text.last().is_some_and(u8::is_ascii_alphabetic)
    }

    /// Whether it orders numbers: `>`, `<=` and the like beside a number.
    pub(crate) fn orders_numbers(&self) -> bool {
        let Test::Order { value: Value::Number { .. }, operator } = &self.test else {
            return false;
        };
        !matches!(operator, Operator::Equal | Operator::NotEqual)
    }

    /// Says that the column has numbers with separators, `1,234`, among `texts`: they are texts, and no number is
    /// ordered beside them. `None` where it has none.
    pub(crate) fn separated(&self, texts: &[&[u8]]) -> Option<String> {
        let text = texts.iter().find(|text| self.orders_numbers() && is_separated(text))?;
        let text = String::from_utf8_lossy(text);
        let column = &self.column;
        Some(format!(
            "{column} has numbers with separators, such as {text}, which meet no comparison"
        ))
    }

    /// Why no text of the column can be meant, `texts` being what the column has; `None` where one of the texts
    /// is of the value's kind, and for regular expressions.
    pub(crate) fn misfit(&self, texts: &[&[u8]]) -> Option<String> {
        let items: Vec<ListItem> = match &self.test {
            Test::Order { value, .. } => vec![ListItem::Value(value.clone())],
            Test::Membership { list, .. } => list.0.clone(),
            Test::Match { .. } => return None,
        };
        let values = || {
            items.iter().filter_map(|item| match item {
                ListItem::Value(value) => Some(value),
                ListItem::Block(_) => None,
            })
        };
        let column = &self.column;
        let shown = |text: &[u8]| String::from_utf8_lossy(text).escape_debug().to_string();
        let other_case =
            texts.iter().find(|text| values().any(|value| differs_in_case(value, text)));
        if let Some(text) = other_case {
            return Some(format!("{column} is {} in the log, and capitals count", shown(text)));
        }
        let is_day = |value: &Value| matches!(value, Value::Time(time) if time.is_day());
        let (is_order, sign) = match &self.test {
            Test::Order { operator, .. } => {
                (!matches!(operator, Operator::Equal | Operator::NotEqual), operator.sign())
            }
            Test::Membership { is_negated: true, .. } => (false, "not in"),
            _ => (false, "in"),
        };
        if let Some(text) = texts.first().filter(|text| text.contains(&b':'))
            && TextKind::of(text) == TextKind::Time
            && !is_order
            && values().any(is_day)
        {
            let text = shown(text);
            return Some(format!(
                "{column} has instants, such as {text}; write day {sign} DAY, if {column} is the time of the lines"
            ));
        }
        let fits = |item: &ListItem, text: &[u8]| match item {
            ListItem::Value(value) => is_comparable(value, text),
            ListItem::Block(_) => address(text).is_some() || read_block_of(text),
        };
        let first = texts.first()?;
        let is_misfit = !texts.iter().any(|text| items.iter().any(|item| fits(item, text)));
        let kind = TextKind::of(first);
        let is_one_kind = texts.iter().all(|text| TextKind::of(text) == kind);
        (is_misfit && is_one_kind)
            .then(|| format!("{column} has {}, such as {}", kind.noun(), shown(first)))
    }

    /// Why a value with a unit, `500ms`, cannot be meant: the column has bare numbers, `texts`, of no known unit, and
    /// every or no line meets the condition (`decides_nothing`), or the name of the column says another unit
    /// than seconds or bytes.
    pub(crate) fn unit_misfit(&self, texts: &[&[u8]], decides_nothing: bool) -> Option<String> {
        let Test::Order { value: Value::Number { text, value, .. }, operator } = &self.test else {
            return None;
        };
        let unit_of = |text: &[u8]| Number::read(text).map(|number| number.unit());
        let unit = unit_of(text)?;
        let has_unit = matches!(unit, Unit::Seconds | Unit::Bytes);
        let are_bare = texts.iter().all(|text| unit_of(text) == Some(Unit::Bare));
        let column = &self.column;
        let own = factor_in_name(column, unit);
        let first =
            texts.first().filter(|_| has_unit && are_bare && (decides_nothing || own.is_some()))?;
        let (first, text) = (String::from_utf8_lossy(first), String::from_utf8_lossy(text));
        let meant = own.map(|factor| {
            format!("; write {column} {} {}", operator.sign(), without_noise(value / factor))
        });
        let meant = meant.unwrap_or_default();
        Some(format!(
            "{column} has numbers without a unit, such as {first}, and {text} is {value}{meant}"
        ))
    }
}

/// Whether a text is groups of three digits between commas, the first of one to three: `1,234,567.80`.
fn is_separated(text: &[u8]) -> bool {
    let whole = text.split(|byte| *byte == b'.').next().unwrap_or_default();
    let mut groups = whole.split(|byte| *byte == b',');
    let are_digits = |group: &[u8]| group.iter().all(u8::is_ascii_digit);
    let begins =
        groups.next().is_some_and(|first| matches!(first.len(), 1..=3) && are_digits(first));
    let mut rest = groups.peekable();
    begins && rest.peek().is_some() && rest.all(|group| group.len() == 3 && are_digits(group))
}

/// Names of units that are words of names for something else, too: `ping_min` is a minimum.
const OTHER_WORDS: [&str; 3] = ["min", "m", "d"];

/// How many seconds or bytes are 1 of the unit of time or size, `unit`, at the end of a column's name: 0.001 for
/// `took_ms`. `None` for seconds and bytes, and where the last word is no unit of this kind.
fn factor_in_name(column: &str, unit: Unit) -> Option<f64> {
    let word = column.rsplit(['_', '.', '-']).next().filter(|word| word.len() < column.len())?;
    // The digits of `latency_5m` are a window, not a unit.
    let is_unit = word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let one = Number::read(format!("1{word}").as_bytes())
        .filter(|one| is_unit && one.unit() == unit && !OTHER_WORDS.contains(&word))?;
    Some(one.value()).filter(|factor| (factor - 1.0).abs() > f64::EPSILON)
}

/// A quotient of decimals, to 12 significant digits: the division leaves noise behind these.
fn without_noise(quotient: f64) -> f64 {
    format!("{quotient:.11e}").parse().unwrap_or(quotient)
}
