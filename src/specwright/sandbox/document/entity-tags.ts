/* Entity tags and the conditions that name them: RFC 9110, sections 8.8.3 and 13.1. */

import { createHash } from 'node:crypto';
import { own, ownString, textOf, type Json, type JsonSchema } from '../../base/json.ts';
import { seededRandom } from '../../base/random.ts';
import type { ApiDocument, ApiOperation } from '../../openapi/api-document.ts';
import type { Binding } from '../../openapi/resources.ts';
import { sampleOf } from '../../openapi/sample.ts';
import type { ApiRequest, Reply } from '../exchange.ts';

/** Collections whose records have entity tags, because an operation speaks of them, with the schema of a tag. */
export function taggedCollections(
  { operations }: ApiDocument,
  bindings: ReadonlyMap<string, Binding>,
): ReadonlyMap<string, JsonSchema> {
  const tagged = new Map<string, JsonSchema>();
  for (const operation of operations) {
    const binding = bindings.get(operation.id);
    if (binding === undefined || binding.role === 'list') continue;
    const { collection } = binding.resource;
    const schema = tagSchema(operation);
    const isSpoken = isConditional(operation) || demandsCondition(operation) || canFail(operation);
    if (schema !== undefined || isSpoken) tagged.set(collection, schema ?? tagged.get(collection) ?? {});
  }
  return tagged;
}

/** The schema of the tag that a success of an operation documents. */
export function tagSchema({ responses }: ApiOperation): JsonSchema | undefined {
  const headers = responses.filter(({ status }) => status.startsWith('2')).flatMap((one) => [...one.headers]);
  return headers.find(([name]) => /^etag$/i.test(name))?.[1];
}

/** Whether an operation answers with 304 to those who have what it would send. */
export function isConditional({ parameters, responses }: ApiOperation): boolean {
  return (
    responses.some(({ status }) => status === '304') ||
    parameters.some(({ name }) => /^if-none-match$/i.test(name))
  );
}

/** Whether an operation refuses changes that name no state: RFC 6585, section 3. */
export function demandsCondition({ method, parameters, responses }: ApiOperation): boolean {
  const changes = method !== 'POST' || parameters.some(({ name }) => /^if-match$/i.test(name));
  return changes && responses.some(({ status }) => status === '428');
}

function canFail({ parameters, responses }: ApiOperation): boolean {
  return (
    responses.some(({ status }) => status === '412') ||
    parameters.some(({ name }) => /^if-match$/i.test(name))
  );
}

/** The entity tag of a value, in the documented form: another one for another value. */
export function tagOf(value: Json, schema: JsonSchema): string {
  const hash = createHash('sha1').update(JSON.stringify(value)).digest('hex').slice(0, 16);
  if (own(schema, 'pattern') !== undefined) {
    const random = seededRandom(Number.parseInt(hash.slice(0, 8), 16));
    return textOf(sampleOf({}, schema, { examples: false, random })) ?? `"${hash}"`;
  }
  return `${ownString(schema, 'example')?.startsWith('W/') === true ? 'W/' : ''}"${hash}"`;
}

/** Whether `If-Match` names another state than that of the record, or `If-None-Match` says that there must be none. */
export function failsCondition(request: ApiRequest, tag: string | undefined): boolean {
  const wanted = request.header('if-match');
  if (wanted !== undefined && (tag === undefined || !names(wanted, tag))) return true;
  const unwanted = request.header('if-none-match');
  return unwanted !== undefined && tag !== undefined && names(unwanted, tag);
}

/** Whether the caller has what an answer would show. */
export function isUnchanged(request: ApiRequest, tag: string): boolean {
  const known = request.header('if-none-match');
  return known !== undefined && names(known, tag);
}

/** Weak tags count as strong ones: nothing here is the same in meaning only. */
function names(header: string, tag: string): boolean {
  const plain = (text: string): string => text.trim().replace(/^W\//, '').replaceAll('"', '');
  return header.trim() === '*' || header.split(',').some((one) => plain(one) === plain(tag));
}

/** An answer with this entity tag. */
export function withTag(reply: Reply, tag: string): Reply {
  return { ...reply, headers: { ...reply.headers, ETag: tag } };
}
