import type { SentRequest } from './exchange.ts';
import type { Redactor } from './redact.ts';

/** Longest body that a command line shows in full. */
const LONGEST_BODY = 2_000;

/** The request as a shell command that a person can repeat; secrets become variables. */
export function curl(request: SentRequest, redactor: Redactor): string {
  const headers = Object.entries(redactor.headers(request.headers)).map(
    ([name, value]) => `-H ${name === 'authorization' ? authorization(value) : quote(`${name}: ${value}`)}`,
  );
  const body =
    request.body === undefined ? [] : [`--data-raw ${quote(shorten(redactor.text(request.body)))}`];
  return [`curl -i -X ${request.method} ${quote(redactor.text(request.url))}`, ...headers, ...body].join(
    ' \\\n  ',
  );
}

/** The one header field that the shell fills in; its value is a scheme and a placeholder, nothing from outside. */
function authorization(redacted: string): string {
  return `"authorization: ${redacted.replace('<redacted>', '$TOKEN')}"`;
}

/** Single quotes, so that the shell expands nothing that came from outside. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function shorten(text: string): string {
  return text.length <= LONGEST_BODY ? text : `${text.slice(0, LONGEST_BODY)}... (${text.length} characters)`;
}
