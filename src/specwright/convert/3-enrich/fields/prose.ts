import { plain } from '../docs/plain.ts';
import type { FieldFacts } from './field.ts';
import { presenceIn } from './prose-presence.ts';
import { defaultIn } from './prose-default.ts';
import { limitsIn } from './prose-limits.ts';
import { typeIn } from './prose-type.ts';
import { valuesIn } from './prose-values.ts';

/** A description is read up to here; facts are at its beginning or its end. */
const READ = 6000;

const JOINED = /\bcomma[- ](separated|delimited)\b|\bseparated (by|with) (a )?commas?\b|\bCSV list\b/i;

/** Values listed for a text with commas are those of its entries, not of the whole. */
function takeJoined(found: FieldFacts): void {
  const { enum: values, enumConfidence } = found;
  found.joined = { ...(values && { enum: values }), ...(enumConfidence !== undefined && { enumConfidence }) };
  delete found.enum;
  delete found.enumConfidence;
}

const NOT_NULL =
  /\b(?:not|non|never|cannot|can't|isn't|without|no|other than|except)[ -](?:\w+ ){0,3}["'`]?null(?:able)?\b|\bnull["'`]? (?:is|are|values? (?:is|are)) (?:not|never|in|ignored|skipped|removed|dropped|rejected)|\bnull (?:pointer|byte|character|terminated)/i;

/** A description speaks of `null` only where it can be sent or answered. */
function mentionsNull(text: string): boolean {
  return /\bnull(?:able)?\b/i.test(text) && !NOT_NULL.test(text);
}

/** What a description says of its field besides its meaning. */
export function readProse(description: string): FieldFacts {
  const markdown =
    description.length > READ
      ? `${description.slice(0, READ / 2)}\n${description.slice(-READ / 2)}`
      : description;
  const text = plain(markdown);
  if (text === '') return {};
  const values = valuesIn(markdown);
  const required = presenceIn(markdown);
  const found: FieldFacts = { ...typeIn(markdown), ...limitsIn(text), ...values, ...defaultIn(markdown) };
  if (JOINED.test(text)) takeJoined(found);
  if (required !== undefined) found.required = required;
  if (/^\W{0,3}deprecated\b|\(deprecated\)|\b(is|are|been|now) deprecated\b|^\W{0,3}\[deprecated/i.test(text))
    found.deprecated = true;
  if (mentionsNull(text)) found.nullable = true;
  if (/^\W{0,3}read[- ]?only\b|\(read[- ]?only\)/i.test(text)) found.readOnly = true;
  return found;
}
