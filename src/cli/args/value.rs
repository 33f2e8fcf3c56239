//! Options of the value: which lines count, how a line is taken apart, and which of its columns are counted.

use std::path::PathBuf;

use crate::extract::{Delimiter, FieldList};
use clap::ArgAction;

use super::parsers::{FORMAT_COLUMN, PRESET_NAME, field_list};

const VALUE: &str = "Value: what is counted, as in -P combined -k client";

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ValueArgs {
    /// Take columns from lines by a regular expression
    ///
    /// The named groups are columns. The group `value` is counted unless -k names others: -p '"
    /// (?P<value>\d{3}) '. Lines that do not match are counted as unmatched. Lines that are not
    /// UTF-8 are matched byte by byte.
    #[arg(short, long, value_name = "REGEX", help_heading = VALUE)]
    pub(crate) pattern: Option<String>,

    /// Take columns by a format; auto finds the format
    ///
    /// `streamstats preset list` shows the formats. The format's own column is counted unless -k
    /// names others: -P combined -k path.
    #[arg(short = 'P', long, value_name = "NAME", help_heading = VALUE)]
    #[arg(value_parser = PRESET_NAME, hide_possible_values = true)]
    pub(crate) preset: Option<String>,

    /// Count these fields: 1 or 1,4 or 2-4 or 3- or -1
    ///
    /// Several fields are joined by a blank. Fields count from 1, -1 is the last. They are
    /// separated by runs of blanks and tabs, as in awk, or by every DELIMITER, as in cut. A line
    /// without one of them is unmatched.
    #[arg(short, long, value_name = "LIST", help_heading = VALUE)]
    #[arg(allow_hyphen_values = true, value_parser = field_list)]
    pub(crate) field: Option<FieldList>,

    /// Separate fields at every C, one character, \t for a tab: -f 2 -d ,
    #[arg(short, long, value_name = "C", help_heading = VALUE)]
    #[arg(allow_hyphen_values = true)]
    pub(crate) delimiter: Option<Delimiter>,

    /// Count this column; several as a tuple: -k A,B
    ///
    /// Columns are the columns of the format (-P, else the format is detected), the named groups of -p, or the
    /// field numbers of -f. No format is detected for source and columns of the time alone; for template alone,
    /// a format with a message. Others are made from them: path, query, route, template, address, status_class,
    /// subnet, COLUMN/N for blocks of addresses, and of the time day, weekday, hour, minute and bucket (help columns). A name
    /// with a comma is given in quotes: -k '"amount, EUR"'.
    #[arg(short = 'k', long = "by", value_name = "COLUMN", help_heading = VALUE)]
    #[arg(value_delimiter = ',', allow_hyphen_values = true)]
    #[arg(value_parser = FORMAT_COLUMN, hide_possible_values = true)]
    pub(crate) by: Vec<String>,

    /// Try these routes before ids are replaced in route: lines such as /user/{id}/orders, /static/*
    ///
    /// {...} is one segment, * at the end the rest of a path; of several that fit the one with the longest
    /// literal text is taken. Lines that begin with # are comments.
    #[arg(long, value_name = "FILE", help_heading = VALUE)]
    pub(crate) routes: Option<PathBuf>,

    /// Look up the client in a database of addresses: columns asn, as_org, country, city; repeatable
    ///
    /// Files of GeoLite2, DB-IP or IPinfo: --mmdb GeoLite2-City.mmdb -k country. Of several databases, the
    /// first that has the column for the address is taken: a city file and an ASN file can be given together.
    #[arg(long, value_name = "FILE", help_heading = VALUE, action = ArgAction::Append)]
    pub(crate) mmdb: Vec<PathBuf>,

    /// Replace REGEX by TEXT in the value before it is counted: --replace '\d+' N; repeatable
    ///
    /// In TEXT $1 and ${name} are groups of REGEX. Several are made one after the other, in each column
    /// of a tuple. Conditions see the line as it is.
    #[arg(long, value_names = ["REGEX", "TEXT"], help_heading = VALUE, num_args = 2)]
    #[arg(action = ArgAction::Append, allow_hyphen_values = true)]
    pub(crate) replace: Vec<String>,

    /// Count a line as many times as this column says: bytes, or the counts of uniq -c
    #[arg(long, value_name = "COLUMN", help_heading = VALUE, allow_hyphen_values = true)]
    pub(crate) weight: Option<String>,

    /// Count the events of each value that meet a condition, and their share: 'status >= 500'
    ///
    /// values gets hits, ratio and ratio_low (the lower end of the 95 % interval, which keeps 1 of 1
    /// from the top), timeline and summary hits and ratio. The condition is written as for -w.
    #[arg(long, value_name = "COLUMN OP VALUE", help_heading = VALUE, allow_hyphen_values = true)]
    pub(crate) ratio: Option<String>,

    /// Count the different texts of this column for each value: --distinct client -k path
    #[arg(long, value_name = "COLUMN", help_heading = VALUE, allow_hyphen_values = true)]
    pub(crate) distinct: Option<String>,

    /// Count the texts of this column for each value: a row a value, a column a text
    ///
    /// The section matrix: -k path --across status_class, or with -b 5m -k bucket --across status. The
    /// 20 most frequent texts have a column, the others one together.
    #[arg(long, value_name = "COLUMN", help_heading = VALUE, allow_hyphen_values = true)]
    #[arg(value_parser = FORMAT_COLUMN, hide_possible_values = true)]
    pub(crate) across: Option<String>,
}

impl ValueArgs {
    /// Makes one name of the pieces between quotes, at whose commas -k was split. Blanks after commas
    /// outside quotes are no part of a name.
    pub(crate) fn join_quoted_names(&mut self) {
        let mut names: Vec<String> = Vec::new();
        let mut open: Option<String> = None;
        for piece in std::mem::take(&mut self.by) {
            let name = match open.take() {
                Some(begun) => format!("{begun},{piece}"),
                None => piece.trim().to_owned(),
            };
            match name.strip_prefix('"') {
                Some(rest) => match rest.strip_suffix('"') {
                    Some(quoted) => names.push(quoted.to_owned()),
                    None => open = Some(name),
                },
                None => names.push(name),
            }
        }
        names.extend(open);
        self.by = names;
    }
}

const FILTER: &str = "Filter: which lines count, as in -w 'status >= 500'";

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct FilterArgs {
    /// Count only lines that match one of these
    #[arg(short, long, value_name = "REGEX", help_heading = FILTER, action = ArgAction::Append)]
    #[arg(allow_hyphen_values = true)]
    pub(crate) grep: Vec<String>,

    /// Leave out lines that match one of these: -x healthcheck
    #[arg(short = 'x', long, value_name = "REGEX", help_heading = FILTER)]
    #[arg(action = ArgAction::Append, allow_hyphen_values = true)]
    pub(crate) exclude: Vec<String>,

    /// Count only lines whose column meets a condition
    ///
    /// COND is 'COLUMN OP VALUE'; several -w must all hold. OP is = != < <= > >=, ~ and !~ for a regular
    /// expression, in and not in for a list. Numbers, addresses and times compare by what they mean; a list may
    /// hold blocks of addresses: -w 'status >= 500' -w 'path !~ ^/health' -w 'client not in
    /// 10.0.0.0/8,192.168.0.0/16'.
    #[arg(short = 'w', long = "where", value_name = "COND", help_heading = FILTER)]
    #[arg(action = ArgAction::Append, allow_hyphen_values = true)]
    pub(crate) conditions: Vec<String>,
}
