// Filling in a page as a person does, by the names its controls have: `question` or `question.part`.

/**
 * Fills in controls by name. The value says what to do with each kind of control:
 * text → types it, a radio button or an option → chooses the one with that value, a box → true or false, or the list of
 * values to tick, a file → a path, or a list of paths or of `{ name, mimeType, buffer }`.
 * @param {import('playwright-core').Page} page
 * @param {Record<string, unknown>} values
 */
export async function fillPage(page, values) {
  const kinds = await page.evaluate(kindsOfControls);
  for (const [name, value] of Object.entries(values)) {
    if (!(name in kinds)) throw new Error(`${page.url()} has no control ${name}, only: ${Object.keys(kinds).join(', ')}`);
    const controls = page.locator(`[name="${name}"]:not([type="hidden"])`);
    const withValue = (wanted) => page.locator(`[name="${name}"][value="${wanted}"]`);
    switch (kinds[name]) {
      case 'radio':
        await withValue(value).check();
        break;
      case 'checkbox':
        if (Array.isArray(value)) {
          for (const wanted of value) await withValue(wanted).check();
        } else {
          await controls.first().setChecked(value);
        }
        break;
      case 'select':
        await controls.first().selectOption(value);
        break;
      case 'file':
        await controls.first().setInputFiles(value);
        break;
      default:
        await controls.first().fill(String(value));
    }
  }
}

/** Presses the button that reads so and waits for the page it leads to. */
export async function press(page, text) {
  const button = page.getByRole('button', { name: text, exact: true });
  if (await button.count() === 0) {
    const there = (await page.getByRole('button').allTextContents()).map((words) => words.trim()).filter(Boolean);
    throw new Error(`${page.url()} has no button "${text}", only: ${there.join(' | ')}`);
  }
  await Promise.all([page.waitForEvent('load'), button.first().click()]);
  await waitInLine(page);
}

/** Pages whose story is about the waiting room. */
const stayers = new WeakSet();

/** From here on the waiting room is where the story wants to be. */
export const stayInLine = (page) => stayers.add(page);

/** Waits in line, if there is one: a machine that runs browsers and all may be too busy to let somebody in at once. */
async function waitInLine(page) {
  for (let look = 0; look < 120 && !stayers.has(page); look++) {
    const room = page.locator('main[data-room]');
    if (await room.count().catch(() => 1) === 0) return;
    await page.waitForTimeout(500);
    // A script goes in by itself.
    const looks = await page.locator('[data-room-said]').textContent({ timeout: 500 }).catch(() => 'going in');
    if (looks.trim() === '') {
      await Promise.all([page.waitForEvent('load'), page.locator('main[data-room] #line button').first().click()]);
    }
  }
}

/** Follows the link that reads so and waits for the page it leads to. */
export async function follow(page, text) {
  const link = page.getByRole('link', { name: text, exact: true });
  if (await link.count() === 0) throw new Error(`${page.url()} has no link "${text}"`);
  await Promise.all([page.waitForEvent('load'), link.first().click()]);
}

// Runs in the page: the kind of each control by its name, of the first where several share it.
function kindsOfControls() {
  const kinds = {};
  for (const control of document.querySelectorAll(':is(input, select, textarea)[name]:not([type="hidden"])')) {
    kinds[control.name] ??= control.localName === 'input' ? control.type : control.localName;
  }
  return kinds;
}
