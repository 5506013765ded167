//! Texts in a carrier's fields: what is written how, and which line holds how much of it.

use std::borrow::Cow;

/// How a carrier counts the length of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// In halves: a character of full width is two, as it is two bytes of CP932.
    Halves,
    /// Each character is one, however wide.
    Characters,
}

impl Measure {
    pub fn of(self, c: char) -> usize {
        match (self, c) {
            (Self::Characters, _) | (_, '\0'..='\u{7f}' | '\u{ff61}'..='\u{ff9f}') => 1,
            _ => 2,
        }
    }

    pub fn length(self, text: &str) -> usize {
        text.chars().map(|c| self.of(c)).sum()
    }
}

/// A text as it can stand in a file that knows no quotes, and that somebody may open in a spreadsheet.
///
/// Signs that would part cells become their wider twins, which mean the same to who reads a label; so do those of formulas, which are left out
/// where the text would begin with one. What parts lines becomes a space. So do those that CP932 knows by the code of their twin alone (JIS X 0208 and Windows disagree about them).
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let is_blank = |c: char| c.is_whitespace() || c.is_control();
    // What begins a formula, also in its wider form, says nothing at the beginning of a name or an address.
    let text = text
        .trim_start_matches(|c: char| is_blank(c) || "=+-@＝＋－＠\u{2212}".contains(c))
        .trim_end_matches(is_blank);
    let twin = |c: char| match c {
        ',' => '，',
        '"' => '”',
        '=' => '＝',
        '+' => '＋',
        '@' => '＠',
        '\u{2212}' => '－',
        '\u{301c}' => '～',
        '\u{2016}' => '∥',
        '\u{2014}' => '―',
        '\u{a2}' => '￠',
        '\u{a3}' => '￡',
        '\u{a5}' => '￥',
        '\u{ac}' => '￢',
        '\u{2010}' | '\u{2011}' | '\u{2013}' => '-',
        '\u{a0}' => ' ',
        c if c.is_control() => ' ',
        c => c,
    };
    if text.chars().all(|c| twin(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(twin).collect())
}

/// Lays texts on lines of these lengths: each on lines of its own, else one after the other. A number is not parted between two lines unless
/// nothing else helps. None where they don't fit.
pub(super) fn lay(texts: &[&str], limits: &[usize], measure: Measure) -> Option<Vec<String>> {
    let texts: Vec<&str> = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    let apart = || {
        let mut lines = Vec::new();
        for text in &texts {
            lines.extend(broken(text, limits.get(lines.len()..)?, measure, true)?);
        }
        Some(lines)
    };
    let flowing = texts.join("\u{3000}");
    apart()
        .or_else(|| broken(&flowing, limits, measure, true))
        .or_else(|| broken(&flowing, limits, measure, false))
}

fn broken(text: &str, limits: &[usize], measure: Measure, whole_numbers: bool) -> Option<Vec<String>> {
    let mut rest = text;
    let mut lines = Vec::new();
    for limit in limits {
        let end = cut(rest, *limit, measure, whole_numbers);
        let (line, left) = rest.split_at(end);
        if line.is_empty() {
            break;
        }
        lines.push(line.trim_end().to_owned());
        rest = left.trim_start();
    }
    rest.is_empty().then_some(lines)
}

/// Where a line ends that holds so much; 0 where nothing may stand on it.
fn cut(text: &str, limit: usize, measure: Measure, whole_numbers: bool) -> usize {
    let mut length = 0;
    let ends = text.char_indices().map(|(at, c)| {
        length += measure.of(c);
        (at + c.len_utf8(), length)
    });
    let ends: Vec<usize> = ends.take_while(|(_, length)| *length <= limit).map(|(end, _)| end).collect();
    let may_part = |end: usize| {
        let before = text.get(..end).and_then(|text| text.chars().next_back());
        let rest = text.get(end..).unwrap_or_default();
        let Some(after) = rest.chars().next() else { return true };
        // No line begins with a hyphen: it would be a sum's in a spreadsheet.
        let parts_number = whole_numbers && before.is_some_and(in_number) && in_number(after);
        !parts_number && !rest.trim_start().starts_with(['-', '－'])
    };
    ends.into_iter().rev().find(|end| may_part(*end)).unwrap_or(0)
}

/// Whether it stands in numbers and in words of Latin letters.
const fn in_number(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '-' | '－' | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '\u{ff70}')
}

/// A text of at most so much with `end` behind it. What is left out of it is told by an ellipsis.
pub(super) fn shortened(text: &str, end: &str, limit: usize, measure: Measure) -> String {
    let room = limit.saturating_sub(measure.length(end));
    if measure.length(text) <= room {
        return format!("{text}{end}");
    }
    let room = room.saturating_sub(measure.of('…'));
    let mut length = 0;
    let kept = text.chars().take_while(|c| {
        length += measure.of(*c);
        length <= room
    });
    format!("{}…{end}", kept.collect::<String>())
}
