import { join } from 'node:path';
import { command, EXIT_CODE, optional, tell } from 'specwright/cli';
import { readText } from '../../src/specwright/cli/frame/read-input.ts';
import { writeWhole } from '../../src/specwright/cli/frame/write-files.ts';
import { build } from '../../src/specwright/cli/generate/build.ts';

export const releaseBase = command({
  about: `Makes GENERATED/openapi.json the document that later changes are compared with: SPEC/released.json.
Refuses where what is generated is not what the sources give.`,
  operands: { spec: optional('SPEC'), out: optional('GENERATED') },
  options: {},
  async run({ spec = 'spec', out = 'generated' }, io) {
    const present = await readText(join(out, 'openapi.json'));
    const { files } = await build(spec);
    const wanted = files.find(({ path }) => path === 'openapi.json')?.content;
    if (present.replaceAll('\r\n', '\n') !== wanted) {
      tell(io, `${out}/openapi.json is not what ${spec} gives. Run \`npm run generate\` first.`);
      return EXIT_CODE.findings;
    }
    await writeWhole(join(spec, 'released.json'), present);
    tell(io, `${spec}/released.json is the base of the next diff.`);
    return EXIT_CODE.fine;
  },
});
