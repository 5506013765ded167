//! Backup and restore by the command line, beside a server, and where there is no room. What they copy is tested in `store`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{Waybill, complaint};

#[test]
fn ops_01_backups_during_a_seed_while_serving_are_whole() {
    let waybill = Waybill::new();
    let server = waybill.serve(&[]);
    let mut seed =
        waybill.command(&["seed", "--orders", "4000"]).stdout(std::process::Stdio::null()).spawn().unwrap();
    let mut files = Vec::new();
    loop {
        let is_over = seed.try_wait().unwrap().is_some();
        let file = format!("backup-{}", files.len());
        let told = waybill.succeeds(&["backup", &file]);
        assert!(told.starts_with(&format!("{file} holds ")), "{told}");
        assert_eq!(server.get("/healthz").status, 200);
        files.push(file);
        if is_over {
            break;
        }
    }
    assert!(files.len() > 1, "none was made during the seed");
    assert!(seed.wait().unwrap().success());
    let in_use = waybill.fails(&["restore", &files[0], "--replace"]);
    assert!(in_use.contains("is in use: stop the server first"), "{in_use}");
    for (number, file) in files.iter().enumerate() {
        let database = format!("sqlite://{}", waybill.path(&format!("restored-{number}.db")).display());
        let told = waybill.succeeds(&["restore", file, "--database", &database]);
        assert!(told.ends_with(&format!(" orders of {file}.\n")), "{told}");
        if number + 1 == files.len() {
            assert_eq!(told, format!("The database holds the 4000 orders of {file}.\n"));
        }
    }
}

/// A file system with little room, gone with this value.
struct Small(PathBuf);

impl Small {
    /// `None`, said on standard error, where a test may not mount one.
    fn mount(at: PathBuf) -> Option<Self> {
        std::fs::create_dir(&at).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=3m", "none"]).arg(&at).output();
        match mounted {
            Ok(output) if output.status.success() => Some(Self(at)),
            _ => {
                use std::io::Write as _;
                let _ = writeln!(std::io::stderr(), "FULL DISK SKIPPED: no file system can be mounted here");
                None
            }
        }
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn ops_01_a_full_disk_is_told_and_the_old_database_is_kept() {
    let waybill = Waybill::new();
    waybill.succeeds(&["seed", "--orders", "2000"]);
    waybill.succeeds(&["backup", "good"]);
    let size = std::fs::metadata(waybill.path("good")).unwrap().len();
    assert!(size > 3_200_000, "too little to fill the disk: {size}");
    let Some(small) = Small::mount(waybill.path("small")) else { return };

    let told = waybill.fails(&["backup", "small/backup"]);
    assert!(told.contains("disk is full") || told.contains("No space left"), "{told}");
    assert_eq!(names(&small.0), [""; 0], "nothing is left behind");

    let database = format!("sqlite://{}", small.0.join("waybill.db").display());
    waybill.succeeds(&["migrate", "--database", &database]);
    let before = std::fs::read(small.0.join("waybill.db")).unwrap();
    let told = waybill.fails(&["restore", "good", "--database", &database]);
    assert!(told.contains("No space left on device"), "{told}");
    assert_eq!(names(&small.0), ["waybill.db"]);
    assert!(std::fs::read(small.0.join("waybill.db")).unwrap() == before, "the old database has changed");
}

#[test]
fn ops_01_a_file_that_may_not_grow_is_told_and_nothing_is_left_behind() {
    let waybill = Waybill::new();
    waybill.succeeds(&["seed", "--orders", "2000"]);
    std::fs::create_dir(waybill.path("copies")).unwrap();
    // In blocks of 512 bytes; the signal that comes with it is ignored, as some service managers do.
    let script =
        format!("trap '' XFSZ; ulimit -f 400; exec {} backup copies/backup", env!("CARGO_BIN_EXE_waybill"));
    let mut limited = Command::new("sh");
    limited.args(["-c", &script]).current_dir(waybill.folder.path());
    limited.env("WAYBILL_CONFIG", "/dev/null").env("WAYBILL_DATABASE", waybill.database());
    let told = complaint(&mut limited);
    assert!(told.contains("could not be copied"), "{told}");
    assert_eq!(names(&waybill.path("copies")), [""; 0]);
}

#[test]
fn ops_01_a_missing_program_of_postgresql_is_named() {
    let waybill = Waybill::new();
    let Ok(url) = std::env::var("TEST_DATABASE_URL") else { return };
    let mut command = waybill.command(&["restore", "dump", "--database", &url]);
    std::fs::write(waybill.path("dump"), b"PGDMP and nothing more").unwrap();
    let told = complaint(command.env("PATH", waybill.folder.path()));
    assert!(told.contains("pg_restore is missing: install PostgreSQL's client programs"), "{told}");
}
