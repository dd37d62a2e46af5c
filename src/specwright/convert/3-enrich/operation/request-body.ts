import { isObject } from '../../../base/json.ts';
import { appendPointer } from '../../../base/pointer.ts';
import type { CanonicalOperation } from '../../canonical-collection.ts';
import type { MediaTypeFacts, RequestBodyFacts } from '../../facts.ts';
import { withComments } from '../fields/comments.ts';
import type { SchemaContext } from '../schema/context.ts';
import type { Documentation } from '../placing/documentation.ts';
import { formFacts } from './forms.ts';
import { byMediaType, isJsonType, mediaFacts, type SavedValue } from './media.ts';
import { acceptedBodies, bodiesIn, savedBodies, type SavedBody } from './samples.ts';

/** The request body of an operation: every media type that was saved or documented. */
export function requestBodyOf(
  operation: CanonicalOperation,
  docs: Documentation,
  shown: readonly SavedValue[],
  context: SchemaContext,
): RequestBodyFacts | undefined {
  const saved = savedBodies(operation).map((entry) => ({
    ...entry,
    refused: entry.refused && docs.body !== undefined,
  }));
  const groups = new Map<string, SavedBody[]>();
  for (const entry of saved)
    groups.set(entry.body.mediaType, [...(groups.get(entry.body.mediaType) ?? []), entry]);
  if (groups.size === 0 && docs.body === undefined && shown.length === 0) return undefined;
  const content = [...groups].flatMap(([mediaType, bodies]) => contentOf(mediaType, bodies, docs, context));
  const isUndescribed = content.every(isBareText);
  if ((docs.body !== undefined || shown.length > 0) && isUndescribed)
    content.push(...documentedOnly(docs, shown, context));
  return { required: isRequired(operation, content, saved), content };
}

/** Text that is neither JSON nor a form: it has no place for documented fields. */
function isBareText({ mediaType, schema }: MediaTypeFacts): boolean {
  return !isJsonType(mediaType) && schema?.['type'] === 'string' && schema['format'] === undefined;
}

function contentOf(
  mediaType: string,
  bodies: readonly SavedBody[],
  docs: Documentation,
  context: SchemaContext,
): MediaTypeFacts[] {
  const place = placeFor(mediaType, bodies[0]?.body.at ?? context.sampleAt, context);
  const isForm = bodies.every(({ body }) => body.mode === 'urlencoded' || body.mode === 'formdata');
  if (isForm) return [formFacts(mediaType, acceptedBodies(bodies), docs.body, place)];
  if (bodies.every(({ body }) => body.mode === 'file')) return [fileFacts(mediaType)];
  const groups = byMediaType(bodies.filter((entry) => isUseful(entry, bodies)).map(valueOf));
  const node = withComments(
    docs.body,
    bodies.flatMap(({ body }) => bodiesIn(body).map((one) => ({ ...one, at: body.at }))),
  );
  return [...groups.values()].flatMap((group) => mediaFacts(group, node, place));
}

/** A broken body that was refused shows nothing where others were accepted. */
function isUseful({ refused, body }: SavedBody, bodies: readonly SavedBody[]): boolean {
  return (
    !refused ||
    (body.json !== undefined && body.slips === undefined) ||
    bodies.every((other) => other.refused)
  );
}

function placeFor(mediaType: string, sampleAt: string, context: SchemaContext): SchemaContext {
  return {
    ...context,
    pointer: appendPointer('', 'requestBody', 'content', mediaType, 'schema'),
    sampleAt,
    name: '',
  };
}

function valueOf({ name, body, refused, action }: SavedBody): SavedValue {
  return { ...body, name, refused, ...(action !== undefined && { label: action, isAlternative: true }) };
}

function fileFacts(mediaType: string): MediaTypeFacts {
  return { mediaType, schema: { type: 'string', format: 'binary' }, examples: [] };
}

function documentedOnly(
  docs: Documentation,
  shown: readonly SavedValue[],
  context: SchemaContext,
): MediaTypeFacts[] {
  const mediaType = 'application/json';
  const group = byMediaType(shown).get(mediaType) ?? { mediaType, json: [], text: [] };
  return mediaFacts(group, docs.body, placeFor(mediaType, group.json[0]?.at ?? context.sampleAt, context));
}

/** A body must be sent where a field of it must, or where a method made for bodies is never used without one. */
function isRequired(
  operation: CanonicalOperation,
  content: readonly MediaTypeFacts[],
  saved: readonly SavedBody[],
): boolean {
  const asksForFields = content.some(({ schema }) => isObject(schema) && Array.isArray(schema['required']));
  const isSwitchedOff = saved.length > 0 && saved.every(({ body }) => body.disabled);
  if (asksForFields && !isSwitchedOff) return true;
  const isAlways = operation.requests.every(
    (request) => request.body !== undefined && !request.body.disabled,
  );
  return isAlways && /^(POST|PUT|PATCH)$/.test(operation.method);
}
