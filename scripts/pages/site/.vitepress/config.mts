import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type DefaultTheme } from 'vitepress';
import { outsideLinks, runnableBlocks } from './markdown-rules.mts';

const root = path.resolve(import.meta.dirname, '..');

const page = (text: string, link: string): DefaultTheme.SidebarItem => ({ text, link: `/${link}` });
const group = (text: string, items: DefaultTheme.SidebarItem[]): DefaultTheme.SidebarItem => ({
  text,
  items: items.filter(({ link = '' }) => existsSync(path.join(root, `${link}.md`))),
});

const examples = existsSync(path.join(root, 'docs/examples'))
  ? readdirSync(path.join(root, 'docs/examples')).map((name) => page(name, `docs/examples/${name}/README`))
  : [];

/** As GitHub makes them, so that a link works in both. */
const slug = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

export default defineConfig({
  title: 'specwright',
  description:
    'From a Postman collection to an OpenAPI document, a typed client, a sandbox and contract checks',
  lang: 'en',
  // No icon: without a link, browsers ask for one.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  base: process.env['PAGES_BASE'] ?? '/',
  outDir: process.env['PAGES_OUT'] ?? './dist',
  markdown: {
    anchor: { slugify: slug },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: (md) => {
      md.use(outsideLinks, root, process.env['PAGES_REPOSITORY']);
      md.use(runnableBlocks, 'docs/guides/crm-scenarios.md');
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'specwright', link: '/docs/another-collection' },
      { text: 'BPCC client', link: '/docs/client' },
      { text: 'Reference', link: '/reference/http/index' },
    ],
    sidebar: [
      group('specwright', [
        page('What it is', 'src/specwright/README'),
        page('Your own collection', 'docs/another-collection'),
        page('Convert', 'docs/convert'),
        page('What descriptions say', 'docs/what-descriptions-say'),
        page('Generate', 'docs/generate'),
        page('Check a server', 'docs/contract'),
        page('A new version', 'docs/version-bump'),
        page('Measure a folder', 'docs/corpus'),
      ]),
      group('BPCC Task Routing', [
        page('What it is', 'src/client/README'),
        page('The client', 'docs/client'),
        page('Scenarios to run', 'docs/guides/crm-scenarios'),
        page('The sandbox', 'docs/sandbox'),
        page('Testing package', 'src/testing/README'),
      ]),
      group('Examples', examples),
      group('In CI', [page('Recipes', 'docs/ci/README')]),
      group('Reference', [
        page('TypeScript', 'reference/typescript/index'),
        page('HTTP', 'reference/http/index'),
        page('Commands', 'reference/commands'),
        page('Checks', 'docs/checks'),
        page('Faults', 'reference/faults'),
        page('Diff rules', 'reference/diff-rules'),
        page('Problems', 'reference/problems'),
        page('Errors of the client', 'docs/errors'),
        page('Glossary', 'docs/glossary'),
      ]),
      group('Results', [
        page('Conversion', 'docs/results/corpus'),
        page('Faults found', 'docs/results/prove'),
        page('Changes noticed', 'docs/results/mutation'),
        page('Speed', 'bench/RESULTS'),
        page('How speed is measured', 'bench/README'),
      ]),
      group('The project', [
        page('Architecture', 'ARCHITECTURE'),
        page('Decisions', 'docs/adr/index'),
        page('Contributing', 'CONTRIBUTING'),
        page('Security', 'SECURITY'),
        page('Changes', 'CHANGELOG'),
      ]),
    ].filter(({ items = [] }) => items.length > 0),
  },
});
