//! A command line as data: the options that were typed and the files, to be changed and written
//! again.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::render::visible;
use clap::{ArgMatches, Command, CommandFactory};

use super::args::{Args, CountArgs};
use super::option_table::{Effect, effect, kind, typed_options};
use super::saved::ArgKind;

/// The program's name.
const PROGRAM: &str = "streamstats";
/// The options that make a screen of a run; the command line of a view leaves them out.
const OF_SCREEN: [&str; 2] = ["screen", "no-mouse"];
/// Options of counting whose change needs no new reading: the counts at hand answer.
const WITHOUT_READING: [&str; 1] = ["window"];
/// Characters that no shell takes for anything else.
const PLAIN: &str = "-_./:,=@%+";

/// An option and its values; a flag has none.
#[derive(Debug, Clone, PartialEq, Eq)]
struct TypedOption {
    name: String,
    values: Vec<String>,
}

/// The options of a run, in the order of the help, and its files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CommandLine {
    options: Vec<TypedOption>,
    files: Vec<PathBuf>,
}

impl CommandLine {
    /// The options typed in `matches`, of which `args` are the meaning.
    pub(super) fn new(matches: &ArgMatches, args: &CountArgs) -> Self {
        let options = typed_options(matches).into_iter();
        let options = options.filter(|(name, _)| !OF_SCREEN.contains(&name.as_str()));
        let options = options.map(|(name, values)| TypedOption { name, values }).collect();
        let mut line = Self { options, files: args.files.clone() };
        // A saved preset is in the options; what it builds on is left.
        line.remove("preset");
        if let Some(preset) = &args.value.preset {
            line.set("preset", preset.clone());
        }
        line
    }

    /// The values of the option of this long name; empty without it and for a flag.
    pub(crate) fn get(&self, name: &str) -> &[String] {
        self.option(name).map_or(&[], |option| &option.values)
    }

    /// Whether the option is given.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.option(name).is_some()
    }

    fn option(&self, name: &str) -> Option<&TypedOption> {
        self.options.iter().find(|option| option.name == name)
    }

    fn entry(&mut self, name: &str) -> &mut TypedOption {
        let at = self.options.iter().position(|option| option.name == name);
        let at = at.unwrap_or_else(|| {
            self.options.push(TypedOption { name: name.to_owned(), values: Vec::new() });
            self.options.len() - 1
        });
        &mut self.options[at]
    }

    /// Gives a flag.
    pub(crate) fn give(&mut self, name: &str) {
        self.entry(name);
    }

    /// Gives an option with this value alone.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.entry(name).values = vec![value.into()];
    }

    /// Adds a value to a repeatable option, unless the option has it.
    pub(crate) fn add(&mut self, name: &str, value: impl Into<String>) {
        let (values, value) = (&mut self.entry(name).values, value.into());
        if !values.contains(&value) {
            values.push(value);
        }
    }

    /// Takes an option away.
    pub(crate) fn remove(&mut self, name: &str) {
        self.options.retain(|option| option.name != name);
    }

    /// Takes one value of a repeatable option away, and the option with its last value.
    pub(crate) fn remove_value(&mut self, name: &str, value: &str) {
        let values = &mut self.entry(name).values;
        values.retain(|kept| kept != value);
        if values.is_empty() {
            self.remove(name);
        }
    }

    /// Whether `other` counts something else, so that the files must be read again.
    pub(crate) fn counts_otherwise(&self, other: &Self) -> bool {
        let names = self.options.iter().chain(&other.options).map(|option| option.name.as_str());
        let mut counting = names
            .filter(|name| effect(name) == Effect::Counting && !WITHOUT_READING.contains(name));
        let had_times = |line: &Self| line.has("window");
        self.files != other.files
            || counting.any(|name| self.option(name) != other.option(name))
            // The option of a window also asks for times.
            || had_times(self) != had_times(other) && !(self.reads_times() && other.reads_times())
    }

    /// Whether an option asks for rates by itself, without a window.
    pub(crate) fn reads_times(&self) -> bool {
        let asking = ["time", "start", "end", "bucket", "changes", "heat", "idle", "limits", "try"];
        asking.iter().any(|name| self.has(name))
    }

    /// The words as clap reads them, without the program's name.
    pub(crate) fn words(&self) -> Vec<OsString> {
        let command = Args::command();
        let mut words: Vec<OsString> = Vec::new();
        for TypedOption { name, values } in &self.options {
            words.extend(kind_of(&command, name).words(name, values));
        }
        if !self.files.is_empty() {
            words.push("--".into());
            words.extend(self.files.iter().map(|file| file.as_os_str().to_owned()));
        }
        words
    }

    /// The words of a subcommand with these options, the program's name first; `argument` stands
    /// before the files.
    pub(crate) fn command_words(&self, name: &str, argument: &str) -> Vec<OsString> {
        let options = Self { files: Vec::new(), ..self.clone() }.words();
        let files = self.files.iter().map(|file| file.as_os_str().to_owned());
        let begin = [PROGRAM, name].map(OsString::from).into_iter().chain(options);
        begin.chain(["--", argument].map(OsString::from)).chain(files).collect()
    }

    /// A subcommand with these options as it is typed into a shell.
    pub(crate) fn command_shell(&self, name: &str, argument: &str) -> String {
        let rest = self.shell();
        let rest = rest.strip_prefix(PROGRAM).unwrap_or(&rest);
        let dashes = if argument.starts_with('-') { "-- " } else { "" };
        format!("{PROGRAM} {name} {dashes}{}{rest}", quoted(argument))
    }

    /// The command as it is typed into a shell, its options in the order of the help.
    pub(crate) fn shell(&self) -> String {
        let command = Args::command();
        let mut text = PROGRAM.to_owned();
        for argument in command.get_arguments() {
            let option = argument.get_long().and_then(|name| self.option(name));
            let Some(TypedOption { name, values }) = option else { continue };
            let short = argument.get_short().map(|short| format!("-{short}"));
            let values = match kind(argument) {
                ArgKind::Nothing => {
                    text += &format!(" {}", short.unwrap_or_else(|| format!("--{name}")));
                    continue;
                }
                ArgKind::Pairs => {
                    for pair in values.chunks(2) {
                        let pair: Vec<String> = pair.iter().map(|text| quoted(text)).collect();
                        text += &format!(" --{name} {}", pair.join(" "));
                    }
                    continue;
                }
                ArgKind::List => vec![values.join(",")],
                ArgKind::One | ArgKind::Repeated => values.clone(),
            };
            for value in values {
                text.push(' ');
                text += &match &short {
                    Some(short) if !value.starts_with('-') => {
                        format!("{short} {}", quoted(&value))
                    }
                    _ if argument.is_require_equals_set() || value.starts_with('-') => {
                        format!("--{name}={}", quoted(&value))
                    }
                    _ => format!("--{name} {}", quoted(&value)),
                };
            }
        }
        let files: Vec<_> = self.files.iter().map(|file| file.to_string_lossy()).collect();
        if files.iter().any(|file| file.starts_with('-') && file != "-") {
            text += " --";
        }
        files.iter().for_each(|file| text += &format!(" {}", quoted(file)));
        text
    }
}

/// The names of columns as `-k` takes them: a name with a comma stands in quotes.
pub(crate) fn column_list<'n>(names: impl IntoIterator<Item = &'n String>) -> String {
    let name = |name: &'n String| match name.contains(',') {
        true => format!("\"{name}\""),
        false => name.clone(),
    };
    names.into_iter().map(name).collect::<Vec<_>>().join(",")
}

fn kind_of(command: &Command, name: &str) -> ArgKind {
    let argument = command.get_arguments().find(|argument| argument.get_long() == Some(name));
    argument.map_or(ArgKind::One, kind)
}

/// `text` as a POSIX shell reads it back, in characters that a terminal shows: others are bytes in octal
/// that printf writes. A newline at the end stays as it is, because `$(...)` would drop it.
pub(crate) fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || PLAIN.contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    if visible(text.as_bytes(), true) == text || text.ends_with('\n') {
        return format!("'{}'", text.replace('\'', "'\\''"));
    }
    let bytes = text.bytes().map(|byte| match byte {
        b'\'' => r"'\''".to_owned(),
        b'\\' => r"\\".to_owned(),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!(r"\0{byte:03o}"),
    });
    format!("\"$(printf %b '{}')\"", bytes.collect::<String>())
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{CommandLine, quoted};

    #[test]
    fn a_shell_reads_back_what_is_quoted() {
        let hidden = "-5% it's \\n 0\u{1b}[2J1\u{202e}é";
        for text in
            ["", "a b", "it's", "$HOME `x` \\ \"", "-w", "*", "日本", "a\tb", "''", "a\n", hidden]
        {
            let script = format!("printf %s {}", quoted(text));
            let read = Command::new("sh").args(["-c", &script]).output();
            assert_eq!(String::from_utf8(read.unwrap().stdout).unwrap(), text);
        }
    }

    #[test]
    fn options_stand_in_the_order_of_the_help_and_short() {
        let mut line = CommandLine { files: vec!["a b.log".into()], ..CommandLine::default() };
        line.add("where", "status >= 500");
        line.set("by", "path");
        line.set("start", "-1h");
        line.give("time");
        line.add("where", "path != '/x'");
        let expected = "streamstats -k path -w 'status >= 500' -w 'path != '\\''/x'\\''' -t \
                        --start=-1h 'a b.log'";
        assert_eq!(line.shell(), expected);
        line.remove_value("where", "status >= 500");
        line.remove_value("where", "path != '/x'");
        assert!(!line.has("where"));
    }

    #[test]
    fn only_what_is_counted_asks_for_another_reading() {
        let mut line = CommandLine::default();
        line.give("time");
        let with = |name: &str, value: &str| {
            let mut other = line.clone();
            other.set(name, value);
            line.counts_otherwise(&other)
        };
        for (name, value, reads) in [
            ("sort", "peak", false),
            ("having", "count > 5", false),
            ("window", "10s", false),
            ("by", "path", true),
            ("bucket", "1m", true),
            ("start", "14:02", true),
        ] {
            assert_eq!(with(name, value), reads, "{name}");
        }
        let mut window = CommandLine::default();
        window.set("window", "10s");
        assert!(CommandLine::default().counts_otherwise(&window));
    }
}
