//! The wanted paths as one tree, so that a walk through a line knows at each key what is below.

use super::path::{JsonPath, PathStep};

/// The column a value is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) column: usize,
    /// The value is wanted only if the literal key of the column has no value.
    pub(super) by_path: bool,
}

/// The wanted parts of a value.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// The value itself.
    pub(super) targets: Vec<Target>,
    /// Members, where it is an object: their key and node.
    pub(super) keys: Vec<(Vec<u8>, usize)>,
    /// Elements, where it is an array: their index and node.
    pub(super) elements: Vec<(usize, usize)>,
}

impl Node {
    /// The node of the member with this key, if anything of it is wanted.
    #[inline]
    pub(super) fn member(&self, key: &[u8]) -> Option<usize> {
        self.keys.iter().find(|(known, _)| known == key).map(|(_, node)| *node)
    }

    /// The node of this element, if anything of it is wanted.
    #[inline]
    pub(super) fn element(&self, index: usize) -> Option<usize> {
        self.elements.iter().find(|(known, _)| *known == index).map(|(_, node)| *node)
    }
}

/// The wanted parts of a document; a node is known by its index, and the first is the document.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    columns: usize,
}

impl Tree {
    /// The tree of the paths of all columns, in their order.
    pub(super) fn new(paths: &[JsonPath]) -> Self {
        let mut tree = Self { nodes: vec![Node::default()], columns: paths.len() };
        for (column, path) in paths.iter().enumerate() {
            let literal = [PathStep::Key(path.literal().to_vec())];
            tree.add(&literal, Target { column, by_path: false });
            if let Some(steps) = path.steps() {
                tree.add(steps, Target { column, by_path: true });
            }
        }
        tree
    }

    /// How many columns are wanted.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    #[inline]
    pub(super) fn node(&self, index: usize) -> Option<&Node> {
        self.nodes.get(index)
    }

    fn add(&mut self, steps: &[PathStep], target: Target) {
        let mut at = 0;
        for step in steps {
            let known = match step {
                PathStep::Key(key) => self.nodes[at].member(key),
                PathStep::Index(index) => self.nodes[at].element(*index),
            };
            at = known.unwrap_or_else(|| self.grow(at, step));
        }
        self.nodes[at].targets.push(target);
    }

    fn grow(&mut self, at: usize, step: &PathStep) -> usize {
        let new = self.nodes.len();
        self.nodes.push(Node::default());
        match step {
            PathStep::Key(key) => self.nodes[at].keys.push((key.clone(), new)),
            PathStep::Index(index) => self.nodes[at].elements.push((*index, new)),
        }
        new
    }
}
