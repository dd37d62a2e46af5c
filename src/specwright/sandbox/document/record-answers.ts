import {
  fromEntries,
  isObject,
  objectAt,
  own,
  ownList,
  ownObject,
  setKey,
  type Json,
  type JsonObject,
} from '../../base/json.ts';
import type { ApiOperation, ApiResponse } from '../../openapi/api-document.ts';
import { wrapperPath, type Binding, type Resource } from '../../openapi/resources.ts';
import { propertiesOf, sampleOf } from '../../openapi/sample.ts';
import type { ApiRequest, Reply } from '../exchange.ts';
import type { DocumentSteps } from './document-steps.ts';
import type { DocumentedReplies } from './documented-reply.ts';
import type { Page } from './list-page.ts';
import { fillEnvelope, pageHeaders, pageParts, type PageParts } from './page-envelope.ts';
import { isJsonType, type ReadRequest } from './read-request.ts';

/** A good request to an operation of a resource. */
export interface Turn {
  readonly operation: ApiOperation;
  readonly binding: Binding;
  /** The path of the collection, with the values of the request. */
  readonly collection: string;
  readonly read: ReadRequest;
  readonly request: ApiRequest;
}

/** Lays records into the answers that the document describes. */
export class RecordAnswers {
  readonly #root: JsonObject;
  readonly #replies: DocumentedReplies;
  readonly #steps: () => DocumentSteps;

  constructor(root: JsonObject, replies: DocumentedReplies, steps: () => DocumentSteps) {
    this.#root = root;
    this.#replies = replies;
    this.#steps = steps;
  }

  /** The success of an operation with a record in it, where its schema has room for one. */
  show({ request, operation, binding }: Turn, kept: JsonObject, ...statuses: readonly string[]): Reply {
    const { resource, wrapper } = binding;
    const response = this.#replies.successOf(operation, ...(statuses.length > 0 ? statuses : ['200']));
    const record = this.#fitted(this.#steps().show(kept, binding), response, binding);
    const media = response?.media.find(({ mediaType }) => isJsonType(mediaType));
    if (response === undefined || response.media.length === 0) {
      return this.#replies.reply(request, response, inside(wrapper, record));
    }
    if (media === undefined) return this.#replies.reply(request, response);
    if (wrapper !== undefined) {
      const envelope = this.#envelope(response);
      const path = wrapperPath(wrapper);
      setAt(envelope, path, Array.isArray(path.reduce<Json | undefined>(own, envelope)) ? [record] : record);
      return this.#replies.reply(request, response, envelope);
    }
    if (media.schema === undefined) return this.#replies.reply(request, response, record);
    if (isRecord(media.schema, resource)) {
      return this.#replies.reply(request, response, record);
    }
    // Another shape, such as `{ "id": ..., "ok": true }`: what it shares with the record comes from there.
    const shown = this.#envelope(response);
    for (const name of Object.keys(shown)) {
      const value = own(record, name);
      if (value !== undefined) setKey(shown, name, value);
    }
    return this.#replies.reply(request, response, this.#replies.fitted(media.schema, shown));
  }

  /** The record as the answer may show it: what callers send, and what other answers show, may be of another form. */
  #fitted(record: JsonObject, response: ApiResponse | undefined, { wrapper, resource }: Binding): JsonObject {
    const { schema = {} } = response?.media.find(({ mediaType }) => isJsonType(mediaType)) ?? {};
    const inner = wrapperPath(wrapper).reduce<Json>(
      (outer, name) => propertiesOf(this.#root, isObject(outer) ? outer : {}).get(name) ?? {},
      schema,
    );
    const whole = ownObject(inner, 'items') ?? inner;
    if (!isObject(whole) || (wrapper === undefined && !isRecord(whole, resource))) return record;
    // What every record has lacks only by a fault.
    const fitted = this.#replies.fitted(whole, record, resource.required);
    return isObject(fitted) ? fitted : record;
  }

  /** The success of a list with a page of records in it. */
  list({ request, operation, binding }: Turn, page: Page): Reply {
    const response = this.#replies.successOf(operation, '200');
    const records = page.records.map((record) =>
      this.#fitted(this.#steps().show(record, binding), response, binding),
    );
    const parts = pageParts(request, operation, page);
    const reply = this.#replies.reply(request, response, this.#listBody(response, binding, records, parts));
    const headers = { ...reply.headers };
    for (const [name, value] of Object.entries(pageHeaders(response?.headers ?? new Map(), parts))) {
      if (value === '') delete headers[name];
      else if (value !== undefined) headers[name] = value;
    }
    return { ...reply, headers };
  }

  #listBody(
    response: ApiResponse | undefined,
    { wrapper }: Binding,
    records: JsonObject[],
    parts: PageParts,
  ): Json | undefined {
    if (wrapper === undefined) return records;
    if (response === undefined || response.media.length === 0) return inside(wrapper, records);
    // The last page has no cursor: null, nothing or an empty text, whatever the schema allows.
    const envelopes = [null, undefined, ''].map((end) => {
      const envelope = this.#envelope(response);
      setAt(envelope, wrapperPath(wrapper), []);
      fillEnvelope(envelope, parts, end);
      setAt(envelope, wrapperPath(wrapper), records);
      return envelope;
    });
    return envelopes.find((envelope) => this.#replies.fits(response, envelope)) ?? envelopes[0];
  }

  /** Whether a success shows the record of an operation. */
  shows(response: ApiResponse | undefined, { wrapper, resource }: Binding): boolean {
    return (response?.media ?? []).some(({ schema }) => {
      const shown = wrapperPath(wrapper).reduce<JsonObject | undefined>(
        (outer, name) => ownObject(objectAt(outer, 'properties'), name),
        schema,
      );
      return propertyNames(shown).has(resource.idProperty);
    });
  }

  #envelope(response: ApiResponse | undefined): JsonObject {
    const media = response?.media.find(({ mediaType }) => isJsonType(mediaType));
    const [example] = media?.examples.values() ?? [];
    const options = { without: 'writeOnly', random: this.#replies.random() } as const;
    const shown: Json | undefined = example ?? sampleOf(this.#root, media?.schema ?? {}, options);
    return isObject(shown) ? structuredClone(shown) : {};
  }
}

/** A value where a wrapper wants it. */
function inside(wrapper: string | undefined, value: Json): Json {
  return wrapperPath(wrapper).reduceRight<Json>((inner, name) => fromEntries([[name, inner]]), value);
}

/** Sets a value inside an envelope; what lies between is made where it is missing. */
function setAt(envelope: JsonObject, [name = '', ...deeper]: readonly string[], value: Json): void {
  if (deeper.length === 0) return setKey(envelope, name, value);
  const inner = ownObject(envelope, name) ?? {};
  setKey(envelope, name, inner);
  setAt(inner, deeper, value);
}

/** Whether a schema has the id of a record: then it is the record that an answer shows. */
function isRecord(schema: JsonObject | undefined, { idProperty, properties }: Resource): boolean {
  const stated = propertyNames(schema);
  if (stated.size === 0) return schema !== undefined && own(schema, 'type') === 'object';
  if (idProperty !== '' && !stated.has(idProperty)) return false;
  return [...stated].filter((name) => properties.has(name)).length * 2 >= stated.size;
}

function propertyNames(schema: JsonObject | undefined): ReadonlySet<string> {
  if (schema === undefined) return new Set();
  const known =
    statedNames.get(schema) ??
    new Set([
      ...Object.keys(objectAt(schema, 'properties')),
      ...ownList(schema, 'allOf')
        .filter(isObject)
        .flatMap((part) => [...propertyNames(part)]),
    ]);
  statedNames.set(schema, known);
  return known;
}

const statedNames = new WeakMap<JsonObject, ReadonlySet<string>>();
