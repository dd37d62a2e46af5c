import { jsonText } from '../base/text.ts';
import type { ReportView } from './view.ts';

/** The machine format of the command, and how it was made. */
export function json(view: ReportView): string {
  return [...jsonChunks(view)].join('');
}

/** The same piece by piece, each element of a list on its own: a report of a large document is never one text. */
export function* jsonChunks({ meta, data }: ReportView): Generator<string> {
  let before = '{\n';
  for (const [key, value] of Object.entries({ meta, ...data })) {
    if (value === undefined) continue;
    yield `${before}  ${jsonText(key)}: `;
    yield* Array.isArray(value) && value.length > 0 ? listChunks(value) : [indented(value, 2)];
    before = ',\n';
  }
  yield '\n}\n';
}

function* listChunks(list: readonly unknown[]): Generator<string> {
  let before = '[\n';
  for (const item of list) {
    yield `${before}    ${indented(item ?? null, 4)}`;
    before = ',\n';
  }
  yield '\n  ]';
}

function indented(value: unknown, depth: number): string {
  return jsonText(value).replaceAll('\n', `\n${' '.repeat(depth)}`);
}
