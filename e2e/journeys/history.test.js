// Ten years without a gap: a gap is refused, named and drawn at the entry it follows; once it is filled, overlaps do no harm.

import assert from 'node:assert/strict';
import { Applicant, WORDS, addressOf, answersOf, begin, pageAt } from '../lib/applicant.js';
import { journey } from '../lib/journey.js';

journey('a gap in the history is refused and mended', async (who) => {
  const { page, language } = who;
  const next = () => who.press(who.say(...WORDS.next));
  const reference = await begin(who);
  await who.open(addressOf(language, reference, 'invitation'));
  const answers = answersOf('single');
  // Without the months between two jobs: June to September 2023.
  const [now, between, before, first] = answers.items.history;
  answers.items.history = [now, before, first];
  const person = new Applicant(who, answers, { quickly: true });
  await person.walk({ until: (path) => path === 'history' && person.added('history') === 3 });

  // The gap shows as soon as there is one, at its entry and in the drawing, but nobody is blamed yet.
  await who.check();
  const cards = page.locator('.lf-card');
  const hospital = cards.filter({ hasText: 'Hospital Civil de Guadalajara' });
  assert.equal(await cards.count(), 3);
  assert.equal(await page.locator('#error-summary').count(), 0);
  assert.equal(await page.locator('.lf-timeline__gap').count(), 1);
  const months = [who.say('June 2023', 'juin 2023'), who.say('September 2023', 'septembre 2023')];
  const gap = await page.locator('.lf-table__gap').textContent();
  assert.ok(months.every((month) => gap.includes(month)), gap);

  // Going on is refused: the summary names the gap and leads to the entry.
  await who.fill({ history: 'no' });
  await next();
  await who.check();
  assert.equal(pageAt(page.url()).path, 'history');
  const problem = page.locator('#error-summary a');
  assert.equal(await problem.count(), 1);
  const said = await problem.textContent();
  for (const words of [...months, 'Hospital Civil de Guadalajara', 'Harbourview General Hospital']) {
    assert.ok(said.includes(words), `${words} is missing in: ${said}`);
  }
  assert.ok((await hospital.locator('.lf-error-message').textContent()).includes(months[0]));
  assert.equal(await page.locator('.lf-card--problem').count(), 1);
  await problem.click();
  const target = (await problem.getAttribute('href')).slice(1);
  assert.equal(await hospital.getAttribute('id'), target);
  assert.equal(await page.evaluate(() => document.activeElement.id), target);

  // Mended with months that overlap both neighbours.
  between.answers.entries.period = { 'from-month': '4', 'from-year': '2023', 'to-month': '11', 'to-year': '2023' };
  answers.items.history.push(between);
  await who.fill({ history: 'yes' });
  await next();
  const mending = new Applicant(who, answers);
  mending.entries = person.entries;
  await mending.walk({ until: 'history' });
  await who.check();
  assert.equal(await cards.count(), 4);
  assert.equal(await page.locator('.lf-timeline__gap, .lf-card--problem').count(), 0);
  assert.ok((await page.locator('.lf-timeline__bar--overlaps').count()) >= 2);
  await who.fill({ history: 'no' });
  await next();
  assert.equal(pageAt(page.url()).path, 'addresses');

  // Removed again, the gap is back, and what comes after it has to wait.
  await page.goBack();
  const unemployed = cards.filter({ hasText: who.say('Unemployed', 'Sans emploi') });
  await Promise.all([page.waitForEvent('load'), unemployed.locator('a[href*="remove="]').click()]);
  await who.check();
  await who.press(who.say('Yes, remove it', 'Oui, la retirer'));
  assert.equal(await cards.count(), 3);
  assert.equal(await page.locator('.lf-timeline__gap').count(), 1);
  await who.open(addressOf(language, reference, 'addresses'));
  assert.equal(pageAt(page.url()).path, 'history');
});
