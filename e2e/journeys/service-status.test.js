// The status page: found from every page's foot, whole in both languages, also with incidents and planned work in it.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import { journey } from '../lib/journey.js';
import { startLandfall } from '../lib/landfall.js';

let started;
after(async () => (await started)?.stop());

/** A server that ran yesterday, had an incident, and was gone for an hour. */
const yesterday = () => {
  started ??= (async () => {
    const landfall = await startLandfall();
    await landfall.kill();
    const at = (minutes) => new Date(Date.now() - 86_400_000 + minutes * 60_000).toISOString();
    const over = { capability: 'filing', level: 'down', began: at(10), ended: at(22), affected: 1234 };
    const lines = [{ started: at(0) }, { over }, { measured: [at(60), []] }, { started: at(120) }, { measured: [at(180), []] }];
    fs.writeFileSync(path.join(landfall.data, 'service-history-0.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await landfall.startAgain();
    return landfall;
  })();
  return started;
};

journey('somebody looks whether the service works, and what did not', async (who) => {
  const { page } = who;
  await who.open(who.say('/en', '/fr'));
  await who.follow(who.say('Service status', 'État du service'));
  const works = page.getByText(who.say('Everything works.', 'Tout fonctionne.'), { exact: true });
  const deadline = Date.now() + 30_000;
  while (await works.count() === 0) {
    assert.ok(Date.now() < deadline, await page.locator('main').innerText());
    await page.reload();
  }
  await who.check();
  // Both tables have a name, and every cell its column's.
  assert.deepEqual(await page.locator('table caption').allInnerTexts(), [
    who.say('What works now', 'Ce qui fonctionne maintenant'),
    who.say('Incidents and times without measurements, the latest first', 'Incidents et périodes sans mesure, les plus récents d’abord'),
  ]);
  const past = await page.locator('table').nth(1).innerText();
  for (const words of [who.say('Does not work', 'Ne fonctionne pas'), who.say('1,234', '1\u00a0234'), '12 minutes',
    who.say('Not measured: the service did not run', 'Non mesuré\u00a0: le service était arrêté')]) {
    assert.ok(past.includes(words), `no ${words} in ${past}`);
  }
  await page.emulateMedia({ forcedColors: 'active' });
  assert.ok(await page.getByRole('table').first().isVisible());
  await page.emulateMedia({ forcedColors: null });
  await who.switchLanguage();
}, { server: yesterday });
