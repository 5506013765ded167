//! A browser that is signed in, or about to.

use domain::id::UserId;
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A browser that is signed in, or about to.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// SHA-256 of the token, in hex: the table opens no session to who reads it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub user_id: Option<UserId>,
    #[sea_orm(column_type = "JsonBinary")]
    pub data: Json,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// The rows this one names by a foreign key.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// To `user`.
    #[sea_orm(belongs_to = "super::user::Entity", from = "Column::UserId", to = "super::user::Column::Id")]
    User,
}

impl ActiveModelBehavior for ActiveModel {}
