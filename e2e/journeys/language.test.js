// The language changed in the middle of a page: the same page in the other language, with everything typed and not saved yet.

import assert from 'node:assert/strict';
import { Applicant, WORDS, addressOf, answersOf, begin, pageAt } from '../lib/applicant.js';
import { journey } from '../lib/journey.js';
import { pdf } from '../lib/files.js';

journey('the language is switched midway and nothing typed is lost', async (who) => {
  const { page } = who;
  const next = () => who.press(who.say(...WORDS.next));
  const here = (path) => assert.equal(new URL(page.url()).pathname, addressOf(who.language, reference, path));
  const value = (name) => page.locator(`[name="${name}"]:not([type=radio])`).inputValue();
  const heading = () => page.locator('h1').textContent();
  const reference = await begin(who);
  await who.switchLanguage();
  assert.match(await heading(), new RegExp(who.say('How to come back', 'Comment revenir')));
  await who.switchLanguage();

  // On a page of questions: half a date, and nonsense where a year should be.
  await who.open(addressOf(who.language, reference, 'invitation'));
  await who.fill({ 'invitation-date.day': '3', 'invitation-date.year': 'l’an dernier' });
  await who.switchLanguage();
  here('invitation');
  assert.match(await heading(), new RegExp(who.say('invitation to apply|Date of your invitation', 'invitation à présenter|Date de votre invitation')));
  assert.equal(await value('invitation-date.day'), '3');
  assert.equal(await value('invitation-date.year'), 'l’an dernier');

  // With mistakes on the page: they speak the other language after the switch.
  await next();
  const summary = page.locator('#error-summary');
  const before = await summary.textContent();
  await who.fill({ 'invitation-date.month': '13' });
  await who.switchLanguage();
  here('invitation');
  assert.equal(await value('invitation-date.month'), '13');
  assert.equal(await value('invitation-date.year'), 'l’an dernier');
  const after = await summary.textContent();
  assert.ok(after.includes(who.say('There is a problem', 'Il y a un problème')), after);
  assert.notEqual(after, before);

  // The Enter key goes on; it does not switch.
  await who.fill({ 'invitation-date.day': '15', 'invitation-date.month': '10', 'invitation-date.year': '2026' });
  await Promise.all([page.waitForEvent('load'), page.locator('[name="invitation-date.year"]').press('Enter')]);
  here('class');

  // On a list: the choice stays chosen, and nothing is added by it.
  const person = new Applicant(who, answersOf('single'), { quickly: true });
  await person.walk({ until: 'other-names' });
  await who.fill({ 'other-names': 'yes' });
  await who.switchLanguage();
  here('other-names');
  assert.equal(await page.locator('[name="other-names"][value="yes"]').isChecked(), true);
  assert.equal(await page.locator('.lf-card').count(), 0);

  // On a page with files: what was typed stays. A chosen file comes along or is asked for again, but is never half there.
  const rest = new Applicant(who, answersOf('single'), { quickly: true });
  await rest.walk({ until: (path) => path.endsWith('/police-certificate') });
  const { path } = pageAt(page.url());
  await who.fill({ 'police-country': 'MX' });
  await who.switchLanguage();
  here(path);
  assert.equal(await value('police-country'), 'MX');
  await who.fill({ 'police-country': 'BR', 'police-certificate': pdf('certidao.pdf') });
  await who.switchLanguage();
  here(path);
  assert.equal(await value('police-country'), 'BR');
  assert.ok((await page.locator('.lf-uploads__item').count()) <= 1);
  if (await page.locator('.lf-uploads__item').count() === 0) await who.fill({ 'police-certificate': pdf('certidao.pdf') });
  await next();
  assert.equal(pageAt(page.url()).path, 'police-certificates');

  // And on the pages around: task list, review.
  for (const place of ['', 'review']) {
    await who.open(addressOf(who.language, reference, place));
    await who.switchLanguage();
    here(place);
  }
});
