import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { proveDocument } from './prove/prove-document.ts';

/* `npm run prove`: our own checks against the faults of our sandbox; `-- --spec FILE`: those of any document. */
const [first, file, ...names] = process.argv.slice(2);
if (first === '--spec' && file !== undefined) {
  process.exitCode = await proveDocument(file, names, (text) => process.stdout.write(text));
} else {
  const args = ['run', '--config', 'vitest.prove.config.ts', ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
