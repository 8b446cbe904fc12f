// A form that changes while somebody fills it in: what is new, changed and gone is told once, and nothing typed is lost.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { WORDS, addressOf, begin } from '../lib/applicant.js';
import { journey } from '../lib/journey.js';
import { startLandfall } from '../lib/landfall.js';

// A site of five questions, changed anew for each walk.
const SITE = fileURLToPath(new URL('../../crates/landfall/tests/it/site/', import.meta.url));
const own = () => startLandfall({ site: SITE });

const WORK = `[[section.page]]
id = "work"
title = { en = "Your work", fr = "Votre travail" }

[[section.page.question]]
id = "job"
kind = "text"
label = { en = "Your job", fr = "Votre métier" }
source = ["tests"]

`;

/** No story any more, a question about work, and another label. */
function change(site) {
  const file = path.join(site.site, 'programs/short.toml');
  const program = fs.readFileSync(file, 'utf8');
  const [before, rest] = program.split('[[section.page]]\nid = "story"');
  const changed = before + WORK + rest.slice(rest.indexOf('[[section.page]]'));
  fs.writeFileSync(file, changed
    .replace('version = "2026-11-22"', 'version = "2026-11-23"')
    .replace('{ en = "Date of birth", fr = "Date de naissance" }', '{ en = "When were you born?", fr = "Quand êtes-vous né ?" }'));
}

journey('a form changes while somebody fills it in', async (who) => {
  const { page } = who;
  const next = () => who.press(who.say(...WORDS.next));
  const main = () => page.locator('main').textContent();
  const holds = async (...words) => {
    const text = await main();
    for (const one of words) assert.ok(text.includes(one), `${one} is not in ${text}`);
  };
  const reference = await begin(who, 'short');
  const at = (where) => who.open(addressOf(who.language, reference, where));
  await at('about');
  await who.fill({
    'name.family': 'Roy', 'name.given': 'Zoë', 'birth-date.year': '1990', 'birth-date.month': '2', 'birth-date.day': '28',
  });
  await next();
  await who.fill({ story: 'A long way' });
  await next();
  await at('story');

  // The site is started anew while the page is open, and the page is sent after.
  change(who.landfall);
  await who.landfall.restart();
  await who.fill({ story: 'A long way from the sea' });
  await next();
  assert.match(await page.locator('h1').textContent(), new RegExp(who.say('What has changed', 'Ce qui a changé')));
  await holds(
    who.say('Your job', 'Votre métier'),
    who.say('When were you born?', 'Quand êtes-vous né'),
    who.say('Tell it', 'Racontez-la'),
    'A long way from the sea',
  );
  await who.check();
  await who.switchLanguage();
  await holds(who.say('New questions for you to answer', 'Nouvelles questions pour vous'), 'A long way from the sea');
  await who.switchLanguage();

  // Not looked at for now: everything but filing goes on, and says so.
  await at('');
  await holds(who.say('have changed since you last saw them', 'ont changé depuis votre dernière visite'));
  await who.check();
  await at('work');
  await who.fill({ job: 'Jardinière' });
  await next();
  await at('review');
  await holds('Jardinière', who.say('Before you can file', 'Avant de pouvoir déposer'));
  await who.check();

  await who.follow(who.say('See what has changed', 'Voir ce qui a changé'));
  await next();
  await holds(who.say('Answers that are no longer asked for', 'Réponses qui ne sont plus demandées'), 'A long way from the sea');
  assert.ok(!(await main()).includes(who.say('have changed since', 'ont changé depuis')), 'it is told once');
  await who.check();

  // What is no longer asked goes when its person says so.
  const remove = page.locator('.lf-summary-list__actions a').first();
  await Promise.all([page.waitForEvent('load'), remove.click()]);
  await holds(who.say('cannot be brought back', 'ne peut pas revenir'));
  await who.check();
  await who.press(who.say('Yes, remove it', 'Oui, la retirer'));
  assert.ok(!(await main()).includes('A long way'), await main());

  // And then the program is taken away.
  fs.rmSync(path.join(who.landfall.site, 'programs/short.toml'));
  for (const language of ['en', 'fr']) {
    const home = path.join(who.landfall.site, `pages/home/${language}.md`);
    fs.writeFileSync(home, fs.readFileSync(home, 'utf8').replace('start = "short"\n', ''));
  }
  await who.landfall.restart();
  await at('');
  await holds(who.say('You can no longer apply', 'Vous ne pouvez plus présenter'), 'Jardinière', '1990');
  await who.check();
  await who.switchLanguage();
}, { own });
