/* Refusals that come with 200: `{ ok: false, error }` beside `{ ok: true, result }`. */

import { isObject, objectAt, own, ownList, ownString, type Json, type JsonSchema } from '../base/json.ts';
import { propertiesOf, typeName } from './sample.ts';

const FLAG = /^(ok|success|succeeded|successful|is_?success(ful)?)$/i;
const ERROR = /^(errors?|fault|failure|problem)$/i;
const FAILING = /^(error|fail|failed|failure|refused|rejected|nok)$/i;

/** The branches of `oneOf` or `anyOf`; the schema itself where it has none. References must be written out. */
function branchesOf(schema: JsonSchema): readonly JsonSchema[] {
  const branches = [...ownList(schema, 'oneOf'), ...ownList(schema, 'anyOf')].filter(isObject);
  return branches.length > 0 ? branches : [schema];
}

function onlyValue(schema: Json | undefined): Json | undefined {
  const members = ownList(schema, 'enum');
  return own(schema, 'const') ?? (members.length === 1 ? members[0] : undefined);
}

/** The properties of a branch, those of its parts too. */
function propertiesIn(branch: JsonSchema): readonly (readonly [string, Json])[] {
  return [...propertiesOf({}, branch)];
}

/** Whether a branch describes a refusal beside others that do not. */
function isRefusal(branch: JsonSchema): boolean {
  const properties = propertiesIn(branch);
  const parts = [branch, ...ownList(branch, 'allOf')];
  const required = new Set(parts.flatMap((part) => ownList(part, 'required')));
  return properties.some(([name, property]) => {
    const value = onlyValue(property);
    if (FLAG.test(name)) return value === false;
    if (typeof value === 'string') return FAILING.test(value);
    return ERROR.test(name) && required.has(name);
  });
}

/** What a success looks like: the first branch that is not a refusal. */
export function successBranch(schema: JsonSchema): JsonSchema {
  const branches = branchesOf(schema);
  return branches.some(isRefusal) ? (branches.find((branch) => !isRefusal(branch)) ?? schema) : schema;
}

/** What a refusal looks like; `undefined` where the schema has no branch for it. */
export function refusalBranch(schema: JsonSchema): JsonSchema | undefined {
  const branches = branchesOf(schema);
  return branches.length > 1 ? branches.find(isRefusal) : undefined;
}

/** The status that a refusal amounts to which came with a success; `undefined` where the body is not a refusal. */
export function refusedStatus(schema: JsonSchema, json: Json | undefined): number | undefined {
  if (!isObject(json)) return undefined;
  const isFlagged = branchesOf(schema).some((branch) =>
    propertiesIn(branch).some(
      ([name, property]) =>
        FLAG.test(name) &&
        typeName(isObject(property) ? property : {}) === 'boolean' &&
        own(json, name) === false,
    ),
  );
  const refusal = refusalBranch(schema);
  return isFlagged || (refusal !== undefined && fits(refusal, json)) ? statusOf(json) : undefined;
}

/** Whether a body has what distinguishes the branch from others. */
function fits(refusal: JsonSchema, json: Json): boolean {
  const properties = propertiesIn(refusal);
  const telling = properties.filter(([, property]) => onlyValue(property) !== undefined);
  if (telling.length > 0) return telling.every(([name, property]) => own(json, name) === onlyValue(property));
  return properties.some(([name]) => ERROR.test(name) && (own(json, name) ?? null) !== null);
}

const STATUSES: readonly (readonly [RegExp, number])[] = [
  [
    /unauth|not_?auth|credential|token|log_?in|authentic|(invalid|wrong|unknown|revoked|expired)_?(api_?)?key|key_?(revoked|expired)/i,
    401,
  ],
  [/forbid|permission|denied|scope/i, 403],
  [/not_?\s?-?found|unknown|no_?such|missing|does_?not_?exist/i, 404],
  [
    /conflict|state|transition|already|exists|taken|duplicate|archived|locked|closed|on_?(loan|hold)|in_?use|busy|occupied|reserved|overlap\w*|suspended|insufficient|outstanding|(limit|quota)_?reached|_full\b|not_?(available|open|active|held|empty)|mismatch/i,
    409,
  ],
];

/** Codes of what is wrong with a request whatever is there. */
const OF_FORM =
  /invalid|malformed|\bbad|wrong|illegal|too_?(long|short|many|few|large|small|big|low|high|early|late)|argument|param|body|payload|json|content|media|method|required|format|range|unsupported|pars(e|ing)|syntax|cursor|valid|exceed|empty|error|fail/i;

function statusOf(json: Json): number {
  const error = own(json, 'error') ?? json;
  const words = [error, ...['code', 'type', 'name', 'reason'].map((name) => own(error, name) ?? null)]
    .filter((value) => typeof value === 'string')
    .join(' ');
  const isOfForm = words === '' || /\s/.test(words) || OF_FORM.test(words);
  return STATUSES.find(([pattern]) => pattern.test(words))?.[1] ?? (isOfForm ? 400 : 409);
}

/** Words that the refusals of an operation may carry as their codes. */
export function refusalWords(schema: JsonSchema): string {
  const refusals = refusalBranch(schema) === undefined ? [] : branchesOf(schema).filter(isRefusal);
  return refusals
    .map((refusal) => (ownString(refusal, 'description') ?? '') + JSON.stringify(refusal))
    .join(' ');
}

/** A schema and the parts of its `allOf`. */
function partsOf(schema: JsonSchema): readonly JsonSchema[] {
  return [schema, ...ownList(schema, 'allOf').filter(isObject).flatMap(partsOf)];
}

/** The codes that refusals with a success may carry, each with the status that it amounts to. */
export function refusalCodes(schema: JsonSchema): readonly (readonly [code: string, status: number])[] {
  const refusals = refusalBranch(schema) === undefined ? [] : branchesOf(schema).filter(isRefusal);
  return refusals.flatMap(partsOf).flatMap((part) =>
    Object.entries(objectAt(part, 'properties'))
      .filter(([name]) => ERROR.test(name) || /^(code|reason)$/i.test(name))
      .flatMap(([, property]) => ownList(own(own(property, 'properties'), 'code') ?? property, 'enum'))
      .filter((code) => typeof code === 'string')
      .map((code) => [code, statusOf({ error: code })] as const),
  );
}
