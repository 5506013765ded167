//! Where settings come from.

use crate::process::{Waybill, complaint, output};

#[test]
fn ops_01_flags_come_before_the_environment_and_that_before_the_file() {
    let waybill = Waybill::new();
    let file = waybill.path("waybill.toml");
    std::fs::write(
        &file,
        "# Settings\naddr = \"127.0.0.1:1001\"\nlog_format = \"json\"\nshutdown_timeout = 7\nmetrics_addr = \"127.0.0.1:1002\"\n\
         database = \"postgres://desk:s3cret@host/file\"\n",
    )
    .unwrap();
    let path = file.to_str().unwrap();
    let shown = |command: &mut std::process::Command| {
        let output = output(command, "");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let line = |text: &str, key: &str| -> (String, String) {
        let line = text
            .lines()
            .find(|line| line.split_whitespace().next() == Some(key))
            .unwrap_or_else(|| panic!("{key}: {text}"));
        let mut words = line.split_whitespace().skip(1);
        (words.next().unwrap().to_owned(), words.collect::<Vec<_>>().join(" "))
    };

    let text = shown(
        waybill
            .command(&["config", "--config", path, "--metrics-addr", "127.0.0.1:3003"])
            .env("WAYBILL_METRICS_ADDR", "127.0.0.1:2002")
            .env("WAYBILL_SHUTDOWN_TIMEOUT", "8"),
    );
    assert_eq!(line(&text, "addr"), ("127.0.0.1:1001".into(), format!("file {path}:2")));
    assert_eq!(line(&text, "log_format"), ("json".into(), format!("file {path}:3")));
    assert_eq!(line(&text, "shutdown_timeout"), ("8".into(), "environment WAYBILL_SHUTDOWN_TIMEOUT".into()));
    assert_eq!(line(&text, "metrics_addr"), ("127.0.0.1:3003".into(), "flag --metrics-addr".into()));
    assert_eq!(line(&text, "log").1, "default");
    assert_eq!(line(&text, "database").1, "environment WAYBILL_DATABASE");

    let mut of_file = waybill.command(&["config"]);
    of_file.env("WAYBILL_CONFIG", path).env_remove("WAYBILL_DATABASE");
    let text = shown(&mut of_file);
    assert_eq!(line(&text, "database"), ("postgres://desk:***@host/file".into(), format!("file {path}:6")));
    assert!(!text.contains("s3cret"), "{text}");
    let text = shown(of_file.env("DATABASE_URL", "postgres://desk:s3cret@host/shared"));
    assert_eq!(
        line(&text, "database"),
        ("postgres://desk:***@host/shared".into(), "environment DATABASE_URL".into())
    );
    let text = shown(of_file.args(["--database", "sqlite:///x.db"]));
    assert_eq!(line(&text, "database"), ("sqlite:///x.db".into(), "flag --database".into()));

    // The file's database is that of all commands, and what serves is not in the way of others.
    let text = waybill.path("own.toml");
    std::fs::write(&text, format!("database = \"{}\"\naddr = \"127.0.0.1:1\"\n", waybill.database()))
        .unwrap();
    let mut migrate = waybill.command(&["migrate"]);
    migrate.env("WAYBILL_CONFIG", &text).env_remove("WAYBILL_DATABASE");
    shown(&mut migrate);
    assert!(waybill.path("waybill.db").exists());
}

#[test]
fn ops_01_what_is_wrong_with_a_setting_is_told_with_where_it_stands() {
    let waybill = Waybill::new();
    let file = waybill.path("waybill.toml");
    std::fs::write(&file, "log_format = \"json\"\n\nadress = \"127.0.0.1:1\"\n").unwrap();
    let path = file.to_str().unwrap();
    for command in ["serve", "migrate", "config"] {
        let told = waybill.fails(&[command, "--config", path]);
        assert!(told.starts_with(&format!("waybill: {path}:3: adress: there is no such setting")), "{told}");
    }
    let missing = waybill.fails(&["config", "--config", "/no/such/file.toml"]);
    assert!(missing.contains("/no/such/file.toml can't be read: No such file"), "{missing}");
    for (variable, value, reason) in [
        ("WAYBILL_ADDR", "everywhere", "invalid socket address syntax"),
        ("WAYBILL_LOG_FORMAT", "xml", "possible values: text, json"),
        ("WAYBILL_SHUTDOWN_TIMEOUT", "soon", "invalid digit"),
        ("WAYBILL_LOG", "loud=very", "invalid"),
    ] {
        let told = complaint(waybill.command(&["config"]).env(variable, value));
        assert!(told.starts_with(&format!("waybill: {variable}: invalid value '{value}'")), "{told}");
        assert!(told.contains(reason), "{told}");
    }
    let nothing_said = ["serve", "--tracking", "aftership", "--addr", "127.0.0.1:0"];
    let told = waybill.fails(&nothing_said);
    assert!(
        told.contains("tracking by aftership needs the key of its API: name it by aftership_key"),
        "{told}"
    );
    let told = complaint(waybill.command(&nothing_said).env("WAYBILL_AFTERSHIP_KEY", "s3cret\nkey"));
    assert!(told.contains("aftership_key: ") && !told.contains("s3cret"), "{told}");
    let told = complaint(waybill.command(&["config"]).env("WAYBILL_AFTERSHIP_URL", "http://api.example"));
    assert!(told.contains("an address is needed that begins with https://"), "{told}");
    let mut shown = waybill.command(&["config", "--tracking", "aftership"]);
    let shown = output(shown.env("WAYBILL_AFTERSHIP_KEY", "s3cret"), "");
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("aftership_key") && shown.contains("***") && !shown.contains("s3cret"), "{shown}");
    let told = waybill.fails(&["serve", "--site", "/no/such/folder"]);
    assert!(
        told.contains("the browser's files are not in /no/such/folder: name their folder with --site"),
        "{told}"
    );
}
