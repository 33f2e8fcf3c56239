//! A part of the screen to write on. Text that does not fit is cut.

use crate::render::{Style, fit};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style as Look};

/// The style of a text, as in the text report. Without colour, bold and faint tell the styles
/// apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    Plain,
    Outlier,
    /// Lines that were not counted, and other warnings.
    Warning,
    Bar,
    /// Explanations beside figures.
    Faint,
    /// What the user chose.
    Chosen,
}

impl Paint {
    fn look(self, color: bool) -> Look {
        let (hue, modifier) = match self {
            Self::Plain => (None, Modifier::empty()),
            Self::Outlier => (Some(Color::Red), Modifier::BOLD),
            // Yellow is not read on white.
            Self::Warning => (Some(Color::Magenta), Modifier::empty()),
            Self::Bar => (Some(Color::Cyan), Modifier::empty()),
            Self::Faint => (None, Modifier::DIM),
            Self::Chosen => (None, Modifier::REVERSED),
        };
        let look = Look::new().add_modifier(modifier);
        hue.filter(|_| color).map_or(look, |hue| look.fg(hue))
    }
}

/// A part of the screen.
pub(super) struct Canvas<'b> {
    buffer: &'b mut Buffer,
    area: Rect,
    style: Style,
}

impl<'b> Canvas<'b> {
    /// The part of `area` that lies in `buffer`, written in `style`.
    pub(super) fn new(buffer: &'b mut Buffer, area: Rect, style: Style) -> Self {
        let area = area.intersection(buffer.area);
        let width = usize::from(area.width);
        Self { buffer, area, style: Style { width, ..style } }
    }

    /// `lines` lines from line `top` on, or fewer at the end.
    pub(super) fn part(&mut self, top: u16, lines: u16) -> Canvas<'_> {
        let top = top.min(self.area.height);
        let height = lines.min(self.area.height - top);
        let area = Rect { y: self.area.y + top, height, ..self.area };
        Canvas { buffer: self.buffer, area, style: self.style }
    }

    /// The part that `area`, in cells of the whole screen, has of it.
    pub(super) fn at(&mut self, area: Rect) -> Canvas<'_> {
        let area = area.intersection(self.area);
        let style = Style { width: usize::from(area.width), ..self.style };
        Canvas { buffer: self.buffer, area, style }
    }

    /// The place on the screen of `width` x `height` cells from column `x` of line `y` on.
    pub(super) fn place(&self, x: usize, y: usize, width: usize, height: usize) -> Rect {
        let cells = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
        let (x, y) = (self.area.x.saturating_add(cells(x)), self.area.y.saturating_add(cells(y)));
        Rect::new(x, y, cells(width), cells(height)).intersection(self.area)
    }

    /// Turns the colours of line `y` round.
    pub(super) fn mark_line(&mut self, y: usize) {
        let line = self.place(0, y, self.width(), 1);
        self.buffer.set_style(line, Paint::Chosen.look(self.style.color));
    }

    /// The layout of text on it.
    pub(super) fn style(&self) -> Style {
        self.style
    }

    pub(super) fn width(&self) -> usize {
        usize::from(self.area.width)
    }

    pub(super) fn height(&self) -> usize {
        usize::from(self.area.height)
    }

    /// The buffer and the area in it, for a widget of ratatui.
    pub(super) fn raw(&mut self) -> (&mut Buffer, Rect) {
        (self.buffer, self.area)
    }

    /// The look of `paint` on this terminal.
    pub(super) fn look(&self, paint: Paint) -> Look {
        paint.look(self.style.color)
    }

    /// Writes `text` from column `x` of line `y`, cut at the right edge; nothing outside the part.
    pub(super) fn put(&mut self, x: usize, y: usize, text: &str, paint: Paint) {
        let (Ok(x), Ok(y)) = (u16::try_from(x), u16::try_from(y)) else { return };
        if x < self.area.width && y < self.area.height {
            let room = usize::from(self.area.width - x);
            let look = self.look(paint);
            self.buffer.set_stringn(self.area.x + x, self.area.y + y, text, room, look);
        }
    }

    /// Writes `text` as [`Self::put`] does, or nothing when it does not fit whole: half a number
    /// is another number.
    pub(super) fn put_whole(&mut self, x: usize, y: usize, text: &str, paint: Paint) {
        if x + fit::width(text) <= self.width() {
            self.put(x, y, text, paint);
        }
    }

    /// Writes `text` on line `y`; a text that is too long loses its middle.
    pub(super) fn line(&mut self, y: usize, text: &str, paint: Paint) {
        self.put(0, y, &fit::cut_middle(text, self.width(), self.style.unicode), paint);
    }

    /// Writes the pieces on line `y` with blanks between. Pieces of the highest drop priority are
    /// left out until the others fit.
    pub(super) fn pieces(&mut self, y: usize, mut pieces: Vec<OptionalText>) {
        let wide = |pieces: &[OptionalText]| {
            let texts = pieces.iter().map(|piece| fit::width(&piece.text) + GAP);
            texts.sum::<usize>().saturating_sub(GAP)
        };
        while wide(&pieces) > self.width() {
            let first = pieces.iter().map(|piece| piece.drop_priority).max().unwrap_or(0);
            let Some(at) = pieces.iter().rposition(|piece| piece.drop_priority == first) else {
                return;
            };
            if pieces.len() == 1 {
                return self.line(y, &pieces[0].text, pieces[0].paint);
            }
            pieces.remove(at);
        }
        let mut x = 0;
        for OptionalText { text, paint, .. } in pieces {
            self.put(x, y, &text, paint);
            x += fit::width(&text) + GAP;
        }
    }
}

/// Blanks between pieces.
const GAP: usize = 3;

/// A part of a line that may be left out.
pub(super) struct OptionalText {
    text: String,
    paint: Paint,
    /// The piece with the highest number is left out first.
    drop_priority: u8,
}

impl OptionalText {
    pub(super) fn new(drop_priority: u8, text: impl Into<String>, paint: Paint) -> Self {
        Self { text: text.into(), paint, drop_priority }
    }
}
