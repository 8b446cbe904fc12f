// From the home page through the finder to the start of an application, as somebody comes who does not know what fits.

import assert from 'node:assert/strict';

/** More pages than the finder has. */
const MOST_PAGES = 20;

/**
 * Answers whatever the finder asks, and starts the application of one of the ways that it finds. Ends where the way to come back
 * is shown.
 * @param {object} who the traveller of a journey
 * @param {{ answers: Record<string, unknown>, way: [string, string] }} found `answers` by the names of the finder's controls,
 *   `way` is the way's title in English and French
 */
export async function startFromFinder(who, { answers, way }) {
  const { page } = who;
  await who.open(who.say('/en', '/fr'));
  await who.follow(who.say('Find the way that fits you', 'Trouver la voie qui vous convient'));
  const result = who.say('What may fit you', 'Ce qui peut vous convenir');
  for (let count = 0; (await page.locator('h1').innerText()) !== result; count += 1) {
    assert.ok(count < MOST_PAGES, `the finder goes on and on: ${page.url()}`);
    assert.equal(await page.locator('#error-summary').count(), 0, await page.locator('main').innerText());
    const names = await page.locator('#page-form :is(input, select):not([type=hidden])').evaluateAll((all) => all.map((e) => e.name));
    await who.fill(Object.fromEntries(Object.entries(answers).filter(([name]) => names.includes(name))));
    await who.press(who.say('Continue', 'Continuer'));
  }
  await who.check();
  const title = who.say(...way);
  await who.press(`${who.say('Start an application', 'Commencer une demande')} (${title})`);
}
