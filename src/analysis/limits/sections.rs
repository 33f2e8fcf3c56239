//! The rows of `limits`, `limit_steps` and `limit_config`.

use super::advice::{Advice, LimitBasis};
use super::config_lines::config_lines;
use super::find::{LimitStep, RunLimits, WindowLimit};
use crate::analysis::context::{Built, SectionContext};
use crate::analysis::quantile::quantile_of_whole;
use crate::report::Cell;

/// The section `limits`: a row a window.
pub(crate) fn limits<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let limits = context.limits()?;
    match &*limits {
        Ok(limits) => {
            limits.notes.iter().for_each(|note| context.note(note.as_str()));
            let rows = limits.windows.iter().map(|window| row(window, limits.events));
            Some(Built::Rows(rows.collect()))
        }
        Err(problem) => {
            context.note(problem.clone());
            None
        }
    }
}

fn row(window: &WindowLimit, events: u128) -> Vec<Cell<'static>> {
    let WindowLimit { nanos, peaks, advice, steps } = window;
    let Advice { limit, basis, below, above } = *advice;
    let ascending: Vec<u64> = peaks.iter().rev().copied().collect();
    let quantile = |p| Cell::number(quantile_of_whole(&ascending, p));
    let basis = match basis {
        LimitBasis::Gap => "gap",
        LimitBasis::Share => "share",
    };
    let whole = |number: Option<u64>| number.map_or(Cell::Missing, Cell::Count);
    let gap = above.map(|above| above as f64 / below as f64);
    let mut row = vec![Cell::seconds((*nanos).into()), Cell::Count(peaks.len() as u64)];
    row.extend([0.5, 0.9, 0.99, 0.999].map(quantile));
    row.extend([whole(peaks.first().copied()), Cell::Count(limit), Cell::text(basis)]);
    row.extend([Cell::Count(below), whole(above), Cell::number(gap)]);
    let step = steps.iter().find(|step| step.limit == limit);
    row.extend(step.map_or([const { Cell::Missing }; 4], |step| outcome(*step, peaks, events)));
    row
}

/// The section `limit_steps`: a row a round limit and window.
pub(crate) fn limit_steps<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let limits = context.limits()?;
    let RunLimits { windows, events, .. } = limits.as_ref().as_ref().ok()?;
    let rows = windows.iter().flat_map(|window| {
        window.steps.iter().map(|step| {
            let mut row = vec![Cell::seconds(window.nanos.into()), Cell::Count(step.limit)];
            row.extend(outcome(*step, &window.peaks, *events));
            row
        })
    });
    Some(Built::Rows(rows.collect()))
}

/// The section `limit_config`: the recommended limits as configuration lines.
pub(crate) fn limit_config<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let limits = context.limits()?;
    let windows = &limits.as_ref().as_ref().ok()?.windows;
    let rows = windows.iter().flat_map(|window| {
        config_lines(window).into_iter().map(|line| {
            vec![
                Cell::seconds(window.nanos.into()),
                Cell::text(line.program),
                Cell::text(line.line),
            ]
        })
    });
    Some(Built::Rows(rows.collect()))
}

/// Values over the limit and events refused, each as a number and as a share.
fn outcome(step: LimitStep, peaks: &[u64], events: u128) -> [Cell<'static>; 4] {
    let LimitStep { values_over, refused, .. } = step;
    [
        Cell::Count(values_over),
        Cell::share(values_over.into(), peaks.len() as u128),
        Cell::count(refused),
        Cell::share(refused, events),
    ]
}
