// A journey: one story told by a test, walked in both languages, with and without JavaScript.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { picture, visitor } from './browser.js';
import { checkPage, switchLanguage } from './check.js';
import { fillPage, follow, press } from './form.js';
import { startLandfall } from './landfall.js';

let started;
after(async () => (await started)?.stop());

/** The server of this test file, started when first asked for. */
export function landfall() {
  started ??= startLandfall();
  return started;
}

/**
 * Walks a story in every way it can be walked, each a test of its own. The story is given the traveller:
 * `page`, `language`, `scripted`, `say(english, french)`, `open(path)`, `fill({…})`, `press(text)`, `follow(text)`,
 * `check()`, `switchLanguage()`, `landfall`, and `another({ language })`: somebody else at a browser of their own. It fails, too, when the browser complained of anything on the way.
 * @param {string} story
 * @param {(traveller: object) => Promise<void>} walk
 * `server` is shared by the walks; `own` starts one for each walk, which is gone with it. Walks that mostly wait go `together`.
 * @param {{ languages?: ('en' | 'fr')[], scripted?: boolean[], server?: () => Promise<{ origin: string }>,
 *   own?: () => Promise<{ origin: string, stop: () => Promise<void> }>, together?: boolean }} [ways]
 */
export function journey(story, walk, ways = {}) {
  const { languages = ['en', 'fr'], scripted = [true, false], server = landfall, own, together = false } = ways;
  const walks = languages.flatMap((language) => scripted.map((withScripts) => {
    const name = `${story}, ${language}, ${withScripts ? 'with' : 'without'} JavaScript`;
    return { name, walk: () => take(name, walk, { language, scripted: withScripts }, own ?? server, own !== undefined) };
  }));
  if (together) {
    test(story, { concurrency: true }, (t) => Promise.all(walks.map(({ name, walk }) => t.test(name, walk))));
  } else {
    for (const { name, walk } of walks) test(name, walk);
  }
}

/** Walks it in one way. */
async function take(name, walk, way, server, isOwn) {
  const site = await server();
  const everybody = [];
  const come = async (how) => {
    const one = await visitor({ origin: site.origin, ...way, ...how });
    everybody.push(one);
    return { ...traveller(one, site), another: come };
  };
  try {
    const who = await come();
    try {
      await walk(who);
      for (const one of everybody) assert.deepEqual(one.faults, [], 'the browser complained');
    } catch (error) {
      error.message += `\nat ${who.page.url()}\npicture: ${await picture(who.page, name)}`;
      throw error;
    }
  } finally {
    for (const one of everybody) await one.close();
    if (isOwn) await site.stop();
  }
}

function traveller(who, site) {
  const { page } = who;
  return {
    ...who,
    landfall: site,
    say(english, french) {
      return { en: english, fr: french }[this.language];
    },
    open: (path) => page.goto(path),
    fill: (values) => fillPage(page, values),
    press: (text) => press(page, text),
    follow: (text) => follow(page, text),
    check() {
      return checkPage(page, this.language);
    },
    /** From here on the story is in the other language. */
    async switchLanguage() {
      await switchLanguage(page, this.language);
      this.language = { en: 'fr', fr: 'en' }[this.language];
    },
  };
}
