// The site of bench/overload as a Fastify service: two processes, PostgreSQL, a sealed session cookie, a token against
// forgery, each page's answers checked by a schema and kept as one row before the answer goes out.

import cluster from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import session from '@fastify/secure-session';
import { Eta } from 'eta';
import Fastify from 'fastify';
import pg from 'pg';
import { dates, schemas } from './pages.js';

const PROCESSES = 2;
// A process's share of the connections; more than some 16 in all slow PostgreSQL down on two cores.
const CONNECTIONS = 8;
const { PEER_DATABASE, PEER_KEY, PEER_PAGE, PEER_PORT } = process.env;

const TABLES = `
  CREATE TABLE application (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, reference text UNIQUE NOT NULL,
    begun timestamptz NOT NULL DEFAULT now());
  CREATE TABLE answers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reference text NOT NULL REFERENCES application (reference), page text NOT NULL, data jsonb NOT NULL,
    UNIQUE (reference, page));
  CREATE TABLE filing (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reference text UNIQUE NOT NULL REFERENCES application (reference), number text UNIQUE NOT NULL,
    filed timestamptz NOT NULL DEFAULT now(), data jsonb NOT NULL)`;
const BEGIN = { name: 'begin', text: 'INSERT INTO application (reference) VALUES ($1)' };
const SAVE = {
  name: 'save',
  text: `INSERT INTO answers (reference, page, data) VALUES ($1, $2, $3)
    ON CONFLICT (reference, page) DO UPDATE SET data = excluded.data`,
};
const KEPT = { name: 'kept', text: 'SELECT data FROM answers WHERE reference = $1 AND page = $2' };
const ALL = { name: 'all', text: 'SELECT page, data FROM answers WHERE reference = $1' };
const FILE = {
  name: 'file',
  text: 'INSERT INTO filing (reference, number, data) VALUES ($1, $2, $3) ON CONFLICT (reference) DO NOTHING',
};
const FILED = { name: 'filed', text: 'SELECT number, filed FROM filing WHERE reference = $1' };

// From an address in libpq's words, `key=value key=value`.
const words = Object.fromEntries(PEER_DATABASE.split(' ').map((word) => word.split('=')));
const database = { host: words.host, port: Number(words.port), user: words.user, database: words.dbname };

if (cluster.isPrimary) {
  const client = new pg.Client(database);
  await client.connect();
  await client.query(TABLES);
  await client.end();
  for (let count = 0; count < PROCESSES; count += 1) cluster.fork();
  process.on('SIGTERM', () => {
    for (const worker of Object.values(cluster.workers)) worker.process.kill('SIGTERM');
    process.exit(0);
  });
} else {
  await serve();
}

async function serve() {
  const pool = new pg.Pool({ ...database, max: CONNECTIONS });
  const ask = (query, ...values) => pool.query({ ...query, values });
  const order = Object.keys(schemas);
  const address = (reference, place) => `/en/applications/${reference}/${place}`;
  const information = readFileSync(PEER_PAGE, 'utf8');

  const eta = new Eta({ cache: true });
  const top = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title><%= it.title %> – Overload</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/static/site.css">
<script src="/static/site.js" defer></script></head><body><a href="#main">Skip to main content</a>
<header><a href="/en">Overload</a><nav aria-label="Main"><ul><li><a href="/en">Home</a></li><li><a href="/en/status">Status</a>
</li><li><a href="/en/account">Your account</a></li></ul></nav></header><main id="main"><h1><%= it.title %></h1>`;
  const bottom = `</main><footer><ul><li><a href="/en/privacy">Privacy</a></li><li><a href="/en/accessibility">Accessibility
</a></li></ul></footer></body></html>`;
  const token = `<input type="hidden" name="_csrf" value="<%= it.token %>">`;
  const template = (main) => eta.compile(top + main + bottom);
  const templates = {
    information: eta.compile('<%~ it.page %>'),
    kept: template(`<p>Your reference is <code><%= it.reference %></code>.</p><form method="post">${token}<button>Send it to me
</button></form><p><a href="<%= it.first %>">Go on</a></p>`),
    page: template(`<form method="post">${token}<% for (const field of it.fields) { %><div>
<label for="id_<%= field %>"><%= field %></label><input name="<%= field %>" id="id_<%= field %>" value="<%= it.kept[field] ?? '' %>">
</div><% } %><button name="then" value="continue">Save and continue</button></form>`),
    review: template(`<% for (const [page, answers] of it.pages) { %><h2><%= page %></h2><dl>
<% for (const [name, answer] of Object.entries(answers)) { %><dt><%= name %></dt><dd><%= answer %></dd><% } %></dl><% } %>
<form method="post" action="<%= it.action %>">${token}<input type="hidden" name="version" value="<%= it.pages.length %>">
<button>File</button></form>`),
    receipt: template(`<p>Your number is <strong><%= it.number %></strong>, filed on <%= it.filed %>.</p>`),
  };
  const show = (reply, name, data) =>
    reply
      .type('text/html; charset=utf-8')
      .header('x-frame-options', 'DENY')
      .header('x-content-type-options', 'nosniff')
      .send(eta.render(templates[name], data));

  const app = Fastify({ logger: false });
  await app.register(formbody);
  await app.register(cookie);
  const key = Buffer.from(PEER_KEY, 'hex');
  await app.register(session, { key, cookie: { path: '/', httpOnly: true, sameSite: 'lax' } });
  await app.register(csrf, { sessionPlugin: '@fastify/secure-session' });

  // An application, if this session began it.
  const held = async (request, reply) => {
    if (request.session.get('reference') !== request.params.reference) return reply.code(404).send();
  };
  const answered = async (reference) => {
    const rows = new Map((await ask(ALL, reference)).rows.map((row) => [row.page, row.data]));
    return rows.size === order.length ? order.map((page) => [page, rows.get(page)]) : null;
  };
  const seeOther = (reply, reference, place) => reply.redirect(address(reference, place), 303);

  app.get('/en', (request, reply) => reply.send('ready'));
  app.get('/en/information', (request, reply) => show(reply, 'information', { page: information }));
  // Nobody has a session yet: like Landfall, this looks at where the form comes from instead of at a token.
  app.post('/en/apply/ten', async (request, reply) => {
    if (request.headers.origin !== `http://${request.headers.host}`) return reply.code(403).send();
    const reference = `LD-${randomBytes(8).toString('hex').toUpperCase()}`;
    await ask(BEGIN, reference);
    request.session.set('reference', reference);
    return seeOther(reply, reference, 'come-back');
  });
  app.get('/en/applications/:reference/come-back', { preHandler: held }, (request, reply) => {
    const { reference } = request.params;
    const first = address(reference, `page/${order[0]}`);
    return show(reply, 'kept', { title: 'Come back later', reference, first, token: reply.generateCsrf() });
  });
  for (const [index, page] of order.entries()) {
    const fields = Object.keys(schemas[page].properties).filter((name) => name !== '_csrf' && name !== 'then');
    const after = index + 1 < order.length ? `page/${order[index + 1]}` : 'review';
    app.get(`/en/applications/:reference/page/${page}`, { preHandler: held }, async (request, reply) => {
      const kept = (await ask(KEPT, request.params.reference, page)).rows[0]?.data ?? {};
      return show(reply, 'page', { title: page, fields, kept, token: reply.generateCsrf() });
    });
    app.post(
      `/en/applications/:reference/page/${page}`,
      { schema: { body: schemas[page] }, preHandler: [app.csrfProtection, held] },
      async (request, reply) => {
        const { reference } = request.params;
        const { _csrf, then, ...answers } = request.body;
        if (!dates(page, answers)) return reply.code(422).send();
        await ask(SAVE, reference, page, JSON.stringify(answers));
        return seeOther(reply, reference, after);
      },
    );
  }
  app.get('/en/applications/:reference/review', { preHandler: held }, async (request, reply) => {
    const { reference } = request.params;
    const pages = await answered(reference);
    if (!pages) return seeOther(reply, reference, `page/${order[0]}`);
    const action = address(reference, 'file');
    return show(reply, 'review', { title: 'Review', pages, action, token: reply.generateCsrf() });
  });
  app.post('/en/applications/:reference/file', { preHandler: [app.csrfProtection, held] }, async (request, reply) => {
    const { reference } = request.params;
    const pages = await answered(reference);
    if (!pages) return seeOther(reply, reference, 'review');
    const number = `LF-${randomBytes(8).toString('hex').toUpperCase()}`;
    await ask(FILE, reference, number, JSON.stringify(Object.fromEntries(pages)));
    return seeOther(reply, reference, 'receipt');
  });
  app.get('/en/applications/:reference/receipt', { preHandler: held }, async (request, reply) => {
    const [filing] = (await ask(FILED, request.params.reference)).rows;
    return filing ? show(reply, 'receipt', { title: 'Receipt', ...filing }) : reply.code(404).send();
  });
  await app.listen({ host: '127.0.0.1', port: Number(PEER_PORT), backlog: 2048 });
}
