// The finder: which way fits, why, and what to gather; and answers that go along into an application.

import assert from 'node:assert/strict';
import { journey } from '../lib/journey.js';

const said = async (who) => (await who.page.locator('main').innerText()).replaceAll(/\s/g, ' ');
const goOn = (who) => who.press(who.say('Continue', 'Continuer'));
const heading = (who) => who.page.locator('h1').innerText();

/** Answers one page after the other. */
async function answer(who, ...pages) {
  for (const values of pages) {
    await who.fill(values);
    await goOn(who);
  }
}

const worker = [
  { 'marital-status': 'common-law', 'family.none': true, worked: 'yes' },
  { 'canadian-work': 'year', 'steady-work': 'yes', trade: 'no' },
  { 'canadian-teer': 'teer23' },
  { language: 'level5', destination: 'elsewhere' },
  { credential: 'assessed', funds: 'exempt' },
  { 'trouble.none': true },
];

journey('a worker in Canada finds a way, keeps the list and takes the answers along', async (who) => {
  await who.open(who.say('/en', '/fr'));
  await who.follow(who.say('Find the way that fits you', 'Trouver la voie qui vous convient'));
  await who.check();
  await goOn(who);
  assert.equal(await who.page.locator('#error-summary').count(), 1, 'an empty page was taken');
  await who.check();
  await answer(who, { status: 'temporary', age: '31' });
  await who.check();
  // What was typed goes along into the other language, on a page that is only begun.
  await who.fill({ worked: 'yes' });
  await who.switchLanguage();
  assert.equal(await who.page.locator('[name=worked][value=yes]').isChecked(), true);
  await answer(who, ...worker);
  await who.check();
  assert.equal(await heading(who), who.say('What may fit you', 'Ce qui peut vous convenir'));
  await who.page.locator('main details').evaluateAll((all) => all.forEach((details) => details.setAttribute('open', '')));
  await who.check();
  const text = await said(who);
  assert.match(text, who.say(/Likely Express Entry: Canadian experience/, /Probable Entrée express : expérience canadienne/));
  assert.match(text, who.say(/Regulations, s\. 87\.1\(2\), June 14, 2026/, /réfugiés, art\. 87\.1\(2\), 14 juin 2026/));
  assert.match(text, who.say(/\$990/, /990(,00)? \$/));
  assert.match(text, who.say(/Declaration of common-law union/, /Déclaration officielle d’union de fait/));
  assert.match(text, who.say(/level 7 or higher in each of the four abilities/, /niveau 7 ou plus dans chacune/));

  const waiting = who.page.waitForEvent('download');
  await who.page.getByRole('button', { name: who.say('Save the checklist as a text file', 'Enregistrer l’aide-mémoire en fichier texte') }).click();
  const download = await waiting;
  assert.equal(download.suggestedFilename(), who.say('find-your-way.txt', 'trouver-votre-voie.txt'));

  await who.switchLanguage();
  assert.equal(await heading(who), who.say('What may fit you', 'Ce qui peut vous convenir'));
  await who.press(
    who.say(
      'Start an application (Express Entry: Canadian experience)',
      'Commencer une demande (Entrée express : expérience canadienne)',
    ),
  );
  const tasks = new URL(who.page.url()).pathname.replace(/\/[^/]*$/, '');
  await who.open(`${tasks}/page/invitation`);
  await answer(who, { 'invitation-date.year': '2026', 'invitation-date.month': '1', 'invitation-date.day': '5' });
  assert.equal(await who.page.locator('[name=class][value=cec]').isChecked(), true);
  assert.match(await said(who), who.say(/Check it before you continue/, /Vérifiez-le avant de continuer/));
  await who.check();
  await goOn(who);
  assert.match(who.page.url(), /\/nominated$/);
});

journey('a permanent resident sees that days are missing, and changes an answer', async (who) => {
  await who.open(who.say('/en/find-your-way', '/fr/trouver-votre-voie'));
  await answer(who, { status: 'resident', age: '40' });
  await who.check();
  await answer(
    who,
    { 'days-in-canada': '1200', 'citizenship-days': '1094' },
    { taxes: 'yes' },
    { 'citizen-language': 'yes' },
    { 'trouble.none': true },
  );
  assert.match(await said(who), who.say(/at least 1,095 days in the five years/, /au moins 1 095 jours au cours des cinq ans/));
  await who.page.locator('summary').last().click();
  const question = who.say('How many of your days count for citizenship?', 'Combien de vos jours comptent pour la citoyenneté ?');
  await who.press(`${who.say('Change', 'Modifier')} ${question}`);
  await answer(who, { 'citizenship-days': '1095' }, {}, {}, {});
  assert.match(await said(who), who.say(/Likely .*Citizenship for adults.*Unlikely/, /Probable .*Citoyenneté pour les adultes.*Peu probable/));
  await who.check();
});

journey('somebody who may be a citizen needs three pages', async (who) => {
  await who.open(who.say('/en/find-your-way', '/fr/trouver-votre-voie'));
  await answer(who, { status: 'citizen', age: '52' });
  await who.check();
  await who.press(who.say('Back', 'Retour'));
  assert.equal(await who.page.locator('[name=age]').inputValue(), '52');
  await answer(who, {}, { 'citizen-by': 'descent' });
  assert.match(await said(who), who.say(/It depends Proof of citizenship/, /Cela dépend Preuve de citoyenneté/));
});
