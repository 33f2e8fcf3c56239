//! The proleptic Gregorian calendar as arithmetic on days since 1970-01-01.
//!
//! It knows no zones and no leap seconds. The two conversions are Howard Hinnant's `days_from_civil` and
//! `civil_from_days` (<https://howardhinnant.github.io/date_algorithms.html>).

/// Days from 1970-01-01 to the given date. The month is 1 to 12, the day 1 to 31; neither is
/// checked here.
#[inline]
pub(super) const fn days_from_civil(year: i32, month: i32, day: i32) -> i64 {
    let year = year as i64 - (month <= 2) as i64;
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let shifted = if month > 2 { month - 3 } else { month + 9 } as i64;
    let day_of_year = (153 * shifted + 2) / 5 + day as i64 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month (1 to 12) and day (1 to 31) of a count of days since 1970-01-01.
pub(super) const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days - era * 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + (month <= 2) as i64;
    (year, month, day)
}

/// Year, month and day of a day (1 Monday to 7 Sunday) of a week of ISO 8601, whose first week has the
/// 4 January. `None` if the year has no such week, or the week no such day.
pub(super) fn of_week(year: i32, week: i32, weekday: i32) -> Option<(i32, i32, i32)> {
    let january = days_from_civil(year, 1, 4);
    // 1970-01-01 was a Thursday.
    let monday = january - (january + 3).rem_euclid(7) + i64::from(week - 1) * 7;
    let (year_of_thursday, ..) = civil_from_days(monday + 3);
    let is_valid = week >= 1 && (1..=7).contains(&weekday) && year_of_thursday == i64::from(year);
    let (year, month, day) = civil_from_days(monday + i64::from(weekday) - 1);
    let whole = |part: i64| i32::try_from(part).ok();
    is_valid.then_some((whole(year)?, whole(month)?, whole(day)?))
}

/// Whether the year has a 29 February.
pub(super) const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days of a month; 0 for a month that does not exist, so that no day of it is valid.
#[inline]
pub(super) const fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + is_leap(year) as i32,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{civil_from_days, days_from_civil, days_in_month, of_week};
    use chrono::{Datelike, NaiveDate, Weekday};

    #[test]
    fn every_week_of_a_century_is_as_chrono_has_it() {
        for year in 1990..2090 {
            for week in 0..=54_i32 {
                for day in 0..=8_i32 {
                    let weekday =
                        u8::try_from(day - 1).ok().and_then(|day| Weekday::try_from(day).ok());
                    let date = weekday.and_then(|weekday| {
                        NaiveDate::from_isoywd_opt(year, u32::try_from(week).unwrap(), weekday)
                    });
                    let want = date.map(|date| {
                        (date.year(), date.month().cast_signed(), date.day().cast_signed())
                    });
                    assert_eq!(of_week(year, week, day), want, "{year}-W{week:02}-{day}");
                }
            }
        }
    }

    #[test]
    fn every_day_of_eight_centuries_goes_there_and_back() {
        let mut days = days_from_civil(1600, 1, 1);
        for year in 1600..2400 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month) {
                    assert_eq!(days, days_from_civil(year, month, day));
                    let want = (i64::from(year), i64::from(month), i64::from(day));
                    assert_eq!(want, civil_from_days(days));
                    days += 1;
                }
            }
        }
        assert_eq!(0, days_from_civil(1970, 1, 1));
    }
}
