//! NTF-02: a notice is sent once, tried again, given up, and sent anew when that is asked for.

use domain::kind::NoticeState;
use domain::role::Role;
use sea_orm::EntityTrait as _;
use service::notices::{Due, NotSent, resend, settle, take_due};
use service::{Error, Services, order_detail};
use store::entity::notice;
use store::testing::{TestDb, each_database};

use super::{Clock, open, ready_order, release};
use crate::shop::actor;

/// A desk whose one notice is due, and the clock of it.
async fn desk(db: &TestDb) -> (Services, Clock) {
    let first = open(db, 5, vec![ready_order(1, 1), ready_order(2, 1)]).await;
    assert!(release(&first, "W-1").await.is_done());
    Clock::of(&first.store)
}

async fn stored(db: &TestDb) -> notice::Model {
    let mut all = notice::Entity::find().all(db.store.reader()).await.unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

async fn take(services: &Services) -> Due {
    take_due(services).await.unwrap().unwrap()
}

/// What the timeline says of notices, the newest first.
async fn told(services: &Services) -> Vec<String> {
    let detail = order_detail(services, &actor(Role::Viewer), "W-1").await.unwrap();
    detail.timeline.into_iter().map(|entry| entry.text).filter(|text| text.contains("otice")).collect()
}

fn away() -> Result<(), NotSent> {
    Err(NotSent::Later("the mail server is away".to_owned()))
}

#[tokio::test]
async fn ntf_02_a_notice_is_taken_by_one_server_and_sent_once() {
    each_database(async |db| {
        let (services, clock) = desk(db).await;
        let due = take(&services).await;
        assert_eq!(due.to, "member1@mail.example");
        assert!(due.mail.subject.contains("Corner Shop"), "{:?}", due.mail);
        assert_eq!(take_due(&services).await.unwrap(), None);
        settle(&services, &due, Ok(())).await.unwrap();
        assert_eq!(stored(db).await.state, NoticeState::Sent);
        assert_eq!(told(&services).await, ["Notice sent to member1@mail.example: Order processing"]);
        clock.pass(24 * 3600);
        assert_eq!(take_due(&services).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn ntf_02_what_a_lost_server_took_is_sent_by_another() {
    each_database(async |db| {
        let (services, clock) = desk(db).await;
        let lost = take(&services).await;
        clock.pass(121);
        let taken = take(&services).await;
        assert_eq!(taken.id, lost.id);
        // The lost one is back, too late: another has it.
        settle(&services, &lost, Err(NotSent::Never("refused".to_owned()))).await.unwrap();
        assert_eq!(stored(db).await.state, NoticeState::Sending);
        assert!(told(&services).await.is_empty());
        settle(&services, &taken, Ok(())).await.unwrap();
        settle(&services, &taken, Ok(())).await.unwrap();
        assert_eq!(stored(db).await.state, NoticeState::Sent);
        assert_eq!(told(&services).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn ntf_02_a_notice_is_tried_ten_times_given_up_and_sent_anew_when_asked_for() {
    each_database(async |db| {
        let (services, clock) = desk(db).await;
        let mut waits = Vec::new();
        for _ in 0..10 {
            let due = take(&services).await;
            settle(&services, &due, away()).await.unwrap();
            let row = stored(db).await;
            waits.push((row.next_attempt_at.0 - services.now().0) / 1_000_000);
            assert_eq!(take_due(&services).await.unwrap(), None);
            clock.pass(8 * 3600);
        }
        // Five seconds, then three times as long each time, and up to a fifth more; six hours at most.
        assert!((5..=6).contains(&waits[0]) && (15..=18).contains(&waits[1]), "{waits:?}");
        assert!((21_600..=25_920).contains(&waits[8]), "{waits:?}");
        let row = stored(db).await;
        assert_eq!((row.state, row.attempts), (NoticeState::Dead, 10));
        let dead =
            "Notice could not be sent to member1@mail.example: Order processing: the mail server is away";
        assert_eq!(told(&services).await, [dead]);
        assert_eq!(take_due(&services).await.unwrap(), None);

        let owner = actor(Role::Owner);
        assert!(matches!(
            resend(&services, &actor(Role::Viewer), "W-1", row.id).await,
            Err(Error::Forbidden(_))
        ));
        // It is another order's.
        assert!(matches!(resend(&services, &owner, "W-2", row.id).await, Err(Error::NotFound)));
        resend(&services, &owner, "W-1", row.id).await.unwrap();
        assert!(matches!(resend(&services, &owner, "W-1", row.id).await, Err(Error::NotFound)));
        let due = take(&services).await;
        settle(&services, &due, Err(NotSent::Never("no such mailbox".to_owned()))).await.unwrap();
        assert_eq!(stored(db).await.state, NoticeState::Dead);
        assert!(told(&services).await[0].ends_with("no such mailbox"));
    })
    .await;
}
