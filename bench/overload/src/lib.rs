//! What other benches share with this one: the visitors' answers, which its site and its Django peer ask for.

pub mod answers;
