import { findOperation } from '../api/find.ts';
import { answerCheck, type AnswerContext } from './check.ts';

export const allowHeader = answerCheck(
  {
    id: 'allow-header',
    severity: 'error',
    what: 'A 405 says in `Allow` which methods the path has: all documented ones, and not the one it refuses.',
    why: 'RFC 9110 (section 15.5.6) asks for it; tools and people read from it what they may do.',
    fix: 'Send `Allow` with the methods of the path on every 405.',
  },
  function* (context) {
    const { answer, exchange } = context;
    if (answer.status !== 405) return;
    const problem = defect(context);
    if (problem === undefined) return;
    yield {
      title: `a 405 has no proper Allow header: ${problem}`,
      expected: `Allow: ${documentedMethods(context).join(', ')}`,
      actual:
        answer.headers['allow'] ??
        `no Allow header on ${exchange.request.method} ${new URL(exchange.request.url).pathname}`,
      essence: problem.replace(/^[A-Z]+ /, ''),
    };
  },
);

function defect(context: AnswerContext): string | undefined {
  const sent = context.answer.headers['allow'];
  if (sent === undefined) return 'it is missing';
  const allowed = new Set(sent.split(',').map((method) => method.trim().toUpperCase()));
  const { method } = context.exchange.request;
  if (allowed.has(method)) return `${method} is both refused and allowed`;
  const lacking = documentedMethods(context).find((name) => !allowed.has(name));
  return lacking === undefined ? undefined : `${lacking} is documented and left out`;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Those of the path that fits most literally: OpenAPI has `/things/mine` win over `/things/{id}`. */
function documentedMethods({ api, exchange }: AnswerContext): readonly string[] {
  const { pathname } = new URL(exchange.request.url);
  const fitting = METHODS.flatMap((method) => findOperation(api, method, pathname) ?? []);
  const variables = ({ path }: { readonly path: string }): number => path.split('{').length;
  const least = Math.min(...fitting.map(variables));
  return fitting.filter((operation) => variables(operation) === least).map(({ method }) => method);
}
