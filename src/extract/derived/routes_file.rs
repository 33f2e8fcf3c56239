//! The user's own routes (`--routes FILE`), which are tried before ids are replaced.

use memchr::memchr;

use super::target;
use crate::event::Arena;

/// Routes, the longest literal text first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Routes(Vec<Route>);

/// A route, such as `/user/{id}/orders` or `/static/*`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Route {
    text: String,
    parts: Vec<RoutePart>,
}

/// What a segment of a route stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum RoutePart {
    /// This segment.
    Literal(String),
    /// Any one segment that is not empty.
    Any,
    /// All segments that are left.
    Rest,
}

impl Routes {
    /// Reads routes, one a line: `{...}` is one segment, `*` at the end the rest of a path. Empty lines and
    /// lines that begin with `#` are none. Errors: a line is no route; its number, and why. Or the file has
    /// no route.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut routes = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let route = Route::read(line).map_err(|problem| format!("line {number}: {problem}"))?;
            routes.push(route);
        }
        if routes.is_empty() {
            return Err("no route; write one a line, as /user/{id}/orders".to_owned());
        }
        routes.sort_by(|one, other| {
            other.literal().cmp(&one.literal()).then_with(|| one.text.cmp(&other.text))
        });
        routes.dedup();
        Ok(Self(routes))
    }

    /// The routes as they were written, in the order in which they are tried.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|route| route.text.as_str())
    }

    /// The first route that the path of a request has.
    pub(super) fn find<'r>(&'r self, text: &[u8], arena: &Arena) -> Option<&'r str> {
        let path = target::path(text, arena)?;
        let route = self.0.iter().find(|route| route.holds(path))?;
        Some(&route.text)
    }
}

impl Route {
    fn read(text: &str) -> Result<Self, String> {
        let Some(path) = text.strip_prefix('/') else {
            return Err(format!("{text:?} does not begin with /"));
        };
        let segments: Vec<&str> = path.split('/').collect();
        let last = segments.len() - 1;
        let part = |(index, segment): (usize, &&str)| match *segment {
            "*" if index == last => Ok(RoutePart::Rest),
            "*" => Err(format!("{text:?}: * stands for the rest of a path and ends a route")),
            segment if segment.starts_with('{') && segment.ends_with('}') => Ok(RoutePart::Any),
            segment if segment.contains(['{', '}', '?']) => Err(format!(
                "{text:?}: {{...}} stands for a whole segment, and a route has no query"
            )),
            segment => Ok(RoutePart::Literal(segment.to_owned())),
        };
        let parts = segments.iter().enumerate().map(part).collect::<Result<_, _>>()?;
        Ok(Self { text: text.to_owned(), parts })
    }

    /// Bytes of the literal segments.
    fn literal(&self) -> usize {
        let literal = |part: &RoutePart| match part {
            RoutePart::Literal(text) => text.len() + 1,
            RoutePart::Any | RoutePart::Rest => 0,
        };
        self.parts.iter().map(literal).sum()
    }

    /// Whether the path is of this route. The parameters of a segment (`;v=1`) are no part of it.
    fn holds(&self, path: &[u8]) -> bool {
        let Some(path) = path.strip_prefix(b"/") else { return false };
        let mut segments = path.split(|byte| *byte == b'/');
        for part in &self.parts {
            let segment = segments.next();
            let bare =
                segment.and_then(|text| text.get(..memchr(b';', text).unwrap_or(text.len())));
            let fits = match part {
                RoutePart::Rest => return segment.is_some(),
                RoutePart::Any => bare.is_some_and(|segment| !segment.is_empty()),
                RoutePart::Literal(text) => bare.is_some_and(|segment| segment == text.as_bytes()),
            };
            if !fits {
                return false;
            }
        }
        segments.next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::Routes;
    use crate::event::Arena;

    #[test]
    fn the_longest_literal_that_fits_is_taken() {
        let routes =
            "# ours\n/user/{id}/orders\n/user/{id}/{what}\n\n/static/*\n/user/me/orders\n/\n";
        let routes = Routes::read(routes).unwrap();
        for (path, expected) in [
            ("/user/7/orders", Some("/user/{id}/orders")),
            ("/user/me/orders?page=2", Some("/user/me/orders")),
            ("/user/me;v=1/orders", Some("/user/me/orders")),
            ("/user/7/cart", Some("/user/{id}/{what}")),
            ("/user/7", None),
            ("/user//orders", None),
            ("/user/7/orders/1", None),
            ("/static/a/b.css", Some("/static/*")),
            ("/static/", Some("/static/*")),
            ("/static", None),
            ("/", Some("/")),
            ("GET /user/7/orders HTTP/1.1", Some("/user/{id}/orders")),
            ("https://example.com/user/7/orders", Some("/user/{id}/orders")),
            ("-", None),
        ] {
            assert_eq!(routes.find(path.as_bytes(), &Arena::new()), expected, "{path}");
        }
    }

    #[test]
    fn what_is_no_route_is_told() {
        for (text, problem) in [
            ("\n# a\n", "no route; write one a line, as /user/{id}/orders"),
            ("/a\nuser", "line 2: \"user\" does not begin with /"),
            ("/a/*/b", "line 1: \"/a/*/b\": * stands for the rest of a path and ends a route"),
        ] {
            assert_eq!(Routes::read(text), Err(problem.to_owned()));
        }
    }
}
