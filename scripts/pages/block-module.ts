import type { Block } from './doc-pages.ts';

/**
 * Pages show `client` and `sandbox` without making them each time. A block that uses one it does not
 * declare gets it, on a line of its own, so that lines stay countable.
 */
export const PRELUDE_LINES = 1;

export function moduleOf(block: Block): string {
  const parts = [
    needs(block.text, 'client') || needs(block.text, 'sandbox') ? SANDBOX : '',
    needs(block.text, 'client') ? CLIENT : '',
  ];
  return `${parts.join('')}export {};\n${block.text}\n`;
}

const SANDBOX =
  "import { createSandbox as newSandbox } from 'bpcc-task-routing-testing'; const sandbox = newSandbox(); ";
const CLIENT =
  "import { createTaskRoutingClient as newClient } from 'bpcc-task-routing'; const client = newClient({ tenantUrl: sandbox.tenantUrl, ...sandbox.credentials, fetch: sandbox.fetch }); ";

function needs(text: string, name: string): boolean {
  const used = new RegExp(String.raw`\b${name}\b(?!['"\-:/])`).test(withoutImports(text));
  const declared = new RegExp(
    String.raw`\b(?:const|let|var|using|function|import \* as)\s+${name}\b|[,({]\s*${name}\s*[,)}:]`,
  );
  return used && !declared.test(text);
}

function withoutImports(text: string): string {
  return text.replaceAll(/^import .*$/gm, '').replaceAll(/\/\/.*$/gm, '');
}

/** What a block says that it prints: comments that start with `// =>`. */
export function promisedOutput(text: string): string[] {
  return [...text.matchAll(/\/\/ => (.*)$/gm)].map((match) => match[1]?.trimEnd() ?? '');
}
