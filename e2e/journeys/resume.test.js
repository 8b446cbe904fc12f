// Leaving and coming back without an account: with the link, with reference and code, with a second secret, and with a new
// link by mail when the first is lost.

import assert from 'node:assert/strict';
import { addressOf, begin, WORDS } from '../lib/applicant.js';
import { journey } from '../lib/journey.js';
import { nextMail } from '../lib/mail.js';

const open = ['Open my application', 'Ouvrir ma demande'];
const SECRET = 'le phare de Louisbourg';

journey('a person leaves and comes back with the resume link', async (who) => {
  const { page, language } = who;
  const leave = () => page.context().clearCookies();
  const link = () => page.locator('.lf-secret a').getAttribute('href').then((href) => new URL(href).pathname);
  const problem = () => page.locator('#error-summary').textContent();
  const reference = await begin(who);
  const first = await link();
  const code = (await page.locator('code').nth(1).textContent()).trim();
  await who.follow(who.say(...WORDS.toTasks));
  await who.open(addressOf(language, reference, 'invitation'));
  await who.fill({ 'invitation-date.year': '2026', 'invitation-date.month': '10', 'invitation-date.day': '15' });
  await who.press(who.say(...WORDS.next));
  const reached = page.url();

  // Opening the link opens nothing: a mail scanner that follows links gets no answers.
  const opened = async (address) => {
    const answer = await who.open(address);
    return answer.status();
  };
  await leave();
  assert.equal(await opened(addressOf(language, reference)), 404);
  assert.equal(await opened(first), 200);
  await who.check();
  assert.equal(await page.getByRole('button', { name: who.say(...open), exact: true }).count(), 1);
  assert.equal((await page.request.get(addressOf(language, reference))).status(), 404);
  await who.press(who.say(...open));
  assert.equal(new URL(page.url()).pathname, addressOf(language, reference));
  await who.open(addressOf(language, reference, 'invitation'));
  assert.equal(await page.locator('[name="invitation-date.day"]').inputValue(), '15');
  // It goes on where it stopped.
  await who.open(addressOf(language, reference, 'signature'));
  assert.equal(page.url(), reached);

  // A second secret: too short, then set, then asked for.
  await who.open(addressOf(language, reference, 'keep'));
  assert.equal(await page.locator('.lf-secret').count(), 0, 'the link is shown only once');
  await who.check();
  await who.fill({ word: 'short' });
  await who.press(who.say('Set the second secret', 'Fixer le second secret'));
  assert.match(await problem(), /6/);
  await who.check();
  await who.fill({ word: SECRET });
  await who.press(who.say('Set the second secret', 'Fixer le second secret'));
  assert.match(await page.locator('.lf-note--good').textContent(), /is set|est fixé/);

  await leave();
  await who.open(who.say('/en/resume', '/fr/reprendre'));
  await who.check();
  await who.fill({ reference, code: 'not-the-code' });
  await who.press(who.say(...open));
  assert.match(await problem(), /together they open no application|ensemble, ils n’ouvrent aucune demande/);
  await who.check();
  // Small letters and other dashes are as good.
  await who.fill({ reference: reference.toLowerCase().replaceAll('-', ' '), code: code.toLowerCase() });
  await who.press(who.say(...open));
  assert.match(await problem(), /Enter your second secret|Écrivez votre second secret/);
  await who.check();
  await who.fill({ word: 'the wrong words' });
  await who.press(who.say(...open));
  assert.match(await problem(), /not the second secret|pas le second secret/);
  assert.equal((await page.request.get(addressOf(language, reference))).status(), 404);
  await who.fill({ word: SECRET });
  await who.press(who.say(...open));
  assert.equal(new URL(page.url()).pathname, addressOf(language, reference));

  // A link by mail takes the place of the first.
  const address = `resume-${language}-${who.scripted}@example.org`;
  await who.open(addressOf(language, reference, 'keep'));
  await who.fill({ email: 'no address' });
  await who.press(who.say('Send me a new link', 'M’envoyer un nouveau lien'));
  assert.match(await problem(), /name@example.org|nom@exemple.org/);
  assert.equal(await page.locator('[name="email"]').inputValue(), 'no address');
  await who.fill({ email: address });
  await who.press(who.say('Send me a new link', 'M’envoyer un nouveau lien'));
  await who.check();
  const second = (await nextMail(who.landfall, address)).link;
  assert.notEqual(second, first);
  await leave();
  await who.open(first);
  await who.press(who.say(...open));
  assert.match(await problem(), /open no application|n’ouvrent aucune demande/);

  // Lost: the answer is the same for an address nobody gave.
  await who.follow(who.say('I have lost my link', 'J’ai perdu mon lien'));
  await who.check();
  await who.fill({ email: 'nobody@example.org' });
  await who.press(who.say('Send me a new link', 'M’envoyer un nouveau lien'));
  const toNobody = await page.locator('main').textContent();
  await who.check();
  await who.open(who.say('/en/resume/lost-link', '/fr/reprendre/lien-perdu'));
  await who.fill({ email: address.toUpperCase() });
  await who.press(who.say('Send me a new link', 'M’envoyer un nouveau lien'));
  assert.equal(await page.locator('main').textContent(), toNobody);
  const third = (await nextMail(who.landfall, address)).link;
  await who.open(third);
  await who.press(who.say(...open));
  assert.match(await problem(), /second secret/);
  await who.fill({ word: SECRET });
  await who.press(who.say(...open));
  await who.open(addressOf(language, reference, 'invitation'));
  assert.equal(await page.locator('[name="invitation-date.day"]').inputValue(), '15');
});
