//! Timestamps: what shape they have, which instant they mean, which bucket that falls into.
//!
//! What it is: a table of shapes ([`TIME_FORMATS`]), the detection of a source's shape on its
//! first stamps ([`detect()`], [`detect_in_lines`]), a fast reader for it ([`TimeParser`]), the
//! user's own shape ([`UserFormat`]), zones, buckets, and the limits of a timeframe.
//!
//! What it is not: it has no clock, reads no environment and no file, and prints nothing. The
//! moment that counts as now, the zone of zone-less stamps and the reference for missing years are
//! arguments.
//!
//! Called by the reader of sources (detection), the workers (parsing, bucketing), the report
//! (text of instants) and the command line (durations, zones, limits).
//!
//! Rules that hold everywhere: instants are nanoseconds since 1970-01-01T00:00:00Z in an `i64`
//! (1677 to 2262); a stamp outside is no stamp. A leap second `:60` reads as the first second of
//! the next minute, as POSIX time has it. A stamp's instant depends on its text, the source's
//! [`Detected`] format and the [`Context`], never on its neighbours.

mod abbreviations;
mod adjacent_date;
mod bucket;
mod cache;
mod calendar;
mod clock;
mod dateparser_fallback;
mod detect;
mod duration;
mod epoch;
mod fields;
mod find;
mod format;
mod format_index;
mod layout;
mod lexer;
mod limit;
mod months;
mod parser;

mod stamp_end;
mod stamp_places;
mod step;
mod table;
mod timestamp;
mod units;
mod user_format;
mod zone;

pub use bucket::{BucketWidth, Bucketer};
pub use detect::{detect, detect_in_lines};
pub use duration::{DurationError, format_duration, parse_duration};
pub use fields::{Assumed, Context, Reference};
pub use format::{Detected, Format};
pub use limit::{Limit, LimitError, YearlessDate, is_relative_limit, parse_limit};
pub use parser::{TimeParser, read_stamp};
pub use table::{DateOrder, Reader, TIME_FORMATS, TimeFormat};
pub use timestamp::{LocalTime, Timestamp};
pub use units::{NANOS_PER_DAY, NANOS_PER_SECOND, SECONDS_PER_DAY};
pub use user_format::{FormatError, UserFormat};
pub use zone::{Zone, ZoneError};
