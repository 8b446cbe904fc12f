//! What browsers keep of pages on which notices come and go.

use super::{becomes, publish, says, withdraw, words};
use crate::walk::short_site;
use language::Language;
use web::Place;

#[test]
fn a_page_with_a_notice_is_another_one_for_whoever_kept_it_and_the_old_one_again_when_it_is_gone() {
    let landfall = short_site().start();
    let mut visitor = landfall.visitor();
    let mut ways = Vec::new();
    for path in ["/fr".to_owned(), Place::SiteMap.path(Language::Fr)] {
        for coding in ["identity", "gzip", "br"] {
            let page = visitor.send("GET", &path, &[("accept-encoding", coding)], Vec::new());
            ways.push((path.clone(), coding, page.header("etag").expect("a tag").to_owned()));
        }
    }
    for (path, coding, before) in ways {
        let accepted = ("accept-encoding", coding);
        let mut get = |tag: &str| visitor.send("GET", &path, &[accepted, ("if-none-match", tag)], Vec::new());
        // One page after the other is made anew: the notice before may stand here for a moment.
        becomes("it is as it was", || (get(&before).status() == 304).then_some(()).ok_or_else(|| path.clone()));
        let id = publish(&landfall, "publish", &[]);
        let mut other = String::new();
        becomes("there is a notice", || {
            let page = get(&before);
            other = page.header("etag").expect("a tag").to_owned();
            (page.status() == 200).then_some(()).ok_or_else(|| other.clone())
        });
        assert_ne!(other, before);
        assert_eq!(get(&other).status(), 304, "{path} {coding}");
        withdraw(&landfall, &id);
        becomes("it is gone", || (get(&other).status() == 200).then_some(()).ok_or_else(|| other.clone()));
        assert_eq!(get(&before).status(), 304, "the page as it was, by the tag it had: {path} {coding}");
    }
    // The status page is made by somebody else, every ten seconds.
    let id = publish(&landfall, "publish", &[]);
    let mut visitor = landfall.visitor();
    becomes("it stands on the status page", || says(&visitor.open("/fr/etat-du-service"), words(Language::Fr).0));
    withdraw(&landfall, &id);
}
