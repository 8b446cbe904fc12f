// Compiles crates/web/assets/scss to the committed crates/web/assets/landfall.css.
//
// `npm run css` writes it; `npm run css -- --check` fails when the committed file is not what the sources give.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import browserslist from "browserslist";
import { browserslistToTargets, transform } from "lightningcss";
import { compile } from "sass";

const MOST_BYTES_GZIPPED = 14_000;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const source = here("../../crates/web/assets/scss/landfall.scss");
const target = here("../../crates/web/assets/landfall.css");

const plain = compile(source, { loadPaths: [here("node_modules")], quietDeps: true }).css
  // ours is nobody else's service: their prefix goes, and so do the colours they would fall back on
  .replaceAll("govuk-", "lf-")
  .replace(/var\((--[\w-]+), ?#[0-9a-f]{3,8}\)/g, "var($1)");

const { code } = transform({
  filename: "landfall.css",
  code: Buffer.from(plain),
  minify: true,
  targets: browserslistToTargets(browserslist("defaults and supports css-variables, safari >= 14, ios_saf >= 14")),
});

const notice =
  "/*! Landfall. Built from govuk-frontend (MIT, Copyright (c) 2011 HM Government (Government Digital Service)); see scss/ */\n";
const css = notice + code.toString() + "\n";

const size = gzipSync(css, { level: 9 }).length;
if (size > MOST_BYTES_GZIPPED) {
  throw new Error(`landfall.css takes ${size} bytes gzipped; ${MOST_BYTES_GZIPPED} is the most`);
}
if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== css) {
    throw new Error("landfall.css is not what the sources give: run `npm run css` in tools/assets and commit it");
  }
  console.log(`landfall.css is up to date (${size} bytes gzipped)`);
} else {
  writeFileSync(target, css);
  console.log(`landfall.css: ${css.length} bytes, ${size} gzipped`);
}
