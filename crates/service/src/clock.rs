//! Days and moments in the merchant's time zone, worded.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use domain::query::Created;
use domain::time::Timestamp;
use domain::view::Moment;
use text::Locale;

/// The merchant's zone and the moment of the request, which everything on a page is worded against.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    zone: Tz,
    now: Timestamp,
    locale: Locale,
}

impl Clock {
    /// A clock for one request.
    pub const fn new(zone: Tz, now: Timestamp, locale: Locale) -> Self {
        Self { zone, now, locale }
    }

    /// The moment of the request.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// Today's date at the merchant's.
    pub fn today(&self) -> NaiveDate {
        self.local(self.now).date_naive()
    }

    fn local(&self, at: Timestamp) -> DateTime<Tz> {
        at.utc().with_timezone(&self.zone)
    }

    /// `Today 08:12`, `Nov 21 23:50`, and with the year when it is another one: `Dec 1, 2010 08:26`.
    pub fn moment(&self, at: Timestamp) -> Moment {
        let local = self.local(at);
        let today = self.today();
        let date = local.date_naive();
        let time = local.format("%H:%M");
        let text = match self.locale {
            Locale::En if date == today => format!("Today {time}"),
            Locale::En if date.year() == today.year() => format!("{} {time}", local.format("%b %-d")),
            Locale::En => format!("{} {time}", local.format("%b %-d, %Y")),
            Locale::Ja if date == today => format!("今日 {time}"),
            Locale::Ja if date.year() == today.year() => format!("{}月{}日 {time}", date.month(), date.day()),
            Locale::Ja => format!("{}年{}月{}日 {time}", date.year(), date.month(), date.day()),
        };
        Moment { iso: at.utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true), text }
    }

    /// A day with its year, for what is read later: `Nov 21, 2026`.
    pub fn date(&self, at: Timestamp) -> String {
        let local = self.local(at);
        match self.locale {
            Locale::En => local.format("%b %-d, %Y").to_string(),
            Locale::Ja => format!("{}年{}月{}日", local.year(), local.month(), local.day()),
        }
    }

    /// The moments a range of days starts at and ends before; both are midnights at the merchant's, so that a day has 23 or 25 hours when
    /// the clocks change.
    pub fn bounds(&self, created: Created) -> (Option<Timestamp>, Option<Timestamp>) {
        let (from, to) = created.days(self.today());
        let end = to.and_then(|day| day.checked_add_days(Days::new(1)));
        (from.map(|day| self.midnight(day)), end.map(|day| self.midnight(day)))
    }

    /// The first moment of a day. Where the clocks skip midnight it is the first moment after the gap.
    fn midnight(&self, day: NaiveDate) -> Timestamp {
        let midnight = day.and_time(NaiveTime::MIN);
        (0..=4)
            .find_map(|half_hours| {
                let local = midnight.checked_add_signed(chrono::TimeDelta::minutes(30 * half_hours))?;
                self.zone.from_local_datetime(&local).earliest()
            })
            .map_or_else(
                || Timestamp::from(Utc.from_utc_datetime(&midnight)),
                |time| Timestamp::from(time.to_utc()),
            )
    }

    /// Whole days that have passed since a moment.
    pub fn days_since(&self, at: Timestamp) -> u32 {
        u32::try_from((self.now.0 - at.0) / 86_400_000_000).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(zone: Tz, now: &str, locale: Locale) -> Clock {
        Clock::new(zone, at(now), locale)
    }

    fn at(text: &str) -> Timestamp {
        text.parse::<DateTime<Utc>>().unwrap().into()
    }

    #[test]
    fn ux_04_moments_are_worded_in_the_merchants_zone_and_the_readers_language() {
        let en = clock(chrono_tz::Asia::Tokyo, "2026-11-22T01:00:00Z", Locale::En);
        assert_eq!(en.moment(at("2026-11-21T15:12:00Z")).text, "Today 00:12");
        assert_eq!(en.moment(at("2026-11-21T14:50:00Z")).text, "Nov 21 23:50");
        assert_eq!(en.moment(at("2010-12-01T08:26:00Z")).text, "Dec 1, 2010 17:26");
        let ja = clock(chrono_tz::Asia::Tokyo, "2026-11-22T01:00:00Z", Locale::Ja);
        assert_eq!(ja.moment(at("2026-11-21T14:50:00Z")).text, "11月21日 23:50");
        assert_eq!(ja.moment(at("2026-11-21T14:50:00Z")).iso, "2026-11-21T14:50:00Z");
    }

    #[test]
    fn rel_02_a_day_is_the_merchants_day() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 29).unwrap();
        let range = Created::Days { from: Some(day), to: Some(day) };
        // The clocks go forward in London on that day: it has 23 hours.
        let london = clock(chrono_tz::Europe::London, "2026-11-22T01:00:00Z", Locale::En);
        assert_eq!(
            london.bounds(range),
            (Some(at("2026-03-29T00:00:00Z")), Some(at("2026-03-29T23:00:00Z")))
        );
        let tokyo = clock(chrono_tz::Asia::Tokyo, "2026-11-22T01:00:00Z", Locale::En);
        assert_eq!(tokyo.bounds(range), (Some(at("2026-03-28T15:00:00Z")), Some(at("2026-03-29T15:00:00Z"))));
    }

    #[test]
    fn rel_02_a_midnight_that_the_clocks_skip_is_the_first_moment_after() {
        let day = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
        let cairo = clock(chrono_tz::Africa::Cairo, "2026-11-22T01:00:00Z", Locale::En);
        let (from, _) = cairo.bounds(Created::Days { from: Some(day), to: None });
        assert_eq!(from, Some(at("2026-04-23T22:00:00Z")));
    }
}
