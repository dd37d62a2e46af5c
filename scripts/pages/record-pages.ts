import { LINT_RULES } from '../../src/specwright/convert/6-lint/rules.ts';
import { overlayProblem } from '../../src/specwright/convert/5-overlay/problems.ts';
import { enrichProblem } from '../../src/specwright/convert/3-enrich/problems.ts';
import { normaliseProblem } from '../../src/specwright/convert/2-normalise/problems.ts';
import { readProblem } from '../../src/specwright/convert/1-read/problems.ts';
import { RULE_IDS, ruleOf } from '../../src/specwright/diff/rules/rule.ts';
import { answerFaults } from '../../src/specwright/sandbox/document/faults/answers.ts';
import { requestFaults } from '../../src/specwright/sandbox/document/faults/requests.ts';
import { stateFaults } from '../../src/specwright/sandbox/document/faults/state.ts';
import { faults } from '../../src/testing/sandbox/faults/registry.ts';
import { code, plain, table } from './markdown.ts';

/** Pages made from the records of the code: file names and Markdown. */
export function recordPages(): ReadonlyMap<string, string> {
  return new Map([
    ['faults.md', faultPage()],
    ['diff-rules.md', diffPage()],
    ['problems.md', problemPage()],
  ]);
}

interface NamedFault {
  readonly name: string;
  readonly group: string;
  readonly breaks: string;
}

function faultPage(): string {
  return `# Faults

A fault makes a sandbox break its contract in one way, to see whether a client copes and whether the checks notice.
\`--fault NAME\` switches one on; so do the live page and \`sandbox.control.fault(NAME)\`.

## Of the sandbox of any document

${faultTable([...answerFaults, ...requestFaults, ...stateFaults])}
## Of the tenant sandbox

${faultTable(faults)}`;
}

function faultTable(all: readonly NamedFault[]): string {
  return table(
    ['fault', 'group', 'what no longer holds'],
    all.map(({ name, group, breaks }) => [code(name), plain(group), plain(breaks)]),
  );
}

function diffPage(): string {
  const areas = new Map<string, string[][]>();
  for (const id of RULE_IDS) {
    const [area = ''] = id.split('-');
    const { level, title, reason, fix, typescript } = ruleOf(id);
    const words = [title, `${reason} ${fix}`.trim()].map(plain);
    areas.set(area, [...(areas.get(area) ?? []), [code(id), level, typescript, ...words]]);
  }
  const head = ['rule', 'level', 'TypeScript', 'what', 'why, and what to do'];
  return `# Diff rules

\`specwright diff\` reports each change under one of ${RULE_IDS.length} rules. Words in braces are filled in.

${[...areas].map(([area, rows]) => `## ${area}\n\n${table(head, rows)}`).join('\n')}`;
}

const STAGES = {
  Reading: readProblem,
  Normalising: normaliseProblem,
  Understanding: enrichProblem,
  Overlays: overlayProblem,
};

function problemPage(): string {
  const stages = Object.entries(STAGES).map(
    ([title, { kinds }]) =>
      `## ${title}\n\n${table(
        ['code', 'severity', 'message'],
        Object.entries<Kind>(kinds).map(([id, { severity, sentence }]) => [
          code(id),
          severity,
          plain(sentence(placeholder('…'))),
        ]),
      )}`,
  );
  const rules = LINT_RULES.map(({ id, severity, fix }) => [code(`lint-${id}`), severity, plain(fix)]);
  return `# Problems of a conversion

What \`specwright convert\` reports about its input. A name in angle brackets is filled in.

${stages.join('\n')}
## Lint

${table(['code', 'severity', 'fix'], rules)}`;
}

interface Kind {
  readonly severity: string;
  readonly sentence: (args: never) => string;
}

const TEXTS: ReadonlySet<unknown> = new Set(['toString', 'toJSON', 'join']);
const LISTS: ReadonlySet<unknown> = new Set(['map', 'slice', 'filter']);

/** Takes the place of any value that a sentence is made of, and reads as its name: `<field>`. */
function placeholder(name: string): never {
  const text = `<${name}>`;
  const stand = new Proxy(() => text, {
    get: (_target, key) => {
      if (key === Symbol.toPrimitive || TEXTS.has(key)) return () => text;
      if (key === Symbol.iterator) return [text][Symbol.iterator].bind([text]);
      if (LISTS.has(key)) return () => [text];
      return typeof key === 'string' ? placeholder(key) : undefined;
    },
    apply: () => text,
  });
  return stand as never;
}
