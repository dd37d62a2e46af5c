import { createHash } from 'node:crypto';
import { script } from './script.ts';
import { style } from './style.ts';

const beforeState = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Task Routing sandbox</title>
<style>${style}</style>
</head>
<body>
<header>
  <h1>Task Routing sandbox</h1>
  <p id="clock" role="status">connecting …</p>
</header>
<main>
  <section aria-labelledby="queues-title">
    <h2 id="queues-title">Queues</h2>
    <ul id="queues" class="queues"></ul>
  </section>
  <section aria-labelledby="tasks-title">
    <h2 id="tasks-title">Tasks</h2>
    <ul id="tasks" class="rows"></ul>
  </section>
  <section aria-labelledby="requests-title">
    <h2 id="requests-title">Last requests</h2>
    <ul id="requests" class="rows"></ul>
  </section>
  <noscript>This page needs JavaScript. The same is at <a href="/_sandbox/state">/_sandbox/state</a>.</noscript>
</main>
<script type="application/json" id="first">`;

const afterState = `</script>
<script>${script}</script>
</body>
</html>
`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const policy = [
  `default-src 'none'`,
  `script-src ${hashOf(script)}`,
  `style-src ${hashOf(style)}`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/**
 * The live page: one file, no build step, nothing from elsewhere.
 *
 * @param state how things stand, as the events tell it: shown at once, before the first event.
 */
export function livePage(state: string): Response {
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
  };
  // Inside a script element only a `<` could end the data too soon.
  const data = state.replaceAll('<', String.raw`\u003c`);
  return new Response(beforeState + data + afterState, { headers });
}
