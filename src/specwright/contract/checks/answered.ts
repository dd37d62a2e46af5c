import type { Check, CheckContext } from './check.ts';
import type { Flaw } from './description.ts';

export const answered: Check<'answered'> = {
  id: 'answered',
  severity: 'error',
  layer: 'call',
  what: 'Every request gets a complete answer within the time limit.',
  why: 'A caller that gets no answer cannot know whether its call was carried out, and a second try may do it twice.',
  fix: 'Answer every request, refusals included, and send as many bytes as the head announces.',
  *examine({ exchange, expectation, operation }: CheckContext): Iterable<Flaw> {
    const { failure, request } = exchange;
    if (failure === undefined || expectation?.mayHangUp === true) return;
    yield {
      title: `${operation?.id ?? `${request.method} request`} got no answer`,
      expected: 'a complete HTTP answer',
      actual: failure.message,
      essence: failure.kind,
    };
  },
};
