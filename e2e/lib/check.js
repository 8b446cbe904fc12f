// What must hold on every page: nothing for axe to find, no sideways scrolling on the narrowest phone, the right language,
// one heading, a title of its own, and a way to the same page in the other language.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { audit } from './axe.js';
import { picture } from './browser.js';

/** The narrowest screen that pages are made for (WCAG 1.4.10), in CSS pixels. */
const NARROW = 320;

const other = { en: 'fr', fr: 'en' };

/** Pages seen in this process, so that a page met on ten journeys is audited once. */
const audited = new Set();

/** A folder with an empty file for each page audited in this run, when the journeys of a run share their audits. */
const SHARED = process.env.LANDFALL_AUDITS;

const titles = new Map();

/**
 * Checks the page as it stands and throws one error that names everything wrong with it.
 * @param {import('playwright-core').Page} page
 * @param {'en' | 'fr'} language the one it should be in
 */
export async function checkPage(page, language) {
  const faults = await pageFaults(page, language);
  if (faults.length > 0) {
    const shot = await picture(page, `check ${language} ${new URL(page.url()).pathname}`);
    throw new Error(`${page.url()}\n  ${faults.join('\n  ')}\n  picture: ${shot}`);
  }
}

/** As checkPage, but hands the faults back. */
export async function pageFaults(page, language) {
  const facts = await page.evaluate(read);
  const faults = [];
  const where = `${language} ${pattern(new URL(page.url()).pathname)}`;

  if (facts.language.split('-')[0] !== language) faults.push(`<html lang="${facts.language}">, not ${language}`);
  if (facts.headings.length !== 1) faults.push(`${facts.headings.length} h1, not one: ${facts.headings.join(' | ')}`);
  if (facts.title === '') faults.push('no title');
  const namesake = titles.get(`${language} ${facts.title}`) ?? where;
  if (namesake !== where) faults.push(`the title "${facts.title}" is also that of ${namesake}`);
  titles.set(`${language} ${facts.title}`, namesake);

  const seen = createHash('sha256').update(`${where} ${facts.structure}`).digest('hex');
  if (!isFirst(seen)) return faults;
  const look = await audit(page);
  faults.push(...await look(), ...await darkFaults(page, look), ...await narrowFaults(page));
  faults.push(...await switchFaults(page, language));
  return faults;
}

/** Whether nobody has audited this page yet; whoever asks first does. */
function isFirst(seen) {
  if (audited.has(seen)) return false;
  audited.add(seen);
  if (!SHARED) return true;
  try {
    fs.closeSync(fs.openSync(path.join(SHARED, seen), 'wx'));
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

// Runs in the page.
function read() {
  const elements = [...document.querySelectorAll('*')];
  return {
    language: document.documentElement.lang,
    title: document.title.trim(),
    headings: [...document.querySelectorAll('h1')].map((heading) => heading.textContent.trim()),
    structure: elements.map((e) => `${e.localName}.${e.getAttribute('class') ?? ''}`).join(),
  };
}

/** A path with the parts that differ from person to person left out, so that two drafts' pages are one page. */
export function pattern(path) {
  // Entries of lists (six signs, no vowels); documents; references, numbers and secrets.
  const personal = /^([2-9b-df-hjkmnp-tv-z]{6}|(?=.*\d)[0-9a-f-]{32,36}|(?=.*[A-Z\d])[A-Z\d-]{8,})$/;
  // The entry that signs for itself stands behind its signer's id: `family-adult.k3f9x2`.
  return path.split(/([/.])/).map((part) => (personal.test(part) ? '*' : part)).join('');
}

/** Other colours may have other contrasts. */
async function darkFaults(page, look) {
  await page.emulateMedia({ colorScheme: 'dark' });
  try {
    const faults = await look(['color-contrast', 'color-contrast-enhanced', 'link-in-text-block']);
    return faults.map((fault) => `in dark colours: ${fault}`);
  } finally {
    await page.emulateMedia({ colorScheme: null });
  }
}

async function narrowFaults(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: NARROW, height: before.height });
  try {
    const { width, wide } = await page.evaluate((narrow) => {
      const sticksOut = (e) => e.getBoundingClientRect().right > narrow + 0.5;
      const deepest = [...document.querySelectorAll('body *')].filter((e) => sticksOut(e) && ![...e.children].some(sticksOut));
      return {
        width: document.documentElement.scrollWidth,
        wide: deepest.slice(0, 5).map((e) => e.cloneNode(false).outerHTML.slice(0, 120)),
      };
    }, NARROW);
    return width > NARROW ? [`${width} px wide on a ${NARROW} px screen: ${wide.join(' ')}`] : [];
  } finally {
    await page.setViewportSize(before);
  }
}

/** Where the page offers itself in the other language: a link's address, a button, or nothing. */
export async function languageSwitch(page, language) {
  const link = page.locator(`body a[hreflang|="${other[language]}"]`).first();
  const button = page.locator(`button[lang|="${other[language]}"]`).first();
  if (await link.count() > 0) return { link, address: new URL(await link.getAttribute('href'), page.url()).href };
  return await button.count() > 0 ? { button } : {};
}

/** Goes to the same page in the other language, as a person would. */
export async function switchLanguage(page, language) {
  const { link, button } = await languageSwitch(page, language);
  if (!link && !button) throw new Error(`${page.url()} offers no ${other[language]}`);
  await Promise.all([page.waitForEvent('load'), (link ?? button).click()]);
}

async function switchFaults(page, language) {
  const { address, button } = await languageSwitch(page, language);
  // A button carries typed answers along; the journeys that type press it.
  if (button) return [];
  if (!address) return [`no link or button to the ${other[language]} page`];
  const twin = await fetched(page, address);
  // The other language of an error page is an error page too.
  if (twin.status >= 400 && (await statusOf(page)) < 400) return [`its ${other[language]} page ${address} answers ${twin.status}`];
  const faults = [];
  const found = twin.html.match(/<html lang="([^"]*)"/)?.[1] ?? '';
  if (found.split('-')[0] !== other[language]) faults.push(`its ${other[language]} page ${address} says it is in "${found}"`);
  const back = twin.html.match(new RegExp(`<a [^>]*hreflang="${language}"[^>]*>`))?.[0].match(/ href="([^"]*)"/)?.[1];
  const again = new RegExp(`<button [^>]*lang="${language}"`).test(twin.html);
  const there = back && new URL(back.replaceAll('&amp;', '&'), twin.url).href;
  // What a form has led to switches to that form, and a form switches by its button.
  if (!again && there !== page.url().split('#')[0]) faults.push(`its ${other[language]} page ${address} leads back to ${there ?? 'nowhere'}`);
  return faults;
}

/** A page as it is served to this visitor, or as it lies on disk: its markup says enough, and a tab for it takes its time. */
async function fetched(page, address) {
  if (address.startsWith('file:')) return { status: 200, url: address, html: fs.readFileSync(new URL(address), 'utf8') };
  const answer = await page.request.get(address);
  return { status: answer.status(), url: answer.url(), html: await answer.text() };
}

async function statusOf(page) {
  return page.evaluate(() => performance.getEntriesByType('navigation')[0]?.responseStatus || 200);
}
