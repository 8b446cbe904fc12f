// Fees: the bill line by line, paid before filing, declined and paid later, and a button pressed twice.

import assert from 'node:assert/strict';
import { Applicant, WORDS, addressOf, answersOf, begin } from '../lib/applicant.js';
import { journey } from '../lib/journey.js';

/** The words of the payment pages, in English and French. */
const SAYS = {
  first: ['Pay before you file', 'Payer avant de déposer'],
  later: ['Pay now', 'Payer maintenant'],
  pay: ['Go on to payment', 'Passer au paiement'],
  accept: ['Accept the payment', 'Accepter le paiement'],
  decline: ['Decline it', 'Le refuser'],
  stop: ['Stop here', 'S’arrêter ici'],
};
/** What a single person owes: 990 + 600 + 85. */
const TOTAL = ['$1,675.00', '1 675,00 $'];

/** An application of one person, filled in and on its review page. */
async function filledIn(who) {
  const reference = await begin(who);
  await who.open(addressOf(who.language, reference, 'invitation'));
  await new Applicant(who, answersOf('single'), { quickly: true }).walk();
  return reference;
}

/** What the page says, with ordinary spaces. */
async function said(who) {
  return (await who.page.locator('main').innerText()).replace(/[\u00a0\u202f]/g, ' ');
}

async function says(who, ...words) {
  const text = await said(who);
  assert.ok(text.includes(who.say(...words)), `the page does not say ${who.say(...words)}: ${text}`);
}

/** The receipt page, once the background has taken what was held. */
async function paid(who, reference) {
  for (let look = 0; look < 200; look += 1) {
    await who.open(addressOf(who.language, reference, 'receipt'));
    if (/^(Paid|Payé) /m.test((await said(who)).replace(/:/g, ' '))) return;
  }
  throw new Error(`never paid: ${await said(who)}`);
}

journey('fees are paid before filing and taken with it', async (who) => {
  const { page } = who;
  const reference = await filledIn(who);
  await says(who, ...TOTAL);
  await says(who, 'Since April 30, 2026', 'Depuis le 30 avril 2026');
  await who.check();

  await who.follow(who.say(...SAYS.first));
  await says(who, 'is not paid yet', 'n’est pas encore payé');
  await who.check();
  await who.follow(who.say(...SAYS.pay));
  await says(who, 'No money moves', 'Aucun argent ne circule');
  await who.check();
  // Twice in a row, as people press.
  const accept = page.getByRole('button', { name: who.say(...SAYS.accept), exact: true });
  await accept.dblclick();
  await page.waitForURL((url) => url.pathname === addressOf(who.language, reference, 'review'));
  await says(who, 'is held for you', 'est réservé pour vous');
  await who.check();

  await who.press(who.say(...WORDS.file));
  await paid(who, reference);
  await who.check();
  assert.equal(await page.getByRole('link', { name: who.say(...SAYS.later), exact: true }).count(), 0);
});

journey('a declined payment stops nothing: filed unpaid, paid later', async (who) => {
  const { page } = who;
  const reference = await filledIn(who);
  await who.follow(who.say(...SAYS.first));
  await who.follow(who.say(...SAYS.pay));
  await who.press(who.say(...SAYS.decline));
  await says(who, 'The payment was declined.', 'Le paiement a été refusé.');
  await who.check();
  await who.follow(who.say(...SAYS.pay));
  await who.press(who.say(...SAYS.stop));
  await says(who, 'You stopped before paying.', 'Vous avez interrompu le paiement.');

  await who.follow(who.say('Check your answers and file', 'Vérifier vos réponses et déposer'));
  await who.press(who.say(...WORDS.file));
  await says(who, 'Your application is filed.', 'Votre demande est déposée.');
  await says(who, 'is not paid yet', 'n’est pas encore payé');
  await who.check();
  const number = (await page.locator('.lf-panel strong').textContent()).trim();
  const code = (await page.locator('main dl code').textContent()).trim();

  await who.follow(who.say(...SAYS.later));
  await who.check();
  await who.follow(who.say(...SAYS.pay));
  await who.press(who.say(...SAYS.accept));
  await paid(who, reference);

  // The status says it too, to whoever has number and code.
  await who.open(who.say('/en/status', '/fr/etat'));
  await who.fill({ number, code });
  await who.press(who.say('Show the status', 'Voir l’état'));
  await says(who, 'Paid: $1,675.00', 'Payé : 1 675,00 $');
  await who.check();
}, { scripted: [false] });
