// The calculators: what they find, what they refuse, in both languages, without a script too.

import assert from 'node:assert/strict';
import { journey } from '../lib/journey.js';

const four = (path, value) =>
  Object.fromEntries(['listening', 'reading', 'writing', 'speaking'].map((ability) => [`${path}.${ability}`, value]));

journey('a profile is ranked under the past grid, and the page says that it is past', async (who) => {
  await who.open(who.say('/en/calculators', '/fr/calculatrices'));
  await who.check();
  await who.follow(
    who.say('Ranking score (Comprehensive Ranking System)', 'Note de classement (système de classement global)'),
  );
  await who.check();
  await who.press(who.say('Calculate', 'Calculer'));
  assert.equal(await who.page.locator('#error-summary').count(), 1, 'an empty form was taken');
  await who.check();
  await who.fill({
    age: '29',
    education: 'bachelor_or_3yr',
    'first_language.test': 'ielts_gt',
    ...four('first_language', '7'),
    canadian_work_years: '0',
    foreign_work_years: '0',
  });
  await who.press(who.say('Calculate', 'Calculer'));
  const said = async () => who.page.locator('main').innerText();
  assert.match(await said(), who.say(/353 points out of/, /353 points sur/));
  assert.match(await said(), who.say(/This result is past/, /Ce résultat est passé/));
  await who.check();
  await who.switchLanguage();
  assert.match(await said(), who.say(/353 points out of/, /353 points sur/));
});

journey('days for citizenship are counted, drawn and dated', async (who) => {
  await who.open(who.say('/en/calculators/physical-presence', '/fr/calculatrices/presence-effective'));
  await who.check();
  await who.fill({
    application_date: '2020-08-31',
    pr_date: '2014-03-12',
    'trips.0.left': '2018-02-19',
    'trips.0.returned': '2016-01-01',
  });
  await who.press(who.say('Calculate', 'Calculer'));
  const said = async () => (await who.page.locator('main').innerText()).replaceAll(/\s/g, ' ');
  assert.match(await said(), who.say(/The return is before the departure/, /Le retour précède le départ/));
  await who.check();
  await who.fill({ 'trips.0.left': '2016-01-01', 'trips.0.returned': '2018-02-19' });
  await who.press(who.say('Calculate', 'Calculer'));
  assert.match(await said(), who.say(/Days that count: 1,048\. Still missing: 47/, /Jours qui comptent : 1 048\. Il en manque encore 47/));
  assert.equal(await who.page.locator('figure svg[role=img]').count(), 1);
  await who.check();
});

journey('one more row is asked for without losing what was typed', async (who) => {
  const { page } = who;
  await who.open(who.say('/en/calculators/physical-presence', '/fr/calculatrices/presence-effective'));
  const trips = page.locator('input[name^="trips."][name$=".left"]');
  const stays = page.locator('input[name^="temporary_or_protected_periods."][name$=".from"]');
  const add = () => Promise.all([page.waitForEvent('load'), page.locator('button[name=add][value=trips]').click()]);
  assert.deepEqual([await trips.count(), await stays.count()], [1, 1]);
  await who.fill({ pr_date: '2014-03-12', 'trips.0.left': '2016-01-01' });
  await add();
  await add();
  assert.deepEqual([await trips.count(), await stays.count()], [3, 1]);
  assert.equal(await page.locator('#error-summary').count(), 0, 'a page that was not sent to be judged was judged');
  assert.equal(await page.locator('[name="pr_date"]').inputValue(), '2014-03-12');
  assert.equal(await page.locator('[name="trips.0.left"]').inputValue(), '2016-01-01');
  assert.match(page.url(), /#f-trips-2$/);
  await who.check();
  await who.switchLanguage();
  assert.equal(await trips.count(), 3);
  assert.equal(await page.locator('[name="trips.0.left"]').inputValue(), '2016-01-01');
});

journey('the other calculators answer', async (who) => {
  const said = async () => (await who.page.locator('main').innerText()).replaceAll(/\s/g, ' ');
  await who.open(who.say('/en/calculators/language-level', '/fr/calculatrices/niveau-de-langue'));
  await who.fill({ test: 'pte_core', 'scores.listening': '59' });
  await who.press(who.say('Calculate', 'Calculer'));
  assert.match(await said(), who.say(/Each ability counts on its own/, /Chaque habileté compte pour elle-même/));
  await who.check();
  await who.open(who.say('/en/calculators/skilled-worker-points', '/fr/calculatrices/points-travailleur-qualifie'));
  await who.fill({ ...four('first_language_clb', '9'), education: 'bachelor_or_3yr', experience_years: '1', age: '29' });
  await who.press(who.say('Calculate', 'Calculer'));
  assert.match(await said(), who.say(/66 points out of 100/, /66 points sur 100/));
  await who.check();
  await who.open(who.say('/en/calculators/residency-obligation', '/fr/calculatrices/obligation-de-residence'));
  await who.fill({
    examination_date: '2025-01-01',
    pr_date: '2018-01-01',
    'trips.0.left': '2020-06-01',
    'trips.0.returned': '2023-06-03',
  });
  await who.press(who.say('Calculate', 'Calculer'));
  assert.match(await said(), who.say(/Days of presence: 731\. The obligation is met/, /Jours de présence : 731\. L’obligation est respectée/));
  await who.check();
});
