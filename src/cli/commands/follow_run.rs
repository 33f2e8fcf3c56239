//! One run that goes on, from its checkpoint to its outcome.

use crossbeam_channel::{Receiver, Sender};
use streamstats::error::{Error, Result};
use streamstats::outcome::Outcome;
use streamstats::pipeline::{self, FollowOptions, Monitor, RunCommand, RunMessage, RunTime};

use crate::cli::config::{Config, FollowConfig};
use crate::cli::state::checkpoint::Checkpoint;

/// What a run is made of.
pub(super) struct Run<'a> {
    pub(super) config: &'a Config,
    pub(super) follow: &'a FollowConfig,
    pub(super) monitor: &'a Monitor,
    /// Requests to the run, each with the time it was made.
    pub(super) requests: &'a Receiver<(RunCommand, RunTime)>,
    /// Gets a message when a report is finished, and saved where there is a checkpoint.
    pub(super) done: Sender<()>,
}

impl Run<'_> {
    /// Counts until the end, and hands reports, notices and errors to `handle`.
    ///
    /// # Errors
    /// The checkpoint cannot be loaded, or counting cannot begin.
    pub(super) fn count(&self, handle: &mut dyn FnMut(RunMessage)) -> Result<Outcome> {
        let FollowConfig { reads_on, last, checkpoint, .. } = self.follow;
        let mut checkpoint = checkpoint.as_deref().map(Checkpoint::open).transpose()?;
        let resume = checkpoint.as_mut().map(|checkpoint| checkpoint.load(self.config));
        let resume = resume.transpose()?.flatten();
        let saves = checkpoint.is_some();
        let live = FollowOptions { follow: *reads_on, last: *last, saves, resume };
        let mut handle = |message| match (message, &mut checkpoint) {
            (RunMessage::Save(snapshot), Some(checkpoint)) => {
                if let Err(error) = checkpoint.save(self.config, &snapshot) {
                    handle(RunMessage::Failed(Error::Usage(format!("--checkpoint: {error}"))));
                }
                _ = self.done.try_send(());
            }
            (message @ RunMessage::Report(_), checkpoint) => {
                handle(message);
                if checkpoint.is_none() {
                    _ = self.done.try_send(());
                }
            }
            (message, _) => handle(message),
        };
        pipeline::follow(&self.config.run, live, self.monitor, self.requests, &mut handle)
    }
}
