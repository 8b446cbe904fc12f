// Out of order: back, ahead, and round again. Pages open up to the first one without an answer; what is no longer asked is
// neither shown nor filed, and comes back when it is asked again.

import assert from 'node:assert/strict';
import { Applicant, WORDS, addressOf, answersOf, begin, pageAt } from '../lib/applicant.js';
import { journey } from '../lib/journey.js';

journey('pages are opened out of order and answers changed from the review', async (who) => {
  const { page, language } = who;
  const next = () => who.press(who.say(...WORDS.next));
  const back = () => who.follow(who.say('Back', 'Retour'));
  const path = () => pageAt(page.url())?.path;
  const reference = await begin(who);
  await who.open(addressOf(language, reference, 'invitation'));
  const person = new Applicant(who, answersOf('single'), { quickly: true });
  await person.walk({ until: 'contact-details' });

  // Ahead of the first open page nothing opens; behind it everything does; what does not exist is not found.
  await who.open(addressOf(language, reference, 'signature'));
  assert.equal(path(), 'contact-details');
  await who.open(addressOf(language, reference, 'mailing-address'));
  assert.equal(path(), 'contact-details');
  for (const earlier of ['invitation', 'birth', 'uci', 'contact-details']) {
    await who.open(addressOf(language, reference, earlier));
    assert.equal(path(), earlier);
  }
  for (const nowhere of ['no-such-page', 'family/zzzzzz/birth', 'name/zzzzzz/birth']) {
    const answer = await who.open(addressOf(language, reference, nowhere));
    assert.ok(answer.status() === 404 || path() === 'contact-details', `${nowhere}: ${answer.status()} ${page.url()}`);
  }

  // Back goes page by page, without losing what was there; Continue leads forward again.
  await who.open(addressOf(language, reference, 'contact-details'));
  const way = [...new Set(person.asked)].filter((asked) => !asked.includes('/')).reverse().slice(0, 4);
  for (const before of way) {
    await back();
    assert.equal(path(), before);
  }
  for (const after of [...way.slice(0, -1).reverse(), 'contact-details']) {
    await next();
    assert.equal(path(), after);
  }

  // The review can be read before the end, and leads to where the application goes on.
  await who.open(addressOf(language, reference, 'review'));
  await who.check();
  assert.equal(await page.getByRole('button', { name: who.say(...WORDS.file), exact: true }).count(), 0);
  await who.follow(who.say('Go to the next question', 'Aller à la prochaine question'));
  assert.equal(path(), 'contact-details');

  const rest = new Applicant(who, answersOf('single'), { quickly: true });
  await rest.walk();
  const review = () => page.locator('main').textContent();
  const toReview = () => who.open(addressOf(language, reference, 'review'));
  const change = async (label) => {
    const row = page.locator('.lf-summary-list__row').filter({ has: page.locator('dt', { hasText: label }) });
    await Promise.all([page.waitForEvent('load'), row.first().locator('a').click()]);
  };

  // Changed from the review: the answer that depended on it is gone, and comes back when it is asked for again.
  const story = 'In March 2019 the United States refused me';
  await toReview();
  assert.ok((await review()).includes(story));
  await change(who.say('refused refugee status', 'refusé le statut de réfugié'));
  assert.equal(path(), 'refused-visa');
  await who.fill({ 'refused-visa': 'no' });
  await next();
  assert.equal(new URL(page.url()).pathname, addressOf(language, reference, 'review'), 'the way back from a change');
  assert.ok(!(await review()).includes(story), 'the review shows an answer that is not asked for any more');
  assert.equal(await page.getByRole('button', { name: who.say(...WORDS.file), exact: true }).count(), 1);
  await change(who.say('refused refugee status', 'refusé le statut de réfugié'));
  await who.fill({ 'refused-visa': 'yes' });
  await next();
  assert.equal(new URL(page.url()).pathname, addressOf(language, reference, 'review'));
  assert.ok((await review()).includes(story));

  // A list is changed from its own row.
  await change(who.say('Your trips', 'Vos voyages'));
  assert.equal(path(), 'trips');
  await toReview();

  // A change that asks for more: filing has to wait until that is answered.
  await change(who.say('City, town or village of birth', 'Ville ou village de naissance'));
  await who.fill({ 'birth-city': 'Tlaquepaque' });
  await next();
  await who.open(addressOf(language, reference, 'nominated'));
  await who.fill({ nominated: 'yes' });
  await next();
  assert.equal(path(), 'nomination');
  await toReview();
  assert.ok((await review()).includes('Tlaquepaque'));
  assert.equal(await page.getByRole('button', { name: who.say(...WORDS.file), exact: true }).count(), 0);

  // A review page that is older than the answers files nothing: what is saved now is shown first.
  await who.open(addressOf(language, reference, 'nominated'));
  await who.fill({ nominated: 'no' });
  await next();
  await toReview();
  const tab = await page.context().newPage();
  await tab.goto(addressOf(language, reference, 'birth'));
  await tab.locator('[name="birth-city"]').fill('Tonalá');
  await Promise.all([tab.waitForEvent('load'), tab.getByRole('button', { name: who.say(...WORDS.next), exact: true }).click()]);
  await tab.close();
  await who.press(who.say(...WORDS.file));
  assert.equal(new URL(page.url()).pathname, addressOf(language, reference, 'review'));
  assert.ok((await review()).includes('Tonalá'));
  await who.press(who.say(...WORDS.file));
  assert.equal(new URL(page.url()).pathname, addressOf(language, reference, 'receipt'));
}, { scripted: [false] });
