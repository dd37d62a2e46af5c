import { isObject, objectAt, own, ownList, ownString, type Json, type JsonObject } from '../../base/json.ts';
import { lookUp, resolve } from '../../openapi/reference.ts';
import { typeName } from '../../openapi/sample.ts';
import { judgedByPattern } from '../../openapi/text-matching.ts';
import { responsePointer } from '../api/pointers.ts';
import { documentedCheck } from './check.ts';

/** RFC 9110, section 8.3, and the document have the media type elsewhere. */
const OF_CONTENT = /^content-(type|length|encoding)$/i;

export const headerValues = documentedCheck(
  {
    id: 'header-values',
    severity: 'error',
    what: 'A documented header field has a value that its schema allows: a member of its enumeration, a number where it is one, a text that matches its pattern. Formats, and patterns that cannot be read, are not looked at.',
    why: 'Caches and callers act on the values of header fields as they do on those of a body.',
    fix: 'Send a value that the document allows, or change the schema of the header.',
  },
  function* ({ api, operation, response, answer }) {
    const at = responsePointer(operation, response.status);
    const described = resolve(api.document, lookUp(api.document, `#${at}`), at).value;
    for (const [name, header] of Object.entries(objectAt(described, 'headers'))) {
      const value = answer.headers[name.toLowerCase()];
      const { value: stated } = resolve(api.document, header, '');
      const { value: schema } = resolve(api.document, own(stated, 'schema') ?? {}, '');
      const expected = value === undefined || OF_CONTENT.test(name) ? undefined : demandOn(schema, value);
      if (expected !== undefined)
        yield {
          title: `${operation.id} answers ${answer.status} with a "${name}" that is not as documented`,
          expected,
          actual: value ?? '',
          spec: `${at}/headers`,
          essence: name,
        };
    }
  },
);

/** What a schema asks of a value that does not have it; `undefined` where it has all that is looked at. */
function demandOn(schema: JsonObject, value: string): string | undefined {
  const only = own(schema, 'const');
  const members: readonly Json[] = only === undefined ? ownList(schema, 'enum') : [only];
  const isScalar =
    members.length > 0 && members.every((member) => !isObject(member) && !Array.isArray(member));
  if (isScalar && !members.some((member) => String(member) === value)) return `one of ${members.join(', ')}`;
  const type = typeName(schema);
  if (type === 'integer' && !/^-?\d+$/.test(value)) return 'a whole number';
  if (type === 'number' && (value.trim() === '' || Number.isNaN(Number(value)))) return 'a number';
  if (type === 'boolean' && value !== 'true' && value !== 'false') return 'true or false';
  const pattern = type === 'string' ? ownString(schema, 'pattern') : undefined;
  const isOther = pattern !== undefined && judgedByPattern(value, pattern) === false;
  return isOther ? `a text that matches ${pattern}` : undefined;
}
