import type { Json } from '../../../base/json.ts';
import type { CanonicalOperation, SecurityRequirement, SourcedText } from '../../canonical-collection.ts';
import type { OperationFacts } from '../../facts.ts';
import { readText, withoutSections, type ReadText, type Section } from '../docs/sections.ts';
import { shapeOf, type Shape } from '../infer/shape.ts';
import { emptyNotes, type Notes, type SchemaContext } from '../schema/context.ts';
import { writeSchema } from '../schema/write.ts';
import { documentationOf, type Documentation } from '../placing/documentation.ts';
import type { KnownNames } from '../placing/draft.ts';
import { sectionsElsewhere, type TextsByName } from '../placing/see-other.ts';
import { spotsOf } from '../placing/spots.ts';
import { actionOf, withAction } from './actions.ts';
import { shownBodies } from './code-samples.ts';
import { cleanName, operationName, operationSummary } from '../../operation-name.ts';
import { errorFactsOf, type ErrorScope } from './error-facts.ts';
import type { TypeTable } from '../placing/link.ts';
import { parametersOf } from './parameters.ts';
import { isError, isSuccess } from './reasons.ts';
import { requestBodyOf } from './request-body.ts';
import { responsesOf } from './responses.ts';
import { bodiesIn, everyRequest, savedBodies } from './samples.ts';

/** What an operation is read with. */
export interface Surroundings {
  /** Texts of the folders, the innermost first, then of the collection. */
  readonly around: readonly ReadText[];
  readonly types: ReadonlyMap<string, TypeTable>;
  /** Texts of all operations, for those that point to another one. */
  readonly byName: TextsByName;
  readonly errors: ErrorScope;
  readonly closed: boolean;
  readonly fractions: ReadonlySet<string>;
  readonly defaultWords: ReadonlySet<string>;
  readonly isTokenRequest: boolean;
  /** Name of the scheme that gives bearer tokens, where the collection asks for one. */
  readonly tokenScheme?: string;
  /** Names of the schemes that send a bearer token. */
  readonly bearerSchemes: ReadonlySet<string>;
}

/** The texts of an operation: the descriptions of its requests. */
export function textsOf(operation: CanonicalOperation): ReadText[] {
  const seen = new Set<string>();
  return operation.requests.flatMap(({ description, at }) => {
    if (description === undefined || seen.has(description)) return [];
    seen.add(description);
    return [readText({ text: description, at: `${at}/request/description` })];
  });
}

/** Everything that is known of one operation. */
export function operationFacts(
  operation: CanonicalOperation,
  texts: readonly ReadText[],
  surroundings: Surroundings,
): { facts: OperationFacts; notes: Notes } {
  const notes = emptyNotes();
  const elsewhere = sectionsElsewhere(texts, surroundings.byName);
  const docs = withAction(
    documentationOf(
      [mergedText(texts, elsewhere), ...surroundings.around],
      knownNames(operation),
      surroundings.types,
    ),
    actionOf(operation),
  );
  const context = contextFor(operation, surroundings, notes);
  const errors = errorFactsOf(
    operation,
    texts,
    surroundings.around,
    surroundings.errors,
    surroundings.isTokenRequest,
  );
  const shown = shownBodies(operation, texts);
  const requestBody = requestBodyOf(operation, docs, shown.request, {
    ...context,
    inferRequired: operation.method !== 'PATCH',
  });
  const description = proseOf(operation, texts, docs);
  const security = securityOf(operation, surroundings);
  const facts: OperationFacts = {
    summary: operationSummary(operation),
    ...(description === '' ? {} : { description }),
    deprecated: isDeprecated(operation),
    parameters: parametersOf(operation, docs, context),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: responsesOf(operation, docs, errors, shown.responses, context),
    ...(security === undefined ? {} : { security }),
    provenance: notes.provenance,
  };
  return { facts, notes };
}

/** Several requests for one operation have one documentation; what it has in the text of another one comes last. */
function mergedText(texts: readonly ReadText[], elsewhere: readonly Section[]): ReadText {
  const source: SourcedText = texts[0]?.source ?? { text: '', at: '' };
  return {
    source,
    sections: [...texts.flatMap((text) => text.sections), ...elsewhere],
    prose: texts.map((text) => text.prose).join('\n'),
  };
}

function contextFor(operation: CanonicalOperation, surroundings: Surroundings, notes: Notes): SchemaContext {
  return {
    pointer: '',
    sampleAt: operation.requests[0]?.at ?? '',
    name: '',
    inferRequired: true,
    closed: surroundings.closed,
    fractions: surroundings.fractions,
    defaultWords: surroundings.defaultWords,
    notes,
    write: writeSchema,
  };
}

function knownNames(operation: CanonicalOperation): KnownNames {
  const requests = everyRequest(operation).map((entry) => entry.request);
  const namesOf = (pick: (request: (typeof requests)[number]) => readonly { name: string }[]): Set<string> =>
    new Set(requests.flatMap((request) => pick(request).map((field) => field.name)));
  const responses = operation.requests.flatMap((request) => request.responses);
  const jsonOf = (test: (status: string) => boolean): Json[] =>
    responses.flatMap(({ json, status }) =>
      json !== undefined && test(String(status ?? 200)) ? [json] : [],
    );
  return {
    method: operation.method,
    path: new Set([...operation.path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '')),
    query: namesOf((request) => request.queryParameters),
    header: namesOf((request) => request.headers),
    cookie: namesOf((request) => request.cookies),
    body: spotsOf(bodyShape(operation)),
    hasBody: requests.some((request) => request.body !== undefined),
    response: spotsOf(shapeOrNone(jsonOf(isSuccess))),
    error: spotsOf(shapeOrNone(jsonOf(isError))),
  };
}

function bodyShape(operation: CanonicalOperation): Shape | undefined {
  const values = savedBodies(operation).flatMap(({ body }): Json[] => {
    const found = bodiesIn(body).flatMap(({ json }) => (json === undefined ? [] : [json]));
    if (found.length > 0) return found;
    return body.fields === undefined
      ? []
      : [Object.fromEntries(body.fields.map((field) => [field.name, field.value ?? '']))];
  });
  return shapeOrNone(values);
}

function shapeOrNone(values: readonly Json[]): Shape | undefined {
  return values.length === 0 ? undefined : shapeOf(values);
}

/** The prose without the tables that became schema. What is said of one of several requests names it. */
function proseOf(operation: CanonicalOperation, texts: readonly ReadText[], docs: Documentation): string {
  const name = operationName(operation);
  return texts
    .map(({ source, sections }) => {
      const consumed = sections.filter(
        (section) => docs.consumed.includes(section) || section.kind === 'statuses',
      );
      const rest = consumed.length === 0 ? source.text.trim() : withoutSections(source.text, consumed);
      return rest === '' ? '' : underNames(rest, describedNames(operation, source.text), name);
    })
    .filter((text) => text !== '')
    .join('\n\n');
}

/** Names of the requests that have a description, where others have another one or none. */
function describedNames({ requests }: CanonicalOperation, description: string): readonly string[] {
  const own = requests.filter((request) => request.description === description);
  const names = own.map(({ name }) => cleanName(name));
  const isShared = requests.every(
    (request) => request.description === description || names.includes(cleanName(request.name)),
  );
  return isShared ? [] : [...new Set(names)].filter((name) => name !== '');
}

function underNames(text: string, names: readonly string[], operation: string | undefined): string {
  if (names.every((name) => name === operation)) return text;
  const lead = `**${names.join(', ').replaceAll(/([*_\\`[\]<>])/g, '\\$1')}**`;
  return /^[\p{L}\p{N}]/u.test(text) ? `${lead}: ${text}` : `${lead}\n\n${text}`;
}

function isDeprecated(operation: CanonicalOperation): boolean {
  return operation.requests.every((request) => {
    const name = /\bdeprecated\b/i.test(request.name) && !/\bnot deprecated\b/i.test(request.name);
    const lead = (request.description ?? '').slice(0, 400);
    return (
      name ||
      /^\W{0,6}deprecated\b|\b(this|the) (endpoint|method|operation|api|call|request|resource|service)( \w+)? (is|has been|was) (now )?(deprecated|no longer supported)\b/im.test(
        lead,
      )
    );
  });
}

/** Security of the saved requests; where they differ, each way is an alternative. */
function securityOf(
  operation: CanonicalOperation,
  surroundings: Surroundings,
): readonly SecurityRequirement[] | undefined {
  const stated = operation.requests.flatMap((request) =>
    request.security === undefined ? [] : [request.security],
  );
  if (surroundings.isTokenRequest && stated.every((one) => one.length === 0)) return [];
  if (stated.length === 0) return undefined;
  const alternatives = new Map<string, SecurityRequirement>();
  const isOpen = stated.some((one) => one.length === 0);
  for (const requirement of stated.flat()) alternatives.set(JSON.stringify(requirement), requirement);
  if (isOpen && alternatives.size > 0) alternatives.set('{}', {});
  addTokenScheme(alternatives, surroundings);
  return [...alternatives.values()];
}

/** A bearer token that the collection itself asks for may as well be got by whoever reads the document. */
function addTokenScheme(
  alternatives: Map<string, SecurityRequirement>,
  { tokenScheme, bearerSchemes }: Surroundings,
): void {
  const takesBearer = [...alternatives.values()].some((requirement) => {
    const names = Object.keys(requirement);
    return names.length === 1 && names.every((name) => bearerSchemes.has(name));
  });
  if (tokenScheme === undefined || !takesBearer) return;
  const requirement = { [tokenScheme]: [] };
  alternatives.set(JSON.stringify(requirement), requirement);
}
