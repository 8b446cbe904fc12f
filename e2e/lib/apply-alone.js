// One person applies alone: from the home page through the finder to a receipt that anyone can verify, and the status after it. Every page of
// the application that is asked for is looked at on the way. A test file for each language walks it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Applicant, WORDS, addressOf, answersOf, pageAt } from './applicant.js';
import { startFromFinder } from './finder.js';

const run = promisify(execFile);

/** What leads to Express Entry in the finder. */
const FINDER = {
  answers: {
    status: 'temporary', age: '31', 'marital-status': 'single', 'family.none': true, worked: 'yes', 'canadian-work': 'year',
    'steady-work': 'yes', trade: 'no', 'canadian-teer': 'teer01', language: 'level7', destination: 'elsewhere',
    credential: 'canadian', funds: 'yes', 'trouble.none': true,
  },
  way: ['Express Entry: Canadian experience', 'Entrée express : expérience canadienne'],
};

/** The story, for `journey`. */
export async function applyAlone(who) {
  const { page, language } = who;
  await who.open('/');
  assert.equal(new URL(page.url()).pathname, `/${language}`);
  await who.follow(who.say('Express Entry', 'Entrée express'));
  await who.follow(who.say('Start an application', 'Commencer une demande'));
  await who.check();
  await startFromFinder(who, FINDER);

  // The resume link, shown once.
  await who.check();
  const reference = new URL(page.url()).pathname.split('/')[3];
  assert.match(reference, /^LD-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/);
  const link = await page.locator('.lf-secret a').getAttribute('href');
  assert.match(link, new RegExp(`/${language}/(resume|reprendre)/${reference}/`));
  await who.follow(who.say(...WORDS.toTasks));

  // The task list: one section is ready, none after it, and the first page is one click away.
  await who.check();
  const states = page.locator('.lf-task-list .lf-tag');
  assert.equal(await states.filter({ hasText: who.say('Ready to start', 'Prêt à commencer') }).count(), 1);
  assert.ok((await states.count()) > 15);
  await Promise.all([page.waitForEvent('load'), page.locator('.lf-task-list a').first().click()]);

  const person = new Applicant(who, answersOf('single'));
  await person.walk({ seen: () => who.check() });
  assert.equal(pageAt(page.url()), undefined);
  assert.ok(person.asked.length > 100, `only ${person.asked.length} pages were asked`);

  // The review shows what was typed, in the page's language.
  await who.check();
  assert.equal(new URL(page.url()).pathname, addressOf(language, reference, 'review'));
  const review = await page.locator('main').textContent();
  assert.equal(await page.locator('.lf-unanswered').count(), 0, 'something complete is said to have no answer');
  for (const words of ['María José', 'Harbourview General Hospital', '1583 Barrington Street', who.say('Mexico', 'Mexique')]) {
    assert.ok(review.includes(words), `the review has no ${words}`);
  }
  const { action, fields } = await page.locator('#page-form').evaluate((form) =>
    ({ action: form.getAttribute('action'), fields: Object.fromEntries(new FormData(form)) }));
  await who.press(who.say(...WORDS.file));

  await who.check();
  const receipt = addressOf(language, reference, 'receipt');
  assert.equal(new URL(page.url()).pathname, receipt);
  const number = (await page.locator('.lf-panel strong').textContent()).trim();
  assert.match(number, /^LF-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/);
  await verify(who, number);
  const code = (await page.locator('main dl code').textContent()).trim();

  // Back, and filed again, as after an answer that was lost: the same receipt.
  await page.goBack();
  assert.equal(new URL(page.url()).pathname, receipt);
  const again = await page.request.post(action, { form: fields });
  assert.equal(new URL(again.url()).pathname, receipt);
  assert.ok((await again.text()).includes(number));
  // No page of a filed application can be opened any more.
  await who.open(addressOf(language, reference, 'name'));
  assert.equal(new URL(page.url()).pathname, addressOf(language, reference, 'receipt'));

  // The status, for somebody who only has number and code.
  await page.context().clearCookies();
  await who.follow(who.say('Status of an application', 'État d’une demande'));
  await who.fill({ number, code: 'AAAA-BBBB' });
  await who.press(who.say('Show the status', 'Voir l’état'));
  await who.check();
  assert.match(await page.locator('#error-summary').textContent(), /together they show no application|ne montrent aucune demande/);
  // Small letters and missing dashes do not matter.
  await who.fill({ number: number.toLowerCase().replaceAll('-', ' '), code: code.toLowerCase() });
  await who.press(who.say('Show the status', 'Voir l’état'));
  await who.check();
  const status = await page.locator('main').textContent();
  assert.ok(status.includes(number));
  assert.ok(status.includes(who.say('Received', 'Reçue')));
  const events = page.locator('.lf-history__event');
  assert.equal(await events.count(), 1);
  assert.ok(Date.parse(await events.locator('time').getAttribute('datetime')) <= Date.now());
}

/** The three files of the receipt page: the PDF is one, and `landfall verify` believes the receipt. */
async function verify({ page }, number) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'landfall-receipt-'));
  try {
    for (const file of ['application.pdf', 'receipt.json', 'filing.json']) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`a[href$="/${file}"]`).click()]);
      assert.match(download.suggestedFilename(), new RegExp(`^${number}.*\\.${file.split('.')[1]}$`));
      await download.saveAs(path.join(folder, file));
    }
    assert.equal(fs.readFileSync(path.join(folder, 'application.pdf')).subarray(0, 5).toString('latin1'), '%PDF-');
    const key = await page.request.get('/receipt-key.txt');
    fs.writeFileSync(path.join(folder, 'key.txt'), await key.text());
    const verified = (...more) =>
      run(process.env.LANDFALL_BIN, ['verify', '--key', 'key.txt', 'receipt.json', ...more], { cwd: folder });
    const { stdout } = await verified('--filing', 'filing.json');
    assert.ok(stdout.includes(number), stdout);
    // A receipt with another number is nobody's.
    const forged = fs.readFileSync(path.join(folder, 'receipt.json'), 'utf8').replaceAll(number, 'LF-1111-1111-1');
    fs.writeFileSync(path.join(folder, 'receipt.json'), forged);
    await assert.rejects(verified());
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
