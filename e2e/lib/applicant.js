// Fills in a whole application from complete answers (tools/testkit/fixtures), page after page in the order the site asks.

import fs from 'node:fs';
import { fillPage } from './form.js';
import { pdf, png } from './files.js';

/** More pages than this, and the application goes round in circles. */
const MOST_PAGES = 1500;

/** The words of the buttons and pages a walk needs, in English and French. */
export const WORDS = {
  start: ['Start now', 'Commencer maintenant'],
  toTasks: ['Go to your application', 'Aller à votre demande'],
  next: ['Continue', 'Continuer'],
  file: ['File my application', 'Déposer ma demande'],
};

/** Complete answers for Express Entry: `single` or `family`. A copy, to be changed at will. */
export const answersOf = (name) => answersFor(`express-entry-${name}`);

/** Complete answers by the name of their file. A copy, to be changed at will. */
export function answersFor(name) {
  const file = new URL(`../../tools/testkit/fixtures/${name}.json`, import.meta.url);
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

/** What a page's address says: reference and path (`family/k3f9x2/birth`), or nothing where it is no question page. */
export function pageAt(address) {
  const found = new URL(address).pathname.match(/^\/(?:en\/applications|fr\/demandes)\/([^/]+)\/page\/(.+)$/);
  return found ? { reference: found[1], path: found[2] } : undefined;
}

/** The address of an application's page in a language; `path` as in `pageAt`, or `review`, `receipt`, `keep`, `delete`, `payment`, `people`. */
export function addressOf(language, reference, path = '') {
  const home = { en: '/en/applications', fr: '/fr/demandes' }[language];
  const french = { review: 'verification', receipt: 'recu', keep: 'revenir', delete: 'supprimer', payment: 'paiement', people: 'personnes' };
  const english = { review: 'review', receipt: 'receipt', keep: 'come-back', delete: 'delete', payment: 'payment', people: 'people' };
  const named = { en: english, fr: french }[language][path];
  if (named) return `${home}/${reference}/${named}`;
  return path ? `${home}/${reference}/page/${path}` : `${home}/${reference}`;
}

/** Begins an application from its start page and returns its reference. */
export async function begin(who, program = 'express-entry') {
  await who.open(who.say(`/en/apply/${program}`, `/fr/demander/${program}`));
  await who.press(who.say(...WORDS.start));
  return new URL(who.page.url()).pathname.split('/')[3];
}

/** Someone with answers, who knows which entry of a list on the site is which of theirs. */
export class Applicant {
  /**
   * @param {object} who the traveller of a journey
   * @param {object} answers as `answersOf` gives them
   * @param {{ quickly?: boolean }} [how] `quickly` sends the forms without drawing their pages, for stories that begin
   *   somewhere in the middle; the traveller's browser is led to where it ends.
   */
  constructor(who, answers, { quickly = false } = {}) {
    this.who = who;
    this.answers = answers;
    this.hands = quickly ? new QuickHands(who) : new BrowserHands(who);
    /** Path of an entry on the site → the answers for it. */
    this.entries = new Map();
    /** Paths in the order in which they were asked. */
    this.asked = [];
  }

  /** The answers for what stands around `path`: the top, or one entry of a list. */
  scope(path) {
    const parts = path.split('/');
    let scope = this.answers;
    for (let hop = 2; hop < parts.length; hop += 2) {
      const entry = parts.slice(0, hop).join('/');
      if (!this.entries.has(entry)) {
        const next = scope.items?.[parts[hop - 2]]?.[this.added(parts.slice(0, hop - 1).join('/'))];
        if (!next) throw new Error(`${path} is an entry more than the answers have`);
        this.entries.set(entry, next.answers);
      }
      scope = this.entries.get(entry);
    }
    return scope;
  }

  /** How many entries of the list at `path` were added. */
  added(path) {
    return [...this.entries.keys()].filter((entry) => entry.slice(0, entry.lastIndexOf('/')) === path).length;
  }

  /** What the controls of the page at `path` are to hold. */
  valuesFor(path, controls) {
    const scope = this.scope(path);
    const list = path.split('/').at(-1);
    const wanted = scope.items?.[list];
    const values = {};
    for (const { name, kind, value, accept, kept } of controls) {
      const [question, suffix = ''] = name.split(/\.(.*)/s);
      const given = scope.entries?.[question]?.[suffix] ?? '';
      if (kind === 'file') {
        const file = (number) => (accept.includes('.pdf') ? pdf(`${question}${number}.pdf`) : png(`${question}${number}.png`));
        // As many as there are among the answers, for pages that want two.
        const wanted = scope.documents?.[question] ?? [];
        if (!kept) values[name] = wanted.length > 1 ? wanted.map((_, at) => file(at + 1)) : file('');
      } else if (name === list && wanted) {
        values[name] = this.added(path) < wanted.length ? 'yes' : 'no';
      } else if (kind === 'checkbox') {
        values[name] = given === 'on';
      } else if (given !== '' || value !== '') {
        values[name] = given;
      }
    }
    return values;
  }

  /** Fills in the page as it stands and goes on. */
  async goOn() {
    const { path } = pageAt(this.hands.address());
    const values = this.valuesFor(path, await this.hands.controls());
    this.asked.push(path);
    await this.hands.send(values);
    if (pageAt(this.hands.address())?.path === path) {
      const problems = await this.hands.problems();
      throw new Error(`${path} was not taken: ${problems.join(' | ') || 'no reason given'}`);
    }
  }

  /**
   * Goes on until the page `until` (a path, or a test of one) or the review page is reached. `seen` is called on each page
   * before it is filled in.
   * @param {{ until?: string | ((path: string) => boolean), seen?: (path: string) => Promise<void> }} [how]
   */
  async walk({ until, seen } = {}) {
    const isThere = typeof until === 'function' ? until : (path) => path === until;
    for (let count = 0; count < MOST_PAGES; count += 1) {
      const at = pageAt(this.hands.address());
      if (at) await seen?.(at.path);
      if (!at || isThere(at.path)) return this.hands.rest();
      await this.goOn();
    }
    throw new Error(`${MOST_PAGES} pages and no end, the last ${this.asked.at(-1)}`);
  }
}

/** Types and presses in the browser. */
class BrowserHands {
  constructor(who) {
    this.who = who;
  }

  address() {
    return this.who.page.url();
  }

  controls() {
    return this.who.page.evaluate(controls);
  }

  async send(values) {
    await fillPage(this.who.page, values);
    await this.who.press(this.who.say(...WORDS.next));
  }

  problems() {
    return this.who.page.locator('#error-summary li').allTextContents();
  }

  async rest() {}
}

/** Sends the forms that the browser would send, in its session, without drawing anything. */
class QuickHands {
  constructor(who) {
    this.who = who;
    this.at = who.page.url();
  }

  address() {
    return this.at;
  }

  async read() {
    this.html ??= await this.take(await this.who.page.request.get(this.at));
    return this.html;
  }

  async take(answer) {
    if (answer.status() >= 500) throw new Error(`${answer.url()} answered ${answer.status()}`);
    this.at = answer.url();
    this.html = await answer.text();
    return this.html;
  }

  async controls() {
    const form = (await this.read()).match(/<form id="page-form"[\s\S]*?<\/form>/)?.[0] ?? '';
    const found = new Map();
    for (const [tag, element] of form.matchAll(/<(input|select|textarea)\b[^>]*>/g)) {
      const attribute = (name) => tag.match(new RegExp(` ${name}="([^"]*)"`))?.[1] ?? '';
      const kind = element === 'input' ? attribute('type') || 'text' : element;
      // Every control begins empty here, so what it holds need not be read.
      const control = { name: attribute('name'), kind, value: '', accept: attribute('accept'), kept: false };
      if (kind === 'hidden') control.value = attribute('value');
      if (!found.has(control.name)) found.set(control.name, control);
    }
    return [...found.values()].filter(({ kind }) => kind !== 'hidden');
  }

  async send(values) {
    const token = (await this.read()).match(/name="form_token" value="([^"]*)"/)[1];
    const fields = { form_token: token };
    for (const [name, value] of Object.entries(values)) {
      if (value === true) fields[name] = 'on';
      else if (value !== false) fields[name] = value;
    }
    fields.then = 'continue';
    const hasFiles = this.html.includes('multipart/form-data');
    const sent = hasFiles ? { multipart: multipart(fields) } : { form: fields };
    await this.take(await this.who.page.request.post(this.at, sent));
  }

  async problems() {
    const summary = this.html.match(/id="error-summary"[\s\S]*?<\/ul>/)?.[0] ?? this.html.match(/<h1>[^<]*/)?.[0] ?? '';
    return [summary.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')];
  }

  rest() {
    return this.who.open(this.at);
  }
}

function multipart(fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) {
      form.append(name, one.buffer ? new File([one.buffer], one.name, { type: one.mimeType }) : one);
    }
  }
  return form;
}

// Runs in the page.
function controls() {
  const seen = new Set();
  return [...document.querySelectorAll('#page-form :is(input, select, textarea)[name]')]
    .filter((e) => e.type !== 'hidden' && !seen.has(e.name) && seen.add(e.name))
    .map((e) => ({
      name: e.name,
      kind: e.localName === 'input' ? e.type : e.localName,
      value: ['radio', 'checkbox', 'file'].includes(e.type) ? '' : e.value,
      accept: e.accept ?? '',
      kept: e.type === 'file' && Boolean(e.closest('.lf-form-group').parentElement.querySelector('.lf-uploads')),
    }));
}
