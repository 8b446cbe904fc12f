//! Made-up conversations: whatever is said, cut and paused, every request is answered in full.

use proptest::prelude::*;
use tokio::time::timeout;

use super::*;

/// One request of a conversation, and how its bytes are sent.
#[derive(Clone, Debug)]
struct Turn {
    kind: u8,
    length: usize,
    /// Where its bytes are cut into pieces, and the milliseconds between one piece and the next.
    cuts: Vec<(prop::sample::Index, u64)>,
    /// Whether its answer is awaited before the next request is sent.
    await_answer: bool,
    /// Milliseconds of quiet after it.
    quiet: u64,
}

impl Turn {
    fn bytes(&self) -> Vec<u8> {
        let body = content(self.length);
        let length = self.length;
        match self.kind {
            0 => format!("GET /bytes/{length} HTTP/1.1\r\nHost: localhost\r\n\r\n").into_bytes(),
            1 => format!("GET /stream/{length} HTTP/1.1\r\nHost: localhost\r\n\r\n").into_bytes(),
            2 => format!("GET /ready/{length} HTTP/1.1\r\nHost: localhost\r\n\r\n").into_bytes(),
            3 => {
                let head = format!("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n");
                [head.into_bytes(), body].concat()
            }
            _ => {
                let mut bytes =
                    b"POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
                for chunk in body.chunks(999) {
                    bytes.extend(format!("{:x}\r\n", chunk.len()).bytes());
                    bytes.extend_from_slice(chunk);
                    bytes.extend(b"\r\n");
                }
                bytes.extend(b"0\r\n\r\n");
                bytes
            }
        }
    }
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let pause = || prop_oneof![Just(0), Just(10), 900..2_500_u64];
    let cuts = prop::collection::vec((any::<prop::sample::Index>(), pause()), 0..3);
    let turn = (0..5_u8, prop_oneof![0..10_usize, 0..20_000_usize], cuts, any::<bool>(), pause())
        .prop_map(|(kind, length, cuts, await_answer, quiet)| Turn { kind, length, cuts, await_answer, quiet });
    prop::collection::vec(turn, 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_conversation_is_answered_in_full_however_it_is_cut_and_whenever_it_pauses(turns in turns()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let mut fixture = serve_over(256 * 1024, limits());
            let mut unheard = Vec::new();
            for turn in &turns {
                let bytes = turn.bytes();
                let mut cuts: Vec<(usize, u64)> =
                    turn.cuts.iter().map(|(at, pause)| (at.index(bytes.len()), *pause)).collect();
                cuts.sort_unstable();
                let mut sent = 0;
                for (at, pause) in cuts {
                    fixture.client.say(&bytes[sent..at]).await;
                    sent = at;
                    sleep(Duration::from_millis(pause)).await;
                }
                fixture.client.say(&bytes[sent..]).await;
                unheard.push(turn.length);
                if turn.await_answer {
                    for length in unheard.drain(..) {
                        assert_eq!(fixture.client.hear().await.body, content(length));
                    }
                }
                sleep(Duration::from_millis(turn.quiet)).await;
            }
            for length in unheard {
                assert_eq!(fixture.client.hear().await.body, content(length));
            }
            assert_eq!(fixture.shared.stats.cut(), 0);
            let end = timeout(limits().idle_time * 2, fixture.client.rest()).await.unwrap();
            assert!(end.is_empty());
        });
    }
}
