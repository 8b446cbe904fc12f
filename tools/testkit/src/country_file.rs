//! A file of countries in MaxMind's format (MaxMind DB 2.0), made up.

use std::net::Ipv4Addr;

/// Divides the tree from the data.
const DIVIDE: [u8; 16] = [0; 16];
const METADATA: &[u8] = b"\xAB\xCD\xEFMaxMind.com";
/// Kinds of values, as they are numbered there.
const TEXT: u8 = 2;
const SHORT: u8 = 5;
const LONG: u8 = 6;
const MAP: u8 = 7;
/// Those past 7 say so in a second byte.
const LONGEST: u8 = 9 - 7;
const LIST: u8 = 11 - 7;

/// A file in which these networks belong to these countries, and nothing else to any.
///
/// # Panics
/// If a network lies within another.
pub fn country_file(networks: &[(Ipv4Addr, u8, &str)]) -> Vec<u8> {
    // Each node has a child for 0 and one for 1: another node, or a network by its place in the list.
    let mut nodes: Vec<[Child; 2]> = vec![[Child::Nothing; 2]];
    for (at, (address, prefix, _)) in networks.iter().enumerate() {
        let bit = |depth: u8| usize::from(address.to_bits() >> (31 - depth) & 1 == 1);
        let mut node = 0;
        for depth in 0..prefix - 1 {
            node = match nodes[node][bit(depth)] {
                Child::Node(next) => next,
                Child::Nothing => {
                    nodes.push([Child::Nothing; 2]);
                    nodes[node][bit(depth)] = Child::Node(nodes.len() - 1);
                    nodes.len() - 1
                }
                Child::Network(_) => panic!("{address}/{prefix} lies within another network"),
            };
        }
        nodes[node][bit(prefix - 1)] = Child::Network(at);
    }
    let (mut data, mut places) = (Vec::new(), Vec::new());
    for (.., code) in networks {
        places.push(data.len());
        data.extend(map(&[("country", map(&[("iso_code", text(code))]))]));
    }
    let mut file = Vec::new();
    for child in nodes.iter().flatten() {
        let record = match child {
            Child::Nothing => nodes.len(),
            Child::Node(node) => *node,
            Child::Network(at) => nodes.len() + DIVIDE.len() + places[*at],
        };
        file.extend(&u32::try_from(record).expect("a small file").to_be_bytes()[1..]);
    }
    file.extend(DIVIDE);
    file.extend(data);
    file.extend(METADATA);
    let count = u32::try_from(nodes.len()).expect("a small file");
    file.extend(map(&[
        ("node_count", number(LONG, &count.to_be_bytes())),
        ("record_size", number(SHORT, &[0, 24])),
        ("ip_version", number(SHORT, &[0, 4])),
        ("database_type", text("Test-Country")),
        ("languages", vec![0, LIST]),
        ("binary_format_major_version", number(SHORT, &[0, 2])),
        ("binary_format_minor_version", number(SHORT, &[0, 0])),
        ("build_epoch", vec![4, LONGEST, 0x69, 0x22, 0, 0]),
        ("description", map(&[("en", text("made up"))])),
    ]));
    file
}

#[derive(Clone, Copy)]
enum Child {
    Nothing,
    Node(usize),
    Network(usize),
}

fn control(kind: u8, size: usize) -> u8 {
    kind << 5 | u8::try_from(size).ok().filter(|size| *size < 29).expect("a short value")
}

fn text(text: &str) -> Vec<u8> {
    [&[control(TEXT, text.len())], text.as_bytes()].concat()
}

fn number(kind: u8, bytes: &[u8]) -> Vec<u8> {
    [&[control(kind, bytes.len())], bytes].concat()
}

fn map(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut map = vec![control(MAP, entries.len())];
    map.extend(entries.iter().flat_map(|(key, value)| [text(key), value.clone()].concat()));
    map
}
