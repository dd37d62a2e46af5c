import { isObject, own, ownList, type Json, type JsonSchema } from '../../../base/json.ts';
import type { Fault } from '../../faults/fault.ts';
import type { ApiDocument, ApiOperation, Media } from '../../../openapi/api-document.ts';
import type { DocumentExchange } from '../document-exchange.ts';
import type { DocumentCore } from '../document-steps.ts';
import { isJsonType } from '../../../openapi/content.ts';
import type { Binding, Role } from '../../../openapi/resources.ts';

/** The kinds of ways in which a server can break what its document says. */
export type FaultGroup =
  'schema' | 'status' | 'media-type' | 'auth' | 'negative' | 'boundary' | 'state' | 'http';

/** A way to break what any document says. */
export interface DocumentFault extends Fault<DocumentExchange, DocumentCore, string, FaultGroup> {
  /** Whether a document says what the fault breaks. */
  readonly applies: (facts: Facts) => boolean;
}

/** The steps that a fault overrides. */
export type StepsOf = NonNullable<DocumentFault['steps']>;

/** What faults need to know of a document. */
export class Facts {
  readonly operations: readonly ApiOperation[];
  readonly bindings: readonly Binding[];
  readonly schemes: ApiDocument['schemes'];
  /** Every schema inside the JSON bodies of successes. */
  readonly successes: readonly JsonSchema[];
  /** The same for refusals. */
  readonly refusals: readonly JsonSchema[];
  /** The same for JSON bodies of requests. */
  readonly bodies: readonly JsonSchema[];
  /** Every schema inside parameters. */
  readonly parameters: readonly JsonSchema[];

  constructor({ operations, schemes }: ApiDocument, bindings: ReadonlyMap<string, Binding>) {
    this.operations = operations;
    this.bindings = [...bindings.values()];
    this.schemes = schemes;
    const answers = operations.flatMap(({ responses }) => responses);
    const inside = (media: readonly Media[]): JsonSchema[] =>
      media
        .filter(({ mediaType }) => isJsonType(mediaType))
        .flatMap(({ schema }) => (schema === undefined ? [] : schemasIn(schema)));
    this.successes = inside(
      answers.filter(({ status }) => status.startsWith('2')).flatMap(({ media }) => media),
    );
    this.refusals = inside(
      answers.filter(({ status }) => /^[45d]/i.test(status)).flatMap(({ media }) => media),
    );
    this.bodies = inside(operations.flatMap(({ body }) => body?.media ?? []));
    this.parameters = operations.flatMap(({ parameters }) =>
      parameters.flatMap(({ schema }) => schemasIn(schema)),
    );
  }

  hasRole(...roles: readonly Role[]): boolean {
    return this.bindings.some(({ role }) => roles.includes(role));
  }

  /** Whether all of these can be done to the records of one resource. */
  hasRoles(...roles: readonly Role[]): boolean {
    return this.bindings.some(({ resource }) => {
      const same = this.bindings.filter((other) => other.resource.collection === resource.collection);
      return roles.every((role) => same.some((other) => other.role === role));
    });
  }

  /** Whether an operation documents an answer of this kind. */
  documents(status: RegExp): boolean {
    return this.operations.some(({ responses }) =>
      responses.some((response) => status.test(response.status)),
    );
  }

  /** Whether callers are asked for credentials, perhaps of one type. */
  isProtected(
    test: (scheme: { readonly type: string; readonly scheme: string }) => boolean = () => true,
  ): boolean {
    return this.operations.some(({ security }) =>
      security.flat().some((name) => {
        const scheme = this.schemes.get(name);
        return scheme !== undefined && test(scheme);
      }),
    );
  }

  /** Whether a schema that callers must fit has a keyword. */
  asks(keyword: string): boolean {
    return [...this.bodies, ...this.parameters].some((schema) => own(schema, keyword) !== undefined);
  }
}

/** Schemas nested deeper than this are not looked at. */
const DEEPEST = 8;

/** A schema and all that are inside it. */
function schemasIn(schema: Json, depth = 0): JsonSchema[] {
  if (!isObject(schema) || depth > DEEPEST) return [];
  const properties = own(schema, 'properties');
  const inner = [
    ...(isObject(properties) ? Object.values(properties) : []),
    own(schema, 'items') ?? false,
    ...['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => ownList(schema, keyword)),
  ];
  return [schema, ...inner.flatMap((part) => schemasIn(part, depth + 1))];
}
