import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/*
 * Runs test/runtimes/smoke.ts on Node and, installed on demand into an ignored folder, on Bun and Deno;
 * compiles test/client/types/consumer.ts with the versions of TypeScript that consumers use.
 * Exit code: 0 all are fine, 1 one is not. What cannot be installed is reported, not counted.
 */

const folder = resolve('reports', 'runtimes');
const smoke = resolve('test/runtimes/smoke.ts');
const consumer = resolve('test/client/types/consumer.ts');

interface Try {
  readonly name: string;
  /** What npm installs; nothing for what is here already. */
  readonly install?: string;
  readonly command: string;
  readonly args: readonly string[];
}

const bin = (name: string): string => join(folder, name, 'node_modules', '.bin', name);

/** What a consumer with strict settings has. */
const compilerOptions = {
  noEmit: true,
  strict: true,
  target: 'es2022',
  lib: ['es2022', 'esnext', 'dom', 'dom.iterable'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  types: [],
};

function typescript(version: string): Try {
  const name = `typescript-${version}`;
  const project = join(folder, name, 'tsconfig.json');
  mkdirSync(dirname(project), { recursive: true });
  writeFileSync(project, JSON.stringify({ compilerOptions, files: [consumer] }));
  const tsc = join(folder, name, 'node_modules', '.bin', 'tsc');
  return { name, install: `typescript@${version}`, command: tsc, args: ['-p', project] };
}

const tries: readonly Try[] = [
  {
    name: 'node',
    command: process.execPath,
    args: ['--conditions=@specwright/source', '--import', 'tsx', smoke],
  },
  { name: 'bun', install: 'bun', command: bin('bun'), args: ['run', smoke] },
  { name: 'deno', install: 'deno', command: bin('deno'), args: ['run', '--allow-env', '--no-check', smoke] },
  ...['5.4', '5.9', '6', '7'].map(typescript),
];

function installed({ name, install, command }: Try): boolean {
  if (install === undefined || existsSync(command)) return true;
  const prefix = join(folder, name);
  mkdirSync(prefix, { recursive: true });
  const npm = spawnSync(
    'npm',
    ['install', '--prefix', prefix, '--no-save', '--no-audit', '--no-fund', install],
    {
      stdio: 'ignore',
    },
  );
  return npm.status === 0 && existsSync(command);
}

function attempt(one: Try): 'fine' | 'failed' | 'not installable' {
  if (!installed(one)) return 'not installable';
  const { status, stdout, stderr } = spawnSync(one.command, one.args, { encoding: 'utf8', timeout: 300_000 });
  if (status === 0) return 'fine';
  process.stderr.write(`${one.name}:\n${stdout}${stderr}\n`);
  return 'failed';
}

const wanted = process.argv.slice(2);
for (const one of tries.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const verdict = attempt(one);
  process.stdout.write(`${one.name.padEnd(16)} ${verdict}\n`);
  if (verdict === 'failed') process.exitCode = 1;
}
