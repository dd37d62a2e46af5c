import type { JsonPointer } from '../../base/json.ts';
import type { ConversionProblem, StageResult } from '../problem.ts';
import { enrichProblem } from './problems.ts';
import type {
  CanonicalCollection,
  CanonicalOperation,
  Markdown,
  OperationKey,
} from '../canonical-collection.ts';
import type { Facts, OperationFacts } from '../facts.ts';
import type { Settings } from '../settings.ts';
import { withoutSections } from './docs/sections.ts';
import { collectionTexts, textsAround, type CollectionTexts } from './operation/around.ts';
import { isOn, type TextsByName } from './placing/see-other.ts';
import { typeTables } from './placing/subjects.ts';
import { emptyNotes, type Notes, type SchemaContext } from './schema/context.ts';
import { plainName } from './schema/objects.ts';
import { writeSchema } from './schema/write.ts';
import { eventsIn } from './events.ts';
import { operationName } from '../operation-name.ts';
import { envelopeOf } from './operation/envelope.ts';
import { defaultWords } from './operation/default-hints.ts';
import { codesSeen, type ErrorScope } from './operation/error-facts.ts';
import { fractionNames } from './operation/fractions.ts';
import { subjectKey, type TypeTable } from './placing/link.ts';
import { operationFacts, textsOf } from './operation/operation.ts';
import { isError } from './operation/reasons.ts';
import { grantTypeOf, oauthScheme } from './operation/token.ts';
import type { ReadText } from './docs/sections.ts';

/** Reads what the prose and the samples of a collection say; every fact keeps where it came from. */
export function enrich(collection: CanonicalCollection, settings: Settings): StageResult<Facts> {
  const texts = collectionTexts(collection);
  const own = new Map(collection.operations.map((operation) => [operation, textsOf(operation)]));
  const everyText = [...own.values()].flat().concat(texts.all);
  const errors = errorScope(collection, texts, everyText);
  const types = allTypes(everyText, own);
  const byName = textsByName(own);
  const fractions = fractionNames(everyText);
  const words = defaultWords(collection);
  const token = learntSecurity(collection, settings);
  const bearer = bearerNames(collection);
  const operations = new Map<OperationKey, OperationFacts>();
  const problems: ConversionProblem[] = [];
  for (const operation of collection.operations) {
    const { facts, notes } = operationFacts(operation, own.get(operation) ?? [], {
      around: textsAround(operation, texts),
      types,
      byName,
      errors,
      closed: settings.closedSchemas === true,
      fractions,
      defaultWords: words,
      ...(token.scheme === undefined ? {} : { tokenScheme: token.scheme }),
      bearerSchemes: bearer,
      isTokenRequest: grantTypeOf(operation) !== undefined,
    });
    operations.set(keyOf(operation), facts);
    problems.push(...notes.problems);
  }
  problems.push(...unreadTables(everyText));
  const { scheme: _, ...security } = token;
  const { context, notes } = plainContext(settings, fractions, words);
  const events = eventsIn(texts.all, collection, context);
  problems.push(...notes.problems);
  return { value: { operations, events, ...security, descriptions: restOfDescriptions(texts) }, problems };
}

/** What schemas are written with that belong to no operation. */
function plainContext(
  { closedSchemas }: Settings,
  fractions: ReadonlySet<string>,
  words: ReadonlySet<string>,
): { context: SchemaContext; notes: Notes } {
  const notes = emptyNotes();
  const context: SchemaContext = {
    pointer: '',
    sampleAt: '',
    name: '',
    inferRequired: true,
    closed: closedSchemas === true,
    fractions,
    defaultWords: words,
    notes,
    write: writeSchema,
  };
  return { context, notes };
}

/** Texts of operations by name; a name that several operations have points to none. */
function textsByName(own: ReadonlyMap<CanonicalOperation, readonly ReadText[]>): TextsByName {
  const named = new Map<string, readonly ReadText[]>();
  for (const [operation, texts] of own) {
    const name = plainName(operationName(operation) ?? '');
    named.set(name, named.has(name) ? [] : texts);
  }
  return named;
}

/** Tables that stay in the prose, so that a person may look at them. */
function unreadTables(texts: readonly ReadText[]): readonly ConversionProblem[] {
  return texts
    .flatMap(({ sections }) => sections)
    .flatMap((section) =>
      section.kind === 'unread'
        ? [enrichProblem('table-not-read', section.at, { header: section.header })]
        : [],
    );
}

function keyOf(operation: CanonicalOperation): OperationKey {
  const path: `/${string}` = operation.path.startsWith('/')
    ? `/${operation.path.slice(1)}`
    : `/${operation.path}`;
  return `${operation.method} ${path}`;
}

/** Examples that show this part of the codes are meant to show which operation answers with which. */
const MOST = 3 / 4;

function errorScope(
  collection: CanonicalCollection,
  texts: CollectionTexts,
  everyText: readonly ReadText[],
): ErrorScope {
  const rows = everyText.flatMap((text) =>
    text.sections.flatMap((section) => (section.kind === 'statuses' ? section.rows : [])),
  );
  const codes = rows.filter((row) => isError(row.status) && row.code !== undefined);
  const operations = collection.operations.filter((operation) => grantTypeOf(operation) === undefined);
  const envelope = envelopeOf(operations, texts.all, new Set(codes.map((row) => row.code ?? '')));
  const seen = new Set(
    envelope === undefined ? [] : operations.flatMap((operation) => [...codesSeen(operation, envelope)]),
  );
  const documented = new Set(codes.map((row) => `${row.status} ${row.code ?? ''}`));
  const shown = [...documented].filter((code) => seen.has(code));
  const areTelling = codes.length > 1 && shown.length >= documented.size * MOST;
  return { envelope, shownCodes: new Set(areTelling ? shown : []) };
}

/** Tables that define a type, and what operations take, for fields that are the same. */
function allTypes(
  texts: readonly ReadText[],
  own: ReadonlyMap<CanonicalOperation, readonly ReadText[]>,
): ReadonlyMap<string, TypeTable> {
  const types = new Map<string, TypeTable>();
  for (const [operation, ownTexts] of own) {
    const name = operationName(operation);
    const section = ownTexts.flatMap((text) => text.sections).find((one) => isOn(one, 'request'));
    if (name !== undefined && section !== undefined && isOn(section, 'request') && name.includes(' '))
      types.set(subjectKey(name), { name: name.replace(/^\S+ /, ''), section });
  }
  for (const [key, type] of texts.flatMap((text) => [...typeTables(text)]))
    if (!types.has(key)) types.set(key, type);
  return types;
}

/** Tables of statuses have become responses; the rest of the prose stays. */
function restOfDescriptions(texts: CollectionTexts): ReadonlyMap<JsonPointer, Markdown> {
  return new Map(
    texts.all.map(({ source, sections }) => {
      const consumed = sections.filter(
        (section) => section.kind === 'statuses' && section.rows.some((row) => isError(row.status)),
      );
      return [source.at, consumed.length === 0 ? source.text : withoutSections(source.text, consumed)];
    }),
  );
}

function bearerNames({ securitySchemes }: CanonicalCollection): ReadonlySet<string> {
  const schemes = Object.entries(securitySchemes);
  return new Set(
    schemes
      .filter(([, scheme]) => scheme['type'] === 'http' && scheme['scheme'] === 'bearer')
      .map(([name]) => name),
  );
}

interface LearntSecurity extends Pick<Facts, 'securitySchemes' | 'security'> {
  /** Name of the scheme that gives bearer tokens. */
  readonly scheme?: string;
}

/** A token request shows how the other requests get their token. */
function learntSecurity(collection: CanonicalCollection, settings: Settings): LearntSecurity {
  for (const operation of collection.operations) {
    const grant = grantTypeOf(operation);
    const scheme =
      grant === undefined ? undefined : oauthScheme(operation, grant, settings.servers ?? collection.servers);
    if (scheme === undefined) continue;
    const name = freeName(collection);
    return { securitySchemes: { [name]: scheme }, scheme: name, ...defaultSecurity(collection, name) };
  }
  return { securitySchemes: {} };
}

function freeName(collection: CanonicalCollection): string {
  return Object.hasOwn(collection.securitySchemes, 'oauth2') ? 'oauth2ClientCredentials' : 'oauth2';
}

/** Where no request says how it is secured, the token is how. */
function defaultSecurity(collection: CanonicalCollection, name: string): Pick<Facts, 'security'> {
  const isTold = collection.operations.some(({ requests }) =>
    requests.some((request) => request.security !== undefined),
  );
  return collection.security !== undefined || isTold ? {} : { security: [{ [name]: [] }] };
}
