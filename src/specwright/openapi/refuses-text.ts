import { own, ownList, ownNumber, ownObject, type JsonSchema } from '../base/json.ts';
import { typeName } from './sample.ts';

/** Whether a value that is sent as text, such as a parameter, can violate a schema. */
export function refusesText(schema: JsonSchema): boolean {
  const type = typeName(schema);
  if (type === 'object') return false;
  if (type === 'array') {
    const items = ownObject(schema, 'items');
    return (items !== undefined && refusesText(items)) || BOUNDS_OF_LISTS.some((name) => name in schema);
  }
  const branches = [...ownList(schema, 'anyOf'), ...ownList(schema, 'oneOf')];
  if (type === undefined && branches.length > 0)
    return branches.every((branch) => {
      const one = ownObject({ branch }, 'branch');
      return one !== undefined && refusesText(one);
    });
  return (
    (type !== undefined && type !== 'string') ||
    (ownNumber(schema, 'minLength') ?? 0) > 1 ||
    KEYWORDS.some((name) => own(schema, name) !== undefined)
  );
}

const KEYWORDS = ['enum', 'const', 'format', 'pattern', 'maxLength', 'minimum', 'maximum'];
const BOUNDS_OF_LISTS = ['maxItems', 'uniqueItems'];
