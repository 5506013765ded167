//! Two runs beside each other.

use std::path::Path;

use anyhow::{Context as _, bail};
use serde_json::Value;

/// Prints each median that differs by more than the noise of both runs together, and how many were compared.
///
/// # Errors
/// When a file can't be read or the runs timed nothing in common.
pub fn compare(first: &Path, second: &Path) -> anyhow::Result<()> {
    let read = |path: &Path| -> anyhow::Result<Value> {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        serde_json::from_str(&text).with_context(|| path.display().to_string())
    };
    let (mut before, mut after) = (Vec::new(), Vec::new());
    figures("", &read(first)?, &mut before);
    figures("", &read(second)?, &mut after);
    let (mut compared, mut apart) = (0, 0);
    for (name, median, noise) in &before {
        let Some((_, other, also)) = after.iter().find(|(known, ..)| known == name) else { continue };
        compared += 1;
        let difference = other / median - 1.0;
        if difference.abs() > noise + also {
            apart += 1;
            println!(
                "{name}: {median} ms, then {other} ms ({:+.0} %, noise {:.0} %)",
                difference * 100.0,
                (noise + also) * 100.0
            );
        }
    }
    if compared == 0 {
        bail!("the two runs timed nothing in common");
    }
    println!("{apart} of {compared} medians differ by more than the noise");
    Ok(())
}

/// Collects whatever has a median and a noise, named by where it stands.
fn figures(place: &str, value: &Value, out: &mut Vec<(String, f64, f64)>) {
    match value {
        Value::Object(fields) => {
            if let (Some(median), Some(noise)) =
                (fields.get("median").and_then(Value::as_f64), fields.get("noise").and_then(Value::as_f64))
            {
                out.push((place.to_owned(), median, noise));
            }
            for (name, value) in fields {
                figures(&format!("{place}/{name}"), value, out);
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                let name =
                    item.get("name").and_then(Value::as_str).map_or_else(|| i.to_string(), str::to_owned);
                figures(&format!("{place}/{name}"), item, out);
            }
        }
        _ => {}
    }
}
