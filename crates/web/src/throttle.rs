//! How many messages one address may be sent on somebody's say-so: nobody's mailbox is flooded from here.

use governor::{Quota, RateLimiter, clock::MonotonicClock, state::keyed::HashMapStateStore};
use std::{num::NonZeroU32, sync::Mutex};

/// Messages to one address in an hour.
const AN_HOUR: NonZeroU32 = NonZeroU32::new(5).unwrap();
/// Addresses remembered. Past this those whose hour is over are forgotten, and if that frees none, nothing is sent.
const REMEMBERED: usize = 50_000;

/// Counts messages by a keyed hash of their address.
pub struct MailThrottle {
    limiter: RateLimiter<[u8; 32], HashMapStateStore<[u8; 32]>, MonotonicClock>,
    /// One forgets at a time.
    forgetting: Mutex<()>,
}

impl Default for MailThrottle {
    fn default() -> Self {
        Self {
            limiter: RateLimiter::hashmap_with_clock(Quota::per_hour(AN_HOUR), MonotonicClock),
            forgetting: Mutex::new(()),
        }
    }
}

impl MailThrottle {
    /// Whether one more message may go to the address behind `key`. Asking counts.
    pub fn allows(&self, key: [u8; 32]) -> bool {
        if self.limiter.len() >= REMEMBERED {
            if let Ok(_one) = self.forgetting.try_lock() {
                self.limiter.retain_recent();
            }
            if self.limiter.len() >= REMEMBERED {
                return false;
            }
        }
        self.limiter.check_key(&key).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gets_a_few_messages_and_another_one_is_not_held_back() {
        let throttle = MailThrottle::default();
        let sent = (0..10).filter(|_| throttle.allows([1; 32])).count();
        assert_eq!(sent, 5);
        assert!(throttle.allows([2; 32]));
    }
}
