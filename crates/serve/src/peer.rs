//! Who is at the other end: the peer of the connection, and the client behind proxies one trusts.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// Where proxies write the addresses a request came through, nearest last.
pub(crate) const FORWARDED_FOR: &str = "x-forwarded-for";
/// The most proxies that are walked back through.
const MAX_HOPS: usize = 16;

/// Where a request came from. In a request's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// The other end of the connection: the client, or a proxy. An IPv4 address is given as such even if the socket is an
    /// IPv6 one.
    pub peer: SocketAddr,
    /// The client's address: the peer's, or what trusted proxies say. Good for rate limits and logs, never for
    /// authorisation.
    pub address: IpAddr,
    /// Whether the connection was TLS, at this server. It says nothing of TLS at a proxy in front; the site's configured
    /// address does.
    pub secure: bool,
    /// Whether the peer is a proxy that is trusted, so that what it writes into headers may be believed.
    pub through_proxy: bool,
}

/// The proxies whose word on a client's address is believed. None by default: anyone can write a header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<Network>);

impl TrustedProxies {
    /// Trusts every proxy in these networks.
    pub fn new(networks: impl IntoIterator<Item = Network>) -> Self {
        Self(networks.into_iter().collect())
    }

    /// The client's address of a request from `peer` with these values of [`FORWARDED_FOR`].
    ///
    /// `X-Forwarded-For` is read from its end, as far as the address that handed the request on is trusted: the first
    /// that is not is the client. What a client writes into the header itself stands before that and is never reached.
    pub fn client<'a>(&self, peer: IpAddr, forwarded: impl DoubleEndedIterator<Item = &'a [u8]>) -> IpAddr {
        let mut client = peer;
        if self.0.is_empty() {
            return client;
        }
        let hops = forwarded.rev().flat_map(|value| value.rsplit(|b| *b == b','));
        for hop in hops.take(MAX_HOPS) {
            if !self.trusts(client) {
                break;
            }
            let Some(address) = parse_hop(hop) else { break };
            client = address;
        }
        client
    }

    pub(crate) fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }
}

/// An address as proxies write it: bare, with a port, or in brackets.
fn parse_hop(hop: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(hop).ok()?.trim();
    let address = text
        .parse()
        .ok()
        .or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
        .or_else(|| text.strip_prefix('[')?.strip_suffix(']')?.parse().ok())?;
    Some(IpAddr::to_canonical(&address))
}

/// A range of addresses: `10.0.0.0/8`, `2001:db8::/32`, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    /// How many leading bits count.
    prefix: u8,
}

/// Why a text is not a [`Network`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a network: write an address such as 192.0.2.7, or a range such as 10.0.0.0/8 or 2001:db8::/32")]
pub struct AddressFault(String);

impl FromStr for Network {
    type Err = AddressFault;

    fn from_str(text: &str) -> Result<Self, AddressFault> {
        let fault = || AddressFault(text.to_owned());
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix.parse::<u8>().map_err(|_| fault())?)),
            None => (text, None),
        };
        let address = IpAddr::to_canonical(&address.parse().map_err(|_| fault())?);
        let bits = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.unwrap_or(bits);
        if prefix > bits {
            return Err(fault());
        }
        Ok(Self { address, prefix })
    }
}

impl Network {
    /// Whether `address` lies in the range. An IPv4 address written as IPv6 counts as IPv4.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let differ = u32::from(own) ^ u32::from(other);
                differ.checked_shr(32 - u32::from(self.prefix)).unwrap_or(0) == 0
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let differ = u128::from(own) ^ u128::from(other);
                differ.checked_shr(128 - u32::from(self.prefix)).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn proxies(networks: &[&str]) -> TrustedProxies {
        TrustedProxies::new(networks.iter().map(|text| text.parse().unwrap()))
    }

    fn client(trusted: &[&str], peer: &str, forwarded: &[&str]) -> String {
        let forwarded = forwarded.iter().map(|value| value.as_bytes());
        proxies(trusted).client(peer.parse().unwrap(), forwarded).to_string()
    }

    #[test]
    fn nobody_is_believed_by_default() {
        assert_eq!(client(&[], "192.0.2.1", &["203.0.113.9"]), "192.0.2.1");
    }

    #[test]
    fn only_a_trusted_peer_is_believed() {
        assert_eq!(client(&["10.0.0.0/8"], "10.1.2.3", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(client(&["10.0.0.0/8"], "192.0.2.1", &["203.0.113.9"]), "192.0.2.1");
        assert_eq!(client(&["10.0.0.0/8"], "10.1.2.3", &[]), "10.1.2.3");
    }

    #[test]
    fn what_a_client_wrote_itself_is_not_reached() {
        assert_eq!(client(&["10.0.0.0/8"], "10.1.2.3", &["1.1.1.1, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(client(&["10.0.0.0/8"], "10.1.2.3", &["10.9.9.9, 203.0.113.9"]), "203.0.113.9");
    }

    #[test]
    fn a_chain_of_trusted_proxies_is_walked_back_over_several_headers() {
        let forwarded = ["1.1.1.1, 203.0.113.9", "10.0.0.2, 10.0.0.3"];
        assert_eq!(client(&["10.0.0.0/8"], "10.0.0.4", &forwarded), "203.0.113.9");
        assert_eq!(client(&["10.0.0.0/8"], "10.0.0.4", &["10.0.0.2, 10.0.0.3"]), "10.0.0.2");
    }

    #[test]
    fn nonsense_ends_the_walk_at_the_last_good_address() {
        assert_eq!(client(&["10.0.0.0/8"], "10.0.0.4", &["203.0.113.9, unknown, 10.0.0.3"]), "10.0.0.3");
        assert_eq!(client(&["10.0.0.0/8"], "10.0.0.4", &[""]), "10.0.0.4");
    }

    #[test]
    fn the_walk_is_bounded() {
        let long = vec!["10.0.0.1"; 1_000].join(",");
        assert_eq!(client(&["10.0.0.0/8"], "10.0.0.4", &[&format!("203.0.113.9,{long}")]), "10.0.0.1");
    }

    #[test]
    fn ports_brackets_and_mapped_addresses_are_understood() {
        for (written, meant) in [
            ("203.0.113.9:4711", "203.0.113.9"),
            ("[2001:db8::9]:4711", "2001:db8::9"),
            ("[2001:db8::9]", "2001:db8::9"),
            ("2001:db8::9", "2001:db8::9"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
        ] {
            assert_eq!(client(&["::1", "10.0.0.0/8"], "::1", &[written]), meant, "{written}");
        }
    }

    #[test]
    fn a_network_holds_its_own_addresses_and_no_others() {
        for (network, inside, outside) in [
            ("10.0.0.0/8", "10.255.255.255", "11.0.0.0"),
            ("192.0.2.7", "192.0.2.7", "192.0.2.6"),
            ("192.0.2.7/31", "192.0.2.6", "192.0.2.8"),
            ("0.0.0.0/0", "255.255.255.255", "::1"),
            ("::/0", "2001:db8::", "10.0.0.1"),
            ("2001:db8::/32", "2001:db8:ffff::", "2001:db9::"),
            ("::1", "::1", "::2"),
            ("10.0.0.0/8", "::ffff:10.1.1.1", "::ffff:11.1.1.1"),
        ] {
            let range: Network = network.parse().unwrap();
            assert!(range.contains(inside.parse().unwrap()), "{network} {inside}");
            assert!(!range.contains(outside.parse().unwrap()), "{network} {outside}");
        }
        for bad in ["", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0/8", "example.org", "10.0.0.0/-1"] {
            assert_eq!(bad.parse::<Network>(), Err(AddressFault(bad.to_owned())));
        }
    }

    proptest! {
        #[test]
        fn no_header_makes_it_panic(value: Vec<u8>) {
            proxies(&["0.0.0.0/0", "::/0"]).client([10, 0, 0, 1].into(), [value.as_slice()].into_iter());
        }
    }
}
