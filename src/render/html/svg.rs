//! Charts as inline SVG: presentation attributes only, which no content security policy stops.
//!
//! Charts are stretched to the width of the page, so they hold no text: axes and legends are HTML.

use std::fmt::Write as _;

/// Width of every chart in its own units.
pub(super) const WIDTH: f64 = 1000.0;
/// Most points of a line or area.
pub(super) const MAX_POINTS: usize = 1_500;

/// A chart: its name in words, its height, its marks.
pub(super) struct Chart {
    id: String,
    title: String,
    description: String,
    height: f64,
    marks: String,
}

impl Chart {
    /// An empty chart; `id` is a fixed word, `title` and `description` are escaped already.
    pub(super) fn new(id: &str, title: String, description: String, height: f64) -> Self {
        Self { id: id.to_owned(), title, description, height, marks: String::new() }
    }

    /// Fills the area under `heights`, each 0 to 1, evenly spaced from left to right.
    pub(super) fn area(&mut self, heights: &[f64]) {
        let Some(last) = heights.len().checked_sub(1) else { return };
        let mut path = format!("M0 {}", short(self.height));
        for (index, height) in heights.iter().enumerate() {
            let (x, y) = (part(index, last.max(1)) * WIDTH, self.y(*height));
            let _ = write!(path, "L{} {}", short(x), short(y));
            if last == 0 {
                let _ = write!(path, "L{} {}", short(WIDTH), short(y));
            }
        }
        let _ = write!(path, "L{} {}Z", short(WIDTH), short(self.height));
        let _ = write!(
            self.marks,
            "<path class=\"area\" d=\"{path}\" fill=\"#8fb7dd\" stroke=\"#2f6fad\" \
             vector-effect=\"non-scaling-stroke\"/>"
        );
    }

    /// Draws a line through points of `(x, y)`, both 0 to 1.
    pub(super) fn curve(&mut self, points: &[(f64, f64)]) {
        self.polyline("curve", "#2f6fad", points);
    }

    fn polyline(&mut self, class: &str, stroke: &str, points: &[(f64, f64)]) {
        let points: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{},{}", short(x * WIDTH), short(self.y(*y))))
            .collect();
        let _ = write!(
            self.marks,
            "<polyline class=\"{class}\" points=\"{}\" fill=\"none\" stroke=\"{stroke}\" \
             stroke-width=\"1.5\" vector-effect=\"non-scaling-stroke\"/>",
            points.join(" ")
        );
    }

    /// A bar from `left` to `right`, both 0 to 1, as high as `height`.
    pub(super) fn bar(&mut self, left: f64, right: f64, height: f64) {
        let top = self.y(height);
        let _ = write!(
            self.marks,
            "<rect class=\"bar\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#2f6fad\"/>",
            short(left * WIDTH),
            short(top),
            short((right - left).max(0.0) * WIDTH),
            short(self.height - top)
        );
    }

    /// Bar `index` of `of` bars side by side, as high as `height`.
    pub(super) fn bar_of(&mut self, index: usize, of: usize, height: f64) {
        /// What is left free on each side of a bar, as a part of its room.
        const GAP: f64 = 0.05;
        let gap = GAP * part(1, of);
        self.bar(part(index, of) + gap, part(index + 1, of) - gap, height);
    }

    /// A line through points of `(x, y)`, both 0 to 1, in the colour of marks.
    pub(super) fn mark_line(&mut self, points: &[(f64, f64)]) {
        self.polyline("mark", "#9a4a00", points);
    }

    /// A cell of a heat map in one of five shades, 1 to 5.
    pub(super) fn shade(&mut self, (x, y, width, height): (f64, f64, f64, f64), shade: usize) {
        const FILLS: [&str; 5] = ["#e8eef5", "#bcd3ea", "#86b1dc", "#4a86c2", "#1d5590"];
        let shade = shade.clamp(1, FILLS.len());
        let _ = write!(
            self.marks,
            "<rect class=\"q{shade}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>",
            short(x),
            short(y),
            short(width),
            short(height),
            FILLS[shade - 1]
        );
    }

    /// An upright line at `x`, 0 to 1.
    pub(super) fn rule(&mut self, x: f64) {
        let x = short(x.clamp(0.0, 1.0) * WIDTH);
        let _ = write!(
            self.marks,
            "<line class=\"rule\" x1=\"{x}\" x2=\"{x}\" y1=\"0\" y2=\"{}\" stroke=\"#9a4a00\" \
             stroke-dasharray=\"4 3\" vector-effect=\"non-scaling-stroke\"/>",
            short(self.height)
        );
    }

    pub(super) fn finish(self) -> String {
        let Self { id, title, description, height, marks } = self;
        format!(
            "<svg role=\"img\" aria-labelledby=\"{id}-t {id}-d\" viewBox=\"0 0 {} {}\" \
             height=\"{}\" preserveAspectRatio=\"none\"><title id=\"{id}-t\">{title}</title>\
             <desc id=\"{id}-d\">{description}</desc>{marks}</svg>",
            short(WIDTH),
            short(height),
            short(height)
        )
    }

    fn y(&self, height: f64) -> f64 {
        self.height * (1.0 - height.clamp(0.0, 1.0))
    }
}

/// A drawing without words, for a cell of a table whose figures stand beside it.
pub(super) fn decoration(marks: &str) -> String {
    format!(
        "<svg aria-hidden=\"true\" viewBox=\"0 0 100 14\" height=\"14\" \
         preserveAspectRatio=\"none\">{marks}</svg>"
    )
}

/// `index` of `of`, 0 to 1.
pub(super) fn part(index: usize, of: usize) -> f64 {
    index as f64 / of.max(1) as f64
}

/// At most `most` numbers: neighbours share a place, and the largest of them stays.
pub(super) fn thinned(numbers: &[f64], most: usize) -> Vec<f64> {
    let together = numbers.len().div_ceil(most.max(1)).max(1);
    let largest = |group: &[f64]| group.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    numbers.chunks(together).map(largest).collect()
}

/// A coordinate with one decimal, without a zero at its end.
pub(super) fn short(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
