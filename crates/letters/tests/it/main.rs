//! What readers of a letter find in it: eyes, screen readers, archives.

mod any_text;
mod mail;
mod pages;
mod reader;
mod sample;
mod scripts;
