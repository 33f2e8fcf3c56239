//! `docs/formats.md` is the table of the files under `formats/`. `REGENERATE=1 cargo test` rewrites it.

use std::fmt::Write;

use streamstats::format::{ColumnKind, Format, find, names, samples};

use crate::program::root;

/// A column with its unit, as the table shows it.
fn columns(format: &Format) -> String {
    let with_unit = |(name, kind): (&String, ColumnKind)| match kind.unit() {
        Some(_) if kind != ColumnKind::Bytes => format!("{name} ({})", kind.name()),
        _ => name.clone(),
    };
    let columns = format.columns.iter().map(|column| with_unit((&column.name, column.kind)));
    columns.collect::<Vec<_>>().join(" ")
}

fn table() -> String {
    let mut text = "# Formats\n\n\
        What `-P NAME` reads, made of the files under\n\
        [`formats/`](https://github.com/streamstats/streamstats/tree/main/formats); their language is in\n\
        [presets.md](presets.md). `streamstats preset show NAME` prints a file.\n"
        .to_owned();
    for format in names().filter_map(find) {
        write!(text, "\n## {}\n\n{}\n\n", format.name, format.description).unwrap();
        writeln!(text, "Columns: {}\n", columns(format)).unwrap();
        let sample = &samples(&format.name)[0].line;
        writeln!(text, "    {}", sample.replace('\n', "\n    ")).unwrap();
    }
    text
}

#[test]
#[expect(clippy::disallowed_methods, reason = "REGENERATE is for the developer")]
fn table_is_in_step() {
    let path = root().join("docs/formats.md");
    let generated = table();
    if std::env::var_os("REGENERATE").is_some() {
        std::fs::write(&path, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == generated, "docs/formats.md is out of step; run REGENERATE=1 cargo test");
    assert!(names().count() >= 130);
}
