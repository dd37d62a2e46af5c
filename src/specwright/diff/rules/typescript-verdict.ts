import type { Json } from '../../base/json.ts';
import type { Delta, Verdict } from '../change.ts';
import type { SchemaRule } from './level.ts';
import { schemaTopics } from './topics.ts';

/** Topics whose consequence in generated types is not what widening and narrowing give. */
const special: Readonly<Record<string, Readonly<Record<'request' | 'response', Verdict>>>> = {
  'property-removed': { request: 'breaks', response: 'breaks' },
  'required-property-removed': { request: 'breaks', response: 'breaks' },
  'closed-property-removed': { request: 'breaks', response: 'breaks' },
  'optional-property-added': { request: 'safe', response: 'safe' },
  // a strict `switch` notices; other code does not
  'enum-value-added': { request: 'safe', response: 'may-break' },
  // code that compares with a value that is gone no longer compiles
  'enum-value-removed': { request: 'breaks', response: 'may-break' },
  'property-became-read-only': { request: 'may-break', response: 'may-break' },
  'property-became-write-only': { request: 'safe', response: 'may-break' },
  'discriminator-added': { request: 'may-break', response: 'may-break' },
  'discriminator-removed': { request: 'may-break', response: 'may-break' },
  'discriminator-mapping-removed': { request: 'may-break', response: 'may-break' },
  'discriminator-mapping-changed': { request: 'may-break', response: 'may-break' },
  'wrapped-in-one-of': { request: 'may-break', response: 'breaks' },
  'choice-introduced': { request: 'breaks', response: 'may-break' },
  'outside-reference-changed': { request: 'may-break', response: 'may-break' },
};

/** What the change does to the build of a caller that uses generated types. */
export function typescriptVerdict(delta: Delta, rule: SchemaRule): Verdict {
  const way = rule.prefix === 'request' || rule.prefix === 'parameter' ? 'request' : 'response';
  if (/^type-(widened|narrowed|changed)$/.test(rule.topic)) return byTypes(delta, way);
  const known = special[rule.topic];
  if (known !== undefined) return known[way];
  const topic = schemaTopics[rule.topic];
  if (topic === undefined || !topic.typed || topic.effect === 'none') return 'safe';
  if (topic.effect === 'incomparable') return 'breaks';
  return (topic.effect === 'narrows') === (way === 'request') ? 'breaks' : 'safe';
}

/** `integer` and `number` are one type in TypeScript; text that passes on the wire is not. */
function byTypes(delta: Delta, way: 'request' | 'response'): Verdict {
  const was = typescriptTypes(delta.was);
  const is = typescriptTypes(delta.is);
  const [from, to] = way === 'request' ? [was, is] : [is, was];
  if (to.has('any')) return 'safe';
  return [...from].every((type) => to.has(type)) ? 'safe' : 'breaks';
}

function typescriptTypes(value: Json | undefined): ReadonlySet<string> {
  const listed = Array.isArray(value) ? value : [value ?? 'any'];
  return new Set(listed.map((type) => (type === 'integer' ? 'number' : String(type))));
}
