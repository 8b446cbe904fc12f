// Follows every link from a page on, as a search engine would, and checks what it finds.

import { pageFaults } from './check.js';

/** More addresses than this, and some link makes new ones without end. */
const MOST = 500;

/**
 * Visits everything that links lead to from `start`, an absolute address, as long as it is on that site and not in the
 * other language (which has a crawl of its own). Returns the addresses visited and what was wrong, each with its page.
 * @param {Awaited<ReturnType<import('./browser.js').visitor>>} visitor
 * @param {string} start
 */
export async function crawl({ page, language, faults: complaints }, start) {
  const { origin } = new URL(start);
  const elsewhere = `/${{ en: 'fr', fr: 'en' }[language]}`;
  const isHere = (url) => url.origin === origin && url.pathname !== elsewhere && !url.pathname.startsWith(`${elsewhere}/`);
  const linkedFrom = new Map([[start, 'the start']]);
  const anchors = new Map();
  const jumps = [];
  const faults = [];

  for (const address of linkedFrom.keys()) {
    if (linkedFrom.size > MOST) throw new Error(`more than ${MOST} addresses, the last from ${[...linkedFrom].at(-1)}`);
    const fault = (what) => faults.push(`${address}: ${what}`);
    const answer = await answerOf(page, address).catch((error) => ({ failed: error.message.split('\n')[0] }));
    if (answer.failed) {
      fault(answer.failed);
      continue;
    }
    if (answer.status !== 200) {
      fault(`answers ${answer.status}, linked from ${linkedFrom.get(address)}`);
      continue;
    }
    if (!answer.html) continue;
    (await pageFaults(page, language)).forEach(fault);
    const found = await page.evaluate(() => ({
      ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
      links: [...document.querySelectorAll('a[href], area[href]')].map((link) => link.getAttribute('href')),
    }));
    anchors.set(page.url(), new Set(found.ids));
    for (const href of found.links) {
      if (!URL.canParse(href, page.url())) {
        fault(`links to ${href}, which is no address`);
        continue;
      }
      const target = new URL(href, page.url());
      if (target.protocol.startsWith('http') && isHere(target)) {
        const anchor = decodeURIComponent(target.hash.slice(1));
        target.hash = '';
        if (anchor) jumps.push({ address, target: target.href, anchor });
        if (!linkedFrom.has(target.href)) linkedFrom.set(target.href, address);
      }
    }
  }
  for (const { address, target, anchor } of jumps) {
    if (anchors.get(target)?.has(anchor) === false) faults.push(`${address}: links to #${anchor}, which ${target} does not have`);
  }
  return { visited: [...linkedFrom.keys()], faults: [...faults, ...complaints] };
}

/** Goes there if it is a page; a style sheet, a feed or a file to download is only asked for. */
async function answerOf(page, address) {
  const head = await page.request.head(address);
  const html = head.headers()['content-type']?.startsWith('text/html') ?? false;
  if (!html) return { status: head.status(), html };
  const answer = await page.goto(address);
  return { status: answer.status(), html };
}
