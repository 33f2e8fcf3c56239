//! The inputs of `merge`: files and standard input, each one binary state or lines of text.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use crate::cli::first_lines::stored_beginning;
use crate::error::Error;
use crate::source::Input;
use crate::state::{self, StateError};

/// The largest state that is read: no state of the largest --max-memory is larger.
const LARGEST: u64 = 4 << 30;
/// Bytes read after the end of a state to see whether the input goes on.
const BEHIND: u64 = 1 << 16;

/// Bytes by which a state is recognised.
const BEGINNING: usize = 8;

/// Takes a state and its place; an error ends the reading.
type Take<'a> = dyn FnMut(&str, &[u8]) -> Result<(), String> + 'a;

/// Reads all states in order and hands each to `take` with its place; gives their number. Errors: a file
/// that cannot be read or holds no state, or an error of `take`; the text names file and line. Standard
/// input is still read to its end, or 4 GiB of it, so that its writer is not killed.
pub(in crate::cli) fn read(inputs: &[Input], take: &mut Take<'_>) -> Result<usize, String> {
    let read = inputs.iter().try_fold(0, |states, input| Ok(states + read_one(input, take)?));
    if read.is_err() && inputs.contains(&Input::Stdin) {
        drop(io::copy(&mut io::stdin().lock().take(LARGEST), &mut io::sink()));
    }
    read
}

/// Whether an input begins as a state does. A pipe is left to be read again: `input` becomes what gives its
/// bytes. An input that cannot be read is left to the run.
pub(in crate::cli) fn is_state(input: &mut Input) -> bool {
    stored_beginning(input, BEGINNING).is_ok_and(|stored| state::is_begun(&stored))
}

fn read_one(input: &Input, take: &mut Take<'_>) -> Result<usize, String> {
    let name = input.name();
    let failed = |error: &io::Error| Error::source(&name, error).to_string();
    let file = match input {
        Input::Stdin => return read_states(&mut io::stdin().lock(), &name, take),
        Input::File(path) => File::open(path),
        Input::Begun(pipe) => pipe.reader.try_clone(),
    };
    let file = file.map_err(|error| failed(&error))?;
    match read_states(&mut BufReader::new(file), &name, take)? {
        0 => Err(format!("{name}: no state; the file is empty")),
        states => Ok(states),
    }
}

/// Reads the states of one input, blank lines skipped.
fn read_states(input: &mut dyn BufRead, name: &str, take: &mut Take<'_>) -> Result<usize, String> {
    let failed = |error: io::Error| Error::source(name, &error).to_string();
    let (mut states, mut line) = (0, 1);
    let mut text = Vec::new();
    loop {
        let begin = input.fill_buf().map_err(failed)?;
        let blank = begin.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if begin.is_empty() {
            return Ok(states);
        }
        if blank > 0 {
            line += begin[..blank].iter().filter(|byte| **byte == b'\n').count();
            input.consume(blank);
            continue;
        }
        text.clear();
        if states == 0 && state::is_binary(begin) {
            // What comes behind the state, perhaps without an end, is not read whole.
            let claimed = state::claimed_length(begin).unwrap_or(LARGEST);
            let most = claimed.saturating_add(BEHIND).min(LARGEST);
            input.take(most).read_to_end(&mut text).map_err(failed)?;
            take(name, &text)?;
            return Ok(1);
        }
        let place = format!("{name}:{line}");
        let told = |error: StateError| format!("{place}: {error}");
        // Foreign input, perhaps endless, is not read to its end.
        if !state::is_text(begin) {
            let place = if line == 1 { name } else { &place };
            return Err(format!("{place}: {}", StateError::Foreign));
        }
        (&mut *input).take(LARGEST).read_until(b'\n', &mut text).map_err(failed)?;
        take(&place, &state::from_line(&text).map_err(told)?)?;
        line += usize::from(text.ends_with(b"\n"));
        states += 1;
    }
}
