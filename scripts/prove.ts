import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { parse } from 'yaml';
import { isObject, type Json } from '../src/specwright/base/json.ts';
import { foundIn, isProven, proveDocument } from './prove/prove-document.ts';

/* `npm run prove`: our own checks against the faults of our sandbox; `-- --spec FILE [FAULT...]`: those of any document. */
const [first, file, ...names] = process.argv.slice(2);
if (first === '--spec' && file !== undefined) {
  process.exitCode = await proveFile(file);
} else {
  const args = ['run', '--config', 'vitest.prove.config.ts', ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}

async function proveFile(path: string): Promise<number> {
  const document: Json = parse(await readFile(path, 'utf8'));
  if (!isObject(document)) throw new Error(`${path} does not hold an object.`);
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  const proof = await proveDocument(document, {
    names,
    onTrial: ({ fault, killers }) =>
      print(`${killers.length > 0 ? 'killed' : 'ALIVE '}  ${fault.padEnd(40)} ${killers.join(', ')}`),
  });
  const { headline, falseFindings, trials } = proof;
  print(`${falseFindings.length === 0 ? 'clean ' : 'BROKEN'}  without a fault: ${headline}`);
  for (const finding of falseFindings) print(`        ${finding}`);
  print(`${foundIn(trials)} of ${trials.length} faults found`);
  return isProven(proof) ? 0 : 1;
}
