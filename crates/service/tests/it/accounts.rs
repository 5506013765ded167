//! SEC-01: the first owner, people, passwords, sessions.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::audit::AuditKind;
use domain::id::UserId;
use domain::role::Role;
use domain::time::Timestamp;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QueryOrder, QuerySelect};
use service::account::{self, PASSWORD_MAX, PASSWORD_MIN};
use service::session::{self, Kept};
use service::{Actor, Client, Error, Invalid, Services, audit, merchant};
use store::entity::{audit as audit_row, merchant as merchant_row, session as session_row, user};
use store::testing::{TestDb, each_database};
use store::{StoreError, write_tx};
use text::Locale;

use crate::shop::{self, NOW, at, services};

const PASSWORD: &str = "correct horse";

async fn users(db: &TestDb) -> Vec<user::Model> {
    user::Entity::find().order_by_asc(user::Column::Id).all(db.store.reader()).await.unwrap()
}

fn refusals<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<Invalid> {
    match result {
        Err(Error::Invalid(refused)) => refused,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn sec_01_the_first_owner_is_made_once_and_the_merchant_with_them() {
    each_database(async |db| {
        let services = services(&db.store);
        assert!(account::is_first_run(&services).await.unwrap());
        let id = account::create_first_owner(
            &services,
            " Owner@Shop.Example ",
            PASSWORD,
            Locale::Ja,
            &Client::default(),
        )
        .await
        .unwrap();
        assert!(!account::is_first_run(&services).await.unwrap());

        let second = account::create_first_owner(
            &services,
            "second@shop.example",
            PASSWORD,
            Locale::En,
            &Client::default(),
        )
        .await;
        assert!(matches!(second, Err(Error::Conflict)), "{second:?}");
        let [owner] = &users(db).await[..] else { panic!("one owner") };
        assert_eq!((owner.id, owner.email.as_str(), owner.role), (id, "owner@shop.example", Role::Owner));
        assert!(owner.password_hash.starts_with("$argon2id$"), "{}", owner.password_hash);
        assert_eq!(owner.created_at, at(NOW));

        let merchant = merchant_row::Entity::find().one(db.store.reader()).await.unwrap().unwrap();
        assert_eq!((merchant.home_country.as_str(), merchant.time_zone.as_str()), ("JP", "Asia/Tokyo"));
        assert_eq!(merchant::default_locale(&services).await.unwrap(), Some(Locale::Ja));
    })
    .await;
}

#[tokio::test]
async fn sec_01_of_several_first_owners_at_once_one_wins() {
    each_database(async |db| {
        let services = services(&db.store);
        for round in 0..3 {
            // A desk without a merchant, then one whose merchant is there already.
            let attempt = async |name: &str| {
                account::create_first_owner(
                    &services,
                    &format!("{name}@shop.example"),
                    PASSWORD,
                    Locale::En,
                    &Client::default(),
                )
                .await
            };
            let (a, b, c) = tokio::join!(attempt("a"), attempt("b"), attempt("c"));
            let outcomes = [a, b, c];
            let won: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.as_ref().ok()).collect();
            let [won] = won[..] else { panic!("round {round}: {outcomes:?}") };
            let beaten = |outcome: &Result<UserId, Error>| matches!(outcome, Ok(_) | Err(Error::Conflict));
            assert!(outcomes.iter().all(beaten), "round {round}: {outcomes:?}");
            let all = users(db).await;
            assert_eq!(all.iter().map(|user| user.id).collect::<Vec<_>>(), [*won], "round {round}");
            user::Entity::delete_many().exec(db.store.writer()).await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn sec_01_whoever_comes_while_the_first_owner_is_being_made_waits_and_is_refused() {
    each_database(async |db| {
        let services = shop::open(db, "GB", "Europe/London").await;
        user::Entity::delete_many().exec(db.store.writer()).await.unwrap();
        let first = write_tx(&db.store, async |tx| {
            merchant_row::Entity::find_by_id(merchant_row::ONLY).lock_exclusive().one(tx).await?;
            let owner = user::ActiveModel {
                email: Set("first@shop.example".to_owned()),
                password_hash: Set(String::new()),
                role: Set(Role::Owner),
                created_at: Set(at(NOW)),
                ..Default::default()
            };
            owner.insert(tx).await?;
            // Long enough for the second to see that nobody is there yet, if it did not wait.
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            Ok::<_, StoreError>(())
        });
        let client = Client::default();
        let second =
            account::create_first_owner(&services, "second@shop.example", PASSWORD, Locale::En, &client);
        let (first, second) = tokio::join!(first, second);
        first.unwrap();
        assert!(matches!(second, Err(Error::Conflict)), "{second:?}");
        assert_eq!(users(db).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn sec_01_what_is_typed_for_a_new_person_is_checked() {
    each_database(async |db| {
        let services = services(&db.store);
        let add = async |email: &str, password: &str| {
            account::add_user(&services, email, password, Role::Viewer).await
        };
        for bad in ["", "owner", "@shop.example", "a b@shop.example", "a@b@c", "a\0@shop.example"] {
            assert_eq!(refusals(add(bad, PASSWORD).await), [Invalid::Email], "{bad:?}");
            let owner =
                account::create_first_owner(&services, bad, PASSWORD, Locale::En, &Client::default()).await;
            assert_eq!(refusals(owner), [Invalid::Email], "{bad:?}");
        }
        // Characters count, not bytes.
        let long = |characters: usize| "密".repeat(characters);
        assert_eq!(refusals(add("a@shop.example", &long(PASSWORD_MIN - 1)).await), [Invalid::PasswordShort]);
        assert_eq!(refusals(add("a@shop.example", &long(PASSWORD_MAX + 1)).await), [Invalid::PasswordLong]);
        assert_eq!(refusals(add("a", "").await), [Invalid::Email, Invalid::PasswordShort]);
        assert!(users(db).await.is_empty());

        add("a@shop.example", &long(PASSWORD_MIN)).await.unwrap();
        add("b@shop.example", &long(PASSWORD_MAX)).await.unwrap();
        assert_eq!(refusals(add(" A@SHOP.example", PASSWORD).await), [Invalid::EmailTaken]);
        let known: Vec<_> = users(db).await.into_iter().map(|user| (user.email, user.role)).collect();
        assert_eq!(
            known,
            [("a@shop.example".to_owned(), Role::Viewer), ("b@shop.example".to_owned(), Role::Viewer)]
        );
    })
    .await;
}

#[tokio::test]
async fn sec_01_people_added_at_once_are_all_added_and_an_email_once() {
    each_database(async |db| {
        let services = services(&db.store);
        let add = async |email: &str| account::add_user(&services, email, PASSWORD, Role::Manager).await;
        let (a, b, c) = tokio::join!(add("a@shop.example"), add("b@shop.example"), add("A@shop.example"));
        b.unwrap();
        let (won, lost) = if a.is_ok() { (a, c) } else { (c, a) };
        won.unwrap();
        assert_eq!(refusals(lost), [Invalid::EmailTaken]);
        assert_eq!(users(db).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn sec_01_only_the_right_password_of_somebody_enabled_signs_in() {
    each_database(async |db| {
        let services = services(&db.store);
        let id = account::add_user(&services, "owner@shop.example", PASSWORD, Role::Owner).await.unwrap();
        let longest = "長".repeat(PASSWORD_MAX);
        let other = account::add_user(&services, "other@shop.example", &longest, Role::Viewer).await.unwrap();
        let sign_in = async |email: &str, password: &str| {
            account::authenticate(&services, email, password).await.unwrap()
        };
        assert_eq!(sign_in("owner@shop.example", PASSWORD).await, Some(id));
        assert_eq!(sign_in(" OWNER@shop.example ", PASSWORD).await, Some(id));
        assert_eq!(sign_in("other@shop.example", &longest).await, Some(other));
        for (email, password) in [
            ("owner@shop.example", "correct horsf"),
            ("owner@shop.example", "Correct horse"),
            ("owner@shop.example", " correct horse"),
            ("owner@shop.example", ""),
            ("other@shop.example", PASSWORD),
            ("nobody@shop.example", PASSWORD),
            ("owner@shop.example\0", PASSWORD),
            ("", ""),
            ("%", PASSWORD),
            ("other@shop.example", &format!("{longest}長")),
            ("owner@shop.example", &"x".repeat(1_000_000)),
        ] {
            assert_eq!(sign_in(email, password).await, None, "{email:?}");
        }
        disable(db, id).await;
        assert_eq!(sign_in("owner@shop.example", PASSWORD).await, None);
    })
    .await;
}

async fn disable(db: &TestDb, id: UserId) {
    let mut row =
        user::Entity::find_by_id(id).one(db.store.reader()).await.unwrap().unwrap().into_active_model();
    row.disabled_at = Set(Some(at(NOW)));
    row.update(db.store.writer()).await.unwrap();
}

#[tokio::test]
async fn sec_01_a_session_acts_as_its_person_until_they_are_gone() {
    each_database(async |db| {
        let services = services(&db.store);
        let owner = account::create_first_owner(
            &services,
            "owner@shop.example",
            PASSWORD,
            Locale::Ja,
            &Client::default(),
        )
        .await
        .unwrap();
        let id =
            account::add_user(&services, "packer@shop.example", PASSWORD, Role::Fulfilment).await.unwrap();
        let actor = async |id| account::actor(&services, id).await.unwrap().map(|(actor, _)| actor);
        let expected = |locale| Actor {
            user_id: id,
            email: "packer@shop.example".to_owned(),
            role: Role::Fulfilment,
            locale,
            address: None,
        };
        assert_eq!(actor(id).await, Some(expected(Locale::Ja)), "the merchant's language");
        for (chosen, locale) in [("en", Locale::En), ("tlh", Locale::Ja)] {
            let mut row = user::Entity::find_by_id(id)
                .one(db.store.reader())
                .await
                .unwrap()
                .unwrap()
                .into_active_model();
            row.locale = Set(Some(chosen.to_owned()));
            row.update(db.store.writer()).await.unwrap();
            assert_eq!(actor(id).await, Some(expected(locale)), "{chosen}");
        }
        disable(db, id).await;
        assert_eq!(actor(id).await, None);
        assert_eq!(actor(UserId(owner.0 + 1000)).await, None);
    })
    .await;
}

#[tokio::test]
async fn sec_01_sessions_are_kept_changed_ended_and_dropped_when_their_time_is_over() {
    each_database(async |db| {
        let clock = Arc::new(AtomicI64::new(at(NOW).0));
        let read = Arc::clone(&clock);
        let services =
            Services::with_clock(db.store.clone(), move || Timestamp(read.load(Ordering::Relaxed)));
        let user = account::add_user(&services, "owner@shop.example", PASSWORD, Role::Owner).await.unwrap();
        let until = |seconds, step: i32| Kept {
            data: serde_json::json!({ "step": step }),
            expires_at: at(NOW).plus_seconds(seconds),
        };
        let load = async |token: &str| session::load(&services, token).await.unwrap();
        let stored = async || session_row::Entity::find().all(db.store.reader()).await.unwrap();

        assert_eq!(load("first").await, None);
        session::create(&services, "first", None, until(60, 1)).await.unwrap();
        session::save(&services, "first", Some(user), until(100, 2)).await.unwrap();
        session::create(&services, "second", Some(user), until(50, 3)).await.unwrap();
        assert_eq!(load("first").await, Some(until(100, 2)));
        assert_eq!(load("second").await, Some(until(50, 3)));
        let rows = stored().await;
        assert_eq!(rows.len(), 2);
        for row in &rows {
            assert_eq!((row.user_id, row.created_at), (Some(user), at(NOW)));
            assert!(!row.id.contains("first") && load(&row.id).await.is_none(), "the row opens no session");
        }

        clock.fetch_add(50_000_000 - 1, Ordering::Relaxed);
        assert!(load("second").await.is_some());
        clock.fetch_add(1, Ordering::Relaxed);
        assert_eq!(load("second").await, None, "at its end it has ended");
        assert_eq!(stored().await.len(), 2);
        session::create(&services, "third", None, until(500, 4)).await.unwrap();
        assert_eq!(stored().await.len(), 2, "whoever begins one drops those that have ended");

        session::delete(&services, "first").await.unwrap();
        session::delete(&services, "first").await.unwrap();
        assert_eq!((load("first").await, load("third").await), (None, Some(until(500, 4))));
    })
    .await;
}

#[tokio::test]
async fn sec_01_the_audit_log_takes_whatever_was_typed() {
    each_database(async |db| {
        let services = services(&db.store);
        let long = "é".repeat(1000);
        for subject in ["owner@shop.example", "a\0b", &long] {
            audit::note(&services, None, None, AuditKind::SignInRefused, subject).await.unwrap();
        }
        let rows = audit_row::Entity::find()
            .order_by_asc(audit_row::Column::Id)
            .all(db.store.reader())
            .await
            .unwrap();
        let subjects: Vec<_> = rows.iter().map(|row| row.subject.as_str()).collect();
        assert_eq!(subjects, ["owner@shop.example", "a\u{fffd}b", &"é".repeat(254)]);
        assert!(
            rows.iter()
                .all(|row| row.kind == "sign_in_refused" && row.at == at(NOW) && row.user_id.is_none())
        );
    })
    .await;
}

#[tokio::test]
async fn sec_01_who_was_added_from_the_command_line_is_in_the_audit_log() {
    each_database(async |db| {
        let services = services(&db.store);
        let add =
            async || account::add_user(&services, "Packer@shop.example", PASSWORD, Role::Fulfilment).await;
        let id = add().await.unwrap();
        assert!(matches!(add().await, Err(Error::Invalid(_))));
        let entries = audit_row::Entity::find().all(db.store.reader()).await.unwrap();
        let [entry] = &entries[..] else { panic!("{entries:?}") };
        assert_eq!(
            (entry.user_id, entry.kind.as_str(), entry.subject.as_str()),
            (None, "person_added", "packer@shop.example")
        );
        let payload = serde_json::json!({ "by": "command_line", "user_id": id, "role": "fulfilment" });
        assert_eq!((&entry.payload, entry.at), (&payload, at(NOW)));
    })
    .await;
}
