// The checks checked: on a site with one planted fault each must find that and nothing else; on one without, nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visitor } from '../lib/browser.js';
import { pageFaults, pattern } from '../lib/check.js';
import { crawl } from '../lib/crawl.js';
import { fillPage, press } from '../lib/form.js';
import { journey } from '../lib/journey.js';
import { fixture, html } from './fixture.js';

/** A page's faulty part, and what must be said of it. What axe sees should be seen without JavaScript too. */
const PLANTED = {
  'a picture without words': [{ body: '<img src="/icon.svg">' }, /axe image-alt/, 'also without JavaScript'],
  'pale text': [{ body: '<p class="pale">Hard to read</p>' }, /axe color-contrast/, 'also without JavaScript'],
  'text that only dark colours make pale': [{ body: '<p class="sunken">Dim</p>' }, /in dark colours: axe color-contrast/],
  'something too wide for a phone': [
    { body: '<div class="wide">x</div>' }, /px wide on a 320 px screen: <div class="wide">/, 'also without JavaScript',
  ],
  'the wrong language': [{ lang: 'fr' }, /<html lang="fr">, not en/],
  'two headings': [{ body: '<h1>Another</h1>' }, /2 h1, not one: .* \| Another/],
  'no title': [{ title: '', heading: '<h1>Untitled</h1>' }, /no title|axe document-title/],
  'the title of another page': [{ title: 'Home' }, /the title "Home" is also that of en \/en/],
  'no other language': [{ other: undefined }, /no link or button to the fr page/],
  'another page in the other language': [{ other: '/fr/frais' }, /leads back to .*\/en\/fees/],
  'a dead other language': [{ other: '/fr/nowhere' }, /answers 404/],
};

const cases = Object.entries(PLANTED).flatMap(([fault, [parts, expected, bare]], number) =>
  [true, ...(bare ? [false] : [])].map((scripted) => {
    const there = { path: `/en/${number}-${scripted}`, other: `/fr/${number}-${scripted}` };
    const page = html({ language: 'en', title: `Planted ${number} ${scripted}`, other: there.other, body: '', ...parts });
    const french = html({ language: 'fr', title: `Semé ${number} ${scripted}`, other: there.path, body: '' });
    return { fault, expected, scripted, path: there.path, pages: { [there.path]: page, [there.other]: french } };
  }));
const plantedSite = fixture(Object.assign({}, ...cases.map(({ pages }) => pages)));

for (const { fault, expected, scripted, path } of cases) {
  test(`${fault} is found ${scripted ? 'with' : 'without'} JavaScript`, async () => {
    const who = await visitor({ ...(await plantedSite), scripted });
    await who.page.goto('/en');
    assert.deepEqual(await pageFaults(who.page, 'en'), []);
    await who.page.goto(path);
    const faults = await pageFaults(who.page, 'en');
    await who.close();
    assert.match(faults.join('\n'), expected);
    assert.deepEqual(faults.filter((found) => !expected.test(found)), []);
  });
}

for (const scripted of [true, false]) {
  test(`what the browser refuses or misses is heard of ${scripted ? 'with' : 'without'} JavaScript`, async () => {
    const body = '<p style="color: red">x</p><img src="/missing.png" alt="x"><script>1</script><script src="/fails.js"></script>';
    const who = await visitor({ ...(await fixture({ '/en/bad': html({ language: 'en', title: 'Bad', body }) })), scripted });
    await who.page.goto('/en/bad', { waitUntil: 'networkidle' });
    await who.close();
    const heard = who.faults.join('\n');
    assert.match(heard, /\/en\/bad: the content security policy refused .*style-src/);
    assert.match(heard, /GET .*\/missing\.png answered 404/);
    if (scripted) assert.match(heard, /the content security policy refused .*script-src/);
  });
}

test('a whole site is crawled without a complaint', async () => {
  const { origin } = await fixture();
  for (const language of ['en', 'fr']) {
    const who = await visitor({ origin, language });
    const { visited, faults } = await crawl(who, `${origin}/${language}`);
    await who.close();
    assert.deepEqual(faults, []);
    const expected = { en: ['/en', '/en/fees', '/en/name', '/guide.txt'], fr: ['/fr', '/fr/frais', '/fr/nom'] }[language];
    assert.deepEqual(visited.map((address) => new URL(address).pathname), expected);
  }
});

test('a dead link, a dead file and a dead anchor are found with the page they stand on', async () => {
  const body = '<p><a href="/en/nowhere">Gone</a></p><p><a href="/gone.pdf">File</a></p><p><a href="/en#nothing">Part</a></p>';
  const { origin } = await fixture({ '/en/fees': html({ language: 'en', title: 'Fees', other: '/fr/frais', body }) });
  const who = await visitor({ origin });
  const { faults } = await crawl(who, `${origin}/en`);
  await who.close();
  assert.deepEqual(faults.map((fault) => fault.replaceAll(origin, '')).sort(), [
    '/en/fees: links to #nothing, which /en does not have',
    '/en/nowhere: answers 404, linked from /en/fees',
    '/en: links to #when, which /en/fees does not have',
    '/gone.pdf: answers 404, linked from /en/fees',
  ]);
});

const formSite = fixture();

journey('a form is refused, filled in and sent', async (who) => {
  await who.open(who.say('/en/name', '/fr/nom'));
  await who.check();
  await who.press(who.say('Continue', 'Continuer'));
  await who.check();
  await who.fill({
    'name.family': 'Nguyễn', alone: 'no', sure: true, country: 'CA',
    scan: { name: 'passport.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') },
  });
  await who.press(who.say('Continue', 'Continuer'));
  assert.equal(await who.page.locator('main p').textContent(), 'Nguyễn / no / on / CA / passport.pdf');
}, { server: () => formSite });

journey('the language is switched midway', async (who) => {
  await who.open(who.say('/en', '/fr'));
  await who.follow(who.say('Fees', 'Frais'));
  await who.switchLanguage();
  assert.equal(await who.page.locator('h1').textContent(), who.say('Fees', 'Frais'));
  await who.check();
}, { server: () => formSite });

test('a control or button that is not there is named with those that are', async () => {
  const who = await visitor(await formSite);
  await who.page.goto('/en/name');
  await assert.rejects(fillPage(who.page, { 'name.given': 'x' }), /no control name\.given, only: name\.family, alone/);
  await assert.rejects(press(who.page, 'Next'), /no button "Next", only: Continue/);
  await who.close();
});

test('a page of two drafts is one page', () => {
  assert.equal(pattern('/en/apply/0192f3c4-5d6e-7f80-91a2-b3c4d5e6f708/family/k3f9x2/name'), '/en/apply/*/family/*/name');
  assert.equal(pattern('/en/receipt/LF-7K2M-9QWX-C'), '/en/receipt/*');
  assert.equal(pattern('/en/express-entry'), '/en/express-entry');
});
