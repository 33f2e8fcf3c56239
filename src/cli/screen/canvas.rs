//! A part of the screen to write on: texts at places, in one of a few paints; what does not fit is
//! cut.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style as Look};
use streamstats::render::{Style, fit};

/// What a text is painted with, as in the text report; without colour only boldness and faintness
/// tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    /// As it is.
    Plain,
    /// What stands out.
    Outlier,
    /// What was not counted.
    Warning,
    /// Bars and courses.
    Bar,
    /// Explanations.
    Faint,
    /// What was chosen.
    Chosen,
}

impl Paint {
    fn look(self, color: bool) -> Look {
        let (hue, modifier) = match self {
            Self::Plain => (None, Modifier::empty()),
            Self::Outlier => (Some(Color::Red), Modifier::BOLD),
            Self::Warning => (Some(Color::Yellow), Modifier::empty()),
            Self::Bar => (Some(Color::Cyan), Modifier::empty()),
            Self::Faint => (None, Modifier::DIM),
            Self::Chosen => (None, Modifier::REVERSED),
        };
        let look = Look::new().add_modifier(modifier);
        hue.filter(|_| color).map_or(look, |hue| look.fg(hue))
    }
}

/// A part of the screen.
#[derive(Debug)]
pub(super) struct Canvas<'b> {
    buffer: &'b mut Buffer,
    area: Rect,
    style: Style,
}

impl<'b> Canvas<'b> {
    /// The `area` of `buffer` as far as it lies in it; texts are as `style` says.
    pub(super) fn new(buffer: &'b mut Buffer, area: Rect, style: Style) -> Self {
        let area = area.intersection(buffer.area);
        let width = usize::from(area.width);
        Self { buffer, area, style: Style { width, ..style } }
    }

    /// `lines` of it from line `top` on, as many as there are.
    pub(super) fn part(&mut self, top: u16, lines: u16) -> Canvas<'_> {
        let top = top.min(self.area.height);
        let height = lines.min(self.area.height - top);
        let area = Rect { y: self.area.y + top, height, ..self.area };
        Canvas { buffer: self.buffer, area, style: self.style }
    }

    /// How texts are made for it.
    pub(super) fn style(&self) -> Style {
        self.style
    }

    /// Columns.
    pub(super) fn width(&self) -> usize {
        usize::from(self.area.width)
    }

    /// Lines.
    pub(super) fn height(&self) -> usize {
        usize::from(self.area.height)
    }

    /// The buffer and the place in it, for a widget.
    pub(super) fn raw(&mut self) -> (&mut Buffer, Rect) {
        (self.buffer, self.area)
    }

    /// How `paint` looks here.
    pub(super) fn look(&self, paint: Paint) -> Look {
        paint.look(self.style.color)
    }

    /// Writes `text` from column `x` of line `y` on, up to the right edge; beyond the edges nothing.
    pub(super) fn put(&mut self, x: usize, y: usize, text: &str, paint: Paint) {
        let (Ok(x), Ok(y)) = (u16::try_from(x), u16::try_from(y)) else { return };
        if x < self.area.width && y < self.area.height {
            let room = usize::from(self.area.width - x);
            let look = self.look(paint);
            self.buffer.set_stringn(self.area.x + x, self.area.y + y, text, room, look);
        }
    }

    /// As [`Self::put`], but what does not fit whole is not written: half a number is another one.
    pub(super) fn put_whole(&mut self, x: usize, y: usize, text: &str, paint: Paint) {
        if x + fit::width(text) <= self.width() {
            self.put(x, y, text, paint);
        }
    }

    /// Writes `text` on line `y`, a longer one without its middle.
    pub(super) fn line(&mut self, y: usize, text: &str, paint: Paint) {
        self.put(0, y, &fit::cut_middle(text, self.width(), self.style.unicode), paint);
    }

    /// Writes the pieces on line `y`, blanks between; those that go soonest are left out until the
    /// others fit.
    pub(super) fn pieces(&mut self, y: usize, mut pieces: Vec<Piece>) {
        let wide = |pieces: &[Piece]| {
            let texts = pieces.iter().map(|piece| fit::width(&piece.text) + GAP);
            texts.sum::<usize>().saturating_sub(GAP)
        };
        while wide(&pieces) > self.width() {
            let sooner = pieces.iter().map(|piece| piece.goes).max().unwrap_or(0);
            let Some(at) = pieces.iter().rposition(|piece| piece.goes == sooner) else { return };
            if pieces.len() == 1 {
                return self.line(y, &pieces[0].text, pieces[0].paint);
            }
            pieces.remove(at);
        }
        let mut x = 0;
        for Piece { text, paint, .. } in pieces {
            self.put(x, y, &text, paint);
            x += fit::width(&text) + GAP;
        }
    }
}

/// Blanks between pieces.
const GAP: usize = 3;

/// A piece of a line that may be left out.
#[derive(Debug)]
pub(super) struct Piece {
    text: String,
    paint: Paint,
    /// How soon it goes where there is no room; higher is sooner.
    goes: u8,
}

impl Piece {
    pub(super) fn new(goes: u8, text: impl Into<String>, paint: Paint) -> Self {
        Self { text: text.into(), paint, goes }
    }
}
