import type { Level } from '../diff/level.ts';
import { applyPolicy } from '../diff/policy.ts';
import { diffView } from '../diff/report-view.ts';
import { FORMATS } from '../report/formats.ts';
import { jsonChunks } from '../report/json.ts';
import { render } from '../report/render.ts';
import { compareSides } from './diff/compare-sides.ts';
import { readPolicy } from './diff/read-policy.ts';
import { placesInText, readSide } from './diff/read-side.ts';
import { command } from './frame/command.ts';
import { UsageError } from './frame/command-error.ts';
import { EXIT_CODE } from './frame/exit-code.ts';
import { tell, usesColour } from './frame/io.ts';
import { required } from './frame/operand.ts';
import { choice, flag, text } from './frame/option.ts';
import { reportMeta } from './report-meta.ts';

/** Levels that fail a run, by what it is asked to fail on. */
const FAIL_LEVELS = {
  breaking: ['breaking'],
  warning: ['breaking', 'warning'],
  none: [],
} as const satisfies Record<string, readonly Level[]>;
const REQUEST = 'Name two documents to compare.';

export const diff = command({
  about: `Each side is an OpenAPI 3 document (JSON or YAML), a Postman collection, an OpenCollection, a git
reference such as HEAD~1:generated/openapi.json, or - for stdin.`,
  operands: { base: required('BASE', REQUEST), revision: required('REVISION', REQUEST) },
  options: {
    format: choice(FORMATS, 'format of the report', { default: 'text' }),
    json: flag('the same as --format json: { "breaking": boolean, "changes": [...] }'),
    failOn: choice(
      ['breaking', 'warning', 'none'],
      'exit with 1 on breaking changes, on warnings too, or never',
      {
        default: 'breaking',
      },
    ),
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
    for (const { name, outside } of [base, revision]) {
      if (outside.length > 0)
        tell(
          io,
          `${name} refers to addresses and absolute paths, which are not followed: ${outside.slice(0, 3).join(', ')}${outside.length > 3 ? ` and ${outside.length - 3} more` : ''}. Save them next to the document and refer to them there.`,
        );
    }
    const located = placesInText(changes, base, revision);
    const failing: readonly Level[] = FAIL_LEVELS[wanted.failOn];
    const view = diffView(located, {
      names: { base: base.name, revision: revision.name },
      meta: reportMeta([base, revision]),
      fails: ({ level }) => failing.includes(level),
    });
    const format = wanted.json ? 'json' : wanted.format;
    const chunks = format === 'json' ? jsonChunks(view) : [render(view, format, { colour: usesColour(io) })];
    for (const chunk of chunks) io.stdout.write(chunk);
    return view.ok ? EXIT_CODE.fine : EXIT_CODE.findings;
  },
});
