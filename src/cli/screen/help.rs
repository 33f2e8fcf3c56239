//! The text of `?`.

/// Keys of every screen.
const KEYS: &str = "\
up, down, PgUp, PgDn   choose a row
Enter    what is known of the row: rate over time, peaks, windows, measures
   i     there: inspect, a dossier by a second reading
k        count by another column, or by it and what is counted now
w        count only lines with this value, or only without it
x        remove a filter; Backspace does, too
t        choose a part of the timeline: arrows, Enter at both ends
m        measure a column: mean, percentiles
b        the width of a bucket of time
s  r     sort by the next column; reverse
o        outliers only
/        search: only values that contain a text; Esc ends it
u        undo
y        the command line that gives this view
e        write the report to a file: html, json, csv
Esc      close a list; stop a reading
Ctrl-Z   suspend
q        quit and print the report
The mouse chooses rows, removes filters, and marks the timeline by dragging.";

/// The keys; a log that grows has one more.
pub(super) fn text(is_live: bool) -> String {
    match is_live {
        true => KEYS.replace(
            "u        undo",
            "p        pause: the figures stand, counting goes on\nu        undo",
        ),
        false => KEYS.to_owned(),
    }
}
