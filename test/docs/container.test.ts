import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../../scripts/pages/doc-pages.ts';

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

it('the CI of this repository uses its own action, with inputs that the action has and hands on', () => {
  const { inputs, runs } = parse(read('.github/actions/verify/action.yml'));
  for (const name of Object.keys(inputs)) expect(JSON.stringify(runs)).toContain(`inputs.${name} `);
  const { jobs } = parse(read('.github/workflows/ci.yml'));
  const used = jobs.contract.steps.find(({ uses }: { uses?: string }) => uses === './.github/actions/verify');
  expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(used.with)));
});

describe('the Dockerfile', () => {
  const lines = read('docs/ci/Dockerfile')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n');
  const of = (instruction: string): string[] =>
    lines
      .filter((line) => line.startsWith(`${instruction} `))
      .map((line) => line.slice(instruction.length + 1));

  it('is Node slim, does not run as root, and has a health check', () => {
    expect(of('FROM')).toEqual([expect.stringMatching(/^node:\d+-slim$/)]);
    expect(of('USER')).toEqual(['node']);
    expect(lines.findIndex((line) => line.startsWith('USER '))).toBeLessThan(
      lines.findIndex((line) => line.startsWith('ENTRYPOINT ')),
    );
    expect(of('HEALTHCHECK')[0]).toContain('127.0.0.1:4010');
  });

  it('holds no secret, and starts a command that the package has', () => {
    expect(lines.join('\n')).not.toMatch(/^(?:ENV|ARG) .*(?:SECRET|TOKEN|PASSWORD)/m);
    const { bin } = JSON.parse(read('src/testing/package.json'));
    const [entry = ''] = of('ENTRYPOINT');
    expect(Object.keys(bin)).toContain(path.basename(JSON.parse(entry)[0]));
    expect(JSON.parse(of('CMD')[0] ?? '')).toEqual(['sandbox', '--host', '0.0.0.0', '--port', '4010']);
  });
});
