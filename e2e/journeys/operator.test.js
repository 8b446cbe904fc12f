// The operator's page, on the listener of its own: in both languages, kept up to date where there is JavaScript, and honest
// when the server is gone.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { journey } from '../lib/journey.js';
import { startLandfall } from '../lib/landfall.js';

const started = new Map();
after(() => Promise.all([...started.values()].map(async (landfall) => (await landfall).stop())));

/** A server with an operations listener, whose address is the one that is visited. Its door may be shut. */
const operations = (door) => async () => {
  const config = door === 'shut' ? 'most_work = 0.0\n' : '';
  if (!started.has(door)) started.set(door, startLandfall({ settings: ['--operations', '127.0.0.1:0'], config }));
  const landfall = await started.get(door);
  const said = () => landfall.output.find((line) => line.startsWith('Operations:'))?.match(/http:\/\/[\d.:]+/)?.[0];
  // The line comes right after the one that says where the site is; each question to the site gives it time.
  for (let asked = 0; !said() && asked < 1000; asked += 1) await fetch(`${landfall.origin}/health/live`);
  return { ...landfall, site: landfall.origin, origin: said() };
};

journey('an operator looks at how the site is doing', async (who) => {
  const { page } = who;
  await who.open('/');
  assert.equal(new URL(page.url()).pathname, `/${who.language}`);
  await who.check();
  const text = await page.locator('main').innerText();
  assert.ok(text.includes(who.say('Nothing needs to be seen to.', 'Rien ne demande d’attention.')), text);
  assert.ok(text.includes(who.say('This process does its work.', 'Ce processus fait son travail.')), text);
  assert.equal(await page.locator('table').count(), 7);

  // Somebody reads a page that is not there, which is their mistake and nobody's fault.
  const cell = page.locator('[data-live=answers] tr', { hasText: who.say('Search, calculators, other', 'Recherche, calculs, autre') })
    .locator('td').nth(3);
  const before = Number((await cell.textContent()).replace(/\D/g, ''));
  for (let visits = 0; visits < 3; visits += 1) await fetch(`${who.landfall.site}/en/nowhere`);
  const deadline = Date.now() + 15_000;
  while (Number((await cell.textContent()).replace(/\D/g, '')) < before + 3) {
    assert.ok(Date.now() < deadline, 'three visits are not shown');
    // With a script the page keeps itself up to date.
    if (!who.scripted) await who.follow(who.say('Show it as it is now', 'Afficher la situation actuelle'));
  }
  await who.switchLanguage();
  await who.check();
}, { server: operations('open') });

journey('an operator is told that a page is old when the server is gone', async (who) => {
  const { page } = who;
  let gone = true;
  // What the script asks, and nothing else.
  await page.route('**', (route) => (gone && route.request().resourceType() === 'fetch' ? route.abort('aborted') : route.continue()));
  await who.open('/');
  await page.locator('#away').waitFor({ state: 'visible' });
  await who.check();
  gone = false;
  await page.locator('#away').waitFor({ state: 'hidden' });
}, { scripted: [true], server: operations('open') });

journey('an operator sees what needs to be seen to, and what to do', async (who) => {
  const { page } = who;
  // Some people want to begin, and the door is shut: nobody comes in.
  const wish = () => fetch(`${who.landfall.site}/en/apply/express-entry`, { method: 'POST' });
  const shown = await Promise.all(Array.from({ length: 8 }, wish));
  for (const answer of shown) assert.equal(answer.status, 200);
  const stands = page.getByText(who.say('nobody has been let in for five minutes', 'personne n’est entré depuis cinq minutes'));
  const deadline = Date.now() + 15_000;
  do {
    assert.ok(Date.now() < deadline, 'the page does not say that the line stands still');
    await who.open('/');
  } while (await stands.count() === 0);
  await who.check();
  const worries = await page.locator('[data-live=worries]').innerText();
  assert.ok(worries.includes('(LandfallLineStandsStill)') && worries.includes('most_work'), worries);
}, { server: operations('shut') });
