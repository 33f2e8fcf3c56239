//! Chapters in lines that fit the terminal.

use crate::render::fit::lines_of;

/// The widest line of a chapter as it is written.
const WRITTEN: usize = 102;

/// `text` in lines of at most `width` characters: paragraphs anew, a row of a list under its second column.
/// Commands stay whole, to be copied.
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
        match second_column(line).filter(|at| *at <= width / 2) {
            Some(at) => wrapped += &of_words(&line[..at], &line[at..], width),
            None => wrapped += &format!("{line}\n"),
        }
    }
    if !paragraph.is_empty() {
        wrapped += &of_words("", &paragraph, width);
    }
    wrapped
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
    fn paragraphs_and_rows_fit() {
        let command = "  streamstats -t a very long command\n";
        let text = format!("A\n\none two three four\nfive\n  name  words of a row\n{command}");
        let fitted =
            format!("A\n\none two three\nfour five\n  name  words of\n        a row\n{command}");
        assert_eq!(wrapped(&text, 16), fitted);
    }

    #[test]
    fn chapters_have_the_same_words_in_lines_that_fit() {
        for topic in &TOPICS {
            let chapter = topic.chapter();
            assert_eq!(wrapped(&chapter, 102), chapter);
            let narrow = wrapped(&chapter, 80);
            assert!(narrow.split_whitespace().eq(chapter.split_whitespace()), "{}", topic.name);
            let wide = narrow.lines().find(|line| line.chars().count() > 80);
            assert!(wide.is_none_or(|line| line.contains("streamstats ")), "{wide:?}");
        }
    }
}
