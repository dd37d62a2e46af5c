import { own, ownStrings, type JsonObject } from '../../base/json.ts';
import { wordsOf } from '../../base/names.ts';
import type { Resource } from '../../openapi/resources.ts';

/** A record after an action: `POST /orders/{id}/cancel` makes its `status` the member that is called `cancelled`. */
export function acted(record: JsonObject, { properties }: Resource, path: string): JsonObject {
  const stems = wordsOf(path.split(/[/:.]/).at(-1) ?? '').map((word) => stemOf(word.toLowerCase()));
  for (const [name, schema] of properties) {
    if (own(record, name) === undefined || !/stat(e|us)$/i.test(name)) continue;
    const members = ownStrings(schema, 'enum');
    const reached = members.filter((member) => stems.some((stem) => member.toLowerCase().startsWith(stem)));
    const member = reached.find((one) => /[dnt]$/i.test(one)) ?? reached[0];
    if (member !== undefined) return { ...record, [name]: member };
  }
  return record;
}

/** What a verb and its participle begin with: cancel and cancelled, send and sent, pay and paid. */
function stemOf(verb: string): string {
  if (verb.endsWith('y')) return `${verb.slice(0, -1)}i`;
  return verb.length > 3 ? verb.slice(0, -1) : verb;
}
