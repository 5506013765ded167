//! A page's place in its list.

use domain::query::{Cursor, Direction};
use domain::time::Timestamp;

/// A page of a list with its place in it.
pub(crate) struct Page<R> {
    /// The rows, newest first.
    pub(crate) rows: Vec<R>,
    /// How many rows stand above them.
    pub(crate) above: u32,
    /// Where the next page starts, when there is one.
    pub(crate) older: Option<Cursor>,
    /// Where the previous page ends, when there is one.
    pub(crate) newer: Option<Cursor>,
}

/// The page that a cursor asks for, by `read`, which gives a page's rows and whether there are more in its direction.
///
/// Rows leave a list. Where nothing is left beyond the cursor, it is what stands before it, its own row included: the page that is the last by
/// now; or the first.
pub(crate) async fn page<R, E, Reading: Future<Output = Result<(Vec<R>, bool), E>>>(
    asked: Option<Cursor>,
    read: impl Fn(Option<Cursor>) -> Reading,
    key: impl Fn(&R) -> (Timestamp, i64),
) -> Result<Page<R>, E> {
    let mut cursor = asked;
    let (mut rows, mut more) = read(cursor).await?;
    let gone = asked.filter(|_| rows.is_empty());
    if let Some(gone) = gone {
        cursor = instead(gone);
        (rows, more) = read(cursor).await?;
    }
    let shown = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let (above, has_older, has_newer) = match cursor {
        None => (0, more, false),
        Some(Cursor { direction: Direction::After, above, .. }) => (above, more, true),
        // Coming back up, the rows above are those of before less this page's; at the top there are none. Shown instead of what was to come after
        // it, the page is the last.
        Some(Cursor { direction: Direction::Before, above, .. }) => {
            (if more { above.saturating_sub(shown) } else { 0 }, gone.is_none(), more)
        }
    };
    let at = |(at, id): (Timestamp, i64), direction, above| Cursor { direction, at, id, above };
    let end = rows.last().filter(|_| has_older).map(&key);
    let start = rows.first().filter(|_| has_newer).map(&key);
    let older = end.map(|key| at(key, Direction::After, above.saturating_add(shown)));
    let newer = start.map(|key| at(key, Direction::Before, above));
    Ok(Page { rows, above, older, newer })
}

fn instead(gone: Cursor) -> Option<Cursor> {
    match gone.direction {
        Direction::After => {
            Some(Cursor { direction: Direction::Before, id: gone.id.saturating_sub(1), ..gone })
        }
        Direction::Before => None,
    }
}
