// axe-core, with every rule it has, in a world of its own: the page's content security policy stays in force, its scripts
// see nothing of it, and it works on a page whose JavaScript is off.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import { devtools } from './watch.js';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// Where JavaScript is off, timers never fire, in no world, and axe yields to timers between its rules. Here they fire at
// once; the long ones guard against frames that do not answer, and our pages have no frames.
const TIMERS = `globalThis.setTimeout = (run, delay = 0, ...given) => {
  if (delay < 500) Promise.resolve().then(() => run(...given));
  return 0;
};`;

// Rules that axe itself leaves off by default (experimental, AAA) are on too. `only` serves a second look in other colours.
const RUN = (only) => `axe.run(document, {
  resultTypes: ['violations'],
  rules: Object.fromEntries(axe.getRules().map(({ ruleId }) => [ruleId, { enabled: true }])),
  ${only ? `runOnly: { type: 'rule', values: ${JSON.stringify(only)} },` : ''}
}).then((results) => JSON.stringify(results))`;

/**
 * Makes axe ready on the page as it stands. Each look that it hands back says what axe finds, one line for each element that
 * breaks a rule; a second look, at some of the rules only, needs no second axe.
 */
export async function audit(page) {
  const session = devtools(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId: contextId } =
    await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'axe' });
  await evaluate(session, { expression: `${TIMERS}${AXE};0`, contextId });
  return (only) => look(session, contextId, only);
}

async function look(session, contextId, only) {
  const results = JSON.parse(await evaluate(session, { expression: RUN(only), contextId, awaitPromise: true }));
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
      return `axe ${id}: ${help}: ${target.join(' ')} ${html.slice(0, 160)}${why ? ` (${why})` : ''}`;
    }));
}

async function evaluate(session, parameters) {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', { ...parameters, returnByValue: true });
  if (exceptionDetails) throw new Error(`axe: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
  return result.value;
}
