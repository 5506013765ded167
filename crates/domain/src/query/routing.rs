//! How goods travel (REL-04, SHP-04): what "Optional +" narrows a list by.

use serde::{Deserialize, Serialize};

use super::{Reader, Writer};
use crate::id::{LocationId, OptionId, PolicyId};

/// How the goods travel (REL-04, "Optional +"): a location narrows the policies, a policy narrows the options.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Routing {
    /// Shipping location.
    pub location: Option<LocationId>,
    /// Delivery policy.
    pub policy: Option<PolicyId>,
    /// Shipping option.
    pub option: Option<OptionId>,
}

impl Routing {
    /// Whether nothing is chosen.
    pub const fn is_empty(&self) -> bool {
        self.location.is_none() && self.policy.is_none() && self.option.is_none()
    }

    /// Takes over a parameter, if it is one of these.
    pub(super) fn read(&mut self, reader: &mut Reader, name: &str, value: &str) {
        match name {
            "location" => self.location = reader.read(name, value),
            "policy" => self.policy = reader.read(name, value),
            "option" => self.option = reader.read(name, value),
            _ => {}
        }
    }
}

impl Writer {
    pub(super) fn routing(&mut self, routing: Routing) {
        let ids = [
            ("location", routing.location.map(|id| id.0)),
            ("policy", routing.policy.map(|id| id.0)),
            ("option", routing.option.map(|id| id.0)),
        ];
        for (name, id) in ids {
            if let Some(id) = id {
                self.put(name, id.to_string());
            }
        }
    }
}
