//! The bounds of everything that people type or write into a program, in one place.

/// Longest raw value of one control, in bytes; longer ones are refused before they are looked at.
pub const MAX_RAW_BYTES: usize = 64 * 1024;
/// Longest part of a name, in characters.
pub const MAX_NAME_CHARS: usize = 100;
/// Longest line of an address (unit, street, city, region), in characters.
pub const MAX_ADDRESS_LINE_CHARS: usize = 100;
/// Longest postal code of any country, in characters.
pub const MAX_POSTAL_CODE_CHARS: usize = 12;
/// Longest number of a passport or identity card, in characters (ICAO 9303 allows nine in the machine-readable zone, some
/// countries print longer ones).
pub const MAX_DOCUMENT_NUMBER_CHARS: usize = 20;
/// Longest certificate number of a language test, in characters.
pub const MAX_CERTIFICATE_CHARS: usize = 30;
/// Longest e-mail address, in bytes (RFC 5321, 4.5.3.1.3).
pub const MAX_EMAIL_BYTES: usize = 254;
/// Longest telephone number as typed, in characters.
pub const MAX_PHONE_CHARS: usize = 40;
/// Longest telephone extension, in digits.
pub const MAX_EXTENSION_DIGITS: usize = 8;
/// Longest line a question of kind `text` may allow, in characters.
pub const MAX_TEXT_CHARS: u32 = 500;
/// Longest answer a question of kind `long_text` may allow, in characters.
pub const MAX_LONG_TEXT_CHARS: u32 = 10_000;
/// Most entries one list may allow.
pub const MAX_ITEMS: usize = 100;
/// Most entries of all lists of one application together, nested ones included.
pub const MAX_ITEMS_TOTAL: usize = 1_000;
/// Most files one question may allow.
pub const MAX_FILES: u32 = 20;
/// Largest file a question may allow, in bytes.
pub const MAX_FILE_BYTES: u64 = 50_000_000;
/// Largest number or amount of dollars a question may allow.
pub const MAX_NUMBER: i64 = 999_999_999;
/// Deepest nesting of lists in a program, and so of hops in a [`crate::PagePath`].
pub const MAX_DEPTH: usize = 6;
/// Longest id of a program, section, page, question, option, source or block, in bytes.
pub const MAX_ID_BYTES: usize = 60;
/// Longest text of a program in one language, in bytes.
pub const MAX_PROGRAM_TEXT_BYTES: usize = 10_000;
/// Longest program file with the shared blocks, in bytes.
pub const MAX_PROGRAM_BYTES: usize = 4 * 1024 * 1024;
/// Longest grace after a program's deadline, in hours. A place in line lasts a day and an arrival counts for a day, so no more
/// could be kept to.
pub const MAX_GRACE_HOURS: u32 = 24;
/// Most applications a cap may allow: far above what any program takes.
pub const MAX_CAP: u32 = 10_000_000;
/// Most pages of a program once every block stands in its places.
pub const MAX_PAGES: usize = 2_000;
/// Most options of one question.
pub const MAX_OPTIONS: usize = 300;
/// Longest condition, in bytes.
pub const MAX_CONDITION_BYTES: usize = 1_000;
/// Deepest nesting of brackets and `not` in a condition.
pub const MAX_CONDITION_DEPTH: usize = 20;
/// Longest query for an occupation that is looked at, in characters.
pub const MAX_OCCUPATION_QUERY_CHARS: usize = 100;
/// Most occupations one search finds: more than that is no answer.
pub const MAX_FOUND_OCCUPATIONS: usize = 50;
/// Most of them a question offers to choose from.
pub const MAX_OFFERED_OCCUPATIONS: usize = 20;
/// Highest fee a table may state, in cents: far above any, so that a sum of them fits.
pub const MAX_FEE_CENTS: i64 = 100_000_000;
/// Most fees of one program.
pub const MAX_PROGRAM_FEES: usize = 50;
/// Most people who sign a program besides whoever fills it in.
pub const MAX_SIGNERS: usize = 10;
/// Most signatures of others that one application may need, every entry of the lists that sign counted. The store keeps as many
/// invitations.
pub const MAX_SIGNATURES: usize = 50;
/// Most rows of one list in a table of `site/tables`.
pub const MAX_TABLE_ROWS: usize = 200;
/// Most money a published amount may be, in cents.
pub const MAX_FUNDS_CENTS: i64 = 100_000_000;
/// Most family sizes a table of funds lists before it goes on by the person.
pub const MAX_FUNDS_SIZES: usize = 20;
/// Longest published time, in its own unit: days are the smallest, and 20 years of them are no time anybody publishes.
pub const MAX_TIME: u32 = 7_300;
/// Most people a published count may say are waiting.
pub const MAX_WAITING: u32 = 100_000_000;
/// Most periods of one sort (trips, permits) a calculator takes.
pub const MAX_CALCULATOR_PERIODS: usize = 500;
/// Most faults reported for one file; past these a person mends and looks again.
pub const MAX_FAULTS: usize = 500;
/// Earliest year a date may name (the official forms refuse earlier ones).
pub const MIN_YEAR: i16 = 1900;
/// Latest year a date may name.
pub const MAX_YEAR: i16 = 2199;
