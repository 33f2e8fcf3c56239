//! The audit log of the Kubernetes API server.

use crate::preset::column::{address, of, raw, status, text, time};
use crate::preset::pieces::LEVEL;
use crate::preset::{Part, Preset, Shape, Syntax, Tell, sample};

pub(super) const PRESET: Preset = Preset {
    name: "k8s-audit",
    description: "Kubernetes API server audit log (JSON)",
    syntax: Syntax::Json,
    columns: &[
        time("time").from(&[raw("requestReceivedTimestamp"), raw("stageTimestamp")]),
        LEVEL,
        text("stage"),
        address("client").from(&[raw("sourceIPs[0]")]),
        text("user").from(&[raw("user.username")]),
        text("method").from(&[raw("verb")]),
        text("path").from(&[of("requestURI", &[Part::Path])]),
        text("query").from(&[of("requestURI", &[Part::Query])]),
        status("status").from(&[raw("responseStatus.code")]),
        text("user_agent").from(&[raw("userAgent")]),
        text("resource").from(&[raw("objectRef.resource")]),
        text("namespace").from(&[raw("objectRef.namespace")]),
    ],
    value: Some("user"),
    time: Some("time"),
    wraps: None,
    header: None,
    tells: &[Tell::Key("auditID", Shape::Any), Tell::Key("requestURI", Shape::Text)],
    samples: &[
        sample(
            r#"{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"77-aa","stage":"ResponseComplete","requestURI":"/api/v1/pods?limit=5","verb":"list","user":{"username":"judy"},"sourceIPs":["203.0.113.18","10.0.0.1"],"userAgent":"kubectl/1.33","objectRef":{"resource":"pods","namespace":"shop"},"responseStatus":{"code":200},"requestReceivedTimestamp":"2026-04-07T08:15:42.310442Z"}"#,
            &[
                ("time", "2026-04-07T08:15:42.310442Z"),
                ("client", "203.0.113.18"),
                ("user", "judy"),
                ("method", "list"),
                ("path", "/api/v1/pods"),
                ("query", "limit=5"),
                ("status", "200"),
                ("resource", "pods"),
                ("namespace", "shop"),
            ],
        ),
        sample(
            r#"{"kind":"Event","level":"Metadata","auditID":"77-ab","stage":"RequestReceived","requestURI":"/healthz","verb":"get","user":{"username":"system:anonymous"},"sourceIPs":["2001:db8::18"],"stageTimestamp":"2026-04-07T08:15:43Z"}"#,
            &[
                ("time", "2026-04-07T08:15:43Z"),
                ("client", "2001:db8::18"),
                ("path", "/healthz"),
                ("status", ""),
            ],
        ),
    ],
};
