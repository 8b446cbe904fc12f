// Two people and one application, each in a browser of their own: a sponsor who signs, objects and signs again, a child who
// countersigns, and a helper who fills in and signs nothing.

import assert from 'node:assert/strict';
import { Applicant, WORDS, addressOf, answersFor, begin, pageAt } from '../lib/applicant.js';
import { journey } from '../lib/journey.js';
import { nextMail } from '../lib/mail.js';
import { PEOPLE, comeIn, invite, sign, signedBy, withdraw } from '../lib/signers.js';

const main = (who) => who.page.locator('main').textContent();

/** Begins an application and answers all of it. */
async function complete(who, program) {
  const reference = await begin(who, program);
  await who.follow(who.say(...WORDS.toTasks));
  await Promise.all([who.page.waitForEvent('load'), who.page.locator('.lf-task-list a').first().click()]);
  await new Applicant(who, answersFor(program), { quickly: true }).walk();
  assert.equal(pageAt(who.page.url()), undefined, 'the walk ends at the review');
  return reference;
}

const ways = { languages: ['en', 'fr'], scripted: [true] };

journey('a sponsor signs, an answer changes, and the sponsor signs again in the other language', async (who) => {
  const { page, language } = who;
  const reference = await complete(who, 'sponsor-spouse');
  await who.check();
  assert.match(await main(who), /You cannot file yet|Vous ne pouvez pas encore déposer/);
  assert.equal(await page.getByRole('button', { name: who.say(...WORDS.file), exact: true }).count(), 0);
  await who.open(addressOf(language, reference));
  await who.check();

  const guest = await signedBy(who, reference, {
    signer: 'sponsor', name: 'Ewan MacKinnon', sees: ['MacKinnon', 'María José'], not: ['Castañeda', 'Tepatitlán'],
  });
  await who.open(addressOf(language, reference, 'review'));
  assert.match(await main(who), /Signed by Ewan MacKinnon|Signé par Ewan MacKinnon/);

  // What the sponsor was shown changes: the signature stands no longer.
  await who.open(addressOf(language, reference, 'sponsor'));
  await who.fill({ 'sponsor-phone': '902 555 0188' });
  await who.press(who.say(...WORDS.next));
  await who.open(addressOf(language, reference, 'review'));
  await who.check();
  assert.match(await main(who), /Has to sign again|Doit signer de nouveau/);
  await guest.open(`/${language}/${guest.say('sign', 'signer')}/${reference}/sponsor`);
  await guest.check();
  assert.match(await main(guest), /Something has changed since you signed|Quelque chose a changé depuis votre signature/);

  // Something is not right, and the applicant reads what. What was typed survives the switch of language.
  await guest.fill({ remark: 'My telephone number ends with 0177.', 'sponsor.name': 'Ewan' });
  await guest.switchLanguage();
  assert.equal(await guest.page.locator('[name="remark"]').inputValue(), 'My telephone number ends with 0177.');
  assert.equal(await guest.page.locator('[name="sponsor.name"]').inputValue(), 'Ewan');
  await guest.press(guest.say(...PEOPLE.object));
  await guest.check();
  await who.open(addressOf(language, reference, 'people'));
  await who.check();
  assert.match(await main(who), /ends with 0177/);
  await who.open(addressOf(language, reference, 'sponsor'));
  await who.fill({ 'sponsor-phone': '902 555 0177' });
  await who.press(who.say(...WORDS.next));

  await guest.open(new URL(guest.page.url()).pathname);
  await guest.press(guest.say(...PEOPLE.sign));
  assert.ok(await guest.page.locator('#error-summary').count() === 1, 'an empty declaration is no signature');
  await guest.check();
  await sign(guest, 'sponsor', 'Ewan MacKinnon');
  await who.open(addressOf(language, reference, 'review'));
  await who.press(who.say(...WORDS.file));
  await who.check();
  const filing = await (await page.request.get(await page.locator('a[href$="/filing.json"]').getAttribute('href'))).json();
  assert.deepEqual(filing.signatures.map(({ signer, name }) => [signer, name]), [['sponsor', 'Ewan MacKinnon']]);
  await guest.open(new URL(guest.page.url()).pathname);
  await guest.check();
  assert.match(await main(guest), /was filed|a été déposée/);
}, ways);

journey('a child of 15 countersigns by a link sent by mail, which is then replaced', async (who) => {
  const { language } = who;
  const other = { en: 'fr', fr: 'en' }[language];
  const reference = await complete(who, 'citizenship-minor');
  const address = `sofia-${language}@example.org`;
  const fields = { 'email.signer-child': address, 'language.signer-child': other };
  const shown = await invite(who, reference, 'signer-child', { fields });
  const mail = await nextMail(who.landfall, address);
  assert.equal(mail.link, shown);
  const child = await who.another({ language: other });
  await comeIn(child, mail.link);
  assert.match(await main(child), /María José Delgado Ruiz/);

  const second = await invite(who, reference, 'signer-child', { again: true });
  await child.open(mail.link);
  await child.press(child.say(...PEOPLE.comeIn));
  await child.check();
  assert.match(await main(child), /opens nothing|n’ouvre rien/);
  child.language = language;
  await comeIn(child, second);
  await sign(child, 'child', 'Sofía Delgado Ruiz');
  await who.open(addressOf(language, reference, 'review'));
  await who.press(who.say(...WORDS.file));
  assert.equal(new URL(who.page.url()).pathname, addressOf(language, reference, 'receipt'));
}, { languages: ['en', 'fr'], scripted: [false] });

journey('a helper fills in, and signs and files nothing', async (who) => {
  const { language } = who;
  const reference = await begin(who, 'citizenship-minor');
  await who.open(addressOf(language, reference, 'people'));
  await who.check();
  const link = await invite(who, reference, 'helper', { fields: { 'name.helper': 'Sam Boudreau' } });
  await who.open(addressOf(language, reference));
  await who.check();
  assert.match(await main(who), /Sam Boudreau/);

  const helper = await who.another();
  await comeIn(helper, link);
  assert.equal(new URL(helper.page.url()).pathname, addressOf(language, reference));
  await Promise.all([helper.page.waitForEvent('load'), helper.page.locator('.lf-task-list a').first().click()]);
  const person = new Applicant(helper, answersFor('citizenship-minor'), { quickly: true });
  await person.walk({ until: 'signature' });
  await helper.open(addressOf(language, reference, 'signature'));
  await helper.check();
  assert.match(await main(helper), /Only the applicant|Seule la personne/);
  for (const closed of ['keep', 'delete', 'people', 'receipt']) {
    const answer = await helper.page.request.get(addressOf(language, reference, closed));
    assert.equal(answer.status(), 404, closed);
  }
  await helper.open(addressOf(language, reference, 'review'));
  await helper.check();
  assert.match(await main(helper), /Sofía/);

  // The applicant finds it all, signs, and sends the helper away.
  await who.open(addressOf(language, reference, 'signature'));
  await who.fill({ 'signature.agree': true, 'signature.name': 'María José Delgado Ruiz' });
  await who.press(who.say(...WORDS.next));
  await withdraw(who, reference, 'helper');
  await who.check();
  assert.equal((await helper.page.request.get(addressOf(language, reference))).status(), 410);
}, ways);
