//! Stamps and instants: how a stamp is written, which instant it means, which bucket that falls into.
//!
//! The way of a stamp, from the bottom up:
//!
//! - `table` lists the shapes of stamps, `layout` compiles a shape to `step`s, and these read with `lexer`,
//!   `clock`, `half_of_day` and `months`, or with `epoch` if the stamp is a count. They fill `fields`, which gives the
//!   instant; a missing zone, year or date comes from the [`Context`].
//! - `format_index` finds the shapes a text may have by its first bytes; `stamp_end` says where a stamp in a
//!   line may end. [`UserFormat`] is a shape of the user's own, `dateparser_fallback` the last resort.
//! - [`detect()`] finds the format of a source. [`TimeParser`] reads its stamps, alone or in lines (`find`,
//!   `stamp_places`, `adjacent_date`, `glued_date`); `cache` spares it stamps that resemble the stamps before.
//! - `zone`, `calendar` and [`Bucketer`] turn instants into local dates and buckets; [`Limit`] is the end of a
//!   timeframe.
//!
//! There is no clock in here, and no environment, file or output: now, the zone of stamps without one and the
//! reference for missing years are arguments.
//!
//! Instants are nanoseconds since 1970-01-01T00:00:00Z in an `i64` (1677 to 2262); a stamp outside is no
//! stamp. A leap second `:60` reads as the first second of the next minute, as POSIX time has it. The instant
//! of a stamp depends on its text, the source's [`Detected`] format and the [`Context`], never on its
//! neighbours.
//!
//! ```
//! use streamstats::time::{BucketWidth, Timestamp, Zone, parse_duration};
//!
//! let at = Timestamp::from_parts(1_772_719_331, 0).ok_or("out of range")?;
//! assert_eq!(at.to_rfc3339(&Zone::utc()), "2026-03-05T14:02:11Z");
//! assert_eq!(at.to_rfc3339(&Zone::parse("Europe/Berlin")?), "2026-03-05T15:02:11+01:00");
//!
//! let minute: BucketWidth = "1m".parse()?;
//! assert_eq!(minute.nanos(), 60_000_000_000);
//! assert_eq!(parse_duration("90s"), Ok(90_000_000_000));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

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
mod glued_date;
mod half_of_day;
mod layout;
mod lexer;
mod limit;
mod months;
mod parser;
mod round_widths;

mod stamp_end;
mod stamp_places;
mod step;
pub(crate) mod table;
mod timestamp;
mod units;
mod user_format;
mod word_end;
mod zone;
mod zone_phrases;

pub(crate) use abbreviations::zone_names;
pub use bucket::{BucketWidth, Bucketer};
pub(crate) use detect::{detect, detect_in_lines};
pub use duration::{DurationError, format_duration, parse_duration};
pub(crate) use fields::{Assumed, Context, Reference};
pub(crate) use format::{Detected, StampFormat};
pub(crate) use half_of_day::half_words;
pub(crate) use limit::is_relative_limit;
pub use limit::{Limit, LimitError, YearlessDate, parse_limit};
pub(crate) use parser::{TimeParser, read_stamp};
pub(crate) use round_widths::wider_buckets;
pub(crate) use stamp_end::{is_half_of_day, zone_end};
pub(crate) use table::DateOrder;
pub use timestamp::{LocalTime, Timestamp};
pub(crate) use units::{NANOS_PER_DAY, NANOS_PER_SECOND, SECONDS_PER_DAY};
pub use user_format::{FormatError, UserFormat};
pub(crate) use zone::zone_areas;
pub use zone::{Zone, ZoneError};
pub(crate) use zone_phrases::zone_phrases;
