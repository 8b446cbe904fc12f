// A family of four applies: a spouse with one name only, a grown child with a Schedule A of their own, a child, relatives on
// two continents. The two adults sign for themselves, each in a browser of their own. The forms are sent without drawing every page.

import assert from 'node:assert/strict';
import { Applicant, WORDS, addressOf, answersOf, begin } from '../lib/applicant.js';
import { pattern } from '../lib/check.js';
import { journey } from '../lib/journey.js';
import { signedBy } from '../lib/signers.js';

journey('a family applies', async (who) => {
  const { page, language } = who;
  const reference = await begin(who);
  await who.open(addressOf(language, reference, 'invitation'));
  const answers = answersOf('family');
  const family = new Applicant(who, answers, { quickly: true });
  // Every page has a title of its own, so that it can be told from the others in tabs and in the history.
  const titles = new Map();
  await family.walk({
    async seen(path) {
      const title = (await family.hands.read()).match(/<title>([^<]*)<\/title>/)[1];
      assert.equal(titles.get(title) ?? pattern(path), pattern(path), `“${title}” is the title of two pages`);
      titles.set(title, pattern(path));
    },
  });

  // Each member was asked what concerns them: adults for the ten years of a Schedule A, minors not.
  for (const [index, { answers: member }] of answers.items.family.entries()) {
    const [entry] = [...family.entries].find(([, known]) => known === member);
    const asked = family.asked.filter((path) => path.startsWith(`${entry}/`)).map((path) => path.slice(entry.length + 1));
    const adult = Number(member.entries['birth-date'].year) < 2008;
    for (const page of ['history', 'addresses', 'war-crimes', 'interpreter-helped', 'police-certificates']) {
      assert.equal(asked.includes(page), adult, `family member ${index + 1}: ${page}, asked ${asked.join(' ')}`);
    }
    assert.ok(asked.includes('passport-copy') || asked.includes('photo'), `family member ${index + 1} sent no documents`);
  }

  await who.check();
  assert.equal(new URL(page.url()).pathname, addressOf(language, reference, 'review'));
  const review = await page.locator('main').textContent();
  for (const { answers: member } of answers.items.family) {
    assert.ok(review.includes(member.entries.name.family), `the review has no ${member.entries.name.family}`);
  }
  assert.ok(review.includes(answers.entries['native-script']['']), 'the review has no Tamil');

  // Filing waits for each adult, who is shown their own part and nothing of what the applicant says about themselves.
  const adults = [...family.entries].filter(([entry, { entries }]) => /^family\/[^/]+$/.test(entry) && Number(entries['birth-date'].year) < 2008);
  assert.equal(adults.length, 2);
  for (const [entry, { entries: { name } }] of adults) {
    assert.equal(await page.getByRole('button', { name: who.say(...WORDS.file), exact: true }).count(), 0);
    const others = adults.filter(([other]) => other !== entry).map(([, { entries }]) => entries['native-script']['']);
    await signedBy(who, reference, {
      signer: entry.replace('family/', 'family-adult.'),
      name: [name.given, name.family].filter(Boolean).join(' '),
      sees: [name.family],
      not: [answers.entries['native-script'][''], ...others],
    });
    await who.open(addressOf(language, reference, 'review'));
    await who.check();
  }
  await who.press(who.say(...WORDS.file));
  const number = (await page.locator('.lf-panel strong').textContent()).trim();
  const filing = await page.request.get(`${page.url()}/filing.json`);
  const filed = JSON.stringify(await filing.json());
  assert.ok(filed.includes(answers.entries['native-script']['']));
  assert.equal(filed.includes(reference), true);
  const pdf = await page.request.get(`${page.url()}/application.pdf`);
  assert.equal((await pdf.body()).subarray(0, 5).toString('latin1'), '%PDF-');
  assert.match(pdf.headers()['content-disposition'], new RegExp(`^attachment; filename="${number}\\.pdf"$`));
}, { scripted: [false] });
