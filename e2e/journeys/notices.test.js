// What the department has to say at once: on every page, among the news, on a page of its own.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { journey } from '../lib/journey.js';
import { startLandfall } from '../lib/landfall.js';

const PICTURE = fileURLToPath(new URL('../../crates/web/assets/card.png', import.meta.url));
const LONG = 'Anticonstitutionnellement-prévisibilité-interministérielle';

let site;
after(async () => (await site)?.stop());

/** A server with a notice of each severity, one of them withdrawn. */
const server = () => (site ??= startLandfall().then((landfall) => {
  const notice = (...args) => execFileSync(process.env.LANDFALL_BIN, ['notice', ...args, '--data', landfall.data, '--site', landfall.site], { encoding: 'utf8' });
  const publish = (severity, [en, fr], ...more) => notice('publish', '--severity', severity, '--title-en', en, '--title-fr', fr,
    '--text-en', `${en}: what to know.\n\nAnd more of it. ${LONG}`, '--text-fr', `${fr} : ce qu’il faut savoir.\n\nEt davantage. ${LONG}`, ...more);
  const old = publish('information', ['Something old', 'Quelque chose d’ancien']);
  notice('withdraw', old.split(' ')[0]);
  publish('urgent', ['Leave the coast', 'Quittez la côte'], '--picture', PICTURE, '--alt-en', 'A coast with a lighthouse.', '--alt-fr', 'Une côte et son phare.');
  publish('warning', ['Payments take longer', 'Les paiements tardent']);
  publish('maintenance', ['The site is worked on', 'Des travaux sur le site'], '--starts', '2199-01-01T20:00', '--ends', '2199-01-01T22:00',
    '--deadlines-en', 'They move by a day.', '--deadlines-fr', 'Ils sont reportés d’un jour.');
  publish('information', ['A new page', 'Une nouvelle page']);
  return landfall;
}));

journey('whoever comes reads the notices, and the news behind them', async (who) => {
  const home = who.say('/en', '/fr');
  await who.open(home);
  const urgent = who.say('Leave the coast', 'Quittez la côte');
  const banners = () => who.page.locator('.lf-notices .lf-notice__title').allInnerTexts();
  for (let looks = 0; (await banners()).length < 3; looks += 1) {
    assert.ok(looks < 100, 'the notices never come');
    await who.open(home);
  }
  const kinds = who.say(['Urgent', 'Warning', 'Planned work'], ['Urgent', 'Avertissement', 'Travaux prévus']);
  assert.deepEqual((await banners()).map((title) => title.split(' – ')[0]), kinds);
  await who.check();

  await who.follow(who.say('All news and notices', 'Toutes les nouvelles et tous les avis'));
  assert.equal(await who.page.locator('main article').count(), 5);
  assert.equal(await who.page.locator('.lf-notices').count(), 0, 'the news say it all anyhow');
  await who.check();

  await who.follow(urgent);
  assert.equal(await who.page.locator('main img').evaluate((image) => image.complete && image.naturalWidth), 1200);
  await who.check();
  await who.switchLanguage();
  assert.equal(await who.page.locator('h1').innerText(), who.say('Leave the coast', 'Quittez la côte'));

  await who.open(who.say('/en/sign-in', '/fr/connexion'));
  await who.follow(who.say('The site is worked on', 'Des travaux sur le site'));
  await who.check();
}, { scripted: [false], server });
