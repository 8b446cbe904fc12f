//! Blocks in files of their own, as far as the programs of a site together can tell.

use language::Fault;

use super::{Faults, Reader, document};
use crate::Program;

/// Reports the blocks of shared files (path and text each) that stand in none of the programs.
pub fn unused_blocks(shared: &[(&str, &str)], programs: &[Program]) -> Vec<Fault> {
    let unused = |(file, text): &(&str, &str)| {
        let faults = Faults::new(file, text);
        let document = document(text, &faults);
        for block in Reader::new(document.get_ref(), 0, "file", &faults).tables("block", "block") {
            let id = block.id();
            if !programs.iter().any(|program| program.blocks.contains(&id.value)) {
                let cure = format!("Use it in a page with use = \"{}\", or take it away.", id.value);
                block.fault(id.line, format!("the block “{}” is used by no program", id.value), cure);
            }
        }
        faults.into_sorted()
    };
    shared.iter().flat_map(unused).collect()
}
