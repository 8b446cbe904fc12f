// The waiting room: shown when the door is shut, in both languages, with and without a script; nobody loses a place in it.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WORDS } from '../lib/applicant.js';
import { stayInLine } from '../lib/form.js';
import { journey } from '../lib/journey.js';
import { startLandfall } from '../lib/landfall.js';

// A cap of no work at all shuts the door; without it the door is open.
const SITE = fileURLToPath(new URL('../../crates/landfall/tests/it/site/', import.meta.url));
const own = () => startLandfall({ site: SITE, config: 'most_work = 0.0\n' });

/** Opens the door. */
async function open(site) {
  fs.writeFileSync(site.config, '');
  await site.restart();
}

const START = ['/en/apply/short', '/fr/demander/short'];

journey('somebody waits, looks again, changes language, and goes in after the door opens, with a restart between', async (who) => {
  const { page } = who;
  stayInLine(page);
  await who.open(who.say(...START));
  await who.press(who.say(...WORDS.start));
  assert.match(await page.locator('h1').textContent(), /You are in line|Vous êtes dans la file/);
  await who.check();
  assert.match(await page.title(), /next|ahead|devant|bientôt/);
  assert.ok((await page.content()).length < 14_000, 'a page that loads in one round trip');
  assert.equal((await page.context().cookies()).length, 0, 'waiting takes no cookie');

  // Looking again keeps the place, in the other language too.
  const ticket = await page.locator('[name="ticket"]').inputValue();
  await who.press(who.say('Check my place', 'Vérifier ma place'));
  await who.check();
  await who.switchLanguage();
  await who.switchLanguage();
  assert.match(await page.locator('[data-room-ahead]').textContent(), /next|ahead|devant|bientôt/);
  assert.notEqual(await page.locator('[name="ticket"]').inputValue(), '', ticket);

  await open(who.landfall);
  for (let look = 0; look < 20 && (await page.locator('main[data-room]').count()) > 0; look++) {
    await page.waitForTimeout(1_000);
    // A script goes in by itself; without one the person presses the button.
    if (!who.scripted) await who.press(who.say('Check my place', 'Vérifier ma place'));
    else await page.waitForURL(/applications|demandes/, { timeout: 60_000 });
  }
  assert.match(new URL(page.url()).pathname, /\/(applications|demandes)\/LD-/);
  await who.check();
  who.faults.length = 0;
}, { own, together: true });

journey('somebody leaves the line', async (who) => {
  const { page } = who;
  stayInLine(page);
  await who.open(who.say(...START));
  await who.press(who.say(...WORDS.start));
  await who.press(who.say('Leave the line', 'Quitter la file'));
  assert.equal(new URL(page.url()).pathname, who.say(...START));
  // The information pages and the status are open all the time.
  await who.open(who.say('/en/status', '/fr/etat'));
  await who.check();
}, { own });

journey('somebody lets the page check by itself without a script, stops it, starts it again, and goes in', async (who) => {
  const { page } = who;
  stayInLine(page);
  await who.open(who.say(...START));
  await who.press(who.say(...WORDS.start));
  await who.check();
  const at = who.say('/en/line', '/fr/file-d-attente');
  await who.press(who.say('Check by itself', 'Vérifier tout seul'));
  assert.equal(new URL(page.url()).pathname, at);
  assert.equal((await page.context().cookies()).length, 1);
  // It is loaded anew while nobody touches it.
  await page.waitForEvent('load', { timeout: 60_000 });
  assert.equal(new URL(page.url()).pathname, at);
  await who.check();
  // In the other language it goes on.
  await who.switchLanguage();
  assert.equal(new URL(page.url()).pathname, who.say('/en/line', '/fr/file-d-attente'));
  await who.check();
  await who.press(who.say('Stop checking by itself', 'Ne plus vérifier tout seul'));
  assert.equal(new URL(page.url()).pathname, who.say(...START));
  assert.equal((await page.context().cookies()).length, 0);
  await who.press(who.say('Check by itself', 'Vérifier tout seul'));

  await open(who.landfall);
  while (!/^(It is your turn|C’est votre tour)/.test(await page.title())) await page.waitForEvent('load', { timeout: 60_000 });
  await who.check();
  await who.press(who.say('Go in', 'Entrer'));
  for (let look = 0; look < 20 && (await page.locator('main[data-room]').count()) > 0; look++) {
    await who.press(who.say('Check my place', 'Vérifier ma place'));
  }
  assert.match(new URL(page.url()).pathname, /\/(applications|demandes)\/LD-/);
  who.faults.length = 0;
  // A browser without the cookie is told how to come back.
  await page.context().clearCookies();
  await who.open(who.say('/en/line', '/fr/file-d-attente'));
  await who.check();
  who.faults.length = 0;
}, { own, scripted: [false], together: true });
