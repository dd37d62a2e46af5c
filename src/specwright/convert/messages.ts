import type { Json } from '../base/json.ts';
import { enrichMessages } from './messages/enrich.ts';
import { lintMessages } from './messages/lint.ts';
import { normaliseMessages } from './messages/normalise.ts';
import { overlayMessages } from './messages/overlay.ts';
import { readMessages } from './messages/read.ts';
import type { Problem } from './problem.ts';

type Messages = Readonly<Record<string, (args: Readonly<Record<string, Json>>) => string>>;

const messages: Messages = {
  ...readMessages,
  ...normaliseMessages,
  ...enrichMessages,
  ...overlayMessages,
  ...lintMessages,
};

/** What happened, in one sentence. Text from the input is on one line and carries no control characters. */
export function sentence({ code, args }: Problem): string {
  const write = Object.hasOwn(messages, code) ? messages[code] : undefined;
  const text = write ? write(args) : `${code.replaceAll('-', ' ')} ${JSON.stringify(args)}`;
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** The sentence and the place it is about. */
export function sentenceWithPlace(problem: Problem): string {
  return problem.at === '' ? sentence(problem) : `${sentence(problem)} (at ${problem.at})`;
}
