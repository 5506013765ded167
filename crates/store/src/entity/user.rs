//! A person who signs in.

use domain::id::UserId;
use domain::role::Role;
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A person who signs in.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: UserId,
    /// Lower case, unique.
    pub email: String,
    /// argon2id, as a PHC string.
    pub password_hash: String,
    pub role: Role,
    pub locale: Option<String>,
    pub created_at: Timestamp,
    pub disabled_at: Option<Timestamp>,
    pub last_seen_at: Option<Timestamp>,
}

/// No foreign keys.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
