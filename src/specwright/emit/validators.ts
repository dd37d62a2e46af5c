import type { JsonSchema } from '../base/json.ts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneModule from 'ajv/dist/standalone/index.js';
import formatsModule from 'ajv-formats';
import type { OperationDescriptor } from '../openapi/operation.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import type { OutputFile } from './output-file.ts';
import { bundle } from './bundle.ts';
import { HEADER } from './header.ts';
import { QUICK_DATE_TIME } from './quick-date-time.ts';
import { tracksEvaluation, ValidationSchemas } from '../openapi/validation-schemas.ts';
import { listValidators, type ValidatorEntry } from './validator-list.ts';

/** `validators.js` and `validators.d.ts`: ajv validators compiled ahead, with no import and no eval left. */
export async function emitValidators(
  document: OpenApiDocument,
  descriptors: readonly OperationDescriptor[],
): Promise<readonly OutputFile[]> {
  const entries = listValidators(descriptors);
  const code = compile(document, entries);
  return [
    { path: 'validators.js', content: HEADER + (await bundle(quickenDates(deferRequires(code)))) },
    { path: 'validators.d.ts', content: declarations(entries) },
  ];
}

/** Equal schemas share one function, exported under several names. */
function compile(document: OpenApiDocument, entries: readonly ValidatorEntry[]): string {
  const schemas = new ValidationSchemas(document);
  const firstNames = new Map<string, string>();
  const distinct: JsonSchema[] = [];
  const aliases: string[] = [];
  for (const { name, schema } of entries) {
    const trimmed = schemas.at(schema);
    const key = JSON.stringify(trimmed);
    const first = firstNames.get(key);
    if (first === undefined) distinct.push({ $id: idOf(name), ...trimmed });
    else aliases.push(`export { ${first} as ${name} };\n`);
    firstNames.set(key, first ?? name);
  }
  const ajv = createAjv([schemas.shared(), ...distinct]);
  const exports = [...firstNames.values()].map((name) => [name, idOf(name)]);
  return standaloneModule.default(ajv, Object.fromEntries(exports)) + '\n' + aliases.join('');
}

/** A name of a validator may equal the id of the shared schema; with the suffix it cannot. */
function idOf(name: string): string {
  return `${name}-validator`;
}

function createAjv(schemas: JsonSchema[]): Ajv2020 {
  const ajv = new Ajv2020({
    schemas,
    allErrors: true,
    strict: false,
    logger: false,
    // One function per referenced schema instead of a copy at each use.
    inlineRefs: false,
    code: { source: true, esm: true, lines: true },
  });
  // The draft class always switches these on; they add bookkeeping at the top level, which every bundler must keep.
  ajv.opts.unevaluated = tracksEvaluation(schemas);
  ajv.opts.dynamicRef = false;
  formatsModule.default(ajv);
  return ajv;
}

const DATE_TIME = 'require("ajv-formats/dist/formats").fullFormats["date-time"]';

/** Runs `quickDateTime` before ajv's own function. */
function quickenDates(code: string): string {
  if (!code.includes(DATE_TIME)) return code;
  const quickened = code.replaceAll(`=> ${DATE_TIME})`, `=> quickDateTime(${DATE_TIME}))`);
  return QUICK_DATE_TIME + quickened;
}

/**
 * ajv's ESM output still calls `require` at the top level, which every bundler must keep. Wrapped in a call
 * marked pure, what an importer does not use falls away. Inside string literals quotes are escaped, so
 * the expression meets ajv's own lines only.
 */
function deferRequires(code: string): string {
  return code.replaceAll(
    /^const (\w+) = (require\("[^"]+"\)[^;\n]*);/gm,
    'const $1 = /* @__PURE__ */ (() => $2)();',
  );
}

function declarations(entries: readonly ValidatorEntry[]): string {
  const constants = entries.map(({ name, type }) => `export declare const ${name}: Validator<${type}>;\n`);
  return DECLARATIONS_PREAMBLE + constants.join('');
}

const DECLARATIONS_PREAMBLE = `${HEADER}
import type { paths } from './types.ts';

/** One way in which a value violates its schema. */
export interface ValidationError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** Says whether a value fits a schema; \`errors\` holds what was wrong at the last call. */
export interface Validator<T> {
  (data: unknown): data is T;
  errors?: readonly ValidationError[] | null;
}

`;
