// Wrong dates, too much text, nonsense, forged forms: each is said at its question, keeps what was typed, and changes nothing.

import assert from 'node:assert/strict';
import { Applicant, WORDS, addressOf, answersOf, begin, pageAt } from '../lib/applicant.js';
import { journey } from '../lib/journey.js';

journey('mistakes are named where they are made and everything typed is kept', async (who) => {
  const { page, language, scripted } = who;
  const next = () => who.press(who.say(...WORDS.next));
  const reference = await begin(who);
  await who.open(addressOf(language, reference, 'invitation'));

  // Each wrong date with the control that is marked.
  const dates = [
    [{ day: '', month: '', year: '' }, 'day'],
    [{ day: '31', month: '2', year: '2026' }, 'day'],
    [{ day: '12', month: 'Brumaire', year: '2026' }, 'month'],
    [{ day: '12', month: '10', year: '26' }, 'year'],
    [{ day: '12', month: '10', year: '2099' }, 'year'],
    [{ day: '0', month: '10', year: '2026' }, 'day'],
    [{ day: '<b>1</b>', month: '"', year: '&amp;' }, 'day'],
  ];
  for (const [parts] of dates) {
    const values = Object.fromEntries(Object.entries(parts).map(([part, value]) => [`invitation-date.${part}`, value]));
    await who.fill(values);
    await next();
    const where = JSON.stringify(parts);
    assert.equal(pageAt(page.url()).path, 'invitation', where);
    await who.check();
    await mistakes(who, where);
    for (const [name, value] of Object.entries(values)) {
      assert.equal(await page.locator(`[name="${name}"]`).inputValue(), value, where);
    }
  }
  assert.match(await page.title(), new RegExp(`^${who.say('Error:', 'Erreur\\s?:')}`));
  // The summary is what is read first, and each of its links leads to what is to be mended.
  if (scripted) assert.equal(await page.evaluate(() => document.activeElement.id), 'error-summary');
  const link = page.locator('#error-summary a').first();
  await link.click();
  assert.ok(await page.evaluate(() => document.activeElement.closest('.lf-form-group--error') !== null || location.hash !== ''));

  // Dates are also taken as people write them.
  await who.fill({ 'invitation-date.day': '05', 'invitation-date.month': who.say('october', 'OCTOBRE'), 'invitation-date.year': '2026' });
  await next();
  assert.equal(pageAt(page.url()).path, 'class');

  // Names: nothing, signs that no name has, and far too much.
  const person = new Applicant(who, answersOf('single'), { quickly: true });
  await person.walk({ until: 'name' });
  for (const [family, given] of [['', ''], ['Delgado ☃', 'María'], ['x'.repeat(2000), 'María'], ['123', '\u202Ekcab']]) {
    await who.fill({ 'name.family': family, 'name.given': given });
    await next();
    assert.equal(pageAt(page.url()).path, 'name', `${family.slice(0, 20)} ${given}`);
    await mistakes(who, `${family.slice(0, 20)} ${given}`);
    assert.equal(await page.locator('[name="name.family"]').inputValue(), family);
    assert.equal(await page.locator('[name="name.given"]').inputValue(), given);
  }
  await who.check();
  // Typed wrong and left: the page says so again when it is opened.
  await who.open(addressOf(language, reference));
  await who.check();
  await who.open(addressOf(language, reference, 'name'));
  assert.equal(await page.locator('[name="name.family"]').inputValue(), '123');
  assert.equal(await page.locator('#error-summary').count(), 1);
  // Scripts of strangers are text like any other.
  await who.fill({ 'name.family': '<script>alert(1)</script>', 'name.given': '"><img src=x onerror=alert(1)>' });
  await next();
  assert.equal(await page.locator('[name="name.given"]').inputValue(), '"><img src=x onerror=alert(1)>');
  await who.check();
});

/** Every line of the summary leads to a control that is marked and has its message beside it. */
async function mistakes({ page }, where) {
  const found = await page.evaluate(() => [...document.querySelectorAll('#error-summary a')].map((link) => {
    const target = document.getElementById(link.hash.slice(1));
    const control = target?.matches('fieldset, div') ? target : target?.closest('.lf-form-group');
    return {
      text: link.textContent.trim(),
      leads: Boolean(target),
      beside: control?.closest('.lf-form-group--error')?.querySelector('.lf-error-message')?.textContent ?? '',
      marked: Boolean((target?.closest('.lf-form-group') ?? target)?.querySelector('[aria-invalid="true"]')),
    };
  }));
  assert.ok(found.length > 0, `${where}: no mistake was named`);
  for (const { text, leads, beside, marked } of found) {
    assert.ok(leads, `${where}: “${text}” leads nowhere`);
    assert.ok(beside.includes(text), `${where}: “${text}” is not beside its control, which says “${beside}”`);
    assert.ok(marked, `${where}: no control is marked for “${text}”`);
  }
}

journey('what no page of ours would send is refused and changes nothing', async (who) => {
  const { page, language } = who;
  const reference = await begin(who);
  const address = addressOf(language, reference, 'invitation');
  await who.open(address);
  await who.fill({ 'invitation-date.day': '15', 'invitation-date.month': '10', 'invitation-date.year': '2026' });
  await who.press(who.say(...WORDS.next));
  await who.open(address);
  const token = await page.locator('[name=form_token]').first().inputValue();
  const form = { form_token: token, then: 'continue', 'invitation-date.day': '1', 'invitation-date.month': '1', 'invitation-date.year': '2026' };
  const encoded = (fields) => new URLSearchParams(fields).toString();
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const refused = {
    'another token': [{ form: { ...form, form_token: '0'.repeat(32) } }, 403],
    'no token': [{ form: { ...form, form_token: '' } }, 403],
    'another site': [{ form, headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } }, 403],
    'a field of another page': [{ form: { ...form, 'name.family': 'X' } }, 400],
    'a field twice': [{ data: `${encoded(form)}&invitation-date.day=2`, headers: type }, 400],
    'a NUL byte': [{ data: `${encoded(form)}%00`, headers: type }, 400],
    'broken UTF-8': [{ data: `form_token=${token}&invitation-date.day=%FF`, headers: type }, 400],
    'ten megabytes': [{ form: { ...form, 'invitation-date.day': 'x'.repeat(10_000_000) } }, 413],
    'no form': [{ data: '{"a":1}', headers: { 'content-type': 'application/json' } }, 415],
  };
  for (const [what, [sent, status]] of Object.entries(refused)) {
    const answer = await page.request.post(address, sent);
    assert.equal(answer.status(), status, what);
    const text = await answer.text();
    assert.match(text, new RegExp(`<html lang="${language}"`), `${what}: no page`);
    await who.open(address);
    assert.equal(await page.locator('[name="invitation-date.day"]').inputValue(), '15', `${what} changed something`);
  }

  // Another person's application, and one that nobody has, are not there: not to read, not to write, not to file.
  const places = ['', 'invitation', 'review', 'receipt', 'keep', 'delete'].map((place) => addressOf(language, reference, place));
  await page.context().clearCookies();
  for (const place of [...places, addressOf(language, 'LD-1111-1111-1')]) {
    const answer = await who.open(place);
    assert.equal(answer.status(), 404, place);
  }
  const mine = await begin(who);
  for (const place of places) assert.equal((await page.request.get(place)).status(), 404, place);
  await who.open(addressOf(language, mine, 'invitation'));
  const mineToken = await page.locator('[name=form_token]').first().inputValue();
  const forged = await page.request.post(address, { form: { ...form, form_token: mineToken } });
  // Somebody's own page sent after the session has ended looks the same: it comes back, and nothing is stored.
  assert.equal(forged.status(), 403);
  assert.match(await forged.text(), /name="carried"/);
  const filed = await page.request.post(`${addressOf(language, reference)}/${who.say('file', 'depot')}`, { form: { form_token: mineToken, version: '2' } });
  assert.equal(filed.status(), 404);
}, { scripted: [false] });
