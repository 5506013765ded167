//! Signing in: people, passwords, sessions (SEC-01).

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use domain::audit::AuditKind;
use domain::id::UserId;
use domain::role::{Permission, Role};
use domain::time::Timestamp;
use domain::typed::is_email;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _,
};
use store::entity::user;
use store::write_tx;
use text::Locale;
use tokio::sync::Semaphore;

use crate::error::Invalid;
use crate::throttle::{self, Attempt};
use crate::turn::in_turn;
use crate::{Actor, Client, Error, Services, audit, merchant, storable};

/// A password has at least so many characters (NIST SP 800-63B asks for 8 at the least, and no rules on their kinds).
pub const PASSWORD_MIN: usize = 10;
/// And at most so many, so that hashing stays bounded.
pub const PASSWORD_MAX: usize = 256;

/// Whether nobody can sign in yet.
///
/// # Errors
/// When the database can't be read.
pub async fn is_first_run(services: &Services) -> Result<bool, Error> {
    Ok(user::Entity::find().count(services.store.reader()).await? == 0)
}

/// Sets up the owner of a new desk, and the merchant if there is none; refused once there is a user.
///
/// # Errors
/// [`Error::Invalid`] for what was typed, [`Error::Conflict`] when somebody was first, [`Error::Throttled`] after many attempts.
pub async fn create_first_owner(
    services: &Services,
    email: &str,
    password: &str,
    locale: Locale,
    client: &Client,
) -> Result<UserId, Error> {
    let new = NewUser::check(email, password)?;
    // Asked again below; a hash costs more than the question.
    if !is_first_run(services).await? {
        return Err(Error::Conflict);
    }
    Attempt::first_run(client).take(services).await?;
    let hash = hash(new.password.clone()).await?;
    let now = services.now();
    write_tx(&services.store, async |tx| {
        merchant::ensure(tx, now, locale).await?;
        // Two first runs at once: the second waits here and then finds the first's owner.
        merchant::lock(tx).await?;
        if user::Entity::find().count(tx).await? > 0 {
            return Err(Error::Conflict);
        }
        let id = insert(tx, &new.email, hash, Role::Owner, now).await?;
        let address = client.address;
        audit::insert(tx, now, Some(id), address, AuditKind::OwnerCreated, &new.email, serde_json::json!({}))
            .await?;
        Ok(id)
    })
    .await
}

/// Adds a person, as the command line does.
///
/// # Errors
/// [`Error::Invalid`] for what was typed, also when the email is taken.
pub async fn add_user(services: &Services, email: &str, password: &str, role: Role) -> Result<UserId, Error> {
    let new = NewUser::check(email, password)?;
    let hash = hash(new.password.clone()).await?;
    let now = services.now();
    let added = write_tx(&services.store, async |tx| {
        merchant::ensure(tx, now, Locale::En).await?;
        let id = insert(tx, &new.email, hash, role, now).await?;
        let payload = serde_json::json!({ "user_id": id, "role": role });
        audit::record_command(tx, now, AuditKind::PersonAdded, &new.email, payload).await?;
        Ok(id)
    })
    .await;
    match added {
        Err(Error::Conflict) => Err(Error::Invalid(vec![Invalid::EmailTaken])),
        other => other,
    }
}

/// Somebody who has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Who.
    pub user_id: UserId,
    /// What the browser is to keep, to be a known one for [`crate::KNOWN_BROWSER_SECONDS`].
    pub known_browser: String,
}

/// Signs in: none when email and password do not belong together. Each outcome stands in the audit log.
///
/// # Errors
/// [`Error::Throttled`] after many attempts, whether the email is known or not; or when the database can't be read or written.
pub async fn sign_in(
    services: &Services,
    client: &Client,
    email: &str,
    password: &str,
) -> Result<Option<SignedIn>, Error> {
    let email = storable(email.trim()).to_lowercase();
    let is_known = throttle::is_known_browser(services, &email, client).await?;
    let attempt = Attempt::sign_in(&email, client, is_known);
    let taken = attempt.take(services).await?;
    let note = async |user_id, kind| {
        // Passwords are typed into the wrong field, too: what is no email is not kept.
        let subject = if is_email(&email) { &email } else { "" };
        audit::note(services, user_id, client.address, kind, subject).await
    };
    let Some(user_id) = authenticate(services, &email, password).await? else {
        metrics::counter!("waybill_sign_ins_failed_total").increment(1);
        note(None, AuditKind::SignInRefused).await?;
        if taken.is_last {
            note(None, AuditKind::SignInHeldBack).await?;
        }
        return Ok(None);
    };
    attempt.succeeded(services).await?;
    let known_browser = throttle::know_browser(services, &email, client).await?;
    note(Some(user_id), AuditKind::SignedIn).await?;
    Ok(Some(SignedIn { user_id, known_browser }))
}

/// Changes a person's own password and ends their other sessions; `token` is that of the session that asks.
///
/// # Errors
/// [`Error::Invalid`] with [`Invalid::PasswordWrong`] when `current` is not the password of now, or for a new one that is refused;
/// [`Error::Throttled`] after many wrong ones.
pub async fn change_password(
    services: &Services,
    actor: &Actor,
    token: Option<&str>,
    current: &str,
    new: &str,
) -> Result<(), Error> {
    actor.require(Permission::ViewOrders)?;
    if let Some(refused) = password_refusal(new) {
        return Err(Error::Invalid(vec![refused]));
    }
    let attempt = Attempt::password(actor.user_id);
    attempt.take(services).await?;
    let now = services.now();
    if authenticate(services, &actor.email, current).await? != Some(actor.user_id) {
        let kind = AuditKind::PasswordRefused;
        audit::note(services, Some(actor.user_id), actor.address, kind, &actor.email).await?;
        return Err(Error::Invalid(vec![Invalid::PasswordWrong]));
    }
    let hash = hash(new.to_owned()).await?;
    write_tx(&services.store, async |tx| {
        user::Entity::update_many()
            .col_expr(user::Column::PasswordHash, Expr::value(hash.as_str()))
            .filter(user::Column::Id.eq(actor.user_id))
            .exec(tx)
            .await?;
        crate::session::end_others(tx, actor, token).await?;
        audit::record(tx, now, actor, AuditKind::PasswordChanged, &actor.email, serde_json::json!({})).await
    })
    .await?;
    attempt.succeeded(services).await
}

/// Whoever signs in with this email and password; none when they do not belong together or the person is disabled.
///
/// An unknown email takes as long as a wrong password, so that the time does not tell who is known.
///
/// # Errors
/// When the database can't be read.
pub async fn authenticate(services: &Services, email: &str, password: &str) -> Result<Option<UserId>, Error> {
    let email = storable(email.trim()).to_lowercase();
    let found = user::Entity::find()
        .filter(user::Column::Email.eq(email))
        .filter(user::Column::DisabledAt.is_null())
        .one(services.store.reader())
        .await?;
    if password.chars().count() > PASSWORD_MAX {
        return Ok(None);
    }
    let (id, stored) = match found {
        Some(row) => (Some(row.id), row.password_hash),
        None => (None, UNKNOWN.to_owned()),
    };
    let password = password.to_owned();
    let matches = in_turn(&HASHING, move || {
        PasswordHash::new(&stored)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await?;
    Ok(id.filter(|_| matches))
}

/// The person of a session, as an actor; none when they are gone or disabled. They speak the language they chose, else the merchant's. Beside
/// them, services for this one request, which know the merchant already.
///
/// # Errors
/// When the database can't be read.
pub async fn actor(services: &Services, id: UserId) -> Result<Option<(Actor, Services)>, Error> {
    let Some((row, merchant)) = store::read::desk::person(services.store.reader(), id).await? else {
        return Ok(None);
    };
    let of_merchant = merchant.as_ref().and_then(|merchant| merchant.locale.parse().ok());
    let chosen = row.locale.as_deref().and_then(|locale| locale.parse().ok());
    let locale = chosen.or(of_merchant).unwrap_or(Locale::En);
    let actor = Actor { user_id: row.id, email: row.email, role: row.role, locale, address: None };
    Ok(Some((actor, Services { merchant: merchant.map(Arc::new), ..services.clone() })))
}

struct NewUser {
    email: String,
    password: String,
}

impl NewUser {
    fn check(email: &str, password: &str) -> Result<Self, Error> {
        let email = email.trim().to_lowercase();
        let mut invalid = Vec::new();
        if !is_email(&email) {
            invalid.push(Invalid::Email);
        }
        invalid.extend(password_refusal(password));
        if invalid.is_empty() {
            Ok(Self { email, password: password.to_owned() })
        } else {
            Err(Error::Invalid(invalid))
        }
    }
}

/// Why a new password is refused, if it is.
fn password_refusal(password: &str) -> Option<Invalid> {
    match password.chars().count() {
        n if n < PASSWORD_MIN => Some(Invalid::PasswordShort),
        n if n > PASSWORD_MAX => Some(Invalid::PasswordLong),
        _ => None,
    }
}

async fn insert(
    tx: &sea_orm::DatabaseTransaction,
    email: &str,
    password_hash: String,
    role: Role,
    now: Timestamp,
) -> Result<UserId, Error> {
    let row = user::ActiveModel {
        email: Set(email.to_owned()),
        password_hash: Set(password_hash),
        role: Set(role),
        created_at: Set(now),
        ..Default::default()
    }
    .insert(tx)
    .await?;
    Ok(row.id)
}

/// A hash that no password matches, with the same parameters as real ones.
const UNKNOWN: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Argon2id with the crate's defaults, which are OWASP's (19 MiB, 2 passes, 1 lane).
async fn hash(password: String) -> Result<String, Error> {
    in_turn(&HASHING, move || {
        let salt = SaltString::generate(&mut argon2::password_hash::rand_core::OsRng);
        Argon2::default().hash_password(password.as_bytes(), &salt).map(|hash| hash.to_string())
    })
    .await?
    .map_err(|error| Error::Internal(format!("the password could not be hashed: {error}")))
}

/// So many passwords are hashed at a time, 19 MiB each: a flood of sign-ins waits instead of taking the machine.
static HASHING: Semaphore = Semaphore::const_new(4);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sec_01_an_unknown_email_costs_the_same_check_as_a_known_one() {
        let salt = SaltString::encode_b64(b"sixteen bytes ok").unwrap();
        let known = Argon2::default().hash_password(b"whatever it is", &salt).unwrap();
        let unknown = PasswordHash::new(UNKNOWN).unwrap();
        assert_eq!(unknown.params, known.params);
        assert_eq!((unknown.algorithm, unknown.version), (known.algorithm, known.version));
        assert_eq!(unknown.hash.map(|hash| hash.len()), known.hash.map(|hash| hash.len()));
    }
}
