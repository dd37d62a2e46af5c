import type { JsonObject } from '../../base/json.ts';
import { answerCheck, type AnswerContext } from './check.ts';

/** Traces of what is inside: each pattern is linear in the length of the text. */
const INTERNALS: readonly (readonly [RegExp, string])[] = [
  [/\bat [^\n()]{1,120} ?\((?:file:\/\/|node:|\/|[A-Z]:\\)[^\n()]{1,200}:\d+(?::\d+)?\)/, 'a stack trace'],
  [/\bat (?:async )?(?:file:\/\/|node:|\/)[^\s()]{1,200}:\d+:\d+/, 'a stack trace'],
  [/\bat [\w$.<>]{3,120}\([\w$]{1,60}\.(?:java|kt|scala|groovy|cs):\d+\)/, 'a stack trace'],
  [/\bat [\w$.<> ]{2,120} \(?[\w./\\-]{1,160}\.[cm]?[jt]s:\d+(?::\d+)?/, 'a stack trace'],
  [/Traceback \(most recent call last\)|File "[^"\n]{1,200}", line \d+/, 'a stack trace'],
  [
    /\b(?:java|javax|org|com|net)\.[\w.]{2,100}(?:Exception|Error)\b|\bException in thread\b/,
    'the name of an exception class',
  ],
  [
    /\b(?:TypeError|ReferenceError|RangeError|NullPointerException|KeyError|AttributeError|ValueError|MongoError|MongoServerError|SequelizeDatabaseError|SQLException|SQLSTATE)\b/,
    'the name of an exception class',
  ],
  [/goroutine \d+ \[|panic: runtime error/, 'a stack trace'],
  [
    /(?:\/(?:usr|home|var|opt|srv|app|root|etc)\/[\w.-]{1,80}\/[\w./-]{1,120}|[A-Z]:\\(?:Users|inetpub|Program Files)\\)/,
    'a path of the file system',
  ],
  [/\/node_modules\/|\\node_modules\\/, 'a path of the file system'],
  [
    /\b(?:SELECT\s[\w*, .]{1,120}\sFROM|[Ss]elect \* [Ff]rom|INSERT INTO\s+\w|UPDATE\s+\w{1,60}\s+SET|DELETE FROM\s+\w)/,
    'a database query',
  ],
  [/\bdb\.\w{1,40}\.(?:find|insert|update|delete|aggregate)\w{0,10}\(/, 'a database query'],
  [
    /\b(?:mongodb(?:\+srv)?|postgres(?:ql)?|mysql|redis|amqp|jdbc:[a-z]{2,20}):\/\//i,
    'the address of a database',
  ],
  [
    /\b(?:10\.\d{1,3}\.\d{1,3}\.\d{1,3}|192\.168\.\d{1,3}\.\d{1,3}|172\.(?:1[6-9]|2\d|3[01])\.\d{1,3}\.\d{1,3})\b/,
    'an address of the internal network',
  ],
];

/** Fields that say where the answer came from by their nature. */
const ROUTING_HEADERS = new Set([
  'via',
  'forwarded',
  'x-forwarded-for',
  'x-real-ip',
  'location',
  'report-to',
  'nel',
]);

export const noInternalsShown = answerCheck(
  {
    id: 'no-internals-shown',
    severity: 'error',
    what: 'No answer shows a stack trace, an exception class, a path of the file system, a database query or an internal address.',
    why: 'It tells an attacker what runs inside, and it tells callers nothing.',
    fix: 'Catch at the edge, log the details, answer with the error code for internal errors and a plain sentence.',
  },
  function* ({ api, operation, answer, exchange }) {
    for (const { place, text } of places(answer)) {
      const trace = traceIn(text);
      if (trace === undefined || isKnown(api.document, exchange, trace.words)) continue;
      yield {
        title: `${operation?.id ?? 'the server'} shows ${trace.what} in ${place}`,
        expected: 'no word of what is inside',
        actual: text.slice(Math.max(0, trace.at - 40), trace.at + 120),
        essence: `${trace.what} ${place}`,
      };
    }
  },
);

interface Trace {
  readonly what: string;
  readonly words: string;
  readonly at: number;
}

function traceIn(text: string): Trace | undefined {
  for (const [pattern, what] of INTERNALS) {
    const match = pattern.exec(text);
    if (match !== null) return { what, words: match[0], at: match.index };
  }
  return undefined;
}

function places(answer: AnswerContext['answer']): readonly { place: string; text: string }[] {
  const headers = Object.entries(answer.headers)
    .filter(([name]) => !ROUTING_HEADERS.has(name))
    .map(([name, text]) => ({ place: `the header "${name}"`, text }));
  return [{ place: 'the body', text: readable(answer) }, ...headers];
}

/** A stack inside JSON has its line breaks escaped. */
function readable({ text }: AnswerContext['answer']): string {
  return text.replaceAll('\\n', '\n').replaceAll('\\"', '"').slice(0, 20_000);
}

/** What the caller sent may come back in a message, and the document itself may show such a text. */
function isKnown(document: JsonObject, { request }: AnswerContext['exchange'], words: string): boolean {
  return (request.body ?? '').includes(words) || JSON.stringify(document).includes(words);
}
