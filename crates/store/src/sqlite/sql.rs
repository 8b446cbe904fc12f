//! From the common subset of SQL to SQLite's: numbered parameters, and no row locks.

/// The statement as SQLite reads it. `$1` would be a *named* parameter there, so it becomes `?1`; `FOR UPDATE` goes, as
/// the one writer already has every row to itself.
pub(super) fn for_sqlite(sql: &str) -> String {
    sql.replace(" FOR UPDATE SKIP LOCKED", "").replace(" FOR UPDATE", "").replace('$', "?")
}

#[cfg(test)]
mod tests {
    use super::for_sqlite;

    #[test]
    fn parameters_are_numbered_and_row_locks_are_left_out() {
        assert_eq!(
            for_sqlite("SELECT id FROM jobs WHERE at <= $1 LIMIT $12 FOR UPDATE SKIP LOCKED"),
            "SELECT id FROM jobs WHERE at <= ?1 LIMIT ?12"
        );
    }
}
