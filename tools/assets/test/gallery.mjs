// Serves the gallery (written by `cargo nextest run -p web`) under the policy of the real site, and opens it in Chromium.
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const TARGET = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("../../../target", import.meta.url));
export const FOLDER = join(TARGET, "look");
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; " +
  "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** Starts a server; `post(path, body, answer)` says what happens to what is sent, and `sent` remembers it. */
export async function serve(post = (_path, _body, answer) => answer.end()) {
  if (!existsSync(join(FOLDER, "gallery-en.html"))) throw new Error("no gallery: run `cargo nextest run -p web` first");
  const sent = [];
  const server = createServer((request, answer) => {
    const path = request.url.split("?")[0];
    answer.setHeader("content-security-policy", POLICY);
    if (request.method === "POST") {
      const chunks = [];
      request.on("data", (chunk) => chunks.push(chunk)).on("end", () => {
        const body = Buffer.concat(chunks).toString("latin1");
        sent.push({ path, type: request.headers["content-type"], body });
        post(path, body, answer);
      });
      return;
    }
    const file = join(FOLDER, path);
    answer.setHeader("content-type", TYPES[extname(path)] ?? "text/html; charset=utf-8");
    if (path.length > 1 && existsSync(file)) createReadStream(file).pipe(answer);
    else answer.end("<!doctype html><html lang=en><title>Elsewhere</title><main>Elsewhere</main>");
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { base: `http://127.0.0.1:${server.address().port}`, sent, close: () => server.close() };
}

/** The gallery page as it is answered when something has to be mended. */
export const page = (lang) => readFileSync(join(FOLDER, `gallery-${lang}.html`));

export const browser = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
