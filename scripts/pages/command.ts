import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, serve } from 'vitepress';
import { command, EXIT_CODE, number, tell, text } from 'specwright/cli';
import type { JsonObject } from '../../src/specwright/base/json.ts';
import { commandPage } from './command-page.ts';
import { decisionPage } from './decision-page.ts';
import { pages as docPages } from './doc-pages.ts';
import { openApiPages } from './openapi-pages.ts';
import { recordPages } from './record-pages.ts';
import { ROOT } from './root.ts';
import { writeScenarios } from './scenarios.ts';
import { writeTypeScriptReference } from './typescript.ts';

/** What the site is built from; emptied before each build. */
const SOURCE = path.join(ROOT, '.pages');

/** `npm run pages`. */
export const pages = command({
  about: `Builds the documentation site: static files that any web server can serve, without a network.
The folder that it goes to is emptied before.`,
  operands: {},
  options: {
    out: text('FOLDER', 'where to', { default: 'docs/site' }),
    base: text('PATH', 'the path that the site is served under', { default: '/' }),
    serve: number('PORT', 'serve it on this machine when it is built', { from: 0, to: 65_535, whole: true }),
  },
  async run({ out, base, serve: port }, io) {
    await rm(SOURCE, { recursive: true, force: true });
    await writePages();
    await Promise.all([
      writeTypeScriptReference(path.join(SOURCE, 'reference/typescript')),
      writeScenarios(path.join(SOURCE, '.scenarios'), path.join(SOURCE, 'public/scenarios')),
    ]);
    const folder = path.resolve(ROOT, out);
    await buildSite(folder, base);
    tell(io, `pages: ${path.relative(ROOT, folder)}`);
    if (port !== undefined) await serve({ root: SOURCE, base, port });
    return EXIT_CODE.fine;
  },
});

async function writePages(): Promise<void> {
  await cp(path.join(import.meta.dirname, 'site'), SOURCE, { recursive: true });
  await Promise.all(
    docPages().map((page) => cp(path.join(ROOT, page), path.join(SOURCE, page), { recursive: true })),
  );
  await cp(path.join(ROOT, 'docs/images'), path.join(SOURCE, 'docs/images'), { recursive: true });
  const document: JsonObject = JSON.parse(await readFile(path.join(ROOT, 'generated/openapi.json'), 'utf8'));
  const made = new Map([
    ['docs/adr/index.md', decisionPage()],
    ['reference/commands.md', await commandPage()],
    ...[...recordPages()].map(([name, page]) => [`reference/${name}`, page] as const),
    ...[...openApiPages(document)].map(([name, page]) => [`reference/http/${name}`, page] as const),
  ]);
  for (const [name, content] of made) {
    const file = path.join(SOURCE, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/** VitePress reads its settings from the environment, as it loads them from a file. */
async function buildSite(outDir: string, base: string): Promise<void> {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
  Object.assign(process.env, {
    PAGES_OUT: outDir,
    PAGES_BASE: base,
    ...(server !== undefined && repository !== undefined && { PAGES_REPOSITORY: `${server}/${repository}` }),
  });
  await build(SOURCE);
}
