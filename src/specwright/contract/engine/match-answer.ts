import { isObject, type Json } from '../../base/json.ts';
import { CODE_PROPERTY } from '../../openapi/error-codes.ts';
import type { Answer } from '../exchange/exchange.ts';
import type { AcceptedAnswer, Expectation } from './expectation.ts';

/** The application error code of an answer, as sent; `undefined` where there is none. */
export function errorCodeOf({ json }: { readonly json?: Json | undefined }): number | undefined {
  const named = isObject(json) ? Object.entries(json) : [];
  const code = named.find(([name]) => CODE_PROPERTY.test(name))?.[1];
  return typeof code === 'number' ? code : undefined;
}

/** The accepted answers of an expectation; those that rest on a reading count only on foreign servers. */
export function acceptedAnswers(expectation: Expectation, exact: boolean): readonly AcceptedAnswer[] {
  return exact ? expectation.accept.filter(({ reading }) => reading === undefined) : expectation.accept;
}

/** The first accepted answer that this one is. */
export function matchAnswer(
  expectation: Expectation,
  answer: Answer,
  exact: boolean,
): AcceptedAnswer | undefined {
  const code = errorCodeOf(answer);
  return acceptedAnswers(expectation, exact).find(
    (accepted) =>
      accepted.statuses.includes(answer.status) && (accepted.code === undefined || accepted.code === code),
  );
}

/** Whether a reading, not the publication, stands behind the answer that came. */
export function restsOnReading(
  expectation: Expectation | undefined,
  answer: Answer,
  exact: boolean,
): boolean {
  return expectation !== undefined && matchAnswer(expectation, answer, exact)?.reading !== undefined;
}
