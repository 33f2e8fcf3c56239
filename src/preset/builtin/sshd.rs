//! OpenSSH's daemon in a syslog file or journal; from 9.8 on it logs as sshd-session.

use crate::preset::column::{address, number, of, text};
use crate::preset::pieces::{HOST, LOGGER, MESSAGE, TIME};
use crate::preset::{Part, Preset, Syntax, Tell, sample};

const WORD: Part = Part::FirstWord;
const IP: Part = Part::Ip;
const PORT: Part = Part::After(" port ");
const END: Part = Part::UpTo(" ");
/// Two names of a client's choice follow.
const RENAMED: Part = Part::Before(": Change of username");
const LAST_FROM: Part = Part::BeforeLast(" from ");

pub(super) const PRESET: Preset = Preset {
    name: "sshd",
    description: "OpenSSH server log lines",
    syntax: Syntax::Pattern(&[
        concat!(syslog!(), r"(?P<logger>sshd[a-z-]*)\[(?P<pid>[0-9]+)\]: (?P<message>[^\n]*)"),
        concat!(
            syslog!(loose),
            r"(?P<logger>sshd[a-z-]*)(?:\[(?P<pid>[0-9]+)\])?: (?P<message>[^\n]*)"
        ),
    ]),
    columns: &[
        TIME,
        HOST,
        LOGGER,
        text("pid"),
        MESSAGE,
        text("event").from(&[
            of("message", &[Part::Before(" for "), Part::UpTo(" user "), Part::UpTo(" from ")]),
            of("message", &[Part::Before(" user ")]),
            of("message", &[Part::Before(" from ")]),
            of("message", &[Part::UpTo(" by ")]),
        ]),
        // Names and disconnect messages are the client's own words: of several addresses the one
        // counts that the daemon has put last, or first where such words end the line.
        address("client").from(&[
            of("message", &[Part::Strip("Received disconnect from "), Part::UpTo(": "), WORD, IP]),
            of(
                "message",
                &[Part::Strip("error: Received disconnect from "), Part::UpTo(": "), WORD, IP],
            ),
            of("message", &[Part::Strip("Connection from "), WORD, IP]),
            of("message", &[Part::Strip("Accepted "), Part::After(" from "), WORD, IP]),
            of(
                "message",
                &[
                    Part::Strip("Disconnecting "),
                    RENAMED,
                    Part::BeforeLast(" port "),
                    Part::LastWord,
                    IP,
                ],
            ),
            of("message", &[Part::Strip("Unable to negotiate with "), WORD, IP]),
            of("message", &[Part::Strip("drop connection "), Part::After(" from "), WORD, IP]),
            of("message", &[Part::Strip("pam_"), Part::After(" rhost="), WORD]),
            of("message", &[Part::Strip("error: PAM: "), Part::AfterLast(" from "), WORD]),
            of("message", &[Part::Strip("PAM "), Part::After(" rhost="), WORD]),
            of(
                "message",
                &[Part::Strip("User "), Part::BeforeLast(" not allowed because "), Part::LastWord],
            ),
            of("message", &[Part::BeforeLast(" port "), Part::LastWord, IP]),
            of("message", &[Part::Before(" port "), Part::LastWord, IP]),
            of("message", &[Part::AfterLast(" from "), WORD, IP]),
        ]),
        number("port").from(&[
            of("message", &[Part::Strip("Received disconnect from "), PORT, END, Part::UpTo(":")]),
            of("message", &[Part::Strip("Connection from "), PORT, END]),
            of("message", &[Part::Strip("Accepted "), Part::After(" from "), PORT, END]),
            of("message", &[Part::Strip("Disconnecting "), RENAMED, Part::AfterLast(" port ")]),
            of("message", &[Part::Strip("Unable to negotiate with "), PORT, END, Part::UpTo(":")]),
            of(
                "message",
                &[Part::Strip("drop connection "), Part::After(" from ["), Part::After("]:"), END],
            ),
            of("message", &[Part::AfterLast(" port "), END, Part::UpTo(":")]),
        ]),
        text("user").from(&[
            of("message", &[Part::Strip("Failed "), Part::After(" for invalid user "), LAST_FROM]),
            of("message", &[Part::Strip("Failed "), Part::After(" for "), LAST_FROM]),
            of("message", &[Part::Strip("Accepted "), Part::After(" for "), END]),
            of("message", &[Part::Strip("Invalid user "), LAST_FROM]),
            of("message", &[Part::After("exceeded for invalid user "), LAST_FROM]),
            of(
                "message",
                &[Part::After(" invalid user "), Part::BeforeLast(" port "), Part::BeforeLast(" ")],
            ),
            of("message", &[Part::After("ser "), END, Part::UpTo("(")]),
            of("message", &[Part::After(" for "), END]),
            of("message", &[Part::After(" user="), END]),
        ]),
    ],
    value: Some("client"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Holds(" sshd"), Tell::Holds(": ")],
    samples: &[
        sample(
            "Apr  7 08:15:42 bastion sshd[3310]: Failed password for invalid user oracle from 203.0.113.155 port 40222 ssh2",
            &[
                ("time", "Apr  7 08:15:42"),
                ("host", "bastion"),
                ("pid", "3310"),
                ("event", "Failed password"),
                ("client", "203.0.113.155"),
                ("port", "40222"),
                ("user", "oracle"),
            ],
        ),
        sample(
            "Apr 17 08:15:43 bastion sshd-session[3311]: Accepted publickey for ivan from 2001:db8::155 port 40223 ssh2: ED25519 SHA256:abc",
            &[
                ("logger", "sshd-session"),
                ("event", "Accepted publickey"),
                ("client", "2001:db8::155"),
                ("user", "ivan"),
            ],
        ),
        sample(
            "2026-04-07T08:15:44.120001+00:00 bastion sshd[3312]: Connection closed by authenticating user root 198.51.100.15 port 40224 [preauth]",
            &[
                ("time", "2026-04-07T08:15:44.120001+00:00"),
                ("client", "198.51.100.15"),
                ("port", "40224"),
                ("user", "root"),
            ],
        ),
        sample(
            "Apr  7 08:15:45 bastion sshd[3313]: Received disconnect from 198.51.100.15 port 40225:11: Bye [preauth]",
            &[
                ("event", "Received disconnect"),
                ("client", "198.51.100.15"),
                ("port", "40225"),
                ("user", ""),
            ],
        ),
        sample(
            "Apr  7 08:15:46 bastion sshd[3314]: Failed password for invalid user from 192.0.2.6 port 22 ssh2 from 203.0.113.155 port 40226 ssh2",
            &[
                ("client", "203.0.113.155"),
                ("port", "40226"),
                ("event", "Failed password"),
                ("user", "from 192.0.2.6 port 22 ssh2"),
            ],
        ),
        sample(
            "Apr  7 08:15:47 bastion sshd[3315]: Invalid user a for b from 192.0.2.6 port 22 from 203.0.113.155 port 40227",
            &[
                ("client", "203.0.113.155"),
                ("port", "40227"),
                ("event", "Invalid"),
                ("user", "a for b from 192.0.2.6 port 22"),
            ],
        ),
        sample(
            "Apr  7 08:15:48 bastion sshd[3316]: Connection closed by invalid user x 192.0.2.6 port 22 203.0.113.155 port 40228 [preauth]",
            &[("client", "203.0.113.155"), ("port", "40228")],
        ),
        sample(
            "Apr  7 08:15:49 bastion sshd[3317]: Received disconnect from 203.0.113.155 port 40229:11: from 192.0.2.6 port 22 [preauth]",
            &[("client", "203.0.113.155"), ("port", "40229")],
        ),
        sample(
            "Apr  7 08:15:50 bastion sshd[3318]: Connection from 203.0.113.155 port 40230 on 198.51.100.1 port 22 rdomain \"\"",
            &[("client", "203.0.113.155"), ("port", "40230")],
        ),
        sample(
            "Apr  7 08:15:51 bastion sshd[3319]: drop connection #10 from [203.0.113.155]:40231 on [198.51.100.1]:22 past MaxStartups",
            &[("client", "203.0.113.155"), ("port", "40231")],
        ),
        sample(
            "Apr  7 08:15:52 bastion sshd[3320]: User judy from 203.0.113.155 not allowed because not listed in AllowUsers",
            &[("client", "203.0.113.155"), ("user", "judy")],
        ),
        sample(
            "Apr  7 08:15:53 bastion sshd[3321]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.155  user=root",
            &[("client", "203.0.113.155"), ("user", "root")],
        ),
        sample(
            "Apr  7 08:15:54 bastion sshd[3322]: Server listening on 0.0.0.0 port 22.",
            &[("client", "")],
        ),
        sample(
            "Apr  7 08:15:55 bastion sshd[3323]: Accepted publickey for ivan from 203.0.113.155 port 40232 ssh2: ED25519-CERT SHA256:abc ID from 192.0.2.6 port 22 (serial 0) CA ED25519 SHA256:def",
            &[("client", "203.0.113.155"), ("port", "40232"), ("user", "ivan")],
        ),
        sample(
            "Apr  7 08:15:56 bastion sshd[3324]: Disconnecting authenticating user root 203.0.113.155 port 40233: Change of username or service not allowed: (root,ssh-connection) -> (x 192.0.2.6 port 22 ,ssh-connection) [preauth]",
            &[("client", "203.0.113.155"), ("port", "40233"), ("user", "root")],
        ),
    ],
};
