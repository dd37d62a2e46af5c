import { answerCheck, type AnswerContext } from './check.ts';

export const noMarkupEchoed = answerCheck(
  {
    id: 'no-markup-echoed',
    severity: 'error',
    what: 'No HTML answer repeats markup from the address of the request as it came.',
    why: 'A link with a script in it runs that script in the browser of whoever follows it.',
    fix: 'Escape what is shown, or answer in JSON.',
  },
  function* (context) {
    const { operation, answer } = context;
    if (!/html/i.test(answer.headers['content-type'] ?? '')) return;
    const echoed = markupOf(context).find((tag) => answer.text.includes(tag));
    if (echoed === undefined) return;
    yield {
      title: `${operation?.id ?? 'an error page'} repeats markup from the address`,
      expected: 'escaped text, such as &lt;script&gt;',
      actual: echoed,
      essence: 'markup',
    };
  },
);

/** Tags in the address, as a server sees them after decoding. */
function markupOf({ exchange }: AnswerContext): readonly string[] {
  return decoded(exchange.request.url).match(/<[a-z][^<>]{0,200}>/gi) ?? [];
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    // Traffic of strangers may hold an address that decodes to nothing; then it is looked at as it stands.
    return url;
  }
}
