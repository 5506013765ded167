//! What commands do to a whole order: one test for each rule that is about more than one state machine,
//! and random commands for what no sentence thought of.
#![allow(clippy::unwrap_used)] // clippy knows functions marked #[test] only, not what they call

mod afterwards;
mod desk;
mod model;
mod shipping;
