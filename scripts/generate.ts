import { readFile } from 'node:fs/promises';
import { convertCollection } from 'specwright';
import { EXIT_CODE, recipe, runAsProcess, specwright, tell, type Io } from 'specwright/cli';
import { compareConverters } from './generate/compare-converters.ts';

const generate = recipe(specwright.commands.generate.load, 'npm run generate --');

/** Writes or checks `generated/`, then asks a second converter whether it sees the same API in the collection. */
void runAsProcess(async (args, io) => {
  const code = await generate(args, io);
  return code === EXIT_CODE.fine ? compare(io) : code;
});

async function compare(io: Io): Promise<number> {
  const { collection, value } = await convertCollection(await readFile('spec/collection.json'));
  const differences = await compareConverters(collection, value);
  for (const difference of differences) tell(io, difference);
  return differences.length === 0 ? EXIT_CODE.fine : EXIT_CODE.findings;
}
