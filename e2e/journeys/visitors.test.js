// Who is visiting: what everybody sees where it is published, and what operators see on their listener.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { after } from 'node:test';
import { journey } from '../lib/journey.js';
import { startLandfall } from '../lib/landfall.js';

const SITE = fileURLToPath(new URL('../../site/', import.meta.url));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'landfall-visitors-'));
let started;
after(async () => {
  await (await started)?.stop();
  fs.rmSync(folder, { recursive: true });
});

/** A site that publishes its visitors, behind a proxy that tells their countries, after 43 people came. */
async function visited() {
  const site = path.join(folder, 'site');
  fs.cpSync(SITE, site, { recursive: true });
  const settings = path.join(site, 'site.toml');
  fs.writeFileSync(settings, fs.readFileSync(settings, 'utf8').replace('publish_visitors = false', 'publish_visitors = true'));
  const config = 'trusted_proxies = ["127.0.0.1"]\n[visitors]\ncountry_header = "X-Country"\n';
  const landfall = await startLandfall({ site, settings: ['--operations', '127.0.0.1:0'], config });
  for (let person = 0; person < 43; person += 1) {
    // Three are too few to show, and a dozen go with them.
    const country = person < 3 ? 'IS' : ['FR', 'MA', 'MA'][person % 3];
    const headers = { 'X-Forwarded-For': `203.0.113.${person}`, 'X-Country': country };
    assert.equal((await fetch(`${landfall.origin}/fr`, { headers })).status, 200);
  }
  const operations = landfall.output.find((line) => line.startsWith('Operations:'))?.match(/http:\/\/[\d.:]+/)?.[0];
  return { ...landfall, operations };
}

const site = () => (started ??= visited());

/** Opens the page again until everybody who came is on it. */
async function openCounted(who, address) {
  const deadline = Date.now() + 30_000;
  do {
    assert.ok(Date.now() < deadline, 'the visitors are not shown');
    await who.open(address);
  } while (!/\b40\b/.test(await who.page.locator('main table').first().innerText()));
}

journey('somebody sees who is visiting', async (who) => {
  const { page } = who;
  await openCounted(who, who.say('/en/visitors', '/fr/visiteurs'));
  await who.check();
  const text = await page.locator('main').innerText();
  assert.ok(text.includes(who.say('Morocco', 'Maroc')) && !/Iceland|Islande/.test(text), text);
  assert.equal(await page.getByRole('img').count(), 2);
  await page.locator('main summary').first().click();
  assert.ok(await page.getByRole('table', { name: who.say('Each of the last 24 hours', 'Chacune des 24 dernières heures') }).isVisible());
  await who.check();
  await who.switchLanguage();
  assert.equal(new URL(page.url()).pathname, who.say('/en/visitors', '/fr/visiteurs'));
}, { server: site, scripted: [false] });

journey('an operator sees who is visiting', async (who) => {
  await who.open('/');
  await who.follow(who.say('Who is visiting', 'Qui visite ce site'));
  await openCounted(who, who.page.url());
  await who.check();
  await who.switchLanguage();
}, { server: async () => { const landfall = await site(); return { ...landfall, origin: landfall.operations }; }, scripted: [false] });
