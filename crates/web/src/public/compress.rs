//! Compressing bytes once, ahead of every request.

use std::io::Write;

/// Brotli (RFC 7932) at `quality` 0 to 11.
pub fn brotli(bytes: &[u8], quality: u32) -> Vec<u8> {
    const BUFFER: usize = 64 * 1024;
    const WINDOW_BITS: u32 = 22;
    let mut writer = brotli::CompressorWriter::new(Vec::with_capacity(bytes.len() / 3), BUFFER, quality, WINDOW_BITS);
    // Writing into memory cannot fail.
    let _ = writer.write_all(bytes);
    writer.into_inner()
}

/// Gzip (RFC 1952), as small as it gets.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(bytes.len() / 2), flate2::Compression::best());
    // Writing into memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_compressed_reads_back() {
        let page = "Entrée express. ".repeat(500).into_bytes();
        let mut unzipped = Vec::new();
        flate2::read::GzDecoder::new(gzip(&page).as_slice()).read_to_end(&mut unzipped).unwrap();
        assert_eq!(unzipped, page);
        for quality in [5, 11] {
            let mut read = Vec::new();
            brotli::Decompressor::new(brotli(&page, quality).as_slice(), 4096).read_to_end(&mut read).unwrap();
            assert_eq!(read, page);
        }
    }
}
