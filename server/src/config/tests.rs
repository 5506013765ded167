use super::*;

fn refused(text: &str) -> String {
    match File::read(Path::new("/etc/w.toml"), text) {
        Ok(_) => panic!("taken: {text}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn ops_01_what_is_wrong_with_the_file_is_told_with_line_and_key() {
    let unknown = refused("# a comment\n\nadress = \"127.0.0.1:1\"\n");
    assert!(unknown.starts_with("/etc/w.toml:3: adress: there is no such setting; there are "), "{unknown}");
    assert!(unknown.contains("addr") && unknown.contains("metrics_addr"), "{unknown}");
    assert_eq!(
        refused("log-format = \"json\""),
        "/etc/w.toml:1: log-format: there is no such setting; it is written log_format"
    );
    assert_eq!(
        refused("addr = \"everywhere\""),
        "/etc/w.toml:1: addr: invalid value 'everywhere': invalid socket address syntax"
    );
    assert_eq!(
        refused("log_format = \"xml\""),
        "/etc/w.toml:1: log_format: invalid value 'xml' [possible values: text, json]"
    );
    let number = refused("\nshutdown_timeout = -1");
    assert!(number.starts_with("/etc/w.toml:2: shutdown_timeout: invalid value '-1'"), "{number}");
    let number = refused("shutdown_timeout = 1.5");
    assert!(number.starts_with("/etc/w.toml:1: shutdown_timeout: invalid value '1.5'"), "{number}");
    assert!(
        refused("public_url = \"perhaps\"").starts_with("/etc/w.toml:1: public_url: invalid value 'perhaps'")
    );
    let table = refused("[addr]\nport = 1");
    assert_eq!(table, "/etc/w.toml:1: addr: a text, a number, true or false is needed");
    let address = refused("aftership_url = \"http://api.aftership.com\"");
    assert!(address.contains("an address is needed that begins with https://"), "{address}");
    assert!(refused("config = \"/other\"").contains(":1: config: there is no such setting"));
    assert!(refused("addr = ").starts_with("/etc/w.toml:1: "));
    let twice = refused("addr = \"[::1]:1\"\naddr = \"[::1]:1\"");
    assert!(twice.starts_with("/etc/w.toml:2: ") && twice.contains("duplicate"), "{twice}");
}

#[test]
fn ops_01_every_setting_can_stand_in_the_file() {
    let text = "addr = \"0.0.0.0:80\"\npublic_url = \"https://desk.example\"\ntrusted_proxies = [\"10.0.0.0/8\", \"::1\"]\nsite = \"/s\"\nmetrics_addr = \"127.0.0.1:9464\"\nshutdown_timeout = 5\n\
        smtp_url = \"smtps://w:s3cret@mail.example\"\nmail_from = \"Shop <orders@shop.example>\"\n\
        tracking = \"simulated\"\ntracking_pace = 1440\naftership_key = \"k3y\"\naftership_url = \"http://127.0.0.1:9\"\naftership_secret = \"s3cret\"\n\
        database = \"postgres://a:b@h/n\"\nlog = \"warn\"\nlog_format = \"json\"\n";
    let file = File::read(Path::new("w.toml"), text).unwrap();
    let keys: std::collections::BTreeSet<_> = file.entries.iter().map(|entry| entry.key.as_str()).collect();
    let settings = settings();
    let all: std::collections::BTreeSet<_> =
        settings.iter().map(|setting| setting.get_id().as_str()).collect();
    assert_eq!(keys, all, "a new setting is tried here too");
}

#[test]
fn ops_01_passwords_are_not_shown() {
    assert_eq!(without_password("postgres://w:s3:c@ret@host/name"), "postgres://w:***@host/name");
    assert_eq!(
        without_password("postgres://host/name?user=w&password=secret&sslmode=require"),
        "postgres://host/name?user=w&password=***&sslmode=require"
    );
    assert_eq!(without_password("smtps://w:s3cret@mail.example"), "smtps://w:***@mail.example");
    assert_eq!(without_password("postgres://w@host/name"), "postgres://w@host/name");
    assert_eq!(without_password("sqlite:///var/lib/w.db"), "sqlite:///var/lib/w.db");
    assert_eq!(without_password("127.0.0.1:3000"), "127.0.0.1:3000");
    assert_eq!(shown("aftership_secret", "s3cret"), "***");
    assert_eq!(shown("aftership_key", "k3y"), "***");
    assert_eq!(shown("smtp_url", "smtps://w:s3cret@mail.example"), "smtps://w:***@mail.example");
}

/// The table of docs/operations.md, as the code would write it.
fn table() -> String {
    let mut text =
        String::from("| in the file | flag | environment | default | meaning |\n|---|---|---|---|---|\n");
    for setting in settings() {
        let default: Vec<_> =
            setting.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
        let default = if default.is_empty() { String::new() } else { format!("`{}`", default.join(",")) };
        let _ = writeln!(
            text,
            "| `{}` | `--{}` | `{}` | {default} | {} |",
            setting.get_id(),
            setting.get_long().unwrap_or_default(),
            setting.get_env().unwrap_or_default().display(),
            setting.get_help().map(ToString::to_string).unwrap_or_default(),
        );
    }
    text
}

#[test]
fn ops_01_the_documented_settings_are_those_of_the_program() {
    let documented = std::fs::read_to_string("../docs/operations.md").unwrap();
    assert!(documented.contains(&table()), "docs/operations.md lacks this table:\n{}", table());
}
