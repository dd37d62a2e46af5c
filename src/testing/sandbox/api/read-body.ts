import type { Json } from 'specwright/sandbox';
import type { ValidationError } from '../../../../generated/validators.js';
import type { Core } from '../core.ts';
import type { Exchange } from '../exchange.ts';
import type { BodyOperation, Inputs } from './body-validators.ts';
import { Refusal } from '../error-codes.ts';
import { repair } from './repair.ts';

/** Reads and checks a JSON body: media type, UTF-8, JSON, schema, in this order. An empty body counts as `{}`. */
export function readBody<Id extends BodyOperation>(
  core: Core,
  exchange: Exchange,
  operationId: Id,
): Inputs[Id] | Refusal {
  if (exchange.request.body.length === 0) return check(core, operationId, {});
  if (!core.steps.acceptsMediaType(exchange, 'application/json')) return wrongMediaType(core);
  const text = core.steps.text(exchange);
  if (text === undefined) return new Refusal(4, ['body'], 'the body is not UTF-8');
  const parsed = core.steps.parse(text);
  if (parsed === undefined) return new Refusal(4, ['body'], 'the body is not JSON');
  return check(core, operationId, parsed.value);
}

function wrongMediaType({ settings }: Core): Refusal {
  const status = settings.rules.mediaType === '415' ? 415 : 400;
  return new Refusal(4, ['Content-Type'], 'the body must be application/json', status);
}

function check<Id extends BodyOperation>(core: Core, id: Id, sent: Json): Inputs[Id] | Refusal {
  const found = core.steps.violations(id, sent);
  if (isInput(id, sent, found)) return sent;
  const { value, left } = repair(sent, found, core.settings.rules);
  const certain = left.filter((violation) => !isAlternative(violation));
  return isInput(id, value, certain) ? value : new Refusal(4, fieldsOf(certain), reasonOf(certain));
}

/** What has no violation left is what the schema describes. */
function isInput<Id extends BodyOperation>(
  _id: Id,
  _value: unknown,
  violations: readonly ValidationError[],
): _value is Inputs[Id] {
  return violations.length === 0;
}

const alternativeKeywords = new Set(['anyOf', 'oneOf', 'allOf', 'if', 'required']);

/**
 * Whether a violation is about one of several fields being needed, as at the root of Queue Task. The
 * operation decides that: what the store knows may make up for a field, and the order of checks matters.
 */
function isAlternative({ instancePath, keyword, schemaPath }: ValidationError): boolean {
  if (instancePath !== '' || !alternativeKeywords.has(keyword)) return false;
  return keyword !== 'required' || /\/(anyOf|oneOf|allOf|then|else)\//.test(schemaPath);
}

/** Names of the fields at fault, in the order found, without repeats; at most five. */
function fieldsOf(violations: readonly ValidationError[]): string[] {
  const fields = violations.map(fieldOf).filter((field) => field !== undefined);
  return [...new Set(fields)].slice(0, 5);
}

function fieldOf({ instancePath, keyword, params }: ValidationError): string | undefined {
  const parent = instancePath.slice(1).replaceAll('/', '.');
  const named = params['missingProperty'] ?? params['additionalProperty'];
  if (typeof named === 'string') return [parent, shorten(named)].filter((part) => part !== '').join('.');
  if (parent !== '') return shorten(parent);
  return keyword === 'anyOf' ? undefined : 'body';
}

/** A foreign name is repeated only in part, and only in letters that cannot mislead a reader. */
function shorten(name: string): string {
  return name.slice(0, 60).replace(/[^\w.\- ]/g, '?');
}

function reasonOf([first]: readonly ValidationError[]): string | undefined {
  return first === undefined ? undefined : `${fieldOf(first) ?? 'body'} ${first.message ?? 'is wrong'}`;
}
