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
 * @param {{ languages?: ('en' | 'fr')[], scripted?: boolean[], server?: () => Promise<{ origin: string }> }} [ways]
 */
export function journey(story, walk, { languages = ['en', 'fr'], scripted = [true, false], server = landfall } = {}) {
  for (const language of languages) {
    for (const withScripts of scripted) {
      const name = `${story}, ${language}, ${withScripts ? 'with' : 'without'} JavaScript`;
      test(name, async () => {
        const site = await server();
        const everybody = [];
        const come = async (how) => {
          const one = await visitor({ origin: site.origin, language, scripted: withScripts, ...how });
          everybody.push(one);
          return { ...traveller(one, site), another: come };
        };
        const who = await come();
        const { page } = who;
        try {
          await walk(who);
          for (const one of everybody) assert.deepEqual(one.faults, [], 'the browser complained');
        } catch (error) {
          error.message += `\nat ${page.url()}\npicture: ${await picture(page, name)}`;
          throw error;
        } finally {
          for (const one of everybody) await one.close();
        }
      });
    }
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
