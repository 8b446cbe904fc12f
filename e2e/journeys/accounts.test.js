// Accounts: made midway, found again, lost password, sign-out, and the end of a draft and of the account itself.

import assert from 'node:assert/strict';
import { WORDS, addressOf, begin, pageAt } from '../lib/applicant.js';
import { journey } from '../lib/journey.js';
import { nextMail } from '../lib/mail.js';

const FIRST = 'une goélette au large de Gaspé';
const SECOND = 'dix sternes sur un rocher mouillé';
const signIn = ['Sign in', 'Ouvrir une session'];

journey('a person makes an account midway and comes back with it', async (who) => {
  const { page, language } = who;
  const email = `account-${language}-${who.scripted}@example.org`;
  const problem = () => page.locator('#error-summary').textContent();
  const title = () => page.locator('h1').textContent();
  const signInWith = async (password) => {
    await who.open(who.say('/en/sign-in', '/fr/connexion'));
    await who.fill({ email, password });
    await who.press(who.say(...signIn));
  };

  // An application, begun without an account.
  const reference = await begin(who);
  await who.open(addressOf(language, reference, 'invitation'));
  await who.fill({ 'invitation-date.year': '2026', 'invitation-date.month': '10', 'invitation-date.day': '15' });
  await who.press(who.say(...WORDS.next));

  // Signing up: passwords that anyone would guess are refused, the address stays.
  await who.open(addressOf(language, reference, 'keep'));
  await who.follow(who.say('Make an account', 'Créer un compte'));
  await who.check();
  await who.fill({ email, password: 'password1234' });
  await who.press(who.say('Make an account', 'Créer un compte'));
  await who.check();
  assert.match(await problem(), /guessed|deviné/);
  assert.equal(await page.locator('[name=email]').inputValue(), email);
  assert.equal(await page.locator('[name=password]').inputValue(), '');
  await who.fill({ password: FIRST });
  await who.press(who.say('Make an account', 'Créer un compte'));
  await who.check();
  assert.match(await title(), /Look at your mail|Regardez vos courriels/);

  // Not before the address is confirmed; opening the link confirms nothing yet, and it is good once.
  const confirm = (await nextMail(who.landfall, email)).link;
  await who.open(confirm);
  await who.check();
  await who.press(who.say('Confirm', 'Confirmer'));
  await who.check();
  assert.match(await title(), /confirmed|confirmée/);
  await who.open(confirm);
  await who.check();
  assert.match(await title(), /no longer works|ne fonctionne plus/);

  // Signing in midway takes the draft into the account.
  await signInWith('not the password at all');
  await who.check();
  assert.match(await problem(), /open no account|n’ouvrent aucun compte/);
  assert.equal(await page.locator('[name=email]').inputValue(), email);
  await signInWith(FIRST);
  await who.check();
  const card = page.locator('.lf-card');
  assert.equal(await card.count(), 1);
  assert.ok((await card.textContent()).includes(reference));

  // Signing out ends it here, and what the browser has kept shows nothing.
  const out = page.waitForResponse((response) => response.request().method() === 'POST');
  await who.press(who.say('Sign out', 'Fermer la session'));
  assert.match((await (await out).allHeaders())['clear-site-data'], /"cache".*"storage"/);
  await who.check();
  assert.equal((await (await page.request.get(addressOf(language, reference))).status()), 404);
  await page.goBack();
  assert.ok(!(await page.locator('main').textContent()).includes(reference), 'the page before is still there after signing out');

  // A new password, by mail; the link is good once.
  await who.open(who.say('/en/sign-in', '/fr/connexion'));
  await who.follow(who.say('I have forgotten my password', 'J’ai oublié mon mot de passe'));
  await who.check();
  await who.fill({ email });
  await who.press(who.say('Send me a link', 'M’envoyer un lien'));
  await who.check();
  const reset = (await nextMail(who.landfall, email)).link;
  await who.open(reset);
  await who.check();
  await who.fill({ password: 'short' });
  await who.press(who.say('Set the new password', 'Fixer le nouveau mot de passe'));
  assert.match(await problem(), /10/);
  await who.fill({ password: SECOND });
  await who.press(who.say('Set the new password', 'Fixer le nouveau mot de passe'));
  await who.check();
  assert.match((await nextMail(who.landfall, email)).text, /./);
  await who.open(reset);
  assert.match(await title(), /no longer works|ne fonctionne plus/);
  await signInWith(FIRST);
  assert.match(await problem(), /open no account|n’ouvrent aucun compte/);
  await signInWith(SECOND);

  // The list leads on to where the application stood.
  await Promise.all([page.waitForEvent('load'), card.getByRole('link', { name: who.say('Continue', 'Continuer') }).click()]);
  assert.equal(new URL(page.url()).pathname, addressOf(language, reference));
  await who.open(addressOf(language, reference, 'signature'));
  assert.equal(pageAt(page.url()).path, 'class');

  // An application begun while signed in is in the list at once; deleting it asks first.
  const another = await begin(who);
  await who.open(who.say('/en/account', '/fr/compte'));
  assert.equal(await card.count(), 2);
  await who.open(addressOf(language, another, 'delete'));
  await who.check();
  await who.follow(who.say('No, keep it', 'Non, garder'));
  assert.equal(new URL(page.url()).pathname, addressOf(language, another));
  await who.follow(who.say('Delete this application', 'Supprimer cette demande'));
  await who.press(who.say('Yes, delete it', 'Oui, la supprimer'));
  assert.equal(new URL(page.url()).pathname, who.say('/en/account', '/fr/compte'));
  assert.equal(await card.count(), 1);

  // The end of the account is the end of its drafts, and is confirmed by mail.
  await who.follow(who.say('Delete my account', 'Supprimer mon compte'));
  await who.check();
  await who.press(who.say('Yes, delete my account', 'Oui, supprimer mon compte'));
  await who.check();
  assert.match(await title(), /deleted|supprimé/);
  await nextMail(who.landfall, email);
  assert.equal((await page.request.get(addressOf(language, reference))).status(), 404);
  await signInWith(SECOND);
  assert.match(await problem(), /open no account|n’ouvrent aucun compte/);
});

journey('a draft without an account is deleted', async (who) => {
  const { page, language } = who;
  const reference = await begin(who);
  const link = new URL(await page.locator('.lf-secret a').getAttribute('href')).pathname;
  await who.open(addressOf(language, reference, 'delete'));
  await who.check();
  await who.press(who.say('Yes, delete it', 'Oui, la supprimer'));
  await who.check();
  await who.open(link);
  await who.press(who.say('Open my application', 'Ouvrir ma demande'));
  assert.match(await page.locator('#error-summary').textContent(), /open no application|n’ouvrent aucune demande/);
}, { scripted: [false] });
