// One Chromium for a test file, and a fresh visitor (cookies, language, with or without JavaScript) for each test. It is the
// headless shell: the engine without windows, tabs and extensions around it, which take a quarter of the time.

import fs from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { watch } from './watch.js';

const RESULTS = fileURLToPath(new URL('../results/', import.meta.url));

/** Longest anything on a page is waited for, in milliseconds: a page of ours answers in a fraction of it. */
const PATIENCE = 15_000;

/**
 * Chromium fails at once on a machine without a network unless it is told to keep to itself; root has no sandbox; of a page on
 * disk, axe could not read the style sheet.
 */
const ARGUMENTS = [
  '--allow-file-access-from-files', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

let launched;
after(async () => (await launched)?.close());

function browser() {
  launched ??= chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell', args: ARGUMENTS });
  return launched;
}

/**
 * Someone new at a browser. `close()` it, best with the test that failed, if it did: that takes a picture.
 * @param {{ origin: string, language?: 'en' | 'fr', scripted?: boolean, width?: number }} who
 */
export async function visitor({ origin, language = 'en', scripted = true, width = 1280 }) {
  const context = await (await browser()).newContext({
    baseURL: origin,
    locale: `${language}-CA`,
    javaScriptEnabled: scripted,
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const faults = await watch(page);
  return { page, language, scripted, faults, close: () => context.close() };
}

/** Takes a picture of the whole page and tells where it lies. */
export async function picture(page, name) {
  fs.mkdirSync(RESULTS, { recursive: true });
  const file = path.join(RESULTS, `${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 120)}.png`);
  await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
  return path.relative(process.cwd(), file);
}
