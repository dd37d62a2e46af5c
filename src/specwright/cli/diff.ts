import type { Change } from '../diff/change.ts';
import { applyPolicy } from '../diff/policy.ts';
import { compareSides } from './diff/compare-sides.ts';
import { readPolicy } from './diff/read-policy.ts';
import { placesInText, readSide } from './diff/read-side.ts';
import { render, FORMATS } from './diff/render.ts';
import { command } from './frame/command.ts';
import { UsageError } from './frame/command-error.ts';
import { EXIT_CODE } from './frame/exit-code.ts';
import { tell, usesColour } from './frame/io.ts';
import { required } from './frame/operand.ts';
import { choice, flag, text } from './frame/option.ts';

const FAIL_LEVELS = ['breaking', 'warning', 'none'] as const;
const REQUEST = 'Name two documents to compare.';

export const diff = command({
  about: `Each side is an OpenAPI 3.0 or 3.1 document (JSON or YAML), a Postman collection, a git
reference such as HEAD~1:generated/openapi.json, or - for stdin.`,
  operands: { base: required('BASE', REQUEST), revision: required('REVISION', REQUEST) },
  options: {
    format: choice(FORMATS, 'github: annotations of an Actions run', { default: 'text' }),
    json: flag('the same as --format json: { "breaking": boolean, "changes": [...] }'),
    failOn: choice(FAIL_LEVELS, 'exit with 1 on breaking changes, on warnings too, or never', {
      default: 'breaking',
    }),
    severity: text(
      'FILE',
      'levels by rule id: { "response-enum-value-added": "breaking", "tag-added": "off" }',
    ),
    accept: text(
      'FILE',
      'changes that people looked at: { "accepted": [{ "id", "reason", "operation"?, "pointer"? }] }',
    ),
  },
  async run(wanted, io) {
    if (wanted.base === '-' && wanted.revision === '-')
      throw new UsageError('Only one side can come from stdin.');
    const policy = await readPolicy(wanted.severity, wanted.accept);
    const base = await readSide(wanted.base, io);
    const revision = await readSide(wanted.revision, io);
    const report = await compareSides(base, revision);
    const { changes, unused } = applyPolicy(report.changes, policy, revision.document);
    for (const { id, reason } of unused) tell(io, `No change is accepted by ${id} (${reason}); it can go.`);
    const located = placesInText(changes, base, revision);
    const names = { base: base.name, revision: revision.name };
    const format = wanted.json ? 'json' : wanted.format;
    io.stdout.write(render(format, located, { names, colour: usesColour(io) }));
    return fails(located, wanted.failOn) ? EXIT_CODE.findings : EXIT_CODE.fine;
  },
});

function fails(changes: readonly Change[], failOn: (typeof FAIL_LEVELS)[number]): boolean {
  if (failOn === 'none') return false;
  return changes.some(({ level }) => level === 'breaking' || (failOn === 'warning' && level === 'warning'));
}
