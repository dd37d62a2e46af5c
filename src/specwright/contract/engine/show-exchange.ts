import { curl } from '../exchange/curl.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Redactor } from '../exchange/redact.ts';
import type { ShownExchange } from './report.ts';

/** Longest body that a report shows. */
const LONGEST = 4_000;

export function showExchange(
  { request, answer, failure, duration }: Exchange,
  redactor: Redactor,
): ShownExchange {
  return {
    curl: curl(request, redactor),
    method: request.method,
    url: redactor.text(request.url),
    ...(request.body !== undefined && { sent: cut(redactor.text(request.body)) }),
    ...(answer && { status: answer.status, headers: redactor.headers(answer.headers) }),
    received: cut(redactor.text(answer?.text ?? failure?.message ?? 'no answer')),
    duration: Math.round(duration),
  };
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}... (${text.length} characters)`;
}
