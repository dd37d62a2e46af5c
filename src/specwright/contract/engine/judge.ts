import { findOperation, findResponse } from '../api/find.ts';
import { responsePointer } from '../api/pointers.ts';
import type { Check, CheckContext } from '../checks/check.ts';
import type { CheckDescription, Flaw } from '../checks/description.ts';
import { checks } from '../checks/registry.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Redactor } from '../exchange/redact.ts';
import type { SuiteRules } from '../suite.ts';
import type { Expectation } from './expectation.ts';
import type { Finding } from './finding.ts';

/** What judging needs apart from the exchange itself. */
export interface Bench {
  readonly suite: SuiteRules;
  readonly exact: boolean;
  readonly strict: boolean;
  readonly redactor: Redactor;
}

/** Lets every check look at an exchange. */
export function judge(
  bench: Bench,
  exchange: Exchange,
  caseId: string,
  expectation?: Expectation,
): readonly Finding[] {
  const context = contextOf(bench, exchange, expectation);
  const findings: Finding[] = [];
  const add = (check: CheckDescription, flaws: Iterable<Flaw>): void => {
    for (const flaw of flaws) findings.push(toFinding(bench, context, check, flaw, caseId));
  };
  for (const check of [...checks, ...bench.suite.checks])
    if (looksAtAll(check)) add(check, check.examine(context));
  const { answer } = exchange;
  if (answer !== undefined)
    for (const { check, examine } of expectation?.demands ?? []) add(check, examine(answer, bench.suite.api));
  return findings;
}

function looksAtAll(check: Check | CheckDescription): check is Check {
  return 'examine' in check;
}

function contextOf(
  { suite, ...bench }: Bench,
  exchange: Exchange,
  expectation: Expectation | undefined,
): CheckContext {
  const { request, answer } = exchange;
  const { api, readings } = suite;
  const url = new URL(request.url);
  const operation =
    request.operation === undefined
      ? findOperation(api, request.method, url.pathname)
      : api.operations.find(({ id }) => id === request.operation);
  const response = operation && answer && findResponse(operation, answer.status);
  return {
    ...bench,
    api,
    readings,
    exchange,
    secure: url.protocol === 'https:',
    ...(operation && { operation }),
    ...(response && { response }),
    ...(expectation && { expectation }),
  };
}

function toFinding(
  { suite, redactor }: Bench,
  context: CheckContext,
  check: CheckDescription,
  flaw: Flaw,
  caseId: string,
): Finding {
  const { operation, response, exact } = context;
  const softened = exact ? undefined : suite.soften?.(context, check.id);
  const reading = flaw.reading ?? softened?.reading;
  const spec = flaw.spec ?? (operation && response && responsePointer(operation, response.status));
  return {
    check: check.id,
    severity: softened?.severity ?? flaw.severity ?? (exact ? undefined : check.elsewhere) ?? check.severity,
    ...(operation && { operation: operation.id }),
    case: caseId,
    title: redactor.text(flaw.title),
    expected: redactor.text(flaw.expected),
    actual: redactor.text(flaw.actual),
    ...(spec !== undefined && { spec }),
    ...(reading !== undefined && { reading }),
    key: `${flaw.family ?? check.id} ${redactor.text(flaw.essence)}`,
    ...(flaw.facets && { facets: flaw.facets }),
    ...(flaw.wholeBody && { wholeBody: flaw.wholeBody }),
  };
}
