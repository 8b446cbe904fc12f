// The search of occupations, by itself and in an application: by code, by words, with a script and without.

import assert from 'node:assert/strict';
import { Applicant, WORDS, answersOf, begin, pageAt } from '../lib/applicant.js';
import { journey } from '../lib/journey.js';

const search = async ({ page }, words) => {
  await page.locator('#occupation').fill(words);
  await Promise.all([page.waitForEvent('load'), page.locator('main form button').click()]);
};

journey('an occupation is found by words, by code and by the beginning of one', async (who) => {
  const { page } = who;
  await who.open(who.say('/en/calculators/ranking-score', '/fr/calculatrices/note-de-classement'));
  await who.follow(who.say('Find an occupation (NOC 2021)', 'Trouver une profession (CNP 2021)'));
  await who.check();
  await search(who, 'software engineer');
  await who.check();
  const rows = page.locator('main tbody tr');
  assert.match(await rows.first().innerText(), /21231/);
  const title = rows.first().getByText('Software engineers and designers');
  assert.equal(await title.getAttribute('lang'), who.say(null, 'en'));
  await who.switchLanguage();
  assert.match(await rows.first().innerText(), /21231/, 'the search is lost with the language');
  assert.equal(await rows.first().getByText('Software engineers and designers').getAttribute('lang'), who.say(null, 'en'));
  await search(who, '63200');
  assert.equal(await rows.count(), 1);
  assert.match(await rows.innerText(), /Cooks/);
  await search(who, '2123');
  assert.ok((await rows.count()) > 1);
  await search(who, 'xyzzy <script>');
  assert.equal(await rows.count(), 0);
  assert.match(await page.locator('main h2').innerText(), who.say(/No occupation matches/, /Aucune profession ne correspond/));
  await who.check();
});

journey('words typed in an application are answered with occupations to choose from', async (who) => {
  const { page, scripted } = who;
  await begin(who);
  const answers = answersOf('single');
  await who.page.goto(page.url().replace(/\/(come-back|revenir)$/, ''));
  await Promise.all([page.waitForEvent('load'), page.locator('.lf-task-list a').first().click()]);
  const person = new Applicant(who, answers, { quickly: true });
  await person.walk({ until: (path) => /^work-experience\/[^/]+\/job$/.test(path) });
  const { path } = pageAt(page.url());
  await page.reload();
  const box = page.locator('input[name="occupation"]');
  if (scripted) {
    await box.focus();
    await page.waitForFunction(() => document.querySelector('input[name="occupation"]').list?.options.length > 500);
  }
  const rest = await page.locator('form#page-form').evaluate((form) => [...new FormData(form).keys()]);
  assert.ok(rest.includes('occupation'));
  const fill = { ...person.valuesFor(path, []) };
  await who.fill({ ...fill, occupation: 'registered nurse' });
  await who.press(who.say(...WORDS.next));
  assert.equal(pageAt(page.url()).path, path);
  await who.check();
  const choice = page.locator('input[name="occupation.choice"]');
  assert.ok((await choice.count()) > 0, 'nothing to choose from');
  assert.equal(await box.inputValue(), 'registered nurse');
  const label = page.locator('.lf-radios__label').filter({ hasText: '31301' });
  assert.equal(await label.getAttribute('lang'), who.say(null, 'en'));
  // Other words, and the choice made for the first ones counts no more.
  await choice.first().check();
  await who.fill({ occupation: 'zzzz' });
  await who.press(who.say(...WORDS.next));
  assert.match(await page.locator('#error-summary').innerText(), who.say(/No occupation matches/, /Aucune profession ne correspond/));
  await who.fill({ occupation: 'registered nurse' });
  await who.press(who.say(...WORDS.next));
  await who.fill({ 'occupation.choice': '31301' });
  await who.press(who.say(...WORDS.next));
  assert.ok(!(await page.locator('#error-summary a[href*="occupation"]').count()), 'the choice was not taken');
});
