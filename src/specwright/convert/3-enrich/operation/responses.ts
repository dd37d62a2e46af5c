import { enrichProblem } from '../problems.ts';
import { appendPointer } from '../../../base/pointer.ts';
import type {
  CanonicalOperation,
  CanonicalParameter,
  CanonicalResponse,
} from '../../canonical-collection.ts';
import type { MediaTypeFacts, ParameterFacts, ResponseFacts } from '../../facts.ts';
import { withComments } from '../fields/comments.ts';
import type { FieldNode } from '../fields/field.ts';
import type { SchemaContext } from '../schema/context.ts';
import type { Documentation } from '../placing/documentation.ts';
import { actionOf } from './actions.ts';
import type { ShownBodies } from './code-samples.ts';
import type { ErrorFacts, StatusFacts } from './error-facts.ts';
import { byMediaType, isBinaryType, mediaFacts, type SavedValue } from './media.ts';
import { forbidsContent, isError, isSuccess, reasonOf } from './reasons.ts';
import { mergeText, textSchema } from './text-values.ts';

/** A saved response with the status under which it is documented. */
interface Saved {
  readonly status: string;
  readonly response: CanonicalResponse;
  /** The body belongs to this status. Not so for the empty half of a contradictory 204. */
  readonly withBody: boolean;
}

/** The responses of an operation: saved ones, documented ones, at least one. */
export function responsesOf(
  operation: CanonicalOperation,
  docs: Documentation,
  errors: ErrorFacts,
  shown: ShownBodies['responses'],
  context: SchemaContext,
): ResponseFacts[] {
  const saved = operation.requests
    .flatMap((request) => request.responses)
    .flatMap((response) => sortOut(response, operation, context));
  const statuses = new Set([
    ...saved.map((entry) => entry.status),
    ...errors.statuses.keys(),
    ...documentedStatuses(docs),
    ...shown.keys(),
  ]);
  addTested(statuses, operation, context);
  addSuccess(statuses, docs, operation, context);
  const isHead = operation.method === 'HEAD';
  const actions = new Map(
    [...(actionOf(operation)?.values ?? [])].flatMap(([request, action]) =>
      request.responses.map((response) => [response, action] as const),
    ),
  );
  return [...statuses].sort().map((status) => {
    const own = saved.filter((entry) => entry.status === status);
    const place = { ...context, pointer: appendPointer('', 'responses', status), name: '' };
    return {
      status,
      description: describe(status, own, errors.statuses.get(status)),
      headers: headersOf(own, isSuccess(status) ? docs.responseHeaders : new Map(), place),
      content:
        isHead || forbidsContent(status)
          ? []
          : contentOf(status, own, { statuses, docs, errors, shown, actions }, place),
    };
  });
}

/** Gives a saved response its status; a body where none may be becomes an alternative of its own. */
function sortOut(
  response: CanonicalResponse,
  operation: CanonicalOperation,
  context: SchemaContext,
): Saved[] {
  const status = statusOf(response, context);
  const hasBody = (response.text ?? '') !== '' || response.json !== undefined;
  if (!hasBody || !forbidsContent(status)) return [{ status, response, withBody: true }];
  context.notes.problems.push(
    enrichProblem('content-with-no-content-status', response.at, { name: response.name, status }),
  );
  const empty: Saved = { status, response, withBody: false };
  return operation.method === 'HEAD' ? [empty] : [{ status: '200', response, withBody: true }, empty];
}

function statusOf(response: CanonicalResponse, context: SchemaContext): string {
  if (response.status !== undefined) return String(response.status);
  const named = /(?:^|[^\d.])([1-5]\d\d)(?![\d.])/.exec(response.name)?.[1] ?? '200';
  context.notes.problems.push(
    enrichProblem('response-without-status', response.at, { name: response.name, taken: named }),
  );
  return named;
}

/** Statuses that test scripts wait for. A script that takes one success or another says which only where nothing else does. */
function addTested(statuses: Set<string>, operation: CanonicalOperation, { notes }: SchemaContext): void {
  const isKnown = [...statuses].some(isSuccess);
  for (const { expected = [] } of operation.requests) {
    const successes = expected.filter(({ status }) => isSuccess(String(status)));
    const unsure = new Set(successes.slice(successes.length === 1 || !isKnown ? 1 : 0));
    for (const { status, at } of expected.filter((one) => !unsure.has(one))) {
      statuses.add(String(status));
      const pointer = appendPointer('', 'responses', String(status));
      notes.provenance.push({ pointer, origin: 'script', at, confidence: 0.8 });
    }
  }
}

function documentedStatuses(docs: Documentation): string[] {
  return [...docs.responses.keys()].filter((key) => /^[1-5](\d\d|XX)$/.test(key));
}

/** Every operation can succeed; where nobody says how, the answer is taken to be a plain 200. */
function addSuccess(
  statuses: Set<string>,
  docs: Documentation,
  operation: CanonicalOperation,
  context: SchemaContext,
): void {
  const successes = [...statuses].filter((status) => isSuccess(status) || status.startsWith('3'));
  const hasFields = docs.responses.has('success');
  if (successes.length === 0) statuses.add('200');
  else if (hasFields && operation.method !== 'HEAD' && successes.every(forbidsContent)) {
    context.notes.problems.push(
      enrichProblem('response-fields-without-content', operation.requests[0]?.at ?? '', {
        statuses: successes,
      }),
    );
    statuses.add('200');
  }
}

function describe(status: string, own: readonly Saved[], facts: StatusFacts | undefined): string {
  if (facts !== undefined && facts.description !== '') return facts.description;
  const text = own.map((entry) => entry.response.statusText?.trim() ?? '').find((phrase) => phrase !== '');
  const isWhole = own.every((entry) => String(entry.response.status ?? '') === status);
  return text !== undefined && isWhole ? text : reasonOf(status);
}

interface Around {
  readonly statuses: ReadonlySet<string>;
  readonly docs: Documentation;
  readonly errors: ErrorFacts;
  readonly shown: ShownBodies['responses'];
  /** What the request of a response does, where one path serves several operations. */
  readonly actions: ReadonlyMap<CanonicalResponse, string>;
}

function contentOf(
  status: string,
  own: readonly Saved[],
  around: Around,
  context: SchemaContext,
): MediaTypeFacts[] {
  const saved = own
    .filter((entry) => entry.withBody)
    .flatMap(({ response }) => valueOf(response, around.actions.get(response)));
  const values = saved.length > 0 ? saved : (around.shown.get(status) ?? []);
  const groups = byMediaType(values);
  const node = nodeFor(status, around);
  const wantsJson = node !== undefined || around.errors.bodies.has(status);
  if (groups.size === 0 && wantsJson)
    groups.set('application/json', { mediaType: 'application/json', json: [], text: [] });
  return [...groups.values()].flatMap((group) => {
    const pointer = appendPointer(context.pointer, 'content', group.mediaType, 'schema');
    const place = { ...context, pointer, sampleAt: group.json[0]?.at ?? context.sampleAt };
    const body = around.errors.bodies.get(status);
    const facts = mediaFacts(
      group,
      group.json.length > 0 || group.text.length === 0 ? withComments(node, group.json) : undefined,
      place,
    );
    return body === undefined ? facts : facts.map((one) => body(one, place));
  });
}

function valueOf(response: CanonicalResponse, action: string | undefined): SavedValue[] {
  const { json, text } = response;
  const isFile = response.mediaType !== undefined && isBinaryType(response.mediaType);
  if (json === undefined && (text === undefined || text === '') && !isFile) return [];
  const mediaType = response.mediaType ?? (json === undefined ? 'text/plain' : 'application/json');
  return [{ ...response, mediaType, ...(action !== undefined && { label: action, isAlternative: true }) }];
}

/** The documented fields of a status: its own table, or the one for all successes or errors. */
function nodeFor(status: string, { statuses, docs }: Around): FieldNode | undefined {
  const exact = docs.responses.get(status);
  if (exact !== undefined) return exact;
  if (isError(status)) return docs.responses.get('error');
  if (!isSuccess(status)) return undefined;
  const carriers = [...statuses].filter((other) => isSuccess(other) && !forbidsContent(other)).sort();
  return carriers.includes(status) ? docs.responses.get('success') : undefined;
}

function headersOf(
  own: readonly Saved[],
  documented: ReadonlyMap<string, FieldNode>,
  context: SchemaContext,
): ParameterFacts[] {
  const merged = new Map<string, CanonicalParameter[]>();
  for (const header of own.flatMap((entry) => entry.response.headers)) {
    const key = header.name.toLowerCase();
    merged.set(key, [...(merged.get(key) ?? []), header]);
  }
  for (const [name, node] of documented)
    if (!merged.has(name.toLowerCase()))
      merged.set(name.toLowerCase(), [{ name, disabled: false, at: node.at }]);
  return [...merged.values()].map((fields) => headerFacts(fields, documented, context));
}

function headerFacts(
  fields: readonly CanonicalParameter[],
  documented: ReadonlyMap<string, FieldNode>,
  context: SchemaContext,
): ParameterFacts {
  const name = fields[0]?.name ?? '';
  const table = [...documented.values()].find((node) => node.name.toLowerCase() === name.toLowerCase());
  const node = mergeText(name, fields, table);
  const { description, ...facts } = node.facts;
  const place = { ...context, pointer: appendPointer(context.pointer, 'headers', name, 'schema'), name };
  const schema = textSchema(fields, { ...node, facts }, place);
  return {
    name,
    in: 'header',
    required: false,
    ...(description === undefined ? {} : { description }),
    schema,
    examples: [],
  };
}
