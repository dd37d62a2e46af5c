import { existsSync } from 'node:fs';
import path from 'node:path';
import type { MarkdownRenderer } from 'vitepress';

/** Links to files that are not pages lead into the repository; where its address is not known, only their text stays. */
export function outsideLinks(md: MarkdownRenderer, root: string, repository: string | undefined): void {
  md.core.ruler.push('outside-links', ({ tokens, env }) => {
    if (env?.relativePath === undefined) return; // the title of a page
    const folder = path.posix.dirname(String(env.relativePath));
    for (const { children } of tokens) {
      let outside = false;
      for (const token of children ?? []) {
        if (token.type === 'link_open') {
          const [file = '', anchor] = String(token.attrGet('href')).split('#');
          const target = path.posix.join(folder, decodeURI(file));
          outside = false;
          if (file === '' || /^[a-z]+:|^\//i.test(file) || isPage(root, target)) continue;
          if (isPage(root, `${target}/README.md`)) token.attrSet('href', `${file}/README.md`);
          else if (isPage(root, `${target}/index.md`)) token.attrSet('href', `${file}/index.md`);
          else if (repository !== undefined)
            token.attrSet(
              'href',
              `${repository}/blob/HEAD/${target}${anchor === undefined ? '' : `#${anchor}`}`,
            );
          else {
            outside = true;
            token.type = 'text';
            token.content = '';
          }
        } else if (token.type === 'link_close' && outside) {
          outside = false;
          token.type = 'text';
          token.content = '';
        }
      }
    }
  });
}

function isPage(root: string, file: string): boolean {
  return /\.(?:md|html)$/.test(file) && existsSync(path.join(root, file));
}

/** A button below each TypeScript block of a page. */
export function runnableBlocks(md: MarkdownRenderer, page: string): void {
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const html = fence?.(tokens, index, options, env, self) ?? '';
    const isTypeScript = (at: number): boolean =>
      tokens[at]?.type === 'fence' && /^ts\b/.test(tokens[at]?.info ?? '');
    if (env?.relativePath !== page || !isTypeScript(index)) return html;
    const number = tokens.slice(0, index).filter((_token, at) => isTypeScript(at)).length;
    return `<div class="runnable" data-block="${number}">${html}<button type="button">Run</button><pre hidden></pre></div>`;
  };
}
