// landfall.js in a browser, under the site's policy (which allows no inline script and no HTML from strings).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, page as gallery, serve } from "./gallery.mjs";

let chromium;
before(async () => { chromium = await browser(); });
after(() => chromium.close());

/** Opens a gallery; `post` answers what is sent. The page must not complain about anything but refused requests. */
async function open(t, lang, post) {
  const site = await serve(post);
  const context = await chromium.newContext();
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`${site.base}/gallery-${lang}.html`);
  t.after(async () => {
    await context.close();
    site.close();
    assert.deepEqual(errors, []);
  });
  const pages = () => site.sent.filter(({ path }) => path === "/nowhere");
  return { page, sent: site.sent, pages, go: page.locator(".lf-button-group .lf-button").first() };
}
const focused = (page) => page.evaluate(() => document.activeElement.id);
const file = (size) => ({ name: "passport.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(size) });
const redirect = (_path, _body, answer) => { answer.writeHead(303, { location: "/elsewhere" }).end(); };

test("the error summary has the focus, and its links lead to something that can be typed in", async (t) => {
  const { page } = await open(t, "en");
  assert.equal(await focused(page), "error-summary");
  await page.locator("#error-summary a").nth(1).click();
  assert.equal(await focused(page), "f-birth-year");
});

test("typing is saved without passwords and files, and the page says so in its language", async (t) => {
  const { page, sent } = await open(t, "fr");
  await page.fill("#f-secret", "correct horse");
  await page.fill("#f-family", "Łukasz");
  await page.waitForFunction(() => /^Enregistré à \d\d h \d\d$/.test(document.querySelector("[data-saved]").textContent));
  assert.equal(sent.length, 1);
  const body = new URLSearchParams(sent[0].body);
  assert.equal(body.get("family"), "Łukasz");
  assert.equal(body.get("then"), "save");
  assert.deepEqual([body.has("secret"), body.has("passport")], [false, false]);
});

test("what could not be saved is tried again", async (t) => {
  let reached = false;
  const { page, sent } = await open(t, "en", (_path, _body, answer) => {
    answer.statusCode = reached ? 200 : 503;
    reached = true;
    answer.end();
  });
  await page.fill("#f-family", "Ng");
  await page.waitForFunction(() => /Not saved yet/.test(document.querySelector("[data-saved]").textContent));
  await page.waitForFunction(() => /^Saved/.test(document.querySelector("[data-saved]").textContent), null, { timeout: 15000 });
  assert.equal(sent.length, 2);
});

test("characters are counted as people count them", async (t) => {
  const { page } = await open(t, "en");
  await page.fill("#f-story", "é😀".repeat(2));
  assert.equal(await page.textContent("#f-story-count"), "Characters left: 496");
  await page.fill("#f-story", "x".repeat(510));
  assert.equal(await page.textContent("#f-story-count"), "Characters too many: 10");
});

test("none of these excludes the others, and they exclude it", async (t) => {
  const { page } = await open(t, "en");
  await page.check("#f-languages-3");
  assert.equal(await page.isChecked("#f-languages"), false);
  await page.check("#f-languages-2");
  assert.equal(await page.isChecked("#f-languages-3"), false);
});

test("a password can be shown and is hidden again when it is sent", async (t) => {
  const { page } = await open(t, "en", (_path, _body, answer) => { answer.writeHead(204).end(); });
  await page.click(".lf-password__show");
  assert.equal(await page.getAttribute("#f-secret", "type"), "text");
  // answered with nothing, so the page stays
  await page.evaluate(() => document.querySelector("#page-form").requestSubmit());
  assert.equal(await page.getAttribute("#f-secret", "type"), "password");
});

test("Enter means continue, never the language switch, and a form is sent once", async (t) => {
  const { page, pages } = await open(t, "en", (...args) => setTimeout(() => redirect(...args), 300));
  await page.focus("#f-family");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/elsewhere");
  assert.equal(pages().length, 1);
  assert.doesNotMatch(pages()[0].body, /switch_language/);
});

test("the language switch takes along what was typed", async (t) => {
  const { page, pages } = await open(t, "en", redirect);
  await page.fill("#f-family", "Tremblay");
  await page.click(".lf-switch");
  await page.waitForURL("**/elsewhere");
  assert.match(pages()[0].body, /name="switch_language"\s+fr/);
  assert.match(pages()[0].body, /Tremblay/);
});

test("a file that is too large is not sent", async (t) => {
  const { page, pages, go } = await open(t, "en");
  await page.setInputFiles("#f-passport", file(9_000_000));
  await go.click();
  assert.match(await page.textContent(".lf-sending__text"), /larger than 8 MB/);
  assert.equal(await focused(page), "f-passport");
  assert.equal(pages().length, 0);
});

test("a file on its way says how far it is and leads on", async (t) => {
  const { page, pages, go } = await open(t, "fr", (...args) => setTimeout(() => redirect(...args), 300));
  await page.setInputFiles("#f-passport", file(2_000_000));
  await go.click();
  await page.locator(".lf-sending__bar").waitFor();
  assert.match(await page.textContent(".lf-sending__text"), /^Envoi de votre fichier/);
  await page.waitForURL("**/elsewhere");
  assert.equal(pages().length, 1);
});

test("a page that comes back with errors after a file was sent works like any other", async (t) => {
  const { page, sent, go } = await open(t, "fr", (path, _body, answer) => {
    if (path !== "/nowhere") return answer.end();
    answer.writeHead(422, { "content-type": "text/html; charset=utf-8" }).end(gallery("fr"));
  });
  await page.evaluate(() => document.activeElement.blur());
  await page.fill("#f-family", "Z");
  await page.setInputFiles("#f-passport", file(50_000));
  await go.click();
  await page.waitForFunction(() => document.querySelector("#f-family").value !== "Z");
  await page.waitForFunction(() => document.activeElement.id === "error-summary");
  const before = sent.length;
  await page.fill("#f-family", "Zoë");
  await page.waitForFunction(() => /^Enregistré/.test(document.querySelector("[data-saved]").textContent));
  assert.equal(sent.length, before + 1);
});

test("a connection that breaks keeps the page, and the file can be sent again", async (t) => {
  const { page, go } = await open(t, "en", (_path, _body, answer) => answer.destroy());
  await page.setInputFiles("#f-passport", file(50_000));
  await go.click();
  await page.waitForFunction(() => /was not sent/.test(document.querySelector(".lf-sending__text").textContent));
  assert.equal(await go.getAttribute("aria-disabled"), null);
});
