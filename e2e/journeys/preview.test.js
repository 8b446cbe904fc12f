// The preview of a program with one of everything, opened from disk: every page in both languages, each audited.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { journey } from '../lib/journey.js';

const repository = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

let home;
after(() => home && fs.rmSync(home, { recursive: true, force: true }));

/** The folder of the preview of a program, made when first asked for. */
function previewed(program) {
  if (!home) {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'landfall-preview-'));
    fs.cpSync(repository('crates/landfall/tests/it/site'), path.join(home, 'site'), { recursive: true });
    fs.cpSync(repository('site/tables/noc2021.csv'), path.join(home, 'site/tables/noc2021.csv'));
    fs.cpSync(repository('crates/programs/tests/it/everything.toml'), path.join(home, 'site/programs/everything.toml'));
  }
  const [site, to] = [path.join(home, 'site'), path.join(home, program)];
  if (!fs.existsSync(to)) execFileSync(process.env.LANDFALL_BIN, ['preview', program, '--site', site, '--to', to], { stdio: 'pipe' });
  return to;
}

for (const [language, scripted] of [['en', true], ['fr', false]]) {
  journey('every page of a program is read from disk', async (who) => {
    const folder = path.join(previewed('everything'), language);
    await who.open(pathToFileURL(path.join(folder, 'index.html')).href);
    await who.check();
    const listed = await who.page.locator('main li a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    const pages = fs.readdirSync(folder).filter((name) => name.startsWith('page.'));
    assert.deepEqual([...listed].sort(), pages.sort());
    const style = await who.page.locator('h1').evaluate((heading) => getComputedStyle(heading).fontWeight);
    assert.equal(style, '700', 'the style sheet is there');
    const contents = await who.page.locator('main').textContent();
    assert.match(contents, who.say(/Asked when: /, /Affichée quand\s: /));

    // From page to page, in the order in which they are asked.
    await Promise.all([who.page.waitForEvent('load'), who.page.locator('main li a').first().click()]);
    for (const [at, name] of listed.entries()) {
      assert.equal(path.basename(new URL(who.page.url()).pathname), name);
      await who.check();
      const next = who.page.locator('a[rel=next]');
      assert.equal(await next.count(), at + 1 < listed.length ? 1 : 0);
      if (await next.count() > 0) await Promise.all([who.page.waitForEvent('load'), next.click()]);
    }
    await who.switchLanguage();
    await who.follow(who.say('Contents of the preview', 'Sommaire de l’aperçu'));

    // A program for two: the page of signatures, and what the other one sees.
    await who.open(pathToFileURL(path.join(previewed('pair'), who.language, 'index.html')).href);
    await who.follow(who.say('Signatures and help', 'Signatures et aide'));
    await who.check();
    await Promise.all([who.page.waitForEvent('load'), who.page.locator('main a[href^="sign."]').click()]);
    await who.check();
    assert.match(await who.page.locator('main').textContent(), who.say(/We live together/, /Nous habitons ensemble/));
  }, { languages: [language], scripted: [scripted], server: async () => ({ origin: 'file://' }) });
}
