//! Lists, addresses, address blocks and times.

use super::{holds, parse};
use crate::condition::Condition;
use crate::time::Zone;
use proptest::prelude::{any, prop_assert_eq, proptest};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

#[test]
fn lists() {
    let cases = [
        ("status in 404,500", "404", true),
        ("status in 404, 500", "500.0", true),
        ("status in 404,500", "200", false),
        ("status not in 404,500", "200", true),
        ("status NOT IN 404,500", "404", false),
        ("status in 404,500", "-", false),
        ("status not in 404,500", "-", true),
        ("path in '/a,b',/c", "/a,b", true),
        ("path in '/a,b',/c", "/c", true),
        ("path in '/a,b',/c", "/a", false),
        ("user in '',root", "", true),
        ("source in (direct),(none)", "(none)", true),
        ("client in 203.0.113.0/24,2001:db8::/32", "203.0.113.200", true),
        ("client in 203.0.113.0/24,2001:db8::/32", "2001:DB8::1", true),
        ("client in 203.0.113.0/24,2001:db8::/32", "198.51.100.7", false),
        ("client in 203.0.113.0/24", "example.com", false),
        ("client not in 203.0.113.0/24", "example.com", true),
        ("client in 203.0.113.0/24", "::ffff:203.0.113.9", true),
        ("client in '203.0.113.0/33'", "203.0.113.9", false),
        ("day in 2026-03-05,2026-03-07", "2026-03-07", true),
    ];
    for (condition, column, expected) in cases {
        assert_eq!(holds(condition, column.as_bytes()), expected, "{condition} of {column}");
    }
}

#[test]
fn addresses_and_times_compare_by_what_they_mean() {
    let cases = [
        ("client = 2001:db8::1", "2001:DB8:0:0::1", true),
        ("client != 2001:db8::1", "2001:db8::2", true),
        ("client < 10.0.0.10", "10.0.0.9", true),
        ("client >= 10.0.0.10", "10.0.0.9", false),
        ("client > 10.0.0.10", "example.com", false),
        ("client = 192.0.2.1", "::ffff:192.0.2.1", true),
        ("client = 192.0.2.1", "[192.0.2.1]", true),
        ("time >= 2026-03-05T14:00:00Z", "05/Mar/2026:14:02:11 +0000", true),
        ("time >= 2026-03-05T14:00:00Z", "05/Mar/2026:14:02:11 +0200", false),
        ("time < '2026-03-05 14:02:12'", "2026-03-05T14:02:11.9Z", true),
        ("time = 2026-03-05T14:00:00Z", "2026-03-05T15:00:00+01:00", true),
        ("time >= 2026-03-05", "1772719331", true),
        ("day <= 2026-03-05", "2026-03-05", true),
        ("day > 2026-03-05", "2026-12-01", true),
        ("time >= 'Mar  5 14:00:00'", "Mar  5 14:00:01", true),
        ("time >= 'Mar  5 14:00:00'", "Feb 28 23:00:00", false),
        ("time >= '2026-12-31 23:00'", "Jan  1 01:00:00", true),
        ("time < '2026-01-01 01:00'", "Dec 31 23:00:00", true),
        ("time > 'Mar  5 14:00:00'", "2026-03-05T14:00:01Z", true),
        ("time > 2026-03-05", "-", false),
        ("time != '2026-03-05'", "-", true),
        ("minute >= 14:02", "14:10", true),
        ("version = 1.2.3", "1.2.3", true),
        ("version < 1.2.3", "1.2.10", true),
    ];
    for (condition, column, expected) in cases {
        assert_eq!(holds(condition, column.as_bytes()), expected, "{condition} of {column}");
    }
}

#[test]
fn times_without_a_zone_are_in_the_zone_of_the_run() {
    let zone = Zone::parse("Europe/Berlin").unwrap();
    let condition = Condition::parse("-w", "time >= '2026-03-05 15:00'", &zone).unwrap();
    assert!(condition.holds(b"2026-03-05T14:00:00Z"));
    assert!(!condition.holds(b"2026-03-05T13:59:59Z"));
    assert!(condition.holds(b"2026-03-05 15:00:00"));
}

/// Blocks and addresses, and whether Python's ipaddress (3.11) finds the address in the block.
#[test]
fn blocks_hold_what_python_says() {
    let cases = [
        ("189.229.192.153/24", "189.229.192.183", true),
        ("189.229.192.153/24", "189.229.191.255", false),
        ("f17f:d374:c6a5:3877:7733:bdb:d721:dff/0", "::7:f83d", true),
        ("f17f:d374:c6a5:3877:7733:bdb:d721:dff/0", "2827:688d:e6a1:6a3b:d46:4138:a623:3255", true),
        ("95.45.217.127/1", "0.15.2.157", true),
        ("95.45.217.127/1", "222.82.113.0", false),
        ("92ed:cf45:1a1a:fe87:8b33:e968:6179:59ce/48", "92ed:cf45:1a1a::7:fa84", true),
        (
            "92ed:cf45:1a1a:fe87:8b33:e968:6179:59ce/48",
            "92ed:cf45:1a19:ffff:ffff:ffff:ffff:ffff",
            false,
        ),
        ("187.46.219.32/0", "0.6.239.115", true),
        ("187.46.219.32/0", "104.124.150.108", true),
        ("c406:9545:de11:cc9d:ea95:9c21:2e9c:82b1/61", "c406:9545:de11:cc98::c:7645", true),
        (
            "c406:9545:de11:cc9d:ea95:9c21:2e9c:82b1/61",
            "c406:9545:de11:cc97:ffff:ffff:ffff:ffff",
            false,
        ),
        ("195.13.139.118/8", "195.2.77.67", true),
        ("195.13.139.118/8", "194.255.255.255", false),
        ("206f:5c66:71e0:c07e:9e11:5e4b:9e30:691c/32", "206f:5c66::4:3b51", true),
        (
            "206f:5c66:71e0:c07e:9e11:5e4b:9e30:691c/32",
            "206f:5c65:ffff:ffff:ffff:ffff:ffff:ffff",
            false,
        ),
        ("248.235.24.185/0", "0.0.43.134", true),
        ("248.235.24.185/0", "53.158.238.251", true),
        ("df56:1d80:2a75:9159:fb7f:f337:f5ca:e3bf/48", "df56:1d80:2a75::5:53d7", true),
        (
            "df56:1d80:2a75:9159:fb7f:f337:f5ca:e3bf/48",
            "df56:1d80:2a74:ffff:ffff:ffff:ffff:ffff",
            false,
        ),
        ("80.75.116.186/24", "80.75.116.101", true),
        ("80.75.116.186/24", "80.75.115.255", false),
        ("b0cd:e917:f7f3:5634:f0e3:cd97:2e81:d66d/48", "b0cd:e917:f7f3::6:4cd5", true),
        (
            "b0cd:e917:f7f3:5634:f0e3:cd97:2e81:d66d/48",
            "b0cd:e917:f7f2:ffff:ffff:ffff:ffff:ffff",
            false,
        ),
        ("76.125.109.240/31", "76.125.109.240", true),
        ("76.125.109.240/31", "76.125.109.239", false),
        ("254c:b864:ef90:1b93:2a7c:1880:6a37:5391/64", "254c:b864:ef90:1b93::8:7125", true),
        (
            "254c:b864:ef90:1b93:2a7c:1880:6a37:5391/64",
            "254c:b864:ef90:1b92:ffff:ffff:ffff:ffff",
            false,
        ),
    ];
    for (block, address, expected) in cases {
        assert_eq!(
            holds(&format!("x in {block}"), address.as_bytes()),
            expected,
            "{address} in {block}"
        );
    }
}

proptest! {
    #[test]
    fn a_block_holds_what_shares_its_bits(
        base in any::<u128>(), other in any::<u128>(), length in 0_u32..=128, is_near in any::<bool>(),
    ) {
        // An address near the block differs only in bits behind it.
        let other = if is_near && length > 0 { base ^ (other.checked_shr(length).unwrap_or(0)) } else { other };
        let prefix = |bits: u128| format!("{bits:0128b}")[..length as usize].to_owned();
        let [block, address] = [base, other].map(|bits| IpAddr::V6(Ipv6Addr::from_bits(bits)));
        let is_v6 = address.to_canonical().is_ipv6() && block.to_canonical().is_ipv6();
        let condition = parse(&format!("x in {block}/{length}")).unwrap();
        if is_v6 {
            prop_assert_eq!(condition.holds(address.to_string().as_bytes()), prefix(base) == prefix(other));
        }
    }

    #[test]
    fn addresses_compare_as_numbers(left in any::<u32>(), right in any::<u32>()) {
        let text = |bits| Ipv4Addr::from_bits(bits).to_string();
        let condition = format!("x < {}", text(right));
        prop_assert_eq!(holds(&condition, text(left).as_bytes()), left < right);
    }
}
