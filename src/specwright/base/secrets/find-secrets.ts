import { memo } from '../memo.ts';
import { replaceSpans, spansInLayers, type Span } from '../redact.ts';
import { namedSecrets } from './named-secrets.ts';
import { isPlaceholder } from './stands-for-secret.ts';
import { SECRET_KINDS, type SecretKind } from './secret-kinds.ts';

function* formed(text: string, { form, accepts }: SecretKind): Generator<Span> {
  for (const match of text.matchAll(form)) {
    const [whole, secret = ''] = match;
    if (isPlaceholder(secret) || accepts?.(secret) === false) continue;
    const start = match.index + whole.lastIndexOf(secret);
    yield { start, end: start + secret.length };
  }
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Longer hints are rare: one search shows that a text has none of them. */
const LONG = 3;
const RARE = new RegExp(
  SECRET_KINDS.flatMap(({ hints }) => hints.filter((hint) => hint.length >= LONG).map(literally)).join('|'),
);

function kindsIn(text: string): readonly SecretKind[] {
  const isRare = RARE.test(text);
  return SECRET_KINDS.filter(({ hints }) =>
    hints.some((hint) => (isRare || hint.length < LONG) && text.includes(hint)),
  );
}

/** The kind of secret that a text holds, judged by its form; `undefined` where it holds none. */
export const secretKindIn = memo((text): SecretKind | undefined => {
  let found: SecretKind | undefined;
  spansInLayers(text, (layer) => {
    found ??= kindsIn(layer).find((kind) => !formed(layer, kind).next().done);
    return [];
  });
  return found;
});

/** Where a text holds secrets: by their form, or by the names before them. */
export const findSecrets = memo((text): readonly Span[] =>
  spansInLayers(text, (layer) => [
    ...kindsIn(layer).flatMap((kind) => [...formed(layer, kind)]),
    ...namedSecrets(layer),
  ]),
);

/** The text with every secret replaced that its form or its name gives away. */
export function hideSecrets(text: string, replacement: (found: string) => string): string {
  return replaceSpans(text, findSecrets(text), replacement);
}
