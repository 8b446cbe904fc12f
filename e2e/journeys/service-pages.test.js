// The pages that no story passes through: search, errors, empty forms, in both languages.

import assert from 'node:assert/strict';
import { addressOf } from '../lib/applicant.js';
import { journey } from '../lib/journey.js';

journey('search, errors and forms left empty are whole pages', async (who) => {
  const { page, language } = who;
  const opens = async (address, status = 200) => {
    const answer = await who.open(address);
    assert.equal(answer.status(), status, address);
    await who.check();
  };
  await opens(who.say('/en/search', '/fr/recherche'));
  await who.fill({ q: who.say('citizen', 'citoyen') });
  await who.press(who.say('Search', 'Chercher'));
  await who.check();
  assert.ok((await page.locator('main a').count()) > 1, 'nothing was found');
  await opens(who.say('/en/search?q=xyzzy', '/fr/recherche?q=xyzzy'));
  await opens(who.say('/en/search?q=%22%3E%3Cscript%3E', '/fr/recherche?q=%22%3E%3Cscript%3E'));
  await opens(who.say('/en/site-map', '/fr/plan-du-site'));

  // What is not there is the same page wherever it is not.
  await opens(who.say('/en/nowhere', '/fr/nulle-part'), 404);
  for (const nowhere of [who.say('/en/apply/nothing', '/fr/demander/nothing'), addressOf(language, 'LD-1111-1111-1')]) {
    assert.equal((await who.open(nowhere)).status(), 404, nowhere);
  }
  // An address that only takes a form.
  await opens(who.say('/en/sign-out', '/fr/deconnexion'), 405);
  // A link that is used up, or was never sent.
  await opens(who.say('/en/confirm-address/wrong', '/fr/confirmer-adresse/wrong'));
  assert.equal((await who.open(who.say('/en/new-password/wrong', '/fr/nouveau-mot-de-passe/wrong'))).status(), 200);

  // Forms sent empty.
  for (const [address, button] of [
    [who.say('/en/resume', '/fr/reprendre'), who.say('Open my application', 'Ouvrir ma demande')],
    [who.say('/en/resume/lost-link', '/fr/reprendre/lien-perdu'), who.say('Send me a new link', 'M’envoyer un nouveau lien')],
    [who.say('/en/sign-in', '/fr/connexion'), who.say('Sign in', 'Ouvrir une session')],
    [who.say('/en/create-account', '/fr/creer-un-compte'), who.say('Make an account', 'Créer un compte')],
    [who.say('/en/new-password', '/fr/nouveau-mot-de-passe'), who.say('Send me a link', 'M’envoyer un lien')],
    [who.say('/en/status', '/fr/etat'), who.say('Show the status', 'Voir l’état')],
  ]) {
    await opens(address);
    await who.press(button);
    assert.equal(await page.locator('#error-summary').count(), 1, `${address} takes an empty form`);
    assert.equal(new URL(page.url()).pathname, address);
    await who.check();
    // What was typed comes along to the other language and back.
    const box = page.locator('#page-form input:is([type=text], [type=email])').first();
    await box.fill('Typed & kept');
    await who.switchLanguage();
    assert.equal(await box.inputValue(), 'Typed & kept');
    assert.equal(await page.locator('#error-summary').count(), 0, 'nobody asked for it to be judged');
    await who.switchLanguage();
    assert.equal(await box.inputValue(), 'Typed & kept');
    assert.equal(new URL(page.url()).pathname, address);
  }
});
