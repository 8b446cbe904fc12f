//! The site as the rehearsal knows it: which public pages there are, and what each of them says.
//!
//! Pages that are the same for everybody are read once: whoever is served the same bytes was served the same page, which is
//! as strict a check of their content as there is.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    io::Read as _,
    rc::Rc,
};

use crate::{
    page::{self, Page},
    wire::{Fault, response::LARGEST},
};

/// Pages kept; a site with more is read anew each time.
const MOST_KEPT: usize = 4_096;

/// What is known of the site.
#[derive(Debug, Default)]
pub(crate) struct Site {
    /// Pages by a hash of the bytes they came in.
    kept: HashMap<(u64, usize), Rc<Page>>,
    /// The title of each public page, as it was when nobody was there.
    titles: HashMap<String, String>,
}

impl Site {
    /// Reads a page that was served.
    pub(crate) fn read(&mut self, bytes: &[u8], is_shared: bool, is_brotli: bool) -> Result<Rc<Page>, Fault> {
        if !is_shared {
            return parse(bytes, is_brotli).map(Rc::new);
        }
        let mut hasher = DefaultHasher::new();
        (bytes, is_brotli).hash(&mut hasher);
        let key = (hasher.finish(), bytes.len());
        if let Some(known) = self.kept.get(&key) {
            return Ok(Rc::clone(known));
        }
        let page = Rc::new(parse(bytes, is_brotli)?);
        if self.kept.len() < MOST_KEPT {
            self.kept.insert(key, Rc::clone(&page));
        }
        Ok(page)
    }

    /// Remembers what stands at an address.
    pub(crate) fn know(&mut self, path: &str, page: &Page) {
        self.titles.insert(path.to_owned(), page.title.clone());
    }

    /// How many public pages are known.
    pub(crate) fn pages(&self) -> usize {
        self.titles.len()
    }

    /// Whether this is what stands at that address, as far as that is known.
    pub(crate) fn is_right(&self, path: &str, page: &Page) -> bool {
        self.titles.get(path).is_none_or(|title| *title == page.title)
    }
}

fn parse(bytes: &[u8], is_brotli: bool) -> Result<Page, Fault> {
    if !is_brotli {
        return Ok(page::read(&String::from_utf8_lossy(bytes)));
    }
    let mut text = Vec::new();
    let mut plain = brotli::Decompressor::new(bytes, 4_096).take(u64::try_from(LARGEST).unwrap_or(u64::MAX));
    plain.read_to_end(&mut text).map_err(|_| Fault::Garbled)?;
    Ok(page::read(&String::from_utf8_lossy(&text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    const HTML: &str = "<html lang=en><title>Fees</title><main><h1>Fees</h1></main></html>";

    #[test]
    fn a_compressed_page_reads_like_the_plain_one_and_is_read_once() {
        let mut packed = brotli::CompressorWriter::new(Vec::new(), 4_096, 5, 22);
        packed.write_all(HTML.as_bytes()).unwrap();
        let packed = packed.into_inner();
        let mut site = Site::default();
        let first = site.read(&packed, true, true).unwrap();
        assert_eq!((first.title.as_str(), first.fault("en")), ("Fees", None));
        assert!(Rc::ptr_eq(&first, &site.read(&packed, true, true).unwrap()));
        assert_eq!(site.read(b"nonsense", true, true).map(|_| ()), Err(Fault::Garbled));
    }

    #[test]
    fn another_page_at_a_known_address_is_not_right() {
        let mut site = Site::default();
        site.know("/en/fees", &page::read(HTML));
        assert!(site.is_right("/en/fees", &page::read(HTML)));
        assert!(!site.is_right("/en/fees", &page::read("<title>Help</title>")));
        assert!(site.is_right("/en/other", &page::read("<title>Other</title>")));
    }
}
