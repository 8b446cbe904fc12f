//! docs/operations.md, done: its commands are run as they stand, in order, in a folder that stands for `/`.

mod blocks;
mod machine;
mod nginx;
mod units;

use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    thread,
};

use testkit::pause;

use crate::operations::document::document;
use blocks::{Block, blocks, is_printed};
use machine::Machine;

/// Blocks of the document that may be left out: one that builds the binary and makes a user.
const NOT_RUN: usize = 1;
/// Answers that a restart has to stand between.
const ANSWERS: usize = 5;

#[test]
fn the_commands_of_the_handbook_take_an_operator_from_nothing_to_a_site_that_is_backed_up_restored_and_upgraded() {
    let handbook = blocks(&document("docs/operations.md"));
    assert!(handbook.run.len() >= 12, "{} blocks are not the whole handbook", handbook.run.len());
    assert!(handbook.not_run <= NOT_RUN, "{} blocks are not run", handbook.not_run);
    let mut machine = Machine::new();
    for block in &handbook.run {
        let said =
            if block.restarts_while_people_come() { under_load(&mut machine, block) } else { machine.run(block) };
        if let Some(prints) = &block.prints {
            assert!(is_printed(prints, &said), "line {}: not {prints:?}, but {said:?}", block.line);
        }
    }
}

/// Runs a block while somebody asks for a page again and again; every time it must come.
fn under_load(machine: &mut Machine, block: &Block) -> String {
    let (over, answers) = (AtomicBool::new(false), AtomicUsize::new(0));
    let ask = machine.asking();
    thread::scope(|scope| {
        let client = scope.spawn(|| {
            while !over.load(Relaxed) {
                ask().unwrap_or_else(|error| panic!("a request was dropped: {error}"));
                answers.fetch_add(1, Relaxed);
            }
        });
        let wait_for = |more: usize| {
            let enough = answers.load(Relaxed) + more;
            while answers.load(Relaxed) < enough && !client.is_finished() {
                pause();
            }
        };
        wait_for(ANSWERS);
        let said = machine.run(block);
        wait_for(ANSWERS);
        over.store(true, Relaxed);
        said
    })
}
