// A tiny site with the manners of the real one (strict policy, two languages, a form), and room to plant faults in it.

import http from 'node:http';

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; " +
  "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

const STYLE = `
  body { margin: 0; color: #10201c; background: #fff; font: 1.125rem/1.5 sans-serif; }
  header, main { padding: 1rem; }
  a { color: #0b4f6c; display: inline-block; padding: .5rem 0; }
  label, input, button, textarea, select { display: block; max-width: 100%; font: inherit; margin: .25rem 0; min-height: 2.75rem; }
  .radio input { display: inline-block; width: 2rem; }
  .radio label { display: inline-block; }
  @media (prefers-color-scheme: dark) { body { color: #eee; background: #111; } a { color: #9cd; } }
  .pale { color: #999; }
  .wide { width: 40rem; }
  .sunken { color: #222; background: #fff; }
  @media (prefers-color-scheme: dark) { .sunken { background: #333; } }
`;

const SCRIPT = "document.documentElement.dataset.scripted = 'yes';";

/** A page as it should be; every part can be replaced by a faulty one. */
export function html({ language, title, body, other, lang = language, heading = `<h1>${title}</h1>` }) {
  const [code, name] = language === 'en' ? ['fr', 'Français'] : ['en', 'English'];
  const link = other ? `<a href="${other}" hreflang="${code}" lang="${code}">${name}</a>` : '';
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${title}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/icon.svg">
    <link rel="stylesheet" href="/style.css"><script src="/script.js" defer></script></head>
    <body><header>${link}</header><main id="main">${heading}${body}</main></body></html>`;
}

const FORM = (language, action, error = '') => html({
  language,
  title: { en: 'Your name', fr: 'Votre nom' }[language],
  other: { en: '/fr/nom', fr: '/en/name' }[language],
  body: `${error}<form method="post" action="${action}" enctype="multipart/form-data">
    <input type="hidden" name="token" value="t">
    <label for="family">${{ en: 'Family name', fr: 'Nom de famille' }[language]}</label>
    <input id="family" name="name.family" autocomplete="family-name">
    <fieldset class="radio"><legend>${{ en: 'Are you alone?', fr: 'Êtes-vous seul?' }[language]}</legend>
      <p><input type="radio" id="yes" name="alone" value="yes"><label for="yes">${{ en: 'Yes', fr: 'Oui' }[language]}</label></p>
      <p><input type="radio" id="no" name="alone" value="no"><label for="no">${{ en: 'No', fr: 'Non' }[language]}</label></p>
    </fieldset>
    <p class="radio"><input type="checkbox" id="sure" name="sure"><label for="sure">${{ en: 'I am sure', fr: "J’en suis certain" }[language]}</label></p>
    <label for="land">${{ en: 'Country', fr: 'Pays' }[language]}</label>
    <select id="land" name="country"><option value="">-</option><option value="CA">Canada</option></select>
    <label for="scan">${{ en: 'Scan', fr: 'Copie' }[language]}</label><input type="file" id="scan" name="scan">
    <button>${{ en: 'Continue', fr: 'Continuer' }[language]}</button></form>`,
});

const PAGES = {
  '/en': html({ language: 'en', title: 'Home', other: '/fr', body: '<p><a href="/en/fees#when">Fees</a></p><p><a href="/en/name">Your name</a></p><p><a href="/guide.txt">Guide</a></p>' }),
  '/fr': html({ language: 'fr', title: 'Accueil', other: '/en', body: '<p><a href="/fr/frais">Frais</a></p><p><a href="/fr/nom">Votre nom</a></p>' }),
  '/en/fees': html({ language: 'en', title: 'Fees', other: '/fr/frais', body: '<h2 id="when">When you pay</h2><p><a href="../en">Home</a></p>' }),
  '/fr/frais': html({ language: 'fr', title: 'Frais', other: '/en/fees', body: '<p><a href="/fr#main">Accueil</a></p>' }),
  '/en/name': FORM('en', '/en/name'),
  '/fr/nom': FORM('fr', '/fr/nom'),
};

const FILES = {
  '/style.css': ['text/css', STYLE],
  '/script.js': ['text/javascript', SCRIPT],
  '/icon.svg': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  '/guide.txt': ['text/plain', 'How to.'],
};

/** Serves the site, with these pages added or put in place of others, until the test file is done. */
export async function fixture(planted = {}) {
  const pages = { ...PAGES, ...planted };
  const server = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const send = (status, type, body, headers = {}) => {
      response.writeHead(status, { 'content-type': type, 'content-security-policy': POLICY, ...headers });
      response.end(body);
    };
    const body = [];
    for await (const piece of request) body.push(piece);
    if (request.method === 'POST') {
      const sent = Buffer.concat(body).toString();
      const value = (name) => sent.match(new RegExp(`name="${name}"(?:; filename="([^"]*)")?[^]*?\r\n\r\n([^]*?)\r\n--`));
      if (!value('name.family')?.[2]) {
        const language = pathname.slice(1, 3);
        return send(422, 'text/html', FORM(language, pathname, `<p>${{ en: 'Enter your family name', fr: 'Entrez votre nom' }[language]}</p>`));
      }
      const kept = ['name.family', 'alone', 'sure', 'country'].map((name) => value(name)?.[2] ?? 'none').join(' / ');
      return send(303, 'text/plain', '', { location: `/en/done?kept=${encodeURIComponent(`${kept} / ${value('scan')?.[1]}`)}` });
    }
    if (pathname === '/en/done') {
      const kept = new URL(request.url, 'http://localhost').searchParams.get('kept');
      return send(200, 'text/html', html({ language: 'en', title: 'Done', other: '/fr', body: `<p>${kept}</p>` }));
    }
    if (pathname in FILES) return send(200, ...FILES[pathname]);
    return pathname in pages ? send(200, 'text/html', pages[pathname]) : send(404, 'text/html', html({ language: 'en', title: 'Not found', body: '' }));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  // Nothing waits for it to end: when a filter leaves no test of a file to run, no hook would close it.
  server.unref();
  return { origin: `http://127.0.0.1:${server.address().port}` };
}
