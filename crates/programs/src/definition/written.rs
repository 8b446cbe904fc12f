//! What a file says, apart from how it is laid out: the same for any blanks, comments, quotes and order of keys.

use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

/// The table as it was written, these keys left out.
pub(super) fn table(table: &DeTable<'_>, without: &[&str]) -> Value {
    let kept = table.iter().filter(|(key, _)| !without.contains(&key.get_ref().as_ref()));
    sorted(kept.map(|(key, value)| (key.get_ref().to_string(), self::value(value.get_ref()))).collect())
}

/// A whole file with the shared blocks it was read with, of which only those count that it uses. When the program takes
/// applications does not count.
pub(super) fn file(document: &DeTable<'_>, is_used: impl Fn(&str) -> bool) -> String {
    let mut file = table(document, &super::opening::KEYS);
    if let Some(Value::Array(blocks)) = file.get_mut("block") {
        let id = |block: &Value| block["id"].as_str().unwrap_or_default().to_owned();
        blocks.retain(|block| is_used(&id(block)));
        // In which file a block stands, and where, is layout.
        blocks.sort_by_key(id);
        if blocks.is_empty()
            && let Value::Object(keys) = &mut file
        {
            keys.remove("block");
        }
    }
    file.to_string()
}

fn value(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        // A number that does not fit is a fault of its own; here it only has to stay what it was.
        DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix())
            .map_or_else(|_| Value::String(digits.to_string()), Value::from),
        DeValue::Float(digits) => Value::String(digits.to_string()),
        DeValue::Boolean(on) => Value::Bool(*on),
        DeValue::Datetime(at) => Value::String(at.to_string()),
        DeValue::Array(array) => array.iter().map(|item| self::value(item.get_ref())).collect(),
        DeValue::Table(inner) => table(inner, &[]),
    }
}

/// Keys in order, whatever order of keys another crate switches on for the JSON library.
fn sorted(mut pairs: Vec<(String, Value)>) -> Value {
    pairs.sort_by(|(left, _), (right, _)| left.cmp(right));
    Value::Object(pairs.into_iter().collect::<Map<_, _>>())
}
