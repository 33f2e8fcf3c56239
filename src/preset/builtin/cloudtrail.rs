//! AWS CloudTrail events, one a line.

use crate::preset::column::{address, raw, text, time};
use crate::preset::{Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "cloudtrail",
    description: "AWS CloudTrail events, one a line (JSON)",
    syntax: Syntax::Json,
    columns: &[
        time("time").from(&[raw("eventTime")]),
        address("client").from(&[raw("sourceIPAddress")]),
        text("user").from(&[
            raw("userIdentity.arn"),
            raw("userIdentity.userName"),
            raw("userIdentity.type"),
        ]),
        text("service").from(&[raw("eventSource")]),
        text("event").from(&[raw("eventName")]),
        text("region").from(&[raw("awsRegion")]),
        text("error").from(&[raw("errorCode")]),
        text("user_agent").from(&[raw("userAgent")]),
    ],
    value: Some("event"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[
        Tell::Key("eventTime", Shape::Text),
        Tell::Key("eventSource", Shape::Text),
        Tell::Key("eventName", Shape::Text),
    ],
    samples: &[
        sample(
            r#"{"eventVersion":"1.09","userIdentity":{"type":"IAMUser","userName":"kim"},"eventTime":"2026-04-07T08:15:42Z","eventSource":"s3.amazonaws.com","eventName":"PutObject","awsRegion":"eu-west-1","sourceIPAddress":"203.0.113.19","userAgent":"aws-cli/2.15"}"#,
            &[
                ("time", "2026-04-07T08:15:42Z"),
                ("client", "203.0.113.19"),
                ("user", "kim"),
                ("service", "s3.amazonaws.com"),
                ("event", "PutObject"),
                ("region", "eu-west-1"),
                ("error", ""),
            ],
        ),
        sample(
            r#"{"eventTime":"2026-04-07T08:15:43Z","eventSource":"sts.amazonaws.com","eventName":"AssumeRole","errorCode":"AccessDenied","userIdentity":{"type":"AWSService"},"sourceIPAddress":"ec2.amazonaws.com","requestParameters":null}"#,
            &[
                ("user", "AWSService"),
                ("client", "ec2.amazonaws.com"),
                ("error", "AccessDenied"),
                ("requestParameters", ""),
            ],
        ),
    ],
};
