import type { SchemaRule } from './level.ts';

/** What a TypeScript caller does about a change of a schema, by topic where there is something particular to say. */
const particular: Readonly<Record<string, Readonly<Record<'request' | 'response', string>>>> = {
  'property-removed': both('Remove the property from the object you send.', 'Stop reading the property.'),
  'required-property-removed': both(
    'Remove the property from the object you send.',
    'Stop reading the property.',
  ),
  'closed-property-removed': both(
    'Remove the property from the object you send.',
    'Stop reading the property.',
  ),
  'required-property-added': both('Add the property to every object you send.', ''),
  'property-became-required': both('Add the property to every object you send.', ''),
  'property-became-optional': both('', 'Handle `undefined` where you read the property.'),
  'became-nullable': both('', 'Handle `null` where you read the value.'),
  'became-not-nullable': both('Leave the value out instead of sending `null`.', ''),
  'enum-value-added': both('', 'Add a `case` or a default branch for the value.'),
  'enum-removed': both('', 'Add a default branch: any value may come.'),
  'enum-value-removed': both('Send one of the values that are left.', 'Remove the branch for the value.'),
  'type-changed': both('Send a value of the new type.', 'Read the value as the new type.'),
  'type-widened': both(
    'Send a value of the new type where the compiler asks for it.',
    'Tell the types apart with `typeof` before you use the value.',
  ),
  'type-narrowed': both('Send a value of one of the types that are left.', ''),
  'default-changed': both('Send the value you need instead of relying on the default.', ''),
  'default-added': both('Send the value you need instead of relying on the default.', ''),
  'default-removed': both(
    'Send the value you need instead of relying on the default.',
    'Handle `undefined` where you read the value.',
  ),
  'property-became-read-only': both('Stop sending the property; the server sets it.', ''),
  'property-became-write-only': both('', 'Stop reading the property; answers do not carry it.'),
  'required-property-became-not-read-only': both('Add the property to every object you send.', ''),
  'discriminator-property-changed': both(
    'Set the property that names the alternative.',
    'Switch on the property that names the alternative.',
  ),
};

function both(request: string, response: string): Readonly<Record<'request' | 'response', string>> {
  return { request, response };
}

export function mendOf(rule: SchemaRule): string {
  const way = rule.prefix === 'request' || rule.prefix === 'parameter' ? 'request' : 'response';
  const known = particular[rule.topic]?.[way];
  if (known !== undefined && known !== '') return known;
  return way === 'request'
    ? 'Check that what you send fits the new schema.'
    : 'Check that your code copes with what answers may hold now.';
}
