import { createHash } from 'node:crypto';
import { MISHAPS } from '../../disturb/disturbance.ts';
import { CONTROL_PREFIX } from '../web-path.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

/** What the live page of one API has of its own. None of it comes from outside. */
export interface PageParts {
  readonly title: string;
  /** The lists before the requests: id, title, and how they look. */
  readonly sections: readonly (readonly [id: string, title: string, look: 'tiles' | 'rows'])[];
  /** What a disturbance can do on this page beside mishaps: names and the fields that are sent. */
  readonly errors: readonly (readonly [label: string, disturbance: object])[];
  /** JavaScript that defines `draw(state)`, with the helpers of the page's own script. */
  readonly script: string;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

/**
 * The live page: one file, no build step, nothing from elsewhere.
 *
 * @param state how things are, as the events describe it: shown immediately, before the first event.
 */
export function livePage({ title, sections, errors, script }: PageParts, state: string): Response {
  const code = `${script}\n${SCRIPT}`;
  const policy = [
    `default-src 'none'`,
    `script-src ${hashOf(code)}`,
    `style-src ${hashOf(STYLE)}`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
  };
  const lists = [...sections, ['requests', 'Last requests', 'rows'] as const].map(
    ([id, heading, look]) => `  <section aria-labelledby="${id}-title">
    <h2 id="${id}-title">${heading}</h2>
    <ul id="${id}" class="${look}"></ul>
  </section>`,
  );
  const choices = [...errors, ...MISHAPS.map((mishap) => [mishap, { mishap }] as const)].map(
    ([label, disturbance]) =>
      `<option value="${escaped(JSON.stringify(disturbance))}">${escaped(label)}</option>`,
  );
  // Inside a script element only a `<` could end the data too soon.
  const data = state.replaceAll('<', String.raw`\u003c`);
  return new Response(
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
  <h1>${title}</h1>
  <p id="clock" role="status">connecting …</p>
</header>
<form id="controls" aria-label="Controls">
  <button type="button" id="reset">Reset</button>
  <label>Clock <select id="advance"><option>1m</option><option>1h</option><option>1d</option></select></label>
  <button type="button" id="forward">Move forward</button>
  <label>Next answer <select id="error">${choices.join('')}</select></label>
  <button type="button" id="inject">Inject</button>
  <label>Fault <input id="fault" list="faults" autocomplete="off"><datalist id="faults"></datalist></label>
  <button type="button" id="fault-on">Switch on</button>
  <button type="button" id="faults-off">All faults off</button>
  <span id="active"></span>
  <output id="outcome"></output>
</form>
<main>
${lists.join('\n')}
  <noscript>This page needs JavaScript. The same is at <a href="${CONTROL_PREFIX}/state">${CONTROL_PREFIX}/state</a>.</noscript>
</main>
<script type="application/json" id="first">${data}</script>
<script>${code}</script>
</body>
</html>
`,
    { headers },
  );
}
