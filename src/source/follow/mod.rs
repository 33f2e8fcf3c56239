//! stub
#![allow(missing_docs)]
use super::{Block, SourceOptions};
use std::path::PathBuf;
use std::time::SystemTime;
#[derive(Debug, Clone)]
pub struct Place;
impl Place {
    pub fn is_of(&self, _: &Self) -> bool {
        true
    }
}
#[derive(Debug)]
pub struct Notice;
impl std::fmt::Display for Notice {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}
#[derive(Debug)]
pub struct Followed;
#[derive(Debug)]
pub struct Chunk {
    pub source: usize,
    pub starts_file: bool,
    pub modified: Option<SystemTime>,
    pub place: Place,
}
impl Followed {
    pub fn new(_: &[PathBuf], _: SourceOptions, _: &[Place]) -> Self {
        Self
    }
    pub fn next(&mut self, _: &mut Block) -> Option<Chunk> {
        None
    }
    pub fn finish(&mut self, _: &mut Block) -> Option<Chunk> {
        None
    }
    pub fn notices(&mut self) -> Vec<Notice> {
        Vec::new()
    }
    pub fn wait(
        &mut self,
        _: &crossbeam_channel::Receiver<()>,
        _: &crossbeam_channel::Receiver<()>,
    ) {
    }
}
