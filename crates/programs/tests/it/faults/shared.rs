//! Blocks of other files: used by id, faults at their own lines, and nobody has to use them.

use language::Fault;
use programs::Program;

use super::GOOD;
use crate::support::tables;

const BLOCK: &str = r#"[[block]]
id = "shared"
[[block.page]]
id = "shared"
title = { en = "Shared", fr = "Commun" }
[[block.page.question]]
id = "shared"
kind = "yes_no"
label = { en = "Yes?", fr = "Oui ?" }
source = ["test"]
"#;

fn parse(program: &str, block: &str) -> Result<Program, Vec<(String, u32, String)>> {
    let found = |fault: Fault| (fault.file, fault.line, fault.what);
    Program::parse_with("programs/small.toml", program, &[("blocks/shared.toml", block)], &tables())
        .map_err(|faults| faults.into_iter().map(found).collect())
}

#[test]
fn a_shared_block_stands_where_it_is_used() {
    let program = parse(&GOOD.replacen("use = \"end\"", "use = \"end\"\n[[section.page]]\nuse = \"shared\"", 1), BLOCK);
    assert!(program.unwrap().questions().iter().any(|placed| placed.question.id == "shared"));
    assert!(parse(GOOD, BLOCK).is_ok(), "nobody has to use it");
}

#[test]
fn a_fault_of_a_shared_block_is_at_its_own_line() {
    let wrong = BLOCK.replacen("yes_no", "perhaps", 1);
    let faults = parse(GOOD, &wrong).unwrap_err();
    assert_eq!(faults, [("blocks/shared.toml".into(), 8, "“perhaps” is not a kind of question".into())]);
    let twice = BLOCK.replacen("id = \"shared\"", "id = \"end\"", 1);
    let faults = parse(GOOD, &twice).unwrap_err();
    assert_eq!(faults, [("blocks/shared.toml".into(), 2, "the block “end” is there twice".into())]);
}
