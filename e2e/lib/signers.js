// More people than one: making their links, and signing as one of them in a browser of their own.

import assert from 'node:assert/strict';
import { addressOf } from './applicant.js';

/** The words of the pages around signatures, in English and French. */
export const PEOPLE = {
  title: ['Signatures and help', 'Signatures et aide'],
  make: ['Make a link', 'Faire un lien'],
  renew: ['Make a new link', 'Faire un nouveau lien'],
  withdraw: ['Withdraw the link', 'Retirer le lien'],
  comeIn: ['See what I am asked for', 'Voir ce qu’on me demande'],
  sign: ['Sign', 'Signer'],
  object: ['Send this to whoever asked me', 'L’envoyer à la personne qui me l’a demandé'],
};

/** Presses a button of somebody's own form on the page of signatures and help. */
async function pressFor(who, key, words) {
  const button = who.page.getByRole('button', { name: who.say(...words), exact: true }).and(who.page.locator(`[value="${key}"]`));
  await Promise.all([who.page.waitForEvent('load'), button.click()]);
}

/** Makes a link for somebody (`signer-sponsor`, `helper`) and returns its path. `fields` are filled in before. */
export async function invite(who, reference, key, { fields = {}, again = false } = {}) {
  await who.open(addressOf(who.language, reference, 'people'));
  await who.check();
  await who.fill(fields);
  await pressFor(who, key, again ? PEOPLE.renew : PEOPLE.make);
  await who.check();
  return new URL(await who.page.locator('.lf-secret a').getAttribute('href')).pathname;
}

/** Withdraws somebody's link. */
export async function withdraw(who, reference, key) {
  await who.open(addressOf(who.language, reference, 'people'));
  await pressFor(who, key, PEOPLE.withdraw);
}

/** Comes in by a link, in a browser that knows nothing yet. */
export async function comeIn(guest, link) {
  await guest.open(link);
  await guest.check();
  await guest.press(guest.say(...PEOPLE.comeIn));
  await guest.check();
}

/** Types a name under the declaration of `signer` (`sponsor`, or `family-adult.k3f9x2` for an entry of a list) and signs. */
export async function sign(guest, signer, name) {
  const [id] = signer.split('.');
  await guest.fill({ [`${id}.agree`]: true, [`${id}.name`]: name });
  await guest.press(guest.say(...PEOPLE.sign));
}

/** The whole of it: a link is made, somebody else comes in by it, reads and signs. */
export async function signedBy(who, reference, { signer, name, sees = [], not = [] }) {
  const link = await invite(who, reference, `signer-${signer}`);
  const guest = await who.another();
  await comeIn(guest, link);
  const shown = await guest.page.locator('main').textContent();
  for (const words of sees) assert.ok(shown.includes(words), `${name} is not shown ${words}`);
  for (const words of not) assert.ok(!shown.includes(words), `${name} is shown ${words}`);
  await sign(guest, signer, name);
  await guest.check();
  assert.ok((await guest.page.locator('main').textContent()).includes(guest.say('You signed as', 'Vous avez signé')));
  return guest;
}
