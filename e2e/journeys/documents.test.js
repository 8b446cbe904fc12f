// Documents: several for one need, those that are refused and why, looking at them again, taking them away.

import assert from 'node:assert/strict';
import { Applicant, WORDS, addressOf, answersOf, begin, pageAt } from '../lib/applicant.js';
import { padded, pdf, png } from '../lib/files.js';
import { journey } from '../lib/journey.js';

/** The most one file may have, in bytes (docs/programs.md, `max_bytes`). */
const MOST = 10_000_000;

/** Presses "Upload" and waits for the page that comes of it; with JavaScript it takes the place of this one without a load. */
async function send(who) {
  const words = who.say('Upload', 'Téléverser');
  if (!who.scripted) return who.press(words);
  await who.page.locator('#page-form').evaluate((form) => { form.dataset.before = ''; });
  await who.page.getByRole('button', { name: words, exact: true }).click();
  return who.page.locator('#page-form:not([data-before])').waitFor();
}

journey('documents are sent, refused, looked at and removed', async (who) => {
  const { page, language, scripted } = who;
  const upload = () => send(who);
  const files = page.locator('.lf-uploads__item');
  const names = () => page.locator('.lf-uploads__name').allTextContents();
  const problem = () => page.locator('#error-summary').textContent();
  const country = () => page.locator('[name="police-country"]').inputValue();
  const reference = await begin(who);
  const code = (await page.locator('.lf-secret a').getAttribute('href')).split('/').at(-1);
  await who.open(addressOf(language, reference, 'invitation'));
  const person = new Applicant(who, answersOf('single'), { quickly: true });
  await person.walk({ until: (path) => path.endsWith('/police-certificate') });
  const { path } = pageAt(page.url());

  // Nothing chosen: the page says so beside the control, and what else was filled in is kept.
  await who.fill({ 'police-country': 'MX' });
  await who.press(who.say(...WORDS.next));
  await who.check();
  assert.equal(pageAt(page.url()).path, path);
  const chooser = page.locator('[name="police-certificate"][aria-invalid="true"]');
  assert.equal(await page.locator(`#error-summary a[href="#${await chooser.getAttribute('id')}"]`).count(), 1);

  // A file that is not what its name says.
  const fake = { name: 'vacation.pdf', mimeType: 'application/pdf', buffer: Buffer.from('GIF89a and nothing more') };
  await who.fill({ 'police-country': 'BR', 'police-certificate': fake });
  await upload();
  await who.check();
  assert.match(await problem(), /vacation\.pdf.*PDF/s);
  assert.equal(await country(), 'BR');
  assert.equal(await files.count(), 0);

  // An empty one beside a good one: the good one is kept.
  const empty = { name: 'nothing.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) };
  await who.fill({ 'police-certificate': [empty, pdf('État des condamnations – 警察.pdf')] });
  await upload();
  assert.match(await problem(), /nothing\.pdf/);
  assert.match(await problem(), /empty|vide/);
  assert.deepEqual(await names(), ['État des condamnations – 警察.pdf']);

  // One byte too many. The script may say so before anything is sent; without it, the server does.
  const large = padded(pdf('scan.pdf'), MOST + 1);
  await who.fill({ 'police-certificate': large });
  if (scripted) {
    await page.getByRole('button', { name: who.say('Upload', 'Téléverser'), exact: true }).click();
    const said = page.locator('.lf-sending [role=status], #error-summary').filter({ hasText: /larger than|dépasse/ }).first();
    await said.waitFor();
  } else {
    await upload();
    await who.check();
    assert.match(await problem(), /scan\.pdf.*(larger than|dépasse)/s);
  }
  assert.equal(await country(), 'BR');
  assert.deepEqual(await names(), ['État des condamnations – 警察.pdf']);
  // As large as can be is not too large; a second file goes beside the first.
  await who.fill({ 'police-certificate': padded(pdf('scan.pdf'), MOST) });
  await upload();
  await who.check();
  assert.deepEqual(await names(), ['État des condamnations – 警察.pdf', 'scan.pdf']);
  const limit = (await page.locator('[id$="-size"]').textContent()).match(/\d[\d.,]*\s(MB|Mo)/)[0];
  assert.ok((await files.nth(1).textContent()).includes(limit), `not as large as can be: ${limit}`);

  // Looking at one: a download, never a page of ours.
  const address = await page.locator('.lf-uploads__name').first().getAttribute('href');
  const seen = await page.request.get(address);
  const headers = seen.headers();
  assert.equal(seen.status(), 200);
  assert.deepEqual(await seen.body(), pdf('État des condamnations – 警察.pdf').buffer);
  assert.match(headers['content-disposition'], /^attachment/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.match(headers['content-security-policy'], /sandbox/);
  assert.match(headers['cache-control'], /no-store/);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.lf-uploads__name').first().click()]);
  assert.equal(download.suggestedFilename(), 'État des condamnations – 警察.pdf');

  // Two more at once, of other kinds; then as many as the question takes, and not one more.
  await who.fill({ 'police-certificate': [png('page-1.png'), png('page-2.png', 16)] });
  await upload();
  assert.equal(await files.count(), 4);
  await who.fill({ 'police-certificate': [pdf('fifth.pdf'), pdf('sixth.pdf')] });
  await upload();
  assert.equal(await files.count(), 5);
  assert.match(await problem(), /as many files|autant de fichiers/);

  // Removing asks first; no keeps it, yes removes it, and then its address is gone.
  const remove = () => Promise.all([page.waitForEvent('load'), files.first().locator('a[href*="remove="]').click()]);
  await remove();
  await who.check();
  assert.match(await page.locator('h1').textContent(), /警察/);
  await who.follow(who.say('No, keep it', 'Non, garder'));
  assert.equal(await files.count(), 5);
  await remove();
  await who.press(who.say('Yes, remove it', 'Oui, la retirer'));
  assert.equal(await files.count(), 4);
  assert.equal((await page.request.get(address)).status(), 404);
  assert.equal(await country(), 'BR');

  // Nobody else may look at what is there.
  const other = await page.locator('.lf-uploads__name').first().getAttribute('href');
  await page.context().clearCookies();
  assert.equal((await page.request.get(other)).status(), 404);

  // What is sent now comes back to be sent by whoever can open the application, except for the files.
  await who.fill({ 'police-country': 'AR', 'police-certificate': pdf('too-late.pdf') });
  await upload();
  await who.check();
  const chooseAgain = /Choose them again|Choisissez-les de nouveau/;
  assert.match(await page.locator('main').textContent(), chooseAgain);
  await who.fill({ code: 'wrong' });
  await who.press(who.say('Open my application', 'Ouvrir ma demande'));
  assert.match(await page.locator('main').textContent(), chooseAgain);
  await who.fill({ code });
  await who.press(who.say('Open my application', 'Ouvrir ma demande'));
  assert.equal(pageAt(page.url()).path, path);
  assert.equal(await country(), 'AR');
  assert.equal(await files.count(), 4);
  // The script reads an answer that says what to mend, or who one is; the browser takes note of it.
  for (const fault of who.faults.splice(0)) assert.match(fault, /answered (403|422)$/);
});

journey('the script shows how far a file is, and says when it was not sent', async (who) => {
  const { page, language } = who;
  const reference = await begin(who);
  await who.open(addressOf(language, reference, 'invitation'));
  const person = new Applicant(who, answersOf('single'), { quickly: true });
  await person.walk({ until: 'passport-copy' });
  const status = page.locator('.lf-sending [role=status]');
  const upload = () => page.getByRole('button', { name: who.say('Upload', 'Téléverser'), exact: true }).click();

  await page.context().setOffline(true);
  await who.fill({ 'passport-copy': pdf('passport.pdf') });
  await upload();
  await status.filter({ hasText: who.say('was not sent', 'n’a pas été envoyé') }).waitFor();
  await page.context().setOffline(false);
  // The file is still chosen: the same button sends it, and the page says how far it is.
  await page.evaluate(() => {
    globalThis.said = [];
    new MutationObserver(() => {
      const text = document.querySelector('.lf-sending [role=status]')?.textContent;
      if (text && text !== globalThis.said.at(-1)) globalThis.said.push(text);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await send(who);
  assert.deepEqual(await page.locator('.lf-uploads__name').allTextContents(), ['passport.pdf']);
  const said = await page.evaluate(() => globalThis.said);
  assert.ok(said.some((text) => /100/.test(text)), `the page said: ${said.join(', ')}`);
  // The failed request is what this was about.
  who.faults.length = 0;
}, { scripted: [true] });
