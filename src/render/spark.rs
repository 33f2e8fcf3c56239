//! A course in one line: a column a part, its height the part's size.

/// Heights in eighths of a line.
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Heights in ASCII, from low to high.
const PLAIN: [char; 5] = ['.', ':', '-', '=', '#'];

/// Draws `parts`, the largest at full height; a part of nothing is a blank.
pub fn spark(parts: &[u64], unicode: bool) -> String {
    let heights: &[char] = if unicode { &HEIGHTS } else { &PLAIN };
    let most = u128::from(parts.iter().copied().max().unwrap_or(0));
    let height = |part: &u64| {
        if *part == 0 {
            return ' ';
        }
        let steps = heights.len() as u128;
        // Rounded up, so that the least that is there is seen.
        let step = (u128::from(*part) * steps).div_ceil(most.max(1)).clamp(1, steps) - 1;
        usize::try_from(step).ok().and_then(|step| heights.get(step)).copied().unwrap_or(' ')
    };
    parts.iter().map(height).collect()
}

#[cfg(test)]
mod tests {
    use super::spark;

    #[test]
    fn heights_are_proportional() {
        assert_eq!(spark(&[0, 1, 4, 8], true), " ▁▄█");
        assert_eq!(spark(&[0, 1, 1000, u64::MAX], true), " ▁▁█");
        assert_eq!(spark(&[5, 0, 1], false), "# .");
        assert_eq!(spark(&[0, 0], true), "  ");
        assert_eq!(spark(&[], true), "");
    }
}
