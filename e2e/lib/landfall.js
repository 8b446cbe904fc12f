// The built binary (LANDFALL_BIN) on a free port, with a home of its own that is gone with it.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SITE = fileURLToPath(new URL('../../site/', import.meta.url));

/** Longest the binary may take until it serves, and to stop when asked, in milliseconds. */
const READY = 60_000;
const STOPPED = 30_000;

/**
 * Starts it. `site` is a folder to serve a copy of, `settings` are more arguments for `serve`, `config` is what its settings
 * file says.
 * @param {{ site?: string, settings?: string[], config?: string }} [how]
 */
export async function startLandfall({ site = SITE, settings = [], config = '' } = {}) {
  const binary = process.env.LANDFALL_BIN;
  if (!binary) throw new Error('LANDFALL_BIN names no binary: run this through cargo xtask journeys');
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'landfall-journey-'));
  const folder = (name) => path.join(home, name);
  fs.cpSync(site, folder('site'), { recursive: true });
  fs.writeFileSync(folder('settings.toml'), config);

  const landfall = {
    origin: undefined,
    data: folder('data'),
    site: folder('site'),
    config: folder('settings.toml'),
    /** Every line it said. */
    output: [],
    /** Ends it and starts it again: same address, same data. */
    async restart() {
      await end('SIGTERM');
      await landfall.startAgain();
    },
    /** Ends it as a power cut would. */
    kill: () => end('SIGKILL'),
    startAgain: () => start(new URL(landfall.origin).host),
    /** Ends it and removes its home. */
    async stop() {
      await end('SIGTERM');
      fs.rmSync(home, { recursive: true, force: true });
    },
  };

  let child;
  async function start(listen) {
    const folders = ['--data', folder('data'), '--site', folder('site'), '--keys', folder('keys'), '--config', folder('settings.toml')];
    const environment = Object.entries(process.env).filter(([name]) => !name.startsWith('LANDFALL_'));
    child = spawn(binary, ['serve', '--listen', listen, ...folders, ...settings], {
      cwd: home,
      env: Object.fromEntries(environment),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    landfall.origin = await new Promise((serves, fails) => {
      const fail = (what) => fails(new Error(`${binary} ${what}\n${landfall.output.join('\n')}`));
      const late = setTimeout(() => fail(`does not serve after ${READY} ms`), READY);
      child.once('error', (error) => fail(error.message));
      child.once('exit', (code, signal) => fail(`ended (${code ?? signal})`));
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
          landfall.output.push(line);
          const address = line.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
          if (address) {
            clearTimeout(late);
            serves(address);
          }
        });
      }
    });
  }

  async function end(signal) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), STOPPED);
    await ended;
    clearTimeout(late);
  }

  try {
    await start('127.0.0.1:0');
  } catch (error) {
    child?.kill('SIGKILL');
    fs.rmSync(home, { recursive: true, force: true });
    throw error;
  }
  return landfall;
}
