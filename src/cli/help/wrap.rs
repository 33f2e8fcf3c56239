//! Chapters in lines that fit the terminal.

use crate::render::fit::lines_of;

/// The widest line of a chapter as it is written.
const WRITTEN: usize = 102;

/// Blanks before what continues a row or a command.
const CONTINUED: &str = "      ";

/// `text` in lines of at most `width` characters: paragraphs anew, a row of a list under its second column or
/// below its name, a command in lines that end with a backslash, to be copied.
pub(crate) fn wrapped(text: &str, width: usize) -> String {
    if width >= WRITTEN {
        return text.to_owned();
    }
    let mut wrapped = String::new();
    let mut paragraph = String::new();
    for line in text.lines() {
        if !line.is_empty() && !line.starts_with(' ') {
            paragraph += if paragraph.is_empty() { "" } else { " " };
            paragraph += line;
            continue;
        }
        if !paragraph.is_empty() {
            wrapped += &of_words("", &std::mem::take(&mut paragraph), width);
        }
        if line.chars().count() <= width {
            wrapped += &format!("{line}\n");
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        match second_column(line) {
            // A remark behind a command has a line of its own.
            Some(at) if is_command(line) => {
                push_command(&mut wrapped, line[..at].trim_end(), width);
                wrapped += &of_words(CONTINUED, &line[at..], width);
            }
            None if is_command(line) => push_command(&mut wrapped, line, width),
            None => wrapped += &of_words(&line[..indent], &line[indent..], width),
            Some(at) if at <= width / 2 => {
                wrapped += &of_words(&line[..at], &line[at..], width);
            }
            Some(at) => {
                wrapped += &format!("{}\n", line[..at].trim_end());
                wrapped += &of_words(CONTINUED, &line[at..], width);
            }
        }
    }
    if !paragraph.is_empty() {
        wrapped += &of_words("", &paragraph, width);
    }
    wrapped
}

/// Whether an indented line is a command to be copied.
fn is_command(line: &str) -> bool {
    line.contains("streamstats ")
}

/// Appends a command in lines that a shell reads as one. Quoted words stay whole.
fn push_command(text: &mut String, command: &str, width: usize) {
    let begin = command.len() - command.trim_start().len();
    let (indent, rest) = command.split_at(begin);
    let mut line = indent.to_owned();
    let mut is_begun = false;
    let mut words = shell_words(rest).into_iter().peekable();
    while let Some(word) = words.next() {
        // A line that goes on has room for its backslash.
        let end = if words.peek().is_some() { 2 } else { 0 };
        if is_begun && line.chars().count() + 1 + word.chars().count() + end > width {
            *text += &format!("{line} \\\n");
            CONTINUED.clone_into(&mut line);
            is_begun = false;
        }
        line += if is_begun { " " } else { "" };
        line += word;
        is_begun = true;
    }
    *text += &format!("{line}\n");
}

/// The words of a command, parted by blanks outside single quotes.
fn shell_words(command: &str) -> Vec<&str> {
    let mut is_quoted = false;
    let is_end = |c: char| {
        is_quoted ^= c == '\'';
        c == ' ' && !is_quoted
    };
    command.split(is_end).collect()
}

/// A row of a list in lines of at most `width` characters, the text under its beginning.
pub(crate) fn row(name: &str, text: &str, width: usize) -> String {
    of_words(name, text, width)
}

/// Where the text of a row begins, behind its name and two blanks.
fn second_column(row: &str) -> Option<usize> {
    let name = row.find(|c: char| c != ' ')?;
    let gap = name + row[name..].find("  ")?;
    Some(gap + row[gap..].find(|c: char| c != ' ')?)
}

/// Lines of whole words. `first` begins the first line, and as many blanks begin the others.
fn of_words(first: &str, words: &str, width: usize) -> String {
    lines_of(first, words, width).join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::wrapped;
    use crate::cli::help::TOPICS;

    #[test]
    fn paragraphs_rows_and_commands_fit() {
        let text = "A\n\none two three four\nfive\n  name  words of a row\n  a long name  words of it\n  \
                    streamstats -w 'a = b' file\n";
        let fitted = "A\n\none two three\nfour five\n  name  words of\n        a row\n  a long name\n      \
                      words of it\n  streamstats \\\n      -w \\\n      'a = b' \\\n      file\n";
        assert_eq!(wrapped(text, 17), fitted);
    }

    #[test]
    fn chapters_have_the_same_words_in_lines_that_fit() {
        for topic in &TOPICS {
            let chapter = topic.chapter();
            assert_eq!(wrapped(&chapter, 102), chapter);
            for width in [40, 60, 80] {
                let narrow = wrapped(&chapter, width);
                let words = narrow.split_whitespace().filter(|word| *word != "\\");
                assert!(words.eq(chapter.split_whitespace()), "{}", topic.name);
                let wide = narrow.lines().find(|line| line.chars().count() > width);
                // A quoted word is not divided.
                assert!(wide.is_none_or(|line| line.trim_start().starts_with('\'')), "{wide:?}");
            }
        }
    }
}
