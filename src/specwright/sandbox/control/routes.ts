import type { JsonObject } from '../../base/json.ts';
import { checkFields, FLAG, type Fields, parseObject, TEXT } from '../fields.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { SandboxControl } from './control.ts';
import type { LoggedRequest } from '../request-log.ts';

/** A request to the control plane. */
export interface ControlCall {
  /** Values of the path parameters, in clear, in the order of the path. */
  readonly params: readonly string[];
  /** The body as it came. */
  readonly text: string;
}

/** One thing that the control plane offers: what it does, and how; what it returns is sent as JSON. */
export type ControlRoute = readonly [does: string, answer: (call: ControlCall) => object];

/** By method and path below the prefix: `POST /tasks/{id}/take`. */
export type ControlRoutes = Readonly<Record<string, ControlRoute>>;

/** The body of a request: a JSON object with no other fields than these. @throws {SandboxError} `bad-request` */
export function bodyWith({ text }: ControlCall, fields: Fields): JsonObject {
  const body = parseObject(text);
  checkFields(body, fields);
  return body;
}

/** A text field, where it is there. @throws {SandboxError} `bad-request` */
export function optionalText(body: JsonObject, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new SandboxError('bad-request', `${name} must be ${TEXT[1]}.`);
}

/** A true-or-false field, where it is there. @throws {SandboxError} `bad-request` */
export function optionalFlag(body: JsonObject, name: string): boolean | undefined {
  const value = body[name];
  if (value === undefined || typeof value === 'boolean') return value;
  throw new SandboxError('bad-request', `${name} must be ${FLAG[1]}.`);
}

/** A list of texts, where it is there. @throws {SandboxError} `bad-request` */
export function optionalTexts(body: JsonObject, name: string): string[] | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  const texts = Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
  if (Array.isArray(value) && texts.length === value.length) return texts;
  throw new SandboxError('bad-request', `${name} must be a list of texts.`);
}

/** What every control plane acts on. */
export type CommonControl = Pick<
  SandboxControl<never, never, never>,
  | 'state'
  | 'snapshot'
  | 'restore'
  | 'reset'
  | 'settings'
  | 'set'
  | 'now'
  | 'advance'
  | 'disturb'
  | 'fault'
  | 'clearFault'
  | 'clearFaults'
  | 'trouble'
>;

/** What every control plane shows. */
export interface Shown {
  readonly core: { readonly log: { latest(): LoggedRequest[] } };
  readonly faults: {
    readonly all: readonly { readonly name: string; readonly group: string; readonly breaks: string }[];
  };
}

/** What every control plane offers. */
export function commonRoutes(control: CommonControl, { core, faults }: Shown): ControlRoutes {
  return {
    'GET /state': ['records, faults, settings and the time', () => control.state()],
    'GET /requests': [
      'the last 200 requests, the newest first, with the reason of each refusal',
      () => ({ requests: core.log.latest() }),
    ],
    'POST /reset': [
      'back to the seed; {"seed": {...}} starts from another one',
      ({ text }) => {
        const { seed, ...others } = parseObject(text);
        checkFields(others, {});
        control.reset(seed);
        return control.state();
      },
    ],
    'GET /snapshot': ['records, tokens, users and time', () => control.snapshot()],
    'POST /snapshot': [
      'back to a snapshot',
      ({ text }) => {
        control.restore(parseObject(text));
        return control.state();
      },
    ],
    'GET /clock': ['the time', () => ({ now: control.now.toISOString() })],
    'POST /clock': [
      'moves the time: {"advance": "2h"}',
      ({ text }) => {
        const { advance, ...others } = parseObject(text);
        checkFields(others, {});
        if (typeof advance !== 'string' && typeof advance !== 'number') {
          throw new SandboxError('bad-request', 'advance must be a duration, for example "2h".');
        }
        return { now: control.advance(advance).toISOString() };
      },
    ],
    'GET /settings': ['rules, limits and latency', () => control.settings()],
    'PATCH /settings': [
      'changes them, for example {"latency": "50ms"}',
      ({ text }) => {
        control.set(parseObject(text));
        return control.settings();
      },
    ],
    'GET /faults': [
      'active faults, trouble to come, and every named fault',
      () => ({
        ...control.trouble(),
        available: faults.all.map(({ name, group, breaks }) => ({ name, group, breaks })),
      }),
    ],
    'POST /faults': [
      '{"name": "..."} or {"names": [...]} switches named faults on; {"mishap": "drop", "times": 1} disturbs requests',
      ({ text }) => {
        const { name, names, ...disturbance } = parseObject(text);
        if (names !== undefined) control.fault(...(optionalTexts({ names }, 'names') ?? []));
        else if (name !== undefined) control.fault(optionalText({ name }, 'name') ?? '');
        else control.disturb(disturbance);
        return control.trouble();
      },
    ],
    'DELETE /faults': [
      'switches all faults off and forgets the trouble to come',
      () => {
        control.clearFaults();
        return control.trouble();
      },
    ],
    'DELETE /faults/{name}': [
      'switches one fault off',
      ({ params: [name = ''] }) => {
        control.clearFault(name);
        return control.trouble();
      },
    ],
  };
}
