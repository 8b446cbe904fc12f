//! What tests stand on: things that the product itself must not have, such as servers that come and go with a test run.

pub mod postgres;
