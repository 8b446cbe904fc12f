// Every public page, found by its links, in both languages.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visitor } from '../lib/browser.js';
import { crawl } from '../lib/crawl.js';
import { landfall } from '../lib/journey.js';

for (const language of ['en', 'fr']) {
  test(`every public page in ${language} is whole and no link is dead`, async (t) => {
    const { origin } = await landfall();
    const who = await visitor({ origin, language });
    try {
      const { visited, faults } = await crawl(who, `${origin}/${language}`);
      t.diagnostic(`${visited.length} addresses visited`);
      assert.deepEqual(faults, []);
    } finally {
      await who.close();
    }
  });
}
