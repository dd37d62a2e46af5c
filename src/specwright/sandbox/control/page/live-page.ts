import { createHash } from 'node:crypto';
import { CONTROL_PREFIX } from '../web-path.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

/** What the live page of one API has of its own. None of it comes from outside. */
export interface PageParts {
  readonly title: string;
  /** The lists before the requests: id, title, and how they look. */
  readonly sections: readonly (readonly [id: string, title: string, look: 'tiles' | 'rows'])[];
  /** JavaScript that defines `draw(state)`, with the helpers of the page's own script. */
  readonly script: string;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/**
 * The live page: one file, no build step, nothing from elsewhere.
 *
 * @param state how things are, as the events describe it: shown immediately, before the first event.
 */
export function livePage({ title, sections, script }: PageParts, state: string): Response {
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
