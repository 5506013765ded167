//! Processor time, as Linux tells it: what a page costs does not depend on how much of the machine one is given.

/// Milliseconds of one tick of `/proc` (USER_HZ is 100 on every Linux).
const TICK: u64 = 10;

/// What a process has used so far, in milliseconds; 0 where there is no such process.
pub fn of_process(pid: u32) -> u64 {
    let ticks = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok().and_then(|stat| {
        // The name, in brackets, may hold spaces. Behind it, user and system time are the 12th and 13th field.
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
    });
    ticks.unwrap_or(0) * TICK
}

/// What a virtual machine's host has kept for others, and all there was.
#[derive(Clone, Copy)]
pub struct Machine {
    stolen: u64,
    all: u64,
}

impl Machine {
    /// Up to now; zeros where it is not told.
    pub fn now() -> Self {
        let stat = std::fs::read_to_string("/proc/stat").unwrap_or_default();
        let line = stat.lines().next().unwrap_or_default();
        let fields: Vec<u64> =
            line.split_whitespace().skip(1).filter_map(|field| field.parse().ok()).collect();
        Self { stolen: fields.get(7).copied().unwrap_or(0), all: fields.iter().take(8).sum() }
    }

    /// The share that was stolen since then, in percent.
    pub fn stolen_since(self, then: Self) -> f64 {
        let share = |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f64 * 100.0 / whole as f64 };
        (share(self.stolen - then.stolen, self.all - then.all) * 10.0).round() / 10.0
    }
}
