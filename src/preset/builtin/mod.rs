//! Every built-in format, one file each. A new one is a file and a row; its place is where
//! detection tries it.

use super::Preset;

mod alb;
mod apache_error;
mod bunyan;
mod caddy;
mod cloudflare;
mod cloudfront;
mod cloudtrail;
mod combined;
mod combined_io;
mod combined_us;
mod comma_separated;
mod common_log;
mod cri;
mod docker;
mod ecs;
mod elb;
mod envoy;
mod fail2ban;
mod go;
mod gunicorn;
mod haproxy;
mod haproxy_tcp;
mod ingress_nginx;
mod journal;
mod journal_json;
mod json;
mod k8s_audit;
mod kernel;
mod klog;
mod log4j;
mod logcat;
mod logfmt;
mod logrus;
mod ltsv;
mod mongodb;
mod mysql_error;
mod nginx_error;
mod nginx_json;
mod nginx_main;
mod nginx_rt;
mod nginx_times;
mod pino;
mod postgres;
mod postgres_json;
mod python;
mod rails;
mod redis;
mod s3;
mod slog;
mod slog_text;
mod spring;
mod squid;
mod sshd;
mod strace;
mod syslog;
mod syslog5424;
mod syslog_iso;
mod tab_separated;
mod tomcat;
mod tracing;
mod tracing_text;
mod traefik;
mod traefik_json;
mod uvicorn;
mod uwsgi;
mod vhost;
mod vpc_flow;
mod w3c;
mod zap;
mod zap_console;
mod zerolog;
mod zerolog_console;

/// Every built-in preset, in the order of detection: a format stands before those that read less of
/// the same lines. Lists sort by name.
#[rustfmt::skip]
pub static PRESETS: &[&Preset] = &[
    &traefik_json::PRESET,
    &caddy::PRESET,
    &cloudflare::PRESET,
    &nginx_json::PRESET,
    &journal_json::PRESET,
    &mongodb::PRESET,
    &k8s_audit::PRESET,
    &cloudtrail::PRESET,
    &postgres_json::PRESET,
    &docker::PRESET,
    &tracing::PRESET,
    &bunyan::PRESET,
    &pino::PRESET,
    &zap::PRESET,
    &slog::PRESET,
    &logrus::PRESET,
    &zerolog::PRESET,
    &ecs::PRESET,
    &json::PRESET,
    &s3::PRESET,
    &vhost::PRESET,
    &ingress_nginx::PRESET,
    &traefik::PRESET,
    &nginx_rt::PRESET,
    &nginx_times::PRESET,
    &combined_io::PRESET,
    &combined_us::PRESET,
    &nginx_main::PRESET,
    &combined::PRESET,
    &gunicorn::PRESET,
    &uvicorn::PRESET,
    &common_log::PRESET,
    &alb::PRESET,
    &elb::PRESET,
    &envoy::PRESET,
    &haproxy::PRESET,
    &haproxy_tcp::PRESET,
    &uwsgi::PRESET,
    &squid::PRESET,
    &apache_error::PRESET,
    &nginx_error::PRESET,
    &kernel::PRESET,
    &sshd::PRESET,
    &syslog5424::PRESET,
    &syslog::PRESET,
    &cri::PRESET,
    &fail2ban::PRESET,
    &mysql_error::PRESET,
    &postgres::PRESET,
    &spring::PRESET,
    &log4j::PRESET,
    &python::PRESET,
    &tracing_text::PRESET,
    &zerolog_console::PRESET,
    &journal::PRESET,
    &syslog_iso::PRESET,
    &klog::PRESET,
    &logcat::PRESET,
    &strace::PRESET,
    &vpc_flow::PRESET,
    &redis::PRESET,
    &rails::PRESET,
    &tomcat::PRESET,
    &zap_console::PRESET,
    &go::PRESET,
    &cloudfront::PRESET,
    &w3c::PRESET,
    &ltsv::PRESET,
    &slog_text::PRESET,
    &logfmt::PRESET,
    &tab_separated::PRESET,
    &comma_separated::PRESET,
];
