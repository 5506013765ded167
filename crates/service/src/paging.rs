//! A page's place in its list.

use domain::query::{Cursor, Direction};
use domain::time::Timestamp;

/// How many rows stand above a page with these keys, and where its neighbours start.
pub(crate) fn neighbours(
    keys: &[(Timestamp, i64)],
    cursor: Option<Cursor>,
    more: bool,
) -> (u32, Option<Cursor>, Option<Cursor>) {
    let shown = u32::try_from(keys.len()).unwrap_or(u32::MAX);
    let (above, has_older, has_newer) = match cursor {
        None => (0, more, false),
        Some(Cursor { direction: Direction::After, above, .. }) => (above, more, true),
        // Coming back up, the rows above are those of before less this page's; at the top there are none.
        Some(Cursor { direction: Direction::Before, above, .. }) => {
            (if more { above.saturating_sub(shown) } else { 0 }, true, more)
        }
    };
    let at = |key: &(Timestamp, i64), direction, above| Cursor { direction, at: key.0, id: key.1, above };
    let older =
        keys.last().filter(|_| has_older).map(|key| at(key, Direction::After, above.saturating_add(shown)));
    let newer = keys.first().filter(|_| has_newer).map(|key| at(key, Direction::Before, above));
    (above, older, newer)
}

/// Where to look when nothing is left beyond a cursor, since rows leave a list: before it, its own row included, for the page that is the
/// last by now; or from the top.
pub(crate) fn instead(gone: Cursor) -> Option<Cursor> {
    match gone.direction {
        Direction::After => {
            Some(Cursor { direction: Direction::Before, id: gone.id.saturating_sub(1), ..gone })
        }
        Direction::Before => None,
    }
}
