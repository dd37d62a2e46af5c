import type { Delta, Verdict } from '../change.ts';
import { apiRules } from './api-rules.ts';
import { departures } from './departures.ts';
import { directionOf, levelOf, schemaRuleOf } from './level.ts';
import { mendOf } from './mends.ts';
import { schemaTopics, type Effect } from './topics.ts';
import { typescriptVerdict } from './typescript-verdict.ts';

export interface Consequences {
  readonly why: string;
  readonly mend: string;
  readonly wire: Verdict;
  readonly typescript: Verdict;
}

const wire = { breaking: 'breaks', warning: 'may-break', info: 'safe' } as const;

/** What a change means to callers, over the wire and in their build. */
export function consequences(delta: Delta): Consequences {
  const onWire = wire[levelOf(delta.id)];
  const api = Object.hasOwn(apiRules, delta.id) ? apiRules[delta.id] : undefined;
  if (api !== undefined) return { why: api.why, mend: api.mend, wire: onWire, typescript: api.typescript };
  const rule = schemaRuleOf(delta.id);
  if (rule === undefined) return { why: '', mend: '', wire: onWire, typescript: 'safe' };
  const typescript = typescriptVerdict(delta, rule);
  const affected = onWire !== 'safe' || typescript !== 'safe';
  return {
    why: whyOf(delta.id, rule.topic),
    mend: affected ? mendOf(rule) : '',
    wire: onWire,
    typescript,
  };
}

function whyOf(id: string, topic: string): string {
  const departure = Object.hasOwn(departures, id) ? departures[id] : undefined;
  if (departure !== undefined) return departure.why;
  return lawSentences[directionOf(id) === 'request' ? 'request' : 'response'][
    schemaTopics[topic]?.effect ?? 'none'
  ];
}

const lawSentences: Readonly<Record<'request' | 'response', Readonly<Record<Effect, string>>>> = {
  request: {
    narrows: 'The server refuses what callers may have sent before.',
    widens: 'The server takes what it took before, and more.',
    incomparable: 'The server takes other values than before, so what callers send may be refused.',
    none: 'Which values the server takes stays the same.',
  },
  response: {
    narrows: 'Answers hold nothing that callers did not expect before.',
    widens: 'Answers may hold what callers were not written for.',
    incomparable: 'Answers hold other values than before, which callers may not understand.',
    none: 'Callers that read answers tolerantly do not notice.',
  },
};
