/** Imports modules one after another and tells, one JSON line each, what they printed or how they failed. */
import { writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const LIMIT_MS = 60_000;

for (const file of process.argv.slice(2)) {
  const printed = [];
  // What a page prints is what is tested.
  // oxlint-disable-next-line no-console
  console.log = (...args) => printed.push(...format(...args).split('\n'));
  const result = await Promise.race([outcomeOf(file), timeout()]);
  writeSync(1, `${JSON.stringify({ printed, ...result })}\n`);
}
process.exit(0);

async function outcomeOf(file) {
  try {
    await import(pathToFileURL(file).href);
    return {};
  } catch (error) {
    return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

function timeout() {
  return new Promise((resolve) => {
    setTimeout(() => resolve({ error: `it did not end within ${LIMIT_MS} ms` }), LIMIT_MS).unref();
  });
}
