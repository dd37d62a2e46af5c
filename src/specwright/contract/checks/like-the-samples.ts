import { type Json, isObject, own, typeOf } from '../../base/json.ts';
import { examplesOf } from '../api/examples.ts';
import { findMedia } from '../api/find.ts';
import { documentedCheck, type DocumentedContext } from './check.ts';
import type { Flaw } from './description.ts';

export const likeTheSamples = documentedCheck(
  {
    id: 'like-the-samples',
    severity: 'info',
    layer: 'content',
    what: 'A value is of the kind that every published sample shows at its place: text and not a number, text and not null, an id of the same form. An observation, for a sample is not a rule.',
    why: 'Callers are written after samples: one that adds 60 to "3600" breaks on 3600.',
    fix: 'Send what the samples show, or publish a sample of what is sent.',
  },
  function* (context) {
    const { api, response, answer } = context;
    const media = findMedia(response.content, answer.headers['content-type'] ?? '') ?? response.content[0];
    if (media === undefined || answer.json === undefined) return;
    const samples = examplesOf(api, media);
    if (samples.length > 0) yield* compare(context, answer.json, samples, '');
  },
);

function* compare(
  context: DocumentedContext,
  value: Json,
  samples: readonly Json[],
  at: string,
): Iterable<Flaw> {
  const kinds = new Set(samples.map(kindOf));
  if (!kinds.has(kindOf(value)))
    return yield flaw(context, at, [...kinds].join(' or '), kindOf(value), value);
  if (isObject(value)) {
    for (const [name, entry] of Object.entries(value)) {
      const seen = samples.map((sample) => own(sample, name)).filter((sample) => sample !== undefined);
      if (seen.length > 0) yield* compare(context, entry, seen, `${at}/${name}`);
    }
  } else if (Array.isArray(value)) {
    const seen = samples.flatMap((sample) => (Array.isArray(sample) ? sample : []));
    if (seen.length > 0) for (const entry of value) yield* compare(context, entry, seen, `${at}/*`);
  } else if (typeof value === 'string') {
    const forms = samples.map((sample) => (typeof sample === 'string' ? formOf(sample) : undefined));
    const [form] = forms;
    const same = form !== undefined && forms.every((other) => other === form);
    if (same && formOf(value) !== form)
      yield flaw(context, at, form, formOf(value) ?? 'text of another form', value);
  }
}

/** JSON types, whole numbers and fractions as one. */
function kindOf(value: Json): string {
  const type = typeOf(value);
  return type === 'integer' ? 'number' : type;
}

/** The forms that distinguish ids and counts from words. */
function formOf(text: string): string | undefined {
  if (/^\d+$/.test(text)) return 'digits';
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)) return 'a UUID';
  return text.length >= 16 && /^[\da-f]+$/i.test(text) ? `${text.length} hexadecimal digits` : undefined;
}

function flaw(
  { operation, answer }: DocumentedContext,
  at: string,
  expected: string,
  came: string,
  value: Json,
): Flaw {
  return {
    title: `${operation.id} answers ${answer.status} with ${came} at ${at === '' ? 'the top' : at}, where every published sample shows ${expected}`,
    expected,
    actual: JSON.stringify(value).slice(0, 120),
    essence: `${at} ${came}`,
  };
}
