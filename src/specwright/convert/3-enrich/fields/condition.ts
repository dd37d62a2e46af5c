import { plain } from '../docs/plain.ts';

/** Presence does not count as a condition: `if given, at most 10` holds wherever there is a value. */
const PRESENT =
  /\b(?:if|when) (?:(?:it is|it's|this is|the \w+ is) )?(?:specified|provided|given|present|set|used|supplied|sent|included|passed|not null)\b/gi;
const CONDITION =
  /\b(?:if|when|unless|where|once|in case|depending|only for)\b|^\W*(?:for|with|in) (?!all\b|every\b|each\b|any\b|(?:the )?range\b|(?:milli)?seconds\b|minutes\b|hours\b|days\b|percent\b)\w/i;

/** The words before a statement, in its sentence, say when it holds. */
export function isConditional(before: string): boolean {
  const clause =
    plain(before.slice(-300))
      .split(/[.;:!?\n]\s/)
      .at(-1) ?? '';
  return CONDITION.test(clause.replace(PRESENT, ''));
}

/** What follows a statement, up to the end of its sentence, says when it holds. */
export function hasCondition(after: string): boolean {
  return /\b(?:if|when|unless|in case|depending|only for)\b/i.test(after.replace(PRESENT, ''));
}

/** The words before a value show it as one of many. */
export function isExample(before: string): boolean {
  return /\b(?:e\.?g\b\.?|(?:for example|for instance|examples?|samples?(?: values?)?|such as|like)\b)(?:(?![.)]\s)[^;\n])*$/i.test(
    before.slice(-200),
  );
}
