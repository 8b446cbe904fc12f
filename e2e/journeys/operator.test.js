// The operator's page, on the listener of its own: in both languages, kept up to date where there is JavaScript, and honest
// when the server is gone.

import assert from 'node:assert/strict';



import { after } from 'node:test';
import { journey } from '../lib/journey.js';
import { startLandfall } from '../lib/landfall.js';

let started;
after(async () => (await started)?.stop());

/** A server with an operations listener, whose address is the one that is visited. */
async function operations() {
  started ??= startLandfall({ settings: ['--operations', '127.0.0.1:0'] });
  const landfall = await started;
  const said = () => landfall.output.find((line) => line.startsWith('Operations:'))?.match(/http:\/\/[\d.:]+/)?.[0];
  // The line comes right after the one that says where the site is; each question to the site gives it time.
  for (let asked = 0; !said() && asked < 1000; asked += 1) await fetch(`${landfall.origin}/health/live`);
  return { ...landfall, site: landfall.origin, origin: said() };
}

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
  if (who.scripted) {
    await page.waitForFunction(([least]) => {
      const row = document.querySelectorAll('[data-live=answers] tr')[1];
      return Number(row.querySelectorAll('td')[3].textContent.replace(/\D/g, '')) >= least;
    }, [before + 3]);
  } else {
    // The link shows it anew; what it shows is half a second old at most.
    const deadline = Date.now() + 15_000;
    while (Number((await cell.textContent()).replace(/\D/g, '')) < before + 3) {
      assert.ok(Date.now() < deadline, 'three visits are not shown');
      await who.follow(who.say('Show it as it is now', 'Afficher la situation actuelle'));
    }
  }
  await who.switchLanguage();
  await who.check();
});

journey('an operator is told that a page is old when the server is gone', async (who) => {
  const { page } = who;
  await who.open('/');
  await page.waitForFunction(() => document.readyState === 'complete');
  await page.context().setOffline(true);
  await page.locator('#away').waitFor({ state: 'visible' });
  await who.check();
  await page.context().setOffline(false);
  await page.locator('#away').waitFor({ state: 'hidden' });
  // The requests that found nobody are what this is about.
  who.faults.splice(0, who.faults.length, ...who.faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED')));
}, { scripted: [true] });

journey('an operator sees what needs to be seen to, and where what to do stands', async (who) => {
  const { page } = who;
  // A scanner that is not there, so that its work is given back again and again, is no worry by itself; too few files are.
  await who.open(`${who.landfall.origin}/${who.language}`);
  await page.locator('[data-live=worries] .worry').first().waitFor();
  await who.check();
  const worry = await page.locator('[data-live=worries] .worry').first().innerText();
  assert.match(worry, /\(Landfall[A-Z]\w+\)/);
});
