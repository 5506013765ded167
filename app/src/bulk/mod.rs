//! Commands to many orders or shipments: the pop-up that asks, and the one that shows how far they are (REL-08, REL-12).

mod api;
mod ask;
mod progress;
mod start;
mod steps;

pub use api::*;
pub use ask::BulkDialog;
pub use progress::{JobDialog, JobOver, follow_job, use_job_id};
pub use start::Start;
