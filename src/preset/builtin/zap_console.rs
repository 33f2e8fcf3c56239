//! zap's console encoder: tabs between stamp, level, caller, message and the rest as JSON.

use crate::preset::column::text;
use crate::preset::pieces::{LEVEL, LOGGER, MESSAGE, TIME};
use crate::preset::{Preset, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "zap-console",
    description: "zap log (console)",
    syntax: Syntax::Pattern(&[
        concat!(
            "^(?P<time>[^\t]+)\t(?P<level>DEBUG|INFO|WARN|ERROR|DPANIC|PANIC|FATAL)\t",
            "(?P<caller>[^\t ]+:[0-9]+)\t(?P<message>[^\t\n]*)(?:\t(?P<fields>[^\n]*))?"
        ),
        concat!(
            "^(?P<time>[0-9][^\t]+)\t",
            "(?P<level>(?i:DEBUG|INFO|WARN|ERROR|DPANIC|PANIC|FATAL))\t",
            "(?:(?:(?P<logger>[^\t :]+)\t)?(?P<caller>[^\t ]+:[0-9]+)\t)?(?P<message>[^\t\n]*)",
            "(?:\t(?P<fields>[^\n]*))?"
        ),
    ]),
    columns: &[TIME, LEVEL, LOGGER, text("caller"), MESSAGE, text("fields")],
    value: Some("message"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Starts("0123456789"), Tell::Holds("\t"), Tell::Holds(":")],
    samples: &[
        sample(
            "2026-04-07T08:15:42.310Z\tWARN\tcart/store.go:88\tslow cart\t{\"ms\": 48}",
            &[
                ("time", "2026-04-07T08:15:42.310Z"),
                ("level", "WARN"),
                ("caller", "cart/store.go:88"),
                ("message", "slow cart"),
                ("fields", "{\"ms\": 48}"),
            ],
        ),
        sample(
            "2026-04-07T08:15:43.310+0200\tinfo\tshop.cart\tcart/store.go:90\tready",
            &[
                ("level", "info"),
                ("logger", "shop.cart"),
                ("caller", "cart/store.go:90"),
                ("message", "ready"),
                ("fields", ""),
            ],
        ),
    ],
};
