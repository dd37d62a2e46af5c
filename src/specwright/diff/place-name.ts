import type { JsonPointer } from '../base/json.ts';
import { FILES_KEY } from '../openapi/data-keys.ts';
import { parsePointer } from '../base/pointer.ts';

/** Steps that say how a schema is built, not what it is about. */
const scaffold = new Set([
  'properties',
  'schema',
  'allOf',
  'oneOf',
  'anyOf',
  'additionalProperties',
  'patternProperties',
]);

/** Keywords at the end of a pointer that the sentence names itself. */
const keywords =
  /^(type|enum|const|format|pattern|required|default|description|minimum|maximum|exclusiveM(in|ax)imum|m(in|ax)(Length|Items|Properties|Contains)|multipleOf|uniqueItems|discriminator|mapping|x-.*)$/;

/** `/components/schemas/Task/properties/note/maxLength` is `Task.note`; `/paths/...` takes its name from its contents. */
export function placeName(pointer: JsonPointer): string {
  const path = withoutKeyword(parsePointer(pointer.split('#', 1)[0] ?? ''));
  if (path[0] === FILES_KEY) return inFile(path.slice(1));
  if (path[0] === 'components') return dotted(path.slice(2));
  if (path[0] === 'paths' || path[0] === 'webhooks') return insideOperation(path.slice(3));
  return path.length === 0 ? 'the document' : path.join('/');
}

/** `task.yaml` is named after the file where nothing below it has a name. */
function inFile([file = '', ...path]: readonly string[]): string {
  if (path[0] === 'components') return dotted(path.slice(2));
  // the schema of a parameter, header or body that has a name there
  const schema = path.indexOf('schema');
  if (schema > 0) return dotted(path.slice(schema - 1));
  return [file, ...names(path)].join('.');
}

function withoutKeyword(path: readonly string[]): readonly string[] {
  const last = path.at(-1) ?? '';
  const before = path.at(-2);
  return keywords.test(last) && before !== 'properties' ? path.slice(0, -1) : path;
}

function dotted(path: readonly string[]): string {
  const [name, ...rest] = path;
  return [name ?? 'components', ...names(rest)].join('.');
}

function names(path: readonly string[]): readonly string[] {
  return path.flatMap((step, index) => {
    const isName = path[index - 1] === 'properties';
    if (isName) return [step];
    if (step === 'items') return ['items'];
    return scaffold.has(step) || /^\d+$/.test(step) ? [] : [step];
  });
}

function insideOperation(path: readonly string[]): string {
  const schema = path.indexOf('schema');
  const inner = schema < 0 ? [] : names(path.slice(schema + 1));
  if (inner.length > 0) return inner.join('.');
  if (path[0] === 'responses') return `answer ${path[1] ?? ''}`.trim();
  if (path[0] === 'requestBody') return 'the body';
  return path[0] === 'parameters' ? 'the parameter' : 'the operation';
}
