//! How much memory a process holds.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde::Serialize;

/// A process's memory, in MiB.
#[derive(Debug, Serialize)]
pub struct Memory {
    /// Anonymous memory when it had started.
    pub anonymous_at_start: u64,
    /// The most anonymous memory that was seen.
    pub anonymous_at_most: u64,
}

/// Looks at a process every 50 ms until it is told to stop.
pub struct Watch {
    most: Arc<AtomicU64>,
    start: u64,
    task: tokio::task::JoinHandle<()>,
}

impl Watch {
    /// Starts looking.
    pub fn start(pid: u32) -> Self {
        let start = anonymous(pid);
        let most = Arc::new(AtomicU64::new(start));
        let seen = Arc::clone(&most);
        let task = tokio::spawn(async move {
            loop {
                seen.fetch_max(anonymous(pid), Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        });
        Self { most, start, task }
    }

    /// What was seen.
    pub fn stop(self) -> Memory {
        self.task.abort();
        Memory {
            anonymous_at_start: self.start / 1024,
            anonymous_at_most: self.most.load(Ordering::Relaxed) / 1024,
        }
    }
}

/// Anonymous resident memory in KiB, as Linux tells it; 0 where there is no such process.
fn anonymous(pid: u32) -> u64 {
    std::fs::read_to_string(format!("/proc/{pid}/status"))
        .ok()
        .and_then(|status| {
            let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
            line.trim().strip_suffix(" kB")?.trim().parse().ok()
        })
        .unwrap_or(0)
}
