// How long it takes, and why: published times with their days, what was measured here, and the ways that lead there.

import assert from 'node:assert/strict';
import { journey } from '../lib/journey.js';

const said = async (who) => (await who.page.locator('main').innerText()).replaceAll(/\s/g, ' ');

journey('someone looks up how long Express Entry takes', async (who) => {
  await who.open(who.say('/en/apply/express-entry', '/fr/demander/express-entry'));
  await who.follow(who.say('How long it takes, and why', 'Les délais et leurs raisons'));
  await who.check();
  assert.match(who.page.url(), /\/(how-long-it-takes\/express-entry|delais-de-traitement\/entree-express)$/);
  assert.match(await said(who), who.say(/about 6 months/, /environ 6 mois/));
  assert.match(await said(who), who.say(/58,900/, /58 900/));
  assert.match(await said(who), who.say(/September 30, 2026 to October 1, 2026/, /du 30 septembre 2026 au 1er octobre 2026/));
  assert.match(await said(who), who.say(/Express Entry: 6 months, as read on November 22, 2026/, /Entrée express : 6 mois, selon une lecture du 22 novembre 2026/));
  assert.match(await said(who), who.say(/Nothing has been decided on this site yet/, /Rien n’a encore été décidé sur ce site/));
  await who.switchLanguage();
  assert.match(await said(who), who.say(/about 6 months/, /environ 6 mois/));
});

journey('each way has its page, and one without a published time says so', async (who) => {
  await who.open(who.say('/en/how-long-it-takes', '/fr/delais-de-traitement'));
  await who.check();
  const pages = await who.page.locator('.lf-card a').evaluateAll((links) => links.map((link) => link.href));
  assert.equal(pages.length, 6);
  for (const page of pages) {
    await who.open(page);
    await who.check();
    assert.match(await said(who), who.say(/What slows a case down/, /Ce qui ralentit un dossier/));
  }
  await who.open(who.say('/en/how-long-it-takes/protected-persons', '/fr/delais-de-traitement/personnes-protegees'));
  assert.match(await said(who), who.say(/No published time was found/, /Aucun délai publié n’a été trouvé/));
  await who.open(who.say('/en/how-long-it-takes/family-sponsorship', '/fr/delais-de-traitement/parrainage-familial'));
  assert.match(await said(who), who.say(/26 months/, /26 mois/));
  assert.match(await said(who), who.say(/32 months/, /32 mois/));
});

journey('the money to settle is shown with its days, on the page and beside the points', async (who) => {
  await who.open(who.say('/en/live-in-canada/express-entry', '/fr/vivre-au-canada/entree-express'));
  await who.check();
  assert.match(await said(who), who.say(/\$28,362\.00/, /28 362,00 \$/));
  assert.match(await said(who), who.say(/date from July 7, 2025 and were still shown on September 30, 2026/, /datent du 7 juillet 2025 et étaient encore affichés le 30 septembre 2026/));
  await who.open(who.say('/en/calculators/skilled-worker-points', '/fr/calculatrices/points-travailleur-qualifie'));
  assert.doesNotMatch(await said(who), who.say(/Each person more/, /Chaque personne de plus/));
  await who.fill({ 'first_language_clb.listening': '9', 'first_language_clb.reading': '9', 'first_language_clb.writing': '9', 'first_language_clb.speaking': '9', education: 'bachelor_or_3yr', experience_years: '1', age: '29' });
  await who.press(who.say('Calculate', 'Calculer'));
  assert.match(await said(who), who.say(/Each person more/, /Chaque personne de plus/));
  assert.match(await said(who), who.say(/That first day was worked out/, /Ce premier jour a été déduit/));
  await who.check();
});
