// A program that is not open yet, is paused, has closed, or has given all its places: what people read, and what becomes of
// an application they have started.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { WORDS, addressOf } from '../lib/applicant.js';
import { journey } from '../lib/journey.js';
import { startLandfall } from '../lib/landfall.js';

const SITE = fileURLToPath(new URL('../../crates/landfall/tests/it/site/', import.meta.url));
const REASON = 'reason = { en = "The rules are under review.", fr = "Les règles sont à l’étude." }';

/** One question, so that an application is filled in at once. */
const program = (lines) => `id = "short"
version = "2026-11-23"
title = { en = "Short program", fr = "Programme court" }
summary = { en = "For tests.", fr = "Pour les essais." }
sources = [ { id = "tests", title = { en = "The tests", fr = "Les essais" }, date = "2026-11-22" } ]
${lines}
[[section]]
id = "you"
title = { en = "You", fr = "Vous" }
[[section.page]]
id = "story"
title = { en = "Your story", fr = "Votre histoire" }
[[section.page.question]]
id = "story"
kind = "text"
label = { en = "Tell it", fr = "Racontez-la" }
source = ["tests"]
`;

const own = async () => {
  const site = await startLandfall({ site: SITE });
  await setTo(site, '');
  return site;
};

async function setTo(site, lines) {
  fs.writeFileSync(path.join(site.site, 'programs/short.toml'), program(lines));
  await site.restart();
}

/** Begins an application, fills it in, and stays at its review page. Returns its reference. */
async function filledIn(who) {
  await who.open(who.say('/en/apply/short', '/fr/demander/short'));
  await who.press(who.say(...WORDS.start));
  const reference = new URL(who.page.url()).pathname.split('/')[3];
  await who.open(addressOf(who.language, reference, 'story'));
  await who.fill({ story: 'Once upon a time.' });
  await who.press(who.say(...WORDS.next));
  assert.equal(new URL(who.page.url()).pathname, addressOf(who.language, reference, 'review'));
  return reference;
}

async function says(who, ...words) {
  const text = (await who.page.locator('main').innerText()).replace(/[\u00a0\u202f]/g, ' ');
  assert.ok(text.includes(who.say(...words)), `the page does not say ${who.say(...words)}: ${text}`);
}

const START = ['/en/apply/short', '/fr/demander/short'];
const hour = 3_600_000;
const inHours = (hours) => new Date(Date.now() + hours * hour).toISOString();

for (const [name, lines, heading, words] of [
  ['is not open yet', () => `opens = "${inHours(48)}"`,
    ['This program is not open yet', 'Ce programme n’est pas encore ouvert'],
    ['This program opens on', 'Ce programme ouvre le']],
  ['is paused', () => `paused = { since = "2026-01-05", until = "2199-03-05", ${REASON} }`,
    ['This program is paused', 'Ce programme est suspendu'],
    ['The reason: The rules are under review.', 'La raison : Les règles sont à l’étude.']],
  ['has closed', () => `closes = "${inHours(-48)}"`,
    ['This program has closed', 'Ce programme est fermé'],
    ['This program closed on', 'Ce programme a fermé le']],
]) {
  journey(`somebody has an application for a program that ${name}`, async (who) => {
    const { page } = who;
    const reference = await filledIn(who);
    await setTo(who.landfall, lines());

    // The review stood open in a tab meanwhile.
    await who.press(who.say(...WORDS.file));
    assert.equal((await page.locator('h1').textContent()).trim(), who.say(...heading));
    await says(who, ...words);
    await says(who, 'Your application was not filed.', 'Votre demande n’a pas été déposée.');
    await who.check();
    await who.switchLanguage();
    assert.equal((await page.locator('h1').textContent()).trim(), who.say(...heading));
    await who.switchLanguage();

    // It can be read, and filled in.
    await who.open(addressOf(who.language, reference));
    await says(who, ...words);
    await who.check();
    await who.open(addressOf(who.language, reference, 'story'));
    await who.fill({ story: 'And on it went.' });
    await who.press(who.say(...WORDS.next));
    await says(who, 'And on it went.', 'And on it went.');
    await says(who, ...words);
    assert.equal(await page.getByRole('button', { name: who.say(...WORDS.file) }).count(), 0);
    await who.check();

    // A stranger reads the same, and has no button to begin with.
    await page.context().clearCookies();
    for (const address of [START, ['/en', '/fr']]) {
      await who.open(who.say(...address));
      await says(who, ...words);
      assert.equal(await page.getByRole('button', { name: who.say(...WORDS.start) }).count(), 0);
      await who.check();
    }
    await who.open(who.say('/en/site-map', '/fr/plan-du-site'));
    await who.check();
    // The browser says of every 409 that something failed to load.
    who.faults.length = 0;
  }, { own });
}

journey('somebody files after the last place was given', async (who) => {
  const { page } = who;
  await setTo(who.landfall, 'cap = { name = "places-2026", limit = 1 }');
  await who.open(who.say(...START));
  await says(who, '1 place of 1 was left.', 'il restait 1 place sur 1.');
  await who.check();
  await filledIn(who);
  await says(who, '1 place of 1 was left.', 'il restait 1 place sur 1.');
  await who.check();
  await who.press(who.say(...WORDS.file));
  await says(who, 'Application filed', 'Demande déposée');

  // Somebody else, who looked at the review while there was a place, and then again.
  await page.context().clearCookies();
  await setTo(who.landfall, 'cap = { name = "places-2026", limit = 2 }');
  const reference = await filledIn(who);
  await setTo(who.landfall, 'cap = { name = "places-2026", limit = 1 }');
  await who.press(who.say(...WORDS.file));
  assert.equal((await page.locator('h1').textContent()).trim(), who.say('All places are taken', 'Toutes les places sont prises'));
  await says(who, 'Your application was not filed.', 'Votre demande n’a pas été déposée.');
  await who.check();
  await who.follow(who.say(...WORDS.toTasks));
  await says(who, 'The one place of this program is taken.', 'La seule place de ce programme est prise.');
  await who.check();
  await who.open(addressOf(who.language, reference, 'review'));
  await says(who, 'Once upon a time.', 'Once upon a time.');
  await who.check();
  await page.context().clearCookies();
  await who.open(who.say(...START));
  await says(who, 'The one place of this program is taken.', 'La seule place de ce programme est prise.');
  await who.check();
  who.faults.length = 0;
}, { own });
