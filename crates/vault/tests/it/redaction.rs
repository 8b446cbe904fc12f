//! Nothing secret shows in `{:?}`, so nothing secret gets into a log by way of a struct that holds it.

use vault::encoding::{to_base64url, to_hex};
use vault::{Keys, MasterKey, Secret, SegmentOpener, SegmentSealer, SigningKey};

use crate::support::seeded;

#[test]
fn debug_output_holds_no_secret() {
    let master = MasterKey::generate(&seeded(1));
    let keys = Keys::new(&master);
    let data = keys.new_data_key(&seeded(2));
    let secret = Secret::new(&seeded(3));
    let signing = SigningKey::generate(&seeded(4));
    let sealer = SegmentSealer::new(&data, b"document", &seeded(5));
    let opener = SegmentOpener::new(&data, b"document", &sealer.header()).unwrap();
    let id = signing.public().key_id();
    assert_eq!(
        format!("{master:?} {keys:?} {data:?} {secret:?} {signing:?} {sealer:?} {opener:?}"),
        format!(
            "MasterKey(..) Keys(..) DataKey(..) Secret(..) SigningKey({id}, ..) SegmentSealer {{ next: 0, .. }} \
             SegmentOpener {{ next: 0, .. }}"
        )
    );
}

#[test]
fn a_public_key_shows_only_its_id() {
    let public = SigningKey::generate(&seeded(4)).public();
    let shown = format!("{public:?}");
    assert!(shown.contains(&public.key_id()));
    assert!(!shown.contains(&to_hex(&public.to_bytes())) && !shown.contains(&to_base64url(&public.to_bytes())));
}
