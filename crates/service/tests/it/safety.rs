//! SEC-01: who tries too often waits, sessions are listed and ended, passwords are changed, and the audit log tells of it.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::audit::AuditKind;
use domain::id::UserId;
use domain::query::{AuditQuery, Cursor, Direction};
use domain::role::Role;
use domain::time::Timestamp;
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder};
use service::account::{self, SignedIn};
use service::session::{self, Kept, SEEN, Seen};
use service::{Actor, Client, Error, Invalid, Services, audit};
use store::entity::{audit as audit_row, throttle as throttle_row};
use store::testing::{TestDb, each_database};
use text::Locale;

use crate::shop::{NOW, at};

const OWNER: &str = "owner@shop.example";
const PASSWORD: &str = "correct horse";

/// A desk with an owner, and a clock that the test moves.
struct Desk {
    services: Services,
    clock: Arc<AtomicI64>,
    owner: UserId,
}

impl Desk {
    async fn open(db: &TestDb) -> Self {
        let clock = Arc::new(AtomicI64::new(at(NOW).0));
        let read = Arc::clone(&clock);
        let services =
            Services::with_clock(db.store.clone(), move || Timestamp(read.load(Ordering::Relaxed)));
        let owner = account::add_user(&services, OWNER, PASSWORD, Role::Owner).await.unwrap();
        Self { services, clock, owner }
    }

    fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    async fn sign_in(&self, from: &Client, email: &str, password: &str) -> Result<Option<SignedIn>, Error> {
        account::sign_in(&self.services, from, email, password).await
    }

    /// Signs in wrongly until held back: how often that went, and the seconds to wait then.
    async fn guess(&self, from: &Client, email: &str) -> (u32, u64) {
        for tried in 0..100 {
            match self.sign_in(from, email, "a wrong guess").await {
                Ok(None) => {}
                Err(Error::Throttled { seconds }) => return (tried, seconds),
                other => panic!("{other:?}"),
            }
        }
        panic!("never held back");
    }

    fn actor(&self) -> Actor {
        let address = Some("192.0.2.9".parse().unwrap());
        Actor { user_id: self.owner, email: OWNER.to_owned(), role: Role::Owner, locale: Locale::En, address }
    }
}

fn from(address: &str) -> Client {
    Client { address: Some(address.parse::<IpAddr>().unwrap()), ..Client::default() }
}

fn known(browser: &SignedIn, address: &str) -> Client {
    Client { known_browser: Some(browser.known_browser.clone()), ..from(address) }
}

#[tokio::test]
async fn sec_01_who_guesses_waits_and_is_told_how_long_and_nobody_else_does() {
    each_database(async |db| {
        let desk = Desk::open(db).await;
        let at_home = desk.sign_in(&from("192.0.2.1"), OWNER, PASSWORD).await.unwrap().unwrap();
        assert_eq!(at_home.user_id, desk.owner);

        let attacker = from("203.0.113.5");
        assert_eq!(desk.guess(&attacker, OWNER).await, (5, 180));
        // The right password is not looked at either: else guessing would go on.
        let right = desk.sign_in(&attacker, OWNER, PASSWORD).await;
        assert!(matches!(right, Err(Error::Throttled { seconds: 180 })), "{right:?}");
        // Nobody learns by it who is known.
        assert_eq!(desk.guess(&attacker, "nobody@shop.example").await, (5, 180));
        // Another server of the same database, or the same after a restart, knows it too.
        let clock = Arc::clone(&desk.clock);
        let again = Services::with_clock(db.store.clone(), move || Timestamp(clock.load(Ordering::Relaxed)));
        assert!(account::sign_in(&again, &attacker, OWNER, PASSWORD).await.is_err());

        // The owner comes in from anywhere else, and from there too with a browser they have used.
        assert!(desk.sign_in(&from("192.0.2.1"), OWNER, PASSWORD).await.unwrap().is_some());
        assert!(desk.sign_in(&from("192.0.2.77"), OWNER, PASSWORD).await.unwrap().is_some());
        assert!(desk.sign_in(&known(&at_home, "203.0.113.5"), OWNER, PASSWORD).await.unwrap().is_some());
        // A browser is known for whoever signed in with it, and not for others.
        assert!(
            desk.sign_in(&known(&at_home, "203.0.113.5"), "nobody@shop.example", PASSWORD).await.is_err()
        );

        // What was told is true: not before, but then.
        desk.pass(179);
        assert!(desk.sign_in(&attacker, OWNER, PASSWORD).await.is_err());
        desk.pass(1);
        assert!(desk.sign_in(&attacker, OWNER, PASSWORD).await.unwrap().is_some());
        // Who got in begins anew.
        assert_eq!(desk.guess(&attacker, OWNER).await, (5, 180));
    })
    .await;
}

#[tokio::test]
async fn sec_01_many_addresses_hold_an_account_back_but_not_its_own_browsers() {
    each_database(async |db| {
        let desk = Desk::open(db).await;
        let at_home = desk.sign_in(&from("192.0.2.1"), OWNER, PASSWORD).await.unwrap().unwrap();
        for host in 0..30 {
            let guess = desk.sign_in(&from(&format!("198.51.100.{host}")), OWNER, "a wrong guess").await;
            assert!(matches!(guess, Ok(None)), "{host}: {guess:?}");
        }
        let next = desk.sign_in(&from("198.51.100.99"), OWNER, PASSWORD).await;
        assert!(matches!(next, Err(Error::Throttled { seconds: 60 })), "{next:?}");
        assert!(desk.sign_in(&known(&at_home, "198.51.100.99"), OWNER, PASSWORD).await.unwrap().is_some());
        // Its own browser has its own measure.
        assert_eq!(desk.guess(&known(&at_home, "198.51.100.1"), OWNER).await, (10, 60));

        // Of all that only the browser is left once it is over.
        desk.pass(7_200);
        desk.sign_in(&from("192.0.2.1"), OWNER, "a wrong guess").await.unwrap();
        let rows = throttle_row::Entity::find().all(db.store.reader()).await.unwrap();
        let mut kinds: Vec<_> = rows.iter().map(|row| row.key.split(':').next().unwrap()).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, ["account", "address", "known", "pair"]);
        assert!(rows.iter().all(|row| !row.key.contains("owner") && !row.key.contains("192")), "{rows:?}");
    })
    .await;
}

#[tokio::test]
async fn sec_01_an_address_that_tries_many_accounts_waits_and_a_network_of_ipv6_is_one() {
    each_database(async |db| {
        let desk = Desk::open(db).await;
        for n in 0..30 {
            let host = from(&format!("2001:db8:1:2:{n:x}::1"));
            let tried = desk.sign_in(&host, &format!("{n}@shop.example"), "a wrong guess").await;
            assert!(matches!(tried, Ok(None)), "{n}: {tried:?}");
        }
        let next = desk.sign_in(&from("2001:db8:1:2:ffff::1"), OWNER, PASSWORD).await;
        assert!(matches!(next, Err(Error::Throttled { seconds: 10 })), "{next:?}");
        assert!(desk.sign_in(&from("2001:db8:1:3::1"), OWNER, PASSWORD).await.unwrap().is_some());
        // Whoever shares the address waits ten seconds.
        desk.pass(10);
        assert!(desk.sign_in(&from("2001:db8:1:2:ffff::1"), OWNER, PASSWORD).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn sec_01_guesses_at_the_same_time_are_no_way_around() {
    each_database(async |db| {
        let desk = Desk::open(db).await;
        let attacker = from("203.0.113.5");
        let guess = || desk.sign_in(&attacker, OWNER, "a wrong guess");
        let (a, b, c, d, e, f, g, h) =
            tokio::join!(guess(), guess(), guess(), guess(), guess(), guess(), guess(), guess());
        let outcomes = [a, b, c, d, e, f, g, h];
        let looked_at = outcomes.iter().filter(|outcome| matches!(outcome, Ok(None))).count();
        let held_back =
            outcomes.iter().filter(|outcome| matches!(outcome, Err(Error::Throttled { .. }))).count();
        assert_eq!((looked_at, held_back), (5, 3), "{outcomes:?}");
    })
    .await;
}

#[tokio::test]
async fn sec_01_the_first_run_is_held_back_too() {
    each_database(async |db| {
        let services = crate::shop::services(&db.store);
        let setting_up = async |n: u32| {
            account::create_first_owner(&services, "a@shop.example", PASSWORD, Locale::En, &from("192.0.2.1"))
                .await
                .map_err(|error| (n, error))
        };
        setting_up(0).await.unwrap();
        for n in 1..20 {
            store::entity::user::Entity::delete_many().exec(db.store.writer()).await.unwrap();
            match setting_up(n).await {
                Ok(_) => assert!(n < 10, "{n}"),
                Err((n, Error::Throttled { seconds })) => assert_eq!((n >= 10, seconds), (true, 10)),
                Err(other) => panic!("{other:?}"),
            }
        }
    })
    .await;
}

async fn begin(desk: &Desk, token: &str, client: &Client) {
    let seen = Seen::first(desk.services.now(), client);
    let data = serde_json::json!({ "user_id": desk.owner, SEEN: seen });
    let kept = Kept { data, expires_at: desk.services.now().plus_seconds(1_000_000) };
    session::create(&desk.services, token, Some(desk.owner), kept).await.unwrap();
}

#[tokio::test]
async fn sec_01_sessions_are_listed_in_words_and_each_is_ended_by_its_owner_alone() {
    each_database(async |db| {
        let desk = Desk::open(db).await;
        let other =
            account::add_user(&desk.services, "b@shop.example", PASSWORD, Role::Viewer).await.unwrap();
        let firefox =
            Client { agent: "Mozilla/5.0 (X11; Linux) Firefox/140.0".to_owned(), ..from("192.0.2.1") };
        begin(&desk, "one", &firefox).await;
        desk.pass(60);
        begin(&desk, "two", &from("2001:db8::7")).await;
        desk.pass(60);
        begin(&desk, "three", &from("192.0.2.3")).await;

        let mine = desk.actor();
        let list = session::own_account(&desk.services, &mine, Some("one")).await.unwrap();
        assert_eq!((list.email.as_str(), list.role), (OWNER, Role::Owner));
        let shown: Vec<_> = list
            .sessions
            .iter()
            .map(|row| (row.is_current, row.browser.as_str(), row.address.as_deref()))
            .collect();
        assert_eq!(
            shown,
            [
                (true, "Firefox on Linux", Some("192.0.2.1")),
                (false, "Unknown browser", Some("192.0.2.3")),
                (false, "Unknown browser", Some("2001:db8::7")),
            ]
        );
        assert_eq!(list.sessions[0].signed_in.iso, "2026-11-22T03:00:00Z");

        let theirs = Actor { user_id: other, ..desk.actor() };
        assert!(session::own_account(&desk.services, &theirs, None).await.unwrap().sessions.is_empty());
        let key = list.sessions[1].key.clone();
        for (actor, key) in [(&theirs, key.as_str()), (&mine, "three"), (&mine, "\0")] {
            let refused = session::end_own_session(&desk.services, actor, key).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        }
        session::end_own_session(&desk.services, &mine, &key).await.unwrap();
        assert!(session::end_own_session(&desk.services, &mine, &key).await.is_err());
        let alive = async |token| session::load(&desk.services, token).await.unwrap().is_some();
        assert_eq!([alive("one").await, alive("two").await, alive("three").await], [true, true, false]);

        // A request that began before its session was ended does not bring it back.
        let kept = session::load(&desk.services, "two").await.unwrap().unwrap();
        session::end_other_sessions(&desk.services, &mine, Some("one")).await.unwrap();
        session::save(&desk.services, "two", Some(desk.owner), kept).await.unwrap();
        assert_eq!([alive("one").await, alive("two").await], [true, false]);
        let told: Vec<_> = kinds(db).await.into_iter().rev().take(2).collect();
        assert_eq!(told, ["sessions_ended", "session_ended"]);
    })
    .await;
}

#[test]
fn sec_01_the_use_of_a_session_is_noted_every_ten_minutes_and_when_it_comes_from_elsewhere() {
    let now = at(NOW);
    let client = from("192.0.2.1");
    let first = Seen::first(now, &client);
    let again =
        |seconds, client: &Client| Seen::again(Some(first.clone()), now.plus_seconds(seconds), client);
    assert_eq!(again(599, &client), None);
    assert!(again(600, &client).is_some());
    assert!(again(1, &from("192.0.2.2")).is_some());
    assert_eq!(Seen::again(None, now, &client), Some(first.clone()));
}

async fn kinds(db: &TestDb) -> Vec<String> {
    let rows =
        audit_row::Entity::find().order_by_asc(audit_row::Column::Id).all(db.store.reader()).await.unwrap();
    rows.into_iter().map(|row| row.kind).collect()
}

#[tokio::test]
async fn sec_01_a_password_is_changed_by_whoever_knows_it_and_all_other_sessions_end() {
    each_database(async |db| {
        let desk = Desk::open(db).await;
        let mine = desk.actor();
        for token in ["one", "two"] {
            begin(&desk, token, &from("192.0.2.1")).await;
        }
        let change = async |current: &str, new: &str| {
            account::change_password(&desk.services, &mine, Some("one"), current, new).await
        };
        let next = "another long sentence";
        for (current, new, reason) in [
            (PASSWORD, "short", Invalid::PasswordShort),
            (PASSWORD, &"x".repeat(257)[..], Invalid::PasswordLong),
            ("not the password", next, Invalid::PasswordWrong),
        ] {
            let refused = change(current, new).await;
            assert!(matches!(&refused, Err(Error::Invalid(reasons)) if *reasons == [reason]), "{refused:?}");
        }
        assert!(session::load(&desk.services, "two").await.unwrap().is_some());
        change(PASSWORD, next).await.unwrap();
        assert!(session::load(&desk.services, "one").await.unwrap().is_some());
        assert!(session::load(&desk.services, "two").await.unwrap().is_none());
        assert!(desk.sign_in(&from("192.0.2.1"), OWNER, PASSWORD).await.unwrap().is_none());
        assert!(desk.sign_in(&from("192.0.2.1"), OWNER, next).await.unwrap().is_some());

        // Whoever sits at another's desk does not guess for long.
        for _ in 0..5 {
            assert!(matches!(change("a wrong guess", next).await, Err(Error::Invalid(_))));
        }
        assert!(matches!(change(next, PASSWORD).await, Err(Error::Throttled { seconds: 180 })));
    })
    .await;
}

#[tokio::test]
async fn sec_01_the_audit_log_tells_owners_who_did_what_when_and_from_where() {
    each_database(async |db| {
        let desk = Desk::open(db).await;
        desk.sign_in(&from("192.0.2.1"), OWNER, PASSWORD).await.unwrap();
        desk.pass(60);
        // A password in the email's place is not kept.
        desk.sign_in(&from("192.0.2.2"), PASSWORD, OWNER).await.unwrap();
        assert_eq!(desk.guess(&from("192.0.2.3"), OWNER).await.0, 5);
        let log = async |query: &str| {
            audit::audit_log(&desk.services, &desk.actor(), AuditQuery::parse(query)).await.unwrap()
        };

        let all = log("").await;
        let told: Vec<_> = all
            .rows
            .iter()
            .map(|row| (row.what.as_str(), row.who.as_deref(), row.detail.as_str(), row.address.as_deref()))
            .collect();
        let refused = ("Sign-in refused", None, OWNER, Some("192.0.2.3"));
        assert_eq!(
            told,
            [
                ("Sign-in held back after many attempts", None, OWNER, Some("192.0.2.3")),
                refused,
                refused,
                refused,
                refused,
                refused,
                ("Sign-in refused", None, "", Some("192.0.2.2")),
                ("Signed in", Some(OWNER), "", Some("192.0.2.1")),
                ("Person added", Some("Command line"), OWNER, None),
            ]
        );
        assert_eq!(all.people, [(desk.owner.to_string(), OWNER.to_owned())]);
        assert_eq!(all.actions.len(), AuditKind::ALL.len());
        assert_eq!(log("action=sign_in_refused").await.rows.len(), 6);
        assert_eq!(log(&format!("person={}", desk.owner)).await.rows.len(), 1);
        assert_eq!(log("person=999").await.rows.len(), 0);
        // Days are the merchant's, who is in London.
        assert_eq!(log("from=2026-11-22&until=2026-11-22").await.rows.len(), 9);
        assert_eq!(log("until=2026-11-21").await.rows.len(), 0);
        assert_eq!(log("from=2026-11-23").await.rows.len(), 0);
    })
    .await;
}

#[tokio::test]
async fn sec_01_the_audit_log_is_walked_by_pages_without_loss_while_it_grows() {
    each_database(async |db| {
        let desk = Desk::open(db).await;
        for n in 0..60 {
            audit::note(&desk.services, None, None, AuditKind::SignInRefused, &format!("{n}@shop.example"))
                .await
                .unwrap();
        }
        let page = async |query: AuditQuery| {
            let parsed = AuditQuery::parse(&query.to_query());
            audit::audit_log(&desk.services, &desk.actor(), parsed).await.unwrap()
        };
        let start = AuditQuery::parse("rows=25&action=sign_in_refused").query;
        let first = page(start.clone()).await;
        audit::note(&desk.services, None, None, AuditKind::SignInRefused, "late@shop.example").await.unwrap();
        let second = page(start.at(first.older.unwrap())).await;
        let third = page(start.at(second.older.unwrap())).await;
        let seen: Vec<_> = [&first, &second, &third]
            .into_iter()
            .flat_map(|page| &page.rows)
            .map(|row| row.detail.clone())
            .collect();
        let expected: Vec<_> = (0..60).rev().map(|n| format!("{n}@shop.example")).collect();
        assert_eq!(seen, expected);
        assert_eq!((third.older, third.above), (None, 50));
        let back = page(start.at(third.newer.unwrap())).await;
        assert_eq!(back.rows, second.rows);
        // Beyond the end the last page is shown.
        let gone = Cursor { direction: Direction::After, at: Timestamp(0), id: 0, above: 61 };
        assert_eq!(page(start.at(gone)).await.rows.last(), third.rows.last());
        assert_eq!(audit_row::Entity::find().count(db.store.reader()).await.unwrap(), 62);
    })
    .await;
}
