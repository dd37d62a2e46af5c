import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../../src/specwright/cli/command-error.ts';
import { exitCode } from '../../src/specwright/cli/exit-code.ts';
import { build } from '../../src/specwright/cli/generate/build.ts';
import { reasonOf } from '../../src/specwright/cli/read-input.ts';
import { tell, writeOut } from '../../src/specwright/cli/streams.ts';
import { writeWhole } from '../../src/specwright/cli/write-files.ts';

const USAGE = `Usage: npm run release:base [-- SPEC GENERATED]

Makes generated/openapi.json the document that later changes are compared with: spec/released.json.
Refuses where what is generated is not what the sources give.
`;

/** `npm run release:base`: what is generated now becomes the base of the next diff. */
export async function releaseBaseCommand(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    await writeOut(USAGE);
    return exitCode.fine;
  }
  const [spec = 'spec', out = 'generated', ...rest] = args;
  if (rest.length > 0 || spec.startsWith('-'))
    throw new CommandError('usage', `Not understood: ${args.join(' ')}. See npm run release:base -- --help.`);
  const present = await read(join(out, 'openapi.json'));
  const { files } = await build(spec);
  const wanted = files.find(({ path }) => path === 'openapi.json')?.content;
  if (present.replaceAll('\r\n', '\n') !== wanted) {
    tell(`${out}/openapi.json is not what ${spec} gives. Run \`npm run generate\` first.`);
    return exitCode.findings;
  }
  await writeWhole(join(spec, 'released.json'), present);
  tell(`${spec}/released.json is the base of the next diff.`);
  return exitCode.fine;
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandError('input-unreadable', `Cannot read ${path}: ${reasonOf(error)}.`);
  }
}
