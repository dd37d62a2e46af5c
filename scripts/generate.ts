import { readFile } from 'node:fs/promises';
import { convertCollection } from 'specwright';
import { generateCommand } from '../src/specwright/cli/generate/run.ts';
import { runCommand } from '../src/specwright/cli/run-command.ts';
import { compareConverters } from './generate/compare-converters.ts';

/** Writes or checks `generated/`, then asks a second converter whether it sees the same API in the collection. */
await runCommand(async (args) => {
  const code = await generateCommand(args);
  return code === 0 ? compare() : code;
});

async function compare(): Promise<number> {
  const { collection, value } = await convertCollection(await readFile('spec/collection.json'));
  const differences = await compareConverters(collection, value);
  for (const difference of differences) process.stderr.write(`${difference}\n`);
  return differences.length === 0 ? 0 : 1;
}
