// The gallery of all controls and parts: nothing for axe to find (every rule on), nothing too wide, nothing too small to hit.
// LOOK_PICTURES=folder keeps a picture of each.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { browser, serve } from "./gallery.mjs";

const SMALLEST_TARGET = 24;
const pictures = process.env.LOOK_PICTURES;
let chromium, site;
before(async () => {
  site = await serve();
  chromium = await browser();
  if (pictures) mkdirSync(pictures, { recursive: true });
});
after(async () => {
  await chromium.close();
  site.close();
});

const VIEWS = [
  ...["en", "fr"].flatMap((lang) =>
    [320, 768, 1280].flatMap((width) => ["light", "dark"].map((colorScheme) => ({ lang, width, colorScheme }))),
  ),
  { lang: "fr", width: 320, colorScheme: "dark", forcedColors: "active" },
];

for (const { lang, width, ...modes } of VIEWS) {
  test(`${lang}, ${width} px, ${Object.values(modes).join(", ")}`, async () => {
    const context = await chromium.newContext({ viewport: { width, height: 900 }, ...modes });
    const page = await context.newPage();
    const complaints = [];
    page.on("console", (said) => { if (said.type() === "error") complaints.push(said.text()); });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`${site.base}/gallery-${lang}.html`);
    if (pictures) {
      await page.screenshot({ path: join(pictures, `${[lang, width, ...Object.values(modes)].join("-")}.png`), fullPage: true });
    }
    for (const open of [false, true]) {
      await page.evaluate((open) => { for (const part of document.querySelectorAll("details")) part.open = open; }, open);
      assert.deepEqual(await findings(context, page), []);
      assert.deepEqual(await page.evaluate(tooWide), []);
    }
    assert.deepEqual(await page.evaluate(tooSmall, SMALLEST_TARGET), []);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test("letters twice as large, and wide-set, still fit a phone", async () => {
  for (const [width, style] of [
    [640, "html{font-size:200%!important}"],
    [320, "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}"],
  ]) {
    const context = await chromium.newContext({ viewport: { width, height: 900 }, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${site.base}/gallery-fr.html`);
    await page.addStyleTag({ content: style });
    assert.deepEqual(await page.evaluate(tooWide), []);
    await context.close();
  }
});

test("a word longer than a phone is wide is broken, not let out", async () => {
  const context = await chromium.newContext({ viewport: { width: 320, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${site.base}/gallery-fr.html`);
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      // an option's text sets its list's width, which the list cuts off by itself; a table's long words are kept from it by authors
      if (node.data.trim().length > 3 && !node.parentElement.closest("option, svg, table, .lf-visually-hidden")) {
        node.data = "Anticonstitutionnellementhexakosioihexekontahexaphobique";
      }
    }
  });
  assert.deepEqual(await page.evaluate(tooWide), []);
  await context.close();
});

/** What axe finds with every rule on, from a world of its own: the page's policy stays as it is. */
async function findings(context, page) {
  const session = await context.newCDPSession(page);
  const { frameTree } = await session.send("Page.getFrameTree");
  const { executionContextId: contextId } = await session.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id });
  await session.send("Runtime.evaluate", { contextId, expression: axe.source });
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    contextId,
    awaitPromise: true,
    returnByValue: true,
    expression: `axe.run(document, {
      resultTypes: ["violations"],
      rules: Object.fromEntries(axe.getRules().map(({ ruleId }) => [ruleId, { enabled: true }])),
    }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ": " + node.target.join(" "))))`,
  });
  assert.equal(exceptionDetails, undefined);
  await session.detach();
  return result.value;
}

function tooWide() {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > edge + 1)
    .map((element) => `${element.tagName} ${element.getAttribute("class")}`)
    .slice(0, 5);
}

/** Links within a sentence are excepted, as WCAG 2.5.8 does; a link whose ::after fills its line has that line's size. */
function tooSmall(smallest) {
  return [...document.querySelectorAll("a, button, summary, input, select, textarea")]
    .filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      const inText = element.matches("p a, th a, .lf-uploads__name, .lf-task-list__link");
      return width > 1 && (width < smallest || height < smallest) && !inText && element.checkVisibility();
    })
    .map((element) => `${element.className}: ${element.textContent.trim()}`);
}
