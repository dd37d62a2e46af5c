/** One reading of a place where the publication is silent or contradicts itself. */
export interface Rule<Value extends string = string> {
  /** The values it can take; the first is the default. */
  readonly values: readonly [Value, ...Value[]];
  /** How sure we are of the default, 0 to 1. */
  readonly confidence: number;
  /** What it decides. */
  readonly decides: string;
  /** Value under `strict`, where it differs from the default. */
  readonly strict?: Value;
  /** Value under `lenient`, where it differs from the default. */
  readonly lenient?: Value;
}

function rule<const Value extends string>(
  values: readonly [Value, ...Value[]],
  confidence: number,
  decides: string,
  presets: { strict?: NoInfer<Value>; lenient?: NoInfer<Value> } = {},
): Rule<Value> {
  return { values, confidence, decides, ...presets };
}

/** Every reading that can be switched, by name. The table in docs/sandbox.md is made from it. */
export const rules = {
  cancelServiceReply: rule(
    ['body', 'empty'],
    0.4,
    'Cancel Service Tasks answers 200 with `count` and `taskIds`, or 204 with nothing',
  ),
  withAgentStatus: rule(
    ['DEFERRED', 'QUEUED', 'COMPLETED'],
    0.35,
    'the status shown while an agent works on a task, for which no status is published',
  ),
  dispositionUntilDone: rule(
    ['absent', 'empty', 'null'],
    0.6,
    'how `dispositionName` looks until the task is completed',
  ),
  updateInPersonalQueue: rule(
    ['9', 'allow'],
    0.45,
    'Update Task of a task in a personal queue: refused with code 9, or done',
  ),
  updateWithAgent: rule(['9', '10'], 0.6, 'code of Update Task for a task that an agent has open'),
  neverQueued: rule(
    ['8', '9'],
    0.6,
    'code of Update Task and Cancel Task for a record that exists and was never queued',
  ),
  sweepPersonalQueues: rule(
    ['no', 'yes'],
    0.55,
    'whether Cancel Service Tasks also cancels tasks in personal queues',
  ),
  emptyUpdate: rule(
    ['4', 'accept'],
    0.4,
    'Update Task with `{}`: refused with code 4, or done without effect',
    { lenient: 'accept' },
  ),
  unknownLaunchPoint: rule(
    ['6', '4'],
    0.35,
    'code for an unknown `taskLaunchPointId`; with a `serviceName` as well, see `launchPointWithService`',
  ),
  launchPointWithService: rule(
    ['check', 'ignore'],
    0.35,
    'an unknown `taskLaunchPointId` beside a good `serviceName`: refused, or not looked at',
    { lenient: 'ignore' },
  ),
  unknownCategory: rule(
    ['4', 'accept'],
    0.35,
    'an unknown `caseInfo.category`: refused with code 4, or stored',
    { lenient: 'accept' },
  ),
  unknownCustomField: rule(
    ['store', '4'],
    0.4,
    'a `custom_` key that the seed does not list under `customFields`: stored, or refused with code 4',
    { strict: '4' },
  ),
  undeclaredField: rule(
    ['4', 'ignore'],
    0.35,
    'a field that is not documented: refused with code 4, or ignored',
    { lenient: 'ignore' },
  ),
  numericText: rule(
    ['4', 'accept'],
    0.4,
    'a number sent as text, such as `"2"`: refused with code 4, or read as a number',
    { lenient: 'accept' },
  ),
  mediaType: rule(
    ['400', '415', 'ignore'],
    0.35,
    'a body without, or with another, `Content-Type`: 400 with code 4, 415, or read all the same',
    { lenient: 'ignore' },
  ),
  names: rule(['exact', 'any-case'], 0.5, 'how names of services, dispositions and categories are compared', {
    lenient: 'any-case',
  }),
  dispositionScope: rule(
    ['service', 'any'],
    0.5,
    'a disposition must belong to the service of the task (System ones always do), or only exist',
  ),
  queueOrder: rule(
    ['rank', 'weighted-wait'],
    0.5,
    'who is next among fifo tasks: highest priority, then longest wait; or highest priority times wait',
  ),
  lifoPlace: rule(
    ['before-fifo', 'after-fifo'],
    0.4,
    'where lifo tasks stand among fifo tasks of the same service',
  ),
  lifoOrder: rule(
    ['newest-first', 'oldest-first'],
    0.65,
    'who is next among lifo tasks: the name says newest first, the printed explanation the reverse',
  ),
  lifoPriority: rule(
    ['stored', 'dropped'],
    0.6,
    'the priority of a lifo task, which has no effect: stored and shown, or dropped for the default of 1',
  ),
  caseContactConflict: rule(
    ['case', 'request'],
    0.55,
    'the contact of a known case differs from the one that `extContactId` names: which one counts',
  ),
  createdHit: rule(
    ['apply', 'ignore'],
    0.6,
    'service, priority, order and screen pops sent for a record that was never queued: applied, or ignored',
  ),
  tokenExtraFields: rule(
    ['ignore', 'refuse'],
    0.6,
    'undocumented form fields of the token request (RFC 6749 section 3.2 says ignore)',
    { strict: 'refuse' },
  ),
  tokenScope: rule(
    ['ignore', 'tenant'],
    0.4,
    '`scope` of the token request: anything goes, or it must be the host of the tenant',
    { strict: 'tenant' },
  ),
  expiresIn: rule(['text', 'number'], 0.9, '`expires_in` is sent as text or as a number'),
  newTokenRevokesOld: rule(['no', 'yes'], 0.5, 'whether a new token of a user ends the earlier ones'),
} as const satisfies Record<string, Rule>;

/** Name of a rule. */
export type RuleName = keyof typeof rules;

/** A value for every rule. */
export type Rules = { [Name in RuleName]: (typeof rules)[Name]['values'][number] };

/** How far the sandbox differs from its defaults as a whole. */
export type Strictness = 'default' | 'strict' | 'lenient';

/**
 * The value of every rule.
 *
 * @throws {RangeError} for an unknown rule or value; the message lists the valid ones.
 */
export function chooseRules(strictness: Strictness, chosen: Partial<Rules> = {}): Rules {
  return { ...presets[strictness], ...checkRules(chosen) };
}

/**
 * Makes sure that rules and values, perhaps from outside, exist.
 *
 * @throws {RangeError} for an unknown rule or value; the message lists the valid ones.
 */
export function checkRules(chosen: object): Partial<Rules> {
  const entries: [string, unknown][] = Object.entries(chosen);
  assertRules(entries);
  return Object.fromEntries(entries);
}

function assertRules(entries: [string, unknown][]): asserts entries is [RuleName, never][] {
  for (const [name, value] of entries) {
    const found = Object.hasOwn(rules, name)
      ? new Map<string, Rule>(Object.entries(rules)).get(name)
      : undefined;
    if (found === undefined) {
      throw new RangeError(
        `There is no rule ${JSON.stringify(name)}. Rules: ${Object.keys(rules).join(', ')}.`,
      );
    }
    if (typeof value !== 'string' || !found.values.includes(value)) {
      throw new RangeError(`${name} can be ${found.values.join(' or ')}, not ${JSON.stringify(value)}.`);
    }
  }
}

/** The values of each preset, put together once. */
const presets = { default: preset('default'), strict: preset('strict'), lenient: preset('lenient') };

function preset(strictness: Strictness): Rules {
  const values = Object.entries<Rule>(rules).map(([name, entry]) => {
    const special = strictness === 'default' ? undefined : entry[strictness];
    return [name, special ?? entry.values[0]];
  });
  return Object.fromEntries(values);
}
