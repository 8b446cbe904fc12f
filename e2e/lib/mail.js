// Mail, as it lies in the data folder of a server that has no mail server: the newest one for an address.

import fs from 'node:fs';
import path from 'node:path';

/** Longest a mail may take from the page that announces it to the folder, in milliseconds. */
const PATIENCE = 20_000;
const AGAIN = 100;

const read = new WeakMap();

/**
 * The next mail to `to` that was not handed out before: `{ to, subject, text, link }`. The link is its path only, as the
 * server's `base_url` is not where a test reaches it.
 * @param {{ data: string }} landfall
 * @param {string} to
 */
export async function nextMail(landfall, to) {
  if (!read.has(landfall)) read.set(landfall, new Set());
  const seen = read.get(landfall);
  const folder = path.join(landfall.data, 'mail');
  for (const late = Date.now() + PATIENCE; Date.now() < late; await new Promise((go) => { setTimeout(go, AGAIN); })) {
    const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    for (const name of names.filter((found) => found.endsWith('.txt') && !seen.has(found))) {
      const mail = parse(fs.readFileSync(path.join(folder, name), 'utf8'));
      if (mail.to === to) {
        seen.add(name);
        return mail;
      }
    }
  }
  throw new Error(`no mail to ${to} after ${PATIENCE} ms`);
}

function parse(text) {
  const [head, ...body] = text.split('\n\n');
  const field = (name) => head.match(new RegExp(`^${name}: (.*)$`, 'm'))?.[1];
  const link = text.match(/https?:\/\/\S+/)?.[0];
  return { to: field('To'), subject: field('Subject'), text: body.join('\n\n'), link: link && new URL(link).pathname };
}
