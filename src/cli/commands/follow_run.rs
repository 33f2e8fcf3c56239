//! One run that goes on, from its checkpoint to its outcome.

use crossbeam_channel::Receiver;
use streamstats::error::{Error, Result};
use streamstats::outcome::Outcome;
use streamstats::pipeline::{self, FollowOptions, Monitor, RunCommand, RunMessage};
use streamstats::time::Timestamp;

use crate::cli::config::{Config, FollowConfig};
use crate::cli::state::checkpoint;

/// What a run is made of.
#[derive(Clone, Copy)]
pub(super) struct Run<'a> {
    pub(super) config: &'a Config,
    pub(super) follow: &'a FollowConfig,
    pub(super) monitor: &'a Monitor,
    /// Requests to the run, each with the time it was made.
    pub(super) requests: &'a Receiver<(RunCommand, Timestamp)>,
}

impl Run<'_> {
    /// Counts until the end, and hands reports, notices and errors to `handle`.
    ///
    /// # Errors
    /// The checkpoint cannot be loaded, or counting cannot begin.
    pub(super) fn count(&self, handle: &mut dyn FnMut(RunMessage)) -> Result<Outcome> {
        let FollowConfig { reads_on, last, checkpoint, .. } = self.follow;
        let resume = checkpoint.as_ref().map(|path| checkpoint::load(path, self.config));
        let resume = resume.transpose()?.flatten();
        let saves = checkpoint.is_some();
        let live = FollowOptions { follow: *reads_on, last: *last, saves, resume };
        let mut handle = |message| match (message, checkpoint) {
            (RunMessage::Save(progress), Some(path)) => {
                if let Err(error) = checkpoint::save(path, self.config, &progress) {
                    handle(RunMessage::Failed(Error::Usage(format!("--checkpoint: {error}"))));
                }
            }
            (message, _) => handle(message),
        };
        pipeline::follow(&self.config.run, live, self.monitor, self.requests, &mut handle)
    }
}
