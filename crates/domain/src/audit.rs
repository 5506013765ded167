//! What the audit log tells of.

text_enum! {
    /// Something that was done to the installation, by whoever was there.
    pub enum AuditKind {
        /// Somebody signed in.
        SignedIn = "signed_in",
        /// The email and the password did not belong together.
        SignInRefused = "sign_in_refused",
        /// After that refusal, further attempts had to wait.
        SignInHeldBack = "sign_in_held_back",
        /// Somebody signed out.
        SignedOut = "signed_out",
        /// The first run's owner was set up.
        OwnerCreated = "owner_created",
        /// A person was added.
        PersonAdded = "person_added",
        /// Orders were imported.
        OrdersImported = "orders_imported",
        /// Somebody changed their password; their other sessions ended.
        PasswordChanged = "password_changed",
        /// Somebody who is signed in gave a wrong password when changing it.
        PasswordRefused = "password_refused",
        /// Somebody ended one of their sessions elsewhere.
        SessionEnded = "session_ended",
        /// Somebody ended all their other sessions.
        SessionsEnded = "sessions_ended",
        /// The merchant's settings were changed.
        MerchantChanged = "merchant_changed",
        /// A carrier was added or changed, switched on or off, or moved in the list.
        CarrierChanged = "carrier_changed",
    }
}
