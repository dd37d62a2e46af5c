import { style } from './style.ts';

/** Options of the renderer: three columns, no calls to other hosts. */
const OPTIONS = {
  hideLoading: true,
  expandResponses: '200,201,204',
  jsonSamplesExpandLevel: 3,
  schemasExpansionLevel: 1,
  sortRequiredPropsFirst: true,
  showExtensions: false,
  nativeScrollbars: true,
};

/** Nothing but what is in the file: no host is asked for anything. */
const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  'worker-src blob:',
].join('; ');

/**
 * One self-contained HTML file of an OpenAPI document.
 *
 * @param document - text of the document, JSON
 * @param renderer - source of the script that draws it
 */
export function openApiPage(document: string, renderer: string): string {
  const title = escapeHtml(titleOf(document));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${title}</title>
<style>${style}
#api { min-height: 100vh; }
a[href^="https://redocly.com"] img { display: none; }</style>
</head>
<body>
<nav><a href="../index.html">Reference</a> · <a href="../typescript/index.html">TypeScript API</a></nav>
<main id="api"><noscript>This page is drawn by a script. The document itself: generated/openapi.json.</noscript></main>
<script type="application/json" id="document">${escapeJson(document)}</script>
<script>${escapeScript(renderer)}</script>
<script>
Redoc.init(JSON.parse(document.getElementById('document').textContent), ${escapeJson(JSON.stringify(OPTIONS))}, document.getElementById('api'));
</script>
</body>
</html>
`;
}

function titleOf(document: string): string {
  const { info }: { info?: { title?: unknown } } = JSON.parse(document);
  return String(info?.title ?? 'API');
}

/** Inside a script element only the end tag and a comment opening have a meaning; in JSON `<` can be written otherwise. */
function escapeJson(json: string): string {
  return json.replaceAll('<', String.raw`\u003c`);
}

function escapeScript(source: string): string {
  return source.replaceAll(/<\/(?=script)/gi, String.raw`<\/`).replaceAll('<!--', String.raw`<\!--`);
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
