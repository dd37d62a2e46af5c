import { apiRules } from './rules/api-rules.ts';
import { prefixes } from './rules/level.ts';
import { schemaTopics } from './rules/topics.ts';

/** Every rule id, sorted. */
export function ruleIds(): readonly string[] {
  const schema = prefixes.flatMap((prefix) => Object.keys(schemaTopics).map((topic) => `${prefix}-${topic}`));
  return [...new Set([...Object.keys(apiRules), ...schema])].sort();
}
