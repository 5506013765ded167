//! Where the browser's files are.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use leptos::config::{Env, LeptosOptions};

use crate::config::Serving;

/// What Leptos needs to know.
///
/// # Errors
/// When the folder is missing.
pub fn options(serving: &Serving) -> anyhow::Result<LeptosOptions> {
    let site = match &serving.site {
        Some(site) => site.clone(),
        None => beside_program()?,
    };
    let shown = site.display();
    let pkg = match build(&site)? {
        Some(build) => format!("pkg/{build}"),
        None => "pkg".to_owned(),
    };
    if !site.join(&pkg).is_dir() {
        bail!("the browser's files are not in {shown}: name their folder with --site");
    }
    let site = site.canonicalize().with_context(|| format!("{shown} can't be read"))?;
    let mut options = leptos::config::get_configuration(None)
        .context("the LEPTOS_ variables can't be read")?
        .leptos_options;
    options.site_pkg_dir = pkg.into();
    options.site_root = text(&site)?.into();
    options.site_addr = serving.addr;
    if !cfg!(debug_assertions) {
        options.env = Env::PROD;
    }
    Ok(options)
}

/// The folder in `pkg` whose name changes with anything in it; `cargo leptos watch` makes none.
fn build(site: &Path) -> anyhow::Result<Option<String>> {
    let path = site.join("build.txt");
    match std::fs::read_to_string(&path) {
        Ok(build) if build.trim().is_empty() => bail!("{} is empty", path.display()),
        Ok(build) => Ok(Some(build.trim().to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} can't be read", path.display())),
    }
}

/// As packages lay files out: /usr/bin/waybill has its files in /usr/share/waybill/site.
fn beside_program() -> anyhow::Result<PathBuf> {
    let program = std::env::current_exe().context("the program's own folder can't be told")?;
    let folder = program.parent().unwrap_or(Path::new("/"));
    Ok(folder.join("../share/waybill/site"))
}

fn text(path: &Path) -> anyhow::Result<&str> {
    path.to_str().with_context(|| format!("the name of {} is not UTF-8", path.display()))
}
