// What is typed is not lost: saved as it is typed where there is a script, and carried along where the session has ended.

import assert from 'node:assert/strict';
import { WORDS, addressOf, begin, pageAt } from '../lib/applicant.js';
import { journey } from '../lib/journey.js';

journey('typing is saved as it happens, and the page says so', async (who) => {
  const { page, language } = who;
  const reference = await begin(who);
  await who.open(addressOf(language, reference, 'invitation'));
  await page.locator('[name="invitation-date.year"]').pressSequentially('2026');
  // From its first letter: « Pas encore enregistré » holds the word as well.
  const saved = page.locator('[data-saved]').filter({ hasText: who.say(/^Saved/, /^Enregistré/) });
  await saved.waitFor();
  await who.check();
  await page.reload();
  assert.equal(await page.locator('[name="invitation-date.year"]').inputValue(), '2026');

  // Without a connection the page says so, and saves once there is one.
  await page.context().setOffline(true);
  await page.locator('[name="invitation-date.day"]').pressSequentially('15');
  await page.locator('[data-saved]').filter({ hasText: who.say('Not saved yet', 'Pas encore enregistré') }).waitFor();
  await page.context().setOffline(false);
  await saved.waitFor();
  await page.reload();
  assert.equal(await page.locator('[name="invitation-date.day"]').inputValue(), '15');
  who.faults.length = 0;
}, { scripted: [true] });

journey('a session that ends in the middle of a page loses nothing', async (who) => {
  const { page } = who;
  const reference = await begin(who);
  const link = await page.locator('.lf-secret a').getAttribute('href');
  const code = link.split('/').at(-1);
  await who.open(addressOf(who.language, reference, 'invitation'));
  await who.fill({ 'invitation-date.year': '2026', 'invitation-date.month': '10', 'invitation-date.day': '15' });
  await page.context().clearCookies();
  await who.press(who.say(...WORDS.next));
  await who.check();
  assert.match(await page.locator('main').textContent(), /What you typed is kept|Ce que vous avez écrit est gardé/);
  assert.doesNotMatch(await page.locator('main').textContent(), /files|fichiers/);
  // Nothing is stored for somebody who may be anybody, and what is carried cannot be read in the page.
  const carried = await page.locator('[name="carried"]').first().inputValue();
  assert.ok(!Buffer.from(carried, 'base64url').toString('latin1').includes('invitation'));
  assert.equal(await page.locator('[name="reference"]:not([type=hidden])').inputValue(), reference);

  // The other language, and a wrong code: still nothing lost.
  await who.switchLanguage();
  assert.match(await page.locator('h1').textContent(), new RegExp(who.say('Your session has ended', 'Votre session est terminée')));
  assert.equal(await page.locator('[name="carried"]').first().inputValue(), carried);
  await who.fill({ code: 'wrong' });
  await who.press(who.say('Open my application', 'Ouvrir ma demande'));
  await who.check();
  await who.fill({ code });
  await who.press(who.say('Open my application', 'Ouvrir ma demande'));
  assert.equal(pageAt(page.url())?.path, 'invitation');
  assert.equal(await page.locator('[name="invitation-date.day"]').inputValue(), '15');
  await who.press(who.say(...WORDS.next));
  assert.equal(pageAt(page.url()).path, 'class');

  // What was carried for one application is worth nothing for another.
  await page.context().clearCookies();
  const other = await begin(who);
  const otherCode = (await page.locator('.lf-secret a').getAttribute('href')).split('/').at(-1);
  await page.context().clearCookies();
  const redeemed = await page.request.post(who.say('/en/resume', '/fr/reprendre'), { form: { reference: other, code: otherCode, carried } });
  assert.equal(new URL(redeemed.url()).pathname, addressOf(who.language, other));
  await who.open(addressOf(who.language, other, 'invitation'));
  assert.equal(await page.locator('[name="invitation-date.day"]').inputValue(), '');
});
