//! Texts of cells to numbers of units and moments.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;
use domain::decimal::decimal;
use domain::time::Timestamp;
use domain::typed::half_width;

/// The most units of one line.
pub(super) const MAX_QUANTITY: i64 = 1_000_000;

/// A number of units, of either sign.
pub(super) fn quantity(text: &str) -> Option<i64> {
    decimal(text, 0).ok().filter(|units| units.abs() <= MAX_QUANTITY)
}

/// A moment: ISO 8601 with an offset, or without one in `zone`; also with `/` for `-`, a blank for `T`, without seconds, or the
/// day alone, which means its first moment. With `month_first` also `M/D/YYYY H:MM`. Years from 1970 to 2199.
pub(super) fn moment(text: &str, zone: Tz, month_first: bool) -> Option<Timestamp> {
    let text = half_width(text).replacen('T', " ", 1);
    let utc = if let Ok(time) = DateTime::parse_from_rfc3339(&text) {
        time.to_utc()
    } else {
        let iso = text.replace('/', "-");
        let local = local_time(&iso, "%Y-%m-%d")
            .or_else(|| month_first.then(|| local_time(&iso, "%m-%d-%Y")).flatten())
            .filter(|local| (1970..2200).contains(&local.year()))?;
        to_utc(local, zone)?
    };
    (1970..2200).contains(&utc.year()).then(|| Timestamp::from(utc))
}

fn local_time(text: &str, date: &str) -> Option<NaiveDateTime> {
    let (day, time) = text.split_once(' ').unwrap_or((text, "0:00"));
    let time = time.trim_start();
    let time =
        ["%H:%M", "%H:%M:%S%.f"].iter().find_map(|format| NaiveTime::parse_from_str(time, format).ok())?;
    Some(NaiveDate::parse_from_str(day, date).ok()?.and_time(time))
}

/// A time that the clocks show twice is the earlier of the two; one that they skip is read as if they had not yet been moved.
fn to_utc(local: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    if let Some(time) = zone.from_local_datetime(&local).earliest() {
        return Some(time.to_utc());
    }
    let day = TimeDelta::days(1);
    let before = zone.from_local_datetime(&local.checked_sub_signed(day)?).earliest()?;
    before.to_utc().checked_add_signed(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ops_01_quantities_are_whole() {
        assert_eq!(quantity("１２"), Some(12));
        assert_eq!(quantity("−3"), Some(-3));
        assert_eq!(quantity("2.0"), Some(2));
        for text in ["1.5", "x", "", "1000001"] {
            assert_eq!(quantity(text), None, "{text}");
        }
    }

    fn iso(text: &str, zone: Tz, month_first: bool) -> Option<String> {
        moment(text, zone, month_first).map(|time| time.utc().format("%Y-%m-%dT%H:%M:%S%.fZ").to_string())
    }

    #[test]
    fn ops_01_times_have_an_offset_or_are_local() {
        for (text, utc) in [
            ("2026-01-05T10:00:00+09:00", "2026-01-05T01:00:00Z"),
            ("2026-01-05T10:00:00.5Z", "2026-01-05T10:00:00.500Z"),
            ("2026-01-05 10:00:00-05:00", "2026-01-05T15:00:00Z"),
            ("2026-01-05T10:00:30", "2026-01-05T01:00:30Z"),
            ("2026-01-05 10:00", "2026-01-05T01:00:00Z"),
            ("2026/1/5 9:05", "2026-01-05T00:05:00Z"),
            ("２０２６／１／５　９：０５", "2026-01-05T00:05:00Z"),
            ("2026-01-05", "2026-01-04T15:00:00Z"),
        ] {
            assert_eq!(iso(text, Tz::Asia__Tokyo, false).as_deref(), Some(utc), "{text}");
        }
        for text in [
            "",
            "yesterday",
            "2026-13-01",
            "2026-02-30 10:00",
            "26-01-05 10:00",
            "1/5/2026 10:00",
            "10:00",
            "45943.5",
        ] {
            assert_eq!(iso(text, Tz::Asia__Tokyo, false), None, "{text}");
        }
    }

    #[test]
    fn ops_01_london_time_follows_its_summer_time() {
        let london = |text| iso(text, Tz::Europe__London, true);
        assert_eq!(london("12/1/2010 8:26").as_deref(), Some("2010-12-01T08:26:00Z"));
        assert_eq!(london("6/12/2011 12:34").as_deref(), Some("2011-06-12T11:34:00Z"));
        // Skipped: 1:30 on the day the clocks go forward is half an hour after 1:00 GMT.
        assert_eq!(london("3/27/2011 1:30").as_deref(), Some("2011-03-27T01:30:00Z"));
        // Twice: the earlier one is still summer time.
        assert_eq!(london("10/30/2011 1:30").as_deref(), Some("2011-10-30T00:30:00Z"));
        assert_eq!(london("13/1/2011 8:00"), None);
        assert_eq!(london("2011-06-12T12:34:00").as_deref(), Some("2011-06-12T11:34:00Z"));
    }

    proptest! {
        #[test]
        fn ops_01_no_text_makes_a_value_panic(text in "\\PC{0,30}", numeric in "[-+0-9.,:/T Z]{0,30}") {
            for text in [&text, &numeric] {
                let _ = quantity(text);
                let _ = moment(text, Tz::Europe__London, true);
            }
        }
    }
}
