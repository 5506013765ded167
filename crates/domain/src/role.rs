//! Who may do what.

text_enum! {
    /// What a person is in the team.
    pub enum Role {
        /// Everything, the team and its settings too.
        Owner = "owner",
        /// Everything but the team.
        Manager = "manager",
        /// Releases, ships and answers claims; no money, no settings.
        Fulfilment = "fulfilment",
        /// Looks only.
        Viewer = "viewer",
    }
}

text_enum! {
    /// A right that a command or a read asks for.
    pub enum Permission {
        /// See orders, shipments and claims.
        ViewOrders = "view_orders",
        /// See customers and their addresses.
        ViewCustomers = "view_customers",
        /// Confirm, release, pack, hand over, register invoices, correct addresses and stock.
        Fulfil = "fulfil",
        /// Cancel orders, record payments and refunds, decide claims.
        Manage = "manage",
        /// Bring orders in from a file.
        Import = "import",
        /// Change the merchant's settings, channels, locations, carriers.
        Settings = "settings",
        /// Invite people, change their roles, read the audit log.
        Team = "team",
    }
}

impl Role {
    /// Whether this role has that right.
    pub const fn can(self, permission: Permission) -> bool {
        use Permission::*;
        match self {
            Role::Owner => true,
            Role::Manager => !matches!(permission, Team),
            Role::Fulfilment => matches!(permission, ViewOrders | ViewCustomers | Fulfil),
            Role::Viewer => matches!(permission, ViewOrders | ViewCustomers),
        }
    }
}
