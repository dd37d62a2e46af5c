import { findOperation, findResponse } from '../api/find.ts';
import type { CheckContext, Flaw } from '../checks/check.ts';
import { checks } from '../checks/registry.ts';
import { soften } from '../../../testing/suite/domain/tolerance.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Finding } from '../../report/finding.ts';
import type { Api } from '../api/api.ts';
import type { Redactor } from '../exchange/redact.ts';
import type { Expectation } from './expectation.ts';

/** What judging needs beside the exchange itself. */
export interface Bench {
  readonly api: Api;
  readonly exact: boolean;
  readonly strict: boolean;
  readonly maxLatency: number;
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
  return checks.flatMap((check) =>
    [...check.examine(context)].map((flaw) =>
      toFinding(context, check.id, flaw, flaw.severity ?? check.severity, caseId, bench),
    ),
  );
}

function contextOf(bench: Bench, exchange: Exchange, expectation: Expectation | undefined): CheckContext {
  const { request, answer } = exchange;
  const url = new URL(request.url);
  const operation =
    request.operation === undefined
      ? findOperation(bench.api, request.method, url.pathname)
      : bench.api.operations.find(({ id }) => id === request.operation);
  const response = operation && answer && findResponse(operation, answer.status);
  return {
    ...bench,
    exchange,
    secure: url.protocol === 'https:',
    ...(operation && { operation }),
    ...(response && { response }),
    ...(expectation && { expectation }),
  };
}

function toFinding(
  context: CheckContext,
  check: string,
  flaw: Flaw,
  severity: Finding['severity'],
  caseId: string,
  { redactor }: Bench,
): Finding {
  const operation = context.operation?.id;
  return {
    check,
    severity: context.exact ? severity : soften(context, check, severity),
    ...(operation !== undefined && { operation }),
    case: caseId,
    title: redactor.text(flaw.title),
    expected: redactor.text(flaw.expected),
    actual: redactor.text(flaw.actual),
    ...(flaw.spec !== undefined && { spec: flaw.spec }),
    key: `${check} ${operation ?? context.exchange.request.method} ${redactor.text(flaw.essence)}`,
  };
}
