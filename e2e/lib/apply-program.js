// One way in, from its information page and the finder to the receipt: the application is filled in from prepared answers, and every page that
// only this program has is looked at. The pages of site/blocks/person.toml are looked at on the Express Entry journey, those of
// site/blocks/common.toml by the one program that says so.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { Applicant, WORDS, addressOf, answersFor, pageAt } from './applicant.js';
import { startFromFinder } from './finder.js';
import { journey } from './journey.js';
import { signedBy } from './signers.js';

/** Ids of the pages of a file of blocks. */
function pagesOf(blocks) {
  const text = fs.readFileSync(new URL(`../../site/blocks/${blocks}.toml`, import.meta.url), 'utf8');
  return [...text.matchAll(/^\[\[block\.page(?:\.list\.page)?\]\]\nid = "(.*)"$/gm)].map(([, id]) => id);
}

/**
 * The journeys of a program: in English with JavaScript, in French without.
 * @param {string} program its id
 * @param {{ page: [string, string], finder: object, says: [string, string][], looksAtCommon?: boolean, signer?: object }} how
 *   `page` is the English and French address of its information page, `finder` what `startFromFinder` takes, `says` are words
 *   that its review shows in each, `signer` is who else signs
 */
export function applyFor(program, { page, finder, says, looksAtCommon = false, signer }) {
  const elsewhere = new Set([...pagesOf('person'), ...(looksAtCommon ? [] : pagesOf('common'))]);
  for (const [language, scripted] of [['en', true], ['fr', false]]) {
    const walk = (who) => apply(who, { program, information: page, finder, says, elsewhere, signer });
    journey(`somebody applies: ${program}`, walk, { languages: [language], scripted: [scripted] });
  }
}

async function apply(who, { program, information, finder, says, elsewhere, signer }) {
  const { page, language } = who;
  await who.open(`/${language}/${who.say(...information)}`);
  await who.check();
  await who.follow(who.say('Start an application', 'Commencer une demande'));
  assert.equal(new URL(page.url()).pathname, who.say(`/en/apply/${program}`, `/fr/demander/${program}`));
  await who.check();
  await startFromFinder(who, finder);
  const reference = new URL(page.url()).pathname.split('/')[3];
  await who.follow(who.say(...WORDS.toTasks));
  await who.check();
  await Promise.all([page.waitForEvent('load'), page.locator('.lf-task-list a').first().click()]);

  const person = new Applicant(who, answersFor(program), { quickly: true });
  await person.walk();
  assert.equal(pageAt(page.url()), undefined, 'the walk ends at the review');

  for (const path of ownPages(person.asked, elsewhere)) {
    await who.open(addressOf(language, reference, path));
    assert.equal(pageAt(page.url())?.path, path);
    await who.check();
  }

  await who.open(addressOf(language, reference, 'review'));
  await who.check();
  const review = await page.locator('main').textContent();
  assert.equal(await page.locator('.lf-unanswered').count(), 0, 'something complete is said to have no answer');
  for (const words of says) assert.ok(review.includes(who.say(...words)), `the review has no ${who.say(...words)}`);
  if (signer) {
    await signedBy(who, reference, signer);
    await who.open(addressOf(language, reference, 'review'));
  }
  await who.press(who.say(...WORDS.file));

  await who.check();
  assert.equal(new URL(page.url()).pathname, addressOf(language, reference, 'receipt'));
  const number = (await page.locator('.lf-panel strong').textContent()).trim();
  assert.match(number, /^LF-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/);
  const filing = await (await page.request.get(await page.locator('a[href$="/filing.json"]').getAttribute('href'))).json();
  assert.equal(filing.program, program);
}

/** The pages that are looked at nowhere else: of each list one entry. */
function ownPages(asked, elsewhere) {
  const seen = new Set();
  return asked.filter((path) => {
    const parts = path.split('/').filter((_, at) => at % 2 === 0);
    const pattern = parts.join('/');
    const isNew = !seen.has(pattern);
    seen.add(pattern);
    return isNew && !parts.some((id) => elsewhere.has(id));
  });
}
