//! A page's place in its list.

use domain::query::{Direction, Place};

/// A page of a list with its place in it.
pub(crate) struct Page<R, P> {
    /// The rows, in the list's order.
    pub(crate) rows: Vec<R>,
    /// How many rows stand above them.
    pub(crate) above: u32,
    /// Where the next page starts, when there is one.
    pub(crate) older: Option<P>,
    /// Where the previous page ends, when there is one.
    pub(crate) newer: Option<P>,
}

/// The page that a cursor asks for, by `read`, which gives a page's rows and whether there are more in its direction.
///
/// Rows leave a list. Where nothing is left beyond the cursor, it is what stands before it: the page that is the last by now; or the first.
pub(crate) async fn page<R, P: Place, E, Reading: Future<Output = Result<(Vec<R>, bool), E>>>(
    asked: Option<P>,
    read: impl Fn(Option<P>) -> Reading,
    key: impl Fn(&R) -> P::Key,
) -> Result<Page<R, P>, E> {
    let mut cursor = asked.clone();
    let (mut rows, mut more) = read(cursor.clone()).await?;
    let gone = asked.filter(|_| rows.is_empty());
    if let Some(gone) = &gone {
        cursor = gone.instead();
        (rows, more) = read(cursor.clone()).await?;
    }
    let shown = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let place = cursor.as_ref().map(|cursor| (cursor.direction(), cursor.above()));
    let (above, has_older, has_newer) = match place {
        None => (0, more, false),
        Some((Direction::After, above)) => (above, more, true),
        // Coming back up, the rows above are those of before less this page's; at the top there are none. Shown instead of what was to come after
        // it, the page is the last.
        Some((Direction::Before, above)) => {
            (if more { above.saturating_sub(shown) } else { 0 }, gone.is_none(), more)
        }
    };
    let end = rows.last().filter(|_| has_older).map(&key);
    let start = rows.first().filter(|_| has_newer).map(&key);
    let older = end.map(|key| P::at(key, Direction::After, above.saturating_add(shown)));
    let newer = start.map(|key| P::at(key, Direction::Before, above));
    Ok(Page { rows, above, older, newer })
}
